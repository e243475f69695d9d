//! The capabilities of `omni:host`: each refused without its grant, and held to its bounds with it.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use omni_loop::config::OnFailure;
use omni_loop::{Host, Iteration, Models, Request, Role, Roles, RunOptions, Surroundings};
use omni_policy::{Capability, Policy};
use omni_skills::types::Stop;
use omni_skills::{Answer, CallContext, Clock, Model, ModelError, Question, Scorer};
use omni_store::Store;
use omni_tests::guests::{call, code, load, observe, refused_without_grant, runtime, said};
use omni_tests::{Line, Scripted};

#[test]
fn each_is_refused_without_its_grant() {
    for (guest, import, lines) in [
        ("wants-log", "omni:host/log@0.1.0", "[grants.log]"),
        ("config-echo", "omni:host/config@0.1.0", "[grants.config]"),
        ("tells-time", "omni:host/clock@0.1.0", "[grants.clock]"),
        ("throws-dice", "omni:host/random@0.1.0", "[grants.random]"),
        ("keeps-things", "omni:host/kv@0.1.0", "[grants.kv]"),
        (
            "asks-model",
            "omni:host/llm@0.1.0",
            "[grants.llm]\nmax_tokens = 64\nmax_calls = 4",
        ),
    ] {
        refused_without_grant(guest, import, lines);
    }
}

#[test]
fn one_grant_is_not_another() {
    let all = ["log", "config", "clock", "random", "kv"];
    for (guest, own) in [
        ("tells-time", "clock"),
        ("throws-dice", "random"),
        ("keeps-things", "kv"),
    ] {
        for grant in all {
            let loaded = load(guest, &format!("[grants.{grant}]"));
            assert_eq!(loaded.is_ok(), grant == own, "{guest} with {grant}");
        }
    }
}

#[test]
fn the_clock_is_the_machines_or_stands_still() {
    let teller = load("tells-time", "[grants.clock]").unwrap();
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let real = said(&call(&teller, &CallContext::default(), ""));
    let told = Duration::from_nanos(real[0].parse().unwrap());
    assert!(
        told >= now && told < now + Duration::from_secs(3600),
        "{real:?}"
    );
    assert_eq!(real[1], "true");

    let fixed = CallContext {
        clock: Clock::Fixed(1_700_000_000_000_000_123),
        ..CallContext::default()
    };
    let told = said(&call(&teller, &fixed, ""));
    assert_eq!(told, ["1700000000000000123", "true", "0"]);
    let usage = call(&teller, &fixed, "").usage;
    assert_eq!(usage.host_calls, 3);
    let counts: Vec<_> = usage
        .uses
        .iter()
        .map(|used| (used.operation, used.count, used.denied))
        .collect();
    assert_eq!(counts, [("monotonic", 2, 0), ("now", 1, 0)]);
}

#[test]
fn random_numbers_follow_from_the_seed_or_from_nothing() {
    let dice = load("throws-dice", "[grants.random]").unwrap();
    let seeded = |seed| {
        said(&call(
            &dice,
            &CallContext {
                seed,
                ..CallContext::default()
            },
            "8",
        ))
    };
    assert_eq!(seeded(Some(7)), seeded(Some(7)));
    assert_ne!(seeded(Some(7)), seeded(Some(8)));
    assert_ne!(seeded(None), seeded(None));
    assert_eq!(
        said(&call(&dice, &CallContext::default(), "65536"))[1],
        "65536"
    );
    let greedy = call(&dice, &CallContext::default(), "65537");
    assert_eq!(code(&greedy), "trap");
    let error = greedy.result.unwrap_err().to_string();
    assert!(error.contains("too many random bytes"), "{error}");
}

/// A store on disk, plugged in as a run does.
fn run(
    guest: &str,
    lines: &str,
    store: &Arc<Store>,
    model: &Scripted,
    prompt: &str,
) -> Vec<String> {
    record(guest, lines, store, model, prompt).iterations[0]
        .reasons
        .clone()
}

fn record(
    guest: &str,
    lines: &str,
    store: &Arc<Store>,
    model: &Scripted,
    prompt: &str,
) -> omni_store::RunRecord {
    let scorer = Role::new(load(guest, lines).unwrap(), OnFailure::Skip);
    let roles = Roles {
        scorer: Some(scorer),
        ..Roles::default()
    };
    let home = tempfile::tempdir().unwrap();
    let host = Host::new(
        Models::new(Arc::new(model.clone()), None),
        roles,
        Arc::clone(store),
        omni_tests::log_in(home.path()),
    );
    host.run(&Request::new(prompt), &RunOptions::default(), &mut ())
        .unwrap()
}

fn store() -> (tempfile::TempDir, Arc<Store>) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("omni.db")).unwrap();
    (folder, Arc::new(store))
}

fn model(lines: impl IntoIterator<Item = Line>) -> Scripted {
    Scripted::new("script", lines)
}

