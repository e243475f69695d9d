//! What tests on the real model share.

use std::path::{Path, PathBuf};

/// The GGUF file of SmolLM2-135M: `OMNI_TEST_MODEL`, or where `make model` puts it.
pub(crate) fn model_path() -> PathBuf {
    let path = std::env::var_os("OMNI_TEST_MODEL").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/models/smollm2-135m.gguf"),
        PathBuf::from,
    );
    assert!(
        path.is_file(),
        "{} is missing: run `make model` first",
        path.display()
    );
    path
}
