//! A part of one text by its place or its length: `the fourth letter of the word "garden"`,
//! `the longest word of this sentence: "…"`, `the letters of "orange" sorted`, `Which word has
//! more letters, "elephant" or "giraffe"?`
//!
//! The text stands in quotes, or is a single word behind `word`. All other words have to be
//! known, since each may change what is asked.

use reading::{Asked, Token};

use crate::task::Task;

/// Words that change nothing.
const PLAIN: &str = "\
what|what's|which|is|the|of|in|a|an|give|me|name|tell|write|say|identify|find|return|output|state|word|\
sentence|phrase|text|following|this|that|please|just|only|stands|comes|appears|at|position|from|to|\
letter|letters|character|characters|words|it|its|by|alphabetical|order|into|all|answer|here|down|one|your|\
has|have|got|contains|or|reply|with|show|list|put|start|end|counting|starting|sorted|two|these|single|read|as|used|occurs";

/// What is asked of a text in quotes, if all of it is understood.
pub(crate) fn understand(text: &str, asked: &Asked<'_>) -> Option<Task> {
    let tokens = asked.sentences.concat();
    if tokens.len() > 120 {
        return None;
    }
    let quotes: Vec<usize> = (0..tokens.len())
        .filter(|&at| tokens[at].is_mark('"'))
        .collect();
    let inner = |open: usize, close: usize| {
        text.get(tokens[open].end()..tokens[close].start)
            .map(str::trim)
            .filter(|inner| !inner.is_empty() && inner.len() < 600)
    };
    match quotes[..] {
        [open, close] => {
            let said = [&tokens[..open], &tokens[close + 1..]].concat();
            of_text(inner(open, close)?, &said)
        }
        [a, b, c, d] => {
            let said = [&tokens[..a], &tokens[b + 1..c], &tokens[d + 1..]].concat();
            of_two([inner(a, b)?, inner(c, d)?], &said)
        }
        [] => {
            // "the fourth letter of the word garden"
            let at = tokens
                .windows(2)
                .position(|two| two[0].is("word") && two[1].is_word() && !two[1].is_among(PLAIN))?;
            let said = [&tokens[..=at], &tokens[at + 2..]].concat();
            let known = PLACES.iter().any(|(word, _)| tokens[at + 1].is(word));
            (!known).then(|| of_text(tokens[at + 1].text, &said))?
        }
        _ => None,
    }
}

