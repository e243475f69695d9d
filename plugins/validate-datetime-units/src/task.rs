//! What is asked, with what is right.

use jiff::civil::{Date, Weekday};
use reading::Rational;

/// A task.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Task {
    Weekday {
        right: Weekday,
        fact: String,
    },
    /// A date, and those that the question has.
    Date {
        right: Date,
        asked: Vec<Date>,
        /// Whether only day and month are known.
        yearless: bool,
        /// In the format that is asked for.
        written: Option<String>,
        fact: String,
    },
    /// Minutes after midnight; whether morning and evening are told apart.
    Time {
        right: i32,
        exact: bool,
        asked: Vec<i32>,
        /// Times on a clock of 24 hours, or on one of 12, that only repeat the question.
        repeats: Option<bool>,
        fact: String,
        /// As it would be written.
        shown: String,
    },
    /// Minutes between two times, and whether it was asked how many minutes, or hours.
    Duration {
        minutes: i128,
        in_minutes: bool,
        in_hours: bool,
        fact: String,
    },
    /// A number of whatever is counted, and the numbers of the question.
    Amount {
        right: i128,
        asked: Vec<i128>,
        code: &'static str,
        fact: String,
    },
    /// A month, of a year where that is known.
    Month {
        right: i8,
        year: Option<i16>,
        asked: i8,
        fact: String,
    },
    /// A date, letter by letter.
    Written {
        right: String,
        fact: String,
    },
    /// Days.
    Days {
        right: i128,
        fact: String,
    },
    /// `3 hours and 20 minutes`: both numbers, or what they come to in the smaller unit.
    Mixed {
        parts: (i128, i128),
        /// In the smaller unit, and in the larger one.
        totals: [Rational; 2],
        fact: String,
        shown: String,
    },
    LeapYear {
        yes: bool,
        fact: String,
    },
    /// One of these values, within a share of it.
    Converted {
        right: Vec<Rational>,
        /// How far off, in hundredths of the value, and in the unit itself.
        percent: i128,
        off: Rational,
        asked: Rational,
        /// The name of the unit that is asked for, where it is one of the table.
        unit: Option<&'static str>,
        fact: String,
        shown: String,
    },
}
