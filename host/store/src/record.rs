//! The run record: what `omni ask --json` and `omni run show --json` print.

use serde::{Deserialize, Serialize};

/// One run, from the request to the answer. Times are in milliseconds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RunRecord {
    /// UUID, version 7: sorts by time.
    pub run_id: String,
    /// When the run began, RFC 3339, UTC.
    pub started_at: String,
    /// What was asked.
    pub prompt: String,
    /// The answer: the response of the accepted iteration.
    pub response: String,
    /// Its confidence, from 0 to 1.
    pub confidence: f32,
    /// Which iteration's response is the answer, from 1.
    pub accepted_iteration: u32,
    /// Whether an iteration after the first was accepted.
    pub auto_corrected: bool,
    /// Every iteration, in order.
    pub iterations: Vec<IterationRecord>,
    /// Why the run ended.
    pub finish: Finish,
    /// Whether the fallback model answered.
    pub fallback_used: bool,
    /// Why, as a code such as `late` or the main model's error code.
    pub fallback_reason: Option<String>,
    /// From the request to the answer, skills included; loading the model is not.
    pub total_latency_ms: f64,
    /// The part of it spent in the model, opening a session included.
    pub model_ms: f64,
    /// The part of it spent in skills.
    pub skills_ms: f64,
    /// The model that answered.
    pub model: ModelRecord,
    /// The skills that took part.
    pub skills: Vec<SkillRecord>,
    /// What went wrong on the way without ending the run.
    pub failures: Vec<Failure>,
    /// Seed of the sampler.
    pub seed: u64,
    /// The turns before the prompt, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub history: Vec<TurnRecord>,
    /// What the answer had to satisfy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expect: Option<serde_json::Value>,
    /// What the router said; none where there is none, or it failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub route: Option<RouteRecord>,
    /// What was shown with the prompt, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pictures: Vec<PictureRecord>,
}

/// Where a router sent a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RouteRecord {
    /// Of each attachment: `text`, `image` or `audio`.
    pub ways: Vec<String>,
    /// `main`, `fallback`, or `adapter ID`.
    pub model: String,
    /// Why, for people.
    pub reasons: Vec<String>,
}

/// A picture that was shown to the model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureRecord {
    /// SHA-256 of the file.
    pub sha256: String,
    /// What the file was, such as `jpeg`.
    pub format: String,
    /// As it was shown, in pixels.
    pub width: u32,
    /// Likewise.
    pub height: u32,
    /// Where it came from: `exact`, `pixels`, `near` or `miss`.
    pub hit: String,
    /// What people should know, such as that frames were left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// A turn of the conversation that a run went on with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TurnRecord {
    /// `system`, `user` or `assistant`.
    pub role: String,
    /// What was said.
    pub content: String,
}

/// One iteration of a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IterationRecord {
    /// From 1.
    pub iteration: u32,
    /// Who wrote the response.
    pub source: Source,
    /// The response.
    pub response: String,
    /// From 0 to 1; 0 where no scorer judged it.
    pub confidence: f32,
    /// Why, as the scorer says.
    pub reasons: Vec<String>,
    /// Whether the response differs from the first iteration's.
    pub revised: bool,
    /// What the validators found.
    pub findings: Vec<Finding>,
    /// Whether a grammar held the output.
    pub grammar: bool,
    /// Why generation ended: `end`, `stop-string`, `length`, `timeout` or `cancelled`.
    pub stop: String,
    /// From the start of the iteration to its verdict.
    pub latency_ms: f64,
    /// Tokens of the prompt.
    pub prompt_tokens: u32,
    /// Those of them that an earlier iteration had already evaluated.
    pub cached_tokens: u32,
    /// Tokens of the response.
    pub generated_tokens: u32,
    /// Mean log-probability of the generated tokens, in nats.
    pub mean_logprob: f32,
    /// Log-probability of the least likely of them.
    #[serde(default)]
    pub min_logprob: f32,
    /// Mean entropy of the distributions that they were drawn from, in nats.
    #[serde(default)]
    pub mean_entropy: f32,
    /// What skills said that judge along without deciding.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shadows: Vec<ShadowRecord>,
}

/// What a skill said that judges along without deciding, beside the one that decides.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ShadowRecord {
    /// The role, such as `scorer`.
    pub role: String,
    /// SHA-256 of the component that decides.
    pub live_sha256: String,
    /// SHA-256 of the one that does not.
    pub shadow_sha256: String,
    /// What each said; none if it failed.
    pub live: Option<Verdict>,
    /// Likewise.
    pub shadow: Option<Verdict>,
    /// Time of each call, in milliseconds.
    pub live_ms: f64,
    /// Likewise.
    pub shadow_ms: f64,
    /// The code of the shadow's failure.
    pub failure: Option<String>,
}

/// What a judge said.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// A scorer's confidence, from 0 to 1.
    Confidence(f32),
    /// A validator's codes, sorted.
    Findings(Vec<String>),
}

/// Who wrote a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Source {
    /// The model generated it.
    Model,
    /// A validator's mend of the response before.
    Mend,
}

/// A fault that a validator found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Name of the validator.
    pub validator: String,
    /// The validator's code for the fault.
    pub code: String,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// How to do better.
    pub hint: Option<String>,
    /// What is true instead.
    pub fact: Option<String>,
}

/// How bad a fault is, from harmless to certain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Probably a fault.
    Warning,
    /// A fault.
    Error,
}

/// Why a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Finish {
    /// An iteration reached the wanted confidence.
    Confident,
    /// Nothing was found that a retry could be told.
    NoEvidence,
    /// The iterations, or the reflector's ideas, were used up.
    Exhausted,
    /// Reflection is off, and the draft did not reach the wanted confidence.
    ReflectionOff,
    /// The time of the run or of an iteration was used up.
    Deadline,
    /// Somebody cancelled the run.
    Cancelled,
    /// The main model failed and the fallback answered.
    Fallback,
}

impl Finish {
    /// The name in records and tables.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Confident => "confident",
            Self::NoEvidence => "no-evidence",
            Self::Exhausted => "exhausted",
            Self::ReflectionOff => "reflection-off",
            Self::Deadline => "deadline",
            Self::Cancelled => "cancelled",
            Self::Fallback => "fallback",
        }
    }
}

/// The model that answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModelRecord {
    /// Its name.
    pub name: String,
    /// SHA-256 of its file.
    pub sha256: String,
    /// The LoRA adapter that was active.
    pub adapter: Option<String>,
}

/// A skill that took part in a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SkillRecord {
    /// `scorer`, `reflector` or `validator`.
    pub role: String,
    /// Its name.
    pub name: String,
    /// SHA-256 of its component.
    pub sha256: String,
    /// SHA-256 of the policy that it ran under.
    pub policy_sha256: String,
    /// How often the role's component was swapped in this host, plus one.
    pub generation: u64,
}

/// Something that went wrong without ending the run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// The iteration in which it happened; 0 before the first.
    pub iteration: u32,
    /// `model`, `scorer`, `reflector` or `validator`.
    pub role: String,
    /// Name of the model or skill.
    pub name: String,
    /// Stable code, such as `limit.time`.
    pub code: String,
    /// One sentence.
    pub message: String,
}
