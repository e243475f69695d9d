//! Labels: `Passage: …`, `Question: …`, `Recipe: …`.

use crate::task::{INSTRUCTS, PASSAGE, list, speaks_of_itself, starts};
use crate::units::Unit;

/// What names a question.
const QUESTION: &str = "question q query task ask";
/// What names an answer.
const ANSWER: &str = "answer a response reply solution";

/// What a unit is called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Role {
    #[default]
    Plain,
    Question,
    Answer,
    Label,
}

/// What the labels of a request say.
#[derive(Default)]
pub(crate) struct Labels {
    pub(crate) passage: bool,
    pub(crate) question: bool,
    /// Whether the first sentence has a label of another kind.
    pub(crate) heading: bool,
}

impl Labels {
    /// Takes a label that speaks of the request itself off a unit, and gives it if it is a
    /// sentence.
    pub(crate) fn strip<'t>(&mut self, unit: &mut Unit<'t>) -> Option<&'t str> {
        let text = unit
            .text
            .trim_start_matches(|c: char| !c.is_alphanumeric() && c != '"');
        let Some((label, rest)) = text.split_once(':') else {
            if list(ANSWER).any(|word| text.eq_ignore_ascii_case(word)) {
                unit.role = Role::Answer;
            }
            return None;
        };
        let words: Vec<&str> = label.split(' ').filter(|word| !word.is_empty()).collect();
        if words.is_empty() || words.len() > 16 {
            return None;
        }
        let last = words[words.len() - 1];
        let is = |names: &str| list(names).any(|name| name.eq_ignore_ascii_case(last));
        let alone = words.len() <= 3;
        if is(QUESTION) && alone {
            unit.role = Role::Question;
        } else if is(ANSWER) && alone && rest.trim().is_empty() {
            unit.role = Role::Answer;
        } else if is(PASSAGE)
            || words.len() > 1 && speaks_of_itself(label) && starts(label, INSTRUCTS)
        {
            self.passage = true;
        } else {
            // "Recipe: …", but "Problem: …" may be one to reckon with.
            let heads = words.len() <= 5
                && !rest.trim().is_empty()
                && words[0].starts_with(char::is_uppercase);
            self.heading |= heads
                && !unit.quoted
                && ![
                    "problem", "task", "exercise", "puzzle", "riddle", "math", "maths", "note",
                ]
                .iter()
                .any(|name| last.eq_ignore_ascii_case(name));
            return None;
        }
        self.question |= unit.role == Role::Question;
        unit.text = rest.trim();
        (words.len() > 3).then_some(label)
    }
}
