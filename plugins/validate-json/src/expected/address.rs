//! Addresses: `18 Harbour Lane, 4051 Basel`, `Baker Lane 17, Norwick`.

use reading::Token;
use serde_json::{Value, json};

use super::material::Material;

/// What ends the name of a street.
const STREETS: &[&str] = &[
    "street",
    "st",
    "road",
    "rd",
    "lane",
    "avenue",
    "ave",
    "way",
    "drive",
    "close",
    "square",
    "court",
    "place",
    "row",
    "terrace",
    "boulevard",
    "crescent",
    "quay",
    "alley",
    "gardens",
];
/// Streets in one word: `Bahnhofstrasse`.
const SUFFIXES: &[&str] = &[
    "strasse",
    "stra\u{df}e",
    "weg",
    "gasse",
    "allee",
    "platz",
    "straat",
];

/// The parts of an address.
struct Address {
    street: String,
    number: String,
    postcode: Option<String>,
    city: Option<String>,
}

/// The values of the keys that ask for parts of the one address that is told.
pub(super) fn parts(
    material: &Material<'_>,
    keys: &[(String, Option<String>)],
) -> Vec<(String, Value)> {
    let is = |key: &str, names: &[&str]| {
        let plain: String = key.chars().filter(|c| c.is_alphanumeric()).collect();
        names.contains(&plain.to_lowercase().as_str())
    };
    let number = |key: &str| {
        is(
            key,
            &[
                "number",
                "housenumber",
                "house",
                "streetnumber",
                "no",
                "houseno",
                "nr",
            ],
        )
    };
    // Without a key for the number it may belong to the street.
    let apart = keys.iter().any(|(key, _)| number(key));
    let street = keys
        .iter()
        .any(|(key, _)| is(key, &["street", "streetname", "road"]));
    let mut found = material
        .parts
        .iter()
        .flat_map(|part| addresses(material.text, part));
    let (Some(address), None) = (found.next(), found.next()) else {
        return Vec::new();
    };
    if !apart || !street {
        return Vec::new();
    }
    let typed = |text: &str, kind: Option<&str>| {
        let plain = kind != Some("string") && !text.starts_with('0');
        let number = plain.then(|| text.parse::<u32>().ok()).flatten();
        number.map_or_else(|| json!(text), |number| json!(number))
    };
    keys.iter()
        .filter_map(|(key, kind)| {
            let value = if is(key, &["street", "streetname", "road"]) {
                json!(address.street)
            } else if number(key) {
                typed(&address.number, kind.as_deref())
            } else if is(key, &["postcode", "zip", "zipcode", "postalcode", "plz"]) {
                let kind = kind.as_deref().or(Some("string"));
                typed(address.postcode.as_ref()?, kind)
            } else if is(key, &["city", "town", "place"]) {
                json!(address.city.as_ref()?)
            } else {
                return None;
            };
            Some((key.clone(), value))
        })
        .collect()
}

fn is_capital(token: &Token<'_>) -> bool {
    token.is_word() && token.text.starts_with(char::is_uppercase)
}

fn is_street(words: &[Token<'_>]) -> bool {
    words.last().is_some_and(|last| {
        let lower = last.text.to_lowercase();
        words.len() > 1 && STREETS.contains(&lower.as_str())
            || SUFFIXES
                .iter()
                .any(|suffix| lower.len() > suffix.len() && lower.ends_with(suffix))
    })
}

fn addresses(text: &str, part: &[Token<'_>]) -> Vec<Address> {
    let ends = |at: usize| part.get(at).is_none_or(|token| token.is_mark(','));
    let written = |tokens: &[Token<'_>]| {
        let (first, last) = tokens.first().zip(tokens.last())?;
        text.get(first.start..last.end()).map(str::to_owned)
    };
    let found = (0..part.len()).filter_map(|at| {
        let words = part[at..]
            .iter()
            .take_while(|token| is_capital(token))
            .count();
        let street = &part[at..at + words];
        let begins = at == 0 || !is_capital(&part[at - 1]);
        if words == 0 || words > 3 || !begins || !is_street(street) {
            return None;
        }
        let is_number = |token: &&Token<'_>| token.number().is_some() && !token.glued;
        let before = at
            .checked_sub(1)
            .map(|at| &part[at])
            .filter(|token| token.number().is_some());
        let behind = part.get(at + words).filter(is_number);
        let (number, end) = match (before, behind) {
            (Some(number), None) if ends(at + words) => (number, at + words),
            (None, Some(number)) if ends(at + words + 1) => (number, at + words + 1),
            _ => return None,
        };
        let mut rest = part.get(end + 1..).unwrap_or_default();
        let postcode = rest
            .first()
            .filter(|token| token.number().is_some() && token.text.len() >= 4)
            .map(|token| token.text.to_owned());
        if postcode.is_some() {
            rest = &rest[1..];
        }
        let words = rest.iter().take_while(|token| is_capital(token)).count();
        let alone = rest.get(words).is_none_or(|token| token.is_mark(','));
        Some(Address {
            street: written(street)?,
            number: number.text.to_owned(),
            postcode,
            city: written(&rest[..words]).filter(|_| alone),
        })
    });
    found.collect()
}
