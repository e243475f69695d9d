//! An answer against the rules.

use omni_skill::{Error, Finding};
use regex_lite::RegexBuilder;

use crate::measure::{count, is_item, item_text, markers};
use crate::rule::{Case, Form, Language, Marker, Rule, Separator, Unit};
use crate::{grammar, mend};

/// What is wrong with the form of a response.
pub(crate) fn check(rules: &[Rule], response: &str) -> Result<Vec<Finding>, Error> {
    if let Some(contradiction) = contradiction(rules) {
        return Ok(vec![Finding::info("format.contradiction", contradiction)]);
    }
    let mut broken = Vec::new();
    for rule in rules {
        if let Some((message, hint)) = fault(&rule.form, response)? {
            broken.push((rule, message, hint));
        }
    }
    if broken.is_empty() {
        return Ok(Vec::new());
    }
    let grammar = grammar::of(rules);
    let mended = mend::mend(rules, response);
    broken
        .into_iter()
        .map(|(rule, message, hint)| {
            let code = format!("format.{}", rule.kind());
            let finding = if rule.firm {
                Finding::error(code, message)
            } else {
                Finding::warning(code, message)
            };
            let mut finding = finding.hint(hint);
            finding.grammar = grammar.clone();
            // A mend has to have mended this.
            if let Some(mended) = &mended
                && fault(&rule.form, mended)?.is_none()
            {
                finding = finding.mend(mended.clone());
            }
            Ok(finding)
        })
        .collect()
}

/// Why no answer can meet all that is asked.
fn contradiction(rules: &[Rule]) -> Option<String> {
    for rule in rules {
        match &rule.form {
            Form::Count(unit, range) if range.min > range.max => {
                return Some(format!(
                    "no answer has at least {} and at most {} {}",
                    range.min,
                    range.max,
                    unit.name()
                ));
            }
            Form::Contains(text, _) => {
                let denied = rules.iter().any(|other| {
                    matches!(&other.form, Form::Lacks(lacked, _) if text.to_lowercase().contains(&lacked.to_lowercase()))
                });
                if denied {
                    return Some(format!("no answer contains \"{text}\" and does not"));
                }
            }
            _ => {}
        }
    }
    None
}

/// What is wrong, and what to do instead; none if nothing is.
pub(crate) fn fault(form: &Form, response: &str) -> Result<Option<(String, String)>, Error> {
    let text = response.trim();
    let fault = match form {
        Form::Count(unit, range) => {
            let counted = count(text, *unit);
            (counted.min > range.max || counted.max < range.min).then(|| {
                let asked = range.describe(*unit);
                let found = if counted.min > range.max {
                    counted.min
                } else {
                    counted.max
                };
                (
                    format!("the answer has {found} where it should have {asked}"),
                    match unit {
                        Unit::Items => {
                            format!("Write {asked}, each on its own line beginning with \"- \".")
                        }
                        _ => format!("Use {asked}."),
                    },
                )
            })
        }
        Form::Case(case) => {
            let (wrong, hint): (fn(char) -> bool, _) = match case {
                Case::Lower => (char::is_uppercase, "Use lower case letters only."),
                Case::Upper => (char::is_lowercase, "Use capital letters only."),
            };
            // Code and links have a case of their own.
            (text.chars().any(wrong) && !text.contains("```") && !text.contains("://")).then(|| {
                (
                    "the answer has letters of the wrong case".to_owned(),
                    hint.to_owned(),
                )
            })
        }
        Form::Free(marks) => marks.are_in(without_markers(text).as_ref()).then(|| {
            (
                format!("the answer has {}", marks.name),
                format!("Use no {}.", marks.name),
            )
        }),
        Form::Joined(separator) => is_joined_otherwise(text, *separator).then(|| {
            (
                format!("the items are not separated by {}", separator.name),
                format!(
                    "Write the items in one line, separated by {}.",
                    separator.name
                ),
            )
        }),
        Form::Quoted => (!is_quoted(text)).then(|| {
            (
                "the answer does not stand in quotation marks".to_owned(),
                "Put the answer in quotation marks.".to_owned(),
            )
        }),
        Form::Marked(marker) => {
            let (bullets, numbers) = markers(text);
            let (right, wrong, asked) = match marker {
                Marker::Bullet => (bullets, numbers, "bullet points"),
                Marker::Number => (numbers, bullets, "a numbered list"),
            };
            (right == 0 && wrong > 0).then(|| {
                (
                    format!("the answer is a list, but not {asked}"),
                    match marker {
                        Marker::Bullet => "Begin each line with \"- \".".to_owned(),
                        Marker::Number => "Number the lines: 1., 2. and so on.".to_owned(),
                    },
                )
            })
        }
        Form::NoLetter(letter) => text
            .chars()
            .any(|c| c.to_ascii_lowercase() == *letter)
            .then(|| {
                (
                    format!("the answer has the letter \"{letter}\""),
                    format!("Use no word with the letter \"{letter}\"."),
                )
            }),
        Form::Contains(wanted, word) => (!contains(text, wanted, *word)).then(|| {
            (
                format!("the answer does not contain \"{wanted}\""),
                format!("Include \"{wanted}\"."),
            )
        }),
        Form::Lacks(unwanted, word) => contains_exactly(text, unwanted, *word).then(|| {
            (
                format!("the answer contains \"{unwanted}\""),
                format!("Do not use \"{unwanted}\"."),
            )
        }),
        Form::Starts(start) => (!bare(text).starts_with(&bare(start))).then(|| {
            (
                format!("the answer does not start with \"{start}\""),
                format!("Start with \"{start}\"."),
            )
        }),
        Form::Ends(end) => (!ends(text, end)).then(|| {
            (
                format!("the answer does not end with \"{end}\""),
                format!("End with \"{end}\"."),
            )
        }),
        Form::Language(language) => is_foreign(text, language).then(|| {
            let name = format!(
                "{}{}",
                language.name[..1].to_uppercase(),
                &language.name[1..]
            );
            (
                format!("the answer is not in {name}"),
                format!("Answer in {name}."),
            )
        }),
        Form::OneOf(allowed) => (!allowed.iter().any(|one| bare(one) == bare(text))).then(|| {
            (
                "the answer is none of those that are allowed".to_owned(),
                format!(
                    "Answer with one of these alone: {}.",
                    shortened(&allowed.join(", "))
                ),
            )
        }),
        Form::Regex(pattern) => (!fits(pattern, text)?).then(|| {
            (
                "the answer does not fit the pattern that is expected".to_owned(),
                format!("The answer has to fit the pattern {}", shortened(pattern)),
            )
        }),
    };
    Ok(fault)
}

