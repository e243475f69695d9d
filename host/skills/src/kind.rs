//! The kinds of skill, and the export that makes a component one of them.

use std::fmt;
use std::str::FromStr;

/// The version of the package `omni:skill` that this host speaks.
pub(crate) const SKILL_VERSION: &str = "0.1.0";

/// What a skill is for.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Says how far a response can be trusted.
    Scorer,
    /// Finds concrete faults in a response.
    Validator,
    /// Plans the next attempt from the faults of those before.
    Reflector,
    /// Sends each request its way.
    Router,
    /// Makes pictures ready for the model and the cache.
    ImagePreprocessor,
    /// Makes training sets of what people rated.
    DatasetBuilder,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 6] = [
        Self::Scorer,
        Self::Validator,
        Self::Reflector,
        Self::Router,
        Self::ImagePreprocessor,
        Self::DatasetBuilder,
    ];

    /// Its name, as the config and the commands write it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Scorer => "scorer",
            Self::Validator => "validator",
            Self::Reflector => "reflector",
            Self::Router => "router",
            Self::ImagePreprocessor => "image-preprocessor",
            Self::DatasetBuilder => "dataset-builder",
        }
    }

    /// The interface that a component of this kind exports, without its version.
    pub(crate) const fn interface(self) -> &'static str {
        match self {
            Self::Scorer => "omni:skill/scoring",
            Self::Validator => "omni:skill/validation",
            Self::Reflector => "omni:skill/reflection",
            Self::Router => "omni:skill/routing",
            Self::ImagePreprocessor => "omni:skill/image-preparation",
            Self::DatasetBuilder => "omni:skill/dataset-building",
        }
    }

    /// The one function of that interface.
    pub(crate) const fn function(self) -> &'static str {
        match self {
            Self::Scorer => "score",
            Self::Validator => "validate",
            Self::Reflector => "reflect",
            Self::Router => "route",
            Self::ImagePreprocessor => "prepare",
            Self::DatasetBuilder => "build",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Kind {
    type Err = UnknownKind;

    fn from_str(text: &str) -> Result<Self, UnknownKind> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.name() == text)
            .ok_or(UnknownKind)
    }
}

/// A word that is no kind of skill.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "not a kind of skill: write scorer, validator, reflector, router, image-preprocessor or dataset-builder"
)]
pub struct UnknownKind;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_back_what_it_prints() {
        for kind in Kind::ALL {
            assert_eq!(kind.to_string().parse(), Ok(kind));
        }
        assert_eq!("Scorer".parse::<Kind>(), Err(UnknownKind));
    }
}
