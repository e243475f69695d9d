//! The keys that a request names, with their types.
//!
//! They stand behind `keys`, before `as keys`, behind the JSON that is asked for, or in a
//! template. Each way reads the same kind of list.

use std::ops::Range;

use reading::Token;

mod behind;
mod inner;
mod loose;
mod nested;
mod row;
mod template;
mod types;

pub(crate) use types::type_named;

use crate::shape::Shape;
use row::{is_quote, row};

/// A key, with its type where that is said.
pub(crate) type Key = (String, Option<&'static str>);

/// The keys, and where in the text they are named.
#[derive(Debug, Default)]
pub(crate) struct Keys {
    pub(crate) keys: Vec<Key>,
    /// In bytes.
    pub(crate) spans: Vec<Range<usize>>,
    /// Whether some of them are keys of an object in the object.
    pub(crate) nested: bool,
    /// The whole form, where objects stand in others and it is plain how.
    pub(crate) shape: Option<Shape>,
}

/// Nobody names more.
const MOST: usize = 40;

const KEYS: &[&str] = &[
    "keys",
    "fields",
    "properties",
    "attributes",
    "key",
    "field",
    "property",
    "attribute",
    "columns",
    "entries",
];

/// The keys that a request names.
pub(crate) fn keys(text: &str, tokens: &[Token<'_>]) -> Keys {
    let mut found = template::template(text, tokens).unwrap_or_default();
    let ways: [Way; 11] = [
        loose::defined,
        loose::header,
        behind_keyword,
        before_keyword,
        loose::bracketed,
        loose::parts,
        loose::of_objects,
        behind::behind_json,
        behind::behind_verb,
        behind::before_json,
        loose::quoted,
    ];
    for way in ways {
        if found.keys.is_empty() {
            way(text, tokens, &mut found);
        }
    }
    if found.keys.len() < 2
        && found
            .spans
            .iter()
            .all(|span| !text[span.clone()].contains('"'))
    {
        loose::labels(text, tokens, &mut found);
    }
    inner::inner_rows(text, tokens, &mut found);
    let inner = tokens.iter().enumerate().any(|(at, token)| {
        token.is_any(&["object", "objects"])
            && !at.checked_sub(1).is_some_and(|at| tokens[at].is("json"))
    });
    let array = tokens.iter().any(|token| token.is_any(&["array", "list"]));
    let level = tokens
        .windows(3)
        .any(|three| three[0].is_any(&["top", "second", "outer"]) && three[2].is("level"));
    let inner = inner
        && found.spans.first().is_none_or(|first| {
            tokens.iter().enumerate().any(|(at, token)| {
                token.start > first.start
                    && token.is_any(&["object", "objects"])
                    && at > 0
                    && !tokens[at - 1].is("json")
            })
        });
    found.nested |= level
        || tokens
            .iter()
            .any(|token| token.is_any(&["nested", "subobject", "outer"]))
        || inner
            && !array
            && tokens.iter().any(|token| {
                token.is_any(&[
                    "holds",
                    "inside",
                    "inner",
                    "containing",
                    "contains",
                    "within",
                ])
            });
    // `"prices" contains "small" and "large"`
    let quoted_inside = tokens.windows(3).any(|three| {
        is_quote(&three[0])
            && three[1].is_any(&["contains", "holds", "has"])
            && three[2].is_mark('"')
    });
    found.nested |= quoted_inside;
    let mut scattered = Keys::default();
    loose::quoted(text, tokens, &mut scattered);
    let more = scattered.keys.len() > found.keys.len()
        && found
            .keys
            .iter()
            .all(|(key, _)| scattered.keys.iter().any(|(other, _)| other == key))
        && scattered.keys.iter().all(|(key, _)| !key.contains(' '));
    let objects = tokens.iter().any(|token| token.is("objects"));
    if more && (inner || objects) && !found.keys.is_empty() {
        for (key, kind) in &mut scattered.keys {
            let known = found.keys.iter().find(|(other, _)| other == key);
            *kind = kind.or(known.and_then(|(_, kind)| *kind));
        }
        found.keys = scattered.keys;
        found.spans.extend(scattered.spans);
    }
    if found.nested {
        inner::quoted_words(text, tokens, &mut found);
    }
    types::types(tokens, &mut found.keys);
    if found.keys.len() > MOST || loose::is_other_header(text, tokens, &found) {
        return Keys::default();
    }
    if found.shape.is_none() {
        found.shape = nested::shape(text, tokens, &found);
    }
    found.nested |= found.shape.is_some();
    found
}

/// A way to name keys.
type Way = fn(&str, &[Token<'_>], &mut Keys);

impl Keys {
    fn add(&mut self, row: row::Row, span: Range<usize>) {
        for key in row.keys {
            if !self.keys.iter().any(|(known, _)| *known == key.0) {
                self.keys.push(key);
            }
        }
        self.spans.push(span);
    }
}

/// `with the keys name and age`, `Keys: "a", "b"`, `one key, "answer"`
fn behind_keyword(text: &str, tokens: &[Token<'_>], found: &mut Keys) {
    const BETWEEN: &[&str] = &[
        "named",
        "called",
        "are",
        "following",
        "should",
        "be",
        "must",
        "to",
        "use",
        "is",
        "will",
        "names",
        "needed",
        "wanted",
        "required",
        "these",
        "exactly",
        "just",
        "only",
        "in",
        "this",
        "order",
        "of",
        "two",
        "three",
        "four",
    ];
    for at in 0..tokens.len() {
        if !tokens[at].is_any(KEYS) || found.keys.len() > MOST {
            continue;
        }
        let mut begin = at + 1;
        // "Keys I want: date, user"
        let wish = tokens.get(at + 1).is_some_and(|next| {
            next.is_any(&[
                "i", "we", "you", "that", "for", "needed", "wanted", "required",
            ])
        });
        let colon = tokens[at + 1..]
            .iter()
            .take(8)
            .take_while(|token| !token.is_mark('.') && !token.is_mark('\n'))
            .position(|token| token.is_mark(':'));
        if let (true, Some(colon)) = (wish, colon) {
            begin += colon;
        }
        while tokens.get(begin).is_some_and(|token| {
            token.is_mark(':')
                || token.is_mark('\n')
                || token.is_mark('-') && !token.glued
                || token.is_any(BETWEEN) && !tokens.get(begin + 1).is_some_and(|next| next.glued && next.is_mark('_'))
                // "one key, members, whose value is"
                || token.is_mark(',')
                    && begin == at + 1
                    && tokens[at].is("key")
                    && at > 0
                    && (tokens[at - 1].is_any(&["single", "only"]) || tokens[at - 1].number().is_some())
                || token.is_mark('(') && begin == at + 1
                || (token.is_mark(',') || token.is_mark('(') || token.is_mark('='))
                    && tokens.get(begin + 1).is_some_and(is_quote)
        }) {
            begin += 1;
        }
        // "The keys are the countries" names none; "keys of an order" neither.
        let of = tokens[at + 1..begin].iter().any(|token| token.is("of"))
            && !tokens.get(begin).is_some_and(is_quote);
        let Some(row) = row(text, tokens, begin).filter(|_| !of) else {
            continue;
        };
        // "Lost property slip:" names none.
        let one = tokens[at].is_any(&["key", "field", "property", "attribute"]);
        let heads = tokens.get(row.end).is_some_and(|next| next.is_mark(':'));
        // "the country is the key: Peru - Lima"
        let told =
            row.keys.len() == 1 && !row.quoted && row.keys[0].0.starts_with(char::is_uppercase);
        if tokens[at].is("key") && told {
            continue;
        }
        if one && begin == at + 1 && !row.quoted && row.keys.len() == 1 && heads {
            continue;
        }
        let (first, end) = (tokens[at].start, row.end);
        let end = tokens[end - 1].end();
        found.add(row, first..end);
    }
}

/// `having "day" and "price" as keys`
fn before_keyword(text: &str, tokens: &[Token<'_>], found: &mut Keys) {
    for at in 1..tokens.len() {
        let as_keys = tokens[at].is("as")
            && tokens[at + 1..]
                .iter()
                .take(3)
                .any(|token| token.is_any(KEYS));
        if !as_keys {
            continue;
        }
        let longest = (at.saturating_sub(40)..at)
            .filter(|&begin| begin == 0 || !is_part(&tokens[begin - 1]))
            .find_map(|begin| row(text, tokens, begin).filter(|row| row.end == at));
        if let Some(row) = longest.filter(|row| row.keys.len() > 1 || row.quoted) {
            let begin = row.begin;
            found.add(row, tokens[begin].start..tokens[at].end());
        }
    }
}

fn is_part(token: &Token<'_>) -> bool {
    token.is_any(&["and"]) || token.is_mark(',') || token.is_mark('"') || token.is_mark('_')
}