#[test]
fn what_a_skill_keeps_is_there_in_the_next_run_and_for_no_other_skill() {
    let (folder, store) = store();
    let says = || model([Line::Says("answer")]);
    let commands = "set a 1\nset b 2\nget a\nkeys\ndelete b\ndelete b\nget b";
    let told = run("keeps-things", "[grants.kv]", &store, &says(), commands);
    assert_eq!(told, ["set", "set", "is 1", "a,b", "true", "false", "none"]);
    drop(store);
    let store = Arc::new(Store::open(&folder.path().join("omni.db")).unwrap());
    assert_eq!(
        run(
            "keeps-things",
            "[grants.kv]",
            &store,
            &says(),
            "get a\nkeys"
        ),
        ["is 1", "a"]
    );
    // What counts is the policy's name, not the file's.
    assert_eq!(store.kv_get("guest", "a").unwrap().unwrap(), b"1");
    assert_eq!(store.kv_keys("keeps-things", "").unwrap(), [""; 0]);
}

#[test]
fn a_component_of_the_same_name_under_another_policy_reads_nothing() {
    let (_folder, store) = store();
    let call_under = |skill: &str, commands: &str| {
        let text = format!("skill = \"{skill}\"\n[grants.kv]\n");
        let policy = Policy::parse(Path::new("policies/victim.toml"), &text).unwrap();
        let bytes = std::fs::read(omni_tests::guest("keeps-things")).unwrap();
        let config = serde_json::Map::new();
        let skill = runtime().load("victim", &bytes, Arc::new(policy), config);
        let around = Surroundings::default().with_store(Arc::clone(&store));
        let context = around.context(Iteration::First);
        said(&call(
            &Scorer::try_from(skill.unwrap()).unwrap(),
            &context,
            commands,
        ))
    };
    assert_eq!(call_under("victim", "set secret 42"), ["set"]);
    assert_eq!(
        call_under("another", "get secret\nkeys\ndelete secret"),
        ["none", "", "false"]
    );
    assert_eq!(call_under("victim", "get secret"), ["is 42"]);
}

#[test]
fn keys_and_values_are_bounded() {
    let (_folder, store) = store();
    let told = |commands: &str| {
        run(
            "keeps-things",
            "[grants.kv]",
            &store,
            &model([Line::Says("x")]),
            commands,
        )
    };
    assert_eq!(told("long 256\nbig v 65536"), ["set", "set"]);
    let refused = told("long 257\nlong 0\nbig v 65537\nget ");
    for (line, problem) in refused
        .iter()
        .zip(["257 bytes", "empty", "65537 bytes", "empty"])
    {
        assert!(
            line.starts_with("Error::InvalidInput") && line.contains(problem),
            "{refused:?}"
        );
    }
    let commands: Vec<String> = (0..16)
        .map(|number| format!("big fill{number} 65536"))
        .collect();
    let filled = told(&commands.join("\n"));
    assert!(
        filled[15].contains("at most 1000 keys and 1048576 bytes"),
        "{filled:?}"
    );
    assert_eq!(filled[..14], ["set"; 14]);
    // What was there before is still there, and what is given back can be had again.
    assert_eq!(told("delete v\nbig fill14 65000"), ["true", "set"]);
}

#[test]
fn the_number_of_keys_is_bounded() {
    let (_folder, store) = store();
    let policy = "[limits]\ntime = \"60s\"\n[grants.kv]";
    let told = |commands: &str| {
        run(
            "keeps-things",
            policy,
            &store,
            &model([Line::Says("x")]),
            commands,
        )
    };
    for key in 0..999 {
        store
            .kv_set("guest", &format!("k{key}"), b"", 1000, 1 << 20)
            .unwrap();
    }
    let told = told("set last 1\nset more 1\nset last 2\nget more");
    assert_eq!(
        (told[0].as_str(), told[2].as_str(), told[3].as_str()),
        ("set", "set", "none")
    );
    assert!(told[1].contains("at most 1000 keys"), "{told:?}");
}

