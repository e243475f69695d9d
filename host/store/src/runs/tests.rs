//! Runs are written, reopened, listed and found.

use super::*;
use crate::{Finish, IterationRecord, ModelRecord, Source, TurnRecord};
use proptest::prelude::*;

fn store() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("omni.db")).unwrap();
    (folder, store)
}

fn begin(store: &Store, run_id: &str, prompt: &str) {
    let started_at = "2026-01-02T03:04:05Z";
    store
        .begin_run(&NewRun {
            run_id,
            started_at,
            prompt,
        })
        .unwrap();
}

fn record(run_id: &str, response: &str) -> RunRecord {
    RunRecord {
        run_id: run_id.to_owned(),
        started_at: "2026-01-02T03:04:05Z".to_owned(),
        prompt: "why?".to_owned(),
        response: response.to_owned(),
        confidence: 0.5,
        accepted_iteration: 1,
        auto_corrected: false,
        iterations: vec![IterationRecord {
            iteration: 1,
            source: Source::Model,
            response: response.to_owned(),
            confidence: 0.5,
            reasons: vec!["because".to_owned()],
            revised: false,
            findings: Vec::new(),
            grammar: false,
            stop: "end".to_owned(),
            latency_ms: 1.5,
            prompt_tokens: 3,
            cached_tokens: 0,
            generated_tokens: 2,
            mean_logprob: -0.25,
            min_logprob: -1.5,
            mean_entropy: 0.5,
            shadows: Vec::new(),
        }],
        finish: Finish::NoEvidence,
        fallback_used: false,
        fallback_reason: None,
        total_latency_ms: 2.5,
        model_ms: 1.0,
        skills_ms: 0.5,
        model: ModelRecord {
            name: "m".to_owned(),
            sha256: "00".to_owned(),
            adapter: None,
        },
        skills: Vec::new(),
        failures: Vec::new(),
        seed: 7,
        history: vec![TurnRecord {
            role: "system".to_owned(),
            content: "Be brief.".to_owned(),
        }],
        expect: Some(serde_json::json!({"max_words": 3})),
        route: None,
        pictures: Vec::new(),
    }
}

#[test]
fn a_record_survives_reopening() {
    let (folder, store) = store();
    begin(&store, "aa-1", "why?");
    store.finish_run(&record("aa-1", "so")).unwrap();
    drop(store);
    let store = Store::open(&folder.path().join("omni.db")).unwrap();
    assert_eq!(
        store.run("aa-1").unwrap(),
        StoredRun::Finished(Box::new(record("aa-1", "so")))
    );
}

#[test]
fn lists_newest_first_with_what_became_of_them() {
    let (_folder, store) = store();
    begin(&store, "a", "one");
    begin(&store, "b", "two");
    begin(&store, "c", "three");
    store.finish_run(&record("a", "so")).unwrap();
    store.fail_run("b", "llm.failed", "no").unwrap();
    let runs = store.runs(10).unwrap();
    let seen: Vec<_> = runs
        .iter()
        .map(|run| (run.run_id.as_str(), run.state, run.finish.as_deref()))
        .collect();
    assert_eq!(
        seen,
        [
            ("c", RunState::Unfinished, None),
            ("b", RunState::Failed, Some("llm.failed")),
            ("a", RunState::Finished, Some("no-evidence")),
        ]
    );
    assert_eq!(runs[2].iterations, 1);
    assert_eq!(runs[1].error.as_deref(), Some("no"));
    assert_eq!(store.runs(1).unwrap().len(), 1);
}

#[test]
fn finds_a_run_by_the_start_of_its_id() {
    let (_folder, store) = store();
    for id in ["ab", "abc", "abd", "xy"] {
        begin(&store, id, "p");
    }
    assert!(matches!(store.run("x").unwrap(), StoredRun::Incomplete(run) if run.run_id == "xy"));
    assert!(matches!(store.run("ab").unwrap(), StoredRun::Incomplete(run) if run.run_id == "ab"));
    assert_eq!(store.run("a").unwrap_err().code(), "run.ambiguous");
    for unknown in ["", "%", "z", "abcd"] {
        assert_eq!(
            store.run(unknown).unwrap_err().code(),
            "run.unknown",
            "{unknown}"
        );
    }
}

#[test]
fn refuses_to_finish_what_never_began() {
    let (_folder, store) = store();
    assert_eq!(
        store.finish_run(&record("a", "so")).unwrap_err().code(),
        "run.unknown"
    );
    assert_eq!(
        store.fail_run("a", "c", "m").unwrap_err().code(),
        "run.unknown"
    );
    assert!(store.runs(10).unwrap().is_empty());
}

#[test]
fn two_stores_on_one_file_write_at_once() {
    let (folder, _store) = store();
    let path = folder.path().join("omni.db");
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let path = &path;
            scope.spawn(move || {
                let store = Store::open(path).unwrap();
                for number in 0..10 {
                    let id = format!("{writer}-{number}");
                    begin(&store, &id, "p");
                    store.finish_run(&record(&id, "so")).unwrap();
                }
            });
        }
    });
    assert_eq!(Store::open(&path).unwrap().runs(100).unwrap().len(), 40);
}

#[test]
fn a_full_disk_is_named_and_loses_nothing() {
    let (_folder, store) = store();
    begin(&store, "kept", "p");
    // SQLite's own bound on the file's size stands for the disk's.
    store
        .connection()
        .pragma_update(None, "max_page_count", 12)
        .unwrap();
    let long = "x".repeat(1 << 20);
    let started_at = "2026-01-02T03:04:05Z";
    let error = store
        .begin_run(&NewRun {
            run_id: "big",
            started_at,
            prompt: &long,
        })
        .unwrap_err();
    assert_eq!(error.code(), "store.full");
    assert!(store.run("kept").is_ok());
    assert_eq!(store.run("big").unwrap_err().code(), "run.unknown");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn any_text_comes_back_as_it_went_in(prompt in any::<String>(), response in any::<String>()) {
        let (_folder, store) = store();
        begin(&store, "id", &prompt);
        store.finish_run(&record("id", &response)).unwrap();
        let StoredRun::Finished(found) = store.run("id").unwrap() else { panic!("unfinished") };
        prop_assert_eq!(found.response, response);
        prop_assert_eq!(&store.runs(1).unwrap()[0].prompt, &prompt);
    }
}
