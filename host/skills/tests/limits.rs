//! Each limit, each trap: its own code, the place where it is set, and a next call that works.
#![expect(
    clippy::expect_used,
    reason = "a test that is not as expected has failed"
)]

mod support;

use insta::assert_snapshot;
use omni_skills::Error;
use omni_skills::types::{Finding, Grammar, Role};
use support::{Guest, attempt, failure, load, reflector, request, runtime, scorer, validator};

/// Endless, but not so endless that a broken deadline hangs the tests for ever.
const LOOP: &str = "(local $i i64) (loop $again
    (br_if $again (i64.lt_u (local.tee $i (i64.add (local.get $i) (i64.const 1))) (i64.const 0xffff_ffff_ffff))))";

fn of(guest: &Guest, lines: &str) -> Error {
    let runtime = runtime();
    let skill = scorer(load(&runtime, guest, lines).expect("loads"));
    failure(&runtime, skill.score(&attempt()))
}

#[test]
fn an_endless_loop_is_stopped() {
    let guest = Guest::scorer(&format!("{LOOP} (i32.const 16)"));
    let error = of(&guest, "[limits]\ntime = \"50ms\"");
    assert_eq!(error.code(), "limit.time");
    let text = error.to_string();
    assert!(
        text.ends_with("ms (limit.time: 50ms, set at policies/guest.toml:3)"),
        "{text}"
    );
}

#[test]
fn an_endless_start_function_is_stopped() {
    let guest = Guest::sure("1").items(&format!("(func $forever {LOOP}) (start $forever)"));
    assert_eq!(of(&guest, "[limits]\ntime = \"50ms\"").code(), "limit.time");
}

#[test]
fn an_endless_realloc_is_stopped() {
    // Runs while the host hands over its arguments.
    let guest = Guest::sure("1").allocating("(loop $again (br $again))");
    assert_eq!(of(&guest, "[limits]\ntime = \"50ms\"").code(), "limit.time");
}

#[test]
fn a_memory_bomb_is_refused_its_growth() {
    let guest = Guest::scorer(
        "(loop $more (br_if $more (i32.ne (memory.grow (i32.const 16)) (i32.const -1)))) unreachable",
    );
    let error = of(&guest, "[limits]\nmemory = \"4MiB\"");
    assert_eq!(error.code(), "limit.memory");
    assert_snapshot!(error, @"skill `guest` asked for 4160KiB of memory (limit.memory: 4MiB, set at policies/guest.toml:3)");
    assert_snapshot!(error.help().expect("help"), @"if the skill needs more, raise `memory` under [limits] in policies/guest.toml");
}

#[test]
fn a_guest_that_lives_with_a_refusal_goes_on() {
    let guest = Guest::scorer(
        "(drop (memory.grow (i32.const 30000)))
         (f32.store offset=4 (i32.const 16) (f32.const 0.5)) (i32.const 16)",
    );
    let runtime = runtime();
    let skill = scorer(load(&runtime, &guest, "").expect("loads"));
    assert_eq!(
        skill.score(&attempt()).result.expect("a score").confidence,
        0.5
    );
}

#[test]
fn memory_is_counted_over_all_memories() {
    // Neither alone is over 1 MiB.
    let guest = Guest::sure("1").items("(memory $a 10) (memory $b 10)");
    let error = of(&guest, "[limits]\nmemory = \"1MiB\"");
    assert_eq!(error.code(), "limit.memory");
    assert_snapshot!(error, @"skill `guest` asked for 1344KiB of memory (limit.memory: 1MiB, set at policies/guest.toml:3)");
}

#[test]
fn memory_wanted_at_the_start_counts() {
    let guest = Guest::sure("1").items("(memory $a 65536)");
    let error = of(&guest, "");
    assert_eq!(error.code(), "limit.memory");
    assert_snapshot!(error, @"skill `guest` asked for 4097MiB of memory (limit.memory: 256MiB, by default)");
}

#[test]
fn tables_count_as_memory() {
    let guest = Guest::sure("1").items("(table 1000000 funcref)");
    assert_eq!(
        of(&guest, "[limits]\nmemory = \"4MiB\"").code(),
        "limit.memory"
    );
    let guest = Guest::scorer(
        "(loop $more (br_if $more (i32.ne (table.grow $t (ref.null func) (i32.const 10000)) (i32.const -1)))) unreachable",
    )
    .items("(table $t 1 funcref)");
    assert_eq!(
        of(&guest, "[limits]\nmemory = \"512KiB\"").code(),
        "limit.memory"
    );
}

