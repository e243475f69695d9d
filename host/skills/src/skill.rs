//! A component that was loaded: checked, linked, ready to be called.

use std::fmt;
use std::sync::Arc;

use omni_policy::Policy;
use serde_json::{Map, Value};
use wasmtime::component::{ComponentExportIndex, InstancePre};

use crate::Kind;
use crate::engine::Variant;
use crate::executor::Executor;
use crate::state::CallState;

/// A component that was loaded and found to be of a kind. Cheap to clone.
///
/// To call it, make what its kind says of it: a [`Scorer`](crate::Scorer), a [`Validator`](crate::Validator),
/// a [`Reflector`](crate::Reflector), a [`Router`](crate::Router), an
/// [`ImagePreprocessor`](crate::ImagePreprocessor) or a [`DatasetBuilder`](crate::DatasetBuilder).
#[derive(Clone)]
pub struct Skill(Arc<Loaded>);

pub(crate) struct Loaded {
    pub(crate) name: Arc<str>,
    pub(crate) kind: Kind,
    pub(crate) sha256: String,
    pub(crate) policy: Arc<Policy>,
    pub(crate) config: Arc<Map<String, Value>>,
    /// Whether everything is linked, and what is not granted is noted and answered as denied.
    pub(crate) observing: bool,
    /// Whether its policy grants something that takes data: more may then cross to the host.
    pub(crate) hands_over_data: bool,
    pub(crate) instance: InstancePre<CallState>,
    pub(crate) function: ComponentExportIndex,
    pub(crate) variant: Arc<Variant>,
    pub(crate) executor: Arc<Executor>,
}

impl Skill {
    pub(crate) fn new(loaded: Loaded) -> Self {
        Self(Arc::new(loaded))
    }

    pub(crate) fn loaded(&self) -> &Loaded {
        &self.0
    }

    /// What messages call it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// What it is for.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.0.kind
    }

    /// SHA-256 of the component, in lower-case hexadecimal.
    #[must_use]
    pub fn sha256(&self) -> &str {
        &self.0.sha256
    }

    /// What it reads through `omni:host/config`.
    #[must_use]
    pub fn config(&self) -> &Map<String, Value> {
        &self.0.config
    }

    /// What it is held to.
    #[must_use]
    pub fn policy(&self) -> &Policy {
        &self.0.policy
    }
}

impl fmt::Debug for Skill {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Skill")
            .field("name", &self.0.name)
            .field("kind", &self.0.kind)
            .field("sha256", &self.0.sha256)
            .finish_non_exhaustive()
    }
}
