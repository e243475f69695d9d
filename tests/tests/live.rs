//! Swaps that take effect in a running host, what is taken back, and skills that only judge along.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};
use std::time::{Duration, Instant};

use omni_tests::{Home, example, guest, outcome, skill_file};

/// Answered in a few tokens.
const QUESTION: &str = "How many days are in a week?";

/// `omni chat --json` in a process of its own.
struct Chat {
    child: Child,
    stdin: ChildStdin,
    stdout: BufReader<ChildStdout>,
}

impl Chat {
    fn begin(home: &Home) -> Self {
        let mut command = home.command(&["chat", "--json", "--seed", "7"]);
        let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
        Self {
            stdin: child.stdin.take().unwrap(),
            stdout: BufReader::new(child.stdout.take().unwrap()),
            child,
        }
    }

    fn ask(&mut self, prompt: &str) -> serde_json::Value {
        writeln!(self.stdin, "{prompt}").unwrap();
        let mut line = String::new();
        self.stdout.read_line(&mut line).unwrap();
        serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line}"))
    }

    /// Ends the conversation. Its stderr and exit code.
    fn end(self) -> (Option<i32>, String) {
        drop(self.stdin);
        drop(self.stdout);
        let output = self.child.wait_with_output().unwrap();
        (
            output.status.code(),
            String::from_utf8(output.stderr).unwrap(),
        )
    }
}

/// The skill that played a role in a run, and its generation.
fn player(record: &serde_json::Value, role: &str) -> (String, u64) {
    let skills = record["skills"].as_array().unwrap();
    let skill = skills.iter().find(|skill| skill["role"] == role).unwrap();
    let name = skill["name"].as_str().unwrap().to_owned();
    (name, skill["generation"].as_u64().unwrap())
}

/// Asks until somebody else scores, for as long as a slow machine may need.
fn asked_until(chat: &mut Chat, name: &str) -> serde_json::Value {
    let patience = Instant::now() + Duration::from_secs(60);
    loop {
        let record = chat.ask(QUESTION);
        if player(&record, "scorer").0 == name {
            return record;
        }
        assert!(Instant::now() < patience, "{record}");
    }
}

#[test]
fn a_swap_from_another_process_reaches_a_running_host() {
    let home = Home::new();
    let mut chat = Chat::begin(&home);
    let record = chat.ask(QUESTION);
    assert_eq!(player(&record, "scorer"), ("score-logprob".to_owned(), 1));
    let swap = |component: &str| home.omni(&["skill", "swap", "scorer", component]);
    let _ = swap("score-heuristic").succeeded();
    let record = asked_until(&mut chat, "score-heuristic");
    assert_eq!(player(&record, "scorer").1, 2);
    let _ = home.omni(&["skill", "rollback", "scorer"]).succeeded();
    let record = asked_until(&mut chat, "score-logprob");
    assert_eq!(player(&record, "scorer").1, 3);
    let (code, stderr) = chat.end();
    assert_eq!(code, Some(0), "{stderr}");
    assert!(stderr.contains("generation 3"), "{stderr}");
    let swaps = home.omni(&["audit", "list", "--kind", "skill.swap", "--json"]);
    let swaps = swaps.succeeded().json();
    let generations: Vec<_> = swaps
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|swap| swap["body"]["generation"].as_u64())
        .collect();
    assert_eq!(generations, [2, 3]);
    let _ = home.omni(&["audit", "verify"]).succeeded();
}

#[test]
fn a_component_that_was_rebuilt_in_place_is_taken_and_a_broken_one_is_not() {
    let home = Home::new();
    let installed = home.path().join("skills/mine.wasm");
    home.write("policies/mine.toml", "skill = \"mine\"\n[grants.config]\n");
    home.write(
        "skills/mine.wasm",
        std::fs::read(skill_file("score-logprob")).unwrap(),
    );
    let _ = home.omni(&["skill", "swap", "scorer", "mine"]).succeeded();
    let mut chat = Chat::begin(&home);
    let before = chat.ask(QUESTION);
    assert_eq!(player(&before, "scorer"), ("mine".to_owned(), 1));
    // Not in one step, as a careless copy would.
    std::fs::write(&installed, b"\0asm half of it").unwrap();
    std::thread::sleep(Duration::from_millis(700));
    let record = chat.ask(QUESTION);
    assert_eq!(player(&record, "scorer").1, 1, "the old one goes on");
    std::fs::write(
        &installed,
        std::fs::read(skill_file("score-heuristic")).unwrap(),
    )
    .unwrap();
    let patience = Instant::now() + Duration::from_secs(60);
    loop {
        let record = chat.ask(QUESTION);
        if player(&record, "scorer").1 == 2 {
            assert_ne!(record["confidence"], before["confidence"]);
            break;
        }
        assert!(Instant::now() < patience, "{record}");
    }
    let (code, stderr) = chat.end();
    assert_eq!(code, Some(0), "{stderr}");
    assert!(stderr.contains("stays as it was"), "{stderr}");
}

