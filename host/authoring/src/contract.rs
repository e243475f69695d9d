//! What each kind of skill is given and gives, for tests. To add a kind, add a type here and a line in
//! [`test`](crate::test()).

mod bytes;
mod preparing;

use std::path::Path;

use omni_skills::types::{Attempt, Finding, Request, Retry, Score};
use omni_skills::{CallContext, Error, Outcome, Reflector, Scorer, Skill, Validator};
use serde::Deserialize;
use serde::de::DeserializeOwned;

pub(crate) use self::preparing::{DatasetBuilding, ImagePreparation, Routing};
use crate::expect::{ExpectFindings, ExpectPlan, ExpectScore, Expectation};

/// A kind of skill: what it is given, what it gives, and how it is called.
pub(crate) trait Contract {
    /// What it is given.
    type Input: DeserializeOwned + Send + Sync;
    /// What can be expected of it.
    type Expect: Expectation;

    /// Reads the files that `input` names, from `folder` on. The error says what is wrong with them.
    fn complete(_input: &mut Self::Input, _folder: &Path) -> Result<(), String> {
        Ok(())
    }

    /// Calls `skill`. The outer error: it is of another kind.
    fn call(skill: Skill, around: &CallContext, input: &Self::Input) -> Result<Given<Self>, Error>;
}

/// What came of a call.
pub(crate) type Given<C> = Outcome<<<C as Contract>::Expect as Expectation>::Output>;

/// Scorers.
pub(crate) struct Scoring;
/// Validators.
pub(crate) struct Validation;
/// Reflectors.
pub(crate) struct Reflection;

/// What a reflector is given.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Attempts {
    request: Request,
    attempts: Vec<Attempt>,
}

impl Contract for Scoring {
    type Input = Attempt;
    type Expect = ExpectScore;

    fn call(skill: Skill, around: &CallContext, input: &Attempt) -> Result<Outcome<Score>, Error> {
        Ok(Scorer::try_from(skill)?.score_in(around, input))
    }
}

impl Contract for Validation {
    type Input = Attempt;
    type Expect = ExpectFindings;

    fn call(
        skill: Skill,
        around: &CallContext,
        input: &Attempt,
    ) -> Result<Outcome<Vec<Finding>>, Error> {
        Ok(Validator::try_from(skill)?.validate_in(around, input))
    }
}

impl Contract for Reflection {
    type Input = Attempts;
    type Expect = ExpectPlan;

    fn call(
        skill: Skill,
        around: &CallContext,
        input: &Attempts,
    ) -> Result<Outcome<Option<Retry>>, Error> {
        let reflector = Reflector::try_from(skill)?;
        Ok(reflector.reflect_in(around, &input.request, &input.attempts))
    }
}
