//! What a person sees who made a mistake in a policy.
#![expect(
    clippy::expect_used,
    reason = "a test that is not as expected has failed"
)]

use std::path::Path;

use insta::assert_snapshot;
use omni_policy::{Error, Policy};

fn refused(text: &str) -> String {
    let error = Policy::parse(Path::new("policies/image.toml"), text).expect_err("must be refused");
    assert_eq!(error.code(), "invalid.policy");
    error.to_string()
}

fn in_limits(line: &str) -> String {
    refused(&format!("skill = \"image\"\n[limits]\n{line}\n"))
}

fn in_grants(lines: &str) -> String {
    refused(&format!("skill = \"image\"\n{lines}\n"))
}

#[test]
fn unknown_keys_name_the_nearest() {
    assert_snapshot!(in_limits("memry = \"1MiB\""), @"policies/image.toml:3:1: unknown key `memry`, did you mean `memory`?");
    assert_snapshot!(refused("skil = \"image\""), @"policies/image.toml:1:1: unknown key `skil`, did you mean `skill`?");
    assert_snapshot!(in_grants("[grants.htp]"), @"policies/image.toml:2:9: unknown key `htp`, did you mean `http`?");
    assert_snapshot!(in_grants("[grants.sockets]"), @"policies/image.toml:2:9: unknown key `sockets` (known here: log, config, clock, random, kv, llm, filesystem, http, environment)");
    assert_snapshot!(in_grants("[grants.log]\nlevel = \"info\""), @"policies/image.toml:3:1: unknown key `level` (none is known here)");
    assert_snapshot!(in_grants("[grants.llm]\nmax_token = 3"), @"policies/image.toml:3:1: unknown key `max_token`, did you mean `max_tokens`?");
    assert_snapshot!(in_grants("[limit]"), @"policies/image.toml:2:2: unknown key `limit`, did you mean `limits`?");
}

#[test]
fn missing_and_duplicate_keys() {
    assert_snapshot!(refused(""), @"policies/image.toml:1:1: missing key `skill`");
    assert_snapshot!(in_grants("[grants.llm]\nmax_tokens = 3"), @"policies/image.toml:2:1: missing key `max_calls`");
    assert_snapshot!(in_limits("time = \"1s\"\ntime = \"2s\""), @"policies/image.toml:4:1: duplicate key");
    assert_snapshot!(in_grants("[limits]\n[limits]"), @"policies/image.toml:3:2: duplicate key");
}