#[test]
fn a_conversation_remembers_and_a_failure_ends_only_its_question() {
    let home = Home::new();
    let turns =
        "How many days are in a week?\nAnd in two weeks?\n/nonsense\n/skills\n/run\n/reset\n";
    let chat = home.omni_with_stdin(&["chat", "--seed", "7"], turns.as_bytes());
    assert_eq!(chat.code, Some(2), "{chat:?}");
    assert!(chat.stdout.contains("7 days"), "{chat:?}");
    assert!(chat.stdout.contains("14 days"), "{chat:?}");
    assert!(
        chat.stdout.contains("prompt  And in two weeks?"),
        "{chat:?}"
    );
    assert!(
        chat.stderr.contains("`/nonsense` is not a command"),
        "{chat:?}"
    );
    let runs = home.omni(&["run", "list", "--json"]).succeeded().json();
    assert_eq!(runs.as_array().unwrap().len(), 2);
}

#[test]
fn what_no_longer_fits_is_forgotten_from_its_beginning() {
    let home = Home::new();
    home.write(
        "omni.toml",
        "[model]\nthreads = 1\ncontext = 256\n[loop]\nmax_tokens = 24\n",
    );
    let turns = "Tell me about Paris, the river Seine and the Eiffel Tower, please.\n".repeat(12);
    let chat = home.omni_with_stdin(&["chat", "--json", "--seed", "7"], turns.as_bytes());
    assert_eq!(chat.code, Some(0), "{chat:?}");
    assert_eq!(chat.stdout.lines().count(), 12, "{chat:?}");
    assert!(
        chat.stderr.contains("the oldest turn is forgotten"),
        "{chat:?}"
    );
}

#[test]
fn rollbacks_go_back_one_by_one_and_no_further() {
    let home = Home::bare();
    let scorer = || {
        let listed = home.omni(&["skill", "list", "--json"]).succeeded().json();
        listed[0]["name"].as_str().unwrap().to_owned()
    };
    let _ = home
        .omni(&["skill", "rollback", "scorer"])
        .refused(2, "role.nothing-before", "scorer");
    let _ = home
        .omni(&["skill", "swap", "scorer", "score-heuristic"])
        .succeeded();
    let _ = home
        .omni(&["skill", "swap", "scorer", &example("scorer-rust")])
        .succeeded();
    assert_eq!(scorer(), "scorer-rust");
    let _ = home.omni(&["skill", "rollback", "scorer"]).succeeded();
    assert_eq!(scorer(), "score-heuristic");
    let _ = home.omni(&["skill", "rollback", "scorer"]).succeeded();
    assert_eq!(scorer(), "score-logprob");
    let _ = home
        .omni(&["skill", "rollback", "scorer"])
        .refused(2, "role.nothing-before", "scorer");
    let _ = home
        .omni(&["skill", "rollback", "judge"])
        .refused(2, "role.unknown", "judge");
}

