//! Building routes.

use crate::{Model, Reflection, Route, Way};

impl Route {
    /// To the main model, as `omni.toml` says.
    #[must_use]
    pub fn main() -> Self {
        Self::to(Model::Main)
    }

    /// To this model, and else as `omni.toml` says.
    #[must_use]
    pub fn to(model: Model) -> Self {
        Self {
            ways: Vec::new(),
            model,
            max_iterations: None,
            reflection: None,
            reasons: Vec::new(),
        }
    }

    /// Says where the attachments go: one for each, in their order.
    #[must_use]
    pub fn ways(mut self, ways: impl Into<Vec<Way>>) -> Self {
        self.ways = ways.into();
        self
    }

    /// At most so many iterations, from 1 to 3.
    #[must_use]
    pub fn iterations(mut self, most: u32) -> Self {
        self.max_iterations = Some(most);
        self
    }

    /// When to reflect.
    #[must_use]
    pub fn reflection(mut self, reflection: Reflection) -> Self {
        self.reflection = Some(reflection);
        self
    }

    /// Adds a reason, for people; the most important comes first.
    #[must_use]
    pub fn because(mut self, reason: impl Into<String>) -> Self {
        self.reasons.push(reason.into());
        self
    }
}
