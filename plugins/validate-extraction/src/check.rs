//! An answer against a passage.

use omni_skill::Finding;
use reading::{Answer, Rational, Token, fold, grammar, sentences, tidy, tokens};

use crate::candidates::{content, counted, is_function, names, numbers, stem, times, years};
use crate::direct::{self, first_name};
use crate::passage::Task;
use crate::plainly::plain;
use crate::question::{Type, asked};

/// Longer answers are more than what was asked for.
const LONGEST: usize = 600;
/// Of the question's words, in hundredths, for a sentence to be the one that
/// answers it.
const NEARLY_ALL: usize = 75;

/// The fault of an answer to a question on a passage, if it has one.
pub(crate) fn check(task: &Task<'_>, response: &str) -> Option<Finding> {
    let (passage, question) = (task.passage, task.question);
    if response.len() > LONGEST {
        return None;
    }
    let said_text = tidy(response);
    let (plain_passage, plain_question, plain_said) =
        (tokens(passage), tokens(question), tokens(&said_text));
    let passage_tokens = fold(passage, &plain_passage);
    let question_tokens = fold(question, &plain_question);
    let said = fold(&said_text, &plain_said);
    // "The passage does not say."
    if said.iter().any(|token| {
        token.is_any(&[
            "not", "doesn't", "don't", "cannot", "can't", "unknown", "unclear", "isn't", "no",
            "none", "nobody",
        ])
    }) {
        return None;
    }
    let right = direct::find(&passage_tokens, &question_tokens, task.called);
    if let Some(finding) = right.and_then(|right| {
        plain(
            passage,
            &passage_tokens,
            &question_tokens,
            &said,
            response,
            right,
        )
    }) {
        return Some(finding);
    }
    let best = best_sentence(&passage_tokens, &question_tokens);
    let asked = asked(&question_tokens)?;
    // A story without a label is to be reckoned with.
    if !task.called && matches!(asked, Type::Number(_)) {
        return None;
    }
    let found = match asked {
        Type::Number(at) => number(&passage_tokens, question_tokens[at].text, response),
        Type::Year => time(&passage_tokens, &question_tokens, &said, best, years),
        Type::Time => time(&passage_tokens, &question_tokens, &said, best, times),
        Type::Name => name(&passage_tokens, &question_tokens, &said, best),
    }?;
    let finding = Finding::error(found.code, found.message).hint("Answer with words of the text.");
    let finding = match best.and_then(|sentence| source(passage, sentence)) {
        Some(sentence) => finding.fact(format!("The text says: {sentence}")),
        None => finding,
    };
    Some(if found.candidates.is_empty() {
        finding
    } else {
        finding.grammar(grammar::one_of(&found.candidates))
    })
}

/// Whether the answer is words of the passage, in a row.
pub(crate) fn span(passage: &str, response: &str) -> Option<Finding> {
    let words = |text: &str| {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect::<Vec<_>>()
            .join(" ")
    };
    let (whole, said) = (format!(" {} ", words(passage)), words(response));
    (said.is_empty() || !whole.contains(&format!(" {said} "))).then(|| {
        Finding::error("extraction.span", "the answer is no part of the passage")
            .hint("Answer with words of the text, exactly as they stand there.")
    })
}

struct Found {
    code: &'static str,
    message: String,
    candidates: Vec<String>,
}

