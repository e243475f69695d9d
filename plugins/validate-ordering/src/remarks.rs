//! What is said beside a counting question.

use reading::Token;

use crate::count_words::SETTING_TWISTS;
use crate::payload;

/// Whether the sentences beside the question leave it as it is, and whether they say
/// which letters are vowels.
pub(crate) fn settings(settings: &[Vec<Token<'_>>]) -> Option<bool> {
    let mut defined = false;
    for sentence in settings {
        if defines_vowels(sentence) {
            defined = true;
        } else if !(payload::is_remark(sentence) && is_plain_remark(sentence))
            && sentence
                .iter()
                .any(|token| token.is_among(SETTING_TWISTS) || token.is("y"))
        {
            return None;
        }
    }
    Some(defined)
}

/// `Upper and lower case both count`, `ignore the case`
fn is_plain_remark(sentence: &[Token<'_>]) -> bool {
    sentence
        .iter()
        .any(|token| token.is_any(&["alike", "case", "both", "same", "regardless"]))
        && !sentence
            .iter()
            .any(|token| token.is_any(&["not", "don't", "only", "y"]))
}

/// `The vowels are a, e, i, o and u`
fn defines_vowels(sentence: &[Token<'_>]) -> bool {
    let names = |letter: &str| sentence.iter().any(|token| token.is(letter));
    sentence
        .iter()
        .any(|token| token.is_any(&["vowel", "vowels"]))
        && ["a", "e", "i", "o", "u"].into_iter().all(names)
        && (!names("y")
            || sentence
                .iter()
                .any(|token| token.is_any(&["not", "consonant"])))
}

/// The question without what stands in brackets, if that changes nothing; `, ignoring
/// case` at its end goes too.
pub(crate) fn without_remarks<'t>(question: &[Token<'t>]) -> Option<Vec<Token<'t>>> {
    let mut kept = Vec::with_capacity(question.len());
    let mut at = 0;
    while at < question.len() {
        if question[at].is_mark('(')
            && let Some(close) = question[at..].iter().position(|token| token.is_mark(')'))
        {
            let inner = &question[at + 1..at + close];
            let spaces = inner.iter().any(|token| token.is("spaces"));
            if spaces {
                kept.extend_from_slice(inner);
            } else if !defines_vowels_inside(inner)
                && !is_plain_remark(inner)
                && inner
                    .iter()
                    .any(|token| token.is_among(SETTING_TWISTS) || token.is_any(&["y", "without"]))
            {
                return None;
            }
            at += close + 1;
            continue;
        }
        kept.push(question[at].clone());
        at += 1;
    }
    let tail = (1..kept.len()).rev().find(|&at| {
        kept[at].is_any(&["ignoring", "regardless", "counting", "treating", "ignore"])
            && is_plain_remark(&kept[at..])
            && kept[at..]
                .iter()
                .any(|token| token.is_any(&["case", "alike", "both"]))
    });
    if let Some(tail) = tail {
        kept.truncate(tail);
    }
    Some(kept)
}

/// `(a, e, i, o, u)`
fn defines_vowels_inside(inner: &[Token<'_>]) -> bool {
    ["a", "e", "i", "o", "u"]
        .into_iter()
        .all(|letter| inner.iter().any(|token| token.is(letter)))
        && !inner.iter().any(|token| token.is("y"))
}
