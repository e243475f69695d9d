//! Runs are kept: listed, shown, cancelled, killed, made by two processes at once.

use std::io::Read as _;
use std::time::Duration;

use omni_tests::Home;

const QUESTION: &str = "How many days are in a week?";
const LONG: &str = "Write a long story about a lighthouse keeper and the sea.";

#[test]
fn runs_are_listed_newest_first_and_shown_by_the_start_of_their_id() {
    let home = Home::new();
    assert_eq!(
        home.omni(&["run", "list", "--json"]).succeeded().json(),
        serde_json::json!([])
    );
    let first = home.ask(QUESTION, &[]);
    let second = home.ask("Name a colour.", &["--max-tokens", "16"]);
    let list = home.omni(&["run", "list", "--json"]).succeeded().json();
    assert_eq!(list[0]["run_id"], second["run_id"]);
    assert_eq!(list[1]["run_id"], first["run_id"]);
    assert_eq!(list[1]["prompt"], QUESTION);
    let limited = home
        .omni(&["run", "list", "--json", "-n", "1"])
        .succeeded()
        .json();
    assert_eq!(limited.as_array().unwrap().len(), 1);
    let shown = home
        .omni(&["run", "show", first["run_id"].as_str().unwrap()])
        .succeeded();
    for named in [
        QUESTION,
        "7 days",
        "iteration 1",
        "score-logprob",
        "validate-basics",
    ] {
        assert!(shown.stdout.contains(named), "{named} in {shown:?}");
    }
    let table = home.omni(&["run", "list"]).succeeded();
    assert!(table.stdout.contains(QUESTION), "{table:?}");
}

#[test]
fn ctrl_c_cancels_the_run_and_keeps_it() {
    let home = Home::new();
    let arguments = ["ask", LONG, "--json", "--max-tokens", "900", "-v"];
    let child = home.command(&arguments).spawn().unwrap();
    wait_for_a_run(&home);
    signal(child.id(), "INT");
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130), "{output:?}");
    let record: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(record["finish"], "cancelled");
    let list = home.omni(&["run", "list", "--json"]).succeeded().json();
    assert_eq!(list[0]["finish"], "cancelled");
}

#[test]
fn a_killed_process_loses_no_finished_run() {
    let home = Home::new();
    let kept = home.ask(QUESTION, &[]);
    let mut child = home
        .command(&["ask", LONG, "--max-tokens", "900"])
        .spawn()
        .unwrap();
    wait_for_runs(&home, 2);
    child.kill().unwrap();
    child.wait().unwrap();
    let list = home.omni(&["run", "list", "--json"]).succeeded().json();
    assert_eq!(list[0]["state"], "unfinished");
    assert_eq!(list[1]["run_id"], kept["run_id"]);
    let shown = home.omni(&["run", "show", kept["run_id"].as_str().unwrap(), "--json"]);
    assert_eq!(shown.succeeded().json(), kept);
}

#[test]
fn two_processes_share_one_home() {
    let home = Home::new();
    let start = || home.command(&["ask", QUESTION, "--json"]).spawn().unwrap();
    for child in [start(), start(), start()] {
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{output:?}");
    }
    let list = home.omni(&["run", "list", "--json"]).succeeded().json();
    assert_eq!(list.as_array().unwrap().len(), 3);
}

#[test]
fn many_processes_make_one_new_home_at_once() {
    for _ in 0..5 {
        let home = Home::bare();
        let start = || {
            home.command(&["skill", "swap", "scorer", "score-heuristic"])
                .spawn()
        };
        let children: Vec<_> = (0..8).map(|_| start().unwrap()).collect();
        for child in children {
            let output = child.wait_with_output().unwrap();
            assert!(output.status.success(), "{output:?}");
        }
    }
}

#[test]
fn who_only_looks_makes_no_home() {
    let home = Home::bare();
    let none = home.path().join("none");
    let none = none.to_str().unwrap();
    let list = home.omni(&["run", "list", "--json", "--home", none]);
    assert_eq!(list.succeeded().json(), serde_json::json!([]));
    assert!(!std::path::Path::new(none).exists());
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let home = Home::new();
    let mut child = home.command(&["completions", "bash"]).spawn().unwrap();
    drop(child.stdout.take());
    let mut stderr = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut stderr)
        .unwrap();
    assert!(child.wait().unwrap().success(), "{stderr}");
    assert_eq!(stderr, "");
}

fn wait_for_a_run(home: &Home) {
    wait_for_runs(home, 1);
}

/// Waits until so many runs have begun; a run is noted before the model is asked.
fn wait_for_runs(home: &Home, count: usize) {
    for _ in 0..600 {
        let listed = home.omni(&["run", "list", "--json"]);
        if listed.code == Some(0) && listed.json().as_array().unwrap().len() >= count {
            return;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("no run began within a minute");
}

fn signal(process: u32, name: &str) {
    let status = std::process::Command::new("kill")
        .args([format!("-{name}"), process.to_string()])
        .status()
        .unwrap();
    assert!(status.success());
}
