//! `omni skill new · build · check · test · list · inspect · run · swap`

mod build;
mod call;
mod check;
mod inspect;
mod list;
mod new;
mod shadow;
mod share;
mod sign;
mod swap;
mod test;

pub(super) use list::list;
pub(super) use swap::told;

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
        Command::Rollback { role } => changing(context, |skills| {
            let role: RoleName = role.parse()?;
            swap::told(&role, Some(&skills.roll_back(&role)?), json)
        }),
        Command::Promote { role } => changing(context, |skills| {
            let role: RoleName = role.parse()?;
            swap::told(&role, Some(&skills.promote(&role)?), json)
        }),
        Command::Shadow {
            role,
            component,
            policy,
            ..
        } => changing(context, |skills| {
            let role: RoleName = role.parse()?;
            let (component, policy) = (component.as_deref(), policy.as_deref());
            shadow::shadow(skills, &role, component, policy, json)
        }),
        Command::Compare { role } => shadow::compare(context, &role.parse()?, json),
        Command::Sign { file, key } => sign::sign(context, &file, key.as_deref(), json),
        Command::Push(arguments) => share::push(context, &arguments, json),
        Command::Pull(arguments) => share::pull(context, &arguments, json),
        Command::Swap {
            role,
            component,
            policy,
            ..
        } => {
            let role: RoleName = role.parse()?;
            changing(context, |skills| {
                let (component, policy) = (component.as_deref(), policy.as_deref());
                swap::swap(skills, &role, component, policy, json)
            })
        }
    }?;
    Ok(0)
}

/// Does something that changes who plays what, and has to be recorded.
fn changing(
    context: &Context,
    work: impl FnOnce(&Skills) -> Result<(), CliError>,
) -> Result<(), CliError> {
    context.with_log(|log| work(&context.skills()?.recorded(Trail::new(Arc::clone(log)))))
}

/// A component by name, or by a path that starts from here.
fn find(skills: &Skills, component: &str) -> Result<Found, CliError> {
    Ok(skills.library().find(component, Path::new(""))?)
}
