//! JSON in a text.

use serde_json::{Deserializer, Value};

/// What was found.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Found {
    /// The text is JSON.
    Whole(Value),
    /// In a fence, with nothing around it.
    Fenced(Value),
    /// With text around it.
    Wrapped(Value),
    /// Not quite JSON, but it is clear what is meant.
    Repaired(Value),
    Nothing,
}

/// Longer texts are not searched, only parsed.
const LONGEST: usize = 256 * 1024;
/// Brackets at which JSON may begin.
const MOST_STARTS: usize = 16;

/// The JSON of a text.
pub(crate) fn find(text: &str) -> Found {
    let text = text.trim();
    if let Ok(value) = serde_json::from_str(text) {
        return Found::Whole(value);
    }
    if text.len() > LONGEST {
        return Found::Nothing;
    }
    let fenced = fenced(text);
    if let Some((inner, alone)) = fenced
        && let Ok(value) = serde_json::from_str(inner)
    {
        return if alone {
            Found::Fenced(value)
        } else {
            Found::Wrapped(value)
        };
    }
    let starts = || {
        text.match_indices(['{', '['])
            .map(|(at, _)| at)
            .take(MOST_STARTS)
    };
    for start in starts() {
        let mut values = Deserializer::from_str(&text[start..]).into_iter::<Value>();
        match values.next() {
            // "[1]" is a footnote.
            Some(Ok(value)) if !is_small(&value) => return Found::Wrapped(value),
            _ => {}
        }
    }
    let candidate = fenced
        .map(|(inner, _)| inner)
        .or_else(|| starts().next().map(|start| &text[start..]));
    candidate
        .and_then(|candidate| serde_json::from_str(&repaired(candidate)?).ok())
        .filter(|value| !is_small(value))
        .map_or(Found::Nothing, Found::Repaired)
}

fn is_small(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.len() < 2 && !items.iter().any(Value::is_object),
        Value::Object(members) => members.is_empty(),
        _ => true,
    }
}

/// What stands in the first fence, and whether nothing stands around it.
fn fenced(text: &str) -> Option<(&str, bool)> {
    let open = text.find("```")?;
    let behind = &text[open + 3..];
    let line = behind.find('\n')?;
    let inner = &behind[line + 1..];
    let close = inner.find("```")?;
    let alone = open == 0 && inner[close + 3..].trim().is_empty();
    Some((inner[..close].trim(), alone))
}

/// With JSON's quotes, words and commas, and its brackets closed.
fn repaired(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len() + 8);
    let mut open = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        match c {
            '"' | '\'' | '\u{201C}' | '\u{201D}' | '\u{2018}' => {
                let close = match c {
                    '\u{201C}' | '\u{201D}' => '\u{201D}',
                    '\u{2018}' => '\u{2019}',
                    c => c,
                };
                out.push('"');
                let mut closed = false;
                while let Some((_, c)) = rest.next() {
                    match c {
                        c if c == close => {
                            closed = true;
                            break;
                        }
                        '\\' => match rest.next() {
                            Some((_, '\'')) => out.push('\''),
                            Some((_, c)) => out.extend(['\\', c]),
                            None => return None,
                        },
                        '"' => out.push_str("\\\""),
                        '\n' => out.push_str("\\n"),
                        c => out.push(c),
                    }
                }
                closed.then_some(())?;
                out.push('"');
            }
            '{' | '[' => {
                open.push(if c == '{' { '}' } else { ']' });
                out.push(c);
            }
            '}' | ']' => {
                let trimmed = out.trim_end().strip_suffix(',').map(str::len);
                if let Some(length) = trimmed {
                    out.truncate(length);
                }
                (open.pop()? == c).then_some(())?;
                out.push(c);
                if open.is_empty() {
                    return Some(out);
                }
            }
            c if c.is_alphabetic() || c == '_' => {
                let word: String = text[at..]
                    .chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '_')
                    .collect();
                for _ in 1..word.chars().count() {
                    rest.next();
                }
                let behind = text[at + word.len()..].trim_start();
                match word.as_str() {
                    "True" | "true" => out.push_str("true"),
                    "False" | "false" => out.push_str("false"),
                    "None" | "null" => out.push_str("null"),
                    // A key without quotes
                    word if behind.starts_with(':') => {
                        out.push('"');
                        out.push_str(word);
                        out.push('"');
                    }
                    _ => return None,
                }
            }
            '/' if text[at..].starts_with("//") => {
                while rest.peek().is_some_and(|(_, c)| *c != '\n') {
                    rest.next();
                }
            }
            c => out.push(c),
        }
        if open.is_empty() {
            return None;
        }
    }
    // It was not closed.
    let trimmed = out.trim_end().trim_end_matches(',').len();
    out.truncate(trimmed);
    out.extend(open.iter().rev());
    (open.len() <= 4).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn finds_json() {
        let ada = || json!({"name": "Ada", "age": 36});
        for (text, found) in [
            (r#"{"name": "Ada", "age": 36}"#, Found::Whole(ada())),
            (
                "```json\n{\"name\": \"Ada\", \"age\": 36}\n```",
                Found::Fenced(ada()),
            ),
            (
                "Here:\n```\n{\"name\": \"Ada\", \"age\": 36}\n```\nDone.",
                Found::Wrapped(ada()),
            ),
            (
                r#"Sure [1]: {"name": "Ada", "age": 36} is it."#,
                Found::Wrapped(ada()),
            ),
            (r#"{"name": "Ada", "age": 36,}"#, Found::Repaired(ada())),
            ("{'name': 'Ada', 'age': 36}", Found::Repaired(ada())),
            (
                "{name: \u{201C}Ada\u{201D}, age: 36}",
                Found::Repaired(ada()),
            ),
            (r#"{"name": "Ada", "age": 36"#, Found::Repaired(ada())),
            ("There is none [1].", Found::Nothing),
            ("", Found::Nothing),
        ] {
            assert_eq!(find(text), found, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_searched(text: String) {
            find(&text);
        }

        #[test]
        fn likely_text_is_searched(text in "[{}\\[\\]\"':,a-cTrue1 \n`\\\\/]{0,60}") {
            find(&text);
        }
    }
}
