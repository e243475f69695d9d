//! Many at once: the hostile do not disturb the others, and a swap disturbs nobody.
#![expect(
    clippy::expect_used,
    reason = "a test that is not as expected has failed"
)]

mod support;

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use omni_skills::{Scorer, Slot};
use support::{Guest, attempt, load, runtime, scorer};

#[test]
fn hostile_and_well_behaved_calls_do_not_disturb_each_other() {
    let runtime = runtime();
    let limits = "[limits]\ntime = \"20s\"\nmemory = \"2MiB\"\n[grants.log]";
    let short = "[limits]\ntime = \"30ms\"\n[grants.log]";
    let hostile = [
        (Guest::scorer("(loop $l (br $l)) unreachable"), short, "limit.time"),
        (
            Guest::scorer("(loop $l (br_if $l (i32.ne (memory.grow (i32.const 1)) (i32.const -1)))) unreachable"),
            limits,
            "limit.memory",
        ),
        (Guest::scorer("unreachable"), limits, "trap"),
        (Guest::sure("nan"), limits, "invalid.output"),
        (
            Guest::scorer("(loop $l (call $log (i32.const 0) (i32.const 0) (i32.const 900)) (br $l)) unreachable").log(),
            limits,
            "limit.log",
        ),
        (
            Guest::scorer("(call $f)").items("(func $f (result i32) (i32.add (call $f) (i32.const 1)))"),
            limits,
            "limit.stack",
        ),
    ];
    let hostile = hostile
        .map(|(guest, lines, code)| (scorer(load(&runtime, &guest, lines).expect("loads")), code));
    let good: Vec<(Scorer, f32)> = ["0.25", "0.5", "0.75"]
        .into_iter()
        .map(|sure| {
            let skill = load(&runtime, &Guest::sure(sure), limits).expect("loads");
            (scorer(skill), sure.parse().expect("a number"))
        })
        .collect();
    thread::scope(|scope| {
        for (skill, code) in &hostile {
            for _ in 0..2 {
                scope.spawn(move || {
                    for _ in 0..5 {
                        let error = skill.score(&attempt()).result.expect_err("fails");
                        assert_eq!(error.code(), *code, "{error}");
                    }
                });
            }
        }
        for (skill, sure) in &good {
            for _ in 0..2 {
                scope.spawn(move || {
                    for _ in 0..100 {
                        let outcome = skill.score(&attempt());
                        assert_eq!(outcome.result.expect("a score").confidence, *sure);
                    }
                });
            }
        }
    });
}

#[test]
fn more_calls_than_places_wait_for_each_other() {
    let runtime = runtime();
    let skill =
        scorer(load(&runtime, &Guest::sure("0.5"), "[limits]\ntime = \"30s\"").expect("loads"));
    thread::scope(|scope| {
        for _ in 0..100 {
            scope.spawn(|| {
                for _ in 0..5 {
                    skill.score(&attempt()).result.expect("a score");
                }
            });
        }
    });
}

#[test]
fn nothing_is_kept_from_one_call_to_the_next() {
    // Scores by how often its own global says that it was called.
    let guest = Guest::scorer(
        "(global.set $calls (f32.add (global.get $calls) (f32.const 0.125)))
         (f32.store offset=4 (i32.const 16) (global.get $calls)) (i32.const 16)",
    )
    .items("(global $calls (mut f32) (f32.const 0))");
    let runtime = runtime();
    let skill = scorer(load(&runtime, &guest, "").expect("loads"));
    for _ in 0..3 {
        assert_eq!(
            skill.score(&attempt()).result.expect("a score").confidence,
            0.125
        );
    }
}

#[test]
fn a_swap_under_load_loses_no_call() {
    let runtime = runtime();
    let make = |sure: &str| {
        let limits = "[limits]\ntime = \"30s\"";
        scorer(load(&runtime, &Guest::sure(sure), limits).expect("loads"))
    };
    let slot = Slot::new(make("0"));
    let done = AtomicBool::new(false);
    let last = thread::scope(|scope| {
        let callers: Vec<_> = (0..4)
            .map(|_| {
                scope.spawn(|| {
                    let mut seen = BTreeSet::new();
                    let mut newest = 0;
                    while !done.load(Ordering::Relaxed) {
                        let skill = slot.current();
                        let score = skill.score(&attempt()).result.expect("a score");
                        // Generation n scores (n - 1) / 16, whatever was put in meanwhile.
                        assert_eq!(score.confidence * 16.0, (skill.number() - 1) as f32);
                        assert!(skill.number() >= newest);
                        newest = skill.number();
                        seen.insert(newest);
                    }
                    seen
                })
            })
            .collect();
        let mut last = 0;
        for next in 1..=16u8 {
            last = slot.swap(make(&(f32::from(next) / 16.0).to_string()));
            // So that callers see more than the first and the last.
            let score = slot.current().score(&attempt()).result.expect("a score");
            assert_eq!(score.confidence, f32::from(next) / 16.0);
        }
        done.store(true, Ordering::Relaxed);
        for caller in callers {
            assert!(!caller.join().expect("a caller").is_empty());
        }
        last
    });
    assert_eq!(last, 17);
    assert_eq!(slot.current().number(), 17);
}

#[test]
fn calls_work_inside_an_async_runtime() {
    let runtime = runtime();
    let skill = scorer(load(&runtime, &Guest::sure("0.5"), "").expect("loads"));
    let outer = tokio::runtime::Builder::new_multi_thread()
        .build()
        .expect("a runtime");
    let outcome = outer.block_on(async { skill.score(&attempt()) });
    assert!(outcome.result.is_ok());
    outer.block_on(async { drop((skill, runtime)) });
}
