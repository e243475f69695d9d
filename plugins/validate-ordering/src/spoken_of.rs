//! What is spoken of before it is asked about: names, signs, codes.

use reading::Token;

use crate::count_words::WORDS;
use crate::places::Place;

/// Where what is written or what something is called begins: `The sign reads …`.
pub(crate) fn named_from(sentence: &[Token<'_>]) -> Option<usize> {
    let verb = sentence
        .iter()
        .position(|token| token.is_any(&["called", "named", "reads", "says", "spells"]));
    let name = sentence.iter().position(|token| token.is("name"));
    let is = name.and_then(|name| {
        sentence[name..]
            .iter()
            .position(|token| token.is_any(&["is", "was"]))
            .map(|is| name + is)
            .filter(|is| sentence.len() - is < 5)
    });
    let begin = verb.or(is)? + 1;
    let rest = sentence.get(begin..)?;
    // "She says that …"
    let said = rest.iter().all(|token| !token.is_mark(',')) && rest.len() < 12;
    (rest.first()?.text.starts_with(char::is_uppercase) && said).then_some(begin)
}

/// Whether a question names nothing but what was spoken of.
pub(crate) fn refers_only(question: &[Token<'_>]) -> bool {
    let refers = question
        .iter()
        .any(|token| token.is_any(&["it", "its", "name", "this", "that", "the", "whole"]));
    refers
        && question.iter().enumerate().all(|(at, token)| {
            let known = !token.is_word()
                || token.text.len() < 4
                || WORDS.longest(&question[at..]).is_some()
                || (0..at).any(|from| {
                    WORDS
                        .longest(&question[from..])
                        .is_some_and(|(_, used)| from + used > at)
                });
            let article = at > 0
                && question[at - 1].is_any(&["the", "this", "that", "my", "our", "her", "his"]);
            known || article && token.text.starts_with(char::is_lowercase)
        })
}

/// The only word that stands in quotes alone.
pub(crate) fn word_in_quotes<'t>(tokens: &[Token<'t>]) -> Option<&'t str> {
    let mut found = tokens
        .windows(3)
        .filter(|three| three[0].is_mark('"') && three[2].is_mark('"') && three[1].is_word());
    let only = found.next().filter(|_| found.next().is_none())?;
    Some(only[1].text)
}

/// `AB-4471-XK`: the only thing of its kind.
pub(crate) fn code(sentences: &[&[Token<'_>]]) -> Option<Place> {
    let mut found = None;
    for (sentence, tokens) in sentences.iter().enumerate() {
        let mut at = 0;
        while at < tokens.len() {
            let glued = tokens[at + 1..]
                .iter()
                .take_while(|token| {
                    token.glued
                        && (token.is_word() || token.number().is_some() || token.is_mark('-'))
                })
                .count();
            let run = &tokens[at..=at + glued];
            let is_code = glued > 1
                && run
                    .iter()
                    .any(|token| token.text.starts_with(|c: char| c.is_ascii_digit()))
                && run.iter().all(|token| {
                    !token.is_word()
                        || token
                            .text
                            .chars()
                            .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
                })
                && run.iter().any(Token::is_word);
            if is_code && found.is_some() {
                return None;
            }
            if is_code {
                found = Some(Place {
                    sentence,
                    tokens: at..at + glued + 1,
                    last: sentence,
                    listed: false,
                });
            }
            at += glued + 1;
        }
    }
    found
}
