//! How many words, sentences, paragraphs and items a text has.

use crate::rule::{Range, Unit};

/// At least and at most so many: what counts as one is open.
pub(crate) fn count(text: &str, unit: Unit) -> Range {
    match unit {
        Unit::Words => words(text),
        Unit::Sentences => sentences(text),
        Unit::Paragraphs => paragraphs(text),
        Unit::Items => items(text),
        Unit::Lines => lines(text),
        Unit::Characters => Range::exactly(text.chars().count()),
    }
}

/// `well-known` is one word or two.
fn words(text: &str) -> Range {
    let mut range = Range { min: 0, max: 0 };
    for chunk in text.split_whitespace() {
        let parts = chunk
            .split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '\u{2019}')
            .filter(|part| part.chars().any(char::is_alphanumeric))
            .count();
        // "1." and "-" mark an item.
        let marker = chunk
            .trim_end_matches(['.', ')'])
            .chars()
            .all(|c| c.is_ascii_digit())
            && chunk.ends_with(['.', ')']);
        range.min += usize::from(parts > 0 && !marker);
        range.max += parts;
    }
    // Scripts without spaces: a word may be one character.
    range.max += text
        .chars()
        .filter(|&c| c > '\u{0E00}' && c.is_alphabetic())
        .count();
    range
}

/// Where the sentences of a text end for certain, as byte offsets behind their
/// marks.
pub(crate) fn certain_ends(text: &str) -> Vec<usize> {
    const SHORT: [&str; 16] = [
        "mr", "mrs", "ms", "dr", "prof", "st", "vs", "etc", "inc", "ltd", "jr", "sr", "no", "fig",
        "approx", "gen",
    ];
    let mut ends = Vec::new();
    let mut word_begin = 0;
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        if !matches!(c, '.' | '!' | '?') {
            if c.is_whitespace() {
                word_begin = at + c.len_utf8();
            }
            continue;
        }
        let mut end = at + 1;
        let mut ellipsis = false;
        while let Some(&(next, mark)) = rest.peek() {
            if !matches!(mark, '.' | '!' | '?' | '"' | ')' | '\u{201D}' | '*') {
                break;
            }
            ellipsis |= mark == '.';
            end = next + mark.len_utf8();
            rest.next();
        }
        let behind = &text[end..];
        let next = behind
            .trim_start()
            .trim_start_matches(['"', '\u{201C}', '(', '*'])
            .chars()
            .next();
        let apart = behind.starts_with(char::is_whitespace);
        // Longer ones are no words, and looking at them again and again takes long.
        let word = Some(&text[word_begin..at])
            .filter(|word| word.len() < 40)
            .unwrap_or_default();
        let letters = word
            .trim_matches(|c: char| !c.is_alphanumeric())
            .to_lowercase();
        let abbreviated = c == '.'
            && (ellipsis
                || letters.chars().count() < 2 && letters.chars().all(char::is_alphabetic)
                || letters.contains('.')
                || SHORT.contains(&letters.as_str())
                // "1." begins an item.
                || letters.chars().all(|c| c.is_ascii_digit()) && word.len() == letters.len() && text[..word_begin].trim_end_matches(' ').ends_with(['\n'])
                || word_begin == 0 && letters.chars().all(|c| c.is_ascii_digit()));
        let closed_quote = text[at..end].contains(['"', '\u{201D}']);
        if apart && !abbreviated && !closed_quote && next.is_some_and(char::is_uppercase) {
            ends.push(end);
        }
    }
    ends
}

fn sentences(text: &str) -> Range {
    if !text.chars().any(char::is_alphanumeric) {
        return Range::exactly(0);
    }
    let mut begin = 0;
    let mut min = 0;
    for end in certain_ends(text) {
        min += usize::from(!is_salutation(&text[begin..end]));
        begin = end;
    }
    min += usize::from(is_sentence(&text[begin..]));
    let min = min.max(1);
    let marks = text
        .split(['.', '!', '?', '\n', '。', '！', '？', ';', ':'])
        .filter(|part| part.chars().any(char::is_alphanumeric))
        .count();
    Range {
        min,
        max: marks.max(min),
    }
}

/// Whether what is left over is a sentence: a block of its own without a mark at its end
/// closes a letter or signs it.
fn is_sentence(rest: &str) -> bool {
    let line = rest.trim_start_matches(' ');
    let closed = rest
        .trim_end_matches(['"', ')', '*', '\u{201D}', ' ', '\n'])
        .ends_with(['.', '!', '?', '\u{2026}']);
    rest.chars().any(char::is_alphanumeric)
        && (closed || !line.starts_with('\n'))
        && !is_salutation(rest)
}

