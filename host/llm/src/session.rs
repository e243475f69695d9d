//! `LocalSession`: a KV cache and what is in it.

mod held;
mod kept;

use std::sync::{Arc, PoisonError};

use llama_cpp_2::context::LlamaContext;
use llama_cpp_2::context::session::LlamaStateSeqFlags;
use llama_cpp_2::llama_batch::LlamaBatch;
use llama_cpp_2::token::LlamaToken;
use self_cell::self_cell;

use crate::Error;
use crate::backend::with_errors;
use crate::chat;
use crate::engine::{Control, GenerateOptions, Generation, Message, PromptStats, Session};
use crate::local::Loaded;
use crate::picture::Picture;
use crate::projector::{Projector, Seen};
pub(crate) use held::Part;
use held::{Extent, Held};
pub(crate) use kept::Kept;

/// Tokens evaluated between two looks at [`Control`]: a quarter of a second with SmolLM2-135M on one
/// thread. Batches of 128 or 256 need 8 % less time for a long prompt, of 32 half as much again.
pub(crate) const BATCH: u32 = 64;

/// The one sequence of a context.
pub(crate) const SEQUENCE: i32 = 0;

self_cell! {
    /// A context and the model that it borrows from.
    struct Context {
        owner: Arc<Loaded>,
        #[covariant]
        dependent: LlamaContext,
    }
}

/// A place in a conversation with one model.
pub(crate) struct LocalSession {
    context: Context,
    batch: LlamaBatch<'static>,
    held: Held,
    /// Whether the context has logits for what follows `held`.
    ready: bool,
    /// A token that was generated but is not in the KV cache yet.
    pending: Option<LlamaToken>,
}

impl LocalSession {
    pub(crate) fn open(loaded: Arc<Loaded>) -> Result<Self, Error> {
        let context = Context::try_new(loaded, |loaded| loaded.context())?;
        let batch = LlamaBatch::new(BATCH as usize, 1);
        Ok(Self {
            context,
            batch,
            held: Held::default(),
            ready: false,
            pending: None,
        })
    }

    pub(crate) fn loaded(&self) -> &Loaded {
        self.context.borrow_owner()
    }

    /// Tokens that the session can hold.
    pub(crate) fn capacity(&self) -> usize {
        self.loaded().info.context as usize
    }

    /// Whether another token can be evaluated.
    pub(crate) fn is_full(&self) -> bool {
        self.cells() + usize::from(self.pending.is_some()) >= self.capacity()
    }

    /// Places of the KV cache that are taken.
    fn cells(&self) -> usize {
        self.held.extent().cells as usize
    }

    /// Evaluates what was generated last, so that [`Self::logits`] are those of the next token.
    pub(crate) fn settle(&mut self) -> Result<(), Error> {
        if let Some(token) = self.pending.take() {
            self.ready = false;
            self.decode(&[token], true)?;
            self.ready = true;
        }
        if !self.ready {
            return Err(Error::Failed {
                cause: "nothing was prompted, so there is nothing to continue".into(),
            });
        }
        Ok(())
    }

    /// The logits of the next token, after [`Self::settle`].
    pub(crate) fn logits(&self) -> &[f32] {
        if self.ready {
            self.context.borrow_dependent().get_logits_ith(-1)
        } else {
            &[]
        }
    }

    /// Takes a generated token; it is evaluated when it is needed.
    pub(crate) fn accept(&mut self, token: LlamaToken) {
        self.pending = Some(token);
    }

    /// Evaluates `tokens`, at most a batch of them, at the end of what is held. On failure nothing of
    /// them stays.
    fn decode(&mut self, tokens: &[LlamaToken], last: bool) -> Result<(), Error> {
        self.batch.clear();
        let start = self.held.extent().positions as usize;
        for (at, &token) in tokens.iter().enumerate() {
            let position = i32::try_from(start + at).unwrap_or(i32::MAX);
            let wanted = last && at + 1 == tokens.len();
            self.batch
                .add(token, position, &[SEQUENCE], wanted)
                .map_err(|error| Error::Failed {
                    cause: error.to_string(),
                })?;
        }
        let batch = &mut self.batch;
        let (result, errors) = with_errors(|| {
            self.context
                .with_dependent_mut(|_, context| context.decode(batch))
        });
        match result {
            Ok(()) => {
                for &token in tokens {
                    self.held.push(Part::Token(token), Extent::TOKEN);
                }
                Ok(())
            }
            Err(error) => {
                self.keep(self.held.len());
                Err(Error::Failed {
                    cause: errors
                        .into_iter()
                        .next()
                        .unwrap_or_else(|| error.to_string()),
                })
            }
        }
    }

    /// Looks at a picture, at the end of what is held. On failure nothing of it stays.
    fn look(&mut self, picture: Picture, seen: &Seen, last: bool) -> Result<(), Error> {
        let position = self.held.extent().positions;
        let placed = self.context.with_dependent_mut(|loaded, context| {
            let projector = projector(loaded)?;
            projector.place(seen, context, position, last)
        });
        if let Err(error) = placed {
            self.keep(self.held.len());
            return Err(error);
        }
        let extent = Extent {
            cells: seen.cells,
            positions: seen.positions,
        };
        self.held.push(Part::Picture(picture), extent);
        self.remember();
        Ok(())
    }

    /// Keeps the prompt so far for other sessions.
    fn remember(&self) {
        let context = self.context.borrow_dependent();
        let state = context.state_seq_get(SEQUENCE, LlamaStateSeqFlags::empty());
        if let (Ok(projector), Ok(state)) = (projector(self.loaded()), state) {
            let mut kept = projector
                .kept
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            kept.keep(self.held.clone(), state);
        }
    }

