//! One file a command.

mod ask;
mod attach;
mod audit;
mod bench;
mod chat;
mod completions;
mod doctor;
mod eval;
mod feedback;
mod image;
mod invoke;
mod model;
mod open;
mod policy;
mod run;
mod show;
mod skill;

use crate::args::{Cli, Command, Run};
use crate::context::Context;
use crate::error::CliError;

/// Runs the command that was asked for. Returns the exit code of one that did its work and found
/// something to report by it.
pub(crate) fn run(cli: Cli) -> Result<u8, CliError> {
    // Completions are printed on machines where nothing is set up yet.
    if let Command::Completions { shell } = cli.command {
        completions::print(shell)?;
        return Ok(0);
    }
    let json = cli.global.json;
    let context = Context::new(&cli.global)?;
    match cli.command {
        Command::Ask(arguments) => return ask::ask(&context, &arguments, json),
        Command::Chat(arguments) => return chat::chat(&context, &arguments, json),
        Command::Eval(arguments) => return eval::eval(&context, &arguments, json),
        Command::Feedback(arguments) => feedback::feedback(&context, &arguments, json),
        Command::Policy(command) => return policy::run(&context, command, json),
        Command::Skill(command) => return skill::run(&context, command, json),
        Command::Image(arguments) => return image::run(&context, &arguments, json),
        Command::Audit(command) => audit::run(&context, command, json),
        Command::Doctor => return doctor::doctor(&context, json),
        Command::Run(Run::List { limit }) => run::list(&context, limit, json),
        Command::Run(Run::Show { id }) => run::show(&context, &id, json),
        Command::Model(command) => model::run(&context, command, json),
        Command::Bench(arguments) => bench::bench(&context, &arguments, json),
        Command::Completions { .. } => Ok(()),
    }?;
    Ok(0)
}
