//! `make bench`'s table: what the host adds to the model and to the sandbox, measured against a bare peer in the same run.
//! Criterion has measured the calls just before; this reads its results, measures the rest, and prints it all.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use omni_tests::trace::{self, Trace};
use omni_tests::{Home, model_file, target_folder, toolchains};
use serde_json::Value;

/// The model answers it in eight tokens, at once.
const QUICK: &str = "How many days are in a week?";

/// Its draft runs in circles, so that there is a second iteration.
const RETRIED: &str = "What is the capital of France?";

/// The context of both programs whose memory is compared.
const CONTEXT: &str = "4096";

/// One line: what, how much, what it is aimed at.
struct Row(&'static str, String, &'static str);

fn main() {
    let rows = [
        calls(),
        peer(),
        host_calls(),
        load(),
        own_share(),
        log(),
        pictures(),
        look_alikes(),
        prefix(),
        memory(),
        authoring(),
        languages(),
        swapping(),
    ];
    println!("\n{:<58} {:>22}   aim", "measured", "value");
    for Row(what, value, aim) in rows.into_iter().flatten() {
        println!("{what:<58} {value:>22}   {aim}");
    }
}

/// A scorer's call, with everything that a policy asks for, against bare wasmtime.
fn calls() -> Vec<Row> {
    let bare = criterion("fresh-store scorer call/bare wasmtime");
    let ours = criterion("fresh-store scorer call/omni-skills");
    vec![
        Row(
            "scorer call in a fresh store, bare wasmtime",
            micros(bare),
            "",
        ),
        Row("the same through omni-skills", micros(ours), ""),
        Row("  ratio", format!("{:.2}", ours / bare), "<= 1.25"),
    ]
}

/// One scorer as a component of ours, and as a plug-in of extism in its own runtime, each in a fresh instance.
fn peer() -> Vec<Row> {
    let guests = target_folder().join("guest-build/wasm32-unknown-unknown/guest");
    let output = Command::new(target_folder().join("release/peer-extism"))
        .arg(guests.join("peer_component.wasm"))
        .arg(guests.join("peer_extism_plugin.wasm"))
        .output()
        .expect("`make bench` builds it");
    let measured: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)));
    let micros = |key: &str| measured[key].as_f64().unwrap();
    let (ours, theirs) = (micros("omni_skills_us"), micros("extism_us"));
    vec![
        Row(
            "one scorer in a fresh instance, through extism",
            format!("{theirs:.1} us"),
            "",
        ),
        Row("the same through omni-skills", format!("{ours:.1} us"), ""),
        Row("  ratio", format!("{:.2}", ours / theirs), "<= 0.5"),
        Row(
            "  extism, were the instance kept between calls",
            format!("{:.1} us", micros("extism_kept_us")),
            "",
        ),
    ]
}

/// A call of the host through a capability, which counts and notes it, against one that does nothing.
fn host_calls() -> Vec<Row> {
    // Criterion measured a thousand of them, and the call of the guest that makes them.
    let each = |name: &str| criterion(&format!("1000 host calls/{name}")) / 1000.0;
    let (bare, ours) = (each("bare wasmtime"), each("through a capability"));
    vec![
        Row(
            "a call of the host, bare wasmtime",
            format!("{bare:.0} ns"),
            "",
        ),
        Row("the same through a capability", format!("{ours:.0} ns"), ""),
    ]
}

/// Loading a skill that was compiled before.
fn load() -> Vec<Row> {
    let nanos = criterion("load from .cwasm");
    vec![Row(
        "load of a compiled skill (.cwasm)",
        format!("{:.2} ms", nanos / 1e6),
        "< 5 ms",
    )]
}

/// The signed log: writing and checking it.
fn log() -> Vec<Row> {
    const RECORDS: f64 = 1e6;
    let each = |name: &str, count: f64| criterion(name) / count;
    let durable = criterion("append/one, waiting for the disk");
    let grouped = each("append/1000 in a row", 1e3);
    let signed = each("append/1000 reflections, each signed", 1e3);
    let verify = each("verify/1000000 records, checkpoints only", RECORDS);
    vec![
        Row(
            "signed log: one record, waiting for the disk",
            format!("{:.2} ms", durable / 1e6),
            "",
        ),
        Row(
            "  records a second, in groups",
            format!("{:.0}", 1e9 / grouped),
            "",
        ),
        Row("  a signature", micros(signed - grouped), ""),
        Row(
            "  verifying a million records, records a second",
            format!("{:.0}", 1e9 / verify),
            ">= 200000",
        ),
    ]
}

