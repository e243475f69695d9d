//! What each kind of skill is given and gives, for tests. To add a kind, add a type here and a line in
//! [`test`](crate::test()).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use omni_skills::types::{
    Attachment, Attempt, DatasetOptions, Exchange, Finding, ImageOptions, Request, Retry, Score,
};
use omni_skills::{
    CallContext, DatasetBuilder, Error, ImagePreprocessor, Outcome, Reflector, Router, Scorer,
    Skill, Validator,
};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use crate::expect::{ExpectAny, ExpectFindings, ExpectPlan, ExpectScore, Expectation};

/// A kind of skill: what it is given, what it gives, and how it is called.
pub(crate) trait Contract {
    /// What it is given.
    type Input: DeserializeOwned + Send + Sync;
    /// What can be expected of it.
    type Expect: Expectation;

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

/// Routers.
pub(crate) struct Routing;
/// Image preprocessors.
pub(crate) struct Preparation;
/// Dataset builders.
pub(crate) struct Building;

/// What a router is given.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Routed {
    request: Request,
    #[serde(default)]
    attachments: Vec<Bytes>,
}

/// What an image preprocessor is given.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Prepared {
    image: Bytes,
    #[serde(default)]
    options: ImageOptions,
}

/// What a dataset builder is given.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Built {
    entries: Vec<Exchange>,
    #[serde(default)]
    options: DatasetOptions,
}

/// Bytes in a text: `{ base64 = "…" }`.
#[derive(Debug)]
pub(crate) struct Bytes(Vec<u8>);

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Written {
            base64: String,
        }
        let Written { base64 } = Written::deserialize(deserializer)?;
        STANDARD
            .decode(base64)
            .map(Self)
            .map_err(serde::de::Error::custom)
    }
}

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

impl Contract for Routing {
    type Input = Routed;
    type Expect = ExpectAny;

    fn call(skill: Skill, around: &CallContext, input: &Routed) -> Result<Outcome<Value>, Error> {
        let attachments = input.attachments.iter();
        let attachments: Vec<_> = attachments
            .map(|Bytes(bytes)| Attachment::of(bytes))
            .collect();
        let router = Router::try_from(skill)?;
        Ok(shown(router.route_in(around, &input.request, &attachments)))
    }
}

impl Contract for Preparation {
    type Input = Prepared;
    type Expect = ExpectAny;

    fn call(skill: Skill, around: &CallContext, input: &Prepared) -> Result<Outcome<Value>, Error> {
        let preprocessor = ImagePreprocessor::try_from(skill)?;
        let Bytes(image) = &input.image;
        Ok(shown(preprocessor.prepare_in(
            around,
            image,
            &input.options,
        )))
    }
}

impl Contract for Building {
    type Input = Built;
    type Expect = ExpectAny;

    fn call(skill: Skill, around: &CallContext, input: &Built) -> Result<Outcome<Value>, Error> {
        let builder = DatasetBuilder::try_from(skill)?;
        Ok(shown(builder.build_in(
            around,
            &input.entries,
            &input.options,
        )))
    }
}

/// The result as JSON, as `omni skill run` prints it.
fn shown<T: Serialize>(outcome: Outcome<T>) -> Outcome<Value> {
    let Outcome { result, usage } = outcome;
    let result = result.map(|given| serde_json::to_value(given).unwrap_or_default());
    Outcome { result, usage }
}
