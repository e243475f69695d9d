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
        fact: String,
    },
    /// Minutes after midnight; whether morning and evening are told apart.
    Time {
        right: i32,
        exact: bool,
        asked: Vec<i32>,
        fact: String,
    },
    /// Minutes between two times, and whether it was asked how many minutes.
    Duration {
        minutes: i128,
        in_minutes: bool,
        fact: String,
    },
    /// A number of whatever is counted, and the numbers of the question.
    Amount {
        right: i128,
        asked: Vec<i128>,
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
        fact: String,
        shown: String,
    },
}
