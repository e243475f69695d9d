//! Likely texts beside their keys' own words: `material steel`, `First name Lucía`, `the
//! swimming lesson`.

use reading::Token;
use serde_json::{Value, json};

use super::{Open, give};
use crate::expected::Given;
use crate::expected::kinds::{may_be_number, same_noun, words};
use crate::expected::whole::Teller;

/// A clause that begins with the key's words and has a short value behind them.
pub(super) fn labelled(teller: &Teller<'_, '_>, open: &Open<'_>, filled: &mut Vec<Given>) {
    for (key, kind) in open {
        let known = filled.iter().any(|given| given.key == *key);
        if known || !matches!(kind, Some("string") | None) {
            continue;
        }
        let mut found: Vec<&str> = clauses(teller)
            .filter_map(|clause| value_of(teller.text, clause, key))
            .collect();
        found.dedup();
        if let [one] = found[..] {
            let number = serde_json::from_str::<Value>(one)
                .ok()
                .filter(|value| value.is_number() && *kind != Some("string"));
            if number.is_some() && !may_be_number(key) {
                continue;
            }
            give(filled, key, number.unwrap_or_else(|| json!(one)));
        }
    }
}

fn clauses<'c, 's, 't>(teller: &'c Teller<'s, 't>) -> impl Iterator<Item = &'s [Token<'t>]> + 'c {
    teller.pieces.iter().flat_map(|piece| {
        piece.split(|token| {
            [',', ';', ':', '(', ')', '"']
                .iter()
                .any(|&mark| token.is_mark(mark))
                || token.is("and")
        })
    })
}

/// What stands behind the key's words, where the clause begins with them.
fn value_of<'t>(text: &'t str, clause: &[Token<'_>], key: &str) -> Option<&'t str> {
    let own = words(key);
    let is_own = |token: &Token<'_>| {
        let said = token.text.to_lowercase();
        own.iter().any(|word| {
            same_noun(&said, word)
                || word.len() > 5 && said.len() > 5 && said.get(..6) == word.get(..6)
        })
    };
    let led = clause.iter().take_while(|token| is_own(token)).count();
    if led == 0 {
        return None;
    }
    let rest = &clause[led..];
    let idle = rest
        .iter()
        .take_while(|token| token.is_any(&["name", "number", "no", "is", "was", "id", "code"]))
        .count();
    let rest = &rest[idle..];
    let prose = rest.iter().any(|token| {
        token.is_any(&[
            "is", "was", "are", "were", "has", "had", "of", "in", "on", "at", "to", "for", "with",
            "from", "by", "the", "a", "an", "it", "he", "she", "who", "which", "that", "not",
        ]) || token.text.len() > 4 && token.text.ends_with("ed")
    });
    let (first, last) = (rest.first()?, rest.last()?);
    (rest.len() <= 3 && !prose).then(|| text.get(first.start..last.end()))?
}

/// The word before the key's own noun.
pub(super) fn modifiers(teller: &Teller<'_, '_>, open: &Open<'_>, filled: &mut Vec<Given>) {
    for (key, kind) in open {
        let known = filled.iter().any(|given| given.key == *key);
        if known || !matches!(kind, Some("string") | None) {
            continue;
        }
        let mut found: Vec<&str> = teller
            .pieces
            .iter()
            .flat_map(|piece| piece.windows(3))
            .filter(|three| {
                let small = three[1].is_word() && three[1].text.starts_with(char::is_lowercase);
                three[0].is_any(&["the", "a", "an", "my", "our", "his", "her", "their"])
                    && small
                    && three[1].text.len() > 2
                    && three[2].is(key)
            })
            .map(|three| three[1].text)
            .collect();
        found.dedup();
        if let [one] = found[..] {
            give(filled, key, json!(one));
        }
    }
}

/// `is electric`, `certainly was not electric`: a key without a type that is said to be so
/// or not.
pub(super) fn said_so(teller: &Teller<'_, '_>, open: &Open<'_>, filled: &mut Vec<Given>) {
    for (key, _) in open.iter().filter(|(_, kind)| kind.is_none()) {
        let mut found = Vec::new();
        for piece in &teller.pieces {
            let Some(at) = piece.iter().position(|token| token.is(key)) else {
                continue;
            };
            let ends = piece
                .get(at + 1)
                .is_none_or(|next| !next.is_word() || next.is_any(&["and", "but"]));
            let lead = &piece[at.saturating_sub(3)..at];
            let is = |token: &Token<'_>| token.is_any(&["is", "are", "was", "were"]);
            let joined = lead.last().is_some_and(|last| {
                is(last) || last.is_any(&["not", "also", "still", "fully"]) && lead.iter().any(is)
            });
            if ends && joined {
                found.push(!lead.iter().any(|token| token.is("not")));
            }
        }
        if let [one] = found[..] {
            give(filled, key, json!(one));
        }
    }
}

/// `the library closes at …`
fn goes(rest: &[Token<'_>], at: usize) -> bool {
    rest[at].text.ends_with('s')
        && rest.get(at + 1).is_some_and(|next| {
            next.number().is_some()
                || next.is_any(&[
                    "at", "in", "on", "to", "from", "by", "every", "until", "a", "an", "the",
                ])
        })
}

/// What the first sentence is about: `The panda weighs 100 kg`.
pub(super) fn subject<'t>(teller: &Teller<'_, 't>) -> Option<&'t str> {
    const VERBS: &[&str] = &[
        "is", "are", "was", "were", "has", "have", "had", "costs", "cost", "weighs", "takes",
        "took", "lives", "opens", "starts", "begins", "will", "grows", "needs", "holds", "comes",
        "sells", "can", "runs", "leaves", "weighed", "measures", "stands", "contains", "in", "on",
        "at", "for", "of",
    ];
    let piece = teller.pieces.first()?;
    let piece = super::super::pieces::behind_colon(piece);
    let (article, rest) = piece.split_first()?;
    if !article.is_any(&["the", "a", "an", "our", "my", "this"]) {
        return None;
    }
    let length = rest
        .iter()
        .enumerate()
        .take_while(|(at, token)| {
            (token.is_word() && token.text.starts_with(char::is_lowercase)
                || token.is_mark('-') && token.glued)
                && !token.is_any(VERBS)
                && !(*at > 0 && goes(rest, *at))
        })
        .count();
    let ends = rest
        .get(length)
        .is_some_and(|next| next.is_any(VERBS) || goes(rest, length));
    let (first, last) = (rest.first()?, rest.get(length.checked_sub(1)?)?);
    (length <= 3 && ends).then(|| teller.text.get(first.start..last.end()))?
}

/// `14 puffins`, where `count` is 14.
pub(super) fn counted<'t>(
    teller: &Teller<'_, 't>,
    plain: &[Given],
    filled: &[Given],
) -> Option<&'t str> {
    let count = plain.iter().chain(filled).find(|given| {
        words(&given.key)
            .iter()
            .any(|word| ["count", "quantity", "number", "qty", "amount"].contains(&word.as_str()))
    })?;
    let mut found = teller
        .pieces
        .iter()
        .flat_map(|piece| piece.windows(3))
        .filter(|three| {
            let value = three[0]
                .number()
                .and_then(|number| serde_json::from_str::<Value>(&number.value.to_string()).ok());
            value.as_ref() == Some(&count.value)
                && three[1].is_word()
                && three[1].text.len() > 3
                && three[1].text.starts_with(char::is_lowercase)
                && three[2].is_any(&[
                    "were", "was", "are", "is", "for", "in", "at", "on", "to", "from",
                ])
        })
        .map(|three| three[1].text);
    found.next().filter(|_| found.next().is_none())
}
