//! One grammar for all that is asked, as far as a grammar can.

use omni_skill::Grammar;
use reading::grammar::{literal, one_of};

use crate::rule::{Case, Form, Marker, Range, Rule, Unit};

mod body;

use body::Body;

/// Beyond that a grammar for words is slow, and a loose limit helps nobody.
const MOST_WORDS: usize = 60;
/// Sentences, items, paragraphs, lines.
const MOST_PARTS: usize = 12;

/// The grammar, or none if there is nothing that one can hold.
pub(crate) fn of(rules: &[Rule]) -> Option<Grammar> {
    let mut denied = String::new();
    let mut starts = None;
    let mut ends = None;
    let mut body = Body::default();
    let mut quoted = false;
    let mut case = None;
    for rule in rules {
        match &rule.form {
            Form::OneOf(allowed) => return Some(one_of(allowed)),
            Form::Case(wanted) => {
                case = Some(*wanted);
                denied.push_str(match wanted {
                    Case::Lower => "A-ZÀ-Þ",
                    Case::Upper => "a-zß-ÿ",
                });
            }
            Form::Free(marks) => denied.extend(marks.marks),
            Form::NoLetter(letter) => {
                denied.push(*letter);
                denied.push(letter.to_ascii_uppercase());
            }
            Form::Starts(text) => starts = Some(text.as_str()),
            Form::Ends(text) if text.chars().any(char::is_alphanumeric) => {
                ends = Some(text.as_str());
            }
            Form::Ends(mark) => body.last = Some(mark.clone()),
            Form::Contains(text, _) => body.contained.push(text.clone()),
            Form::Marked(marker) => body.numbered = *marker == Marker::Number,
            Form::Joined(separator) => body.separator = Some(separator.mark),
            Form::Quoted => quoted = true,
            // A list of few words: the list is what is seen.
            Form::Count(unit, range)
                if can_hold(*unit, *range)
                    && body.shape.is_none_or(|(held, _)| {
                        matches!(held, Unit::Words | Unit::Characters)
                            || held == Unit::Paragraphs && *unit == Unit::Sentences
                    }) =>
            {
                let is_one_word = *unit == Unit::Words && *range == Range::ONE_WORD;
                let range = if is_one_word {
                    Range::at_most(1)
                } else {
                    *range
                };
                body.shape = Some((*unit, range));
            }
            _ => {}
        }
    }
    let shaped = body.shape.is_some() || !body.contained.is_empty() || body.separator.is_some();
    if denied.is_empty() && starts.is_none() && ends.is_none() && !shaped && !quoted {
        return None;
    }
    // What has to be there is in the case that is asked for, and must not be ruled out.
    let cased = |text: &str| match case {
        Some(Case::Lower) => text.to_lowercase(),
        Some(Case::Upper) => text.to_uppercase(),
        None => text.to_owned(),
    };
    let (starts, ends) = (starts.map(cased), ends.map(cased));
    body.contained = body.contained.iter().map(|text| cased(text)).collect();
    let fixed: Vec<&String> = [&starts, &ends].into_iter().flatten().collect();
    if fixed.iter().any(|text| clashes(rules, text))
        || body.contained.iter().any(|text| clashes(rules, text))
    {
        return None;
    }
    // What stands at the ends counts as well.
    let words: usize = fixed
        .iter()
        .map(|text| text.split_whitespace().count())
        .sum();
    if let Some((Unit::Words, range)) = &mut body.shape {
        range.max = range.max.saturating_sub(words);
        range.min = range.min.saturating_sub(words);
        if range.max == 0 {
            return None;
        }
    }
    // It is there already, or comes at the end.
    body.contained.retain(|text| {
        !fixed
            .iter()
            .any(|fixed| fixed.to_lowercase().contains(&text.to_lowercase()))
    });
    body.open_ended = ends.is_some();
    let front = starts.map_or(String::new(), |text| front(&text, case.is_some()));
    let back = ends.map_or(String::new(), |text| {
        format!(" \" \" {} [.]?", literal(&text))
    });
    let (inner, rest) = body.rules(&denied);
    let quote = if quoted {
        ["\"\\\"\" ", " \"\\\"\""]
    } else {
        ["", ""]
    };
    Some(Grammar::Gbnf(format!(
        "root ::= {}{front}{inner}{back}{}\n{rest}",
        quote[0], quote[1]
    )))
}

/// A sentence begins with a capital, where none is ruled out.
fn front(text: &str, cased: bool) -> String {
    let mut letters = text.chars();
    let capital: String = letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default();
    if capital == text || cased {
        format!("{} [,]? \" \" ", literal(text))
    } else {
        format!("({} | {}) [,]? \" \" ", literal(&capital), literal(text))
    }
    .replace(
        "[,]? ",
        if text.ends_with(char::is_alphanumeric) && !cased {
            "[,]? "
        } else {
            ""
        },
    )
}

fn clashes(rules: &[Rule], text: &str) -> bool {
    rules.iter().any(|rule| match &rule.form {
        Form::Free(marks) => marks.are_in(text),
        Form::NoLetter(letter) => text.to_lowercase().contains(*letter),
        _ => false,
    })
}

fn can_hold(unit: Unit, range: Range) -> bool {
    range.min <= range.max
        && match unit {
            Unit::Words => (1..=MOST_WORDS).contains(&range.max),
            Unit::Characters => (1..=1000).contains(&range.max),
            _ => range.max > 0 && range.min <= MOST_PARTS,
        }
}
