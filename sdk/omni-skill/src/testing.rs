//! For a skill's own unit tests: inputs to call its function with, and what stands in for the host, on the
//! thread that calls it. Not there on WebAssembly.
//!
//! `cargo test` in a skill's crate compiles it for this machine, so it needs no WebAssembly, no host and no
//! grants. It runs the logic only: policy, limits and what the host refuses to believe show with
//! `omni skill run` and `omni skill test`.
//!
//! ```
//! use omni_skill::testing::{attempt, with_config, with_model, with_seed, with_time};
//! use omni_skill::{clock, config, kv, llm, random};
//! use std::time::Duration;
//!
//! let attempt = attempt("Name a river.", "The Rhine."); // what a scorer or validator is given
//! assert_eq!(attempt.iteration, 1);
//!
//! with_config(r#"{ "least": 3 }"#, || assert_eq!(config::get("least"), Ok(Some(3))));
//! with_time(Duration::from_secs(9), || assert_eq!(clock::now().as_secs(), 9));
//! with_seed(7, || assert_ne!(random::u64(), random::u64()));
//! with_model(|_| "yes".to_owned(), || {
//!     let answer = llm::ask(&attempt.request.history, llm::Options::default());
//!     assert_eq!(answer.map(|answer| answer.text), Ok("yes".to_owned()));
//! });
//! kv::set("seen", b"1").unwrap(); // lives as long as the test's thread
//! ```

mod inputs;
mod stand_ins;

pub use inputs::{attachment, attempt, dataset_options, exchange, image_options, request};
pub(crate) use stand_ins::{ask_model, random_bytes, random_u64, read_monotonic, read_now, store};
pub use stand_ins::{with_model, with_seed, with_time};

use std::cell::RefCell;
use std::collections::BTreeMap;

use serde_json::Value;

thread_local! {
    static CONFIG: RefCell<BTreeMap<String, Value>> = const { RefCell::new(BTreeMap::new()) };
}

/// Runs `test` with the skill's config set to a JSON object, on this thread.
///
/// # Panics
///
/// If `config` is not a JSON object.
pub fn with_config<R>(config: &str, test: impl FnOnce() -> R) -> R {
    /// Puts the earlier config back, also when the test panics.
    struct Restore(BTreeMap<String, Value>);
    impl Drop for Restore {
        fn drop(&mut self) {
            CONFIG.set(std::mem::take(&mut self.0));
        }
    }

    let config = match serde_json::from_str(config) {
        Ok(config) => config,
        Err(error) => panic!("the test's config is not a JSON object: {error}"),
    };
    let _restore = Restore(CONFIG.replace(config));
    test()
}

pub(crate) fn read_config(key: &str) -> Option<String> {
    CONFIG.with_borrow(|config| config.get(key).map(Value::to_string))
}
