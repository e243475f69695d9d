//! Counting words, items or numbers that are of some kind.

use reading::Rational;
use reading::skeleton::Part;

use crate::counted::{Question, Slot, count};
use crate::tally;
use crate::task::Task;

/// A question on those that begin, end, contain or are so long, or on even, odd, larger
/// numbers; inside none where it is one, but not understood.
pub(crate) fn filtered(question: &Question) -> Option<Option<Task>> {
    let read = &question.read;
    let several = read.says_any(&["words", "items", "list", "them", "words?", "items?"])
        || question
            .read
            .slots()
            .any(|slot| matches!(slot, Slot::Other(..)));
    let arguments = question.arguments();
    let letter = arguments.iter().any(|slot| matches!(slot, Slot::Letter(_)));
    let number = arguments.iter().any(|slot| matches!(slot, Slot::Number(_)));
    if read.says_any(&["start", "end", "capital-start"]) {
        return Some(at_an_end(question));
    }
    if number && is_long(question) && several && !read.says("times?") {
        return Some(of_length(question));
    }
    if letter
        && read.says_any(&["words", "items", "them"])
        && read.says("contain")
        && !read.says("times?")
        && has_many(question)
    {
        return Some(containing(question));
    }
    if read.says_any(&[
        "even", "odd", "positive", "negative", "multiple", "over", "under", "at-least", "at-most",
    ]) {
        return Some(numeric(question));
    }
    None
}

/// Whether a number of letters is said.
fn is_long(question: &Question) -> bool {
    question.read.parts.windows(2).any(|pair| {
        matches!(
            pair,
            [
                Part::Slot(Slot::Number(_)),
                Part::Says("letters" | "letter" | "characters")
            ]
        )
    })
}

/// Whether there are several words, so that letters are not counted within one.
fn has_many(question: &Question) -> bool {
    // "How many times is the letter e in the words …" is said with "times".
    let unit_first = question.read.parts.iter().find_map(|part| match part {
        Part::Says(said @ ("words" | "items" | "them" | "letters" | "letter")) => Some(*said),
        Part::Slot(Slot::Letter(_)) => Some("letter"),
        _ => None,
    });
    question.text().contains(' ') && matches!(unit_first, Some("words" | "items" | "them"))
}

/// `How many words start with a vowel?`
fn at_an_end(question: &Question) -> Option<Task> {
    let read = &question.read;
    let front = read.says("start") || read.says("capital-start");
    if front && read.says("end") || !several_said(question) {
        return None;
    }
    let words = elements(question)?;
    let place = read
        .parts
        .iter()
        .position(|part| matches!(part, Part::Says("start" | "end" | "capital-start")))?;
    let behind = read.parts[place + 1..].iter().find(|part| {
        matches!(
            part,
            Part::Says("vowels" | "consonants" | "capitals" | "smalls")
                | Part::Slot(Slot::Letter(_) | Slot::Text(_) | Slot::Other(..))
        )
    });
    let others = [
        "vowels",
        "consonants",
        "capitals",
        "smalls",
        "start",
        "end",
        "capital-start",
        "letters",
        "items",
    ];
    if !question.said_only(&others) {
        return None;
    }
    let first = |word: &str| word.chars().next();
    let last = |word: &str| word.chars().next_back();
    let edge = |word: &str| if front { first(word) } else { last(word) };
    let fits: Box<dyn Fn(&str) -> bool> = match behind {
        _ if read.says("capital-start") => Box::new(|word| word.starts_with(char::is_uppercase)),
        Some(Part::Says("capitals")) if front => {
            Box::new(|word| word.starts_with(char::is_uppercase))
        }
        Some(Part::Says("smalls")) if front => {
            Box::new(|word| word.starts_with(char::is_lowercase))
        }
        Some(Part::Says("vowels")) => Box::new(move |word| edge(word).is_some_and(is_vowel)),
        Some(Part::Says("consonants")) => {
            Box::new(move |word| edge(word).is_some_and(|c| c.is_alphabetic() && !is_vowel(c)))
        }
        Some(Part::Slot(Slot::Letter(letter))) => {
            let letter = *letter;
            Box::new(move |word| edge(word).is_some_and(|c| c.to_ascii_lowercase() == letter))
        }
        Some(Part::Slot(Slot::Text(affix) | Slot::Other(affix, _))) => {
            let affix = affix.trim_matches('-').to_lowercase();
            if affix.len() > 5 || !affix.chars().all(|c| c.is_ascii_alphabetic()) {
                return None;
            }
            Box::new(move |word| {
                let word = word.to_lowercase();
                if front {
                    word.starts_with(&affix)
                } else {
                    word.ends_with(&affix)
                }
            })
        }
        _ => return None,
    };
    // At an end, y is open; in front it is a consonant.
    let open = |word: &&str| {
        read.says_any(&["vowels", "consonants"])
            && last(word).is_some_and(|c| c.eq_ignore_ascii_case(&'y'))
    };
    if !front && words.iter().any(open) || words.iter().any(|word| !word.is_ascii()) {
        return None;
    }
    let value = words.iter().filter(|word| fits(word)).count();
    Some(count(value, format!("{value} of them do")))
}

fn is_vowel(c: char) -> bool {
    "aeiou".contains(c.to_ascii_lowercase())
}

