//! Texts that a sentence names: what stands in quotes, or behind `the word`.

use reading::Token;

use super::vocabulary::COMMANDS;

/// A text of a sentence.
#[derive(Debug)]
pub(super) struct Named {
    /// Its first token, and the first behind it.
    pub(super) begin: usize,
    pub(super) end: usize,
    pub(super) text: String,
}

/// Words that are not the one that is called so.
const NO_WORD: &[&str] = &[
    "for",
    "that",
    "which",
    "of",
    "count",
    "limit",
    "in",
    "is",
    "you",
    "with",
    "order",
    "list",
    "game",
    "class",
    "processor",
    "search",
    "used",
    "must",
    "may",
    "should",
    "on",
    "from",
    "at",
    "to",
    "meaning",
    "and",
    "or",
    "if",
    "as",
    "be",
    "has",
    "have",
    "are",
    "there",
    "a",
    "an",
    "the",
    "below",
    "above",
    "given",
    "it",
    "itself",
    "type",
    "before",
    "after",
    "by",
    "your",
    "my",
    "starting",
    "beginning",
    "ending",
    "about",
    "only",
    "each",
    "per",
    "long",
    "maximum",
    "max",
    "alone",
    "please",
    "answer",
    "i",
    "we",
    "he",
    "she",
    "they",
    "length",
];
/// Words that may stand behind it.
const BEHIND: &[&str] = &[
    "must",
    "may",
    "should",
    "is",
    "are",
    "in",
    "at",
    "somewhere",
    "anywhere",
    "both",
    "but",
    "without",
    "twice",
    "once",
    "exactly",
    "followed",
    "cannot",
    "can",
    "appears",
    "appear",
    "also",
    "not",
    "nor",
    "all",
    "each",
    "somehow",
    "then",
    "plus",
    "using",
    "while",
    "has",
    "have",
    "needs",
    "shall",
    "with",
    "occurs",
];
/// Longer texts are no words to include.
const LONGEST: usize = 200;

/// The texts of a sentence, in their order.
pub(super) fn named(text: &str, sentence: &[Token<'_>]) -> Vec<Named> {
    let mut found = quoted(text, sentence);
    if found.is_empty() {
        found = called(text, sentence);
    }
    found
}

/// What stands in quotes. An apostrophe opens where a space stands before it, and closes
/// where none does.
fn quoted(text: &str, sentence: &[Token<'_>]) -> Vec<Named> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < sentence.len() {
        let mark = &sentence[at];
        let opens = mark.is_mark('"')
            || (mark.is_mark('\'') || mark.is_mark('`'))
                && (!mark.glued || at == 0 || !sentence[at - 1].is_word());
        if !opens {
            at += 1;
            continue;
        }
        let close = sentence[at + 1..]
            .iter()
            .position(|token| token.text == mark.text)
            .map(|length| at + 1 + length);
        let Some(close) = close else { break };
        let inner = text
            .get(mark.end()..sentence[close].start)
            .map(str::trim)
            .unwrap_or_default();
        if !inner.is_empty() && inner.len() <= LONGEST {
            found.push(Named {
                begin: at,
                end: close + 1,
                text: inner.to_owned(),
            });
        }
        at = close + 1;
    }
    found
}

/// `the word blue`, `the words cold and white`
fn called(text: &str, sentence: &[Token<'_>]) -> Vec<Named> {
    let mut found = Vec::new();
    for at in 0..sentence.len() {
        let called = sentence[at].is_any(&["word", "words", "term", "name", "phrase"]);
        let introduced = at.checked_sub(1).is_some_and(|before| {
            let before = &sentence[before];
            before.is_any(&[
                "the",
                "exact",
                "following",
                "first",
                "last",
                "opening",
                "final",
            ]) || sentence[at].is("words") && before.number().is_some()
        });
        if called && introduced {
            let colon = usize::from(sentence.get(at + 1).is_some_and(|token| token.is_mark(':')));
            found.extend(row(
                text,
                sentence,
                at + 1 + colon,
                sentence[at].is_any(&["words", "phrase"]),
            ));
        }
    }
    found
}

/// The words from here on: one, a row of them, or a phrase up to the next mark.
fn row(text: &str, sentence: &[Token<'_>], begin: usize, many: bool) -> Vec<Named> {
    let is_word = |at: usize| {
        sentence
            .get(at)
            .is_some_and(|token| token.is_word() && !token.is_any(NO_WORD))
    };
    let is_over = |at: usize| {
        sentence
            .get(at)
            .is_none_or(|next| !next.is_word() && next.number().is_none() || next.is_any(BEHIND))
    };
    let mut found = Vec::new();
    let mut rest = begin;
    while is_word(rest) {
        found.push(Named {
            begin: rest,
            end: rest + 1,
            text: sentence[rest].text.to_owned(),
        });
        let behind = rest + 1;
        let joints = sentence[behind..]
            .iter()
            .take_while(|token| token.is_mark(',') || token.is_any(&["and", "or"]))
            .count();
        rest = behind + joints;
        let goes_on = many && joints > 0 && is_word(rest) && !sentence[rest].is_any(COMMANDS);
        if goes_on {
            continue;
        }
        if joints > 0 || is_over(behind) {
            return found;
        }
        // "with the words see you soon"
        let length = sentence[begin..]
            .iter()
            .take_while(|token| token.is_word())
            .count();
        let (first, last) = (&sentence[begin], &sentence[begin + length - 1]);
        let phrase = text.get(first.start..last.end()).unwrap_or_default();
        let plain = many && found.len() == 1 && (2..=5).contains(&length);
        return if plain {
            vec![Named {
                begin,
                end: begin + length,
                text: phrase.to_owned(),
            }]
        } else {
            Vec::new()
        };
    }
    Vec::new()
}
