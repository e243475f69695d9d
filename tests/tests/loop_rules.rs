//! The rules of a run, on a model with a script and real components: when it ends, which answer it
//! gives, what the retry is asked, when the fallback steps in.

use std::sync::Arc;
use std::time::Duration;

use omni_llm::{Cancel, Grammar};
use omni_loop::config::OnFailure;
use omni_loop::{Event, Host, Iteration, Models, Reflection, Request, Role, Roles, RunOptions};
use omni_policy::Policy;
use omni_skills::{Reflector, Runtime, RuntimeOptions, Scorer, Skill, Validator};
use omni_store::{Finish, RunRecord, Source, Store, StoredRun};
use omni_tests::{Home, Line, Scripted, guest, skill_file};
use serde_json::json;

struct Stage {
    home: Home,
    runtime: Runtime,
    roles: Roles,
}

impl Stage {
    /// Nobody plays a role yet.
    fn new() -> Self {
        let runtime = Runtime::new(RuntimeOptions { cache: None }).unwrap();
        Self {
            home: Home::bare(),
            runtime,
            roles: Roles::default(),
        }
    }

    fn load(&self, path: &str, config: serde_json::Value) -> Skill {
        let grants = "skill = \"s\"\n[grants.config]\n[grants.log]\n";
        let policy = Policy::parse(std::path::Path::new("s.toml"), grants).unwrap();
        let name = std::path::Path::new(path)
            .file_stem()
            .unwrap()
            .to_str()
            .unwrap();
        let config = config.as_object().unwrap().clone();
        self.runtime
            .load(
                name,
                &std::fs::read(path).unwrap(),
                Arc::new(policy),
                config,
            )
            .unwrap()
    }

    /// The scorer's confidence in each iteration, in order.
    fn scores(mut self, confidences: &[f64]) -> Self {
        let skill = self.load(&guest("fixed-score"), json!({ "confidences": confidences }));
        self.roles.scorer = Some(Role::new(Scorer::try_from(skill).unwrap(), OnFailure::Fail));
        self
    }

    /// A validator that finds every response wrong, with what `config` adds to its finding.
    fn always_wrong(mut self, config: serde_json::Value) -> Self {
        let skill = self.load(&guest("always-wrong"), config);
        self.roles.validators.push(Role::new(
            Validator::try_from(skill).unwrap(),
            OnFailure::Skip,
        ));
        self
    }

    fn reflector(mut self) -> Self {
        let skill = self.load(&skill_file("reflect"), json!({}));
        self.roles.reflector = Some(Role::new(
            Reflector::try_from(skill).unwrap(),
            OnFailure::Fail,
        ));
        self
    }

    fn store(&self) -> Store {
        Store::open(&self.home.path().join("omni.db")).unwrap()
    }

    fn host(self, models: Models) -> Staged {
        let (store, log) = (Arc::new(self.store()), self.home.log());
        Staged {
            host: Host::new(models, self.roles, store, log),
            _home: self.home,
        }
    }

    fn run(self, model: &Scripted, options: &RunOptions) -> RunRecord {
        let models = Models::new(Arc::new(model.clone()), None);
        self.host(models)
            .run(&Request::new("What is it?"), options, &mut ())
            .unwrap()
    }
}

/// A host whose home is there as long as it is.
struct Staged {
    host: Host,
    _home: Home,
}

impl std::ops::Deref for Staged {
    type Target = Host;

    fn deref(&self) -> &Host {
        &self.host
    }
}

fn always() -> RunOptions {
    RunOptions {
        reflection: Reflection::Always,
        ..RunOptions::default()
    }
}

fn three() -> Scripted {
    Scripted::new(
        "script",
        [Line::Says("ash"), Line::Says("oak"), Line::Says("elm")],
    )
}

#[test]
fn a_confident_draft_ends_the_run_at_the_threshold_itself() {
    let model = three();
    let record = Stage::new()
        .scores(&[0.85])
        .reflector()
        .run(&model, &always());
    assert_eq!(record.finish, Finish::Confident);
    assert_eq!(
        (record.accepted_iteration, record.auto_corrected),
        (1, false)
    );
    assert_eq!(model.asked().len(), 1);
}

