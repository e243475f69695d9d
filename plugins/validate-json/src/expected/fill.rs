//! What is likely for keys whose values are not plain: a retry is held to it, no answer is
//! judged by it.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::Given;
use super::flags;
use super::kinds::{is_computed, may_be_number, same_noun, words};
use super::listed::chain;
use super::material::Material;
use super::names::Name;
use super::typed::Sort;
use super::whole::Teller;

mod clauses;
mod numbers;

use numbers::{goals, numbers, prices, sum};

/// Keys without a plain value, with their types.
type Open<'k> = [(&'k str, Option<&'k str>)];

/// Keys filled in. Nobody names more.
const MOST: usize = 12;

/// Likely values of the keys that have none yet.
pub(super) fn fill(
    material: &Material<'_>,
    teller: &Teller<'_, '_>,
    keys: &[(String, Option<String>)],
    plain: &[Given],
) -> Vec<Given> {
    if keys.len() > MOST {
        return Vec::new();
    }
    let mut filled: Vec<Given> = Vec::new();
    let open: Vec<(&str, Option<&str>)> = keys
        .iter()
        .filter(|(key, _)| !plain.iter().any(|given| given.key == *key))
        .map(|(key, kind)| (key.as_str(), kind.as_deref()))
        .collect();
    flags_of(teller, &open, &mut filled);
    clauses::said_so(teller, &open, &mut filled);
    lists(teller, &open, &mut filled);
    goals(teller, &open, &mut filled);
    prices(teller, &open, &mut filled);
    clauses::labelled(teller, &open, &mut filled);
    let given = |filled: &[Given]| -> Vec<Given> { plain.iter().chain(filled).cloned().collect() };
    let before = given(&filled);
    numbers(material, &open, &before, &mut filled);
    let before = given(&filled);
    texts(material, &open, &before, &mut filled);
    if teller.says_kind() {
        clauses::modifiers(teller, &open, &mut filled);
    }
    let known: Vec<&str> = plain
        .iter()
        .chain(&filled)
        .map(|given| given.key.as_str())
        .collect();
    let left: Vec<(&str, Option<&str>)> = open
        .iter()
        .filter(|(key, _)| !known.contains(key))
        .copied()
        .collect();
    if let [(key, kind @ (None | Some("string")))] = left[..]
        && (kind.is_some() || !may_be_number(key))
        && let Some(noun) = clauses::counted(teller, plain, &filled)
    {
        give(&mut filled, key, json!(noun));
    } else if let [(key, None | Some("string"))] = left[..]
        && !crate::source::is_judged(key)
        && !may_be_number(key)
        && !is_computed(key)
        && !teller.text.contains('?')
        && let Some(subject) = clauses::subject(teller)
        && !plain
            .iter()
            .chain(&filled)
            .any(|given| given.value == *subject)
    {
        give(&mut filled, key, json!(subject));
    }
    let before = given(&filled);
    sum(&open, keys, &before, &mut filled);
    filled
}

/// The one list for the one key that has none: names or items that are joined.
fn lists(teller: &Teller<'_, '_>, open: &Open<'_>, filled: &mut Vec<Given>) {
    let wanted: Vec<&str> = open
        .iter()
        .filter(|(_, kind)| *kind == Some("array"))
        .map(|(key, _)| *key)
        .collect();
    let [key] = wanted[..] else { return };
    let mut found: Vec<Vec<String>> = teller
        .pieces
        .iter()
        .filter_map(|piece| chain(teller.text, piece))
        .collect();
    found.sort_by_key(|chain| std::cmp::Reverse(chain.len()));
    if let Some(one) = found.first() {
        give(filled, key, json!(one));
    }
}

fn give(filled: &mut Vec<Given>, key: &str, value: Value) {
    filled.push(Given {
        key: key.to_owned(),
        value,
        firm: false,
    });
}

fn flags_of(teller: &Teller<'_, '_>, open: &Open<'_>, filled: &mut Vec<Given>) {
    for (key, kind) in open {
        let names = words(key);
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        if *kind == Some("boolean")
            && let Some(flag) = flags::likely(&teller.pieces, &names)
        {
            give(filled, key, json!(flag));
        }
    }
}

fn texts(material: &Material<'_>, open: &Open<'_>, plain: &[Given], filled: &mut Vec<Given>) {
    let mut keys: Vec<&str> = open
        .iter()
        .filter(|(key, kind)| {
            matches!(kind, Some("string") | None)
                && !plain.iter().any(|given| given.key == *key)
                && !filled.iter().any(|given| given.key == *key)
        })
        .map(|(key, _)| *key)
        .collect();
    let taken = |text: &str| {
        plain.iter().any(|given| match &given.value {
            Value::String(value) => value.contains(text) || text.contains(value.as_str()),
            Value::Array(items) => items.iter().any(|item| item == text),
            _ => false,
        })
    };
    let first = keys.first().copied().filter(|key| {
        open.first().is_some_and(|(first, _)| first == key)
            && !crate::source::is_judged(key)
            && !may_be_number(key)
    });
    let mut seen = HashSet::new();
    let mut names: Vec<&Name> = material
        .names
        .iter()
        .filter(|name| !taken(&name.text) && seen.insert(name.text.clone()))
        // "Membership number 00952"
        .filter(|name| !["number", "no", "code", "id"].contains(&name.behind.as_str()))
        .collect();
    loop {
        let best = keys
            .iter()
            .enumerate()
            .flat_map(|(k, key)| {
                names.iter().enumerate().map(move |(n, name)| {
                    // Who or what it is about stands first, and so does its key.
                    let leads = k == 0
                        && n == 0
                        && name.before.is_empty()
                        && does(&name.behind)
                        && first == Some(*key);
                    let score = closeness(key, name) + if leads { 2 } else { 0 };
                    (score, k, n)
                })
            })
            .filter(|(score, _, _)| *score > 1)
            .min_by_key(|(score, k, n)| (-*score, *k, *n));
        let Some((_, k, n)) = best else { break };
        let (key, name) = (keys.remove(k), names.remove(n));
        give(
            filled,
            key,
            json!(without_role(key, material.called(&name.text))),
        );
    }
    keys.retain(|key| {
        let typed = typed(material, key);
        if let Some(value) = &typed {
            give(filled, key, value.clone());
        }
        typed.is_none()
    });
    // As many names as keys: people name keys in the order of the text.
    let sure = keys.len() == names.len()
        && !keys.iter().any(|key| super::THINGS.contains(key))
        && keys
            .iter()
            .all(|key| !crate::source::is_judged(key) && !is_computed(key) && key != &"score");
    for (key, name) in keys.iter().zip(&names).filter(|_| sure) {
        give(
            filled,
            key,
            json!(without_role(key, material.called(&name.text))),
        );
    }
}

