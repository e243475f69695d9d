//! Orders.

use crate::task::number;

/// An order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    Alphabetical,
    ReverseAlphabetical,
    /// Of numbers by value, else alphabetical.
    Ascending,
    Descending,
    /// Shortest first.
    Length,
    LongestFirst,
}

impl Order {
    fn is_rising(self) -> bool {
        matches!(self, Self::Alphabetical | Self::Ascending | Self::Length)
    }

    /// The items in this order; none where it is open.
    pub(crate) fn sort(self, items: &[&str]) -> Option<Vec<String>> {
        let numbers: Option<Vec<_>> = items.iter().map(|item| number(item)).collect();
        let mut sorted: Vec<&str> = items.to_vec();
        match (self, numbers) {
            (Self::Alphabetical | Self::ReverseAlphabetical, Some(_)) => return None,
            (Self::Length | Self::LongestFirst, _) => {
                plain_words(items)?;
                sorted.sort_by_key(|item| item.len());
                // Which of equally long ones comes first is open.
                if sorted.windows(2).any(|pair| pair[0].len() == pair[1].len()) {
                    return None;
                }
            }
            (_, Some(_)) => sorted.sort_by_key(|item| number(item)),
            (_, None) => {
                plain_words(items)?;
                sorted.sort_by_key(|item| item.to_ascii_lowercase());
                // "New York" and "Newark" are sorted with and without the space.
                let joined = |item: &str| item.to_ascii_lowercase().replace(' ', "");
                if sorted
                    .windows(2)
                    .any(|pair| joined(pair[0]) > joined(pair[1]))
                {
                    return None;
                }
            }
        }
        if !self.is_rising() {
            sorted.reverse();
        }
        Some(sorted.into_iter().map(str::to_owned).collect())
    }
}

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];
const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const SEASONS: [&str; 5] = ["spring", "summer", "autumn", "fall", "winter"];
const MEALS: [&str; 3] = ["breakfast", "lunch", "dinner"];

/// Months, days of the week or seasons in their order, from `start` on where that is
/// said. Where a week and a year of seasons begin is open otherwise.
pub(crate) fn calendar_order(items: &[&str], start: Option<&str>) -> Option<Vec<String>> {
    let tables: [&[&str]; 4] = [&MONTHS, &DAYS, &SEASONS, &MEALS];
    let (names, places): (&[&str], Vec<usize>) = tables.into_iter().find_map(|names| {
        let places: Option<Vec<usize>> = items.iter().map(|item| place(names, item)).collect();
        Some((names, places?))
    })?;
    let begin = match start {
        Some(start) => Some(place(names, start)?),
        None => None,
    };
    let open = match names.len() {
        7 => places.contains(&6) && begin.is_none(),
        5 => begin.is_none() && places.contains(&4),
        _ => false,
    };
    let mut distinct = places.clone();
    distinct.sort_unstable();
    distinct.dedup();
    if open || distinct.len() != places.len() {
        return None;
    }
    let begin = begin.unwrap_or(0);
    let mut both: Vec<(usize, &str)> = places
        .into_iter()
        .map(|place| (place + names.len() - begin) % names.len())
        .zip(items.iter().copied())
        .collect();
    both.sort_by_key(|(place, _)| *place);
    Some(both.into_iter().map(|(_, item)| item.to_owned()).collect())
}

/// Planets from the sun on.
pub(crate) fn planets(items: &[&str]) -> Option<Vec<String>> {
    const PLANETS: [&str; 8] = [
        "mercury", "venus", "earth", "mars", "jupiter", "saturn", "uranus", "neptune",
    ];
    let place = |item: &str| {
        let lower = item.to_ascii_lowercase();
        let name = lower.strip_prefix("the ").unwrap_or(&lower);
        PLANETS.iter().position(|planet| *planet == name)
    };
    let places: Option<Vec<usize>> = items.iter().map(|item| place(item)).collect();
    let mut both: Vec<(usize, &str)> = places?.into_iter().zip(items.iter().copied()).collect();
    both.sort_by_key(|(place, _)| *place);
    Some(both.into_iter().map(|(_, item)| item.to_owned()).collect())
}

