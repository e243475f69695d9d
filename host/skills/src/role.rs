//! Typed handles: what each kind of skill is asked, and what it answers.

use crate::types::{Attempt, Finding, Request, Retry, Score};
use crate::{CallContext, Error, Kind, Outcome, Skill};

/// A skill that says how far a response can be trusted. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Scorer(Skill);

/// A skill that finds concrete faults in a response. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Validator(Skill);

/// A skill that plans the next attempt. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Reflector(Skill);

impl Scorer {
    /// How far the response can be trusted, from 0 to 1.
    #[must_use]
    pub fn score(&self, attempt: &Attempt) -> Outcome<Score> {
        self.score_in(&CallContext::default(), attempt)
    }

    /// As [`Scorer::score`], as a part of a run.
    #[must_use]
    pub fn score_in(&self, context: &CallContext, attempt: &Attempt) -> Outcome<Score> {
        self.0.call(context, (attempt,))
    }
}

impl Validator {
    /// The faults of the response.
    #[must_use]
    pub fn validate(&self, attempt: &Attempt) -> Outcome<Vec<Finding>> {
        self.validate_in(&CallContext::default(), attempt)
    }

    /// As [`Validator::validate`], as a part of a run.
    #[must_use]
    pub fn validate_in(&self, context: &CallContext, attempt: &Attempt) -> Outcome<Vec<Finding>> {
        self.0.call(context, (attempt,))
    }
}

impl Reflector {
    /// What to ask the model next, after `attempts`, oldest first. None: nothing useful is left to try.
    #[must_use]
    pub fn reflect(&self, request: &Request, attempts: &[Attempt]) -> Outcome<Option<Retry>> {
        self.reflect_in(&CallContext::default(), request, attempts)
    }

    /// As [`Reflector::reflect`], as a part of a run.
    #[must_use]
    pub fn reflect_in(
        &self,
        context: &CallContext,
        request: &Request,
        attempts: &[Attempt],
    ) -> Outcome<Option<Retry>> {
        self.0.call(context, (request, attempts))
    }
}

macro_rules! of_kind {
    ($handle:ident, $kind:expr) => {
        impl TryFrom<Skill> for $handle {
            type Error = Error;

            /// # Errors
            /// `invalid.component`: the skill is of another kind.
            fn try_from(skill: Skill) -> Result<Self, Error> {
                match skill.kind() == $kind {
                    true => Ok(Self(skill)),
                    false => Err(Error::wrong_kind(skill.name(), skill.kind(), $kind)),
                }
            }
        }

        impl $handle {
            /// The skill that it is a handle of.
            #[must_use]
            pub fn skill(&self) -> &Skill {
                &self.0
            }
        }
    };
}

of_kind!(Scorer, Kind::Scorer);
of_kind!(Validator, Kind::Validator);
of_kind!(Reflector, Kind::Reflector);
