//! What a counting question counts, and how many that are.

use reading::skeleton::{Part, Skeleton};

use crate::filters;
use crate::letters::{digit_in, letters_in, letters_of};
use crate::members::{distinct_only_of_repeated, items_of, words_of};
use crate::occurrences::{occurrences, occurrences_of_known};
use crate::removal;
use crate::tally;
use crate::task::Task;

/// What stands in a question as itself.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Slot {
    Letter(char),
    Number(String),
    /// `sevens`, `7s`
    Digit(String),
    /// In quotes.
    Text(String),
    /// A word that is not known; whether it was called a word.
    Other(String, bool),
    Mark,
}

/// A counting question.
pub(crate) struct Question {
    /// The text to count in.
    pub(crate) text: Option<String>,
    /// The mark behind it, if that is its own.
    pub(crate) closed: String,
    pub(crate) listed: bool,
    /// Whether the text is called a word, a sentence and so on.
    pub(crate) called: bool,
    /// Whether it depends on something, `if I have milk`, or may ask for a sum.
    pub(crate) conditional: bool,
    /// Whether it is said which letters are vowels.
    pub(crate) defined: bool,
    /// Whether what stands beside the text has numbers to reckon with.
    pub(crate) reckons: bool,
    pub(crate) read: Skeleton<Slot>,
}

/// What is counted.
const UNITS: &[&str] = &[
    "letters?",
    "characters?",
    "characters",
    "lines",
    "vowels?",
    "consonants?",
    "words?",
    "items?",
    "letters",
    "vowels",
    "consonants",
    "capitals",
    "smalls",
    "words",
    "digits",
    "sentences",
    "commas",
    "periods",
    "questions",
    "exclamations",
    "spaces",
    "hyphens",
    "doubles",
    "items",
    "numbers",
    "even",
    "odd",
    "positive",
    "negative",
    "multiple",
    "over",
    "under",
    "list",
];
/// What changes nothing beside another unit.
const BESIDE: &[&str] = &[
    "many?",
    "times?",
    "length?",
    "word",
    "words",
    "list",
    "letter",
    "contain",
    "them",
    "together",
    "letters-only",
    "y-consonant",
    "y-vowel",
    "y-out",
    "with-spaces",
];

impl Question {
    pub(crate) fn said_only(&self, units: &[&str]) -> bool {
        self.read.says_only(&[BESIDE, units].concat())
    }

    /// The first unit behind what asks, or any.
    fn unit(&self) -> Option<&'static str> {
        let asks = |said: &str| said.ends_with('?');
        let parts = &self.read.parts;
        let begin = parts
            .iter()
            .position(|part| matches!(part, Part::Says(said) if asks(said)))
            .unwrap_or(0);
        let unit = |part: &Part<Slot>| match part {
            Part::Says(said) if UNITS.contains(said) => Some(*said),
            _ => None,
        };
        parts[begin..]
            .iter()
            .find_map(unit)
            .or_else(|| parts[..begin].iter().rev().find_map(unit))
            .map(|unit| self.kind_of(unit))
    }

    /// "How many of the letters are vowels?" counts vowels.
    fn kind_of(&self, unit: &'static str) -> &'static str {
        let mut kinds = ["vowels", "consonants", "capitals", "smalls"]
            .into_iter()
            .filter(|kind| self.read.says(kind));
        match (unit, kinds.next(), kinds.next()) {
            ("letters" | "letters?" | "characters", Some(kind), None) if !self.conditional => kind,
            _ => unit,
        }
    }

    /// Letters, numbers and quoted texts.
    pub(crate) fn arguments(&self) -> Vec<&Slot> {
        self.read
            .slots()
            .filter(|slot| !matches!(slot, Slot::Other(..) | Slot::Mark))
            .collect()
    }

    pub(crate) fn text(&self) -> &str {
        self.text.as_deref().unwrap_or_default()
    }
}

