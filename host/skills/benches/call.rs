//! What holding a skill to its policy costs: a fresh-store call of a scorer against bare wasmtime doing the
//! same, what a call of the host through a capability costs against a bare one, and loading a skill that was
//! compiled before.
//!
//! The skill is the component at `$OMNI_BENCH_SKILL`, else `target/skills/score-heuristic.wasm`, else a
//! minimal one made from text.
#![expect(clippy::expect_used, reason = "a benchmark that cannot run has failed")]

#[path = "../tests/support/mod.rs"]
mod support;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use omni_skills::types::{Attempt, Score, SkillError};
use omni_skills::{Level, Runtime, RuntimeOptions, Scorer};
use support::{Guest, attempt, load_bytes, scorer};
use wasmtime::component::{Component, ComponentExportIndex, InstancePre, Linker};
use wasmtime::{
    Config, Engine, InstanceAllocationStrategy, PoolingAllocationConfig, Store, StoreLimits,
    StoreLimitsBuilder, UpdateDeadline,
};

const GRANTS: &str = "[grants.log]\n[grants.config]";

fn skill() -> Vec<u8> {
    let built =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/skills/score-heuristic.wasm");
    let named = std::env::var_os("OMNI_BENCH_SKILL").map(PathBuf::from);
    match std::fs::read(named.as_ref().unwrap_or(&built)) {
        Ok(bytes) => bytes,
        Err(error) if named.is_some() => panic!("cannot read $OMNI_BENCH_SKILL: {error}"),
        Err(_) => {
            eprintln!("no {}: measuring a minimal scorer", built.display());
            Guest::sure("0.5").bytes()
        }
    }
}

/// What a host would write that needs no more than a deadline and a memory limit.
struct Bare {
    engine: Engine,
    instance: InstancePre<StoreLimits>,
    function: ComponentExportIndex,
}

impl Bare {
    fn new(bytes: &[u8]) -> Self {
        let mut config = Config::new();
        let pool = PoolingAllocationConfig::new();
        config
            .epoch_interruption(true)
            .concurrency_support(false)
            .allocation_strategy(InstanceAllocationStrategy::Pooling(pool));
        let engine = Engine::new(&config).expect("an engine");
        let component = Component::new(&engine, bytes).expect("a component");
        let mut linker = Linker::new(&engine);
        imports(&mut linker).expect("imports");
        // What a skill calls only when it panics, which none does here.
        linker
            .define_unknown_imports_as_traps(&component)
            .expect("imports");
        let interface = component
            .get_export_index(None, "omni:skill/scoring@0.1.0")
            .expect("a scorer");
        Self {
            function: component
                .get_export_index(Some(&interface), "score")
                .expect("its function"),
            instance: linker.instantiate_pre(&component).expect("links"),
            engine,
        }
    }

    fn score(&self, attempt: &Attempt) -> Score {
        let limits = StoreLimitsBuilder::new().memory_size(256 << 20).build();
        let mut store = Store::new(&self.engine, limits);
        store.limiter(|limits| limits);
        store.set_epoch_deadline(1);
        let deadline = Instant::now() + Duration::from_secs(2);
        store.epoch_deadline_callback(move |_| match Instant::now() < deadline {
            true => Ok(UpdateDeadline::Continue(1)),
            false => Ok(UpdateDeadline::Interrupt),
        });
        let instance = self.instance.instantiate(&mut store).expect("instantiates");
        let function = instance
            .get_typed_func::<(&Attempt,), (Result<Score, SkillError>,)>(&mut store, &self.function)
            .expect("its type");
        let (score,) = function.call(&mut store, (attempt,)).expect("returns");
        score.expect("a score")
    }
}

/// What the skill may import, doing nothing.
fn imports(linker: &mut Linker<StoreLimits>) -> wasmtime::Result<()> {
    linker
        .instance("omni:host/log@0.1.0")?
        .func_wrap("log", |_, (_, _): (Level, String)| Ok(()))?;
    linker
        .instance("omni:host/config@0.1.0")?
        .func_wrap("get", |_, (_,): (String,)| Ok((None::<String>,)))
}

