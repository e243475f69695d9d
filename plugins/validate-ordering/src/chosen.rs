//! Those of a list that fit: `List the even numbers of 9, 4, 12 in ascending order`, `the three
//! largest numbers of …`, `the words that start with b`.

use reading::{Asked, Rational, Token};

use crate::adjectives::{Axis, superlative_at};
use crate::listing::{self, Listing};
use crate::order::Order;
use crate::task::{Task, number};

/// Words that change nothing.
const PLAIN: &str = "\
list|give|write|name|find|pick|select|extract|return|show|keep|which|what|what's|output|print|filter|identify|\
choose|are|is|the|of|in|a|an|me|this|these|that|following|from|list|numbers|number|words|word|items|item|\
please|just|only|all|out|and|them|it|here|order|sorted|sort|separated|by|commas|comma|with|answer|reply|nothing|else|\
those|have|has|down|collection|set|sequence|integers|integer|values|value|result|results|for|to|letter|names|as|then";

/// Words of which one has to be there.
const ASKS: &[&str] = &[
    "list", "give", "write", "name", "find", "pick", "select", "extract", "return", "show", "keep",
    "which", "what", "output", "print", "filter", "identify", "choose",
];

enum Filter {
    Even,
    Odd,
    Over(Rational, bool),
    Under(Rational, bool),
    Multiple(i128),
    Negative,
    Positive,
    Starts(String),
    Ends(String),
}

/// What is asked of a list, if all of it is understood.
pub(crate) fn understand(text: &str, asked: &Asked<'_>) -> Option<Task> {
    listing::find_all(text, asked).iter().find_map(of_list)
}

fn of_list(listing: &Listing<'_>) -> Option<Task> {
    let mut rest: Vec<Token<'_>> = Vec::new();
    let (mut filter, mut top, mut order) = (None, None, None);
    let mut at = 0;
    while at < listing.said.len() {
        let said = &listing.said[at..];
        let used = if let Some((found, used)) = order_at(said) {
            if order.replace(found).is_some() {
                return None;
            }
            used
        } else if let Some((found, used)) = top_at(said) {
            if top.replace(found).is_some() {
                return None;
            }
            used
        } else if let Some((found, used)) = filter_at(said) {
            if filter.replace(found).is_some() {
                return None;
            }
            used
        } else {
            rest.push(said[0].clone());
            1
        };
        at += used;
    }
    let known = rest
        .iter()
        .all(|token| !token.is_word() && token.number().is_none() || token.is_among(PLAIN));
    if !known || !rest.iter().any(|token| token.is_any(ASKS)) || rest.len() > 40 {
        return None;
    }
    let items: Vec<&str> = listing.items.clone();
    let (kept, told) = match (filter, top) {
        (Some(filter), None) => (filtered(&items, &filter)?, "Those that fit"),
        (None, Some((count, big))) => (ends(&items, count, big)?, "They are"),
        _ => return None,
    };
    match order {
        Some(order) if kept.len() > 1 => Some(Task::Sequence {
            items: order.sort(&kept)?,
            reversed: false,
        }),
        _ => Task::chosen(
            kept.iter().map(|item| (*item).to_owned()).collect(),
            &items,
            told,
        ),
    }
}

