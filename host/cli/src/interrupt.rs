//! Ctrl-C: asks the run to stop, and the second time ends the program.

use std::sync::Mutex;

use omni_llm::Cancel;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use crate::error::CliError;
use crate::output;

/// What the shell expects of a program that was interrupted.
pub(crate) const EXIT_INTERRUPTED: u8 = 130;

/// The run that a signal stops, if one is under way.
static RUNNING: Mutex<Option<Cancel>> = Mutex::new(None);

/// Starts to listen.
pub(crate) fn listen() -> Result<(), CliError> {
    let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP]).map_err(|error| {
        CliError::new(
            "internal",
            format!("signals cannot be heard: {error}"),
            "please report this",
        )
    })?;
    std::thread::spawn(move || {
        for _signal in signals.forever() {
            match running().take() {
                // Taken: a second signal finds nothing to ask and ends the program.
                Some(cancel) => cancel.set(),
                None => std::process::exit(EXIT_INTERRUPTED.into()),
            }
        }
    });
    Ok(())
}

/// From now on a signal asks for `cancel` instead of ending the program.
pub(crate) fn stops(cancel: &Cancel) {
    *running() = Some(cancel.clone());
}

/// From now on a signal ends the program again.
pub(crate) fn ends() {
    *running() = None;
}

fn running() -> std::sync::MutexGuard<'static, Option<Cancel>> {
    RUNNING
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// Tells that a run was stopped, and where what there was of it is kept.
pub(crate) fn tell(run_id: &str) {
    let error = CliError::new(
        "interrupted",
        "the run was cancelled",
        format!("`omni run show {run_id}` shows what there was"),
    );
    output::error(&error, false);
}
