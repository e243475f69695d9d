//! Many pictures, a few at a time, told in the order in which they were named.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use indicatif::ProgressBar;
use omni_images::{Error, Images, Prepared, Preparer, Request};
use omni_llm::Cancel;

use super::is_stdin;
use super::outputs::Outputs;
use crate::error::CliError;
use crate::{output, progress};

/// The most pictures at a time: each may be as large as a picture may be, before and after it is decoded.
const MOST_WORKERS: usize = 4;

/// Work that is done sooner needs no bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// How a batch is prepared, and where its results go.
pub(super) struct Batch<'a> {
    pub(super) images: &'a Images,
    pub(super) preparer: &'a dyn Preparer,
    pub(super) request: Request<'a>,
    pub(super) outputs: &'a Outputs,
    pub(super) most_bytes: u64,
    pub(super) cancel: &'a Cancel,
}

/// What became of one picture.
pub(super) struct Done {
    pub(super) file: PathBuf,
    /// None: it could not be read.
    pub(super) bytes_in: Option<u64>,
    /// From opening the file to having the result, in milliseconds.
    pub(super) ms: f64,
    pub(super) result: Result<Prepared, CliError>,
    /// What was written.
    pub(super) output: Option<PathBuf>,
}

impl Batch<'_> {
    /// Prepares all of them, and returns those that were finished before somebody asked to stop.
    pub(super) fn run(&self, files: &[PathBuf]) -> Vec<Done> {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let workers = cores.min(MOST_WORKERS).min(files.len());
        let next = AtomicUsize::new(0);
        let (sender, finished) = mpsc::channel();
        std::thread::scope(|scope| {
            for _ in 0..workers {
                let (sender, next) = (sender.clone(), &next);
                scope.spawn(move || {
                    while !self.cancel.is_set() {
                        let place = next.fetch_add(1, Ordering::Relaxed);
                        let Some(file) = files.get(place) else { break };
                        if let Some(done) = self.one(place, file) {
                            // The receiver goes after the last sender.
                            let _ = sender.send((place, done));
                        }
                    }
                });
            }
            drop(sender);
            collected(files.len(), &finished)
        })
    }

    /// None: it was stopped.
    fn one(&self, place: usize, file: &Path) -> Option<Done> {
        let began = Instant::now();
        let read = match is_stdin(file) {
            true => omni_images::read_stream(file, std::io::stdin().lock(), self.most_bytes),
            false => omni_images::read_file(file, self.most_bytes),
        };
        // Who waits at stdin is asked to stop, and then the pipe is closed: that is no empty picture.
        if self.cancel.is_set() {
            return None;
        }
        let bytes_in = read.as_ref().ok().map(|bytes| bytes.len() as u64);
        let prepared =
            read.and_then(|bytes| self.images.prepare(&bytes, &self.request, self.preparer));
        let ms = began.elapsed().as_secs_f64() * 1e3;
        if let Err(Error::Skill(omni_skills::Error::Stopped { .. })) = &prepared {
            return None;
        }
        let mut done = Done {
            file: file.to_owned(),
            bytes_in,
            ms,
            result: prepared.map_err(|error| named(file, &error)),
            output: None,
        };
        if let Ok(Prepared { image, .. }) = &done.result {
            match self.outputs.write(place, image.encoded.as_ref()) {
                Ok(path) => done.output = path,
                Err(error) => done.result = Err(error),
            }
        }
        Some(done)
    }
}

fn collected(count: usize, finished: &mpsc::Receiver<(usize, Done)>) -> Vec<Done> {
    let began = Instant::now();
    let mut bar: Option<ProgressBar> = None;
    let mut places: Vec<Option<Done>> = (0..count).map(|_| None).collect();
    let mut known = 0;
    loop {
        match finished.recv_timeout(PATIENCE) {
            Ok((place, done)) => {
                known += 1;
                places[place] = Some(done);
            }
            Err(mpsc::RecvTimeoutError::Timeout) => {}
            Err(mpsc::RecvTimeoutError::Disconnected) => break,
        }
        if bar.is_none() && began.elapsed() >= PATIENCE {
            bar = Some(progress::tasks(count));
        }
        if let Some(bar) = &bar {
            bar.set_position(known);
        }
    }
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
    places.into_iter().flatten().collect()
}

/// An error that says which picture it is about.
fn named(file: &Path, error: &Error) -> CliError {
    let name = file.display().to_string();
    let message = error.to_string();
    let message = match message.contains(&name) {
        true => message,
        false => format!("{name}: {message}"),
    };
    CliError {
        code: error.code().to_owned(),
        message: output::harmless(&message),
        help: error.help(),
        details: None,
    }
}
