//! `omni skill list · inspect · run · swap`

mod call;
mod inspect;
mod list;
mod swap;

use std::path::Path;

use omni_loop::{Found, RoleName, Skills};

use crate::args::Skill as Command;
use crate::context::Context;
use crate::error::CliError;

pub(crate) fn run(context: &Context, command: Command, json: bool) -> Result<(), CliError> {
    match command {
        Command::List => list::list(&context.skills()?, json),
        Command::Inspect { component } => inspect::inspect(&context.skills()?, &component, json),
        Command::Run {
            component,
            input,
            policy,
        } => call::call(
            &context.skills()?,
            &component,
            &input,
            policy.as_deref(),
            json,
        ),
        Command::Swap {
            role,
            component,
            policy,
            ..
        } => {
            context.make_home()?;
            let role: RoleName = role.parse()?;
            swap::swap(
                &context.skills()?,
                &role,
                component.as_deref(),
                policy.as_deref(),
                json,
            )
        }
    }
}

/// A component by name, or by a path that starts from here.
fn find(skills: &Skills, component: &str) -> Result<Found, CliError> {
    Ok(skills.library().find(component, Path::new(""))?)
}
