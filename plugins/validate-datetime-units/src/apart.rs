//! Two events that are so far apart: one is told, and the other one is asked for.
//!
//! `My parcel arrived on 14 March 2025, nine days after it was sent. When was it sent?`,
//! `Bills go out 10 days ahead of the due date. Ours is due on 4 March. When does it go out?`
//!
//! What stands beside the length names one event, what stands behind `after` or `before` the
//! other one. The words of the question, and those beside the date, tell which is which; where
//! they do not, nothing is said.

use reading::{Asked, Token};

use crate::clock::{Time, time_name};
use crate::date_tasks::{date_task, moved_by};
use crate::lasting::lasting_at;
use crate::read::Found;
use crate::schedule::{Anchor, only_anchor};
use crate::shift::{Shift, shift_at};
use crate::task::Task;

/// Words that make another question of it.
const TWISTS: &str = "\
not|never|without|except|unless|every|each|per|between|until|till|working|business|weekdays|weekday|\
holiday|holidays|cancelled|postponed|delayed|late|early|earlier|later|ago|how|often|many|long|much|\
another|again|twice|half|zone|zones|utc|gmt|local|who|why|where|whose|list|sort|json|\
today|tomorrow|yesterday|now|than|minimum|maximum|least|most|or|both";

/// Words that name no event.
const EMPTY: &str = "\
a|an|the|my|our|his|her|its|their|your|this|that|these|those|it|he|she|they|we|i|you|me|us|them|him|\
is|was|were|are|be|been|being|has|have|had|having|do|does|did|will|would|shall|should|must|can|could|\
may|might|need|needs|got|to|of|in|on|at|by|for|from|with|as|and|so|then|when|what|which|date|day|time|\
exactly|just|only|already|if|we're|i'm|it's|there|out|up|off|into|ours|mine|latest|last|no|please|\
give|tell|answer|name|year|month|say|know|want|wants|any|all|one|some|about|am|pm";

#[derive(Clone, Copy)]
enum Length {
    Days(Shift),
    Minutes(i32),
}

/// Whether two events are told to be so far apart; and when the other one is, if all of it
/// is understood.
pub(crate) fn understand(asked: &Asked<'_>) -> Option<Option<Task>> {
    let tokens: Vec<Token<'_>> = asked.sentences.concat();
    if tokens.len() > 80 || tokens.iter().any(|token| token.is_among(TWISTS)) {
        return None;
    }
    let (anchor, rest) = only_anchor(&tokens)?;
    let (length, at, used) = only_length(&rest, &anchor)?;
    if rest.iter().enumerate().any(|(place, token)| {
        token.number().is_some() && !(at..at + used).contains(&place) && !token.is("one")
    }) {
        return None;
    }
    let story = Story::read(asked, &anchor)?;
    Some(story.way().and_then(|sign| apart(&anchor, length, sign)))
}