fn several_said(question: &Question) -> bool {
    question.text().contains([' ', ',', '\n'])
}

/// The items of the list, or the words of the sentence.
fn elements(question: &Question) -> Option<Vec<&str>> {
    let text = question.text();
    if question.read.says_any(&["words", "words?"]) && !question.listed {
        // "apple, pear and fig" is a list, "Dear Ann, please come" is none.
        return match tally::elements(text)
            .filter(|items| items.len() > 2 && items.iter().all(|item| !item.contains(' ')))
        {
            Some(items) => Some(items),
            None => tally::words(text),
        };
    }
    tally::elements_or_words(text)
}

/// `How many of these words have exactly four letters?`
fn of_length(question: &Question) -> Option<Task> {
    let [Slot::Number(digits)] = question.arguments()[..] else {
        return None;
    };
    let wanted: usize = small(digits)?;
    let said = &question.read;
    let kinds = [
        "letters",
        "characters",
        "over",
        "under",
        "at-least",
        "at-most",
        "items",
    ];
    if !question.said_only(&kinds) || !several_said(question) {
        return None;
    }
    let fits: fn(usize, usize) -> bool = match comparison(question)? {
        "over" => |length, wanted| length > wanted,
        "under" => |length, wanted| length < wanted,
        "at-least" => |length, wanted| length >= wanted,
        "at-most" => |length, wanted| length <= wanted,
        _ => |length, wanted| length == wanted,
    };
    let words = elements(question)?;
    let plain = words
        .iter()
        .all(|word| word.chars().all(|c| c.is_ascii_alphabetic()));
    let value = words.iter().filter(|word| fits(word.len(), wanted)).count();
    (plain && !said.says("distinct")).then(|| count(value, format!("{value} of them are so long")))
}

fn small(digits: &str) -> Option<usize> {
    const WORDS: [&str; 13] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    digits.parse().ok().or_else(|| {
        WORDS
            .iter()
            .position(|word| word.eq_ignore_ascii_case(digits))
    })
}

/// `more than`, `at least`, or neither; none where several are said.
fn comparison(question: &Question) -> Option<&'static str> {
    let said: Vec<&str> = ["over", "under", "at-least", "at-most"]
        .into_iter()
        .filter(|word| question.read.says(word))
        .collect();
    match said[..] {
        [] => Some(""),
        [one] => ["over", "under", "at-least", "at-most"]
            .into_iter()
            .find(|word| *word == one),
        _ => None,
    }
}

/// `How many of these words contain the letter a?`
fn containing(question: &Question) -> Option<Task> {
    let [Slot::Letter(letter)] = question.arguments()[..] else {
        return None;
    };
    if !question.said_only(&["items", "letters"]) {
        return None;
    }
    let words = elements(question)?;
    let value = words
        .iter()
        .filter(|word| word.chars().any(|c| c.to_ascii_lowercase() == *letter))
        .count();
    Some(count(
        value,
        format!("{value} of them contain the letter {letter}"),
    ))
}

/// `Of 4, 9 and 12, how many are even?`
fn numeric(question: &Question) -> Option<Task> {
    let numbers = tally::numbers(question.text())?;
    let read = &question.read;
    let kinds = ["even", "odd", "positive", "negative", "multiple"];
    let kind = kinds.into_iter().find(|kind| read.says(kind));
    let comparison = comparison(question)?;
    let all = [
        &kinds[..],
        &["over", "under", "at-least", "at-most", "numbers", "items"],
    ]
    .concat();
    if !question.said_only(&all) || kinds.iter().filter(|kind| read.says(kind)).count() > 1 {
        return None;
    }
    let argument = match &question.arguments()[..] {
        [] => None,
        [Slot::Number(number)] => {
            Some(Rational::parse(number).or_else(|| Some((small(number)? as i128).into()))?)
        }
        _ => return None,
    };
    let divides = |number: &Rational, by: Rational| {
        number
            .over(by)
            .is_some_and(|quotient| quotient.whole().is_some())
    };
    let two = Rational::from(2);
    let fits: Box<dyn Fn(&Rational) -> bool> = match (kind, comparison, argument) {
        (Some("even"), "", None) => Box::new(move |n| divides(n, two)),
        (Some("odd"), "", None) => Box::new(move |n| !divides(n, two)),
        (Some("positive"), "", None) => Box::new(|n| !n.is_negative() && *n != Rational::ZERO),
        (Some("negative"), "", None) => Box::new(|n| n.is_negative()),
        (Some("multiple"), "", Some(by)) => Box::new(move |n| divides(n, by)),
        (None, "over", Some(bound)) => Box::new(move |n| *n > bound),
        (None, "under", Some(bound)) => Box::new(move |n| *n < bound),
        (None, "at-least", Some(bound)) => Box::new(move |n| *n >= bound),
        (None, "at-most", Some(bound)) => Box::new(move |n| *n <= bound),
        _ => return None,
    };
    let whole = numbers.iter().all(|number| number.whole().is_some());
    if kind.is_some_and(|kind| ["even", "odd"].contains(&kind)) && !whole {
        return None;
    }
    let value = numbers.iter().filter(|number| fits(number)).count();
    Some(count(value, format!("{value} of them are")))
}