/// Pictures that were prepared before.
fn pictures() -> Vec<Row> {
    let each = |name: &str| criterion(&format!("prepared picture/{name}"));
    let hit = |name: &str| format!("{:.2} ms", each(name) / 1e6);
    vec![
        Row("SHA-256 of a file of 1 MB", hit("sha-256 of 1 MB"), ""),
        Row(
            "picture of 1 MB, prepared before",
            hit("hit at 1 MB, encoded, alone"),
            "< 1 ms",
        ),
        Row(
            "  among 100,000 others",
            hit("hit at 1 MB, encoded, among many"),
            "< 1 ms",
        ),
        Row(
            "  with its pixels, 512×288",
            hit("hit at 1 MB, with pixels, among many"),
            "",
        ),
        Row(
            "likeness proposed among 100,000 pictures",
            micros(each("likeness among many")),
            "",
        ),
    ]
}

/// What becomes of a day of uploads that look alike.
fn look_alikes() -> Vec<Row> {
    let home = tempfile::tempdir().unwrap();
    let skill = trace::image_skill(home.path());
    let (modes, _) = Trace::new(&skill).run(500, 20);
    println!(
        "\n500 invoices that differ in one number, 20 photographs, 64 flat colours, their look-alikes, and what comes back:"
    );
    println!(
        "{:<18} {:<14} {:>8} {:>8} {:>8} {:>8} {:>8}",
        "mode", "upload", "sent", "exact", "pixels", "near", "wrong"
    );
    let mut wrong = 0;
    for mode in &modes {
        for (upload, served) in &mode.served {
            let upload = format!("{upload:?}");
            println!(
                "{:<18} {upload:<14} {:>8} {:>8} {:>8} {:>8} {:>8}",
                mode.name, served.uploads, served.exact, served.pixels, served.near, served.wrong
            );
            wrong += served.wrong;
        }
    }
    vec![Row(
        "wrong pictures served, of all these",
        wrong.to_string(),
        "0",
    )]
}

/// What a run spends outside model and skills.
fn own_share() -> Vec<Row> {
    let home = bench_home();
    let measured = home
        .omni(&["bench", "-n", "3", "--json"])
        .succeeded()
        .json();
    let number = |key: &str| measured[key].as_f64().unwrap();
    vec![
        Row(
            "a run, median",
            format!("{:.0} ms", number("latency_p50_ms")),
            "",
        ),
        Row("  skills", format!("{:.2} ms", number("skills_p50_ms")), ""),
        Row(
            "  the loop's own",
            format!("{:.3} ms", number("own_p50_ms")),
            "",
        ),
        Row(
            "  the loop's own, share of all runs",
            format!("{:.3} %", number("own_share") * 100.0),
            "< 1 %",
        ),
        Row(
            "  store and signed log, on disk, after the answer",
            format!("{:.2} ms", number("kept_p50_ms")),
            "",
        ),
        Row(
            "  the same, share of all runs",
            format!("{:.3} %", number("kept_share") * 100.0),
            "",
        ),
        Row(
            "  waiting for the signed log, share of all runs",
            format!("{:.3} %", number("logged_share") * 100.0),
            "< 1 %",
        ),
    ]
}

/// How much of the second prompt the first had already paid for.
fn prefix() -> Vec<Row> {
    let record = bench_home().ask(RETRIED, &[]);
    let tokens =
        |iteration: usize, key: &str| record["iterations"][iteration][key].as_u64().unwrap();
    let (draft, retry) = (tokens(0, "prompt_tokens"), tokens(1, "prompt_tokens"));
    let cached = tokens(1, "cached_tokens");
    vec![
        Row("tokens of the draft's prompt", draft.to_string(), ""),
        Row("tokens of iteration 2's prompt", retry.to_string(), ""),
        Row("  of them from iteration 1", cached.to_string(), ""),
        Row(
            "  of the draft's prompt computed again",
            (draft - cached).to_string(),
            "<= template's tail, 6",
        ),
    ]
}

