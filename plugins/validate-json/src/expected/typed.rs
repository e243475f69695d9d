//! Values with a form of their own: dates, times, addresses of mail, telephone numbers.

use std::ops::Range;
use std::sync::LazyLock;

use regex_lite::Regex;

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    Date,
    Time,
    Mail,
    Phone,
    Link,
    Street,
    Code,
}

/// A value as it is written.
#[derive(Clone, Debug)]
pub(crate) struct Typed {
    pub(crate) sort: Sort,
    pub(crate) text: String,
    pub(crate) span: Range<usize>,
    /// The word before it, in small letters.
    pub(crate) before: String,
    /// The three words before it.
    pub(crate) lead: [String; 3],
}

const MONTH: &str = "(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)";

static FORMS: LazyLock<Vec<(Sort, Regex)>> = LazyLock::new(|| {
    let day = r"\d{1,2}(?:st|nd|rd|th)?";
    let forms = [
        (
            Sort::Mail,
            r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+".to_owned(),
        ),
        (
            Sort::Link,
            r"(?:https?://|www\.)[A-Za-z0-9._~/?#=&%+-]*[A-Za-z0-9/]".to_owned(),
        ),
        (
            Sort::Street,
            r"\b\d{1,4}[a-z]? (?:[A-Z][A-Za-z']+ ){1,3}(?:Street|Road|Lane|Avenue|Drive|Close|Square|Court|Way|Row|Hill|Terrace|Gardens|Crescent|St|Rd|Ave)\b".to_owned(),
        ),
        (Sort::Code, r"#[0-9A-Fa-f]{6}\b".to_owned()),
        (Sort::Date, r"\b\d{4}-\d{2}-\d{2}\b".to_owned()),
        (Sort::Date, r"\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b".to_owned()),
        (
            Sort::Date,
            format!(r"\b{day}(?: of)? {MONTH}\b(?:,? \d{{4}}\b)?"),
        ),
        (
            Sort::Date,
            format!(r"\b{MONTH} (?:the )?{day}\b(?:,? \d{{4}}\b)?"),
        ),
        (
            Sort::Time,
            r"\b\d{1,2}:\d{2}(?::\d{2})?\b(?: ?[AaPp]\.?[Mm]\b\.?)?".to_owned(),
        ),
        (
            Sort::Time,
            r"\b\d{1,2}(?:\.\d{2})? ?[AaPp]\.?[Mm]\b\.?".to_owned(),
        ),
        (Sort::Phone, r"\+?\(?\d[\d ()/-]{5,}\d".to_owned()),
        (Sort::Code, r"\b[A-Z]{1,5}-?\d+[A-Za-z0-9-]*\b".to_owned()),
        (Sort::Code, r"\b\d{1,4}[a-zA-Z]\b".to_owned()),
        (
            Sort::Code,
            r"\b[A-Z0-9]+-[A-Z0-9-]*\d[A-Z0-9-]*\b".to_owned(),
        ),
    ];
    forms
        .into_iter()
        .filter_map(|(sort, form)| Some((sort, Regex::new(&form).ok()?)))
        .collect()
});

/// The values of a text, each of one sort.
pub(crate) fn typed(text: &str) -> Vec<Typed> {
    let mut found: Vec<Typed> = Vec::new();
    for (sort, form) in FORMS.iter() {
        for hit in form.find_iter(text).take(100) {
            let span = hit.range();
            let taken = found
                .iter()
                .any(|known| known.span.start < span.end && span.start < known.span.end);
            if taken || *sort == Sort::Phone && !is_phone(hit.as_str()) {
                continue;
            }
            found.push(Typed {
                sort: *sort,
                text: unended(hit.as_str().trim()).to_owned(),
                before: last_word(&text[..span.start]),
                lead: last_words(&text[..span.start]),
                span,
            });
        }
    }
    found.sort_by_key(|typed| typed.span.start);
    found
}

/// `3 pm.` at the end of a sentence.
fn unended(text: &str) -> &str {
    match text.strip_suffix('.') {
        Some(plain) if !plain.ends_with(".m") && !plain.ends_with(".M") => plain,
        _ => text,
    }
}

/// Seven digits, in groups or behind a plus.
fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    if text.contains('/') && !text.starts_with('0') && !text.starts_with('+') {
        return false;
    }
    let grouped = text.starts_with('+')
        || text.trim().contains(['-', ' ', '/', '('])
        || text.starts_with('0');
    (7..=15).contains(&digits) && grouped
}

fn last_words(text: &str) -> [String; 3] {
    let mut rest = text;
    std::array::from_fn(|_| {
        let word = last_word_of(rest);
        rest = &rest[..rest.trim_end().len() - word.len()];
        word.to_lowercase()
    })
}

/// The last word of a text. Longer ones are no words.
fn last_word(text: &str) -> String {
    last_word_of(text).to_lowercase()
}

fn last_word_of(text: &str) -> &str {
    let end = text.trim_end();
    let begin = end
        .char_indices()
        .rev()
        .take(30)
        .take_while(|(_, c)| !c.is_whitespace())
        .last()
        .map_or(end.len(), |(at, _)| at);
    &end[begin..]
}
