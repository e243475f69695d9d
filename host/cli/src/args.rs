//! The command line.

pub(crate) mod author;
pub(crate) mod image;

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
    /// Talk, question by question, in one running host.
    Chat(Chat),
    /// Rate a run's answer.
    Feedback(Feedback),
    /// Ask labelled questions, and tell what runs get right, mend and break.
    Eval(Eval),
    /// Look at past runs.
    #[command(subcommand)]
    Run(Run),
    /// Write, build, test, try, swap, compare, sign and share skills.
    #[command(subcommand)]
    Skill(Skill),
    /// Check, explain, compare and learn what skills may do.
    #[command(subcommand)]
    Policy(Policy),
    /// List, verify and export the signed log of what was decided.
    #[command(subcommand)]
    Audit(Audit),
    /// Prepare pictures: upright, small, encoded, with a perceptual hash.
    Image(image::Image),
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
    /// A picture to show with the question, or a text to put before it; may be given several times. What it is, its
    /// content says. `-` reads stdin.
    #[arg(long, value_name = "FILE")]
    pub(crate) image: Vec<PathBuf>,
    /// What the answer must satisfy: a JSON object that the validators read.
    #[arg(long, value_name = "FILE")]
    pub(crate) expect: Option<PathBuf>,
    /// Who scores this run: an installed skill's name, or a .wasm.
    #[arg(long, value_name = "NAME|F.wasm")]
    pub(crate) scorer: Option<String>,
    #[command(flatten)]
    pub(crate) run: RunArguments,
    /// The model that answers, by name or path.
    #[arg(long, value_name = "NAME|F.gguf")]
    pub(crate) model: Option<String>,
}

/// How a run may go about it.
#[derive(Debug, Args)]
pub(crate) struct RunArguments {
    /// Take the draft as it is, judged but not corrected.
    #[arg(long)]
    pub(crate) no_reflect: bool,
    /// Iterations at most, from 1 to 3.
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub(crate) max_iterations: Option<Iteration>,
    /// Seed of the sampler [default: another one each time].
    #[arg(long, value_name = "N")]
    pub(crate) seed: Option<u64>,
    /// 0 is greedy; up to 2.
    #[arg(long, value_name = "T", value_parser = temperature, allow_negative_numbers = true)]
    pub(crate) temperature: Option<f32>,
    /// Tokens of an answer at most.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) max_tokens: Option<u32>,
}

#[derive(Debug, Args)]
#[command(
    after_help = "At a terminal, /help lists commands. Piped, each line is a question, and with --json each \
    answer a run record on a line of its own.\n\n\
    Skills that are swapped meanwhile (`omni skill swap`, from anywhere) answer the next question."
)]
pub(crate) struct Chat {
    /// A system turn to begin with, instead of the model's own.
    #[arg(long, value_name = "TEXT")]
    pub(crate) system: Option<String>,
    #[command(flatten)]
    pub(crate) run: RunArguments,
    /// The model that answers, by name or path.
    #[arg(long, value_name = "NAME|F.gguf")]
    pub(crate) model: Option<String>,
}

#[derive(Debug, Args)]
#[command(
    after_help = "A line of GOLDEN.jsonl is {\"id\", \"prompt\", \"answer\"} and perhaps \"family\" and \"expect\". \
    An answer is one of {\"any_of\": [TEXT…]}, {\"regex\": PATTERN}, {\"json\": VALUE}, {\"number\": N}, \
    {\"number\": {\"value\": N, \"tolerance\": T}}, {\"checker\": {FORM}}.\n\n\
    What was stopped goes on when the same is asked again; --fresh begins anew."
)]
pub(crate) struct Eval {
    /// The labelled questions.
    #[arg(value_name = "GOLDEN.jsonl")]
    pub(crate) golden: PathBuf,
    /// Who scores: an installed skill's name, or a .wasm.
    #[arg(long, value_name = "NAME|F.wasm")]
    pub(crate) scorer: Option<String>,
    /// Let code mend nothing.
    #[arg(long)]
    pub(crate) no_mend: bool,
    /// Also take the most confident of N drafts, at no fewer tokens than the run took.
    #[arg(long, default_value_t = 0, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=64))]
    pub(crate) best_of: u32,
    /// Write the reliability curve as a picture.
    #[arg(long, value_name = "FILE.svg")]
    pub(crate) svg: Option<PathBuf>,
    /// Fit how sure the default scorer is of this model's answers, and keep that for the runs to come.
    #[arg(long)]
    pub(crate) fit: bool,
    /// Ask everything again.
    #[arg(long)]
    pub(crate) fresh: bool,
    #[command(flatten)]
    pub(crate) run: RunArguments,
    /// The model that answers, by name or path.
    #[arg(long, value_name = "NAME|F.gguf")]
    pub(crate) model: Option<String>,
}

