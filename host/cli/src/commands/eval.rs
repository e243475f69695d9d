//! `omni eval GOLDEN.jsonl`: labelled questions, and what runs make of them.

mod fit;

use std::path::PathBuf;
use std::sync::Arc;

use indicatif::ProgressBar;
use omni_audit::{Digest, Log};
use omni_evaluation::{Attempted, BadLine, Family, Fit, Golden, Kept, Outcome, Report, Task};
use omni_llm::Cancel;
use omni_loop::{Error as LoopError, Host, Reflection, Request, RunOptions};
use omni_statistics::Rate;
use omni_store::{IterationRecord, RunRecord, Severity, Source};
use serde::Serialize;

use crate::args::Eval;
use crate::commands::{ask, open};
use crate::context::Context;
use crate::error::CliError;
use crate::interrupt;
use crate::output::{self, DIM};
use crate::progress;

/// The temperature of the drafts that the best is taken of.
const BEST_OF_TEMPERATURE: f32 = 0.7;

/// Asks every task that was not asked before, then prints the report of all.
pub(crate) fn eval(context: &Context, arguments: &Eval, json: bool) -> Result<u8, CliError> {
    let mut golden = omni_evaluation::read(&arguments.golden)?;
    leave_out_unchecked(&mut golden);
    for bad in &golden.bad {
        let file = arguments.golden.display();
        output::note(&format!(
            "warning: {file}:{}: {}",
            bad.number,
            output::harmless(&bad.reason)
        ));
    }
    let context = &ask::with_model(context, arguments.model.as_deref());
    let cancel = Cancel::default();
    let (outcomes, fit) = context.with_log(|log| {
        let (host, outcomes) = outcomes(context, arguments, &golden, &cancel, log)?;
        let wanted = arguments.fit && !cancel.is_set();
        let fit = wanted.then(|| fit::fit(context, arguments, &host, &outcomes));
        Ok((outcomes, fit.transpose()?))
    })?;
    let printed = Printed {
        report: Report::of(&outcomes),
        fit,
    };
    if let Some(path) = &arguments.svg {
        let picture = omni_evaluation::reliability_curve(&outcomes);
        std::fs::write(path, picture).map_err(|error| unwritable(path.clone(), &error))?;
    }
    if json {
        output::json(&printed)?;
    } else {
        print(&printed)?;
    }
    if cancel.is_set() {
        let left = golden.tasks.len() - outcomes.len();
        output::note(&format!(
            "stopped with {left} tasks left; the same command goes on"
        ));
        return Ok(interrupt::exit_code());
    }
    Ok(0)
}

/// What an evaluation prints.
#[derive(Serialize)]
struct Printed {
    #[serde(flatten)]
    report: Report,
    #[serde(skip_serializing_if = "Option::is_none")]
    fit: Option<Fit>,
}

/// An expectation that nobody checks makes a line bad, and not the file.
fn leave_out_unchecked(golden: &mut Golden) {
    let Golden { tasks, bad } = golden;
    tasks.retain(|task| {
        let Some(Err(error)) = task.expect.as_ref().map(omni_loop::expect::check) else {
            return true;
        };
        bad.push(BadLine {
            number: task.line,
            reason: error.to_string(),
        });
        false
    });
    bad.sort_by_key(|bad| bad.number);
}

fn outcomes(
    context: &Context,
    arguments: &Eval,
    golden: &Golden,
    cancel: &Cancel,
    log: &Arc<Log>,
) -> Result<(Host, Vec<Outcome>), CliError> {
    let skills = context.skills()?.with_scorer(arguments.scorer.clone());
    let options = RunOptions {
        cancel: cancel.clone(),
        mend: !arguments.no_mend && context.config.run.mend,
        // What is asked again has to come out the same.
        seed: arguments.run.seed.unwrap_or(0),
        ..ask::run_options(context, &arguments.run)
    };
    let host = open::host(context, skills, context.store()?, log, false)?;
    let mut kept = kept(context, arguments, &host, &options)?;
    let bar = progress::tasks(golden.tasks.len());
    let mut outcomes = Vec::new();
    interrupt::stops(cancel);
    for task in &golden.tasks {
        if cancel.is_set() {
            break;
        }
        let outcome = match kept.get(&task.id) {
            Some(outcome) => outcome.clone(),
            None => {
                let outcome = asked(&host, task, &options, arguments.best_of)?;
                if cancel.is_set() {
                    break;
                }
                let failed = |error| unwritable("what was evaluated so far".into(), &error);
                kept.keep(outcome.clone()).map_err(failed)?;
                outcome
            }
        };
        outcomes.push(outcome);
        tell(&bar, &outcomes);
    }
    interrupt::ends();
    bar.finish_and_clear();
    Ok((host, outcomes))
}

