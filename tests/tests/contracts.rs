//! Skills that were built from contracts 0.1.0 as they were then (`tests/guests/frozen-0.1.0`) run on this host.
//! When this fails, a change of `wit/` breaks the skills that people have: see `docs/contracts.md`.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use omni_skills::types::{
    Attachment, Attempt, DatasetOptions, Exchange, Grammar, ImageOptions, Request, RouteModel,
    RouteReflection, Stop, Way,
};
use omni_skills::{
    Answer, CallContext, Clock, DatasetBuilder, ImagePreprocessor, KeyValue, Kind, KvBounds,
    KvError, Model, ModelError, Question, Reflector, Router, Scorer, Skill, Validator,
};
use omni_tests::guest;
use omni_tests::guests::{policy, runtime};
use serde_json::{Map, json};

fn load(kind: Kind, lines: &str) -> Skill {
    let name = format!("frozen-{kind}");
    let bytes = std::fs::read(guest(&name)).unwrap();
    let config = Map::from_iter([("threshold".to_owned(), json!(0.5))]);
    let skill = runtime().load(&name, &bytes, policy(lines), config);
    skill.unwrap_or_else(|error| panic!("{error}\n{:?}", error.help()))
}

fn attempt(response: &str) -> Attempt {
    serde_json::from_value(json!({
        "request": {"prompt": "p", "history": [{"role": "user", "content": "h"}]},
        "response": response,
        "iteration": 2,
        "stats": {"count": 1, "mean_logprob": 0.0, "min_logprob": -1.0, "mean_entropy": 0.5},
    }))
    .unwrap()
}

/// A store that keeps one value, and a model that repeats what it is asked.
struct Host(Mutex<Vec<u8>>);

impl KeyValue for Host {
    fn get(&self, _: &str, _: &str) -> Result<Option<Vec<u8>>, KvError> {
        Ok(Some(self.0.lock().unwrap().clone()))
    }

    fn set(&self, _: &str, _: &str, value: &[u8], _: KvBounds) -> Result<(), KvError> {
        *self.0.lock().unwrap() = value.to_vec();
        Ok(())
    }

    fn delete(&self, _: &str, _: &str) -> Result<bool, KvError> {
        Ok(true)
    }

    fn keys(&self, _: &str, prefix: &str) -> Result<Vec<String>, KvError> {
        Ok(vec![format!("{prefix}ey")])
    }
}

impl Model for Host {
    fn ask(&self, question: &Question) -> Result<Answer, ModelError> {
        Ok(Answer {
            text: format!("{}!", question.messages[0].content),
            stop: Stop::End,
            tokens: 1,
            mean_logprob: -0.5,
        })
    }
}

#[test]
fn a_scorer_of_0_1_0_runs_with_all_that_a_host_gives() {
    let grants = "[grants.log]\n[grants.config]\n[grants.clock]\n[grants.random]\n[grants.kv]\n\
        [grants.llm]\nmax_tokens = 8\nmax_calls = 1";
    let scorer = Scorer::try_from(load(Kind::Scorer, grants)).unwrap();
    let host = Arc::new(Host(Mutex::default()));
    let context = CallContext {
        clock: Clock::Fixed(7),
        seed: Some(1),
        kv: Some(host.clone()),
        model: Some(host),
        ..CallContext::default()
    };
    let outcome = scorer.score_in(&context, &attempt("r"));
    let score = outcome.result.unwrap();
    let expected = [
        r#"config Some("0.5")"#,
        "time 7",
        "steady true",
        "random 3 false",
        "kept value key true",
        "answer p!",
    ];
    assert_eq!(score.reasons, expected);
    assert_eq!(score.confidence, 1.0);
    assert_eq!(outcome.usage.log[0].message, "scoring");
    let error = scorer
        .score_in(&context, &attempt("panic"))
        .result
        .unwrap_err();
    assert!(
        error.to_string().ends_with(": an old skill panics"),
        "{error}"
    );
}

