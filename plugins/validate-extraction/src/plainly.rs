//! An answer that misses the one thing that is plainly asked for.

use omni_skill::Finding;
use reading::{Answer, Token, fold, grammar, tokens};

use crate::candidates::{content, is_function, names, numbers, stem};
use crate::check::{is_computed, is_short, source};
use crate::direct;

/// The fault of an answer that misses the one thing that is plainly asked for.
pub(crate) fn plain(
    passage: &str,
    passage_tokens: &[Token<'_>],
    question: &[Token<'_>],
    said: &[Token<'_>],
    response: &str,
    right: direct::Answer<'_, '_>,
) -> Option<Finding> {
    let answer = Answer::read(response)?;
    let there = if right.number {
        let value = fold(&right.text, &tokens(&right.text))
            .first()
            .and_then(Token::number)?
            .value;
        answer.states(value)
            || answer
                .numbers
                .iter()
                .any(|stated| is_computed(stated.value, &numbers(passage_tokens)))
    } else {
        let wanted: Vec<String> = tokens(&right.text).iter().map(|t| stem(t.text)).collect();
        said.iter().any(|token| wanted.contains(&stem(token.text)))
    };
    // "UK", or a single word that may be another name for it
    let other = said
        .iter()
        .any(|token| token.is_word() && is_short(token.text))
        || answer.unreadable;
    let asked: Vec<String> = question.iter().map(|token| stem(token.text)).collect();
    let known = |token: &Token<'_>| {
        passage_tokens
            .iter()
            .any(|t| stem(t.text) == stem(token.text))
            && !asked.contains(&stem(token.text))
    };
    let speaks = said.iter().filter(|token| token.is_word()).count() > 3
        || said
            .iter()
            .any(|token| known(token) || right.number && token.number().is_some());
    let there = there && !contradicts(passage_tokens, question, said, &right.text);
    // Other languages have other words.
    let shares = said.iter().any(|token| {
        token.is_word()
            && !is_function(token)
            && (known(token) || asked.contains(&stem(token.text)))
    });
    if there || other || !speaks || !shares && !answer.english && said.len() > 3 {
        return None;
    }
    let finding = Finding::error(
        "extraction.other",
        "the answer does not name what the passage gives for this",
    )
    .hint("Answer with words of the text.")
    .grammar(grammar::one_of(&[right.text]));
    Some(match source(passage, right.sentence) {
        Some(sentence) => finding.fact(format!("The text says: {sentence}")),
        None => finding,
    })
}

/// Whether a clause of the answer has all words of the question, and names another one
/// than is right: "It is led by Ann, and it is led by Tom."
fn contradicts(
    passage: &[Token<'_>],
    question: &[Token<'_>],
    said: &[Token<'_>],
    right: &str,
) -> bool {
    let wanted = content(question);
    let names: Vec<String> = names(passage).iter().map(|name| stem(name)).collect();
    let right = stem(right);
    said.split(|token| token.is("and") || ",.;\n".chars().any(|mark| token.is_mark(mark)))
        .any(|clause| {
            let words = content(clause);
            let named = |name: &String| {
                clause.iter().any(|token| stem(token.text) == *name) && !wanted.contains(name)
            };
            wanted.len() > 1
                && wanted.iter().all(|word| words.contains(word))
                && !named(&right)
                && names.iter().any(named)
        })
}
