//! Giving a role to another component: for every later run, and inside one running host.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use omni_loop::config::OnFailure;
use omni_loop::{Host, Models, Request, Role, Roles, RunOptions};
use omni_policy::Policy;
use omni_skills::{Runtime, RuntimeOptions, Scorer};
use omni_store::Store;
use omni_tests::{Home, Line, Scripted, guest, skill_file};

const QUESTION: &str = "How many days are in a week?";

#[test]
fn the_next_run_uses_the_new_scorer_and_the_one_after_the_old_one_again() {
    let home = Home::new();
    // Copies: what was swapped in must depend on neither file.
    let mine = home.write(
        "mine/my-scorer.wasm",
        std::fs::read(skill_file("score-heuristic")).unwrap(),
    );
    let policy = home.write(
        "mine/my-scorer.toml",
        "skill = \"my-scorer\"\n[grants.config]\n",
    );
    let policy_path = policy.to_str().unwrap();
    let mine_path = mine.to_str().unwrap();
    home.omni(&[
        "skill",
        "swap",
        "scorer",
        mine_path,
        "--policy",
        policy_path,
    ])
    .succeeded();
    std::fs::remove_file(mine).unwrap();
    std::fs::remove_file(policy).unwrap();
    let swapped = home.ask(QUESTION, &[]);
    assert_eq!(swapped["skills"][0]["name"], "my-scorer");

    let listed = home.omni(&["skill", "list", "--json"]).succeeded().json();
    assert_eq!(listed[0]["role"], "scorer");
    assert_eq!(listed[0]["swapped"], true);
    assert_eq!(listed[0]["state"], "ready");

    home.omni(&["skill", "swap", "scorer", "score-logprob"])
        .succeeded();
    let back = home.ask(QUESTION, &[]);
    assert_eq!(back["skills"][0]["name"], "score-logprob");
    assert_ne!(back["skills"][0]["sha256"], swapped["skills"][0]["sha256"]);

    // Both runs still tell who scored them.
    for (record, name) in [(swapped, "my-scorer"), (back, "score-logprob")] {
        let shown = home.omni(&["run", "show", record["run_id"].as_str().unwrap(), "--json"]);
        assert_eq!(shown.succeeded().json(), record);
        let shown = home
            .omni(&["run", "show", record["run_id"].as_str().unwrap()])
            .succeeded();
        assert!(shown.stdout.contains(name), "{shown:?}");
    }
}

#[test]
fn a_role_goes_back_to_the_config() {
    let home = Home::new();
    home.omni(&["skill", "swap", "scorer", "score-heuristic"])
        .succeeded();
    home.omni(&["skill", "swap", "scorer", "--reset"])
        .succeeded();
    let listed = home.omni(&["skill", "list", "--json"]).succeeded().json();
    assert_eq!(listed[0]["name"], "score-logprob");
    assert_eq!(listed[0]["swapped"], false);
}

#[test]
fn a_refused_swap_leaves_the_role_as_it_was() {
    let home = Home::new();
    home.omni(&["skill", "swap", "scorer", "score-heuristic"])
        .succeeded();
    home.omni(&["skill", "swap", "scorer", &guest("wants-log")])
        .refused(3, "denied.import", "wants-log");
    let listed = home.omni(&["skill", "list", "--json"]).succeeded().json();
    assert_eq!(listed[0]["name"], "score-heuristic");
}

#[test]
fn a_validator_can_be_swapped_too() {
    let home = Home::new();
    home.write("wrong.toml", "skill = \"always-wrong\"\n[grants.config]\n");
    let wrong = guest("always-wrong");
    let role = "validator:validate-basics";
    home.omni(&["skill", "swap", role, &wrong, "--policy", "wrong.toml"])
        .succeeded();
    let record = home.ask(QUESTION, &["--max-tokens", "16", "--max-iterations", "1"]);
    assert_eq!(
        record["iterations"][0]["findings"][0]["validator"],
        "always-wrong"
    );
    assert_eq!(record["finish"], "exhausted");
}

