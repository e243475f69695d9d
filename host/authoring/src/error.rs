//! Why a project, a build or a test did not come about.

use std::path::PathBuf;

/// Why a project, a build or a test did not come about.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The name cannot be a skill's.
    #[error("`{name}` cannot be a skill's name: {why}")]
    Name {
        /// The name.
        name: String,
        /// What is wrong with it.
        why: String,
    },
    /// No such kind.
    #[error("there is no kind of skill `{kind}`{}", meant(.nearest.as_deref()))]
    Kind {
        /// What was asked for.
        kind: String,
        /// What was probably meant.
        nearest: Option<String>,
        /// Those that there are.
        known: Vec<String>,
    },
    /// A kind without a template in this version.
    #[error("{kind} in {language} is not in this version of omni")]
    NotYet {
        /// The kind.
        kind: String,
        /// The language.
        language: String,
        /// The kinds that are.
        known: Vec<String>,
    },
    /// No such language.
    #[error("there is no template in the language `{language}`{}", meant(.nearest.as_deref()))]
    Language {
        /// What was asked for.
        language: String,
        /// What was probably meant.
        nearest: Option<String>,
    },
    /// Something is there already.
    #[error("{} is there already", .path.display())]
    Taken {
        /// Where.
        path: PathBuf,
    },
    /// A file or folder cannot be written.
    #[error("{} cannot be written: {reason}", .path.display())]
    Unwritable {
        /// Where.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// A folder that holds no project.
    #[error("{} is no skill's project: {why}", .folder.display())]
    NoProject {
        /// The folder.
        folder: PathBuf,
        /// What is missing.
        why: String,
    },
    /// A tool is not on this machine.
    #[error("{tool} is missing, which {purpose}")]
    ToolMissing {
        /// The tool.
        tool: String,
        /// What it is for.
        purpose: String,
        /// The command that brings it.
        install: String,
    },
    /// A tool ran and failed.
    #[error("{tool} could not build {project}: {reason}")]
    BuildFailed {
        /// The tool.
        tool: String,
        /// The project's name.
        project: String,
        /// What it said last, or that it said so above.
        reason: String,
    },
    /// There is no component, and none was to be built.
    #[error("there is no component {}", .path.display())]
    NotBuilt {
        /// Where it would be.
        path: PathBuf,
    },
    /// There is nothing to test.
    #[error("{what}")]
    NoCases {
        /// What was looked for, and where.
        what: String,
        /// What to do.
        help: String,
    },
    /// A test file or a manifest says something wrong.
    #[error("{0}")]
    Settings(#[from] omni_settings::Error),
    /// The policy is missing or wrong.
    #[error("{0}")]
    Policy(#[from] omni_policy::Error),
    /// The component is no skill, or is refused.
    #[error("{0}")]
    Skill(#[from] omni_skills::Error),
}

impl Error {
    /// The stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Name { .. } => "skill.name",
            Self::Kind { .. } => "kind.unknown",
            Self::NotYet { .. } => "kind.unsupported",
            Self::Language { .. } => "language.unknown",
            Self::Taken { .. } => "project.taken",
            Self::Unwritable { .. } => "project.unwritable",
            Self::NoProject { .. } => "project.unknown",
            Self::ToolMissing { .. } => "toolchain.missing",
            Self::BuildFailed { .. } => "build.failed",
            Self::NotBuilt { .. } => "build.missing",
            Self::NoCases { .. } => "test.none",
            Self::Settings(error) => error.code(),
            Self::Policy(error) => error.code(),
            Self::Skill(error) => error.code(),
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Name { .. } => Some(
                "use a name such as `my-scorer`: lower-case letters, digits and single `-`, a letter first".to_owned(),
            ),
            Self::Kind { known, .. } => Some(format!("the kinds are {}", known.join(", "))),
            Self::NotYet { known, .. } => Some(format!("this one has {}", known.join(", "))),
            Self::Language { .. } => Some("write rust, python or js".to_owned()),
            Self::Taken { .. } => {
                Some("choose another name, or another folder with --dir".to_owned())
            }
            Self::Unwritable { .. } => Some("check the folder's rights and room".to_owned()),
            Self::NoProject { .. } => {
                Some("name the project's folder, or make one: omni skill new NAME --kind validator".to_owned())
            }
            Self::ToolMissing { install, .. } => Some(format!("run: {install}")),
            Self::BuildFailed { .. } => Some("correct what it says, and build again".to_owned()),
            Self::NotBuilt { .. } => {
                Some("build it with `omni skill build`, or leave --no-build away".to_owned())
            }
            Self::NoCases { help, .. } => Some(help.clone()),
            Self::Settings(error) => error.help().or_else(|| {
                Some("docs/skills.md shows what a test file may say".to_owned())
            }),
            Self::Policy(error) => error.help(),
            Self::Skill(error) => error.help(),
        }
    }
}

fn meant(nearest: Option<&str>) -> String {
    nearest.map_or_else(String::new, |nearest| {
        format!(", did you mean `{nearest}`?")
    })
}
