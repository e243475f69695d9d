//! What came of one task.

use serde::{Deserialize, Serialize};

/// One task, asked and marked. Kept as a line of JSON, so that an evaluation that was stopped goes on.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// The task's name.
    pub id: String,
    /// Its family.
    pub family: String,
    /// The run that it was asked in.
    pub run_id: String,
    /// The code of what kept it from being answered: then draft and answer count as wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<String>,
    /// Whether the first response was right.
    pub draft_right: bool,
    /// Whether the answer was.
    pub final_right: bool,
    /// Whether a validator found a warning or an error in the draft.
    pub detected: bool,
    /// Which response is the answer, from 1.
    pub accepted_iteration: usize,
    /// Whether the answer was written by code, not by the model.
    pub mended: bool,
    /// The scorer's confidence in the draft, from 0 to 1.
    pub draft_confidence: f64,
    /// In the answer.
    pub confidence: f64,
    /// Tokens that the draft took, evaluated and generated.
    pub draft_tokens: u64,
    /// That the whole run took; what came from the cache took none.
    pub tokens: u64,
    /// Time of the draft, in milliseconds.
    pub draft_ms: f64,
    /// Of the whole run.
    pub total_ms: f64,
    /// Of that, in skills; 0 in what an older host kept.
    #[serde(default)]
    pub skills_ms: f64,
    /// Whether the most confident of several drafts, at no fewer tokens, was right; none if not tried.
    pub best_of_right: Option<bool>,
    /// Tokens that those took.
    pub best_of_tokens: Option<u64>,
    /// Every response, the draft first: what calibration learns from.
    pub attempts: Vec<Attempted>,
}

/// What a scorer saw of one response, and whether it was right.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Attempted {
    /// From 1.
    pub iteration: u32,
    /// Of the response's tokens, in nats.
    pub mean_logprob: f64,
    /// Of its least likely token.
    pub min_logprob: f64,
    /// How many it has.
    pub tokens: u32,
    /// Errors that validators found.
    pub errors: u32,
    /// Their warnings.
    pub warnings: u32,
    /// Whether it was right.
    pub right: bool,
}

impl Outcome {
    /// A wrong draft became a right answer.
    #[must_use]
    pub fn fixed(&self) -> bool {
        !self.draft_right && self.final_right
    }

    /// A right draft became a wrong answer.
    #[must_use]
    pub fn broken(&self) -> bool {
        self.draft_right && !self.final_right
    }
}
