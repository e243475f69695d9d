//! Prompts up to a picture, kept for the sessions to come: looking at a picture costs far more than copying this.

use std::collections::VecDeque;

use llama_cpp_2::context::session::SeqState;

use super::held::{Held, Part};

/// All that is kept, in bytes. Some hundred pictures of a small model; of a large one, which takes hundreds of
/// megabytes for a picture, none.
const MOST: usize = 256 << 20;

/// The states of prompts that end in a picture, least recently used first.
#[derive(Default)]
pub(crate) struct Kept {
    entries: VecDeque<(Held, SeqState)>,
    bytes: usize,
}

impl Kept {
    /// The longest one that `asked` begins with and that has more than `shared` parts.
    pub(crate) fn find(&mut self, asked: &[Part], shared: usize) -> Option<&(Held, SeqState)> {
        let begins = |held: &Held| held.len() > shared && held.shared(asked) == held.len();
        let candidates = self.entries.iter().enumerate();
        let (at, _) = candidates
            .filter(|(_, (held, _))| begins(held))
            .max_by_key(|(_, (held, _))| held.len())?;
        let found = self.entries.remove(at)?;
        self.entries.push_back(found);
        self.entries.back()
    }

    pub(crate) fn keep(&mut self, held: Held, state: SeqState) {
        let bytes = state.byte_len();
        if bytes > MOST {
            return;
        }
        self.bytes += bytes;
        self.entries.push_back((held, state));
        while self.bytes > MOST {
            let Some((_, oldest)) = self.entries.pop_front() else {
                return;
            };
            self.bytes -= oldest.byte_len();
        }
    }
}
