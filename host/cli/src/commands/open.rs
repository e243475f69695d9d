//! Opening models and hosts, with progress.

use std::path::PathBuf;
use std::sync::Arc;

use omni_audit::Log;
use omni_llm::{
    Cancel, Engine, LocalEngine, LocalOptions, ModelStore, Pulled, check_projector, projector_of,
    sha256_file,
};
use omni_loop::{Calibration, Eye, Host, Models, Skills, Trail, load_models};

use omni_store::Store;

use crate::context::Context;
use crate::error::CliError;
use crate::{output, progress};

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
    // Before the model: a projector that is missing is no reason to let the fallback answer.
    let projector = match sees {
        true => projector(context, &main)?,
        false => None,
    };
    Ok(load_models(&context.config, |name| {
        load(context, name, projector.clone().filter(|_| name == main))
    })?)
}

/// Loads one model by name or path, which sees nothing.
pub(crate) fn model(context: &Context, name: &str) -> Result<Arc<dyn Engine>, omni_llm::Error> {
    load(context, name, None)
}

fn load(
    context: &Context,
    name: &str,
    projector: Option<PathBuf>,
) -> Result<Arc<dyn Engine>, omni_llm::Error> {
    let store = ModelStore::new(context.models());
    let path = store.resolve(name)?;
    let spinner = progress::spinner(&format!("loading {name}"));
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

/// What a model sees with: the config's, else the catalogue's for this very model, which comes with the program.
/// The config's is a demand; without the other the model answers all that has no picture.
fn projector(context: &Context, model: &str) -> Result<Option<PathBuf>, CliError> {
    let store = ModelStore::new(context.models());
    if let Some(named) = context.config.mmproj() {
        let path = store.resolve(&named)?;
        check_projector(&path)?;
        return Ok(Some(path));
    }
    let sha256 = store
        .resolve(model)
        .and_then(|path| sha256_file(&path, Some(&store.digest_cache())));
    // What is wrong with the model is told when it is loaded.
    let Some(name) = sha256.ok().and_then(|sha256| projector_of(&sha256)) else {
        return Ok(None);
    };
    match store.pull(name, &Cancel::default(), &mut |_| ()) {
        Ok(Pulled::Fetched(path) | Pulled::Present(path)) => Ok(Some(path)),
        Err(error) => {
            output::note(&format!(
                "warning: no picture can be shown: {error} ({})",
                error.code()
            ));
            Ok(None)
        }
    }
}
