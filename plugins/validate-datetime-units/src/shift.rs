//! Steps in the calendar.

use jiff::Span;
use jiff::civil::Date;
use reading::Token;

use crate::read::whole;

/// So much time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Shift {
    months: i64,
    /// Years are kept apart: their ends differ too.
    years: i64,
    /// In days, where every part has a fixed length.
    pub(crate) days: Option<i64>,
    rest: i64,
    /// Whether it is so many nights, as of a stay.
    pub(crate) nights: bool,
}

impl Shift {
    pub(crate) fn of_days(days: i64) -> Self {
        Self {
            months: 0,
            years: 0,
            days: Some(days),
            rest: days,
            nights: false,
        }
    }

    /// So many of them, one after the other.
    pub(crate) fn times(self, times: i64) -> Option<Self> {
        Some(Self {
            months: self.months.checked_mul(times)?,
            years: self.years.checked_mul(times)?,
            days: match self.days {
                Some(days) => Some(days.checked_mul(times)?),
                None => None,
            },
            rest: self.rest.checked_mul(times)?,
            nights: self.nights,
        })
    }

    /// In months, where it is nothing else.
    pub(crate) fn months_only(&self) -> Option<i64> {
        (self.rest == 0).then_some(self.months + 12 * self.years)
    }

    /// From a date on, or back. None where the end of a month makes it open.
    pub(crate) fn span(&self, from: Date, sign: i64) -> Option<Span> {
        let months = self.months + 12 * self.years;
        if months > 0 && from.day() > 28 {
            return None;
        }
        let long = Span::new().try_months(sign * months).ok()?;
        let short = Span::new().try_days(sign * self.rest).ok()?;
        // Months and days at once may depend on which come first.
        let added = |first: Span, then: Span| from.checked_add(first).ok()?.checked_add(then).ok();
        if added(long, short)? != added(short, long)? {
            return None;
        }
        long.try_days(sign * self.rest).ok()
    }
}

/// `10 days`, `a week`, `2 weeks and 3 days`, and how many tokens it is.
pub(crate) fn shift_at(tokens: &[Token<'_>]) -> Option<(Shift, usize)> {
    let mut shift = Shift {
        months: 0,
        years: 0,
        days: Some(0),
        rest: 0,
        nights: false,
    };
    let mut used = 0;
    loop {
        let joint = if used == 0 {
            0
        } else {
            tokens[used..]
                .iter()
                .take_while(|token| token.is("and") || token.is_mark(','))
                .count()
        };
        let Some((amount, unit, length)) = step_at(tokens.get(used + joint..).unwrap_or_default())
        else {
            break;
        };
        match unit {
            "day" => shift.rest += amount,
            "night" => {
                // "6 days and 5 nights" are not eleven.
                if used > 0 {
                    return None;
                }
                shift.rest += amount;
                shift.nights = true;
            }
            "week" => shift.rest += 7 * amount,
            "fortnight" => shift.rest += 14 * amount,
            "month" => shift.months += amount,
            _ => shift.years += amount,
        }
        if shift.nights && used > 0 {
            return None;
        }
        used += joint + length;
    }
    if used == 0 {
        return None;
    }
    shift.days = (shift.months == 0 && shift.years == 0).then_some(shift.rest);
    Some((shift, used))
}

fn step_at(tokens: &[Token<'_>]) -> Option<(i64, &'static str, usize)> {
    let first = tokens.first()?;
    let amount: i64 = if first.is_any(&["a", "an"]) {
        1
    } else {
        whole(first)?
    };
    let mut at = 1;
    while tokens.get(at).is_some_and(|token| {
        token.is_any(&["full", "whole", "calendar", "more"]) || token.is_mark('-')
    }) {
        at += 1;
    }
    let word = tokens.get(at)?.text.to_ascii_lowercase();
    let word = word.strip_suffix("'").unwrap_or(&word);
    let plain = word.strip_suffix('s').unwrap_or(word);
    let unit = ["day", "night", "week", "fortnight", "month", "year"]
        .into_iter()
        .find(|known| *known == plain)?;
    (0..=100_000)
        .contains(&amount)
        .then_some((amount, unit, at + 1))
}
