//! The books of a session against what llama.cpp holds.

use std::time::{Duration, Instant};

use super::*;
use crate::engine::{Role, StopReason};
use crate::test_model::engine;

fn open(context: u32) -> LocalSession {
    LocalSession::open(engine(context).loaded).unwrap()
}

fn user(content: &str) -> Message {
    Message::new(Role::User, content)
}

fn balanced(session: &LocalSession) -> usize {
    let (held, real) = session.held_and_real();
    assert_eq!(held, real);
    held
}

#[test]
fn what_is_held_is_what_is_in_the_cache() {
    let mut session = open(512);
    let control = Control::default();
    assert_eq!(balanced(&session), 0);
    let stats = session.prompt(&[user("Name a colour.")], &control).unwrap();
    assert_eq!(balanced(&session), stats.prompt_tokens as usize);
    let options = GenerateOptions {
        max_tokens: 5,
        ..Default::default()
    };
    session.generate(&options, &control, &mut |_| ()).unwrap();
    // The last token is evaluated only when something follows it.
    assert_eq!(balanced(&session), stats.prompt_tokens as usize + 4);
    let again = session.prompt(&[user("Name a colour.")], &control).unwrap();
    assert_eq!(again.cached_tokens, stats.prompt_tokens - 1);
    assert_eq!(balanced(&session), again.prompt_tokens as usize);
}

#[test]
fn a_stopped_prompt_keeps_what_it_evaluated() {
    let mut session = open(2048);
    let long = user(&"word ".repeat(1200));
    let control = Control {
        deadline: Some(Instant::now() + Duration::from_millis(400)),
        ..Default::default()
    };
    let error = session
        .prompt(std::slice::from_ref(&long), &control)
        .unwrap_err();
    assert_eq!(error, Error::Stopped(StopReason::Timeout));
    let held = balanced(&session);
    assert!(held < 1200, "{held}");
    let error = session
        .generate(
            &GenerateOptions::default(),
            &Control::default(),
            &mut |_| (),
        )
        .unwrap_err();
    assert_eq!(
        error.code(),
        "llm.failed",
        "a part of a prompt is not continued"
    );
    let stats = session.prompt(&[long], &Control::default()).unwrap();
    assert_eq!(stats.cached_tokens as usize, held, "the part is not lost");
    assert_eq!(balanced(&session), stats.prompt_tokens as usize);
}

#[test]
fn a_prompt_that_is_too_long_changes_nothing() {
    let mut session = open(64);
    let control = Control::default();
    let stats = session.prompt(&[user("Hi")], &control).unwrap();
    let error = session
        .prompt(&[user(&"word ".repeat(100))], &control)
        .unwrap_err();
    let Error::PromptTooLong {
        tokens,
        at_least: false,
        context: 64,
    } = error
    else {
        panic!("{error}")
    };
    assert!(tokens > 100);
    assert_eq!(balanced(&session), stats.prompt_tokens as usize);
    let options = GenerateOptions {
        max_tokens: 2,
        ..Default::default()
    };
    assert_eq!(
        session
            .generate(&options, &control, &mut |_| ())
            .unwrap()
            .tokens
            .len(),
        2
    );
}

#[test]
fn the_context_is_filled_and_not_passed() {
    let mut session = open(64);
    let control = Control::default();
    let stats = session
        .prompt(&[user("Count from one to a thousand in words.")], &control)
        .unwrap();
    let generation = session
        .generate(&GenerateOptions::default(), &control, &mut |_| ())
        .unwrap();
    assert_eq!(generation.stop, StopReason::Length);
    assert_eq!(generation.tokens.len(), 64 - stats.prompt_tokens as usize);
    assert_eq!(balanced(&session), 63);
    let more = session
        .generate(&GenerateOptions::default(), &control, &mut |_| ())
        .unwrap();
    assert_eq!((more.stop, more.tokens.len()), (StopReason::Length, 0));
}

#[test]
fn generation_goes_on_where_it_stopped() {
    let control = Control::default();
    let run = |parts: &[u32]| {
        let mut session = open(256);
        session
            .prompt(&[user("Tell me about the sea.")], &control)
            .unwrap();
        let mut all = String::new();
        for &max_tokens in parts {
            let options = GenerateOptions {
                max_tokens,
                ..Default::default()
            };
            all += &session
                .generate(&options, &control, &mut |_| ())
                .unwrap()
                .text;
        }
        all
    };
    assert_eq!(run(&[12]), run(&[5, 0, 7]));
}
