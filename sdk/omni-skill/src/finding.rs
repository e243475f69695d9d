//! Building findings.

use crate::{Finding, Grammar, Severity};

impl Finding {
    /// A fault. `code` is stable and dotted, such as `basics.empty`; `message`
    /// says to people what is wrong.
    pub fn error(code: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, message)
    }

    /// Probably a fault.
    pub fn warning(code: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, message)
    }

    /// Worth knowing; no fault, and so no reason for a retry.
    pub fn info(code: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(Severity::Info, code, message)
    }

    /// A finding with nothing but its code and message.
    pub fn new(severity: Severity, code: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            severity,
            message: message.into(),
            hint: None,
            fact: None,
            mend: None,
            grammar: None,
        }
    }

    /// Says how the model can do better, as one short instruction to it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Says what is true, as one short sentence.
    #[must_use]
    pub fn fact(mut self, fact: impl Into<String>) -> Self {
        self.fact = Some(fact.into());
        self
    }

    /// Gives the mended response, where the fault is purely mechanical.
    #[must_use]
    pub fn mend(mut self, response: impl Into<String>) -> Self {
        self.mend = Some(response.into());
        self
    }

    /// Gives a grammar that rules the fault out.
    #[must_use]
    pub fn grammar(mut self, grammar: Grammar) -> Self {
        self.grammar = Some(grammar);
        self
    }

    /// Whether it speaks against the response: an error or a warning.
    #[must_use]
    pub fn is_fault(&self) -> bool {
        self.severity != Severity::Info
    }
}
