//! What a component says of how it was made: languages and tools, and the words of its contract.

use serde::Serialize;
use wasmparser::{KnownCustom, Parser, Payload};

/// The most entries kept: whoever made the component decides how many there are.
const MOST: usize = 64;
/// The longest name or version kept, in characters.
const MAX_TEXT: usize = 120;
/// Where the component model's tools keep the documentation of WIT packages.
const DOCS: &str = "package-docs";
/// The most documentation read, in bytes.
const MAX_DOCS: usize = 1 << 20;

/// What a component says of how it was made. None of it is proof of anything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Details {
    /// Languages and tools, in the order in which they are named, each once.
    pub producers: Vec<Producer>,
    /// The documentation of its WIT, if it carries any.
    pub docs: Option<serde_json::Value>,
}

/// Something that a component was made with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Producer {
    /// What it did: `language`, `processed-by` or `sdk`.
    pub role: String,
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// Reads the custom sections of a component and of what is in it. Bytes that are none say nothing.
#[must_use]
pub fn details(bytes: &[u8]) -> Details {
    let mut details = Details::default();
    for payload in Parser::new(0).parse_all(bytes) {
        let Ok(payload) = payload else {
            break;
        };
        let Payload::CustomSection(section) = payload else {
            continue;
        };
        match section.as_known() {
            KnownCustom::Producers(fields) => {
                for field in fields.into_iter().flatten() {
                    for value in field.values.into_iter().flatten() {
                        let producer = Producer {
                            role: shown(field.name),
                            name: shown(value.name),
                            version: shown(value.version),
                        };
                        let known = details.producers.contains(&producer);
                        if !known && details.producers.len() < MOST {
                            details.producers.push(producer);
                        }
                    }
                }
            }
            _ if section.name() == DOCS && details.docs.is_none() => {
                details.docs = docs(section.data());
            }
            _ => {}
        }
    }
    details
}

/// A version byte, then JSON; in the first version there was no such byte.
fn docs(data: &[u8]) -> Option<serde_json::Value> {
    let data = data.strip_prefix(&[1]).unwrap_or(data);
    if data.len() > MAX_DOCS {
        return None;
    }
    serde_json::from_slice(data).ok()
}

fn shown(text: &str) -> String {
    let plain = text.chars().take(MAX_TEXT);
    plain.flat_map(char::escape_debug).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_tools_left_behind() {
        let bytes = wat::parse_str(
            r#"(component
                (core module (@producers (language "Rust" "2024") (processed-by "rustc" "1.95")))
                (core module (@producers (language "Rust" "2024")))
                (@custom "package-docs" "\01{\"docs\": \"words\"}"))"#,
        )
        .unwrap();
        let details = details(&bytes);
        let names: Vec<_> = details
            .producers
            .iter()
            .map(|one| one.name.as_str())
            .collect();
        assert_eq!(names, ["Rust", "rustc"]);
        assert_eq!(details.docs.unwrap()["docs"], "words");
    }

    #[test]
    fn what_is_no_component_says_nothing() {
        for bytes in [
            &b""[..],
            b"\0asm",
            b"text",
            b"\0asm\x0d\0\x01\0\xff\xff\xff",
        ] {
            assert_eq!(details(bytes), Details::default());
        }
    }
}
