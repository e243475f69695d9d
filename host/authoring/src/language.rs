//! The languages that skills are written in here.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use crate::Error;

/// A language with templates and a way to build.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Rust, by cargo.
    Rust,
    /// Python, by componentize-py.
    Python,
    /// JavaScript, by componentize-js.
    Js,
}

impl Language {
    /// Every language.
    pub const ALL: [Self; 3] = [Self::Rust, Self::Python, Self::Js];

    /// Its name, as commands and template folders write it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rust => "rust",
            Self::Python => "python",
            Self::Js => "js",
        }
    }

    /// Its name for people.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Rust => "Rust",
            Self::Python => "Python",
            Self::Js => "JavaScript",
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Language {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let named = |language: &Self| language.name() == text;
        Self::ALL.into_iter().find(named).ok_or_else(|| {
            let long = ["javascript", "typescript", "py", "rs"];
            let known = Self::ALL.map(Self::name).into_iter().chain(long);
            let nearest = omni_settings::nearest(text, known).map(|name| match name {
                "javascript" | "typescript" => "js",
                "py" => "python",
                "rs" => "rust",
                name => name,
            });
            Error::Language {
                language: text.to_owned(),
                nearest: nearest.map(str::to_owned),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_other_names_lead_to_ours() {
        for (typed, meant) in [("javascript", "js"), ("pyton", "python"), ("Rust", "rust")] {
            let error = typed.parse::<Language>().unwrap_err().to_string();
            assert!(
                error.ends_with(&format!("did you mean `{meant}`?")),
                "{error}"
            );
        }
        for language in Language::ALL {
            assert_eq!(language.name().parse::<Language>().unwrap(), language);
        }
    }
}