#[test]
fn the_best_scored_answer_is_given_not_the_last() {
    let record = Stage::new()
        .scores(&[0.3, 0.6, 0.5])
        .reflector()
        .run(&three(), &always());
    assert_eq!(record.finish, Finish::Exhausted);
    assert_eq!(record.iterations.len(), 3);
    assert_eq!(
        (record.response.as_str(), record.accepted_iteration),
        ("oak", 2)
    );
    assert!(record.auto_corrected);
    assert!((record.confidence - 0.6).abs() < 1e-6);
    let revised: Vec<_> = record
        .iterations
        .iter()
        .map(|iteration| iteration.revised)
        .collect();
    assert_eq!(revised, [false, true, true]);
}

#[test]
fn a_tie_goes_to_the_draft() {
    let record = Stage::new()
        .scores(&[0.5, 0.5, 0.4])
        .reflector()
        .run(&three(), &always());
    assert_eq!(
        (record.response.as_str(), record.auto_corrected),
        ("ash", false)
    );
}

#[test]
fn a_retry_that_is_confident_ends_the_run() {
    let model = three();
    let record = Stage::new()
        .scores(&[0.3, 0.9, 0.1])
        .reflector()
        .run(&model, &always());
    assert_eq!(record.finish, Finish::Confident);
    assert_eq!((record.response.as_str(), model.asked().len()), ("oak", 2));
}

#[test]
fn no_more_iterations_than_allowed() {
    for (allowed, count) in [
        (Iteration::First, 1),
        (Iteration::Second, 2),
        (Iteration::Third, 3),
    ] {
        let model = three();
        let options = RunOptions {
            max_iterations: allowed,
            ..always()
        };
        let record = Stage::new()
            .scores(&[0.1, 0.1, 0.1])
            .reflector()
            .run(&model, &options);
        assert_eq!(record.finish, Finish::Exhausted);
        assert_eq!(
            (record.iterations.len(), model.asked().len()),
            (count, count)
        );
    }
}

#[test]
fn nothing_is_tried_again_without_evidence() {
    let model = three();
    let record = Stage::new()
        .scores(&[0.1])
        .reflector()
        .run(&model, &RunOptions::default());
    assert_eq!(record.finish, Finish::NoEvidence);
    assert_eq!(model.asked().len(), 1);
}

#[test]
fn the_retry_is_a_fresh_prompt_with_the_fact_last_and_without_the_draft() {
    let model = three();
    let stage = Stage::new()
        .scores(&[0.1, 0.2, 0.3])
        .always_wrong(json!({}))
        .reflector();
    let record = stage.run(&model, &RunOptions::default());
    assert_eq!(record.iterations.len(), 3);
    let fact = record.iterations[0].findings[0].fact.clone().unwrap();
    let asked = model.asked();
    let retry = &asked[1].0.last().unwrap().content;
    assert!(retry.starts_with("What is it?\n"), "{retry}");
    assert!(retry.contains(&fact), "{retry}");
    assert!(!retry.contains("ash"), "the draft is shown: {retry}");
    assert_eq!(asked[1].1.temperature, 0.0);
    assert_ne!(asked[1], asked[2], "the same retry twice");
}

#[test]
fn reflection_off_takes_the_draft() {
    let model = three();
    let options = RunOptions {
        reflection: Reflection::Off,
        ..RunOptions::default()
    };
    let stage = Stage::new()
        .scores(&[0.1])
        .always_wrong(json!({}))
        .reflector();
    let record = stage.run(&model, &options);
    assert_eq!(record.finish, Finish::ReflectionOff);
    assert_eq!(model.asked().len(), 1);
}

#[test]
fn a_late_draft_is_returned_as_far_as_it_got() {
    let model = Scripted::new("slow", [Line::Hangs("half an")]);
    let options = RunOptions {
        iteration_timeout: Duration::from_millis(20),
        ..RunOptions::default()
    };
    let record = Stage::new().scores(&[0.9]).run(&model, &options);
    assert_eq!(record.finish, Finish::Deadline);
    assert_eq!(
        (record.response.as_str(), record.iterations[0].stop.as_str()),
        ("half an", "timeout")
    );
}

#[test]
fn a_draft_with_nothing_in_time_is_an_error_that_is_kept() {
    let model = Scripted::new("slow", [Line::Hangs("")]);
    let options = RunOptions {
        deadline: Duration::from_millis(20),
        ..RunOptions::default()
    };
    let stage = Stage::new().scores(&[0.9]);
    let store = stage.store();
    let host = stage.host(Models::new(Arc::new(model), None));
    let error = host.run(&Request::new("p"), &options, &mut ()).unwrap_err();
    assert_eq!(error.code(), "limit.deadline");
    assert_eq!(
        store.runs(1).unwrap()[0].finish.as_deref(),
        Some("limit.deadline")
    );
}

