//! Points in time: years, days, times of the day.

use crate::classes;
use crate::text::{Span, Text};

/// Years: four digits, from 1000 to 2199.
pub(crate) fn years(text: &Text<'_>) -> Vec<Span> {
    (0..text.tokens.len())
        .filter(|&at| is_year(text, at))
        .map(|at| Span::new(at, at))
        .collect()
}

fn is_year(text: &Text<'_>, at: usize) -> bool {
    let token = &text.tokens[at];
    token.text.len() == 4
        && token.text.starts_with(['1', '2'])
        && token
            .number()
            .and_then(|number| number.value.whole())
            .is_some_and(|year| (1000..2200).contains(&year))
        && !text
            .after(at)
            .is_some_and(|next| classes_of_units(text, next))
}

fn classes_of_units(text: &Text<'_>, at: usize) -> bool {
    text.is(
        at,
        &[
            "metres", "meters", "m", "km", "kg", "euros", "dollars", "people", "feet", "miles",
            "pounds", "visitors", "g", "ml", "litres",
        ],
    ) || text.tokens[at].is_mark('€')
        || text.tokens[at].is_mark('$')
}

/// Times of the day: `19:05`, `at four`, `half past six`, `7 pm`, `noon`.
pub(crate) fn clocks(text: &Text<'_>) -> Vec<Span> {
    let mut clocks = Vec::new();
    let mut at = 0;
    while at < text.tokens.len() {
        match clock_at(text, at) {
            Some(last) => {
                clocks.push(Span::new(at, last));
                at = last + 1;
            }
            None => at += 1,
        }
    }
    clocks
}

/// The last token of a time of the day that begins here.
fn clock_at(text: &Text<'_>, at: usize) -> Option<usize> {
    let half = |at: usize| text.is(at, &["am", "pm", "o'clock", "noon", "midnight"]);
    if text.is(at, &["noon", "midnight", "midday"]) {
        return Some(at);
    }
    // "half past six", "a quarter to nine", "ten past four", "20 minutes past 4"
    if let Some(next) = text.after(at) {
        let mut to = next;
        if text.is(to, &["minutes"]) {
            to = text.after(to)?;
        }
        let part = text.is(at, &["half", "quarter"]) || text.tokens[at].number().is_some();
        if part
            && text.is(to, &["past", "to"])
            && text.after(to).is_some_and(|hour| is_hour(text, hour))
        {
            return text.after(to);
        }
    }
    if !is_hour(text, at) {
        return None;
    }
    let mut last = at;
    let mut sure = false;
    if let Some(colon) = text.after(at)
        && (text.tokens[colon].is_mark(':') || text.tokens[colon].is_mark('.'))
        && text.tokens[colon].glued
        && let Some(minutes) = text.after(colon)
        && text.tokens[minutes].number().is_some()
        && text.tokens[minutes].text.len() == 2
    {
        last = minutes;
        sure = true;
    }
    // "9.30 a.m." is one number.
    sure |= text.tokens[at].text.len() >= 4
        && text.tokens[at].text.contains('.')
        && text
            .before(at)
            .is_some_and(|before| text.is(before, &["at", "from", "until", "to", "by"]));
    if let Some(next) = text.after(last) {
        if half(next) {
            return Some(next);
        }
        if text.is(next, &["a", "p"])
            && text
                .after(next)
                .is_some_and(|dot| text.tokens[dot].is_mark('.'))
        {
            return Some((next + 3).min(text.tokens.len() - 1))
                .filter(|&end| text.sentence[end] == text.sentence[at])
                .or(Some(next));
        }
    }
    // "at four", but not "at 170 degrees", and "between 10 and 18 o'clock"
    let before = text.before(at).is_some_and(|before| {
        text.is(
            before,
            &[
                "at", "until", "till", "from", "by", "before", "after", "since", "around", "past",
            ],
        )
    });
    let bare = text.after(last).is_none_or(|next| {
        !text.tokens[next].is_word()
            || text.is_small(next)
            || text.is(next, &["sharp", "today", "tomorrow", "tonight"])
            || classes::has("weekday", text.tokens[next].text)
    });
    (sure
        || before
            && bare
            && text.after(at).is_none_or(|next| {
                !text.tokens[next].is_mark('%')
                    && !text.tokens[next].is_mark('°')
                    && !text.tokens[next].is_mark('-')
            }))
    .then_some(last)
}

