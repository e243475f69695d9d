//! The generation loop: one token after the other until something stops it.

use llama_cpp_2::token::LlamaToken;

use crate::Error;
use crate::engine::{Control, GenerateOptions, Generation, StopReason, TokenStats};
use crate::grammar::{Machine, State};
use crate::sample::{Distribution, Random};
use crate::session::LocalSession;
use crate::text::TextOut;
use crate::vocabulary::Vocabulary;

/// Generates from where `session` stands.
pub(crate) fn run(
    session: &mut LocalSession,
    options: &GenerateOptions,
    control: &Control,
    on_text: &mut dyn FnMut(&str),
) -> Result<Generation, Error> {
    let mut constraint = match &options.grammar {
        None => None,
        Some(grammar) => match Machine::start(grammar, control) {
            Ok(constraint) => Some(constraint),
            Err(Error::Stopped(stop)) => return Ok(nothing(stop)),
            Err(error) => return Err(error),
        },
    };
    let mut random = Random::new(options.seed);
    let mut text = TextOut::new(&options.stop);
    let mut tokens = Vec::new();
    let stop = loop {
        if let Some(reason) = control.stopped() {
            break reason;
        }
        if tokens.len() >= options.max_tokens as usize || session.is_full() {
            break StopReason::Length;
        }
        if constraint
            .as_ref()
            .is_some_and(|(_, state)| state.finished())
        {
            break StopReason::End;
        }
        let next = next(session, &mut constraint, options.temperature, &mut random);
        let (token, stats) = match next {
            Ok(next) => next,
            // The grammar took so long.
            Err(Error::Stopped(stop)) => break stop,
            Err(error) => return Err(error),
        };
        let vocabulary = &session.loaded().vocabulary;
        if vocabulary.ends_turn(token) {
            break StopReason::End;
        }
        tokens.push(stats);
        let stopped = text.push(vocabulary.piece(number(token)), on_text);
        session.accept(token);
        if stopped {
            break StopReason::StopString;
        }
    };
    Ok(Generation {
        text: text.finish(on_text),
        stop,
        tokens,
    })
}

fn nothing(stop: StopReason) -> Generation {
    Generation {
        text: String::new(),
        stop,
        tokens: Vec::new(),
    }
}

/// Chooses the next token and moves the grammar on.
fn next(
    session: &mut LocalSession,
    constraint: &mut Option<(Machine, State)>,
    temperature: f32,
    random: &mut Random,
) -> Result<(LlamaToken, TokenStats), Error> {
    session.settle()?;
    if let Some((machine, _)) = constraint {
        machine.next_token();
    }
    let session = &*session;
    let vocabulary = &session.loaded().vocabulary;
    let distribution = Distribution::of(session.logits())?;
    let choice = distribution.choose(temperature, random, &mut |token| match constraint {
        None => Ok(true),
        Some((machine, state)) => allowed(machine, state, vocabulary, token),
    })?;
    let Some(choice) = choice else {
        return Err(Error::GrammarInvalid {
            cause: "no token of the model continues the text as it asks".into(),
        });
    };
    let token = LlamaToken::new(i32::try_from(choice).unwrap_or(i32::MAX));
    if let Some((machine, state)) = constraint
        && let Some(after) = machine.advance(state, vocabulary.piece(choice))?
    {
        *state = after;
    }
    Ok((token, distribution.stats(choice)))
}

fn allowed(
    machine: &mut Machine,
    state: &State,
    vocabulary: &Vocabulary,
    token: usize,
) -> Result<bool, Error> {
    if vocabulary
        .turn_ends()
        .iter()
        .any(|&end| number(end) == token)
    {
        return Ok(state.complete());
    }
    Ok(machine.advance(state, vocabulary.piece(token))?.is_some())
}

fn number(token: LlamaToken) -> usize {
    usize::try_from(token.0).unwrap_or(0)
}
