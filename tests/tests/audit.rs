//! The signed log: what runs write into it, what its commands show, and what no run may write.

use std::path::Path;
use std::process::Command;

use omni_tests::{Home, guest};

/// Answered in a few tokens.
const QUESTION: &str = "How many days are in a week?";

/// Every record of a home's log.
fn records(home: &Home) -> Vec<serde_json::Value> {
    let listed = home
        .omni(&["audit", "list", "-n", "0", "--json"])
        .succeeded();
    listed.json().as_array().unwrap().clone()
}

fn kinds(home: &Home) -> Vec<String> {
    let records = records(home);
    records
        .iter()
        .map(|record| record["kind"].as_str().unwrap().to_owned())
        .collect()
}

fn of_kind(home: &Home, kind: &str) -> Vec<serde_json::Value> {
    let mut records = records(home);
    records.retain(|record| record["kind"] == kind);
    records
}

/// The only segment of a home's log.
fn segment(home: &Home) -> std::path::PathBuf {
    home.path().join("audit/00000001.jsonl")
}

/// A home with one run that reflects: its draft is cut off.
fn corrected() -> Home {
    let home = Home::new();
    let asked = home.ask(QUESTION, &["--max-tokens", "3"]);
    assert!(asked["iterations"].as_array().unwrap().len() > 1, "{asked}");
    home
}

#[test]
fn a_run_is_recorded_and_verifies() {
    let home = corrected();
    let kinds = kinds(&home);
    for kind in [
        "log.open",
        "config",
        "skill.load",
        "run.start",
        "capability.use",
        "iteration",
        "reflection",
        "run.finish",
        "checkpoint",
    ] {
        assert!(kinds.iter().any(|found| found == kind), "{kind}: {kinds:?}");
    }
    for reflection in of_kind(&home, "reflection") {
        assert_eq!(reflection["signed"], true);
    }
    let report = home.omni(&["audit", "verify", "--json"]).succeeded().json();
    assert_eq!(report["records"], kinds.len());
    assert_eq!(report["covered"], report["records"]);
}

