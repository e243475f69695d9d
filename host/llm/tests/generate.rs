//! Generation with the real model, through the public interface.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

use std::time::{Duration, Instant};

use omni_llm::{
    Control, Engine, GenerateOptions, Grammar, LocalEngine, LocalOptions, Message, Role, Session,
    StopReason,
};

mod support;

fn engine() -> LocalEngine {
    let path = support::model_path();
    let digest_cache = path.parent().map(|folder| folder.join("digests.json"));
    let options = LocalOptions {
        context: 1024,
        threads: Some(1),
        digest_cache,
        ..LocalOptions::new(path)
    };
    LocalEngine::load(options).unwrap()
}

fn session() -> Box<dyn Session> {
    engine().session().unwrap()
}

fn say(role: Role, content: &str) -> Message {
    Message::new(role, content)
}

fn ask(question: &str) -> Box<dyn Session> {
    let mut session = session();
    session
        .prompt(&[say(Role::User, question)], &Control::default())
        .unwrap();
    session
}

fn options(max_tokens: u32) -> GenerateOptions {
    GenerateOptions {
        max_tokens,
        ..Default::default()
    }
}

fn run(session: &mut dyn Session, options: &GenerateOptions) -> omni_llm::Generation {
    let mut shown = String::new();
    let generation = session
        .generate(options, &Control::default(), &mut |text| {
            shown.push_str(text)
        })
        .unwrap();
    assert_eq!(shown, generation.text, "what is shown is the answer");
    generation
}

#[test]
fn a_question_is_answered() {
    let engine = engine();
    let info = engine.info();
    assert_eq!(
        (info.name.as_str(), info.architecture.as_str(), info.context),
        ("smollm2-135m", "llama", 1024)
    );
    assert_eq!(info.parameters, 134_515_008);
    assert_eq!(info.sha256, omni_llm::CATALOGUE[0].sha256);
    let generation = run(ask("What is 17 * 23?").as_mut(), &options(40));
    assert_eq!(generation.stop, StopReason::End);
    // Wrong, and what llama.cpp's own server answers with this file: reflection has work to do.
    assert_eq!(generation.text, "17 * 23 = 381.");
    for token in &generation.tokens {
        assert!(
            token.logprob <= 0.0 && token.logprob.is_finite(),
            "{token:?}"
        );
        assert!(
            (0.0..=(49152f32).ln()).contains(&token.entropy),
            "{token:?}"
        );
    }
}

#[test]
fn greedy_output_is_the_same_again_and_without_reuse() {
    let first = run(ask("Name three fruits.").as_mut(), &options(24));
    let mut session = session();
    for _ in 0..2 {
        let prompt = [say(Role::User, "Name three fruits.")];
        session.prompt(&prompt, &Control::default()).unwrap();
        let again = run(session.as_mut(), &options(24));
        assert_eq!(again.text, first.text);
        for (a, b) in again.tokens.iter().zip(&first.tokens) {
            assert!((a.logprob - b.logprob).abs() < 0.05, "{a:?} {b:?}");
        }
    }
}

#[test]
fn the_seed_decides_above_temperature_zero() {
    let draw = |seed| {
        let options = GenerateOptions {
            temperature: 1.5,
            seed,
            ..options(24)
        };
        run(ask("Tell me a story.").as_mut(), &options).text
    };
    assert_eq!(draw(1), draw(1));
    assert_ne!(draw(1), draw(2));
}

