//! `omni skill push F REF · pull REF`

use std::path::{Path, PathBuf};

use indicatif::ProgressBar;
use omni_loop::Skills;
use omni_registry::{Extras, Login, Options, Pulled, Reference, Skill, Transport};

use super::find;
use crate::args::{Pull, Push};
use crate::context::Context;
use crate::error::CliError;
use crate::output::{self, DIM, GOOD, WARN};
use crate::progress;

/// Pushes a component with its signature and its policy, as far as they are there.
pub(super) fn push(context: &Context, arguments: &Push, json: bool) -> Result<(), CliError> {
    let reference = Reference::parse(&arguments.reference)?;
    let skills = context.skills()?;
    let found = find(&skills, &arguments.component)?;
    let bytes = skills.library().read(&found)?;
    let about = skills.runtime().inspect(&found.name, &bytes)?;
    let policy = skills
        .library()
        .policy(&found, arguments.policy.as_deref())?;
    let extras = Extras {
        signature: beside(&found.path),
        policy: policy.path.as_deref().map(read).transpose()?,
        policy_signature: policy.path.as_deref().and_then(beside),
    };
    let signed = extras.signature.is_some();
    let modified = std::fs::metadata(&found.path).and_then(|about| about.modified());
    let skill = Skill {
        component: &bytes,
        exports: about.exports.clone(),
        imports: about.imports.iter().map(|one| one.name.clone()).collect(),
        target: about.kind.map(|kind| kind.to_string()),
        created: modified.unwrap_or(std::time::SystemTime::UNIX_EPOCH),
        extras,
    };
    let options = options(&reference, arguments.plain_http)?;
    let bar = progress::bytes("pushing");
    let pushed = omni_registry::push(&reference, &skill, &options, &mut on(&bar));
    bar.finish_and_clear();
    let pushed = pushed?;
    if json {
        return output::json(&serde_json::json!({
            "reference": pushed.reference.to_string(),
            "digest": pushed.digest.to_string(),
            "signed": signed,
        }));
    }
    output::line(&format!("pushed {GOOD}{}{GOOD:#}", pushed.reference))?;
    if !signed {
        output::note(&format!(
            "{WARN}not signed{WARN:#}: who pulls it cannot know who made it; `omni skill sign` first"
        ));
    }
    Ok(())
}

/// Pulls a component into the home, after checking its digest, and its signature where one is asked for.
pub(super) fn pull(context: &Context, arguments: &Pull, json: bool) -> Result<(), CliError> {
    let reference = Reference::parse(&arguments.reference)?;
    context.make_home()?;
    let skills = context.skills()?;
    let options = options(&reference, arguments.plain_http)?;
    let bar = progress::bytes("pulling");
    let pulled = omni_registry::pull(&reference, &options, &mut on(&bar));
    bar.finish_and_clear();
    let pulled = pulled?;
    let name = match &arguments.name {
        Some(name) => name.clone(),
        None => last_part(&reference),
    };
    let about = skills.runtime().inspect(&name, &pulled.component)?;
    let extras = trusted(&skills, &reference, &pulled)?;
    let component = context.home.join("skills").join(format!("{name}.wasm"));
    let other = std::fs::read(&component).is_ok_and(|found| found != pulled.component);
    if other && !arguments.force {
        return Err(CliError::new(
            "skill.exists",
            format!("another component is already installed as `{name}`"),
            "give it another name with --name, or replace it with --force",
        ));
    }
    // The signature first: a host that watches must never see the component without it.
    if let Some(signature) = &extras.signature {
        write(&with(&component, ".asc"), signature)?;
    }
    write(&component, &pulled.component)?;
    let proposed = match &extras.policy {
        Some(policy) => {
            let path = component.with_extension("proposed.toml");
            write(&path, policy)?;
            Some(path)
        }
        None => None,
    };
    if json {
        return output::json(&serde_json::json!({
            "name": name,
            "kind": about.kind.map(|kind| kind.to_string()),
            "path": component,
            "sha256": about.sha256,
            "digest": pulled.digest.to_string(),
            "reference": pulled.reference.to_string(),
            "signed_by": extras.signed_by,
            "proposed_policy": proposed,
        }));
    }
    output::line(&format!(
        "installed {GOOD}{name}{GOOD:#} from {}",
        pulled.reference
    ))?;
    match &extras.signed_by {
        Some(key) => output::note(&format!("signed by the trusted key {key}")),
        None => output::note(&format!(
            "{WARN}who made it was not checked{WARN:#}: name the keys that you trust under [skills] trusted_keys"
        )),
    }
    if let Some(path) = proposed {
        let (path, policies) = (path.display(), context.home.join("policies"));
        output::note(&format!(
            "{DIM}its author proposes a policy; read it, then `cp {path} {}/{name}.toml`{DIM:#}",
            policies.display()
        ));
    }
    Ok(())
}

/// What goes with a component that is installed.
#[derive(Default)]
struct Checked {
    signature: Option<Vec<u8>>,
    signed_by: Option<String>,
    policy: Option<Vec<u8>>,
}

/// The first that a trusted key signed, where trusted keys are named; else the first of all.
fn trusted(skills: &Skills, reference: &Reference, pulled: &Pulled) -> Result<Checked, CliError> {
    let Some(keys) = skills.trusted_keys() else {
        let first = pulled.extras.first().cloned().unwrap_or_default();
        return Ok(Checked {
            signature: first.signature,
            policy: first.policy,
            signed_by: None,
        });
    };
    let name = reference.to_string();
    let mut refused = omni_audit::SignatureError::Unsigned { name: name.clone() };
    for extras in &pulled.extras {
        let Some(signature) = &extras.signature else {
            continue;
        };
        match keys.verify(pulled.component.as_slice(), signature, &name) {
            Ok(signed) => {
                return Ok(Checked {
                    signature: Some(signature.clone()),
                    policy: extras.policy.clone(),
                    signed_by: Some(signed.key.to_string()),
                });
            }
            Err(error) => refused = error,
        }
    }
    Err(refused.into())
}

fn options(reference: &Reference, plain_http: bool) -> Result<Options, CliError> {
    Ok(Options {
        login: Login::find(reference)?,
        transport: match plain_http {
            true => Transport::Plain,
            false => Transport::Auto,
        },
        ..Options::default()
    })
}

fn on(bar: &ProgressBar) -> impl FnMut(u64, u64) + '_ {
    |done, all| {
        bar.set_length(all);
        bar.set_position(done);
    }
}

/// `my-scorer` of `registry.example.com/me/my-scorer:1.0`.
fn last_part(reference: &Reference) -> String {
    let repository = reference.repository();
    let last = repository.rsplit('/').next().unwrap_or(repository);
    last.to_owned()
}

fn beside(path: &Path) -> Option<Vec<u8>> {
    std::fs::read(with(path, ".asc")).ok()
}

fn with(path: &Path, more: &str) -> PathBuf {
    let mut path = path.as_os_str().to_owned();
    path.push(more);
    path.into()
}

fn read(path: &Path) -> Result<Vec<u8>, CliError> {
    std::fs::read(path).map_err(|error| {
        CliError::new(
            "skill.unreadable",
            format!("{} cannot be read: {error}", path.display()),
            "check the path and its permissions",
        )
    })
}

/// Replaces a file in one step.
fn write(path: &Path, bytes: &[u8]) -> Result<(), CliError> {
    omni_loop::write_atomically(path, bytes).map_err(|source| {
        let path = path.to_owned();
        omni_loop::Error::Write { path, source }.into()
    })
}
