//! `omni policy explain`: what a skill may do, in plain words, and where that is written.

use std::fmt::{Display, Write as _};
use std::path::Path;

use omni_policy::{Limit, Policy};
use omni_skills::{Error, LimitKind};
use serde::Serialize;

use super::subject::{Component, Subject, place};
use crate::context::Context;
use crate::error::CliError;
use crate::output::{self, BAD, BOLD, DIM, GOOD, WARN, harmless, short_digest};

#[derive(Serialize)]
struct Explained {
    skill: String,
    /// None: the policy alone was asked for.
    component: Option<About>,
    policy: Rules,
    may: Vec<Sentence>,
    may_not: Vec<Refused>,
    unused: Vec<Sentence>,
    limits: Vec<Shown>,
}

#[derive(Serialize)]
struct About {
    file: String,
    sha256: String,
    kind: Option<String>,
    role: Option<String>,
    /// `ready`, or the code of why it cannot be loaded.
    state: String,
    /// Why it cannot be loaded.
    problem: Option<String>,
}

#[derive(Serialize)]
struct Rules {
    /// None: there is none, and nothing is granted.
    file: Option<String>,
    /// Whom it names: what that skill keeps is kept here too.
    skill: String,
    sha256: String,
    /// The only component that may run under it.
    pins: Option<String>,
}

#[derive(Serialize)]
struct Sentence {
    capability: String,
    text: String,
    line: Option<usize>,
}

#[derive(Serialize)]
struct Refused {
    /// Those that one grant would allow, or that none would.
    imports: Vec<String>,
    text: String,
    help: Option<String>,
}

#[derive(Serialize)]
struct Shown {
    name: &'static str,
    /// None: not counted.
    value: Option<String>,
    /// None: the default.
    line: Option<usize>,
    /// What exceeding it is called.
    code: &'static str,
}

pub(crate) fn explain(
    context: &Context,
    name: &str,
    policy: Option<&Path>,
    json: bool,
) -> Result<(), CliError> {
    let Subject { policy, component } = Subject::find(context, name, policy)?;
    let loaded = component.as_ref().map(|component| {
        let Component { found, bytes, .. } = component;
        let config = serde_json::Map::new();
        let skills = context.skills()?;
        let loaded = skills
            .runtime()
            .load(&found.name, bytes, policy.clone(), config);
        Ok::<_, CliError>(loaded.map(drop))
    });
    let loaded = loaded.transpose()?.unwrap_or(Ok(()));
    let explained = Explained {
        skill: component
            .as_ref()
            .map_or(&policy.skill, |component| &component.found.name)
            .clone(),
        may: sentences(&policy),
        may_not: refused(&policy, loaded.as_ref().err()),
        unused: unused(&policy, component.as_ref()),
        limits: limits(&policy),
        policy: Rules {
            file: policy.path.as_ref().map(|path| path.display().to_string()),
            skill: policy.skill.clone(),
            sha256: policy.sha256.clone(),
            pins: policy.component_sha256.clone(),
        },
        component: component.map(|component| About {
            file: component.found.path.display().to_string(),
            sha256: component.about.sha256,
            kind: component.about.kind.map(|kind| kind.to_string()),
            role: component.role,
            state: match &loaded {
                Ok(()) => "ready".to_owned(),
                Err(error) => error.code().to_owned(),
            },
            problem: loaded.err().map(|error| error.to_string()),
        }),
    };
    if json {
        return output::json(&explained);
    }
    let mut text = String::new();
    // Writing to a String cannot fail.
    let _ = write(&mut text, &explained, &policy);
    output::line(text.trim_end())
}

fn sentences(policy: &Policy) -> Vec<Sentence> {
    let permissions = policy.permissions().into_iter();
    permissions
        .map(|permission| Sentence {
            capability: permission.capability.to_string(),
            text: permission.text,
            line: Some(permission.line),
        })
        .collect()
}

fn refused(policy: &Policy, error: Option<&Error>) -> Vec<Refused> {
    let Some(Error::Denied { refusal, .. }) = error else {
        return Vec::new();
    };
    let mut refused: Vec<Refused> = Vec::new();
    let mut add = |import: &String, text: String, help: Option<&str>| {
        let known = refused.iter_mut().find(|known| known.text == text);
        match known {
            Some(known) => known.imports.push(import.clone()),
            None => refused.push(Refused {
                imports: vec![import.clone()],
                text,
                help: help.map(str::to_owned),
            }),
        }
    };
    for (import, capability) in &refusal.not_granted {
        let text = policy.decide(*capability).to_string();
        add(import, text, Some(capability.lines_to_add()));
    }
    for import in &refusal.no_grant {
        add(import, "there is no grant for it".to_owned(), None);
    }
    for (import, capability) in &refusal.not_provided {
        let text = format!("this version of omni does not provide {capability}");
        add(import, text, None);
    }
    refused
}

