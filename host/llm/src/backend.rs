//! llama.cpp's process-wide state: its backend, its log, and the lock that making a context needs.

use std::cell::RefCell;
use std::ffi::{CStr, c_char, c_void};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, OnceLock, PoisonError};

use llama_cpp_2::llama_backend::LlamaBackend;

use crate::Error;

/// The backend, initialised on first use and kept until the process ends.
pub(crate) fn backend() -> Result<&'static LlamaBackend, Error> {
    static BACKEND: OnceLock<Option<LlamaBackend>> = OnceLock::new();
    BACKEND
        .get_or_init(|| {
            route_log();
            LlamaBackend::init().ok()
        })
        .as_ref()
        .ok_or_else(|| Error::Failed {
            cause: "llama.cpp is already in use by other code of this process".into(),
        })
}

/// Runs `work` alone: llama.cpp changes the shared model while it makes a context.
pub(crate) fn one_at_a_time<T>(work: impl FnOnce() -> T) -> T {
    static LOCK: Mutex<()> = Mutex::new(());
    let _held = LOCK.lock().unwrap_or_else(PoisonError::into_inner);
    work()
}

/// Runs `work` and returns, beside its result, the errors that llama.cpp logged on this thread.
pub(crate) fn with_errors<T>(work: impl FnOnce() -> T) -> (T, Vec<String>) {
    ERRORS.with(|errors| errors.borrow_mut().clear());
    let result = work();
    (result, ERRORS.with(|errors| errors.take()))
}

thread_local! {
    /// Error lines since the last [`with_errors`]. Loading logs on the calling thread.
    static ERRORS: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// More lines than that say nothing new.
const MAX_ERRORS: usize = 16;

#[expect(
    unsafe_code,
    reason = "llama.cpp takes its log callback through the C interface only"
)]
fn route_log() {
    // SAFETY: `log_line` has the signature that llama.cpp asks for, never unwinds, uses no user
    // data and lives as long as the process. The calls themselves only store the two pointers.
    unsafe {
        llama_cpp_sys_2::llama_log_set(Some(log_line), std::ptr::null_mut());
        llama_cpp_sys_2::ggml_log_set(Some(log_line), std::ptr::null_mut());
        llama_cpp_sys_2::mtmd_helper_log_set(Some(log_line), std::ptr::null_mut());
    }
}

#[expect(unsafe_code, reason = "called by llama.cpp with a C string")]
unsafe extern "C" fn log_line(
    level: llama_cpp_sys_2::ggml_log_level,
    text: *const c_char,
    _data: *mut c_void,
) {
    if text.is_null() {
        return;
    }
    // SAFETY: llama.cpp passes a NUL-terminated string that is valid during this call.
    let text = unsafe { CStr::from_ptr(text) }.to_string_lossy();
    let line = text.trim();
    // A subscriber that panics must not unwind into C++.
    let _ = catch_unwind(AssertUnwindSafe(|| route(level, line)));
}

fn route(level: llama_cpp_sys_2::ggml_log_level, line: &str) {
    if line.is_empty() {
        return;
    }
    match level {
        llama_cpp_sys_2::GGML_LOG_LEVEL_ERROR => {
            tracing::debug!(target: "llama.cpp", "error: {line}");
            let _ = ERRORS.try_with(|errors| {
                let mut errors = errors.borrow_mut();
                if errors.len() < MAX_ERRORS {
                    errors.push(line.to_owned());
                }
            });
        }
        llama_cpp_sys_2::GGML_LOG_LEVEL_WARN => tracing::debug!(target: "llama.cpp", "{line}"),
        _ => tracing::trace!(target: "llama.cpp", "{line}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_captured_and_the_rest_is_not() {
        let ((), errors) = with_errors(|| {
            route(llama_cpp_sys_2::GGML_LOG_LEVEL_ERROR, "first");
            route(llama_cpp_sys_2::GGML_LOG_LEVEL_INFO, "second");
        });
        assert_eq!(errors, ["first"]);
        let ((), errors) = with_errors(|| ());
        assert!(errors.is_empty());
    }
}
