//! `omni image`: what is printed, what is written, and what becomes of files that are no pictures.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use omni_tests::pictures::Canvas;
use omni_tests::{Home, outcome};
use serde_json::Value;

/// The keys that a picture is told by, whatever became of it.
const KEYS: [&str; 10] = [
    "file",
    "sha256",
    "width",
    "height",
    "phash",
    "bytes_in",
    "bytes_out",
    "hit",
    "ms",
    "output",
];

fn keys(told: &Value) -> Vec<&str> {
    told.as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

fn photo() -> Canvas {
    Canvas::photo(800, 600, 1)
}

#[test]
fn a_picture_is_prepared_once() {
    let home = Home::bare();
    home.write("photo.png", photo().png(""));
    let told = home
        .omni(&["image", "photo.png", "--json"])
        .succeeded()
        .json();
    let first = &told[0];
    let mut wanted = KEYS.to_vec();
    wanted.sort_unstable();
    let mut found = keys(first);
    found.sort_unstable();
    assert_eq!(found, wanted);
    assert_eq!(
        (&first["width"], &first["height"]),
        (&512.into(), &384.into())
    );
    assert_eq!(first["file"], "photo.png");
    assert_eq!(first["hit"], "miss");
    assert_eq!(first["sha256"].as_str().unwrap().len(), 64);
    assert_eq!(first["phash"].as_str().unwrap().len(), 16);
    assert_eq!(first["bytes_in"], photo().png("").len());
    assert!(first["bytes_out"].as_u64() < first["bytes_in"].as_u64());
    assert_eq!(first["output"], Value::Null);
    let again = home
        .omni(&["image", "photo.png", "--json"])
        .succeeded()
        .json();
    assert_eq!(again[0]["hit"], "exact");
    for key in [
        "sha256",
        "width",
        "height",
        "phash",
        "bytes_in",
        "bytes_out",
    ] {
        assert_eq!(again[0][key], first[key], "{key}");
    }
}

#[test]
fn people_see_a_table() {
    let home = Home::bare();
    home.write("photo.png", photo().png(""));
    let told = home.omni(&["image", "photo.png"]).succeeded();
    let mut lines = told.stdout.lines();
    let header: Vec<_> = lines.next().unwrap().split_whitespace().collect();
    assert_eq!(
        header,
        ["file", "size", "before", "after", "hash", "time", "hit"]
    );
    let row = lines.next().unwrap();
    assert!(row.starts_with("photo.png  512×384  1.4 MiB"), "{row}");
    assert!(row.ends_with("miss"), "{row}");
}

#[test]
fn options_change_what_is_made() {
    let home = Home::bare();
    home.write("photo.png", photo().png(""));
    let told = |more: &[&str]| {
        let arguments = [&["image", "photo.png", "--json"], more].concat();
        home.omni(&arguments).succeeded().json()[0].clone()
    };
    let plain = told(&[]);
    let small = told(&["--max-edge", "64"]);
    assert_eq!(
        (&small["width"], &small["height"]),
        (&64.into(), &48.into())
    );
    let coarse = told(&["--quality", "20"]);
    assert!(coarse["bytes_out"].as_u64() < plain["bytes_out"].as_u64());
    let other = told(&["--hash", "gradient"]);
    assert_ne!(other["phash"], plain["phash"]);
    for told in [small, coarse, other] {
        assert_eq!(told["hit"], "miss");
    }
    // The config says the same, and the command line goes before it.
    home.config("[images]\nmax_edge = 64\n");
    assert_eq!(told(&[])["hit"], "exact");
    assert_eq!(told(&["--max-edge", "512"])["hit"], "exact");
    home.omni(&["image", "photo.png", "--quality", "101"])
        .refused(2, "usage", "quality");
    home.config("[images]\nmax_egde = 64\n");
    home.omni(&["image", "photo.png"])
        .refused(2, "invalid.config", "max_edge");
}

/// The image skill's own tests hold its native code, which has no vector instructions, to the same files.
#[test]
fn the_sandbox_writes_what_native_code_does() {
    let home = Home::bare();
    let pictures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../plugins/image/tests/pictures");
    for name in ["best.jpg", "alpha.png", "420.jpg"] {
        home.write(name, std::fs::read(pictures.join(name)).unwrap());
        home.omni(&["image", name, "-o", "out"]).succeeded();
        let written = home.path().join("out").join(name).with_extension("webp");
        let expected = std::fs::read(pictures.join(format!("{name}.expected.webp"))).unwrap();
        assert!(std::fs::read(written).unwrap() == expected, "{name}");
    }
}

#[test]
fn results_are_written_and_nothing_is_overwritten() {
    let home = Home::bare();
    home.write("a.png", photo().png(""));
    home.write("a.bmp", Canvas::invoice(1).bmp());
    home.write("other/a.png", Canvas::invoice(2).png(""));
    home.write("b.png", Canvas::invoice(3).png(""));
    let arguments = [
        "image",
        "a.png",
        "a.bmp",
        "other/a.png",
        "b.png",
        "-o",
        "out",
        "--json",
    ];
    let told = home.omni(&arguments).succeeded().json();
    let outputs: Vec<_> = told
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["output"])
        .collect();
    assert_eq!(
        outputs,
        [
            "out/a.png.webp",
            "out/a.bmp.webp",
            "out/a.png-2.webp",
            "out/b.webp"
        ]
    );
    for one in told.as_array().unwrap() {
        let bytes = std::fs::read(home.path().join(one["output"].as_str().unwrap())).unwrap();
        assert_eq!(&bytes[..4], b"RIFF");
        assert_eq!(&bytes[8..12], b"WEBP");
        assert_eq!(one["bytes_out"], bytes.len());
    }
    // What is there with the same content is no obstacle.
    home.omni(&arguments).succeeded();
    let mine = home.write("out/b.webp", "mine");
    let refused = home
        .omni(&arguments)
        .refused(2, "image.output-exists", "out/b.webp");
    assert_eq!(refused.json()[3]["error"]["code"], "image.output-exists");
    assert_eq!(refused.json()[2]["output"], "out/a.png-2.webp");
    assert_eq!(std::fs::read(&mine).unwrap(), b"mine");
    home.omni(&["image", "b.png", "-o", "out", "--force"])
        .succeeded();
    assert_ne!(std::fs::read(&mine).unwrap(), b"mine");
}

