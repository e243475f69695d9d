//! The order that a request asks for.

use reading::skeleton::Skeleton;
use reading::{Rational, Token};

use crate::adjectives::{Axis, End};
use crate::order::{self, Order};
use crate::values;

/// What stands in a request beside the words of the lexicon.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Slot {
    /// How many are spoken of, if that is a small whole number.
    Number(Option<usize>),
    /// `3rd`
    Ordinal(usize),
    /// A word that is not known and changes nothing.
    Noun(String),
    /// In quotes.
    Quoted(String),
    /// `from old to young`, `smallest first`: where the order begins.
    Begins(End),
    /// `starting with Monday`
    BeginsWith(String),
    /// `the largest`
    Extreme(End),
    /// `larger`
    Compared(End),
    Mark,
}

pub(crate) type Read = Skeleton<Slot>;

/// The items of a request, with the numbers that go with them.
pub(crate) struct Items<'i> {
    pub(crate) names: &'i [&'i str],
    /// Given beside the names.
    pub(crate) values: Option<&'i [Rational]>,
    /// Whether they are times that were needed.
    pub(crate) durations: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Key {
    Alphabet,
    Surname,
    Length,
    Calendar,
    Planets,
    Value(Axis),
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
    "calendar-back",
    "proper",
    "by-size",
    "surname",
    "planets",
];

pub(crate) fn says_order(read: &Read) -> bool {
    read.says_any(ORDERS)
        || read
            .slots()
            .any(|slot| matches!(slot, Slot::Begins(_) | Slot::BeginsWith(_)))
}

