//! Opening models and hosts, with progress.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use omni_audit::Log;
use omni_llm::{
    Cancel, Engine, LocalEngine, LocalOptions, ModelStore, Pulled, projector_of, sha256_file,
};
use omni_loop::{Calibration, Eye, Host, Models, Skills, Trail, load_models};

use omni_store::Store;

use crate::context::Context;
use crate::error::CliError;
use crate::progress;

/// Everything that a run needs; its record goes to `store`, what was decided to `log`. With `sees` the main model is
/// loaded with its projector, where it has one.
pub(crate) fn host(
    context: &Context,
    skills: Skills,
    store: Store,
    log: &Arc<Log>,
    sees: bool,
) -> Result<Host, CliError> {
    let trail = Trail::new(Arc::clone(log));
    trail.configured(&context.config);
    let models = models(context, sees)?;
    let skills = skills.calibrated(calibration(context, &models)?);
    let roles = skills.recorded(trail.clone()).roles()?;
    let host = Host::new(models, roles, Arc::new(store), Arc::clone(log));
    if !sees {
        return Ok(host);
    }
    Ok(host.with_eye(Eye {
        skills: context.skills()?.recorded(trail),
        images: context.images(),
        config: context.config.images.clone(),
    }))
}

/// What a scorer's numbers are worth for the model that answers.
pub(crate) fn calibration(
    context: &Context,
    models: &Models,
) -> Result<Option<Calibration>, CliError> {
    let fitted = models
        .main_sha256()
        .map(|model| Calibration::of(&context.home, model));
    Ok(fitted.transpose()?.flatten())
}

/// The models that the config names. What the main one sees with is loaded only where pictures may come.
fn models(context: &Context, sees: bool) -> Result<Models, CliError> {
    let main = context.config.main();
    Ok(load_models(&context.config, |name| {
        load(context, name, sees && name == main)
    })?)
}

/// Loads one model by name or path, which sees nothing.
pub(crate) fn model(context: &Context, name: &str) -> Result<Arc<dyn Engine>, omni_llm::Error> {
    load(context, name, false)
}

fn load(context: &Context, name: &str, sees: bool) -> Result<Arc<dyn Engine>, omni_llm::Error> {
    let store = ModelStore::new(context.models());
    let path = store.resolve(name)?;
    let spinner = progress::spinner(&format!("loading {name}"));
    let projector = match sees {
        true => projector(context, &store, &path)?,
        false => None,
    };
    let config = &context.config.model;
    let engine = LocalEngine::load(LocalOptions {
        context: config.context.unwrap_or(0),
        threads: config.threads,
        digest_cache: Some(store.digest_cache()),
        projector,
        ..LocalOptions::new(path)
    });
    spinner.finish_and_clear();
    Ok(Arc::new(engine?))
}

/// What the model at `path` sees with: the config's, else the catalogue's for this very model, which comes with
/// the program.
fn projector(
    context: &Context,
    store: &ModelStore,
    path: &Path,
) -> Result<Option<PathBuf>, omni_llm::Error> {
    if let Some(named) = context.config.mmproj() {
        return store.resolve(&named).map(Some);
    }
    let sha256 = sha256_file(path, Some(&store.digest_cache()))?;
    let Some(name) = projector_of(&sha256) else {
        return Ok(None);
    };
    let (Pulled::Fetched(path) | Pulled::Present(path)) =
        store.pull(name, &Cancel::default(), &mut |_| ())?;
    Ok(Some(path))
}
