//! `omni bench`: what a run costs on this machine, and how much of that is ours.

use std::sync::Arc;
use std::time::Instant;

use omni_audit::{Log, LogOptions};
use omni_loop::{Event, Request};
use omni_store::{RunRecord, Store};
use serde::Serialize;

use crate::args::Bench;
use crate::commands::open;
use crate::context::Context;
use crate::error::CliError;
use crate::output;
use crate::progress;

/// Short and long answers; none needs another's context.
const QUESTIONS: [&str; 4] = [
    "What is the capital of France?",
    "What is 17 * 23? Answer in one short sentence.",
    "Name three rivers in Europe.",
    "Explain in two sentences why the sky is blue.",
];

/// What was measured. Times are in milliseconds.
#[derive(Debug, Serialize)]
struct Measured {
    runs: usize,
    latency_p50_ms: f64,
    latency_p99_ms: f64,
    /// Generated tokens a second of model time, prompts included.
    tokens_per_second: f64,
    skills_p50_ms: f64,
    /// Time outside model and skills.
    own_p50_ms: f64,
    /// The same, as a share of the whole.
    own_share: f64,
    /// Store and signed log.
    kept_p50_ms: f64,
    kept_share: f64,
    /// What the run waited for the signed log.
    logged_p50_ms: f64,
    logged_share: f64,
    revised: usize,
    memory_peak_mib: Option<f64>,
}

/// Asks each question `repeat` times and prints one table.
pub(crate) fn bench(context: &Context, arguments: &Bench, json: bool) -> Result<(), CliError> {
    // What is asked here is nobody's question: it is kept nowhere.
    let folder = tempfile::tempdir().map_err(|error| {
        CliError::new(
            "bench.failed",
            format!("there is no room for a temporary store: {error}"),
            "free some room in the folder for temporary files, or set TMPDIR",
        )
    })?;
    let store = Store::open(&folder.path().join("omni.db"))?;
    let log = Arc::new(Log::open(LogOptions::new(folder.path()))?);
    let host = open::host(context, context.skills()?, store, &log, false)?;
    let options = context.config.run_options();
    let questions = QUESTIONS
        .iter()
        .cycle()
        .take(QUESTIONS.len() * arguments.repeat as usize);
    let spinner = progress::spinner("asking");
    // The first run reads the model's pages from disk, which is not what is measured.
    host.run(&Request::new(QUESTIONS[0]), &options, &mut ())?;
    let mut runs = Vec::new();
    for question in questions {
        let began = Instant::now();
        let mut logged_ms = 0.0;
        let mut observer = |event: Event<'_>| {
            if let Event::Recorded { waited } = event {
                logged_ms = waited.as_secs_f64() * 1e3;
            }
        };
        let record = host.run(&Request::new(*question), &options, &mut observer)?;
        let wall_ms = began.elapsed().as_secs_f64() * 1e3;
        runs.push(Timed {
            record,
            wall_ms,
            logged_ms,
        });
        spinner.set_message(format!("asking, {} runs done", runs.len()));
    }
    spinner.finish_and_clear();
    let measured = measure(&runs);
    if json {
        return output::json(&measured);
    }
    let Measured {
        runs,
        latency_p50_ms,
        latency_p99_ms,
        tokens_per_second,
        ..
    } = &measured;
    let row = |name: &str, value: String| [name.to_owned(), value];
    output::table(
        ["measured", "value"],
        [
            row("runs", runs.to_string()),
            row("latency, median", format!("{latency_p50_ms:.1} ms")),
            row(
                "latency, 99th percentile",
                format!("{latency_p99_ms:.1} ms"),
            ),
            row("tokens a second", format!("{tokens_per_second:.1}")),
            row(
                "skills, median",
                format!("{:.3} ms", measured.skills_p50_ms),
            ),
            row("our own, median", format!("{:.3} ms", measured.own_p50_ms)),
            row(
                "our own, share",
                format!("{:.3} %", measured.own_share * 100.0),
            ),
            row(
                "store and signed log, median",
                format!("{:.3} ms", measured.kept_p50_ms),
            ),
            row(
                "store and signed log, share",
                format!("{:.3} %", measured.kept_share * 100.0),
            ),
            row(
                "signed log alone, median",
                format!("{:.3} ms", measured.logged_p50_ms),
            ),
            row(
                "signed log alone, share",
                format!("{:.3} %", measured.logged_share * 100.0),
            ),
            row("revised", measured.revised.to_string()),
            row(
                "resident memory, peak",
                measured
                    .memory_peak_mib
                    .map_or_else(|| "unknown".to_owned(), |mib| format!("{mib:.1} MiB")),
            ),
        ],
    )
}

/// A run, and what it took with all that is written down of it, in milliseconds.
struct Timed {
    record: RunRecord,
    wall_ms: f64,
    logged_ms: f64,
}

fn measure(runs: &[Timed]) -> Measured {
    let records: Vec<_> = runs.iter().map(|run| &run.record).collect();
    let own = |record: &RunRecord| record.total_latency_ms - record.model_ms - record.skills_ms;
    let kept = runs
        .iter()
        .map(|run| run.wall_ms - run.record.total_latency_ms);
    let logged = runs.iter().map(|run| run.logged_ms);
    let wall: f64 = runs.iter().map(|run| run.wall_ms).sum();
    let sum = |of: &dyn Fn(&RunRecord) -> f64| records.iter().copied().map(of).sum::<f64>();
    let of_all =
        |of: &dyn Fn(&RunRecord) -> f64| records.iter().copied().map(of).collect::<Vec<_>>();
    let tokens = sum(&|record| {
        record
            .iterations
            .iter()
            .map(|iteration| f64::from(iteration.generated_tokens))
            .sum()
    });
    Measured {
        runs: records.len(),
        latency_p50_ms: percentile(of_all(&|record| record.total_latency_ms), 0.50),
        latency_p99_ms: percentile(of_all(&|record| record.total_latency_ms), 0.99),
        tokens_per_second: tokens / (sum(&|record| record.model_ms) / 1e3),
        skills_p50_ms: percentile(of_all(&|record| record.skills_ms), 0.50),
        own_p50_ms: percentile(of_all(&own), 0.50),
        own_share: sum(&own) / sum(&|record| record.total_latency_ms),
        kept_p50_ms: percentile(kept.clone().collect(), 0.50),
        kept_share: kept.sum::<f64>() / wall,
        logged_p50_ms: percentile(logged.clone().collect(), 0.50),
        logged_share: logged.sum::<f64>() / wall,
        revised: records
            .iter()
            .filter(|record| record.auto_corrected)
            .count(),
        memory_peak_mib: memory_peak_mib(),
    }
}

/// The smallest value that at least `share` of the values do not exceed.
fn percentile(mut values: Vec<f64>, share: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let rank = (share * values.len() as f64).ceil() as usize;
    values
        .get(rank.saturating_sub(1))
        .copied()
        .unwrap_or(f64::NAN)
}

/// The most memory that this process has held, as Linux tells it.
fn memory_peak_mib() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib / 1024.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_values_that_occurred() {
        let values = vec![4.0, 1.0, 3.0, 2.0];
        assert_eq!(percentile(values.clone(), 0.50), 2.0);
        assert_eq!(percentile(values.clone(), 0.99), 4.0);
        assert_eq!(percentile(values, 0.0), 1.0);
        assert!(percentile(Vec::new(), 0.5).is_nan());
    }

    #[test]
    fn linux_tells_the_peak() {
        assert!(memory_peak_mib().is_none_or(|mib| mib > 0.1));
    }
}