/// The items in the order that is asked for, if it is one and clear.
pub(crate) fn sorted(read: &Read, said: &[Token<'_>], items: &Items<'_>) -> Option<Vec<String>> {
    let ends: Vec<End> = read
        .slots()
        .filter_map(|slot| match slot {
            Slot::Begins(end) => Some(*end),
            _ => None,
        })
        .collect();
    let says = |what: &[&str]| read.says_any(what);
    let falls = says(&["falling", "z-to-a", "long-first", "calendar-back"])
        || ends.iter().any(|end| end.big);
    let rises = says(&["rising", "short-first"]) || ends.iter().any(|end| !end.big);
    let axis = ends.first().map(|end| end.axis);
    // "From A to Z, beginning with the smallest"
    if falls && rises {
        return None;
    }
    let several = items.names.iter().all(|name| name.contains(' '));
    let key = if says(&["surname"]) && several {
        Key::Surname
    } else if says(&["alphabetical", "z-to-a", "surname"]) {
        Key::Alphabet
    } else if says(&["planets"]) {
        Key::Planets
    } else if says(&["length", "short-first", "long-first"]) {
        // Of rivers with a number each, no letters are counted.
        if items.values.is_some() && !of_words(read, said) {
            Key::Value(Axis::Length)
        } else {
            Key::Length
        }
    } else if says(&["calendar", "calendar-back", "proper"])
        || axis == Some(Axis::Time)
        || read.slots().any(|slot| matches!(slot, Slot::BeginsWith(_)))
    {
        Key::Calendar
    } else if falls || rises || says(&["by-size"]) {
        Key::Value(axis.unwrap_or(Axis::Size))
    } else if is_plain_sort(read, said) {
        Key::Value(Axis::Size)
    } else {
        return None;
    };
    // "In reverse alphabetical order", "by length, reversed"
    let falls = falls != (says(&["reverse"]) && !says(&["z-to-a"]));
    // All of them have to have their place.
    if key == Key::Value(Axis::Length) && items.values.is_none() && of_words(read, said) {
        return order_of(falls, Order::Length, Order::LongestFirst).sort(items.names);
    }
    by(key, falls, read, said, items)
}

/// Whether each number that is said is how many items there are.
pub(crate) fn counts_items(read: &Read, items: &Items<'_>) -> bool {
    read.slots().all(|slot| match slot {
        Slot::Number(number) => *number == Some(items.names.len()),
        _ => true,
    })
}

/// `Sort these numbers`: nobody means them to fall.
fn is_plain_sort(read: &Read, said: &[Token<'_>]) -> bool {
    let named = said
        .iter()
        .any(|token| token.is_any(&["sort", "sorted", "order", "ordered", "sorting"]));
    let nouns = read
        .slots()
        .any(|slot| matches!(slot, Slot::Noun(noun) if !noun.ends_with('s')));
    named && !nouns && !read.says("reverse")
}

/// The items as the end of an order has them in front.
pub(crate) fn from_end(
    end: End,
    read: &Read,
    said: &[Token<'_>],
    items: &Items<'_>,
) -> Option<Vec<String>> {
    let key = match end.axis {
        Axis::Time => Key::Calendar,
        _ if read.says("planets") => Key::Planets,
        // The longest river has no more letters than others.
        axis => Key::Value(axis),
    };
    by(key, end.big, read, said, items)
}

fn by(
    key: Key,
    falls: bool,
    read: &Read,
    said: &[Token<'_>],
    items: &Items<'_>,
) -> Option<Vec<String>> {
    let known = || match items.values {
        Some(values) => Some(values.to_vec()),
        None => values::values(items.names.iter().copied()),
    };
    match key {
        Key::Alphabet => {
            order_of(falls, Order::Alphabetical, Order::ReverseAlphabetical).sort(items.names)
        }
        Key::Planets => {
            let mut sorted = order::planets(items.names)?;
            if falls {
                sorted.reverse();
            }
            Some(sorted)
        }
        Key::Surname => order::by_last_word(falls, items.names),
        Key::Length => order_of(falls, Order::Length, Order::LongestFirst).sort(items.names),
        Key::Calendar => match calendar(falls, read, items) {
            Some(sorted) => Some(sorted),
            // "What day of the week was July 4, 1776?"
            None if read.says("proper")
                || !read.says_any(&["sort", "listed"]) && read.says("calendar") =>
            {
                None
            }
            None => by_value(&known()?, falls, items),
        },
        Key::Value(axis) => {
            let Some(values) = known() else {
                let named = |words: &[&str]| said.iter().any(|token| token.is_any(words));
                return match axis {
                    // Of words, "ascending" is by the alphabet, and "smallest first" is not.
                    Axis::Size if named(&["ascending", "descending"]) => {
                        order_of(falls, Order::Alphabetical, Order::ReverseAlphabetical)
                            .sort(items.names)
                    }
                    Axis::Size if order::by_size(falls, items.names).is_some() => {
                        order::by_size(falls, items.names)
                    }
                    Axis::Length if of_words(read, said) => order::by_length(falls, items.names),
                    _ => None,
                };
            };
            let turned = match axis {
                // Who was born earlier is older.
                Axis::Age => values::are_years(&values),
                Axis::Speed => {
                    items.durations || items.names.iter().all(|item| values::are_durations(item))
                }
                _ => false,
            };
            // Without a number beside them, years have no age.
            by_value(&values, falls != turned, items)
        }
    }
}

/// Whether it is said that words or names are compared.
fn of_words(read: &Read, said: &[Token<'_>]) -> bool {
    read.says("of-words")
        || said.iter().any(|token| {
            token.is_any(&[
                "name",
                "names",
                "word",
                "words",
                "letters",
                "characters",
                "spelling",
                "spelled",
            ])
        })
}

fn order_of(falls: bool, rising: Order, falling: Order) -> Order {
    if falls { falling } else { rising }
}

/// By value; none where things of one value are told apart.
fn by_value(values: &[Rational], falls: bool, items: &Items<'_>) -> Option<Vec<String>> {
    let mut places: Vec<usize> = (0..values.len()).collect();
    places.sort_by_key(|&at| values[at]);
    if falls {
        places.reverse();
    }
    let open = places.windows(2).any(|pair| {
        values[pair[0]] == values[pair[1]] && items.names[pair[0]] != items.names[pair[1]]
    });
    (!open).then(|| {
        places
            .into_iter()
            .map(|at| items.names[at].to_owned())
            .collect()
    })
}

fn calendar(falls: bool, read: &Read, items: &Items<'_>) -> Option<Vec<String>> {
    let start = read.slots().find_map(|slot| match slot {
        Slot::BeginsWith(name) => Some(name.as_str()),
        _ => None,
    });
    let mut sorted = order::calendar_order(items.names, start)?;
    if falls || read.says("reverse") {
        sorted.reverse();
    }
    Some(sorted)
}
