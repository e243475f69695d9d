use std::path::Path;

use proptest::prelude::*;

use super::*;

fn parse(text: &str) -> Policy {
    Policy::parse(Path::new("p.toml"), text).unwrap()
}

#[test]
fn grants_what_was_seen_and_no_more() {
    let base = parse(
        "skill = \"x\"\n[limits]\nstack = \"1MiB\"\n[grants.log]\n[grants.config]\n[grants.clock]\n[grants.random]\n\
        [grants.llm]\nmax_tokens = 90\nmax_calls = 9\n[grants.http]\nhosts = [\"a.example:443\"]\n\
        [grants.environment]\nnames = []\n[grants.filesystem]\npreopens = [\n\
        { host = \"/srv/a\", guest = \"/a\", access = \"read-write\" },\n\
        { host = \"/srv/b\", guest = \"/b\", access = \"read\" }]\n",
    );
    let observed = Observed {
        calls: 3,
        imports: Capability::ALL.into_iter().collect(),
        uses: [(Capability::Log, 2), (Capability::Http, 1)].into(),
        paths: [
            ("/a/x".to_owned(), Access::Read),
            // It looked for what is not there, to write it.
            ("/b/none".to_owned(), Access::ReadWrite),
        ]
        .into(),
        denied_paths: [
            ("/b/y".to_owned(), Access::ReadWrite),
            ("/c\n[grants.kv]\n/d".to_owned(), Access::Read),
        ]
        .into(),
        hosts: ["a.example:443".parse().unwrap()].into(),
        denied_hosts: ["b.example:443".to_owned(), "c\n\"]".to_owned()].into(),
        names: BTreeSet::new(),
        llm_calls: 1,
        llm_tokens: 40,
        memory: (1 << 20) + 1,
        time: Duration::from_micros(31_400),
        output: 5000,
        log: 17,
        host_calls: 9,
        fuel: Some(1234),
    };
    insta::assert_snapshot!(learn("x", &observed, Some(&base)), @r#"
    # Learned from 3 calls: what it was not seen to need is not in here. Read it before you rely on it.
    skill = "x"

    [limits]
    # 2 MiB at most.
    memory = "4MiB"
    # 31.4 ms at most, on this machine.
    time = "500ms"
    # 5 KiB at most.
    output = "32KiB"
    # 17 bytes at most.
    log = "1KiB"
    # 9 at most.
    host_calls = 50
    # 1234 at most.
    fuel = 5000
    # As it was: how much is used cannot be measured.
    stack = "1MiB"

    # Used 2 times.
    [grants.log]

    # Imported, and not seen in use: without the grant it is not loaded.
    [grants.config]

    # Imported, and not seen in use: without the grant it is not loaded.
    [grants.clock]

    # Imported, and not seen in use: without the grant it is not loaded.
    [grants.random]

    # Imported, and not granted by the policy that it ran under: without the grant it is not loaded.
    # [grants.kv]

    # Imported, and not seen in use: without the grant it is not loaded.
    [grants.llm]
    # 1 calls and 40 tokens at most.
    max_tokens = 90
    max_calls = 2

    # Imported, and not seen in use: without the grant it is not loaded.
    [grants.filesystem]
    preopens = [
      { host = "/srv/a", guest = "/a", access = "read" },
      { host = "/srv/b", guest = "/b", access = "read" },
      # It asked for read-write of /b/y, and was denied.
      # It asked for read of /c\n[grants.kv]\n/d, and was denied.
      # { host = "FOLDER", guest = '/c\n[grants.kv]\n', access = "read" },
    ]

    # Used once.
    [grants.http]
    # It asked for b.example:443, and was denied.
    # It asked for c\n\"], and was denied.
    hosts = ["a.example:443"]

    # Imported, and not seen in use: without the grant it is not loaded.
    [grants.environment]
    names = []
    "#);
}

#[test]
fn without_imports_there_are_only_limits() {
    let text = learn(
        "x",
        &Observed {
            calls: 1,
            ..Observed::default()
        },
        None,
    );
    insta::assert_snapshot!(text, @r#"
    # Learned from one call: what it was not seen to need is not in here. Read it before you rely on it.
    skill = "x"

    [limits]
    # 0 bytes at most.
    memory = "64KiB"
    # 0.0 ms at most, on this machine.
    time = "100ms"
    # 0 bytes at most.
    output = "4KiB"
    "#);
}

#[test]
fn rounds_up_to_what_people_write() {
    for (wanted, rounded) in [
        (0, 1),
        (1, 1),
        (3, 5),
        (6, 10),
        (100, 100),
        (101, 200),
        (u64::MAX, u64::MAX),
    ] {
        assert_eq!(round(wanted), rounded);
    }
}

/// A policy that grants all of `grants` (a bit for each), so narrowly that there is something to be wider than.
fn narrow(grants: usize) -> Policy {
    let granted = |(bit, _): &(usize, Capability)| grants >> bit & 1 == 1;
    let lines = Capability::ALL.into_iter().enumerate().filter(granted);
    let lines: Vec<_> = lines
        .map(|(_, capability)| match capability {
            Capability::Llm => "[grants.llm]\nmax_tokens = 3\nmax_calls = 2".to_owned(),
            Capability::Http => "[grants.http]\nhosts = [\"a:1\"]".to_owned(),
            Capability::Filesystem => "[grants.filesystem]\npreopens = [{ host = \"/srv\", guest = \"/a\", access = \"read\" }]".to_owned(),
            Capability::Environment => "[grants.environment]\nnames = [\"A\"]".to_owned(),
            capability => format!("[grants.{capability}]"),
        })
        .collect();
    parse(&format!("skill = \"x\"\n{}\n", lines.join("\n")))
}

proptest! {
    #[test]
    fn nothing_is_learned_that_the_base_does_not_grant(
        grants in 0usize..512, imports in 0usize..512, llm_calls: u32, llm_tokens: u32, write: bool,
        paths in prop::collection::btree_set("/(a|a/[a-z]|[a-z])", 0..4), names in prop::collection::btree_set("[A-C]", 0..3),
        hosts in prop::collection::btree_set("[a-c]:[1-3]", 0..4),
    ) {
        let base = narrow(grants);
        let access = if write { Access::ReadWrite } else { Access::Read };
        let paths: BTreeMap<_, _> = paths.into_iter().map(|path| (path, access)).collect();
        let observed = Observed {
            calls: 1,
            imports: Capability::ALL.into_iter().enumerate().filter(|(bit, _)| imports >> bit & 1 == 1).map(|(_, one)| one).collect(),
            denied_paths: paths.clone(),
            paths,
            hosts: hosts.iter().map(|host| host.parse().unwrap()).collect(),
            denied_hosts: hosts,
            names, llm_calls, llm_tokens, ..Observed::default()
        };
        let learned = parse(&learn("x", &observed, Some(&base)));
        for change in crate::diff(&base, &learned) {
            let limit = ["memory", "time", "output", "log", "host_calls", "stack", "fuel"].contains(&change.subject.as_str());
            // An empty list grants nothing: it only lets the skill load.
            let nothing = change.text.contains("and reach no") || change.text.contains("and see no");
            prop_assert!(limit || nothing || change.direction == crate::Direction::Less, "{change:?}");
        }
    }

    #[test]
    fn what_is_learned_is_a_policy_that_covers_what_was_seen(
        memory in 0u64..8 << 30, millis in 0u64..4_000_000, output: u32, log in 0u64..128 << 20,
        host_calls in 0u64..2_000_000_000, fuel: Option<u64>, imports in 0usize..512,
        llm_calls: u32, llm_tokens: u32, path in "/[a-z\"\\\\\n]{0,9}", hosts in prop::collection::btree_set("[a-z]{1,5}:[1-9]", 0..3),
    ) {
        let observed = Observed {
            calls: 1,
            imports: Capability::ALL.into_iter().enumerate().filter(|(bit, _)| imports >> bit & 1 == 1).map(|(_, one)| one).collect(),
            paths: [(path.clone(), Access::Read)].into(),
            denied_paths: [(path.clone(), Access::ReadWrite)].into(),
            denied_hosts: [path].into(),
            hosts: hosts.iter().map(|host| host.parse().unwrap()).collect(),
            time: Duration::from_millis(millis), output: output.into(),
            memory, log, host_calls, fuel, llm_calls, llm_tokens, ..Observed::default()
        };
        let policy = parse(&learn("x", &observed, None));
        for capability in Capability::ALL {
            prop_assert_eq!(policy.decide(capability).allowed, observed.imports.contains(&capability));
        }
        // Above the bounds nothing can be granted.
        let covers = |limit: u64, seen: u64, most: u64| limit >= seen.min(most);
        prop_assert!(covers(policy.limits.memory.bytes(), memory, bounds::MEMORY.end().bytes()));
        prop_assert!(covers(policy.limits.output.bytes(), observed.output, bounds::OUTPUT.end().bytes()));
        prop_assert!(policy.limits.time.duration() >= observed.time.min(bounds::TIME.end().duration()));
        if let Some(llm) = policy.grants.llm {
            prop_assert!(llm.value.max_tokens >= llm_tokens && llm.value.max_calls >= llm_calls);
        }
    }
}
