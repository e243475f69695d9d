//! One item of a list: the largest, the third, the one behind another.

use reading::Token;

use crate::adjectives::{Axis, End};
use crate::aim::{Items, Read, Slot, counts_items, from_end, says_order, sorted};
use crate::task::{Task, number};

/// Which one is asked for: its place from the front, or from the back.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Place {
    Front(usize),
    Back(usize),
    Middle,
}

/// The place that is asked for, if one is; inside none where several are said.
pub(crate) fn place(read: &Read) -> Option<Option<Place>> {
    let mut said: Vec<Place> = [
        ("first", Place::Front(0)),
        ("second", Place::Front(1)),
        ("third", Place::Front(2)),
        ("fourth", Place::Front(3)),
        ("fifth", Place::Front(4)),
        ("sixth", Place::Front(5)),
        ("seventh", Place::Front(6)),
        ("second-last", Place::Back(1)),
        ("third-last", Place::Back(2)),
        ("middle", Place::Middle),
        ("last", Place::Back(0)),
    ]
    .into_iter()
    .filter(|(word, _)| read.says(word))
    .map(|(_, place)| place)
    .collect();
    said.extend(read.slots().filter_map(|slot| match slot {
        Slot::Ordinal(at @ 1..) => Some(Place::Front(at - 1)),
        _ => None,
    }));
    let extreme = extremes(read).next().is_some();
    match said[..] {
        [] if extreme => Some(Some(Place::Front(0))),
        [] => None,
        [place] => Some(Some(place)),
        _ => Some(None),
    }
}

/// The ends that are named, and whether they compare two.
fn extremes(read: &Read) -> impl Iterator<Item = (End, bool)> {
    read.slots().filter_map(|slot| match slot {
        Slot::Extreme(end) => Some((*end, false)),
        Slot::Compared(end) => Some((*end, true)),
        _ => None,
    })
}

