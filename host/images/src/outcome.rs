//! What is asked for, and what comes of it.

use std::fmt;
use std::sync::Arc;

use omni_skills::types::{ImageOptions, PreparedImage};

use crate::digest::Digest;

/// How a picture is to be prepared, and for whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Request<'a> {
    /// What to make, and what to refuse.
    pub options: ImageOptions,
    /// Whether a picture that is like this one may be served instead of it.
    pub near: bool,
    /// Who asks. A picture that is like another is never served across callers.
    pub caller: &'a str,
}

impl Default for Request<'_> {
    fn default() -> Self {
        Self {
            options: ImageOptions::default(),
            near: false,
            caller: "local",
        }
    }
}

/// Where a picture came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Hit {
    /// The same bytes were prepared before: nothing was decoded.
    Exact,
    /// Another file with the same pixels was prepared before, with the same result. That can be known only once this
    /// one is decoded: what is saved is room, and whatever is kept per picture further on.
    Pixels,
    /// A picture like this one was prepared before and is served instead. Known only once this one is prepared;
    /// the next time the same bytes come, nothing is decoded.
    Near,
    /// It was prepared now.
    Miss,
}

impl Hit {
    /// Its name, as commands print it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Pixels => "pixels",
            Self::Near => "near",
            Self::Miss => "miss",
        }
    }
}

impl fmt::Display for Hit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

/// A picture, ready for the model and for keeping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prepared {
    /// SHA-256 of the bytes that came in.
    pub sha256: Digest,
    /// Where it came from.
    pub hit: Hit,
    /// The picture, with its pixels if they were asked for. `source`, `hash` and `notes` are those of the bytes that
    /// came in; with [`Hit::Near`] size, pixels and encoded bytes are those of the picture that is like it.
    pub image: Arc<PreparedImage>,
}
