//! The text that a counting question is about, and the question without it.

use reading::{Asked, Token};

use crate::places::{beside, labelled, quoted, running};

/// A question, taken apart.
#[derive(Debug)]
pub(crate) struct Payload<'t> {
    /// The text to count in; none where it is a plain word of the question.
    pub(crate) text: Option<&'t str>,
    /// Whether it is a list by its form.
    pub(crate) listed: bool,
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
following|date|code|password|label|sign|instruction|dialogue|tongue|twister|rhyme|exclamation|is|in";
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
        called,
        question: question?,
        settings,
    })
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
    let word = |words: &[&str]| sentence.iter().any(|token| token.is_any(words));
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
