//! Waits for futures, so that the rest of the host need not know that there are any.

use std::future::Future;
use std::thread;

use tokio::runtime::{Builder, Handle, Runtime};

use crate::Error;

/// A small runtime: one thread, for timers and sockets. Guests run on the thread that calls them.
pub(crate) struct Executor(Option<Runtime>);

impl Executor {
    pub(crate) fn new() -> Result<Self, Error> {
        Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("omni-skills")
            .enable_all()
            .build()
            .map(|runtime| Self(Some(runtime)))
            .map_err(|error| Error::Internal(format!("cannot start a thread: {error}")))
    }

    /// Runs `future` to its end on this thread.
    pub(crate) fn wait<F>(&self, future: F) -> Result<F::Output, Error>
    where
        F: Future<Output: Send> + Send,
    {
        let Some(runtime) = &self.0 else {
            return Err(Error::Internal("the skills runtime has ended".to_owned()));
        };
        if Handle::try_current().is_err() {
            return Ok(runtime.block_on(future));
        }
        // Within somebody's async runtime waiting is not allowed on its threads, so it needs another.
        elsewhere(thread::Builder::new(), || runtime.block_on(future))
    }
}

/// Runs `work` on a new thread and waits for it.
fn elsewhere<T: Send>(
    thread: thread::Builder,
    work: impl FnOnce() -> T + Send,
) -> Result<T, Error> {
    thread::scope(|scope| {
        thread
            .spawn_scoped(scope, work)
            .map_err(|error| Error::Internal(format!("cannot start a thread: {error}")))?
            .join()
            .map_err(|_| Error::Internal("a call of a skill panicked".to_owned()))
    })
}

impl Drop for Executor {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            // Without waiting, which would panic within somebody's async runtime. It runs nothing.
            runtime.shutdown_background();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn works_inside_another_runtime() {
        let outer = Builder::new_current_thread().build().unwrap();
        let answer = outer.block_on(async {
            let executor = Executor::new().unwrap();
            executor.wait(async { 42 }).unwrap()
        });
        assert_eq!(answer, 42);
    }

    #[test]
    fn a_thread_that_cannot_be_made_is_an_error() {
        let too_large = thread::Builder::new().stack_size(1 << 60);
        let error = elsewhere(too_large, || ()).unwrap_err();
        assert_eq!(error.code(), "internal");
        assert!(error.to_string().contains("cannot start a thread"));
    }

    #[test]
    fn a_panic_on_it_is_an_error() {
        let error = elsewhere(thread::Builder::new(), || -> () { panic!("on purpose") });
        assert!(error.unwrap_err().to_string().contains("panicked"));
    }
}
