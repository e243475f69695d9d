//! What reaches a skill through WASI: each refused without its grant, reached with it, and no further.

use std::ffi::OsStr;
use std::process::Command;

use omni_policy::Capability;
use omni_skills::{CallContext, Clock, Level};
use omni_tests::guests::{
    Folder, Server, call, code, denied, load, observe, plain, refused_without_grant, said,
};

#[test]
fn each_is_refused_without_its_grant() {
    let folders = "[grants.filesystem]\npreopens = [{ host = \"FOLDER\", guest = \"/data\", access = \"read\" }]";
    for (guest, import, lines) in [
        ("wasi-files", "wasi:filesystem/types@0.2", folders),
        (
            "wasi-web",
            "wasi:http/types@0.2",
            "[grants.http]\nhosts = [\"HOST:443\"]",
        ),
        (
            "wants-wasi",
            "wasi:cli/environment@0.2",
            "[grants.environment]\nnames = [\"NAME\"]",
        ),
        ("wasi-prints", "wasi:cli/stdout@0.2", "[grants.log]"),
        (
            "wasi-chance",
            "wasi:clocks/wall-clock@0.2",
            "[grants.clock]\n[grants.random]",
        ),
    ] {
        refused_without_grant(guest, import, lines);
    }
    // What is granted elsewhere does not help, and one half is not the whole.
    for (guest, lines) in [
        ("wasi-files", "[grants.log]\n[grants.http]\nhosts = []"),
        (
            "wasi-web",
            "[grants.log]\n[grants.clock]\n[grants.filesystem]\npreopens = []",
        ),
        ("wasi-chance", "[grants.clock]"),
        ("wasi-chance", "[grants.random]"),
        ("wants-wasi", "[grants.log]\n[grants.config]"),
    ] {
        assert_eq!(
            load(guest, lines).unwrap_err().code(),
            "denied.import",
            "{guest}: {lines}"
        );
    }
}

#[test]
fn an_empty_list_is_linked_and_reaches_nothing() {
    let files = load("wasi-files", "[grants.filesystem]\npreopens = []").unwrap();
    assert_eq!(
        said(&plain(&files, "folders\nread 0 x")),
        ["ok ", "bad-descriptor"]
    );
    let variables = load("wants-wasi", "[grants.environment]\nnames = []").unwrap();
    assert_eq!(
        said(&plain(&variables, "")),
        ["0 variables", "0 arguments", "folder None"]
    );
    let web = load("wasi-web", "[grants.http]\nhosts = []").unwrap();
    let outcome = plain(&web, "http 127.0.0.1:1 /");
    assert_eq!(said(&outcome), ["ErrorCode::HttpRequestDenied"]);
    assert_eq!(denied(&outcome, Capability::Http), 1);
}

#[test]
fn only_named_variables_are_there() {
    // Of this process, set by cargo; not changed here, since other tests run beside this one.
    assert!(std::env::var_os("CARGO_PKG_NAME").is_some());
    let lines = "[grants.environment]\nnames = [\"CARGO_PKG_NAME\", \"THERE_IS_NO_SUCH_VARIABLE\"]";
    let told = said(&plain(&load("wants-wasi", lines).unwrap(), ""));
    assert_eq!(
        told,
        [
            "1 variables",
            "0 arguments",
            "folder None",
            "CARGO_PKG_NAME=omni-tests"
        ]
    );
}

#[test]
fn what_is_printed_is_logged_within_the_limit() {
    let lines = "[limits]\nlog = \"4KiB\"\n[grants.log]";
    let prints = load("wasi-prints", lines).unwrap();
    let outcome = plain(&prints, "one\n!two\u{1b}[2J\nstdin");
    assert_eq!(said(&outcome), ["terminal false", "stdin false"]);
    let logged: Vec<_> = outcome
        .usage
        .log
        .iter()
        .map(|line| (line.level, line.message.as_str()))
        .collect();
    assert_eq!(
        logged,
        [(Level::Info, "one"), (Level::Warn, "two\\u{1b}[2J")]
    );
    assert_eq!(code(&plain(&prints, &"x".repeat(5000))), "limit.log");
    let exited = plain(&prints, "before\nexit");
    assert_eq!(code(&exited), "trap");
    assert_eq!(exited.usage.log[0].message, "before");
}

#[test]
fn time_and_chance_follow_the_context() {
    let chance = load("wasi-chance", "[grants.clock]\n[grants.random]").unwrap();
    let fixed = |seed| {
        let context = CallContext {
            clock: Clock::Fixed(1_700_000_000_000_000_123),
            seed: Some(seed),
            ..CallContext::default()
        };
        said(&call(&chance, &context, ""))
    };
    let (one, same, other) = (fixed(1), fixed(1), fixed(2));
    assert_eq!(one[..2], ["1700000000.000000123", "0"]);
    assert_eq!(one, same);
    assert_ne!(one[2], other[2]);
}

#[test]
fn a_guest_that_sleeps_runs_out_of_time() {
    let lines = "[limits]\ntime = \"100ms\"\n[grants.clock]\n[grants.random]";
    let outcome = plain(&load("wasi-chance", lines).unwrap(), "60000");
    assert_eq!(code(&outcome), "limit.time");
}

