use super::*;
use omni_skill::testing::{attempt, with_config};
use omni_skill::{Finding, Grammar, Message, Role};
use proptest::prelude::*;

const QUESTION: &str = "What is 17 * 23?";
const DRAFT: &str = "17 * 23 = 321.";

fn gbnf(text: &str) -> Grammar {
    Grammar::Gbnf(text.to_owned())
}

fn wrong() -> Finding {
    Finding::error("arithmetic.wrong", "17 * 23 is not 321").fact("17 * 23 = 391.")
}

/// What each of a run's attempts was found to be.
fn run(found: &[&[Finding]]) -> Vec<Attempt> {
    found
        .iter()
        .zip(1..)
        .map(|(findings, iteration)| Attempt {
            iteration,
            findings: findings.to_vec(),
            ..attempt(QUESTION, DRAFT)
        })
        .collect()
}

fn plan(attempts: &[Attempt]) -> Option<Retry> {
    reflect(&attempts[0].request, attempts).unwrap()
}

#[test]
fn a_fact_is_the_last_line_and_the_draft_is_not_shown() {
    let retry = plan(&run(&[&[wrong().grammar(gbnf("root ::= [0-9]+"))]])).unwrap();
    assert_eq!(
        retry.messages,
        [Message::user(
            "What is 17 * 23?\n17 * 23 = 391. Answer in one short sentence."
        )]
    );
    assert_eq!(retry.grammar, Some(gbnf("root ::= [0-9]+")));
    assert_eq!(retry.temperature, Some(0.0));
    assert_eq!(retry.max_tokens, None);
}

#[test]
fn the_conversation_stays_in_front() {
    let mut attempts = run(&[&[wrong()]]);
    attempts[0].request.history = vec![Message::user("Hi!"), Message::assistant("Hello!")];
    let retry = plan(&attempts).unwrap();
    assert_eq!(retry.messages[..2], attempts[0].request.history);
    assert_eq!(retry.messages.len(), 3);
    assert!(retry.messages[2].content.starts_with("What is 17 * 23?\n"));
}

#[test]
fn the_same_fault_again_is_tried_warmer() {
    let wrong = [wrong().grammar(gbnf("root ::= [0-9]+"))];
    let first = plan(&run(&[&wrong])).unwrap();
    let second = plan(&run(&[&wrong, &wrong])).unwrap();
    assert_eq!(second.messages, first.messages);
    assert_eq!(second.grammar, first.grammar);
    assert_eq!(second.temperature, Some(0.7));
}

#[test]
fn the_third_iteration_is_held_to_the_value() {
    let sentence = gbnf("root ::= \"It is \" value \".\"\nvalue ::= \"391\"\n");
    let wrong = [wrong().grammar(sentence.clone())];
    let first = plan(&run(&[&wrong])).unwrap();
    assert_eq!(first.grammar, Some(sentence));
    let second = plan(&run(&[&wrong, &wrong])).unwrap();
    let value = gbnf("root ::= value\nvalue ::= \"391\"\n");
    assert_eq!(
        (second.grammar, second.temperature),
        (Some(value), Some(0.0))
    );
    assert_eq!(second.messages, first.messages);
}

#[test]
fn a_grammar_not_used_yet_comes_before_a_warmer_sample() {
    let findings = [
        Finding::warning("form.case", "")
            .hint("Use lower case.")
            .grammar(gbnf("root ::= [a-z]+")),
        wrong().grammar(gbnf("root ::= [0-9]+")),
    ];
    let first = plan(&run(&[&findings])).unwrap();
    assert_eq!(
        first.grammar,
        Some(gbnf("root ::= [0-9]+")),
        "the error's comes first"
    );
    let second = plan(&run(&[&findings, &findings])).unwrap();
    assert_eq!(second.grammar, Some(gbnf("root ::= [a-z]+")));
    assert_eq!(second.temperature, Some(0.0));
}

#[test]
fn what_is_newly_found_is_said_first() {
    let form = Finding::error("form.words", "").fact("The answer has one word.");
    let retry = plan(&run(&[&[wrong()], &[form]])).unwrap();
    assert!(
        retry.messages[0]
            .content
            .ends_with("\nThe answer has one word. 17 * 23 = 391. Answer in one short sentence.")
    );
    assert_eq!(retry.temperature, Some(0.0));
}

