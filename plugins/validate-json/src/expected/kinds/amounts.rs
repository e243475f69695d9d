//! Numbers: ages, years, prices, and those with a noun or a unit.

use serde_json::Value;

use super::{only, same_noun};
use crate::expected::material::{Material, Numeral};

/// The one number that a key's name asks for.
pub(super) fn amount(material: &Material<'_>, key: &[&str]) -> Option<Value> {
    let last = *key.last()?;
    let is = |words: &[&str]| words.contains(&last);
    let has = |words: &[&str]| key.iter().any(|word| words.contains(word));
    if is(&["age"]) {
        if material.numbers.iter().any(is_dated) {
            return None;
        }
        return only(numbers(material, |n| {
            n.behind
                .first()
                .is_some_and(|word| word == "years" || word == "year" || word == "-")
                && n.behind
                    .iter()
                    .take(5)
                    .any(|word| word == "old" || word == "age")
                || n.before.last().is_some_and(|word| {
                    ["turned", "aged", "turns", "age", "turning"].contains(&word.as_str())
                })
        }))
        .or_else(|| {
            only(numbers(material, |n| {
                n.before
                    .last()
                    .is_some_and(|word| ["is", "was", "and", ","].contains(&word.as_str()))
                    && n.behind
                        .first()
                        .is_none_or(|word| word == "and" || word == ",")
            }))
        });
    }
    if is(&[
        "year",
        "founded",
        "born",
        "released",
        "published",
        "built",
        "opened",
        "release",
    ]) {
        return only(numbers(material, |n| {
            n.value
                .as_i64()
                .is_some_and(|year| (1000..2200).contains(&year))
                && !n.money
        }));
    }
    if has(&[
        "price", "cost", "fee", "fare", "rent", "salary", "amount", "total",
    ]) {
        return only(numbers(material, |n| n.money))
            .filter(|_| !material.numbers.iter().any(is_other_price));
    }
    if has(&["quantity", "count", "qty"]) || is(&["number", "amount"]) && key.len() == 1 {
        return only(numbers(material, |n| {
            !n.money
                && n.behind
                    .first()
                    .is_some_and(|word| word.chars().all(char::is_alphabetic))
                && !n.behind.first().is_some_and(|word| {
                    [
                        "years", "year", "minutes", "hours", "days", "km", "kg", "percent", "and",
                        "in", "on", "at",
                    ]
                    .contains(&word.as_str())
                })
        }));
    }
    None
}

/// `who turned 30 last year`: what was or will be then is not so now.
pub(super) fn is_dated(number: &Numeral) -> bool {
    let said =
        |words: &[String], known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()));
    let behind = &number.behind[..number.behind.len().min(4)];
    let turned = number
        .before
        .last()
        .is_some_and(|word| ["turned", "turns", "turning", "turn", "be"].contains(&word.as_str()));
    said(behind, &["ago", "when", "then", "before", "last", "next"])
        || turned
            && said(
                behind,
                &[
                    "in", "on", "this", "after", "by", "back", "soon", "tomorrow",
                ],
            )
        || said(
            &number.before,
            &[
                "will", "almost", "nearly", "was", "were", "soon", "until", "since", "would",
            ],
        ) && !said(&number.before, &["is"])
            && turned_or_aged(number)
}

fn turned_or_aged(number: &Numeral) -> bool {
    number
        .behind
        .first()
        .is_none_or(|word| ["years", "year", ",", "and", "-"].contains(&word.as_str()))
}

/// `99 euros, 120 with luggage`: a second price without its coin.
fn is_other_price(number: &Numeral) -> bool {
    let bare = number.behind.first().is_some_and(|word| {
        [
            "with",
            "without",
            "including",
            "incl",
            "plus",
            "if",
            "during",
            "otherwise",
            "instead",
            "after",
            "before",
            "reduced",
            "online",
            "for",
        ]
        .contains(&word.as_str())
    });
    let now = number
        .before
        .last()
        .is_some_and(|word| ["now", "instead", "or", "to", "only"].contains(&word.as_str()))
        && number.behind.first().is_none_or(|word| word == ",");
    !number.money && (bare || now)
}