fn is_hour(text: &Text<'_>, at: usize) -> bool {
    text.tokens
        .get(at)
        .and_then(reading::Token::number)
        .is_some_and(|number| number.value >= 0.into() && number.value < 25.into())
}

/// Days and dates with what belongs to them: `12 June 1998`, `on Tuesday night`, `in spring`.
pub(crate) fn times(text: &Text<'_>) -> Vec<Span> {
    let mut part = vec![false; text.tokens.len()];
    for span in years(text).into_iter().chain(clocks(text)) {
        part[span.first..=span.last].fill(true);
    }
    for at in 0..text.tokens.len() {
        let token = &text.tokens[at];
        let month = classes::has("month", token.text) && token.text.starts_with(char::is_uppercase);
        let day = classes::has("weekday", token.text) && token.text.starts_with(char::is_uppercase);
        let season = classes::has("season", token.text)
            && text.before(at).is_some_and(|before| {
                text.is(
                    before,
                    &[
                        "in", "the", "last", "next", "this", "every", "late", "early", "of",
                    ],
                )
            })
            && !text.before(at).is_some_and(|before| {
                text.is(before, &["the"]) && text.keys.get(at + 1).is_some_and(Option::is_some)
            });
        let word = text.is(
            at,
            &[
                "yesterday",
                "today",
                "tomorrow",
                "tonight",
                "morning",
                "afternoon",
                "evening",
                "evenings",
                "mornings",
                "night",
                "weekend",
                "christmas",
                "easter",
                "midsummer",
                "dawn",
                "dusk",
                "sunrise",
                "sunset",
                "century",
                "sunday",
                "nightfall",
                "lunchtime",
                "eve",
            ],
        );
        // "the third day", "last week"
        let period = text.is(
            at,
            &[
                "day", "week", "month", "year", "night", "weekend", "summer", "winter", "autumn",
                "spring",
            ],
        ) && text.before(at).is_some_and(|before| {
            text.is(
                before,
                &[
                    "first",
                    "second",
                    "third",
                    "fourth",
                    "fifth",
                    "sixth",
                    "seventh",
                    "last",
                    "next",
                    "same",
                    "following",
                    "previous",
                ],
            )
        });
        if period {
            part[at - 1] = true;
        }
        if month || day || season || word || period {
            part[at] = true;
        }
        if month {
            // "12 June", "the 3rd of May", "May 3"
            for near in [text.before(at), text.after(at)].into_iter().flatten() {
                if text.tokens[near].number().is_some() {
                    part[near] = true;
                }
            }
            if let Some(of) = text.before(at).filter(|&of| text.is(of, &["of"]))
                && let Some(th) = text.before(of)
            {
                part[of] = true;
                part[th] = true;
                if let Some(number) = text
                    .before(th)
                    .filter(|_| text.is(th, &["th", "st", "nd", "rd"]))
                {
                    part[number] = true;
                }
            }
        }
    }
    let mut spans: Vec<Span> = Vec::new();
    for at in (0..part.len()).filter(|&at| part[at]) {
        if let Some(previous) = spans.last_mut() {
            let gap = at - previous.last;
            let same = text.sentence[at] == text.sentence[previous.last];
            let small = gap == 2
                && (text.is(at - 1, &["of", "the", "at", "th", "in"])
                    || text.tokens[at - 1].is_mark(','));
            if same && (gap == 1 || small) {
                previous.last = at;
                continue;
            }
        }
        spans.push(Span::new(at, at));
    }
    spans
}