/// The outcomes so far, of the same questions asked in the same way.
fn kept(
    context: &Context,
    arguments: &Eval,
    host: &Host,
    options: &RunOptions,
) -> Result<Kept, CliError> {
    let golden = std::fs::read(&arguments.golden).unwrap_or_default();
    let way = serde_json::json!({
        "golden": Digest::of(&golden).to_hex(),
        "host": host.describe(),
        "options": format!("{:?}", RunOptions { cancel: Cancel::default(), ..options.clone() }),
        "best_of": arguments.best_of,
        "calibration": open::calibration(context, host.models())?,
    });
    let folder = context.home.join("eval");
    let name = &Digest::of(way.to_string().as_bytes()).to_hex()[..16];
    let path = folder.join(format!("{name}.jsonl"));
    std::fs::create_dir_all(&folder)
        .and_then(|()| Kept::open(&path, arguments.fresh))
        .map_err(|error| unwritable(path, &error))
}

/// Asks one task, and where it is wanted as often again as its tokens allow, for the best of several drafts.
fn asked(
    host: &Host,
    task: &Task,
    options: &RunOptions,
    best_of: u32,
) -> Result<Outcome, CliError> {
    let request = Request {
        expect: task
            .expect
            .clone()
            .map(|expect| serde_json::Value::Object(expect).to_string()),
        ..Request::new(&task.prompt)
    };
    let record = match host.run(&request, options, &mut ()) {
        Ok(record) => record,
        // What one question brings with it does not end an evaluation of hundreds.
        Err(error) if is_of_task(&error) => {
            output::note(&format!(
                "warning: {}: {error} ({}); it counts as wrong",
                output::harmless(&task.id),
                error.code()
            ));
            return Ok(unanswered(task, error.code()));
        }
        Err(error) => return Err(error.into()),
    };
    let right = |response: &str| task.answer.is_right(&task.prompt, response);
    let mut outcome = outcome(task, &record, right);
    if best_of > 1 {
        let mut best: Option<RunRecord> = None;
        let mut tokens = 0;
        let mut sample = 0;
        // At least as many drafts as asked for, and no fewer tokens than the run took.
        while sample < best_of || tokens < outcome.tokens {
            sample += 1;
            let options = RunOptions {
                reflection: Reflection::Off,
                temperature: BEST_OF_TEMPERATURE,
                seed: options.seed.wrapping_add(u64::from(sample)),
                ..options.clone()
            };
            let record = host.run(&request, &options, &mut ())?;
            tokens += run_tokens(&record).max(1);
            if best
                .as_ref()
                .is_none_or(|best| record.confidence > best.confidence)
            {
                best = Some(record);
            }
            if options.cancel.is_set() {
                break;
            }
        }
        outcome.best_of_right = best.map(|best| right(&best.response));
        outcome.best_of_tokens = Some(tokens);
    }
    Ok(outcome)
}

/// Whether another question may well be answered.
fn is_of_task(error: &LoopError) -> bool {
    let codes = ["prompt.too-long", "prompt.empty", "limit.deadline"];
    codes.contains(&error.code())
}

fn unanswered(task: &Task, code: &str) -> Outcome {
    Outcome {
        id: task.id.clone(),
        family: task.family().to_owned(),
        failure: Some(code.to_owned()),
        ..Outcome::default()
    }
}

fn outcome(task: &Task, record: &RunRecord, right: impl Fn(&str) -> bool) -> Outcome {
    let draft = record.iterations.first();
    let accepted = record
        .iterations
        .get(record.accepted_iteration as usize - 1);
    let found = |finding: &omni_store::Finding| finding.severity != Severity::Info;
    Outcome {
        id: task.id.clone(),
        family: task.family().to_owned(),
        run_id: record.run_id.clone(),
        failure: None,
        draft_right: draft.is_some_and(|draft| right(&draft.response)),
        final_right: right(&record.response),
        detected: draft.is_some_and(|draft| draft.findings.iter().any(found)),
        mended: accepted.is_some_and(|accepted| accepted.source == Source::Mend),
        draft_confidence: draft.map_or(0.0, |draft| f64::from(draft.confidence)),
        confidence: f64::from(record.confidence),
        draft_tokens: draft.map_or(0, tokens),
        tokens: run_tokens(record),
        draft_ms: draft.map_or(0.0, |draft| draft.latency_ms),
        total_ms: record.total_latency_ms,
        skills_ms: record.skills_ms,
        best_of_right: None,
        best_of_tokens: None,
        accepted_iteration: record.accepted_iteration as usize,
        attempts: attempts(record, right),
    }
}

/// What the scorer saw of each response; nothing of another model's.
fn attempts(record: &RunRecord, right: impl Fn(&str) -> bool) -> Vec<Attempted> {
    if record.fallback_used {
        return Vec::new();
    }
    let mut tokens = 0;
    let seen = |iteration: &IterationRecord| {
        // What code mended is judged by the statistics of what it mended.
        if iteration.source == Source::Model {
            tokens = iteration.generated_tokens;
        }
        Attempted {
            tokens,
            ..attempted(iteration, right(&iteration.response))
        }
    };
    record.iterations.iter().map(seen).collect()
}

