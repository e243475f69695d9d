//! Who and where: people and places in a passage.

use crate::chunks::{chunks, is_determiner};
use crate::classes;
use crate::moments::times;
use crate::names::names;
use crate::question::Question;
use crate::text::{Span, Text, meets};

/// Prepositions that a place follows.
const PLACE: &[&str] = &[
    "in", "at", "on", "near", "behind", "under", "beneath", "to", "from", "into", "inside",
    "beside", "outside", "above", "below", "through", "along", "by", "around", "opposite",
    "between", "across", "onto", "towards", "toward", "off", "over", "against", "for", "up",
    "down",
];

pub(crate) fn persons(text: &Text<'_>, question: &Question) -> Vec<Span> {
    let names: Vec<Span> = names(text)
        .into_iter()
        .map(|span| {
            let place = prepositional(text, &span).is_some_and(|word| {
                [
                    "in", "at", "near", "into", "through", "across", "around", "from",
                ]
                .contains(&word.as_str())
            });
            let festive = text.span_keys(&span).any(|key| {
                [
                    "street", "bridge", "school", "river", "lake", "hotel", "museum",
                ]
                .contains(&key.as_str())
            });
            let owner = text.tokens[span.last].text.ends_with("'s");
            span.with(if place || festive || owner && !question.whose {
                -0.4
            } else {
                0.1
            })
        })
        .collect();
    let mut found = Vec::new();
    for chunk in chunks(text, question) {
        // Names stand in their order: only those beside it can be one with it.
        let next = names.partition_point(|name| name.last < chunk.first);
        let beside = &names[next.saturating_sub(1)..names.len().min(next + 1)];
        if beside.iter().any(|name| {
            name.first <= chunk.last && chunk.first <= name.last || are_one(text, name, &chunk)
        }) {
            continue;
        }
        let person = (chunk.first..=chunk.last).any(|at| {
            ["person", "profession", "animal"]
                .iter()
                .any(|class| classes::has(class, text.tokens[at].text))
        });
        let counts = text.tokens[chunk.last].number().is_some()
            || crate::amounts::quantity_of(text.tokens[chunk.last].text).is_some();
        let acts = !counts && acts(text, question, &chunk);
        if person {
            found.push(chunk.with(0.1));
        } else if acts {
            found.push(chunk.with(0.0));
        }
    }
    found.extend(names);
    found
}

/// `Michael Chen, a nurse` and `the owner, Paula Reyes`: the name says it.
fn are_one(text: &Text<'_>, name: &Span, chunk: &Span) -> bool {
    let comma = |at: Option<usize>| at.filter(|&at| text.tokens[at].is_mark(','));
    let behind =
        comma(text.after(chunk.last)).and_then(|comma| text.after(comma)) == Some(name.first);
    let article = text
        .before(chunk.first)
        .filter(|&at| is_determiner(text, at));
    let before = comma(article.and_then(|at| text.before(at))).and_then(|comma| text.before(comma))
        == Some(name.last);
    behind || before
}

/// Whether a chunk stands right before the question's verb, or behind `by`.
fn acts(text: &Text<'_>, question: &Question, span: &Span) -> bool {
    let Some(verb) = &question.verb else {
        return false;
    };
    let mut at = span.last;
    for _ in 0..4 {
        let Some(next) = text.after(at) else { break };
        if text.keys[next].as_ref() == Some(verb) {
            return true;
        }
        if !text.is_small(next)
            || is_determiner(text, next)
            || text.is(next, &["and", "of", "in", "by", "to", "from", "with"])
        {
            break;
        }
        at = next;
    }
    let mut at = span.first;
    for _ in 0..3 {
        let Some(before) = text.before(at) else { break };
        if text.is(before, &["by"]) {
            return true;
        }
        if !is_determiner(text, before) {
            break;
        }
        at = before;
    }
    false
}

