//! The host never trusts a guest: what a skill may return, and what is then `invalid.output`.

pub(crate) mod dataset;
pub(crate) mod image;
pub(crate) mod route;

pub use image::MAX_FORMAT;
pub use route::{MAX_ADAPTER, MAX_ITERATIONS};

use wasmtime::component::Lift;

use crate::skill::Loaded;
use crate::text::tame;
use crate::types::{Finding, Grammar, Message, Retry, Role, Score};
use crate::{Error, failure};

/// Most reasons of a score or a route, most notes of a picture or a training set: people read the first.
pub const MAX_REASONS: usize = 32;
/// Most findings of a validator: a retry can heed only a few.
pub const MAX_FINDINGS: usize = 256;
/// The longest code of a finding, in bytes: it is a name, not a text.
pub const MAX_CODE: usize = 64;
/// The longest reason, note, message, hint or fact, in bytes: a few sentences.
pub const MAX_TEXT: usize = 8 << 10;
/// The longest grammar, in bytes. One that lists every word of a document is still smaller.
pub const MAX_GRAMMAR: usize = 256 << 10;
/// Most turns of a retry or an example.
pub const MAX_MESSAGES: usize = 256;

/// Something that a skill returns.
pub(crate) trait Output: Lift + Sized {
    /// The bytes of text in it.
    fn bytes(&self) -> usize;

    /// What no type can say about it, after making its texts for people safe to print.
    fn tidy(&mut self) -> Result<(), String>;

    /// Itself, if it is within its limit and says nothing impossible.
    fn checked(mut self, skill: &Loaded) -> Result<Self, Error> {
        let bytes = self.bytes() as u64;
        if bytes > skill.policy.limits.output.bytes() {
            return Err(Error::Limit {
                skill: skill.name.to_string(),
                exceeded: Box::new(failure::over_output(skill, Some(bytes))),
            });
        }
        match self.tidy() {
            Ok(()) => Ok(self),
            Err(problem) => Err(Error::InvalidOutput {
                skill: skill.name.to_string(),
                problem,
            }),
        }
    }
}

impl Output for Score {
    fn bytes(&self) -> usize {
        self.reasons.iter().map(String::len).sum()
    }

    fn tidy(&mut self) -> Result<(), String> {
        within("a confidence", self.confidence, 1.0)?;
        count("reasons", self.reasons.len(), MAX_REASONS)?;
        for reason in &mut self.reasons {
            for_people("a reason", reason)?;
        }
        Ok(())
    }
}

impl Output for Vec<Finding> {
    fn bytes(&self) -> usize {
        self.iter().map(finding_bytes).sum()
    }

    fn tidy(&mut self) -> Result<(), String> {
        count("findings", self.len(), MAX_FINDINGS)?;
        self.iter_mut().try_for_each(tidy_finding)
    }
}

impl Output for Option<Retry> {
    fn bytes(&self) -> usize {
        self.as_ref().map_or(0, |retry| {
            let messages: usize = retry.messages.iter().map(|turn| turn.content.len()).sum();
            messages + retry.grammar.as_ref().map_or(0, grammar_bytes)
        })
    }

    fn tidy(&mut self) -> Result<(), String> {
        let Some(retry) = self else {
            return Ok(());
        };
        check_messages(&retry.messages)?;
        if let Some(grammar) = &retry.grammar {
            check_grammar(grammar)?;
        }
        if let Some(temperature) = retry.temperature {
            within("a temperature", temperature, 2.0)?;
        }
        match retry.max_tokens {
            Some(0) => Err("a retry of at most 0 tokens".to_owned()),
            _ => Ok(()),
        }
    }
}

fn tidy_finding(finding: &mut Finding) -> Result<(), String> {
    check_code(&finding.code)?;
    for_people("a message", &mut finding.message)?;
    if finding.message.is_empty() {
        return Err(format!("a finding `{}` without a message", finding.code));
    }
    // These go into prompts, where line ends are meant; only their length matters.
    for (name, text) in [("a hint", &finding.hint), ("a fact", &finding.fact)] {
        length(name, text.as_ref().map_or(0, String::len), MAX_TEXT)?;
    }
    finding.grammar.as_ref().map_or(Ok(()), check_grammar)
}

fn check_code(code: &str) -> Result<(), String> {
    length("a code", code.len(), MAX_CODE)?;
    let plain =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_.".contains(&byte);
    if code.is_empty() || !code.bytes().all(plain) {
        let code = tame(code, MAX_CODE);
        return Err(format!(
            "the code `{code}`, and a code is made of lower-case letters, digits, `.`, `-` and `_`"
        ));
    }
    Ok(())
}

fn check_messages(messages: &[Message]) -> Result<(), String> {
    count("messages", messages.len(), MAX_MESSAGES)?;
    match messages.last() {
        None => Err("a retry without messages".to_owned()),
        Some(last) if last.role != Role::User => {
            Err("a retry whose last message is not the user's".to_owned())
        }
        Some(last) if last.content.trim().is_empty() => {
            Err("a retry whose last message is empty".to_owned())
        }
        Some(_) => Ok(()),
    }
}

fn check_grammar(grammar: &Grammar) -> Result<(), String> {
    let bytes = grammar_bytes(grammar);
    if bytes == 0 {
        return Err("an empty grammar".to_owned());
    }
    length("a grammar", bytes, MAX_GRAMMAR)
}

/// Text for people: bounded, and nothing in it that a terminal obeys.
fn for_people(name: &str, text: &mut String) -> Result<(), String> {
    length(name, text.len(), MAX_TEXT)?;
    *text = tame(text, MAX_TEXT);
    Ok(())
}

fn within(name: &str, number: f32, most: f32) -> Result<(), String> {
    // Not a number is in no range.
    match (0.0..=most).contains(&number) {
        true => Ok(()),
        false => Err(format!("{name} of {number}, and it is from 0 to {most}")),
    }
}

fn length(name: &str, bytes: usize, most: usize) -> Result<(), String> {
    match bytes <= most {
        true => Ok(()),
        false => Err(format!("{name} of {bytes} bytes, and the most is {most}")),
    }
}

fn count(name: &str, count: usize, most: usize) -> Result<(), String> {
    match count <= most {
        true => Ok(()),
        false => Err(format!("{count} {name}, and the most is {most}")),
    }
}

fn finding_bytes(finding: &Finding) -> usize {
    let texts = [&finding.hint, &finding.fact, &finding.mend];
    let texts = texts.into_iter().flatten().map(String::len).sum::<usize>();
    let grammar = finding.grammar.as_ref().map_or(0, grammar_bytes);
    finding.code.len() + finding.message.len() + texts + grammar
}

fn grammar_bytes(grammar: &Grammar) -> usize {
    match grammar {
        Grammar::Gbnf(text) | Grammar::JsonSchema(text) => text.len(),
    }
}

#[cfg(test)]
#[path = "check_tests.rs"]
mod tests;
