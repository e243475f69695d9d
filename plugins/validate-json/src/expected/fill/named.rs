//! Likely names: to the key that they fit, and what is left over in its order.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::{Open, give, typed};
use crate::expected::Given;
use crate::expected::kinds::{is_computed, may_be_number, same_noun, words};
use crate::expected::left::THINGS;
use crate::expected::material::Material;
use crate::expected::names::Name;

pub(super) fn texts(
    material: &Material<'_>,
    open: &Open<'_>,
    plain: &[Given],
    filled: &mut Vec<Given>,
) {
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
        && !keys.iter().any(|key| THINGS.contains(key))
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
