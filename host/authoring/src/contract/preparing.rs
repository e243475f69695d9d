//! The kinds that do not judge an answer: routers, image preprocessors, dataset builders.

use std::path::Path;

use omni_skills::types::{
    Attachment, Dataset, DatasetOptions, Exchange, ImageOptions, PreparedImage, Request, Route,
};
use omni_skills::{CallContext, DatasetBuilder, Error, ImagePreprocessor, Outcome, Router, Skill};
use serde::Deserialize;

use super::Contract;
use super::bytes::Bytes;
use crate::expect::{ExpectDataset, ExpectImage, ExpectRoute};

/// Routers.
pub(crate) struct Routing;
/// Image preprocessors.
pub(crate) struct ImagePreparation;
/// Dataset builders.
pub(crate) struct DatasetBuilding;

/// What a router is given.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Prompted {
    request: Request,
    #[serde(default)]
    attachments: Vec<Bytes>,
}

/// What an image preprocessor is given.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Picture {
    image: Bytes,
    #[serde(default)]
    options: ImageOptions,
}

/// What a dataset builder is given.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rated {
    entries: Vec<Exchange>,
    #[serde(default)]
    options: DatasetOptions,
}

impl Contract for Routing {
    type Input = Prompted;
    type Expect = ExpectRoute;

    fn complete(input: &mut Prompted, folder: &Path) -> Result<(), String> {
        let mut attachments = input.attachments.iter_mut();
        attachments.try_for_each(|bytes| bytes.complete(folder))
    }

    fn call(skill: Skill, around: &CallContext, input: &Prompted) -> Result<Outcome<Route>, Error> {
        let attachments = input.attachments.iter();
        let attachments: Vec<_> = attachments
            .map(|bytes| Attachment::of(bytes.get()))
            .collect();
        Ok(Router::try_from(skill)?.route_in(around, &input.request, &attachments))
    }
}

impl Contract for ImagePreparation {
    type Input = Picture;
    type Expect = ExpectImage;

    fn complete(input: &mut Picture, folder: &Path) -> Result<(), String> {
        input.image.complete(folder)
    }

    fn call(
        skill: Skill,
        around: &CallContext,
        input: &Picture,
    ) -> Result<Outcome<PreparedImage>, Error> {
        let preprocessor = ImagePreprocessor::try_from(skill)?;
        Ok(preprocessor.prepare_in(around, input.image.get(), &input.options))
    }
}

impl Contract for DatasetBuilding {
    type Input = Rated;
    type Expect = ExpectDataset;

    fn call(skill: Skill, around: &CallContext, input: &Rated) -> Result<Outcome<Dataset>, Error> {
        let builder = DatasetBuilder::try_from(skill)?;
        Ok(builder.build_in(around, &input.entries, &input.options))
    }
}