#[test]
fn a_late_retry_leaves_the_draft() {
    let model = Scripted::new("slow", [Line::Says("one"), Line::Hangs("half")]);
    let options = RunOptions {
        deadline: Duration::from_secs(2),
        ..always()
    };
    let record = Stage::new()
        .scores(&[0.5, 0.4])
        .reflector()
        .run(&model, &options);
    assert_eq!(record.finish, Finish::Deadline);
    assert_eq!(
        (record.response.as_str(), record.iterations.len()),
        ("one", 2)
    );
}

#[test]
fn a_cancelled_run_is_kept_with_what_there_was() {
    let model = Scripted::new("slow", [Line::Hangs("half")]);
    let options = RunOptions {
        cancel: Cancel::default(),
        ..RunOptions::default()
    };
    let stage = Stage::new().scores(&[0.9]);
    let store = stage.store();
    let host = stage.host(Models::new(Arc::new(model), None));
    let cancel = options.cancel.clone();
    let mut on_text = |event: Event<'_>| {
        if matches!(event, Event::Text(_)) {
            cancel.set();
        }
    };
    let record = host
        .run(&Request::new("p"), &options, &mut on_text)
        .unwrap();
    assert_eq!(
        (record.finish, record.response.as_str()),
        (Finish::Cancelled, "half")
    );
    assert_eq!(
        store.run(&record.run_id).unwrap(),
        StoredRun::Finished(Box::new(record))
    );
}

#[test]
fn the_fallback_answers_when_the_main_model_fails() {
    let main = Scripted::new("main", [Line::Fails]);
    let fallback = Scripted::new("spare", [Line::Says("spare answer")]);
    let models = Models::new(Arc::new(main), Some(Arc::new(fallback)));
    let host = Stage::new().scores(&[0.4]).reflector().host(models);
    let record = host.run(&Request::new("p"), &always(), &mut ()).unwrap();
    assert_eq!(record.finish, Finish::Fallback);
    assert!(record.fallback_used);
    assert_eq!(record.fallback_reason.as_deref(), Some("llm.failed"));
    assert_eq!(
        (record.response.as_str(), record.model.name.as_str()),
        ("spare answer", "spare")
    );
    assert_eq!(record.failures[0].code, "llm.failed");
}

#[test]
fn the_fallback_answers_when_the_main_model_is_late_with_time_of_its_own() {
    let main = Scripted::new("main", [Line::Hangs("half")]);
    let fallback = Scripted::new("spare", [Line::Says("spare answer")]);
    let models = Models::new(Arc::new(main), Some(Arc::new(fallback)));
    let options = RunOptions {
        deadline: Duration::from_millis(20),
        ..RunOptions::default()
    };
    let host = Stage::new().scores(&[0.4]).host(models);
    let record = host.run(&Request::new("p"), &options, &mut ()).unwrap();
    assert_eq!(record.fallback_reason.as_deref(), Some("late"));
    assert_eq!(
        (record.response.as_str(), record.accepted_iteration),
        ("spare answer", 1)
    );
}

#[test]
fn a_main_model_that_fails_without_a_fallback_is_an_error_that_is_kept() {
    let stage = Stage::new().scores(&[0.4]);
    let store = stage.store();
    let host = stage.host(Models::new(
        Arc::new(Scripted::new("main", [Line::Fails])),
        None,
    ));
    let error = host
        .run(&Request::new("p"), &RunOptions::default(), &mut ())
        .unwrap_err();
    assert_eq!(error.code(), "llm.failed");
    assert_eq!(
        store.runs(1).unwrap()[0].finish.as_deref(),
        Some("llm.failed")
    );
}

#[test]
fn a_model_that_fails_in_a_retry_leaves_the_draft() {
    let model = Scripted::new("script", [Line::Says("one"), Line::Fails]);
    let record = Stage::new()
        .scores(&[0.5])
        .reflector()
        .run(&model, &always());
    assert_eq!(
        (record.finish, record.response.as_str()),
        (Finish::Exhausted, "one")
    );
    assert_eq!(record.failures[0].role, "model");
}