/// `Hi Ann!`, `Best wishes!`
fn is_salutation(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "hi",
        "hello",
        "hey",
        "dear",
        "greetings",
        "best",
        "kind",
        "warm",
        "warmest",
        "kindest",
        "regards",
        "sincerely",
        "yours",
        "cheers",
        "thanks",
        "thank",
        "love",
        "xo",
        "respectfully",
        "cordially",
        "ps",
        "good",
    ];
    let mut lines = text.trim().lines();
    let own_line = text.starts_with('\n') || text.trim().contains('\n');
    let words = text.split_whitespace().count();
    let first = lines
        .next()
        .and_then(|line| line.split(|c: char| !c.is_alphanumeric()).next())
        .unwrap_or_default()
        .to_lowercase();
    let greets = ["hi", "hello", "hey", "dear", "greetings"].contains(&first.as_str()) && words < 5;
    greets || own_line && words < 8 && WORDS.contains(&first.as_str())
}

fn paragraphs(text: &str) -> Range {
    let mut blocks = 0;
    let mut lines = 0;
    let mut in_block = false;
    for line in text.lines() {
        let empty = !line.chars().any(char::is_alphanumeric);
        if !empty {
            lines += 1;
            // A heading is no paragraph, a list belongs to the one before.
            let heading = line.trim_start().starts_with('#');
            blocks += usize::from(!in_block && !heading && !is_item(line));
        }
        in_block = !empty;
    }
    Range {
        min: blocks.max(usize::from(lines > 0)),
        max: lines,
    }
}

/// A first line that ends in a colon, or stands apart, may be a title.
fn lines(text: &str) -> Range {
    let mut lines = text.lines().map(str::trim).enumerate();
    let count = text.lines().filter(|line| !line.trim().is_empty()).count();
    let title = lines
        .next()
        .is_some_and(|(_, first)| first.ends_with(':') || first.starts_with('#'))
        || lines.next().is_some_and(|(_, second)| second.is_empty());
    Range {
        min: count - usize::from(title && count > 1),
        max: count,
    }
}

/// Lines that begin with a bullet or a number, those of the outermost list.
fn items(text: &str) -> Range {
    let depths: Vec<usize> = text
        .lines()
        .filter(|line| is_item(line))
        .map(|line| line.len() - line.trim_start().len())
        .collect();
    let outermost = depths.iter().min().copied().unwrap_or(0);
    let outer = depths.iter().filter(|&&depth| depth == outermost).count();
    let inline = text.matches('•').count();
    Range {
        min: outer.min(depths.len()),
        max: depths.len().max(inline),
    }
}

/// How many items have bullets, and how many have numbers.
pub(crate) fn markers(text: &str) -> (usize, usize) {
    let items = || text.lines().filter(|line| is_item(line));
    let numbers = items()
        .filter(|line| line.trim_start().starts_with(|c: char| c.is_ascii_digit()))
        .count();
    (items().count() - numbers, numbers)
}

/// Whether a line is an item of a list.
pub(crate) fn is_item(line: &str) -> bool {
    item_text(line).is_some()
}

/// What an item says.
pub(crate) fn item_text(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let rest = match line.strip_prefix(['-', '*', '+', '•', '–', '◦', '▪', '‣', '·', '●'])
    {
        Some(rest) if line.starts_with("**") => {
            let _ = rest;
            return None;
        }
        Some(rest) => rest,
        None => {
            let digits = line.find(|c: char| !c.is_ascii_digit())?;
            if digits == 0 || digits > 3 {
                return None;
            }
            line[digits..].strip_prefix(['.', ')'])?
        }
    };
    (rest.starts_with(char::is_whitespace) || line.starts_with('•'))
        .then(|| rest.trim())
        .filter(|rest| !rest.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn counts_within_bounds() {
        for (text, unit, min, max) in [
            ("One two three.", Unit::Words, 3, 3),
            ("A well-known fact.", Unit::Words, 3, 4),
            ("1. one\n2. two", Unit::Words, 2, 4),
            ("It is so. It was not.", Unit::Sentences, 2, 2),
            (
                "Dr. Lee met Mr. Fox at 5 p.m. on Main St. Then",
                Unit::Sentences,
                1,
                6,
            ),
            ("He said \"Stop.\" Then he left.", Unit::Sentences, 1, 2),
            ("It costs 3.50 or more... Maybe.", Unit::Sentences, 1, 3),
            ("A\n\nB", Unit::Paragraphs, 2, 2),
            ("A\nB", Unit::Paragraphs, 1, 2),
            ("# Title\n\nText\n\n- a\n- b", Unit::Paragraphs, 1, 4),
            ("- a\n- b\n  - c", Unit::Items, 2, 3),
            ("1. a\n2) b", Unit::Items, 2, 2),
            ("**Bold** text", Unit::Items, 0, 0),
            ("", Unit::Sentences, 0, 0),
            (
                "Hi Ann,\n\nThe meeting is at 3 pm. Please confirm.\n\nBest,\nTom",
                Unit::Sentences,
                2,
                5,
            ),
            (
                "Hi Ann!\nIt is so.\n\nBest wishes!\nTom",
                Unit::Sentences,
                1,
                4,
            ),
        ] {
            assert_eq!(count(text, unit), Range { min, max }, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn bounds_are_ordered(text: String) {
            for unit in [Unit::Words, Unit::Sentences, Unit::Paragraphs, Unit::Items] {
                let range = count(&text, unit);
                prop_assert!(range.min <= range.max, "{:?} {:?}", unit, range);
            }
        }
    }
}
