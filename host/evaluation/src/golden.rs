//! A golden file: one question with its answer a line, as JSON.

use std::collections::HashSet;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::Answer;

/// The largest file that is read, in bytes.
const MAX_FILE: u64 = 256 << 20;

/// A question and how to know its answer.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Task {
    /// Its name, once in a file.
    pub id: String,
    /// What kind of question it is; none: the part of the name before the last `-`.
    pub family: Option<String>,
    /// What is asked.
    pub prompt: String,
    /// What the caller states about the answer; the validators read it, the checker does not.
    pub expect: Option<serde_json::Map<String, serde_json::Value>>,
    /// What is right.
    pub answer: Answer,
    /// Its line in the file, from 1.
    #[serde(skip)]
    pub line: usize,
}

impl Task {
    /// The family that it counts in.
    #[must_use]
    pub fn family(&self) -> &str {
        let of_id = || self.id.rsplit_once('-').map_or("all", |(family, _)| family);
        self.family.as_deref().unwrap_or_else(of_id)
    }
}

/// What a file holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Golden {
    /// Every line that could be read, in order.
    pub tasks: Vec<Task>,
    /// Those that could not.
    pub bad: Vec<BadLine>,
}

/// A line that is no task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadLine {
    /// From 1.
    pub number: usize,
    /// What is wrong with it.
    pub reason: String,
}

/// Why a file cannot be used at all.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It cannot be read.
    #[error("the golden file {} cannot be read: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// No line of it is a task.
    #[error("the golden file {} holds no task{}", path.display(), first.as_ref().map(|bad| format!("; line {}: {}", bad.number, bad.reason)).unwrap_or_default())]
    Empty {
        /// The file.
        path: PathBuf,
        /// The first line that is none.
        first: Option<BadLine>,
    },
}

impl Error {
    /// A stable name for this kind of failure.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "golden.unreadable",
            Self::Empty { .. } => "golden.empty",
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        Some(match self {
            Self::Unreadable { .. } => "check the path and its permissions".to_owned(),
            Self::Empty { .. } => {
                "write one task a line: {\"id\": \"sum-1\", \"prompt\": \"What is 2 + 2?\", \"answer\": {\"number\": 4}}".to_owned()
            }
        })
    }
}

/// Reads a golden file.
///
/// # Errors
/// If it cannot be read or no line of it is a task.
pub fn read(path: &Path) -> Result<Golden, Error> {
    let unreadable = |source| Error::Unreadable {
        path: path.to_owned(),
        source,
    };
    let mut bytes = Vec::new();
    std::fs::File::open(path)
        .and_then(|file| file.take(MAX_FILE + 1).read_to_end(&mut bytes))
        .map_err(unreadable)?;
    if bytes.len() as u64 > MAX_FILE {
        return Err(unreadable(std::io::Error::other(
            "it is larger than 256 MiB",
        )));
    }
    let golden = parse(&bytes);
    if golden.tasks.is_empty() {
        return Err(Error::Empty {
            path: path.to_owned(),
            first: golden.bad.into_iter().next(),
        });
    }
    Ok(golden)
}

fn parse(bytes: &[u8]) -> Golden {
    let mut golden = Golden {
        tasks: Vec::new(),
        bad: Vec::new(),
    };
    let mut names = HashSet::new();
    for (index, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
        if line.trim_ascii().is_empty() {
            continue;
        }
        let task = serde_json::from_slice::<Task>(line).map_err(|error| error.to_string());
        let task = task.and_then(|task| match task {
            task if task.prompt.trim().is_empty() => Err("its prompt is empty".to_owned()),
            task if !names.insert(task.id.clone()) => {
                Err(format!("the id `{}` was there before", task.id))
            }
            task => Ok(task),
        });
        match task {
            Ok(task) => golden.tasks.push(Task {
                line: index + 1,
                ..task
            }),
            Err(reason) => golden.bad.push(BadLine {
                number: index + 1,
                reason,
            }),
        }
    }
    golden
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn bad_lines_are_named_and_the_rest_counts() {
        let golden = parse(
            b"{\"id\": \"sum-1\", \"prompt\": \"2 + 2?\", \"answer\": {\"number\": 4}}\n\nnonsense\n\
              {\"id\": \"sum-1\", \"prompt\": \"again\", \"answer\": {\"number\": 4}}\n\
              {\"id\": \"x\", \"prompt\": \" \", \"answer\": {\"number\": 4}}\n\
              {\"id\": \"y\", \"prompt\": \"p\", \"answer\": {\"regex\": \"(\"}}\n\
              {\"id\": \"z\", \"prompt\": \"p\", \"answer\": {\"number\": 4}, \"extra\": 1}\n\xff\n",
        );
        assert_eq!(golden.tasks.len(), 1);
        assert_eq!(golden.tasks[0].family(), "sum");
        assert_eq!(golden.tasks[0].line, 1);
        let numbers: Vec<_> = golden.bad.iter().map(|bad| bad.number).collect();
        assert_eq!(numbers, [3, 4, 5, 6, 7, 8]);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_a_panic(bytes: Vec<u8>) {
            parse(&bytes);
        }
    }
}
