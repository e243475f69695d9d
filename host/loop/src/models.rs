//! The models of a host: the one that answers, and the one that steps in.

use std::sync::Arc;

use omni_llm::Engine;

use crate::Error;

/// Loaded once, shared by all runs.
#[derive(Clone)]
pub struct Models {
    main: Main,
    fallback: Option<Arc<dyn Engine>>,
}

#[derive(Clone)]
enum Main {
    Loaded(Arc<dyn Engine>),
    /// Only with a fallback. Code and sentence of why it did not load.
    Failed {
        name: String,
        code: &'static str,
        message: String,
    },
}

impl Models {
    /// A main model, with or without a fallback.
    #[must_use]
    pub fn new(main: Arc<dyn Engine>, fallback: Option<Arc<dyn Engine>>) -> Self {
        Self {
            main: Main::Loaded(main),
            fallback,
        }
    }

    /// What is left when the main model did not load.
    ///
    /// # Errors
    /// The main model's own error, if there is no fallback.
    pub fn without_main(
        name: &str,
        error: omni_llm::Error,
        fallback: Option<Arc<dyn Engine>>,
    ) -> Result<Self, Error> {
        if fallback.is_none() {
            return Err(error.into());
        }
        let main = Main::Failed {
            name: name.to_owned(),
            code: error.code(),
            message: error.to_string(),
        };
        Ok(Self { main, fallback })
    }

    /// The fallback as the model that answers, where there is one.
    #[must_use]
    pub(crate) fn fallback_first(&self) -> Self {
        match &self.fallback {
            Some(fallback) => Self::new(Arc::clone(fallback), None),
            None => self.clone(),
        }
    }

    /// SHA-256 of the main model's file; none if it did not load.
    #[must_use]
    pub fn main_sha256(&self) -> Option<&str> {
        match &self.main {
            Main::Loaded(engine) => Some(&engine.info().sha256),
            Main::Failed { .. } => None,
        }
    }

    /// The main model, or its name, code and sentence of why it is missing.
    pub(crate) fn main(&self) -> Result<&Arc<dyn Engine>, (&str, &'static str, &str)> {
        match &self.main {
            Main::Loaded(engine) => Ok(engine),
            Main::Failed {
                name,
                code,
                message,
            } => Err((name, code, message)),
        }
    }

    pub(crate) fn fallback(&self) -> Option<&Arc<dyn Engine>> {
        self.fallback.as_ref()
    }
}
