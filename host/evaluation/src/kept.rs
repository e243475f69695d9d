//! Outcomes on disk, so that an evaluation that was stopped goes on where it was.

use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::path::Path;

use crate::Outcome;

/// A file of outcomes, one a line.
#[derive(Debug)]
pub struct Kept {
    file: File,
    done: HashMap<String, Outcome>,
}

impl Kept {
    /// Opens the file, making it if need be; with `fresh` what it holds is left out. A line that was torn when
    /// an evaluation was killed is left out, and its task is asked again.
    ///
    /// # Errors
    /// If the file cannot be made, read or written.
    pub fn open(path: &Path, fresh: bool) -> io::Result<Self> {
        let mut file = OpenOptions::new()
            .read(true)
            .append(true)
            .create(true)
            .open(path)?;
        if fresh {
            file.set_len(0)?;
        }
        let mut done = HashMap::new();
        let mut torn = false;
        for line in BufReader::new(&file).split(b'\n') {
            let line = line?;
            match serde_json::from_slice::<Outcome>(&line) {
                Ok(outcome) => {
                    done.insert(outcome.id.clone(), outcome);
                }
                Err(_) => torn = true,
            }
        }
        if torn {
            file.write_all(b"\n")?;
        }
        Ok(Self { file, done })
    }

    /// What came of a task before.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Outcome> {
        self.done.get(id)
    }

    /// Keeps an outcome.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn keep(&mut self, outcome: Outcome) -> io::Result<()> {
        let mut line = serde_json::to_vec(&outcome).map_err(io::Error::other)?;
        line.push(b'\n');
        self.file.write_all(&line)?;
        self.done.insert(outcome.id.clone(), outcome);
        Ok(())
    }
}
