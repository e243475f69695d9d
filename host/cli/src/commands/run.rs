//! `omni run list` and `omni run show ID`

use omni_store::{RunSummary, StoredRun};

use crate::commands::show;
use crate::context::Context;
use crate::error::CliError;
use crate::output;

/// Lists the newest runs.
pub(crate) fn list(context: &Context, limit: u32, json: bool) -> Result<(), CliError> {
    let store = context.existing_store()?;
    let runs = store.map_or(Ok(Vec::new()), |store| store.runs(limit))?;
    if json {
        return output::json(&runs);
    }
    if runs.is_empty() {
        output::note("no runs yet; `omni ask \"…\"` makes one");
        return Ok(());
    }
    let rows = runs.iter().map(|run| {
        [
            run.run_id.clone(),
            show::when(&run.started_at),
            state(run),
            run.confidence
                .map_or_else(|| "-".to_owned(), |value| format!("{value:.2}")),
            run.iterations.to_string(),
            output::short(&run.prompt, 60),
        ]
    });
    output::table(
        [
            "run",
            "started (UTC)",
            "finish",
            "confidence",
            "iterations",
            "prompt",
        ],
        rows,
    )
}

/// Shows one run, iteration by iteration.
pub(crate) fn show(context: &Context, id: &str, json: bool) -> Result<(), CliError> {
    let unknown = || omni_store::Error::UnknownRun { id: id.to_owned() };
    match context.existing_store()?.ok_or_else(unknown)?.run(id)? {
        StoredRun::Finished(record) if json => output::json(&record),
        StoredRun::Finished(record) => output::line(&show::record(&record)),
        StoredRun::Incomplete(run) if json => output::json(&run),
        StoredRun::Incomplete(run) => output::line(&show::incomplete(&run, &state(&run))),
    }
}

fn state(run: &RunSummary) -> String {
    run.finish
        .clone()
        .unwrap_or_else(|| "unfinished".to_owned())
}
