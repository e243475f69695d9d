//! `omni`: Omni-Loop on the command line.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod args;
mod commands;
mod context;
mod error;
mod interrupt;
mod output;
mod printer;
mod progress;
mod time;

use std::process::ExitCode;

use clap::Parser as _;
use clap::error::ErrorKind;

use crate::args::Cli;
use crate::error::CliError;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return refuse(error),
    };
    let json = cli.global.json;
    match start(cli) {
        Ok(code) => ExitCode::from(code),
        Err(error) => fail(&error, json),
    }
}

fn start(cli: Cli) -> Result<u8, CliError> {
    log_to_stderr(cli.global.verbose);
    interrupt::listen(cli.global.json)?;
    commands::run(cli)
}

fn fail(error: &CliError, json: bool) -> ExitCode {
    output::error(error, json);
    ExitCode::from(error.exit_code())
}

/// `--help` and `--version` are no errors; the rest of clap's are the user's.
fn refuse(error: clap::Error) -> ExitCode {
    let asked = matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    );
    if asked || error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        let _ = error.print();
        return if asked {
            ExitCode::SUCCESS
        } else {
            ExitCode::from(2)
        };
    }
    // The arguments could not be parsed, so whether JSON is wanted is read by hand.
    fail(
        &error.into(),
        std::env::args_os().any(|argument| argument == "--json"),
    )
}

/// `OMNI_LOG` has the last word, in the form of tracing's filters.
fn log_to_stderr(verbose: u8) {
    let default = match verbose {
        0 => "warn",
        1 => "info",
        _ => "debug",
    };
    let filter = tracing_subscriber::EnvFilter::try_from_env("OMNI_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new(default));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_target(verbose > 1)
        .without_time()
        .with_ansi(colours())
        .init();
}

fn colours() -> bool {
    use std::io::IsTerminal as _;
    std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none()
}
