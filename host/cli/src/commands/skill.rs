//! `omni skill new · build · check · test · list · inspect · run · swap`

mod build;
mod call;
mod check;
mod inspect;
mod list;
mod new;
mod swap;
mod test;

use std::path::Path;
use std::sync::Arc;

use omni_loop::{Found, RoleName, Skills, Trail};

use crate::args::Skill as Command;
use crate::context::Context;
use crate::error::CliError;

pub(crate) fn run(context: &Context, command: Command, json: bool) -> Result<u8, CliError> {
    match command {
        Command::New(arguments) => new::new(&arguments, json),
        Command::Build(arguments) => build::build(context, &arguments, json),
        Command::Check(arguments) => return check::check(&context.skills()?, &arguments, json),
        Command::Test(arguments) => return test::test(context, &arguments, json),
        Command::List => list::list(&context.skills()?, json),
        Command::Inspect { component } => inspect::inspect(&context.skills()?, &component, json),
        Command::Run {
            component,
            input,
            policy,
        } => context.with_log(|log| {
            let trail = Trail::new(Arc::clone(log));
            call::call(context, trail, &component, &input, policy.as_deref(), json)
        }),
        Command::Swap {
            role,
            component,
            policy,
            ..
        } => {
            context.make_home()?;
            let role: RoleName = role.parse()?;
            context.with_log(|log| {
                let skills = context.skills()?.recorded(Trail::new(Arc::clone(log)));
                swap::swap(
                    &skills,
                    &role,
                    component.as_deref(),
                    policy.as_deref(),
                    json,
                )
            })
        }
    }?;
    Ok(0)
}

/// A component by name, or by a path that starts from here.
fn find(skills: &Skills, component: &str) -> Result<Found, CliError> {
    Ok(skills.library().find(component, Path::new(""))?)
}