    /// Takes over what another session has seen of `asked`, if that is more than the first `shared` parts.
    fn recall(&mut self, asked: &[Part], shared: usize) {
        let loaded = Arc::clone(self.context.borrow_owner());
        let Ok(projector) = projector(&loaded) else {
            return;
        };
        let mut kept = projector
            .kept
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let Some((held, state)) = kept.find(asked, shared) else {
            return;
        };
        let restored = self
            .context
            .with_dependent_mut(|_, context| {
                context.clear_kv_cache();
                context.state_seq_set(state, SEQUENCE)
            })
            .is_ok();
        self.held = Held::default();
        match restored {
            true => self.held = held.clone(),
            false => self.keep(0),
        }
    }

    /// Removes all but the first `count` parts from the KV cache. A model that cannot forget a part
    /// (a recurrent one) forgets all.
    fn keep(&mut self, count: usize) {
        let from = Some(self.held.extent_of(count).positions);
        let kept = self.context.with_dependent_mut(|_, context| {
            let kept = context.kv_cache_seq_rm(SEQUENCE, from, None).is_ok();
            if !kept {
                context.clear_kv_cache();
            }
            kept
        });
        self.held.truncate(if kept { count } else { 0 });
    }
}

impl Session for LocalSession {
    fn prompt(&mut self, messages: &[Message], control: &Control) -> Result<PromptStats, Error> {
        if let Some(reason) = control.stopped() {
            return Err(Error::Stopped(reason));
        }
        let context = self.loaded().info.context;
        let loaded = self.loaded();
        if messages.iter().any(|message| !message.pictures.is_empty()) {
            projector(loaded)?;
        }
        let parts = chat::parts(
            &loaded.model,
            &loaded.vocabulary,
            &loaded.template,
            messages,
            context,
        )?;
        let Some(last) = parts.len().checked_sub(1) else {
            return Err(Error::TemplateInvalid {
                cause: "it makes an empty text of these messages".into(),
            });
        };
        // The last one is evaluated in any case: its logits are where the answer begins.
        let asked = &parts[..last];
        let shared = self.held.shared(asked);
        let rest = steps(self.loaded(), &parts, shared)?;
        let before = self.held.extent_of(shared).cells;
        let prompt_tokens = rest
            .iter()
            .fold(before, |sum, step| sum.saturating_add(step.cells()));
        if prompt_tokens >= context {
            return Err(Error::PromptTooLong {
                tokens: prompt_tokens,
                at_least: false,
                context,
            });
        }
        self.ready = false;
        self.pending = None;
        let unseen = |part: &Part| matches!(part, Part::Picture(_));
        if asked[shared..].iter().any(unseen) {
            self.recall(asked, shared);
        }
        let wanted = self.held.shared(asked);
        if wanted < self.held.len() {
            self.keep(wanted);
        }
        // More than was shared where something was recalled, nothing where the model cannot forget a part.
        let kept = self.held.len();
        let cached = self.held.extent().cells;
        let fresh = match kept == shared {
            true => rest,
            false => steps(self.loaded(), &parts, kept)?,
        };
        let mut left = fresh.len();
        for step in fresh {
            if let Some(reason) = control.stopped() {
                return Err(Error::Stopped(reason));
            }
            left -= 1;
            match step {
                Step::Tokens(tokens) => self.decode(&tokens, left == 0)?,
                Step::Picture(picture, seen) => self.look(picture, &seen, left == 0)?,
            }
        }
        self.ready = true;
        Ok(PromptStats {
            prompt_tokens,
            cached_tokens: cached,
        })
    }

    fn generate(
        &mut self,
        options: &GenerateOptions,
        control: &Control,
        on_text: &mut dyn FnMut(&str),
    ) -> Result<Generation, Error> {
        crate::generate::run(self, options, control, on_text)
    }
}

/// What is evaluated between two looks at [`Control`].
enum Step {
    Tokens(Vec<LlamaToken>),
    Picture(Picture, Seen),
}

impl Step {
    fn cells(&self) -> u32 {
        match self {
            Self::Tokens(tokens) => u32::try_from(tokens.len()).unwrap_or(u32::MAX),
            Self::Picture(_, seen) => seen.cells,
        }
    }
}

/// The parts after the first `shared` ones, as they are evaluated.
fn steps(loaded: &Loaded, parts: &[Part], shared: usize) -> Result<Vec<Step>, Error> {
    let mut steps = Vec::new();
    for part in parts.iter().skip(shared).cloned() {
        match (part, steps.last_mut()) {
            (Part::Token(token), Some(Step::Tokens(tokens))) if tokens.len() < BATCH as usize => {
                tokens.push(token);
            }
            (Part::Token(token), _) => steps.push(Step::Tokens(vec![token])),
            (Part::Picture(picture), _) => {
                let seen = projector(loaded)?.see(&picture)?;
                steps.push(Step::Picture(picture, seen));
            }
        }
    }
    Ok(steps)
}

fn projector(loaded: &Loaded) -> Result<&Projector, Error> {
    loaded.projector.as_ref().ok_or_else(|| Error::NoProjector {
        model: loaded.info.name.clone(),
    })
}

#[cfg(test)]
impl LocalSession {
    /// How many tokens this session believes, and how many llama.cpp says, are in the KV cache.
    pub(crate) fn held_and_real(&self) -> (usize, usize) {
        let last = self
            .context
            .borrow_dependent()
            .kv_cache_seq_pos_max(SEQUENCE);
        let positions = self.held.extent().positions as usize;
        (positions, usize::try_from(last + 1).unwrap_or(0))
    }
}

#[cfg(test)]
mod tests;
