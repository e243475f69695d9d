//! `omni audit list · verify · export · key`

mod export;
mod key;
mod list;
mod verify;

use omni_audit::{Fingerprint, VerifyOptions};

use crate::args::Audit as Command;
use crate::context::Context;
use crate::error::CliError;

pub(crate) fn run(context: &Context, command: Command, json: bool) -> Result<(), CliError> {
    match command {
        Command::List(filters) => list::list(context, &filters, json),
        Command::Verify {
            log,
            keys,
            against,
            key,
        } => {
            let home = options(context, key.as_deref())?;
            let options = VerifyOptions {
                against,
                keys: keys.unwrap_or(home.keys),
                pinned: home.pinned,
            };
            let log = log.unwrap_or_else(|| context.audit_folder());
            verify::verify(&log, &options, json)
        }
        Command::Export { folder, key } => {
            let options = options(context, key.as_deref())?;
            export::export(context, &options, &folder, json)
        }
        Command::Key { command } => key::run(context, command, json),
    }
}

/// What to verify the home's log with: the pinned key, unless another is named.
fn options(context: &Context, key: Option<&str>) -> Result<VerifyOptions, CliError> {
    Ok(VerifyOptions {
        pinned: key.map(Fingerprint::new).transpose()?,
        ..VerifyOptions::new(context.keys())
    })
}