pub(crate) fn places(text: &Text<'_>, question: &Question) -> Vec<Span> {
    let where_ = question.focus.is_none();
    let names = names(text);
    let time = times(text);
    let mut found: Vec<Span> = Vec::new();
    for name in &names {
        let placed = prepositional(text, name).is_some_and(|word| word != "by");
        let from =
            where_ && !question.whence && prepositional(text, name).as_deref() == Some("from");
        // "the island of Amrum"
        let before = text.before(name.first);
        let noun = before
            .filter(|&of| text.is(of, &["of"]))
            .map_or(before, |of| text.before(of));
        if !where_
            && noun
                .is_some_and(|noun| text.keys[noun].is_some() && text.keys[noun] == question.focus)
        {
            found.push(name.clone().with(0.3));
        } else if from {
            found.push(name.clone().with(-0.3));
        } else if placed {
            found.push(name.clone().with(0.1));
        } else if !where_ {
            found.push(name.clone().with(-0.15));
        }
    }
    if where_ {
        let placed_names = found.len();
        for chunk in chunks(text, question) {
            if meets(&time, &chunk) || meets(&found[..placed_names], &chunk) {
                continue;
            }
            let number = (chunk.first..=chunk.last).all(|at| text.tokens[at].number().is_some());
            let placed =
                prepositional(text, &chunk).is_some_and(|word| word != "for" && word != "of");
            let person =
                (chunk.first..=chunk.last).any(|at| classes::has("person", text.tokens[at].text));
            let from = prepositional(text, &chunk).as_deref() == Some("from");
            if from && !question.whence {
                continue;
            }
            if placed && !number {
                found.push(chunk.with(if person { -0.2 } else { 0.0 }));
            }
        }
        found.extend(
            (0..text.tokens.len())
                .filter(|&at| {
                    text.is(
                        at,
                        &[
                            "upstairs",
                            "downstairs",
                            "abroad",
                            "home",
                            "indoors",
                            "outdoors",
                            "underground",
                        ],
                    )
                })
                .map(|at| Span::new(at, at)),
        );
        found.sort_by_key(|span| span.first);
        found = nested(text, found);
    }
    found
}

/// `the youth hostel in Tannau` is one place.
fn nested(text: &Text<'_>, spans: Vec<Span>) -> Vec<Span> {
    let mut joined: Vec<Span> = Vec::new();
    for span in spans {
        if let Some(previous) = joined.last_mut() {
            let gap: Vec<usize> = (previous.last + 1..span.first).collect();
            let inside = match gap[..] {
                [of] => {
                    text.is(of, &["in", "of", "on", "at", "near", "behind"])
                        || text.tokens[of].is_mark(',')
                            && text.is_capital(previous.last)
                            && text.is_capital(span.first)
                }
                [of, the] => {
                    text.is(of, &["in", "of", "on", "at", "near", "behind", "under"])
                        && is_determiner(text, the)
                }
                _ => false,
            };
            if inside
                && text.sentence[previous.first] == text.sentence[span.first]
                && span.last - previous.first < 10
            {
                previous.last = span.last;
                previous.bonus = previous.bonus.max(span.bonus);
                continue;
            }
        }
        joined.push(span);
    }
    joined
}

fn prepositional(text: &Text<'_>, span: &Span) -> Option<String> {
    let mut at = span.first;
    let mut determined = false;
    for _ in 0..4 {
        at = text.before(at)?;
        let token = &text.tokens[at];
        if !token.is_word() {
            return None;
        }
        // "to sleep" is no place.
        if token.is("to") && !determined && !text.is_capital(span.first) {
            return None;
        }
        if PLACE.contains(&token.text.to_lowercase().as_str()) {
            return Some(token.text.to_lowercase());
        }
        // "On Sundays the whole family": the preposition is another's.
        if !is_determiner(text, at) && (text.is_small(at) || determined) {
            return None;
        }
        determined |= is_determiner(text, at);
    }
    None
}