#[test]
fn a_validator_and_a_reflector_of_0_1_0_run() {
    let validator = Validator::try_from(load(Kind::Validator, "")).unwrap();
    let findings = validator.validate(&attempt("abc")).result.unwrap();
    assert_eq!(findings[0].message, "iteration 2");
    assert_eq!(findings[0].mend.as_deref(), Some("ABC"));
    assert_eq!(
        findings[0].grammar,
        Some(Grammar::JsonSchema("{}".to_owned()))
    );
    assert!(validator.validate(&attempt("")).result.is_err());

    let reflector = Reflector::try_from(load(Kind::Reflector, "")).unwrap();
    let mut seen = attempt("abc");
    assert_eq!(
        reflector.reflect(&seen.request, &[seen.clone()]).result,
        Ok(None)
    );
    seen.findings = findings;
    let retry = reflector.reflect(&seen.request, &[seen.clone()]).result;
    let retry = retry.unwrap().unwrap();
    assert_eq!(retry.messages[0].content, "p\nfact");
    assert_eq!((retry.temperature, retry.max_tokens), (Some(0.5), Some(9)));
}

#[test]
fn a_router_of_0_1_0_runs() {
    let router = Router::try_from(load(Kind::Router, "")).unwrap();
    let attachments = [b"\x89PNG".as_slice(), b"RIFF", b"text"].map(Attachment::of);
    let request = Request {
        prompt: "why".to_owned(),
        ..Request::default()
    };
    let route = router.route(&request, &attachments).result.unwrap();
    assert_eq!(route.ways, [Way::Image, Way::Audio, Way::Text]);
    assert_eq!(route.model, RouteModel::Adapter("frozen".to_owned()));
    assert_eq!(route.max_iterations, Some(2));
    assert_eq!(route.reflection, Some(RouteReflection::Always));
    assert_eq!(route.reasons, ["why"]);
}

#[test]
fn an_image_preprocessor_of_0_1_0_runs() {
    let preprocessor = ImagePreprocessor::try_from(load(Kind::ImagePreprocessor, "")).unwrap();
    let prepared = preprocessor.prepare(&[9, 8], &ImageOptions::default());
    let prepared = prepared.result.unwrap();
    assert_eq!((prepared.width, prepared.height), (3, 2));
    assert_eq!(prepared.source.upright(), (3, 2));
    assert_eq!(prepared.source.pixels_sha256, [9; 32]);
    assert_eq!(prepared.pixels, Some(vec![9; 18]));
    assert_eq!(prepared.encoded.unwrap().bytes, [9, 85, 255]);
    assert_eq!(prepared.hash, u64::MAX - 1);
    assert_eq!(prepared.notes, ["at most 512"]);
}

#[test]
fn a_dataset_builder_of_0_1_0_runs() {
    let builder = DatasetBuilder::try_from(load(Kind::DatasetBuilder, "")).unwrap();
    let entry = |(id, rating): (&str, f64)| {
        let entry = json!({"id": id, "request": {"prompt": "p"}, "response": id, "rating": rating});
        serde_json::from_value::<Exchange>(entry).unwrap()
    };
    let entries = [("a", 0.9), ("b", 0.8), ("c", 0.2)].map(entry);
    let options = DatasetOptions {
        seed: 5,
        ..DatasetOptions::default()
    };
    let dataset = builder.build(&entries, &options).result.unwrap();
    assert_eq!(dataset.training[0].messages[0].content, "a");
    assert_eq!(dataset.training[0].weight, 0.5);
    assert_eq!(dataset.validation[0].exchanges, ["b"]);
    assert_eq!(dataset.dropped[0].exchange, "c");
    assert_eq!(dataset.notes, ["seed 5"]);
}

#[test]
fn the_contracts_still_hold_every_file_of_0_1_0() {
    // A file of its own may come in 0.1.x; what was there stays, but for comments.
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let frozen = root.join("tests/guests/frozen-0.1.0/wit");
    let plain = |path: PathBuf| {
        let text =
            std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path:?}: {error}"));
        let lines = text.lines().map(str::trim);
        let lines = lines.filter(|line| !line.starts_with("//") && !line.is_empty());
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    let mut seen = 0;
    for package in ["skill", "host"] {
        for file in std::fs::read_dir(frozen.join(package)).unwrap() {
            let file = file.unwrap();
            let now = plain(root.join("wit").join(package).join(file.file_name()));
            let mut rest = now.iter();
            for line in plain(file.path()) {
                let name = file.file_name();
                assert!(rest.any(|now| *now == line), "{name:?} lost `{line}`");
            }
            seen += 1;
        }
    }
    assert_eq!(seen, 14);
}
