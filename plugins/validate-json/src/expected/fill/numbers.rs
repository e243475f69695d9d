//! Likely numbers: to the key whose words stand nearest, and those of scores, changes and
//! totals.

use serde_json::{Value, json};

use super::{Open, give};
use crate::expected::Given;
use crate::expected::kinds::{is_computed, may_be_number, same_noun, words};
use crate::expected::material::{Material, Numeral};
use crate::expected::whole::Teller;

/// `Halden beat Rosby 3-1` for `home_goals` and `away_goals`.
pub(super) fn goals(teller: &Teller<'_, '_>, open: &Open<'_>, filled: &mut Vec<Given>) {
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
pub(super) fn prices(teller: &Teller<'_, '_>, open: &Open<'_>, filled: &mut Vec<Given>) {
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
pub(super) fn sum(
    open: &Open<'_>,
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

/// Each number to the key whose words stand nearest; what is left over in its order.
pub(super) fn numbers(
    material: &Material<'_>,
    open: &Open<'_>,
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
    // "52.5 north, 13.4 east" for `lat` and `lon`: there are numbers alone.
    let alone = !material.text.contains('?')
        && material.names.is_empty()
        && plain.is_empty()
        && open.len() == free.len()
        && open.iter().all(|(_, kind)| *kind != Some("string"));
    let mut keys: Vec<&str> = open
        .iter()
        .filter(|(key, kind)| {
            alone
                || matches!(kind, Some("integer" | "number")) && !is_computed(key)
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