#[derive(Debug, Args)]
#[command(after_help = "Example: omni feedback 0199 --score 1 --comment \"just what I needed\"")]
pub(crate) struct Feedback {
    /// The run's id, or enough of its start.
    #[arg(value_name = "RUN_ID")]
    pub(crate) run: String,
    /// From 0, wrong, to 1, right.
    #[arg(long, value_name = "S", value_parser = score, allow_negative_numbers = true)]
    pub(crate) score: f64,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    pub(crate) comment: Option<String>,
}

fn score(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(value) if (0.0..=1.0).contains(&value) => Ok(value),
        _ => Err("a score is a number from 0 to 1".to_owned()),
    }
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
        after_help = "Roles: scorer, reflector, image, validator:NAME (`omni skill list` shows them).\n\
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
    /// Give a role back to who had it before the last swap.
    Rollback {
        /// The role.
        role: String,
    },
    /// Let a component judge along with a role's, without deciding anything.
    #[command(
        after_help = "Roles: scorer, validator:NAME. `omni skill compare ROLE` shows how they compare.\n\n\
        Example: omni skill shadow scorer ./mine.wasm"
    )]
    Shadow {
        /// The role.
        role: String,
        /// An installed skill's name, or a .wasm.
        #[arg(required_unless_present = "stop")]
        component: Option<String>,
        /// The policy that it runs under.
        #[arg(long, value_name = "FILE", requires = "component")]
        policy: Option<PathBuf>,
        /// Let nobody judge along any more.
        #[arg(long, conflicts_with = "component")]
        stop: bool,
    },
    /// How who judges along compares with who decides.
    Compare {
        /// The role.
        role: String,
    },
    /// Give a role to the component that judges along.
    Promote {
        /// The role.
        role: String,
    },
    /// Sign a component: F.asc beside it, which `gpg --verify` accepts.
    Sign {
        /// The component, or any other file.
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// The file of a secret OpenPGP key [default: the host's own].
        #[arg(long, value_name = "FILE")]
        key: Option<PathBuf>,
    },
    /// Push a component to an OCI registry, with its signature and policy.
    #[command(after_help = SHARING)]
    Push(Push),
    /// Pull a component from an OCI registry into the home.
    #[command(after_help = SHARING)]
    Pull(Pull),
}

const SHARING: &str = "REF is REGISTRY/PATH:TAG, such as registry.example.com/me/my-scorer:1.0. The login is \
    OMNI_REGISTRY_USER and OMNI_REGISTRY_PASSWORD, else what `docker login` kept.";

#[derive(Debug, Args)]
pub(crate) struct Push {
    /// An installed skill's name, or a .wasm.
    pub(crate) component: String,
    /// Where to.
    #[arg(value_name = "REF")]
    pub(crate) reference: String,
    /// The policy that goes along [default: the one that it runs under].
    #[arg(long, value_name = "FILE")]
    pub(crate) policy: Option<PathBuf>,
    /// Talk plain HTTP, which anybody on the way can read and change.
    #[arg(long)]
    pub(crate) plain_http: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Pull {
    /// What: REGISTRY/PATH:TAG or REGISTRY/PATH@sha256:DIGEST.
    #[arg(value_name = "REF")]
    pub(crate) reference: String,
    /// Its name here [default: the last part of the path].
    #[arg(long, value_parser = skill_name)]
    pub(crate) name: Option<String>,
    /// Replace another component of this name.
    #[arg(long)]
    pub(crate) force: bool,
    /// Talk plain HTTP, which anybody on the way can read and change.
    #[arg(long)]
    pub(crate) plain_http: bool,
}

fn skill_name(text: &str) -> Result<String, String> {
    match omni_loop::is_skill_name(text) {
        true => Ok(text.to_owned()),
        false => Err("a name is letters, digits, `.`, `_` and `-`, at most 100".to_owned()),
    }
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
        of audit/checkpoint.json elsewhere, and give it to --against later.\n\n\
        Somebody else's log, as its owner gives it to you with the keys of `omni audit key export`:\n  \
        omni audit verify --log audit --keys keys.asc --key FINGERPRINT"
    )]
    Verify {
        /// The folder of another log than the home's.
        #[arg(long, value_name = "DIR")]
        log: Option<PathBuf>,
        /// The public keys to check with: a file, or a folder of them [default: the home's].
        #[arg(long, value_name = "FILE_OR_DIR")]
        keys: Option<PathBuf>,
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
    #[arg(long, value_name = "TIME", value_parser = crate::time::time)]
    pub(crate) since: Option<String>,
    /// Before this time (UTC).
    #[arg(long, value_name = "TIME", value_parser = crate::time::time)]
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
    /// The public keys, armoured: all that signed the log, from the pinned one on.
    Export {
        /// A new file [default: stdout].
        file: Option<PathBuf>,
    },
    /// Let another key sign from here on; the old one signs the change.
    Rotate {
        /// The file of an existing secret key [default: the one that OMNI_KEY or omni.toml names, if it is another
        /// than signs now, else a new one].
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
