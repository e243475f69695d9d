//! Whether a response holds a blank where its content should be.

use crate::markup::{looks_like_json, prose_lines};
use crate::words::keys;

/// What a blank says, between brackets: exactly these words, or these and more.
const BLANKS: &[&str] = &[
    "your answer",
    "your response",
    "your reply",
    "your text",
    "your solution",
    "answer here",
    "answer goes here",
    "response here",
    "response goes here",
    "insert answer",
    "insert response",
    "insert text",
    "insert your",
    "insert the answer",
    "insert here",
    "text here",
    "fill in",
    "to be completed",
    "to be continued",
    "to be determined",
    "to do",
    "todo",
    "tbd",
    "placeholder",
    "su respuesta",
    "tu respuesta",
    "respuesta aquí",
    "inserte",
    "insertar",
    "votre réponse",
    "ta réponse",
    "insérez",
    "insérer",
    "ihre antwort",
    "deine antwort",
    "hier einfügen",
    "sua resposta",
    "resposta aqui",
    "la tua risposta",
    "ваш ответ",
];

/// Words of prompts that are about blanks, or want some.
const ABOUT_BLANKS: &[&str] = &[
    "placeholder",
    "placeholders",
    "template",
    "templates",
    "blank",
    "blanks",
    "todo",
    "todos",
    "tbd",
    "lorem",
    "ipsum",
    "dummy",
    "ellipsis",
    "ellipses",
    "dots",
    "punctuation",
    "mark",
    "symbol",
    "form",
    "plantilla",
    "puntos",
    "suspensivos",
    "modèle",
    "gabarit",
    "points",
    "vorlage",
    "platzhalter",
    "punkte",
    "modelo",
    "шаблон",
    "многоточие",
];

/// The blank that a response holds or is: `[TODO]`, `<your answer>`, `lorem
/// ipsum`, a lone `...`. None if the prompt is about such things, and where the
/// response quotes one or shows it in code.
#[must_use]
pub fn placeholder<'a>(prompt: &str, response: &'a str) -> Option<&'a str> {
    let found = lone_blank(response)
        .or_else(|| prose_blank(response))
        .or_else(|| {
            looks_like_json(response)
                .then(|| bracketed_blank(response, true))
                .flatten()
        })?;
    let asked_for = keys(prompt)
        .iter()
        .any(|word| ABOUT_BLANKS.contains(&word.as_str()))
        || prompt.contains(found);
    (!asked_for).then_some(found)
}

/// A response that is nothing but a blank.
fn lone_blank(response: &str) -> Option<&str> {
    let bare = response.trim();
    let inner = bare
        .trim_matches(|c: char| "[]<>{}()\"'*`".contains(c))
        .trim();
    let dots = inner.chars().all(|c| matches!(c, '.' | '…' | '_' | ' '));
    let is_dots = dots && (inner.contains("...") || inner.contains('…') || inner.contains("___"));
    (is_dots
        || matches!(
            keys(inner).join(" ").as_str(),
            "todo" | "tbd" | "placeholder"
        ))
    .then_some(bare)
}

/// A blank in prose.
fn prose_blank(response: &str) -> Option<&str> {
    prose_lines(response)
        .into_iter()
        .find_map(|(_, line)| bracketed_blank(line, false).or_else(|| filler(line)))
}

/// `lorem ipsum`, unquoted.
fn filler(line: &str) -> Option<&str> {
    let at = line.to_ascii_lowercase().find("lorem ipsum")?;
    (!is_quoted(&line[..at])).then(|| &line[at..at + "lorem ipsum".len()])
}

/// Something in brackets that says that something belongs there. In JSON the
/// quote in front only makes it a string.
fn bracketed_blank(text: &str, in_json: bool) -> Option<&str> {
    let mut from = 0;
    while let Some(open) = text[from..].find(['[', '<', '{']).map(|at| at + from) {
        let close = match text.as_bytes()[open] {
            b'[' => ']',
            b'<' => '>',
            _ => '}',
        };
        from = open + 1;
        // Nobody writes a long blank, and a nested bracket begins a search of its own.
        let Some(length) = text[from..].find(['[', ']', '<', '>', '{', '}', '\n']) else {
            continue;
        };
        let inner = &text[from..from + length];
        let closed = text[from + length..].starts_with(close);
        let end = from + length + 1;
        let is_link = text[from + length..].starts_with("](");
        let is_quoted = !in_json && is_quoted(&text[..open]);
        if closed && is_blank(inner, close) && !is_link && !is_quoted {
            return Some(&text[open..end]);
        }
    }
    None
}

fn is_blank(inner: &str, close: char) -> bool {
    let words = keys(inner);
    if words.is_empty() || words.len() > 8 {
        return false;
    }
    // A lone word in these is a tag or a variable.
    if close != ']' && words.len() == 1 {
        return false;
    }
    let inner = words.join(" ");
    BLANKS.iter().any(|blank| {
        inner
            .strip_prefix(blank)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    })
}

/// Whether what follows is quoted or inline code.
fn is_quoted(before: &str) -> bool {
    before.ends_with(['"', '\'', '`', '“', '‘', '«', '„'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn blanks() {
        for response in [
            "...",
            " … ",
            "[...]",
            "___",
            "[TODO]",
            "TODO",
            "**TBD**",
            "The answer is [TODO].",
            "The answer is [TODO: look it up].",
            "The capital is <your answer>.",
            "[Insert answer here]",
            "La capital es [tu respuesta].",
            "Die Antwort ist [Ihre Antwort].",
            "Lorem ipsum dolor sit amet.",
            "{\"capital\": \"<your answer>\"}",
        ] {
            assert!(
                placeholder("What is the capital of France?", response).is_some(),
                "{response:?}"
            );
        }
    }

    #[test]
    fn sound_answers() {
        for response in [
            "Well... it is Paris.",
            "Wait…",
            "Press [Insert] or <Enter>.",
            "Use <answer>Paris</answer>.",
            "let x = [todo];",
            "```\n// [TODO] mend this\n```",
            "A blank is often written as \"[TODO]\".",
            "Write `<your answer>` there.",
            "arr[0] < your_max && b > 3",
            "Dear [Name], thank you.",
            "f\"{answer}\"",
            "Todo is a Spanish word.",
            "See [your answer](https://example.org)?",
            "日本…東京です。",
            "{\"a\": [1, 2]}",
            "",
            "4",
        ] {
            let found = placeholder("What is the capital of France?", response);
            assert_eq!(found, None, "{response:?}");
        }
    }

    #[test]
    fn prompts_about_blanks() {
        for (prompt, response) in [
            ("Give me a template for a quiz.", "Q1: [your answer]"),
            ("What does an ellipsis look like?", "..."),
            ("Continue the dummy text", "Lorem ipsum dolor sit amet"),
            ("What does [TODO] mean?", "[TODO] marks what is left to do."),
        ] {
            assert_eq!(placeholder(prompt, response), None, "{prompt:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_judged(prompt: String, response: String) {
            let _ = placeholder(&prompt, &response);
        }

        #[test]
        fn any_brackets_are_judged(response in "[\\[\\]<>{}\"`a-zé… .]{0,60}") {
            let _ = placeholder("", &response);
        }
    }
}
