//! The text that a counting question is about, and the question without it.

use reading::{Asked, Token};

use crate::places::{Place, beside, labelled, running};
use crate::policy::policy;
use crate::quoted_places::quoted;
use crate::spoken_of::code;

/// A question, taken apart.
#[derive(Debug)]
pub(crate) struct Payload<'t> {
    /// The text to count in; none where it is a plain word of the question.
    pub(crate) text: Option<&'t str>,
    /// Whether it is a list by its form.
    pub(crate) listed: bool,
    /// The mark behind the text, if it is the text's.
    pub(crate) closed: &'t str,
    /// What the text is called in front of it: `sentence`.
    pub(crate) called: Option<&'t str>,
    /// The sentence that asks, without the text.
    pub(crate) question: Vec<Token<'t>>,
    /// The other sentences, without the text.
    pub(crate) settings: Vec<Vec<Token<'t>>>,
}

/// What a text may be called.
pub(crate) const CALLS: &str = "\
sentence|phrase|text|line|string|words|word|name|names|number|numbers|list|proverb|saying|title|\
quote|passage|paragraph|headline|note|message|question|sequence|expression|statement|verse|slogan|\
items|term|here|this|series|letters|quotation|caption|motto|remark|lyric|poem|couplet|input|\
following|date|code|password|label|sign|instruction|dialogue|tongue|twister|rhyme|exclamation|is|in|reads|says|called|named|spells";
/// What tells the parts of a request apart.
pub(crate) struct Marks {
    /// Whether some tokens ask.
    pub(crate) asks: fn(&[Token<'_>]) -> bool,
    /// Whether a word tells what to do.
    pub(crate) is_told: fn(&[Token<'_>]) -> bool,
    /// Whether a question names nothing that it may be about.
    pub(crate) is_open: fn(&[Token<'_>]) -> bool,
}

/// Takes a question apart.
pub(crate) fn find<'t>(text: &'t str, asked: &Asked<'t>, marks: &Marks) -> Option<Payload<'t>> {
    let asks = marks.asks;
    let sentences: Vec<&[Token<'t>]> = asked.sentences.iter().map(Vec::as_slice).collect();
    if sentences.len() > 12 {
        return None;
    }
    let place = quoted(text, &sentences, marks)
        .map(Some)
        .or_else(|| labelled(text, &sentences, marks))
        .or_else(|| beside(text, &sentences, marks))
        .or_else(|| running(&sentences, marks).map(Some))
        .or_else(|| code(&sentences).map(Some))
        .unwrap_or(None);
    let Some(place) = place else {
        return without(&sentences, asks);
    };
    let mut question = None;
    let mut settings = Vec::new();
    for (at, sentence) in sentences.iter().enumerate() {
        let rest: Vec<Token<'t>> = sentence
            .iter()
            .enumerate()
            .filter(|(token, _)| !place.covers(at, *token))
            .map(|(_, token)| token.clone())
            .collect();
        if rest.iter().all(|token| !token.is_word()) {
            continue;
        }
        if asks(&rest) && !is_remark(&rest) {
            if let Some(former) = question.replace(rest) {
                // "Let us practise counting."
                if is_question(&former) {
                    return None;
                }
                settings.push(former);
            }
        } else {
            settings.push(rest);
        }
    }
    let (from, until) = place.ends(&sentences)?;
    let from = with_politeness(text, &sentences, &place, from);
    let whole = place.tokens.end == sentences[place.sentence].len();
    let until = until
        + if whole {
            verdicts_behind(text, until)
        } else {
            0
        };
    // The mark that ends the last sentence of the text is the question's, if that ends there.
    let apart = place.last > place.sentence || place.tokens.start == 0;
    let closed = |marks: &[char]| {
        text.get(until..)
            .is_some_and(|rest| rest.starts_with(marks))
    };
    let closed = whole && (closed(&['!', '.']) || apart && closed(&['?']));
    let called = sentences[place.sentence][..place.tokens.start]
        .iter()
        .rev()
        .find(|token| token.is_word())
        .filter(|token| token.is_among(CALLS))
        .map(|token| token.text);
    Some(Payload {
        text: Some(
            text.get(from..until)?
                .trim_matches(|c: char| "\"'`".contains(c) || c.is_whitespace()),
        ),
        listed: place.listed,
        closed: text
            .get(until..until + 1)
            .filter(|_| closed)
            .unwrap_or_default(),
        called,
        question: without_lead(question?, asks, &mut settings),
        settings,
    })
}

/// How long `, no, yes` is behind a list of votes: elsewhere that tells how to answer.
fn verdicts_behind(text: &str, until: usize) -> usize {
    let rest = text.get(until..).unwrap_or_default();
    let part = rest.split(['.', '?', '!', '\n']).next().unwrap_or_default();
    let verdict =
        |word: &str| ["", "yes", "no", "true", "false"].contains(&word.to_lowercase().as_str());
    let all = part.split(|c: char| !c.is_alphanumeric()).all(verdict);
    if all && part.chars().any(char::is_alphabetic) {
        part.trim_end().len()
    } else {
        0
    }
}

/// Where a text begins that begins with "please".
fn with_politeness(text: &str, sentences: &[&[Token<'_>]], place: &Place, from: usize) -> usize {
    let before = place
        .sentence
        .checked_sub(1)
        .and_then(|at| sentences[at].last())
        .map_or(0, Token::end);
    if place.tokens.start > 0 || before == 0 {
        return from;
    }
    let between = text.get(before..from).unwrap_or_default();
    let last = between
        .rsplit(['.', '?', '!', '\n'])
        .next()
        .unwrap_or_default();
    if last.trim().eq_ignore_ascii_case("please") {
        from - last.trim_start().len()
    } else {
        from
    }
}

/// `An easy one for you: how many …` without what only leads to the question.
fn without_lead<'t>(
    question: Vec<Token<'t>>,
    asks: fn(&[Token<'_>]) -> bool,
    settings: &mut Vec<Vec<Token<'t>>>,
) -> Vec<Token<'t>> {
    let Some(colon) = question.iter().position(|token| token.is_mark(':')) else {
        return question;
    };
    let (front, behind) = (&question[..colon], &question[colon + 1..]);
    let names = front.iter().any(|token| {
        token.is_any(&["letter", "letters"]) || token.text.len() == 1 && token.is_word()
    });
    if names || asks(front) || !asks(behind) {
        return question;
    }
    settings.push(front.to_vec());
    behind.to_vec()
}

fn without<'t>(sentences: &[&[Token<'t>]], asks: fn(&[Token<'_>]) -> bool) -> Option<Payload<'t>> {
    let mut asking: Vec<usize> = (0..sentences.len())
        .filter(|&at| asks(sentences[at]) && !is_remark(sentences[at]))
        .collect();
    if asking.len() > 1 {
        asking.retain(|&at| is_question(sentences[at]));
    }
    let [question] = asking[..] else { return None };
    Some(Payload {
        text: None,
        listed: false,
        closed: "",
        called: None,
        question: sentences[question].to_vec(),
        settings: (0..sentences.len())
            .filter(|&at| at != question)
            .map(|at| sentences[at].to_vec())
            .collect(),
    })
}

fn is_question(sentence: &[Token<'_>]) -> bool {
    sentence
        .iter()
        .any(|token| token.is_any(&["how", "what", "what's", "number", "count", "many", "total"]))
}

/// `Count capital and small letters alike.`
pub(crate) fn is_remark(sentence: &[Token<'_>]) -> bool {
    if policy(sentence).is_some() {
        return true;
    }
    let word = |words: &[&str]| sentence.iter().any(|token| token.is_any(words));
    // "Ignoring case, how many …?"
    if word(&["how", "many", "often", "number", "what"]) {
        return false;
    }
    // "Count them all."
    if sentence.iter().all(|token| {
        token.is_any(&[
            "count",
            "them",
            "all",
            "up",
            "carefully",
            "it",
            "please",
            "counting",
            "each",
            "every",
            "one",
        ])
    }) {
        return true;
    }
    word(&[
        "alike",
        "regardless",
        "case",
        "ignore",
        "ignoring",
        "insensitive",
    ]) || word(&["uppercase", "capital", "capitals"]) && word(&["lowercase", "small"])
}
