//! Why a run, or its preparation, fails.

use std::path::PathBuf;

use omni_store::RunRecord;

use crate::RoleName;

/// A failure, with a stable code and what to do about it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// `omni.toml` cannot be read or understood.
    #[error(transparent)]
    Settings(#[from] omni_settings::Error),
    /// A value of `omni.toml` is out of its range.
    #[error("{}: {reason}", path.display())]
    Config {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// A policy cannot be read or understood.
    #[error(transparent)]
    Policy(#[from] omni_policy::Error),
    /// A skill cannot be loaded, or failed where `on_failure = "fail"`.
    #[error(transparent)]
    Skill(#[from] omni_skills::Error),
    /// A model cannot be loaded or run.
    #[error(transparent)]
    Model(#[from] omni_llm::Error),
    /// The model that would look at pictures did not load; the one that steps in for it looks at none.
    #[error("the model `{name}`, which would look at pictures, did not load: {message}")]
    Blind {
        /// The model.
        name: String,
        /// Of what kept it from loading.
        code: &'static str,
        /// In a sentence.
        message: String,
    },
    /// The fallback model cannot be loaded.
    #[error("the fallback model cannot be used: {0}")]
    Fallback(omni_llm::Error),
    /// Runs cannot be kept.
    #[error(transparent)]
    Store(#[from] omni_store::Error),
    /// The signed log cannot be written.
    #[error(transparent)]
    Audit(#[from] omni_audit::Error),
    /// The run is done, and it could not be kept, or recorded in the signed log.
    #[error("the run could not be kept: {source}")]
    NotKept {
        /// The record.
        record: Box<RunRecord>,
        /// Why.
        source: Box<Error>,
    },
    /// No skill of this name is installed.
    #[error("there is no skill `{name}`{}", nearest.as_ref().map(|near| format!(", did you mean `{near}`?")).unwrap_or_default())]
    UnknownSkill {
        /// What was asked for.
        name: String,
        /// The installed skill with the most similar name.
        nearest: Option<String>,
    },
    /// A component's file cannot be read.
    #[error("the component {} cannot be read: {source}", path.display())]
    Component {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A name that cannot be a skill's.
    #[error(
        "`{0}` is not a skill's name: use letters, digits, `.`, `_` and `-`, at most 100 of them"
    )]
    SkillName(String),
    /// The component that was swapped in is gone.
    #[error("the skill that was swapped in as {role} is gone: {source}")]
    SwappedAway {
        /// The role.
        role: RoleName,
        /// What was looked for.
        source: Box<Error>,
    },
    /// Two validators of one name could not be told apart.
    #[error("two validators are named `{0}`")]
    TwoValidators(String),
    /// A calibration that cannot be read or written, or is none.
    #[error("the calibration {} cannot be used: {reason}", .path.display())]
    Calibration {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// A component is not signed by a trusted key, or a trusted key is not one.
    #[error(transparent)]
    Signature(#[from] omni_audit::SignatureError),
    /// A role was never swapped.
    #[error("nobody else has had the role {0}")]
    NothingBefore(RoleName),
    /// A role's answers cannot be compared.
    #[error("the role {0} cannot be shadowed: what it makes cannot be compared")]
    NoShadow(RoleName),
    /// Nobody shadows a role.
    #[error("nobody shadows the role {0}")]
    NobodyShadows(RoleName),
    /// Folders cannot be watched.
    #[error("changes in {} cannot be watched for: {source}", path.display())]
    Watch {
        /// The home.
        path: PathBuf,
        /// Why.
        source: notify::Error,
    },
    /// There is no such role.
    #[error("there is no role `{0}`")]
    UnknownRole(String),
    /// A file of `$OMNI_HOME` cannot be written.
    #[error("{} cannot be written: {source}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The prompt is empty.
    #[error("the prompt is empty")]
    EmptyPrompt,
    /// What is expected of the answer has a key that nobody checks.
    #[error("nobody checks `{key}` of what is expected{}", nearest.as_ref().map(|near| format!(", did you mean `{near}`?")).unwrap_or_default())]
    Expect {
        /// The key.
        key: String,
        /// The known key with the most similar name.
        nearest: Option<String>,
    },
    /// What is expected of the answer names a validator that takes no part.
    #[error("no validator `{name}` takes part, which `expect.validator` names")]
    ExpectValidator {
        /// As it was named.
        name: String,
        /// Those that do, for people.
        present: String,
    },
    /// A validator cannot use what is expected of the answer.
    #[error("what is expected of the answer cannot be checked: {0}")]
    ExpectUnusable(String),
    /// A picture cannot be prepared.
    #[error(transparent)]
    Image(#[from] omni_images::Error),
    /// Something that came with a prompt cannot be prepared.
    #[error("{name}: {source}")]
    Attachment {
        /// What it is called.
        name: String,
        /// Why.
        source: omni_images::Error,
    },
    /// Something that came with a prompt was taken for text.
    #[error("{0} is no text in UTF-8")]
    NoText(String),
    /// Something that came with a prompt is to be heard.
    #[error("{0} is audio, and no audio model is configured")]
    NoAudio(String),
    /// The router says that a request cannot be answered.
    #[error("the request cannot be answered: {0}")]
    Refused(String),
    /// The router names an adapter that is not there.
    #[error("there is no adapter `{0}`")]
    NoAdapter(String),
    /// The role `image` is switched off.
    #[error("nobody prepares pictures: `skills.image` is not enabled")]
    NoImageSkill,
    /// The time was up before there was any answer.
    #[error("no answer within {0:.1} s")]
    Late(f64),
}

impl Error {
    /// A stable name for this kind of failure.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Settings(_) | Self::Config { .. } | Self::TwoValidators(_) => "invalid.config",
            Self::SkillName(_) => "skill.name",
            Self::Calibration { .. } => "calibration.invalid",
            Self::SwappedAway { source, .. } => source.code(),
            Self::Policy(error) => error.code(),
            Self::Skill(error) => error.code(),
            Self::Model(error) | Self::Fallback(error) => error.code(),
            Self::Blind { code, .. } => code,
            Self::Store(error) => error.code(),
            Self::Audit(error) => error.code(),
            Self::NotKept { source, .. } => source.code(),
            Self::UnknownSkill { .. } => "skill.unknown",
            Self::Component { .. } => "skill.unreadable",
            Self::Signature(error) => error.code(),
            Self::NothingBefore(_) => "role.nothing-before",
            Self::NoShadow(_) => "role.no-shadow",
            Self::NobodyShadows(_) => "role.nobody-shadows",
            Self::Watch { .. } => "home.unwatchable",
            Self::UnknownRole(_) => "role.unknown",
            Self::Write { .. } => "home.unwritable",
            Self::EmptyPrompt => "prompt.empty",
            Self::Expect { .. } | Self::ExpectValidator { .. } | Self::ExpectUnusable(_) => {
                "invalid.expect"
            }
            Self::Image(error) => error.code(),
            Self::Attachment { source, .. } => source.code(),
            Self::NoText(_) => "attachment.no-text",
            Self::NoAudio(_) => "model.no-audio",
            Self::Refused(_) => "request.refused",
            Self::NoAdapter(_) => "adapter.unknown",
            Self::NoImageSkill => "image.off",
            Self::Late(_) => "limit.deadline",
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        let text = match self {
            Self::Settings(_) | Self::Config { .. } => {
                "correct the file, or name another with --config"
            }
            Self::Policy(error) => return error.help(),
            Self::Skill(error) => return error.help(),
            Self::Model(error) | Self::Fallback(error) => return error.help(),
            Self::Blind { .. } => {
                "check `[model] main`; the fallback model answers questions without pictures"
            }
            Self::Store(error) => return error.help(),
            Self::Audit(error) => return error.help(),
            Self::Image(error) => return error.help(),
            Self::Attachment { source, .. } => return source.help(),
            Self::NoText(_) => "convert it to UTF-8 first",
            Self::NoAudio(_) => {
                "`[model] mmproj` names what a model sees or hears with, and none that hears is run yet: ask about a transcript"
            }
            Self::Refused(_) => {
                "attach pictures or text in UTF-8; who decides is `[skills.router]` in omni.toml"
            }
            Self::NoAdapter(_) => {
                "the router of `[skills.router]` names it: no adapter can be loaded yet"
            }
            Self::NoImageSkill => "set `enabled = true` under [skills.image] in omni.toml",
            Self::NotKept { source, .. } => return source.help(),
            Self::Signature(error) => return error.help(),
            Self::NothingBefore(_) => "`omni skill swap` gives it to another skill",
            Self::NoShadow(_) => "shadow the scorer or a validator",
            Self::NobodyShadows(role) => {
                return Some(format!(
                    "let one judge along first: `omni skill shadow {role} NAME`"
                ));
            }
            Self::Watch { .. } => {
                "swaps take effect at the next start; where watches ran out, raise fs.inotify.max_user_watches"
            }
            Self::SwappedAway { role, .. } => {
                return Some(format!(
                    "give the role back with `omni skill swap {role} --reset`, or to another skill"
                ));
            }
            Self::SkillName(_) => "rename the file",
            Self::Calibration { .. } => {
                "fit it again with `omni eval GOLDEN.jsonl --fit`, or remove the file"
            }
            Self::TwoValidators(_) => {
                "name each validator once in omni.toml, or rename a component"
            }
            Self::UnknownSkill { .. } => {
                "`omni skill list` shows the installed skills; a path to a .wasm will do, too"
            }
            Self::Component { .. } => "check the path and its permissions",
            Self::UnknownRole(_) => {
                "the roles are `scorer`, `reflector`, `router`, `image` and `validator:NAME`; `omni skill list` shows them"
            }
            Self::Write { .. } => {
                "check that there is room and that the folder is yours to write, or choose another with --home"
            }
            Self::EmptyPrompt => {
                "say what you want to know: `omni ask \"…\"`, or `omni ask -` to read it from stdin"
            }
            Self::Expect { .. } => {
                return Some(format!(
                    "the known keys are {}",
                    crate::expect::KEYS.join(", ")
                ));
            }
            Self::ExpectUnusable(_) => "correct it; docs/correction.md tells what each key takes",
            Self::ExpectValidator { present, .. } => {
                return Some(format!("name one of {present}"));
            }
            Self::Late(_) => {
                "raise `loop.deadline` or `loop.iteration_timeout`, or set `model.fallback`"
            }
        };
        Some(text.to_owned())
    }
}
