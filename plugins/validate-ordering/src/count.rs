//! Counting letters, words, digits, and how often something is there.

use reading::skeleton::{Lexicon, NOTHING, SMALL, Skeleton, skeleton};
use reading::{Asked, items, tokens};

use crate::slots::{Slot, slot_at, split};
use crate::task::Task;

const WORDS: Lexicon = Lexicon {
    phrases: &[
        (
            "times?",
            "how many times|how often|number of times|the number of times|number of occurrences|number of occurrences of|\
the number of occurrences of|how many occurrences of|count the occurrences of|occurrences of|the count of",
        ),
        (
            "many?",
            "how many|count|number of|the number of|total number of|count up|counting|how long|what is the length of|the length of|length of|many|what number of",
        ),
        (
            "letters",
            "letters|characters|letters of the alphabet|alphabet letters",
        ),
        ("vowels", "vowels|vowel letters|vowel"),
        ("consonants", "consonants|consonant letters|consonant"),
        ("words", "words"),
        ("digits", "digits"),
        ("letter", "letter"),
        ("word", "word"),
        ("list", "list|this list"),
        (
            NOTHING,
            "appear|appears|occur|occurs|occurring|used|is used|found|contain|contains|contained|made up of|made of|consist of|consists of|\
sentence|phrase|text|line|string|name|number|following|for|from|come up|comes up|shows up|show up|turn up|get|use|uses|spelling|spelled|spell|within|inside|\
english|below|next|each|make up|with|total|altogether|present|here|by|go into|if you|included|instances|one|long|integer|written|single|at|as|to|show|value|figure|on|all",
        ),
        (NOTHING, SMALL),
    ],
};

/// What a counting request asks.
pub(crate) fn understand(text: &str, asked: &Asked<'_>) -> Option<Task> {
    let (question, behind) = split(text, asked)?;
    let read = skeleton(&WORDS, &question, |rest| {
        slot_at(text, &WORDS, &question, rest)
    })?;
    let mut slots: Vec<Slot> = read.slots().cloned().collect();
    slots.extend(behind.map(Slot::Text));
    if !read.says_any(&["many?", "times?"]) {
        return None;
    }
    match &slots[..] {
        [Slot::Number(digits)] => digits_of(&read, digits),
        [Slot::Letter(letter), place] => letter_in(&read, *letter, place),
        [place, Slot::Letter(letter)] if read.says("letter") || read.says("times?") => {
            letter_in(&read, *letter, place)
        }
        [Slot::Text(one) | Slot::Word(one, _), Slot::Text(whole)] if read.says("times?") => {
            often(&read, one, whole)
        }
        [place] if read.says("words") => words_of(&read, place),
        [place] => letters_of(&read, place),
        _ => None,
    }
}

type Read = Skeleton<Slot>;

/// `How many digits does 37154 have?`
fn digits_of(read: &Read, digits: &str) -> Option<Task> {
    let plain = digits.chars().all(|c| c.is_ascii_digit() || c == ',');
    let value = digits.chars().filter(char::is_ascii_digit).count();
    (plain && read.says_only(&["many?", "digits"]) && read.says("digits"))
        .then(|| count(value, format!("{digits} has {value} digits")))
}

/// `How many letters are in the word banana?`
fn letters_of(read: &Read, place: &Slot) -> Option<Task> {
    let kinds: Vec<&str> = ["letters", "vowels", "consonants"]
        .into_iter()
        .filter(|kind| read.says(kind))
        .collect();
    let [kind] = kinds[..] else { return None };
    if !read.says_only(&["many?", kind, "word"]) {
        return None;
    }
    let word = word(place, read)?;
    let among = |letters: &str| {
        word.chars()
            .filter(|c| letters.contains(c.to_ascii_lowercase()))
            .count()
    };
    // Whether y is a vowel is open: both are right.
    let (value, also) = match kind {
        "vowels" => (among("aeiou"), among("aeiouy")),
        "consonants" => (word.len() - among("aeiou"), word.len() - among("aeiouy")),
        _ => (word.len(), word.len()),
    };
    Some(Task::Count {
        value: value as i128,
        also: also as i128,
        fact: format!("The word \"{word}\" has {value} {kind}"),
    })
}

/// One word: in quotes, called a word, or plain and without a capital.
fn word<'s>(place: &'s Slot, read: &Read) -> Option<&'s str> {
    let (word, certain) = match place {
        Slot::Text(word) => (word.trim_matches(['"', '\'', '.']), true),
        Slot::Word(word, called) => (word.as_str(), *called || read.says("word")),
        _ => return None,
    };
    let plain =
        word.chars().all(|c| c.is_ascii_alphabetic()) && !word.is_empty() && word.len() <= 60;
    // "in Hawaiian" is a language, and "in the alphabet" is what it is.
    const OTHERS: &[&str] = &[
        "alphabet",
        "words",
        "life",
        "keyboard",
        "dozen",
        "languages",
        "scrabble",
    ];
    let spelled = word.chars().all(|c| c.is_ascii_lowercase()) && word.len() > 2;
    let certain = certain || spelled && !OTHERS.contains(&word);
    (plain && certain).then_some(word)
}

/// `How many r's are in strawberry?`, and in a sentence in quotes
fn letter_in(read: &Read, letter: char, place: &Slot) -> Option<Task> {
    if !read.says_only(&["many?", "times?", "letter", "letters", "word"]) {
        return None;
    }
    let within = match place {
        Slot::Text(text) if text.len() <= 400 && text.is_ascii() => text.trim_matches(['"', '\'']),
        place => word(place, read)?,
    };
    let value = within
        .chars()
        .filter(|c| c.to_ascii_lowercase() == letter)
        .count();
    Some(count(
        value,
        format!("The letter \"{letter}\" is {value} times in \"{within}\""),
    ))
}

/// `How many words are in the sentence "The cat sat"?`
fn words_of(read: &Read, place: &Slot) -> Option<Task> {
    let Slot::Text(text) = place else { return None };
    if !read.says_only(&["many?", "words"]) {
        return None;
    }
    let mut value = 0;
    for chunk in text.split_whitespace() {
        // A hyphen makes one word or two.
        let plain = chunk.trim_matches(|c: char| ".,!?;:\"'".contains(c));
        if plain.is_empty() || !plain.chars().all(|c| c.is_alphabetic() || c == '\'') {
            return None;
        }
        value += 1;
    }
    (value > 1).then(|| count(value, format!("The text has {value} words")))
}

/// `How often does "the" occur in this sentence?`, or in a list
fn often(read: &Read, one: &str, whole: &str) -> Option<Task> {
    if !read.says_only(&["times?", "word", "words", "list", "many?"]) || whole.len() > 2000 {
        return None;
    }
    let wanted = one.to_lowercase();
    let plain = !wanted.is_empty() && wanted.chars().all(char::is_alphanumeric);
    let all = tokens(whole);
    let value = if read.says("list") {
        items(whole, &all)?
            .iter()
            .filter(|item| item.to_lowercase() == wanted)
            .count()
    } else {
        all.iter().filter(|token| token.is(&wanted)).count()
    };
    (plain && value > 0).then(|| count(value, format!("\"{one}\" is there {value} times")))
}

fn count(value: usize, fact: String) -> Task {
    Task::Count {
        value: value as i128,
        also: value as i128,
        fact,
    }
}
