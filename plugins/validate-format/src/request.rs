//! What a request asks of the answer's form.
//!
//! Taken are sentences that tell how to answer (`addressed.rs`): commands, wishes, what
//! the answer must or may be, and fragments such as `No commas, please.` In them each
//! kind of rule looks for its own words, wherever they stand. A sentence about somebody
//! who writes, or about code, is left alone.

use reading::{Token, fold, sentences, tidy, tokens};

use crate::rule::{Form, Rule, Unit};

mod addressed;
mod bounds;
mod case;
mod choice;
mod counted;
mod lists;
mod marks;
mod named;
mod roles;
mod stated;
mod texts;
mod vocabulary;

use addressed::{addressed, instruction, is_question};
use counted::counted;
use stated::stated;

/// Longer requests carry texts, whose sentences are not for the answer.
const LONGEST: usize = 8 * 1024;
/// In tokens. Instructions are short.
const LONGEST_SENTENCE: usize = 120;

/// The rules that a request states.
pub(crate) fn rules(prompt: &str) -> Vec<Rule> {
    if prompt.len() > LONGEST || prompt.contains("```") {
        return Vec::new();
    }
    let text = spelled_out(&tidy(prompt));
    let tokens = fold(&text, &tokens(&text));
    if is_elsewhere(&tokens) {
        return Vec::new();
    }
    let mut rules: Vec<Rule> = Vec::new();
    let mut parts: Vec<Unit> = Vec::new();
    for sentence in sentences(&tokens) {
        let known = rules.len();
        let adds = is_further(sentence);
        let sentence = without_front(sentence);
        if sentence.len() > LONGEST_SENTENCE || !addressed(sentence) {
            continue;
        }
        for at in 0..sentence.len() {
            if !in_quotes(sentence, at) {
                rules.extend(counted(sentence, at));
            }
        }
        if let Some(instruction) = instruction(sentence) {
            let of_letters = is_of_letters(sentence);
            rules.extend(
                stated(&text, instruction)
                    .into_iter()
                    .filter(|rule| !(of_letters && matches!(rule.form, Form::Case(_)))),
            );
        }
        if adds {
            parts.extend(counted_twice(&rules, known));
        }
    }
    rules.retain(|rule| !matches!(rule.form, Form::Count(unit, _) if parts.contains(&unit)));
    let listed = rules
        .iter()
        .any(|rule| matches!(rule.form, Form::Count(Unit::Items, range) if range.min == range.max));
    // "three bullet points and two sentences" are two parts.
    rules.retain(|rule| {
        !matches!(rule.form, Form::Count(Unit::Sentences, range) if listed && range.min == range.max)
    });
    one_of_each(both_ends(rules))
}

