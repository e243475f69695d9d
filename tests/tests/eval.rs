//! Labelled questions: what is printed of them, and what a bad line costs.

use omni_tests::Home;

#[test]
fn bad_lines_are_named_and_the_rest_is_asked() {
    let home = Home::new();
    home.write(
        "golden.jsonl",
        concat!(
            r#"{"id": "week-1", "prompt": "How many days are in a week?", "answer": {"number": 7}}"#,
            "\nno task\n",
            r#"{"id": "week-2", "prompt": "p", "expect": {"max_word": 3}, "answer": {"number": 7}}"#,
            "\n",
        ),
    );
    let asked = home.omni(&["eval", "golden.jsonl", "--json"]).succeeded();
    assert!(asked.stderr.contains("golden.jsonl:2:"), "{asked:?}");
    assert!(asked.stderr.contains("golden.jsonl:3:"), "{asked:?}");
    assert!(asked.stderr.contains("`max_words`"), "{asked:?}");
    let report = asked.json();
    assert_eq!(
        (&report["n"], &report["draft_correct"]),
        (&1.into(), &1.into())
    );
    assert_eq!(report["families"]["week"]["final_correct"], 1);
    // Asked again it is not asked again.
    let _ = home.omni(&["eval", "golden.jsonl"]).succeeded();
    let runs = home.omni(&["run", "list", "--json"]).succeeded().json();
    assert_eq!(runs.as_array().unwrap().len(), 1);
}

#[test]
fn a_question_that_cannot_be_asked_counts_as_wrong() {
    let home = Home::new();
    let long = "word ".repeat(9000);
    home.write(
        "golden.jsonl",
        format!(
            "{}\n{}\n",
            serde_json::json!({"id": "long-1", "prompt": long, "answer": {"number": 7}}),
            serde_json::json!({"id": "week-1", "prompt": "How many days are in a week?", "answer": {"number": 7}}),
        ),
    );
    let asked = home.omni(&["eval", "golden.jsonl", "--json"]).succeeded();
    assert!(asked.stderr.contains("long-1"), "{asked:?}");
    assert!(asked.stderr.contains("prompt.too-long"), "{asked:?}");
    let report = asked.json();
    assert_eq!(
        (&report["n"], &report["final_correct"]),
        (&2.into(), &1.into())
    );
}

#[test]
fn a_file_without_a_task_is_refused() {
    let home = Home::bare();
    let _ = home
        .omni(&["eval", "none.jsonl"])
        .refused(2, "golden.unreadable", "none.jsonl");
    home.write("empty.jsonl", "no task\n");
    let _ = home
        .omni(&["eval", "empty.jsonl"])
        .refused(2, "golden.empty", "line 1");
}

#[test]
fn too_few_answers_fit_nothing() {
    let home = Home::new();
    home.write(
        "golden.jsonl",
        concat!(
            r#"{"id": "week-1", "prompt": "How many days are in a week?", "answer": {"number": 7}}"#,
            "\n",
            r#"{"id": "week-2", "prompt": "How many days are in a week?", "answer": {"number": 8}}"#,
            "\n",
        ),
    );
    let _ =
        home.omni(&["eval", "golden.jsonl", "--fit"])
            .refused(2, "calibration.unfit", "too few");
    assert!(!home.path().join("calibration").exists());
}
