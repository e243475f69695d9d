//! The one thing in a passage that a question asks for, where that is plain: one
//! sentence speaks of it, and has one thing of the type.

use reading::{Token, sentences};

use crate::candidates::{content, is_function, lemma, names, stem};
use crate::measured::number;

/// What type of thing is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    Who,
    Where,
    /// A number, perhaps behind a word: `room 69`.
    Number,
    Weekday,
    Colour,
}

/// The one answer, and the sentence that has it.
pub(crate) struct Answer<'s, 't> {
    pub(crate) text: String,
    pub(crate) sentence: &'s [Token<'t>],
    /// Whether it is a number.
    pub(crate) number: bool,
}

const COLOURS: &[&str] = &[
    "red",
    "green",
    "blue",
    "yellow",
    "black",
    "white",
    "brown",
    "grey",
    "gray",
    "orange",
    "purple",
    "pink",
    "silver",
    "golden",
    "beige",
    "turquoise",
    "violet",
];
const DAYS: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mondays",
    "tuesdays",
    "wednesdays",
    "thursdays",
    "fridays",
    "saturdays",
    "sundays",
];

/// Finds it. `called` is whether the passage is called one.
pub(crate) fn find<'s, 't>(
    passage: &'s [Token<'t>],
    question: &[Token<'_>],
    called: bool,
) -> Option<Answer<'s, 't>> {
    let asked = asked(question)?;
    if asked == Asked::Number {
        // In a story the number is reckoned, unless its sentence has every word of the question.
        return number(passage, question).filter(|answer| {
            let words = content(answer.sentence);
            called || content(question).iter().all(|word| words.contains(word))
        });
    }
    let sentence = best(passage, question, asked)?;
    let found: Vec<String> = match asked {
        Asked::Who | Asked::Where => return name(passage, sentence, question, asked),
        Asked::Number => return None,
        Asked::Weekday => words_of(sentence, DAYS),
        Asked::Colour => words_of(sentence, COLOURS),
    };
    let [only] = &found[..] else { return None };
    Some(Answer {
        text: only.clone(),
        sentence,
        number: false,
    })
}

