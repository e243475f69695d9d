//! Whether a sentence tells how to answer, and not how somebody else writes.

use reading::Token;

use super::vocabulary::{
    COMMANDS, CONDITIONS, FRAGMENTS, MODALS, OTHERS, QUESTIONS, REPORTS, TEXT, WRITING,
};

/// Whether a sentence, without what stands politely in front, tells how to answer.
pub(super) fn addressed(sentence: &[Token<'_>]) -> bool {
    let Some(first) = sentence.first() else {
        return false;
    };
    if first.is_any(&["my", "his", "her", "their", "he", "she", "they"]) && !wishes(sentence) {
        return false;
    }
    let commands = begins_command(sentence);
    if !commands && first.is_any(CONDITIONS) {
        return false;
    }
    let says = |words: &[&str]| {
        sentence
            .iter()
            .enumerate()
            .any(|(at, token)| token.is_any(words) && !super::in_quotes(sentence, at))
    };
    let reports = says(REPORTS)
        && (says(&["wrote", "writes", "said", "says", "told", "spoke", "say"]) || !commands);
    if reports || says(OTHERS) && !commands {
        return false;
    }
    commands
        || is_fragment(sentence)
        || wishes(sentence)
        || demands(sentence)
        || commands_within(sentence)
        || sentence.iter().any(|token| token.is("please"))
}

/// Whether it asks something, so that only what stands aside tells how to answer.
pub(super) fn is_question(sentence: &[Token<'_>]) -> bool {
    sentence.first().is_some_and(|first| {
        first.is_any(QUESTIONS)
            || first.is("do") && sentence.get(1).is_some_and(|next| !next.is("not"))
            // "Must mention both" is a demand.
            || first.is_any(&["should", "must", "may", "can", "shall", "do"])
                && sentence.get(1).is_some_and(|next| {
                    next.is_any(&["i", "we", "you", "he", "she", "they", "the", "a", "an", "my", "it", "people", "one", "this", "there"])
                })
    })
}

fn begins_command(sentence: &[Token<'_>]) -> bool {
    sentence
        .first()
        .is_some_and(|first| first.is_any(COMMANDS) && !is_question(sentence))
}

/// `Max. 20 words`, `Two sentences are enough`, `Conditions: no commas`
fn is_fragment(sentence: &[Token<'_>]) -> bool {
    let first = &sentence[0];
    // "In which …" asks.
    let asks = first.is("in")
        && sentence
            .get(1)
            .is_some_and(|next| next.is_any(&["which", "what", "my"]));
    let announced = sentence.iter().take(4).any(|token| token.is_mark(':'))
        && first.is_any(&[
            "conditions",
            "condition",
            "rules",
            "rule",
            "format",
            "length",
            "style",
            "requirements",
            "requirement",
            "constraints",
            "constraint",
            "limit",
            "word",
            "task",
            "important",
            "note",
            "form",
            "restrictions",
            "instruction",
            "instructions",
            "reminder",
            "one",
            "my",
        ]);
    // "A haiku has three lines" tells what there is.
    let tells = first.is_any(&["a", "an", "all", "every", "in", "to", "as", "from", "at"])
        && sentence
            .iter()
            .take_while(|token| !token.is_mark(',') && !token.is_mark(':'))
            .any(|token| {
                token.is_any(&[
                    "has", "have", "is", "was", "are", "contains", "consists", "had", "were",
                ])
            })
        && !demands(sentence);
    !asks && !tells && (first.is_any(FRAGMENTS) || first.number().is_some() || announced)
}

/// `I need …`, `For a poster I would like …`
fn wishes(sentence: &[Token<'_>]) -> bool {
    sentence.windows(2).take(12).any(|pair| {
        pair[0].is_any(&[
            "i", "we", "class", "parents", "pupils", "students", "they", "team",
        ]) && pair[1].is_any(&[
            "need", "want", "would", "needs", "wants", "require", "like", "expect",
        ])
    }) || sentence
        .iter()
        .take(12)
        .any(|token| token.is_any(&["i'd", "we'd", "i'm"]))
}

/// `The answer must …`, `All letters have to be …`, `Commas are not allowed`
fn demands(sentence: &[Token<'_>]) -> bool {
    !is_question(sentence)
        && sentence.iter().enumerate().any(|(at, token)| {
            token.is_any(MODALS)
                && sentence[at.saturating_sub(8)..at].iter().any(|token| {
                    token.is_any(TEXT)
                        || token.is_any(&[
                            "commas",
                            "comma",
                            "capitals",
                            "punctuation",
                            "digits",
                            "phrase",
                            "caps",
                        ])
                })
                && (!token.is_any(&["is", "are", "has", "have"])
                    || sentence[at + 1..].iter().take(4).any(|next| {
                        next.is_any(&[
                            "allowed",
                            "forbidden",
                            "banned",
                            "to",
                            "enough",
                            "prohibited",
                            "taboo",
                            "permitted",
                            "required",
                            "sufficient",
                            "limited",
                            "not",
                            "fine",
                            "plenty",
                        ])
                    }))
        })
}

/// `Using a list, name …`, `What is a dog: answer in one word`
fn commands_within(sentence: &[Token<'_>]) -> bool {
    sentence.windows(2).any(|pair| {
        let apart = [',', ':', ';', '-', '\u{2013}', '\u{2014}', ')', '"']
            .iter()
            .any(|&mark| pair[0].is_mark(mark))
            || pair[0].is_any(&["and", "but", "please", "then"]);
        apart
            && (pair[1].is_any(COMMANDS)
                || pair[1].is_any(FRAGMENTS)
                    && !pair[1].is_any(&["to", "as", "from", "a", "an", "all", "short", "over"])
                || pair[1].number().is_some())
    }) || is_question(sentence) && !sentence.iter().any(|token| token.is_any(WRITING))
}

/// The part of a question that says how to answer it: `What is rain, in one word`. All of
/// another sentence.
pub(super) fn instruction<'s, 't>(sentence: &'s [Token<'t>]) -> Option<&'s [Token<'t>]> {
    if !is_question(sentence) {
        return Some(sentence);
    }
    let at = sentence.windows(2).position(|pair| {
        [',', ':', ';', '\u{2013}', '\u{2014}', '(']
            .iter()
            .any(|&mark| pair[0].is_mark(mark))
            && (pair[1].is_any(COMMANDS) && !pair[1].is_any(&["no", "never", "neither"])
                || pair[1].is_any(&[
                    "in", "with", "using", "max", "maximum", "at", "only", "just", "please",
                    "under", "without",
                ]))
    })?;
    Some(&sentence[at + 1..])
}
