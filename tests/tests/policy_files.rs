//! Each way to write a policy wrong, on the real program: told with its place, and by every command.

use std::process::Command;
use std::time::{Duration, Instant};

use insta::assert_snapshot;
use omni_tests::policies::{home, tidy};
use omni_tests::{Home, Outcome, skill_file};

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
