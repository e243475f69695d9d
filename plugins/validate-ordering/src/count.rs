//! Counting letters, words, digits, items, and how often something is there.

use reading::skeleton::{Part, Skeleton, skeleton};
use reading::{Asked, Token};

use crate::asks::{BRIEF, INTENTS, asks, choice_at, is_brief, is_open, is_told, unit_in};
use crate::count_words::{TWISTS, WORDS};
use crate::counted::{Question, Slot, value_of};
use crate::named::{known_list, labels, plain_word};
use crate::payload::{self, Marks};
use crate::policy::without_policies;
use crate::remarks::{settings, without_remarks};
use crate::slots;
use crate::task::Task;

/// Nobody says more about the text than in so many words that are not known.
const MOST_OTHERS: usize = 7;

/// What a counting request asks.
pub(crate) fn understand(text: &str, asked: &Asked<'_>) -> Option<Task> {
    let payload = payload::find(
        text,
        asked,
        &Marks {
            asks,
            is_told,
            is_open,
        },
    )?;
    let mut policies = Vec::new();
    let defined = settings(&payload.settings, &mut policies)?;
    let asking = without_remarks(&payload.question, &mut policies)?;
    let (asking, others) = without_policies(&asking, asks);
    policies.extend(others);
    // "2, 3 or 4 letters" asks as well.
    let brief = is_brief(&asking)
        || (0..asking.len()).any(|at| choice_at(&asking[at..]).is_some_and(|used| used > 2));
    let mut read = skeleton(&WORDS, &asking, |rest| slot_at(text, &asking, rest))?;
    // "Which of these are trees?" asks for some of them.
    if asking.windows(3).any(|three| {
        three[0].is_any(&["which", "what"])
            && three[1].is("of")
            && three[2].is_any(&["these", "those", "them", "the"])
    }) {
        return None;
    }
    // "How many of these are fruits?" asks for some of them, and what a fruit is.
    let selects = read.parts.windows(2).enumerate().any(|(at, pair)| {
        matches!(
            pair,
            [
                Part::Says("many?"),
                Part::Says("them" | "items" | "words" | "list" | "sentences")
            ]
        ) && matches!(read.parts.get(at + 2), Some(Part::Slot(Slot::Other(..))))
            && asking
                .windows(2)
                .any(|pair| pair[0].is("of") && pair[1].is_any(&["these", "those", "them", "the"]))
            && asking
                .iter()
                .any(|token| token.is_any(&["are", "is", "were"]))
            && !read.says("times?")
    });
    if selects {
        return None;
    }
    // "len("cat" * 2)"
    let computes = payload
        .question
        .windows(2)
        .any(|pair| (pair[0].is_mark('*') || pair[0].is_mark('+')) && pair[1].number().is_some());
    // "How many letters did he write?"
    let others = asking.iter().enumerate().any(|(at, token)| {
        token.is_any(&["he", "she", "they", "his", "her", "their"])
            && !asking.get(at + 1).is_some_and(|next| next.is("name"))
    });
    if computes
        || is_of_code(&payload.question)
        || is_of_kinds(&asking)
        || others && !(read.says("times?") && payload.text.is_some())
    {
        return None;
    }
    if read.says("letters-total?") {
        read.parts
            .retain(|part| !matches!(part, Part::Says("letters-total?")));
        read.parts
            .extend(["many?", "letters", "together"].map(Part::Says));
    }
    read.parts.extend(policies.into_iter().map(Part::Says));
    // "They say that "piano" has 6 letters. How many are there really?"
    if unitless(&read)
        && let Some(unit) = payload.settings.iter().find_map(|setting| unit_in(setting))
    {
        read.parts.push(Part::Says(unit));
    }
    let mut question = Question {
        text: payload.text.map(str::to_owned),
        closed: payload.closed.to_owned(),
        listed: payload.listed || labels(&payload, &asking),
        called: payload.called.is_some(),
        conditional: !asking
            .iter()
            .any(|token| token.is_any(&["how", "many", "number", "count", "length"]))
            || asking
                .iter()
                .any(|token| token.is_any(&["if", "need", "buy"])),
        defined,
        reckons: payload.settings.iter().any(|setting| reckons(setting)),
        read,
    };
    if question.text.is_none() {
        question.text = match known_list(&question) {
            Some(list) => Some(list.to_owned()),
            None => Some(plain_word(&mut question, &payload)?),
        };
    }
    let others = question
        .read
        .slots()
        .filter(|slot| matches!(slot, Slot::Other(..)))
        .count();
    // "How many letters did he write?"
    let acts = asking.iter().any(|token| token.is("did"))
        && !question.read.says("times?")
        && (payload.text.is_none() || question.read.says_any(&["letters", "characters"]));
    if acts || others > MOST_OTHERS || !question.read.says_any(INTENTS) && !brief {
        return None;
    }
    value_of(&question)
}

