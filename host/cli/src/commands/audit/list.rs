//! `omni audit list`

use std::collections::VecDeque;

use omni_audit::Entry;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::args::AuditList as Filters;
use crate::context::Context;
use crate::error::CliError;
use crate::output::{self, short_digest};

/// What `--json` prints of each record.
#[derive(Serialize)]
struct Listed {
    seq: u64,
    time: String,
    kind: String,
    run_id: Option<String>,
    signed: bool,
    body: Map<String, Value>,
}

/// Lists the newest records that pass the filters, oldest first. The log is read, and not verified.
pub(super) fn list(context: &Context, filters: &Filters, json: bool) -> Result<(), CliError> {
    let limit = match filters.limit {
        0 => usize::MAX,
        limit => limit,
    };
    let mut kept = VecDeque::new();
    for entry in omni_audit::records(&context.audit_folder())? {
        let entry = entry?;
        if !passes(filters, &entry) {
            continue;
        }
        if kept.len() >= limit {
            kept.pop_front();
        }
        kept.push_back(entry);
    }
    let listed = kept.into_iter().map(listed);
    if json {
        return output::json(&listed.collect::<Vec<_>>());
    }
    if listed.len() == 0 {
        output::note("no such records");
        return Ok(());
    }
    let rows = listed.map(|one| {
        [
            one.seq.to_string(),
            one.time.replace('T', " ").trim_end_matches('Z').to_owned(),
            one.kind + if one.signed { " (signed)" } else { "" },
            one.run_id.unwrap_or_else(|| "-".to_owned()),
            summary(&one.body),
        ]
    });
    output::table(["seq", "time (UTC)", "kind", "run", "what"], rows)
}

fn passes(filters: &Filters, entry: &Entry) -> bool {
    let of_run = |run: &String| entry.run_id.as_ref().is_some_and(|id| id.starts_with(run));
    // `skill` stands for `skill.load`, `skill.swap` and so on.
    let of_kind = |kind: &String| {
        entry
            .kind
            .strip_prefix(kind.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    filters.run.as_ref().is_none_or(of_run)
        && (filters.kind.is_empty() || filters.kind.iter().any(of_kind))
        && filters
            .since
            .as_ref()
            .is_none_or(|since| entry.time.as_str() >= since.as_str())
        && filters
            .until
            .as_ref()
            .is_none_or(|until| entry.time.as_str() < until.as_str())
        && (!filters.signed || entry.signed)
}

fn listed(entry: Entry) -> Listed {
    Listed {
        seq: entry.seq,
        time: entry.time,
        kind: entry.kind,
        run_id: entry.run_id,
        signed: entry.signed,
        body: serde_json::from_str(&entry.body).unwrap_or_default(),
    }
}

/// The fields that are not null, digests shortened.
fn summary(body: &Map<String, Value>) -> String {
    let fields = body.iter().filter(|(_, value)| !value.is_null());
    let fields: Vec<_> = fields
        .map(|(key, value)| format!("{key}={}", brief(value)))
        .collect();
    fields.join(" ")
}

fn brief(value: &Value) -> String {
    match value {
        Value::String(text) if is_digest(text) => short_digest(text).to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(brief).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}

fn is_digest(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}
