//! What begins with `/` in a conversation.

use std::path::{Path, PathBuf};

use omni_loop::{Attachment, RoleName};

use super::Session;
use crate::commands::{attach, run, skill};
use crate::error::CliError;
use crate::output;

const HELP: &str = "\
/run [ID]               what happened in the last run, or in another
/skills                 who plays which role
/swap ROLE F [POLICY]   give a role to another component, from the next question on
/rollback ROLE          give it back to who had it before
/image F…               show these pictures with the next question
/system [TEXT]          begin anew, with this system turn
/reset                  begin anew
/help                   this list
/quit                   end; so does ctrl-D

ctrl-C stops an answer.";

/// A command of a conversation.
pub(super) enum Command {
    Help,
    Run(Option<String>),
    Skills,
    Swap {
        role: String,
        component: String,
        policy: Option<String>,
    },
    Rollback(String),
    Image(Vec<PathBuf>),
    Begin(Option<String>),
    Quit,
}

impl Command {
    /// Reads what follows the `/`.
    pub(super) fn parse(text: &str) -> Result<Self, CliError> {
        let (name, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        let words: Vec<_> = rest.split_whitespace().map(str::to_owned).collect();
        Ok(match (name, words.as_slice()) {
            ("help" | "?", []) => Self::Help,
            ("run", []) => Self::Run(None),
            ("run", [id]) => Self::Run(Some(id.clone())),
            ("skills", []) => Self::Skills,
            ("swap", [role, component, policy @ ..]) if policy.len() < 2 => Self::Swap {
                role: role.clone(),
                component: component.clone(),
                policy: policy.first().cloned(),
            },
            ("rollback", [role]) => Self::Rollback(role.clone()),
            // One name may well have spaces in it.
            ("image", [_]) => Self::Image(vec![rest.trim().into()]),
            ("image", [_, ..]) if Path::new(rest.trim()).exists() => {
                Self::Image(vec![rest.trim().into()])
            }
            ("image", [_, ..]) => Self::Image(words.iter().map(PathBuf::from).collect()),
            ("system", [_, ..]) => Self::Begin(Some(rest.trim().to_owned())),
            ("system" | "reset", []) => Self::Begin(None),
            ("quit" | "exit" | "q", []) => Self::Quit,
            _ => {
                return Err(CliError::new(
                    "usage",
                    format!("`/{text}` is not a command"),
                    "/help lists them; a question does not begin with /",
                ));
            }
        })
    }

    pub(super) fn run(self, session: &mut Session<'_>) -> Result<(), CliError> {
        let json = session.json;
        match self {
            Self::Help => {
                output::note(HELP);
                Ok(())
            }
            Self::Run(id) => {
                let last =
                    || CliError::new("run.unknown", "there is no run yet", "ask something first");
                let id = id.or_else(|| session.last_run.clone()).ok_or_else(last)?;
                run::show(session.context, &id, json)
            }
            Self::Skills => skill::list(&session.skills, json),
            Self::Swap {
                role,
                component,
                policy,
            } => {
                let role: RoleName = role.parse()?;
                let policy = policy.as_deref().map(Path::new);
                let swapped = session.skills.swap(&role, &component, policy);
                skill::told(&role, Some(&swapped?), json)
            }
            Self::Rollback(role) => {
                let role: RoleName = role.parse()?;
                let skill = session.skills.roll_back(&role)?;
                skill::told(&role, Some(&skill), json)
            }
            Self::Image(files) => {
                let read = attach::read(session.context, &files)?;
                session.shown.extend(read);
                output::note(&format!(
                    "shown with the next question: {}",
                    names(&session.shown)
                ));
                Ok(())
            }
            Self::Begin(system) => {
                session.begin(system.as_deref());
                output::note("a new conversation begins");
                Ok(())
            }
            Self::Quit => Ok(()),
        }
    }
}

fn names(attachments: &[Attachment]) -> String {
    let names: Vec<_> = attachments
        .iter()
        .map(|attachment| output::harmless(&attachment.name).to_string())
        .collect();
    names.join(", ")
}
