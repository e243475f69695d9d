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
    /// Of months, or of days of the week.
    Calendar,
    /// Of numbers only.
    Smallest,
    Largest,
    /// Shortest first.
    Length,
    LongestFirst,
}

impl Order {
    fn is_rising(self) -> bool {
        matches!(
            self,
            Self::Alphabetical | Self::Ascending | Self::Smallest | Self::Length | Self::Calendar
        )
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
            (Self::Calendar, _) => {
                let places = [&MONTHS[..], &DAYS[..]]
                    .into_iter()
                    .find_map(|names| items.iter().map(|item| calendar(names, item)).collect())?;
                let places: Vec<usize> = places;
                let mut both: Vec<_> = places.into_iter().zip(items).collect();
                both.sort_by_key(|(place, _)| *place);
                sorted = both.into_iter().map(|(_, item)| *item).collect();
            }
            (_, Some(_)) => sorted.sort_by_key(|item| number(item)),
            (Self::Smallest | Self::Largest, None) => return None,
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
/// Where a week begins with Sunday, it is open where Sunday stands: see [`calendar`].
const DAYS: [&str; 6] = ["mon", "tue", "wed", "thu", "fri", "sat"];

/// Where a month or a day stands among the others of its kind.
fn calendar(names: &[&str], item: &str) -> Option<usize> {
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
