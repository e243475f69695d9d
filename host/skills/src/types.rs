//! What host and skills speak of: the records of `wit/skill`, in Rust.
//!
//! Written by hand so that one type is what wasmtime moves in and out of a guest, what is kept as JSON,
//! and what a person writes for `omni skill run --input F.json`. Loading a component checks them
//! against what it exports.

mod bytes;
mod dataset;
mod image;
mod route;

pub use dataset::{Dataset, DatasetOptions, DropReason, Dropped, Example, Exchange};
pub use image::{EncodedImage, ImageHash, ImageOptions, ImageSource, PreparedImage, Rgb};
pub use route::{Attachment, Route, RouteModel, RouteReflection, Way};

use serde::{Deserialize, Serialize};
use wasmtime::component::{ComponentType, Lift, Lower};

/// Who speaks in a turn.
#[derive(ComponentType, Lift, Lower, Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[component(enum)]
#[serde(rename_all = "kebab-case")]
#[repr(u8)]
pub enum Role {
    /// The one who sets the rules.
    #[component(name = "system")]
    System,
    /// The one who asks.
    #[component(name = "user")]
    User,
    /// The model.
    #[component(name = "assistant")]
    Assistant,
}

/// One turn of a conversation. Its content is always text, never control.
#[derive(ComponentType, Lift, Lower, Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
#[component(record)]
#[serde(deny_unknown_fields)]
pub struct Message {
    /// Who speaks.
    pub role: Role,
    /// What is said.
    pub content: String,
}

/// What was asked.
#[derive(
    ComponentType, Lift, Lower, Serialize, Deserialize, Clone, Debug, Default, PartialEq, Eq,
)]
#[component(record)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// The turns before the prompt, oldest first.
    #[serde(default)]
    pub history: Vec<Message>,
    /// What the user asks now.
    pub prompt: String,
    /// How many pictures come with the prompt.
    #[serde(default)]
    pub images: u32,
    /// What the caller says the answer must satisfy, as a JSON object.
    #[serde(default)]
    pub expect: Option<String>,
}

/// Why generation ended.
#[derive(
    ComponentType, Lift, Lower, Serialize, Deserialize, Clone, Copy, Debug, Default, PartialEq, Eq,
)]
#[component(enum)]
#[serde(rename_all = "kebab-case")]
#[repr(u8)]
pub enum Stop {
    /// The model ended its turn.
    #[default]
    #[component(name = "end")]
    End,
    /// A stop string was reached.
    #[component(name = "stop-string")]
    StopString,
    /// The token budget was used up.
    #[component(name = "length")]
    Length,
    /// The iteration's time was used up.
    #[component(name = "timeout")]
    Timeout,
}

/// Statistics over the generated tokens, in nats. All zero where `count` is zero.
#[derive(
    ComponentType, Lift, Lower, Serialize, Deserialize, Clone, Copy, Debug, Default, PartialEq,
)]
#[component(record)]
#[serde(deny_unknown_fields)]
pub struct TokenStats {
    /// How many tokens were generated.
    pub count: u32,
    /// The mean of their log-probabilities.
    #[component(name = "mean-logprob")]
    #[serde(default)]
    pub mean_logprob: f32,
    /// The least of their log-probabilities.
    #[component(name = "min-logprob")]
    #[serde(default)]
    pub min_logprob: f32,
    /// The mean of the entropies of the distributions that they were drawn from.
    #[component(name = "mean-entropy")]
    #[serde(default)]
    pub mean_entropy: f32,
}

/// How bad a finding is.
#[derive(
    ComponentType,
    Lift,
    Lower,
    Serialize,
    Deserialize,
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
)]
#[component(enum)]
#[serde(rename_all = "kebab-case")]
#[repr(u8)]
pub enum Severity {
    /// Worth knowing; no fault.
    #[component(name = "info")]
    Info,
    /// Probably a fault.
    #[component(name = "warning")]
    Warning,
    /// A fault.
    #[component(name = "error")]
    Error,
}