#[test]
fn what_is_private_is_not_in_the_log() {
    let home = Home::new();
    home.write("expect.json", r#"{"contains": ["Rumpelstiltskin"]}"#);
    let asked = home.ask("Who spins straw into gold?", &["--expect", "expect.json"]);
    let folder = home.path().to_str().unwrap().to_owned();
    let log = std::fs::read_to_string(segment(&home)).unwrap();
    let answer = asked["response"].as_str().unwrap();
    for private in ["straw", "Rumpelstiltskin", answer, &folder, "smollm2"] {
        assert!(!log.contains(private), "{private}");
    }
}

#[test]
fn any_changed_byte_is_named() {
    let home = corrected();
    let good = std::fs::read(segment(&home)).unwrap();
    let lines: Vec<usize> = good
        .split_inclusive(|byte| *byte == b'\n')
        .map(<[u8]>::len)
        .collect();
    let mut start = 0;
    for (seq, length) in lines.iter().enumerate() {
        let mut bad = good.clone();
        bad[start + length / 2] ^= 1;
        std::fs::write(segment(&home), bad).unwrap();
        let verified = home.omni(&["audit", "verify", "--json"]);
        assert_eq!(verified.code, Some(5), "{verified:?}");
        assert_eq!(verified.json()["first_bad"], seq, "{verified:?}");
        start += length;
    }
    // Nothing is added to a log that is broken, and the question is not answered without one.
    let refused = home.omni(&["ask", QUESTION]);
    assert_eq!(refused.code, Some(5), "{refused:?}");
    assert_eq!(refused.stdout, "");
    std::fs::write(segment(&home), &good).unwrap();
    let _ = home.omni(&["audit", "verify"]).succeeded();
}

#[test]
fn cuts_deletions_and_repetitions_are_found() {
    let home = corrected();
    let good = std::fs::read_to_string(segment(&home)).unwrap();
    let lines: Vec<&str> = good.split_inclusive('\n').collect();
    let mut swapped = lines.clone();
    swapped.swap(2, 3);
    let mut repeated = lines.clone();
    repeated.insert(3, lines[2]);
    let mut shorter = lines.clone();
    shorter.remove(4);
    let cut = &lines[..lines.len() - 1];
    for bad in [swapped, repeated, shorter, cut.to_vec()] {
        std::fs::write(segment(&home), bad.concat()).unwrap();
        let verified = home.omni(&["audit", "verify"]);
        assert_eq!(verified.code, Some(5), "{verified:?}");
    }
}

#[test]
fn a_checkpoint_that_left_the_machine_shows_a_rewritten_past() {
    let home = corrected();
    std::fs::copy(
        home.path().join("audit/checkpoint.json"),
        home.path().join("older.json"),
    )
    .unwrap();
    let against = ["audit", "verify", "--against", "older.json", "--json"];
    let _ = home.ask(QUESTION, &[]);
    let report = home.omni(&against).succeeded().json();
    assert!(report["compared"].as_u64().unwrap() < report["records"].as_u64().unwrap());
    // The owner of the key begins again.
    std::fs::remove_dir_all(home.path().join("audit")).unwrap();
    let _ = home.ask(QUESTION, &[]);
    let _ = home.omni(&["audit", "verify"]).succeeded();
    let verified = home.omni(&against);
    assert_eq!(verified.code, Some(5), "{verified:?}");
    let _ = home
        .omni(&["audit", "verify", "--against", "omni.toml"])
        .refused(2, "audit.no-checkpoint", "omni.toml");
}

#[test]
fn gpg_accepts_what_is_exported() {
    let home = corrected();
    let _ = home.omni(&["audit", "export", "out"]).succeeded();
    let folder = home.path().join("out");
    let ring = tempfile::tempdir().unwrap();
    let gpg = |arguments: &[&str]| {
        let run = Command::new("gpg")
            .args(["--batch", "--no-tty"])
            .args(arguments)
            .env("GNUPGHOME", ring.path())
            .current_dir(&folder)
            .output();
        run.expect("gpg is installed by scripts/setup")
            .status
            .success()
    };
    assert!(gpg(&["--import", "public-key.asc"]));
    let mut statements = 0;
    for entry in std::fs::read_dir(&folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let Some(statement) = name
            .strip_suffix(".asc")
            .filter(|name| name.ends_with(".json"))
        else {
            continue;
        };
        statements += 1;
        assert!(gpg(&["--verify", &name, statement]), "{statement}");
        std::fs::write(folder.join("changed"), "{}").unwrap();
        assert!(!gpg(&["--verify", &name, "changed"]));
    }
    assert!(statements >= 3, "{statements}");
    let _ = home
        .omni(&["audit", "export", "out"])
        .refused(2, "audit.not-empty", "out");
}

#[test]
fn a_refused_skill_is_recorded_with_what_it_lacks() {
    let home = Home::bare();
    home.write(
        "attempt.json",
        r#"{"request": {"prompt": "x"}, "response": "y"}"#,
    );
    let component = guest("wants-log");
    let _ = home
        .omni(&["skill", "run", &component, "--input", "attempt.json"])
        .refused(3, "denied.import", "omni:host/log");
    let refused = of_kind(&home, "skill.refuse");
    assert_eq!(refused.len(), 1);
    let body = &refused[0]["body"];
    assert_eq!(body["code"], "denied.import");
    assert_eq!(body["lacks"], serde_json::json!(["log"]));
    assert_eq!(body["name"], "wants-log");
}

#[test]
fn limits_traps_and_denials_are_recorded() {
    let home = Home::bare();
    home.write(
        "attempt.json",
        r#"{"request": {"prompt": "PATH"}, "response": "y"}"#,
    );
    home.write("short.toml", "skill = \"x\"\n[limits]\ntime = \"50ms\"\n");
    let run = |name: &str, policy: &str| {
        let component = guest(name);
        home.omni(&[
            "skill",
            "run",
            &component,
            "--input",
            "attempt.json",
            "--policy",
            policy,
        ])
    };
    assert_eq!(run("spin", "short.toml").code, Some(4));
    assert_eq!(run("panics", "short.toml").code, Some(2));
    let limits = of_kind(&home, "skill.limit");
    assert_eq!(limits[0]["body"]["code"], "limit.time");
    let traps = of_kind(&home, "skill.trap");
    assert_eq!(traps[0]["body"]["code"], "trap");
    home.write(
        "web.toml",
        "skill = \"x\"\n[grants.log]\n[grants.clock]\n[grants.http]\nhosts = []\n",
    );
    home.write(
        "attempt.json",
        r#"{"request": {"prompt": "http secret.example.com:80 /"}, "response": "y"}"#,
    );
    let _ = run("wasi-web", "web.toml").succeeded();
    let denied = of_kind(&home, "capability.deny");
    let body = &denied[0]["body"];
    assert_eq!(body["code"], "denied.http");
    assert_eq!(body["line"], 4);
    // Whom it wanted to reach is linked by a salted digest, and not said.
    assert_eq!(body["target"].as_str().unwrap().len(), 64);
    let log = std::fs::read_to_string(segment(&home)).unwrap();
    assert!(!log.contains("secret.example"));
}

#[test]
fn a_swap_is_recorded_from_and_to() {
    let home = Home::bare();
    let _ = home
        .omni(&["skill", "swap", "scorer", "score-heuristic"])
        .succeeded();
    let _ = home
        .omni(&["skill", "swap", "scorer", "--reset"])
        .succeeded();
    let swaps = of_kind(&home, "skill.swap");
    assert_eq!(swaps.len(), 2);
    assert_eq!(swaps[0]["body"]["to"], swaps[1]["body"]["from"]);
    assert_eq!(swaps[0]["body"]["from"], swaps[1]["body"]["to"]);
}

#[test]
fn list_filters() {
    let home = corrected();
    let runs = of_kind(&home, "run.start");
    let id = runs[0]["run_id"].as_str().unwrap();
    let count = |arguments: &[&str]| {
        let all = [&["audit", "list", "--json"], arguments].concat();
        home.omni(&all).succeeded().json().as_array().unwrap().len()
    };
    assert_eq!(count(&["--kind", "run"]), 2);
    assert_eq!(count(&["--kind", "run.start", "--kind", "run.finish"]), 2);
    assert_eq!(count(&["--kind", "ru"]), 0);
    assert_eq!(count(&["-n", "1"]), 1);
    assert_eq!(count(&["--until", "2020-01-01"]), 0);
    assert!(count(&["--run", &id[..13]]) >= 4);
    assert_eq!(count(&["--run", "no-such-run"]), 0);
    assert!(count(&["--signed"]) >= 3);
    assert!(count(&["--since", "2020-01-01"]) > 9);
}

#[test]
fn a_key_can_change_hands() {
    let home = Home::bare();
    let swap = ["skill", "swap", "scorer", "score-heuristic"];
    let _ = home.omni(&swap).succeeded();
    let before = home.omni(&["audit", "key", "--json"]).succeeded().json();
    let rotated = home
        .omni(&["audit", "key", "rotate", "--json"])
        .succeeded()
        .json();
    assert_eq!(rotated["from"], before["key"]);
    let after = home
        .omni(&["audit", "key", "show", "--json"])
        .succeeded()
        .json();
    assert_eq!(after["key"], rotated["key"]);
    assert_eq!(after["pinned_key"], before["key"]);
    let _ = home.omni(&swap).succeeded();
    let report = home.omni(&["audit", "verify", "--json"]).succeeded().json();
    assert_eq!(report["key"], after["key"]);
    let wrong = after["key"].as_str().unwrap();
    let verified = home.omni(&["audit", "verify", "--key", wrong]);
    assert_eq!(verified.code, Some(5), "{verified:?}");
    let exported = home.omni(&["audit", "key", "export"]).succeeded();
    assert!(
        exported
            .stdout
            .starts_with("-----BEGIN PGP PUBLIC KEY BLOCK-----")
    );
}

/// Runs a command with OMNI_KEY set to this file, or to nothing.
fn with_key(home: &Home, key: Option<&Path>, arguments: &[&str]) -> omni_tests::Outcome {
    let mut command = home.command(arguments);
    if let Some(key) = key {
        command.env("OMNI_KEY", key);
    }
    omni_tests::outcome(command.spawn().unwrap())
}

/// A key of somebody's own: that of another home.
fn own_key() -> (Home, std::path::PathBuf) {
    let other = Home::bare();
    let _ = other.omni(&SWAP).succeeded();
    let key = other.omni(&["audit", "key", "--json"]).succeeded().json();
    let name = format!("keys/{}.key", key["key"].as_str().unwrap());
    let path = other.path().join(name);
    (other, path)
}

/// Something small that is recorded.
const SWAP: [&str; 4] = ["skill", "swap", "scorer", "score-heuristic"];

const ROTATE: [&str; 4] = ["audit", "key", "rotate", "--json"];

#[test]
fn ones_own_key_takes_over_and_hands_on() {
    let home = Home::bare();
    let _ = home.omni(&SWAP).succeeded();
    let (_other, mine) = own_key();
    let (_third, next) = own_key();
    let refused = with_key(&home, Some(&mine), &SWAP).refused(2, "key.mismatch", "");
    assert!(refused.stderr.contains("omni audit key rotate"));
    // As the help says, with nothing but OMNI_KEY.
    let rotated = with_key(&home, Some(&mine), &ROTATE).succeeded().json();
    assert!(
        mine.to_str()
            .unwrap()
            .contains(rotated["key"].as_str().unwrap())
    );
    assert_eq!(rotated["note"], serde_json::Value::Null);
    let _ = with_key(&home, Some(&mine), &SWAP).succeeded();
    // Without OMNI_KEY the key is not at hand.
    let refused = home.omni(&SWAP).refused(2, "key.missing", "secret key");
    assert!(!refused.stderr.contains("neither"), "{refused:?}");
    let _ = home.omni(&ROTATE).refused(2, "key.missing", "secret key");
    // From the one that OMNI_KEY names to another that is named.
    let to = next.to_str().unwrap();
    let rotated = with_key(
        &home,
        Some(&mine),
        &["audit", "key", "rotate", "--to", to, "--json"],
    );
    let rotated = rotated.succeeded().json();
    assert!(rotated["note"].as_str().unwrap().contains(to), "{rotated}");
    // And by the config to a new one of the home's own.
    home.config(&format!("[audit]\nkey = \"{to}\"\n"));
    let _ = home.omni(&SWAP).succeeded();
    let rotated = home.omni(&ROTATE).succeeded().json();
    let note = rotated["note"].as_str().unwrap();
    assert!(note.contains("omni.toml"), "{note}");
    let _ = home.omni(&SWAP).refused(2, "key.mismatch", "");
    home.config("");
    let _ = home.omni(&SWAP).succeeded();
    let report = home.omni(&["audit", "verify", "--json"]).succeeded().json();
    assert_eq!(report["key"], rotated["key"]);
}

#[test]
fn somebody_else_verifies_a_copy_without_a_home() {
    let home = Home::bare();
    let _ = home.omni(&SWAP).succeeded();
    let pinned = home.omni(&["audit", "key", "--json"]).succeeded().json();
    let pinned = pinned["pinned_key"].as_str().unwrap();
    let _ = home.omni(&ROTATE).succeeded();
    let _ = home.omni(&SWAP).succeeded();
    let _ = home
        .omni(&["audit", "key", "export", "keys.asc"])
        .succeeded();
    let elsewhere = Home::bare();
    let log = elsewhere.path().join("copy");
    std::fs::create_dir(&log).unwrap();
    for name in ["00000001.jsonl", "checkpoint.json"] {
        std::fs::copy(home.path().join("audit").join(name), log.join(name)).unwrap();
    }
    let keys = elsewhere.path().join("keys.asc");
    std::fs::copy(home.path().join("keys.asc"), keys).unwrap();
    let verify = |more: &[&str]| {
        let all = [&["audit", "verify", "--log", "copy"], more].concat();
        elsewhere.omni(&all)
    };
    let report = verify(&["--keys", "keys.asc", "--key", pinned, "--json"]);
    assert_eq!(report.succeeded().json()["pinned_key"], pinned);
    assert!(!elsewhere.path().join("audit").exists());
    let refused = verify(&["--keys", "keys.asc"]).refused(2, "key.no-pin", "keys.asc");
    assert!(refused.stderr.contains("--key"), "{refused:?}");
    let refused = verify(&["--keys", "none.asc", "--key", pinned]);
    assert_eq!(refused.code, Some(5), "{refused:?}");
    assert!(
        refused.stderr.contains("omni audit key export"),
        "{refused:?}"
    );
    let wrong = verify(&["--keys", "keys.asc", "--key", &"ab".repeat(20)]);
    let wrong = wrong.refused(5, "audit.wrong-key", pinned);
    assert!(!wrong.stderr.contains("broken") && !wrong.stderr.contains("mv "));
}

#[test]
fn a_cut_log_is_refused_by_every_command_that_writes() {
    let home = Home::bare();
    let _ = home.omni(&SWAP).succeeded();
    let good = std::fs::read_to_string(segment(&home)).unwrap();
    let lines: Vec<&str> = good.split_inclusive('\n').collect();
    std::fs::write(segment(&home), lines[..2].concat()).unwrap();
    for _ in 0..2 {
        let _ = home.omni(&SWAP).refused(5, "audit.cut", "record 2");
        let _ = home
            .omni(&["audit", "verify"])
            .refused(5, "audit.cut", "record 2");
    }
    let doctor = home.omni(&["doctor"]);
    assert!(doctor.stdout.contains("[audit.cut]"), "{doctor:?}");
    std::fs::remove_file(segment(&home)).unwrap();
    let _ = home.omni(&SWAP).refused(5, "audit.cut", "record 0");
    let _ = home
        .omni(&["audit", "verify"])
        .refused(5, "audit.cut", "record 0");
    std::fs::write(segment(&home), good).unwrap();
    let _ = home.omni(&SWAP).succeeded();
    std::fs::write(home.path().join("audit/checkpoint.json"), "garbage").unwrap();
    let _ = home
        .omni(&SWAP)
        .refused(5, "audit.kept-checkpoint", "checkpoint.json");
}

#[test]
fn doctor_looks_at_log_and_key() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = Home::bare();
    let check = |name: &str| {
        let checks = home.omni(&["doctor", "--json"]).json();
        let checks = checks.as_array().unwrap();
        let found = checks.iter().find(|check| check["check"] == name);
        found.unwrap().clone()
    };
    for name in ["signed log", "signing key"] {
        assert!(check(name)["detail"].as_str().unwrap().contains("none yet"));
    }
    assert!(!home.path().join("audit").exists());
    let _ = home.omni(&SWAP).succeeded();
    assert_eq!(check("signed log")["ok"], true);
    assert_eq!(check("signing key")["ok"], true);
    let salt = home.path().join("audit/salt");
    std::fs::set_permissions(&salt, std::fs::Permissions::from_mode(0o644)).unwrap();
    let problem = check("signing key");
    assert_eq!(problem["ok"], false);
    assert!(problem["help"].as_str().unwrap().contains("chmod 600"));
}

