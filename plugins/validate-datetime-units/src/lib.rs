//! Computes dates, times and conversions that a request asks for, and compares.
//!
//! | code | when |
//! |---|---|
//! | `datetime.weekday` | another day of the week |
//! | `datetime.date`, `datetime.time` | another date, another time of day |
//! | `datetime.duration` | another number of days, or another time between |
//! | `datetime.leap-year` | yes where it is no, or no where it is yes; another leap year |
//! | `datetime.format` | a date is not written in the format asked for |
//! | `units.wrong` | the converted number is another one |
//!
//! All are errors. Understood are questions in English of the kinds in `dates.rs`
//! (`weekdays.rs`, `spans.rs`, `months.rs`, `years.rs`), `written.rs`, `schedule.rs`,
//! `times.rs`, `apart.rs`, `zones.rs`, `units.rs` and `rates.rs`, whatever the order of their words.
//! Words that are not in the lexicon of the kind are let through, but few of them and none
//! of its `TWISTS`, which may change the question. A factor that the request gives
//! (`given.rs`) goes before our own. Dates are those of the Gregorian calendar from 1753
//! on; dates such as 3/4/2024, and what depends on today, are left alone. An answer that
//! says nothing of what is asked is wrong, too. Where a unit has several sizes (US and
//! imperial gallons), each is right; between systems of units 1 % is, unless rounding is
//! asked for.
//!
//! As the named validator it takes `{ "value": 5, "from": "km", "to": "miles" }`.
//! To extend it, add a unit to `usual_units.rs`, a phrase to a lexicon, a word that changes
//! questions to the twists, and wordings to
//! `wordings.jsonl`.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

use omni_skill::{Attempt, Error, Finding};
use reading::{Asked, Expect, tidy};

mod amounts;
mod apart;
mod check;
mod check_amounts;
mod check_dates;
mod clock;
mod conversion;
mod date_slots;
mod date_tasks;
mod date_words;
mod dates;
mod given;
mod lasting;
mod months;
mod named_dates;
mod rare_units;
mod rates;
mod read;
mod schedule;
mod shift;
mod spans;
mod table;
mod task;
mod time_words;
mod times;
mod unit_words;
mod units;
mod usual_units;
mod way;
mod weekdays;
mod written;
mod years;
mod zones;

omni_skill::validator!(validate);

fn validate(attempt: &Attempt) -> Result<Vec<Finding>, Error> {
    let expect = Expect::of(&attempt.request)?;
    if let Some(options) = expect.options("datetime-units") {
        let task = units::stated(options)?;
        return Ok(check::check(&task, "", &attempt.response)
            .into_iter()
            .collect());
    }
    if expect.is_strict() || attempt.request.images > 0 {
        return Ok(Vec::new());
    }
    let prompt = tidy(&attempt.request.prompt);
    let task = Asked::read(&prompt).and_then(|asked| {
        if let Some(two_events) = apart::understand(&asked) {
            return two_events;
        }
        dates::understand(&prompt, &asked)
            .or_else(|| schedule::understand(&asked))
            .or_else(|| zones::understand(&asked))
            .or_else(|| times::understand(&asked))
            .or_else(|| units::understand(&prompt, &asked))
            .or_else(|| rates::understand(&asked))
    });
    Ok(task
        .and_then(|task| check::check(&task, &prompt, &attempt.response))
        .into_iter()
        .collect())
}

#[cfg(test)]
mod tests;