fn number(passage: &[Token<'_>], thing: &str, response: &str) -> Option<Found> {
    let answer = Answer::read(response)?;
    let counts = counted(passage, thing);
    if counts.is_empty() || answer.numbers.is_empty() || answer.unreadable {
        return None;
    }
    let states = |values: &[Rational]| values.iter().any(|value| answer.states(*value));
    let mut unique = counts.clone();
    unique.sort();
    unique.dedup();
    let candidates = unique.iter().map(Rational::to_string).collect();
    let there = numbers(passage);
    if answer
        .numbers
        .iter()
        .any(|stated| is_computed(stated.value, &there))
    {
        return None;
    }
    if !states(&there) {
        return Some(Found {
            code: "extraction.foreign",
            message: "the answer has a number that the passage does not have".to_owned(),
            candidates,
        });
    }
    (unique.len() == 1 && !states(&unique)).then(|| Found {
        code: "extraction.other",
        message: format!("the passage has another number of {thing}"),
        candidates,
    })
}

/// Whether a number follows from two of the passage: 2 hours and 30 minutes are
/// 150 minutes, and of 5 games 3 won are 2 lost.
pub(crate) fn is_computed(value: Rational, there: &[Rational]) -> bool {
    // In a passage of many numbers nearly all follow from some.
    let there = &there[..there.len().min(40)];
    !there.contains(&value)
        && there.iter().any(|a| {
            let scaled = [7, 12, 24, 60, 100, 1000]
                .into_iter()
                .any(|scale| a.times(scale.into()) == Some(value));
            scaled
                || there.iter().any(|b| {
                    let in_minutes = a.times(60.into()).and_then(|a| a.plus(*b));
                    [a.plus(*b), a.minus(*b), a.times(*b), a.over(*b), in_minutes]
                        .contains(&Some(value))
                })
        })
}

type Find = fn(&[Token<'_>]) -> Vec<String>;

fn time(
    passage: &[Token<'_>],
    question: &[Token<'_>],
    said: &[Token<'_>],
    best: Option<&[Token<'_>]>,
    find: Find,
) -> Option<Found> {
    let (there, here) = (find(passage), find(said));
    let asked = find(question);
    let new: Vec<_> = here.iter().filter(|time| !asked.contains(time)).collect();
    // "Two days later" is a day that has to be computed.
    let relative = passage.iter().any(|token| {
        token.is_any(&[
            "later",
            "after",
            "earlier",
            "before",
            "next",
            "following",
            "previous",
            "ago",
            "since",
            "until",
        ])
    });
    if there.is_empty() || new.is_empty() || relative {
        return None;
    }
    let inside = best.map(find).unwrap_or_default();
    let mut candidates: Vec<_> = if inside.is_empty() {
        there.clone()
    } else {
        inside.clone()
    };
    candidates.dedup();
    if new.iter().all(|time| !there.contains(time)) {
        return Some(Found {
            code: "extraction.foreign",
            message: "the answer has a date that the passage does not have".to_owned(),
            candidates: source_times(passage, &candidates),
        });
    }
    let other = inside.len() == 1 && !here.contains(&inside[0]);
    other.then(|| Found {
        code: "extraction.other",
        message: "the passage gives another date for this".to_owned(),
        candidates: source_times(passage, &inside),
    })
}

/// As the passage writes them.
fn source_times(passage: &[Token<'_>], times: &[String]) -> Vec<String> {
    let mut written: Vec<String> = passage
        .iter()
        .filter(|token| times.iter().any(|time| token.is(time)))
        .map(|token| token.text.to_owned())
        .collect();
    written.dedup();
    written
}

fn name(
    passage: &[Token<'_>],
    question: &[Token<'_>],
    said: &[Token<'_>],
    best: Option<&[Token<'_>]>,
) -> Option<Found> {
    let there = names(passage);
    if there.is_empty() {
        return None;
    }
    let stems = |tokens: &[Token<'_>]| -> Vec<String> {
        tokens
            .iter()
            .filter(|token| token.is_word() && !is_function(token))
            .map(|token| stem(token.text))
            .collect()
    };
    let (known, asked) = (stems(passage), stems(question));
    let named: Vec<String> = name_words(said)
        .into_iter()
        .filter(|word| !asked.contains(&stem(word)))
        .collect();
    let other_words = stems(said)
        .iter()
        .any(|word| known.contains(word) && !asked.contains(word));
    let in_question = |name: &String| {
        tokens(name)
            .iter()
            .any(|token| asked.contains(&stem(token.text)))
    };
    // A sentence's first word may be a name too.
    let inside: Vec<String> = best
        .map(|best| {
            let mut inside = names(best);
            inside.extend(first_name(passage, best));
            inside.sort();
            inside.dedup();
            inside
        })
        .unwrap_or_default()
        .into_iter()
        .filter(|name| !in_question(name))
        .collect();
    let all: Vec<String> = there
        .into_iter()
        .filter(|name| !in_question(name))
        .collect();
    let mut candidates = if inside.is_empty() {
        all
    } else {
        inside.clone()
    };
    candidates.sort();
    candidates.dedup();
    candidates.truncate(40);
    // Names that the passage has nothing of, and nothing else of it either.
    if !named.is_empty()
        && !other_words
        && named
            .iter()
            .all(|word| !known.contains(&stem(word)) && !is_short(word))
    {
        return Some(Found {
            code: "extraction.foreign",
            message: "the answer names somebody or something that the passage does not have"
                .to_owned(),
            candidates,
        });
    }
    // Exactly one is there to be named, nobody else acts, and another one is named.
    let [only] = &inside[..] else { return None };
    let best = best?;
    let pronoun = best.iter().any(|token| {
        token.is_any(&[
            "he", "she", "they", "it", "him", "them", "who", "which", "whom",
        ])
    });
    let right = stems(&tokens(only))
        .iter()
        .any(|part| stems(said).contains(part));
    let other = named.iter().any(|word| known.contains(&stem(word)));
    // Somebody without a name may be meant: "the cat".
    let subject = best
        .first()
        .is_some_and(|first| first.is_any(&["the", "a", "an", "his", "her", "their", "my"]));
    (!right && other && !pronoun && !subject).then(|| Found {
        code: "extraction.other",
        message: "the passage names another one for this".to_owned(),
        candidates: vec![only.clone()],
    })
}

/// Capitalised words of an answer; the first word of a sentence only in a row of
/// them, or where it is the whole answer.
fn name_words(said: &[Token<'_>]) -> Vec<String> {
    let words: Vec<&Token<'_>> = said.iter().filter(|token| token.is_word()).collect();
    let capital =
        |token: &Token<'_>| token.text.starts_with(char::is_uppercase) && !is_function(token);
    if let [one] = words[..] {
        let plural = one.text.ends_with('s');
        return if capital(one) && !plural {
            vec![one.text.to_owned()]
        } else {
            Vec::new()
        };
    }
    sentences(said)
        .into_iter()
        .flat_map(|sentence| {
            let first_counts = sentence.len() > 1 && capital(&sentence[0]) && capital(&sentence[1]);
            sentence
                .iter()
                .enumerate()
                .filter(move |(at, token)| {
                    token.is_word() && capital(token) && (*at > 0 || first_counts)
                })
                .map(|(_, token)| token.text.to_owned())
        })
        .collect()
}

/// UK, NYC: short for something that the passage may spell out.
pub(crate) fn is_short(word: &str) -> bool {
    word.len() <= 4 && word.chars().all(|c| c.is_uppercase() || c == '.')
}

/// The sentence that has nearly all words of the question, and more than any
/// other.
fn best_sentence<'s, 't>(
    passage: &'s [Token<'t>],
    question: &[Token<'_>],
) -> Option<&'s [Token<'t>]> {
    let wanted = content(question);
    if wanted.is_empty() {
        return None;
    }
    let mut ranked: Vec<(usize, &[Token<'_>])> = sentences(passage)
        .into_iter()
        .map(|sentence| {
            let words = content(sentence);
            (
                wanted.iter().filter(|word| words.contains(word)).count(),
                sentence,
            )
        })
        .collect();
    ranked.sort_by_key(|(hits, _)| std::cmp::Reverse(*hits));
    let (hits, sentence) = *ranked.first()?;
    let second = ranked.get(1).map_or(0, |(hits, _)| *hits);
    (hits > second && hits * 100 >= wanted.len() * NEARLY_ALL).then_some(sentence)
}

pub(crate) fn source<'a>(passage: &'a str, sentence: &[Token<'_>]) -> Option<&'a str> {
    let text = passage.get(sentence.first()?.start..sentence.last()?.end())?;
    (text.len() <= 240).then_some(text)
}