fn attempted(iteration: &IterationRecord, right: bool) -> Attempted {
    let count = |severity| {
        let findings = iteration.findings.iter();
        let count = findings.filter(|one| one.severity == severity).count();
        u32::try_from(count).unwrap_or(u32::MAX)
    };
    Attempted {
        iteration: iteration.iteration,
        mean_logprob: iteration.mean_logprob.into(),
        min_logprob: iteration.min_logprob.into(),
        tokens: iteration.generated_tokens,
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        right,
    }
}

fn tokens(iteration: &IterationRecord) -> u64 {
    let evaluated = iteration
        .prompt_tokens
        .saturating_sub(iteration.cached_tokens);
    u64::from(evaluated) + u64::from(iteration.generated_tokens)
}

fn run_tokens(record: &RunRecord) -> u64 {
    record.iterations.iter().map(tokens).sum()
}

fn tell(bar: &ProgressBar, outcomes: &[Outcome]) {
    let count = |is: fn(&Outcome) -> bool| outcomes.iter().filter(|outcome| is(outcome)).count();
    bar.set_message(format!(
        "{} right, {} fixed, {} broken",
        count(|outcome| outcome.final_right),
        count(Outcome::fixed),
        count(Outcome::broken)
    ));
    bar.inc(1);
}

fn print(printed: &Printed) -> Result<(), CliError> {
    let Printed { report, fit } = printed;
    let rows = report
        .families
        .iter()
        .map(|(name, family)| row(name, family));
    output::table(
        [
            "family",
            "n",
            "draft",
            "final",
            "fixed",
            "by code",
            "broken",
            "found",
            "false alarms",
            "fix rate",
        ],
        rows.chain([row("all", &report.all)]),
    )?;
    let all = &report.all;
    let number = |value: Option<f64>| value.map_or("-".to_owned(), |value| format!("{value:.3}"));
    let lines = [
        format!(
            "accuracy        {} before, {} after (McNemar p = {:.2e})",
            percent(all.draft_accuracy),
            percent(all.final_accuracy),
            all.p_value
        ),
        format!(
            "fix rate        {} of wrong drafts; {} of those with a finding; found in {}",
            percent(all.fix_rate),
            percent(all.fix_rate_given_finding),
            percent(all.coverage)
        ),
        format!(
            "break rate      {} of right drafts",
            percent(all.break_rate)
        ),
        format!(
            "cost            {} tokens and {} time of the draft; {} of the time in skills",
            times(all.tokens_ratio),
            times(all.time_ratio),
            share(all.skills_time_share)
        ),
        format!(
            "confidence      AUROC {}, ECE {}, Brier {}; wrong among the surest 25/50/75/100 %: {}",
            number(report.auroc),
            number(report.ece),
            number(report.brier),
            report.risk_at_coverage.map(number).join(" / "),
        ),
    ];
    output::line("")?;
    for line in lines {
        output::line(&line)?;
    }
    if let Some(best_of) = all.best_of_accuracy {
        output::line(&format!(
            "best of drafts  {} at {} tokens of the draft",
            percent(Some(best_of)),
            times(all.best_of_tokens_ratio)
        ))?;
    }
    if let Some(fit) = fit {
        output::line(&fit::line(fit))?;
    }
    output::note(&format!("{DIM}rates with 95 % intervals (Wilson){DIM:#}"));
    Ok(())
}

fn row(name: &str, family: &Family) -> [String; 10] {
    [
        name.to_owned(),
        family.n.to_string(),
        family.draft_correct.to_string(),
        family.final_correct.to_string(),
        family.fixed.to_string(),
        family.mended.to_string(),
        family.broken.to_string(),
        family.detected.to_string(),
        family.false_alarms.to_string(),
        percent(family.fix_rate),
    ]
}

fn share(part: Option<f64>) -> String {
    part.map_or("-".to_owned(), |part| format!("{:.2} %", part * 100.0))
}

fn percent(rate: Option<Rate>) -> String {
    rate.map_or("-".to_owned(), |Rate { value, low, high }| {
        format!(
            "{:.1} % [{:.1}, {:.1}]",
            value * 100.0,
            low * 100.0,
            high * 100.0
        )
    })
}

fn times(ratio: Option<f64>) -> String {
    ratio.map_or("-".to_owned(), |ratio| format!("{ratio:.2}×"))
}

fn unwritable(path: PathBuf, error: &std::io::Error) -> CliError {
    CliError::new(
        "eval.unwritable",
        format!("{} cannot be written: {error}", path.display()),
        "check that there is room and that the folder is yours to write",
    )
}