/// `1.` numbers an item; its full stop is none of the text.
fn without_markers(text: &str) -> std::borrow::Cow<'_, str> {
    if !text.lines().any(is_item) {
        return text.into();
    }
    let lines: Vec<&str> = text
        .lines()
        .map(|line| item_text(line).unwrap_or(line))
        .collect();
    lines.join("\n").into()
}

/// Whether there are several items, and none of the marks between them.
fn is_joined_otherwise(text: &str, separator: Separator) -> bool {
    let several = text.lines().filter(|line| !line.trim().is_empty()).count() > 1
        || [',', ';', '/'].iter().any(|mark| text.contains(*mark));
    several && !text.contains(separator.mark)
}

fn is_quoted(text: &str) -> bool {
    let marks = [
        '"', '\u{201C}', '\u{201D}', '\u{201E}', '\'', '\u{2018}', '\u{2019}', '\u{AB}', '\u{BB}',
        '`',
    ];
    text.starts_with(marks) && text.trim_end_matches(['.', '!', '?']).ends_with(marks)
}

/// Whether a text ends so: marks as they stand, words whatever mark follows.
pub(crate) fn ends(text: &str, end: &str) -> bool {
    if end.chars().any(char::is_alphanumeric) {
        return bare(text).ends_with(&bare(end));
    }
    text.trim_end_matches(['"', '*', ')', '\u{201D}', '\'', ' '])
        .ends_with(end.trim())
}

/// A pattern is tried in time that grows with its size times the text's, so both
/// are bounded.
const LARGEST_PATTERN: usize = 32 * 1024;
const LONGEST_TEXT: usize = 16 * 1024;

fn fits(pattern: &str, text: &str) -> Result<bool, Error> {
    let regex = RegexBuilder::new(pattern)
        .size_limit(LARGEST_PATTERN)
        .nest_limit(50)
        .build()
        .map_err(|error| Error::InvalidInput(format!("`expect.regex`: {error}")))?;
    // Of a text that is too long nothing is said.
    Ok(text.len() > LONGEST_TEXT || regex.is_match(text))
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(200) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// Without case, bold marks, quotes, and marks at the end.
fn bare(text: &str) -> String {
    let text = text
        .to_lowercase()
        .replace(['*', '`', '"', '\u{201C}', '\u{201D}'], "")
        .replace('\u{2019}', "'");
    text.trim()
        .trim_end_matches(['.', '!', '?', ' ', ',', ';', ':'])
        .trim()
        .to_owned()
}

/// As a word a request may mean its forms: "run" is in "running".
fn contains(text: &str, wanted: &str, word: bool) -> bool {
    let (text, wanted) = (bare(text), bare(wanted));
    text.contains(&wanted) || word && text.contains(wanted.strip_suffix('s').unwrap_or(&wanted))
}

fn contains_exactly(text: &str, unwanted: &str, word: bool) -> bool {
    let (text, unwanted) = (text.to_lowercase(), unwanted.to_lowercase());
    if unwanted.is_empty() {
        return false;
    }
    text.match_indices(&unwanted).any(|(at, found)| {
        let before = text[..at].chars().next_back();
        let behind = text[at + found.len()..].chars().next();
        !word
            || ![before, behind]
                .into_iter()
                .flatten()
                .any(char::is_alphanumeric)
    })
}

fn is_foreign(text: &str, language: &Language) -> bool {
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .filter(|word| !word.is_empty())
        .take(2000)
        .map(str::to_lowercase)
        .collect();
    match language.script {
        Some((first, last)) => {
            text.chars().filter(|c| c.is_alphabetic()).take(20).count() == 20
                && !text.chars().any(|c| (first..=last).contains(&c))
        }
        None => {
            const ENGLISH: [&str; 12] = [
                "the", "is", "of", "and", "to", "that", "was", "with", "this", "are", "it", "has",
            ];
            let mut english: Vec<_> = words
                .iter()
                .filter(|w| ENGLISH.contains(&w.as_str()))
                .collect();
            english.sort();
            english.dedup();
            words.len() >= 5
                && english.len() >= 2
                && !words
                    .iter()
                    .any(|word| language.words.contains(&word.as_str()))
        }
    }
}