#[test]
fn a_source_is_never_replaced_by_its_result() {
    let home = Home::bare();
    home.write("a.png", photo().png(""));
    home.omni(&["image", "a.png", "-o", "out"]).succeeded();
    // Its own result, named as it is, prepared smaller into the same folder.
    let arguments = [
        "image",
        "out/a.webp",
        "-o",
        "out",
        "--force",
        "--max-edge",
        "64",
    ];
    home.omni(&arguments)
        .refused(2, "image.output-exists", "one of the pictures");
}

#[test]
fn what_is_no_picture_is_named_and_the_rest_goes_on() {
    let home = Home::bare();
    let good = photo().png("");
    home.write("good.png", &good);
    home.write("empty.png", "");
    home.write("cut.png", &good[..good.len() / 2]);
    home.write("text.png", "no picture at all");
    home.write("misnamed.txt", Canvas::invoice(1).bmp());
    std::fs::create_dir(home.path().join("folder.png")).unwrap();
    let pipe = home.path().join("pipe.png");
    assert!(
        std::process::Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    // 10⁵ × 10⁵ pixels, it says.
    let mut bomb = good[..33].to_vec();
    bomb[16..24].copy_from_slice(&[0, 1, 0x86, 0xa0, 0, 1, 0x86, 0xa0]);
    home.write("bomb.png", bomb);
    let files = [
        ("none.png", Some("image.missing")),
        ("empty.png", Some("image.empty")),
        ("good.png", None),
        ("cut.png", Some("image.unreadable")),
        ("text.png", Some("image.unsupported")),
        ("folder.png", Some("image.not-a-file")),
        ("pipe.png", Some("image.not-a-file")),
        ("bomb.png", Some("image.unreadable")),
        ("misnamed.txt", None),
    ];
    let mut arguments = vec!["image", "--json"];
    arguments.extend(files.iter().map(|(file, _)| *file));
    let refused = home
        .omni(&arguments)
        .refused(2, "image.missing", "none.png");
    let told = refused.json();
    for (told, (file, code)) in told.as_array().unwrap().iter().zip(files) {
        assert_eq!(told["file"], file);
        let Some(code) = code else {
            assert_eq!(told.get("error"), None, "{told}");
            assert_eq!(told["hit"], "miss");
            continue;
        };
        assert_eq!(told["error"]["code"], code, "{told}");
        let message = told["error"]["message"].as_str().unwrap();
        assert!(message.contains(file), "{message}");
        assert!(told["error"]["help"].is_string(), "{told}");
        assert!(refused.stderr.contains(message), "{refused:?}");
        assert_eq!(told["hit"], Value::Null);
    }
}

#[test]
fn a_file_that_is_too_large_is_not_read() {
    let home = Home::bare();
    home.config("[images]\nmax_source_bytes = \"1KiB\"\n");
    home.write("photo.png", photo().png(""));
    home.omni(&["image", "photo.png"])
        .refused(2, "image.too-large", "1024 bytes");
    home.omni_with_stdin(&["image", "-"], &photo().png(""))
        .refused(2, "image.too-large", "1024 bytes");
}

#[test]
fn a_picture_may_come_from_stdin_and_once() {
    let home = Home::bare();
    let told = home
        .omni_with_stdin(&["image", "-", "-o", "out", "--json"], &photo().png(""))
        .succeeded()
        .json();
    assert_eq!(told[0]["file"], "-");
    assert_eq!(told[0]["output"], "out/stdin.webp");
    home.omni(&["image", "-", "-"]).refused(2, "usage", "stdin");
    home.omni(&["image"]).refused(2, "usage", "FILE");
}

#[test]
fn another_component_may_prepare_and_none_may_be_wanted() {
    let home = Home::bare();
    home.write("photo.png", photo().png(""));
    home.config("[skills.image]\nenabled = false\n");
    home.omni(&["image", "photo.png"])
        .refused(2, "image.off", "skills.image");
    home.config("[skills.image]\ncomponent = \"score-logprob\"\n");
    home.omni(&["image", "photo.png"])
        .refused(2, "invalid.component", "image-preprocessor");
    home.config("");
    home.omni(&["skill", "shadow", "image", "image"])
        .refused(2, "role.no-shadow", "image");
    home.omni(&["skill", "swap", "image", "image"]).succeeded();
    home.omni(&["image", "photo.png"]).succeeded();
}

#[test]
fn what_the_skill_is_and_did_is_in_the_signed_log() {
    let home = Home::bare();
    home.write("photo.png", photo().png(""));
    home.omni(&["image", "photo.png"]).succeeded();
    let loads = home.omni(&["audit", "list", "--kind", "skill.load", "--json"]);
    let loads = loads.succeeded().json();
    assert_eq!(loads[0]["body"]["role"], "image-preprocessor");
    home.omni(&["audit", "verify"]).succeeded();
}

#[test]
fn a_signal_ends_a_batch_after_what_is_done() {
    let home = Home::bare();
    home.write("photo.png", photo().png(""));
    // Whoever gets to stdin waits there.
    let mut child = home
        .command(&["image", "photo.png", "-", "--json"])
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    let kept = home.path().join("cache").join("images");
    while !kept.exists() {
        std::thread::sleep(Duration::from_millis(10));
    }
    // A moment for the file to be put in its place, and one for the signal to be heard.
    std::thread::sleep(Duration::from_millis(500));
    let signal = std::process::Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status();
    assert!(signal.unwrap().success());
    std::thread::sleep(Duration::from_millis(500));
    drop(child.stdin.take());
    let ended = outcome(child);
    assert_eq!(ended.code, Some(130), "{ended:?}");
    let told = ended.json();
    assert_eq!(told.as_array().unwrap().len(), 1);
    assert_eq!(told[0]["file"], "photo.png");
    assert!(
        ended.stderr.contains("stopped with 1 picture left"),
        "{ended:?}"
    );
    home.omni(&["audit", "verify"]).succeeded();
}
