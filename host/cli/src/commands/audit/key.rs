//! `omni audit key show · export · rotate`

use std::io::Write as _;
use std::path::{Path, PathBuf};

use omni_audit::Fingerprint;

use crate::args::AuditKey as Command;
use crate::context::Context;
use crate::error::CliError;
use crate::output::{self, DIM, GOOD};

pub(super) fn run(context: &Context, command: Option<Command>, json: bool) -> Result<(), CliError> {
    match command.unwrap_or(Command::Show) {
        Command::Show => show(context, json),
        Command::Export { file } => export(context, file.as_deref(), json),
        Command::Rotate { to } => rotate(context, to, json),
    }
}

/// The key that signs now, and the one that trust starts with.
fn keys(context: &Context) -> Result<(Fingerprint, Fingerprint), CliError> {
    let pinned = omni_audit::pinned_key(&context.keys())?;
    let current = omni_audit::current_key(&context.audit_folder(), &context.keys());
    Ok((current.unwrap_or_else(|_| pinned.clone()), pinned))
}

fn show(context: &Context, json: bool) -> Result<(), CliError> {
    let (current, pinned) = keys(context)?;
    if json {
        return output::json(&serde_json::json!({
            "key": current.to_string(),
            "pinned_key": pinned.to_string(),
        }));
    }
    output::line(&format!("signs   {current}"))?;
    output::line(&format!("pinned  {pinned}"))?;
    output::note(&format!(
        "{DIM}publish the pinned fingerprint: whoever checks the log compares it with what `gpg --fingerprint` shows{DIM:#}"
    ));
    Ok(())
}

fn export(context: &Context, file: Option<&Path>, json: bool) -> Result<(), CliError> {
    let (current, _) = keys(context)?;
    let public = omni_audit::public_key(&context.keys(), &current)?;
    let text = String::from_utf8_lossy(&public);
    if let Some(file) = file {
        write_new(file, &public)?;
        if !json {
            let file = output::harmless(&file.display().to_string());
            return output::line(&format!("the public key {current} is in {file}"));
        }
    }
    if json {
        return output::json(&serde_json::json!({
            "key": current.to_string(), "public_key": text, "file": file,
        }));
    }
    output::line(text.trim_end())
}

fn write_new(path: &Path, bytes: &[u8]) -> Result<(), CliError> {
    std::fs::File::create_new(path)
        .and_then(|mut file| file.write_all(bytes))
        .map_err(|error| {
            CliError::new(
                "output.unwritable",
                format!("{} cannot be written: {error}", path.display()),
                "name a new file in a folder that is yours to write",
            )
        })
}

fn rotate(context: &Context, to: Option<PathBuf>, json: bool) -> Result<(), CliError> {
    let (from, _) = keys(context)?;
    let to = to.map(|path| std::path::absolute(&path).unwrap_or(path));
    let new = context.with_log(|log| Ok(log.rotate(to.as_deref())?))?;
    if json {
        return output::json(&serde_json::json!({
            "from": from.to_string(), "key": new.to_string(),
        }));
    }
    output::line(&format!("{GOOD}{new}{GOOD:#} signs from here on"))?;
    output::note(&format!(
        "{DIM}{from} signed the change, so whoever trusts it can go on{DIM:#}"
    ));
    if let Some(path) = to {
        let path = output::harmless(&path.display().to_string());
        output::note(&format!(
            "set `key = \"{path}\"` under [audit] in omni.toml, or OMNI_KEY, for later runs"
        ));
    }
    Ok(())
}
