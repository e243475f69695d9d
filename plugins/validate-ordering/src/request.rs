//! What a request asks to be sorted, reversed, picked or cleaned of repeats.

use reading::skeleton::skeleton;
use reading::{Asked, Token};

use crate::adjectives::{Axis, begins_at, comparative_at, from_to_at, superlative_at};
use crate::aim::{Items, Read, Slot, counts_items, says_order, sorted};
use crate::chosen;
use crate::count;
use crate::keyed::{self, Keyed};
use crate::listing::{self, Listing};
use crate::order;
use crate::picks;
use crate::spell;
use crate::task::Task;
use crate::twists;
use crate::two_lists;
use crate::versions::{self, Dotted};
use crate::within;
use crate::words::WORDS;

/// The task of a request, if all of it is understood.
pub(crate) fn understand(text: &str, asked: &Asked<'_>) -> Option<Task> {
    if is_verdict(asked) || seeks_a_number(asked) {
        return None;
    }
    keyed::find(text, asked)
        .and_then(|keyed| of_keyed(&keyed))
        .or_else(|| listing::find_all(text, asked).iter().find_map(of_list))
        .or_else(|| count::understand(text, asked))
        .or_else(|| spell::understand(text, asked))
        .or_else(|| within::understand(text, asked))
        .or_else(|| two_lists::understand(text))
        .or_else(|| chosen::understand(text, asked))
}

/// `Is the list 1, 2, 3 sorted?` wants a yes or a no, but `Is 3 or 5 larger?` does not.
fn is_verdict(asked: &Asked<'_>) -> bool {
    const ASKS: &[&str] = &[
        "is", "are", "was", "were", "do", "does", "did", "has", "have", "will", "would", "should",
        "am",
    ];
    asked.sentences.iter().any(|sentence| {
        sentence.first().is_some_and(|first| first.is_any(ASKS))
            && !sentence
                .iter()
                .any(|token| token.is_any(&["or", "possible", "you"]))
            && !sentence.get(1).is_some_and(|next| next.is("not"))
    })
}

/// `The smallest number that 4, 6 and 10 go into` is none of these.
fn seeks_a_number(asked: &Asked<'_>) -> bool {
    const OUTER: &[&str] = &[
        "smallest", "least", "lowest", "largest", "greatest", "biggest", "highest", "fewest",
    ];
    const DIVIDES: &[&str] = &[
        "go",
        "goes",
        "fit",
        "fits",
        "divide",
        "divides",
        "divided",
        "dividing",
        "divisible",
        "share",
        "shared",
        "split",
        "leaves",
        "cut",
        "packed",
        "grouped",
        "into",
    ];
    asked.sentences.iter().any(|sentence| {
        let outer = sentence.iter().position(|token| token.is_any(OUTER));
        outer.is_some_and(|at| {
            let named = sentence[at..].iter().take(4).any(|token| {
                token.is_any(&["number", "integer", "amount", "value", "length", "size"])
            });
            named && sentence[at..].iter().any(|token| token.is_any(DIVIDES))
        })
    })
}

/// Things with numbers are sorted or picked by these.
fn of_keyed(keyed: &Keyed<'_>) -> Option<Task> {
    let said = twists::without_remarks(&keyed.said);
    // "Max has as many as Kim"
    let compares = said.iter().filter(|token| token.is("as")).count() > 1;
    let read = read(&said).filter(|_| !compares)?;
    if is_best_open(&read, &said, keyed) || picks::asks_for_a_number(&said) || is_of_versions(keyed)
    {
        return None;
    }
    let items = Items {
        names: &keyed.names,
        values: Some(&keyed.values),
        durations: keyed.durations,
    };
    if read.says_any(&[
        "many?", "times?", "dup", "dedup", "unique", "remove", "after", "before",
    ]) {
        return None;
    }
    match picks::place(&read) {
        Some(place) => picks::pick(&read, &said, &items, place?),
        None => sequence(&read, &said, &items),
    }
}