/// Whether a question wants a number and no name: "How old is the older one?", "What is the
/// age of the youngest?", "By how much …?"
pub(crate) fn asks_for_a_number(said: &[Token<'_>]) -> bool {
    const MEASURES: &[&str] = &[
        "age",
        "height",
        "weight",
        "length",
        "price",
        "cost",
        "score",
        "speed",
        "width",
        "depth",
        "distance",
        "temperature",
        "value",
        "amount",
        "time",
        "duration",
        "size",
        "result",
        "year",
        "number",
        "points",
        "mark",
        "grade",
        "salary",
        "wage",
        "income",
        "population",
        "percentage",
        "gap",
        "difference",
        "total",
        "sum",
        "record",
    ];
    let asked = said.iter().any(|token| {
        token.is_any(&[
            "how",
            "gap",
            "difference",
            "apart",
            "margin",
            "extra",
            "ratio",
            "percent",
        ])
    });
    // "What is the height of the tallest?", but "What is the tallest?"
    let measured = said.iter().enumerate().any(|(at, what)| {
        let from = at + usize::from(said.get(at + 1).is_some_and(|is| is.is_any(&["is", "was"])));
        what.is_any(&["what", "what's", "whats", "which", "give", "state", "tell"])
            && said[(from + 1).min(said.len())..]
                .iter()
                .take(4)
                .any(|token| token.is_any(MEASURES))
    });
    asked || measured
}

const TOLD: &[&str] = &[
    "sort",
    "items",
    "of-words",
    "of-numbers",
    "listed",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "last",
    "second-last",
    "third-last",
    "planets",
    "middle",
    "alphabetical",
    "z-to-a",
    "rising",
    "falling",
    "length",
    "short-first",
    "long-first",
    "calendar",
    "by-size",
];

/// `What is the second largest number in this list: 3, 9, 4?`
pub(crate) fn pick(
    read: &Read,
    said: &[Token<'_>],
    items: &Items<'_>,
    place: Place,
) -> Option<Task> {
    let extremes: Vec<(End, bool)> = extremes(read).collect();
    let quoted = read.slots().any(|slot| matches!(slot, Slot::Quoted(_)));
    if !read.says_only(TOLD) || quoted || !counts_items(read, items) {
        return None;
    }
    // "The first three letters", and the third planet of all
    let first_of_several = said.windows(2).any(|pair| {
        pair[0].is_any(&["first", "last", "second", "third"])
            && (pair[1].number().is_some() || pair[1].is_any(&["letters", "letter", "few"]))
            && !pair[1].is("one")
    });
    if first_of_several || extremes.is_empty() && read.says("planets") {
        return None;
    }
    let sorted = match extremes[..] {
        [] if said.iter().any(|token| token.is("median")) => {
            let smallest = End {
                axis: Axis::Size,
                big: false,
            };
            from_end(smallest, read, said, items)?
        }
        [] if says_order(read) => sorted(read, said, items)?,
        [] => as_listed(read, said, items)?,
        // "Which comes later in the alphabet?"
        [(end, true)]
            if read.says("alphabetical") && end.axis == Axis::Time && items.names.len() == 2 =>
        {
            let mut sorted = sorted(read, said, items)?;
            if end.big {
                sorted.reverse();
            }
            sorted
        }
        [(end, compares)]
            if !says_order(read)
                || read.says("length") && end.axis == Axis::Length
                || read.says("calendar") && end.axis == Axis::Time =>
        {
            // A comparison is of two.
            if compares && items.names.len() != 2 {
                return None;
            }
            from_end(end, read, said, items)?
        }
        _ => return None,
    };
    let at = match place {
        Place::Front(at) => at,
        Place::Back(at) if extremes.is_empty() => sorted.len().checked_sub(at + 1)?,
        Place::Middle if extremes.is_empty() && sorted.len() % 2 == 1 => sorted.len() / 2,
        Place::Back(_) | Place::Middle => return None,
    };
    let right = sorted.get(at)?.clone();
    let others: Vec<String> = sorted
        .into_iter()
        .filter(|item| *item != right && number(item).is_none_or(|n| Some(n) != number(&right)))
        .collect();
    // Equal ones in front make the second largest open.
    if (!extremes.is_empty() || says_order(read)) && at > 0 && others.len() + 1 != items.names.len()
    {
        return None;
    }
    let which = which(said);
    (!others.is_empty()).then(|| Task::Pick {
        fact: format!("The {which} one is {right}"),
        right,
        others,
    })
}

/// `Which is the third word in this list?`, and not the third planet from the sun.
fn as_listed(read: &Read, said: &[Token<'_>], items: &Items<'_>) -> Option<Vec<String>> {
    let listed = said.iter().any(|t| {
        t.is_any(&[
            "list", "sequence", "series", "queue", "line", "row", "order", "array", "lineup",
        ])
    });
    let ordinal = |token: &Token<'_>| {
        token.is_any(&[
            "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "last", "st", "nd",
            "rd", "th", "middle",
        ])
    };
    let listed = listed
        || said
            .windows(2)
            .any(|pair| ordinal(&pair[0]) && pair[1].is_any(&["one", "item", "entry", "element"]))
        || said.windows(3).any(|three| {
            ordinal(&three[0]) && three[1].is_word() && three[2].is_any(&["here", "below"])
        });
    let nouns = read
        .slots()
        .filter(|slot| matches!(slot, Slot::Noun(_)))
        .count();
    // "Name the last but one in: …"
    let listed = listed || nouns == 0 && read.says_any(&["second-last", "third-last"]);
    (listed && nouns <= 4 && items.values.is_none() && items.names.len() > 2 && !says_order(read))
        .then(|| items.names.iter().map(|item| (*item).to_owned()).collect())
}

/// `Which item comes directly after "knife"?`
pub(crate) fn neighbour(read: &Read, said: &[Token<'_>], items: &Items<'_>) -> Option<Task> {
    let known = [TOLD, &["after", "before", "next"]].concat();
    let behind = match (read.says("after"), read.says("before"), read.says("next")) {
        (true, false, _) => true,
        (false, true, _) => false,
        _ => return None,
    };
    let places = read.says_any(&[
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "last",
        "second-last",
        "middle",
    ]);
    if !read.says_only(&known) || extremes(read).next().is_some() || places {
        return None;
    }
    let sorted = if says_order(read) {
        sorted(read, said, items)?
    } else {
        as_listed(read, said, items)?
    };
    let mut named = sorted.iter().enumerate().filter(|(_, item)| {
        said.iter().any(|token| token.is(item))
            || read
                .slots()
                .any(|slot| matches!(slot, Slot::Quoted(text) if text.eq_ignore_ascii_case(item)))
    });
    let ((at, _), None) = (named.next()?, named.next()) else {
        return None;
    };
    let once = |item: &str| {
        sorted
            .iter()
            .filter(|other| other.eq_ignore_ascii_case(item))
            .count()
            == 1
    };
    if !once(&sorted[at]) {
        return None;
    }
    let right = sorted
        .get(if behind { at + 1 } else { at.checked_sub(1)? })?
        .clone();
    let others: Vec<String> = sorted
        .iter()
        .filter(|item| **item != right && **item != sorted[at])
        .cloned()
        .collect();
    let side = if behind { "after" } else { "before" };
    (once(&right) && !others.is_empty()).then(|| Task::Pick {
        fact: format!("{right} stands {side} {}", sorted[at]),
        right,
        others,
    })
}

/// How the one is called that is asked for.
fn which(said: &[Token<'_>]) -> String {
    let words: Vec<String> = said
        .iter()
        .enumerate()
        .filter(|(at, token)| {
            token.is_any(&[
                "first", "last", "second", "third", "fourth", "fifth", "sixth", "seventh", "middle",
            ]) || crate::adjectives::superlative_at(&said[*at..]).is_some()
                || crate::adjectives::comparative_at(&said[*at..]).is_some()
        })
        .map(|(_, token)| token.text.to_lowercase())
        .collect();
    if words.is_empty() {
        "right".to_owned()
    } else {
        words.join(" ")
    }
}
