//! Letters and digits, counted.

use crate::counted::{Question, count, either};
use crate::members::is_title;
use crate::tally::{self, distinct};
use crate::task::Task;

pub(crate) fn letters_of(question: &Question, kind: &str, distinct_only: bool) -> Option<Task> {
    let text = question.text();
    // "river7stone"
    if kind == "characters"
        && !distinct_only
        && text.len() > 2
        && text.len() <= 60
        && text.chars().all(|c| c.is_ascii_alphanumeric())
        && text.chars().any(|c| c.is_ascii_digit())
        && !question.read.says("letters-only")
        && !question.listed
    {
        let value = text.len();
        return Some(either(
            value,
            value,
            format!("\"{text}\" has {value} characters"),
        ));
    }
    let digits = kind != "characters" && !question.called || question.read.says("letters-only");
    let plain = text.chars().all(|c| {
        c.is_ascii_alphabetic() || " ,.!?;:'\"-\n".contains(c) || digits && c.is_ascii_digit()
    });
    // "How many characters are in "Hamlet"?" may be about the play.
    let of_one = !text.contains(' ');
    let title = !of_one && !question.called && is_title(text);
    let listed = (question.listed || text.contains(',') && question.read.says("list"))
        && !question.read.says("together");
    if !plain || text.is_empty() || text.len() > 600 || title || listed {
        return None;
    }
    let joined = if question.listed {
        tally::elements(text)?.concat()
    } else {
        text.to_owned()
    };
    let letters: Vec<char> = joined
        .chars()
        .filter(char::is_ascii_alphabetic)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    let among = |keep: &dyn Fn(char) -> bool| {
        let kept = letters.iter().copied().filter(|&c| keep(c));
        if distinct_only {
            distinct(kept)
        } else {
            kept.count()
        }
    };
    let vowel = |c: char| "aeiou".contains(c);
    let (value, also) = match kind {
        "vowels" => (among(&vowel), among(&|c| vowel(c) || c == 'y')),
        "consonants" => (among(&|c| !vowel(c)), among(&|c| !vowel(c) && c != 'y')),
        _ => (letters.len().min(among(&|_| true)), among(&|_| true)),
    };
    // Whether y is a vowel is open: both are right, unless it is said.
    let said = |what: &str| question.read.says(what);
    let without_y = if kind == "consonants" { also } else { value };
    let (value, also) = match (said("y-consonant"), said("y-vowel")) {
        _ if said("y-out") => (without_y, without_y),
        (true, false) => (value, value),
        (false, true) => (also, also),
        _ if question.defined => (value, value),
        _ => (value, also),
    };
    // Spaces and marks are characters too.
    if kind == "characters" && letters.len() != text.len() {
        let spaces = text.matches(' ').count();
        let all = if question.read.says("no-spaces") {
            text.len() - spaces
        } else {
            text.len()
        };
        let value = if (question.called || said("with-spaces")) && !question.listed {
            all
        } else {
            value
        };
        return Some(either(
            value,
            if distinct_only { value } else { all },
            format!("\"{text}\" has {value} letters"),
        ));
    }
    let named = if of_one { "word " } else { "" };
    let different = if distinct_only { "different " } else { "" };
    Some(either(
        value,
        also,
        format!("The {named}\"{text}\" has {value} {different}{kind}"),
    ))
}

/// `How many r's are in strawberry?`, and in a sentence in quotes; of several letters
/// all of them.
pub(crate) fn letters_in(question: &Question, letters: &[char]) -> Option<Task> {
    let text = question.text();
    if !question.said_only(&["letters", "distinct"])
        || question.read.says("distinct")
        || text.len() > 600
        || !text.is_ascii()
        || text.len() < 2
    {
        return None;
    }
    let value = text
        .chars()
        .filter(|c| letters.contains(&c.to_ascii_lowercase()))
        .count();
    let exact = text.chars().filter(|c| letters.contains(c)).count();
    let mut named: Vec<String> = letters
        .iter()
        .map(|letter| format!("\"{letter}\""))
        .collect();
    named.dedup();
    let (noun, verb) = if named.len() > 1 {
        ("letters", "are")
    } else {
        ("letter", "is")
    };
    Some(either(
        value,
        if exact > 0 { exact } else { value },
        format!(
            "The {noun} {} {verb} {value} times in \"{text}\"",
            named.join(", ")
        ),
    ))
}

/// `How often is the digit 3 used in 3131713?`
pub(crate) fn digit_in(question: &Question, digit: &str) -> Option<Task> {
    let text = question.text();
    let plain = text
        .chars()
        .all(|c| c.is_ascii_digit() || " ,.-+()/".contains(c));
    if !plain || !question.said_only(&["digits", "numbers", "zeros"]) {
        return None;
    }
    let value = text.matches(digit).count();
    Some(count(
        value,
        format!("The digit {digit} is {value} times in {text}"),
    ))
}
