//! What a request asks to be sorted, reversed, counted or picked.

use reading::{Asked, Token, items, matches};

use crate::count;
use crate::order::{self, Order};
use crate::task::{Task, number};

/// Longer lists are not sorted by asking.
const MOST: usize = 200;

/// The task of a request, if all of it is understood.
pub(crate) fn understand(text: &str, asked: &Asked<'_>) -> Option<Task> {
    let (first, rest) = asked.sentences.split_first()?;
    // A list may stand on the lines below.
    let joined;
    let sentence = if rest.is_empty() {
        &first[..]
    } else {
        let below: usize = rest.iter().map(Vec::len).sum();
        let announced =
            first.last().is_some_and(|last| last.is_mark(':')) || ends_with_order(first);
        if below > 4 * MOST || !announced && rest.len() > 1 || !asked_for_list(first) {
            return None;
        }
        joined = join(first, rest);
        &joined[..]
    };
    sort(text, sentence)
        .or_else(|| reverse(text, sentence))
        .or_else(|| unique(text, sentence))
        .or_else(|| extreme(text, sentence))
        .or_else(|| count::understand(text, sentence))
}

fn asked_for_list(sentence: &[Token<'_>]) -> bool {
    sentence.iter().any(|token| {
        token.is_any(&[
            "these",
            "following",
            "list",
            "words",
            "numbers",
            "names",
            "items",
            ":",
        ])
    })
}

fn ends_with_order(sentence: &[Token<'_>]) -> bool {
    order::split_end(sentence).1.is_some()
}

/// One sentence, with a line break between the items.
fn join<'t>(first: &[Token<'t>], rest: &[Vec<Token<'t>>]) -> Vec<Token<'t>> {
    let mut joined = first.to_vec();
    let mark = |text: char, kind: &'static str| Token {
        text: kind,
        start: 0,
        kind: reading::Kind::Mark(text),
        glued: false,
    };
    if !joined.last().is_some_and(|last| last.is_mark(':')) {
        joined.push(mark(':', ":"));
    }
    for (at, line) in rest.iter().enumerate() {
        if at > 0 {
            joined.push(mark('\n', "\n"));
        }
        joined.extend(line.iter().cloned());
    }
    joined
}

/// `Sort these words alphabetically: pear, apple, fig`
fn sort(text: &str, sentence: &[Token<'_>]) -> Option<Task> {
    let [verb, rest @ ..] = sentence else {
        return None;
    };
    if !verb.is_any(&[
        "sort",
        "order",
        "arrange",
        "rearrange",
        "alphabetize",
        "alphabetise",
        "put",
        "rank",
        "organize",
        "list",
        "place",
        "write",
    ]) {
        return None;
    }
    let alphabetize = verb.is("alphabetize") || verb.is("alphabetise");
    let (list, named) = match rest.iter().position(|token| token.is_mark(':')) {
        Some(colon) => {
            let (head, list) = (&rest[..colon], &rest[colon + 1..]);
            let (head, named) = order::split_end(head);
            if !is_announcement(head) {
                return None;
            }
            // "Sort: b, a, c in descending order"
            let (list, behind) = order::split_end(list);
            if named.is_some() && behind.is_some() {
                return None;
            }
            (list, named.or(behind))
        }
        None => {
            let (front, named) = order::split_end(rest);
            (without_announcement(front), named)
        }
    };
    let order = named
        .or(alphabetize.then_some(Order::Alphabetical))
        .or_else(|| {
            // "Sort these numbers: 3, 1, 2"
            let plain =
                verb.is("sort") && items(text, list)?.iter().all(|item| number(item).is_some());
            plain.then_some(Order::Smallest)
        })?;
    let items = list_of(text, list)?;
    Some(Task::Sequence {
        items: order.sort(&items)?,
        reversed: false,
    })
}

/// `these five words`, `the following list of numbers`
fn is_announcement(head: &[Token<'_>]) -> bool {
    const WORDS: &[&str] = &[
        "these",
        "the",
        "following",
        "this",
        "list",
        "of",
        "words",
        "numbers",
        "names",
        "items",
        "them",
        "it",
        "integers",
        "values",
        "elements",
        "array",
        "set",
        "below",
        "terms",
        "order",
        "strings",
        "in",
    ];
    // One noun that is not known: "these fruits".
    let unknown = head
        .iter()
        .filter(|token| !token.is_any(WORDS) && token.number().is_none() && !token.is_mark(','))
        .collect::<Vec<_>>();
    let plural = |token: &Token<'_>| token.is_word() && token.text.ends_with(['s', 'n']);
    head.len() <= 8
        && (unknown.is_empty() || unknown.len() == 1 && plural(unknown[0]) && head.len() > 1)
}

/// A list without `the words` or `these numbers` in front.
fn without_announcement<'s, 't>(list: &'s [Token<'t>]) -> &'s [Token<'t>] {
    const FRONT: &[&str] = &[
        "the",
        "these",
        "following",
        "this",
        "list",
        "of",
        "words",
        "numbers",
        "names",
        "items",
        "integers",
        "values",
        "letters",
    ];
    let skipped = list.iter().take_while(|token| token.is_any(FRONT)).count();
    &list[skipped..]
}

fn list_of<'a>(text: &'a str, list: &[Token<'_>]) -> Option<Vec<&'a str>> {
    // Where commas stand without spaces, they may be thousands'.
    let doubtful = list
        .iter()
        .any(|token| token.number().is_some() && token.text.contains(','))
        && list
            .windows(2)
            .any(|pair| pair[0].is_mark(',') && pair[1].glued);
    let items = items_of(text, list)?;
    (items.len() <= MOST && !doubtful).then_some(items)
}

/// Tokens keep where they stand in the text, but for the marks put between lines.
fn items_of<'a>(text: &'a str, list: &[Token<'_>]) -> Option<Vec<&'a str>> {
    let spans: Vec<(usize, usize)> = items(text, list)?
        .iter()
        .map(|item| {
            let start = item.as_ptr() as usize - text.as_ptr() as usize;
            (start, start + item.len())
        })
        .collect();
    spans
        .into_iter()
        .map(|(start, end)| text.get(start..end))
        .collect()
}

/// `Reverse the word stressed.`, `Reverse this list: a, b, c`
fn reverse(text: &str, sentence: &[Token<'_>]) -> Option<Task> {
    let list = [
        "reverse the order of [the|these|this] [following] list|items|words|numbers [:] {rest}",
        "reverse [the] [order] [of] the|this|these [following] list|items|words|numbers [:] {rest}",
        "reverse the list {rest}",
        "list|write|put these|the [following] words|items|numbers in reverse order : {rest}",
        "put these|the [following] words|items|numbers in reverse order [:] {rest}",
    ]
    .iter()
    .find_map(|pattern| matches(pattern, sentence));
    if let Some(captures) = list {
        let list = captures.tokens(0);
        // "these words: one two three"
        let plain = list.len() > 2 && list.iter().all(|t| t.is_word() || t.number().is_some());
        let separated = plain
            || list
                .iter()
                .any(|token| token.is_mark(',') || token.is_mark(';') || token.is_mark('\n'));
        let mut items: Vec<String> = list_of(text, list)
            .filter(|_| separated)?
            .into_iter()
            .map(str::to_owned)
            .collect();
        items.reverse();
        return Some(Task::Sequence {
            items,
            reversed: true,
        });
    }
    let captures = [
        "reverse the [letters] [of|in] [the] word|string|letters [of|in] [the] [word] [:] {rest}",
        "reverse this word|string [:] {rest}",
        "spell|write the word {rest} backwards|backward",
        "spell|write {rest} backwards|backward",
        "what is the word {rest} spelled|written backwards|backward",
        "what is {rest} spelled|written backwards|backward",
        "how do you spell {rest} backwards|backward",
        "what is the reverse of the word|string [:] {rest}",
    ]
    .iter()
    .find_map(|pattern| matches(pattern, sentence))?;
    let tokens = captures.tokens(0);
    let words: Vec<_> = tokens
        .iter()
        .filter(|token| !token.is_mark('"') && !token.is_mark('\''))
        .collect();
    let [word] = words[..] else { return None };
    if !word.text.chars().all(|c| c.is_ascii_alphanumeric()) || word.text.len() < 2 {
        return None;
    }
    Some(Task::Spelled {
        text: word.text.chars().rev().collect(),
        from: word.text.to_owned(),
    })
}

/// `Remove the duplicates from this list: a, b, a`
fn unique(text: &str, sentence: &[Token<'_>]) -> Option<Task> {
    let captures = [
        "remove [the|all|any] duplicates from [the|this] [following] [list] [of] [numbers|words|names|items] [:] {rest}",
        "remove [the|all|any] duplicate|repeated words|items|numbers|names|elements|values from [the|this] [following] [list] [:] {rest}",
        "deduplicate [the|this] [following] [list] [:] {rest}",
        "list|give|find [only] [the] unique|distinct words|items|numbers|names|elements|values in|from|of [the|this] [following] [list] [:] {rest}",
        "what are the unique|distinct words|items|numbers|names|elements|values in [the|this] [following] [list] [:] {rest}",
    ]
    .iter()
    .find_map(|pattern| matches(pattern, sentence))?;
    let list = list_of(text, captures.tokens(0))?;
    let mut kept: Vec<String> = Vec::new();
    for item in &list {
        if !kept.iter().any(|known| known.eq_ignore_ascii_case(item)) {
            kept.push((*item).to_owned());
        }
    }
    // "Unique" may mean what is there once only, so that both have to be the same.
    (kept.len() < list.len()).then_some(Task::Unique {
        items: kept,
        listed: list.len(),
    })
}

/// `What is the largest number in this list: 3, 9, 4?`
fn extreme(text: &str, sentence: &[Token<'_>]) -> Option<Task> {
    let (at, captures) = reading::matches_any(
        &[
            "what|which is the largest|biggest|greatest|highest|maximum|smallest|lowest|minimum [number|value] in|of|among [the|this|these] [following] [list|set|numbers] [of] [numbers] [:] {rest}",
            "find|give|identify [me] the largest|biggest|greatest|highest|maximum|smallest|lowest|minimum [number|value] in|of|among [the|this|these] [following] [list|set|numbers] [of] [numbers] [:] {rest}",
            "which [of] [these] number|numbers is [the] largest|biggest|greatest|highest|smallest|lowest [:] {rest}",
            "which|what [of] [these] word|words is [the] longest|shortest [:|,] {rest}",
            "what|which is the longest|shortest word in|of|among [the|this|these] [following] [list|words] [:] {rest}",
            "which [of] [these] word|words|name|names comes|is first|last alphabetically|alphabetical [:|,] {rest}",
            "which [of] [these] word|words|name|names comes first|last in alphabetical order [:|,] {rest}",
            "which of these words comes first|last in alphabetical order : {rest}",
        ],
        sentence,
    )?;
    let items = list_of(text, captures.tokens(0))?;
    let order = match at {
        0..=2 => Order::Smallest,
        3 | 4 => Order::Length,
        _ => Order::Alphabetical,
    };
    let last = sentence.iter().any(|token| {
        token.is_any(&[
            "largest", "biggest", "greatest", "highest", "maximum", "longest", "last",
        ])
    });
    // Of lengths only the one that is asked for must be clear.
    let sorted = if order == Order::Length {
        let mut sorted = items.clone();
        sorted.sort_by_key(|item| item.len());
        let lengths: Vec<usize> = sorted.iter().map(|item| item.len()).collect();
        let clear = match &lengths[..] {
            [.., a, b] if last => a != b,
            [a, b, ..] => a != b,
            _ => false,
        };
        let plain = items
            .iter()
            .all(|item| item.chars().all(|c| c.is_ascii_alphabetic()));
        (clear && plain).then(|| sorted.into_iter().map(str::to_owned).collect::<Vec<_>>())?
    } else {
        order.sort(&items)?
    };
    let right = if last { sorted.last() } else { sorted.first() }?.clone();
    let others: Vec<String> = sorted
        .into_iter()
        .filter(|item| *item != right && number(item).is_none_or(|n| Some(n) != number(&right)))
        .collect();
    let which = sentence.iter().find(|token| {
        token.is_any(&[
            "largest", "biggest", "greatest", "highest", "maximum", "smallest", "lowest",
            "minimum", "longest", "shortest", "first", "last",
        ])
    })?;
    let fact = format!("The {} one is {right}", which.text.to_lowercase());
    (!others.is_empty()).then_some(Task::Pick {
        right,
        others,
        fact,
    })
}
