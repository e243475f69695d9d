//! What authors are told when their skill is at fault: its own words, its functions, its lines, the field.

use omni_skills::{CallContext, Error, Scorer};
use omni_tests::guest;
use omni_tests::guests::{call, load, runtime};

/// How the guest `name` fails, under a policy without any grant.
fn failure(name: &str) -> Error {
    let scorer = load(name, "").unwrap();
    trap(&scorer)
}

fn trap(scorer: &Scorer) -> Error {
    let attempt = serde_json::from_str(r#"{"request": {"prompt": "p"}, "response": "r"}"#).unwrap();
    let error = scorer.score(&attempt).result.unwrap_err();
    assert_eq!(error.code(), "trap", "{error}");
    error
}

#[test]
fn a_panic_tells_its_message_and_place_without_any_grant() {
    let error = failure("panics");
    let text = error.to_string();
    let expected =
        "panicked in omni:skill/scoring@0.1.0#score: this skill panics, at examples/panics.rs:8:5";
    assert!(text.ends_with(expected), "{text}");
    assert!(error.help().unwrap().contains("own tests"));
}

#[test]
fn a_trap_names_its_functions_and_how_to_get_lines() {
    let error = failure("aborts");
    let text = error.to_string();
    let expected = "trapped in aborts::give_up, called by omni:skill/scoring@0.1.0#score: wasm `unreachable` instruction executed";
    assert!(text.ends_with(expected), "{text}");
    assert!(error.help().unwrap().contains("line-tables-only"));
}

#[test]
fn with_debug_information_a_trap_names_lines() {
    let text = failure("aborts-lines").to_string();
    // The compiler may take the condition's line or the call's.
    assert!(
        text.contains("trapped in give_up (./tests/guests/examples/aborts.rs:1"),
        "{text}"
    );
    assert!(
        text.contains(", called by score (./tests/guests/examples/aborts.rs:8)"),
        "{text}"
    );
    let text = failure("panics-lines").to_string();
    assert!(
        text.contains("panicked in score (./tests/guests/examples/panics.rs:8)"),
        "{text}"
    );
    assert!(
        text.ends_with("this skill panics, at examples/panics.rs:8:5"),
        "{text}"
    );
}

#[test]
fn a_call_after_a_panic_is_as_good_as_any() {
    let scorer = load("panics", "").unwrap();
    trap(&scorer);
    let outcome = call(&scorer, &CallContext::default(), "with an empty response");
    assert_eq!(outcome.result.unwrap().confidence, 0.0);
}

#[test]
fn what_a_skill_imports_to_panic_is_free_and_shown() {
    let bytes = std::fs::read(guest("panics")).unwrap();
    let about = runtime().inspect("panics", &bytes).unwrap();
    assert!(about.capabilities().is_empty());
    let import = |name: &str| about.imports.iter().find(|import| import.name == name);
    assert!(import("omni:skill/panicking@0.1.0").unwrap().free);
}

/// The error that `docs/contracts.md` quotes.
#[test]
fn another_type_is_told_by_its_field_as_the_guide_shows() {
    const F32_AND_F64: (u8, u8) = (0x76, 0x75);
    let field = b"min-logprob";
    let mut bytes = std::fs::read(guest("panics")).unwrap();
    let found = bytes.windows(field.len() + 1).enumerate();
    let found =
        found.filter(|(_, window)| window.starts_with(field) && window.ends_with(&[F32_AND_F64.0]));
    let found: Vec<usize> = found.map(|(at, _)| at + field.len()).collect();
    assert!(!found.is_empty());
    for at in found {
        bytes[at] = F32_AND_F64.1;
    }
    let policy = omni_tests::guests::policy("");
    let loaded = runtime().load("mine", &bytes, policy, serde_json::Map::new());
    let error = loaded.unwrap_err();
    let guide = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/contracts.md");
    let guide = std::fs::read_to_string(guide).unwrap();
    let printed = format!(
        "error: {error} [{}]\n  help: {}\n",
        error.code(),
        error.help().unwrap()
    );
    assert!(guide.contains(&printed), "{printed}");
    assert_eq!(runtime().inspect("mine", &bytes).unwrap().kind, None);
}
