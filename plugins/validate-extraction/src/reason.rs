//! Why something is so: what stands behind `because` where the passage speaks of it.

use std::ops::Range;

use reading::{fold, grammar, tokens};

use omni_skill::Finding;

use crate::said::Said;
use crate::text::{Span, Text};
use crate::words::keys;

/// The fault of an answer to a question that begins with `why`, where one reason is sure.
pub(crate) fn check(question: &str, text: &Text<'_>, response: &str) -> Option<Finding> {
    let plain = tokens(question);
    let asked = fold(question, &plain);
    let why = asked.iter().position(|token| token.is("why"))?;
    // "Why not?", and questions that ask for more than a passage says.
    if asked.iter().any(|token| {
        token.is_any(&[
            "not", "think", "author", "might", "could", "would", "should",
        ]) || token.text.ends_with("n't")
    }) {
        return None;
    }
    let wanted: Vec<String> = keys(&asked[why..]).into_iter().flatten().collect();
    let reason = reason(text, &wanted)?;
    let span = Span::new(reason.start, reason.end - 1);
    let said = Said::read(response)?;
    if said.declines() && !said.goes_on()
        || said.has_any_of(text, &span, &wanted)
        || !said.is_long()
    {
        return None;
    }
    let value = text.written(&span).trim().to_owned();
    let source = text.sources[text.sentence[span.first]].trim_end_matches(['.', '!', '"']);
    Some(
        Finding::error(
            "extraction.other",
            "the answer gives another reason than the text",
        )
        .hint("Answer with words of the text.")
        .fact(format!("The text says: {source}. So it is {value}."))
        .grammar(grammar::one_of(&[value])),
    )
}

/// The reason whose own part of its sentence has most of the question's words.
fn reason(text: &Text<'_>, wanted: &[String]) -> Option<Range<usize>> {
    let mut found: Vec<(usize, Range<usize>)> = Vec::new();
    let mut begin = 0;
    for at in 0..text.tokens.len() {
        if text.before(at).is_none() {
            begin = at;
        }
        let due = text.is(at, &["due"]) && text.after(at).is_some_and(|to| text.is(to, &["to"]));
        if !(text.is(at, &["because"]) || due) {
            continue;
        }
        // "Because of the fog, …": what it is the reason of stands behind it.
        text.before(at)?;
        let end = (at + 1..text.tokens.len())
            .find(|&end| {
                text.before(end).is_none()
                    || [',', ';', '.', '(', ')', '!']
                        .iter()
                        .any(|&mark| text.tokens[end].is_mark(mark))
                    || text.is(end, &["and", "but", "so", "while"])
            })
            .unwrap_or(text.tokens.len());
        let has = |range: Range<usize>| {
            move |key: &&String| {
                text.keys[range.clone()]
                    .iter()
                    .flatten()
                    .any(|known| known == *key)
            }
        };
        let first = text
            .sentence
            .partition_point(|&other| other < text.sentence[at]);
        let own = wanted.iter().filter(has(begin..at)).count();
        // "…, and the pool because of a strike": what it leaves out was said before.
        let before = wanted.iter().filter(has(first..begin.max(first))).count();
        let said = 2 * own + usize::from(own > 0) * before;
        found.push((said, at..end));
        begin = end;
    }
    let most = found.iter().map(|(said, _)| *said).max()?;
    let mut best = found.iter().filter(|(said, _)| *said == most);
    let (_, range) = best.next()?;
    // The verb may be another one; the rest is not.
    let enough = most >= 4 || most >= 2 && found.len() > 1;
    let reasoned = range.len() >= 3;
    (best.next().is_none() && enough && most * 3 >= 2 * wanted.len() && reasoned)
        .then(|| range.clone())
}
