//! A day of uploads, most of which look alike, through the cache of pictures: what is served, and whether it is right.
//!
//! Right means, for all but a hit by likeness: byte for byte what a preparation without any cache gives. A hit by
//! likeness is right if what is served was made of the same document: of the file itself, or of a copy of it that was
//! encoded anew.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use omni_images::{Hit, Images, Preparer, Request, Settings};
use omni_loop::{Config, Skills, SkillsOptions};
use omni_skills::ImagePreprocessor;
use omni_skills::types::ImageOptions;
use omni_store::Store;

use crate::pictures::Canvas;
use crate::target_folder;

/// What an upload is to those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Upload {
    /// A document that nobody has seen.
    First,
    /// One that looks like others, and is another document.
    LookAlike,
    /// A file that was uploaded before.
    Again,
    /// The same pixels in another file.
    Wrapped,
    /// The same document, encoded anew with loss, at this quality.
    Encoded(u8),
}

/// A file, and which document it shows.
pub struct Sent {
    /// Files of one document have one number.
    pub document: u32,
    /// What it is to those before it.
    pub upload: Upload,
    /// The file.
    pub bytes: Vec<u8>,
}

/// How often a kind of upload was served how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Served {
    /// Of that kind.
    pub uploads: usize,
    /// [`Hit::Exact`].
    pub exact: usize,
    /// [`Hit::Pixels`].
    pub pixels: usize,
    /// [`Hit::Near`].
    pub near: usize,
    /// What was served of another document, or is not what a fresh preparation gives.
    pub wrong: usize,
}

/// The image skill as it is shipped, with its policy.
#[must_use]
pub fn image_skill(home: &Path) -> ImagePreprocessor {
    let skills = Skills::open(&SkillsOptions {
        home: home.to_owned(),
        shipped: vec![target_folder()],
        config: Config::default(),
    });
    skills.unwrap().image().unwrap()
}

/// `invoices` invoices that differ in their number alone; flat colours; `photos` photographs. Of each tenth: the same
/// with one pixel changed, with channels swapped, mirrored, turned. Then what people do: send things again, in other
/// wrappings, encoded anew.
#[must_use]
pub fn uploads(skill: &ImagePreprocessor, invoices: u32, photos: u32) -> Vec<Sent> {
    let mut sent = Vec::new();
    let mut document = 0;
    let mut send = |canvas: &Canvas, upload| {
        document += 1;
        sent.push(Sent {
            document,
            upload,
            bytes: canvas.png(""),
        });
        document
    };
    let mut drawn = Vec::new();
    let pages = (0..invoices).map(|number| Canvas::invoice(100_000 + number * 7));
    let pictures = (0..photos).map(|seed| Canvas::photo(480, 360, seed));
    for (number, canvas) in (0..).zip(pages.chain(pictures)) {
        let is_new = number == 0 || number >= invoices;
        let upload = if is_new {
            Upload::First
        } else {
            Upload::LookAlike
        };
        let id = send(&canvas, upload);
        if number % 10 == 0 {
            for other in [
                canvas.one_pixel_changed(200, 300),
                canvas.channels_swapped(),
                canvas.mirrored(),
                canvas.turned(),
            ] {
                send(&other, Upload::LookAlike);
            }
        }
        drawn.push((id, canvas));
    }
    for colour in 0..64u8 {
        let [red, green, blue] = [colour % 4, colour / 4 % 4, colour / 16].map(|step| step * 80);
        send(
            &Canvas::flat(300, 300, [red, green, blue]),
            Upload::LookAlike,
        );
    }
    for (number, (document, canvas)) in (0..).zip(drawn) {
        let mut more = |upload, bytes| {
            sent.push(Sent {
                document,
                upload,
                bytes,
            });
        };
        more(Upload::Again, canvas.png(""));
        if number % 5 == 0 || number >= invoices {
            more(Upload::Wrapped, canvas.bmp());
            more(Upload::Wrapped, canvas.png("sent by somebody else"));
            for quality in [95, 85, 70] {
                more(Upload::Encoded(quality), encoded(skill, &canvas, quality));
            }
        }
    }
    sent
}

/// As a lossy WebP of the same size.
fn encoded(skill: &ImagePreprocessor, canvas: &Canvas, quality: u8) -> Vec<u8> {
    let options = ImageOptions {
        max_edge: canvas.width.max(canvas.height),
        quality: Some(quality),
        ..ImageOptions::default()
    };
    let prepared = Preparer::prepare(skill, &canvas.png(""), &options).unwrap();
    prepared.encoded.unwrap().bytes
}

/// What each upload is without any cache: to be compared with, by as many modes as there are.
#[must_use]
pub fn fresh(skill: &ImagePreprocessor, sent: &[Sent]) -> Vec<omni_skills::types::PreparedImage> {
    let options = ImageOptions::default();
    let made = sent
        .iter()
        .map(|sent| Preparer::prepare(skill, &sent.bytes, &options).unwrap());
    made.collect()
}

/// Sends everything through a cache of its own. `caller` says who sends which.
#[must_use]
pub fn through(
    skill: &ImagePreprocessor,
    sent: &[Sent],
    fresh: &[omni_skills::types::PreparedImage],
    near: bool,
    caller: impl Fn(usize) -> &'static str,
) -> Vec<(Upload, Served)> {
    let home = tempfile::tempdir().unwrap();
    let store = Arc::new(Store::open(&home.path().join("omni.db")).unwrap());
    let images = Images::open(home.path().join("images"), store, Settings::default());
    // Whose documents' pixels these are, of each caller.
    let mut known: HashMap<(&str, &[u8]), Vec<u32>> = HashMap::new();
    let mut counts: HashMap<Upload, Served> = HashMap::new();
    for (number, (sent, fresh)) in sent.iter().zip(fresh).enumerate() {
        let request = Request {
            options: ImageOptions::default(),
            near,
            caller: caller(number),
        };
        let prepared = images.prepare(&sent.bytes, &request, skill).unwrap();
        let pixels = fresh.pixels.as_deref().unwrap();
        let of_caller = known.entry((request.caller, pixels)).or_default();
        of_caller.push(sent.document);
        let right = match prepared.hit {
            Hit::Near => {
                let served = prepared.image.pixels.as_deref().unwrap();
                let owners = known.get(&(request.caller, served));
                owners.is_some_and(|owners| owners.contains(&sent.document))
            }
            _ => *prepared.image == *fresh,
        };
        let count = counts.entry(sent.upload).or_default();
        count.uploads += 1;
        count.wrong += usize::from(!right);
        match prepared.hit {
            Hit::Exact => count.exact += 1,
            Hit::Pixels => count.pixels += 1,
            Hit::Near => count.near += 1,
            Hit::Miss => {}
        }
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(upload, _)| *upload);
    counts
}
