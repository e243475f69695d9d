//! The real model for unit tests, loaded once a process.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use crate::local::{Loaded, LocalEngine, LocalOptions};

#[path = "../tests/support/mod.rs"]
mod support;
pub(crate) use support::model_path;

/// One thread, so that output can be compared.
pub(crate) fn engine(context: u32) -> LocalEngine {
    with(context, None)
}

/// The same, with our own projector.
pub(crate) fn seeing(context: u32) -> LocalEngine {
    let models = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models");
    with(context, Some(models.join("smollm2-135m-shapes.gguf")))
}

fn with(context: u32, projector: Option<PathBuf>) -> LocalEngine {
    let path = model_path();
    let digest_cache = path.parent().map(|folder| folder.join("digests.json"));
    LocalEngine::load(LocalOptions {
        context,
        threads: Some(1),
        projector,
        digest_cache,
        ..LocalOptions::new(path)
    })
    .unwrap()
}

/// The model without a context.
pub(crate) fn loaded() -> Arc<Loaded> {
    static LOADED: OnceLock<LocalEngine> = OnceLock::new();
    Arc::clone(&LOADED.get_or_init(|| engine(0)).loaded)
}
