//! What is refused before anything of it runs, and what people are told to do.
#![expect(
    clippy::expect_used,
    reason = "a test that is not as expected has failed"
)]

mod support;

use insta::assert_snapshot;
use omni_policy::Capability;
use omni_skills::{Kind, MAX_FUNCTION, Reflector, Validator};
use support::{Guest, attempt, load, load_bytes, load_with, runtime, scorer};

const WASI: &str = r#"
  (import "wasi:sockets/tcp@0.2.3" (instance (export "connect" (func))))
  (import "wasi:filesystem/types@0.2.3" (instance (export "open" (func))))
"#;

#[test]
fn an_import_that_is_not_granted_is_refused_with_the_lines_to_add() {
    let guest = Guest::sure("1").log().config();
    let error = load(&runtime(), &guest, "[grants.config]").expect_err("refused");
    assert_eq!(error.code(), "denied.import");
    assert_snapshot!(error, @"skill `guest` imports omni:host/log@0.1.0, not granted by policies/guest.toml");
    assert_snapshot!(error.help().expect("help"), @r#"
to allow it, add to policies/guest.toml:
[grants.log]
"#);
}

#[test]
fn the_lines_to_add_do_allow_it() {
    let guest = Guest::sure("1").log().config();
    let runtime = runtime();
    let help = load(&runtime, &guest, "")
        .expect_err("refused")
        .help()
        .expect("help");
    let (_, lines) = help.split_once('\n').expect("lines");
    load(&runtime, &guest, lines).expect("allowed now");
}

#[test]
fn wasi_is_refused_by_name() {
    let guest = Guest::sure("1").outside(WASI);
    let error = load(&runtime(), &guest, "").expect_err("refused");
    assert_eq!(error.code(), "denied.import");
    assert_snapshot!(error, @"skill `guest` imports wasi:filesystem/types@0.2.3, not granted by policies/guest.toml; and wasi:sockets/tcp@0.2.3, for which there is no grant");
    assert_snapshot!(error.help().expect("help"), @r#"
to allow it, add to policies/guest.toml:
[grants.filesystem]
preopens = [{ host = "FOLDER", guest = "/data", access = "read" }]
an empty list, such as `names = []`, lets the skill load and reach nothing: what a language's own library imports is often never used
build it for wasm32-unknown-unknown with the crate omni-skill: then it imports no WASI
"#);
}

#[test]
fn what_is_granted_but_not_provided_says_so() {
    let store = r#"(import "wasi:keyvalue/store@0.2.0" (instance (export "open" (func))))"#;
    let guest = Guest::sure("1").outside(WASI).outside(store);
    let lines = "[grants.filesystem]\npreopens = []\n[grants.kv]";
    let error = load(&runtime(), &guest, lines).expect_err("refused");
    assert_eq!(error.code(), "denied.import");
    assert_snapshot!(error, @"skill `guest` imports wasi:sockets/tcp@0.2.3, for which there is no grant; and wasi:keyvalue/store@0.2.0, which this version of omni does not provide");
}

#[test]
fn streams_need_some_grant_of_wasi_and_bring_none() {
    let streams =
        r#"(import "wasi:io/poll@0.2.0" (instance (export "pollable" (type (sub resource)))))"#;
    let guest = Guest::sure("1").outside(streams);
    let runtime = runtime();
    for lines in ["", "[grants.config]", "[grants.kv]"] {
        let error = load(&runtime, &guest, lines).expect_err("refused");
        let expected =
            "skill `guest` imports wasi:io/poll@0.2.0, not granted by policies/guest.toml";
        assert_eq!(error.to_string(), expected);
        assert_eq!(
            error.help().expect("help"),
            "to allow it, add to policies/guest.toml:\n[grants.log]"
        );
    }
    for lines in [
        "[grants.log]",
        "[grants.clock]",
        "[grants.http]\nhosts = []",
    ] {
        load(&runtime, &guest, lines).expect("allowed");
    }
    // What reaches a skill through WASI brings the streams, and nothing else of WASI.
    let both = guest.outside(r#"(import "wasi:cli/environment@0.2.0" (instance (export "initial-cwd" (func (result (option string))))))"#);
    let error = load(&runtime, &both, "[grants.log]").expect_err("refused");
    assert_snapshot!(error, @"skill `guest` imports wasi:cli/environment@0.2.0, not granted by policies/guest.toml");
}

#[test]
fn a_host_function_by_itself_has_no_grant() {
    let guest = Guest::sure("1").outside(r#"(import "exit" (func))"#);
    let error = load(&runtime(), &guest, "").expect_err("refused");
    assert_snapshot!(error, @"skill `guest` imports exit, for which there is no grant");
}

#[test]
fn other_versions_are_named() {
    let error = load(&runtime(), &Guest::sure("1").version("0.2.0"), "").expect_err("refused");
    assert_eq!(error.code(), "invalid.component");
    assert_snapshot!(error, @"skill `guest` is built for omni:skill@0.2.0, and this host speaks 0.1.x");
    assert_snapshot!(error.help().expect("help"), @"use a newer omni, or rebuild it with omni-skill 0.1; this host knows of nothing after 0.1.0");
    let error = load(&runtime(), &Guest::sure("1").version("0.0.9"), "").expect_err("refused");
    assert_snapshot!(error, @"skill `guest` is built for omni:skill@0.0.9, and this host speaks 0.1.x");
    assert!(error.help().expect("help").contains("\n0.1.0: "));
    let guest = Guest::sure("1")
        .outside(r#"(import "omni:host/log@0.9.0" (instance (export "log" (func))))"#);
    let error = load(&runtime(), &guest, "[grants.log]").expect_err("refused");
    assert_eq!(error.code(), "invalid.component");
    assert_snapshot!(error, @"skill `guest` is built for omni:host@0.9.0, and this host speaks 0.1.x");
}

#[test]
fn other_types_are_refused() {
    let guest = Guest::sure("1").outside(
        r#"(import "omni:host/log@0.1.0" (instance (export "log" (func (param "x" u32)))))"#,
    );
    let error = load(&runtime(), &guest, "[grants.log]").expect_err("refused");
    assert_eq!(error.code(), "invalid.component");
    assert_snapshot!(error, @"skill `guest` imports omni:host/log@0.1.0 with other types than this host's: log: parameters: this host has 2, the component has 1");
    assert_snapshot!(error.help().expect("help"), @"build it against this host's wit/, or with this version's omni-skill");
    let guest = Guest::sure("1").outside(
        r#"(import "omni:host/random@0.1.0" (instance (export "coin" (func (result bool)))))"#,
    );
    let error = load(&runtime(), &guest, "[grants.random]").expect_err("refused");
    assert_snapshot!(error, @"skill `guest` imports `coin` of omni:host/random@0.1.0, which this host does not have");
    let error = load_bytes(
        &runtime(),
        &component(
            r#"(component
            (core module $m (func (export "f")))
            (core instance $i (instantiate $m))
            (func $f (canon lift (core func $i "f")))
            (instance $e (export "score" (func $f)))
            (export "omni:skill/scoring@0.1.0" (instance $e)))"#,
        ),
        "",
    )
    .expect_err("refused");
    assert_eq!(error.code(), "invalid.component");
    assert_snapshot!(error, @"skill `guest` exports omni:skill/scoring@0.1.0 with other types than the contract's: score: parameters: this host has 1, the component has 0");
}

#[test]
fn a_component_that_is_no_skill_lists_what_it_exports() {
    let bytes = component(
        r#"(component (core module $m (func (export "f"))) (core instance $i (instantiate $m))
            (func (export "run") (canon lift (core func $i "f"))))"#,
    );
    let error = load_bytes(&runtime(), &bytes, "").expect_err("refused");
    assert_eq!(error.code(), "invalid.component");
    assert_snapshot!(error, @"skill `guest` is no skill: it exports run (the kinds are scorer: omni:skill/scoring, validator: omni:skill/validation, reflector: omni:skill/reflection, router: omni:skill/routing, image-preprocessor: omni:skill/image-preparation, dataset-builder: omni:skill/dataset-building)");
    let error = load_bytes(&runtime(), &component("(component)"), "").expect_err("refused");
    assert_snapshot!(error, @"skill `guest` exports nothing, so it is no skill (the kinds are scorer: omni:skill/scoring, validator: omni:skill/validation, reflector: omni:skill/reflection, router: omni:skill/routing, image-preprocessor: omni:skill/image-preparation, dataset-builder: omni:skill/dataset-building)");
}

#[test]
fn bytes_that_are_no_component() {
    let runtime = runtime();
    let whole = Guest::sure("1").bytes();
    let module = wat::parse_str("(module)").expect("a module");
    let error = load_bytes(&runtime, &module, "").expect_err("refused");
    assert_eq!(error.code(), "invalid.component");
    assert_snapshot!(error, @"skill `guest` is a core module, not a component");
    assert_snapshot!(error.help().expect("help"), @"link it with wasm-component-ld, as the skills in plugins/ do, or run: wasm-tools component new F.wasm -o F.component.wasm");
    assert_snapshot!(load_bytes(&runtime, b"", "").expect_err("refused"), @"skill `guest` is an empty file");
    assert_snapshot!(load_bytes(&runtime, b"#!/bin/sh", "").expect_err("refused"), @"skill `guest` is no WebAssembly");
    assert_snapshot!(load_bytes(&runtime, &whole[..6], "").expect_err("refused"), @"skill `guest` is cut off, or of a binary format that this host does not know");
    for cut in [8, 9, 100, whole.len() / 2, whole.len() - 1] {
        let error = load_bytes(&runtime, &whole[..cut], "").expect_err("refused");
        assert_eq!(error.code(), "invalid.component", "cut at {cut}");
    }
    let mut random = b"\0asm\x0d\0\x01\0".to_vec();
    random.extend((0..1000u32).map(|number| (number.wrapping_mul(2_654_435_761) >> 24) as u8));
    assert_eq!(
        load_bytes(&runtime, &random, "")
            .expect_err("refused")
            .code(),
        "invalid.component"
    );
}

#[test]
fn a_flipped_byte_never_panics() {
    let runtime = runtime();
    let whole = Guest::sure("1").bytes();
    for at in (0..whole.len()).step_by(whole.len() / 60) {
        let mut flipped = whole.clone();
        flipped[at] ^= 0x55;
        if let Ok(skill) = load_bytes(&runtime, &flipped, "[limits]\ntime = \"200ms\"") {
            let inspection = runtime.inspect("guest", &flipped).expect("inspects");
            assert_eq!(inspection.kind, Some(skill.kind()));
            // Whatever it now is, calling it ends.
            if let Ok(scorer) = omni_skills::Scorer::try_from(skill) {
                let _ = scorer.score(&attempt());
            }
        }
    }
}

#[test]
fn a_pinned_component_must_be_the_one() {
    let runtime = runtime();
    let guest = Guest::sure("1");
    let digest = runtime
        .inspect("guest", &guest.bytes())
        .expect("inspects")
        .sha256;
    load(&runtime, &guest, &format!("sha256 = \"{digest}\"")).expect("the pinned one");
    let other = "ab".repeat(32);
    let error = load(&runtime, &guest, &format!("sha256 = \"{other}\"")).expect_err("refused");
    assert_eq!(error.code(), "digest.mismatch");
    let expected = format!(
        "skill `guest` has the sha-256 {digest}, and policies/guest.toml allows only {other}"
    );
    assert_eq!(error.to_string(), expected);
}

#[test]
fn another_kind_is_named() {
    let skill = load(&runtime(), &Guest::sure("1"), "").expect("loads");
    assert_eq!(skill.kind(), Kind::Scorer);
    let error = Validator::try_from(skill.clone()).expect_err("refused");
    assert_eq!(error.code(), "invalid.component");
    assert_snapshot!(error, @"skill `guest` is a scorer, and a validator is needed here");
    assert_snapshot!(Reflector::try_from(skill).expect_err("refused"), @"skill `guest` is a scorer, and a reflector is needed here");
}

#[test]
fn inspecting_says_what_it_would_need() {
    let guest = Guest::sure("1").log().outside(WASI);
    let inspection = runtime()
        .inspect("guest", &guest.bytes())
        .expect("inspects");
    assert_eq!(inspection.kind, Some(Kind::Scorer));
    assert_eq!(inspection.exports, ["omni:skill/scoring@0.1.0"]);
    assert_eq!(inspection.size, guest.bytes().len() as u64);
    let needed: Vec<Capability> = inspection.capabilities().into_iter().collect();
    assert_eq!(needed, [Capability::Log, Capability::Filesystem]);
    let types: Vec<&str> = inspection
        .imports
        .iter()
        .filter(|import| import.free)
        .map(|import| import.name.as_str())
        .collect();
    assert_eq!(types, ["omni:skill/types@0.1.0"]);
    let none = runtime()
        .inspect("none", &component("(component)"))
        .expect("inspects");
    assert_eq!(none.kind, None);
    assert!(none.problem.is_some());
}

#[test]
fn inspecting_tells_the_kind_as_loading_does() {
    let runtime = runtime();
    for kind in [Kind::Scorer, Kind::Validator, Kind::Reflector] {
        let bytes = Guest::of_kind(kind, "unreachable").bytes();
        let inspection = runtime.inspect("guest", &bytes).expect("inspects");
        assert_eq!((inspection.kind, inspection.problem), (Some(kind), None));
        let skill = load_bytes(&runtime, &bytes, "").expect("loads");
        assert_eq!(skill.kind(), kind);
        // The same bytes, but for one name in its types.
        for (name, other) in [
            ("findings", "findingz"),
            ("failed", "failes"),
            ("content", "contend"),
        ] {
            let at = |from: usize| {
                let found = bytes[from..].windows(name.len());
                found.clone().position(|window| window == name.as_bytes())
            };
            let mut renamed = bytes.clone();
            let mut from = 0;
            while let Some(at) = at(from) {
                renamed[from + at..from + at + name.len()].copy_from_slice(other.as_bytes());
                from += at + name.len();
            }
            let inspection = runtime.inspect("guest", &renamed).expect("inspects");
            match load_bytes(&runtime, &renamed, "") {
                Ok(skill) => assert_eq!(inspection.kind, Some(skill.kind()), "{other}"),
                Err(error) => {
                    assert_eq!(inspection.kind, None, "{kind} {other}");
                    assert!(error.to_string().contains(&format!("`{other}`")), "{error}");
                }
            }
        }
    }
}

#[test]
fn inspecting_does_not_look_into_functions() {
    // A function that is not valid, so that nothing can have compiled it.
    let guest = Guest::sure("1").items("(func (result i32))");
    let error = load(&runtime(), &guest, "").expect_err("refused");
    assert_eq!(error.code(), "invalid.component");
    let inspection = runtime().inspect("guest", &guest.bytes());
    assert_eq!(inspection.expect("inspects").kind, Some(Kind::Scorer));
}

#[test]
fn what_is_too_much_to_compile_is_inspected_and_not_loaded() {
    // All but the two bytes of its end and its local variables.
    let most = MAX_FUNCTION - 2;
    let guest = |nops: usize| Guest::sure("1").items(&format!("(func {})", "nop ".repeat(nops)));
    load(&runtime(), &guest(most), "").expect("loads");
    let error = load(&runtime(), &guest(most + 1), "").expect_err("refused");
    assert_eq!(error.code(), "invalid.component");
    assert_snapshot!(error, @"skill `guest` is too much to compile: one of its functions has 1048577 bytes, and 1048576 are allowed");
    let inspection = runtime().inspect("guest", &guest(most + 1).bytes());
    assert_eq!(inspection.expect("inspects").kind, Some(Kind::Scorer));
}

#[test]
fn config_and_log_reach_the_skill_and_back() {
    // Logs the value of "key", of which at 64: 1 if there is one, its address, its length.
    let guest = Guest::scorer(
        "(call $get (i32.const 256) (i32.const 3) (i32.const 64))
         (if (i32.load8_u (i32.const 64)) (then
            (call $log (i32.const 3) (i32.load (i32.const 68)) (i32.load (i32.const 72)))))
         (call $log (i32.const 0) (i32.const 259) (i32.const 4))
         (f32.store offset=4 (i32.const 16) (f32.const 1)) (i32.const 16)",
    )
    .log()
    .config()
    .items("(data (i32.const 256) \"keya\\1b[m\")");
    let runtime = runtime();
    let grants = "[grants.log]\n[grants.config]";
    let skill = load_with(
        &runtime,
        &guest,
        grants,
        serde_json::json!({"key": {"a": [1, "ñ"]}}),
    );
    let outcome = skill.score(&attempt());
    outcome.result.expect("a score");
    assert_eq!(outcome.usage.host_calls, 3);
    let lines: Vec<String> = outcome
        .usage
        .log
        .iter()
        .map(|line| format!("{:?} {}", line.level, line.message))
        .collect();
    assert_eq!(lines, [r#"Warn {"a":[1,"ñ"]}"#, r"Trace a\u{1b}[m"]);
    let skill = load_with(&runtime, &guest, grants, serde_json::json!({"other": 1}));
    assert_eq!(skill.score(&attempt()).usage.log.len(), 1);
}

#[test]
fn what_does_not_fit_the_pool_runs_without_it() {
    let guest = Guest::sure("0.5").items("(table 200000 funcref)");
    let skill = scorer(load(&runtime(), &guest, "").expect("loads"));
    assert_eq!(
        skill.score(&attempt()).result.expect("a score").confidence,
        0.5
    );
}

fn component(text: &str) -> Vec<u8> {
    wat::parse_str(text).expect("a component")
}
