//! A request cut into its sentences.

use crate::labels::Role;

/// A sentence of a request.
#[derive(Clone, Debug)]
pub(crate) struct Unit<'t> {
    pub(crate) text: &'t str,
    /// Whether it stands in quotes.
    pub(crate) quoted: bool,
    pub(crate) role: Role,
}

/// No sentence ends behind these.
const SHORT: &str = "mr mrs ms dr prof st ltd inc co no nr vs etc jr sr mt rev gen col capt lt sgt hon approx e.g i.e a.m p.m jan feb aug sept oct nov dec fig bros";

/// The sentences of a text; a line break ends one too.
pub(crate) fn units(text: &str) -> Vec<Unit<'_>> {
    let doubles = text.matches('"').count();
    let even = doubles.is_multiple_of(2);
    // Where double quotes are there at all, single ones are none.
    let closing = (doubles == 0).then(|| last_closing(text)).flatten();
    let mut units = Vec::new();
    let mut quoted = false;
    let mut title = false;
    let mut single_open = false;
    let mut begin = 0;
    let mut chars = text.char_indices().peekable();
    let mut push = |from: usize, to: usize, quoted: bool| {
        let unit = text[from..to]
            .trim()
            .trim_start_matches(['-', '*', '#', '>', '–', '—', ' ', '/', '[', ']', '\'']);
        // A mark alone, or "and" between quotes.
        if unit.chars().any(char::is_alphanumeric) {
            units.push(Unit {
                text: unit,
                quoted,
                role: Role::Plain,
            });
        }
    };
    while let Some((at, c)) = chars.next() {
        let end = at + c.len_utf8();
        match c {
            // 'The text in single quotes.' Who …?
            '\'' if !quoted
                && closing.is_some_and(|closing| end <= closing)
                && text[..at]
                    .chars()
                    .next_back()
                    .is_none_or(|before| before.is_whitespace()) =>
            {
                push(begin, at, false);
                begin = end;
                single_open = true;
                quoted = true;
            }
            '\'' if single_open && text[..at].ends_with(['.', '!', '?']) => {
                push(begin, at, true);
                begin = end;
                single_open = false;
                quoted = false;
            }
            '"' if even => {
                // Only a quote that holds sentences is set apart: "so-called" is not.
                if title {
                    title = false;
                } else if !quoted && is_long_quote(&text[end..]) {
                    push(begin, at, false);
                    begin = end;
                    quoted = true;
                } else if quoted {
                    push(begin, at, true);
                    begin = end;
                    quoted = false;
                } else {
                    // What closes a short quote opens none.
                    title = true;
                }
            }
            '|' => {
                push(begin, at, quoted);
                begin = end;
            }
            // "…  -- How much?", "Memo // …"
            '/' | '-' | '>' if text[end..].starts_with(c) && text[..at].ends_with(' ') => {
                push(begin, at, quoted);
                begin = end;
            }
            '\n' => {
                push(begin, at, quoted);
                begin = end;
            }
            '.' | '!' | '?' => {
                let next = chars.peek().map_or(' ', |(_, next)| *next);
                let ends = next.is_whitespace() || next == '"' || next == ')';
                if ends && !(c == '.' && is_short(&text[begin..at])) {
                    push(begin, end, quoted);
                    begin = end;
                }
            }
            _ => {}
        }
    }
    push(begin, text.len(), quoted);
    units
}

/// Where the last sentence ends that a single quote closes.
fn last_closing(text: &str) -> Option<usize> {
    [".'", "!'", "?'"]
        .iter()
        .filter_map(|end| text.rfind(end))
        .max()
}

/// Whether a quote that begins here holds five words or more.
fn is_long_quote(rest: &str) -> bool {
    // A window is enough to tell, and keeps this linear.
    let window: String = rest.chars().take(120).collect();
    let inside = window.split('"').next().unwrap_or("");
    inside.split_whitespace().count() >= 5
}

/// Whether a dot behind this belongs to its last word.
fn is_short(before: &str) -> bool {
    let word = before
        .rsplit(|c: char| c.is_whitespace() || c == '(')
        .next()
        .unwrap_or("");
    let lower = word.to_lowercase();
    let initial = word.len() == 1 && word.chars().all(char::is_uppercase) && word != "I";
    initial || SHORT.split(' ').any(|short| short == lower)
}
