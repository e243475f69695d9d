//! What a run tells while it is under way.

use std::time::Duration;

use omni_llm::Picture;
use omni_store::{Failure, IterationRecord, Source};

use crate::Iteration;

/// Something that just happened in a run.
#[derive(Debug)]
pub enum Event<'a> {
    /// These pictures are shown with the prompt.
    Shown(&'a [Picture]),
    /// An iteration begins.
    Started {
        /// Which.
        iteration: Iteration,
        /// Who writes its response.
        source: Source,
    },
    /// A piece of the response, whole characters.
    Text(&'a str),
    /// An iteration was judged.
    Judged(&'a IterationRecord),
    /// A skill or the main model failed, and the run goes on.
    Failed(&'a Failure),
    /// The run is over and in the signed log.
    Recorded {
        /// How long it waited for that, all in all.
        waited: Duration,
    },
}

/// Who wants to know.
pub trait Observer {
    /// Called in the thread of the run, which waits for it.
    fn event(&mut self, event: Event<'_>);
}

/// Wants to know nothing.
impl Observer for () {
    fn event(&mut self, _event: Event<'_>) {}
}

/// Any closure will do.
impl<F: FnMut(Event<'_>)> Observer for F {
    fn event(&mut self, event: Event<'_>) {
        self(event);
    }
}