/// `in ascending order`, `from largest to smallest`, `alphabetically`
fn order_at(said: &[Token<'_>]) -> Option<(Order, usize)> {
    const PHRASES: [(&str, Order); 20] = [
        ("in ascending order", Order::Ascending),
        ("in increasing order", Order::Ascending),
        ("in numerical order", Order::Ascending),
        ("from smallest to largest", Order::Ascending),
        ("from lowest to highest", Order::Ascending),
        ("smallest to largest", Order::Ascending),
        ("smallest first", Order::Ascending),
        ("lowest first", Order::Ascending),
        ("ascending", Order::Ascending),
        ("in descending order", Order::Descending),
        ("in decreasing order", Order::Descending),
        ("from largest to smallest", Order::Descending),
        ("from highest to lowest", Order::Descending),
        ("largest to smallest", Order::Descending),
        ("largest first", Order::Descending),
        ("biggest first", Order::Descending),
        ("highest first", Order::Descending),
        ("descending", Order::Descending),
        ("in alphabetical order", Order::Alphabetical),
        ("alphabetically", Order::Alphabetical),
    ];
    PHRASES
        .iter()
        .find_map(|(phrase, order)| Some((*order, phrase_at(said, phrase)?)))
}

fn phrase_at(said: &[Token<'_>], phrase: &str) -> Option<usize> {
    let mut used = 0;
    for word in phrase.split(' ') {
        if !said.get(used)?.is(word) {
            return None;
        }
        used += 1;
    }
    Some(used)
}

/// `three largest`, `two smallest`: how many, and from which end.
fn top_at(said: &[Token<'_>]) -> Option<((usize, bool), usize)> {
    let count = said.first()?.number()?.value.whole()?;
    let (end, used) = superlative_at(said.get(1..)?)?;
    let fits = (2..=20).contains(&count) && end.axis == Axis::Size;
    fits.then_some(((usize::try_from(count).ok()?, end.big), used + 1))
}

fn filter_at(said: &[Token<'_>]) -> Option<(Filter, usize)> {
    let first = said.first()?;
    for (word, filter) in [
        ("even", Filter::Even),
        ("odd", Filter::Odd),
        ("negative", Filter::Negative),
        ("positive", Filter::Positive),
    ] {
        if first.is(word) {
            return Some((filter, 1));
        }
    }
    type Compare = fn(Rational) -> Filter;
    const BOUNDS: [(&str, Compare); 12] = [
        ("greater than", |n| Filter::Over(n, false)),
        ("larger than", |n| Filter::Over(n, false)),
        ("bigger than", |n| Filter::Over(n, false)),
        ("higher than", |n| Filter::Over(n, false)),
        ("above", |n| Filter::Over(n, false)),
        ("over", |n| Filter::Over(n, false)),
        ("at least", |n| Filter::Over(n, true)),
        ("less than", |n| Filter::Under(n, false)),
        ("smaller than", |n| Filter::Under(n, false)),
        ("lower than", |n| Filter::Under(n, false)),
        ("below", |n| Filter::Under(n, false)),
        ("under", |n| Filter::Under(n, false)),
    ];
    for (phrase, compare) in BOUNDS {
        if let Some(used) = phrase_at(said, phrase)
            && let Some(bound) = said.get(used).and_then(Token::number)
        {
            return Some((compare(bound.value), used + 1));
        }
    }
    for phrase in ["divisible by", "multiples of", "multiple of"] {
        if let Some(used) = phrase_at(said, phrase)
            && let Some(step) = said.get(used).and_then(Token::number)
        {
            let step = step.value.whole().filter(|step| *step > 1)?;
            return Some((Filter::Multiple(step), used + 1));
        }
    }
    let starts = first.is_any(&[
        "start",
        "starts",
        "starting",
        "begin",
        "begins",
        "beginning",
    ]);
    let ends = first.is_any(&["end", "ends", "ending"]);
    if (starts || ends) && said.get(1).is_some_and(|next| next.is_any(&["with", "in"])) {
        let mut at = 2;
        while said
            .get(at)
            .is_some_and(|token| token.is_any(&["the", "letter", "a", "an"]) || token.is_mark('"'))
        {
            // "start with a": the letter itself.
            let letter = said.get(at).is_some_and(|token| token.is_any(&["a"]))
                && !said
                    .get(at + 1)
                    .is_some_and(|next| next.is_word() || next.is_mark('"'));
            if letter {
                break;
            }
            at += 1;
        }
        let letter = said
            .get(at)
            .filter(|token| token.is_word() && token.text.len() == 1)?;
        let closes = usize::from(said.get(at + 1).is_some_and(|token| token.is_mark('"')));
        let letter = letter.text.to_lowercase();
        let filter = if starts {
            Filter::Starts(letter)
        } else {
            Filter::Ends(letter)
        };
        return Some((filter, at + 1 + closes));
    }
    None
}

fn filtered<'i>(items: &[&'i str], filter: &Filter) -> Option<Vec<&'i str>> {
    let by_number = !matches!(filter, Filter::Starts(_) | Filter::Ends(_));
    let mut kept = Vec::new();
    for item in items {
        let fits = if by_number {
            fits(number(item)?, filter)?
        } else {
            let item = item.to_lowercase();
            // Accents and names of several words are open.
            if !item.chars().all(|c| c.is_ascii_alphabetic()) {
                return None;
            }
            match filter {
                Filter::Starts(letter) => item.starts_with(letter.as_str()),
                Filter::Ends(letter) => item.ends_with(letter.as_str()),
                _ => return None,
            }
        };
        if fits {
            kept.push(*item);
        }
    }
    (!kept.is_empty() && kept.len() < items.len()).then_some(kept)
}

fn fits(value: Rational, filter: &Filter) -> Option<bool> {
    Some(match filter {
        Filter::Even => value.whole()? % 2 == 0,
        Filter::Odd => value.whole()? % 2 != 0,
        Filter::Over(bound, equal) => value > *bound || *equal && value == *bound,
        Filter::Under(bound, equal) => value < *bound || *equal && value == *bound,
        Filter::Multiple(step) => value.whole()? % step == 0,
        Filter::Negative => value < Rational::ZERO,
        Filter::Positive => value > Rational::ZERO,
        Filter::Starts(_) | Filter::Ends(_) => return None,
    })
}

/// So many from one end; none where it is open which of two equal ones is meant.
fn ends<'i>(items: &[&'i str], count: usize, big: bool) -> Option<Vec<&'i str>> {
    let mut valued: Vec<(Rational, &str)> = items
        .iter()
        .map(|item| Some((number(item)?, *item)))
        .collect::<Option<_>>()?;
    valued.sort_by_key(|(value, _)| *value);
    if big {
        valued.reverse();
    }
    let apart = valued.windows(2).all(|pair| pair[0].0 != pair[1].0);
    (apart && count < valued.len()).then(|| valued[..count].iter().map(|(_, item)| *item).collect())
}
