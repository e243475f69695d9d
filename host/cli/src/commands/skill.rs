//! `omni skill list · inspect · run · swap`

use std::io::Read as _;
use std::path::Path;

use omni_loop::{Casting, Found, RoleName, Skills};
use omni_skills::types::{Attempt, Request};
use omni_skills::{Kind, LogLine, Outcome, Reflector, Scorer, Usage, Validator};
use serde::{Deserialize, Serialize};

use crate::args::Skill as Command;
use crate::context::Context;
use crate::error::CliError;
use crate::output::{self, BOLD, DIM, GOOD};

/// The largest `--input`.
const MAX_INPUT_BYTES: u64 = 64 << 20;

pub(crate) fn run(context: &Context, command: Command, json: bool) -> Result<(), CliError> {
    let skills = context.skills()?;
    match command {
        Command::List => list(&skills, json),
        Command::Inspect { component } => inspect(&skills, &component, json),
        Command::Run {
            component,
            input,
            policy,
        } => call(&skills, &component, &input, policy.as_deref(), json),
        Command::Swap {
            role,
            component,
            policy,
            ..
        } => {
            let role: RoleName = role.parse()?;
            swap(
                &skills,
                &role,
                component.as_deref(),
                policy.as_deref(),
                json,
            )
        }
    }
}

/// A line of `omni skill list`.
#[derive(Serialize)]
struct Listed {
    /// None: installed, and plays no role.
    role: Option<String>,
    name: String,
    /// `ready`, `off`, or the code of why it cannot be loaded.
    state: String,
    /// Whether it was swapped in.
    swapped: bool,
    kind: Option<String>,
    sha256: Option<String>,
    path: String,
    /// None: nothing is granted.
    policy: Option<String>,
    policy_sha256: Option<String>,
}

fn list(skills: &Skills, json: bool) -> Result<(), CliError> {
    let castings = skills.castings()?;
    let idle: Vec<_> = skills
        .library()
        .list()
        .into_iter()
        .filter(|found| castings.iter().all(|casting| casting.found != *found))
        .collect();
    let mut listed: Vec<_> = castings
        .iter()
        .map(|casting| cast(skills, casting))
        .collect();
    listed.extend(idle.iter().map(|found| installed(skills, found)));
    if json {
        return output::json(&listed);
    }
    let rows = listed.into_iter().map(|one| {
        let swapped = if one.swapped { " (swapped)" } else { "" };
        [
            one.role.unwrap_or_else(|| "-".to_owned()) + swapped,
            one.name,
            one.kind.unwrap_or_default(),
            one.state,
            one.sha256
                .map(|digest| output::short_digest(&digest).to_owned())
                .unwrap_or_default(),
            one.policy.unwrap_or_else(|| "grants nothing".to_owned()),
        ]
    });
    output::table(["role", "skill", "kind", "state", "sha256", "policy"], rows)
}

fn cast(skills: &Skills, casting: &Casting) -> Listed {
    let mut listed = Listed {
        role: Some(casting.role.to_string()),
        name: casting.found.name.clone(),
        state: String::new(),
        swapped: casting.swapped,
        kind: None,
        sha256: None,
        path: casting.found.path.display().to_string(),
        policy: None,
        policy_sha256: None,
    };
    match skills.load(casting) {
        Ok(skill) => {
            listed.state = if casting.config.enabled {
                "ready"
            } else {
                "off"
            }
            .to_owned();
            listed.kind = Some(skill.kind().to_string());
            listed.sha256 = Some(skill.sha256().to_owned());
            listed.policy = skill
                .policy()
                .path
                .as_ref()
                .map(|path| path.display().to_string());
            listed.policy_sha256 = Some(skill.policy().sha256.clone());
        }
        Err(error) => listed.state = error.code().to_owned(),
    }
    listed
}

fn installed(skills: &Skills, found: &Found) -> Listed {
    let inspected = skills
        .library()
        .read(found)
        .and_then(|bytes| Ok(skills.runtime().inspect(&found.name, &bytes)?));
    let policy = skills.library().policy(found, None).ok();
    let (state, kind, sha256) = match inspected {
        Ok(about) => (
            "idle".to_owned(),
            about.kind.map(|kind| kind.to_string()),
            Some(about.sha256),
        ),
        Err(error) => (error.code().to_owned(), None, None),
    };
    Listed {
        role: None,
        name: found.name.clone(),
        state,
        swapped: false,
        kind,
        sha256,
        path: found.path.display().to_string(),
        policy: policy
            .as_ref()
            .and_then(|policy| Some(policy.path.as_ref()?.display().to_string())),
        policy_sha256: policy.map(|policy| policy.sha256.clone()),
    }
}

fn inspect(skills: &Skills, component: &str, json: bool) -> Result<(), CliError> {
    let found = find(skills, component)?;
    let bytes = skills.library().read(&found)?;
    let about = skills.runtime().inspect(&found.name, &bytes)?;
    if json {
        return output::json(&about);
    }
    let list = |items: Vec<String>| {
        if items.is_empty() {
            "nothing".to_owned()
        } else {
            items.join("\n          ")
        }
    };
    let needs = about
        .capabilities()
        .iter()
        .map(ToString::to_string)
        .collect();
    let imports = about
        .imports
        .iter()
        .map(|import| import.name.clone())
        .collect();
    let kind = about
        .kind
        .map_or_else(|| "no skill".to_owned(), |kind| kind.to_string());
    output::line(&format!(
        "{BOLD}{}{BOLD:#}  {kind}\nfile      {}\nsize      {} bytes\nsha256    {}\nexports   {}\nimports   {}\nneeds     {}",
        about.name,
        found.path.display(),
        about.size,
        about.sha256,
        list(about.exports),
        list(imports),
        list(needs),
    ))
}