#[test]
fn what_two_prompts_share_is_evaluated_once() {
    let mut session = session();
    let control = Control::default();
    let system = say(
        Role::System,
        "You are a careful assistant that answers in one sentence.",
    );
    let first = session
        .prompt(
            &[system.clone(), say(Role::User, "What is 17 * 23?")],
            &control,
        )
        .unwrap();
    assert_eq!(first.cached_tokens, 0);
    let answer = run(session.as_mut(), &options(16));

    let question = "What is 17 * 23?\n17 * 23 = 391. Answer in one short sentence.";
    let second = session
        .prompt(&[system.clone(), say(Role::User, question)], &control)
        .unwrap();
    // All but the template's tail: `<|im_end|>`, `\n`, `<|im_start|>`, `ass`, `istant`, `\n`.
    assert_eq!(second.cached_tokens, first.prompt_tokens - 6);

    let turns = [system, say(Role::User, question)];
    let answered = run(session.as_mut(), &options(16));
    let mut next = turns.to_vec();
    next.extend([
        say(Role::Assistant, &answered.text),
        say(Role::User, "Are you sure?"),
    ]);
    let third = session.prompt(&next, &control).unwrap();
    let generated = u32::try_from(answered.tokens.len()).unwrap();
    assert!(
        third.cached_tokens + 1 >= second.prompt_tokens + generated,
        "{third:?} after {second:?} + {generated}"
    );
    assert!(!answer.text.is_empty());
}

#[test]
fn stop_strings_end_the_text_before_them() {
    let whole = run(ask("Count from one to ten.").as_mut(), &options(40)).text;
    // Starts inside one line and ends inside the next, so it spans several tokens.
    let at = whole.find("3\n4").expect("SmolLM2 counts line by line");
    let stop = "3\n4".to_owned();
    let options = GenerateOptions {
        stop: vec!["never this".into(), stop],
        ..options(40)
    };
    let generation = run(ask("Count from one to ten.").as_mut(), &options);
    assert_eq!(
        (generation.stop, generation.text.as_str()),
        (StopReason::StopString, &whole[..at])
    );
}

#[test]
fn cancelling_keeps_what_was_generated() {
    let mut session = ask("Tell me a long story about a fox.");
    let control = Control::default();
    let mut shown = 0;
    let generation = session
        .generate(&options(200), &control, &mut |_| {
            shown += 1;
            if shown == 5 {
                control.cancel.set();
            }
        })
        .unwrap();
    assert_eq!(generation.stop, StopReason::Cancelled);
    assert!((5..200).contains(&generation.tokens.len()));
    assert!(!generation.text.is_empty());
    let error = session
        .prompt(&[say(Role::User, "Hi")], &control)
        .unwrap_err();
    assert_eq!(error.code(), "generation.stopped");
}

#[test]
fn a_deadline_ends_a_generation() {
    let mut session = ask("Tell me a long story about a fox.");
    let control = Control {
        deadline: Some(Instant::now() + Duration::from_millis(300)),
        ..Default::default()
    };
    // Keeps the model from ending by itself before.
    let endless = Some(Grammar::Gbnf("root ::= [a-z ]{2000}".into()));
    let options = GenerateOptions {
        grammar: endless,
        ..options(900)
    };
    let generation = session.generate(&options, &control, &mut |_| ()).unwrap();
    assert_eq!(generation.stop, StopReason::Timeout);
    let late = session.generate(&options, &control, &mut |_| ()).unwrap();
    assert_eq!((late.stop, late.tokens.len()), (StopReason::Timeout, 0));
}

#[test]
fn a_grammar_rules_everything_else_out() {
    let grammar = Grammar::Gbnf("root ::= \"The answer is \" [0-9]{3} \".\"".into());
    for temperature in [0.0, 1.0] {
        let options = GenerateOptions {
            grammar: Some(grammar.clone()),
            temperature,
            ..options(40)
        };
        let generation = run(ask("What is 17 * 23?").as_mut(), &options);
        assert_eq!(generation.stop, StopReason::End);
        let number = generation
            .text
            .strip_prefix("The answer is ")
            .and_then(|rest| rest.strip_suffix('.'));
        assert!(
            number.is_some_and(|n| n.len() == 3 && n.parse::<u32>().is_ok()),
            "{}",
            generation.text
        );
        // The statistics are the model's own opinion, not the grammar's.
        assert!(generation.tokens.iter().any(|token| token.logprob < -0.5));
    }
}

