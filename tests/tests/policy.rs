//! `omni policy` on the real program: each command, and each way to write a policy wrong.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use insta::assert_snapshot;
use omni_policy::{Access, Policy};
use omni_tests::{Home, Outcome, guest, skill_file, target_folder};

const ATTEMPT: &str = r#"{"request": {"prompt": "p"}, "response": "r"}"#;

/// What was printed, without what differs between machines and builds: folders, digests, times.
fn tidy(home: &Home, text: &str) -> String {
    let target = target_folder();
    let text = text
        .replace(home.path().to_str().unwrap(), "HOME")
        .replace(target.to_str().unwrap(), "TARGET");
    let is_digest =
        |word: &str| word.len() == 12 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    let word = |word: &str| {
        if is_digest(word) {
            "DIGEST".to_owned()
        } else {
            word.to_owned()
        }
    };
    let line = |line: &str| match line {
        _ if line.contains(" ms at most") => "# (measured)".to_owned(),
        _ if line.starts_with("time = ") => "time = (learned)".to_owned(),
        _ => line.split(' ').map(word).collect::<Vec<_>>().join(" "),
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

fn stdout(home: &Home, arguments: &[&str]) -> String {
    tidy(home, &home.omni(arguments).succeeded().stdout)
}

/// Every way in refuses it with the same code and sentence: `check`, and the commands that need the policy.
#[track_caller]
fn refused(home: &Home, file: &str, code: &str, named: &str) {
    let refused = |outcome: Outcome| outcome.refused(2, code, named);
    let checked = refused(home.omni(&["policy", "check", file]));
    assert!(checked.stdout.starts_with("wrong"), "{checked:?}");
    refused(home.omni(&["policy", "explain", file]));
    refused(home.omni(&["policy", "diff", file, file]));
    refused(home.omni(&[
        "skill",
        "run",
        "score-logprob",
        "--input",
        "attempt.json",
        "--policy",
        file,
    ]));
}

fn home() -> Home {
    let home = Home::bare();
    home.write("attempt.json", ATTEMPT);
    home
}

#[test]
fn what_is_written_wrong_is_told_with_its_place() {
    let home = home();
    for (text, named) in [
        ("", "wrong.toml:1:1: missing key `skill`"),
        ("# nothing\n\n", "missing key `skill`"),
        (
            "skill = \"x\"\nskill = \"y\"\n",
            "wrong.toml:2:1: duplicate key",
        ),
        (
            "skill = \"x\"\n[limits]\n[limits]\n",
            "wrong.toml:3:2: duplicate key",
        ),
        (
            "skill = \"x\"\n[limits]\nmemory = -1\n",
            "wrong.toml:3:10: a size cannot be negative",
        ),
        (
            "skill = \"x\"\n[limits]\nhost_calls = -1\n",
            "integer `-1`, expected a whole number",
        ),
        (
            "skill = \"x\"\n[limits]\nhost_calls = 99999999999999999999\n",
            "wrong.toml:3:14:",
        ),
        (
            "skill = \"x\"\n[limits]\nmemory = \"99999999999999999999GiB\"\n",
            "is too large",
        ),
        (
            "skill = \"x\"\n[limits]\nmemory = \"8GiB\"\n",
            "is too much, the most is 4GiB",
        ),
        (
            "skill = \"x\"\n[limits]\nmemory = \"1MB\"\n",
            "unknown unit `MB`",
        ),
        (
            "skill = \"x\"\n[limits]\ntime = \"2 s\"\n",
            "unknown unit ` s`",
        ),
        (
            "skill = \"x\"\n[limits]\nmemry = 1\n",
            "did you mean `memory`",
        ),
        ("skill = \"x\"\n[grants.sockets]\n", "unknown key `sockets`"),
        (
            "skill = \"x\"\n[grants.http]\nhosts = [\"https://a.example:443\"]\n",
            "without a scheme",
        ),
        (
            "skill = \"x\"\n[grants.http]\nhosts = [\"*.example:443\"]\n",
            "no wildcards",
        ),
        (
            "skill = \"x\"\n[grants.http]\nhosts = [\"127.1:80\"]\n",
            "four numbers",
        ),
        (
            "skill = \"x\"\n[grants.filesystem]\npreopens = [{ host = \"none\", guest = \"/d\", access = \"read\" }]\n",
            "wrong.toml:3:22: host: there is no folder",
        ),
        (
            "skill = \"x\"\n[grants.filesystem]\npreopens = [{ host = \"attempt.json\", guest = \"/d\", access = \"read\" }]\n",
            "attempt.json is not a folder",
        ),
        ("skill = \"x\"\n\0", "wrong.toml:2:1: holds a NUL byte"),
        ("skill = \"../../x\"\n", "wrong.toml:1:9: skill: a name"),
        ("\u{1b}[31m = 1", "wrong.toml:1:2:"),
    ] {
        home.write("wrong.toml", text);
        refused(&home, "wrong.toml", "invalid.policy", named);
    }
    home.write("wrong.toml", b"skill = \"x\"\n# \xff\n");
    refused(
        &home,
        "wrong.toml",
        "invalid.policy",
        "wrong.toml:2:3: not valid UTF-8",
    );
}

#[test]
fn folders_that_could_be_moved_about_are_refused() {
    let home = home();
    for folder in ["data/sub/deep", "database", "other"] {
        std::fs::create_dir_all(home.path().join(folder)).unwrap();
    }
    std::os::unix::fs::symlink("data", home.path().join("link")).unwrap();
    std::os::unix::fs::symlink("../data/sub", home.path().join("other/in")).unwrap();
    let write = |preopens: &[(&str, &str)]| {
        let lines: Vec<_> = preopens
            .iter()
            .enumerate()
            .map(|(number, (host, access))| {
                format!(
                    "  {{ host = \"{host}\", guest = \"/{number}\", access = \"{access}\" }},\n"
                )
            })
            .collect();
        let lines = lines.concat();
        home.write(
            "wrong.toml",
            format!("skill = \"x\"\n[grants.filesystem]\npreopens = [\n{lines}]\n"),
        );
    };
    let (read, write_too) = ("read", "read-write");
    for (preopens, named) in [
        (
            &[("data", write_too), ("data/sub", read)][..],
            "wrong.toml:5:12: host: ",
        ),
        (
            &[
                ("data/sub/deep", write_too),
                ("other", read),
                ("./data/", write_too),
            ],
            "wrong.toml:4:12: host: ",
        ),
        (
            &[("data", write_too), ("other/../data/sub", read)],
            "data/sub lies in",
        ),
        (
            &[("data", write_too), ("other/in/deep", read)],
            "in/deep lies in",
        ),
        (
            &[("data", read), ("data/.", write_too)],
            "is granted already",
        ),
        (
            &[("data", write_too), ("data", write_too)],
            "is granted already",
        ),
        (&[("link", read)], "wrong.toml:4:12: host: "),
        (&[("link/", read)], "link is a symbolic link"),
        (&[("other/in", read)], "in is a symbolic link"),
    ] {
        write(preopens);
        refused(&home, "wrong.toml", "invalid.policy", named);
    }
    for fine in [
        &[("data", read), ("data/sub", read), ("data", read)][..],
        &[("data", read), ("data/sub", write_too)],
        &[("data", write_too), ("database", write_too)],
        &[("link/sub", read)],
    ] {
        write(fine);
        home.omni(&["policy", "check", "wrong.toml"]).succeeded();
    }
}

#[test]
fn what_is_no_file_is_told_and_never_waited_for() {
    let home = home();
    refused(&home, "none.toml", "policy.missing", "none.toml");
    std::fs::create_dir(home.path().join("folder.toml")).unwrap();
    refused(&home, "folder.toml", "invalid.policy", "is a folder");
    let link = home.path().join("loop.toml");
    std::os::unix::fs::symlink(&link, &link).unwrap();
    refused(
        &home,
        "loop.toml",
        "invalid.policy",
        "loop.toml: cannot be read",
    );
    let large = std::fs::File::create(home.path().join("large.toml")).unwrap();
    large.set_len(1 << 30).unwrap();
    refused(
        &home,
        "large.toml",
        "invalid.policy",
        "is larger than 1 MiB",
    );
    let pipe = home.path().join("pipe.toml");
    assert!(
        Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    let mut waits = home
        .command(&["policy", "check", "pipe.toml"])
        .spawn()
        .unwrap();
    // Nobody ever writes into the pipe: a program that opened it would wait for ever.
    let given_up = Instant::now() + Duration::from_secs(60);
    while waits.try_wait().unwrap().is_none() {
        if Instant::now() > given_up {
            waits.kill().unwrap();
            panic!("it waits for a pipe");
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    refused(
        &home,
        "pipe.toml",
        "invalid.policy",
        "is not a regular file",
    );
}

#[test]
fn a_policy_that_may_not_be_read() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = home();
    let path = home.write("closed.toml", "skill = \"x\"\n");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o0)).unwrap();
    if std::fs::read(&path).is_ok() {
        // Nothing is closed to root.
        home.omni(&["policy", "check", "closed.toml"]).succeeded();
        return;
    }
    refused(&home, "closed.toml", "invalid.policy", "cannot be read");
}

#[test]
fn a_skill_is_not_run_under_another_policy_when_its_own_cannot_be_read() {
    let home = home();
    let component = home.write(
        "mine/score-logprob.wasm",
        std::fs::read(skill_file("score-logprob")).unwrap(),
    );
    // The one shipped for the name would do, but is not the one that the home names.
    let link = home.path().join("policies/score-logprob.toml");
    std::fs::create_dir_all(link.parent().unwrap()).unwrap();
    std::os::unix::fs::symlink("nowhere.toml", link).unwrap();
    let component = component.to_str().unwrap();
    home.omni(&["skill", "run", component, "--input", "attempt.json"])
        .refused(2, "policy.missing", "policies/score-logprob.toml");
}

#[test]
fn check_tells_every_mistake_of_every_file() {
    let home = home();
    home.write("fine.toml", "skill = \"x\"\n");
    home.write(
        "wrong.toml",
        "skill = \"x y\"\n[limits]\nmemry = 1\nlog = 0\n[grants.htp]\nhosts = []\n[grants.http]\nhosts = [\"a\"]\n",
    );
    let checked = home.omni(&["policy", "check", "fine.toml", "wrong.toml"]);
    assert_eq!(checked.code, Some(2));
    assert_snapshot!(tidy(&home, &checked.stdout), @r#"
    ok     fine.toml
    wrong  wrong.toml (5 mistakes)
    "#);
    assert_snapshot!(tidy(&home, &checked.stderr), @r#"
    error: wrong.toml:1:9: skill: a name is made of letters, digits, `-`, `_` and `.`, at most 64 of them [invalid.policy]
      help: correct it; `omni policy check wrong.toml` tells whether it is right then
    error: wrong.toml:3:1: unknown key `memry`, did you mean `memory`? [invalid.policy]
      help: write `memory`, or remove the line
    error: wrong.toml:4:7: log: 0B is too little, the least is 1B [invalid.policy]
      help: correct it; `omni policy check wrong.toml` tells whether it is right then
    error: wrong.toml:5:9: unknown key `htp`, did you mean `http`? [invalid.policy]
      help: write `http`, or remove the line
    error: wrong.toml:8:10: hosts: write host:port, such as "api.example.com:443" [invalid.policy]
      help: correct it; `omni policy check wrong.toml` tells whether it is right then
    "#);

    let json = home.omni(&["policy", "check", "fine.toml", "wrong.toml", "--json"]);
    assert_eq!(json.code, Some(2));
    let json = json.json();
    assert_eq!(
        (&json[0]["ok"], &json[0]["skill"]),
        (&true.into(), &"x".into())
    );
    assert_eq!(
        (&json[1]["ok"], &json[1]["skill"]),
        (&false.into(), &serde_json::Value::Null)
    );
    let lines: Vec<_> = json[1]["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| error["line"].as_u64())
        .collect();
    assert_eq!(lines, [Some(1), Some(3), Some(4), Some(5), Some(8)]);
    home.omni(&["policy", "check", "fine.toml"]).succeeded();
}

#[test]
fn every_shipped_policy_is_right_and_grants_nothing_in_vain() {
    let home = home();
    let folder = target_folder().join("policies");
    let files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    let files: Vec<_> = files.iter().map(|path| path.to_str().unwrap()).collect();
    let checked = home
        .omni(&[&["policy", "check", "--json"], files.as_slice()].concat())
        .succeeded()
        .json();
    for one in checked.as_array().unwrap() {
        assert_eq!(one["warnings"], serde_json::json!([]), "{one:#}");
    }
}

#[test]
fn check_warns_of_grants_that_the_installed_skill_does_not_import() {
    let home = home();
    home.write(
        "wide.toml",
        "skill = \"score-logprob\"\nsha256 = \"0000000000000000000000000000000000000000000000000000000000000000\"\n[grants.clock]\n",
    );
    let checked = home
        .omni(&["policy", "check", "wide.toml", "--json"])
        .succeeded()
        .json();
    let warnings = checked[0]["warnings"].as_array().unwrap();
    let told: Vec<_> = warnings
        .iter()
        .map(|warning| (warning["code"].as_str().unwrap(), warning["line"].as_u64()))
        .collect();
    assert_eq!(
        told,
        [
            ("policy.unused", Some(3)),
            ("policy.refuses", None),
            ("policy.pin", None)
        ]
    );
}

#[test]
fn explain_says_what_a_shipped_skill_may_do_and_where_that_stands() {
    let home = home();
    assert_snapshot!(stdout(&home, &["policy", "explain", "score-logprob"]), @"
    score-logprob  scorer, has the role scorer
    component  TARGET/skills/score-logprob.wasm  DIGEST
    policy     TARGET/policies/score-logprob.toml  DIGEST

    It may read the `config` of its role (TARGET/policies/score-logprob.toml:14).

    memory      16MiB        TARGET/policies/score-logprob.toml:6
    time        500ms        TARGET/policies/score-logprob.toml:8
    stack       512KiB       by default
    output      16KiB        TARGET/policies/score-logprob.toml:10
    log         64KiB        by default
    host_calls  16           TARGET/policies/score-logprob.toml:12
    fuel        not counted  by default
    ");
    let by_role = stdout(&home, &["policy", "explain", "scorer"]);
    assert_eq!(
        by_role,
        stdout(&home, &["policy", "explain", "score-logprob"])
    );
    let json = home
        .omni(&["policy", "explain", "scorer", "--json"])
        .succeeded()
        .json();
    assert_eq!(json["component"]["state"], "ready");
    assert_eq!(json["may"][0]["capability"], "config");
    assert_eq!(json["may_not"], serde_json::json!([]));
}

#[test]
fn explain_says_what_a_skill_imports_and_may_not_and_is_granted_in_vain() {
    let home = home();
    home.write(
        "mine.toml",
        "skill = \"wants-log\"\n[limits]\nfuel = 1000\n[grants.clock]\n[grants.http]\nhosts = [\n  \"a.example:443\",\n  \"[::1]:80\",\n]\n",
    );
    let component = guest("wants-log");
    assert_snapshot!(stdout(&home, &["policy", "explain", &component, "--policy", "mine.toml"]), @"
    wants-log  scorer
    component  TARGET/guests/wants-log.wasm  DIGEST
    policy     mine.toml  DIGEST

    It cannot be loaded: skill `wants-log` imports omni:host/log@0.1.0, not granted by mine.toml

    It may tell the time (mine.toml:4).
    It may connect to [::1]:80 (mine.toml:8).
    It may connect to a.example:443 (mine.toml:7).
    It imports omni:host/log@0.1.0 and may not: log is not granted by mine.toml.
        [grants.log]
    It is granted clock and does not import it (mine.toml:4).
    It is granted http and does not import it (mine.toml:5).

    memory      256MiB       by default
    time        2s           by default
    stack       512KiB       by default
    output      8MiB         by default
    log         64KiB        by default
    host_calls  10000        by default
    fuel        1000         mine.toml:3
    ");
    let json = home
        .omni(&["policy", "explain", &component, "--json"])
        .succeeded()
        .json();
    assert_eq!(json["component"]["state"], "denied.import");
    assert_eq!(json["may_not"][0]["help"], "[grants.log]");
    assert_eq!(json["policy"]["file"], serde_json::Value::Null);
}

#[test]
fn explain_takes_a_policy_alone_and_the_one_that_the_config_names() {
    let home = home();
    home.write("alone.toml", "skill = \"x\"\n");
    assert_snapshot!(stdout(&home, &["policy", "explain", "alone.toml"]), @"
    x
    policy     alone.toml  DIGEST

    It may compute and return what its kind returns, and nothing else.

    memory      256MiB       by default
    time        2s           by default
    stack       512KiB       by default
    output      8MiB         by default
    log         64KiB        by default
    host_calls  10000        by default
    fuel        not counted  by default
    ");
    home.write(
        "other.toml",
        "skill = \"score-logprob\"\n[limits]\ntime = \"9s\"\n[grants.config]\n",
    );
    home.write("omni.toml", "[skills.scorer]\npolicy = \"other.toml\"\n");
    for name in ["scorer", "score-logprob"] {
        let json = home
            .omni(&["policy", "explain", name, "--json"])
            .succeeded()
            .json();
        assert_eq!(json["limits"][1]["value"], "9s", "{name}");
        assert_eq!(json["limits"][1]["line"], 3, "{name}");
    }
    home.omni(&["policy", "explain", "validator:none"]).refused(
        2,
        "role.unknown",
        "validator:none",
    );
    home.omni(&["policy", "explain", "score-logprop"])
        .refused(2, "skill.unknown", "did you mean");
    home.omni(&["policy", "explain", "./none.wasm"])
        .refused(2, "skill.unreadable", "none.wasm");
}

#[test]
fn diff_tells_more_less_and_other() {
    let home = home();
    home.write("a.toml", "skill = \"x\"\n[limits]\nmemory = \"1MiB\"\n[grants.log]\n[grants.llm]\nmax_tokens = 9\nmax_calls = 9\n");
    home.write("b.toml", "skill = \"x\"\nsha256 = \"0000000000000000000000000000000000000000000000000000000000000000\"\n[grants.llm]\nmax_tokens = 10\nmax_calls = 9\n[grants.http]\nhosts = [\"a.example:443\"]\n");
    assert_snapshot!(stdout(&home, &["policy", "diff", "a.toml", "b.toml"]), @"
    - only the component 0000000000000000000000000000000000000000000000000000000000000000 may run
    + memory: 1MiB becomes 256MiB (a.toml:3)
    + llm.max_tokens: 9 becomes 10 (a.toml:5 → b.toml:3)
    + may connect to a.example:443 (b.toml:7)
    - may no longer write log lines for the people who run it (a.toml:4)
    ");
    assert_eq!(
        stdout(&home, &["policy", "diff", "a.toml", "a.toml"]),
        "both allow the same"
    );
    let json = home
        .omni(&["policy", "diff", "a.toml", "b.toml", "--json"])
        .succeeded()
        .json();
    let directions: Vec<_> = json["changes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|change| change["direction"].as_str().unwrap())
        .collect();
    assert_eq!(directions, ["less", "more", "more", "more", "less"]);
    // Skills and roles have policies, too.
    let json = home
        .omni(&["policy", "diff", "scorer", "score-logprob", "--json"])
        .succeeded()
        .json();
    assert_eq!(json["changes"], serde_json::json!([]));
}

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
fn a_policy_of_another_name_is_warned_of() {
    let home = home();
    home.write("policies/mine.toml", "skill = \"another\"\n");
    home.write("elsewhere.toml", "skill = \"another\"\n");
    let files = ["policies/mine.toml", "elsewhere.toml"];
    let checked = home.omni(&[&["policy", "check", "--json"], &files[..]].concat());
    let checked = checked.succeeded().json();
    assert_eq!(checked[0]["warnings"][0]["code"], "policy.name");
    assert_eq!(checked[1]["warnings"], serde_json::json!([]));
    let component = guest("keeps-things");
    let explained = stdout(
        &home,
        &[
            "policy",
            "explain",
            &component,
            "--policy",
            "elsewhere.toml",
        ],
    );
    assert!(
        explained.contains("for the skill another: what it keeps is kept as another's"),
        "{explained}"
    );
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
