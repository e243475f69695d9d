//! The cache, and the one way through it.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use omni_skills::types::{ImageOptions, PreparedImage};
use omni_store::{FoundImage, ImageLink, Space, Store, StoredImage};

use crate::Error;
use crate::digest::{Digest, sha256};
use crate::entry::{self, Fresh};
use crate::flight::Flights;
use crate::folder::{Damage, Folder};
use crate::keep::Kept;
use crate::key::Way;
use crate::outcome::{Hit, Prepared, Request};
use crate::preparer::Preparer;

/// Uses that are noted before they are written down together.
const MOST_NOTED: usize = 256;

/// A use that soon after the last one is not worth noting.
const SOON: Duration = Duration::from_secs(60);

/// How long and how much is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// How long a picture is kept after its last use.
    pub ttl: Duration,
    /// The most bytes of all files. Beyond it the longest unused go first.
    pub max_bytes: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            ttl: Duration::from_secs(7 * 24 * 3600),
            max_bytes: 1 << 30,
        }
    }
}

type Clock = Box<dyn Fn() -> SystemTime + Send + Sync>;

/// Prepared pictures, and those that were prepared before. Safe to use from many threads, and from many processes
/// over one folder and one store.
pub struct Images {
    pub(crate) folder: Folder,
    /// None: nothing is kept.
    pub(crate) store: Option<Arc<Store>>,
    pub(crate) settings: Settings,
    clock: Clock,
    flights: Flights<Question, Prepared>,
    /// Pictures that were used since this was last written down, and when.
    used: Mutex<HashMap<i64, i64>>,
    pub(crate) pruning: Mutex<()>,
    warned: AtomicBool,
    rebuilt: AtomicU64,
}

/// What makes two requests one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Question {
    pub(crate) key: Digest,
    pub(crate) pixels: bool,
    /// Where a picture like it may be found; none: nowhere.
    pub(crate) space: Option<Space>,
}

/// What is known of a key.
enum Recalled {
    Whole(PreparedImage, Hit),
    /// It led to this content, which is too old, damaged, or not all that is wanted.
    Partly(Digest),
    Nothing,
}

impl Images {
    /// Opens the cache in `folder`, with its index in `store`, and throws away what is too old if nobody did within
    /// the last hour. Makes nothing before there is something to keep.
    #[must_use]
    pub fn open(folder: PathBuf, store: Arc<Store>, settings: Settings) -> Self {
        let images = Self::look(folder, store, settings);
        images.prune_if_due();
        images
    }

    /// As [`Images::open`], and throws nothing away.
    #[must_use]
    pub fn look(folder: PathBuf, store: Arc<Store>, settings: Settings) -> Self {
        Self::new(folder, Some(store), settings)
    }

    /// Prepares pictures and keeps none, where there is no store to be had. `reason` is warned of.
    #[must_use]
    pub fn without_cache(folder: PathBuf, reason: &str) -> Self {
        let images = Self::new(folder, None, Settings::default());
        images.warn(reason);
        images
    }

    fn new(folder: PathBuf, store: Option<Arc<Store>>, settings: Settings) -> Self {
        Self {
            folder: Folder::new(folder),
            store,
            settings,
            clock: Box::new(SystemTime::now),
            flights: Flights::default(),
            used: Mutex::default(),
            pruning: Mutex::default(),
            warned: AtomicBool::new(false),
            rebuilt: AtomicU64::new(0),
        }
    }

    /// Lets another clock tell how old pictures are: for tests.
    #[must_use]
    pub fn with_clock(mut self, clock: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        self.clock = Box::new(clock);
        self
    }

    /// The picture in `bytes`, prepared now or before. Who asks the same at the same time waits for one call of
    /// `preparer`.
    ///
    /// # Errors
    /// [`Error::Empty`], [`Error::Unsupported`], [`Error::Unreadable`], [`Error::Skill`]. Trouble with the cache is
    /// no error: it is warned of once, and the picture prepared.
    pub fn prepare(
        &self,
        bytes: &[u8],
        request: &Request<'_>,
        preparer: &dyn Preparer,
    ) -> Result<Prepared, Error> {
        if bytes.is_empty() {
            return Err(Error::Empty);
        }
        let way = Way::new(&request.options, &preparer.digest());
        let source = sha256(bytes);
        let question = Question {
            key: way.key(&source),
            pixels: request.options.pixels,
            space: request.near.then(|| way.space(request.caller)),
        };
        let answer = || -> Result<_, Error> {
            let (image, hit) = self.answer(bytes, &request.options, &way, &question, preparer)?;
            Ok(Prepared {
                sha256: source,
                hit,
                image: Arc::new(image),
            })
        };
        let (prepared, joined) = self.flights.once(&question, answer)?;
        // Who waited had nothing decoded.
        let hit = match prepared.hit {
            Hit::Near => Hit::Near,
            _ if joined => Hit::Exact,
            hit => hit,
        };
        Ok(Prepared { hit, ..prepared })
    }

    /// Entries that were found damaged by [`Images::prepare`], and made again.
    #[must_use]
    pub fn rebuilt(&self) -> u64 {
        self.rebuilt.load(Ordering::Relaxed)
    }

