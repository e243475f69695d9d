//! Lists, as people write them.

use std::collections::HashMap;

use crate::Token;

/// The items of a list: `a, b and c`, `a; b`, `["a", "b"]`, a line each, or single
/// words with spaces between. None if it is none, or an item has more than four
/// words.
#[must_use]
pub fn items<'t>(text: &'t str, tokens: &[Token<'t>]) -> Option<Vec<&'t str>> {
    let tokens = unwrapped(tokens);
    let separator = [';', ',', '\n']
        .into_iter()
        .find(|&mark| tokens.iter().any(|token| token.is_mark(mark)));
    let last_mark = tokens
        .iter()
        .rposition(|token| separator.is_some_and(|mark| token.is_mark(mark)));
    let joined = tokens.iter().any(|token| token.is_any(&["and", "or"]));
    let mut parts: Vec<Vec<&Token<'t>>> = vec![Vec::new()];
    for (at, token) in tokens.iter().enumerate() {
        let splits = match separator {
            Some(mark) => {
                token.is_mark(mark)
                    // "and" before the last one
                    || token.is_any(&["and", "or"])
                        && last_mark.is_some_and(|last| last < at)
                        && at + 1 < tokens.len()
            }
            None => token.is_any(&["and", "or"]) || at > 0 && !token.glued && !joined,
        };
        if splits && (token.is_any(&["and", "or"]) || token.is_mark(separator.unwrap_or(' '))) {
            parts.push(Vec::new());
        } else if splits {
            parts.push(vec![token]);
        } else if !token.is_mark('"')
            && !token.is_mark('\n')
            && !token.is_mark('`')
            && let Some(part) = parts.last_mut()
        {
            part.push(token);
        }
    }
    // ", and" leaves an empty part.
    parts.retain(|part| !part.is_empty());
    let mut items = Vec::with_capacity(parts.len());
    for part in &parts {
        let (first, last) = (part.first()?, part.last()?);
        let mut begin = first.start;
        // "- item"
        if first.is_mark('-') && part.len() > 1 && !part[1].glued {
            begin = part[1].start;
        }
        if part.len() > 8 || part.iter().filter(|token| token.is_word()).count() > 4 {
            return None;
        }
        items.push(text.get(begin..last.end())?.trim());
    }
    (items.len() > 1).then_some(items)
}

/// Without brackets around the whole.
fn unwrapped<'s, 't>(mut tokens: &'s [Token<'t>]) -> &'s [Token<'t>] {
    while let [first, inner @ .., last] = tokens
        && [('[', ']'), ('(', ')'), ('{', '}')]
            .iter()
            .any(|&(open, close)| first.is_mark(open) && last.is_mark(close))
    {
        tokens = inner;
    }
    tokens
}

/// Which of the items a text mentions, in its order, each as often as it does.
/// Words are compared whatever their case, numbers by value.
#[must_use]
pub fn mentions(said: &[Token<'_>], items: &[Vec<Token<'_>>]) -> Vec<usize> {
    let mut by_first: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, item) in items.iter().enumerate() {
        if let Some(first) = item.first() {
            by_first.entry(key(first)).or_default().push(at);
        }
    }
    for places in by_first.values_mut() {
        // "New York City" is not "New York".
        places.sort_by_key(|&at| std::cmp::Reverse(items[at].len()));
    }
    let mut mentioned = Vec::new();
    let mut at = 0;
    while at < said.len() {
        let found = by_first.get(&key(&said[at])).and_then(|places| {
            places.iter().find(|&&place| {
                let item = &items[place];
                said.len() - at >= item.len()
                    && item.iter().zip(&said[at..]).all(|(a, b)| key(a) == key(b))
            })
        });
        match found {
            Some(&place) => {
                mentioned.push(place);
                at += items[place].len();
            }
            None => at += 1,
        }
    }
    mentioned
}

fn key(token: &Token<'_>) -> String {
    match token.number() {
        Some(number) => number.value.to_string(),
        None => token.text.to_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens;
    use proptest::prelude::*;

    #[test]
    fn reads_lists() {
        for (text, expected) in [
            ("pear, apple and fig", Some(vec!["pear", "apple", "fig"])),
            ("pear, apple, and fig", Some(vec!["pear", "apple", "fig"])),
            ("[\"b\", \"a\"]", Some(vec!["b", "a"])),
            ("3 1 2", Some(vec!["3", "1", "2"])),
            ("3, -1, 2.5", Some(vec!["3", "-1", "2.5"])),
            ("New York; Rome", Some(vec!["New York", "Rome"])),
            ("pear\napple\nfig", Some(vec!["pear", "apple", "fig"])),
            ("- pear\n- apple", Some(vec!["pear", "apple"])),
            ("3/4 or 5/8", Some(vec!["3/4", "5/8"])),
            ("pear", None),
            ("this is one, and that here is quite another thing", None),
        ] {
            assert_eq!(items(text, &tokens(text)), expected, "{text}");
        }
    }

    #[test]
    fn finds_mentions_in_order() {
        let texts = ["New York", "York", "10"];
        let wanted: Vec<_> = texts.iter().map(|text| tokens(text)).collect();
        let said = tokens("york, then NEW YORK, then 10.0 and york");
        assert_eq!(mentions(&said, &wanted), [1, 0, 2, 1]);
    }

    proptest! {
        #[test]
        fn any_text_is_read(text: String) {
            let _ = items(&text, &tokens(&text));
        }
    }
}