#[test]
fn without_a_store_nothing_is_kept_and_the_skill_is_told() {
    let keeper = load("keeps-things", "[grants.kv]").unwrap();
    let told = said(&call(&keeper, &CallContext::default(), "set a 1"));
    assert_eq!(told, [r#"Error::Failed("nothing is kept here")"#]);
}

/// Answers with as many tokens as it may, and counts.
#[derive(Default)]
struct Talker {
    asked: AtomicU32,
}

impl Model for Talker {
    fn ask(&self, question: &Question) -> Result<Answer, ModelError> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        Ok(Answer {
            text: format!("to {}", question.messages[0].content),
            stop: Stop::Length,
            tokens: question.max_tokens,
            mean_logprob: -0.5,
        })
    }
}

fn with_model(model: Arc<dyn Model>) -> CallContext {
    CallContext {
        model: Some(model),
        ..CallContext::default()
    }
}

#[test]
fn the_model_is_asked_within_the_budget_of_a_call() {
    let talker = Arc::new(Talker::default());
    let context = with_model(talker.clone());
    let asker = load("asks-model", "[grants.llm]\nmax_tokens = 10\nmax_calls = 2").unwrap();
    let told = said(&call(&asker, &context, "4 one\n- two"));
    assert_eq!(
        told,
        [
            "to one (4 tokens, Stop::Length, -0.50)",
            "to two (6 tokens, Stop::Length, -0.50)"
        ]
    );
    // The budget is of a call, and the last call's is gone with it.
    assert_eq!(said(&call(&asker, &context, "10 again")).len(), 1);

    let before = talker.asked.load(Ordering::SeqCst);
    let too_often = call(&asker, &context, "1 a\n1 b\n1 c");
    assert_eq!(code(&too_often), "limit.llm-calls");
    assert_eq!(talker.asked.load(Ordering::SeqCst) - before, 2);
    let error = too_often.result.unwrap_err();
    assert_eq!(
        error.to_string(),
        "skill `asks-model` asked the model 3 times (limit.llm-calls: 2, set at policies/guest.toml:2)"
    );
    assert!(
        error
            .help()
            .unwrap()
            .contains("raise `max_calls` under [grants.llm]"),
        "{error:?}"
    );

    let before = talker.asked.load(Ordering::SeqCst);
    assert_eq!(code(&call(&asker, &context, "11 a")), "limit.llm-tokens");
    assert_eq!(
        talker.asked.load(Ordering::SeqCst),
        before,
        "asked beyond the budget"
    );
    assert_eq!(
        code(&call(&asker, &context, "10 a\n- b")),
        "limit.llm-tokens"
    );
}

#[test]
fn without_a_model_the_skill_is_told() {
    let asker = load("asks-model", "[grants.llm]\nmax_tokens = 10\nmax_calls = 2").unwrap();
    let told = said(&call(&asker, &CallContext::default(), "1 a"));
    assert_eq!(
        told,
        [r#"Error::Unsupported("there is no model to ask here")"#]
    );
}

/// Never answers before the call's time is up.
struct Slow;

impl Model for Slow {
    fn ask(&self, question: &Question) -> Result<Answer, ModelError> {
        let time = question.deadline.saturating_duration_since(Instant::now());
        std::thread::sleep(time + Duration::from_millis(200));
        Err(ModelError::Failed("too late to be heard".to_owned()))
    }
}

#[test]
fn the_calls_time_goes_on_while_the_model_thinks() {
    let asker = load(
        "asks-model",
        "[limits]\ntime = \"100ms\"\n[grants.llm]\nmax_tokens = 10\nmax_calls = 2",
    );
    let outcome = call(&asker.unwrap(), &with_model(Arc::new(Slow)), "1 a");
    assert_eq!(code(&outcome), "limit.time");
}

#[test]
fn a_skill_that_asks_does_not_come_back_into_the_run() {
    let (_folder, store) = store();
    let model = model([
        Line::Says("the draft"),
        Line::Says("aside"),
        Line::Says("once more"),
    ]);
    let policy = "[grants.llm]\nmax_tokens = 64\nmax_calls = 4";
    let record = record("asks-model", policy, &store, &model, "8 one\n8 two");
    assert_eq!(record.response, "the draft");
    assert_eq!(record.iterations.len(), 1);
    let reasons = &record.iterations[0].reasons;
    assert!(
        reasons[0].starts_with("aside (1 tokens, Stop::End"),
        "{reasons:?}"
    );
    assert!(
        reasons[1].starts_with("once more (2 tokens, Stop::End"),
        "{reasons:?}"
    );
    // The draft and two answers, each in the words of who asked: no run began inside the run.
    let asked = model.asked();
    let words: Vec<_> = asked
        .iter()
        .map(|(messages, _)| messages[0].content.as_str())
        .collect();
    assert_eq!(words, ["8 one\n8 two", "one", "two"]);
    assert!(
        asked[1..]
            .iter()
            .all(|(messages, options)| messages.len() == 1 && options.max_tokens == 8)
    );
    assert_eq!(store.runs(10).unwrap().len(), 1);
}

#[test]
fn a_run_whose_time_is_up_answers_no_skill() {
    let (_folder, store) = store();
    let model = model([Line::Says("the draft"), Line::Hangs("never")]);
    let lines = "[limits]\ntime = \"300ms\"\n[grants.llm]\nmax_tokens = 64\nmax_calls = 4";
    let record = record("asks-model", lines, &store, &model, "8 one");
    assert_eq!(record.response, "the draft");
    let reasons = &record.iterations[0].reasons;
    let ended = record
        .failures
        .iter()
        .any(|failure| failure.code == "limit.time");
    assert!(ended || reasons[0].contains("Timeout"), "{record:?}");
}

#[test]
fn an_observed_skill_shows_what_it_wants_and_gets_nothing_that_lasts() {
    let context = with_model(Arc::new(Talker::default()));
    let told = said(&call(&observe("asks-model", ""), &context, "1 a"));
    assert_eq!(
        told,
        [r#"Error::Unsupported("there is no model to ask here")"#]
    );
    let told = call(&observe("tells-time", ""), &context, "");
    assert_eq!(said(&told)[1], "true");
    assert_eq!(told.usage.uses[0].capability, Capability::Clock);
    let told = call(&observe("keeps-things", ""), &context, "get a");
    assert_eq!(told.usage.uses[0].capability, Capability::Kv);
}
