//! The command line.

pub(crate) mod author;

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
    /// Write, build, test, look at, try and swap skills.
    #[command(subcommand)]
    Skill(Skill),
    /// Check, explain, compare and learn what skills may do.
    #[command(subcommand)]
    Policy(Policy),
    /// List, verify and export the signed log of what was decided.
    #[command(subcommand)]
    Audit(Audit),
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
    /// Begin a new skill: source, policy, test cases.
    New(author::New),
    /// Build a project's component: build/NAME.wasm.
    Build(author::Build),
    /// Tell whether a policy lets a component in, and what to add if not.
    Check(author::Check),
    /// Run a project's test cases as the host would.
    Test(author::Test),
    /// What a component is: kind, exports, imports, what it needs to be granted, what made it.
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
pub(crate) enum Policy {
    /// Tell every mistake in policy files, and grants that the installed skill never asks for.
    #[command(
        after_help = "Exit code 2 if any file is wrong; a warning changes nothing.\n\n\
        Example: omni policy check policies/*.toml"
    )]
    Check {
        /// The policy files.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Say in plain words what a skill may do, and which line of which file says so.
    #[command(after_help = "Examples:\n  \
        omni policy explain score-logprob\n  \
        omni policy explain scorer\n  \
        omni policy explain ./mine.wasm --policy mine.toml\n  \
        omni policy explain mine.toml")]
    Explain {
        /// An installed skill's name, a role, a .wasm, or a policy's .toml.
        #[arg(value_name = "NAME|F.wasm|F.toml")]
        name: String,
        /// The policy to explain instead of the one that the skill runs under.
        #[arg(long, value_name = "FILE")]
        policy: Option<PathBuf>,
    },
    /// Say what a policy grants or limits differently from another.
    #[command(
        after_help = "Exit code 0, whether they differ or not; `--json` prints an empty list \
        of changes if they do not."
    )]
    Diff {
        /// The policy to begin with: a file, an installed skill's name, or a role.
        #[arg(value_name = "A")]
        before: String,
        /// The policy to compare with it.
        #[arg(value_name = "B")]
        after: String,
    },
    /// Run a skill on input and print the smallest policy that this needs.
    #[command(
        after_help = "The limits are what was measured, rounded up with room to spare.\n\n\
        Example: omni policy learn ./mine.wasm --input one.json --input two.json > mine.toml"
    )]
    Learn {
        /// An installed skill's name, or a .wasm.
        component: String,
        /// A call's input as JSON, as `omni skill run` takes it; may be given many times.
        #[arg(long = "input", value_name = "FILE", required = true)]
        inputs: Vec<PathBuf>,
        /// The policy to run it under, whose folders, hosts and variables it may use meanwhile
        /// [default: none of them, and generous limits].
        #[arg(long, value_name = "FILE")]
        policy: Option<PathBuf>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Audit {
    /// The newest records, oldest first. They are shown, and not verified.
    #[command(after_help = "Examples:\n  \
        omni audit list --kind capability.deny\n  \
        omni audit list --run 0199 --json\n  \
        omni audit list --kind skill --since 2026-01-31")]
    List(AuditList),
    /// Check every record: form, order, chain, signatures, checkpoints.
    #[command(
        after_help = "Exit code 5, and the number of the first record that is wrong, if the log is not \
        as it was written.\n\n\
        Whoever owns the key can rewrite the whole log, unless a checkpoint has left the machine: keep a copy \
        of audit/checkpoint.json elsewhere, and give it to --against later."
    )]
    Verify {
        /// An older checkpoint that the log must still agree with: a copy of audit/checkpoint.json, or N.json of an export.
        #[arg(long, value_name = "FILE")]
        against: Option<PathBuf>,
        /// Fingerprint of the key to trust [default: the one pinned in the home].
        #[arg(long, value_name = "FINGERPRINT")]
        key: Option<String>,
    },
    /// Write each signed statement with its signature, for gpg to check, and the public key.
    #[command(
        after_help = "Example: omni audit export out && cd out && gpg --import public-key.asc && \
        gpg --verify 0.json.asc 0.json"
    )]
    Export {
        /// A new or empty folder.
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        /// Fingerprint of the key to trust [default: the one pinned in the home].
        #[arg(long, value_name = "FINGERPRINT")]
        key: Option<String>,
    },
    /// Show, export or change the key that signs.
    Key {
        #[command(subcommand)]
        command: Option<AuditKey>,
    },
}

#[derive(Debug, Args)]
pub(crate) struct AuditList {
    /// Of this run only: its id, or enough of its start.
    #[arg(long, value_name = "ID")]
    pub(crate) run: Option<String>,
    /// Of this kind only, such as `reflection`, or `skill` for all of skill.*; may be given many times.
    #[arg(long, value_name = "KIND")]
    pub(crate) kind: Vec<String>,
    /// Not before this time (UTC), such as 2026-01-31 or 2026-01-31T08:00.
    #[arg(long, value_name = "TIME")]
    pub(crate) since: Option<String>,
    /// Before this time (UTC).
    #[arg(long, value_name = "TIME")]
    pub(crate) until: Option<String>,
    /// With a signature of their own only.
    #[arg(long)]
    pub(crate) signed: bool,
    /// How many; 0 for all.
    #[arg(short = 'n', long, default_value_t = 50, value_name = "N")]
    pub(crate) limit: usize,
}

#[derive(Debug, Subcommand)]
pub(crate) enum AuditKey {
    /// The fingerprints of the key that signs and of the pinned one (the default).
    Show,
    /// The public key, armoured.
    Export {
        /// A new file [default: stdout].
        file: Option<PathBuf>,
    },
    /// Let another key sign from here on; the old one signs the change.
    Rotate {
        /// The file of an existing secret key [default: a new one is made].
        #[arg(long, value_name = "FILE")]
        to: Option<PathBuf>,
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