/// The number with the key's own noun or unit: `24 chairs`, `6650 km`.
pub(super) fn by_unit(material: &Material<'_>, key: &[&str]) -> Option<Value> {
    const UNITS: &[(&[&str], &[&str])] = &[
        (
            &["km", "kilometers", "kilometres"],
            &["km", "kilometers", "kilometres", "kilometer", "kilometre"],
        ),
        (
            &["m", "meters", "metres"],
            &["m", "meters", "metres", "meter", "metre"],
        ),
        (&["cm"], &["cm", "centimeters", "centimetres"]),
        (&["mm"], &["mm", "millimeters", "millimetres"]),
        (&["kg", "kilograms"], &["kg", "kilograms", "kilos", "kilo"]),
        (&["g", "grams"], &["g", "grams", "gram"]),
        (
            &["l", "liters", "litres"],
            &["l", "liters", "litres", "liter", "litre"],
        ),
        (&["ml"], &["ml", "milliliters", "millilitres"]),
        (
            &["minutes", "min", "mins"],
            &["minutes", "minute", "min", "mins"],
        ),
        (&["hours", "h", "hrs"], &["hours", "hour", "h"]),
        (&["seconds", "s", "sec"], &["seconds", "second", "s"]),
        (&["days"], &["days", "day"]),
        (
            &["celsius", "degrees", "c", "temperature", "temp"],
            &["degrees", "\u{B0}", "degree", "celsius"],
        ),
        (
            &["percent", "percentage", "humidity", "discount"],
            &["percent", "%"],
        ),
        (
            &["euros", "eur", "euro"],
            &["euros", "euro", "eur", "\u{20AC}"],
        ),
        (&["dollars", "usd"], &["dollars", "dollar", "usd"]),
        (&["pounds", "gbp"], &["pounds", "pound", "gbp"]),
        (
            &["distance"],
            &[
                "km",
                "kilometres",
                "kilometers",
                "miles",
                "metres",
                "meters",
                "m",
            ],
        ),
        (
            &["weight", "mass"],
            &[
                "kg",
                "kilograms",
                "g",
                "grams",
                "pounds",
                "lb",
                "tonnes",
                "tons",
                "kilos",
            ],
        ),
        (
            &["population", "inhabitants"],
            &["people", "inhabitants", "residents"],
        ),
        (
            &["duration"],
            &["minutes", "hours", "days", "weeks", "minute", "hour"],
        ),
        (&["miles"], &["miles", "mile"]),
        (&["width"], &["wide"]),
        (&["depth"], &["deep"]),
        (&["height"], &["high", "tall"]),
        (&["length"], &["long"]),
        (&["age"], &["old"]),
        (&["weight"], &["heavy"]),
        (
            &["people", "persons", "guests", "attendees", "participants"],
            &["people", "persons", "guests", "participants"],
        ),
    ];
    if key.contains(&"age") && material.numbers.iter().any(is_dated)
        || key
            .iter()
            .any(|word| ["price", "cost", "fare", "fee"].contains(word))
            && material.numbers.iter().any(is_other_price)
    {
        return None;
    }
    let units: Vec<&str> = UNITS
        .iter()
        .filter(|(keys, _)| key.iter().any(|word| keys.contains(word)))
        .flat_map(|(_, units)| units.iter().copied())
        .collect();
    // "5 euros in my wallet", "88 in math"
    let held = |n: &Numeral| {
        let at = n
            .behind
            .iter()
            .take(2)
            .position(|word| ["in", "at", "on"].contains(&word.as_str()));
        at.is_some_and(|at| {
            n.behind[at + 1..]
                .iter()
                .find(|word| !["the", "my", "his", "her", "our"].contains(&word.as_str()))
                .is_some_and(|word| key.contains(&word.as_str()))
        })
    };
    if let Some(value) = only(numbers(material, held)) {
        return Some(value);
    }
    let beside = |n: &Numeral| {
        n.behind
            .iter()
            .take(3)
            .take_while(|word| ![",", "and", "in", "for", "at", "on"].contains(&word.as_str()))
            .any(|word| units.contains(&word.as_str()))
            && n.behind
                .first()
                .is_some_and(|word| units.contains(&word.as_str()) || word == "-" || word.len() > 1)
            || key.iter().any(|noun| {
                noun.len() > 2
                    && n.behind
                        .iter()
                        .take(3)
                        .take_while(|word| {
                            ![
                                ",", "and", "in", "for", "at", "on", "of", "to", "from", "has",
                                "is", "was", "with", "costs", "-",
                            ]
                            .contains(&word.as_str())
                        })
                        .any(|word| same_noun(word, noun))
            })
    };
    // "3 minutes and 5 seconds" are one length.
    let compound = material.numbers.iter().any(|n| {
        n.behind.first().is_some_and(|word| {
            ["minutes", "minute", "hours", "hour", "feet", "pounds"].contains(&word.as_str())
        }) && n
            .behind
            .iter()
            .skip(1)
            .take(2)
            .any(|word| word == "and" || word.chars().all(|c| c.is_ascii_digit()))
    });
    let measured = key
        .iter()
        .any(|word| UNITS.iter().any(|(keys, _)| keys.contains(word)));
    if compound && measured {
        return None;
    }
    only(numbers(material, beside))
}

fn numbers<'m>(
    material: &'m Material<'_>,
    fits: impl Fn(&Numeral) -> bool + 'm,
) -> impl Iterator<Item = Value> + 'm {
    material
        .numbers
        .iter()
        .filter(move |number| fits(number))
        .map(|number| number.value.clone())
}