/// `len([1, [2, 3], 4])`: what is measured is written in code, and no word of the question.
fn is_of_code(question: &[Token<'_>]) -> bool {
    question.windows(3).any(|three| {
        let opens = ['(', '['].iter().any(|&mark| three[1].is_mark(mark)) && three[1].glued;
        let quoted = ['"', '\'', '`', ')']
            .iter()
            .any(|&mark| three[2].is_mark(mark));
        three[0].is_any(&[
            "len", "length", "size", "count", "sizeof", "strlen", "sum", "set", "list",
        ]) && opens
            && !quoted
    })
}

/// `How many of these sentences are questions?`: some of them, by what they are like.
fn is_of_kinds(asking: &[Token<'_>]) -> bool {
    let counts = |at: usize| {
        at > 0
            && asking[at].is_any(&["sentences", "lines", "sentence", "statements"])
            && asking[..at]
                .iter()
                .any(|token| token.is_any(&["many", "number", "count", "which"]))
    };
    let kinds = [
        "question",
        "questions",
        "exclamation",
        "exclamations",
        "statement",
        "statements",
        "command",
        "commands",
        "request",
        "requests",
        "order",
        "orders",
        "interrogative",
        "declarative",
        "imperative",
        "imperatives",
        "exclamatory",
        "ask",
        "asking",
        "end",
        "ends",
        "true",
        "false",
        "polite",
        "negative",
        "tense",
    ];
    (0..asking.len())
        .any(|at| counts(at) && asking[at + 1..].iter().any(|token| token.is_any(&kinds)))
}

/// "Ann, Ben and Cy each bring two friends."
fn reckons(setting: &[Token<'_>]) -> bool {
    // "one thing per line"
    if setting
        .windows(2)
        .any(|pair| pair[0].is_any(&["per", "each", "every"]) && pair[1].is_any(&["line", "row"]))
    {
        return false;
    }
    setting.iter().any(|token| {
        token.is_any(&[
            "each", "every", "both", "per", "apiece", "twice", "another", "more",
        ]) || token.number().is_some() && !token.is("one")
    })
}

fn unitless(read: &Skeleton<Slot>) -> bool {
    !read.says_any(BRIEF)
        && !read
            .slots()
            .any(|slot| matches!(slot, Slot::Letter(_) | Slot::Other(..) | Slot::Text(_)))
        && !read.says_any(&["items", "list", "numbers", "even", "odd"])
}

/// `sevens`
fn digit_named(word: &Token<'_>) -> Option<usize> {
    const NAMES: [&str; 10] = [
        "noughts", "ones", "twos", "threes", "fours", "fives", "sixes", "sevens", "eights", "nines",
    ];
    NAMES.iter().position(|name| word.is(name))
}

/// A slot of the question: a quoted text, a letter, a number, or an unknown word that
/// changes nothing.
fn slot_at(text: &str, all: &[Token<'_>], rest: &[Token<'_>]) -> Option<(Slot, usize)> {
    // "the list below", but "below 10"
    if rest.first()?.is_any(&["below", "above", "over", "under"])
        && rest.get(1).is_none_or(|next| next.number().is_none())
    {
        return Some((Slot::Mark, 1));
    }
    let place = all.len() - rest.len();
    let which = place > 0 && all[place - 1].is_any(&["this", "that"]);
    if rest.first()?.is("one") && which {
        return Some((Slot::Mark, 1));
    }
    if let Some(used) = choice_at(rest) {
        return Some((Slot::Mark, used));
    }
    if let Some((found, used)) = slots::slot_at(text, &WORDS, all, rest) {
        let slot = match found {
            slots::Slot::Text(text) => Slot::Text(text),
            slots::Slot::Letter(letter) => Slot::Letter(letter),
            slots::Slot::Number(number) => {
                // "7s"
                let plural = rest.get(1).is_some_and(|next| next.glued && next.is("s"));
                let slot = if plural && number.len() == 1 {
                    Slot::Digit(number)
                } else {
                    Slot::Number(number)
                };
                return Some((slot, used + usize::from(plural)));
            }
            slots::Slot::Word(word, called) => {
                let first = rest.first()?;
                if let Some(digit) = digit_named(first) {
                    return Some((Slot::Digit(digit.to_string()), used));
                }
                if !called && first.is_among(TWISTS) {
                    return None;
                }
                // "Kookaburra Hollow"
                let more = rest[1..]
                    .iter()
                    .take(3)
                    .take_while(|next| {
                        next.is_word()
                            && next.text.starts_with(char::is_uppercase)
                            && first.text.starts_with(char::is_uppercase)
                    })
                    .count();
                if more > 0 {
                    let whole = text.get(first.start..rest[more].end())?;
                    return Some((Slot::Other(whole.to_owned(), called), 1 + more));
                }
                Slot::Other(word, called)
            }
        };
        return Some((slot, used));
    }
    // "7s"
    // "begin with A", "contain an e"
    let first = rest.first()?;
    let place = all.len() - rest.len();
    let led = place > 0 && all[place - 1].is_any(&["with", "in", "letter", "an", "a", "of"]);
    let last = rest.get(1).is_none_or(|next| !next.is_word());
    // "How many a in banana?"
    let counted = place > 0
        && all[place - 1].is("many")
        && rest.get(1).is_some_and(|next| {
            next.is_any(&["in", "are", "is", "does", "do", "can", "has", "occur"])
        });
    let (led, last) = (led || counted, last || counted);
    if led && last && (first.text == "A" || first.text == "I" || first.text == "a") {
        return Some((
            Slot::Letter(first.text.to_ascii_lowercase().chars().next()?),
            1,
        ));
    }
    if WORDS.longest(rest).is_some() {
        return None;
    }
    // Marks that say nothing here.
    ("-–—/*.!?<>[]=~|+()".chars().any(|mark| first.is_mark(mark))).then_some((Slot::Mark, 1))
}