/// How well a name fits a key.
fn closeness(key: &str, name: &Name) -> i32 {
    let words = words(key);
    let Some(last) = words.last() else { return 0 };
    let mut score = 0;
    let said = name.text.to_lowercase();
    if said.split(' ').any(|word| same_noun(word, last)) {
        score += 4;
    }
    if same_noun(&name.before, last) {
        score += 4;
    }
    let is = |known: &[&str]| known.contains(&last.as_str());
    let tongue = ["ese", "ish", "ian", "ch", "ic", "man", "in", "di", "ek"]
        .iter()
        .any(|end| said.ends_with(end));
    if is(&["language", "tongue", "nationality"]) && tongue {
        score += 3;
    }
    let signs = is(&[
        "sender",
        "author",
        "from",
        "customer",
        "signed",
        "signature",
        "writer",
    ]);
    if signs
        && name.behind.is_empty()
        && [",", "regards", "love", "best", "yours"].contains(&name.before.as_str())
    {
        score += 2;
    }
    let work = is(&[
        "title", "book", "novel", "song", "film", "movie", "album", "painting",
    ]);
    if work && name.behind == "by" {
        score += 4;
    }
    let kin = before_is(
        name,
        &[
            "daughter",
            "son",
            "brother",
            "sister",
            "friend",
            "called",
            "named",
            "colleague",
            "neighbour",
            "neighbor",
            "cousin",
            "uncle",
            "aunt",
            "im",
            "i'm",
        ],
    );
    let person = is(&[
        "name", "child", "person", "patient", "student", "pupil", "user", "friend", "guest",
        "customer", "member", "employee", "who", "owner",
    ]);
    if kin && person {
        score += 2;
    }
    let place = is(&[
        "place",
        "city",
        "town",
        "village",
        "island",
        "country",
        "harbour",
        "harbor",
        "port",
        "location",
        "venue",
        "destination",
        "river",
        "street",
        "region",
        "station",
        "airport",
        "lake",
        "site",
        "district",
        "county",
        "state",
    ]);
    let before = |known: &[&str]| known.contains(&name.before.as_str());
    if place
        && before(&[
            "in", "on", "at", "near", "from", "to", "leaves", "left", "reaches",
        ])
    {
        score += 3;
    }
    let group = is(&[
        "club",
        "team",
        "company",
        "employer",
        "firm",
        "school",
        "organisation",
    ]);
    if group && before(&["for", "at", "with", "joined", "of"]) {
        score += 3;
    }
    let maker = is(&[
        "author",
        "builder",
        "director",
        "artist",
        "composer",
        "painter",
        "founder",
        "inventor",
        "architect",
        "engineer",
        "designer",
        "photographer",
        "sculptor",
        "maker",
    ]);
    if maker && before(&["by", "engineer", "architect", "artist", last.as_str()]) {
        score += 3;
    }
    score
}

/// Whether a word is a verb of whom it is told: `is`, `scored`, `lives`.
fn does(word: &str) -> bool {
    ["is", "was", "has", "had", "will", "won", "beat", "got"].contains(&word)
        || word.len() > 3 && (word.ends_with("ed") || word.ends_with('s'))
}

/// `Nurse Adele Brook` for `nurse`.
fn without_role<'n>(key: &str, name: &'n str) -> &'n str {
    const ROLES: &[&str] = &[
        "nurse",
        "coach",
        "captain",
        "inspector",
        "chef",
        "teacher",
        "driver",
        "professor",
        "judge",
        "officer",
        "sergeant",
        "doctor",
        "pilot",
        "ranger",
        "engineer",
        "guide",
    ];
    match name.split_once(' ') {
        Some((role, rest))
            if role.eq_ignore_ascii_case(key) && ROLES.contains(&key.to_lowercase().as_str()) =>
        {
            rest
        }
        _ => name,
    }
}

fn before_is(name: &Name, known: &[&str]) -> bool {
    known.contains(&name.before.as_str())
}

/// The one value with a form of its own.
fn typed(material: &Material<'_>, key: &str) -> Option<Value> {
    let words = words(key);
    let says = |known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()));
    let sort = if says(&["date", "day", "deadline", "due"]) {
        Sort::Date
    } else if says(&["street"]) {
        Sort::Street
    } else if says(&["time", "departure", "arrival", "start", "end", "begin"]) {
        Sort::Time
    } else if says(&[
        "code", "model", "size", "part", "shelf", "seat", "id", "flight", "level", "gate", "room",
        "plate", "number",
    ]) {
        Sort::Code
    } else {
        return None;
    };
    let mut found = material.typed.iter().filter(|typed| typed.sort == sort);
    let (one, None) = (found.next()?, found.next()) else {
        return None;
    };
    Some(json!(one.text))
}
