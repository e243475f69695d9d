//! What dataset builders speak of: `wit/skill/dataset-builder.wit`.

use serde::{Deserialize, Serialize};
use wasmtime::component::{ComponentType, Lift, Lower};

use super::{Message, Request};

/// What was asked, what was answered, and what people thought of it.
#[derive(ComponentType, Lift, Lower, Serialize, Deserialize, Clone, Debug, PartialEq)]
#[component(record)]
#[serde(deny_unknown_fields)]
pub struct Exchange {
    /// The run's id; no two are equal.
    pub id: String,
    /// Seconds since 1970-01-01T00:00:00Z.
    #[serde(default)]
    pub time: u64,
    /// What was asked.
    pub request: Request,
    /// What was answered.
    pub response: String,
    /// From 0 to 1.
    pub rating: f32,
    /// What people said of it.
    #[serde(default)]
    pub comment: Option<String>,
}

/// What is wanted of a training set.
#[derive(ComponentType, Lift, Lower, Serialize, Deserialize, Clone, Copy, Debug, PartialEq)]
#[component(record)]
#[serde(deny_unknown_fields, default)]
pub struct DatasetOptions {
    /// An exchange is an example only if its rating is above this.
    #[component(name = "min-rating")]
    pub min_rating: f32,
    /// The share of the examples that is kept back for validation: from 0 to less than 1.
    #[component(name = "validation-share")]
    pub validation_share: f32,
    /// The longest example, in bytes of all its messages.
    #[component(name = "max-bytes")]
    pub max_bytes: u32,
    /// What chance follows from.
    pub seed: u64,
}

impl Default for DatasetOptions {
    fn default() -> Self {
        Self {
            min_rating: 0.7,
            validation_share: 0.1,
            max_bytes: 8 << 10,
            seed: 0,
        }
    }
}

/// Something to learn from.
#[derive(ComponentType, Lift, Lower, Serialize, Deserialize, Clone, Debug, PartialEq)]
#[component(record)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The ids of the exchanges that it is made of.
    pub exchanges: Vec<String>,
    /// The whole conversation; the last turn, the assistant's, is what is learnt.
    pub messages: Vec<Message>,
    /// How much it counts beside others: above 0, at most 1.
    pub weight: f32,
}

/// Why an exchange is no example.
#[derive(ComponentType, Lift, Lower, Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[component(enum)]
#[serde(rename_all = "kebab-case")]
#[repr(u8)]
pub enum DropReason {
    /// Its rating is not above the least.
    #[component(name = "rating")]
    Rating,
    /// Another one says the same.
    #[component(name = "duplicate")]
    Duplicate,
    /// Another one, rated better, answers the same request otherwise.
    #[component(name = "contradicted")]
    Contradicted,
    /// It has no words to learn.
    #[component(name = "empty")]
    Empty,
    /// It is longer than the longest example.
    #[component(name = "too-long")]
    TooLong,
    /// It must not be learnt: secrets, rubbish.
    #[component(name = "unfit")]
    Unfit,
}

/// An exchange that is no example.
#[derive(ComponentType, Lift, Lower, Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
#[component(record)]
#[serde(deny_unknown_fields)]
pub struct Dropped {
    /// Its id.
    pub exchange: String,
    /// Why.
    pub reason: DropReason,
}

/// A training set: every exchange is in one of the three, and none in two.
#[derive(ComponentType, Lift, Lower, Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
#[component(record)]
#[serde(deny_unknown_fields, default)]
pub struct Dataset {
    /// What is learnt.
    pub training: Vec<Example>,
    /// What is kept back, to see what was learnt.
    pub validation: Vec<Example>,
    /// What is neither.
    pub dropped: Vec<Dropped>,
    /// What people should know.
    pub notes: Vec<String>,
}
