//! Grammars: what generated text must match.
//!
//! GBNF is parsed and run here rather than by llama.cpp, whose parser prints to stderr, whose checks
//! miss some left recursion, and whose matcher takes unbounded time and memory on ambiguous
//! grammars: grammars come from skills, which are not trusted.

mod budget;
mod cursor;
mod json;
mod machine;
mod rules;
mod schema;
mod syntax;
mod utf8;

pub(crate) use machine::{Machine, State};

use crate::Error;
use crate::engine::{Control, Grammar};

/// Checks a grammar without a model. Fails with [`Error::GrammarInvalid`].
///
/// Of llama.cpp's GBNF, everything but token references (`<think>`, `<[1000]>`) is accepted: they
/// would let a grammar ask for control tokens.
pub fn check_grammar(grammar: &Grammar) -> Result<(), Error> {
    Machine::start(grammar, &Control::default()).map(drop)
}

impl Machine {
    /// Compiles a grammar. The result knows its start state and has explored every rule once.
    ///
    /// This and every later step fails with [`Error::Stopped`] once `control` says so.
    pub(crate) fn start(grammar: &Grammar, control: &Control) -> Result<(Self, State), Error> {
        let rules = match grammar {
            Grammar::Gbnf(source) => syntax::parse(source)?,
            Grammar::JsonSchema(schema) => syntax::parse(&schema::to_gbnf(schema)?)?,
        };
        Self::new(rules, control)
    }
}

pub(crate) fn invalid(cause: impl Into<String>) -> Error {
    Error::GrammarInvalid {
        cause: cause.into(),
    }
}

#[cfg(test)]
mod peer_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod work_tests;
