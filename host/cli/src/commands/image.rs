//! `omni image F…`: pictures through the image skill and its cache, alone.

mod batch;
mod cache;
mod outputs;
mod report;

use std::path::Path;
use std::sync::Arc;

use omni_images::Request;
use omni_llm::Cancel;
use omni_loop::{ImageSkill, Iteration, Surroundings, Trail};
use omni_policy::Capability;
use omni_skills::ImagePreprocessor;
use omni_skills::types::ImageOptions;

use self::batch::Batch;
use self::outputs::Outputs;
use crate::args::image::{Image, ImageCommand};
use crate::context::Context;
use crate::error::CliError;
use crate::interrupt;

/// What a batch is prepared for: nobody else's pictures are like its own.
const CALLER: &str = "local";

/// Prepares pictures, or looks after those that were.
pub(crate) fn run(context: &Context, arguments: &Image, json: bool) -> Result<u8, CliError> {
    match &arguments.command {
        Some(ImageCommand::Cache(command)) => cache::run(context, *command, json),
        None => prepare(context, arguments, json),
    }
}

fn prepare(context: &Context, arguments: &Image, json: bool) -> Result<u8, CliError> {
    let stdin = arguments.files.iter().filter(|file| is_stdin(file));
    if stdin.count() > 1 {
        return Err(CliError::new(
            "usage",
            "there is one stdin, and `-` was given more than once",
            "name each picture once",
        ));
    }
    let outputs = Outputs::plan(
        &arguments.files,
        arguments.output.as_deref(),
        arguments.force,
    )?;
    let cancel = Cancel::default();
    interrupt::stops(&cancel);
    let done = context.with_log(|log| {
        let trail = Trail::new(Arc::clone(log));
        let skill = context.skills()?.recorded(trail.clone()).image()?;
        let around = surroundings(context, &skill, &cancel)?;
        let preparer = ImageSkill::new(skill, around.context(Iteration::First), &trail);
        let batch = Batch {
            images: &context.images(),
            preparer: &preparer,
            request: request(context, arguments),
            outputs: &outputs,
            most_bytes: context.config.images.max_source_bytes.0,
            cancel: &cancel,
        };
        let done = batch.run(&arguments.files);
        trail.settle()?;
        Ok(done)
    })?;
    interrupt::ends();
    let code = report::print(&done, json)?;
    match arguments.files.len() - done.len() {
        0 => Ok(code),
        left => {
            report::stopped(left);
            Ok(interrupt::exit_code())
        }
    }
}

/// What the config says, and the command line before it.
fn request(context: &Context, arguments: &Image) -> Request<'static> {
    let config = &context.config.images;
    let options = config.options();
    Request {
        options: ImageOptions {
            max_edge: arguments.max_edge.unwrap_or(options.max_edge),
            quality: arguments.quality.or(options.quality),
            hash: arguments.hash.map_or(options.hash, Into::into),
            background: arguments
                .background
                .map_or(options.background, |colour| colour.0),
            pixels: false,
            ..options
        },
        near: arguments.near || config.near,
        caller: CALLER,
    }
}

/// A store of its own, for a skill that may have one.
fn surroundings(
    context: &Context,
    skill: &ImagePreprocessor,
    cancel: &Cancel,
) -> Result<Surroundings, CliError> {
    let surroundings = Surroundings::default().stopped_by(cancel);
    match skill.skill().policy().decide(Capability::Kv).allowed {
        true => Ok(surroundings.with_store(Arc::new(context.store()?))),
        false => Ok(surroundings),
    }
}

fn is_stdin(file: &Path) -> bool {
    file == Path::new("-")
}