/// The task of a question, if it is clear what is counted.
pub(crate) fn value_of(question: &Question) -> Option<Task> {
    if question.text().is_empty() || question.text().len() > 2000 {
        return None;
    }
    if question.read.says("removed") {
        return removal::left(question);
    }
    if let Some(task) = filters::filtered(question) {
        return task;
    }
    let times = question.read.says("times?");
    match &question.arguments()[..] {
        [] if question.read.says("zeros") => digit_in(question, "0"),
        [] => occurrences_of_known(question).or_else(|| unit_of(question)),
        [Slot::Letter(_), ..] => {
            let letters: Option<Vec<char>> = question
                .arguments()
                .iter()
                .map(|slot| match slot {
                    Slot::Letter(letter) => Some(*letter),
                    _ => None,
                })
                .collect();
            letters_in(question, &letters?)
        }
        [Slot::Number(number)] if number.len() == 1 && question.read.says("digits") => {
            digit_in(question, number)
        }
        [Slot::Number(number)] if times && number.len() == 1 && is_long_number(question.text()) => {
            digit_in(question, number)
        }
        [Slot::Digit(digit)] if is_long_number(question.text()) => digit_in(question, digit),
        [Slot::Digit(digit)] => occurrences(question, digit),
        [Slot::Number(one) | Slot::Text(one)]
            if times || question.listed || question.read.says("list") =>
        {
            occurrences(question, one)
        }
        [Slot::Text(one)] if question.read.says("many?") => occurrences(question, one),
        _ => None,
    }
}

/// `707177`, which has digits and no items.
fn is_long_number(text: &str) -> bool {
    text.len() > 2 && text.chars().all(|c| c.is_ascii_digit())
}

pub(crate) fn count(value: usize, fact: String) -> Task {
    either(value, value, fact)
}

pub(crate) fn either(value: usize, also: usize, fact: String) -> Task {
    Task::Count {
        value: value as i128,
        also: also as i128,
        fact,
    }
}

/// `How many letters are in the word banana?`
fn unit_of(question: &Question) -> Option<Task> {
    let unit = match question.unit() {
        Some(unit) => unit,
        // "How many colours are named?"
        None if question.listed || distinct_only_of_repeated(question) => "items",
        None => return None,
    };
    let text = question.text();
    let distinct_only = question.read.says("distinct");
    let spaced = question.read.says("no-spaces");
    if !question.said_only(&[unit, "distinct", "no-spaces", "letters", "items", "numbers"]) {
        return None;
    }
    match unit {
        "letters" | "letters?" | "characters" | "characters?" | "vowels" | "vowels?"
        | "consonants" | "consonants?" => {
            letters_of(question, unit.trim_end_matches('?'), distinct_only)
        }
        "capitals" | "smalls" => {
            let plain = text.is_ascii() && !distinct_only && text.len() > 1;
            let value = text
                .chars()
                .filter(|c| {
                    if unit == "capitals" {
                        c.is_ascii_uppercase()
                    } else {
                        c.is_ascii_lowercase()
                    }
                })
                .count();
            plain.then(|| count(value, format!("The text has {value} such letters")))
        }
        _ if spaced => None,
        "words" | "words?" => words_of(question, distinct_only),
        "items" | "items?" | "list" | "numbers" => items_of(question, distinct_only),
        "digits" => {
            let mut digits: Vec<char> = text.chars().filter(char::is_ascii_digit).collect();
            if distinct_only {
                digits.sort_unstable();
                digits.dedup();
            }
            let value = digits.len();
            // "3.50" may be cut, and "1e5" is none.
            (value > 0).then(|| count(value, format!("{text} has {value} digits")))
        }
        "sentences" if !distinct_only => {
            let value = tally::sentences(text)?;
            (value > 0).then(|| count(value, format!("The text has {value} sentences")))
        }
        "lines" if !distinct_only => {
            let value = text.lines().filter(|line| !line.trim().is_empty()).count();
            (value > 1).then(|| count(value, format!("The text has {value} lines")))
        }
        "doubles" => {
            let value = text
                .split_whitespace()
                .map(tally::doubles)
                .sum::<Option<usize>>()?;
            Some(count(
                value,
                format!("\"{text}\" has {value} double letters"),
            ))
        }
        mark if !distinct_only => {
            let marks: &[char] = match mark {
                "commas" => &[','],
                "periods" => &['.'],
                "questions" => &['?'],
                "exclamations" => &['!'],
                "hyphens" => &['-'],
                "spaces" => &[' '],
                _ => return None,
            };
            let ends = marks.iter().any(|mark| question.closed.contains(*mark));
            let value = text.matches(marks).count() + usize::from(ends);
            (value > 0 && !text.contains("..."))
                .then(|| count(value, format!("The text has {value} of them")))
        }
        _ => None,
    }
}
