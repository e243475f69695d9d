//! `omni policy check · explain · diff · learn`

mod check;
mod diff;
mod explain;
mod learn;
mod subject;

use std::sync::Arc;

use omni_loop::Trail;

use crate::args::Policy as Command;
use crate::context::Context;
use crate::error::CliError;

/// Runs a command. Returns its exit code.
pub(crate) fn run(context: &Context, command: Command, json: bool) -> Result<u8, CliError> {
    match command {
        Command::Check { files } => return check::check(context, &files, json),
        Command::Explain { name, policy } => {
            explain::explain(context, &name, policy.as_deref(), json)
        }
        Command::Diff { before, after } => diff::diff(context, &before, &after, json),
        Command::Learn {
            component,
            inputs,
            policy,
        } => context.with_log(|log| {
            let trail = Trail::new(Arc::clone(log));
            learn::learn(
                context,
                &trail,
                &component,
                &inputs,
                policy.as_deref(),
                json,
            )
        }),
    }?;
    Ok(0)
}
