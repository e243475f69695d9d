//! What a counting question names instead of quoting it.

use reading::Token;
use reading::skeleton::{Part, Skeleton};

use crate::counted::{Question, Slot};
use crate::payload::Payload;

/// `How many months have a name starting with J?`
pub(crate) fn known_list(question: &Question) -> Option<&'static str> {
    let others: Vec<&str> = question
        .read
        .slots()
        .filter_map(|slot| match slot {
            Slot::Other(word, false) => Some(word.as_str()),
            _ => None,
        })
        .collect();
    let filters = question.read.says_any(&["start", "end", "contain"]);
    let said = |word: &str| others.iter().any(|other| other.eq_ignore_ascii_case(word));
    match others.len() {
        1 | 2
            if said("months")
                && filters
                && others.iter().all(|word| ["months", "year"].contains(word)) =>
        {
            Some(
                "January, February, March, April, May, June, July, August, September, October, November, December",
            )
        }
        2 if said("days") && said("week") && filters => {
            Some("Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday")
        }
        _ => None,
    }
}

/// `Skills: … How many skills is that?`: whether what is counted is what the list was
/// called.
pub(crate) fn labels(payload: &Payload<'_>, question: &[Token<'_>]) -> bool {
    let Some(at) = question
        .windows(2)
        .position(|pair| pair[0].is("how") && pair[1].is("many"))
    else {
        return false;
    };
    let listed = payload
        .text
        .and_then(crate::tally::elements)
        .is_some_and(|items| {
            items.len() > 1
                && items.iter().all(|item| {
                    item.split(' ').count() < 4 && !item.contains(|c: char| c.is_ascii_digit())
                })
        });
    let named = question
        .get(at + 2..)
        .unwrap_or_default()
        .iter()
        .take(3)
        .any(|token| {
            token.is_any(&["people", "names", "persons"])
                || token.text.len() > 3
                    && token.text.ends_with('s')
                    && payload
                        .settings
                        .iter()
                        .flatten()
                        .any(|told| told.is(token.text))
        });
    listed && named
}

/// The word that a question is about, where it stands in it without quotes.
pub(crate) fn plain_word(question: &mut Question, payload: &Payload<'_>) -> Option<String> {
    const OTHERS: &[&str] = &[
        "alphabet",
        "words",
        "life",
        "keyboard",
        "dozen",
        "languages",
        "scrabble",
        "it",
        "english",
        "world",
        "universe",
        "year",
        "essay",
        "email",
        "letter",
        "tweet",
        "haiku",
        "sonnet",
        "book",
        "bible",
        "dictionary",
        "constitution",
    ];
    let slots = |called: bool| {
        question
            .read
            .slots()
            .filter_map(move |slot| match slot {
                Slot::Other(word, named) if *named == called => Some(word.clone()),
                _ => None,
            })
            .collect::<Vec<_>>()
    };
    let (called, uncalled) = (slots(true), slots(false));
    let number = || {
        question.read.slots().find_map(|slot| match slot {
            Slot::Number(digits) if digits.len() > 1 => Some(digits.clone()),
            _ => None,
        })
    };
    // "The word is banana."
    let named = payload
        .settings
        .iter()
        .find_map(|setting| match &setting[..] {
            [.., noun, is, word]
                if noun.is_any(&["word", "name", "string"])
                    && is.is_any(&["is", ":", "="])
                    && word.is_word() =>
            {
                Some(word.text.to_owned())
            }
            _ => None,
        });
    let in_setting = || {
        payload.settings.iter().flatten().find_map(|token| {
            (token.number().is_some() && token.text.len() > 2).then(|| token.text.to_owned())
        })
    };
    let word = match (&called[..], &uncalled[..]) {
        ([word], _) => word.clone(),
        ([], _) if named.is_some() => named?,
        ([], _) if question.read.says_any(&["digits", "zeros"]) => number().or_else(in_setting)?,
        ([], [word]) => {
            let plain = word.chars().all(|c| c.is_ascii_lowercase()) && word.len() > 2;
            let shouted = word.chars().all(|c| c.is_ascii_uppercase()) && word.len() > 3;
            if !(plain || shouted) || OTHERS.contains(&word.as_str()) {
                return None;
            }
            word.clone()
        }
        _ => return None,
    };
    let parts = std::mem::take(&mut question.read.parts);
    let mut taken = false;
    question.read = Skeleton {
        parts: parts
            .into_iter()
            .filter(|part| {
                let is = !taken
                    && matches!(part, Part::Slot(Slot::Other(other, _) | Slot::Number(other)) if *other == word);
                taken |= is;
                !is
            })
            .collect(),
    };
    question.called = true;
    Some(word)
}