/// What `omni skill run` prints.
#[derive(Serialize)]
struct Called {
    name: String,
    kind: String,
    result: serde_json::Value,
    usage: Used,
}

#[derive(Serialize)]
struct Used {
    time_ms: f64,
    memory_peak_bytes: u64,
    host_calls: u64,
    fuel: Option<u64>,
    log: Vec<LogLine>,
}

/// What a reflector is called with.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReflectInput {
    request: Request,
    attempts: Vec<Attempt>,
}

fn call(
    skills: &Skills,
    component: &str,
    input: &Path,
    policy: Option<&Path>,
    json: bool,
) -> Result<(), CliError> {
    let found = find(skills, component)?;
    // The configured role's settings are not the caller's: the skill sees its defaults.
    let config = serde_json::Map::new();
    let skill = skills
        .library()
        .load(skills.runtime(), &found, policy, config)?;
    let text = read_input(input)?;
    let kind = skill.kind();
    let (result, usage) = match kind {
        Kind::Scorer => printable(Scorer::try_from(skill)?.score(&parse(&text, kind)?)),
        Kind::Validator => printable(Validator::try_from(skill)?.validate(&parse(&text, kind)?)),
        Kind::Reflector => {
            let input: ReflectInput = parse(&text, kind)?;
            printable(Reflector::try_from(skill)?.reflect(&input.request, &input.attempts))
        }
    };
    if !json {
        for line in &usage.log {
            output::note(&format!("{DIM}{}:{DIM:#} {}", line.level, line.message));
        }
    }
    let result = result?;
    if json {
        let usage = used(usage);
        return output::json(&Called {
            name: found.name,
            kind: kind.to_string(),
            result,
            usage,
        });
    }
    output::json(&result)?;
    let fuel = usage
        .fuel
        .map(|fuel| format!(", {fuel} fuel"))
        .unwrap_or_default();
    output::note(&format!(
        "{DIM}{} in {:.3} ms, {} KiB of memory at most, {} host calls{fuel}{DIM:#}",
        found.name,
        usage.time.as_secs_f64() * 1e3,
        usage.memory_peak.div_ceil(1024),
        usage.host_calls,
    ));
    Ok(())
}

fn printable<T: Serialize>(outcome: Outcome<T>) -> (Result<serde_json::Value, CliError>, Usage) {
    let result = outcome.result.map_err(CliError::from).and_then(|value| {
        serde_json::to_value(value).map_err(|error| {
            CliError::new(
                "internal",
                format!("the result is no JSON: {error}"),
                "please report this",
            )
        })
    });
    (result, outcome.usage)
}

fn used(usage: Usage) -> Used {
    Used {
        time_ms: usage.time.as_secs_f64() * 1e3,
        memory_peak_bytes: usage.memory_peak,
        host_calls: usage.host_calls,
        fuel: usage.fuel,
        log: usage.log,
    }
}

fn swap(
    skills: &Skills,
    role: &RoleName,
    component: Option<&str>,
    policy: Option<&Path>,
    json: bool,
) -> Result<(), CliError> {
    let (name, sha256) = match component {
        Some(component) => {
            let skill = skills.swap(role, component, policy)?;
            (skill.name().to_owned(), skill.sha256().to_owned())
        }
        None => {
            let casting = skills.reset(role)?;
            let skill = skills.load(&casting)?;
            (skill.name().to_owned(), skill.sha256().to_owned())
        }
    };
    if json {
        return output::json(&serde_json::json!({
            "role": role.to_string(), "name": name, "sha256": sha256
        }));
    }
    let digest = output::short_digest(&sha256);
    output::line(&format!(
        "{role} is now {GOOD}{name}{GOOD:#} {DIM}({digest}){DIM:#}"
    ))
}

/// A component by name, or by a path that starts from here.
fn find(skills: &Skills, component: &str) -> Result<Found, CliError> {
    Ok(skills.library().find(component, Path::new(""))?)
}

fn read_input(path: &Path) -> Result<String, CliError> {
    let refuse = |reason: String| {
        CliError::new(
            "invalid.input",
            format!("the input {} cannot be read: {reason}", path.display()),
            "give a JSON file, or `-` for stdin",
        )
    };
    let mut text = String::new();
    let read = if path == Path::new("-") {
        std::io::stdin()
            .lock()
            .take(MAX_INPUT_BYTES + 1)
            .read_to_string(&mut text)
    } else {
        std::fs::File::open(path)
            .and_then(|file| file.take(MAX_INPUT_BYTES + 1).read_to_string(&mut text))
    };
    read.map_err(|error| refuse(error.to_string()))?;
    if text.len() as u64 > MAX_INPUT_BYTES {
        return Err(refuse("it is larger than 64 MiB".to_owned()));
    }
    Ok(text)
}

fn parse<T: serde::de::DeserializeOwned>(text: &str, kind: Kind) -> Result<T, CliError> {
    serde_json::from_str(text).map_err(|error| {
        let shape = match kind {
            Kind::Scorer | Kind::Validator => {
                "{\"request\": {\"prompt\": \"…\"}, \"response\": \"…\"}"
            }
            Kind::Reflector => {
                "{\"request\": {\"prompt\": \"…\"}, \"attempts\": [{\"request\": …, \"response\": \"…\", \"findings\": […]}]}"
            }
        };
        CliError::new(
            "invalid.input",
            format!("the input is not what a {kind} takes: {error}"),
            format!("a {kind} takes {shape}"),
        )
    })
}
