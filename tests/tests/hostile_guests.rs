//! Each hostile guest costs its own call, with its own code; the next call works.

use omni_tests::{Home, Outcome, guest};

const QUESTION: &str = "How many days are in a week?";
const ATTEMPT: &str = r#"{"request": {"prompt": "p"}, "response": "r"}"#;

/// A policy that is tight, so that the tests are quick.
const POLICY: &str = r#"
skill = "guest"
[limits]
memory = "16MiB"
time = "300ms"
output = "64KiB"
log = "4KiB"
host_calls = 100
[grants.log]
[grants.config]
"#;

/// Guest, exit code, error code.
const HOSTILE: [(&str, i32, &str); 9] = [
    ("spin", 4, "limit.time"),
    ("spin-start", 4, "limit.time"),
    ("memory-bomb", 4, "limit.memory"),
    ("stack-overflow", 4, "limit.stack"),
    ("big-output", 4, "limit.output"),
    ("log-flood", 4, "limit.log"),
    ("host-call-flood", 4, "limit.host-calls"),
    ("nan-score", 2, "invalid.output"),
    ("panics", 2, "trap"),
];

/// Calls a guest once, under the home's policy.
fn call(home: &Home, name: &str) -> Outcome {
    let component = guest(name);
    let input = ["--input", "attempt.json", "--policy", "policy.toml"];
    home.omni(&[&["skill", "run", &component], &input[..]].concat())
}

#[test]
fn each_is_stopped_with_its_own_code() {
    let home = Home::new();
    home.write("policy.toml", POLICY);
    home.write("attempt.json", ATTEMPT);
    for (name, exit, code) in HOSTILE {
        call(&home, name).refused(exit, code, name);
    }
}

#[test]
fn fuel_is_a_limit_where_the_policy_sets_it() {
    let home = Home::new();
    home.write(
        "policy.toml",
        "skill = \"spin\"\n[limits]\nfuel = 1000000\n",
    );
    home.write("attempt.json", ATTEMPT);
    call(&home, "spin").refused(4, "limit.fuel", "spin");
}

#[test]
fn a_run_goes_on_without_a_hostile_scorer_and_says_so() {
    let home = Home::new();
    home.write("policy.toml", POLICY);
    for (name, _, code) in HOSTILE {
        home.config(&format!(
            "[skills.scorer]\ncomponent = {:?}\npolicy = \"policy.toml\"\n",
            guest(name)
        ));
        let record = home.ask(QUESTION, &["--max-tokens", "16"]);
        assert_eq!(record["failures"][0]["code"], code, "{name}: {record:#}");
        assert_eq!(record["confidence"], 0.0, "{name}");
        assert!(
            record["response"].as_str().unwrap().contains("7 days"),
            "{name}: {record:#}"
        );
    }
}

#[test]
fn a_run_fails_with_the_scorers_code_where_the_config_says_so() {
    let home = Home::new();
    home.write("policy.toml", POLICY);
    home.config(&format!(
        "[skills.scorer]\ncomponent = {:?}\npolicy = \"policy.toml\"\non_failure = \"fail\"\n",
        guest("spin")
    ));
    home.omni(&["ask", QUESTION, "--max-tokens", "16"])
        .refused(4, "limit.time", "spin");
    let runs = home.omni(&["run", "list", "--json"]).succeeded().json();
    assert_eq!(runs[0]["state"], "failed");
    assert_eq!(runs[0]["finish"], "limit.time");
}

#[test]
fn a_component_that_the_policy_does_not_pin_is_refused() {
    let home = Home::new();
    let digest = "0".repeat(64);
    home.write(
        "pinned.toml",
        format!("skill = \"score-logprob\"\nsha256 = \"{digest}\"\n"),
    );
    home.write("attempt.json", ATTEMPT);
    let arguments = [
        "skill",
        "run",
        "score-logprob",
        "--input",
        "attempt.json",
        "--policy",
        "pinned.toml",
    ];
    home.omni(&arguments)
        .refused(5, "digest.mismatch", "score-logprob");
}