#[test]
fn memories_and_tables_are_counted_too() {
    let guest = Guest::sure("1").items(&"(memory 0)".repeat(4));
    let error = of(&guest, "");
    assert_eq!(error.code(), "limit.memory");
    assert_snapshot!(error, @"skill `guest` asked for more than a call may have: memory count too high at 5 (limit.memory: 256MiB, by default)");
    let guest = Guest::sure("1").items(&"(table 0 funcref)".repeat(17));
    assert_eq!(of(&guest, "").code(), "limit.memory");
}

#[test]
fn the_stack_ends() {
    let guest = Guest::scorer("(call $deeper (i32.const 0))").items(
        "(func $deeper (param i32) (result i32)
            (i32.add (call $deeper (i32.add (local.get 0) (i32.const 1))) (i32.const 1)))",
    );
    let error = of(&guest, "");
    assert_eq!(error.code(), "limit.stack");
    assert_snapshot!(error, @"skill `guest` used up its stack (limit.stack: 512KiB, by default)");
    assert_eq!(
        of(&guest, "[limits]\nstack = \"64KiB\"").code(),
        "limit.stack"
    );
    assert_eq!(
        of(&guest, "[limits]\nstack = \"16MiB\"").code(),
        "limit.stack"
    );
}

#[test]
fn a_larger_stack_goes_deeper() {
    let guest = |depth: u32| {
        Guest::scorer(&format!(
            "(drop (call $deeper (i32.const {depth})))
             (f32.store offset=4 (i32.const 16) (f32.const 0.5)) (i32.const 16)"
        ))
        .items(
            "(func $deeper (param i32) (result i32)
                (if (result i32) (i32.eqz (local.get 0)) (then (i32.const 0))
                    (else (i32.add (call $deeper (i32.sub (local.get 0) (i32.const 1))) (i32.const 1)))))",
        )
    };
    let runtime = runtime();
    let deep = guest(50_000);
    let small = scorer(load(&runtime, &deep, "").expect("loads"));
    assert_eq!(
        failure(&runtime, small.score(&attempt())).code(),
        "limit.stack"
    );
    let large = scorer(load(&runtime, &deep, "[limits]\nstack = \"8MiB\"").expect("loads"));
    assert!(large.score(&attempt()).result.is_ok());
}

#[test]
fn an_oversize_result_is_never_copied() {
    // 4096 reasons, all of them the same 30 KB: 120 MB, from a guest of 64 KB.
    let guest = Guest::scorer(
        "(local $i i32)
         (i32.store (i32.const 16) (i32.const 0))
         (f32.store offset=4 (i32.const 16) (f32.const 0.5))
         (i32.store offset=8 (i32.const 16) (i32.const 1024))
         (i32.store offset=12 (i32.const 16) (i32.const 4096))
         (loop $more
            (i32.store (i32.add (i32.const 1024) (i32.mul (local.get $i) (i32.const 8))) (i32.const 34000))
            (i32.store offset=4 (i32.add (i32.const 1024) (i32.mul (local.get $i) (i32.const 8))) (i32.const 30000))
            (br_if $more (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 4096))))
         (i32.const 16)",
    );
    let error = of(&guest, "");
    assert_eq!(error.code(), "limit.output");
    assert_snapshot!(error, @"skill `guest` returned more than it may (limit.output: 8MiB, by default)");
}

/// One reason of `length` bytes.
fn one_reason(length: u32) -> Guest {
    Guest::scorer(&format!(
        "(i32.store (i32.const 1024) (i32.const 32768))
         (i32.store (i32.const 1028) (i32.const {length}))
         (f32.store offset=4 (i32.const 16) (f32.const 0.5))
         (i32.store offset=8 (i32.const 16) (i32.const 1024))
         (i32.store offset=12 (i32.const 16) (i32.const 1))
         (i32.const 16)"
    ))
}

#[test]
fn output_is_held_to_its_limit_even_where_it_is_below_the_logs() {
    let error = of(&one_reason(2000), "[limits]\noutput = \"1KiB\"");
    assert_eq!(error.code(), "limit.output");
    assert_snapshot!(error, @"skill `guest` returned 2000B (limit.output: 1KiB, set at policies/guest.toml:3)");
}

#[test]
fn too_much_log_ends_the_call() {
    let guest = Guest::scorer("(loop $more (call $log (i32.const 2) (i32.const 0) (i32.const 1000)) (br $more)) unreachable").log();
    let runtime = runtime();
    let skill = load(&runtime, &guest, "[limits]\nlog = \"4KiB\"\n[grants.log]").expect("loads");
    let outcome = scorer(skill).score(&attempt());
    assert_eq!(outcome.usage.log.len(), 4);
    assert_eq!(outcome.usage.host_calls, 5);
    let error = failure(&runtime, outcome);
    assert_eq!(error.code(), "limit.log");
    assert_snapshot!(error, @"skill `guest` logged more than it may, after 4004B (limit.log: 4KiB, set at policies/guest.toml:3)");
}

