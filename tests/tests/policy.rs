//! `omni policy check`, `explain` and `diff` on the real program.

use insta::assert_snapshot;
use omni_tests::policies::{home, stdout};
use omni_tests::{guest, target_folder};

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
