//! What a key's name asks for: a person, a price, a date.

use serde_json::{Value, json};

use super::flags;
use super::listed;
use super::material::{Material, Numeral};
use super::names::{Name, is_country, without_title};
use super::said;
use super::scores;
use super::things;
use super::typed::Sort;

/// What is told for a key, and whether it has no other wording.
pub(super) fn value(
    material: &Material<'_>,
    key: &str,
    kind: Option<&str>,
) -> Option<(Value, bool)> {
    let words = words(key);
    let names: Vec<&str> = words.iter().map(String::as_str).collect();
    if let Some(label) = said::label(material, &names, kind) {
        return Some((label, true));
    }
    if kind == Some("boolean") || kind.is_none() && flags::is_flag(&names) {
        return flags::flag(material, &names).map(|flag| (json!(flag), true));
    }
    if kind == Some("array") || kind.is_none() && listed::is_list(&names) {
        return listed::list(material, &names).map(|list| (list, true));
    }
    if let Some(value) = scores::score(material, &names) {
        return Some((value, true));
    }
    if let Some(given) = said::said(material, &names) {
        return Some(given);
    }
    let firm = |value: Value| (value, true);
    by_kind(material, &names)
        .map(firm)
        .or_else(|| by_unit(material, &names).map(firm))
        .or_else(|| things::thing(material, &names).map(|thing| (json!(thing), false)))
}

