//! An answer against what is right.

use omni_skill::Finding;
use reading::{Answer, Rational, Token, fold, grammar, mentions, tidy, tokens};

use crate::task::Task;

/// Longer answers are not read.
const LONGEST: usize = 32 * 1024;

/// The fault of an answer, if it has one.
pub(crate) fn check(task: &Task, response: &str) -> Option<Finding> {
    if response.len() > LONGEST {
        return None;
    }
    match task {
        Task::Sequence { items, reversed } => sequence(items, *reversed, response),
        Task::Spelled { text, from, how } => spelled(text, from, how, response),
        Task::Count { value, also, fact } => {
            let (right, other) = (count(*value, fact, response), count(*also, fact, response));
            other.and(right)
        }
        Task::Unique {
            items,
            listed,
            others,
            told,
        } => unique(items, *listed, told, response)
            .or_else(|| strange(items, others, told, response)),
        Task::Pick {
            right,
            others,
            fact,
        } => pick(right, others, fact, response),
    }
}

/// Which items the response mentions, as places in `items`; equal items have one
/// place.
fn mentioned(items: &[String], response: &str) -> (Vec<usize>, Vec<usize>) {
    // "5" says "$5" as well.
    let bare = |item: &'_ String| item.trim_start_matches(['$', '€', '£']).to_owned();
    let items: Vec<String> = items.iter().map(bare).collect();
    let wanted: Vec<Vec<Token<'_>>> = items.iter().map(|item| tokens(item)).collect();
    let said = tidy(response);
    let said = tokens(&said);
    let expected = items
        .iter()
        .flat_map(|item| mentions(&tokens(item), &wanted))
        .collect();
    (mentions(&said, &wanted), expected)
}

fn sequence(items: &[String], reversed: bool, response: &str) -> Option<Finding> {
    let (said, expected) = mentioned(items, response);
    if expected.len() != items.len() || holds(&said, &expected) {
        return None;
    }
    // Without the numbers of its lines: "1. 5", "2. 9"
    if is_shortened(items, response)
        || holds(&mentioned(items, &unnumbered(response)).0, &expected)
        || renamed(items, &said, &expected)
    {
        return None;
    }
    let code = if reversed {
        "ordering.reversed"
    } else {
        "ordering.order"
    };
    let joined = items.join(", ");
    let finding = Finding::error(code, "the list is not in the order asked for")
        .hint("Give only the result.")
        .fact(format!("The right order is: {joined}"))
        .grammar(grammar::one_of(&[joined]));
    Some(match in_order(items, response) {
        Some(mended) => finding.mend(mended),
        None => finding,
    })
}

/// Whether items such as dates, fractions and names of several words are put in another
/// way: nothing is known of their order then.
fn renamed(items: &[String], said: &[usize], expected: &[usize]) -> bool {
    let plain = items
        .iter()
        .all(|item| tokens(item.trim_start_matches(['$', '€', '£', '-'])).len() == 1);
    !plain && expected.iter().any(|place| !said.contains(place))
}

/// Whether days or months stand in the response otherwise shortened than in the list: `Tue`
/// for Tuesday, or Tuesday for `Tue`.
fn is_shortened(items: &[String], response: &str) -> bool {
    let full = |word: &str| {
        let word = word.trim_end_matches('.').to_lowercase();
        let known = |name: &&&str| word.len() > 1 && name.starts_with(&word);
        CALENDAR.iter().find(known).copied()
    };
    let named: Option<Vec<&str>> = items.iter().map(|item| full(item)).collect();
    let Some(named) = named else {
        return false;
    };
    tokens(&tidy(response)).iter().any(|token| {
        let same = |item: &String| token.is(item.trim_end_matches('.'));
        token.is_word()
            && full(token.text).is_some_and(|name| named.contains(&name))
            && !items.iter().any(same)
    })
}

/// What is shortened to its first letters.
const CALENDAR: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "sept",
    "october",
    "november",
    "december",
];

/// Lines without `1.` and `2)` in front.
fn unnumbered(response: &str) -> String {
    let lines: Vec<&str> = response
        .lines()
        .map(|line| {
            let rest = line
                .trim_start()
                .trim_start_matches(|c: char| c.is_ascii_digit());
            let numbered = line.trim_start().starts_with(|c: char| c.is_ascii_digit());
            rest.strip_prefix(". ")
                .or_else(|| rest.strip_prefix(") "))
                .filter(|_| numbered)
                .unwrap_or(line)
        })
        .collect();
    lines.join("\n")
}

/// Whether the expected ones stand somewhere in a row.
fn holds(said: &[usize], expected: &[usize]) -> bool {
    said.windows(expected.len().max(1))
        .any(|window| window == expected)
}

/// The response with its items in order, if it is nothing but the items.
fn in_order(items: &[String], response: &str) -> Option<String> {
    let text = response.trim();
    let plain = tokens(text);
    // Items of one token can be exchanged where they stand.
    let single = items.iter().all(|item| tokens(item).len() == 1);
    let is_layout = |token: &Token<'_>| {
        [',', '\n', '-', '*', '.', ';', '[', ']', '"', '\'', '(', ')']
            .iter()
            .any(|&mark| token.is_mark(mark))
    };
    if !single {
        return None;
    }
    let lower: Vec<String> = items.iter().map(|item| item.to_lowercase()).collect();
    let mut left = lower.clone();
    let mut places = Vec::new();
    for token in &plain {
        let word = token.text.to_lowercase();
        if let Some(at) = left.iter().position(|item| *item == word) {
            left.swap_remove(at);
            places.push(token);
        } else if !is_layout(token) {
            return None;
        }
    }
    if !left.is_empty() || places.len() != items.len() {
        return None;
    }
    let mut mended = String::with_capacity(text.len());
    let mut end = 0;
    for (place, item) in places.iter().zip(items) {
        mended.push_str(&text[end..place.start]);
        mended.push_str(item);
        end = place.end();
    }
    mended.push_str(&text[end..]);
    Some(mended)
}

