//! `omni:host/llm`: asks the model that answers the run, within the grant's budget for one call of the skill.
//!
//! The model is asked in a session of its own, and answers with words: no skill judges them and no run
//! begins, so a skill cannot come back into the loop that called it. The asking call's time goes on.

use omni_policy::Capability;
use wasmtime::component::{ComponentType, Lift, Linker, Lower};
use wasmtime::{Result, StoreContextMut};

use super::HostInterface;
use crate::context::{Answer, ModelError, Question};
use crate::state::{CallState, Halt};
use crate::types::{Grammar, Message, Role, Stop};

/// Bytes of all messages of one question: far more than any context holds.
const MAX_MESSAGES: usize = 1 << 20;

pub(crate) struct Llm;

impl HostInterface for Llm {
    fn capability(&self) -> Capability {
        Capability::Llm
    }

    fn interfaces(&self) -> &'static [&'static str] {
        &["omni:host/llm@0.1.0"]
    }

    fn link(&self, linker: &mut Linker<CallState>) -> Result<()> {
        linker.instance(self.interfaces()[0])?.func_wrap_async(
            "ask",
            |store, (messages, options): (Vec<Message>, Options)| {
                Box::new(async move { Ok((ask(store, messages, options).await?,)) })
            },
        )
    }
}

/// The contract's `options`.
#[derive(ComponentType, Lift, Debug)]
#[component(record)]
struct Options {
    #[component(name = "max-tokens")]
    max_tokens: Option<u32>,
    temperature: Option<f32>,
    grammar: Option<Grammar>,
}

/// The contract's `answer`.
#[derive(ComponentType, Lower, Debug)]
#[component(record)]
struct Answered {
    text: String,
    stop: Ended,
    tokens: u32,
    #[component(name = "mean-logprob")]
    mean_logprob: f32,
}

/// The contract's `stop`.
#[derive(ComponentType, Lower, Clone, Copy, Debug)]
#[component(enum)]
#[repr(u8)]
enum Ended {
    #[component(name = "end")]
    End,
    #[component(name = "length")]
    Length,
    #[component(name = "timeout")]
    Timeout,
}

/// The contract's `error`.
#[derive(ComponentType, Lower, Debug)]
#[component(variant)]
enum Fault {
    #[component(name = "invalid-input")]
    InvalidInput(String),
    #[component(name = "unavailable")]
    Unavailable(String),
    #[component(name = "failed")]
    Failed(String),
}

async fn ask(
    mut store: StoreContextMut<'_, CallState>,
    messages: Vec<Message>,
    options: Options,
) -> Result<Result<Answered, Fault>> {
    let state = store.data_mut();
    state.enter(Capability::Llm, "ask")?;
    let granted = state
        .policy
        .grants
        .llm
        .as_ref()
        .map(|granted| granted.value);
    let (Some(budget), Some(model)) = (granted, state.context.model.clone()) else {
        let problem = "there is no model to ask here".to_owned();
        return Ok(Err(Fault::Unavailable(problem)));
    };
    state.llm_calls += 1;
    if state.llm_calls > budget.max_calls {
        return Err(Halt::LlmCalls.into());
    }
    let left = budget.max_tokens.saturating_sub(state.llm_tokens);
    let max_tokens = options.max_tokens.unwrap_or(left);
    if left == 0 || max_tokens > left {
        return Err(Halt::LlmTokens.into());
    }
    let temperature = options.temperature.unwrap_or(0.0);
    if let Err(problem) = check(&messages, max_tokens, temperature) {
        return Ok(Err(Fault::InvalidInput(problem)));
    }
    let question = Question {
        messages,
        grammar: options.grammar,
        temperature,
        max_tokens,
        deadline: state.deadline,
    };
    let asked = wasmtime_wasi::runtime::spawn_blocking(move || model.ask(&question)).await;
    Ok(match asked {
        Ok(answer) => {
            let state = store.data_mut();
            state.llm_tokens = state.llm_tokens.saturating_add(answer.tokens);
            Ok(answered(answer))
        }
        Err(ModelError::Invalid(problem)) => Err(Fault::InvalidInput(problem)),
        Err(ModelError::Unavailable(problem)) => Err(Fault::Unavailable(problem)),
        Err(ModelError::Failed(problem)) => Err(Fault::Failed(problem)),
    })
}

fn check(messages: &[Message], max_tokens: u32, temperature: f32) -> Result<(), String> {
    if messages.last().is_none_or(|last| last.role != Role::User) {
        return Err("the last message is not a user's".to_owned());
    }
    let bytes: usize = messages.iter().map(|message| message.content.len()).sum();
    if bytes > MAX_MESSAGES {
        return Err(format!(
            "{bytes} bytes of messages, and the most is {MAX_MESSAGES}"
        ));
    }
    if max_tokens == 0 {
        return Err("an answer of at most 0 tokens".to_owned());
    }
    if !(0.0..=2.0).contains(&temperature) {
        return Err(format!(
            "a temperature of {temperature}, and it is from 0 to 2"
        ));
    }
    Ok(())
}

fn answered(answer: Answer) -> Answered {
    Answered {
        text: answer.text,
        stop: match answer.stop {
            Stop::End | Stop::StopString => Ended::End,
            Stop::Length => Ended::Length,
            Stop::Timeout => Ended::Timeout,
        },
        tokens: answer.tokens,
        mean_logprob: answer.mean_logprob,
    }
}
