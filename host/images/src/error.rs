//! Why a picture is not prepared, or the cache not looked after.

use std::path::PathBuf;
use std::sync::Arc;

/// A failure, with a stable code and what to do about it.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// There is no such file.
    #[error("there is no picture {}", path.display())]
    Missing {
        /// What was asked for.
        path: PathBuf,
    },
    /// What was named is no regular file.
    #[error("{} is {what}, not a picture", path.display())]
    NotAFile {
        /// What was asked for.
        path: PathBuf,
        /// What it is.
        what: &'static str,
    },
    /// The file cannot be read.
    #[error("the picture {} cannot be read: {reason}", path.display())]
    Inaccessible {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// There are no bytes.
    #[error("the picture is empty: it has 0 bytes")]
    Empty,
    /// There are more bytes than may be read.
    #[error("the picture has more than {most} bytes")]
    TooLarge {
        /// The most.
        most: u64,
    },
    /// The component does not read this format.
    #[error("the picture is of a kind that is not read: {0}")]
    Unsupported(String),
    /// The bytes are no whole picture, or claim too much.
    #[error("the picture cannot be decoded: {0}")]
    Unreadable(String),
    /// The component failed.
    #[error(transparent)]
    Skill(omni_skills::Error),
    /// The folder of the cache cannot be used.
    #[error("the cache of pictures {} cannot be used: {reason}", path.display())]
    Cache {
        /// The folder.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// There is no cache to look after.
    #[error("there is no cache of pictures: {0}")]
    NoCache(String),
    /// The index of the cache cannot be used.
    #[error(transparent)]
    Store(Arc<omni_store::Error>),
}

impl Error {
    /// A stable name for this kind of failure.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "image.missing",
            Self::NotAFile { .. } => "image.not-a-file",
            Self::Inaccessible { .. } => "image.inaccessible",
            Self::Empty => "image.empty",
            Self::TooLarge { .. } => "image.too-large",
            Self::Unsupported(_) => "image.unsupported",
            Self::Unreadable(_) => "image.unreadable",
            Self::Skill(error) => error.code(),
            Self::Cache { .. } | Self::NoCache(_) => "image.cache",
            Self::Store(error) => error.code(),
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        let text = match self {
            Self::Missing { .. } => "check the path",
            Self::NotAFile { .. } => "name a regular file; `-` reads a picture from stdin",
            Self::Inaccessible { .. } => "check the rights of the file and of its folder",
            Self::Empty => "check what wrote the file",
            Self::TooLarge { .. } => "make it smaller, or raise `images.max_source_bytes`",
            Self::Unsupported(_) => "convert it to JPEG, PNG or WebP first",
            Self::Unreadable(_) => {
                "check that it opens elsewhere; what a picture may claim is `images.max_pixels` and `images.max_frames`"
            }
            Self::Skill(error) => return error.help(),
            Self::Cache { .. } | Self::NoCache(_) => {
                "check that the folder is yours to write and has room; it may be deleted at any time"
            }
            Self::Store(error) => return error.help(),
        };
        Some(text.to_owned())
    }

    /// Sorts what a component says of a picture: its words about the picture are about the picture.
    pub(crate) fn of_skill(error: omni_skills::Error) -> Self {
        match error {
            omni_skills::Error::Failed {
                reason: "invalid-input",
                text,
                ..
            } => Self::Unreadable(text),
            omni_skills::Error::Failed {
                reason: "unsupported",
                text,
                ..
            } => Self::Unsupported(text),
            error => Self::Skill(error),
        }
    }
}

impl From<omni_store::Error> for Error {
    fn from(error: omni_store::Error) -> Self {
        Self::Store(Arc::new(error))
    }
}
