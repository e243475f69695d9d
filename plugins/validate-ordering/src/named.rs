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
    let Some(at) = question.windows(2).position(|pair| {
        pair[0].is("how") && pair[1].is("many") || pair[0].is("number") && pair[1].is("of")
    }) else {
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
    let verb = |words: &[&str]| {
        question
            .windows(words.len())
            .any(|window| window.iter().zip(words).all(|(token, word)| token.is(word)))
    };
    // Whoever names them asks for all.
    let all = [
        &["do", "i", "have"][..],
        &["did", "i"],
        &["do", "i", "name"],
        &["have", "i"],
        &["is", "that"],
        &["are", "that"],
        &["can", "i"],
        &["took", "part"],
        &["are", "coming"],
        &["do", "we", "have"],
        &["did", "we"],
    ]
    .iter()
    .any(|words| verb(words));
    let lines = payload.text.is_some_and(|text| text.contains('\n'));
    let named = all
        || lines
        || question
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

/// `The town is called Wolverhampton.`, `The sign says BOOKSTORE.`
fn named_in(settings: &[Vec<Token<'_>>], refers: bool) -> Option<String> {
    let ends_named = |setting: &[Token<'_>]| {
        let names = setting
            .iter()
            .rev()
            .take_while(|token| token.is_word() && token.text.starts_with(char::is_uppercase))
            .count()
            .clamp(1, 4);
        let begin = setting.len().checked_sub(names)?;
        let (front, name) = setting.split_at(begin);
        let calls = match front {
            [.., noun, is] if is.is_any(&["is", ":", "="]) => {
                noun.is_any(&["word", "name", "string", "password"])
            }
            [.., verb] => {
                refers && verb.is_any(&["called", "named", "says", "reads", "spells", "word"])
            }
            [] => false,
        };
        let words: Vec<&str> = name.iter().map(|token| token.text).collect();
        (calls && name.iter().all(Token::is_word)).then(|| words.join(" "))
    };
    if let Some(name) = settings.iter().find_map(|setting| ends_named(setting)) {
        return Some(name);
    }
    let mut shouted = settings
        .iter()
        .flatten()
        .filter(|token| token.text.len() > 3 && token.text.chars().all(|c| c.is_ascii_uppercase()));
    let only = shouted
        .next()
        .filter(|_| refers && shouted.next().is_none())?;
    Some(only.text.to_owned())
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
    let refers = payload.question.iter().any(|token| {
        token.is_any(&[
            "it", "its", "name", "word", "this", "that", "sign", "them", "whole",
        ])
    });
    let named = named_in(&payload.settings, refers);
    let in_setting = || {
        payload.settings.iter().flatten().find_map(|token| {
            let digits = token.text.starts_with(|c: char| c.is_ascii_digit());
            (token.number().is_some() && digits && token.text.len() > 2)
                .then(|| token.text.to_owned())
        })
    };
    let digit = question.read.slots().any(|slot| match slot {
        Slot::Digit(_) => true,
        // "How many times is 7 used in 7177?"
        Slot::Number(digits) => question.read.says("times?") && digits.len() == 1,
        _ => false,
    });
    let long = payload
        .question
        .windows(2)
        .any(|pair| pair[0].is_any(&["letters", "characters"]) && pair[1].is("long"));
    let lettered = question
        .read
        .slots()
        .any(|slot| matches!(slot, Slot::Letter(_)));
    // "the sign": what is spoken of, and not what is written on it.
    let is_thing = |word: &str| {
        payload.question.windows(2).any(|pair| {
            pair[0].is_any(&[
                "the", "a", "an", "this", "that", "my", "our", "your", "his", "her",
            ]) && pair[1].is(word)
                && word.starts_with(char::is_lowercase)
        })
    };
    let word = match (&called[..], &uncalled[..]) {
        ([word], _) => word.clone(),
        ([], others) if named.is_some() && others.iter().all(|other| is_thing(other)) => named?,
        ([], _) if digit => number().or_else(in_setting)?,
        ([], _) if named.is_some() => named?,
        ([], _) if question.read.says_any(&["digits", "zeros"]) => number().or_else(in_setting)?,
        ([], [word]) => {
            let plain = word.chars().all(|c| c.is_ascii_lowercase()) && word.len() > 2;
            let shouted = word.chars().all(|c| c.is_ascii_uppercase()) && word.len() > 3;
            // Where a letter is looked for, "Mississauga" is no town.
            let name = (lettered || long)
                && word.len() > 2
                && word.chars().all(|c| c.is_ascii_alphabetic() || c == ' ');
            if !(plain || shouted || name) || is_thing(word) || OTHERS.contains(&word.as_str()) {
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
