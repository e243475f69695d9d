//! `omni doctor`: what is missing, and the command that mends it.

use std::os::unix::fs::PermissionsExt as _;

use omni_llm::ModelStore;
use serde::Serialize;

use crate::context::Context;
use crate::error::CliError;
use crate::output::{self, BAD, GOOD};

/// The exit code when something is missing.
const EXIT_MISSING: u8 = 2;

/// One thing that was looked at.
#[derive(Debug, Serialize)]
struct Check {
    check: String,
    ok: bool,
    detail: String,
    /// What to do.
    help: Option<String>,
}

impl Check {
    fn new(check: &str, result: Result<String, CliError>) -> Self {
        let check = check.to_owned();
        match result {
            Ok(detail) => Self {
                check,
                ok: true,
                detail,
                help: None,
            },
            Err(CliError {
                code,
                message,
                help,
                ..
            }) => Self {
                check,
                ok: false,
                detail: format!("{message} [{code}]"),
                help,
            },
        }
    }
}

/// Looks at everything that a run needs.
pub(crate) fn doctor(context: &Context, json: bool) -> Result<u8, CliError> {
    let mut checks = vec![
        Check::new("processor", processor()),
        Check::new("config", Ok(config(context))),
        Check::new("home", home(context)),
        Check::new("store", store(context)),
        Check::new("signing key", signing_key(context)),
        Check::new("signed log", signed_log(context)),
        Check::new("model main", model(context, &context.config.main())),
    ];
    if let Some(fallback) = context.config.fallback() {
        checks.push(Check::new("model fallback", model(context, &fallback)));
    }
    checks.extend(skills(context));
    let healthy = checks.iter().all(|check| check.ok);
    if json {
        output::json(&checks)?;
    } else {
        for check in &checks {
            let (colour, mark) = if check.ok {
                (GOOD, "ok     ")
            } else {
                (BAD, "problem")
            };
            output::line(&format!(
                "{colour}{mark}{colour:#} {:<26} {}",
                check.check, check.detail
            ))?;
            for line in check.help.iter().flat_map(|help| help.lines()) {
                output::line(&format!("        → {line}"))?;
            }
        }
    }
    Ok(if healthy { 0 } else { EXIT_MISSING })
}

/// llama.cpp is built for these, and a processor without them stops the program.
fn processor() -> Result<String, CliError> {
    #[cfg(target_arch = "x86_64")]
    {
        let features = [
            ("AVX2", std::is_x86_feature_detected!("avx2")),
            ("FMA", std::is_x86_feature_detected!("fma")),
            ("F16C", std::is_x86_feature_detected!("f16c")),
        ];
        if let Some((name, _)) = features.iter().find(|(_, present)| !present) {
            return Err(CliError::new(
                "processor.unsupported",
                format!("this processor has no {name}"),
                "use a machine from 2013 (Intel Haswell) or later",
            ));
        }
    }
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    Ok(format!(
        "{}, {cores} logical processors",
        std::env::consts::ARCH
    ))
}

/// A config that cannot be read has ended the command already.
fn config(context: &Context) -> String {
    match &context.config_file {
        Some(file) => file.display().to_string(),
        None => "built-in defaults".to_owned(),
    }
}

fn home(context: &Context) -> Result<String, CliError> {
    context.make_home()?;
    let unusable = |error: std::io::Error| {
        CliError::new(
            "home.unwritable",
            format!(
                "the home {} cannot be used: {error}",
                context.home.display()
            ),
            "check the folder's rights and room, or choose another with --home or OMNI_HOME",
        )
    };
    tempfile::tempfile_in(&context.home).map_err(unusable)?;
    let mode = std::fs::metadata(&context.home)
        .map_err(unusable)?
        .permissions()
        .mode();
    if mode & 0o077 != 0 {
        return Err(CliError::new(
            "home.exposed",
            format!("others may look into the home {}", context.home.display()),
            format!("run `chmod 700 {}`", context.home.display()),
        ));
    }
    Ok(context.home.display().to_string())
}

fn store(context: &Context) -> Result<String, CliError> {
    let store = context.store()?;
    store.runs(1)?;
    Ok(store.path().display().to_string())
}

/// What keeps the signed log from being opened keeps a question from being answered.
fn signing_key(context: &Context) -> Result<String, CliError> {
    let key = omni_audit::inspect(&context.log_options(context.own_key()))?;
    Ok(match key {
        Some(key) => key.to_string(),
        None => "none yet: the first run makes one".to_owned(),
    })
}

fn signed_log(context: &Context) -> Result<String, CliError> {
    let options = omni_audit::VerifyOptions::new(context.keys());
    match omni_audit::verify(&context.audit_folder(), &options) {
        Ok(report) => Ok(format!("{} records, as they were written", report.records)),
        Err(omni_audit::Error::None { .. }) => Ok("none yet: the first run begins one".to_owned()),
        Err(error) => Err(error.into()),
    }
}

fn model(context: &Context, name: &str) -> Result<String, CliError> {
    let path = ModelStore::new(context.models()).resolve(name)?;
    let about = omni_llm::inspect(&path)?;
    Ok(format!("{} ({})", path.display(), about.architecture))
}

fn skills(context: &Context) -> Vec<Check> {
    let castings = context.skills().and_then(|skills| {
        let castings = skills.castings()?;
        Ok((skills, castings))
    });
    let (skills, castings) = match castings {
        Ok(found) => found,
        Err(error) => return vec![Check::new("skills", Err(error))],
    };
    castings
        .iter()
        .map(|casting| {
            let loaded = if casting.config.enabled {
                skills
                    .load(casting)
                    .map(|skill| skill.name().to_owned())
                    .map_err(CliError::from)
            } else {
                Ok("off".to_owned())
            };
            Check::new(&casting.role.to_string(), loaded)
        })
        .collect()
}