/// What a retry's output can be held to.
#[derive(ComponentType, Lift, Lower, Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
#[component(variant)]
#[serde(rename_all = "kebab-case")]
pub enum Grammar {
    /// llama.cpp's GBNF, start symbol `root`.
    #[component(name = "gbnf")]
    Gbnf(String),
    /// A JSON Schema document.
    #[component(name = "json-schema")]
    JsonSchema(String),
}

/// A concrete fault of a response, and how to mend it.
#[derive(ComponentType, Lift, Lower, Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
#[component(record)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// Stable and dotted, such as `basics.empty`.
    pub code: String,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, for people.
    pub message: String,
    /// How the model can do better.
    #[serde(default)]
    pub hint: Option<String>,
    /// What is true, short; the retry's last line.
    #[serde(default)]
    pub fact: Option<String>,
    /// The mended response, where the fault is purely mechanical.
    #[serde(default)]
    pub mend: Option<String>,
    /// Rules the fault out.
    #[serde(default)]
    pub grammar: Option<Grammar>,
}

/// One response to a request.
#[derive(ComponentType, Lift, Lower, Serialize, Deserialize, Clone, Debug, PartialEq)]
#[component(record)]
#[serde(deny_unknown_fields)]
pub struct Attempt {
    /// What was asked.
    pub request: Request,
    /// What the model answered.
    pub response: String,
    /// From 1.
    #[serde(default = "first")]
    pub iteration: u32,
    /// Why generation ended.
    #[serde(default)]
    pub stop: Stop,
    /// What is known of its tokens.
    #[serde(default)]
    pub stats: TokenStats,
    /// What the validators found. Empty when a validator is asked.
    #[serde(default)]
    pub findings: Vec<Finding>,
}

/// How far a response can be trusted.
#[derive(ComponentType, Lift, Lower, Serialize, Deserialize, Clone, Debug, PartialEq)]
#[component(record)]
#[serde(deny_unknown_fields)]
pub struct Score {
    /// From 0 to 1.
    pub confidence: f32,
    /// Why, for people, most important first.
    #[serde(default)]
    pub reasons: Vec<String>,
}

/// What to ask the model next. Where an option is none, the run's own holds.
#[derive(ComponentType, Lift, Lower, Serialize, Deserialize, Clone, Debug, PartialEq)]
#[component(record)]
#[serde(deny_unknown_fields)]
pub struct Retry {
    /// The whole conversation; the last turn is a user's.
    pub messages: Vec<Message>,
    /// What the output is held to.
    #[serde(default)]
    pub grammar: Option<Grammar>,
    /// From 0 to 2.
    #[serde(default)]
    pub temperature: Option<f32>,
    /// At least 1.
    #[component(name = "max-tokens")]
    #[serde(default)]
    pub max_tokens: Option<u32>,
}

/// Why a skill gives no result, in its own words.
#[derive(ComponentType, Lift, Lower, Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
#[component(variant)]
#[serde(rename_all = "kebab-case")]
pub enum SkillError {
    /// What the skill was given or its config is wrong.
    #[component(name = "invalid-input")]
    InvalidInput(String),
    /// The skill does not handle this.
    #[component(name = "unsupported")]
    Unsupported(String),
    /// The skill itself failed.
    #[component(name = "failed")]
    Failed(String),
}

fn first() -> u32 {
    1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_writes_only_what_matters() {
        let attempt: Attempt =
            serde_json::from_str(r#"{"request": {"prompt": "1+1?"}, "response": "2"}"#).unwrap();
        assert_eq!(attempt.iteration, 1);
        assert_eq!(attempt.stop, Stop::End);
        assert_eq!(attempt.stats, TokenStats::default());
    }

    #[test]
    fn a_mistyped_field_is_refused() {
        let text = r#"{"request": {"promt": "1+1?"}, "response": "2"}"#;
        let error = serde_json::from_str::<Attempt>(text).unwrap_err();
        assert!(error.to_string().contains("promt"), "{error}");
    }

    #[test]
    fn names_in_json_are_those_of_the_contract() {
        let json = serde_json::to_string(&(
            Stop::StopString,
            Severity::Warning,
            Grammar::JsonSchema("{}".into()),
        ));
        assert_eq!(
            json.unwrap(),
            r#"["stop-string","warning",{"json-schema":"{}"}]"#
        );
    }
}