fn spelled(text: &str, from: &str, how: &str, response: &str) -> Option<Finding> {
    // "d-e-s-s-e-r-t-s" and "d e s s e r t s" are as good.
    let letters: String = response
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    let wanted = text.to_lowercase().replace(' ', "");
    (!letters.contains(&wanted)).then(|| {
        Finding::error("ordering.reversed", format!("\"{from}\" is not {how}"))
            .hint("Give only the result.")
            .fact(format!("\"{from}\" {how} is \"{text}\""))
            .grammar(grammar::one_of(&[text.to_owned()]))
    })
}

/// So long may an answer in another language be.
const MOST_FOREIGN: usize = 12;

fn count(value: i128, fact: &str, response: &str) -> Option<Finding> {
    let answer = Answer::read(response)?;
    let words = tokens(answer.text());
    let adverb = |token: &Token<'_>| match token.text.to_ascii_lowercase().as_str() {
        "once" | "single" => Some(1),
        "twice" => Some(2),
        "thrice" => Some(3),
        "no" | "none" | "not" | "never" | "zero" => Some(0),
        _ => None,
    };
    let says = answer.states(Rational::from(value))
        || words.iter().filter_map(adverb).any(|said| said == value);
    let silent = answer.numbers.is_empty() && !words.iter().any(|token| adverb(token).is_some());
    if says
        || answer.unreadable
        || silent && (!answer.english && words.len() < MOST_FOREIGN || words.len() < 2)
    {
        return None;
    }
    Some(
        Finding::error("ordering.count", format!("the count is wrong: {fact}"))
            .hint("Count again.")
            .fact(fact)
            .grammar(grammar::sentence_with_number(&[value.to_string()])),
    )
}

/// Whether some that do not belong there are named: not all of them, which would repeat the
/// list.
fn strange(items: &[String], others: &[String], told: &str, response: &str) -> Option<Finding> {
    let (said, expected) = mentioned(others, response);
    let mut named = said;
    named.sort_unstable();
    named.dedup();
    let mut all = expected;
    all.sort_unstable();
    all.dedup();
    let tells = tokens(response)
        .iter()
        .any(|token| token.is_any(&["not", "without", "except", "isn't", "aren't", "only", "but"]));
    (!named.is_empty() && named.len() < all.len() && !tells).then(|| one_of_all(items, told))
}

fn one_of_all(items: &[String], told: &str) -> Finding {
    let joined = items.join(", ");
    Finding::error(
        "ordering.unique",
        "the list has other items than those asked for",
    )
    .hint("Give only the result.")
    .fact(format!("{told}: {joined}"))
    .grammar(grammar::one_of(&[joined]))
}

fn unique(items: &[String], listed: usize, told: &str, response: &str) -> Option<Finding> {
    let (said, expected) = mentioned(items, response);
    let mut sorted = expected.clone();
    sorted.sort_unstable();
    let somewhere = said.windows(sorted.len().max(1)).any(|window| {
        let mut window = window.to_vec();
        window.sort_unstable();
        window == sorted
    });
    // What is more than the result repeats the list, or tells what was removed.
    let tells = tokens(response).iter().any(|token| {
        token.is_any(&[
            "removed",
            "removing",
            "duplicate",
            "duplicates",
            "repeated",
            "original",
            "twice",
            "appears",
        ])
    });
    let alone = said.len() == expected.len() || said.len() >= expected.len() + listed || tells;
    if somewhere && alone || expected.len() != items.len() {
        return None;
    }
    Some(one_of_all(items, told))
}

/// Words that tell which one without naming it, or that it is not told.
const PLACES: &[&str] = &[
    "first", "second", "third", "fourth", "fifth", "last", "one", "two", "three", "four", "cannot",
    "can't", "not", "sorry", "none", "depends",
];

fn pick(right: &str, others: &[String], fact: &str, response: &str) -> Option<Finding> {
    let mut all = vec![right.to_owned()];
    all.extend(others.iter().cloned());
    if is_shortened(&all, response) {
        return None;
    }
    let (said, _) = mentioned(&all, response);
    let folded_text = tidy(response);
    let plain = tokens(&folded_text);
    let folded = fold(&folded_text, &plain);
    let numbers = folded.iter().any(|token| token.number().is_some());
    let is_number = crate::task::number(right).is_some();
    let in_words = is_number
        && Answer::read(response)
            .is_some_and(|answer| crate::task::number(right).is_some_and(|n| answer.states(n)));
    // A word that is none of those that there are, or a sentence without any.
    let single = tokens(right).len() == 1;
    let evades =
        // What somebody answers with a number, they read as a question for one.
        single && !is_number && !numbers && said.is_empty() && !plain.iter().any(|token| token.is_any(PLACES));
    let wrong =
        !said.contains(&0) && !in_words && (!said.is_empty() || evades || is_number && numbers);
    wrong.then(|| {
        Finding::error(
            "ordering.extreme",
            format!("the answer names another one: {fact}"),
        )
        .hint("Compare them again.")
        .fact(fact)
        .grammar(grammar::sentence_with_text(&[right.to_owned()]))
    })
}
