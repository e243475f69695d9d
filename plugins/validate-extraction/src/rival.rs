//! Answers that name the right part of the passage, and another one before it. Of people nothing is said: "Anna's brother Tom" names
//! both, and Tom is right.

use crate::align::Aligned;
use crate::question::{Kind, Question};
use crate::said::Said;
use crate::text::{Span, Text};

/// With these a right answer may well name another first: "It was moved from Tuesday to Friday."
const TURNS: &[&str] = &[
    "not",
    "n't",
    "no",
    "never",
    "from",
    "instead",
    "than",
    "unlike",
    "after",
    "before",
    "until",
    "once",
    "was",
    "were",
    "originally",
    "but",
    "although",
    "though",
    "while",
    "whereas",
];

/// Whether the answer names another one of the kind, from elsewhere in the passage, before the one that is meant: who reads it
/// takes the wrong one for the answer.
pub(crate) fn comes_first(
    said: &Said,
    text: &Text<'_>,
    question: &Question,
    aligned: &Aligned,
) -> bool {
    let closed = matches!(
        question.kind,
        Kind::Place | Kind::Class(_) | Kind::Time | Kind::Clock | Kind::Year
    );
    let ([best], true) = (&aligned.best[..], closed) else {
        return false;
    };
    let lies_elsewhere = |span: &&Span| text.clause[span.first] != text.clause[best.first];
    let own: Vec<&String> = text.span_keys(best).collect();
    let is_told = |key: &&String| !question.keys.contains(*key);
    let place = |mut keys: Vec<&String>| {
        keys.retain(is_told);
        said.place_of(&keys)
    };
    let Some(right) = place(own.clone()) else {
        return false;
    };
    let rivals = aligned.all.iter().filter(lies_elsewhere);
    let first = rivals.filter_map(|rival| {
        place(
            text.span_keys(rival)
                .filter(|key| !own.contains(key))
                .collect(),
        )
    });
    first.min().is_some_and(|first| first < right) && !said.has_word(TURNS)
}