#[test]
fn the_settings_cannot_be_guessed_from_the_log() {
    let home = corrected();
    let digest = |home: &Home| of_kind(home, "config")[0]["body"]["config"].clone();
    let again = Home::new();
    let _ = again.ask(QUESTION, &["--max-tokens", "3"]);
    // The same settings, another log.
    assert_ne!(digest(&home), digest(&again));
}

#[test]
fn what_is_no_time_is_refused() {
    let home = Home::bare();
    let _ = home.omni(&SWAP).succeeded();
    for flag in ["--since", "--until"] {
        let _ = home
            .omni(&["audit", "list", flag, "yesterday"])
            .refused(2, "usage", "yesterday");
    }
}

#[test]
fn a_key_that_cannot_be_used_is_refused_before_anything_is_done() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = Home::bare();
    let with_key = |path: &Path| {
        let mut command = home.command(&["skill", "swap", "scorer", "score-heuristic"]);
        command.env("OMNI_KEY", path);
        omni_tests::outcome(command.spawn().unwrap())
    };
    let missing = home.path().join("none.key");
    let _ = with_key(&missing).refused(2, "key.missing", "none.key");
    let key = home.write("some.key", "no key at all");
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).unwrap();
    let _ = with_key(&key).refused(2, "key.rights", "some.key");
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o600)).unwrap();
    let _ = with_key(&key).refused(2, "key.invalid", "some.key");
    assert!(!home.path().join("skills/roles.toml").exists());
    home.config("[audit]\nkey = \"some.key\"\n");
    let _ = home
        .omni(&["skill", "swap", "scorer", "score-heuristic"])
        .refused(2, "key.invalid", "some.key");
}

#[test]
fn without_a_log_the_commands_say_so() {
    let home = Home::bare();
    let _ = home
        .omni(&["audit", "list"])
        .refused(2, "audit.none", "audit");
    let _ = home
        .omni(&["audit", "verify"])
        .refused(2, "audit.none", "audit");
    let _ = home
        .omni(&["audit", "key"])
        .refused(2, "key.no-pin", "keys");
    assert!(!home.path().join("audit").exists());
}