fn of_text(text: &str, said: &[Token<'_>]) -> Option<Task> {
    nth(text, said)
        .or_else(|| by_length(text, said))
        .or_else(|| sorted_letters(text, said))
}

/// Whether nothing is said but this and what changes nothing.
fn only_says(said: &[Token<'_>], more: &[&str]) -> bool {
    said.iter().all(|token| {
        !token.is_word() && token.number().is_none() || token.is_among(PLAIN) || token.is_any(more)
    })
}

#[derive(Clone, Copy)]
enum Place {
    Front(usize),
    Back(usize),
    Middle,
}

const PLACES: &[(&str, Place)] = &[
    ("first", Place::Front(0)),
    ("second", Place::Front(1)),
    ("third", Place::Front(2)),
    ("fourth", Place::Front(3)),
    ("fifth", Place::Front(4)),
    ("sixth", Place::Front(5)),
    ("seventh", Place::Front(6)),
    ("eighth", Place::Front(7)),
    ("ninth", Place::Front(8)),
    ("tenth", Place::Front(9)),
    ("last", Place::Back(0)),
    ("final", Place::Back(0)),
    ("penultimate", Place::Back(1)),
    ("middle", Place::Middle),
];

/// A place that is said, and how many tokens it is: `third`, `3rd`, `second to last`.
fn place_at(said: &[Token<'_>]) -> Option<(Place, usize)> {
    let first = said.first()?;
    if let Some((nth, suffix)) = first.number().zip(said.get(1))
        && suffix.glued
        && suffix.is_any(&["st", "nd", "rd", "th"])
    {
        let nth = usize::try_from(nth.value.whole()?).ok()?.checked_sub(1)?;
        return Some((Place::Front(nth), 2));
    }
    let (_, place) = PLACES.iter().find(|(word, _)| first.is(word))?;
    let words: Vec<&str> = said
        .iter()
        .filter(|token| token.is_word())
        .skip(1)
        .take(3)
        .map(|token| token.text)
        .collect();
    // "second to last", "second-last", "third from the end"
    if let Place::Front(at) = place
        && *at > 0
    {
        let used = match words[..] {
            ["last", ..] => 1,
            ["to" | "from", "last", ..] => 2,
            ["from", "the", "last" | "end"] => return None,
            _ => 0,
        };
        if used > 0 {
            let end = (0..said.len()).filter(|&at| said[at].is_word()).nth(used)?;
            return Some((Place::Back(*at), end + 1));
        }
    }
    Some((*place, 1))
}

/// `What is the third word in "Pack my box"?`
fn nth(text: &str, said: &[Token<'_>]) -> Option<Task> {
    let (at, place, used) = (0..said.len())
        .find_map(|at| place_at(&said[at..]).map(|(place, used)| (at, place, used)))?;
    let kind = said.get(at + used)?;
    let rest = [&said[..at], &said[at + used + 1..]].concat();
    // "from the end"
    let back = rest
        .windows(2)
        .any(|two| two[0].is("the") && two[1].is("end"));
    let again = (0..rest.len()).any(|at| place_at(&rest[at..]).is_some());
    if again || back || !only_says(&rest, &[]) {
        return None;
    }
    let (parts, called) = if kind.is_any(&["letter", "character"]) {
        let letters: Vec<String> = text.chars().map(|c| c.to_lowercase().to_string()).collect();
        // A space may count as a character, or not.
        let plain = text.chars().all(char::is_alphanumeric);
        (plain.then_some(letters)?, "letter")
    } else if kind.is("word") {
        (words(text)?, "word")
    } else {
        return None;
    };
    let at = match place {
        Place::Front(at) => at,
        Place::Back(at) => parts.len().checked_sub(at + 1)?,
        Place::Middle if parts.len() % 2 == 1 => parts.len() / 2,
        Place::Middle => return None,
    };
    let which: Vec<&str> = said[at_of(said)?..]
        .iter()
        .take(used)
        .map(|token| token.text)
        .collect();
    picked(
        &parts,
        at,
        format!(
            "The {} {called} of \"{text}\" is \"{}\"",
            which.join(" ").to_lowercase().replace(" - ", "-"),
            parts.get(at)?
        ),
    )
}

fn at_of(said: &[Token<'_>]) -> Option<usize> {
    (0..said.len()).find(|&at| place_at(&said[at..]).is_some())
}

/// `the longest word in "We visited a magnificent cathedral"`
fn by_length(text: &str, said: &[Token<'_>]) -> Option<Task> {
    let has = |words: &[&str]| said.iter().any(|token| token.is_any(words));
    let long = match (has(&["longest"]), has(&["shortest"])) {
        (true, false) => true,
        (false, true) => false,
        _ => return None,
    };
    if !has(&["word"]) || !only_says(said, &["longest", "shortest"]) {
        return None;
    }
    let words = words(text).filter(|words| words.len() > 2)?;
    let lengths: Vec<usize> = words.iter().map(|word| word.chars().count()).collect();
    let best = if long {
        *lengths.iter().max()?
    } else {
        *lengths.iter().min()?
    };
    // Of two that are equally long either may be meant.
    let mut found = (0..words.len()).filter(|&at| lengths[at] == best);
    let (at, None) = (found.next()?, found.next()) else {
        return None;
    };
    let which = if long { "longest" } else { "shortest" };
    picked(&words, at, format!("The {which} word is \"{}\"", words[at]))
}

/// `Sort the letters of "orange" alphabetically.`
fn sorted_letters(text: &str, said: &[Token<'_>]) -> Option<Task> {
    const SORTS: &[&str] = &[
        "sort",
        "sorted",
        "arrange",
        "arranged",
        "order",
        "put",
        "rearrange",
        "alphabetically",
        "alphabetize",
        "alphabetise",
        "rearranged",
    ];
    let has = |words: &[&str]| said.iter().any(|token| token.is_any(words));
    let alphabet = has(&[
        "alphabetical",
        "alphabetically",
        "alphabetize",
        "alphabetise",
    ]);
    let plain = (2..=30).contains(&text.len()) && text.chars().all(|c| c.is_ascii_alphabetic());
    if !alphabet || !has(&["letters", "characters"]) || !plain || !only_says(said, SORTS) {
        return None;
    }
    let mut letters: Vec<char> = text.to_ascii_lowercase().chars().collect();
    letters.sort_unstable();
    Some(Task::Spelled {
        text: letters.into_iter().collect(),
        from: text.to_owned(),
        how: "with its letters sorted",
    })
}

/// `Which word has more letters, "elephant" or "giraffe"?`
fn of_two(words: [&str; 2], said: &[Token<'_>]) -> Option<Task> {
    const COMPARES: &[&str] = &[
        "more",
        "fewer",
        "less",
        "most",
        "fewest",
        "vowels",
        "consonants",
    ];
    let has = |words: &[&str]| said.iter().any(|token| token.is_any(words));
    let more = match (has(&["more", "most"]), has(&["fewer", "less", "fewest"])) {
        (true, false) => true,
        (false, true) => false,
        _ => return None,
    };
    let plain = words
        .iter()
        .all(|word| word.chars().all(|c| c.is_ascii_alphabetic()));
    if !plain || !only_says(said, COMPARES) || !has(&["which", "or"]) {
        return None;
    }
    let vowel = |c: &char| "aeiouAEIOU".contains(*c);
    let count = |word: &str, kind: &str| match kind {
        "vowels" => word.chars().filter(vowel).count(),
        "consonants" => word.chars().filter(|c| !vowel(c)).count(),
        _ => word.len(),
    };
    let kinds: Vec<&str> = ["letters", "vowels", "consonants"]
        .into_iter()
        .filter(|kind| has(&[kind]))
        .collect();
    let [kind] = kinds[..] else { return None };
    // Whether y is a vowel is open.
    if kind != "letters"
        && words
            .iter()
            .any(|word| word.to_ascii_lowercase().contains('y'))
    {
        return None;
    }
    let (a, b) = (count(words[0], kind), count(words[1], kind));
    if a == b {
        return None;
    }
    let at = usize::from((a > b) != more);
    let both: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
    picked(
        &both,
        at,
        format!(
            "\"{}\" has {a} {kind} and \"{}\" has {b}",
            words[0], words[1]
        ),
    )
}

/// The words of a text, without the marks around them.
fn words(text: &str) -> Option<Vec<String>> {
    let words: Vec<String> = text
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned())
        .filter(|word| !word.is_empty())
        .collect();
    (words.len() > 1).then_some(words)
}

fn picked(parts: &[String], at: usize, fact: String) -> Option<Task> {
    let right = parts.get(at)?.clone();
    let mut others: Vec<String> = parts
        .iter()
        .filter(|part| !part.eq_ignore_ascii_case(&right))
        .cloned()
        .collect();
    others.dedup();
    (!others.is_empty()).then_some(Task::Pick {
        right,
        others,
        fact,
    })
}
