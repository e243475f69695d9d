//! `omni completions SHELL`

use clap::CommandFactory as _;
use clap_complete::Shell;

use crate::args::Cli;
use crate::error::CliError;
use crate::output;

/// Prints a shell's completions.
pub(crate) fn print(shell: Shell) -> Result<(), CliError> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "omni", &mut script);
    output::line(String::from_utf8_lossy(&script).trim_end())
}
