//! How short an answer is wanted: `surname only`, `one word`, `just the year`.

use reading::tokens;

use crate::lists::has;
use crate::task::PASSAGE;

/// What of a value is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// One word.
    Word,
    /// The value and nothing besides.
    Value,
    /// The first word of a name.
    First,
    /// The last word of a name.
    Last,
    /// Some few words.
    Short,
}

/// What a request says of it.
pub(crate) fn form(prompt: &str) -> Option<Form> {
    if wants_one_word(prompt) {
        return Some(Form::Word);
    }
    let lower = prompt.to_lowercase();
    let says = |phrases: &[&str]| phrases.iter().any(|phrase| lower.contains(phrase));
    let only = says(&[
        "surname only",
        "last name only",
        "only the surname",
        "just the surname",
        "only a surname",
        "just the last name",
        "only the last name",
        "surname is enough",
        "last name is enough",
        "surname will do",
    ]);
    if only {
        return Some(Form::Last);
    }
    if says(&[
        "first name only",
        "only the first name",
        "just the first name",
        "first name is enough",
        "first name will do",
    ]) {
        return Some(Form::First);
    }
    if says(&["nothing else", "nothing more", "nothing but", "one name"]) || names_it_only(&lower) {
        return Some(Form::Value);
    }
    says(&[
        "short answer",
        "briefly",
        "few words",
        "keep it short",
        "be brief",
        "be short",
    ])
    .then_some(Form::Short)
}

/// `in one word`
fn wants_one_word(prompt: &str) -> bool {
    let words = tokens(prompt);
    words.windows(2).any(|pair| {
        pair[0].is_any(&["one", "single", "1"]) && pair[1].is_any(&["word", "word-answer"])
    }) || words.iter().any(|token| token.is("one-word"))
}

/// `Reply with the gate only.`, `Just the year.`, `Only the number, please.`
fn names_it_only(lower: &str) -> bool {
    lower
        .split(['.', '?', '!', ':', '\n', '"', ';', '('])
        .map(|sentence| sentence.trim().trim_end_matches(", please"))
        .any(|sentence| {
            let words: Vec<&str> = sentence.split(' ').collect();
            let told = |word: &str| {
                [
                    "answer", "reply", "respond", "give", "write", "state", "return", "output",
                    "say", "name", "tell",
                ]
                .contains(&word)
            };
            match words[..] {
                ["just" | "only", "the" | "a" | "one", what] | ["the", what, "only"] => {
                    !has(PASSAGE, what)
                }
                [first, .., "the", what, "only"] | [first, .., "just" | "only", "the", what] => {
                    (told(first) || first == "please") && !has(PASSAGE, what)
                }
                _ => false,
            }
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_says_how_short() {
        for (prompt, wanted) in [
            ("Who won? One word.", Some(Form::Word)),
            ("Reply with a surname only: who won?", Some(Form::Last)),
            ("Which gate? Reply with the gate only.", Some(Form::Value)),
            ("When? Just the year.", Some(Form::Value)),
            ("Who sang? First name is enough.", Some(Form::First)),
            ("Who sang? Short answer.", Some(Form::Short)),
            ("Answer from the text only. Who sang?", None),
            ("Who sang? It is the only song.", None),
        ] {
            assert_eq!(form(prompt), wanted, "{prompt}");
        }
    }
}
