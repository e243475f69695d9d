//! A validator of 0.1.0 that fills every field of a finding.

mod bindings {
    wit_bindgen::generate!({ world: "omni:skill/validator", path: ["wit/host", "wit/skill"], generate_all });
}

use bindings::exports::omni::skill::validation::Guest;
use bindings::omni::skill::types::{Attempt, Error, Finding, Grammar, Severity};

struct Skill;

impl Guest for Skill {
    fn validate(attempt: Attempt) -> Result<Vec<Finding>, Error> {
        if attempt.response.is_empty() {
            return Err(Error::Unsupported("nothing to validate".to_owned()));
        }
        Ok(vec![Finding {
            code: "frozen.all".to_owned(),
            severity: Severity::Warning,
            message: format!("iteration {}", attempt.iteration),
            hint: Some("hint".to_owned()),
            fact: Some("fact".to_owned()),
            mend: Some(attempt.response.to_uppercase()),
            grammar: Some(Grammar::JsonSchema("{}".to_owned())),
        }])
    }
}

bindings::export!(Skill with_types_in bindings);