#[test]
fn a_json_schema_is_kept_to() {
    let schema = r#"{"type":"object","properties":{"name":{"type":"string","maxLength":20},"age":{"type":"integer"},
        "colour":{"enum":["rot","grün"]}},"required":["name","age","colour"],"additionalProperties":false}"#;
    let options = GenerateOptions {
        grammar: Some(Grammar::JsonSchema(schema.into())),
        ..options(100)
    };
    let generation = run(
        ask("Anna is 31 years old. Extract her data as JSON.").as_mut(),
        &options,
    );
    assert_eq!(generation.stop, StopReason::End, "{}", generation.text);
    let value: serde_json::Value = serde_json::from_str(&generation.text).unwrap();
    assert!(
        value["name"].is_string() && value["age"].is_i64(),
        "{value}"
    );
    assert!(
        ["rot", "grün"].contains(&value["colour"].as_str().unwrap()),
        "{value}"
    );
}

#[test]
fn characters_beyond_the_vocabulary_come_out_whole() {
    let grammar = Grammar::Gbnf("root ::= \"漢字 🦀 é\"".into());
    let mut pieces = Vec::new();
    let options = GenerateOptions {
        grammar: Some(grammar),
        ..options(40)
    };
    let generation = ask("Hi")
        .generate(&options, &Control::default(), &mut |text| {
            pieces.push(text.to_owned())
        })
        .unwrap();
    assert_eq!(generation.text, "漢字 🦀 é");
    assert!(
        generation.tokens.len() > pieces.len(),
        "some characters take several tokens"
    );
}

#[test]
fn a_bad_grammar_is_an_error_and_the_session_goes_on() {
    let mut session = ask("What is 17 * 23?");
    for grammar in [
        Grammar::Gbnf("root ::= (".into()),
        Grammar::Gbnf("root ::= root \"a\"".into()),
        Grammar::JsonSchema("{\"type\": 3}".into()),
    ] {
        let options = GenerateOptions {
            grammar: Some(grammar),
            ..options(8)
        };
        let error = session
            .generate(&options, &Control::default(), &mut |_| ())
            .unwrap_err();
        assert_eq!(error.code(), "grammar.invalid");
    }
    assert_eq!(run(session.as_mut(), &options(16)).text, "17 * 23 = 381.");
}

#[test]
fn a_grammar_that_takes_long_is_stopped_like_anything_else() {
    // Every rule looks at a million alternatives; there is no error in it but the work that it makes.
    let each = |line: fn(usize) -> String| (0..1000).map(line).collect::<String>();
    let literals: String = each(|n| format!("\"{n} \" | "));
    let source = format!(
        "root ::= r0\nbig ::= {}n0\ne ::= {literals}\"end\"\n{}{}",
        each(|n| format!("n{n} | ")),
        each(|n| format!("n{n} ::= e\n")),
        each(|n| format!("r{n} ::= big \"x\"\n"))
    );
    let options = GenerateOptions {
        grammar: Some(Grammar::Gbnf(source)),
        ..options(8)
    };
    let mut session = ask("What is 17 * 23?");
    let control = Control {
        deadline: Some(Instant::now() + Duration::from_millis(2)),
        ..Default::default()
    };
    let generation = session.generate(&options, &control, &mut |_| ()).unwrap();
    assert_eq!(
        (generation.stop, generation.tokens.len()),
        (StopReason::Timeout, 0)
    );
    let error = session
        .generate(&options, &Control::default(), &mut |_| ())
        .unwrap_err();
    assert_eq!(error.code(), "grammar.invalid");
    assert!(error.to_string().contains("too much work"), "{error}");
}

#[test]
fn sessions_of_one_engine_do_not_mix() {
    let engine = engine();
    let ask = |question: &str| {
        let mut session = engine.session().unwrap();
        session
            .prompt(&[say(Role::User, question)], &Control::default())
            .unwrap();
        run(session.as_mut(), &options(12)).text
    };
    let questions = ["What is the capital of France?", "Name a fruit."];
    let alone = questions.map(ask);
    let together = std::thread::scope(|scope| {
        let threads = questions.map(|question| scope.spawn(move || ask(question)));
        threads.map(|thread| thread.join().unwrap())
    });
    assert_eq!(alone, together);
}
