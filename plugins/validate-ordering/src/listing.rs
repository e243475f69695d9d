//! Where in a request the list is, and what is said about it.

use reading::{Asked, Token, items};

use crate::adjectives::{comparative_at, superlative_at};
use crate::order;
use crate::runs;
use crate::strokes::{source, with_strokes};
use crate::words::WORDS;

/// A request that brings a list with it.
pub(crate) struct Listing<'t> {
    /// As they are written.
    pub(crate) items: Vec<&'t str>,
    /// What stands before and behind the list.
    pub(crate) said: Vec<Token<'t>>,
}

/// Longer lists are not sorted by asking.
const MOST: usize = 200;
/// Tokens behind a list that may tell its order.
const MOST_BEHIND: usize = 24;

/// The lists that a request may have, the likelier first.
pub(crate) fn find_all<'t>(text: &'t str, asked: &Asked<'t>) -> Vec<Listing<'t>> {
    let sentences = &asked.sentences;
    if sentences.len() > MOST + 2 {
        return Vec::new();
    }
    [
        below(text, sentences),
        apart(text, sentences),
        behind_colon(text, sentences),
        running(text, sentences),
        within(text, sentences),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The longest list of single words in a sentence.
fn running<'t>(text: &'t str, sentences: &[Vec<Token<'t>>]) -> Option<Listing<'t>> {
    let (at, run) = sentences
        .iter()
        .enumerate()
        .filter_map(|(at, sentence)| Some((at, runs::longest(sentence, is_telling_here)?)))
        .max_by_key(|(_, run)| run.items.len())?;
    let sentence = &sentences[at];
    let items: Vec<&str> = run
        .items
        .iter()
        .map(|item| Some(source(text, &sentence[item.clone()])?.trim_matches(['"', '\'', '`'])))
        .collect::<Option<_>>()?;
    let mut said = sentences[..at].concat();
    said.extend_from_slice(&sentence[..run.range.start]);
    said.extend_from_slice(&sentence[run.range.end..]);
    said.extend(sentences[at + 1..].concat());
    (items.len() > 2).then(|| listing(items, said))?
}

/// Whether something about the list is told here.
fn is_telling_here(tokens: &[Token<'_>]) -> bool {
    tokens.first().is_some_and(is_telling)
}

/// An item on each line, behind what is said or in front of it.
fn below<'t>(text: &'t str, sentences: &[Vec<Token<'t>>]) -> Option<Listing<'t>> {
    let is_item = |line: &[Token<'_>]| {
        line.len() <= 8
            && !line
                .iter()
                .any(|token| token.is_mark(',') || token.is_mark(':'))
    };
    let breaks = |at: usize| {
        let (Some(end), Some(begin)) = (sentences[at - 1].last(), sentences[at].first()) else {
            return false;
        };
        text.get(end.end()..begin.start)
            .is_some_and(|between| between.contains('\n'))
    };
    let behind = (1..sentences.len())
        .rev()
        .take_while(|&at| breaks(at) && is_item(&sentences[at]))
        .last()
        .map(|begin| begin..sentences.len());
    let in_front = (0..sentences.len().saturating_sub(1))
        .take_while(|&at| breaks(at + 1) && is_item(&sentences[at]) && (at == 0 || breaks(at)))
        .last()
        .map(|last| 0..last + 1);
    let range = [behind, in_front]
        .into_iter()
        .flatten()
        .find(|range| range.len() > 1 && range.len() < sentences.len())?;
    let items: Vec<&str> = sentences[range.clone()]
        .iter()
        .map(|line| {
            // "- item"
            let bullet = usize::from(
                line.len() > 1 && "-*•".chars().any(|mark| line[0].is_mark(mark)) && !line[1].glued,
            );
            source(text, &line[bullet..])
        })
        .collect::<Option<_>>()?;
    let said = [&sentences[..range.start], &sentences[range.end..]]
        .concat()
        .concat();
    listing(items, said)
}

/// A sentence that is nothing but a list with commas.
fn apart<'t>(text: &'t str, sentences: &[Vec<Token<'t>>]) -> Option<Listing<'t>> {
    let at = sentences.iter().position(|sentence| {
        let separated = sentence
            .iter()
            .any(|token| token.is_mark(',') || token.is_mark(';'))
            || with_strokes(text, sentence).is_some();
        let told = sentence
            .iter()
            .any(|token| token.is_mark(':') || is_telling(token));
        separated && !told && list_of(text, sentence).is_some()
    })?;
    let items = list_of(text, &sentences[at])?;
    // "The names are Ann, Bob, Cy": the first item is no such thing.
    let led = |item: &str| {
        item.split(' ').count() > 2
            && item.split(' ').any(|word| {
                ["are", "is", "the", "of", "my", "these", "has", "have"]
                    .contains(&word.to_lowercase().as_str())
            })
    };
    if items.iter().any(|item| led(item)) {
        return None;
    }
    let said = [&sentences[..at], &sentences[at + 1..]].concat().concat();
    (!said.is_empty()).then(|| listing(items, said))?
}

/// A word that is no item: it tells what to do.
fn is_telling(token: &Token<'_>) -> bool {
    WORDS
        .longest(std::slice::from_ref(token))
        .is_some_and(|(says, _)| !says.is_empty() && says != "first" && says != "last")
}

/// `…: b, a, c in descending order`
fn behind_colon<'t>(text: &'t str, sentences: &[Vec<Token<'t>>]) -> Option<Listing<'t>> {
    let (place, colon) = sentences
        .iter()
        .enumerate()
        .rev()
        .find_map(|(at, sentence)| {
            let colon = sentence.iter().position(|token| token.is_mark(':'))?;
            (colon + 1 < sentence.len()).then_some((at, colon))
        })?;
    let sentence = &sentences[place];
    let list = &sentence[colon + 1..];
    let ends = end_of_list(list);
    let items = list_of(text, &list[..ends])?;
    let mut said = sentences[..place].concat();
    said.extend_from_slice(&sentence[..colon]);
    said.extend_from_slice(&list[ends..]);
    said.extend(sentences[place + 1..].concat());
    listing(items, said)
}

/// Where behind the last item something is said that the lexicon knows.
fn end_of_list(list: &[Token<'_>]) -> usize {
    let last = list
        .iter()
        .rposition(|token| token.is_mark(',') || token.is_any(&["and", "or"]))
        .unwrap_or(0);
    // Nobody says more than that behind a list.
    let begin = (last + 2).max(list.len().saturating_sub(MOST_BEHIND));
    (begin..list.len())
        .find(|&at| {
            let mut rest = &list[at..];
            let mut tells = false;
            while let Some((says, used)) = WORDS.longest(rest) {
                tells |= !says.is_empty();
                rest = &rest[used..];
            }
            rest.is_empty() && tells
        })
        .unwrap_or(list.len())
}

/// `Sort pear, apple and fig alphabetically`: items of one word each, between words
/// that are known.
fn within<'t>(text: &'t str, sentences: &[Vec<Token<'t>>]) -> Option<Listing<'t>> {
    let all: Vec<Token<'t>> = sentences.concat();
    let separators: Vec<usize> = (0..all.len()).filter(|&at| all[at].is_mark(',')).collect();
    // "Between 7/8 and 3/4, which one is larger?"
    let joined = (1..all.len().saturating_sub(1)).find(|&at| {
        all[at].is_any(&["and", "or"])
            && all[at - 1].number().is_some()
            && all[at + 1].number().is_some()
    });
    let joined = joined.filter(|&at| separators.len() == 1 && at < separators[0]);
    let first_mark = match joined.as_ref().or(separators.first()) {
        Some(&first) => first,
        // "Which is longer, pear or fig?" has one, "pear or fig" has none.
        None => all.iter().position(|token| token.is_any(&["and", "or"]))?,
    };
    // A comma before the list: "Which is longest, pear, apple or fig".
    let mut begin = item_before(&all, first_mark)?;
    let compares =
        superlative_at(&all[begin..]).is_some() || comparative_at(&all[begin..]).is_some();
    if (compares || WORDS.longest(&all[begin..]).is_some()) && !all[begin].is_mark('"') {
        begin = first_mark + 1;
    }
    // "July 20, 1969"
    if begin > 0 && order::month(all[begin - 1].text).is_some() {
        return None;
    }
    let mut end = begin;
    let mut items = Vec::new();
    loop {
        let length = item_at(&all[end..])?;
        items.push(source(text, &all[end..end + length])?.trim_matches(['"', '\'']));
        end += length;
        let mut joint = 0;
        while all
            .get(end + joint)
            .is_some_and(|token| token.is_mark(',') || token.is_any(&["and", "or"]))
        {
            joint += 1;
        }
        let next = all.get(end + joint..).unwrap_or_default();
        if joint == 0 || !begins_item(next) {
            break;
        }
        end += joint;
    }
    let said = [&all[..begin], &all[end..]].concat();
    listing(items, said)
}

/// Whether an item begins here, and not what is said about the list.
fn begins_item(tokens: &[Token<'_>]) -> bool {
    let Some(first) = tokens.first() else {
        return false;
    };
    let negative = first.is_mark('-')
        && tokens
            .get(1)
            .is_some_and(|number| number.number().is_some());
    negative || first.is_mark('"') || WORDS.longest(tokens).is_none()
}

fn item_before(tokens: &[Token<'_>], end: usize) -> Option<usize> {
    let last = tokens.get(end.checked_sub(1)?)?;
    let mut begin = end - 1;
    if last.is_mark('"') || last.is_mark('\'') {
        begin = tokens[..begin]
            .iter()
            .rposition(|token| token.text == last.text)?;
    } else if last.number().is_some()
        && begin > 1
        && tokens[begin - 1].is_mark('/')
        && tokens[begin - 2].number().is_some()
    {
        begin -= 2;
    } else if last.number().is_some()
        && begin > 0
        && tokens[begin].glued
        && (tokens[begin - 1].is_mark('-') || tokens[begin - 1].is_mark('$'))
    {
        begin -= 1;
    }
    Some(begin)
}

fn item_at(tokens: &[Token<'_>]) -> Option<usize> {
    let first = tokens.first()?;
    if first.is_mark('"') || first.is_mark('\'') {
        let close = tokens[1..]
            .iter()
            .position(|token| token.text == first.text)?;
        return Some(close + 2);
    }
    let signed = first.is_mark('-') || first.is_mark('$');
    let word = tokens.get(usize::from(signed))?;
    // "3/8"
    if let [above, stroke, below, ..] = tokens
        && above.number().is_some()
        && stroke.is_mark('/')
        && stroke.glued
        && below.number().is_some()
    {
        return Some(3);
    }
    (word.is_word() && !signed || word.number().is_some()).then_some(1 + usize::from(signed))
}

fn listing<'t>(items: Vec<&'t str>, said: Vec<Token<'t>>) -> Option<Listing<'t>> {
    (2..=MOST)
        .contains(&items.len())
        .then_some(Listing { items, said })
}

fn list_of<'t>(text: &'t str, list: &[Token<'t>]) -> Option<Vec<&'t str>> {
    // Where commas stand without spaces, they may be thousands'.
    let doubtful = list
        .iter()
        .any(|token| token.number().is_some() && token.text.contains(','))
        && list
            .windows(2)
            .any(|pair| pair[0].is_mark(',') && pair[1].glued);
    // One text in quotes is no list, whatever stands in it.
    let quotes = list.iter().filter(|token| token.is_mark('"')).count();
    let quoted = quotes == 2
        && list.first().is_some_and(|token| token.is_mark('"'))
        && list.last().is_some_and(|token| token.is_mark('"'));
    if let Some(parts) = with_strokes(text, list) {
        return Some(parts);
    }
    if doubtful || quoted {
        return None;
    }
    items(text, list)
}
