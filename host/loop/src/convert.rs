//! Between the words of the rooms below: model, skills, store.

use omni_llm::{Grammar, Message, Role, StopReason};
use omni_skills::types;
use omni_store::{Finding, Severity};

use crate::Request;

pub(crate) fn request(request: &Request) -> types::Request {
    types::Request {
        history: request.history.iter().map(to_skill_message).collect(),
        prompt: request.prompt.clone(),
        images: u32::try_from(request.pictures.len()).unwrap_or(u32::MAX),
        expect: request.expect.clone(),
    }
}

/// None for a cancelled generation, which no skill is asked to judge.
pub(crate) fn stop(stop: StopReason) -> Option<types::Stop> {
    Some(match stop {
        StopReason::End => types::Stop::End,
        StopReason::StopString => types::Stop::StopString,
        StopReason::Length => types::Stop::Length,
        StopReason::Timeout => types::Stop::Timeout,
        StopReason::Cancelled => return None,
    })
}

pub(crate) fn stop_name(stop: StopReason) -> &'static str {
    match stop {
        StopReason::End => "end",
        StopReason::StopString => "stop-string",
        StopReason::Length => "length",
        StopReason::Timeout => "timeout",
        StopReason::Cancelled => "cancelled",
    }
}

pub(crate) fn finding(validator: &str, finding: &types::Finding) -> Finding {
    Finding {
        validator: validator.to_owned(),
        code: finding.code.clone(),
        severity: match finding.severity {
            types::Severity::Info => Severity::Info,
            types::Severity::Warning => Severity::Warning,
            types::Severity::Error => Severity::Error,
        },
        message: finding.message.clone(),
        hint: finding.hint.clone(),
        fact: finding.fact.clone(),
    }
}

pub(crate) fn grammar(grammar: types::Grammar) -> Grammar {
    match grammar {
        types::Grammar::Gbnf(text) => Grammar::Gbnf(text),
        types::Grammar::JsonSchema(text) => Grammar::JsonSchema(text),
    }
}

pub(crate) fn message(message: types::Message) -> Message {
    let role = match message.role {
        types::Role::System => Role::System,
        types::Role::User => Role::User,
        types::Role::Assistant => Role::Assistant,
    };
    Message::new(role, message.content)
}

fn to_skill_message(message: &Message) -> types::Message {
    let role = match message.role {
        Role::System => types::Role::System,
        Role::User => types::Role::User,
        Role::Assistant => types::Role::Assistant,
    };
    types::Message {
        role,
        content: message.content.clone(),
    }
}
