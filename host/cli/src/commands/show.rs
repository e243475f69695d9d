//! A run record for people.

use std::fmt::Write as _;

use omni_store::{Finding, IterationRecord, RunRecord, RunSummary, Severity, Source};

use crate::output::{BAD, BOLD, DIM, GOOD, WARN, harmless, short_digest};

/// Characters of an iteration's response that are shown. The answer is shown whole.
const SHOWN: usize = 400;

/// The whole record, several lines.
pub(crate) fn record(record: &RunRecord) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = write_record(&mut text, record);
    text.trim_end().to_owned()
}

/// What is known of a run that has no record.
pub(crate) fn incomplete(run: &RunSummary, state: &str) -> String {
    let RunSummary {
        run_id,
        started_at,
        prompt,
        error,
        ..
    } = run;
    let mut text = format!(
        "{BOLD}run{BOLD:#}     {run_id}  {}\nprompt  {}\nfinish  {state}",
        when(started_at),
        indented(prompt)
    );
    if let Some(error) = error {
        // Writing to a string cannot fail.
        let _ = write!(text, "\n        {}", harmless(error));
    }
    text
}

/// `2026-01-02T03:04:05.678Z` as `2026-01-02 03:04:05`.
pub(crate) fn when(started_at: &str) -> String {
    started_at.get(..19).unwrap_or(started_at).replace('T', " ")
}

fn write_record(text: &mut String, record: &RunRecord) -> std::fmt::Result {
    writeln!(
        text,
        "{BOLD}run{BOLD:#}     {}  {}",
        record.run_id,
        when(&record.started_at)
    )?;
    writeln!(text, "prompt  {}", indented(&record.prompt))?;
    writeln!(text, "answer  {BOLD}{}{BOLD:#}", indented(&record.response))?;
    writeln!(
        text,
        "finish  {} with confidence {:.2}, iteration {} of {} accepted",
        record.finish.as_str(),
        record.confidence,
        record.accepted_iteration,
        record.iterations.len(),
    )?;
    if let Some(reason) = &record.fallback_reason {
        writeln!(
            text,
            "        {WARN}answered by the fallback model: {reason}{WARN:#}"
        )?;
    }
    writeln!(
        text,
        "time    {:.0} ms: model {:.0} ms, skills {:.2} ms, ours {:.2} ms",
        record.total_latency_ms,
        record.model_ms,
        record.skills_ms,
        record.total_latency_ms - record.model_ms - record.skills_ms,
    )?;
    let model = &record.model;
    writeln!(
        text,
        "model   {}  {DIM}{}  seed {}{DIM:#}",
        model.name,
        short_digest(&model.sha256),
        record.seed
    )?;
    let widest = record.skills.iter().map(|skill| skill.name.len()).max();
    let width = widest.unwrap_or_default();
    for (number, skill) in record.skills.iter().enumerate() {
        let label = if number == 0 { "skills" } else { "      " };
        writeln!(
            text,
            "{label}  {:<10} {:<width$}  {DIM}{}  policy {}  generation {}{DIM:#}",
            skill.role,
            skill.name,
            short_digest(&skill.sha256),
            short_digest(&skill.policy_sha256),
            skill.generation,
        )?;
    }
    for failure in &record.failures {
        writeln!(
            text,
            "{WARN}failed{WARN:#}  {} {} in iteration {}: {} {DIM}[{}]{DIM:#}",
            failure.role,
            failure.name,
            failure.iteration,
            harmless(&failure.message),
            failure.code,
        )?;
    }
    for iteration in &record.iterations {
        write_iteration(
            text,
            iteration,
            iteration.iteration == record.accepted_iteration,
        )?;
    }
    Ok(())
}

fn write_iteration(
    text: &mut String,
    iteration: &IterationRecord,
    accepted: bool,
) -> std::fmt::Result {
    let source = match iteration.source {
        Source::Model if iteration.grammar => "model, held by a grammar",
        Source::Model => "model",
        Source::Mend => "mended by code",
    };
    let mark = if accepted {
        format!("  {GOOD}accepted{GOOD:#}")
    } else {
        String::new()
    };
    writeln!(
        text,
        "\n{BOLD}iteration {}{BOLD:#}  {source}, confidence {:.2}{mark}",
        iteration.iteration, iteration.confidence
    )?;
    writeln!(
        text,
        "        {}",
        indented(&beginning(&iteration.response))
    )?;
    for finding in &iteration.findings {
        write_finding(text, finding)?;
    }
    for reason in &iteration.reasons {
        writeln!(text, "        {DIM}scored:{DIM:#} {}", harmless(reason))?;
    }
    writeln!(
        text,
        "        {DIM}{:.0} ms, {} prompt tokens ({} cached), {} generated, mean log-probability {:.3}, stop: {}{DIM:#}",
        iteration.latency_ms,
        iteration.prompt_tokens,
        iteration.cached_tokens,
        iteration.generated_tokens,
        iteration.mean_logprob,
        iteration.stop,
    )
}

fn write_finding(text: &mut String, finding: &Finding) -> std::fmt::Result {
    let (colour, severity) = match finding.severity {
        Severity::Info => (DIM, "info"),
        Severity::Warning => (WARN, "warning"),
        Severity::Error => (BAD, "error"),
    };
    writeln!(
        text,
        "        {colour}{severity}{colour:#} {} {DIM}[{} by {}]{DIM:#}",
        harmless(&finding.message),
        harmless(&finding.code),
        finding.validator
    )?;
    if let Some(fact) = &finding.fact {
        writeln!(text, "          fact: {}", harmless(fact))?;
    }
    if let Some(hint) = &finding.hint {
        writeln!(text, "          hint: {}", harmless(hint))?;
    }
    Ok(())
}

/// As much of a response as tells it from the others.
fn beginning(response: &str) -> String {
    match response.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}… (--json prints all of it)", &response[..end]),
        None => response.to_owned(),
    }
}

/// Further lines stand below the first one's start.
fn indented(text: &str) -> String {
    harmless(text).replace('\n', "\n        ")
}
