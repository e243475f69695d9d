//! Keys of objects within objects: `"tracks" holds a list of objects, each with "title"`.

use reading::{Token, sentences};

use super::Keys;
use super::types::type_named;
use crate::shape::Shape;

/// The form that a request describes, where objects stand in lists or objects.
pub(super) fn shape(text: &str, tokens: &[Token<'_>], found: &Keys) -> Option<Shape> {
    let named = positions(text, tokens, found);
    if let Some(map) = map(tokens, found, &named) {
        return Some(map);
    }
    if named.len() != found.keys.len() || named.len() < 2 {
        return None;
    }
    let (at, many) = container(tokens, &named)?;
    let before = named.iter().rposition(|named| named.at < at)?;
    let holder = named[before].key;
    let sentence_of = |at: usize| sentence(tokens, at);
    let here = sentence_of(at);
    let belongs = |key: usize| {
        let own = sentence_of(key);
        own == here
            || tokens
                .get(own)
                .is_some_and(|first| first.is_any(&["each", "every", "they", "these", "an", "all"]))
    };
    let mut inner = Vec::new();
    let mut outer = Vec::new();
    for Named { key, at: token } in &named {
        let (name, kind) = &found.keys[*key];
        let member = (name.clone(), Shape::Leaf(*kind));
        if *key == holder {
            outer.push((name.clone(), Shape::Leaf(None)));
        } else if *token > at && belongs(*token) {
            inner.push(member);
        } else {
            outer.push(member);
        }
    }
    if inner.is_empty() {
        return None;
    }
    let object = Shape::Object(inner);
    let held = if many {
        Shape::List(Box::new(object))
    } else {
        object
    };
    let name = &found.keys[holder].0;
    let member = outer.iter_mut().find(|(key, _)| key == name)?;
    member.1 = held;
    Some(Shape::Object(outer))
}

/// A key by its index, and the token at which it is named first.
#[derive(Clone, Copy)]
struct Named {
    key: usize,
    at: usize,
}

fn positions(text: &str, tokens: &[Token<'_>], found: &Keys) -> Vec<Named> {
    let mut named: Vec<Named> = Vec::new();
    for (index, (key, _)) in found.keys.iter().enumerate() {
        let quoted = |at: usize| at > 0 && super::is_quote(&tokens[at - 1]);
        let inside = |at: usize| {
            found
                .spans
                .iter()
                .any(|span| span.contains(&tokens[at].start))
        };
        let stands = |at: &usize| {
            text[tokens[*at].start..]
                .strip_prefix(key.as_str())
                .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
        };
        let at = (0..tokens.len())
            .filter(stands)
            .find(|&at| quoted(at) || inside(at));
        named.extend(at.map(|at| Named { key: index, at }));
    }
    named.sort_by_key(|named| named.at);
    named
}

/// Where an object within the object is spoken of, and whether there are many of it.
fn container(tokens: &[Token<'_>], named: &[Named]) -> Option<(usize, bool)> {
    const OBJECT: &[&str] = &["object", "objects", "records", "dictionaries", "entries"];
    let first = named.first()?.at;
    (first..tokens.len()).find_map(|at| {
        if !tokens[at].is_any(OBJECT) || tokens[at - 1].is("json") {
            return None;
        }
        let follows = named.iter().any(|named| named.at > at);
        let lead = &tokens[at.saturating_sub(6).max(first)..at];
        let many = !tokens[at].is("object")
            || lead
                .iter()
                .any(|token| token.is_any(&["list", "array", "one"]))
                && tokens[at + 1..]
                    .iter()
                    .take(2)
                    .any(|token| token.is_any(&["each", "per", "for", "every"]));
        follows.then_some((at, many))
    })
}

/// The first token of the sentence that a token stands in.
fn sentence(tokens: &[Token<'_>], at: usize) -> usize {
    let start = tokens[at].start;
    let first = sentences(tokens)
        .into_iter()
        .filter_map(|sentence| sentence.first())
        .rfind(|first| first.start <= start)
        .map_or(0, |first| first.start);
    tokens.partition_point(|token| token.start < first)
}

/// `an object whose keys are the town names`, `(season name -> number)`, `maps each
/// instrument to its count`.
fn map(tokens: &[Token<'_>], found: &Keys, named: &[Named]) -> Option<Shape> {
    let at = map_at(tokens, named)?;
    let behind = &tokens[at..tokens.len().min(at + 40)];
    let kind = behind
        .iter()
        .find_map(|token| type_named(token.text))
        .or_else(|| {
            behind
                .iter()
                .any(|token| {
                    token.is_any(&[
                        "numeric",
                        "count",
                        "counts",
                        "age",
                        "ages",
                        "price",
                        "prices",
                        "amount",
                        "quantity",
                        "quantities",
                        "amounts",
                        "score",
                        "scores",
                        "points",
                        "years",
                    ])
                })
                .then_some("number")
        });
    let (before, after): (Vec<&Named>, Vec<&Named>) = named.iter().partition(|named| named.at < at);
    let members = |part: &[&Named]| -> Vec<(String, Shape)> {
        part.iter()
            .map(|named| {
                let (key, kind) = &found.keys[named.key];
                (key.clone(), Shape::Leaf(*kind))
            })
            .collect()
    };
    let objects = behind
        .iter()
        .any(|token| token.is_any(&["object", "objects"]));
    let value = match (after.is_empty(), objects) {
        (true, false) => Shape::Leaf(kind),
        (false, true) => Shape::Object(members(&after)),
        _ => return None,
    };
    let map = Shape::Map(Box::new(value));
    let mut outer = members(&before);
    match outer.last_mut() {
        None => Some(map),
        Some((_, holder)) if before.len() == 1 => {
            *holder = map;
            Some(Shape::Object(outer))
        }
        Some(_) => None,
    }
}

/// Where it is said that the keys are told.
fn map_at(tokens: &[Token<'_>], named: &[Named]) -> Option<usize> {
    (0..tokens.len()).find(|&at| {
        let next = |by: usize, words: &[&str]| {
            tokens.get(at + by).is_some_and(|token| token.is_any(words))
        };
        let soon = |words: &[&str], within: usize| {
            tokens[at..]
                .iter()
                .skip(1)
                .take(within)
                .any(|token| token.is_any(words))
        };
        let keys_are = tokens[at].is("keys")
            && next(1, &["are", "being", "should"])
            && soon(&["the"], 3)
            && soon(&["and", "values", "value", "each", ";"], 12)
            && !tokens[at..]
                .iter()
                .take(8)
                .any(|token| token.is_mark(':') || super::is_quote(token));
        let inside = || {
            tokens[at + 1..]
                .iter()
                .take(14)
                .take_while(|token| !token.is_mark(')'))
        };
        let arrows = inside()
            .filter(|token| token.is_mark('>') || token.is_mark('\u{2192}'))
            .count();
        let arrow_alone = tokens[at].is_mark('(')
            && named.is_empty()
            && arrows == 1
            && !inside().any(|token| token.is_mark(',') || token.is_mark(';'));
        let as_keys = named.is_empty()
            && tokens[at].is("keys")
            && at > 0
            && tokens[at - 1].is("as")
            && soon(&["values"], 8);
        let told_key = as_keys
            || named.is_empty()
                && tokens[at].is_any(&["key", "keys"])
                && at > 1
                && tokens[at - 1].is_any(&["the", "as", "a"])
                && tokens[at - 2].is_any(&["is", "are", "name", "names", "as"]);
        let to = tokens[at].is("mapping")
            && tokens.get(at + 1).is_some_and(Token::is_word)
            && soon(&["to"], 3);
        let keyed = tokens[at].is("keyed") && next(1, &["by", "on"]);
        let maps = to
            || keyed
            || tokens[at].is_any(&["maps", "mapping", "map"])
                && soon(&["each", "every", "the", "name", "names"], 2)
                && soon(&["to"], 14);
        let arrow = tokens[at].is_mark('(')
            && tokens[at + 1..]
                .iter()
                .take_while(|token| !token.is_mark(')'))
                .take(14)
                .any(|token| token.is_mark('>') || token.is_mark('\u{2192}'))
            && tokens[at + 1..]
                .iter()
                .take_while(|token| !token.is_mark(')'))
                .take(18)
                .any(|token| {
                    type_named(token.text).is_some()
                        || token.is_any(&["count", "price", "age", "value"])
                });
        keys_are || maps || arrow || arrow_alone || told_key
    })
}