#[test]
fn one_line_too_long_for_any_limit_is_the_logs() {
    let guest = Guest::scorer(
        "(drop (memory.grow (i32.const 200)))
         (call $log (i32.const 2) (i32.const 0) (i32.const 10000000)) unreachable",
    )
    .log();
    let error = of(&guest, "[grants.log]");
    assert_eq!(error.code(), "limit.log");
    assert_snapshot!(error, @"skill `guest` handed the host more than it may in one call (limit.log: 64KiB, by default)");
}

#[test]
fn too_many_host_calls_end_the_call() {
    let guest = Guest::scorer("(loop $more (call $get (i32.const 0) (i32.const 1) (i32.const 64)) (br $more)) unreachable").config();
    let runtime = runtime();
    let skill = load(
        &runtime,
        &guest,
        "[limits]\nhost_calls = 100\n[grants.config]",
    )
    .expect("loads");
    let outcome = scorer(skill).score(&attempt());
    assert_eq!(outcome.usage.host_calls, 101);
    let error = failure(&runtime, outcome);
    assert_eq!(error.code(), "limit.host-calls");
    assert_snapshot!(error, @"skill `guest` called the host 101 times (limit.host-calls: 100, set at policies/guest.toml:3)");
}

#[test]
fn fuel_runs_out_where_a_policy_sets_it() {
    let guest = Guest::scorer(&format!("{LOOP} (i32.const 16)"));
    let runtime = runtime();
    let skill = scorer(load(&runtime, &guest, "[limits]\nfuel = 100000").expect("loads"));
    let outcome = skill.score(&attempt());
    assert_eq!(outcome.usage.fuel, Some(100_000));
    let error = failure(&runtime, outcome);
    assert_eq!(error.code(), "limit.fuel");
    assert_snapshot!(error, @"skill `guest` used up its fuel (limit.fuel: 100000, set at policies/guest.toml:3)");
}

#[test]
fn fuel_is_the_same_each_time() {
    let runtime = runtime();
    let skill = load(&runtime, &Guest::sure("1"), "[limits]\nfuel = 100000").expect("loads");
    let skill = scorer(skill);
    let used: Vec<Option<u64>> = (0..3).map(|_| skill.score(&attempt()).usage.fuel).collect();
    assert!(used[0].is_some_and(|fuel| fuel > 0));
    assert!(used.iter().all(|fuel| *fuel == used[0]), "{used:?}");
}

#[test]
fn a_trap_names_its_functions() {
    let guest = Guest::scorer("(call $inner)").items("(func $inner (result i32) unreachable)");
    let error = of(&guest, "");
    assert_eq!(error.code(), "trap");
    assert_snapshot!(error, @"skill `guest` trapped in inner, called by run: wasm `unreachable` instruction executed");
    let guest = Guest::scorer("(i32.load (i32.const -8))");
    assert_snapshot!(of(&guest, ""), @"skill `guest` trapped in run: out of bounds memory access");
}

#[test]
fn impossible_scores_are_refused() {
    for (confidence, shown) in [
        ("nan", "NaN"),
        ("-0.5", "-0.5"),
        ("1.5", "1.5"),
        ("inf", "inf"),
    ] {
        let error = of(&Guest::sure(confidence), "");
        assert_eq!(error.code(), "invalid.output");
        let expected =
            format!("skill `guest` returned a confidence of {shown}, and it is from 0 to 1");
        assert_eq!(error.to_string(), expected);
    }
}

#[test]
fn a_malformed_result_is_refused() {
    // An address outside of memory, a list outside of memory, text that is not UTF-8.
    let error = of(&Guest::scorer("(i32.const -16)"), "");
    assert_eq!(error.code(), "invalid.output");
    assert_snapshot!(error, @"skill `guest` returned something malformed: pointer out of bounds of memory");
    let list = "(i32.store offset=8 (i32.const 16) (i32.const -8)) (i32.store offset=12 (i32.const 16) (i32.const 9)) (i32.const 16)";
    assert_eq!(of(&Guest::scorer(list), "").code(), "invalid.output");
    let text = one_reason(1).items("(data (i32.const 32768) \"\\ff\")");
    assert_eq!(of(&text, "").code(), "invalid.output");
    let discriminant = Guest::scorer("(i32.store8 (i32.const 16) (i32.const 7)) (i32.const 16)");
    assert_eq!(of(&discriminant, "").code(), "invalid.output");
}

