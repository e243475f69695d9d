//! What a caller states about the answer is met, or it is said that it is not.

use omni_tests::Home;

const IN_ORDER: &str = r#"{"json_schema": {"type": "object", "properties": {"zeta": {"type": "integer"}, "alpha": {"type": "integer"}},
    "required": ["zeta", "alpha"], "additionalProperties": false}}"#;

#[test]
fn a_schema_is_met_and_its_keys_keep_their_order() {
    let home = Home::new();
    home.write("expect.json", IN_ORDER);
    let record = home.ask(
        "Say something about zeta 3 and alpha 4 as JSON",
        &["--expect", "expect.json"],
    );
    let found = record["iterations"][0]["findings"].as_array().unwrap();
    assert!(found.iter().any(|one| one["validator"] == "validate-json"));
    let answer: serde_json::Value =
        serde_json::from_str(record["response"].as_str().unwrap()).unwrap();
    let keys: Vec<&String> = answer.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["zeta", "alpha"]);
    assert!(answer["zeta"].is_i64() && answer["alpha"].is_i64());
}

#[test]
fn one_of_some_words_is_the_answer() {
    let home = Home::new();
    home.write("expect.json", r#"{"one_of": ["red", "green", "blue"]}"#);
    let record = home.ask("Which colour is grass?", &["--expect", "expect.json"]);
    let answer = record["response"].as_str().unwrap();
    assert!(["red", "green", "blue"].contains(&answer), "{answer}");
}

#[test]
fn what_no_answer_can_meet_ends_and_is_said() {
    let home = Home::new();
    home.write(
        "expect.json",
        r#"{"contains": ["yes"], "not_contains": ["yes"]}"#,
    );
    let asked = home
        .omni(&[
            "ask",
            "Is the sky blue?",
            "--seed",
            "7",
            "--max-tokens",
            "20",
            "--expect",
            "expect.json",
        ])
        .succeeded();
    assert!(!asked.stdout.trim().is_empty());
    assert!(asked.stderr.contains("[format.contradiction]"), "{asked:?}");
}

#[test]
fn what_is_still_wrong_with_an_answer_is_said() {
    let home = Home::new();
    home.write("expect.json", r#"{"contains": ["Rumpelstiltskin"]}"#);
    let question = [
        "ask",
        "What is the capital of France?",
        "--no-reflect",
        "--expect",
        "expect.json",
    ];
    let asked = home.omni(&question).succeeded();
    assert!(asked.stderr.contains("this is still wrong"), "{asked:?}");
    assert!(asked.stderr.contains("[format.contains]"), "{asked:?}");
}

#[test]
fn what_cannot_be_checked_is_refused_before_anything_is_generated() {
    let home = Home::new();
    for (expect, words) in [
        (r#"{"regex": "(a"}"#, "expect.regex"),
        (r#"{"json_schema": {"type": "text"}}"#, "expect.json_schema"),
        (r#"{"max_words": "few"}"#, "expect.max_words"),
    ] {
        home.write("expect.json", expect);
        let _ = home
            .omni(&["ask", "Say aaa", "--expect", "expect.json"])
            .refused(2, "invalid.expect", words);
    }
}
