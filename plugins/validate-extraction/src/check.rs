//! An answer against a passage.

use omni_skill::Finding;
use reading::{fold, grammar, tokens};

use crate::align::align;
use crate::question::{self, Kind, Question};
use crate::reckoned::{is_countable, is_reckoned};
use crate::said::Said;
use crate::task::Task;
use crate::text::{Span, Text};
use crate::words::key;

/// Longer answers are more than what was asked for.
const LONGEST: usize = 2000;
/// More candidates than these say nothing.
const MOST: usize = 6;
/// Nor do more than these if nothing else tells them apart.
const MANY: usize = 12;

/// The fault of an answer to a question on a passage, if it has one.
pub(crate) fn check(prompt: &str, task: &Task<'_>, response: &str) -> Option<Finding> {
    if response.len() > LONGEST {
        return None;
    }
    let asked = tokens(task.question);
    let question = question::read(&fold(task.question, &asked))?;
    let text = Text::read(&task.passage);
    let aligned = align(&text, &question)?;
    // "Where should Peter go?"
    if !task.called && question.advises {
        return None;
    }
    // Nothing in a story is called so.
    let unnamed = matches!(&question.kind, Kind::Named(noun) if !text.tokens.iter().any(|token| token.is_word() && key(token.text) == *noun));
    if !task.called && unnamed && aligned.best.len() > 1 {
        return None;
    }
    if is_reckoned(task, &text, &question, &aligned) {
        return None;
    }
    if !is_countable(&text, &question, &aligned) {
        return None;
    }
    let said = Said::read(response)?;
    if said.declines() || said.is_foreign(&text, &question) {
        return None;
    }
    if aligned.best.len() <= MOST && aligned.sure && !said.names_one_of(&text, &question, &aligned)
    {
        let only = aligned.best.len() == 1;
        let speaks = said.speaks(&text, &question, &aligned.all)
            || only && said.says_only_what_is_asked(&question)
            || only && said.is_short_and_foreign(&question);
        return speaks.then(|| finding(&text, &question, &aligned.best, &aligned.all, &said));
    }
    if said.is_long() && wants_one_word(prompt) && aligned.sure {
        return longer(&text, &question, &aligned.best, &said);
    }
    // Whichever is meant, the answer has none of them.
    let foreign = aligned.all.len() <= MANY
        && task.called
        && said.names_another(&text, &question)
        && !aligned
            .all
            .iter()
            .any(|span| said.names(&text, &question, span));
    foreign.then(|| finding(&text, &question, &aligned.all, &aligned.all, &said))
}

fn finding(
    text: &Text<'_>,
    question: &Question,
    best: &[Span],
    all: &[Span],
    said: &Said,
) -> Finding {
    let foreign = !all.iter().any(|span| said.names(text, question, span));
    let (code, message) = if foreign {
        (
            "extraction.foreign",
            "the answer names nothing that the text gives for this",
        )
    } else {
        (
            "extraction.other",
            "the answer names something else than the text gives for this",
        )
    };
    told(Finding::error(code, message), text, best)
}

/// `in one word`
fn wants_one_word(prompt: &str) -> bool {
    let words = tokens(prompt);
    words.windows(2).any(|pair| {
        pair[0].is_any(&["one", "single", "1"]) && pair[1].is_any(&["word", "word-answer"])
    }) || words.iter().any(|token| token.is("one-word"))
}

/// The word that was asked for, out of a right answer that says more.
fn longer(text: &Text<'_>, question: &Question, best: &[Span], said: &Said) -> Option<Finding> {
    let [only] = best else { return None };
    let word = text.written(only).trim();
    let is_one = !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || c == '-');
    (is_one && said.names(text, question, only)).then(|| {
        let message = "the answer is more than the one word that is asked for";
        told(Finding::warning("extraction.longer", message), text, best).mend(word)
    })
}

/// With what the passage says.
fn told(finding: Finding, text: &Text<'_>, best: &[Span]) -> Finding {
    let mut written: Vec<String> = best
        .iter()
        .map(|span| text.written(span).trim().to_owned())
        .collect();
    written.dedup();
    let finding = finding
        .hint("Answer with words of the text.")
        .grammar(grammar::one_of(&written));
    let source = text.sources[text.sentence[best[0].first]];
    if written.len() == 1 && source.len() <= 240 {
        finding.fact(format!(
            "The text says: {}",
            source.trim_end_matches(['.', '"'])
        ))
    } else {
        finding
    }
}

/// Whether the answer is words of the passage, in a row.
pub(crate) fn span(passage: &str, response: &str) -> Option<Finding> {
    let words = |text: &str| {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect::<Vec<_>>()
            .join(" ")
    };
    let (whole, said) = (format!(" {} ", words(passage)), words(response));
    (said.is_empty() || !whole.contains(&format!(" {said} "))).then(|| {
        Finding::error("extraction.span", "the answer is no part of the passage")
            .hint("Answer with words of the text, exactly as they stand there.")
    })
}
