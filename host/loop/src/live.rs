//! Swaps that take effect while the host runs: a watch on the home's skills.

use std::path::Path;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use notify::{RecursiveMode, Watcher as _};

use crate::roles::Roles;
use crate::{Error, RoleName, Skills};

/// How long nothing may happen before what happened is looked at: a copy is many small writes.
const QUIET: Duration = Duration::from_millis(100);

/// At most so long, even if something goes on and on.
const LONGEST: Duration = Duration::from_millis(500);

/// What became of a role after something changed.
#[derive(Debug)]
pub enum Change {
    /// Another component plays it from the next run on.
    Swapped {
        /// The role.
        role: RoleName,
        /// The component's name.
        name: String,
        /// Its SHA-256.
        sha256: String,
        /// Counts the swaps of this role in this host.
        generation: u64,
    },
    /// The new component was refused: the old one stays.
    Kept {
        /// The role; none if it is not known whom the change concerns.
        role: Option<RoleName>,
        /// Why.
        error: Error,
    },
}

/// A watch on the skills of a home. Ends when it is dropped.
pub struct Live {
    stop: Option<Sender<Signal>>,
    thread: Option<JoinHandle<()>>,
    /// Held for as long as it is to watch.
    _watcher: notify::RecommendedWatcher,
}

enum Signal {
    Changed,
    Stop,
}

impl Live {
    /// Watches the home of `skills` and gives the roles of a running host to whoever has them from then on.
    /// `tell` hears of each change, from another thread.
    ///
    /// # Errors
    /// [`Error::Watch`] if the system cannot watch folders.
    pub fn watch(
        skills: Skills,
        roles: Arc<Roles>,
        mut tell: impl FnMut(Change) + Send + 'static,
    ) -> Result<Self, Error> {
        let (sender, receiver) = mpsc::channel();
        let changed = Mutex::new(sender.clone());
        let watching = |error| Error::Watch {
            path: skills.home().to_owned(),
            source: error,
        };
        let mut watcher =
            notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
                // What was lost may have been a change, too.
                if event.as_ref().map_or(true, is_change) {
                    let sender = changed.lock().unwrap_or_else(PoisonError::into_inner);
                    let _ = sender.send(Signal::Changed);
                }
            })
            .map_err(watching)?;
        for folder in ["skills", "policies"] {
            let folder = skills.home().join(folder);
            make(&folder)?;
            watcher
                .watch(&folder, RecursiveMode::Recursive)
                .map_err(watching)?;
        }
        let thread = std::thread::spawn(move || {
            while let Ok(Signal::Changed) = receiver.recv() {
                let began = std::time::Instant::now();
                loop {
                    match receiver.recv_timeout(QUIET) {
                        Ok(Signal::Changed) if began.elapsed() < LONGEST => {}
                        Ok(Signal::Changed) | Err(RecvTimeoutError::Timeout) => break,
                        Ok(Signal::Stop) | Err(RecvTimeoutError::Disconnected) => return,
                    }
                }
                for change in skills.refresh(&roles) {
                    tell(change);
                }
            }
        });
        Ok(Self {
            stop: Some(sender),
            thread: Some(thread),
            _watcher: watcher,
        })
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(Signal::Stop);
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Whether a file may hold something else now. That one was read, by us for one, is no change.
fn is_change(event: &notify::Event) -> bool {
    use notify::EventKind;
    use notify::event::{AccessKind, AccessMode};
    match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
        EventKind::Access(_) => false,
        _ => true,
    }
}

fn make(folder: &Path) -> Result<(), Error> {
    std::fs::create_dir_all(folder).map_err(|source| Error::Write {
        path: folder.to_owned(),
        source,
    })
}
