//! An answer against a passage.

use omni_skill::Finding;
use reading::{fold, grammar, tokens};

use crate::align::{Aligned, align};
use crate::certain::{Certain, certain};
use crate::copied::{self, words};
use crate::doubt::is_doubtful;
use crate::form::{Form, form};
use crate::question::{self, Kind, Question};
use crate::reason;
use crate::reckoned::{goes_on, is_countable, is_reckoned};
use crate::said::Said;
use crate::several::{self, mixes_several};
use crate::task::Task;
use crate::text::{Span, Text};
use crate::unsure::{asks_for_a_meaning, corrects, is_unsure};
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
    if corrects(&task.passage) || asks_for_a_meaning(task.question) {
        return None;
    }
    let asked = asked(task.question);
    if asked.to_lowercase().contains("why ") {
        return reason::check(asked, &Text::read(&task.passage), response);
    }
    let question = question::read(&fold(asked, &tokens(asked)))?;
    let text = Text::read(&task.passage);
    if is_unsure(&text, &question) {
        return None;
    }
    // "How big is the choir now?"
    if !task.called && question.kind == Kind::Measure("any") {
        return None;
    }
    // Nor is a number of a story sure before it is seen that nothing is to be reckoned.
    let told = !task.called && matches!(question.kind, Kind::Count(_) | Kind::Measure(_));
    if let Some(certain) = certain(&text, &question, task.called).filter(|_| !told) {
        return against(prompt, task, &text, &question, certain, response);
    }
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
    // Nearly anything may be a thing.
    if question.kind == Kind::Thing && aligned.best.len() > 1 {
        return None;
    }
    // A story that nobody calls a text may be one to reckon with.
    if !task.called && (aligned.best.len() > 1 || goes_on(&text, &question, &aligned)) {
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
        return (speaks && !is_doubtful(&text, &question, &aligned.best, &aligned.all))
            .then(|| finding(&text, &question, &aligned.best, &aligned.all, &said));
    }
    if aligned.sure
        && let Some(form) = form(prompt)
        && (form == Form::Word || aligned.best.len() == 1)
        && let Some(longer) = longer(&text, &question, &aligned, &said, form)
    {
        return Some(longer);
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

/// What only contrasts what is asked, or says where to look it up.
const AROUND: &[&str] = &[
    ", and not ",
    ", not ",
    " and not ",
    " (and not ",
    " (not ",
    " in the passage",
    " in the text",
    " in this passage",
    " in this text",
    " according to ",
    ", going by ",
    ", does this ",
    ", does the ",
    ", judging by ",
    ", as the text",
    " and nothing ",
    ", nothing else",
    " in this note",
    " in this message",
    " in this letter",
];

/// `Who wrote the words, and not the music?` asks who wrote the words.
pub(crate) fn asked(question: &str) -> &str {
    let at = AROUND
        .iter()
        .filter_map(|around| question.find(around))
        .filter(|&at| question[..at].trim().split(' ').count() >= 4)
        .min();
    at.map_or(question, |at| question[..at].trim())
}

/// The fault of an answer where the passage surely gives one value.
fn against(
    prompt: &str,
    task: &Task<'_>,
    text: &Text<'_>,
    question: &Question,
    certain: Certain,
    response: &str,
) -> Option<Finding> {
    // "milk" is none other than "warm milk".
    let own: Vec<&String> = text.span_keys(&certain.value).collect();
    let mut all = certain.all;
    all.retain(|span| {
        span.first == certain.value.first
            || text.span_keys(span).any(|key| !own.contains(&key))
            || text.span_keys(span).next().is_none()
    });
    let aligned = Aligned {
        best: vec![certain.value],
        all,
        sure: true,
        covered: 1.0,
    };
    if is_reckoned(task, text, question, &aligned) || !is_countable(text, question, &aligned) {
        return None;
    }
    let said = Said::read(response)?;
    if said.declines() && !said.goes_on() || said.is_foreign(text, question) {
        return None;
    }
    if said.names_one_of(text, question, &aligned) {
        let value = &aligned.best[0];
        let of_the_value = |finding| with_value(told(finding, text, &aligned.best), text, value);
        let copied = said.names_others(text, question, &aligned)
            && copied::is_copied(&task.passage.join(" "), response)
            || copied::repeats_one_of(
                &text.sources,
                &several::sentences_of_others(text, question, value, &aligned.all),
                response,
            );
        if copied {
            let message = "the answer repeats the text instead of saying which is meant";
            return Some(of_the_value(Finding::warning("extraction.copied", message)));
        }
        let longer = form(prompt).and_then(|form| longer(text, question, &aligned, &said, form));
        if longer.is_none()
            && !said.declines()
            && mixes_several(text, question, value, &aligned.all, response)
        {
            let message = "the answer names others beside the one that is asked for";
            return Some(of_the_value(Finding::warning(
                "extraction.several",
                message,
            )));
        }
        return longer;
    }
    let speaks = said.speaks(text, question, &aligned.all)
        || said.says_only_what_is_asked(question)
        || said.is_short_and_foreign(question);
    speaks.then(|| {
        let found = finding(text, question, &aligned.best, &aligned.all, &said);
        with_value(found, text, &aligned.best[0])
    })
}

/// With the value after what the text says.
fn with_value(found: Finding, text: &Text<'_>, value: &Span) -> Finding {
    let value = text.written(value).trim();
    match &found.fact {
        Some(fact) => {
            let fact = format!("{}. So it is {value}.", fact.trim_end_matches(['.', '!']));
            found.fact(fact)
        }
        None => found.fact(format!("By the text, it is {value}.")),
    }
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

/// What was asked for, out of a right answer that says more.
fn longer(
    text: &Text<'_>,
    question: &Question,
    aligned: &Aligned,
    said: &Said,
    form: Form,
) -> Option<Finding> {
    let [only] = &aligned.best[..] else {
        return None;
    };
    let value = text.written(only).trim();
    let is_one = !value.is_empty() && value.chars().all(|c| c.is_alphanumeric() || c == '-');
    let wanted = match form {
        Form::Word => Some(value).filter(|_| is_one && said.is_long()),
        Form::Value => Some(value).filter(|_| said.names_others(text, question, aligned)),
        Form::First | Form::Last if question.kind != Kind::Person => None,
        Form::First => value
            .split(' ')
            .next()
            .filter(|_| said.names_others(text, question, aligned)),
        Form::Last => value
            .split(' ')
            .next_back()
            .filter(|_| said.names_others(text, question, aligned)),
        Form::Short => Some(value)
            .filter(|_| said.is_very_long() && said.names_others(text, question, aligned)),
    }?;
    said.names(text, question, only).then(|| {
        let message = "the answer is more than what is asked for";
        told(
            Finding::warning("extraction.longer", message),
            text,
            &aligned.best,
        )
        .mend(wanted)
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
    let (whole, said) = (format!(" {} ", words(passage)), words(response));
    (said.is_empty() || !whole.contains(&format!(" {said} "))).then(|| {
        Finding::error("extraction.span", "the answer is no part of the passage")
            .hint("Answer with words of the text, exactly as they stand there.")
    })
}
