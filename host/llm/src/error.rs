//! What can go wrong, with a stable code and what to do about it.

use std::path::PathBuf;

use crate::engine::StopReason;

/// Everything that this crate reports. Messages are one sentence; [`Error::help`] says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No model has that name.
    #[error("no model is named `{name}`{}", near(.nearest.as_deref()))]
    UnknownModel {
        /// The name that was asked for.
        name: String,
        /// The known name that is most like it.
        nearest: Option<String>,
        /// Whether the catalogue has it, so that it can be pulled.
        pullable: bool,
    },
    /// The file does not exist.
    #[error("the model file {} does not exist", .path.display())]
    ModelMissing {
        /// The file.
        path: PathBuf,
    },
    /// The operating system refuses to read the file.
    #[error("the model file {} cannot be read: {cause}", .path.display())]
    ModelUnreadable {
        /// The file.
        path: PathBuf,
        /// What the operating system says.
        cause: String,
    },
    /// The file is not GGUF, is cut short, or contradicts itself.
    #[error("the model file {} is corrupt: {cause}", .path.display())]
    ModelCorrupt {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        cause: String,
    },
    /// The file is sound but this host cannot run it.
    #[error("the model file {} cannot be run by this host: {cause}", .path.display())]
    ModelUnsupported {
        /// The file.
        path: PathBuf,
        /// What is missing.
        cause: String,
    },
    /// The file is not the one that was expected.
    #[error("the model file {} has the SHA-256 digest {found}, expected {expected}", .path.display())]
    ModelDigest {
        /// The file.
        path: PathBuf,
        /// The digest that was expected, lower-case hexadecimal.
        expected: String,
        /// The digest that it has.
        found: String,
    },
    /// Another model already has that name.
    #[error("a model named `{name}` with other content already exists")]
    ModelExists {
        /// The name.
        name: String,
    },
    /// A name that cannot be a file name in the models folder.
    #[error(
        "`{name}` is not a model name: use letters, digits, `.`, `_` and `-`, at most 100 of them"
    )]
    ModelName {
        /// The name.
        name: String,
    },
    /// The models folder cannot be written.
    #[error("{} cannot be written: {cause}", .path.display())]
    StoreUnwritable {
        /// The file or folder.
        path: PathBuf,
        /// What the operating system says.
        cause: String,
    },
    /// A model could not be fetched.
    #[error("the model `{name}` could not be pulled: {cause}")]
    PullFailed {
        /// The model.
        name: String,
        /// What failed, the last line of pip's own words where it was pip.
        cause: String,
        /// What to do.
        help: String,
    },
    /// A copy or a download was cancelled. Nothing of it is left.
    #[error("it was interrupted before the model was in place")]
    Interrupted,
    /// A picture came with the prompt, and the model has no projector to see it with.
    #[error("the model `{model}` cannot see pictures: it has no projector")]
    NoProjector {
        /// The model.
        model: String,
    },
    /// The projector is sound but not one for this model, or not one that this host can run.
    #[error("the projector {} cannot be used with this model: {cause}", .path.display())]
    ProjectorUnfit {
        /// The file.
        path: PathBuf,
        /// What llama.cpp says.
        cause: String,
    },
    /// The prompt leaves no room in the context for one generated token.
    #[error("the prompt has {}{tokens} tokens, more than the context of {context} tokens leaves room for", if *.at_least { "at least " } else { "" })]
    PromptTooLong {
        /// Tokens of the prompt.
        tokens: u32,
        /// Whether `tokens` is a lower bound, because the text is too long to be worth counting.
        at_least: bool,
        /// Tokens that the session holds.
        context: u32,
    },
    /// A grammar or JSON Schema that cannot be used.
    #[error("the grammar is not usable: {cause}")]
    GrammarInvalid {
        /// What is wrong with it, with the line where there is one.
        cause: String,
    },
    /// The chat template of the model cannot be rendered for these messages.
    #[error("the model's chat template failed: {cause}")]
    TemplateInvalid {
        /// What the template engine or the template says.
        cause: String,
    },
    /// The evaluation of a prompt was stopped.
    #[error("the prompt was stopped before it was evaluated: {}", match .0 { StopReason::Timeout => "the deadline passed", _ => "it was cancelled" })]
    Stopped(StopReason),
    /// llama.cpp failed in a way that is nobody's input.
    #[error("the model failed: {cause}")]
    Failed {
        /// What llama.cpp says.
        cause: String,
    },
}

