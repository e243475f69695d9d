//! A day of uploads, most of which look alike, through the cache of pictures: what is served, and whether it is right.
//!
//! Right means, for all but a hit by likeness: byte for byte what a preparation without any cache gives. A hit by
//! likeness is right if what is served was made of the same document: of the file itself, or of a copy of it that was
//! encoded anew.

use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::Path;
use std::sync::Arc;

use omni_images::{Digest, Hit, Images, Preparer, Request, Settings};
use omni_loop::{Config, Skills, SkillsOptions};
use omni_skills::ImagePreprocessor;
use omni_skills::types::{ImageOptions, PreparedImage};
use omni_store::Store;

use crate::pictures::Canvas;
use crate::target_folder;

/// What an upload is to those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Upload {
    /// A document that nobody has seen, and that looks like no other.
    First,
    /// A document that nobody has seen, and that looks like others.
    LookAlike,
    /// A file that was uploaded before.
    Again,
    /// The same pixels in another file.
    Wrapped,
    /// The same document, encoded anew with loss, at this quality.
    Encoded(u8),
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

/// A way to ask, with a cache of its own.
pub struct Mode {
    /// What it is called.
    pub name: &'static str,
    /// Whether a picture that is like another may be served.
    pub near: bool,
    /// How many callers take turns.
    pub callers: usize,
    /// What came of it.
    pub served: BTreeMap<Upload, Served>,
    images: Images,
    /// Whose documents have these pixels, caller by caller.
    known: HashMap<(&'static str, u64), Vec<u32>>,
    _home: tempfile::TempDir,
}

/// The trace, as it goes through all modes at once.
pub struct Trace<'a> {
    skill: &'a ImagePreprocessor,
    options: ImageOptions,
    modes: Vec<Mode>,
    sent: usize,
    /// What came of each document when it was first sent.
    first: HashMap<u32, u64>,
    hashes: Vec<u64>,
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

/// A document, and what is done to it later.
struct Document {
    number: u32,
    canvas: Canvas,
    upload: Upload,
    is_changed: bool,
    comes_back: bool,
}

impl<'a> Trace<'a> {
    /// Through three caches: as it is; with hits by likeness; with those and three callers.
    #[must_use]
    pub fn new(skill: &'a ImagePreprocessor) -> Self {
        let modes = [
            ("as it is", false, 1),
            ("near", true, 1),
            ("near, 3 callers", true, 3),
        ];
        Self {
            skill,
            // Small enough that a digit of an invoice is five pixels wide.
            options: ImageOptions {
                max_edge: 256,
                ..ImageOptions::default()
            },
            modes: modes
                .map(|(name, near, callers)| Mode::new(name, near, callers))
                .into(),
            sent: 0,
            first: HashMap::new(),
            hashes: Vec::new(),
        }
    }

    /// Sends `invoices` invoices that differ in their number alone, `photos` photographs, flat colours a few steps
    /// apart; of each tenth the same with one pixel changed, with channels swapped, mirrored, turned. Then all of them
    /// again, and each fifth in other wrappings and encoded anew. Returns the modes, and the look-alikes' hashes.
    #[must_use]
    pub fn run(mut self, invoices: u32, photos: u32) -> (Vec<Mode>, Vec<u64>) {
        for document in documents(invoices, photos) {
            self.first(&document);
        }
        for document in documents(invoices, photos) {
            self.once_more(&document);
        }
        (self.modes, self.hashes)
    }

    fn first(&mut self, document: &Document) {
        let Document {
            number,
            canvas,
            upload,
            ..
        } = document;
        self.send(*number, *upload, &canvas.png(""));
        if document.is_changed {
            let (width, height) = (canvas.width, canvas.height);
            let others = [
                canvas.one_pixel_changed(width / 2, height / 2),
                canvas.channels_swapped(),
                canvas.mirrored(),
                canvas.turned(),
            ];
            for (place, other) in (1..).zip(others) {
                self.send(number + place, Upload::LookAlike, &other.png(""));
            }
        }
    }

    fn once_more(&mut self, document: &Document) {
        let Document { number, canvas, .. } = document;
        self.send_again(*number, &canvas.png(""));
        if document.comes_back {
            self.send(*number, Upload::Wrapped, &canvas.bmp());
            self.send(
                *number,
                Upload::Wrapped,
                &canvas.png("sent by somebody else"),
            );
            for quality in [95, 85, 70] {
                let encoded = self.encoded(canvas, quality);
                self.send(*number, Upload::Encoded(quality), &encoded);
            }
        }
    }

    /// As a lossy WebP of the same size.
    fn encoded(&self, canvas: &Canvas, quality: u8) -> Vec<u8> {
        let options = ImageOptions {
            max_edge: canvas.width.max(canvas.height),
            quality: Some(quality),
            ..ImageOptions::default()
        };
        let prepared = Preparer::prepare(self.skill, &canvas.png(""), &options).unwrap();
        prepared.encoded.unwrap().bytes
    }

