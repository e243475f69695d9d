//! What lets a model see: llama.cpp's multimodal projector (mtmd), which turns a picture into places in the prompt.

use std::fmt;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use llama_cpp_2::context::LlamaContext;
use llama_cpp_2::model::LlamaModel;
use llama_cpp_2::mtmd::{
    MtmdBitmap, MtmdContext, MtmdContextParams, MtmdInputChunks, MtmdInputText, mtmd_default_marker,
};

use crate::Error;
use crate::backend::{backend, with_errors};
use crate::digest::sha256_file;
use crate::gguf::inspect_projector;
use crate::picture::Picture;
use crate::session::{BATCH, Kept, SEQUENCE};

/// The batch of a model that looks at the whole of a picture at once, which llama.cpp then wants in one batch.
const WHOLE: u32 = 2048;

/// How a model sees pictures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sight {
    /// Lower-case hexadecimal SHA-256 of the projector's file.
    pub sha256: String,
    /// The longest edge that it looks at, in pixels; none where it looks at large pictures in parts.
    pub max_edge: Option<u32>,
}

/// Looks at the header of a projector's file.
///
/// # Errors
/// If it cannot be read, or is none that this host can run.
pub fn check_projector(path: &Path) -> Result<(), Error> {
    inspect_projector(path).map(drop)
}

/// A projector in memory. It points into the model that it was loaded for, and must not outlive it.
pub(crate) struct Projector {
    context: Mutex<MtmdContext>,
    pub(crate) sight: Sight,
    /// Tokens of a batch of this model.
    pub(crate) batch: u32,
    /// Prompts up to a picture, so that the same picture is not looked at again.
    pub(crate) kept: Mutex<Kept>,
}

/// A picture as the model will get it.
pub(crate) struct Seen {
    chunks: MtmdInputChunks,
    /// Places that it takes in the KV cache.
    pub(crate) cells: u32,
    /// How far what follows it is from what comes before.
    pub(crate) positions: u32,
}

impl Projector {
    /// Checks the file, then loads it.
    pub(crate) fn load(
        path: &Path,
        model: &LlamaModel,
        threads: u16,
        digest_cache: Option<&Path>,
    ) -> Result<Self, Error> {
        let summary = inspect_projector(path)?;
        let sha256 = sha256_file(path, digest_cache)?;
        backend()?;
        let unfit = |cause: String| Error::ProjectorUnfit {
            path: path.into(),
            cause,
        };
        let Some(name) = path.to_str() else {
            return Err(unfit("its path is not UTF-8".to_owned()));
        };
        let params = MtmdContextParams {
            use_gpu: false,
            print_timings: false,
            n_threads: threads.into(),
            ..MtmdContextParams::default()
        };
        let (context, errors) = with_errors(|| MtmdContext::init_from_file(name, model, &params));
        let context = context.map_err(|error| unfit(cause(errors, &error)))?;
        let batch = match context.decode_use_non_causal() {
            true => WHOLE,
            false => BATCH,
        };
        Ok(Self {
            context: Mutex::new(context),
            sight: Sight {
                sha256,
                max_edge: summary.edge,
            },
            batch,
            kept: Mutex::default(),
        })
    }

    /// Cuts a picture up the way that the model takes it, without looking at it yet.
    pub(crate) fn see(&self, picture: &Picture) -> Result<Seen, Error> {
        let bitmap = MtmdBitmap::from_image_data(picture.width(), picture.height(), picture.rgb())
            .map_err(|error| Error::Failed {
                cause: error.to_string(),
            })?;
        let text = MtmdInputText {
            text: mtmd_default_marker().to_owned(),
            add_special: false,
            parse_special: true,
        };
        let context = self.context.lock().unwrap_or_else(PoisonError::into_inner);
        let (chunks, errors) = with_errors(|| context.tokenize(text, &[&bitmap]));
        let chunks = chunks.map_err(|error| Error::Failed {
            cause: cause(errors, &error),
        })?;
        let cells = u32::try_from(chunks.total_tokens()).unwrap_or(u32::MAX);
        // llama.cpp ends the process over it.
        if self.batch == WHOLE && cells > WHOLE {
            return Err(Error::Failed {
                cause: format!("a picture takes {cells} tokens, and the most is {WHOLE}"),
            });
        }
        Ok(Seen {
            cells,
            positions: u32::try_from(chunks.total_positions()).unwrap_or(u32::MAX),
            chunks,
        })
    }

    /// Looks at a picture and puts it at `position` of the context's sequence. With `last` the logits of what
    /// follows are computed, too.
    pub(crate) fn place(
        &self,
        seen: &Seen,
        llama: &mut LlamaContext<'_>,
        position: u32,
        last: bool,
    ) -> Result<(), Error> {
        let mut context = self.context.lock().unwrap_or_else(PoisonError::into_inner);
        let position = i32::try_from(position).unwrap_or(i32::MAX);
        let batch = i32::try_from(self.batch).unwrap_or(i32::MAX);
        let (placed, errors) = with_errors(|| {
            seen.chunks
                .eval_chunks(&mut context, llama, position, SEQUENCE, batch, last)
        });
        placed.map(|_| ()).map_err(|error| Error::Failed {
            cause: cause(errors, &error),
        })
    }
}

impl fmt::Debug for Projector {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Projector")
            .field("sight", &self.sight)
            .finish_non_exhaustive()
    }
}

fn cause(errors: Vec<String>, error: &dyn fmt::Display) -> String {
    errors
        .into_iter()
        .next()
        .unwrap_or_else(|| error.to_string())
}
