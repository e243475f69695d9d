//! The main verb of a question, and what the answer is to it.

use reading::Token;

use crate::lists::{AUXILIARY, PREPOSITIONS, PRONOUNS, SUBJECTS, has};
use crate::question::Role;
use crate::words::{is_function, is_past, key};

/// The main verb of what follows the focus. `preposition` is whether the answer stands
/// behind one.
pub(crate) fn verb(tail: &[&Token<'_>], preposition: bool) -> (Option<String>, Role) {
    let helped = tail.first().is_some_and(|word| has(AUXILIARY, word.text));
    let has_subject = tail
        .get(1)
        .is_some_and(|word| has(SUBJECTS, word.text) || is_capital(word));
    let does = tail
        .first()
        .is_some_and(|word| has("did does do", word.text));
    if helped && (does || has_subject) {
        let be = tail
            .first()
            .is_some_and(|word| has("is are was were has have had", word.text));
        let participle = |word: &&&Token<'_>| {
            is_past(word.text)
                || ["ed", "ing", "en"]
                    .iter()
                    .any(|end| word.text.ends_with(end))
        };
        let run = tail[1..]
            .iter()
            .skip_while(|word| !is_content(word))
            .take_while(|word| is_content(word))
            .count();
        let verb = last_before_small(&tail[1..])
            .filter(|word| !is_capital(word))
            // "Where is the key?" has none.
            .filter(|word| {
                !be || run > 1 && participle(&word) || run > 0 && has(PRONOUNS, tail[1].text)
            })
            .map(|word| key(word.text));
        let role = if preposition { Role::Any } else { Role::Object };
        return (verb, role);
    }
    // "max age of a queen"
    if tail
        .first()
        .is_some_and(|word| has(PREPOSITIONS, word.text))
    {
        return (None, Role::Any);
    }
    if let Some(found) = relative(tail) {
        return found;
    }
    // "how many pillars it rests on", "how much the boy paid"
    if let Some(subject) = tail.first().filter(|word| has(SUBJECTS, word.text)) {
        let skipped = usize::from(!has(PRONOUNS, subject.text));
        let verb = tail
            .iter()
            .filter(|word| is_content(word) && !is_capital(word))
            .nth(skipped);
        return (verb.map(|word| key(word.text)), Role::Any);
    }
    // "How did Ida get to school?"
    let first = tail
        .iter()
        .find(|word| is_content(word) && !is_capital(word));
    let role = if first.is_some() && !preposition {
        Role::Subject
    } else {
        Role::Any
    };
    (first.map(|word| key(word.text)), role)
}

/// `plant` in `the children plant behind the gym`: the last content word before a small one.
fn last_before_small<'s, 't>(words: &[&'s Token<'t>]) -> Option<&'s Token<'t>> {
    subject_and_verb(words).last().copied()
}

/// `the children plant`, `a loaf of bread cost`: the content words before a small one.
pub(crate) fn subject_and_verb<'s, 't>(words: &[&'s Token<'t>]) -> Vec<&'s Token<'t>> {
    let mut run = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let of = word.is("of") || at > 0 && words[at - 1].is("of");
        if is_content(word) {
            run.push(*word);
        } else if !run.is_empty() && is_function(word) && !of {
            break;
        }
    }
    run
}

/// `in which her memoirs were published`, `that Pavel plays`
fn relative(tail: &[&Token<'_>]) -> Option<(Option<String>, Role)> {
    let at = tail
        .iter()
        .take(2)
        .position(|word| has("that which who whom where when", word.text))?;
    let rest = &tail[at + 1..];
    let next = rest.first()?;
    let own = is_capital(next) || has(SUBJECTS, next.text);
    let helped = rest.iter().rposition(|word| has(AUXILIARY, word.text));
    let plain = |word: &&&Token<'_>| is_content(word) && !is_capital(word);
    let verb = match helped {
        Some(helped) => rest[helped + 1..].iter().find(plain),
        // "which her brother bought"
        None if own && is_function(next) => rest
            .iter()
            .filter(plain)
            .nth(usize::from(!has(PRONOUNS, next.text))),
        None => rest.iter().find(plain),
    };
    let role = if own || at > 0 {
        Role::Any
    } else {
        Role::Subject
    };
    Some((verb.map(|word| key(word.text)), role))
}

fn is_content(word: &Token<'_>) -> bool {
    word.is_word() && !is_function(word)
}

fn is_capital(word: &Token<'_>) -> bool {
    word.text.starts_with(char::is_uppercase)
}
