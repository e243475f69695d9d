//! What a case expects: the whole output, or what must hold of it, or the code of a refusal. One file for the kinds
//! that judge an answer, one for the others.

mod judging;
mod preparing;
mod range;

pub(crate) use judging::{ExpectFindings, ExpectPlan, ExpectScore};
pub(crate) use preparing::{ExpectDataset, ExpectImage, ExpectRoute};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};

/// What can be expected of a kind's output.
pub(crate) trait Expectation: DeserializeOwned + Send + Sync {
    /// What the kind gives.
    type Output: Serialize + Clone + Send;

    /// What can be expected of any kind.
    fn common(&self) -> Common<'_, Self::Output>;

    /// What does not hold of an output, of what can be expected of this kind only.
    fn broken(&self, output: &Self::Output) -> Vec<String>;

    /// Whether what this kind only can give is expected.
    fn has_own(&self) -> bool;
}

/// What can be expected of any kind.
pub(crate) struct Common<'a, O> {
    /// Exactly this.
    pub(crate) output: Option<&'a O>,
    /// No output, but this code; or, of WASI, that something was denied on the way.
    pub(crate) code: Option<&'a str>,
    /// Texts that are in what it gives, or in the error's message.
    pub(crate) contains: &'a [String],
    /// Texts that are not.
    pub(crate) lacks: &'a [String],
    /// Texts of log lines, in this order, others between them.
    pub(crate) log: &'a [String],
}

/// A table of `expect`: what every kind has, and what is of one kind only. Its type says by `broken_of_kind` what of
/// the latter does not hold.
macro_rules! expectation {
    ($(#[$about:meta])* $name:ident of $output:ty { $($(#[$doc:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$about])*
        #[derive(Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(crate) struct $name {
            output: Option<$output>,
            code: Option<crate::expect::Code>,
            #[serde(default)]
            contains: Vec<String>,
            #[serde(default)]
            lacks: Vec<String>,
            #[serde(default)]
            log: Vec<String>,
            $($(#[$doc])* $field: Option<$type>,)*
        }

        impl crate::expect::Expectation for $name {
            type Output = $output;

            fn common(&self) -> crate::expect::Common<'_, $output> {
                crate::expect::Common {
                    output: self.output.as_ref(),
                    code: self.code.as_ref().map(crate::expect::Code::name),
                    contains: &self.contains,
                    lacks: &self.lacks,
                    log: &self.log,
                }
            }

            fn broken(&self, output: &$output) -> Vec<String> {
                self.broken_of_kind(output)
            }

            fn has_own(&self) -> bool {
                false $(|| self.$field.is_some())*
            }
        }
    };
}

use expectation;

/// A code that a call can end with, or a use be denied with.
#[derive(Debug)]
pub(crate) struct Code(&'static str);

/// Every code that a case can expect.
const CODES: &[&str] = &[
    "denied.environment",
    "denied.filesystem",
    "denied.http",
    "denied.import",
    "digest.mismatch",
    "internal",
    "invalid.component",
    "invalid.output",
    "limit.fuel",
    "limit.host-calls",
    "limit.llm-calls",
    "limit.llm-tokens",
    "limit.log",
    "limit.memory",
    "limit.output",
    "limit.stack",
    "limit.time",
    "skill.failed",
    "trap",
];

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = String::deserialize(deserializer)?;
        let known = CODES.iter().find(|code| **code == word);
        known
            .map(|code| Self(code))
            .ok_or_else(|| serde::de::Error::unknown_variant(&word, CODES))
    }
}

impl Code {
    fn name(&self) -> &'static str {
        self.0
    }
}
