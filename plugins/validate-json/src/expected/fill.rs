//! What is likely for keys whose values are not plain: a retry is held to it, no answer is
//! judged by it.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::Given;
use super::flags;
use super::kinds::{is_computed, may_be_number, same_noun, words};
use super::listed::chain;
use super::material::{Material, Numeral};
use super::names::Name;
use super::typed::Sort;
use super::whole::Teller;

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
    lists(teller, &open, &mut filled);
    goals(teller, &open, &mut filled);
    prices(teller, &open, &mut filled);
    let given = |filled: &[Given]| -> Vec<Given> { plain.iter().chain(filled).cloned().collect() };
    let before = given(&filled);
    numbers(material, &open, &before, &mut filled);
    let before = given(&filled);
    texts(material, &open, &before, &mut filled);
    let before = given(&filled);
    sum(&open, keys, &before, &mut filled);
    filled
}

/// The one list for the one key that has none: names or items that are joined.
fn lists(teller: &Teller<'_, '_>, open: &[(&str, Option<&str>)], filled: &mut Vec<Given>) {
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

/// `Halden beat Rosby 3-1` for `home_goals` and `away_goals`.
fn goals(teller: &Teller<'_, '_>, open: &[(&str, Option<&str>)], filled: &mut Vec<Given>) {
    let wanted: Vec<&str> = open
        .iter()
        .map(|(key, _)| *key)
        .filter(|key| {
            words(key)
                .iter()
                .any(|word| ["goals", "points", "score", "goal"].contains(&word.as_str()))
        })
        .collect();
    let [first, second] = wanted[..] else { return };
    for piece in &teller.pieces {
        for three in piece.windows(3) {
            let joint = ['-', ':', '\u{2013}']
                .iter()
                .any(|&mark| three[1].is_mark(mark) && three[1].glued && three[2].glued)
                || three[1].is("to");
            let whole = |at: usize| i64::try_from(three[at].number()?.value.whole()?).ok();
            if let (true, Some(one), Some(two)) = (joint, whole(0), whole(2)) {
                give(filled, first, json!(one));
                give(filled, second, json!(two));
                return;
            }
        }
    }
}

/// `6.20, not 5.20`, `from 5 to 7`: the new and the old.
fn prices(teller: &Teller<'_, '_>, open: &[(&str, Option<&str>)], filled: &mut Vec<Given>) {
    let of = |known: &[&str]| {
        open.iter()
            .map(|(key, _)| *key)
            .find(|key| words(key).iter().any(|word| known.contains(&word.as_str())))
    };
    let (Some(old), Some(new)) = (
        of(&["old", "previous", "former", "before", "wrong"]),
        of(&["new", "current", "correct", "after", "now"]),
    ) else {
        return;
    };
    for piece in &teller.pieces {
        let numbers: Vec<usize> = (0..piece.len())
            .filter(|&at| piece[at].number().is_some())
            .collect();
        let [first, second] = numbers[..] else {
            continue;
        };
        let value = |at: usize| {
            let number = piece[at].number()?.value.to_string();
            serde_json::from_str::<Value>(&number).ok()
        };
        let between = &piece[first + 1..second];
        let turned = between
            .iter()
            .any(|token| token.is_any(&["not", "instead", "was", "rather", "before"]));
        if let (Some(one), Some(two)) = (value(first), value(second)) {
            let (one, two) = if turned { (two, one) } else { (one, two) };
            give(filled, old, one);
            give(filled, new, two);
            return;
        }
    }
}

/// The total of all other numbers.
fn sum(
    open: &[(&str, Option<&str>)],
    keys: &[(String, Option<String>)],
    given: &[Given],
    filled: &mut Vec<Given>,
) {
    let Some((total, _)) = open
        .iter()
        .find(|(key, kind)| ["total", "sum"].contains(key) && *kind != Some("string"))
    else {
        return;
    };
    let others: Vec<i64> = given
        .iter()
        .filter(|given| given.key != *total)
        .filter_map(|given| given.value.as_i64())
        .collect();
    let known = given.iter().any(|given| given.key == *total);
    if !known && others.len() > 1 && others.len() + 1 == keys.len() {
        give(filled, total, json!(others.iter().sum::<i64>()));
    }
}

fn give(filled: &mut Vec<Given>, key: &str, value: Value) {
    filled.push(Given {
        key: key.to_owned(),
        value,
        firm: false,
    });
}

fn flags_of(teller: &Teller<'_, '_>, open: &[(&str, Option<&str>)], filled: &mut Vec<Given>) {
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

/// Each number to the key whose words stand nearest; what is left over in its order.
fn numbers(
    material: &Material<'_>,
    open: &[(&str, Option<&str>)],
    plain: &[Given],
    filled: &mut Vec<Given>,
) {
    let used = |value: &Value| plain.iter().any(|given| given.value == *value);
    let mut free: Vec<&Numeral> = material
        .numbers
        .iter()
        .filter(|number| !used(&number.value))
        .collect();
    free.dedup_by(|a, b| a.value == b.value);
    let mut keys: Vec<&str> = open
        .iter()
        .filter(|(key, kind)| {
            matches!(kind, Some("integer" | "number")) && !is_computed(key)
                || kind.is_none() && may_be_number(key)
        })
        .map(|(key, _)| *key)
        .collect();
    loop {
        let best = keys
            .iter()
            .enumerate()
            .flat_map(|(k, key)| {
                free.iter()
                    .enumerate()
                    .map(move |(n, number)| (nearness(key, number), k, n))
            })
            .filter(|(score, _, _)| *score > 1)
            .min_by_key(|(score, k, n)| (-*score, *k, *n));
        let Some((_, k, n)) = best else { break };
        give(filled, keys.remove(k), free.remove(n).value.clone());
    }
    let sure = keys.len() == free.len();
    for (key, number) in keys.iter().zip(&free).filter(|_| sure) {
        if nearness(key, number) > -2 {
            give(filled, key, number.value.clone());
        }
    }
}

/// How well a number fits a key.
fn nearness(key: &str, number: &Numeral) -> i32 {
    let words = words(key);
    let stem = |word: &str| word.chars().take(4).collect::<String>();
    let mut score = 0;
    // "width 40" for `w`
    let letter = words.len() == 1 && words[0].len() == 1;
    if letter
        && number
            .before
            .iter()
            .rev()
            .find(|word| !["of", "is", "="].contains(&word.as_str()))
            .is_some_and(|word| word.starts_with(words[0].as_str()))
    {
        score += 4;
    }
    for word in &words {
        if ["number", "count", "num", "no", "the", "of", "new", "old"].contains(&word.as_str()) {
            continue;
        }
        let is =
            |other: &String| same_noun(other, word) || word.len() > 3 && stem(other) == stem(word);
        if number.behind.iter().take(2).any(is) {
            score += 5;
        } else if number.behind.iter().any(is) || number.before.iter().any(is) {
            score += 3;
        }
    }
    let year = number
        .value
        .as_i64()
        .is_some_and(|year| (1400..2100).contains(&year))
        && !number.money;
    let says = |known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()));
    let dated = says(&[
        "year",
        "built",
        "founded",
        "born",
        "opened",
        "published",
        "released",
        "since",
        "died",
        "replaced",
        "established",
        "joined",
        "made",
        "planted",
        "started",
    ]);
    if dated {
        score += if year { 3 } else { -6 };
    }
    let priced = says(&[
        "price", "cost", "costs", "fee", "fare", "rent", "paid", "salary", "amount", "euros",
        "dollars", "pounds", "eur", "usd", "gbp",
    ]);
    if priced || number.money {
        score += if priced && number.money { 3 } else { -3 };
    }
    score
}

