//! What stands in a question where the answer will.

use reading::Token;

use crate::amounts::quantity_of;
use crate::classes;
use crate::demand::{bare, demanded, noun_end_plain};
use crate::lists::{AUXILIARY, WH, has};
use crate::nouns::{is_place, of_noun, quantity};
use crate::question::Kind;
use crate::words::{is_function, is_past, key};

/// What the question turns on.
pub(crate) enum Focus<'t> {
    Who,
    Where,
    When,
    /// `how many pillars`, `how long`
    How(&'t str, Option<&'t str>),
    What,
    Noun(&'t str),
}

/// The focus, where the rest of the question begins, and where the focus does.
pub(crate) type Found<'t> = (Focus<'t>, usize, usize);

/// Finds it.
pub(crate) fn find_focus<'t>(words: &[&Token<'t>]) -> Option<Found<'t>> {
    // "Give the year in which …", "Find the instrument that Pavel plays"
    if let Some(found) = demanded(words) {
        return Some(found);
    }
    let Some(wh) = words.iter().position(|word| has(WH, word.text)) else {
        return bare(words);
    };
    let next = words.get(wh + 1).copied();
    Some(match words[wh].text.to_lowercase().as_str() {
        "who" | "whom" | "who's" | "whos" | "who'd" => (Focus::Who, wh + 1, wh),
        "whose" => (Focus::Who, wh + 2, wh),
        "where" | "where's" | "wheres" | "where'd" => (Focus::Where, wh + 1, wh),
        "when" | "when's" | "when'd" => (Focus::When, wh + 1, wh),
        "how" => {
            let how = next?;
            if how.is_any(&["many", "much"]) {
                let until = noun_end(words, wh + 2);
                let noun = (until > wh + 2).then(|| words[until - 1].text);
                (Focus::How(how.text, noun), until, wh)
            } else {
                (Focus::How(how.text, None), wh + 2, wh)
            }
        }
        "what" | "which" | "what's" | "whats" | "what'd" => what(words, wh, next)?,
        _ => return None,
    })
}

fn what<'t>(words: &[&Token<'t>], wh: usize, next: Option<&Token<'t>>) -> Option<Found<'t>> {
    let Some(next) = next else {
        // "Her profession was what?"
        let noun = words[..wh].iter().rev().find(|word| !is_function(word))?;
        return Some((Focus::Noun(noun.text), 0, 0));
    };
    if has(AUXILIARY, next.text) || words[wh].is_any(&["what's", "whats"]) {
        return Some(copular(words, wh).unwrap_or((Focus::What, wh + 1, wh)));
    }
    // "What fell to the ground?", "What lives in the tower?"
    let small = words
        .get(wh + 2)
        .is_some_and(|word| is_function(word) && !has(AUXILIARY, word.text));
    let acts = is_past(next.text) || next.text.ends_with("ed") || next.text.ends_with('s') && small;
    if !words[wh].is("which") && acts {
        return Some((Focus::What, wh + 1, wh));
    }
    let mut from = wh + 1;
    let of = words.get(wh + 2).is_some_and(|of| of.is("of"));
    if of && has("kind type sort name piece brand", next.text) {
        from = wh + 3;
    } else if next.is("of")
        && words
            .get(wh + 2)
            .is_some_and(|the| has("the these those his her their", the.text))
    {
        // "Which of the carriers …"
        from = wh + 3;
    } else if next.is_any(&["of", "one"]) {
        return Some((Focus::What, wh + 1, wh));
    }
    let colour = words
        .get(from)
        .is_some_and(|word| word.is_any(&["colour", "color"]));
    let until = if colour {
        from + 1
    } else {
        noun_end(words, from)
    };
    Some(if until == from {
        (Focus::What, wh + 1, wh)
    } else {
        (Focus::Noun(words[until - 1].text), until, wh)
    })
}