#[test]
fn calls_of_wasi_are_counted_and_bounded() {
    let prints = load("wasi-prints", "[limits]\nhost_calls = 20\n[grants.log]").unwrap();
    assert!(plain(&prints, "a").result.is_ok());
    assert_eq!(code(&plain(&prints, &"a\n".repeat(30))), "limit.host-calls");
    let folder = Folder::filled();
    let files = folder.load_with("[limits]\nhost_calls = 10");
    assert_eq!(
        code(&plain(&files, &"stat 0 in.txt\n".repeat(20))),
        "limit.host-calls"
    );
}

#[test]
fn over_the_limit_nothing_more_is_done() {
    let server = Server::start();
    let request = format!("http 127.0.0.1:{} /\n", server.port);
    let requests = |limit: u32| {
        let limits = format!("[limits]\nhost_calls = {limit}");
        let before = server.requests();
        let outcome = plain(&server.load_with("127.0.0.1", &limits), &request.repeat(9));
        (outcome, server.requests() - before)
    };
    let (outcome, sent) = requests(1);
    assert_eq!((code(&outcome), sent), ("limit.host-calls", 0));
    let error = outcome.result.unwrap_err().to_string();
    assert!(error.contains("limit.host-calls: 1, set at"), "{error}");
    let (outcome, sent) = requests(10_000);
    assert_eq!((said(&outcome).len(), sent), (9, 9));
    let each = u32::try_from(outcome.usage.host_calls / 9).unwrap();
    let (outcome, sent) = requests(each * 3);
    assert_eq!((code(&outcome), sent), ("limit.host-calls", 3));

    // What needs no handle: clocks and random numbers. One call too many is counted, and none after it.
    for limit in [1, 2] {
        let lines = format!("[limits]\nhost_calls = {limit}\n[grants.clock]\n[grants.random]");
        let outcome = plain(&load("wasi-chance", &lines).unwrap(), "");
        assert_eq!(code(&outcome), "limit.host-calls");
        assert_eq!(outcome.usage.host_calls, limit + 1);
    }
    let lines = "[limits]\nhost_calls = 1\n[grants.environment]\nnames = []";
    let outcome = plain(&load("wants-wasi", lines).unwrap(), "");
    assert_eq!(
        (code(&outcome), outcome.usage.host_calls),
        ("limit.host-calls", 2)
    );
    let lines = "[limits]\nhost_calls = 5\n[grants.log]";
    let outcome = plain(&load("wasi-prints", lines).unwrap(), &"a\n".repeat(30));
    assert_eq!(
        (code(&outcome), outcome.usage.host_calls),
        ("limit.host-calls", 6)
    );
    assert!(outcome.usage.log.len() < 5, "{:?}", outcome.usage.log);
}

#[test]
fn an_observed_skill_sees_no_file_and_shows_what_it_wants() {
    let outcome = plain(
        &observe("wasi-files", ""),
        "folders\nread 0 etc/passwd\nwrite 0 data/out.txt x\nlist 0",
    );
    let told = said(&outcome);
    assert_eq!((told[0].as_str(), told[3].as_str()), ("ok /", "ok "));
    assert!(
        !told[1].starts_with("ok") && !told[2].starts_with("ok"),
        "{told:?}"
    );
    let wants: Vec<_> = outcome
        .usage
        .uses
        .iter()
        .filter(|used| used.denied > 0)
        .collect();
    let wants: Vec<_> = wants
        .iter()
        .map(|used| (used.target.as_deref().unwrap(), used.writes()))
        .collect();
    assert_eq!(wants, [("/etc/passwd", false), ("/data/out.txt", true)]);

    let outcome = plain(&observe("wasi-web", ""), "https api.example.com /v1");
    assert_eq!(said(&outcome), ["ErrorCode::HttpRequestDenied"]);
    let used = &outcome.usage.uses[0];
    assert_eq!(
        (used.target.as_deref(), used.code()),
        (Some("api.example.com:443"), Some("denied.http"))
    );

    let outcome = plain(&observe("wants-wasi", ""), "");
    assert_eq!(said(&outcome)[0], "0 variables");
    assert_eq!(outcome.usage.uses[0].code(), Some("denied.environment"));
}

#[test]
fn variables_are_of_the_host_that_runs() {
    // A child of this test with a variable of its own: the guest sees it there.
    if let Some(value) = std::env::var_os("OMNI_TEST_SEEN") {
        let lines = "[grants.environment]\nnames = [\"OMNI_TEST_SEEN\"]";
        let told = said(&plain(&load("wants-wasi", lines).unwrap(), ""));
        assert_eq!(
            OsStr::new(told[3].trim_start_matches("OMNI_TEST_SEEN=")),
            value
        );
        assert_eq!(told.len(), 4, "more than was named");
        return;
    }
    let test = std::env::current_exe().unwrap();
    let arguments = ["--exact", "variables_are_of_the_host_that_runs"];
    let status = Command::new(test)
        .args(arguments)
        .env("OMNI_TEST_SEEN", "yes")
        .env("OMNI_TEST_HIDDEN", "no")
        .status();
    assert!(status.unwrap().success());
}
