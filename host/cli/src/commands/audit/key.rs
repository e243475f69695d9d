//! `omni audit key show · export · rotate`

use std::io::Write as _;
use std::path::{Path, PathBuf};

use omni_audit::{Fingerprint, SignatureError, Signer, VerifyOptions};

use crate::args::AuditKey as Command;
use crate::context::{Context, Named};
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
    let mut all =
        omni_audit::signers(&context.audit_folder(), &VerifyOptions::new(context.keys()))?;
    // Of a log that does not verify to its end, the change to it may not be among them.
    if !all.contains(&current) {
        all.push(current.clone());
    }
    let public = omni_audit::public_keys(&context.keys(), &all)?;
    let text = String::from_utf8_lossy(&public);
    if let Some(file) = file {
        write_new(file, &public)?;
        if !json {
            let file = output::harmless(&file.display().to_string());
            let keys: Vec<_> = all.iter().map(Fingerprint::to_string).collect();
            return output::line(&match keys.as_slice() {
                [key] => format!("the public key {key} is in {file}"),
                keys => format!("the public keys {} are in {file}", keys.join(", ")),
            });
        }
    }
    if json {
        let keys: Vec<_> = all.iter().map(Fingerprint::to_string).collect();
        return output::json(&serde_json::json!({
            "key": current.to_string(), "keys": keys, "public_key": text, "file": file,
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

/// Hands over from the key that signs now, wherever that is, to the one that is named, else to the one that the
/// settings name already, else to a new one.
fn rotate(context: &Context, to: Option<PathBuf>, json: bool) -> Result<(), CliError> {
    let (from, _) = keys(context)?;
    let to = to.map(|path| std::path::absolute(&path).unwrap_or(path));
    let named = context.named_keys();
    let mut own = None;
    let mut other = None;
    for (_, path) in &named {
        match fingerprint(context, path) {
            Ok(key) if key == from => own = own.or(Some(path.clone())),
            Ok(_) => other = other.or(Some(path.clone())),
            // Of no concern if another key is named for this once.
            Err(_) if to.is_some() => {}
            Err(error) => return Err(error.into()),
        }
    }
    let target = to.or(other);
    let new = context.with_log_signed_by(own, |log| Ok(log.rotate(target.as_deref())?))?;
    let note = settings(context, &new, target.as_deref());
    if json {
        return output::json(&serde_json::json!({
            "from": from.to_string(), "key": new.to_string(), "note": note,
        }));
    }
    if new == from {
        output::line(&format!("{new} signs already"))?;
    } else {
        output::line(&format!("{GOOD}{new}{GOOD:#} signs from here on"))?;
        output::note(&format!(
            "{DIM}{from} signed the change, so whoever trusts it can go on{DIM:#}"
        ));
    }
    if let Some(note) = note {
        output::note(&output::harmless(&note));
    }
    Ok(())
}

fn fingerprint(context: &Context, path: &Path) -> Result<Fingerprint, SignatureError> {
    Ok(Signer::with_key(path, &context.keys())?
        .fingerprint()
        .clone())
}

/// What has to be changed so that later runs sign with the key `new`, from the file `path` if it is not the home's.
fn settings(context: &Context, new: &Fingerprint, path: Option<&Path>) -> Option<String> {
    let here = context.keys().join(format!("{new}.key")).is_file();
    match (context.named_keys().first(), path) {
        (Some((_, named)), _) if fingerprint(context, named).is_ok_and(|key| key == *new) => None,
        (None, _) if here => None,
        (Some((Named::Environment, _)), _) if here => {
            Some("unset OMNI_KEY: it names another key than the one that signs now".to_owned())
        }
        (Some((Named::Config, _)), _) if here => Some(
            "take `key` out of [audit] in omni.toml: it names another key than the one that signs now"
                .to_owned(),
        ),
        (named, Some(path)) => Some(match named {
            Some((Named::Environment, _)) => {
                format!("set OMNI_KEY to {} for later runs", path.display())
            }
            _ => format!(
                "set `key = \"{}\"` under [audit] in omni.toml, or OMNI_KEY, for later runs",
                path.display()
            ),
        }),
        (_, None) => None,
    }
}
