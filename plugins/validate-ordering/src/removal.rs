//! Letters that are left when some are taken out.

use crate::counted::{Question, Slot, either};
use crate::task::Task;

/// `If you cross out every vowel in lemonade, how many letters are left over?`
pub(crate) fn left(question: &Question) -> Option<Task> {
    let read = &question.read;
    let known = [
        "letters",
        "vowels",
        "consonants",
        "removed",
        "left",
        "items",
    ];
    let text = question.text();
    let plain = text.chars().all(|c| c.is_ascii_alphabetic());
    if !plain || !(2..=60).contains(&text.len()) || !question.said_only(&known) {
        return None;
    }
    let lower = text.to_ascii_lowercase();
    let without = |removed: &dyn Fn(char) -> bool| lower.chars().filter(|&c| !removed(c)).count();
    let vowel = |c: char| "aeiou".contains(c);
    let (value, also, what) = match (
        &question.arguments()[..],
        read.says("vowels"),
        read.says("consonants"),
    ) {
        ([], true, false) => (
            without(&vowel),
            without(&|c| vowel(c) || c == 'y'),
            "the vowels".to_owned(),
        ),
        ([], false, true) => (
            without(&|c| !vowel(c)),
            without(&|c| !vowel(c) && c != 'y'),
            "the consonants".to_owned(),
        ),
        ([Slot::Letter(letter)], false, false) => {
            let value = without(&|c| c == *letter);
            (value, value, format!("the letter {letter}"))
        }
        _ => return None,
    };
    let also = if question.defined { value } else { also };
    (value > 0).then(|| {
        either(
            value,
            also,
            format!("Without {what}, the word \"{text}\" has {value} letters"),
        )
    })
}