    /// What came of it is known: nobody has to prepare it afresh, and the cache must not.
    fn send_again(&mut self, document: u32, bytes: &[u8]) {
        for mode in &mut self.modes {
            let digest = Preparer::digest(self.skill);
            let seen = Seen {
                digest,
                fresh: None,
            };
            let prepared =
                mode.images
                    .prepare(bytes, &mode.request(self.sent, self.options), &seen);
            let right = prepared
                .as_ref()
                .is_ok_and(|prepared| self.first[&document] == whole(&prepared.image));
            mode.count(
                Upload::Again,
                prepared.map_or(Hit::Miss, |prepared| prepared.hit),
                right,
            );
        }
        self.sent += 1;
    }

    fn send(&mut self, document: u32, upload: Upload, bytes: &[u8]) {
        let fresh = Preparer::prepare(self.skill, bytes, &self.options).unwrap();
        self.first.entry(document).or_insert_with(|| whole(&fresh));
        if upload == Upload::LookAlike {
            self.hashes.push(fresh.hash);
        }
        for mode in &mut self.modes {
            let request = mode.request(self.sent, self.options);
            // What the skill makes of these bytes was just seen, and is what it makes of them each time.
            let seen = Seen {
                digest: Preparer::digest(self.skill),
                fresh: Some(&fresh),
            };
            let prepared = mode.images.prepare(bytes, &request, &seen).unwrap();
            let caller = request.caller;
            let key = (caller, print(&fresh));
            mode.known.entry(key).or_default().push(document);
            let right = match prepared.hit {
                Hit::Near => {
                    let owners = mode.known.get(&(caller, print(&prepared.image)));
                    owners.is_some_and(|owners| owners.contains(&document))
                }
                _ => *prepared.image == fresh,
            };
            mode.count(upload, prepared.hit, right);
        }
        self.sent += 1;
    }
}

fn documents(invoices: u32, photos: u32) -> impl Iterator<Item = Document> {
    let document = |number: u32, canvas, upload, nth: u32| Document {
        // Room for what is made of it.
        number: number * 10,
        canvas,
        upload,
        is_changed: nth.is_multiple_of(10),
        comes_back: nth.is_multiple_of(5),
    };
    let pages = (0..invoices).map(move |nth| {
        let page = Canvas::invoice(100_000 + nth);
        document(nth, page, Upload::LookAlike, nth)
    });
    let pictures = (0..photos).map(move |nth| {
        let picture = Canvas::photo(960, 720, nth);
        document(invoices + nth, picture, Upload::First, nth * 5)
    });
    let flats = (0..64u8).map(move |nth| {
        let colour = [nth % 4, nth / 4 % 4, nth / 16].map(|step| 120 + step * 4);
        let flat = Canvas::flat(200, 200, colour);
        document(
            invoices + photos + u32::from(nth),
            flat,
            Upload::LookAlike,
            1,
        )
    });
    pages.chain(pictures).chain(flats)
}

impl Mode {
    fn new(name: &'static str, near: bool, callers: usize) -> Self {
        let home = tempfile::tempdir().unwrap();
        let store = Arc::new(Store::open(&home.path().join("omni.db")).unwrap());
        let folder = home.path().join("images");
        Self {
            name,
            near,
            callers,
            served: BTreeMap::new(),
            images: Images::open(folder, store, Settings::default()),
            known: HashMap::new(),
            _home: home,
        }
    }

    /// Of the upload of this number.
    fn request(&self, number: usize, options: ImageOptions) -> Request<'static> {
        Request {
            options,
            near: self.near,
            caller: ["one", "two", "three"][number % self.callers],
        }
    }

    fn count(&mut self, upload: Upload, hit: Hit, right: bool) {
        let served = self.served.entry(upload).or_default();
        served.uploads += 1;
        served.wrong += usize::from(!right);
        match hit {
            Hit::Exact => served.exact += 1,
            Hit::Pixels => served.pixels += 1,
            Hit::Near => served.near += 1,
            Hit::Miss => {}
        }
    }
}

/// A preparer that has seen the picture already.
struct Seen<'a> {
    digest: Digest,
    /// None: it must not be asked.
    fresh: Option<&'a PreparedImage>,
}

impl Preparer for Seen<'_> {
    fn digest(&self) -> Digest {
        self.digest
    }

    fn prepare(&self, _: &[u8], _: &ImageOptions) -> Result<PreparedImage, omni_skills::Error> {
        let not_again = || omni_skills::Error::Internal("it was prepared again".to_owned());
        self.fresh.cloned().ok_or_else(not_again)
    }
}

/// What tells one result from another, in whatever they differ.
fn whole(image: &PreparedImage) -> u64 {
    let mut hasher = DefaultHasher::new();
    print(image).hash(&mut hasher);
    image.hash.hash(&mut hasher);
    let encoded = image.encoded.as_ref();
    encoded
        .map(|encoded| (&encoded.media_type, &encoded.bytes))
        .hash(&mut hasher);
    format!("{:?} {:?}", image.source, image.notes).hash(&mut hasher);
    hasher.finish()
}

/// What tells one picture's pixels from another's, here.
fn print(image: &PreparedImage) -> u64 {
    let mut hasher = DefaultHasher::new();
    (image.width, image.height, &image.pixels).hash(&mut hasher);
    hasher.finish()
}
