//! Words spelled backwards, and sentences word by word.

use reading::skeleton::{Lexicon, NOTHING, SMALL, skeleton};
use reading::{Asked, Token};

use crate::payload::{self, Marks};
use crate::slots;
use crate::task::Task;
use crate::twists;

static WORDS: Lexicon = Lexicon::new(&[
    (
        "reverse",
        "reverse|reversed|backwards|backward|back to front|reverse order|in reverse|from right to left|from back to front|reversing|flip|flipped|from end to start|from last to first|\
from the last letter to the first|mirrored|mirror image|mirror writing|mirror spelling|right to left|inverted|invert|from the end to the beginning|from end to beginning|from the end to the start|from its end|from the last letter|last letter first|\
opposite order|in the opposite order|from last letter to first|mirror|the other way round|the other way around|the wrong way round|from behind|from the back|end to beginning|last to first|[ : : - 1 ]|starting from the end|\
from the last to the first|starting with the last letter|starting from the last one|starting with the last one|beginning with the last letter|beginning at the end|starting at the end|starting from the last letter|in the opposite direction|from the end|last word first|starting with the last word|from the last word to the first|inverse order",
    ),
    ("turn", "turn|turned|turning"),
    ("around", "around|round"),
    (
        "words",
        "order of the words|order of words|words|the words|word order|word by word|word sequence|sequence of the words|last word first|starting with the last word|from the last word to the first",
    ),
    (
        "string",
        "string|characters|character|whole string|entire string|character by character",
    ),
    (
        "each",
        "each|every|respectively|individual|individually|both",
    ),
    ("sentence", "sentence|phrase|line|text"),
    (
        NOTHING,
        "spell|spelled|spelt|spelling|write|written|read|reads|letters|letter|order of the letters|order|word|\
name|term|following|with its letters|with the letters|if you|put|type|typed|how|by|when|from|look like|be|get|give|return|print|output|say|out|as|so that|run|runs|its|letter by letter|\
one|result|becomes|become|look|looks|here|below|for|would|now|show|them|they|on|at|in|all|into|make|come|comes|appear|just|only|spelled out|again|order of letters|of letters|direction|must|should|pls|plz|please|answer|with|right|sequence|keep|keeping",
    ),
    (NOTHING, SMALL),
]);
/// Words that ask for something else.
const TWISTS: &str = "\
palindrome|palindromes|meaning|mean|means|opposite|sort|sorted|alphabetical|alphabetically|not|if|\
first|last|second|vowels|consonants|translate|count|how|many|why|code|function|python|javascript|\
program|capital|uppercase|remove|replace|add|except|without|same|list|numbers|half|engineering|\
story|poem|song|psychology|gear|charge|parking|drive|then";

/// `Reverse the word stressed.`
pub(crate) fn understand(text: &str, asked: &Asked<'_>) -> Option<Task> {
    let found = payload::find(
        text,
        asked,
        &Marks {
            asks,
            is_told: |_| true,
            is_open,
        },
    )?;
    let question = twists::without_remarks(&found.question);
    let settings: Vec<Token<'_>> = twists::without_remarks(&found.settings.concat());
    let read = skeleton(&WORDS, &question, |rest| {
        let (slot, used) = slots::slot_at(text, &WORDS, &question, rest).or_else(|| {
            (!rest.first()?.is_word() && WORDS.longest(rest).is_none())
                .then_some((slots::Slot::Letter('-'), 1))
        })?;
        // "Turn the word "pear" around": what follows is no word to turn.
        let known = found.text.is_some() && WORDS.longest(rest).is_some();
        match &slot {
            slots::Slot::Word(_, true) if known => None,
            slots::Slot::Word(_, false) if rest.first()?.is_among(TWISTS) => None,
            _ => Some((slot, used)),
        }
    })?;
    let told = read.says("reverse") || read.says("turn") && read.says("around");
    if !told || read.says("each") || settings.iter().any(|token| token.is_among(TWISTS)) {
        return None;
    }
    let known: Vec<&slots::Slot> = read
        .slots()
        .filter(|slot| !matches!(slot, slots::Slot::Letter('-')))
        .collect();
    let word = match (found.text, &known[..]) {
        (Some(text), others) => {
            let plain = others
                .iter()
                .all(|slot| matches!(slot, slots::Slot::Word(_, false)));
            if !plain || others.len() > 5 {
                return None;
            }
            text.to_owned()
        }
        (None, [slots::Slot::Word(word, _) | slots::Slot::Number(word)]) => word.clone(),
        (None, several) => {
            let mut called = several.iter().filter_map(|slot| match slot {
                slots::Slot::Word(word, true) => Some(word),
                _ => None,
            });
            let (word, None) = (called.next()?, called.next()) else {
                return None;
            };
            word.clone()
        }
    };
    let word = word.trim_matches(['"', '\'', '.']);
    // "Reverse the order of the words in …"
    if read.says("words") {
        return by_words(word);
    }
    let plain = word.chars().all(|c| {
        c.is_ascii_alphanumeric() || c == ' ' && read.says("string") && !read.says("sentence")
    });
    (plain && (2..=60).contains(&word.len())).then(|| Task::Spelled {
        text: word.chars().rev().collect(),
        from: word.to_owned(),
        how: "reversed",
    })
}

fn by_words(text: &str) -> Option<Task> {
    let text = text.trim_end_matches(['.', '!', '?']);
    let items: Vec<String> = text.split_whitespace().rev().map(str::to_owned).collect();
    let plain = text.len() <= 400
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || " '".contains(c));
    (plain && items.len() > 1).then_some(Task::Sequence {
        items,
        reversed: true,
    })
}

fn asks(tokens: &[Token<'_>]) -> bool {
    let says = |what: &str| {
        (0..tokens.len()).any(|at| {
            WORDS
                .longest(&tokens[at..])
                .is_some_and(|(says, _)| says == what)
        })
    };
    says("reverse") || says("turn") && says("around")
}

fn is_open(tokens: &[Token<'_>]) -> bool {
    tokens
        .iter()
        .enumerate()
        .all(|(at, token)| !token.is_word() || WORDS.longest(&tokens[at..]).is_some())
}