/// Which month a word names, from 1.
pub(crate) fn month(name: &str) -> Option<i128> {
    place(&MONTHS, name).map(|at| at as i128 + 1)
}

/// Sizes of clothes in their order.
pub(crate) fn by_size(largest_first: bool, items: &[&str]) -> Option<Vec<String>> {
    const SIZES: [&str; 12] = [
        "xxs",
        "xs",
        "extra small",
        "s",
        "small",
        "m",
        "medium",
        "l",
        "large",
        "xl",
        "xxl",
        "xxxl",
    ];
    let place = |item: &str| {
        SIZES
            .iter()
            .position(|size| size.eq_ignore_ascii_case(item.trim()))
    };
    let places: Option<Vec<usize>> = items.iter().map(|item| place(item)).collect();
    let mut both: Vec<(usize, &str)> = places?.into_iter().zip(items.iter().copied()).collect();
    both.sort_by_key(|(place, _)| *place);
    if largest_first {
        both.reverse();
    }
    Some(both.into_iter().map(|(_, item)| item.to_owned()).collect())
}

/// By the last word of each, such as a surname.
pub(crate) fn by_last_word(backwards: bool, items: &[&str]) -> Option<Vec<String>> {
    plain_words(items)?;
    let last = |item: &str| {
        item.rsplit(' ')
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase()
    };
    let mut sorted = items.to_vec();
    sorted.sort_by_key(|item| last(item));
    let open = sorted.windows(2).any(|pair| last(pair[0]) == last(pair[1]));
    let full = items.iter().all(|item| item.split(' ').count() == 2);
    if backwards {
        sorted.reverse();
    }
    (full && !open).then(|| sorted.into_iter().map(str::to_owned).collect())
}

/// Whether a word is a month, a day or a season.
pub(crate) fn is_calendar(item: &str) -> bool {
    let tables: [&[&str]; 3] = [&MONTHS, &DAYS, &SEASONS];
    tables.into_iter().any(|names| place(names, item).is_some())
}

/// Where a month or a day stands among the others of its kind.
fn place(names: &[&str], item: &str) -> Option<usize> {
    const ENDS: [&str; 20] = [
        "", "uary", "ruary", "ch", "il", "e", "y", "ust", "tember", "t", "ober", "ember", "day",
        "sday", "nesday", "rsday", "urday", "s", "r", "rs",
    ];
    let lower = item.trim().to_ascii_lowercase();
    names.iter().position(|name| {
        lower
            .strip_prefix(name)
            .is_some_and(|end| ENDS.contains(&end))
    })
}

/// By letters, where only the first of them has to be clear.
pub(crate) fn by_length(longest_first: bool, items: &[&str]) -> Option<Vec<String>> {
    let plain = items
        .iter()
        .all(|item| item.chars().all(|c| c.is_ascii_alphabetic()));
    let mut sorted = items.to_vec();
    sorted.sort_by_key(|item| item.len());
    if longest_first {
        sorted.reverse();
    }
    let clear = sorted
        .get(1)
        .is_some_and(|next| next.len() != sorted[0].len());
    (plain && clear).then(|| sorted.into_iter().map(str::to_owned).collect())
}

/// Letters and single spaces alone: of others the order is open. Number words
/// may be meant as numbers.
fn plain_words(items: &[&str]) -> Option<()> {
    items
        .iter()
        .all(|item| {
            let tokens = reading::tokens(item);
            let folded = reading::fold(item, &tokens);
            item.chars().all(|c| c.is_ascii_alphabetic() || c == ' ')
                && folded.iter().all(|token| token.number().is_none())
        })
        .then_some(())
}
