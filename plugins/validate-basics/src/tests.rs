use super::*;
use omni_skill::testing::{attempt, with_config};
use omni_skill::{Severity, Stop};
use proptest::prelude::*;

const QUESTION: &str = "What is the capital of France?";

fn codes(attempt: &Attempt) -> Vec<String> {
    validate(attempt)
        .unwrap()
        .into_iter()
        .map(|finding| finding.code)
        .collect()
}

#[test]
fn each_fault_has_its_code() {
    for (response, code) in [
        ("", "basics.empty"),
        (" \n\t\u{200B}", "basics.empty"),
        ("...", "basics.placeholder"),
        ("The capital is [your answer].", "basics.placeholder"),
        (QUESTION, "basics.prompt-echo"),
        (&"the cat and the dog and ".repeat(20), "basics.repetition"),
    ] {
        assert_eq!(codes(&attempt(QUESTION, response)), [code], "{response:?}");
    }
    let cut = Attempt {
        stop: Stop::Length,
        ..attempt(QUESTION, "The capital of France is")
    };
    assert_eq!(codes(&cut), ["basics.cut-off"]);
    assert_eq!(validate(&cut).unwrap()[0].severity, Severity::Warning);
}

#[test]
fn every_finding_says_how_to_do_better() {
    for response in [
        "",
        "...",
        QUESTION,
        &"again and again and once more ".repeat(20),
    ] {
        for finding in validate(&attempt(QUESTION, response)).unwrap() {
            assert!(finding.hint.is_some(), "{}", finding.code);
        }
    }
}

#[test]
fn sound_answers_have_no_finding() {
    for (prompt, response) in [
        (QUESTION, "Paris"),
        (QUESTION, "The capital of France is Paris."),
        (QUESTION, "La capital de Francia es París."),
        (QUESTION, "パリです。"),
        ("¿Cuál es la capital de Perú?", "Lima."),
        ("Write hello 30 times.", &"hello ".repeat(30)),
        (
            "List five fruits.",
            "1. Apple\n2. Pear\n3. Fig\n4. Plum\n5. Kiwi",
        ),
        (
            "Make a table of squares.",
            "| n | n² |\n|---|---|\n| 1 | 1 |\n| 2 | 4 |",
        ),
        (
            "Give me JSON.",
            "{\"name\": \"Ada\", \"tags\": [\"a\", \"a\", \"a\", \"a\"]}",
        ),
        (
            "Write a loop in C.",
            "```c\nfor (;;) {\n  // TODO: stop\n}\n```",
        ),
        ("Say \"...\"", "..."),
        ("How do you feel?", "👍"),
    ] {
        assert_eq!(codes(&attempt(prompt, response)), [""; 0], "{response:?}");
    }
}

#[test]
fn what_was_cut_off_at_a_proper_end_is_whole() {
    for response in [
        "It is Paris.",
        "```\nx\n```",
        "{\"a\": 1}",
        "Fertig!",
        "完了しました。",
    ] {
        let stopped = Attempt {
            stop: Stop::Length,
            ..attempt(QUESTION, response)
        };
        assert_eq!(codes(&stopped), [""; 0], "{response:?}");
    }
}

#[test]
fn a_loop_is_mended_where_its_first_sentence_ends() {
    let response = "It is a large city in the north. ".repeat(6);
    let finding = &validate(&attempt(QUESTION, response)).unwrap()[0];
    assert_eq!(
        finding.mend.as_deref(),
        Some("It is a large city in the north.")
    );
    // What was mended is sound.
    assert_eq!(
        codes(&attempt(QUESTION, "It is a large city in the north.")),
        [""; 0]
    );
}

#[test]
fn rules_can_be_off_and_limits_changed() {
    let looped = attempt(QUESTION, "so on and ".repeat(3));
    assert_eq!(codes(&looped), [""; 0]);
    with_config(r#"{ "repeat_times": 3, "repeat_words": 9 }"#, || {
        assert_eq!(codes(&looped), ["basics.repetition"]);
    });
    with_config(r#"{ "off": ["empty", "prompt-echo"] }"#, || {
        assert_eq!(codes(&attempt(QUESTION, "")), [""; 0]);
        assert_eq!(codes(&attempt(QUESTION, QUESTION)), [""; 0]);
        assert_eq!(codes(&attempt(QUESTION, "...")), ["basics.placeholder"]);
    });
    with_config(r#"{ "off": ["emty"] }"#, || {
        let Err(Error::InvalidInput(message)) = validate(&attempt(QUESTION, "Paris.")) else {
            panic!("an unknown rule was accepted");
        };
        assert!(message.contains("emty"), "{message}");
    });
}

proptest! {
    #[test]
    fn any_text_is_judged(prompt: String, response: String, length: bool) {
        let stop = if length { Stop::Length } else { Stop::End };
        let findings = validate(&Attempt { stop, ..attempt(prompt, response) }).unwrap();
        for finding in findings {
            prop_assert!(finding.is_fault());
            prop_assert!(finding.code.starts_with("basics."));
        }
    }

    #[test]
    fn plain_sentences_are_sound(words in prop::collection::hash_set("[a-z]{4,8}", 3..40)) {
        let sentence = words.into_iter().collect::<Vec<_>>().join(" ") + ".";
        prop_assert_eq!(codes(&attempt(QUESTION, sentence)), [""; 0]);
    }
}
