//! Lists of single words in running text.

use std::ops::Range;

use reading::Token;

/// A list in running text: its tokens, and those of each item.
pub(crate) struct Run {
    pub(crate) range: Range<usize>,
    pub(crate) items: Vec<Range<usize>>,
}

/// Words that are no item where they stand without quotes.
const NEVER: &str = "\
the|a|an|which|what|who|whom|is|are|was|were|please|then|but|so|if|when|where|how|that|this|these|\
those|of|in|on|at|to|from|for|with|without|by|into|as|it|they|them|you|i|we|he|she|my|your|can|\
could|would|do|does|did|have|has|not|no|only|just|nothing|give|tell|write|list|say|sort|put|arrange|\
name|find|return|answer|reply|show|and|or|let|keep|keeping|remove|including|starting|beginning|\
using|there|here";

/// The longest list of single words, numbers or quoted texts, with commas or "and"
/// between; none if there are two as long.
pub(crate) fn longest(tokens: &[Token<'_>], is_told: impl Fn(&[Token<'_>]) -> bool) -> Option<Run> {
    let mut best: Option<Run> = None;
    let mut tied = false;
    let mut at = 0;
    while at < tokens.len() {
        let Some(run) = spaced_at(tokens, at).or_else(|| run_at(tokens, at, &is_told)) else {
            at += 1;
            continue;
        };
        at = run.range.end;
        match best
            .as_ref()
            .map(|known| known.items.len().cmp(&run.items.len()))
        {
            None | Some(std::cmp::Ordering::Less) => {
                best = Some(run);
                tied = false;
            }
            Some(std::cmp::Ordering::Equal) => tied = true,
            Some(std::cmp::Ordering::Greater) => {}
        }
    }
    best.filter(|_| !tied)
}

/// `42 7 19 88`
fn spaced_at(tokens: &[Token<'_>], begin: usize) -> Option<Run> {
    let plain = |token: &&Token<'_>| {
        token.number().is_some() && token.text.starts_with(|c: char| c.is_ascii_digit())
    };
    let items: Vec<Range<usize>> = tokens[begin..]
        .iter()
        .take_while(plain)
        .enumerate()
        .take_while(|(at, token)| *at == 0 || !token.glued)
        .map(|(at, _)| begin + at..begin + at + 1)
        .collect();
    (items.len() > 2).then(|| Run {
        range: begin..begin + items.len(),
        items,
    })
}

