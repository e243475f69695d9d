//! Questions whose answer has to be reckoned, though numbers stand there.

use crate::align::Aligned;
use crate::amounts::{measured, quantity_of};
use crate::lists::{STATIVE, has};
use crate::question::{Kind, Question, Role};
use crate::story;
use crate::task::Task;
use crate::text::Text;
use crate::words::key;

/// With these a number changes.
const CHANGES: &str = "more another twice half each every per gives gave eats ate loses lost fewer less as times double rest remaining away shares \
shared equally apiece altogether total older younger buys bought sells adds added takes finds found gets receives throws breaks uses spends";

/// Whether the answer may have to be reckoned: a story that nobody calls a text, or a time
/// that is given by another one.
pub(crate) fn is_reckoned(
    task: &Task<'_>,
    text: &Text<'_>,
    question: &Question,
    aligned: &Aligned,
) -> bool {
    let day = matches!(question.kind, Kind::Class("weekday" | "month"));
    let time = day || matches!(question.kind, Kind::Clock | Kind::Time | Kind::Year);
    let called = task.called && !task.headed;
    // "Which number did she think of?"
    let number_alone = question.kind == Kind::Code
        && !task.called
        && question.focus.as_ref() == Some(&key("number"));
    if number_alone || !called && day && !measured(text, "time").is_empty() {
        return true;
    }
    if question.kind == Kind::Person && is_told_by_who_acts(text, question, aligned) {
        return true;
    }
    if story::is_only_thought_of(text, question, aligned.best[0].first)
        || story::is_a_part(text, question, aligned.best[0].first)
        || question.now && question.kind == Kind::Place && story::goes_on(text)
        || story::is_compared(text, question, aligned.best[0].last)
        || !task.called && story::may_change(text, question, aligned.all.len())
    {
        return true;
    }
    if story::is_one(text, question, called) {
        return true;
    }
    let number = matches!(question.kind, Kind::Count(_) | Kind::Measure(_));
    if time && is_relative(text, question, aligned) {
        return true;
    }
    // "Kim is 12. Her brother is three years younger."
    let compared = (0..text.tokens.len()).any(|at| text.is(at, &["younger", "older"]));
    if question.kind == Kind::Measure("age") && compared {
        return true;
    }
    // "Three eggs per cake"
    let per = (0..text.tokens.len()).any(|at| text.is(at, &["per", "each", "apiece"]));
    if matches!(question.kind, Kind::Count(_)) && per && aligned.all.len() > 1 {
        return true;
    }
    let now = matches!(question.kind, Kind::Count(_)) && question.now;
    if now || number && task.passage.len() == 1 && !called {
        return true;
    }
    if called || !number && !time || question.kind == Kind::Year {
        return false;
    }
    // "The film starts at three and lasts two hours."
    let lasts = matches!(question.kind, Kind::Clock | Kind::Time)
        && !measured(text, "time").is_empty()
        && (0..text.tokens.len()).any(|at| {
            text.is(
                at,
                &[
                    "lasts", "lasted", "takes", "took", "lasting", "long", "ride", "drive",
                ],
            )
        });
    let changes = number && (0..text.tokens.len()).any(|at| has(CHANGES, text.tokens[at].text));
    let counts = aligned.all.iter().filter(|span| span.bonus > 0.3).count();
    lasts
        || changes
        || aligned.covered < 0.6
        || aligned.best.len() > 1
        || matches!(question.kind, Kind::Count(_)) && counts > 1
}

/// "Kim: I'll bring the dessert.", "I met Paul. Yours, Helga"
fn is_told_by_who_acts(text: &Text<'_>, question: &Question, aligned: &Aligned) -> bool {
    let sentence = text.sentence[aligned.best[0].first];
    let here = |at: &usize| text.sentence[*at] == sentence;
    let begin = text.sentence.partition_point(|&other| other < sentence);
    let speaker = (begin..text.tokens.len())
        .take(4)
        .filter(here)
        .any(|at| text.tokens[at].is_mark(':'));
    let teller: &[&str] = if speaker {
        &["i", "i'll", "i'm", "i've", "i'd", "me", "my", "mine"]
    } else {
        &["i", "i'll", "i'm", "i've", "i'd", "we", "we've", "we'll"]
    };
    (speaker || question.role == Role::Subject)
        && (begin..text.tokens.len())
            .take_while(here)
            .any(|at| text.is(at, teller))
}

/// Whether the time that is asked for is said by another one: "two days later".
fn is_relative(text: &Text<'_>, question: &Question, aligned: &Aligned) -> bool {
    let sentence = text.sentence[aligned.best[0].first];
    let times = aligned
        .all
        .iter()
        .filter(|span| text.sentence[span.first] == sentence)
        .count();
    (0..text.tokens.len()).any(|at| {
        let near = text.sentence[at].abs_diff(sentence) <= 1;
        let unit = text
            .before(at)
            .is_some_and(|before| quantity_of(text.tokens[before].text).is_some());
        let relative = near && unit && text.is(at, &["later", "ago", "earlier", "after", "before"])
            || near && text.is(at, &["postponed", "rescheduled"])
            || times > 1
                && !question.now
                && text.sentence[at] == sentence
                && text.is(at, &["moved"]);
        relative && !question.keys.contains(&key(text.tokens[at].text))
    })
}

/// Whether a number is given for what is asked: the verb stands there too, or there is but
/// one number. Of "won 3 of 5 games", none is lost.
pub(crate) fn is_countable(text: &Text<'_>, question: &Question, aligned: &Aligned) -> bool {
    let Kind::Count(_) = question.kind else {
        return true;
    };
    let known = |verb: &String| {
        text.keys.iter().flatten().any(|key| key == verb)
            || STATIVE.split(' ').any(|word| key(word) == *verb)
    };
    aligned.best.len() == 1
        && aligned.best[0].bonus > 0.3
        && (aligned.all.len() == 1 || question.verb.as_ref().is_none_or(known))
}

/// "10 birds sit on a wire. A cat scares 3.": with another number behind it, one that a story
/// tells may change.
pub(crate) fn goes_on(text: &Text<'_>, question: &Question, aligned: &Aligned) -> bool {
    let best = &aligned.best[0];
    let number = |at: usize| text.tokens[at].number().is_some();
    let counts = matches!(question.kind, Kind::Count(_) | Kind::Measure(_))
        || (best.first..=best.last).all(number);
    counts
        && !matches!(question.kind, Kind::Year | Kind::Clock | Kind::Time | Kind::Code)
        && (best.last + 1..text.tokens.len())
            .any(|at| {
                let apart = text.sentence[at] != text.sentence[best.last];
                number(at) && apart && !is_of_another_kind(text, question, at)
            })
        // "50 visitors a day"
        || counts
            && (best.last + 1..text.tokens.len()).take(3).any(|at| {
                text.is(at, &["a", "per", "each"])
                    && text.after(at).is_some_and(|unit| {
                        quantity_of(text.tokens[unit].text) == Some("time")
                    })
            })
}

/// "Bake for 25 minutes" changes no number of eggs, nor does a year.
fn is_of_another_kind(text: &Text<'_>, question: &Question, at: usize) -> bool {
    let year = text.tokens[at].text.len() == 4;
    let unit = [
        text.after(at),
        text.after(at).and_then(|next| text.after(next)),
    ]
    .into_iter()
    .flatten()
    .find_map(|unit| quantity_of(text.tokens[unit].text));
    let other = match (&question.kind, unit) {
        (Kind::Measure(asked), Some(unit)) => !asked.contains(unit),
        (_, unit) => unit.is_some(),
    };
    year || other
}
