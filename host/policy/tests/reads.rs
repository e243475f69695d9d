//! What a policy that says nothing wrong is read as.
#![expect(
    clippy::expect_used,
    reason = "a test that is not as expected has failed"
)]

use std::path::{Path, PathBuf};

use omni_policy::{Access, ByteSize, Capability, Limits, Policy, TimeSpan, bounds, defaults};
use proptest::prelude::*;

const EVERYTHING: &str = r#"skill = "image"
sha256 = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

[limits]
memory = "64MiB"
time = "500ms"
stack = "1MiB"
output = "1MiB"
log = "1KiB"
host_calls = 7
fuel = 5000000000

[grants.log]
[grants.config]
[grants.clock]
[grants.random]
[grants.kv]
[grants.llm]
max_tokens = 64
max_calls = 4
[grants.filesystem]
preopens = [{ host = "data", guest = "/data", access = "read" }, { host = "/tmp/x", guest = "/", access = "read-write" }]
[grants.http]
hosts = ["API.example.com:443", "[::1]:80", "10.0.0.1:8080"]
[grants.environment]
names = ["LANG"]
"#;

fn parse(text: &str) -> Policy {
    Policy::parse(Path::new("policies/image.toml"), text).expect("a good policy")
}

#[test]
fn reads_the_whole_grammar() {
    let policy = parse(EVERYTHING);
    assert_eq!(policy.skill, "image");
    assert_eq!(policy.component_sha256, Some("a".repeat(64)));
    assert_eq!(*policy.limits.memory, ByteSize::mib(64));
    assert_eq!(policy.limits.memory.line, Some(5));
    assert_eq!(*policy.limits.time, TimeSpan::millis(500));
    assert_eq!(*policy.limits.fuel, Some(5_000_000_000));
    for capability in Capability::ALL {
        assert!(policy.decide(capability).allowed, "{capability}");
    }
    let preopens = policy.grants.filesystem.expect("granted").value;
    assert_eq!(preopens[0].access, Access::Read);
    assert_eq!(preopens[1].access, Access::ReadWrite);
    let hosts: Vec<String> = policy
        .grants
        .http
        .expect("granted")
        .value
        .keys()
        .map(ToString::to_string)
        .collect();
    assert_eq!(hosts, ["10.0.0.1:8080", "[::1]:80", "api.example.com:443"]);
}

#[test]
fn what_is_absent_is_the_default_or_denied() {
    let policy = parse("skill = \"image\"\n");
    assert_eq!(policy.limits, Limits::default());
    for capability in Capability::ALL {
        assert!(!policy.decide(capability).allowed, "{capability}");
    }
}

#[test]
fn an_empty_list_is_a_grant_that_reaches_nothing() {
    for (lines, capability) in [
        ("[grants.filesystem]\npreopens = []", Capability::Filesystem),
        ("[grants.http]\nhosts = []", Capability::Http),
        ("[grants.environment]\nnames = []", Capability::Environment),
    ] {
        let policy = parse(&format!("skill = \"image\"\n{lines}\n"));
        assert!(policy.decide(capability).allowed, "{lines}");
        assert_eq!(parse(&policy.to_string()).to_string(), policy.to_string());
    }
}

#[test]
fn a_limit_says_where_it_comes_from() {
    let policy = parse("skill = \"image\"\n[limits]\ntime = \"1s\"\n");
    assert_eq!(
        policy.origin(&policy.limits.time),
        "set at policies/image.toml:3"
    );
    assert_eq!(policy.origin(&policy.limits.memory), "by default");
}

#[test]
fn the_digest_is_of_the_files_bytes() {
    assert_ne!(
        parse("skill = \"a\"\n").sha256,
        parse("skill = \"a\"\n\n").sha256
    );
    // Without a file it is the digest of the text that would say the same.
    assert_eq!(
        Policy::deny_all("a").sha256,
        parse("skill = \"a\"\n").sha256
    );
}

#[test]
fn the_defaults_are_within_the_bounds() {
    assert!(bounds::MEMORY.contains(&defaults::MEMORY));
    assert!(bounds::TIME.contains(&defaults::TIME));
    assert!(bounds::STACK.contains(&defaults::STACK));
    assert!(bounds::OUTPUT.contains(&defaults::OUTPUT));
    assert!(bounds::LOG.contains(&defaults::LOG));
    assert!(bounds::HOST_CALLS.contains(&defaults::HOST_CALLS));
}

/// Everything but where it stands in a file.
fn meaning(policy: &Policy) -> (String, Vec<bool>, String) {
    let granted = Capability::ALL.map(|capability| policy.decide(capability).allowed);
    (policy.skill.clone(), granted.to_vec(), policy.to_string())
}

/// What is seen of which folder, but for the line.
fn folders(policy: &Policy) -> Vec<(PathBuf, String, Access)> {
    let granted = policy.grants.filesystem.iter();
    let preopens = granted.flat_map(|granted| granted.value.clone());
    preopens
        .map(|preopen| (preopen.host, preopen.guest, preopen.access))
        .collect()
}

fn any_policy() -> impl Strategy<Value = String> {
    let limits = (
        prop::option::of(64u64..4_000_000),
        prop::option::of(1u64..3_600_000),
        prop::option::of(1u64..9),
    );
    let hosts = prop::collection::vec("[a-z]{1,9}\\.[a-z]{2,3}:[1-9][0-9]{0,3}", 0..4);
    let folder = "[a-zA-Z0-9 \"\\\\/ñ']{1,12}";
    ("[a-z][a-z0-9-]{0,20}", limits, hosts, folder, 0usize..32).prop_map(
        |(skill, (memory, time, fuel), hosts, folder, grants)| {
            let mut text = format!("skill = \"{skill}\"\n[limits]\n");
            if let Some(memory) = memory {
                text += &format!("memory = \"{memory}KiB\"\n");
            }
            if let Some(time) = time {
                text += &format!("time = \"{time}ms\"\n");
            }
            if let Some(fuel) = fuel {
                text += &format!("fuel = {fuel}\n");
            }
            for (bit, name) in ["log", "config", "clock", "random", "kv"].iter().enumerate() {
                if grants >> bit & 1 == 1 {
                    text += &format!("[grants.{name}]\n");
                }
            }
            if !hosts.is_empty() {
                text += &format!("[grants.http]\nhosts = {hosts:?}\n");
            }
            let folder = toml_string(&folder);
            text + &format!(
                "[grants.filesystem]\npreopens = [{{ host = {folder}, guest = \"/d\", access = \"read\" }}]\n"
            )
        },
    )
}

fn toml_string(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

proptest! {
    #[test]
    fn a_policy_reads_back_what_it_prints(text in any_policy()) {
        let policy = parse(&text);
        let printed = policy.to_string();
        let again = parse(&printed);
        prop_assert_eq!(meaning(&again), meaning(&policy));
        prop_assert_eq!(folders(&again), folders(&policy));
        prop_assert_eq!(*again.limits.memory, *policy.limits.memory);
        prop_assert_eq!(*again.limits.time, *policy.limits.time);
        prop_assert_eq!(*again.limits.fuel, *policy.limits.fuel);
    }

    #[test]
    fn no_text_panics(text in ".{0,300}") {
        let _ = Policy::parse(Path::new("x"), &text);
    }

    #[test]
    fn no_mangled_policy_panics(at in 0..EVERYTHING.len(), cut in 0usize..40, put in ".{0,4}") {
        let end = (at + cut).min(EVERYTHING.len());
        let text = format!("{}{put}{}", &EVERYTHING[..at], &EVERYTHING[end..]);
        let _ = Policy::parse(Path::new("x"), &text);
    }
}
