//! A run on the terminal, while it is under way and when it is over.

use std::io::{self, Write};

use omni_loop::Event;
use omni_store::{Finish, RunRecord, Severity, Source};

use crate::error::CliError;
use crate::output::{self, BAD, DIM, GOOD, WARN, harmless};

/// Shows a run.
pub(crate) struct Printer {
    /// Whether the answer appears as it is written, with what happens on the way beside it.
    streams: bool,
    /// What the run wants, for the colour.
    confidence: f32,
    iteration: u32,
    /// The iteration whose text stands on stdout, whole.
    streamed: Option<u32>,
    /// Whether stdout's last line is not ended.
    in_line: bool,
}

impl Printer {
    /// `streams`: whether stdout is a terminal that somebody watches.
    pub(crate) fn new(streams: bool, confidence: f32) -> Self {
        Self {
            streams,
            confidence,
            iteration: 0,
            streamed: None,
            in_line: false,
        }
    }

    /// Shows what just happened.
    pub(crate) fn event(&mut self, event: &Event<'_>) {
        match event {
            Event::Recorded { .. } | Event::Shown(_) => {}
            Event::Started { iteration, source } => self.started(iteration.number(), *source),
            Event::Text(text) => self.text(text),
            Event::Judged(record) => {
                for finding in &record.findings {
                    let message = harmless(&finding.message);
                    self.detail(&format!("iteration {}: {message}", record.iteration));
                }
            }
            Event::Failed(failure) => {
                if failure.role == "model" {
                    // Whatever it had begun to say is not the answer.
                    self.streamed = None;
                }
                self.warn(&format!(
                    "the {} `{}` failed: {} {DIM}[{}]{DIM:#}",
                    failure.role,
                    failure.name,
                    harmless(&failure.message),
                    failure.code
                ));
            }
        }
    }

    /// Shows the answer, unless it is what was streamed last, and how it came about.
    pub(crate) fn finish(&mut self, record: &RunRecord) -> Result<(), CliError> {
        self.end_line();
        if self.streamed != Some(record.accepted_iteration) {
            output::line(&harmless(&record.response))?;
        }
        self.remaining_findings(record);
        if self.streams {
            let colour = match record.finish {
                Finish::Cancelled => BAD,
                _ if record.confidence >= self.confidence => GOOD,
                _ => WARN,
            };
            output::note(&format!(
                "{DIM}confidence{DIM:#} {colour}{:.2}{colour:#} {DIM}· {} · iteration {} of {} · {:.1} s · run {}{DIM:#}",
                record.confidence,
                record.finish.as_str(),
                record.accepted_iteration,
                record.iterations.len(),
                record.total_latency_ms / 1e3,
                record.run_id,
            ));
        }
        Ok(())
    }

    /// Says what validators find in the answer even so: who relies on it has to know.
    fn remaining_findings(&mut self, record: &RunRecord) {
        let accepted = record.accepted_iteration.saturating_sub(1) as usize;
        let accepted = record.iterations.get(accepted);
        for finding in accepted.iter().flat_map(|accepted| &accepted.findings) {
            let (message, code) = (harmless(&finding.message), harmless(&finding.code));
            let text = format!("{message} {DIM}[{code}]{DIM:#}");
            match finding.severity {
                Severity::Error => self.warn(&format!("this is still wrong: {text}")),
                Severity::Warning => self.warn(&text),
                Severity::Info => output::note(&format!("note: {text}")),
            }
        }
    }

    fn started(&mut self, iteration: u32, source: Source) {
        self.iteration = iteration;
        if iteration > 1 {
            let how = match source {
                Source::Model => "tries again",
                Source::Mend => "is mended by code",
            };
            self.detail(&format!("iteration {iteration}: the answer {how}"));
        }
    }

    fn text(&mut self, text: &str) {
        if !self.streams {
            return;
        }
        // The answer is trimmed; what is streamed begins where the answer does.
        let begins = self.streamed != Some(self.iteration);
        let text = if begins { text.trim_start() } else { text };
        if text.is_empty() {
            return;
        }
        self.streamed = Some(self.iteration);
        self.in_line = !text.ends_with('\n');
        let mut out = anstream::stdout().lock();
        // A terminal that is gone is noticed when the answer is printed.
        let _ = write!(out, "{}", harmless(text)).and_then(|()| out.flush());
    }

    /// Says how the run goes, to who watches.
    fn detail(&mut self, text: &str) {
        if self.streams {
            self.end_line();
            output::note(&format!("{DIM}{text}{DIM:#}"));
        }
    }

    /// Says what went wrong, to everybody.
    fn warn(&mut self, text: &str) {
        self.end_line();
        output::note(&format!("{WARN}warning{WARN:#}: {text}"));
    }

    fn end_line(&mut self) {
        if std::mem::take(&mut self.in_line) {
            let _ = writeln!(io::stdout());
        }
    }
}
