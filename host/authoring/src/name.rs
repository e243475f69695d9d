//! Names that fit everywhere a skill's name goes: a cargo package, a Python project, a file, a code.

use crate::Error;

/// The longest name.
const MAX_NAME: usize = 64;

/// What cargo refuses as a package's name, or what would hide a crate of Rust's own.
const RESERVED: [&str; 58] = [
    "abstract",
    "alloc",
    "as",
    "async",
    "await",
    "become",
    "box",
    "break",
    "build",
    "const",
    "continue",
    "core",
    "crate",
    "deps",
    "do",
    "dyn",
    "else",
    "enum",
    "examples",
    "extern",
    "false",
    "final",
    "fn",
    "for",
    "gen",
    "if",
    "impl",
    "in",
    "incremental",
    "let",
    "loop",
    "macro",
    "match",
    "mod",
    "move",
    "mut",
    "omni-skill",
    "override",
    "priv",
    "proc-macro",
    "pub",
    "ref",
    "return",
    "self",
    "static",
    "std",
    "struct",
    "super",
    "test",
    "trait",
    "true",
    "try",
    "type",
    "unsafe",
    "use",
    "where",
    "while",
    "yield",
];

/// Checks that `name` can be a skill's.
pub(crate) fn check(name: &str) -> Result<(), Error> {
    let why = if name.is_empty() {
        "it is empty".to_owned()
    } else if name.len() > MAX_NAME {
        format!("it is longer than {MAX_NAME} characters")
    } else if !name.starts_with(|first: char| first.is_ascii_lowercase()) {
        "it does not begin with a lower-case letter".to_owned()
    } else if let Some(other) = name.chars().find(|letter| !fits(*letter)) {
        format!("it holds {other:?}")
    } else if name.ends_with('-') || name.contains("--") {
        "it has a `-` with nothing after it".to_owned()
    } else if RESERVED.contains(&name) {
        "the word means something else to Rust or cargo".to_owned()
    } else {
        return Ok(());
    };
    Err(Error::Name {
        name: name
            .chars()
            .take(MAX_NAME)
            .flat_map(char::escape_debug)
            .collect(),
        why,
    })
}

fn fits(letter: char) -> bool {
    letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_every_tool_takes() {
        for good in ["a", "my-scorer", "scorer2", "a-1-b"] {
            assert!(check(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "-a",
            "a-",
            "a--b",
            "A",
            "my_scorer",
            "2fast",
            "a b",
            "a/b",
            "..",
            "a.b",
            "é",
            "fn",
            "test",
            "core",
            "omni-skill",
            "a\u{1b}[31m",
            &"a".repeat(65),
        ] {
            let error = check(bad).unwrap_err();
            assert_eq!(error.code(), "skill.name", "{bad}");
            assert!(!error.to_string().contains('\u{1b}'));
        }
    }

    #[test]
    fn the_reserved_words_are_sorted_and_would_pass_else() {
        assert!(RESERVED.is_sorted());
        assert!(RESERVED.iter().all(|word| word.chars().all(fits)));
    }
}
