//! Numbers of things, and numbers with units.

use crate::text::{Span, Text};
use crate::words::key;

const UNITS: &[(&str, &str)] = &[
    (
        "length",
        "metres meters metre meter m km kilometres kilometers kilometre kilometer miles mile feet foot ft inches inch centimetres centimeters \
centimetre centimeter cm millimetres millimeters mm yards yard nautical",
    ),
    (
        "mass",
        "kilograms kilogrammes kilogram kg kilos kilo grams gram grammes g tonnes tonne tons ton pounds pound lb lbs ounces ounce oz stone mg",
    ),
    (
        "money",
        "euros euro dollars dollar pounds pound cents cent pence crowns crown francs franc yen rupees rupee pesos peso kronor kroner krone coins \
florins ducats guilders guilder talers guineas shillings shilling pennies eur usd gbp chf bucks marks lira zloty roubles rubles thalers",
    ),
    (
        "time",
        "minutes minute min mins hours hour h hrs days day weeks week months month years year seconds second sec nights night decades decade \
centuries century fortnight semesters seasons",
    ),
    ("age", "years year year-old old months weeks"),
    (
        "speed",
        "km kilometres kilometers miles mph knots kph km/h kmh metres meters",
    ),
    ("temperature", "degrees degree celsius fahrenheit c f °c"),
];

/// What a number may be a quantity of.
fn is_unit(quantity: &str, word: &str) -> bool {
    let lower = word.to_lowercase();
    UNITS
        .iter()
        .filter(|(name, _)| quantity == "any" || quantity.contains(name))
        .any(|(_, units)| units.split(' ').any(|unit| unit == lower))
}

/// Numbers with a unit of this quantity.
pub(crate) fn measured(text: &Text<'_>, quantity: &str) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for at in 0..text.tokens.len() {
        let Some(span) = measure_at(text, at, quantity) else {
            continue;
        };
        // "2 hours and 30 minutes" is one.
        if let Some(previous) = spans.last_mut() {
            let gap = span.first - previous.last;
            let joined = gap == 1 || gap == 2 && text.is(previous.last + 1, &["and"]);
            if joined
                && text.sentence[previous.last] == text.sentence[span.first]
                && quantity != "any"
                && text.tokens[previous.last].text != text.tokens[span.last].text
            {
                previous.last = span.last;
                continue;
            }
        }
        spans.push(span);
    }
    if quantity == "money" {
        spans.extend(
            (0..text.tokens.len())
                .filter(|&at| text.is(at, &["nothing", "free"]))
                .map(|at| Span::new(at, at)),
        );
    }
    spans
}

fn measure_at(text: &Text<'_>, at: usize, quantity: &str) -> Option<Span> {
    let article = text.is(at, &["an", "a", "half"]) && quantity.contains("time");
    if !is_amount(text, at) && !article {
        return None;
    }
    if quantity == "percent" {
        return text
            .after(at)
            .filter(|&next| text.tokens[next].is_mark('%') || text.is(next, &["percent", "per"]))
            .map(|next| Span::new(at, next));
    }
    let money = quantity == "money" || quantity == "any";
    if money
        && let Some(mark) = text
            .before(at)
            .filter(|&mark| "$€£¥".chars().any(|sign| text.tokens[mark].is_mark(sign)))
    {
        return Some(Span::new(mark, at));
    }
    let next = text.after(at)?;
    let token = &text.tokens[next];
    if money && "€£$".chars().any(|sign| token.is_mark(sign))
        || quantity == "temperature" && token.is_mark('°')
    {
        let last = text.after(next).filter(|&last| {
            text.tokens[last].glued
                && text.tokens[last].text.len() == 1
                && quantity == "temperature"
        });
        return Some(Span::new(at, last.unwrap_or(next)));
    }
    // "12-year-old", "a 20-minute walk", "two and a half long hours"
    let unit = [
        Some(next),
        text.after(next),
        text.after(next).and_then(|at| text.after(at)),
    ]
    .into_iter()
    .flatten()
    .take(if article { 1 } else { 2 })
    .find(|&unit| {
        let word = &text.tokens[unit];
        word.is_word() && is_unit(quantity, word.text)
    });
    if let Some(unit) = unit {
        let between = (next..unit).all(|at| {
            text.tokens[at].is_mark('-') || text.tokens[at].is_word() && !text.is_small(at)
        });
        if between {
            return Some(Span::new(at, unit));
        }
    }
    match quantity {
        "any" if token.is_word() && !article => {
            Some(Span::new(at, if text.is_small(next) { at } else { next }))
        }
        "age" if !article && text.tokens[at].text.len() < 4 => Some(
            Span::new(at, at).with(
                if text
                    .before(at)
                    .is_some_and(|before| text.is(before, &["aged", "age", "is", "was"]))
                {
                    0.0
                } else {
                    -0.2
                },
            ),
        ),
        _ => None,
    }
}

