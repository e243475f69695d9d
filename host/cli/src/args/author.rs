//! Arguments of the commands that write skills.

use std::path::PathBuf;

use clap::Args;

#[derive(Debug, Args)]
#[command(
    after_help = "Example: omni skill new my-scorer --kind scorer && cd my-scorer && omni skill test"
)]
pub(crate) struct New {
    /// The skill's name: lower-case letters, digits and `-`.
    pub(crate) name: String,
    /// What it is: scorer, validator, reflector …
    #[arg(long, value_name = "KIND")]
    pub(crate) kind: String,
    /// What it is written in: rust, python or js.
    #[arg(long, value_name = "LANGUAGE", default_value = "rust")]
    pub(crate) lang: String,
    /// The folder to make [default: one of the skill's name, here].
    #[arg(long, value_name = "DIR")]
    pub(crate) dir: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Build {
    /// The project's folder.
    #[arg(value_name = "DIR", default_value = ".")]
    pub(crate) folder: PathBuf,
    /// Small and fast (the default).
    #[arg(long, conflicts_with = "debug")]
    pub(crate) release: bool,
    /// Compiled quickly, with all of the language's checks; only Rust knows the difference.
    #[arg(long)]
    pub(crate) debug: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "Exit code 3 if the policy denies something, with the lines to add.")]
pub(crate) struct Check {
    /// An installed skill's name, or a .wasm.
    pub(crate) component: String,
    /// The policy to hold it against [default: the one that it would run under].
    #[arg(long, value_name = "FILE")]
    pub(crate) policy: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(after_help = "Exit code 5 if a case fails.\n\n\
    The component is built first if a source is newer. Each case runs under the project's policy and its limits, with \
    a clock that stands still, random numbers from a seed, a store in memory, and a model that says what the case tells it to.")]
pub(crate) struct Test {
    /// The project's folder.
    #[arg(value_name = "DIR", default_value = ".")]
    pub(crate) folder: PathBuf,
    /// Only cases whose `FILE: NAME` contains this.
    #[arg(long, value_name = "TEXT")]
    pub(crate) filter: Option<String>,
    /// Write the outputs of now into the cases that keep one, and into those that expect nothing yet.
    #[arg(long)]
    pub(crate) update: bool,
    /// Test the component that is there, whatever changed since.
    #[arg(long)]
    pub(crate) no_build: bool,
    /// Write the report as JUnit XML too.
    #[arg(long, value_name = "FILE")]
    pub(crate) junit: Option<PathBuf>,
}
