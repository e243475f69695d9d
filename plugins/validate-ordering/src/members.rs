//! Words of a text and items of a list, counted.

use crate::counted::{Question, count, either};
use crate::tally::{self, distinct};
use crate::task::Task;

/// Titles may be of books and films, which have more words.
pub(crate) fn is_title(text: &str) -> bool {
    let long: Vec<&str> = text
        .split_whitespace()
        .filter(|word| word.len() > 3)
        .collect();
    text.starts_with(char::is_uppercase)
        && !text.ends_with(['.', '!', '?'])
        && !long.is_empty()
        && long.iter().all(|word| word.starts_with(char::is_uppercase))
}

pub(crate) fn words_of(question: &Question, distinct_only: bool) -> Option<Task> {
    let text = question.text();
    let words = if question.listed || question.read.says("list") && text.contains(',') {
        let items = tally::elements(text)?;
        // The words of a sentence with commas are no items.
        if items.iter().any(|item| item.contains(char::is_whitespace)) {
            return None;
        }
        items
    } else {
        tally::words(text)?
    };
    if is_title(text) && !question.called || words.len() < 2 {
        return None;
    }
    let value = if distinct_only {
        distinct(words.iter().map(|word| word.to_lowercase()))
    } else {
        words.len()
    };
    Some(count(value, format!("The text has {value} words")))
}

pub(crate) fn items_of(question: &Question, distinct_only: bool) -> Option<Task> {
    let text = question.text();
    if question.conditional || question.reckons {
        return None;
    }
    let items = if distinct_only {
        tally::elements_or_words(text)?
    } else {
        tally::elements(text)?
    };
    // "Eggs, milk, 2 apples", "Tom, Kim and two others", "Ann and their parents"
    let numbers = items
        .iter()
        .filter(|item| begins_with_a_number(item))
        .count();
    let open = numbers > 0 && numbers < items.len();
    if open || items.iter().any(|item| is_owned(item)) {
        return None;
    }
    let all = items.len();
    let different = distinct(items.iter().map(|item| item.to_lowercase()));
    // Without "different" both may be meant where some are there twice.
    let value = if distinct_only { different } else { all };
    let also = if question.read.says_any(&["list", "numbers"]) || distinct_only {
        value
    } else {
        different
    };
    Some(either(value, also, format!("The list has {value} of them")))
}

fn begins_with_a_number(item: &str) -> bool {
    let tokens = reading::tokens(item);
    reading::fold(item, &tokens)
        .first()
        .is_some_and(|first| first.number().is_some())
}

/// "their parents": how many these are is open.
fn is_owned(item: &str) -> bool {
    reading::tokens(item)
        .first()
        .is_some_and(|first| first.is_any(&["their", "his", "her", "our", "others", "other"]))
}

/// `Given: pear fig pear. How many different fruits are there?`
pub(crate) fn distinct_only_of_repeated(question: &Question) -> bool {
    let Some(words) = tally::elements_or_words(question.text()) else {
        return false;
    };
    let plain = words
        .iter()
        .all(|word| word.chars().all(|c| c.is_ascii_lowercase()));
    question.read.says("distinct")
        && plain
        && distinct(words.iter()) < words.len()
        && words.len() > 2
}