#[test]
fn wrong_units_and_types() {
    assert_snapshot!(in_limits("memory = \"256MB\""), @"policies/image.toml:3:10: unknown unit `MB` in `256MB`: write B, KiB, MiB or GiB");
    assert_snapshot!(in_limits("memory = -1"), @"policies/image.toml:3:10: a size cannot be negative");
    assert_snapshot!(in_limits("memory = 1.5"), @r#"policies/image.toml:3:10: invalid type: floating point `1.5`, expected a size such as "256MiB""#);
    assert_snapshot!(in_limits("memory = \"99999999999GiB\""), @"policies/image.toml:3:10: `99999999999GiB` is too large");
    assert_snapshot!(in_limits("time = 2"), @r#"policies/image.toml:3:8: invalid type: integer `2`, expected a length of time such as "2s""#);
    assert_snapshot!(in_limits("time = \"2\""), @"policies/image.toml:3:8: `2` has no unit: write ms, s, m, h or d");
    assert_snapshot!(in_limits("time = \"2 hours\""), @"policies/image.toml:3:8: unknown unit ` hours` in `2 hours`: write ms, s, m, h or d");
    assert_snapshot!(in_limits("host_calls = \"many\""), @r#"policies/image.toml:3:14: invalid type: string "many", expected a whole number from 0 to 9223372036854775807"#);
    assert_snapshot!(in_limits("host_calls = 99999999999999999999"), @"policies/image.toml:3:14: invalid type: integer `99999999999999999999`, expected a whole number from 0 to 9223372036854775807");
    assert_snapshot!(in_grants("[grants.llm]\nmax_calls = 1\nmax_tokens = 4294967296"), @"policies/image.toml:4:14: invalid value: integer `4294967296`, expected a whole number from 0 to 4294967295");
    assert_snapshot!(in_limits("host_calls = -1"), @"policies/image.toml:3:14: invalid value: integer `-1`, expected a whole number from 0 to 9223372036854775807");
    assert_snapshot!(in_grants("grants = 1"), @"policies/image.toml:2:10: invalid type: integer `1`, expected a table of grants");
}

#[test]
fn limits_out_of_range() {
    assert_snapshot!(in_limits("memory = 0"), @"policies/image.toml:3:10: memory: 0B is too little, the least is 64KiB");
    assert_snapshot!(in_limits("memory = \"5GiB\""), @"policies/image.toml:3:10: memory: 5GiB is too much, the most is 4GiB");
    assert_snapshot!(in_limits("time = \"0s\""), @"policies/image.toml:3:8: time: 0ms is too little, the least is 1ms");
    assert_snapshot!(in_limits("time = \"2h\""), @"policies/image.toml:3:8: time: 2h is too much, the most is 1h");
    assert_snapshot!(in_limits("stack = \"1GiB\""), @"policies/image.toml:3:9: stack: 1GiB is too much, the most is 16MiB");
    assert_snapshot!(in_limits("output = 0"), @"policies/image.toml:3:10: output: 0B is too little, the least is 1B");
    assert_snapshot!(in_limits("log = 0"), @"policies/image.toml:3:7: log: 0B is too little, the least is 1B");
    assert_snapshot!(in_limits("host_calls = 0"), @"policies/image.toml:3:14: host_calls: 0 is too little, the least is 1");
    assert_snapshot!(in_limits("fuel = 0"), @"policies/image.toml:3:8: fuel: 0 is too little, the least is 1");
}

#[test]
fn grants_that_say_something_wrong() {
    let http = |host: &str| in_grants(&format!("[grants.http]\nhosts = [\"a.example:1\", {host}]"));
    assert_snapshot!(http("\"https://api.example.com\""), @r#"policies/image.toml:3:25: hosts: write host:port without a scheme, such as "api.example.com:443""#);
    assert_snapshot!(http("\"*.example.com:443\""), @"policies/image.toml:3:25: hosts: there are no wildcards; name each host");
    assert_snapshot!(http("\"api.example.com\""), @r#"policies/image.toml:3:25: hosts: write host:port, such as "api.example.com:443""#);
    assert_snapshot!(http("\"api.example.com:0\""), @"policies/image.toml:3:25: hosts: a port is a number from 1 to 65535, without a sign and without zeros before it");
    assert_snapshot!(http("\"api.example.com:+80\""), @r#"policies/image.toml:3:25: hosts: write host:port, such as "api.example.com:443""#);
    assert_snapshot!(http("\"me@api.example.com:80\""), @r#"policies/image.toml:3:25: hosts: write host:port, such as "api.example.com:443""#);
    assert_snapshot!(http("\"api.example.com/x:80\""), @r#"policies/image.toml:3:25: hosts: write host:port, such as "api.example.com:443""#);

    let folder = |guest: &str, access: &str| {
        in_grants(&format!(
            "[grants.filesystem]\npreopens = [{{ host = \"d\", guest = \"{guest}\", access = \"{access}\" }}]"
        ))
    };
    assert_snapshot!(folder("data", "read"), @"policies/image.toml:3:35: guest: a path begins with `/` and has no `.`, `..` or empty parts");
    assert_snapshot!(folder("/data/../etc", "read"), @"policies/image.toml:3:35: guest: a path begins with `/` and has no `.`, `..` or empty parts");
    assert_snapshot!(folder("/data", "readwrite"), @"policies/image.toml:3:53: unknown value `readwrite`, did you mean `read-write`?");
    assert_snapshot!(in_grants("[grants.environment]\nnames = [\"A=B\"]"), @"policies/image.toml:3:10: names: a variable is made of letters, digits and `_`, and does not begin with a digit");
    assert_snapshot!(in_grants("[grants.llm]\nmax_tokens = 0\nmax_calls = 1"), @"policies/image.toml:3:14: max_tokens: the least is 1");
}

#[test]
fn names_and_digests() {
    assert_snapshot!(refused("skill = \"../x\""), @"policies/image.toml:1:9: skill: a name is made of letters, digits, `-`, `_` and `.`, at most 64 of them");
    assert_snapshot!(refused("skill = \"image\"\nsha256 = \"abc\""), @"policies/image.toml:2:10: sha256: a digest has 64 hexadecimal digits");
}

#[test]
fn hosts_that_could_be_two_things() {
    let http = |host: &str| in_grants(&format!("[grants.http]\nhosts = [\"{host}\"]"));
    assert_snapshot!(http("127.1:80"), @"policies/image.toml:3:10: hosts: write an IPv4 address as four numbers from 0 to 255");
    assert_snapshot!(http("ñandú.example:80"), @"policies/image.toml:3:10: hosts: write a name with other letters than a to z in its xn-- form");
}

#[test]
fn every_mistake_says_what_to_do() {
    let helps: Vec<_> = [
        "",
        "skill = \"image\"\nskill = \"image\"",
        "skill = \"image\"\n[limits]\nmemry = 1",
        "skill = \"image\"\n[limits]\nmemory = 1",
        "skill = \"image\"\n\0",
        "skill = ",
    ]
    .iter()
    .map(|text| {
        let path = Path::new("policies/image.toml");
        let error = Policy::parse(path, text).expect_err("must be refused");
        format!("{error} → {}", error.help().expect("has help"))
    })
    .collect();
    assert_snapshot!(helps.join("\n"), @r#"
    policies/image.toml:1:1: missing key `skill` → begin the file with the line skill = "image"
    policies/image.toml:2:1: duplicate key → keep one of the two
    policies/image.toml:3:1: unknown key `memry`, did you mean `memory`? → write `memory`, or remove the line
    policies/image.toml:3:10: memory: 1B is too little, the least is 64KiB → correct it; `omni policy check policies/image.toml` tells whether it is right then
    policies/image.toml:2:1: holds a NUL byte, which no text does → correct it; `omni policy check policies/image.toml` tells whether it is right then
    policies/image.toml:1:9: string values must be quoted, expected literal string → correct it; `omni policy check policies/image.toml` tells whether it is right then
    "#);
}

#[test]
fn folders_must_be_there_when_a_file_is_read() {
    let home = tempfile::tempdir().expect("a folder");
    let make = |name: &str| std::fs::create_dir(home.path().join(name)).expect("a folder");
    make("data");
    std::fs::write(home.path().join("file"), "").expect("a file");
    let policy = home.path().join("x.toml");
    let read = |host: &str| {
        let text = format!(
            "skill = \"x\"\n[grants.filesystem]\npreopens = [\n  {{ host = \"{host}\", guest = \"/d\", access = \"read\" }}]\n"
        );
        std::fs::write(&policy, text).expect("a file");
        Policy::read(&policy)
    };
    let granted = read("data")
        .expect("a good policy")
        .grants
        .filesystem
        .expect("granted");
    assert_eq!(granted.value[0].host, home.path().join("data"));
    let told = |host: &str| {
        let error = read(host).expect_err("must be refused");
        assert_eq!(
            (error.code(), error.line(), error.column()),
            ("invalid.policy", Some(4), Some(12))
        );
        error
            .to_string()
            .replace(&home.path().display().to_string(), "HOME")
    };
    assert_snapshot!(told("none"), @"HOME/x.toml:4:12: host: there is no folder HOME/none");
    assert_snapshot!(told("file"), @"HOME/x.toml:4:12: host: HOME/file is not a folder");
    assert_snapshot!(told("/dev/null"), @"HOME/x.toml:4:12: host: /dev/null is not a folder");
}

#[test]
fn a_missing_file_is_not_an_invalid_one() {
    let error = Policy::read(Path::new("no-such-folder/image.toml")).expect_err("must be missing");
    assert!(matches!(error, Error::Missing { .. }));
    assert_eq!(error.code(), "policy.missing");
    assert_snapshot!(error, @"there is no policy file no-such-folder/image.toml");
    assert_snapshot!(error.help().expect("has help"), @r#"make the file; one line, skill = "image", grants nothing and keeps every default limit"#);
}
