//! What else a passage says of a person or a place: an answer may name that instead.

use crate::chunks::is_determiner;
use crate::text::{Span, Text};

/// What a person is besides the name: `her nephew Berold`, `Ms Reuter, our manager`, `the
/// coach of the team, Dean Mossop,`.
pub(crate) fn described<'s>(text: &'s Text<'_>, span: &Span) -> Vec<&'s String> {
    let mut words = aside(text, span);
    // "The cook, whom everyone calls Bo"
    if text
        .before(span.first)
        .is_some_and(|before| text.is(before, &["calls", "call", "called", "named"]))
    {
        let sentence = text.sentence[span.first];
        let begin = text.sentence.partition_point(|&other| other < sentence);
        words.extend(
            text.keys[begin.max(span.first.saturating_sub(10))..span.first]
                .iter()
                .flatten(),
        );
    }
    let mut at = span.first;
    while let Some(before) = text.before(at) {
        let comma = text.tokens[before].is_mark(',')
            && at == span.first
            && text
                .after(span.last)
                .is_some_and(|after| text.tokens[after].is_mark(','));
        let noun = text.keys[before].is_some() && !text.is_capital(before);
        let inner = text.is(before, &["of", "the"]) && at != span.first;
        if !(comma || noun || inner) || span.first - before > 7 {
            break;
        }
        words.extend(
            text.keys[before]
                .as_ref()
                .filter(|_| !text.is_capital(before)),
        );
        at = before;
    }
    words
}

/// What stands behind a comma and says more of a place.
pub(crate) fn aside<'s>(text: &'s Text<'_>, span: &Span) -> Vec<&'s String> {
    let Some(comma) = text
        .after(span.last)
        .filter(|&comma| text.tokens[comma].is_mark(',') || text.tokens[comma].is_mark('('))
    else {
        return Vec::new();
    };
    // "Lyon, while the factory …" says nothing of Lyon.
    let says = text
        .after(comma)
        .is_some_and(|next| is_determiner(text, next) || text.is_capital(next));
    if !says {
        return Vec::new();
    }
    let clause = text.clause[comma];
    (comma..text.tokens.len())
        .take_while(|&at| text.clause[at] == clause)
        .filter_map(|at| text.keys[at].as_ref())
        .take(6)
        .collect()
}
