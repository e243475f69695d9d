//! Classes of words, such as colours and animals: `classes.txt`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

struct Classes {
    /// A class by what it is called.
    by_name: HashMap<&'static str, &'static str>,
    words: HashMap<&'static str, HashSet<&'static str>>,
}

static CLASSES: LazyLock<Classes> = LazyLock::new(|| {
    let mut classes = Classes {
        by_name: HashMap::new(),
        words: HashMap::new(),
    };
    for line in include_str!("classes.txt").lines() {
        let Some((names, words)) = line.split_once(": ") else {
            continue;
        };
        let class = names.split(' ').next().unwrap_or(names);
        for name in names.split(' ') {
            classes.by_name.entry(name).or_insert(class);
        }
        classes.words.insert(class, words.split(' ').collect());
    }
    classes
});

/// The class that a noun names: `shade` names colours.
pub(crate) fn named(noun: &str) -> Option<&'static str> {
    CLASSES.by_name.get(noun.to_lowercase().as_str()).copied()
}

/// Whether a word is of a class, in the singular or the plural.
pub(crate) fn has(class: &str, word: &str) -> bool {
    let lower = word.to_lowercase();
    let lower = lower.strip_suffix("'s").unwrap_or(&lower);
    let trained = class == "profession"
        && ["ologist", "ician", "onomist", "wright", "monger", "keeper"]
            .iter()
            .any(|ending| lower.len() > ending.len() + 2 && lower.ends_with(ending));
    if trained {
        return true;
    }
    CLASSES.words.get(class).is_some_and(|words| {
        words.contains(lower)
            || lower
                .strip_suffix("es")
                .is_some_and(|front| words.contains(front))
            || lower
                .strip_suffix('s')
                .is_some_and(|front| words.contains(front))
    })
}

/// Whether every word of a class is known.
pub(crate) fn is_closed(class: &str) -> bool {
    matches!(
        class,
        "colour" | "weekday" | "month" | "season" | "direction" | "planet"
    )
}

/// Whether a class is of names that are capital: days, months, languages.
pub(crate) fn is_capital(class: &str) -> bool {
    matches!(class, "weekday" | "month" | "language" | "planet")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_have_their_words() {
        for (name, word) in [
            ("colour", "grey"),
            ("animal", "foxes"),
            ("month", "May"),
            ("instrument", "trombone"),
        ] {
            assert!(has(named(name).unwrap(), word), "{name} {word}");
        }
        assert_eq!(named("reason"), None);
        assert!(!has("colour", "dog"));
    }
}
