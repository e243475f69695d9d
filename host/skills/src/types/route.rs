//! What routers speak of: `wit/skill/router.wit`.

use serde::{Deserialize, Serialize};
use wasmtime::component::{ComponentType, Lift, Lower};

use super::bytes;

/// Something that came with the prompt.
#[derive(ComponentType, Lift, Lower, Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
#[component(record)]
#[serde(deny_unknown_fields)]
pub struct Attachment {
    /// Its first bytes, at most [`Attachment::MAX_HEAD`].
    #[serde(with = "bytes::whole")]
    pub head: Vec<u8>,
    /// How many bytes it has.
    pub size: u64,
}

impl Attachment {
    /// The most bytes of an attachment that a router sees: enough for any format's header.
    pub const MAX_HEAD: usize = 4096;

    /// An attachment with these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self {
            head: bytes[..bytes.len().min(Self::MAX_HEAD)].to_vec(),
            size: bytes.len() as u64,
        }
    }
}

/// Where an attachment goes.
#[derive(ComponentType, Lift, Lower, Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[component(enum)]
#[serde(rename_all = "kebab-case")]
#[repr(u8)]
pub enum Way {
    /// Into the prompt, as UTF-8.
    #[component(name = "text")]
    Text,
    /// To the image preprocessor, then to the model.
    #[component(name = "image")]
    Image,
    /// To a model that hears.
    #[component(name = "audio")]
    Audio,
}

/// Who answers.
#[derive(
    ComponentType, Lift, Lower, Serialize, Deserialize, Clone, Debug, Default, PartialEq, Eq,
)]
#[component(variant)]
#[serde(rename_all = "kebab-case")]
pub enum RouteModel {
    /// `model.main`.
    #[default]
    #[component(name = "main")]
    Main,
    /// `model.fallback`.
    #[component(name = "fallback")]
    Fallback,
    /// `model.main` with the adapter of this id.
    #[component(name = "adapter")]
    Adapter(String),
}

/// When a run reflects, as `loop.reflection` has it.
#[derive(ComponentType, Lift, Lower, Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[component(enum)]
#[serde(rename_all = "kebab-case")]
#[repr(u8)]
pub enum RouteReflection {
    /// Never.
    #[component(name = "off")]
    Off,
    /// When a validator found something.
    #[component(name = "on-evidence")]
    OnEvidence,
    /// Whenever the confidence is too low.
    #[component(name = "always")]
    Always,
}

/// How a request is answered. Where an option is none, the config decides.
#[derive(ComponentType, Lift, Lower, Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
#[component(record)]
#[serde(deny_unknown_fields)]
pub struct Route {
    /// One for each attachment, in their order.
    #[serde(default)]
    pub ways: Vec<Way>,
    /// Who answers.
    #[serde(default)]
    pub model: RouteModel,
    /// From 1 to 3.
    #[component(name = "max-iterations")]
    #[serde(default)]
    pub max_iterations: Option<u32>,
    /// When to reflect.
    #[serde(default)]
    pub reflection: Option<RouteReflection>,
    /// Why, for people, most important first.
    #[serde(default)]
    pub reasons: Vec<String>,
}