/// The one length that is told, where it stands, and how many tokens it is.
fn only_length(tokens: &[Token<'_>], anchor: &Anchor) -> Option<(Length, usize, usize)> {
    let found =
        |at: usize| length_at(&tokens[at..], anchor).map(|(length, used)| (length, at, used));
    let first = (0..tokens.len()).find_map(found)?;
    let behind = first.1 + first.2;
    (behind..tokens.len())
        .find_map(found)
        .is_none()
        .then_some(first)
}

fn length_at(tokens: &[Token<'_>], anchor: &Anchor) -> Option<(Length, usize)> {
    match anchor {
        Anchor::Date(_) => shift_at(tokens).map(|(shift, used)| (Length::Days(shift), used)),
        Anchor::Time(_) => {
            lasting_at(tokens).map(|(minutes, used)| (Length::Minutes(minutes), used))
        }
    }
}

/// The stems of the words that name events, by where they stand.
#[derive(Default)]
struct Story {
    /// Whether the one event is after the other one, and not before it.
    after: bool,
    /// What is that much after or before.
    this: Vec<String>,
    /// What it is counted from; none where only `in advance` is said.
    other: Vec<String>,
    /// What has the date.
    told: Vec<String>,
    /// Whether that stands in one sentence with the length.
    told_here: bool,
    asked: Vec<String>,
}

impl Story {
    fn read(asked: &Asked<'_>, anchor: &Anchor) -> Option<Self> {
        let mut story = Self::default();
        let mut related = false;
        for sentence in &asked.sentences {
            for (clause, asks) in halves(sentence) {
                if asks {
                    story.asked.extend(stems(clause));
                }
                let relation = (0..clause.len()).find_map(|at| {
                    let (_, used) = length_at(&clause[at..], anchor)?;
                    let (after, skip) = relation_at(&clause[at + used..])?;
                    // Of clocks it is said where they are.
                    let of_clocks = matches!(anchor, Anchor::Time(_))
                        && clause[at + used].is_any(&["ahead", "from"]);
                    (!of_clocks).then_some((after, at, at + used + skip))
                });
                let place = (0..clause.len()).find(|&at| is_anchor(&clause[at..]));
                if let Some((after, begin, end)) = relation {
                    if related || asks {
                        return None;
                    }
                    related = true;
                    story.after = after;
                    let other_end = (end..clause.len())
                        .find(|&at| {
                            clause[at].is_mark(',') || clause[at].is_any(&["and", "if", "but"])
                        })
                        .unwrap_or(clause.len());
                    story.this = stems(&clause[..begin]);
                    story.other = stems(&clause[end..other_end]);
                    match place {
                        Some(place) if place < begin => {
                            story.told_here = true;
                            story.told = stems(&clause[..begin]);
                        }
                        // "9 days before 4 March" is no riddle.
                        Some(_) => return None,
                        None => {}
                    }
                } else if place.is_some() {
                    story.told = stems(clause);
                }
            }
        }
        (related && !story.asked.is_empty()).then_some(story)
    }

    /// Whether what is asked for comes later or earlier than what is told.
    fn way(&self) -> Option<i32> {
        let shares = |words: &[String], with: &[String], without: &[String]| {
            words
                .iter()
                .any(|word| with.contains(word) && !without.contains(word))
        };
        let asks_other = shares(&self.asked, &self.other, &self.this);
        let asks_this = shares(&self.asked, &self.this, &self.other);
        let tells_other = !self.told_here && shares(&self.told, &self.other, &self.this);
        let tells_this = self.told_here || shares(&self.told, &self.this, &self.other);
        // What is told is not asked for.
        let this_is_asked = match (asks_this, asks_other) {
            (true, false) if !tells_this || tells_other => true,
            (false, true) if !tells_other => false,
            (false, false) if tells_other && !tells_this => true,
            (true, false) if self.other.is_empty() && !self.told_here => true,
            _ => return None,
        };
        Some(if this_is_asked == self.after { 1 } else { -1 })
    }
}

/// `after`, `before`, `in advance`: whether it is later, and how many tokens it is.
fn relation_at(tokens: &[Token<'_>]) -> Option<(bool, usize)> {
    const PHRASES: [(&str, bool); 9] = [
        ("after", true),
        ("following", true),
        ("from", true),
        ("ahead of", false),
        ("in advance of", false),
        ("in advance", false),
        ("prior to", false),
        ("before", false),
        ("beforehand", false),
    ];
    PHRASES.iter().find_map(|(phrase, after)| {
        let words: Vec<&str> = phrase.split(' ').collect();
        let fits = tokens.len() >= words.len()
            && tokens
                .iter()
                .zip(&words)
                .all(|(token, word)| token.is(word));
        fits.then_some((*after, words.len()))
    })
}

fn is_anchor(tokens: &[Token<'_>]) -> bool {
    crate::read::date_at(tokens).is_some() || crate::clock::time_at(tokens).is_some()
}

/// What a sentence tells, and what it asks: `Ours is due March 4, when must it go out?`
fn halves<'s, 't>(sentence: &'s [Token<'t>]) -> Vec<(&'s [Token<'t>], bool)> {
    let asks = |at: usize| {
        sentence[at].is_any(&["when", "when's", "what", "what's", "which"])
            && (at == 0
                || sentence[at - 1].is_mark(',')
                || sentence[at - 1].is_mark(':')
                || sentence[at - 1]
                    .is_any(&["by", "on", "at", "and", "so", "tell", "me", "know", "since"]))
    };
    match (0..sentence.len()).find(|&at| asks(at)) {
        // "When must I lift them if the show is on 1 December"
        Some(at) => {
            let behind = &sentence[at..];
            let condition = behind
                .iter()
                .position(|token| token.is_any(&["if", "given"]))
                .unwrap_or(behind.len());
            let mut halves = vec![(&sentence[..at], false), (&behind[..condition], true)];
            halves.push((&behind[condition..], false));
            halves.retain(|(tokens, _)| !tokens.is_empty());
            halves
        }
        None => vec![(sentence, false)],
    }
}

fn stems(tokens: &[Token<'_>]) -> Vec<String> {
    tokens
        .iter()
        .filter(|token| token.is_word() && token.number().is_none() && !token.is_among(EMPTY))
        .map(|token| stem(&token.text.to_ascii_lowercase()))
        .collect()
}

/// What is common to the forms of a word, as far as words of one request go.
fn stem(word: &str) -> String {
    const IRREGULAR: [(&str, &str); 14] = [
        ("sent", "send"),
        ("sown", "sow"),
        ("bought", "buy"),
        ("left", "leave"),
        ("begun", "begin"),
        ("began", "begin"),
        ("made", "make"),
        ("laid", "lay"),
        ("paid", "pay"),
        ("met", "meet"),
        ("born", "birth"),
        ("gone", "go"),
        ("went", "go"),
        ("goes", "go"),
    ];
    let word = IRREGULAR
        .iter()
        .find(|(form, _)| *form == word)
        .map_or(word, |(_, base)| base);
    let short = ["ing", "ed", "es", "s", "e"]
        .iter()
        .find_map(|end| word.strip_suffix(end).filter(|rest| rest.len() >= 2))
        .unwrap_or(word);
    // "shipped", "planned"
    let bytes = short.as_bytes();
    match bytes {
        [.., a, b] if a == b && short.len() > 3 && !b"ls".contains(b) => {
            short[..short.len() - 1].to_owned()
        }
        _ => short.to_owned(),
    }
}

fn apart(anchor: &Anchor, length: Length, sign: i32) -> Option<Task> {
    match (anchor, length) {
        (Anchor::Date(found), Length::Days(shift)) => on_date(found, &shift, sign),
        (Anchor::Time(time), Length::Minutes(minutes)) => Some(at_time(time, sign * minutes)),
        _ => None,
    }
}

fn on_date(found: &Found, shift: &Shift, sign: i32) -> Option<Task> {
    let Some(year) = found.year else {
        return moved_by(found.month, found.day, shift, sign.into());
    };
    let from = found.date(year)?;
    let right = from.checked_add(shift.span(from, sign.into())?).ok()?;
    Some(date_task(from, right))
}

fn at_time(time: &Time, minutes: i32) -> Task {
    let right = (time.minutes + minutes).rem_euclid(24 * 60);
    let shown = if time.of_24 {
        format!("{:02}:{:02}", right / 60, right % 60)
    } else {
        time_name(right, time.exact)
    };
    Task::Time {
        right,
        exact: time.exact,
        asked: vec![time.minutes],
        repeats: None,
        fact: format!("The time is {shown}"),
        shown,
    }
}
