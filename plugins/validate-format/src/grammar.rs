//! One grammar for all that is asked, as far as a grammar can.

use omni_skill::Grammar;
use reading::grammar::{literal, one_of};

use crate::rule::{Case, Form, Range, Rule, Unit};

/// Beyond that a grammar for words is slow, and a loose limit helps nobody.
const MOST_WORDS: usize = 60;
/// Sentences, items, paragraphs.
const MOST_PARTS: usize = 12;
/// Characters of a sentence, an item, a body.
const SENTENCE: usize = 240;
const BODY: usize = 1200;
/// Characters before and behind what has to be there.
const AROUND: usize = 100;

/// The grammar, or none if there is nothing that one can hold.
pub(crate) fn of(rules: &[Rule]) -> Option<Grammar> {
    let mut denied = String::new();
    let mut starts = None;
    let mut ends = None;
    let mut contained = Vec::new();
    let mut shape: Option<(Unit, Range)> = None;
    for rule in rules {
        match &rule.form {
            Form::OneOf(allowed) => return Some(one_of(allowed)),
            Form::Case(Case::Lower) => denied.push_str("A-ZÀ-Þ"),
            Form::Case(Case::Upper) => denied.push_str("a-zß-ÿ"),
            Form::NoCommas => denied.push(','),
            Form::NoLetter(letter) => {
                denied.push(*letter);
                denied.push(letter.to_ascii_uppercase());
            }
            Form::Starts(text) => starts = Some(text.as_str()),
            // A mark at the end is mended.
            Form::Ends(text) if text.chars().any(char::is_alphanumeric) => {
                ends = Some(text.as_str());
            }
            Form::Contains(text, _) => contained.push(text.as_str()),
            // A list of few words: the list is what is seen.
            Form::Count(unit, range)
                if can_hold(*unit, *range) && shape.is_none_or(|(held, _)| held == Unit::Words) =>
            {
                shape = Some((*unit, *range));
            }
            _ => {}
        }
    }
    if denied.is_empty() && starts.is_none() && ends.is_none() && shape.is_none() {
        // One text that has to be there has its place in a line.
        return match contained[..] {
            [text] => Some(Grammar::Gbnf(format!(
                "root ::= [^ \\n] [^\\n]{{0,{AROUND}}} \" \" {} ([ ,] [^\\n]{{1,{AROUND}}})? [.]\n",
                literal(text)
            ))),
            _ => None,
        };
    }
    // What has to be there must not be ruled out.
    let clashes = |text: Option<&str>| {
        text.is_some_and(|text| {
            rules.iter().any(|rule| match &rule.form {
                Form::Case(Case::Lower) => text.chars().any(char::is_uppercase),
                Form::Case(Case::Upper) => text.chars().any(char::is_lowercase),
                Form::NoCommas => text.contains(','),
                Form::NoLetter(letter) => text.to_lowercase().contains(*letter),
                _ => false,
            })
        })
    };
    if clashes(starts) || clashes(ends) {
        return None;
    }
    let front = starts.map_or(String::new(), |text| {
        let capital: String = text
            .chars()
            .enumerate()
            .map(|(at, c)| if at == 0 { c.to_ascii_uppercase() } else { c })
            .collect();
        // A sentence begins with a capital, where none is ruled out.
        if capital == text || !denied.is_empty() {
            format!("{} \" \" ", literal(text))
        } else {
            format!("({} | {}) \" \" ", literal(&capital), literal(text))
        }
    });
    let back = ends.map_or(String::new(), |text| format!(" \" \" {}", literal(text)));
    // What stands at the ends counts as well.
    let fixed = [starts, ends].into_iter().flatten();
    let fixed: usize = fixed.map(|text| text.split_whitespace().count()).sum();
    if let Some((Unit::Words, range)) = &mut shape {
        range.max = range.max.saturating_sub(fixed);
        range.min = range.min.saturating_sub(fixed);
        if range.max == 0 {
            return None;
        }
    }
    let (body, rest) = body(shape, &denied);
    Some(Grammar::Gbnf(format!(
        "root ::= {front}{body}{back}\n{rest}"
    )))
}

fn can_hold(unit: Unit, range: Range) -> bool {
    range.min <= range.max
        && match unit {
            Unit::Words => (1..=MOST_WORDS).contains(&range.max),
            _ => range.max > 0 && range.min <= MOST_PARTS,
        }
}

/// The body's rule, and those below it.
fn body(shape: Option<(Unit, Range)>, denied: &str) -> (String, String) {
    let Some((unit, range)) = shape else {
        return (
            "body".to_owned(),
            format!("body ::= [^\\n {denied}] [^{denied}]{{0,{BODY}}}\n"),
        );
    };
    // At least one, and an end to what has none.
    let fewest = range.min.max(1);
    let most = range.max.min(fewest.max(MOST_PARTS));
    let chain = |part: &str, between: &str| {
        format!(
            "{part} ({between} {part}){{{},{}}}",
            fewest - 1,
            most.max(fewest) - 1
        )
    };
    match unit {
        Unit::Words => (
            format!(
                "word (\" \" word){{{},{}}}",
                fewest - 1,
                range.max.max(fewest) - 1
            ),
            format!("word ::= [^ \\t\\n{denied}]{{1,24}}\n"),
        ),
        Unit::Sentences => (
            chain("sentence", "\" \""),
            format!("sentence ::= [^ .!?\\n{denied}] [^.!?\\n{denied}]{{1,{SENTENCE}}} [.!?]\n"),
        ),
        Unit::Items => (
            chain("item", "\"\\n\""),
            format!("item ::= \"- \" [^ \\n{denied}] [^\\n{denied}]{{1,{SENTENCE}}}\n"),
        ),
        Unit::Paragraphs => (
            chain("paragraph", "\"\\n\\n\""),
            format!("paragraph ::= [^ \\n{denied}] [^\\n{denied}]{{1,{BODY}}}\n"),
        ),
    }
}