impl Error {
    /// The stable code of the error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownModel { .. } => "model.unknown",
            Self::ModelMissing { .. } => "model.missing",
            Self::ModelUnreadable { .. } => "model.unreadable",
            Self::ModelCorrupt { .. } => "model.corrupt",
            Self::ModelUnsupported { .. } => "model.unsupported",
            Self::ModelDigest { .. } => "model.digest",
            Self::ModelExists { .. } => "model.exists",
            Self::ModelName { .. } => "model.name",
            Self::StoreUnwritable { .. } => "model.unwritable",
            Self::PullFailed { .. } => "model.pull-failed",
            Self::Interrupted => "interrupted",
            Self::NoProjector { .. } => "model.no-projector",
            Self::ProjectorUnfit { .. } => "model.projector",
            Self::PromptTooLong { .. } => "prompt.too-long",
            Self::GrammarInvalid { .. } => "grammar.invalid",
            Self::TemplateInvalid { .. } => "template.invalid",
            Self::Stopped(_) => "generation.stopped",
            Self::Failed { .. } => "llm.failed",
        }
    }

    /// What to do about it, where there is something to do.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        Some(match self {
            Self::UnknownModel { name, pullable: true, .. } => format!("run `omni model pull {name}`"),
            Self::UnknownModel { nearest: Some(near), .. } => {
                format!("use `{near}`, or see `omni model list`, or give the path of a GGUF file")
            }
            Self::UnknownModel { .. } => {
                "see `omni model list`, fetch one with `omni model pull smollm2-135m`, or give the path of a GGUF file".into()
            }
            Self::ModelMissing { .. } => "check the path, or see `omni model list`".into(),
            Self::ModelUnreadable { .. } => "check the permissions of the file".into(),
            Self::ModelCorrupt { .. } => {
                "fetch the file again; a file that is shorter than its source was cut off on the way".into()
            }
            Self::ModelUnsupported { .. } => {
                "use a GGUF file of a text model that llama.cpp supports".into()
            }
            Self::ModelDigest { .. } => "remove the file and fetch it again".into(),
            Self::ModelExists { .. } => "add it under another name".into(),
            Self::ModelName { .. } => "give a name such as `my-model`".into(),
            Self::StoreUnwritable { .. } => "check the permissions and the free space of the folder".into(),
            Self::PullFailed { help, .. } => help.clone(),
            Self::Interrupted => "do it again; nothing of it was kept".into(),
            Self::NoProjector { .. } => {
                "set `[model] mmproj` to the GGUF file of its projector, or use a model that has one".into()
            }
            Self::ProjectorUnfit { .. } => {
                "use the projector (mmproj) that was made for this very model".into()
            }
            Self::PromptTooLong { .. } => "shorten the prompt, or raise `[model] context`".into(),
            Self::GrammarInvalid { .. } => "mend the grammar or the JSON Schema".into(),
            Self::TemplateInvalid { .. } => {
                "the template is part of the model file; use another model, or other roles".into()
            }
            Self::Stopped(_) | Self::Failed { .. } => return None,
        })
    }
}

fn near(nearest: Option<&str>) -> String {
    nearest
        .map(|name| format!("; the nearest known name is `{name}`"))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_model_names_the_nearest_and_the_command() {
        let error = Error::UnknownModel {
            name: "smolm2".into(),
            nearest: Some("smollm2-135m".into()),
            pullable: false,
        };
        assert_eq!(
            error.to_string(),
            "no model is named `smolm2`; the nearest known name is `smollm2-135m`"
        );
        assert!(error.help().unwrap().contains("`smollm2-135m`"));
        let error = Error::UnknownModel {
            name: "smollm2-135m".into(),
            nearest: None,
            pullable: true,
        };
        assert_eq!(error.help().unwrap(), "run `omni model pull smollm2-135m`");
        assert_eq!(error.code(), "model.unknown");
    }

    #[test]
    fn a_stopped_prompt_says_why() {
        assert_eq!(
            Error::Stopped(StopReason::Timeout).to_string(),
            "the prompt was stopped before it was evaluated: the deadline passed"
        );
    }
}
