//! Orders, as requests name them.

use reading::{Token, matches};

use crate::task::number;

/// An order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    Alphabetical,
    ReverseAlphabetical,
    /// Of numbers by value, else alphabetical.
    Ascending,
    Descending,
    /// Of numbers only.
    Smallest,
    Largest,
    /// Shortest first.
    Length,
    LongestFirst,
}

const PHRASES: [(&str, Order); 21] = [
    (
        "[in] [the] [correct] reverse alphabetical|alphabetic [order]",
        Order::ReverseAlphabetical,
    ),
    (
        "[in] descending alphabetical|alphabetic [order]",
        Order::ReverseAlphabetical,
    ),
    ("from z to a", Order::ReverseAlphabetical),
    (
        "[in] [the] [correct] [ascending] alphabetical|alphabetic [order]",
        Order::Alphabetical,
    ),
    ("alphabetically", Order::Alphabetical),
    ("alphabetically from a to z", Order::Alphabetical),
    ("[in] [order] from a to z", Order::Alphabetical),
    (
        "in|by ascending|increasing|rising [numerical|numeric] [order]",
        Order::Ascending,
    ),
    ("ascending|increasing", Order::Ascending),
    (
        "in|by descending|decreasing|falling [numerical|numeric] [order]",
        Order::Descending,
    ),
    ("descending|decreasing", Order::Descending),
    ("in numerical|numeric [order]", Order::Smallest),
    ("numerically", Order::Smallest),
    (
        "[in] [order] [,] [from] [the] smallest|lowest|least to [the] largest|highest|greatest|biggest",
        Order::Smallest,
    ),
    (
        "[in] [order] [,] [from] [the] largest|highest|greatest|biggest to [the] smallest|lowest|least",
        Order::Largest,
    ),
    ("from low|small to high|large|big", Order::Smallest),
    ("from high|large|big to low|small", Order::Largest),
    ("by [their] length", Order::Length),
    (
        "by [their] [word] length , [from] shortest to longest",
        Order::Length,
    ),
    (
        "[in] [order] [from] [the] shortest to [the] longest",
        Order::Length,
    ),
    (
        "[in] [order] [from] [the] longest to [the] shortest",
        Order::LongestFirst,
    ),
];

/// The order that a phrase names, if all of it is one.
pub(crate) fn named(phrase: &[Token<'_>]) -> Option<Order> {
    PHRASES
        .iter()
        .find(|(pattern, _)| matches(pattern, phrase).is_some())
        .map(|(_, order)| *order)
}

/// Tokens without the order named at their end.
pub(crate) fn split_end<'s, 't>(tokens: &'s [Token<'t>]) -> (&'s [Token<'t>], Option<Order>) {
    // "… in ascending order (smallest to largest)"
    if let [front @ .., close] = tokens
        && close.is_mark(')')
        && let Some(open) = front.iter().rposition(|token| token.is_mark('('))
        && let Some(order) = named(&front[open + 1..])
    {
        let (rest, stated) = split_end(&front[..open]);
        return match stated {
            Some(stated) if stated.is_rising() != order.is_rising() => (tokens, None),
            stated => (rest, stated.or(Some(order))),
        };
    }
    let longest = tokens.len().min(12);
    for length in (1..=longest).rev() {
        let (front, end) = tokens.split_at(tokens.len() - length);
        if let Some(order) = named(end) {
            let front = match front {
                [rest @ .., comma] if comma.is_mark(',') => rest,
                front => front,
            };
            return (front, Some(order));
        }
    }
    (tokens, None)
}

impl Order {
    fn is_rising(self) -> bool {
        matches!(
            self,
            Self::Alphabetical | Self::Ascending | Self::Smallest | Self::Length
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
