//! Texts that an answer shall have, or shall not.

use reading::Token;

use crate::rule::Form;

/// Texts that the answer shall have, shall not have, begin or end with.
pub(super) fn texts(text: &str, sentence: &[Token<'_>]) -> Vec<Form> {
    let mut forms = Vec::new();
    let denied = sentence.iter().any(|token| {
        token.is_any(&[
            "not",
            "don't",
            "without",
            "avoid",
            "never",
            "avoiding",
            "omit",
            "omitting",
            "exclude",
            "excluding",
            "leave",
            "leaving",
        ])
    });
    // "The first word must be …"
    let place = |which: &str| {
        sentence
            .windows(2)
            .position(|pair| pair[0].is(which) && pair[1].is("word"))
    };
    let starts = sentence
        .iter()
        .position(|t| {
            t.is_any(&[
                "start",
                "begin",
                "starting",
                "beginning",
                "starts",
                "begins",
                "opens",
                "opening",
            ])
        })
        .or(place("first"));
    let ends = sentence
        .iter()
        .position(|t| {
            t.is_any(&[
                "end",
                "finish",
                "conclude",
                "ending",
                "ends",
                "finishes",
                "concludes",
                "finishing",
            ])
        })
        .or(place("last"));
    let contains = sentence.iter().position(|t| {
        t.is_any(&[
            "include",
            "contain",
            "use",
            "mention",
            "including",
            "using",
            "avoid",
            "say",
            "with",
            "word",
            "words",
            "includes",
            "contains",
            "containing",
            "featuring",
            "features",
            "mentions",
            "mentioning",
            "uses",
            "avoiding",
        ])
    });
    let Some(words) = named(text, sentence) else {
        return forms;
    };
    let (first, names_word) = (words[0].0, words[0].2);
    let near = |at: Option<usize>| at.filter(|&at| at < first && first - at <= 7);
    match (near(starts), near(ends), near(contains)) {
        (Some(_), None, _) if !denied && words.len() == 1 => {
            forms.push(Form::Starts(words[0].1.clone()))
        }
        (None, Some(_), _) if !denied && words.len() == 1 => {
            forms.push(Form::Ends(words[0].1.clone()))
        }
        (None, None, Some(_)) if names_word => {
            let alternatives =
                sentence.iter().any(|t| t.is_any(&["or", "either", "one"])) && !denied;
            let about = sentence.iter().any(|t| {
                t.is_any(&[
                    "describe", "define", "explain", "mean", "times", "twice", "once", "spell",
                    "sentence",
                ]) && !denied
                    && !t.is("sentence")
            });
            if !alternatives && !about {
                forms.extend(words.into_iter().map(|(_, word, _)| {
                    if denied {
                        Form::Lacks(word, true)
                    } else {
                        Form::Contains(word, true)
                    }
                }));
            }
        }
        _ => {}
    }
    forms
}

/// What stands in quotes, or behind `the word` at the end: its place, the text,
/// and whether it was called a word or phrase.
fn named(text: &str, sentence: &[Token<'_>]) -> Option<Vec<(usize, String, bool)>> {
    let called = sentence
        .iter()
        .position(|token| token.is_any(&["word", "words", "phrase", "phrases", "text"]));
    let mut found = Vec::new();
    let quotes: Vec<usize> = (0..sentence.len())
        .filter(|&at| sentence[at].is_mark('"') || sentence[at].is_mark('\''))
        .collect();
    if quotes.len() % 2 == 1 {
        return None;
    }
    for pair in quotes.chunks(2) {
        let quoted = text.get(sentence[pair[0]].end()..sentence[pair[1]].start)?;
        if quoted.trim().is_empty() || quoted.len() > 200 {
            return None;
        }
        found.push((
            pair[0],
            quoted.trim().to_owned(),
            called.is_some_and(|at| at < pair[0]),
        ));
    }
    // "… too often" is another request.
    let behind = quotes.last().map_or(&[][..], |last| &sentence[last + 1..]);
    let over = behind.iter().all(|token| {
        !token.is_word()
            || token.is_any(&[
                "in",
                "your",
                "the",
                "answer",
                "response",
                "reply",
                "text",
                "it",
                "at",
                "least",
                "once",
                "all",
                "anywhere",
                "somewhere",
                "and",
                "output",
            ])
    });
    if !over {
        return None;
    }
    if found.is_empty() {
        // "the word blue", and nothing behind it
        let at = called.filter(|_| sentence.iter().any(|t| t.is_any(&["word", "phrase"])))?;
        let the = at.checked_sub(1).map(|at| &sentence[at])?;
        let [word] = &sentence[at + 1..] else {
            return None;
        };
        if !the.is("the") || !word.is_word() {
            return None;
        }
        found.push((at + 1, word.text.to_owned(), true));
    }
    Some(found)
}