/// `How many times does "the" appear, in lower case?`: the case is that of the letters
/// that are looked at.
fn is_of_letters(sentence: &[Token<'_>]) -> bool {
    is_question(sentence)
        && sentence.iter().enumerate().any(|(at, token)| {
            token.is_any(&[
                "times", "often", "appear", "appears", "appearing", "occur", "occurs",
                "occurring", "occurrences", "letter", "letters", "vowel", "vowels", "consonant",
                "consonants", "word", "words", "contain", "contains", "spell", "spelled", "spelt",
                "written", "stand", "stands",
            ]) && !in_quotes(sentence, at)
                // "…, in capital letters" names the case itself.
                && !at.checked_sub(1).is_some_and(|before| {
                    sentence[before].is_any(&[
                        "capital", "small", "block", "lowercase", "uppercase", "case", "one",
                        "two", "three", "a", "single", "few", "of",
                    ])
                })
        })
}

/// Whether a sentence asks for a further part: `Then give two cons.`
fn is_further(sentence: &[Token<'_>]) -> bool {
    !sentence.iter().any(|token| {
        token.is_any(&[
            "exactly", "only", "just", "answer", "must", "more", "response", "total",
        ])
    })
}

/// What is counted before and in the last sentence, so that it may be said of two parts.
fn counted_twice(rules: &[Rule], known: usize) -> Vec<Unit> {
    let unit = |rule: &Rule| match rule.form {
        Form::Count(unit, range) if range.min == range.max => Some(unit),
        _ => None,
    };
    let earlier: Vec<Unit> = rules[..known].iter().filter_map(unit).collect();
    rules[known..]
        .iter()
        .filter_map(unit)
        .filter(|unit| earlier.contains(unit))
        .collect()
}

/// Whether a letter, a message or a poem is to be written: what is cut off such a text
/// leaves none.
pub(crate) fn is_whole(prompt: &str) -> bool {
    const WHOLE: &[&str] = &[
        "letter",
        "letters",
        "email",
        "emails",
        "mail",
        "e-mail",
        "message",
        "messages",
        "note",
        "postcard",
        "card",
        "invitation",
        "poem",
        "poems",
        "haiku",
        "limerick",
        "sonnet",
        "song",
        "verse",
        "story",
        "tale",
        "speech",
        "toast",
        "recipe",
        "script",
        "joke",
        "riddle",
        "sms",
        "reply",
        "announcement",
        "essay",
        "review",
    ];
    let text = tidy(&prompt.chars().take(LONGEST).collect::<String>());
    tokens(&text).iter().any(|token| token.is_any(WHOLE))
}

/// With what people shorten in full.
fn spelled_out(text: &str) -> String {
    const SHORT: [(&str, &str); 11] = [
        ("w/out ", "without "),
        ("w/o", "without"),
        ("W/o", "Without"),
        ("w/ ", "with "),
        ("pls ", "please "),
        ("plz ", "please "),
        ("Pls ", "Please "),
        ("gimme ", "give me "),
        ("Gimme ", "Give me "),
        ("dont ", "don't "),
        ("Dont ", "Don't "),
    ];
    let text = &["max. ", "Max. ", "min. ", "Min. "]
        .into_iter()
        .fold(text.to_owned(), |text, short| unpointed(&text, short));
    SHORT.into_iter().fold(text.clone(), |text, (short, full)| {
        if text.contains(short) {
            text.replace(short, full)
        } else {
            text
        }
    })
}

/// `max. 12 words` without the point that seems to end a sentence.
fn unpointed(text: &str, short: &str) -> String {
    let mut parts = text.split(short);
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let number = part.starts_with(|c: char| c.is_ascii_digit());
        plain.push_str(if number {
            short.trim_end_matches(". ")
        } else {
            short
        });
        plain.push_str(if number { " " } else { "" });
        plain.push_str(part);
    }
    plain
}

/// Whether the request is about a text that is given, or for a program.
fn is_elsewhere(tokens: &[Token<'_>]) -> bool {
    sentences(tokens).into_iter().any(|sentence| {
        let sentence = without_front(sentence);
        let said = |words: &'static [&'static str]| {
            sentence
                .iter()
                .position(|token| token.is_any(words))
                .filter(|&at| !in_quotes(sentence, at))
        };
        let builds = sentence.first().is_some_and(|first| {
            first.is_any(&[
                "write",
                "create",
                "make",
                "implement",
                "generate",
                "show",
                "give",
                "build",
                "develop",
                "fix",
                "return",
                "i",
            ])
        });
        let program = said(PROGRAMS).is_some_and(|at| {
            builds
                && !sentence[..at].iter().any(|token| {
                    token.is_any(&[
                        "about",
                        "on",
                        "explain",
                        "explaining",
                        "word",
                        "words",
                        "what",
                    ])
                })
        });
        said(ELSEWHERE).is_some() || program
    })
}

/// `min 40 words, max 90 words` are one range.
fn both_ends(rules: Vec<Rule>) -> Vec<Rule> {
    let mut joined: Vec<Rule> = Vec::with_capacity(rules.len());
    for rule in rules {
        let other = joined
            .iter_mut()
            .find_map(|known| match (&mut known.form, &rule.form) {
                (Form::Count(unit, range), Form::Count(other, more)) if unit == other => {
                    let open = range.min == 0 && more.max == usize::MAX && more.min <= range.max
                        || range.max == usize::MAX && more.min == 0 && range.min <= more.max;
                    (open && *unit != Unit::Items).then_some((range, more))
                }
                _ => None,
            });
        match other {
            Some((range, more)) => {
                range.min = range.min.max(more.min);
                range.max = range.max.min(more.max);
            }
            None => joined.push(rule),
        }
    }
    joined
}

/// Said twice in different ways, it is not clear which holds.
fn one_of_each(rules: Vec<Rule>) -> Vec<Rule> {
    let said = rules.clone();
    let is_loose = |form: &Form, other: &Form| match (form, other) {
        // "List five tips as bullet points": the number says more than the points.
        (Form::Count(Unit::Items, few), Form::Count(Unit::Items, more)) => {
            few.min == 1 && few.max == usize::MAX && more.min >= 1
        }
        _ => false,
    };
    let mut once: Vec<Rule> = Vec::with_capacity(rules.len());
    for rule in rules {
        let adds_up = matches!(
            rule.form,
            Form::Contains(..) | Form::Lacks(..) | Form::Free(_)
        );
        let same_kind = || {
            said.iter()
                .filter(|other| other.kind() == rule.kind() && other.form != rule.form)
        };
        let clear = adds_up || same_kind().all(|other| is_loose(&other.form, &rule.form));
        if clear && !once.iter().any(|known| known.form == rule.form) {
            once.push(rule);
        }
    }
    once
}

/// Requests with these words are about a text that is given or is to be quoted.
const ELSEWHERE: &[&str] = &[
    "translate",
    "translation",
    "rewrite",
    "rephrase",
    "paraphrase",
    "proofread",
    "dialogue",
    "conversation",
    "roleplay",
    "json",
    "yaml",
    "xml",
    "csv",
];

/// Where one of these is to be written, its form is its own.
const PROGRAMS: &[&str] = &[
    "code",
    "function",
    "program",
    "script",
    "regex",
    "python",
    "javascript",
    "sql",
    "html",
];

fn without_front<'s, 't>(sentence: &'s [Token<'t>]) -> &'s [Token<'t>] {
    const FRONT: &[&str] = &[
        "please", "can", "could", "would", "will", "you", "now", "then", "also", "and", "but",
        "briefly", "kindly", "so", "hi", "hello", "hey", "thanks", "ok", "okay", "-", "*", "•",
        ",", "(",
    ];
    let begin = sentence
        .iter()
        .take_while(|token| token.is_any(FRONT))
        .count();
    &sentence[begin..]
}

fn in_quotes(sentence: &[Token<'_>], at: usize) -> bool {
    sentence[..at]
        .iter()
        .filter(|token| token.is_mark('"'))
        .count()
        % 2
        == 1
}
