//! A preparer in plain Rust, and a cache on it.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, UNIX_EPOCH};

use omni_images::{Digest, Hit, Images, Prepared, Preparer, Request, Settings};
use omni_skills::types::{EncodedImage, ImageOptions, ImageSource, PreparedImage};
use omni_store::Store;
use sha2::Digest as _;

/// Reads binary PPM, which may have any number of comments: files that differ, and pixels that do not. What it encodes
/// has lost something, as encoded pictures have.
#[derive(Default)]
pub(crate) struct Plain {
    pub(crate) calls: AtomicU64,
    /// Told from another one by this.
    pub(crate) version: u8,
    /// What to wait for within a call.
    pub(crate) wait: Mutex<Option<Box<dyn Fn() + Send>>>,
}

impl Plain {
    pub(crate) fn calls(&self) -> u64 {
        self.calls.load(Ordering::SeqCst)
    }
}

impl Preparer for Plain {
    fn digest(&self) -> Digest {
        [self.version; 32]
    }

    fn prepare(
        &self,
        image: &[u8],
        options: &ImageOptions,
    ) -> Result<PreparedImage, omni_skills::Error> {
        self.calls.fetch_add(1, Ordering::SeqCst);
        if let Some(wait) = self.wait.lock().unwrap().as_ref() {
            wait();
        }
        let (width, height, pixels) =
            decode(image).map_err(|(reason, text)| omni_skills::Error::Failed {
                skill: "plain".to_owned(),
                reason,
                text,
            })?;
        let mut hash = 0;
        for cell in 0..64u32 {
            let (x, y) = (cell % 8 * width / 8, cell / 8 * height / 8);
            let grey = u16::from(pixels[((y * width + x) * 3) as usize]);
            hash = hash << 1 | u64::from(grey > 127);
        }
        let encoded = options.quality.map(|quality| EncodedImage {
            media_type: "image/x-coarse".to_owned(),
            bytes: std::iter::once(quality)
                .chain(pixels.iter().map(|value| value / 8 + self.version))
                .collect(),
        });
        Ok(PreparedImage {
            width,
            height,
            source: ImageSource {
                format: "ppm".to_owned(),
                width,
                height,
                orientation: 1,
                frames: 1,
                pixels_sha256: sha2::Sha256::digest(&pixels).to_vec(),
            },
            pixels: options.pixels.then_some(pixels),
            encoded,
            hash,
            notes: comments(image),
        })
    }
}

type Refusal = (&'static str, String);

fn decode(image: &[u8]) -> Result<(u32, u32, Vec<u8>), Refusal> {
    let broken = || ("invalid-input", "it is cut off".to_owned());
    let Some(mut rest) = image.strip_prefix(b"P6\n") else {
        return Err(("unsupported", "it is no PPM".to_owned()));
    };
    let mut line = || {
        let end = rest.iter().position(|byte| *byte == b'\n')?;
        let line = std::str::from_utf8(&rest[..end]).ok()?;
        rest = &rest[end + 1..];
        Some(line)
    };
    let size = loop {
        match line().ok_or_else(broken)? {
            comment if comment.starts_with('#') => {}
            size => break size,
        }
    };
    let (width, height) = size.split_once(' ').ok_or_else(broken)?;
    let (width, height): (u32, u32) = (width.parse().unwrap(), height.parse().unwrap());
    match rest.len() == (width * height * 3) as usize {
        true => Ok((width, height, rest.to_vec())),
        false => Err(broken()),
    }
}

fn comments(image: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(image);
    let lines = text.lines().skip(1);
    let comments = lines.take_while(|line| line.starts_with('#'));
    comments.map(str::to_owned).collect()
}

/// A picture of 32×32 pixels, each of which `paint` gives.
pub(crate) fn picture(comment: &str, paint: impl Fn(u32, u32) -> [u8; 3]) -> Vec<u8> {
    let mut bytes = b"P6\n".to_vec();
    if !comment.is_empty() {
        bytes.extend(format!("# {comment}\n").bytes());
    }
    bytes.extend(b"32 32\n");
    for y in 0..32 {
        for x in 0..32 {
            bytes.extend(paint(x, y));
        }
    }
    bytes
}

/// A picture that looks like itself alone.
pub(crate) fn numbered(number: u8) -> Vec<u8> {
    picture("", |x, y| {
        let [value, ..] = sha2::Sha256::digest([number, (x / 4) as u8, (y / 4) as u8])[..] else {
            unreachable!()
        };
        [value, number, 0]
    })
}

/// A cache with a clock that is set by hand.
pub(crate) struct Cache {
    pub(crate) images: Images,
    pub(crate) store: Arc<Store>,
    pub(crate) plain: Plain,
    time: Arc<AtomicU64>,
    home: tempfile::TempDir,
}

impl Cache {
    pub(crate) fn new() -> Self {
        Self::with(Settings::default())
    }

    pub(crate) fn with(settings: Settings) -> Self {
        let home = tempfile::tempdir().unwrap();
        let store = Arc::new(Store::open(&home.path().join("omni.db")).unwrap());
        let time = Arc::new(AtomicU64::new(1_000_000_000));
        let told = Arc::clone(&time);
        let folder = home.path().join("images");
        let images = Images::open(folder, Arc::clone(&store), settings)
            .with_clock(move || UNIX_EPOCH + Duration::from_secs(told.load(Ordering::SeqCst)));
        Self {
            images,
            store,
            plain: Plain::default(),
            time,
            home,
        }
    }

    pub(crate) fn pass(&self, time: Duration) {
        self.time.fetch_add(time.as_secs(), Ordering::SeqCst);
    }

    pub(crate) fn folder(&self) -> PathBuf {
        self.home.path().join("images")
    }

    /// The files of the cache.
    pub(crate) fn files(&self) -> Vec<PathBuf> {
        let mut files: Vec<_> = std::fs::read_dir(self.folder())
            .into_iter()
            .flatten()
            .flat_map(|folder| std::fs::read_dir(folder.unwrap().path()).unwrap())
            .map(|file| file.unwrap().path())
            .collect();
        files.sort();
        files
    }

    #[track_caller]
    pub(crate) fn ask(&self, bytes: &[u8], request: &Request<'_>) -> Prepared {
        let prepared = self.images.prepare(bytes, request, &self.plain).unwrap();
        if prepared.hit != Hit::Near {
            assert_eq!(
                *prepared.image,
                fresh(bytes, request),
                "not what is made afresh"
            );
        }
        prepared
    }

    #[track_caller]
    pub(crate) fn hit(&self, bytes: &[u8]) -> Hit {
        self.ask(bytes, &plain()).hit
    }
}

/// What is made of bytes with no cache between.
pub(crate) fn fresh(bytes: &[u8], request: &Request<'_>) -> PreparedImage {
    Plain::default().prepare(bytes, &request.options).unwrap()
}

/// Encoded, without pixels.
pub(crate) fn plain() -> Request<'static> {
    let options = ImageOptions {
        pixels: false,
        ..ImageOptions::default()
    };
    Request {
        options,
        ..Request::default()
    }
}

/// The same, where a picture that is like it will do.
pub(crate) fn near(caller: &str) -> Request<'_> {
    Request {
        near: true,
        caller,
        ..plain()
    }
}
