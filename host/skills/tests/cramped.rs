//! A machine that limits address space gets no pool, and everything still works.
#![cfg(target_os = "linux")]
#![expect(
    clippy::expect_used,
    reason = "a test that is not as expected has failed"
)]

mod support;

use std::process::Command;
use std::thread;

use support::{Guest, attempt, failure, load, runtime, scorer};

#[test]
fn everything_works_without_room_for_a_pool() {
    // 2 GiB: less than wasmtime reserves for a single memory.
    let script = r#"ulimit -v 2097152 && exec "$0" --exact --ignored calls_of_several_engines"#;
    let program = std::env::current_exe().expect("this program");
    let output = Command::new("sh")
        .args(["-c", script])
        .arg(program)
        .output()
        .expect("a shell");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(
        text.contains("1 passed"),
        "{text}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
#[ignore = "run by the test above, in a process of its own"]
fn calls_of_several_engines() {
    let runtime = runtime();
    for lines in ["", "[limits]\nstack = \"1MiB\"", "[limits]\nfuel = 1000000"] {
        let skill = scorer(load(&runtime, &Guest::sure("0.5"), lines).expect("loads"));
        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    let score = skill.score(&attempt()).result.expect("a score");
                    assert_eq!(score.confidence, 0.5);
                });
            }
        });
    }
    let bomb = Guest::scorer(
        "(loop $more (br_if $more (i32.ne (memory.grow (i32.const 16)) (i32.const -1)))) unreachable",
    );
    // Every growth copies here, so that a busy machine needs more than the default time.
    let limits = "[limits]\nmemory = \"64MiB\"\ntime = \"60s\"";
    let skill = scorer(load(&runtime, &bomb, limits).expect("loads"));
    assert_eq!(
        failure(&runtime, skill.score(&attempt())).code(),
        "limit.memory"
    );
}
