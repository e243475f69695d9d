//! Names: runs of capitalised words, by what stands before them.

use reading::Token;

mod known;

use known::NONE;
pub(super) use known::is_country;

/// A name.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Name {
    pub(super) text: String,
    /// The word before it, in small letters.
    pub(super) before: String,
    /// The word behind it, in small letters.
    pub(super) behind: String,
}

pub(super) const TITLES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "dr",
    "prof",
    "professor",
    "miss",
    "sir",
    "mx",
];

/// The names of a part.
pub(super) fn names(
    part: &[Token<'_>],
    text: &str,
    is_free: &dyn Fn(&Token<'_>) -> bool,
) -> Vec<Name> {
    let is_title =
        |token: &Token<'_>| token.is_any(TITLES) && token.text.starts_with(char::is_uppercase);
    let is_name = |at: usize| {
        part.get(at).is_some_and(|token: &Token<'_>| {
            token.is_word()
                && token.text.starts_with(char::is_uppercase)
                && (!token.is_any(NONE) || is_title(token))
                // "There's"
                && token
                    .text
                    .split_once('\'')
                    .is_none_or(|(front, _)| !NONE.contains(&front.to_lowercase().as_str()))
                && is_free(token)
        })
    };
    let mut found = Vec::new();
    let mut at = 0;
    while at < part.len() {
        if !is_name(at) {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        loop {
            // "Mr. Brandt", "Anna-Lena", "Roald Dahl", "Ludwig van Beethoven"
            let mark = part.get(end).is_some_and(|token| {
                token.is_mark('-') && token.glued
                    || token.is_mark('.')
                        && (is_title(&part[end - 1]) || part[end - 1].text.len() == 1)
                    || token.is_any(&["van", "von", "de", "da", "di", "del", "la", "der", "den"])
            });
            // "Trailmaster 40" on a line of its own
            let line = end + 1 == part.len()
                && at == 0
                && part
                    .get(end)
                    .is_some_and(|token| text[token.end()..].starts_with('\n'));
            // "IC 512"
            let code = part[end - 1].text.len() > 1
                && part[end - 1].text.chars().all(char::is_uppercase)
                && part
                    .get(end)
                    .is_some_and(|token| !text[token.end()..].starts_with([':', '%']));
            let numbered = (line || code)
                && part
                    .get(end)
                    .and_then(Token::number)
                    .is_some_and(|number| number.decimals == 0)
                && part[end].text.starts_with(|c: char| c.is_ascii_digit());
            if numbered {
                end += 1;
                break;
            }
            if is_name(end) && !part[end - 1].text.ends_with("'s") {
                end += 1;
            } else if mark && is_name(end + 1) {
                end += 2;
            } else if mark
                && part[end].is("de")
                && part
                    .get(end + 1)
                    .is_some_and(|t| t.is_any(&["la", "los", "las"]))
                && is_name(end + 2)
            {
                end += 3;
            } else {
                break;
            }
        }
        let (first, last) = (&part[at], &part[end - 1]);
        // "Mr." ends what looks like a sentence.
        let begin = match at {
            0 => titled(text, first.start),
            _ => first.start,
        };
        // "Contact:" is a label.
        let label = end == 1 && text[last.end()..].starts_with(':');
        let name = text
            .get(begin..behind_initial(text, last))
            .unwrap_or_default();
        let name = name.trim_end_matches("'s");
        let word = |at: Option<usize>| {
            at.and_then(|at| part.get(at))
                .map(|token| token.text.to_lowercase())
                .unwrap_or_default()
        };
        // "Invent a person" begins with a command.
        let command = at == 0
            && end == 1
            && part.get(1).is_some_and(|next| {
                next.is_any(&[
                    "a", "an", "the", "this", "these", "me", "your", "up", "it", "down", "out",
                    "them", "that", "my", "all",
                ])
            });
        if !is_title(last) && name.len() > 1 && !command && !label {
            found.push(Name {
                text: name.to_owned(),
                before: word(at.checked_sub(1)),
                behind: word(Some(end)),
            });
        }
        at = end;
    }
    found
}

/// Where a name ends whose last word is an initial, at which the sentence seemed to end:
/// `Jane Q. Doe`.
fn behind_initial(text: &str, last: &Token<'_>) -> usize {
    let initial = last.text.chars().count() == 1 && !last.text.starts_with('I');
    let next = text[last.end()..]
        .strip_prefix(". ")
        .filter(|rest| initial && rest.starts_with(char::is_uppercase));
    let Some(next) = next else { return last.end() };
    let length = next
        .find(|c: char| !c.is_alphabetic() && c != '-' && c != '\'')
        .unwrap_or(next.len());
    let word = &next[..length];
    if NONE.contains(&word.to_lowercase().as_str()) {
        return last.end();
    }
    last.end() + 2 + word.trim_end_matches("'s").len()
}

/// Where a name begins with the title before it.
fn titled(text: &str, start: usize) -> usize {
    let front = text[..start].trim_end();
    ["Mr.", "Mrs.", "Ms.", "Dr.", "Prof."]
        .iter()
        .find(|title| front.ends_with(**title))
        .map_or(start, |title| front.len() - title.len())
}

/// A name without its title.
pub(super) fn without_title(name: &str) -> &str {
    let first = name.split_whitespace().next().unwrap_or_default();
    if TITLES.contains(&first.trim_end_matches('.').to_lowercase().as_str()) {
        name[first.len()..].trim_start()
    } else {
        name
    }
}