#[test]
fn a_skill_may_say_that_it_failed() {
    let guest = Guest::scorer(
        "(i32.store8 (i32.const 16) (i32.const 1))
         (i32.store8 offset=4 (i32.const 16) (i32.const 1))
         (i32.store offset=8 (i32.const 16) (i32.const 256))
         (i32.store offset=12 (i32.const 16) (i32.const 15))
         (i32.const 16)",
    )
    .items("(data (i32.const 256) \"not \\1b[31m today\")");
    let error = of(&guest, "");
    assert_eq!(error.code(), "skill.failed");
    assert_snapshot!(error, @r#"skill `guest` gave no result (unsupported): not \u{1b}[31m today"#);
}

#[test]
fn a_validator_finds() {
    // One finding: code "a.b", an error, message "m", fact "f", a GBNF grammar "g".
    let guest = Guest::of_kind(
        omni_skills::Kind::Validator,
        "(i32.store offset=4 (i32.const 16) (i32.const 512)) (i32.store offset=8 (i32.const 16) (i32.const 1))
         (i32.store (i32.const 512) (i32.const 256)) (i32.store (i32.const 516) (i32.const 3))
         (i32.store8 (i32.const 520) (i32.const 2))
         (i32.store (i32.const 524) (i32.const 259)) (i32.store (i32.const 528) (i32.const 1))
         (i32.store8 (i32.const 544) (i32.const 1)) (i32.store (i32.const 548) (i32.const 260)) (i32.store (i32.const 552) (i32.const 1))
         (i32.store8 (i32.const 568) (i32.const 1)) (i32.store8 (i32.const 572) (i32.const 0))
         (i32.store (i32.const 576) (i32.const 261)) (i32.store (i32.const 580) (i32.const 1))
         (i32.const 16)",
    )
    .items("(data (i32.const 256) \"a.bmfg\")");
    let runtime = runtime();
    let skill = validator(load(&runtime, &guest, "").expect("loads"));
    let findings = skill.validate(&attempt()).result.expect("findings");
    let expected = Finding {
        code: "a.b".to_owned(),
        severity: omni_skills::types::Severity::Error,
        message: "m".to_owned(),
        hint: None,
        fact: Some("f".to_owned()),
        mend: None,
        grammar: Some(Grammar::Gbnf("g".to_owned())),
    };
    assert_eq!(findings, [expected]);
}

#[test]
fn a_reflector_plans_or_gives_up() {
    let runtime = runtime();
    let give_up = Guest::of_kind(omni_skills::Kind::Reflector, "(i32.const 16)");
    let skill = reflector(load(&runtime, &give_up, "").expect("loads"));
    assert_eq!(skill.reflect(&request(), &[attempt()]).result, Ok(None));
    // One message "ask" of role `role`, temperature 0.5, at most 7 tokens.
    let plan = |role: u32| {
        Guest::of_kind(
            omni_skills::Kind::Reflector,
            &format!(
                "(i32.store8 offset=4 (i32.const 16) (i32.const 1))
                 (i32.store offset=8 (i32.const 16) (i32.const 512)) (i32.store offset=12 (i32.const 16) (i32.const 1))
                 (i32.store8 (i32.const 512) (i32.const {role}))
                 (i32.store (i32.const 516) (i32.const 256)) (i32.store (i32.const 520) (i32.const 3))
                 (i32.store8 offset=32 (i32.const 16) (i32.const 1)) (f32.store offset=36 (i32.const 16) (f32.const 0.5))
                 (i32.store8 offset=40 (i32.const 16) (i32.const 1)) (i32.store offset=44 (i32.const 16) (i32.const 7))
                 (i32.const 16)"
            ),
        )
        .items("(data (i32.const 256) \"ask\")")
    };
    let skill = reflector(load(&runtime, &plan(1), "").expect("loads"));
    let retry = skill.reflect(&request(), &[attempt(), attempt()]).result;
    let retry = retry.expect("a result").expect("a retry");
    assert_eq!(
        (retry.messages[0].role, retry.messages[0].content.as_str()),
        (Role::User, "ask")
    );
    assert_eq!((retry.temperature, retry.max_tokens), (Some(0.5), Some(7)));
    let skill = reflector(load(&runtime, &plan(2), "").expect("loads"));
    let error = failure(&runtime, skill.reflect(&request(), &[]));
    assert_eq!(error.code(), "invalid.output");
}
