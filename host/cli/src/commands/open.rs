//! Opening models and hosts, with progress.

use std::sync::Arc;

use omni_audit::Log;
use omni_llm::{Engine, LocalEngine, LocalOptions, ModelStore};
use omni_loop::{Host, Models, Skills, Trail, load_models};

use omni_store::Store;

use crate::context::Context;
use crate::error::CliError;
use crate::progress;

/// Everything that a run needs; its record goes to `store`, what was decided to `log`.
pub(crate) fn host(
    context: &Context,
    skills: Skills,
    store: Store,
    log: &Arc<Log>,
) -> Result<Host, CliError> {
    let trail = Trail::new(Arc::clone(log));
    trail.configured(&context.config);
    let roles = skills.recorded(trail).roles()?;
    let models = models(context)?;
    Ok(Host::new(models, roles, Arc::new(store), Arc::clone(log)))
}

/// The models that the config names.
fn models(context: &Context) -> Result<Models, CliError> {
    Ok(load_models(&context.config, |name| model(context, name))?)
}

/// Loads one model by name or path.
pub(crate) fn model(context: &Context, name: &str) -> Result<Arc<dyn Engine>, omni_llm::Error> {
    let store = ModelStore::new(context.models());
    let path = store.resolve(name)?;
    let spinner = progress::spinner(&format!("loading {name}"));
    let config = &context.config.model;
    let engine = LocalEngine::load(LocalOptions {
        context: config.context.unwrap_or(0),
        threads: config.threads,
        digest_cache: Some(store.digest_cache()),
        ..LocalOptions::new(path)
    });
    spinner.finish_and_clear();
    Ok(Arc::new(engine?))
}