fn ours(bytes: &[u8]) -> Scorer {
    let runtime = Runtime::new(RuntimeOptions::default()).expect("a runtime");
    scorer(load_bytes(&runtime, bytes, GRANTS).expect("loads"))
}

fn call(criterion: &mut Criterion) {
    let bytes = skill();
    let (bare, ours, attempt) = (Bare::new(&bytes), ours(&bytes), attempt());
    let mut group = criterion.benchmark_group("fresh-store scorer call");
    group.bench_function("bare wasmtime", |bencher| {
        bencher.iter(|| bare.score(&attempt))
    });
    group.bench_function("omni-skills", |bencher| {
        bencher.iter(|| ours.score(&attempt).result.expect("a score"));
    });
    group.finish();
    compare(&bare, &ours, &attempt);
}

/// Turn by turn, so that a busy machine is equally unfair to both; the least of each is what it costs.
fn compare(bare: &Bare, ours: &Scorer, attempt: &Attempt) {
    const ROUNDS: usize = 40;
    const CALLS: u32 = 200;
    let mut best = [Duration::MAX; 2];
    for _ in 0..ROUNDS {
        let start = Instant::now();
        for _ in 0..CALLS {
            std::hint::black_box(bare.score(attempt));
        }
        best[0] = best[0].min(start.elapsed() / CALLS);
        let start = Instant::now();
        for _ in 0..CALLS {
            let _ = std::hint::black_box(ours.score(attempt));
        }
        best[1] = best[1].min(start.elapsed() / CALLS);
    }
    let [bare, ours] = best.map(|time| time.as_secs_f64() * 1e6);
    println!(
        "scorer call: bare {bare:.1} us, omni-skills {ours:.1} us, ratio {:.2}",
        ours / bare
    );
}

fn load(criterion: &mut Criterion) {
    let bytes = skill();
    let home = tempfile::tempdir().expect("a folder");
    let options = RuntimeOptions {
        cache: Some(home.path().join("cache")),
    };
    let runtime = Runtime::new(options).expect("a runtime");
    load_bytes(&runtime, &bytes, GRANTS).expect("compiles");
    criterion.bench_function("load from .cwasm", |bencher| {
        bencher.iter(|| load_bytes(&runtime, &bytes, GRANTS).expect("loads"));
    });
}

/// How often the guest calls the host in one call of it.
const HOST_CALLS: u32 = 1000;

/// A call of the host, which counts it, notes the use and looks its answer up, against one that does nothing.
/// Two guests that differ in nothing but their calls of the host; criterion shows [`HOST_CALLS`] of them.
fn host_call(criterion: &mut Criterion) {
    let body = format!(
        "(loop $again
            (call $get (i32.const 0) (i32.const 0) (i32.const 64))
            (global.set $count (i32.add (global.get $count) (i32.const 1)))
            (br_if $again (i32.lt_u (global.get $count) (i32.const {HOST_CALLS}))))
         (f32.store offset=4 (i32.const 16) (f32.const 0.5)) (i32.const 16)"
    );
    let guest = Guest::scorer(&body).config();
    let bytes = guest
        .items("(global $count (mut i32) (i32.const 0))")
        .bytes();
    let (bare, ours, attempt) = (Bare::new(&bytes), ours(&bytes), attempt());
    let mut group = criterion.benchmark_group("1000 host calls");
    group.bench_function("bare wasmtime", |bencher| {
        bencher.iter(|| bare.score(&attempt))
    });
    group.bench_function("through a capability", |bencher| {
        bencher.iter(|| ours.score(&attempt).result.expect("a score"));
    });
    group.finish();
}

criterion_group!(benches, call, host_call, load);
criterion_main!(benches);
