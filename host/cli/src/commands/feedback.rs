//! `omni feedback RUN_ID --score S`

use crate::args::Feedback as Arguments;
use crate::context::Context;
use crate::error::CliError;
use crate::output;

/// Keeps what somebody thinks of a run's answer.
pub(crate) fn feedback(
    context: &Context,
    arguments: &Arguments,
    json: bool,
) -> Result<(), CliError> {
    let unknown = || omni_store::Error::UnknownRun {
        id: arguments.run.clone(),
    };
    let store = context.existing_store()?.ok_or_else(unknown)?;
    let id = uuid::Uuid::now_v7().to_string();
    let comment = arguments.comment.as_deref();
    let kept = store.rate(&id, &arguments.run, arguments.score, comment)?;
    if json {
        return output::json(&kept);
    }
    output::line(&format!("rated {} with {}", kept.run_id, kept.score))
}