    fn answer(
        &self,
        bytes: &[u8],
        options: &ImageOptions,
        way: &Way,
        question: &Question,
        preparer: &dyn Preparer,
    ) -> Result<(PreparedImage, Hit), Error> {
        let before = match self.recall(question) {
            Recalled::Whole(image, hit) => return Ok((image, hit)),
            Recalled::Partly(content) => Some(content),
            Recalled::Nothing => None,
        };
        // The pixels are part of what names a picture, whoever wants them.
        let options = ImageOptions {
            pixels: true,
            ..*options
        };
        let made = preparer.prepare(bytes, &options).map_err(Error::of_skill)?;
        let fresh = Fresh::new(made, way);
        let (mut image, hit) = match self.keep(&fresh, question, before) {
            Ok(Kept::Itself(hit)) => (fresh.image, hit),
            Ok(Kept::Like(image)) => (*image, Hit::Near),
            Err(error) => {
                self.warn(&error.to_string());
                (fresh.image, Hit::Miss)
            }
        };
        if !question.pixels {
            image.pixels = None;
        }
        Ok((image, hit))
    }

    /// What was prepared before for the same bytes.
    fn recall(&self, question: &Question) -> Recalled {
        let Some(store) = &self.store else {
            return Recalled::Nothing;
        };
        let found = match store.image(&question.key) {
            Ok(Some(found)) => found,
            Ok(None) => return Recalled::Nothing,
            Err(error) => {
                self.warn(&error.to_string());
                return Recalled::Nothing;
            }
        };
        let hit = match found.source.link {
            ImageLink::Made | ImageLink::Pixels => Hit::Exact,
            // It led to a picture that is only like it: nobody else's business, nor of who wants the very same.
            ImageLink::Near(space) if question.space == Some(space) => Hit::Near,
            ImageLink::Near(_) => return Recalled::Nothing,
        };
        let FoundImage { image, .. } = &found;
        let content = image.content;
        if self.is_too_old(image) || (question.pixels && !image.pixels_kept) {
            return Recalled::Partly(content);
        }
        let stored = image.clone();
        match entry::whole(&self.folder, found, question.pixels) {
            Ok(image) => {
                self.note_use(&stored);
                Recalled::Whole(image, hit)
            }
            Err(damage) => {
                self.forget(&stored, damage);
                Recalled::Partly(content)
            }
        }
    }

    /// Milliseconds since 1970.
    pub(crate) fn now(&self) -> i64 {
        let since = (self.clock)().duration_since(UNIX_EPOCH);
        i64::try_from(since.unwrap_or_default().as_millis()).unwrap_or(i64::MAX)
    }

    /// When a picture has to have been used to be served still.
    pub(crate) fn horizon(&self) -> i64 {
        let ttl = i64::try_from(self.settings.ttl.as_millis()).unwrap_or(i64::MAX);
        self.now().saturating_sub(ttl)
    }

    pub(crate) fn is_too_old(&self, image: &StoredImage) -> bool {
        let horizon = self.horizon();
        // A use that is not written down yet counts.
        image.used_at < horizon && self.used().get(&image.id).is_none_or(|at| *at < horizon)
    }

    /// Throws away an entry whose files are not what was written.
    pub(crate) fn forget(&self, image: &StoredImage, damage: Damage) {
        if damage == Damage::Changed {
            self.rebuilt.fetch_add(1, Ordering::Relaxed);
            tracing::warn!("a picture in the cache was damaged, and is made again");
        }
        if let Some(store) = &self.store
            && let Err(error) = store.forget_images(&[image.id])
        {
            self.warn(&error.to_string());
        }
        self.folder.remove(&image.content);
    }

    pub(crate) fn note_use(&self, image: &StoredImage) {
        let soon = SOON.min(self.settings.ttl / 64).as_millis();
        let now = self.now();
        if now.saturating_sub(image.used_at) <= i64::try_from(soon).unwrap_or(i64::MAX) {
            return;
        }
        let full = {
            let mut used = self.used();
            used.insert(image.id, now);
            used.len() >= MOST_NOTED
        };
        if full {
            self.write_uses();
        }
    }

    /// Writes down what was used when. Left to itself this happens now and then, before anything is thrown away,
    /// and at the end.
    pub fn write_uses(&self) {
        let uses: Vec<_> = self.used().drain().collect();
        if let Some(store) = &self.store
            && !uses.is_empty()
            && let Err(error) = store.images_used(&uses)
        {
            self.warn(&error.to_string());
        }
    }

    /// Says once that the cache cannot be used: what follows has the same cause.
    pub(crate) fn warn(&self, reason: &str) {
        if !self.warned.swap(true, Ordering::Relaxed) {
            let folder = self.folder.path().display();
            tracing::warn!("pictures are not kept in {folder}: {reason}");
        }
    }

    fn used(&self) -> std::sync::MutexGuard<'_, HashMap<i64, i64>> {
        self.used.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Images {
    fn drop(&mut self) {
        self.write_uses();
    }
}

impl std::fmt::Debug for Images {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Images")
            .field("folder", &self.folder)
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}
