//! Things with a number each: `Ann 142 cm, Ben 151 cm`.

use reading::{Asked, Rational, Token};

use crate::values;

/// Things with their values, and what is said about them.
pub(crate) struct Keyed<'t> {
    pub(crate) names: Vec<&'t str>,
    pub(crate) values: Vec<Rational>,
    /// Whether the values are times that were needed.
    pub(crate) durations: bool,
    pub(crate) said: Vec<Token<'t>>,
}

/// Words between a thing and its number.
const JOINTS: &[&str] = &[
    "is",
    "was",
    "has",
    "had",
    "weighs",
    "weighed",
    "costs",
    "cost",
    "at",
    "scored",
    "scores",
    "with",
    "took",
    "takes",
    "needs",
    "needed",
    "ran",
    "measures",
    "got",
    "earned",
    "sold",
    "jumped",
    "threw",
    "swam",
    "born",
    "in",
    "lasts",
    "lasted",
    "for",
    "of",
    "only",
    "about",
    "reached",
    "holds",
    "collected",
    "read",
    "aged",
    "age",
    "finished",
    "are",
    "were",
    "each",
    "stands",
    "who",
    "a",
];

/// The things of a request, if it has at least two.
pub(crate) fn find<'t>(text: &'t str, asked: &Asked<'t>) -> Option<Keyed<'t>> {
    let sentences = &asked.sentences;
    if sentences.len() > 30 {
        return None;
    }
    // On a line each, or in one sentence.
    let lines: Vec<usize> = (0..sentences.len())
        .filter(|&at| one(text, &sentences[at]).is_some())
        .collect();
    let of_lines =
        (lines.len() > 2 && lines.windows(2).all(|pair| pair[0] + 1 == pair[1])).then(|| {
            let things: Option<Vec<_>> =
                lines.iter().map(|&at| one(text, &sentences[at])).collect();
            let said = sentences
                .iter()
                .enumerate()
                .filter(|(at, _)| !lines.contains(at))
                .flat_map(|(_, sentence)| sentence.clone())
                .collect();
            Some((things?, said))
        });
    let (things, said) = match of_lines.flatten() {
        Some(found) => found,
        None => (0..sentences.len()).find_map(|at| {
            let (things, mut said) = in_sentence(text, &sentences[at])?;
            for (other, sentence) in sentences.iter().enumerate() {
                if other != at {
                    said.extend(sentence.clone());
                }
            }
            Some((things, said))
        })?,
    };
    let names: Vec<&str> = own_names(things.iter().map(|(name, _)| *name).collect());
    if names.iter().any(|name| is_clause(name)) || is_mixed(&names) {
        return None;
    }
    let durations = things.iter().all(|(_, value)| values::are_durations(value));
    let values = values::values(things.iter().map(|(_, value)| *value))?;
    let mut distinct: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
    distinct.sort();
    distinct.dedup();
    (distinct.len() == names.len() && names.len() < 40).then_some(Keyed {
        names,
        values,
        durations,
        said,
    })
}

/// "Tim was born on": no name.
fn is_clause(name: &str) -> bool {
    name.split(' ')
        .any(|word| ["is", "was", "are", "were", "has", "had", "born", "who"].contains(&word))
}

/// "arrives" beside "Kim": a verb was taken for a name.
fn is_mixed(names: &[&str]) -> bool {
    let small = |name: &&str| name.starts_with(char::is_lowercase);
    let first = names.first().is_some_and(small);
    first && !names.iter().skip(1).any(small)
}

/// `red team, blue team`: without the word that they all end with.
fn own_names(mut names: Vec<&str>) -> Vec<&str> {
    let last = |name: &str| name.rsplit_once(' ').map(|(_, last)| last.to_lowercase());
    while let Some(common) = names.first().and_then(|name| last(name))
        && names
            .iter()
            .all(|name| last(name).as_ref() == Some(&common))
    {
        names = names
            .into_iter()
            .map(|name| name.rsplit_once(' ').map_or(name, |(front, _)| front))
            .collect();
    }
    names
}

type Things<'t> = Vec<(&'t str, &'t str)>;

