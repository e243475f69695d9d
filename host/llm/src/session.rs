//! `LocalSession`: a KV cache and the tokens in it.

use std::sync::Arc;

use llama_cpp_2::context::LlamaContext;
use llama_cpp_2::llama_batch::LlamaBatch;
use llama_cpp_2::token::LlamaToken;
use self_cell::self_cell;

use crate::Error;
use crate::backend::with_errors;
use crate::chat;
use crate::engine::{Control, GenerateOptions, Generation, Message, PromptStats, Session};
use crate::local::Loaded;

/// Tokens evaluated between two looks at [`Control`]: a quarter of a second with SmolLM2-135M on one
/// thread. Batches of 128 or 256 need 8 % less time for a long prompt, of 32 half as much again.
pub(crate) const BATCH: u32 = 64;

/// The one sequence of a context.
const SEQUENCE: i32 = 0;

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
    /// The tokens in the KV cache, in order from position 0.
    held: Vec<LlamaToken>,
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
            held: Vec::new(),
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
        self.held.len() + usize::from(self.pending.is_some()) >= self.capacity()
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
        for (at, &token) in tokens.iter().enumerate() {
            let position = i32::try_from(self.held.len() + at).unwrap_or(i32::MAX);
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
                self.held.extend_from_slice(tokens);
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

    /// Removes all but the first `count` tokens from the KV cache. A model that cannot forget a part
    /// (a recurrent one) forgets all.
    fn keep(&mut self, count: usize) {
        let from = u32::try_from(count).ok();
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
        let tokens = chat::tokens(
            &loaded.model,
            &loaded.vocabulary,
            &loaded.template,
            messages,
            context,
        )?;
        let prompt_tokens = u32::try_from(tokens.len()).unwrap_or(u32::MAX);
        if prompt_tokens >= context {
            return Err(Error::PromptTooLong {
                tokens: prompt_tokens,
                at_least: false,
                context,
            });
        }
        let Some(last) = tokens.len().checked_sub(1) else {
            return Err(Error::TemplateInvalid {
                cause: "it makes an empty text of these messages".into(),
            });
        };
        self.ready = false;
        self.pending = None;
        // The last token is evaluated in any case: its logits are where the answer begins.
        let shared = self
            .held
            .iter()
            .zip(&tokens[..last])
            .take_while(|(held, asked)| held == asked)
            .count();
        if shared < self.held.len() {
            self.keep(shared);
        }
        let cached = self.held.len();
        let fresh = tokens.get(cached..).unwrap_or_default();
        let mut left = fresh.len();
        for batch in fresh.chunks(BATCH as usize) {
            if let Some(reason) = control.stopped() {
                return Err(Error::Stopped(reason));
            }
            left -= batch.len();
            self.decode(batch, left == 0)?;
        }
        self.ready = true;
        Ok(PromptStats {
            prompt_tokens,
            cached_tokens: u32::try_from(cached).unwrap_or(u32::MAX),
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

#[cfg(test)]
impl LocalSession {
    /// How many tokens this session believes, and how many llama.cpp says, are in the KV cache.
    pub(crate) fn held_and_real(&self) -> (usize, usize) {
        let last = self
            .context
            .borrow_dependent()
            .kv_cache_seq_pos_max(SEQUENCE);
        (self.held.len(), usize::try_from(last + 1).unwrap_or(0))
    }
}

#[cfg(test)]
mod tests;
