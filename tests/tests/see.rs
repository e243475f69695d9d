//! Pictures that are really seen: held-out ones, drawn and asked about by `tools/vision/pictures.py`, in the formats and
//! turns that people have them in. Swapped channels, a lost turn or a wrong scale would cost answers here.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Cursor, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use image::codecs::jpeg::JpegEncoder;
use image::codecs::webp::WebPEncoder;
use image::{DynamicImage, ImageFormat, RgbImage, Rgba, RgbaImage};
use omni_tests::Home;
use serde::Deserialize;
use serde_json::Value;

/// A line of `questions.jsonl`.
#[derive(Deserialize, Clone)]
struct Question {
    file: String,
    #[serde(rename = "type")]
    kind: String,
    question: String,
    answer: String,
}

/// Of all questions, the share that has to be answered as a person would.
const LEAST: f64 = 0.85;

/// How much less a form other than PNG may have right.
const LOSS: f64 = 0.03;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("pictures/shapes")
}

fn questions() -> Vec<Question> {
    let text = std::fs::read_to_string(folder().join("questions.jsonl")).unwrap();
    let lines = text.lines().map(|line| serde_json::from_str(line).unwrap());
    lines.collect()
}

/// A conversation with one running host, which loads the model once.
struct Chat {
    child: Child,
    stdin: ChildStdin,
    answers: std::io::Lines<BufReader<ChildStdout>>,
}

impl Chat {
    fn with(home: &Home) -> Self {
        let arguments = [
            "chat",
            "--json",
            "--seed",
            "7",
            "--no-reflect",
            "--max-tokens",
            "32",
        ];
        let mut command = home.command(&arguments);
        let mut child = command
            .stdin(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        Self {
            stdin: child.stdin.take().unwrap(),
            answers: BufReader::new(child.stdout.take().unwrap()).lines(),
            child,
        }
    }

    /// The record of a question on a picture, in a conversation of its own.
    fn ask(&mut self, picture: &Path, question: &str) -> Value {
        writeln!(
            self.stdin,
            "/reset\n/image {}\n{question}",
            picture.display()
        )
        .unwrap();
        let line = self.answers.next().unwrap().unwrap();
        serde_json::from_str(&line).unwrap()
    }
}

impl Drop for Chat {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn is_right(record: &Value, question: &Question) -> bool {
    let plain = |text: &str| text.trim().trim_end_matches('.').to_lowercase();
    plain(record["response"].as_str().unwrap()) == plain(&question.answer)
}

/// One way to have a picture.
type Form = fn(&RgbImage, usize) -> (Vec<u8>, &'static str);

fn jpeg(picture: &RgbImage, _: usize) -> (Vec<u8>, &'static str) {
    (jpeg_bytes(picture), "jpg")
}

fn jpeg_bytes(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, 92);
    picture.write_with_encoder(encoder).unwrap();
    bytes
}

fn webp(picture: &RgbImage, _: usize) -> (Vec<u8>, &'static str) {
    let mut bytes = Vec::new();
    let encoder = WebPEncoder::new_lossless(&mut bytes);
    picture.write_with_encoder(encoder).unwrap();
    (bytes, "webp")
}

/// Stored in each of EXIF's eight orientations in turn, so that it is upright only for who turns it back.
fn turned(picture: &RgbImage, place: usize) -> (Vec<u8>, &'static str) {
    let orientation = (place % 8) as u8 + 1;
    let upright = DynamicImage::ImageRgb8(picture.clone());
    let stored = match orientation {
        1 => upright,
        2 => upright.fliph(),
        3 => upright.rotate180(),
        4 => upright.flipv(),
        5 => upright.rotate270().flipv(),
        6 => upright.rotate270(),
        7 => upright.rotate90().flipv(),
        _ => upright.rotate90(),
    };
    let jpeg = jpeg_bytes(&stored.to_rgb8());
    // An APP1 segment with a TIFF header, one directory, one entry: 0x0112, one SHORT.
    let mut segment = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    segment.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
    let length = (segment.len() as u16 + 2).to_be_bytes();
    let marked = [&jpeg[..2], &[0xff, 0xe1], &length, &segment, &jpeg[2..]].concat();
    (marked, "jpg")
}

/// The light ground is half transparent, and stored as dark as makes it what it was over white.
fn see_through(picture: &RgbImage, _: usize) -> (Vec<u8>, &'static str) {
    let pixels = RgbaImage::from_fn(picture.width(), picture.height(), |x, y| {
        let [red, green, blue] = picture.get_pixel(x, y).0;
        if red.min(green).min(blue) < 200 {
            return Rgba([red, green, blue, 255]);
        }
        let [red, green, blue] = [red, green, blue].map(|value| value - (255 - value));
        Rgba([red, green, blue, 128])
    });
    let mut bytes = Cursor::new(Vec::new());
    pixels.write_to(&mut bytes, ImageFormat::Png).unwrap();
    (bytes.into_inner(), "png")
}

/// For print, the way that Adobe's programs write it: inverted.
fn cmyk(picture: &RgbImage, _: usize) -> (Vec<u8>, &'static str) {
    let pixels: Vec<u8> = picture
        .pixels()
        .flat_map(|pixel| {
            let [red, green, blue] = pixel.0.map(|value| 255 - value);
            let black = red.min(green).min(blue);
            // Inks cover each other: what a colour leaves through, black leaves a share of.
            let ink = |colour: u8| match 255 - u16::from(black) {
                0 => 0,
                left => ((u16::from(colour - black)) * 255 / left) as u8,
            };
            [ink(red), ink(green), ink(blue), black]
        })
        .collect();
    let mut bytes = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 95);
    encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::F_1_1);
    let (width, height) = (picture.width() as u16, picture.height() as u16);
    encoder
        .encode(&pixels, width, height, jpeg_encoder::ColorType::Cmyk)
        .unwrap();
    (bytes, "jpg")
}