#[test]
fn a_shadow_judges_along_and_decides_nothing() {
    let home = Home::new();
    let alone = home.ask(QUESTION, &[]);
    let shadow = home.omni(&["skill", "shadow", "scorer", "score-heuristic", "--json"]);
    assert_eq!(shadow.succeeded().json()["name"], "score-heuristic");
    let both = home.ask(QUESTION, &[]);
    assert_eq!(both["confidence"], alone["confidence"]);
    assert_eq!(both["response"], alone["response"]);
    let said = &both["iterations"][0]["shadows"][0];
    assert_eq!(said["role"], "scorer");
    assert_ne!(said["live"], said["shadow"]);
    let id = both["run_id"].as_str().unwrap();
    let _ = home.omni(&["feedback", id, "--score", "1"]).succeeded();
    let compared = home
        .omni(&["skill", "compare", "scorer", "--json"])
        .succeeded()
        .json();
    assert_eq!(compared["compared"], 1);
    assert_eq!(compared["rated"], 1);
    assert_eq!(compared["differ"][0]["run_id"], id);
    assert!(compared["live"]["ece"].as_f64().is_some(), "{compared}");
    let table = home
        .omni(&["skill", "compare", "scorer"])
        .succeeded()
        .stdout;
    assert!(table.contains("score-heuristic"), "{table}");
    let _ = home.omni(&["skill", "promote", "scorer"]).succeeded();
    let promoted = home.ask(QUESTION, &[]);
    assert_eq!(player(&promoted, "scorer").0, "score-heuristic");
    assert!(promoted["iterations"][0].get("shadows").is_none());
    let _ = home
        .omni(&["skill", "compare", "scorer"])
        .refused(2, "role.nobody-shadows", "scorer");
}

#[test]
fn a_shadow_that_fails_harms_nobody_and_shows_in_the_comparison() {
    let home = Home::new();
    let _ = home
        .omni(&["skill", "shadow", "scorer", &guest("panics")])
        .succeeded();
    let asked = home.ask(QUESTION, &[]);
    assert_eq!(asked["failures"].as_array().unwrap().len(), 0);
    let compared = home
        .omni(&["skill", "compare", "scorer", "--json"])
        .succeeded()
        .json();
    assert_eq!(
        (&compared["compared"], &compared["failures"]),
        (&0.into(), &1.into())
    );
    let traps = home.omni(&["audit", "list", "--kind", "skill.trap", "--json"]);
    assert_eq!(traps.succeeded().json().as_array().unwrap().len(), 1);
    let _ = home
        .omni(&["skill", "shadow", "scorer", "--stop"])
        .succeeded();
    let asked = home.ask(QUESTION, &[]);
    assert!(asked["iterations"][0].get("shadows").is_none());
    let _ = home
        .omni(&["skill", "shadow", "reflector", "reflect"])
        .refused(2, "role.no-shadow", "reflector");
    let _ = home
        .omni(&["skill", "promote", "scorer"])
        .refused(2, "role.nobody-shadows", "scorer");
}

#[test]
fn a_validators_shadow_is_compared_by_what_it_finds() {
    let home = Home::new();
    let role = "validator:validate-basics";
    home.write(
        "policies/always-wrong.toml",
        "skill = \"always-wrong\"\n[grants.config]\n",
    );
    let _ = home
        .omni(&["skill", "shadow", role, &guest("always-wrong")])
        .succeeded();
    let asked = home.ask(QUESTION, &[]);
    assert_eq!(
        asked["iterations"][0]["findings"].as_array().unwrap().len(),
        0
    );
    let compared = home
        .omni(&["skill", "compare", role, "--json"])
        .succeeded()
        .json();
    assert_eq!(compared["agreement"], 0.0, "{compared}");
}

#[test]
fn feedback_names_a_run_and_a_score() {
    let home = Home::bare();
    let _ = home
        .omni(&["feedback", "0199", "--score", "1"])
        .refused(2, "run.unknown", "0199");
    for score in ["1.5", "-1", "NaN", "good"] {
        let _ =
            home.omni(&["feedback", "0199", "--score", score])
                .refused(2, "usage", "from 0 to 1");
    }
}

#[test]
fn ctrl_c_stops_the_answer_and_not_the_conversation() {
    let home = Home::new();
    let mut command = home.command(&["chat", "--seed", "7"]);
    let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    writeln!(stdin, "What is the capital of France?").unwrap();
    // The run is in the store as soon as it began.
    let patience = Instant::now() + Duration::from_secs(60);
    while home
        .omni(&["run", "list", "--json"])
        .json()
        .as_array()
        .is_none_or(Vec::is_empty)
    {
        assert!(Instant::now() < patience);
    }
    std::thread::sleep(Duration::from_millis(300));
    let pid = child.id().to_string();
    let kill = std::process::Command::new("kill")
        .args(["-INT", &pid])
        .status();
    assert!(kill.unwrap().success());
    writeln!(stdin, "{QUESTION}").unwrap();
    drop(stdin);
    let ended = outcome(child);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    assert!(ended.stdout.contains("7 days"), "{ended:?}");
    assert!(ended.stderr.contains("the run was cancelled"), "{ended:?}");
}
