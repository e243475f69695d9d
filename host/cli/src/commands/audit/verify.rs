//! `omni audit verify`

use std::path::Path;

use omni_audit::{Report, VerifyOptions};
use serde::Serialize;

use crate::error::CliError;
use crate::output::{self, DIM, GOOD};
use crate::progress;

/// What `--json` prints.
#[derive(Serialize)]
struct Verified {
    verified: bool,
    records: u64,
    /// How many of them a signed checkpoint covers.
    covered: u64,
    /// How many of these were only found by who signed for them.
    found: u64,
    signatures: u64,
    segments: u64,
    /// What a stopped process left half written: no record.
    torn_bytes: u64,
    /// The key that trust starts with, and the one that signs now.
    pinned_key: String,
    key: String,
    /// How many records the older checkpoint covers.
    compared: Option<u64>,
    last_time: Option<String>,
}

/// Checks the whole log. One that is not as it was written is an error with exit code 5.
pub(super) fn verify(log: &Path, options: &VerifyOptions, json: bool) -> Result<(), CliError> {
    let spinner = progress::spinner("verifying the audit log");
    let report = omni_audit::verify(log, options);
    spinner.finish_and_clear();
    let report = report?;
    if json {
        return output::json(&verified(report));
    }
    output::line(&format!(
        "{GOOD}verified{GOOD:#}  {} records, {} signatures, {}",
        report.records,
        report.signatures,
        plural(report.segments, "segment"),
    ))?;
    output::line(&format!(
        "covered   {} records by signed checkpoints{}",
        report.covered,
        match report.records - report.covered {
            0 => String::new(),
            open => format!(", {open} since the last one by the chain alone"),
        }
    ))?;
    if report.found > 0 {
        output::line(&format!(
            "found     {} of them were only found by who signed for them, as after a crash: `omni audit list --kind log.resume` says which",
            report.found
        ))?;
    }
    if let Some(compared) = report.compared {
        output::line(&format!(
            "compared  all {compared} records that the older checkpoint covers are there, as they were"
        ))?;
    }
    if report.torn_bytes > 0 {
        output::line(&format!(
            "torn      {} bytes at the end, which a stopped process left half written: no record",
            report.torn_bytes
        ))?;
    }
    let (pinned, key) = (report.pinned.to_string(), report.key.to_string());
    let rotated = if pinned == key {
        String::new()
    } else {
        format!(" {DIM}(handed over from {pinned}){DIM:#}")
    };
    output::line(&format!("key       {key}{rotated}"))
}

fn verified(report: Report) -> Verified {
    Verified {
        verified: true,
        records: report.records,
        covered: report.covered,
        found: report.found,
        signatures: report.signatures,
        segments: report.segments,
        torn_bytes: report.torn_bytes,
        pinned_key: report.pinned.to_string(),
        key: report.key.to_string(),
        compared: report.compared,
        last_time: report.last_time,
    }
}

fn plural(count: u64, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