fn words_of(sentence: &[Token<'_>], words: &[&str]) -> Vec<String> {
    sentence
        .iter()
        .filter(|token| token.is_any(words))
        .map(|token| token.text.to_owned())
        .collect()
}

fn asked(question: &[Token<'_>]) -> Option<Asked> {
    /// The answer is not read off.
    const ELSE: &[&str] = &[
        "total",
        "altogether",
        "left",
        "more",
        "fewer",
        "less",
        "both",
        "remain",
        "remaining",
        "sum",
        "difference",
        "average",
        "combined",
        "than",
        "not",
        "after",
        "before",
        "text",
        "passage",
        "author",
        "narrator",
        "story",
        "would",
        "might",
        "could",
        "should",
        "if",
        "else",
        "first",
        "last",
        "and",
        "or",
        "think",
        "why",
        "old",
        "older",
        "many",
        "later",
        "earlier",
        "now",
        "times",
        "apart",
        "except",
    ];
    let [first, second, ..] = question else {
        return None;
    };
    if question.len() > 20 || question.iter().any(|token| token.is_any(ELSE)) {
        return None;
    }
    let which = |at: usize| {
        question
            .get(at)
            .is_some_and(|t| t.is_any(&["which", "what"]))
    };
    let thing = usize::from(first.is_any(&["on", "in", "at", "by"])) + 1;
    let named = |words: &[&str]| {
        which(thing - 1) && question.get(thing).is_some_and(|token| token.is_any(words))
    };
    if first.is_any(&["who", "whom"]) || first.is("by") && second.is("whom") {
        Some(Asked::Who)
    } else if first.is("where") {
        Some(Asked::Where)
    } else if first.is("how")
        && second.is_any(&[
            "much", "tall", "high", "deep", "wide", "heavy", "far", "long", "fast",
        ])
        || named(&[
            "room", "platform", "gate", "page", "floor", "bus", "chapter", "track",
        ])
    {
        Some(Asked::Number)
    } else if named(&["day", "weekday"]) {
        Some(Asked::Weekday)
    } else if named(&["colour", "color"]) {
        Some(Asked::Colour)
    } else {
        None
    }
}

/// The sentence that the question is about: more than half of its words, its verb
/// counting twice, and more than any other sentence has.
pub(crate) fn best<'s, 't>(
    passage: &'s [Token<'t>],
    question: &[Token<'_>],
    asked: Asked,
) -> Option<&'s [Token<'t>]> {
    let wanted = content(question);
    let verb = verb(question, asked);
    let weight = |word: &String| 1 + usize::from(verb.as_ref() == Some(word));
    let all: usize = wanted.iter().map(weight).sum();
    let mut ranked: Vec<(usize, &[Token<'_>])> = sentences(passage)
        .into_iter()
        .map(|sentence| {
            let words = content(sentence);
            let hits = wanted
                .iter()
                .filter(|word| words.contains(word))
                .map(weight)
                .sum();
            (hits, sentence)
        })
        .collect();
    ranked.sort_by_key(|(hits, _)| std::cmp::Reverse(*hits));
    let (hits, sentence) = *ranked.first()?;
    let second = ranked.get(1).map_or(0, |(hits, _)| *hits);
    (all > 0 && hits > second && hits * 2 > all).then_some(sentence)
}

/// `opened` in `Who opened the bakery?`, `travel` in `Where did Peter travel?`
fn verb(question: &[Token<'_>], asked: Asked) -> Option<String> {
    let words: Vec<&Token<'_>> = question
        .iter()
        .filter(|token| {
            token.is_word()
                && !is_function(token)
                && !token.is_any(&["did", "does", "do", "how", "which", "whom", "much"])
        })
        .collect();
    let word = if asked == Asked::Who {
        words.first()
    } else {
        words.last()
    }?;
    Some(stem(&lemma(word.text)))
}

const PLACE: &[&str] = &[
    "in", "at", "to", "from", "near", "into", "through", "of", "outside",
];

/// The one name in a sentence that may be a person, or a place.
fn name<'s, 't>(
    passage: &[Token<'_>],
    sentence: &'s [Token<'t>],
    question: &[Token<'_>],
    asked: Asked,
) -> Option<Answer<'s, 't>> {
    let wanted: Vec<String> = question
        .iter()
        .filter(|token| token.is_word())
        .map(|token| stem(token.text))
        .collect();
    // Who or where "it" is, another sentence says.
    let pronoun = sentence.iter().any(|token| {
        token.is_any(&[
            "he", "she", "they", "him", "them", "who", "whom", "there", "i", "we",
        ])
    });
    if pronoun {
        return None;
    }
    let mut found = names(sentence);
    found.extend(first_name(passage, sentence));
    found.sort();
    found.dedup();
    found.retain(|name| !name.split(' ').any(|part| wanted.contains(&stem(part))));
    let before = |name: &str, words: &[&str]| {
        let first = name.split(' ').next().unwrap_or(name);
        sentence
            .windows(2)
            .any(|pair| pair[1].text == first && pair[0].is_any(words))
    };
    if asked == Asked::Who {
        found.retain(|name| !before(name, PLACE));
    }
    let [only] = &found[..] else { return None };
    let fits = match asked {
        Asked::Where => before(only, PLACE) && !before(only, &["of"]),
        // "The doctor met Ann": somebody without a name may be meant.
        _ => {
            let described = sentence.first().is_some_and(|first| {
                first.is_any(&["the", "a", "an", "his", "her", "their", "my", "its", "our"])
            });
            !described || before(only, &["by"])
        }
    };
    fits.then(|| Answer {
        text: only.clone(),
        sentence,
        number: false,
    })
}

/// A sentence's first word, if it is a name: nowhere written small, and followed by
/// what a person does.
pub(crate) fn first_name(passage: &[Token<'_>], sentence: &[Token<'_>]) -> Option<String> {
    let [first, next, ..] = sentence else {
        return None;
    };
    let small = first.text.to_lowercase();
    let capital = first.is_word() && first.text.starts_with(char::is_uppercase);
    let elsewhere = passage.iter().any(|token| token.text == small);
    let adverb = first.text.ends_with("ly")
        || first.is_any(&[
            "last",
            "next",
            "while",
            "once",
            "today",
            "yesterday",
            "every",
            "some",
            "many",
            "most",
            "few",
            "later",
            "then",
            "now",
            "here",
            "one",
            "two",
            "three",
            "people",
            "everyone",
            "children",
            "coffee",
            "tea",
            "bread",
            "food",
            "tickets",
            "lunch",
            "dinner",
            "breakfast",
            "because",
            "although",
            "only",
            "until",
            "soon",
            "meanwhile",
            "finally",
            "nobody",
            "other",
            "another",
            "several",
            "local",
            "old",
            "new",
            "young",
        ]);
    let acts = next.is_word()
        && next.text.starts_with(char::is_lowercase)
        && !next.is_any(&[
            "and", "or", "are", "of", "in", "at", "on", "for", "with", "the", "a",
        ]);
    (capital && !elsewhere && !adverb && acts && !is_function(first)).then(|| first.text.to_owned())
}