/// A number that counts or measures: no `12th`, no `B14`, no part of `19:05`, and not the
/// `one` of `the old one`.
fn is_amount(text: &Text<'_>, at: usize) -> bool {
    let token = &text.tokens[at];
    if token.number().is_none() {
        return false;
    }
    let next = text.after(at).map(|next| &text.tokens[next]);
    let before = text.before(at).map(|before| &text.tokens[before]);
    let ordinal = next.is_some_and(|next| next.glued && next.is_any(&["st", "nd", "rd", "th"]));
    let clock = next.is_some_and(|next| next.is_mark(':') && next.glued)
        || before.is_some_and(|before| before.is_mark(':') && token.glued);
    let pronoun = token.is("one")
        && (text.before(at).is_some_and(|before| {
            !text.is_small(before) && text.tokens[before].is_word()
                || text.is(before, &["the", "this", "that", "no", "which", "each"])
        }) || text.after(at).is_none_or(|next| {
            text.is_small(next) && !text.is(next, &["of"]) || !text.tokens[next].is_word()
        }));
    !ordinal && !clock && !pronoun
}

/// The quantity that a unit measures.
pub(crate) fn quantity_of(unit: &str) -> Option<&'static str> {
    let lower = unit.to_lowercase();
    UNITS
        .iter()
        .find(|(_, units)| units.split(' ').any(|unit| unit == lower))
        .map(|(name, _)| *name)
}

/// Whether a number is followed by the things that it counts.
fn has_plural(text: &Text<'_>, at: usize) -> bool {
    let mut here = at;
    for _ in 0..4 {
        let Some(next) = text
            .after(here)
            .filter(|&next| text.tokens[next].is_word() && !text.is_small(next))
        else {
            return false;
        };
        let word = text.tokens[next].text;
        if word.ends_with('s')
            || [
                "people", "men", "women", "children", "sheep", "fish", "deer", "police", "mice",
                "geese", "feet", "teeth",
            ]
            .contains(&word)
        {
            return true;
        }
        here = next;
    }
    false
}

/// Numbers, those of the thing asked for before others.
pub(crate) fn counted(text: &Text<'_>, thing: &str) -> Vec<Span> {
    (0..text.tokens.len())
        .filter(|&at| is_amount(text, at))
        .filter_map(|at| {
            let mut noun = None;
            let mut here = at;
            for _ in 0..4 {
                let Some(next) = text.after(here) else { break };
                let token = &text.tokens[next];
                if token.number().is_some()
                    || !(token.is_word() || token.is_mark('-') && token.glued)
                {
                    break;
                }
                if key(token.text) == thing {
                    noun = Some(next);
                    break;
                }
                here = next;
            }
            // Another unit is another thing.
            let other = text.after(at).is_some_and(|next| {
                text.tokens[next].is_word() && is_unit("any", text.tokens[next].text)
                    || ['%', '°', '€', '$', '£']
                        .iter()
                        .any(|&mark| text.tokens[next].is_mark(mark))
            }) || text.before(at).is_some_and(|before| {
                "$€£".chars().any(|sign| text.tokens[before].is_mark(sign))
                    || text.is(
                        before,
                        &["in", "page", "room", "gate", "age", "aged", "since"],
                    )
                    || crate::classes::has("month", text.tokens[before].text)
            });
            // "7 red and 3 blue balls"
            let one = text.tokens[at]
                .number()
                .is_some_and(|number| number.value == 1.into());
            let followed = text.after(at).is_some_and(|next| {
                text.is(next, &["of"]) || text.keys[next].is_some() && text.tokens[next].is_word()
            });
            let elliptic = noun.is_none() && !one && followed && !has_plural(text, at);
            if noun.is_some() || elliptic && !other {
                return Some(Span::new(at, at).with(0.4));
            }
            (!other).then(|| Span::new(at, at))
        })
        .collect()
}
