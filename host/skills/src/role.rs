//! Typed handles: what each kind of skill is asked, and what it answers.

use crate::check;
use crate::types::{
    Attachment, Attempt, Dataset, DatasetOptions, Exchange, Finding, ImageOptions, PreparedImage,
    Request, Retry, Route, Score,
};
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

/// A skill that sends each request its way. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Router(Skill);

/// A skill that makes pictures ready. Cheap to clone.
#[derive(Clone, Debug)]
pub struct ImagePreprocessor(Skill);

/// A skill that makes training sets. Cheap to clone.
#[derive(Clone, Debug)]
pub struct DatasetBuilder(Skill);

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

impl Router {
    /// The way of a request, and of what came with it.
    #[must_use]
    pub fn route(&self, request: &Request, attachments: &[Attachment]) -> Outcome<Route> {
        self.route_in(&CallContext::default(), request, attachments)
    }

    /// As [`Router::route`], as a part of a run.
    #[must_use]
    pub fn route_in(
        &self,
        context: &CallContext,
        request: &Request,
        attachments: &[Attachment],
    ) -> Outcome<Route> {
        let outcome = self.0.call(context, (request, attachments));
        outcome.believed(&self.0, |route| check::route::fits(route, attachments))
    }
}

impl ImagePreprocessor {
    /// The picture in `image`, ready for the model and the cache, made as `options` say.
    #[must_use]
    pub fn prepare(&self, image: &[u8], options: &ImageOptions) -> Outcome<PreparedImage> {
        self.prepare_in(&CallContext::default(), image, options)
    }

    /// As [`ImagePreprocessor::prepare`], as a part of a run.
    #[must_use]
    pub fn prepare_in(
        &self,
        context: &CallContext,
        image: &[u8],
        options: &ImageOptions,
    ) -> Outcome<PreparedImage> {
        let outcome = self.0.call(context, (image, *options));
        outcome.believed(&self.0, |prepared| check::image::fits(prepared, options))
    }
}

impl DatasetBuilder {
    /// The training set that `entries` make. No two of them have the same id.
    #[must_use]
    pub fn build(&self, entries: &[Exchange], options: &DatasetOptions) -> Outcome<Dataset> {
        self.build_in(&CallContext::default(), entries, options)
    }

    /// As [`DatasetBuilder::build`], as a part of a run.
    #[must_use]
    pub fn build_in(
        &self,
        context: &CallContext,
        entries: &[Exchange],
        options: &DatasetOptions,
    ) -> Outcome<Dataset> {
        let outcome = self.0.call(context, (entries, *options));
        outcome.believed(&self.0, |dataset| {
            check::dataset::fits(dataset, entries, options)
        })
    }
}

impl<T> Outcome<T> {
    /// Itself, if what it returned also fits what the skill was asked: `check` says what does not.
    fn believed(self, skill: &Skill, check: impl FnOnce(&T) -> Result<(), String>) -> Self {
        let result = self.result.and_then(|output| match check(&output) {
            Ok(()) => Ok(output),
            Err(problem) => Err(Error::InvalidOutput {
                skill: skill.name().to_owned(),
                problem,
            }),
        });
        Self { result, ..self }
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
of_kind!(Router, Kind::Router);
of_kind!(ImagePreprocessor, Kind::ImagePreprocessor);
of_kind!(DatasetBuilder, Kind::DatasetBuilder);