fn run_at(
    tokens: &[Token<'_>],
    begin: usize,
    is_told: &impl Fn(&[Token<'_>]) -> bool,
) -> Option<Run> {
    let mut items: Vec<Range<usize>> = Vec::new();
    let mut at = begin;
    loop {
        let rest = tokens.get(at..).unwrap_or_default();
        let Some(length) = item_at(rest).filter(|_| is_quote(&rest[0]) || !is_told(rest)) else {
            break;
        };
        items.push(at..at + length);
        at += length;
        let joint = joint_at(&tokens[at..]);
        let ends = tokens[at..at + joint]
            .iter()
            .any(|token| token.is_any(&["and", "or"]));
        if joint == 0 {
            break;
        }
        if ends {
            let rest = tokens.get(at + joint..).unwrap_or_default();
            if let Some(length) = item_at(rest).filter(|_| is_quote(&rest[0]) || !is_told(rest)) {
                items.push(at + joint..at + joint + length);
            }
            break;
        }
        at += joint;
    }
    trim(tokens, &mut items);
    let range = items.first()?.start..items.last()?.end;
    (items.len() > 1).then_some(Run { range, items })
}

/// `,`, `and`, `, and`, `;`: how many tokens stand between two items.
fn joint_at(tokens: &[Token<'_>]) -> usize {
    let mark = usize::from(
        tokens
            .first()
            .is_some_and(|token| token.is_mark(',') || token.is_mark(';')),
    );
    let word = tokens
        .get(mark)
        .is_some_and(|token| token.is_any(&["and", "or"]) || token.is_mark('&') && !token.glued);
    mark + usize::from(word)
}

/// What only leads to the list is none of its items: `In this register, Ann, Bob …`
fn trim(tokens: &[Token<'_>], items: &mut Vec<Range<usize>>) {
    let Some((first, rest)) = items.split_first() else {
        return;
    };
    let token = &tokens[first.start];
    let led = first.start > 0
        && tokens[first.start - 1]
            .is_any(&["the", "a", "an", "this", "that", "my", "our", "in", "for"]);
    let is_number = |range: &Range<usize>| tokens[range.end - 1].number().is_some();
    let is_name = |range: &Range<usize>| tokens[range.start].text.starts_with(char::is_uppercase);
    let quoted = |range: &Range<usize>| is_quote(&tokens[range.start]);
    let strange = !rest.is_empty()
        && (!is_number(first) && rest.iter().all(is_number)
            || !quoted(first) && rest.iter().all(quoted)
            || !is_name(first) && rest.iter().all(is_name) && !is_number(first));
    if token.is_word() && (strange || led && rest.len() > 1) {
        items.remove(0);
    }
}

fn is_quote(token: &Token<'_>) -> bool {
    token.is_mark('"') || token.is_mark('\'') || token.is_mark('`')
}

/// How many tokens the item is that begins here.
fn item_at(tokens: &[Token<'_>]) -> Option<usize> {
    let first = tokens.first()?;
    if is_quote(first) {
        let close = tokens[1..]
            .iter()
            .take(8)
            .position(|token| token.text == first.text)?;
        return (close > 0).then_some(close + 2);
    }
    let signed =
        first.is_mark('-') || first.is_mark('$') || first.is_mark('€') || first.is_mark('£');
    let word = tokens.get(usize::from(signed))?;
    let number = word.number().is_some();
    let code = word.text.len() > 1 && word.text.chars().all(|c| c.is_ascii_uppercase());
    if !number && (!word.is_word() || signed || word.is_among(NEVER) && !code) {
        return None;
    }
    // "3/4", "50%", "14:20", "KL-204", "2024-05-01"
    let mut used = usize::from(signed) + 1;
    while let Some(next) = tokens.get(used).filter(|next| next.glued) {
        let joins = "-:/._%°'+#".chars().any(|mark| next.is_mark(mark));
        let follows = tokens
            .get(used + 1)
            .is_some_and(|behind| behind.glued && (behind.is_word() || behind.number().is_some()));
        if next.is_word() || next.number().is_some() || next.is_mark('%') || next.is_mark('°') {
            used += 1;
        } else if joins && follows {
            used += 2;
        } else {
            break;
        }
    }
    // "12 cm", where a comma follows
    let unit = tokens
        .get(used)
        .is_some_and(|unit| unit.is_word() && !unit.is_among(NEVER))
        && tokens.get(used + 1).is_none_or(|next| {
            next.is_mark(',') || next.is_mark(';') || next.is_any(&["and", "or"])
        });
    let short = tokens
        .get(used)
        .is_some_and(|unit| unit.text.len() < 4 || UNITS.iter().any(|known| unit.is(known)));
    Some(used + usize::from(number && unit && short))
}

const UNITS: &[&str] = &[
    "metres", "meters", "grams", "litres", "liters", "minutes", "seconds", "hours", "days",
    "years", "euros", "dollars", "pounds", "points", "miles", "degrees", "percent", "kilos",
    "inches", "feet",
];

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use reading::tokens;

    fn found(text: &str) -> Vec<&str> {
        let tokens = tokens(text);
        longest(&tokens, |_| false).map_or(Vec::new(), |run| {
            run.items
                .iter()
                .map(|item| &text[tokens[item.start].start..tokens[item.end - 1].end()])
                .collect()
        })
    }

    #[test]
    fn finds_lists_in_sentences() {
        for (text, expected) in [
            (
                "Sort the words pear, fig and kiwi by length",
                vec!["pear", "fig", "kiwi"],
            ),
            (
                "Of the numbers 4, 9, -12 and 3/4, which is even",
                vec!["4", "9", "-12", "3/4"],
            ),
            (
                "Take \"New York\", \"Rome\" and \"Bern\" now",
                vec!["\"New York\"", "\"Rome\"", "\"Bern\""],
            ),
            ("In the register, Ann, Bob, Cy", vec!["Ann", "Bob", "Cy"]),
            ("Is it so, or not", vec![]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(text: String) {
            let _ = found(&text);
        }

        #[test]
        fn likely_text_is_read(text in "(a|,|and|or|\"| |-|3|/|%|the){0,40}") {
            let _ = found(&text);
        }
    }
}