/// Right answers among the questions, by file as the form makes it.
fn right(
    home: &Home,
    chat: &mut Chat,
    name: &str,
    form: Form,
    questions: &[Question],
) -> Vec<bool> {
    let mut made = BTreeMap::new();
    let mut answers = Vec::new();
    for question in questions {
        let place = made.len();
        let path = made.entry(question.file.clone()).or_insert_with(|| {
            let picture = image::open(folder().join(&question.file))
                .unwrap()
                .to_rgb8();
            let (bytes, ending) = form(&picture, place);
            let file = format!("{name}-{}.{ending}", question.file);
            home.write(&file, bytes);
            home.path().join(file)
        });
        answers.push(is_right(&chat.ask(path, &question.question), question));
    }
    answers
}

fn share(right: &[bool]) -> f64 {
    right.iter().filter(|right| **right).count() as f64 / right.len() as f64
}

#[test]
fn held_out_pictures_are_seen_in_every_form() {
    let home = Home::new();
    let mut chat = Chat::with(&home);
    let questions = questions();
    let plain: Vec<bool> = questions
        .iter()
        .map(|question| {
            let record = chat.ask(&folder().join(&question.file), &question.question);
            is_right(&record, question)
        })
        .collect();
    let mut kinds: BTreeMap<&str, Vec<bool>> = BTreeMap::new();
    for (question, right) in questions.iter().zip(&plain) {
        kinds.entry(&question.kind).or_default().push(*right);
    }
    println!("png: {:.3} {kinds:?}", share(&plain));
    assert!(share(&plain) >= LEAST, "{:.3}", share(&plain));

    // Half of them in each other form: what is lost shows in any.
    let half: Vec<Question> = questions.iter().step_by(2).cloned().collect();
    let plain: Vec<bool> = plain.into_iter().step_by(2).collect();
    let forms: [(&str, Form); 5] = [
        ("jpeg", jpeg),
        ("webp", webp),
        ("exif", turned),
        ("alpha", see_through),
        ("cmyk", cmyk),
    ];
    for (name, form) in forms {
        let seen = right(&home, &mut chat, name, form, &half);
        println!("{name}: {:.3} of {:.3}", share(&seen), share(&plain));
        assert!(
            share(&seen) >= share(&plain) - LOSS,
            "{name}: {:.3}",
            share(&seen)
        );
    }
}