#[test]
fn without_evidence_it_is_a_second_sample() {
    let info = Finding::info("a.b", "for your information").fact("Nothing.");
    let first = plan(&run(&[std::slice::from_ref(&info)])).unwrap();
    assert_eq!(first.messages, [Message::user(QUESTION)]);
    assert_eq!((first.temperature, first.grammar), (Some(0.7), None));
    let second = plan(&run(&[&[], &[]])).unwrap();
    assert_eq!(second.temperature, Some(1.0));
    assert_eq!(plan(&run(&[&[], &[], &[]])), None);

    with_config(r#"{ "without_evidence": false }"#, || {
        assert_eq!(plan(&run(&[&[info]])), None);
        assert!(plan(&run(&[&[wrong()]])).is_some());
    });
}

#[test]
fn config_changes_the_wording() {
    with_config(
        r#"{ "closing": "Responde en una frase corta.", "temperature": 0.5 }"#,
        || {
            let retry = plan(&run(&[&[wrong()], &[wrong()]])).unwrap();
            assert!(
                retry.messages[0]
                    .content
                    .ends_with("= 391. Responde en una frase corta.")
            );
            assert_eq!(retry.temperature, Some(0.5));
        },
    );
    with_config(r#"{ "closing": "" }"#, || {
        let retry = plan(&run(&[&[wrong()]])).unwrap();
        assert!(retry.messages[0].content.ends_with("\n17 * 23 = 391."));
    });
    with_config(r#"{ "temperature": 3 }"#, || {
        let attempts = run(&[&[wrong()]]);
        assert!(matches!(
            reflect(&attempts[0].request, &attempts),
            Err(Error::InvalidInput(_))
        ));
    });
}

#[test]
fn no_attempt_no_plan() {
    let request = attempt(QUESTION, DRAFT).request;
    assert_eq!(reflect(&request, &[]).unwrap(), None);
}

fn any_finding() -> impl Strategy<Value = Finding> {
    let text = prop::option::of(any::<String>());
    (0..3, text.clone(), text, prop::option::of("[a-c]")).prop_map(
        |(severity, hint, fact, grammar)| {
            let finding = match severity {
                0 => Finding::error("a.b", "wrong"),
                1 => Finding::warning("a.b", "odd"),
                _ => Finding::info("a.b", "so"),
            };
            Finding {
                hint,
                fact,
                grammar: grammar.map(Grammar::Gbnf),
                ..finding
            }
        },
    )
}

proptest! {
    #[test]
    fn text_never_becomes_control(
        prompt: String,
        response in "[A-Z]{12}",
        found in prop::collection::vec(prop::collection::vec(any_finding(), 0..4), 1..4),
    ) {
        let attempts: Vec<_> = found
            .into_iter()
            .map(|findings| Attempt { findings, ..attempt(prompt.clone(), response.clone()) })
            .collect();
        if let Some(retry) = plan(&attempts) {
            prop_assert_eq!(retry.messages.len(), 1);
            let turn = &retry.messages[0];
            prop_assert_eq!(turn.role, Role::User);
            let advice = turn.content.strip_prefix(&prompt);
            prop_assert!(advice.is_some(), "the request is not in front");
            let advice = advice.unwrap_or_default();
            prop_assert!(advice.is_empty() || advice.starts_with('\n'));
            prop_assert!(!advice.trim_start_matches('\n').contains('\n'));
            prop_assert!((0.0..=2.0).contains(&retry.temperature.unwrap()));
        }
    }

    #[test]
    fn no_plan_is_made_twice(
        found in prop::collection::vec(prop::collection::vec(any_finding(), 0..3), 1..7),
    ) {
        let found: Vec<&[Finding]> = found.iter().map(Vec::as_slice).collect();
        let attempts = run(&found);
        let mut made = Vec::new();
        for shown in 1..=attempts.len() {
            if let Some(retry) = plan(&attempts[..shown]) {
                prop_assert!(!made.contains(&retry), "made twice: {retry:?}");
                made.push(retry);
            }
        }
    }
}
