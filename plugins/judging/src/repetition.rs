//! Whether a response runs in a loop.

use std::collections::BTreeMap;

use crate::ending::{ends_properly, whole_sentences};
use crate::markup::{looks_like_json, prose_lines};
use crate::words::{Word, words};

/// From when on a repetition is a loop.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// So often the same words follow on themselves, at least.
    pub times: usize,
    /// So many words the loop takes up, at least. Keeps laughter, refrains and
    /// short lists out.
    pub words: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            times: 4,
            words: 24,
        }
    }
}

/// A loop in a response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repetition {
    /// How often the words come.
    pub times: usize,
    /// Whether the response ends in it.
    pub to_the_end: bool,
    /// The response up to the end of the first time, if that is a proper end and
    /// the loop is all that follows.
    pub cut: Option<String>,
}

/// No sentence is longer; it bounds the work.
const LONGEST_PERIOD: usize = 64;
/// Likewise. A loop that begins later is found by the words it has up to here.
const MOST_WORDS: usize = 4096;

/// The longest loop in the prose of a response: the same words, four times or
/// more in a row, with nothing else between but numbers that begin a line. Code,
/// tables and JSON are left out, where repeating is no fault.
#[must_use]
pub fn repetition(response: &str, limits: Limits) -> Option<Repetition> {
    if looks_like_json(response) {
        return None;
    }
    let words = prose_words(response);
    let ids = number(&words);
    let (start, period, length) = longest_loop(&ids, &words, limits)?;
    let to_the_end = match words.len() - (start + length) {
        0 => true,
        // The last word may itself be cut off.
        1 => words[start + length - period]
            .key
            .starts_with(&words[start + length].key),
        _ => false,
    };
    let first_end = words[start + period - 1].end;
    Some(Repetition {
        times: length / period,
        to_the_end,
        cut: to_the_end
            .then(|| cut(response, first_end).or_else(|| before_loop(response, first_end)))
            .flatten(),
    })
}

/// The whole sentences up to the end of the first time.
fn before_loop(response: &str, first_end: usize) -> Option<String> {
    whole_sentences(response.get(..first_end)?).map(str::to_owned)
}

/// Whether a prompt wants the same again and again: `Write hello 100 times`, a
/// song, a mantra.
#[must_use]
pub fn asks_to_repeat(prompt: &str) -> bool {
    const WORDS: &[&str] = &[
        "repeat",
        "repeated",
        "repeatedly",
        "repeating",
        "repetition",
        "copies",
        "again",
        "loop",
        "song",
        "lyrics",
        "chorus",
        "refrain",
        "chant",
        "mantra",
        "poem",
        "rap",
        "tongue",
        "repite",
        "repetir",
        "veces",
        "canción",
        "poema",
        "letra",
        "fois",
        "répète",
        "répéter",
        "chanson",
        "poème",
        "wiederhole",
        "wiederholen",
        "lied",
        "gedicht",
        "strophe",
        "repita",
        "vezes",
        "canzone",
        "volte",
        "повтори",
        "раз",
        "песня",
    ];
    let words = words(prompt);
    let is_number =
        |word: Option<&Word>| word.is_some_and(|word| word.key.chars().all(char::is_numeric));
    words.iter().enumerate().any(|(at, word)| {
        // "3 times 4" is a product.
        let times = word.key == "times"
            && is_number(at.checked_sub(1).and_then(|before| words.get(before)))
            && !is_number(words.get(at + 1));
        times || WORDS.contains(&word.key.as_str())
    })
}

/// The words of the prose, without numbers that begin a line: small models
/// number the items of a loop.
fn prose_words(response: &str) -> Vec<Word> {
    let mut all = Vec::new();
    for (offset, line) in prose_lines(response) {
        let line_words = words(line);
        let numbers = line_words
            .iter()
            .take_while(|word| word.key.chars().all(char::is_numeric))
            .count();
        all.extend(line_words.into_iter().skip(numbers).map(|word| Word {
            start: word.start + offset,
            end: word.end + offset,
            key: word.key,
        }));
        if all.len() > MOST_WORDS {
            break;
        }
    }
    all.truncate(MOST_WORDS);
    all
}

/// Words as numbers: equal for equal words.
fn number(words: &[Word]) -> Vec<usize> {
    let mut known = BTreeMap::new();
    words
        .iter()
        .map(|word| {
            let next = known.len();
            *known.entry(word.key.as_str()).or_insert(next)
        })
        .collect()
}

/// Start, period and length of the loop that takes up the most words.
fn longest_loop(ids: &[usize], words: &[Word], limits: Limits) -> Option<(usize, usize, usize)> {
    let mut longest: Option<(usize, usize, usize)> = None;
    for period in 1..=LONGEST_PERIOD.min(ids.len() / 2) {
        let mut start = 0;
        for at in 0..=ids.len() - period {
            if at + period < ids.len() && ids[at] == ids[at + period] {
                continue;
            }
            let length = at - start + period;
            let is_loop = length >= limits.words.max(2)
                && length / period >= limits.times.max(2)
                && longest.is_none_or(|(_, _, other)| length > other)
                && words[start..start + period].iter().any(has_letter);
            if is_loop {
                longest = Some((start, period, length));
            }
            start = at + 1;
        }
    }
    longest
}