#[test]
fn a_mechanical_fault_is_mended_by_code_and_judged_again() {
    let model = three();
    let stage = Stage::new()
        .scores(&[0.2, 0.9])
        .always_wrong(json!({ "mend": "mended", "severity": "warning" }))
        .reflector();
    let record = stage.run(&model, &RunOptions::default());
    assert_eq!(record.iterations[1].source, Source::Mend);
    assert_eq!(record.iterations[1].generated_tokens, 0);
    assert_eq!(record.response, "mended");
    assert_eq!(model.asked().len(), 1);

    let model = three();
    let stage = Stage::new()
        .scores(&[0.2, 0.9])
        .always_wrong(json!({ "mend": "mended", "severity": "warning" }))
        .reflector();
    let options = RunOptions {
        mend: false,
        ..RunOptions::default()
    };
    let record = stage.run(&model, &options);
    assert_eq!(record.iterations[1].source, Source::Model);
}

#[test]
fn a_findings_grammar_reaches_the_retry() {
    let model = three();
    let stage = Stage::new()
        .scores(&[0.2, 0.9])
        .always_wrong(json!({ "grammar": "root ::= [0-9]+" }))
        .reflector();
    let record = stage.run(&model, &RunOptions::default());
    assert!(record.iterations[1].grammar);
    assert!(
        matches!(&model.asked()[1].1.grammar, Some(Grammar::Gbnf(text)) if text.contains("root"))
    );
}

#[test]
fn many_long_codes_do_not_crowd_records_out_of_the_log() {
    let code = "x".repeat(64);
    let mut stage = Stage::new().scores(&[0.2, 0.9]).reflector();
    for _ in 0..5 {
        stage = stage.always_wrong(json!({ "count": 256, "code": code }));
    }
    let models = Models::new(Arc::new(three()), None);
    let staged = stage.host(models);
    let record = staged
        .run(&Request::new("What is it?"), &always(), &mut ())
        .unwrap();
    assert_eq!(record.iterations.len(), 3);
    let folder = staged._home.path().join("audit");
    let entries = || omni_audit::records(&folder).unwrap().map(Result::unwrap);
    let count = |kind: &str, key: &str, counted: &str| {
        let found = entries().find(|entry| entry.kind == kind).unwrap();
        let body: serde_json::Value = serde_json::from_str(&found.body).unwrap();
        (body[key].as_array().unwrap().len(), body[counted].clone())
    };
    assert_eq!(
        count("iteration", "findings", "findings_count"),
        (64, json!(1280))
    );
    assert_eq!(
        count("reflection", "evidence", "evidence_count"),
        (64, json!(1280))
    );
    let runs = entries().filter(|entry| entry.kind.starts_with("run."));
    assert_eq!(runs.count(), 2);
}

#[test]
fn a_retry_that_nobody_could_validate_does_not_replace_the_draft() {
    let stage = Stage::new()
        .scores(&[0.2, 0.9, 0.9])
        .always_wrong(json!({ "panic_from": 2 }))
        .reflector();
    let record = stage.run(&three(), &RunOptions::default());
    assert_eq!(
        (record.response.as_str(), record.auto_corrected),
        ("ash", false)
    );
    assert_ne!(record.finish, Finish::Confident);
    assert_eq!(
        (
            record.failures[0].iteration,
            record.failures[0].code.as_str()
        ),
        (2, "trap")
    );
}

#[test]
fn half_a_retry_does_not_replace_the_draft_however_sure_it_looks() {
    let model = Scripted::new("slow", [Line::Says("ash"), Line::Hangs("half")]);
    let options = RunOptions {
        deadline: Duration::from_secs(2),
        ..always()
    };
    let record = Stage::new()
        .scores(&[0.5, 0.8])
        .reflector()
        .run(&model, &options);
    assert_eq!(
        (record.finish, record.response.as_str()),
        (Finish::Deadline, "ash")
    );
}

#[test]
fn a_grammar_that_is_none_is_the_reflectors_failure() {
    // The scripted model does not read grammars, so the real one is asked.
    let home = Home::new();
    home.write("wrong.toml", "skill = \"always-wrong\"\n[grants.config]\n");
    home.config(&format!(
        "[[skills.validators]]\ncomponent = {:?}\npolicy = \"wrong.toml\"\nconfig = {{ grammar = \"root ::= (\" }}\n",
        guest("always-wrong")
    ));
    let record = home.ask("How many days are in a week?", &[]);
    let failure = &record["failures"][0];
    assert_eq!(failure["code"], "grammar.invalid", "{record:#}");
    assert_eq!(failure["role"], "reflector");
    assert!(record["response"].as_str().unwrap().contains("7 days"));
}