/// A scorer whose policy grants config, which says how confident it is.
fn fixed_score(runtime: &Runtime, confidence: f64) -> Scorer {
    let policy = Policy::parse(
        std::path::Path::new("fixed.toml"),
        "skill = \"fixed-score\"\n[grants.config]\n",
    );
    let bytes = std::fs::read(guest("fixed-score")).unwrap();
    let config = serde_json::json!({ "confidence": confidence })
        .as_object()
        .unwrap()
        .clone();
    let skill = runtime
        .load("fixed-score", &bytes, Arc::new(policy.unwrap()), config)
        .unwrap();
    Scorer::try_from(skill).unwrap()
}

#[test]
fn one_running_host_swaps_between_runs_without_a_failed_call() {
    let home = Home::bare();
    let runtime = Runtime::new(RuntimeOptions { cache: None }).unwrap();
    let runs = 300;
    let model = Scripted::new("script", vec![Line::Says("Paris is the capital."); runs]);
    let store = Arc::new(Store::open(&home.path().join("omni.db")).unwrap());
    let roles = Roles {
        scorer: Some(Role::new(fixed_score(&runtime, 0.25), OnFailure::Fail)),
        ..Roles::default()
    };
    let host = Host::new(Models::new(Arc::new(model), None), roles, store, home.log());
    let (low, high) = (fixed_score(&runtime, 0.25), fixed_score(&runtime, 0.75));
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let scorer = host.roles().scorer.as_ref().unwrap();
            while !done.load(Ordering::Relaxed) {
                scorer.swap(high.clone());
                scorer.swap(low.clone());
            }
        });
        let mut seen = std::collections::BTreeSet::new();
        for _ in 0..runs {
            let record = host
                .run(&Request::new(QUESTION), &RunOptions::default(), &mut ())
                .unwrap();
            assert!([0.25, 0.75].contains(&record.confidence), "{record:?}");
            seen.insert(record.skills[0].generation);
        }
        done.store(true, Ordering::Relaxed);
        assert!(seen.len() > 1, "no swap happened while runs were under way");
    });
}

#[test]
fn a_role_whose_skill_is_gone_can_be_given_back() {
    let home = Home::new();
    let mine = home.path().join("skills/mine.wasm");
    std::fs::create_dir_all(mine.parent().unwrap()).unwrap();
    std::fs::copy(skill_file("score-heuristic"), &mine).unwrap();
    home.write("policies/mine.toml", "skill = \"mine\"\n[grants.config]\n");
    home.omni(&["skill", "swap", "scorer", "mine"]).succeeded();
    std::fs::remove_file(mine).unwrap();
    let refused = home
        .omni(&["ask", QUESTION])
        .refused(2, "skill.unknown", "mine");
    assert!(
        refused.stderr.contains("omni skill swap scorer --reset"),
        "{refused:?}"
    );
    let listed = home.omni(&["skill", "list", "--json"]).succeeded().json();
    assert_eq!(listed[0]["state"], "skill.unknown");
    // Another role can be swapped meanwhile.
    home.omni(&["skill", "swap", "reflector", "reflect"])
        .succeeded();
    home.omni(&["skill", "swap", "scorer", "--reset"])
        .succeeded();
    let _ = home.ask(QUESTION, &["--max-tokens", "8"]);
}

#[test]
fn a_policy_that_comes_with_a_component_grants_nothing() {
    let home = Home::new();
    let wants = home.write(
        "got/wants-log.wasm",
        std::fs::read(guest("wants-log")).unwrap(),
    );
    home.write(
        "got/wants-log.toml",
        "skill = \"wants-log\"\n[grants.log]\n",
    );
    home.omni(&["skill", "swap", "scorer", wants.to_str().unwrap()])
        .refused(3, "denied.import", "wants-log");
}
