//! The books of a session against what llama.cpp holds.

use std::time::{Duration, Instant};

use super::*;
use crate::engine::{Role, StopReason};
use crate::test_model::{engine, seeing};

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

/// A circle of one colour on a light ground, of the size that the projector looks at.
fn circle(colour: [u8; 3]) -> Picture {
    const EDGE: i32 = 96;
    let shade = |at: i32| {
        let (x, y) = (at % EDGE - EDGE / 2, at / EDGE - EDGE / 2);
        if x * x + y * y < 24 * 24 {
            colour
        } else {
            [245; 3]
        }
    };
    let rgb = (0..EDGE * EDGE).flat_map(shade).collect();
    Picture::new(EDGE as u32, EDGE as u32, rgb).unwrap()
}

const RED: [u8; 3] = [220, 30, 30];
const BLUE: [u8; 3] = [30, 60, 220];

fn shown(pictures: &[Picture], question: &str) -> Message {
    Message {
        pictures: pictures.to_vec(),
        ..user(question)
    }
}

fn answer(session: &mut LocalSession) -> String {
    let options = GenerateOptions {
        max_tokens: 12,
        ..Default::default()
    };
    let control = Control::default();
    let said = session.generate(&options, &control, &mut |_| ()).unwrap();
    said.text.to_lowercase()
}

const COLOUR: &str = "What color is the circle?";

#[test]
fn a_picture_is_seen() {
    let loaded = seeing(512).loaded;
    for (colour, name) in [(RED, "red"), (BLUE, "blue")] {
        let mut session = LocalSession::open(Arc::clone(&loaded)).unwrap();
        let messages = [shown(&[circle(colour)], COLOUR)];
        let stats = session.prompt(&messages, &Control::default()).unwrap();
        assert_eq!(balanced(&session), stats.prompt_tokens as usize);
        let said = answer(&mut session);
        assert!(said.contains(name), "{name}: {said}");
    }
}

#[test]
fn a_picture_is_looked_at_once() {
    let loaded = seeing(512).loaded;
    let control = Control::default();
    let mut session = LocalSession::open(Arc::clone(&loaded)).unwrap();
    let first = [shown(&[circle(RED)], COLOUR)];
    let draft = session.prompt(&first, &control).unwrap();
    assert_eq!(draft.cached_tokens, 0);
    let said = answer(&mut session);
    // In the same session, with more words after it.
    let longer = [shown(
        &[circle(RED)],
        "What color is the circle? Say one word.",
    )];
    let retry = session.prompt(&longer, &control).unwrap();
    assert!(retry.cached_tokens > 36, "{retry:?}");
    assert_eq!(balanced(&session), retry.prompt_tokens as usize);
    // In another session of the same model.
    let mut other = LocalSession::open(Arc::clone(&loaded)).unwrap();
    let again = other.prompt(&first, &control).unwrap();
    assert!(again.cached_tokens > 36, "{again:?}");
    assert_eq!(again.prompt_tokens, draft.prompt_tokens);
    assert_eq!(balanced(&other), again.prompt_tokens as usize);
    assert_eq!(answer(&mut other), said);
    // Another picture is not that one.
    let blue = [shown(&[circle(BLUE)], COLOUR)];
    let stats = other.prompt(&blue, &control).unwrap();
    assert!(stats.cached_tokens < 36, "{stats:?}");
    assert!(answer(&mut other).contains("blue"));
}

#[test]
fn pictures_come_in_their_order() {
    let loaded = seeing(512).loaded;
    let control = Control::default();
    let mut session = LocalSession::open(Arc::clone(&loaded)).unwrap();
    let both = [shown(&[circle(RED), circle(BLUE)], COLOUR)];
    let stats = session.prompt(&both, &control).unwrap();
    assert!(stats.prompt_tokens > 72, "{stats:?}");
    let mut turned = LocalSession::open(loaded).unwrap();
    let other = [shown(&[circle(BLUE), circle(RED)], COLOUR)];
    let stats = turned.prompt(&other, &control).unwrap();
    assert!(stats.cached_tokens < 36, "{stats:?}");
    assert_eq!(balanced(&turned), stats.prompt_tokens as usize);
}

#[test]
fn a_model_without_a_projector_says_so() {
    let mut session = open(512);
    let messages = [shown(&[circle(RED)], COLOUR)];
    let error = session.prompt(&messages, &Control::default()).unwrap_err();
    assert_eq!(error.code(), "model.no-projector");
    assert!(error.help().unwrap().contains("mmproj"));
    assert_eq!(balanced(&session), 0);
}

#[test]
fn a_prompt_with_a_known_picture_that_is_too_long_changes_nothing() {
    let loaded = seeing(128).loaded;
    let control = Control::default();
    let mut first = LocalSession::open(Arc::clone(&loaded)).unwrap();
    first
        .prompt(&[shown(&[circle(RED)], COLOUR)], &control)
        .unwrap();
    let mut session = LocalSession::open(loaded).unwrap();
    let stats = session.prompt(&[user("Hi")], &control).unwrap();
    let long = COLOUR.repeat(40);
    let error = session
        .prompt(&[shown(&[circle(RED)], &long)], &control)
        .unwrap_err();
    assert_eq!(error.code(), "prompt.too-long");
    assert_eq!(balanced(&session), stats.prompt_tokens as usize);
    assert!(!answer(&mut session).contains("red"));
}
