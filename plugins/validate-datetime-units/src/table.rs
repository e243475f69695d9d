//! Units, with their sizes.

use reading::{Token, tokens};

use crate::rare_units::RARE;
use crate::usual_units::UNITS;

/// What a unit measures. Units convert within it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Length,
    Mass,
    Volume,
    Time,
    /// Months and what is made of them.
    Calendar,
    Data,
    Temperature,
    Area,
    Speed,
    Energy,
    Power,
    Frequency,
    Pressure,
    /// Amounts of money in cents.
    Money,
    /// Dozens and the like.
    Pieces,
}

/// A unit: its names, and its sizes as fractions of the kind's base. Several
/// sizes are several countries'.
pub(crate) struct Unit {
    pub(crate) kind: Kind,
    /// Singular, plural, and short forms.
    pub(crate) names: &'static [&'static str],
    pub(crate) sizes: &'static [(i128, i128)],
    /// Whether conversions within its system are exact in everyday use.
    pub(crate) system: char,
}

pub(crate) const fn unit(
    kind: Kind,
    system: char,
    names: &'static [&'static str],
    sizes: &'static [(i128, i128)],
) -> Unit {
    Unit {
        kind,
        names,
        sizes,
        system,
    }
}

/// The unit of a name, whatever its case.
pub(crate) fn find(name: &str) -> Option<&'static Unit> {
    let tokens = tokens(name);
    find_at(&tokens)
        .filter(|(_, used)| *used == tokens.len())
        .map(|(unit, _)| unit)
}

/// The unit whose name begins here, of several the one with the longest name, and how
/// many tokens it is.
pub(crate) fn find_at(tokens: &[Token<'_>]) -> Option<(&'static Unit, usize)> {
    let first = tokens.first().filter(|token| token.number().is_none())?;
    let length = |name: &str| {
        let words = name.split(' ');
        let used = words.clone().count();
        (used <= tokens.len()
            && words.zip(tokens).all(|(word, token)| {
                // "kilometres an hour"
                token.is(word) || word == "per" && token.is_any(&["a", "an", "each", "every"])
            }))
        .then_some(used)
    };
    UNITS
        .iter()
        .chain(RARE)
        .flat_map(|unit| unit.names.iter().map(move |name| (unit, *name)))
        .filter(|(_, name)| {
            name.get(..first.text.len())
                .is_some_and(|front| front.eq_ignore_ascii_case(first.text))
        })
        .filter_map(|(unit, name)| Some((unit, length(name)?)))
        .max_by_key(|(_, used)| *used)
}