fn has_letter(word: &Word) -> bool {
    word.key.chars().any(char::is_alphabetic)
}

/// The response up to the sentence end behind `end`, where there is one.
fn cut(response: &str, end: usize) -> Option<String> {
    let punctuation = response[end..]
        .find(|c: char| c.is_whitespace() || c.is_alphanumeric())
        .unwrap_or(response.len() - end);
    let kept = &response[..end + punctuation];
    ends_properly(kept).then(|| kept.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found(response: &str) -> Option<Repetition> {
        repetition(response, Limits::default())
    }

    #[test]
    fn loops() {
        for response in [
            "The war ended with the war and ".repeat(6),
            "Il Coriobella, ".repeat(30),
            "I am sorry, I cannot help with that. ".repeat(4),
            (1..20).fold(String::new(), |text, n| format!("{text}{n}. A red apple\n")),
            "La femme au martyre est la femme, ".repeat(10),
            "東京は日本の首都です。".repeat(6),
            format!("Paris is nice. Then: {}", "and so on and on ".repeat(9)),
        ] {
            let repetition = found(&response).unwrap_or_else(|| panic!("missed: {response:?}"));
            assert!(repetition.to_the_end, "{response:?}");
        }
    }

    #[test]
    fn sound_answers() {
        for response in [
            "Ha ha ha ha ha ha ha ha!".to_owned(),
            "- apple\n- pear\n- fig\n- plum\n- cherry\n- melon\n- grape\n- lemon".to_owned(),
            "1. Yes\n2. Yes\n3. Yes\n4. Yes\n5. No".to_owned(),
            "| a | b |\n".repeat(30),
            "0 0 0 0 0\n".repeat(10),
            "push(stack, 0);\n".repeat(20),
            format!("```\n{}```", "go left then right\n".repeat(20)),
            format!("[{}\"x\"]", "\"one two three\", ".repeat(20)),
            "Row, row, row your boat gently down the stream. Merrily, merrily, merrily, merrily, \
             life is but a dream."
                .to_owned(),
            (0..40).fold(String::new(), |text, n| {
                format!("{text}Item {n} costs {} euros. ", n * 3)
            }),
            String::new(),
        ] {
            assert_eq!(found(&response), None, "{response:?}");
        }
    }

    #[test]
    fn cuts_behind_the_first_sentence() {
        let looped = format!(
            "It is Paris. {}",
            "It is a big city in the north. ".repeat(5)
        );
        let repetition = found(&looped).unwrap();
        assert_eq!(
            repetition.cut.as_deref(),
            Some("It is Paris. It is a big city in the north.")
        );
        assert_eq!(repetition.times, 5);

        let no_sentence = "and the cat and the dog ".repeat(8);
        assert_eq!(found(&no_sentence).unwrap().cut, None);

        let cut_off = format!("{}It is a b", "It is a big city. ".repeat(8));
        assert_eq!(
            found(&cut_off).unwrap().cut.as_deref(),
            Some("It is a big city.")
        );

        let goes_on = format!("{}But then it rained.", "It is a big city. ".repeat(8));
        let repetition = found(&goes_on).unwrap();
        assert!(!repetition.to_the_end);
        assert_eq!(repetition.cut, None);
    }

    #[test]
    fn prompts_that_want_it() {
        for prompt in [
            "Write hello 100 times.",
            "Sing me a song",
            "Repeat after me: om",
        ] {
            assert!(asks_to_repeat(prompt), "{prompt:?}");
        }
        for prompt in ["What is 3 times 4?", "How many times did it rain?", ""] {
            assert!(!asks_to_repeat(prompt), "{prompt:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_judged(text: String, times: usize, words: usize) {
            let _ = repetition(&text, Limits { times, words });
        }

        #[test]
        fn every_long_loop_is_found(
            unit in prop::collection::vec("[a-f]{3}", 1..9), times in 24_usize..40,
        ) {
            let text = format!("{} ", unit.join(" ")).repeat(times);
            prop_assert!(found(&text).is_some());
        }

        #[test]
        fn words_that_never_come_twice_are_no_loop(count in 0_usize..300) {
            let text = (0..count).fold(String::new(), |text, n| format!("{text}word{n} "));
            prop_assert_eq!(found(&text), None);
        }

        #[test]
        fn a_cut_is_a_beginning(text in "([a-c]{1,2}[ .]){0,200}") {
            if let Some(cut) = found(&text).and_then(|repetition| repetition.cut) {
                prop_assert!(text.starts_with(&cut) && cut.len() < text.len());
            }
        }
    }
}
