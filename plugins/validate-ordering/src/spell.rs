//! Words spelled backwards.

use reading::Asked;
use reading::skeleton::{Lexicon, NOTHING, SMALL, skeleton};

use crate::slots::{Slot, slot_at, split};
use crate::task::Task;

const WORDS: Lexicon = Lexicon {
    phrases: &[
        (
            "reverse",
            "reverse|reversed|backwards|backward|back to front|reverse order|in reverse|from right to left|from back to front|reversing|flip|flipped|from end to start|from last to first|from the last letter to the first|mirrored|right to left|inverted|invert",
        ),
        (
            "words",
            "order of the words|order of words|words|the words|word order|word by word",
        ),
        (
            NOTHING,
            "spell|spelled|spelt|spelling|write|written|read|reads|letters|letter|characters|order of the letters|order|word|\
string|text|name|term|following|with its letters|with the letters|if you|turn|around|put|type|typed|how|by|when|from|look like|be|get|give|return|print|output|say|out|as|each",
        ),
        (NOTHING, SMALL),
    ],
};

/// `Reverse the word stressed.`
pub(crate) fn understand(text: &str, asked: &Asked<'_>) -> Option<Task> {
    let (question, behind) = split(text, asked)?;
    let read = skeleton(&WORDS, &question, |rest| {
        slot_at(text, &WORDS, &question, rest)
    })?;
    let mut slots: Vec<Slot> = read.slots().cloned().collect();
    slots.extend(behind.map(Slot::Text));
    let [slot] = &slots[..] else { return None };
    let word = match slot {
        Slot::Text(word) | Slot::Word(word, _) | Slot::Number(word) => {
            word.trim_matches(['"', '\'', '.'])
        }
        Slot::Letter(_) => return None,
    };
    if !read.says("reverse") || word.len() < 2 || word.len() > 60 {
        return None;
    }
    // "Reverse the order of the words in …"
    if read.says("words") {
        let items: Vec<String> = word.split_whitespace().rev().map(str::to_owned).collect();
        let plain = word.chars().all(|c| c.is_ascii_alphanumeric() || c == ' ');
        return (plain && items.len() > 1).then_some(Task::Sequence {
            items,
            reversed: true,
        });
    }
    word.chars()
        .all(|c| c.is_ascii_alphanumeric())
        .then(|| Task::Spelled {
            text: word.chars().rev().collect(),
            from: word.to_owned(),
        })
}