/// Whether it is open which end is best, fastest or deepest: of golf the fewest strokes, of
/// prices the lowest, of ranks the first; and depths may be below zero.
fn is_best_open(read: &Read, said: &[Token<'_>], keyed: &Keyed<'_>) -> bool {
    const LOW: &[&str] = &[
        "golf",
        "strokes",
        "rank",
        "ranks",
        "ranking",
        "place",
        "places",
        "placed",
        "price",
        "prices",
        "cost",
        "costs",
        "errors",
        "error",
        "mistakes",
        "faults",
        "penalty",
        "penalties",
        "use",
        "grade",
        "grades",
        "position",
        "positions",
        "times",
        "laps",
        "lap",
        "lowest",
        "fewest",
        "defects",
        "complaints",
        "debt",
        "debts",
        "handicap",
        "standings",
    ];
    const HIGH: &[&str] = &[
        "points", "point", "score", "scores", "scored", "scoring", "marks", "mark", "votes",
        "goals", "sales", "stars", "rating", "ratings", "wins", "result", "results", "percent",
        "rated", "total", "totals", "quarter", "revenue", "profit", "income", "sold", "won",
        "test", "exam", "quiz", "game", "match",
    ];
    let says = |words: &[&str]| said.iter().any(|token| token.is_any(words));
    let best = says(&["best", "worst", "better", "worse"]);
    let speed = read.slots().any(|slot| match slot {
        Slot::Begins(end) | Slot::Extreme(end) | Slot::Compared(end) => end.axis == Axis::Speed,
        _ => false,
    });
    let open = speed && !keyed.durations && (says(LOW) || best && !says(HIGH));
    let negative = keyed.values.iter().any(|value| *value < 0.into());
    open || negative
        && says(&[
            "deep",
            "deeper",
            "deepest",
            "shallow",
            "shallower",
            "shallowest",
            "old",
            "older",
            "oldest",
            "young",
            "younger",
            "youngest",
        ])
}

/// Whether the numbers may be versions: of these nothing is known but what they look like.
fn is_of_versions(keyed: &Keyed<'_>) -> bool {
    let named = |token: &Token<'_>| token.is_any(&["version", "versions", "release", "chapter"]);
    let whole = keyed.values.iter().all(|value| value.whole().is_some());
    !whole
        && (keyed.said.iter().any(named)
            || keyed
                .names
                .iter()
                .any(|name| reading::tokens(name).iter().any(named)))
}

fn is_of_size_or_time(read: &Read) -> bool {
    read.slots().all(|slot| match slot {
        Slot::Begins(end) | Slot::Extreme(end) | Slot::Compared(end) => {
            matches!(end.axis, Axis::Size | Axis::Time)
        }
        _ => true,
    })
}

fn of_list(listing: &Listing<'_>) -> Option<Task> {
    let said = twists::without_remarks(&listing.said);
    let read = read(&said)?;
    let parts = match versions::read(&listing.said, &listing.items) {
        Dotted::No => None,
        Dotted::Open => return None,
        // An old version has a small number, and the best one any.
        Dotted::Parts(_) if !is_of_size_or_time(&read) => return None,
        Dotted::Parts(values) => Some(values),
    };
    let items = Items {
        names: &listing.items,
        values: parts.as_deref(),
        durations: false,
    };
    if read.says_any(&["many?", "times?"]) {
        return None;
    }
    let once = read.says("dedup")
        || read.says("dup") && read.says("remove")
        || read.says("unique") && !read.says("remove");
    if once {
        return unique(&read, &said, &listing.items);
    }
    if read.says_any(&["dup", "unique", "remove", "kept"]) {
        return None;
    }
    if read.says_any(&["after", "before", "next"]) {
        return picks::neighbour(&read, &said, &items);
    }
    match picks::place(&read) {
        Some(place) => picks::pick(&read, &said, &items, place?),
        None => sequence(&read, &said, &items),
    }
}

/// The skeleton of what is said about the list.
fn read(said: &[Token<'_>]) -> Option<Read> {
    // "list.sort()" is code.
    if said
        .windows(2)
        .any(|pair| pair[0].is_mark('(') && pair[0].glued && pair[1].is_mark(')'))
    {
        return None;
    }
    let read = skeleton(&WORDS, said, |rest| slot_at(said, rest))?;
    let nouns = read
        .slots()
        .filter(|slot| matches!(slot, Slot::Noun(_)))
        .count();
    (nouns <= twists::MOST_NOUNS).then_some(read)
}

fn slot_at(said: &[Token<'_>], rest: &[Token<'_>]) -> Option<(Slot, usize)> {
    let first = rest.first()?;
    let place = said.len() - rest.len();
    if (first.is_mark('"') || first.is_mark('`'))
        && let Some(close) = rest[1..].iter().position(|token| token.text == first.text)
    {
        let inner: Vec<&str> = rest[1..=close].iter().map(|token| token.text).collect();
        return Some((Slot::Quoted(inner.join(" ")), close + 2));
    }
    // "every number of 5, 12, 5"
    if first.is("number")
        && rest.get(1).is_some_and(|next| next.is("of"))
        && rest.get(2).is_none_or(|next| !next.is_word())
    {
        return Some((Slot::Mark, 2));
    }
    let longest = WORDS.longest(rest);
    let phrase = longest
        .filter(|(says, _)| !says.is_empty())
        .map_or(0, |(_, used)| used);
    for (found, begins) in [
        (from_to_at(rest), true),
        (begins_at(rest), true),
        (superlative_at(rest), false),
    ] {
        if let Some((end, used)) = found
            && used >= phrase
        {
            return Some((
                if begins {
                    Slot::Begins(end)
                } else {
                    Slot::Extreme(end)
                },
                used,
            ));
        }
    }
    if let Some((end, used)) = comparative_at(rest) {
        return Some((Slot::Compared(end), used));
    }
    // "starting with Monday", "a week that begins on Sunday"
    if first.is_any(&[
        "starting",
        "starts",
        "start",
        "beginning",
        "begins",
        "begin",
    ]) && rest
        .get(1)
        .is_some_and(|next| next.is_any(&["with", "on", "from", "in"]))
        && let Some(name) = rest.get(2).filter(|name| order::is_calendar(name.text))
    {
        return Some((Slot::BeginsWith(name.text.to_owned()), 3));
    }
    // "Monday first"
    if order::is_calendar(first.text) && rest.get(1).is_some_and(|next| next.is("first")) {
        return Some((Slot::BeginsWith(first.text.to_owned()), 2));
    }
    // "from Monday on"
    if first.is("from")
        && let [_, name, on, ..] = rest
        && order::is_calendar(name.text)
        && on.is_any(&["on", "onward", "onwards", "forward"])
    {
        return Some((Slot::BeginsWith(name.text.to_owned()), 3));
    }
    // "the last one", "the label only"
    let ends = rest
        .get(1)
        .is_none_or(|next| !next.text.starts_with(char::is_lowercase));
    if first.is("one") || first.is("only") && ends {
        return Some((Slot::Mark, 1));
    }
    if first.number().is_some() {
        let ordinal = rest
            .get(1)
            .is_some_and(|next| next.glued && next.is_any(&["st", "nd", "rd", "th"]));
        return Some(match first.text.parse() {
            Ok(at) if ordinal => (Slot::Ordinal(at), 2),
            Ok(count) => (Slot::Number(Some(count)), 1),
            Err(_) => (Slot::Number(small(first)), 1),
        });
    }
    if !first.is_word() {
        return (longest.is_none() && "-–—>=→.*/&|!<[]{}+".chars().any(|mark| first.is_mark(mark)))
            .then_some((Slot::Mark, 1));
    }
    if longest.is_some() {
        return None;
    }
    // "by population": another order than those that are known.
    let led = said[..place]
        .iter()
        .rev()
        .take_while(|token| {
            token.is_any(&[
                "the", "their", "its", "of", "number", "each", "to", "item's", "word's",
            ])
        })
        .count();
    let leader = place.checked_sub(led + 1).map(|at| &said[at]);
    let by = leader.is_some_and(|token| {
        token.is_any(&["by", "according", "per", "based", "regarding", "whose"])
    });
    let by = by && !first.text.ends_with("ing");
    // "The largest number that divides these"
    let clause = leader.is_some_and(|token| token.is("that")) && led == 0;
    (!by && !clause && !twists::is_twist(first)).then(|| (Slot::Noun(first.text.to_lowercase()), 1))
}

/// The whole number that a number word is.
fn small(token: &Token<'_>) -> Option<usize> {
    usize::try_from(token.number()?.value.whole()?).ok()
}

fn unique(read: &Read, said: &[Token<'_>], items: &[&str]) -> Option<Task> {
    let mut kept: Vec<&str> = Vec::new();
    for item in items {
        if !kept.iter().any(|known| known.eq_ignore_ascii_case(item)) {
            kept.push(item);
        }
    }
    let strange = read.slots().any(|slot| {
        matches!(
            slot,
            Slot::Extreme(_) | Slot::Compared(_) | Slot::Number(_) | Slot::Quoted(_)
        )
    });
    if strange
        || kept.len() == items.len()
        || read.says("reverse") && !says_order(read)
        || picks::place(read).is_some()
    {
        return None;
    }
    let owned = |items: &[&str]| {
        items
            .iter()
            .map(|item| (*item).to_owned())
            .collect::<Vec<_>>()
    };
    if says_order(read) {
        let only = Items {
            names: &kept,
            values: None,
            durations: false,
        };
        return Some(Task::Sequence {
            items: sorted(read, said, &only)?,
            reversed: false,
        });
    }
    if read.says("kept") {
        return Some(Task::Sequence {
            items: owned(&kept),
            reversed: false,
        });
    }
    // "Unique" may mean what is there once only, so that both have to be the same.
    Some(Task::Unique {
        items: owned(&kept),
        listed: items.len(),
        others: Vec::new(),
        told: "Each item once".to_owned(),
    })
}

/// `Sort these words alphabetically: pear, apple, fig`
fn sequence(read: &Read, said: &[Token<'_>], items: &Items<'_>) -> Option<Task> {
    const TOLD: &[&str] = &[
        "sort",
        "items",
        "of-words",
        "of-numbers",
        "listed",
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
        "reverse",
        "surname",
        "turn",
        "around",
        "planets",
    ];
    let strange = read.slots().any(|slot| {
        matches!(
            slot,
            Slot::Extreme(_) | Slot::Compared(_) | Slot::Ordinal(_) | Slot::Quoted(_)
        )
    });
    if !read.says_only(TOLD) || strange || !counts_items(read, items) {
        return None;
    }
    if let Some(items) = sorted(read, said, items) {
        return Some(Task::Sequence {
            items,
            reversed: false,
        });
    }
    let reverses = read.says("reverse") || read.says("turn") && read.says("around");
    // "Reverse the decision: yes or no?"
    let several =
        items.names.len() > 2 || read.says_any(&["listed", "items", "of-words", "of-numbers"]);
    let each = said.iter().any(|token| token.is("each"));
    let only_reverse = reverses && !each && several && !says_order(read) && items.values.is_none();
    only_reverse.then(|| Task::Sequence {
        items: items
            .names
            .iter()
            .rev()
            .map(|item| (*item).to_owned())
            .collect(),
        reversed: true,
    })
}
