//! Whether a response ends where its author meant it to.

use omni_skill::{Attempt, Stop};

use crate::markup;

/// Whether generation was stopped from outside in the middle of something.
#[must_use]
pub fn was_interrupted(attempt: &Attempt) -> bool {
    matches!(attempt.stop, Stop::Length | Stop::Timeout)
        && !attempt.response.trim().is_empty()
        && !ends_properly(&attempt.response)
}

/// Whether a text ends as a sentence, a code block, a table or a JSON document
/// does.
///
/// Asked of a response whose generation was stopped from outside: a word is then
/// no proper end, although many an answer that the model ended itself has none
/// better.
#[must_use]
pub fn ends_properly(response: &str) -> bool {
    if markup::has_open_fence(response) {
        return false;
    }
    let text = response.trim_end();
    let Some(last_line) = text.lines().last() else {
        return true;
    };
    let last_line = last_line.trim();
    if markup::is_fence(last_line) {
        return true;
    }
    // "2." begins an item that never came.
    if last_line
        .strip_suffix('.')
        .is_some_and(|number| number.chars().all(char::is_numeric))
    {
        return false;
    }
    let Some(last) = text.trim_end_matches(is_closer).chars().last() else {
        return true;
    };
    if is_sentence_end(last) || is_pictograph(last) {
        return true;
    }
    match text.chars().last() {
        Some(';' | '|') => true,
        Some('}' | ']' | ')') => is_balanced(text),
        Some('>') => last_line.contains("</"),
        _ => false,
    }
}

/// The whole sentences that a text begins with, where it ends in the middle of another
/// one; none where it has none, or is JSON or code.
#[must_use]
pub fn whole_sentences(response: &str) -> Option<&str> {
    if markup::looks_like_json(response) || response.contains("```") {
        return None;
    }
    let text = response.trim_end();
    let mut marks: Vec<usize> = text
        .char_indices()
        .filter(|(_, c)| is_sentence_end(*c))
        .map(|(at, c)| at + c.len_utf8())
        .collect();
    marks.reverse();
    marks.into_iter().take(200).find_map(|end| {
        let closers = text[end..]
            .find(|c| !is_closer(c))
            .unwrap_or(text.len() - end);
        let (kept, rest) = text.split_at(end + closers);
        let apart = rest.starts_with(char::is_whitespace);
        // "Dr. Lee", "e.g. this"
        const SHORT: [&str; 10] = [
            "dr", "mr", "mrs", "ms", "st", "vs", "jr", "sr", "prof", "etc",
        ];
        let short = kept
            .trim_end_matches(|c| is_sentence_end(c) || is_closer(c))
            .rsplit(|c: char| !c.is_alphanumeric())
            .next()
            .is_some_and(|word| {
                word.len() == 1 && word.chars().all(char::is_alphabetic)
                    || SHORT.contains(&word.to_lowercase().as_str())
            });
        let goes_on = rest.trim_start().starts_with(char::is_lowercase);
        (apart && !short && !goes_on && ends_properly(kept)).then_some(kept)
    })
}

fn is_sentence_end(c: char) -> bool {
    matches!(
        c,
        '.' | '!'
            | '?'
            | '…'
            | '‽'
            | '。'
            | '！'
            | '？'
            | '．'
            | '｡'
            | '؟'
            | '۔'
            | '।'
            | '॥'
            | '։'
            | '።'
            | '၊'
            | '။'
            | '។'
    )
}

/// What may stand behind the end of a sentence.
fn is_closer(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '”'
            | '’'
            | '“'
            | '»'
            | '«'
            | '」'
            | '』'
            | ')'
            | '）'
            | ']'
            | '】'
            | '*'
            | '_'
            | '`'
            | '~'
            | '$'
            | '\u{FE0F}'
            | '\u{200D}'
    )
}

fn is_pictograph(c: char) -> bool {
    matches!(c, '\u{2600}'..='\u{27BF}' | '\u{1F300}'..='\u{1FAFF}')
}

/// Whether every bracket outside quoted strings is closed.
fn is_balanced(text: &str) -> bool {
    let mut open = Vec::new();
    let mut quoted = false;
    let mut escaped = false;
    for c in text.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ if quoted => {}
            '(' | '[' | '{' => open.push(c),
            ')' if open.pop() != Some('(') => return false,
            ']' if open.pop() != Some('[') => return false,
            '}' if open.pop() != Some('{') => return false,
            _ => {}
        }
    }
    open.is_empty() && !quoted
}

#[cfg(test)]
mod tests {
    use super::*;
    use omni_skill::testing::attempt;
    use proptest::prelude::*;

    #[test]
    fn keeps_whole_sentences() {
        for (text, kept) in [
            ("It is Paris. It is the cap", Some("It is Paris.")),
            ("He said \"No.\" Then he", Some("He said \"No.\"")),
            ("It is Dr. Lee who", None),
            ("It costs 3.5", None),
            ("1. One thing.\n2. Another th", Some("1. One thing.")),
            ("1. One th", None),
            ("{\"a\": \"b. c", None),
            ("It is", None),
        ] {
            assert_eq!(whole_sentences(text), kept, "{text}");
        }
    }

    #[test]
    fn proper_ends() {
        for text in [
            "Paris.",
            "He said \"no.\"",
            "**Done!**",
            "¿Por qué no?",
            "首都は東京です。",
            "पेरिस राजधानी है।",
            "Great! 🎉",
            "Wait...",
            "```rust\nfn main() {}\n```",
            "fn main() {\n    run(1);\n}",
            "{\"a\": [1, 2, \"]\"]}",
            "[1, 2, 3]",
            "| a | b |\n|---|---|\n| 1 | 2 |",
            "let x = 1;",
            "<p>Hi</p>",
            "print(sum([1, 2]))",
            "",
        ] {
            assert!(ends_properly(text), "{text:?}");
        }
    }

    #[test]
    fn interrupted_ends() {
        for text in [
            "The capital of France is",
            "La capitale de la France est",
            "First, we",
            "1. Apples\n2.",
            "Here is the code:\n```rust\nfn main() {",
            "{\"a\": [1, 2",
            "{\"a\": \"b]",
            "It costs about (see",
            "The answer:",
            "日本の首都は東",
        ] {
            assert!(!ends_properly(text), "{text:?}");
        }
    }

    #[test]
    fn only_an_outside_stop_interrupts() {
        let said = attempt("Capital of France?", "Paris");
        assert!(!was_interrupted(&said));
        assert!(was_interrupted(&Attempt {
            stop: Stop::Length,
            ..said.clone()
        }));
        assert!(was_interrupted(&Attempt {
            stop: Stop::Timeout,
            ..said.clone()
        }));
        assert!(!was_interrupted(&Attempt {
            stop: Stop::StopString,
            ..said
        }));
    }

    proptest! {
        #[test]
        fn any_text_is_judged(text: String) {
            let _ = ends_properly(&text);
        }
    }
}