/// Those of a sentence, behind its colon where it has one in front of them.
fn in_sentence<'t>(text: &'t str, sentence: &[Token<'t>]) -> Option<(Things<'t>, Vec<Token<'t>>)> {
    // "Heights of four pupils: …" tells how many there are.
    let numbered = |tokens: &[Token<'_>]| {
        tokens
            .iter()
            .any(|token| token.text.starts_with(|c: char| c.is_ascii_digit()))
    };
    let begin = sentence
        .iter()
        .position(|token| token.is_mark(':') && !token.glued)
        .or_else(|| sentence.iter().position(|token| token.is_mark(':')))
        .filter(|&colon| {
            let number = sentence
                .get(colon + 1)
                .is_some_and(|next| next.number().is_some());
            !numbered(&sentence[..colon]) && !number && colon > 0
        })
        .map_or(0, |colon| colon + 1);
    let splits = |at: usize| {
        let token = &sentence[at];
        let number_before = sentence[..at]
            .iter()
            .rev()
            .take(4)
            .any(|token| token.number().is_some());
        token.is_mark(',') || token.is_mark(';') || token.is("and") && number_before
    };
    let mut parts: Vec<(usize, usize)> = Vec::new();
    let mut from = begin;
    for at in begin..=sentence.len() {
        if at == sentence.len() || splits(at) {
            if from < at {
                parts.push((from, at));
            }
            from = at + 1;
        }
    }
    let mut things: Things<'t> = Vec::new();
    let mut said = sentence[..begin].to_vec();
    let mut single = true;
    for &(from, until) in &parts {
        match one(text, &sentence[from..until]) {
            Some(thing) => {
                single &= !thing.0.contains(' ') || things.is_empty();
                things.push(thing);
            }
            // What stands in front or behind is said about them.
            None if things.is_empty() || until == sentence.len() || from > 0 => {
                said.extend_from_slice(&sentence[from..until])
            }
            None => return None,
        }
    }
    // "In the race Ann took 12 s, Ben took 13 s"
    if single
        && let Some(first) = things.first_mut()
        && let Some(last) = first.0.rsplit(' ').next()
        && begin == 0
    {
        first.0 = last;
    }
    (things.len() > 1).then_some((things, said))
}

/// `Ann 142 cm`, `bicycle (14 kg)`, `tea: £2`, `Ben is 12`: the thing and its value.
fn one<'t>(text: &'t str, tokens: &[Token<'t>]) -> Option<(&'t str, &'t str)> {
    let bullet = usize::from(
        tokens.len() > 2 && (tokens[0].is_mark('-') || tokens[0].is_mark('*')) && !tokens[1].glued,
    );
    let tokens = &tokens[bullet..];
    let number = tokens.iter().position(|token| token.number().is_some())?;
    let mut label = number;
    let mut begin = number;
    while label > 0 && is_joint(&tokens[label - 1]) {
        label -= 1;
        if "$€£-".chars().any(|mark| tokens[label].is_mark(mark))
            && label + 1 == number
            && tokens[number].glued
        {
            begin = label;
        }
    }
    let end = tokens
        .iter()
        .rposition(|token| {
            !token.is_mark(')')
                && !token.is("old")
                && !token.is("tall")
                && !token.is("high")
                && !token.is("long")
                && !token.is("points")
                && !token.is("each")
        })
        .map_or(tokens.len(), |last| last + 1);
    let name = &tokens[..label];
    let words = name
        .iter()
        .all(|token| token.is_word() || token.is_mark('-'));
    if name.is_empty() || name.len() > 6 || !words || number >= end || end - number > 4 {
        return None;
    }
    let source = |tokens: &[Token<'t>]| text.get(tokens.first()?.start..tokens.last()?.end());
    // "the book" is called "book".
    let the = usize::from(name.len() > 1 && name[0].is_any(&["the", "a", "an"]));
    Some((source(&name[the..])?, source(&tokens[begin..end])?))
}

fn is_joint(token: &Token<'_>) -> bool {
    // "lake A" has a name with a letter.
    token.is_any(JOINTS) && token.text != "A"
        || "(:=-–—$€£→>".chars().any(|mark| token.is_mark(mark))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn names(text: &str) -> Vec<String> {
        let Some(asked) = Asked::read(text) else {
            return Vec::new();
        };
        find(text, &asked).map_or(Vec::new(), |keyed| {
            keyed
                .names
                .iter()
                .zip(&keyed.values)
                .map(|(name, value)| format!("{name}={value}"))
                .collect()
        })
    }

    #[test]
    fn reads_things_with_numbers() {
        for (text, expected) in [
            (
                "Heights: Omar 142 cm, Greta 151 cm. Who is tallest?",
                vec!["Omar=1.42", "Greta=1.51"],
            ),
            ("Sort: tea (£2), hot milk (£3)", vec!["tea=2", "hot milk=3"]),
            (
                "In the race Ann took 12 s, Ben took 13 s and Cy took 11 s.",
                vec!["Ann=12", "Ben=13", "Cy=11"],
            ),
            ("Ann: 3, Ben: 4, Cy: 5", vec!["Ann=3", "Ben=4", "Cy=5"]),
            ("Sort 3, 4, 5", vec![]),
        ] {
            assert_eq!(names(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(text: String) {
            let _ = names(&text);
        }

        #[test]
        fn likely_text_is_read(text in "(Ann|3|,|and|:| |-|\\(|\\)|cm|is|\n){0,40}") {
            let _ = names(&text);
        }
    }
}
