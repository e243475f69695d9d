//! What a GGUF file says about itself, checked in safe Rust before llama.cpp sees the file.
//!
//! llama.cpp ends the process on several contradictions that a damaged file can hold; these are
//! found here. What it reports properly (a missing tensor, a wrong shape) is left to it.

mod check;
mod projector;
mod reader;
mod tensor;

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::path::Path;

use crate::Error;
pub(crate) use projector::{ARCHITECTURE as PROJECTOR, inspect as inspect_projector};
use reader::{Reader, Value};

/// What the header of a GGUF file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GgufSummary {
    /// `general.architecture`.
    pub architecture: String,
    /// `general.name`, where there is one.
    pub title: Option<String>,
    /// Size of the file.
    pub bytes: u64,
    /// Number of weights.
    pub parameters: u64,
    /// Tokens of context that the model was trained on; 0 if it does not say.
    pub trained_context: u32,
}

/// Reads and checks the header of the GGUF file at `path`; the weights are not read.
///
/// Fails with [`Error::ModelMissing`], [`Error::ModelUnreadable`], [`Error::ModelCorrupt`] or
/// [`Error::ModelUnsupported`].
pub fn inspect(path: &Path) -> Result<GgufSummary, Error> {
    at(path, read)
}

/// Reads the file at `path`, whose length is handed on, and says what is wrong with it.
fn at<T>(
    path: &Path,
    read: impl FnOnce(&mut BufReader<File>, u64) -> Result<T, Fault>,
) -> Result<T, Error> {
    let unreadable = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => Error::ModelMissing { path: path.into() },
        _ => Error::ModelUnreadable {
            path: path.into(),
            cause: error.to_string(),
        },
    };
    // Asked before it is opened: opening a pipe that nobody writes to never returns.
    if !std::fs::metadata(path).map_err(unreadable)?.is_file() {
        return Err(Error::ModelUnreadable {
            path: path.into(),
            cause: "it is not a file".into(),
        });
    }
    let file = File::open(path).map_err(unreadable)?;
    let bytes = file.metadata().map_err(unreadable)?.len();
    let mut file = BufReader::with_capacity(256 * 1024, file);
    read(&mut file, bytes).map_err(|fault| match fault {
        Fault::Corrupt(cause) => Error::ModelCorrupt {
            path: path.into(),
            cause,
        },
        Fault::Unsupported(cause) => Error::ModelUnsupported {
            path: path.into(),
            cause,
        },
        Fault::Read(error) => unreadable(error),
    })
}

/// Why a header is not taken.
#[derive(Debug)]
enum Fault {
    Corrupt(String),
    Unsupported(String),
    Read(std::io::Error),
}

fn corrupt<T>(cause: impl Into<String>) -> Result<T, Fault> {
    Err(Fault::Corrupt(cause.into()))
}

/// The key-value pairs that are checked or shown; the others are read over.
type Metadata = HashMap<String, Value>;

/// A model has some tens; the largest seen below 100.
const MAX_PAIRS: u64 = 10_000;
/// The largest models have some thousands.
const MAX_TENSORS: u64 = 1_000_000;

fn read<R: Read + Seek>(source: &mut R, len: u64) -> Result<GgufSummary, Fault> {
    let mut reader = Reader::new(source, len);
    let (metadata, tensors) = metadata(&mut reader)?;
    let architecture = check::architecture(&metadata)?;
    let parameters = tensor::check_table(&mut reader, tensors, &metadata)?;
    check::model(&architecture, &metadata)?;
    check::vocabulary(&metadata)?;
    let text = |key: &str| metadata.get(key).and_then(Value::text).map(str::to_owned);
    let trained_context = metadata
        .get(&format!("{architecture}.context_length"))
        .and_then(Value::unsigned);
    Ok(GgufSummary {
        title: text("general.name"),
        bytes: len,
        parameters,
        trained_context: trained_context
            .and_then(|n| u32::try_from(n).ok())
            .unwrap_or(0),
        architecture,
    })
}

/// The key-value pairs, and how many tensors the table has that follows them.
fn metadata<R: Read + Seek>(reader: &mut Reader<'_, R>) -> Result<(Metadata, u64), Fault> {
    if reader.bytes::<4>().ok() != Some(*b"GGUF") {
        return corrupt("it is not a GGUF file");
    }
    match reader.u32()? {
        2 | 3 => {}
        version if version.swap_bytes() < 16 => {
            return Err(Fault::Unsupported(
                "it is for machines of the other byte order".into(),
            ));
        }
        version => {
            return Err(Fault::Unsupported(format!(
                "its GGUF version is {version}, not 2 or 3"
            )));
        }
    }
    let tensors = reader.u64()?;
    let pairs = reader.u64()?;
    if pairs > MAX_PAIRS || tensors > MAX_TENSORS {
        return corrupt("its header counts more entries than any model has");
    }
    let mut metadata = Metadata::new();
    for _ in 0..pairs {
        let key = reader.string("a key")?;
        let value = reader.value(&key)?;
        if key.is_empty() || metadata.insert(key, value).is_some() {
            return corrupt("it has an empty or a repeated key");
        }
    }
    Ok((metadata, tensors))
}

#[cfg(test)]
pub(crate) mod tests;
