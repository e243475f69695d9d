//! Whether a response is the prompt again.

use crate::words::keys;

/// A greeting answered by a greeting is no echo.
const FEWEST_WORDS: usize = 4;

/// Whether the response is the prompt again, but for case, punctuation and a
/// label in front, or a question that hardly differs from the one asked.
///
/// The prompt's words in another order (`Is Paris in France?`, `Paris is in
/// France.`) answer it, and so does the prompt with a word more (`What is the
/// capital of France? Paris`).
#[must_use]
pub fn is_echo(prompt: &str, response: &str) -> bool {
    let asked = keys(prompt);
    if asked.len() < FEWEST_WORDS || asked.iter().any(|word| wants_same_words(word)) {
        return false;
    }
    let said = keys(response);
    if without_label(&said) == without_label(&asked) {
        return true;
    }
    is_question(prompt)
        && is_question(response)
        && single_sentence(prompt)
        && single_sentence(response)
        && differing_words(&asked, &said) * 5 <= asked.len()
}

/// Words of requests whose right answer is the request's text, or nearly.
fn wants_same_words(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "say",
        "repeat",
        "echo",
        "copy",
        "print",
        "output",
        "quote",
        "recite",
        "write",
        "type",
        "read",
        "spell",
        "correct",
        "fix",
        "proofread",
        "edit",
        "rewrite",
        "rephrase",
        "paraphrase",
        "translate",
        "reformulate",
        "uppercase",
        "lowercase",
        "punctuate",
        "format",
        "question",
        "ask",
        "repite",
        "di",
        "copia",
        "escribe",
        "corrige",
        "traduce",
        "pregunta",
        "répète",
        "dis",
        "copie",
        "écris",
        "traduis",
        "wiederhole",
        "sag",
        "schreib",
        "schreibe",
        "korrigiere",
        "übersetze",
        "repita",
        "diga",
        "escreva",
        "повтори",
        "скажи",
    ];
    WORDS.contains(&word)
}

/// Without `Question:`, `Answer:` and the like in front.
fn without_label(words: &[String]) -> &[String] {
    const LABELS: &[&str] = &[
        "answer",
        "prompt",
        "user",
        "q",
        "a",
        "respuesta",
        "réponse",
        "antwort",
    ];
    match words {
        [label, rest @ ..] if LABELS.contains(&label.as_str()) && !rest.is_empty() => rest,
        _ => words,
    }
}

fn is_question(text: &str) -> bool {
    text.trim_end().ends_with(['?', '？', '؟'])
}

fn single_sentence(text: &str) -> bool {
    let inner = text.trim_end().trim_end_matches(['?', '？', '؟']);
    !inner.contains(['?', '？', '؟', '!', '\n', ':', '。']) && !inner.contains(". ")
}

/// How many words have to be put in, taken out or changed to get from one to the
/// other; at least that many, if the lengths differ too much to be near.
fn differing_words(a: &[String], b: &[String]) -> usize {
    if a.len().abs_diff(b.len()) * 5 > a.len() || a.len() > 100 {
        return usize::MAX / 5;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, left) in a.iter().enumerate() {
        let mut diagonal = i;
        row[0] = i + 1;
        for (j, right) in b.iter().enumerate() {
            let changed = diagonal + usize::from(left != right);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn echoes() {
        for (prompt, response) in [
            (
                "What is the capital of France?",
                "What is the capital of France?",
            ),
            (
                "What is the capital of France?",
                "  what is the CAPITAL of france",
            ),
            (
                "What is the capital of France?",
                "Answer: What is the capital of France?",
            ),
            (
                "What is the capital of France?",
                "What is the capital city of France?",
            ),
            (
                "¿Cuál es la capital de Francia?",
                "¿Cuál es la capital de Francia?",
            ),
            ("日本の首都はどこですか？", "日本の首都はどこですか？"),
            ("Name three kinds of cheese.", "Name three kinds of cheese"),
        ] {
            assert!(is_echo(prompt, response), "{prompt:?} {response:?}");
        }
    }

    #[test]
    fn answers() {
        for (prompt, response) in [
            (
                "What is the capital of France?",
                "What is the capital of France? Paris",
            ),
            (
                "What is the capital of France?",
                "The capital of France is Paris.",
            ),
            (
                "Is Paris the capital of France?",
                "Paris is the capital of France.",
            ),
            ("Hello there!", "Hello there!"),
            (
                "Say this back to me: I am here.",
                "Say this back to me: I am here.",
            ),
            (
                "Fix the grammar: what is you name?",
                "Fix the grammar: what is your name?",
            ),
            (
                "Translate: what is the capital of Spain?",
                "What is the capital of Spain?",
            ),
            (
                "What do you think about it?",
                "What do you want to know about it?",
            ),
            ("", ""),
            ("?", "?"),
        ] {
            assert!(!is_echo(prompt, response), "{prompt:?} {response:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_judged(prompt: String, response: String) {
            let _ = is_echo(&prompt, &response);
        }

        #[test]
        fn a_plain_prompt_is_its_own_echo(words in prop::collection::vec("[b-z]{5}x", 4..20)) {
            let prompt = words.join(" ");
            prop_assert!(is_echo(&prompt, &prompt.to_uppercase()));
        }
    }
}