fn texts(
    material: &Material<'_>,
    open: &[(&str, Option<&str>)],
    plain: &[Given],
    filled: &mut Vec<Given>,
) {
    let mut keys: Vec<&str> = open
        .iter()
        .filter(|(key, kind)| {
            matches!(kind, Some("string") | None) && !filled.iter().any(|given| given.key == *key)
        })
        .map(|(key, _)| *key)
        .collect();
    let taken = |text: &str| {
        plain.iter().any(|given| {
            given
                .value
                .as_str()
                .is_some_and(|value| value.contains(text) || text.contains(value))
        })
    };
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
                names
                    .iter()
                    .enumerate()
                    .map(move |(n, name)| (closeness(key, name), k, n))
            })
            .filter(|(score, _, _)| *score > 1)
            .min_by_key(|(score, k, n)| (-*score, *k, *n));
        let Some((_, k, n)) = best else { break };
        let name = material.called(&names.remove(n).text).to_owned();
        give(filled, keys.remove(k), json!(name));
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
        && keys
            .iter()
            .all(|key| !crate::source::is_judged(key) && !is_computed(key));
    for (key, name) in keys.iter().zip(&names).filter(|_| sure) {
        give(filled, key, json!(material.called(&name.text)));
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
        "name",
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

/// The one value with a form of its own.
fn typed(material: &Material<'_>, key: &str) -> Option<Value> {
    let words = words(key);
    let says = |known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()));
    let sort = if says(&["date", "day", "deadline", "due"]) {
        Sort::Date
    } else if says(&["time", "departure", "arrival", "start", "end", "begin"]) {
        Sort::Time
    } else if says(&[
        "code", "model", "id", "flight", "level", "gate", "room", "plate", "number",
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
