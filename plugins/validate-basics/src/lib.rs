//! Finds responses that are no answers, whatever the question.
//!
//! | code | severity | when |
//! |---|---|---|
//! | `basics.empty` | error | nothing but white space |
//! | `basics.placeholder` | error | a blank instead of content: `[TODO]`, `<your answer>`, a lone `...` |
//! | `basics.prompt-echo` | error | the prompt again |
//! | `basics.repetition` | error | the same words in a loop |
//! | `basics.cut-off` | warning | stopped from outside in the middle of something |
//!
//! A loop that the response ends in, and half a sentence at its end, are cut off: what
//! stands before may be right, and a retry may lose it.
//!
//! A false alarm costs a retry of a good answer, so each rule rather misses than
//! accuses: see `judging` for what counts as sound. There is no fact to give: these
//! rules know what an answer is not.
//!
//! Config: `off` (a list of rules, such as `["cut-off"]`), `repeat_times` (4),
//! `repeat_words` (24).

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

use judging::{
    Limits, asks_to_repeat, is_echo, placeholder, repetition, was_interrupted, whole_sentences,
};
use omni_skill::{Attempt, Error, Finding, Grammar, config};

omni_skill::validator!(validate);

type Rule = fn(&Attempt, Limits) -> Option<Finding>;

/// An empty response is that alone.
const RULES: [(&str, Rule); 5] = [
    ("empty", empty),
    ("placeholder", holds_placeholder),
    ("prompt-echo", prompt_echo),
    ("repetition", loops),
    ("cut-off", cut_off),
];

fn validate(attempt: &Attempt) -> Result<Vec<Finding>, Error> {
    let off: Vec<String> = config::get("off")?.unwrap_or_default();
    if let Some(unknown) = off
        .iter()
        .find(|off| RULES.iter().all(|(name, _)| name != off))
    {
        let message = format!("config key `off`: there is no rule \"{unknown}\"");
        return Err(Error::InvalidInput(message));
    }
    let default = Limits::default();
    let limits = Limits {
        times: config::get("repeat_times")?.unwrap_or(default.times),
        words: config::get("repeat_words")?.unwrap_or(default.words),
    };
    Ok(RULES
        .iter()
        .filter(|(name, _)| !off.iter().any(|off| off == name))
        .filter_map(|(_, rule)| rule(attempt, limits))
        .collect())
}

fn empty(attempt: &Attempt, _: Limits) -> Option<Finding> {
    attempt.response.chars().all(is_invisible).then(|| {
        Finding::error("basics.empty", "the response is empty")
            .hint("Give an answer.")
            .grammar(Grammar::Gbnf(r"root ::= [^ \t\r\n] .*".to_owned()))
    })
}

fn is_invisible(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

fn holds_placeholder(attempt: &Attempt, _: Limits) -> Option<Finding> {
    placeholder(&attempt.request.prompt, &attempt.response).map(|_| {
        Finding::error(
            "basics.placeholder",
            "the response has a placeholder where content belongs",
        )
        .hint("Write out the whole answer.")
    })
}

fn prompt_echo(attempt: &Attempt, _: Limits) -> Option<Finding> {
    is_echo(&attempt.request.prompt, &attempt.response).then(|| {
        Finding::error("basics.prompt-echo", "the response is the prompt again")
            .hint("Answer in one short sentence.")
    })
}

fn loops(attempt: &Attempt, limits: Limits) -> Option<Finding> {
    if asks_to_repeat(&attempt.request.prompt) {
        return None;
    }
    let repetition = repetition(&attempt.response, limits)?;
    let message = format!(
        "the response says the same {} times in a row",
        repetition.times
    );
    let finding = Finding::error("basics.repetition", message)
        .hint("Answer in one short sentence, and say nothing twice.");
    Some(match repetition.cut {
        Some(cut) => finding.mend(cut),
        None => finding,
    })
}

fn cut_off(attempt: &Attempt, _: Limits) -> Option<Finding> {
    was_interrupted(attempt).then(|| {
        let finding = Finding::warning(
            "basics.cut-off",
            "the response ends in the middle of something",
        )
        .hint("Keep it short and finish it.");
        // What was said up to there may well be right: it is kept, and not asked for again.
        match whole_sentences(&attempt.response) {
            Some(whole) => finding.mend(whole),
            None => finding,
        }
    })
}

#[cfg(test)]
mod tests;
