//! What a request asks to be sorted, reversed or picked.

use reading::skeleton::{Skeleton, skeleton};
use reading::{Asked, Token};

use crate::count;
use crate::listing::{self, Listing};
use crate::order::Order;
use crate::spell;
use crate::task::{Task, number};
use crate::words::WORDS;

type Read = Skeleton<Slot>;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Slot {
    Number,
    /// A word for the items that the lexicon does not know: `these rivers`.
    Noun,
}

/// The task of a request, if all of it is understood.
pub(crate) fn understand(text: &str, asked: &Asked<'_>) -> Option<Task> {
    listing::find(text, asked)
        .and_then(|listing| of_list(&listing))
        .or_else(|| count::understand(text, asked))
        .or_else(|| spell::understand(text, asked))
}

fn of_list(listing: &Listing<'_>) -> Option<Task> {
    let said = &listing.said;
    let read = skeleton(&WORDS, said, |rest| slot_at(said, rest))?;
    let items = &listing.items;
    if read.says_any(&["many?", "times?"]) {
        return counted(&read, items);
    }
    if read.says("dedup")
        || read.says("dup") && read.says("remove")
        || read.says("unique") && !read.says("remove")
    {
        return (order_of(&read, said, items).is_none() && !read.says("reverse"))
            .then(|| unique(items))?;
    }
    if read.says_any(&["dup", "unique", "remove"]) {
        return None;
    }
    match place(&read) {
        Some(place) => pick(&read, said, items, place?),
        None => sequence(&read, said, items),
    }
}

fn slot_at(said: &[Token<'_>], rest: &[Token<'_>]) -> Option<(Slot, usize)> {
    let first = rest.first()?;
    if first.number().is_some() {
        return Some((Slot::Number, 1));
    }
    // "these rivers", "the following dogs", "5 towns"
    let before = said.get((said.len() - rest.len()).checked_sub(1)?)?;
    let introduced = before.number().is_some()
        || before.is_any(&["these", "those", "following", "my", "of", "the"]);
    let plural = first.is_word()
        && first.text.len() > 3
        && first.text.ends_with('s')
        && first.text.starts_with(char::is_lowercase);
    (introduced && plural && WORDS.longest(rest).is_none()).then_some((Slot::Noun, 1))
}

/// How many there are.
fn counted(read: &Read, items: &[&str]) -> Option<Task> {
    let plain = read.says_only(&["many?", "items", "of-words", "of-numbers", "unique", "sort"]);
    let nouns = read.slots().any(|slot| *slot == Slot::Noun);
    // The words of a sentence with commas are no items.
    let several = items.iter().any(|item| item.contains(char::is_whitespace));
    if read.says("of-words") && several {
        return None;
    }
    if !plain || nouns || !read.says_any(&["items", "of-words", "of-numbers"]) {
        return None;
    }
    let mut distinct: Vec<String> = items.iter().map(|item| item.to_lowercase()).collect();
    let all = distinct.len();
    distinct.sort();
    distinct.dedup();
    // Without "different" both may be meant where some are there twice.
    if !read.says("unique") && distinct.len() != all {
        return None;
    }
    let value = if read.says("unique") {
        distinct.len()
    } else {
        all
    };
    Some(Task::Count {
        value: value as i128,
        also: value as i128,
        fact: format!("The list has {value} of them"),
    })
}

fn unique(items: &[&str]) -> Option<Task> {
    let mut kept: Vec<String> = Vec::new();
    for item in items {
        if !kept.iter().any(|known| known.eq_ignore_ascii_case(item)) {
            kept.push((*item).to_owned());
        }
    }
    // "Unique" may mean what is there once only, so that both have to be the same.
    (kept.len() < items.len()).then_some(Task::Unique {
        items: kept,
        listed: items.len(),
    })
}

/// Which one is asked for: its place from the front, or from the back.
#[derive(Clone, Copy, Debug)]
enum Place {
    Front(usize),
    Back,
}

/// The place that is asked for, if one is; inside none where several are said.
fn place(read: &Read) -> Option<Option<Place>> {
    let said: Vec<Place> = [
        ("first", Place::Front(0)),
        ("second", Place::Front(1)),
        ("third", Place::Front(2)),
        ("fourth", Place::Front(3)),
        ("fifth", Place::Front(4)),
        ("last", Place::Back),
    ]
    .into_iter()
    .filter(|(word, _)| read.says(word))
    .map(|(_, place)| place)
    .collect();
    let extreme = read.says_any(&[
        "largest", "smallest", "longest", "shortest", "larger", "smaller", "longer", "shorter",
    ]);
    match said[..] {
        [] if extreme => Some(Some(Place::Front(0))),
        [] => None,
        [place] => Some(Some(place)),
        _ => Some(None),
    }
}

