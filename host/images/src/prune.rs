//! Throwing away what is too old or too much, and telling what there is.

use std::sync::{PoisonError, TryLockError};
use std::time::Duration;

use omni_store::{Store, StoredImage};
use serde::Serialize;

use crate::{Error, Images};

/// How often a host prunes by itself.
const EVERY: Duration = Duration::from_secs(3600);

/// Pictures that go in one transaction.
const AT_ONCE: usize = 256;

/// What was thrown away.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Pruned {
    /// Pictures that nobody used for too long.
    pub expired: u64,
    /// Pictures that were used longest ago, where there was too much.
    pub evicted: u64,
    /// Bytes of both.
    pub bytes: u64,
    /// Files that belong to no picture.
    pub stray_files: u64,
}

/// What there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Stats {
    /// Pictures.
    pub pictures: u64,
    /// Bytes of their files.
    pub bytes: u64,
    /// The most that there may be.
    pub max_bytes: u64,
    /// How long a picture is kept after its last use, in seconds.
    pub ttl_s: u64,
    /// Sources that a picture was made of.
    pub made: u64,
    /// Sources that led to a picture by their pixels.
    pub by_pixels: u64,
    /// Sources that led to a picture that is like them.
    pub by_likeness: u64,
    /// How long ago the longest unused picture was used, in seconds; none if there is no picture.
    pub oldest_s: Option<u64>,
}

impl Images {
    /// What there is.
    ///
    /// # Errors
    /// If there is no cache, or its index cannot be read.
    pub fn stats(&self) -> Result<Stats, Error> {
        self.write_uses();
        let totals = self.index()?.image_totals()?;
        let [made, by_pixels, by_likeness] = totals.sources;
        let age = |used_at: i64| self.now().saturating_sub(used_at).max(0).unsigned_abs() / 1000;
        Ok(Stats {
            pictures: totals.images,
            bytes: totals.bytes,
            max_bytes: self.settings.max_bytes,
            ttl_s: self.settings.ttl.as_secs(),
            made,
            by_pixels,
            by_likeness,
            oldest_s: totals.oldest.map(age),
        })
    }

    /// Throws away what is too old, what is too much, and files that belong to nothing.
    ///
    /// # Errors
    /// If there is no cache, or it cannot be written.
    pub fn prune(&self) -> Result<Pruned, Error> {
        let store = self.index()?;
        let _alone = self.pruning.lock().unwrap_or_else(PoisonError::into_inner);
        let mut pruned = self.prune_pictures(store)?;
        let known = |content: &_| store.image_with(content).ok().flatten();
        let swept = self.folder.sweep(known);
        pruned.stray_files = swept.map_err(|error| self.unusable(&error))?;
        Ok(pruned)
    }

    /// For the timer of a host that goes on running, as often as it likes: throws away what is too old or too much,
    /// if nobody did within the last hour. Trouble is warned of.
    pub fn prune_if_due(&self) {
        let Ok(store) = self.index() else { return };
        let due = || {
            let every = i64::try_from(EVERY.as_millis()).unwrap_or(i64::MAX);
            let passed = self.now().saturating_sub(store.images_pruned_at()?);
            // A clock that was set back would put it off.
            Ok::<_, Error>(passed >= every || passed < 0)
        };
        let alone = match self.pruning.try_lock() {
            Ok(alone) => alone,
            Err(TryLockError::Poisoned(alone)) => alone.into_inner(),
            Err(TryLockError::WouldBlock) => return,
        };
        let pruned = due().and_then(|due| match due {
            true => self.prune_pictures(store).map(drop),
            false => Ok(()),
        });
        drop(alone);
        if let Err(error) = pruned {
            self.warn(&error.to_string());
        }
    }

    fn prune_pictures(&self, store: &Store) -> Result<Pruned, Error> {
        self.write_uses();
        let mut pruned = Pruned::default();
        loop {
            let old = store.images_unused_since(self.horizon(), AT_ONCE)?;
            if old.is_empty() {
                break;
            }
            pruned.expired += old.len() as u64;
            pruned.bytes += self.throw_away(store, &old)?;
        }
        self.evict(store, &mut pruned)?;
        store.set_images_pruned_at(self.now())?;
        Ok(pruned)
    }

    /// Makes room: by a tenth more than is needed, so that not every new picture has to.
    pub(crate) fn shrink(&self, store: &Store) -> Result<(), Error> {
        // Whoever is at it makes room for this one, too.
        let Ok(_alone) = self.pruning.try_lock() else {
            return Ok(());
        };
        self.write_uses();
        self.evict(store, &mut Pruned::default())
    }

    fn evict(&self, store: &Store, pruned: &mut Pruned) -> Result<(), Error> {
        let most = self.settings.max_bytes;
        let mut bytes = store.image_bytes()?;
        if bytes <= most {
            return Ok(());
        }
        let wanted = most - most / 10;
        while bytes > wanted {
            let mut oldest = store.images_unused_since(i64::MAX, AT_ONCE)?;
            let mut left = bytes;
            let needed = oldest.iter().take_while(|image| {
                let needed = left > wanted;
                left = left.saturating_sub(image.bytes());
                needed
            });
            let needed = needed.count();
            oldest.truncate(needed);
            if oldest.is_empty() {
                break;
            }
            pruned.evicted += oldest.len() as u64;
            pruned.bytes += self.throw_away(store, &oldest)?;
            bytes = store.image_bytes()?;
        }
        Ok(())
    }

    fn throw_away(&self, store: &Store, images: &[StoredImage]) -> Result<u64, Error> {
        let ids: Vec<_> = images.iter().map(|image| image.id).collect();
        store.forget_images(&ids)?;
        for image in images {
            self.folder.remove(&image.content);
        }
        Ok(images.iter().map(StoredImage::bytes).sum())
    }

    pub(crate) fn index(&self) -> Result<&Store, Error> {
        let none = || Error::NoCache("its index cannot be opened".to_owned());
        self.store.as_deref().ok_or_else(none)
    }
}