fn unused(policy: &Policy, component: Option<&Component>) -> Vec<Sentence> {
    let unused = component.map(|component| component.unused(policy));
    let unused = unused.unwrap_or_default().into_iter();
    unused
        .map(|(capability, line)| Sentence {
            capability: capability.to_string(),
            text: format!("{capability} is granted, and not imported"),
            line,
        })
        .collect()
}

fn limits(policy: &Policy) -> Vec<Shown> {
    fn shown<T: Display>(kind: LimitKind, limit: &Limit<T>) -> Shown {
        Shown {
            name: kind.key(),
            value: Some(limit.value.to_string()),
            line: limit.line,
            code: kind.code(),
        }
    }
    let limits = &policy.limits;
    vec![
        shown(LimitKind::Memory, &limits.memory),
        shown(LimitKind::Time, &limits.time),
        shown(LimitKind::Stack, &limits.stack),
        shown(LimitKind::Output, &limits.output),
        shown(LimitKind::Log, &limits.log),
        shown(LimitKind::HostCalls, &limits.host_calls),
        Shown {
            name: LimitKind::Fuel.key(),
            value: limits.fuel.map(|fuel| fuel.to_string()),
            line: limits.fuel.line,
            code: LimitKind::Fuel.code(),
        },
    ]
}

fn write(out: &mut String, explained: &Explained, policy: &Policy) -> std::fmt::Result {
    write!(out, "{BOLD}{}{BOLD:#}", explained.skill)?;
    if let Some(about) = &explained.component {
        let kind = about.kind.as_deref().unwrap_or("no skill");
        write!(out, "  {kind}")?;
        if let Some(role) = &about.role {
            write!(out, ", has the role {role}")?;
        }
        let digest = short_digest(&about.sha256);
        write!(out, "\ncomponent  {}  {DIM}{digest}{DIM:#}", about.file)?;
    }
    let rules = &explained.policy;
    match &rules.file {
        Some(file) => {
            let digest = short_digest(&rules.sha256);
            writeln!(out, "\npolicy     {file}  {DIM}{digest}{DIM:#}")?;
        }
        None => writeln!(out, "\npolicy     none: nothing is granted")?,
    }
    if rules.skill != explained.skill {
        writeln!(
            out,
            "           {WARN}for the skill {skill}{WARN:#}: what it keeps is kept as {skill}'s",
            skill = rules.skill
        )?;
    }
    if let Some(pin) = &rules.pins {
        writeln!(
            out,
            "           for the component {} alone",
            short_digest(pin)
        )?;
    }
    writeln!(out)?;
    if let Some(problem) = explained
        .component
        .as_ref()
        .and_then(|about| about.problem.as_ref())
    {
        writeln!(
            out,
            "{BAD}It cannot be loaded{BAD:#}: {}\n",
            harmless(problem)
        )?;
    }
    if explained.may.is_empty() {
        writeln!(
            out,
            "It may compute and return what its kind returns, and nothing else."
        )?;
    }
    for sentence in &explained.may {
        let at = place(policy, sentence.line);
        writeln!(
            out,
            "It {GOOD}may{GOOD:#} {} {DIM}({at}){DIM:#}.",
            harmless(&sentence.text)
        )?;
    }
    for refused in &explained.may_not {
        let Refused {
            imports,
            text,
            help,
        } = refused;
        let imports = imports.join(", ");
        writeln!(out, "It imports {imports} and {BAD}may not{BAD:#}: {text}.")?;
        for line in help.iter().flat_map(|help| help.lines()) {
            writeln!(out, "    {line}")?;
        }
    }
    for sentence in &explained.unused {
        let at = place(policy, sentence.line);
        writeln!(
            out,
            "It is granted {WARN}{}{WARN:#} and does not import it {DIM}({at}){DIM:#}.",
            sentence.capability
        )?;
    }
    writeln!(out)?;
    for limit in &explained.limits {
        let value = limit.value.as_deref().unwrap_or("not counted");
        let origin = match limit.line {
            Some(line) => place(policy, Some(line)),
            None => "by default".to_owned(),
        };
        writeln!(out, "{:<12}{value:<13}{DIM}{origin}{DIM:#}", limit.name)?;
    }
    Ok(())
}