/// `What is the second largest number in this list: 3, 9, 4?`
fn pick(read: &Read, said: &[Token<'_>], items: &[&str], place: Place) -> Option<Task> {
    let extremes: Vec<&str> = [
        "largest", "smallest", "longest", "shortest", "larger", "smaller", "longer", "shorter",
    ]
    .into_iter()
    .filter(|word| read.says(word))
    .collect();
    let sorted = match extremes[..] {
        [] => match order_of(read, said, items) {
            Some(order) => order.sort(items)?,
            // "Which is the third word in this list?"
            None => {
                let listed = read.says_any(&["items", "of-words", "of-numbers"])
                    && said
                        .iter()
                        .any(|t| t.is_any(&["list", "sequence", "series"]))
                    && !read.slots().any(|slot| *slot == Slot::Noun)
                    && !says_order(read);
                listed.then(|| items.iter().map(|item| (*item).to_owned()).collect())?
            }
        },
        [extreme] if !says_order(read) => {
            let order = match extreme {
                "largest" | "larger" => Order::Largest,
                "smallest" | "smaller" => Order::Smallest,
                // The longest river has no more letters than others.
                _ if !read.says("of-words") => return None,
                "longest" | "longer" => Order::LongestFirst,
                _ => Order::Length,
            };
            // A comparison is of two.
            if extreme.ends_with('r') && items.len() != 2 {
                return None;
            }
            match (order, place) {
                (Order::Length | Order::LongestFirst, Place::Front(0)) => by_length(order, items)?,
                _ => order.sort(items)?,
            }
        }
        _ => return None,
    };
    let at = match place {
        Place::Front(at) => at,
        Place::Back if extremes.is_empty() => sorted.len() - 1,
        Place::Back => return None,
    };
    let right = sorted.get(at)?.clone();
    let others: Vec<String> = sorted
        .into_iter()
        .filter(|item| *item != right && number(item).is_none_or(|n| Some(n) != number(&right)))
        .collect();
    // Equal ones in front make the second largest open.
    if !extremes.is_empty() && at > 0 && others.len() + 1 != items.len() {
        return None;
    }
    let which = said
        .iter()
        .filter(|token| {
            token.is_any(&[
                "largest", "biggest", "greatest", "highest", "maximum", "smallest", "lowest",
                "minimum", "longest", "shortest", "first", "last", "second", "third", "fourth",
                "fifth", "larger", "bigger", "smaller", "longer", "shorter",
            ])
        })
        .map(|token| token.text.to_lowercase())
        .collect::<Vec<_>>()
        .join(" ");
    (!others.is_empty()).then(|| Task::Pick {
        fact: format!("The {which} one is {right}"),
        right,
        others,
    })
}

/// By length, where only the first of them has to be clear.
fn by_length(order: Order, items: &[&str]) -> Option<Vec<String>> {
    let plain = items
        .iter()
        .all(|item| item.chars().all(|c| c.is_ascii_alphabetic()));
    let mut sorted = items.to_vec();
    sorted.sort_by_key(|item| item.len());
    if order == Order::LongestFirst {
        sorted.reverse();
    }
    let clear = sorted
        .get(1)
        .is_some_and(|next| next.len() != sorted[0].len());
    (plain && clear).then(|| sorted.into_iter().map(str::to_owned).collect())
}

const ORDERS: &[&str] = &[
    "alphabetical",
    "z-to-a",
    "rising",
    "falling",
    "length",
    "short-first",
    "long-first",
    "calendar",
    "reverse",
];

fn says_order(read: &Read) -> bool {
    read.says_any(ORDERS)
}

/// The order that is asked for, if it is one.
fn order_of(read: &Read, said: &[Token<'_>], items: &[&str]) -> Option<Order> {
    let orders: Vec<&str> = ORDERS
        .iter()
        .copied()
        .filter(|word| read.says(word))
        .collect();
    let numbers = items.iter().all(|item| number(item).is_some());
    let named = |words: &[&str]| said.iter().any(|token| token.is_any(words));
    Some(match orders[..] {
        ["alphabetical"] | ["alphabetical", "rising"] => Order::Alphabetical,
        ["z-to-a"] | ["alphabetical", "reverse" | "falling" | "z-to-a"] => {
            Order::ReverseAlphabetical
        }
        ["rising"] if numbers => Order::Smallest,
        ["falling"] | ["rising", "reverse"] if numbers => Order::Largest,
        // Of words, "ascending" is by the alphabet, and "smallest first" is not.
        ["rising"] if named(&["ascending"]) => Order::Alphabetical,
        ["falling"] if named(&["descending"]) => Order::ReverseAlphabetical,
        ["length"] | ["rising", "length"] | ["length", "short-first"] | ["short-first"] => {
            Order::Length
        }
        ["falling", "length"]
        | ["length", "long-first"]
        | ["long-first"]
        | ["length", "reverse"] => Order::LongestFirst,
        ["calendar"] => Order::Calendar,
        // "Sort these numbers: 3, 1, 2"
        [] if numbers && named(&["sort", "order"]) => Order::Smallest,
        _ => return None,
    })
}

/// `Sort these words alphabetically: pear, apple, fig`
fn sequence(read: &Read, said: &[Token<'_>], items: &[&str]) -> Option<Task> {
    let told = ["sort", "items", "of-words", "of-numbers"];
    if !read.says_only(&[&told[..], ORDERS].concat()) {
        return None;
    }
    if let Some(order) = order_of(read, said, items) {
        return Some(Task::Sequence {
            items: order.sort(items)?,
            reversed: false,
        });
    }
    let only_reverse = ORDERS
        .iter()
        .filter(|word| read.says(word))
        .eq([&"reverse"]);
    only_reverse.then(|| Task::Sequence {
        items: items.iter().rev().map(|item| (*item).to_owned()).collect(),
        reversed: true,
    })
}