/// Peak resident memory of `omni ask` over that of a bare llama.cpp program.
fn memory() -> Vec<Row> {
    let home = bench_home();
    let _ = home.ask(QUICK, &[]); // Compiles the skills, once.
    let bare: f64 = {
        let output = Command::new(example("bare"))
            .args([&model_file(), CONTEXT, "8", QUICK])
            .stderr(Stdio::null())
            .output()
            .unwrap();
        String::from_utf8(output.stdout)
            .unwrap()
            .trim()
            .parse()
            .unwrap()
    };
    let ours = peak_kib(home.command(&["ask", QUICK, "--seed", "7"]));
    vec![
        Row("peak memory, bare llama.cpp program", mib(bare), ""),
        Row("peak memory, omni ask", mib(ours), ""),
        Row(
            "  difference: wasmtime, skills, store, cli",
            mib(ours - bare),
            "< 60 MiB",
        ),
    ]
}

/// The most memory that a program held: the kernel's own high-water mark, read until the program is gone.
fn peak_kib(mut command: Command) -> f64 {
    let mut child = command.spawn().unwrap();
    let status = PathBuf::from(format!("/proc/{}/status", child.id()));
    let mut peak = 0.0;
    while child.try_wait().unwrap().is_none() {
        if let Some(now) = high_water(&status) {
            peak = now;
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    peak
}

fn high_water(status: &Path) -> Option<f64> {
    let status = std::fs::read_to_string(status).ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

fn bench_home() -> Home {
    let home = Home::new();
    home.write(
        "omni.toml",
        format!("[model]\nthreads = 1\ncontext = {CONTEXT}\n"),
    );
    home
}

/// Criterion's median, in nanoseconds.
fn criterion(name: &str) -> f64 {
    let folder = target_folder().join("criterion").join(name);
    let path = folder.join("new").join("estimates.json");
    let text = std::fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}; run `make bench`", path.display()));
    let estimates: Value = serde_json::from_str(&text).unwrap();
    estimates["median"]["point_estimate"].as_f64().unwrap()
}

/// From an idea to a tested component: everything from nothing, then after a change.
fn authoring() -> Vec<Row> {
    let home = bench_home();
    let timed = |arguments: &[&str]| {
        let began = Instant::now();
        let _ = home.omni(arguments).succeeded();
        began.elapsed().as_secs_f64()
    };
    let new = timed(&["skill", "new", "idea", "--kind", "scorer"]);
    let cold = new + timed(&["skill", "test", "idea"]);
    let source = home.path().join("idea/src/lib.rs");
    let text = std::fs::read_to_string(&source).unwrap();
    std::fs::write(&source, text + "\n// changed\n").unwrap();
    let warm = timed(&["skill", "test", "idea"]);
    vec![
        Row(
            "skill new to a passing skill test, nothing built",
            format!("{cold:.1} s"),
            "< 300 s",
        ),
        Row(
            "  skill test after a change, build included",
            format!("{warm:.1} s"),
            "",
        ),
    ]
}

/// What a language needs, and where a project has it; none: nothing. The error says why it cannot be had.
type Toolchain = Result<Option<(PathBuf, &'static str)>, String>;

/// A call of the scorer that `omni skill new` writes, in each language.
fn languages() -> Vec<Row> {
    let home = bench_home();
    home.write(
        "attempt.json",
        r#"{"request": {"prompt": "Name a river."}, "response": "The Rhine. It is long."}"#,
    );
    let call = |(what, language, toolchain): (&'static str, &str, Toolchain)| {
        let new = [
            "skill", "new", language, "--kind", "scorer", "--lang", language,
        ];
        let _ = home.omni(&new).succeeded();
        match toolchain {
            Ok(None) => {}
            Ok(Some((installed, place))) => {
                let place = home.path().join(language).join(place);
                std::fs::create_dir_all(place.parent().unwrap()).unwrap();
                std::os::unix::fs::symlink(installed, place).unwrap();
            }
            Err(why) => {
                eprintln!("{language}: {why}");
                return Row(what, "no toolchain here".to_owned(), "");
            }
        }
        let _ = home.omni(&["skill", "build", language]).succeeded();
        let component = format!("./{language}/build/{language}.wasm");
        let policy = format!("{language}/{language}.toml");
        let input = ["--input", "attempt.json", "--policy", &policy, "--json"];
        let times = (0..10).map(|_| {
            let called = home.omni(&[&["skill", "run", &component], &input[..]].concat());
            called.succeeded().json()["usage"]["time_ms"]
                .as_f64()
                .unwrap()
        });
        let best = times.fold(f64::INFINITY, f64::min);
        Row(what, format!("{best:.2} ms"), "")
    };
    let at = |installed: Result<PathBuf, String>, place| installed.map(|at| Some((at, place)));
    [
        (
            "one call of a new scorer, best of 10: in Rust",
            "rust",
            Ok(None),
        ),
        (
            "  in JavaScript",
            "js",
            at(toolchains::javascript(), "node_modules"),
        ),
        (
            "  in Python",
            "python",
            at(toolchains::python(), ".omni/venv"),
        ),
    ]
    .map(call)
    .into()
}

/// Swaps from another process in a host that answers all the while, each from the start of the command until the
/// host says that it has the component.
fn swapping() -> Vec<Row> {
    const SWAPS: usize = 10;
    let home = bench_home();
    let mut command = home.command(&["chat", "--json", "--seed", "7", "--max-tokens", "8"]);
    let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap()).lines();
    let notices = BufReader::new(child.stderr.take().unwrap()).lines();
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || {
        for notice in notices.map_while(Result::ok) {
            if notice.contains("generation") {
                let _ = tell.send(Instant::now());
            }
        }
    });
    let mut ask = move || -> Option<Value> {
        writeln!(stdin, "{QUICK}").unwrap();
        serde_json::from_str(&answers.next()?.ok()?).ok()
    };
    ask().expect("the host answers");
    let done = AtomicBool::new(false);
    let (mut latencies, asked, failed) = std::thread::scope(|scope| {
        let load = scope.spawn(|| {
            let (mut asked, mut failed) = (0, 0);
            while !done.load(Ordering::Relaxed) {
                asked += 1;
                let whole = ask().is_some_and(|record| record["failures"] == serde_json::json!([]));
                failed += u32::from(!whole);
            }
            (asked, failed)
        });
        let swap = |turn: usize| {
            let began = Instant::now();
            let scorer = ["score-heuristic", "score-logprob"][turn % 2];
            let _ = home.omni(&["skill", "swap", "scorer", scorer]).succeeded();
            let taken = told
                .recv_timeout(Duration::from_secs(60))
                .expect("the swap is taken");
            (taken - began).as_secs_f64() * 1e3
        };
        let latencies: Vec<_> = (0..SWAPS).map(swap).collect();
        done.store(true, Ordering::Relaxed);
        let (asked, failed) = load.join().unwrap();
        (latencies, asked, failed)
    });
    child.kill().unwrap();
    child.wait().unwrap();
    latencies.sort_by(f64::total_cmp);
    vec![
        Row(
            "a swap from another process, until a busy host has it",
            format!("{:.0} ms", latencies[SWAPS / 2]),
            "< 1 s",
        ),
        Row(
            "  the slowest of 10",
            format!("{:.0} ms", latencies[SWAPS - 1]),
            "< 1 s",
        ),
        Row(
            "  failed calls meanwhile",
            format!("{failed} of {asked} runs"),
            "0",
        ),
    ]
}

fn example(name: &str) -> PathBuf {
    let path = target_folder().join("release").join("examples").join(name);
    assert!(
        path.exists(),
        "{} is missing: run `make bench`",
        path.display()
    );
    path
}

fn micros(nanos: f64) -> String {
    format!("{:.1} us", nanos / 1e3)
}

fn mib(kib: f64) -> String {
    format!("{:.1} MiB", kib / 1024.0)
}