/// Where a noun with its describing words ends: before a verb or a small word.
fn noun_end(words: &[&Token<'_>], from: usize) -> usize {
    let mut at = from;
    while at < words.len() && at < from + 4 && !is_function(words[at]) && words[at].is_word() {
        at += 1;
    }
    // "which company bought the mill": the verb is no part of it.
    let whole = at;
    while at > from + 1 && (is_past(words[at - 1].text) || words[at - 1].text.ends_with("ed")) {
        at -= 1;
    }
    let next = words.get(whole).map_or("", |word| word.text);
    if at < whole || at <= from + 1 || has(AUXILIARY, next) || has("he she they we you i", next) {
        at
    } else if has("the a an his her their its my our it", next) {
        // "which school teaches the …"
        at - 1
    } else {
        from + 1
    }
}

/// `What is the colour of the whistle?`, `What was Pavel's profession?`
fn copular<'t>(words: &[&Token<'t>], wh: usize) -> Option<Found<'t>> {
    let short = words[wh].is_any(&["what's", "whats"]);
    let mut at = if short { wh + 1 } else { wh + 2 };
    if !short && !words.get(wh + 1)?.is_any(&["is", "was", "are", "were"]) {
        return None;
    }
    let owner = words
        .get(at)
        .is_some_and(|word| has("his her its their my", word.text));
    if words.get(at)?.is("the") || owner {
        at += 1;
    }
    let most = words.len().min(at + 5);
    let end = (at..most)
        .find(|&end| is_function(words[end]))
        .unwrap_or(most);
    let noun = *words.get(end.checked_sub(1)?)?;
    let of = words
        .get(end)
        .is_some_and(|word| has("of for in on at", word.text));
    let owned = owner
        || words
            .get(at..end)?
            .iter()
            .any(|word| word.text.ends_with("'s"));
    // "What was the ship called?"
    if noun.is_any(&["called", "named"]) && end >= at + 2 {
        return Some((Focus::Noun(words[end - 2].text), end, wh));
    }
    // "the number of the kitchen", but "the number of rooms"
    let single = words.get(end + 1).is_some_and(|the| the.is("the"))
        && words
            .get(end + 2)
            .is_some_and(|owner| !owner.text.ends_with('s'));
    if noun.is("number") && of && !single {
        let until = noun_end_plain(words, end + 1);
        let counted = words.get(until.checked_sub(1)?)?;
        return Some((Focus::How("many", Some(counted.text)), until, wh));
    }
    // "What is the cook's name?"
    if noun.is_any(&["name", "surname"])
        && !of
        && let Some(owner) = end
            .checked_sub(2)
            .filter(|&owner| owner >= at)
            .and_then(|owner| words[owner].text.strip_suffix("'s"))
            .filter(|owner| owner.starts_with(char::is_lowercase))
    {
        return Some((Focus::Noun(owner), end, wh));
    }
    if noun.is_any(&["name", "surname"]) && of {
        let until = noun_end_plain(words, end + 1);
        let named = words.get(until.checked_sub(1)?)?;
        return Some((Focus::Noun(named.text), until, wh));
    }
    let known = classes::named(noun.text).is_some()
        || quantity(noun.text).is_some()
        || is_place(noun.text)
        || matches!(
            of_noun(noun.text),
            Some(Kind::Code | Kind::Time | Kind::Label(_) | Kind::Measure(_))
        );
    (known && (of || owned || end == words.len())).then_some((Focus::Noun(noun.text), end, wh))
}

impl Focus<'_> {
    /// The kind of thing that it asks for; `tail` is the rest of the question.
    pub(crate) fn kind(&self, tail: &[&Token<'_>]) -> Option<Kind> {
        let any = |words: &str| tail.iter().any(|word| has(words, word.text));
        Some(match self {
            Self::Who => Kind::Person,
            Self::Where => Kind::Place,
            Self::When => Kind::Time,
            // "What do pupils pay?", "What is it made of?"
            Self::What if any("cost costs pay pays paid") => Kind::Measure("money"),
            Self::What if any("weigh weighs weighed") => Kind::Measure("mass"),
            Self::What
                if any("made") && tail.last().is_some_and(|word| has("of from", word.text)) =>
            {
                Kind::Class("material")
            }
            Self::What => Kind::Thing,
            Self::How(how, _)
                if has(AUXILIARY, how) && any("travel go get come arrive reach commute") =>
            {
                Kind::Class("transport")
            }
            Self::How(how, noun) => match (how.to_lowercase().as_str(), noun) {
                ("many", Some(noun)) if has("words people's", noun) => return None,
                ("many", Some(noun)) => match quantity_of(noun) {
                    Some(quantity) => Kind::Measure(quantity),
                    None => Kind::Count(key(noun)),
                },
                ("much", Some(noun)) if has("money cash", noun) => Kind::Measure("money"),
                ("much", Some(noun)) if has("time", noun) => Kind::Measure("time"),
                ("much", Some(_)) => Kind::Measure("any"),
                ("much", None) if any("weigh weighs weighed") => Kind::Measure("mass"),
                ("much", None) => Kind::Measure("money"),
                ("long", _) => {
                    let is = tail
                        .first()
                        .is_some_and(|word| has("is was are were", word.text));
                    Kind::Measure(if is && tail.len() < 6 {
                        "length or time"
                    } else {
                        "time"
                    })
                }
                ("tall" | "high" | "deep" | "wide" | "far" | "broad" | "thick", _) => {
                    Kind::Measure("length")
                }
                ("heavy", _) => Kind::Measure("mass"),
                ("old", _) => Kind::Measure("age"),
                ("fast", _) => Kind::Measure("speed"),
                ("hot" | "cold" | "warm", _) => Kind::Measure("temperature"),
                ("big" | "large", _) => Kind::Measure("any"),
                _ => return None,
            },
            // "the runner who came second"
            Self::Noun(noun)
                if tail.first().is_some_and(|word| word.is("who"))
                    && !has("company team firm band group club", noun) =>
            {
                Kind::Person
            }
            Self::Noun(noun) if has("job", noun) => Kind::Class("profession"),
            Self::Noun(noun) => of_noun(noun)?,
        })
    }
}
