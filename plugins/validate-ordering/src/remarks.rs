//! What is said beside a counting question.

use reading::Token;

use crate::count_words::SETTING_TWISTS;
use crate::payload;
use crate::policy::policy;

/// Whether the sentences beside the question leave it as it is, and whether they say
/// which letters are vowels; what they say about counting is added to `said`.
pub(crate) fn settings(settings: &[Vec<Token<'_>>], said: &mut Vec<&'static str>) -> Option<bool> {
    let mut defined = false;
    for sentence in settings {
        if let Some(parts) = policy(sentence) {
            said.extend_from_slice(parts);
        } else if defines_vowels(sentence) {
            defined = true;
        } else if !(payload::is_remark(sentence) && is_plain_remark(sentence))
            && (0..sentence.len()).any(|at| changes(sentence, at))
        {
            return None;
        }
    }
    Some(defined)
}

/// Whether a word changes what is counted: "took part" and "add up" do not.
fn changes(sentence: &[Token<'_>], at: usize) -> bool {
    let harmless = sentence
        .get(at + 1)
        .is_some_and(|next| next.is_any(&["part", "up", "place"]));
    (sentence[at].is_among(SETTING_TWISTS) || sentence[at].is("y")) && !harmless
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
pub(crate) fn without_remarks<'t>(
    question: &[Token<'t>],
    said: &mut Vec<&'static str>,
) -> Option<Vec<Token<'t>>> {
    let mut kept = Vec::with_capacity(question.len());
    let mut at = 0;
    while at < question.len() {
        if question[at].is_mark('(')
            && let Some(close) = question[at..].iter().position(|token| token.is_mark(')'))
        {
            let inner = &question[at + 1..at + close];
            // "not digits, not dashes"
            if let Some(parts) = policy(inner) {
                said.extend_from_slice(parts);
                at += close + 1;
                continue;
            }
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
    // ", where the vowels are a, e, i, o and u"
    let defines = (1..kept.len()).find(|&at| {
        kept[at].is_any(&["where", "with", "if", "being", "taking", "counting", "when"])
            && defines_vowels_inside(&kept[at..])
            && kept[at..]
                .iter()
                .all(|token| !token.is_word() || token.is_among(DEFINING))
    });
    if let Some(tail) = tail.into_iter().chain(defines).min() {
        kept.truncate(tail);
    }
    Some(kept)
}

/// The words that say which letters are vowels.
const DEFINING: &str = "\
where|with|if|being|taking|counting|when|the|vowels|are|a|e|i|o|u|and|only|as|is|count|we|you|letters|\
just|five|considered|taken|to|be";

/// `(a, e, i, o, u)`
fn defines_vowels_inside(inner: &[Token<'_>]) -> bool {
    ["a", "e", "i", "o", "u"]
        .into_iter()
        .all(|letter| inner.iter().any(|token| token.is(letter)))
        && !inner.iter().any(|token| token.is("y"))
}
