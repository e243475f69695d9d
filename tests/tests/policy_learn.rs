//! `omni policy learn` on the real program: the narrowest policy that a call needs.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use insta::assert_snapshot;
use omni_policy::{Access, Policy};
use omni_tests::policies::{home, tidy};
use omni_tests::{Home, guest};

#[test]
fn learn_prints_a_policy_that_the_skill_then_runs_under() {
    let home = home();
    let learned = home
        .omni(&[
            "policy",
            "learn",
            "score-logprob",
            "--input",
            "attempt.json",
            "--input",
            "attempt.json",
        ])
        .succeeded();
    assert_snapshot!(tidy(&home, &learned.stdout), @r#"
    # Learned from 2 calls: what it was not seen to need is not in here. Read it before you rely on it.
    skill = "score-logprob"

    [limits]
    # 2 MiB at most.
    memory = "4MiB"
    # (measured)
    time = (learned)
    # 55 bytes at most.
    output = "4KiB"
    # 3 at most.
    host_calls = 20

    # Used 6 times.
    [grants.config]
    "#);
    home.write("learned.toml", &learned.stdout);
    home.omni(&["policy", "check", "learned.toml"]).succeeded();
    home.omni(&[
        "skill",
        "run",
        "score-logprob",
        "--input",
        "attempt.json",
        "--policy",
        "learned.toml",
    ])
    .succeeded();
    let json = home
        .omni(&[
            "policy",
            "learn",
            "score-logprob",
            "--input",
            "attempt.json",
            "--json",
        ])
        .succeeded()
        .json();
    assert_eq!(json["observed"]["imports"], serde_json::json!(["config"]));
    assert!(json["observed"]["memory_peak_bytes"].as_u64().unwrap() > 0);
}

#[test]
fn learn_sees_what_is_logged_and_counts_fuel_where_the_base_does() {
    let home = home();
    home.write(
        "base.toml",
        "skill = \"wants-log\"\n[limits]\nfuel = 100000000\nstack = \"1MiB\"\n[grants.log]\n",
    );
    let component = guest("wants-log");
    let learned = home
        .omni(&[
            "policy",
            "learn",
            &component,
            "--input",
            "attempt.json",
            "--policy",
            "base.toml",
        ])
        .succeeded();
    for line in [
        "skill = \"wants-log\"",
        "[grants.log]",
        "log = \"1KiB\"",
        "stack = \"1MiB\"",
        "fuel = ",
    ] {
        assert!(
            learned.stdout.lines().any(|one| one.starts_with(line)),
            "{line} in {learned:?}"
        );
    }
    home.write("learned.toml", &learned.stdout);
    home.omni(&[
        "skill",
        "run",
        &component,
        "--input",
        "attempt.json",
        "--policy",
        "learned.toml",
    ])
    .succeeded();
}

#[test]
fn learn_narrows_folders_and_names_hosts() {
    let home = home();
    home.write("used/file", "text");
    home.write("spare/file", "text");
    home.write(
        "base.toml",
        r#"skill = "wasi-files"
[grants.filesystem]
preopens = [
  { host = "used", guest = "/used", access = "read-write" },
  { host = "spare", guest = "/spare", access = "read-write" },
]
"#,
    );
    let input = |prompt: &str| {
        let input = serde_json::json!({ "request": { "prompt": prompt }, "response": "r" });
        home.write("input.json", input.to_string());
    };
    let learn = |guest: &str, more: &[&str]| {
        let arguments = ["policy", "learn", guest, "--input", "input.json"];
        home.omni(&[&arguments, more].concat()).succeeded().stdout
    };
    let read = |policy: &str| Policy::parse(Path::new("learned.toml"), policy).unwrap();

    input("read 0 file");
    let files = guest("wasi-files");
    let learned = read(&learn(&files, &["--policy", "base.toml"]));
    let preopens = learned.grants.filesystem.clone().unwrap().value;
    let told: Vec<_> = preopens
        .iter()
        .map(|preopen| (preopen.guest.as_str(), preopen.access, preopen.host.clone()))
        .collect();
    assert_eq!(told, [("/used", Access::Read, home.path().join("used"))]);
    home.write("learned.toml", learned.to_string());
    let arguments = [
        "skill",
        "run",
        &files,
        "--input",
        "input.json",
        "--policy",
        "learned.toml",
        "--json",
    ];
    let run = home.omni(&arguments).succeeded().json();
    assert_eq!(run["result"]["reasons"][0], "ok text", "{run:#}");

    input("write 0 new text");
    let learned = read(&learn(&files, &["--policy", "base.toml"]));
    assert_eq!(
        learned.grants.filesystem.unwrap().value[0].access,
        Access::ReadWrite
    );

    // Without a base it reaches nothing, and what it tried is told, and not granted.
    input("https api.example.com:443 /x\nhttps api.example.com /y\nhttp b.example:+80 /");
    let text = learn(&guest("wasi-web"), &[]);
    assert!(read(&text).grants.http.unwrap().value.is_empty(), "{text}");
    let told = "# It asked for api.example.com:443, and was denied.";
    assert_eq!(text.matches(told).count(), 1, "{text}");
    assert!(
        text.contains("# It asked for b.example:+80, and was denied."),
        "{text}"
    );
}

#[test]
fn learn_shows_the_folders_that_a_skill_asks_for() {
    let home = home();
    let prompt = "read 0 data/in.txt\nread 0 data/more.txt\nwrite 0 out/result.txt x";
    let input = serde_json::json!({ "request": { "prompt": prompt }, "response": "r" });
    home.write("input.json", input.to_string());
    let files = guest("wasi-files");
    let arguments = ["policy", "learn", &files, "--input", "input.json"];
    let learned = home.omni(&arguments).succeeded().stdout;
    let (_, filesystem) = learned.split_once("[grants.filesystem]\n").unwrap();
    assert_snapshot!(filesystem.trim_end(), @r#"
    preopens = [
      # It asked for read of /data/in.txt, and was denied.
      # It asked for read of /data/more.txt, and was denied.
      # { host = "FOLDER", guest = "/data", access = "read" },
      # It asked for read-write of /out/result.txt, and was denied.
      # { host = "FOLDER", guest = "/out", access = "read-write" },
    ]
    "#);
    home.write("learned.toml", &learned);
    home.omni(&["policy", "check", "learned.toml"]).succeeded();
    // With the folders named it runs.
    home.write("data/in.txt", "text");
    home.write("out/result.txt", "");
    let named = |line: &str| match line.strip_prefix("  # {") {
        Some(entry) if entry.contains("/data") => {
            format!("  {{{}", entry.replace("FOLDER", "data"))
        }
        Some(entry) => format!("  {{{}", entry.replace("FOLDER", "out")),
        None => line.to_owned(),
    };
    let filled: Vec<_> = learned.lines().map(named).collect();
    home.write("filled.toml", filled.join("\n"));
    let input = serde_json::json!({ "request": { "prompt": "read 0 in.txt\nwrite 1 result.txt x" }, "response": "r" });
    home.write("input.json", input.to_string());
    let arguments = [
        "skill",
        "run",
        &files,
        "--input",
        "input.json",
        "--policy",
        "filled.toml",
        "--json",
    ];
    let run = home.omni(&arguments).succeeded().json();
    assert_eq!(
        run["result"]["reasons"],
        serde_json::json!(["ok text", "ok "]),
        "{run:#}"
    );
}

#[test]
fn learn_never_prints_more_than_the_base_grants() {
    let home = home();
    home.write("data/in.txt", "text");
    let base = |grants: &str| home.write("base.toml", format!("skill = \"x\"\n{grants}\n"));
    let learn = |guest: &str, prompt: &str| {
        let input = serde_json::json!({ "request": { "prompt": prompt }, "response": "r" });
        home.write("input.json", input.to_string());
        let arguments = [
            "policy",
            "learn",
            guest,
            "--input",
            "input.json",
            "--policy",
            "base.toml",
        ];
        home.omni(&arguments).succeeded()
    };
    let read = |policy: &str| Policy::parse(Path::new("learned.toml"), policy).unwrap();
    base(
        "[grants.filesystem]\npreopens = [{ host = \"data\", guest = \"/data\", access = \"read\" }]",
    );
    // Denied, and looked for in vain.
    for prompt in [
        "read 0 in.txt\nwrite 0 new.txt x",
        "read 0 in.txt\nwrite-read-only 0 none",
        "read 0 in.txt\nwrite 0 none/x y",
    ] {
        let learned = learn(&guest("wasi-files"), prompt).stdout;
        let preopens = read(&learned).grants.filesystem.unwrap().value;
        assert_eq!(
            (preopens.len(), preopens[0].access),
            (1, Access::Read),
            "{prompt}: {learned}"
        );
    }
    let learned = learn(&guest("wasi-files"), "read 0 in.txt\nwrite 0 new.txt x").stdout;
    let told = "# It asked for read-write of /data/new.txt, and was denied.";
    assert!(learned.contains(told), "{learned}");

    // What it imports and the base does not grant stays so, and is said.
    base("[grants.clock]");
    let learned = learn(&guest("wasi-chance"), "");
    let policy = read(&learned.stdout);
    assert!(
        policy.grants.clock.is_some() && policy.grants.random.is_none(),
        "{learned:?}"
    );
    assert!(learned.stdout.contains("# [grants.random]"), "{learned:?}");
    assert!(
        learned.stderr.contains("cannot be loaded until"),
        "{learned:?}"
    );
}

#[test]
fn learn_counts_the_tokens_of_the_model() {
    let home = Home::new();
    let input = serde_json::json!({ "request": { "prompt": "5 Count to ten\n3 Say yes" }, "response": "r" });
    home.write("input.json", input.to_string());
    let learn = |more: &[&str]| {
        let component = guest("asks-model");
        let arguments = ["policy", "learn", &component, "--input", "input.json"];
        home.omni(&[&arguments, more].concat()).succeeded()
    };
    let seen = learn(&["--json"]).json()["observed"].clone();
    let tokens = seen["llm_tokens"].as_u64().unwrap();
    assert!((2..=8).contains(&tokens), "{seen:#}");
    let text = learn(&[]).stdout;
    assert!(text.contains("# 2 calls and"), "{text}");
    assert!(!text.contains("guess"), "{text}");
    home.write(
        "base.toml",
        "skill = \"x\"\n[grants.llm]\nmax_tokens = 9\nmax_calls = 3\n",
    );
    let text = learn(&["--policy", "base.toml"]).stdout;
    let budget = Policy::parse(Path::new("l.toml"), &text)
        .unwrap()
        .grants
        .llm
        .unwrap()
        .value;
    assert_eq!((budget.max_tokens, budget.max_calls), (9, 3), "{text}");
}

#[test]
fn learn_learns_nothing_from_a_call_that_fails() {
    let home = home();
    let refused = home.omni(&[
        "policy",
        "learn",
        &guest("panics"),
        "--input",
        "attempt.json",
    ]);
    assert_eq!(refused.refused(2, "trap", "panics").stdout, "");
    home.write("no.json", "{");
    home.omni(&["policy", "learn", "score-logprob", "--input", "no.json"])
        .refused(2, "invalid.input", "input");
    home.omni(&["policy", "learn", "score-logprob"])
        .refused(2, "usage", "--input");
    assert!(!Path::new("no.json").exists(), "tests work in their home");
}

#[test]
fn ctrl_c_ends_a_call_and_the_log_holds_what_it_did() {
    for (command, prompt) in [("run", "3600000"), ("learn", "3600000"), ("spin", "")] {
        let home = home();
        let input = serde_json::json!({ "request": { "prompt": prompt }, "response": "r" });
        home.write("input.json", input.to_string());
        home.write(
            "long.toml",
            "skill = \"x\"\n[limits]\ntime = \"1h\"\n[grants.clock]\n[grants.random]\n",
        );
        // One waits for the host, the other never does.
        let (waits, spins) = (guest("wasi-chance"), guest("spin"));
        let what: &[&str] = match command {
            "learn" => &["policy", "learn", &waits],
            "run" => &["skill", "run", &waits],
            _ => &["skill", "run", &spins],
        };
        let more = ["--input", "input.json", "--policy", "long.toml", "--json"];
        let child = home.command(&[what, &more].concat()).spawn().unwrap();
        let log = home.path().join("audit/00000001.jsonl");
        let given_up = Instant::now() + Duration::from_secs(120);
        while !std::fs::read_to_string(&log).is_ok_and(|log| log.contains("skill.load")) {
            assert!(Instant::now() < given_up, "{command}: nothing is recorded");
            std::thread::sleep(Duration::from_millis(10));
        }
        // So that the guest is inside its call; if it is not yet, it ends before it begins.
        std::thread::sleep(Duration::from_millis(300));
        let id = child.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-INT", &id])
                .status()
                .unwrap()
                .success()
        );
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(130), "{command}: {output:?}");
        let stdout: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(
            stdout["error"]["code"], "interrupted",
            "{command}: {output:?}"
        );

        let records = home
            .omni(&["audit", "list", "-n", "0", "--json"])
            .succeeded()
            .json();
        let records = records.as_array().unwrap();
        let kinds: Vec<_> = records
            .iter()
            .map(|record| record["kind"].as_str().unwrap())
            .collect();
        assert!(kinds.contains(&"skill.load"), "{command}: {kinds:?}");
        assert_eq!(
            kinds.contains(&"capability.use"),
            command != "spin",
            "{command}: {kinds:?}"
        );
        assert!(kinds.contains(&"skill.trap"), "{command}: {kinds:?}");
        assert_eq!(kinds.last(), Some(&"checkpoint"), "{command}: {kinds:?}");
        home.omni(&["audit", "verify"]).succeeded();
    }
}