/// The words of a key: `petName` and `pet_name` are `pet`, `name`.
pub(super) fn words(key: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for c in key.chars() {
        if !c.is_alphanumeric() || c.is_uppercase() && before.is_lowercase() {
            words.push(String::new());
        }
        if c.is_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.extend(c.to_lowercase());
        }
        before = c;
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Keys whose numbers are worked out.
pub(super) fn is_computed(key: &str) -> bool {
    words(key).iter().any(|word| {
        [
            "total",
            "sum",
            "average",
            "mean",
            "difference",
            "duration",
            "length",
            "remaining",
            "left",
            "change",
        ]
        .contains(&word.as_str())
    })
}

/// Keys that may be numbers, whatever their types.
pub(super) fn may_be_number(key: &str) -> bool {
    words(key).iter().any(|word| {
        [
            "price",
            "cost",
            "amount",
            "age",
            "year",
            "quantity",
            "count",
            "number",
            "total",
            "id",
            "score",
            "points",
            "size",
            "weight",
            "height",
            "length",
            "width",
            "distance",
            "duration",
            "temperature",
            "population",
            "seats",
            "rooms",
            "pages",
            "goals",
        ]
        .contains(&word.as_str())
            || word.len() > 3 && word.ends_with('s')
    })
}

/// The one value of the kind that a key's name asks for.
fn by_kind(material: &Material<'_>, key: &[&str]) -> Option<Value> {
    let last = *key.last()?;
    let is = |words: &[&str]| words.contains(&last);
    let has = |words: &[&str]| key.iter().any(|word| words.contains(word));
    let typed = |sort: Sort| {
        only(
            material
                .typed
                .iter()
                .filter(|typed| typed.sort == sort)
                .map(|typed| json!(typed.text)),
        )
    };
    let places = |before: &[&str]| -> Vec<&Name> {
        material
            .names
            .iter()
            .filter(|name| before.contains(&name.before.as_str()))
            .collect()
    };
    if has(&["email", "mail", "e"]) && !has(&["sender"]) {
        return typed(Sort::Mail);
    }
    if has(&["phone", "telephone", "tel", "mobile", "cell", "fax"]) {
        return typed(Sort::Phone);
    }
    if is(&["url", "website", "link", "site", "homepage"]) {
        return typed(Sort::Link);
    }
    if is(&["date", "deadline", "birthday", "birthdate", "dob", "due"]) {
        return typed(Sort::Date);
    }
    if is(&["time", "departs", "starts"])
        || is(&["departure", "arrival", "start"]) && typed(Sort::Time).is_some()
    {
        return typed(Sort::Time);
    }
    // "leaves at 8:15"
    let led = |verbs: &[&str]| {
        only(
            material
                .typed
                .iter()
                .filter(|typed| {
                    matches!(typed.sort, Sort::Date | Sort::Time)
                        && typed.lead.iter().any(|word| verbs.contains(&word.as_str()))
                })
                .map(|typed| json!(typed.text)),
        )
    };
    if has(&[
        "departure",
        "start",
        "opening",
        "begin",
        "opens",
        "starts",
        "departs",
        "from",
    ]) && let Some(found) = led(&[
        "leaves", "departs", "starts", "begins", "opens", "started", "began", "left",
    ]) {
        return Some(found);
    }
    if has(&[
        "arrival", "end", "closing", "closes", "ends", "arrives", "until", "to",
    ]) && let Some(found) = led(&[
        "arrives", "ends", "closes", "lands", "finishes", "ended", "arrived",
    ]) {
        return Some(found);
    }
    // "from 09:00 to 17:30"
    let ranged = |before: &[&str]| {
        only(
            material
                .typed
                .iter()
                .filter(|typed| {
                    matches!(typed.sort, Sort::Date | Sort::Time)
                        && before.contains(&typed.before.as_str())
                })
                .map(|typed| json!(typed.text)),
        )
    };
    if is(&[
        "start", "from", "begin", "opens", "open", "begins", "opening", "starts",
    ]) && let Some(found) = ranged(&["from", "between", "starts", "begins", "opens"])
    {
        return Some(found);
    }
    if is(&["end", "to", "until", "closes", "close", "ends", "closing"])
        && let Some(found) = ranged(&["to", "until", "till", "and", "ends", "closes"])
    {
        return Some(found);
    }
    if is(&["day", "weekday"]) {
        return only(capitalised(
            material,
            &[
                "monday",
                "tuesday",
                "wednesday",
                "thursday",
                "friday",
                "saturday",
                "sunday",
            ],
        ));
    }
    if is(&["month"]) {
        return only(capitalised(
            material,
            &[
                "january",
                "february",
                "march",
                "april",
                "may",
                "june",
                "july",
                "august",
                "september",
                "october",
                "november",
                "december",
            ],
        ));
    }
    if is(&["color", "colour"]) {
        return only(told(
            material,
            &[
                "red",
                "blue",
                "green",
                "yellow",
                "orange",
                "purple",
                "pink",
                "brown",
                "black",
                "white",
                "grey",
                "gray",
                "silver",
                "gold",
                "beige",
                "turquoise",
                "violet",
            ],
        ));
    }
    if has(&["first", "given", "last", "family", "surname"]) && is(&["name", "surname"]) {
        let person = person(material)?;
        let (first, rest) = without_title(&person).split_once(' ')?;
        let two = !rest.contains(' ');
        let front = has(&["first", "given"]);
        return two.then(|| json!(if front { first } else { rest }));
    }
    if is(&["age"]) {
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
        return only(numbers(material, |n| n.money));
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
    if is(&[
        "title", "book", "song", "film", "movie", "album", "novel", "word", "play", "poem",
        "headline", "slogan", "quote", "message",
    ]) {
        return match &material.quoted[..] {
            [one] => Some(json!(one)),
            _ => None,
        };
    }
    if is(&["country", "nation"]) {
        return only(
            material
                .names
                .iter()
                .filter(|name| is_country(&name.text))
                .map(|name| json!(name.text)),
        );
    }
    if is(&[
        "city",
        "town",
        "village",
        "location",
        "place",
        "destination",
        "to",
        "from",
        "origin",
        "departure",
        "source",
        "arrival",
        "start",
        "venue",
        "hometown",
        "residence",
        "birthplace",
        "end",
    ]) {
        let before: &[&str] = if is(&["from", "origin", "departure", "source", "start"]) {
            &["from", "leaves", "leaving", "left"]
        } else if is(&["to", "destination", "arrival", "end"]) {
            &["to", "for", "into", "towards"]
        } else {
            &[
                "in", "at", "from", "to", "near", "into", "visited", "visits",
            ]
        };
        let mut found = places(before);
        if is(&["city", "town", "village"]) {
            found.retain(|name| !is_country(&name.text));
        }
        return only(found.into_iter().map(|name| json!(name.text)));
    }
    if is(&[
        "company",
        "employer",
        "organisation",
        "organization",
        "firm",
        "school",
        "university",
    ]) {
        return only(
            places(&["at", "for", "joined", "with"])
                .into_iter()
                .map(|name| json!(name.text)),
        );
    }
    // "a dog which is called Rocky"
    if is(&["name"]) && key.len() > 1 && !is_person(key[0]) && !has(&["full"]) {
        return only(
            places(&["called", "named"])
                .into_iter()
                .map(|name| json!(name.text)),
        );
    }
    if is(&["sender"])
        && let Some(found) = only(places(&["from"]).into_iter().map(|name| json!(name.text)))
    {
        return Some(found);
    }
    if is(&["recipient", "receiver", "addressee"]) {
        return only(
            places(&["to", "for"])
                .into_iter()
                .map(|name| json!(name.text)),
        );
    }
    if is_person(last)
        && !(is(&["name"]) && key.len() > 1 && !is_person(key[0]) && !has(&["full", "complete"]))
    {
        return person(material).map(|person| json!(person));
    }
    None
}

fn is_person(word: &str) -> bool {
    [
        "name",
        "person",
        "buyer",
        "customer",
        "author",
        "winner",
        "employee",
        "student",
        "owner",
        "who",
        "fullname",
        "sender",
        "guest",
        "traveller",
        "traveler",
        "speaker",
        "child",
        "pupil",
        "teacher",
        "patient",
        "artist",
        "singer",
        "actor",
        "director",
        "player",
        "member",
        "user",
        "client",
        "host",
        "doctor",
        "manager",
        "inventor",
        "founder",
        "driver",
        "passenger",
        "seller",
        "contact",
        "captain",
        "observer",
        "reader",
        "writer",
        "painter",
        "composer",
        "chef",
        "coach",
        "worker",
        "organizer",
        "organiser",
        "instructor",
        "caller",
        "borrower",
        "tenant",
        "applicant",
        "candidate",
        "hero",
        "scientist",
        "discoverer",
        "full",
    ]
    .contains(&word)
}

/// The one name that is none of a place.
fn person(material: &Material<'_>) -> Option<String> {
    const PLACES: &[&str] = &[
        "in", "at", "to", "from", "near", "on", "into", "for", "via", "through", "towards",
        "called", "named",
    ];
    let mut found: Vec<&str> = material
        .names
        .iter()
        .filter(|name| {
            !PLACES.contains(&name.before.as_str())
                && !is_country(&name.text)
                && !name.text.chars().all(char::is_uppercase)
        })
        .filter(|name| {
            name.before != "of" || ["is", "has", "was", ""].contains(&name.behind.as_str())
        })
        .map(|name| name.text.as_str())
        .collect();
    found.sort_unstable();
    found.dedup();
    // "Marie Curie … Curie": the longer is the name.
    let longest = *found.iter().max_by_key(|name| name.len())?;
    let one = found
        .iter()
        .all(|name| longest.contains(without_title(name)));
    one.then(|| longest.to_owned())
}

/// The number with the key's own noun or unit: `24 chairs`, `6650 km`.
fn by_unit(material: &Material<'_>, key: &[&str]) -> Option<Value> {
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
    let units: Vec<&str> = UNITS
        .iter()
        .filter(|(keys, _)| key.iter().any(|word| keys.contains(word)))
        .flat_map(|(_, units)| units.iter().copied())
        .collect();
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

/// `pupil` and `pupils`, whatever the number.
pub(super) fn same_noun(word: &str, noun: &str) -> bool {
    let stem = |word: &str| -> String {
        word.strip_suffix("ies").map_or_else(
            || {
                word.strip_suffix("es")
                    .or(word.strip_suffix('s'))
                    .unwrap_or(word)
                    .trim_end_matches('e')
                    .to_owned()
            },
            |stem| format!("{stem}y"),
        )
    };
    word == noun || word.len() > 2 && noun.len() > 2 && stem(word) == stem(noun)
}

pub(super) fn only(found: impl IntoIterator<Item = Value>) -> Option<Value> {
    let mut found = found.into_iter();
    let first = found.next()?;
    found.all(|next| next == first).then_some(first)
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

/// Words of the material that are among these, as they are written.
fn told(material: &Material<'_>, words: &[&str]) -> Vec<Value> {
    material
        .parts
        .iter()
        .flatten()
        .filter(|token| token.is_any(words))
        .map(|token| json!(token.text))
        .collect()
}

fn capitalised(material: &Material<'_>, words: &[&str]) -> Vec<Value> {
    let mut found = told(material, words);
    found.retain(|word| {
        word.as_str()
            .is_some_and(|word| word.starts_with(char::is_uppercase))
    });
    found
}
