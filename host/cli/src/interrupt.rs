//! Ctrl-C: asks the work under way to stop, and where nothing can be asked, ends the program.

use std::sync::Mutex;
use std::sync::atomic::{AtomicI32, Ordering};

use omni_llm::Cancel;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use crate::error::CliError;
use crate::output;

/// The work that a signal stops, if it can be stopped.
static RUNNING: Mutex<Option<Cancel>> = Mutex::new(None);

/// The last signal.
static SIGNAL: AtomicI32 = AtomicI32::new(SIGINT);

/// Starts to listen. `json`: whether stdout is promised a document, whatever happens.
pub(crate) fn listen(json: bool) -> Result<(), CliError> {
    let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP]).map_err(|error| {
        CliError::new(
            "internal",
            format!("signals cannot be heard: {error}"),
            "please report this",
        )
    })?;
    std::thread::spawn(move || {
        let mut asked = false;
        for signal in signals.forever() {
            SIGNAL.store(signal, Ordering::Relaxed);
            match running().take() {
                // Taken: a second signal finds nothing to ask and ends the program.
                Some(cancel) => {
                    cancel.set();
                    asked = true;
                }
                None => {
                    let help = match asked {
                        true => {
                            "it did not wait for what it was asked to stop: of that, what is not in the signed log yet is lost"
                        }
                        false => "nothing was begun that had to be kept",
                    };
                    output::error(&CliError::new("interrupted", "interrupted", help), json);
                    std::process::exit(exit_code().into());
                }
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

/// What a shell expects of a program that was ended by the last signal.
pub(crate) fn exit_code() -> u8 {
    u8::try_from(128 + SIGNAL.load(Ordering::Relaxed)).unwrap_or(130)
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

fn running() -> std::sync::MutexGuard<'static, Option<Cancel>> {
    RUNNING
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}
