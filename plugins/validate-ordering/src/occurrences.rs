//! How often a word or a number is there.

use reading::Rational;

use crate::counted::{Question, Slot, count};
use crate::tally::{self, distinct};
use crate::task::Task;

/// `How many votes went to blue?`, where blue is in the list.
pub(crate) fn occurrences_of_known(question: &Question) -> Option<Task> {
    let items = tally::elements_or_words(question.text())?;
    let all = distinct(items.iter().map(|item| item.to_lowercase()));
    if items.len() < 3 || all == items.len() {
        return None;
    }
    let mut named = question.read.slots().filter_map(|slot| match slot {
        Slot::Other(word, _) => items
            .iter()
            .any(|item| {
                let singular = word.strip_suffix('s').unwrap_or(word);
                item.eq_ignore_ascii_case(word)
                    || item.eq_ignore_ascii_case(singular) && singular.len() > 2
            })
            .then_some(word.as_str()),
        _ => None,
    });
    let (one, None) = (named.next()?, named.next()) else {
        return None;
    };
    let singular = one
        .strip_suffix('s')
        .filter(|_| !items.iter().any(|item| item.eq_ignore_ascii_case(one)));
    occurrences(question, singular.unwrap_or(one))
}

/// `How often does "the" occur in this sentence?`, or in a list
pub(crate) fn occurrences(question: &Question, one: &str) -> Option<Task> {
    if !question.said_only(&["items", "numbers"]) {
        return None;
    }
    let text = question.text();
    let wanted = one.trim().to_lowercase();
    let plain = !wanted.is_empty() && wanted.chars().all(|c| c.is_alphanumeric() || c == '\'');
    let listed = question.listed
        || text.contains([',', ';', '\n'])
            && (question.read.says("list") || tally::elements(text).is_some());
    let value = match tally::numbers(text) {
        Some(numbers) => {
            let wanted = Rational::parse(&wanted)?;
            numbers.iter().filter(|number| **number == wanted).count()
        }
        None if listed => {
            let items = tally::elements(text)?;
            // In a sentence with commas it may stand within.
            let within = items.iter().any(|item| {
                item.contains(' ')
                    && item
                        .to_lowercase()
                        .split_whitespace()
                        .any(|word| word == wanted)
            });
            let value = items
                .iter()
                .filter(|item| item.to_lowercase() == wanted)
                .count();
            if within {
                let words = tally::words(text)?;
                words
                    .iter()
                    .filter(|word| word.to_lowercase() == wanted)
                    .count()
            } else {
                value
            }
        }
        None => {
            let all = reading::tokens(text);
            all.iter().filter(|token| token.is(&wanted)).count()
        }
    };
    (plain && value > 0).then(|| count(value, format!("\"{one}\" is there {value} times")))
}
