//! For a skill's own unit tests: what stands in for the host, on the thread that calls it. Not there on
//! WebAssembly.

mod stand_ins;

pub(crate) use stand_ins::{ask_model, random_bytes, random_u64, read_monotonic, read_now, store};
pub use stand_ins::{with_model, with_seed, with_time};

use std::cell::RefCell;
use std::collections::BTreeMap;

use serde_json::Value;

use crate::{Attempt, Request, Stop, TokenStats};

thread_local! {
    static CONFIG: RefCell<BTreeMap<String, Value>> = const { RefCell::new(BTreeMap::new()) };
}

/// A first attempt that the model was sure of and ended itself, with no findings.
///
/// Change what the test is about:
///
/// ```
/// use omni_skill::{Attempt, Stop, testing::attempt};
///
/// let cut = Attempt { stop: Stop::Length, ..attempt("Why?", "Because of") };
/// assert_eq!(cut.iteration, 1);
/// ```
pub fn attempt(prompt: impl Into<String>, response: impl Into<String>) -> Attempt {
    let response = response.into();
    Attempt {
        request: request(prompt),
        iteration: 1,
        stop: Stop::End,
        stats: TokenStats {
            count: u32::try_from(response.split_whitespace().count()).unwrap_or(u32::MAX),
            mean_logprob: -0.1,
            min_logprob: -0.4,
            mean_entropy: 0.3,
        },
        findings: Vec::new(),
        response,
    }
}

/// A request with no history, no pictures and no expectations.
pub fn request(prompt: impl Into<String>) -> Request {
    Request {
        history: Vec::new(),
        prompt: prompt.into(),
        images: 0,
        expect: None,
    }
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
