//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use omni_loop::Iteration;

/// Answers that are checked before you see them, by a model on your own machine.
///
/// Omni-Loop drafts an answer, lets sandboxed WebAssembly skills judge it, and corrects it in at
/// most three iterations.
#[derive(Debug, Parser)]
#[command(name = "omni", version, propagate_version = true, max_term_width = 100)]
#[command(
    after_help = "Exit codes: 0 done · 1 internal · 2 your input or config · \
    3 denied by policy · 4 limit exceeded · 5 verification failed · 128 + N ended by signal N"
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Options of every command.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Global options")]
pub(crate) struct Global {
    /// Print one JSON document on stdout, and nothing else there.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Where models, skills and runs are kept [default: the platform's data folder].
    #[arg(
        long,
        global = true,
        env = "OMNI_HOME",
        value_name = "DIR",
        hide_env_values = true
    )]
    pub(crate) home: Option<PathBuf>,
    /// The config file [default: ./omni.toml, else omni.toml in the home, else built-in defaults].
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Say more on stderr; twice for details.
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub(crate) verbose: u8,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Ask a question.
    Ask(Ask),
    /// Look at past runs.
    #[command(subcommand)]
    Run(Run),
    /// Look at, try and swap skills.
    #[command(subcommand)]
    Skill(Skill),
    /// Get and list models.
    #[command(subcommand)]
    Model(Model),
    /// Tell what is missing, and the command that mends it.
    Doctor,
    /// Measure runs on this machine: latency, tokens, and what is ours of it.
    Bench(Bench),
    /// Print a shell's completions.
    #[command(
        after_help = "Example: omni completions bash > ~/.local/share/bash-completion/completions/omni"
    )]
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    omni ask \"What is the capital of France?\"\n  \
    echo \"Name three rivers.\" | omni ask - --json\n  \
    omni ask \"What is 17 * 23?\" --expect expect.json --max-iterations 2")]
pub(crate) struct Ask {
    /// The question; `-` reads it from stdin.
    pub(crate) prompt: String,
    /// A system turn to begin with, instead of the model's own.
    #[arg(long, value_name = "TEXT")]
    pub(crate) system: Option<String>,
    /// What the answer must satisfy: a JSON object that the validators read.
    #[arg(long, value_name = "FILE")]
    pub(crate) expect: Option<PathBuf>,
    /// Take the draft as it is, judged but not corrected.
    #[arg(long)]
    pub(crate) no_reflect: bool,
    /// Iterations at most, from 1 to 3.
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub(crate) max_iterations: Option<Iteration>,
    /// Who scores this run: an installed skill's name, or a .wasm.
    #[arg(long, value_name = "NAME|F.wasm")]
    pub(crate) scorer: Option<String>,
    /// Seed of the sampler [default: another one each time].
    #[arg(long, value_name = "N")]
    pub(crate) seed: Option<u64>,
    /// 0 is greedy; up to 2.
    #[arg(long, value_name = "T", value_parser = temperature, allow_negative_numbers = true)]
    pub(crate) temperature: Option<f32>,
    /// Tokens of an answer at most.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) max_tokens: Option<u32>,
    /// The model that answers, by name or path.
    #[arg(long, value_name = "NAME|F.gguf")]
    pub(crate) model: Option<String>,
}

fn temperature(text: &str) -> Result<f32, String> {
    match text.parse() {
        Ok(value) if (0.0..=2.0).contains(&value) => Ok(value),
        _ => Err("a temperature is a number from 0 to 2".to_owned()),
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Run {
    /// The newest runs.
    List {
        /// How many.
        #[arg(short = 'n', long, default_value_t = 20, value_name = "N")]
        limit: u32,
    },
    /// What happened in a run, iteration by iteration.
    Show {
        /// The run's id, or enough of its start.
        id: String,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Skill {
    /// Who plays which role, and which skills are installed.
    List,
    /// What a component is: kind, exports, imports, what it needs to be granted.
    Inspect {
        /// An installed skill's name, or a .wasm.
        component: String,
    },
    /// Call a skill once, as the loop would, and tell what it used.
    Run {
        /// An installed skill's name, or a .wasm.
        component: String,
        /// The call's input as JSON; `-` reads it from stdin.
        #[arg(long, value_name = "FILE")]
        input: PathBuf,
        /// The policy to run it under.
        #[arg(long, value_name = "FILE")]
        policy: Option<PathBuf>,
    },
    /// Give a role to another component, from the next run on.
    #[command(
        after_help = "Roles: scorer, reflector, validator:NAME (`omni skill list` shows them).\n\
        The policy is --policy, else policies/NAME.toml of the home, else the one shipped for that \
        name, else one that grants nothing."
    )]
    Swap {
        /// The role.
        role: String,
        /// An installed skill's name, or a .wasm.
        #[arg(required_unless_present = "reset")]
        component: Option<String>,
        /// The policy that it runs under.
        #[arg(long, value_name = "FILE", requires = "component")]
        policy: Option<PathBuf>,
        /// Give the role back to whom omni.toml names.
        #[arg(long, conflicts_with = "component")]
        reset: bool,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Model {
    /// The models that are here, and those that can be pulled.
    List,
    /// Fetch a model of the catalogue and check its digest.
    Pull {
        /// Its name.
        name: String,
    },
    /// Copy a GGUF file into the home.
    Add {
        /// The file.
        file: PathBuf,
        /// Its name from now on [default: the file's].
        #[arg(long)]
        name: Option<String>,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Bench {
    /// How often each question is asked.
    #[arg(short = 'n', long, default_value_t = 5, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub(crate) repeat: u32,
}
