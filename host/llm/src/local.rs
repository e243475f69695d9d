//! `LocalEngine`: a GGUF file run by llama.cpp in this process.

use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use llama_cpp_2::context::LlamaContext;
use llama_cpp_2::context::params::LlamaContextParams;
use llama_cpp_2::model::LlamaModel;
use llama_cpp_2::model::params::LlamaModelParams;

use crate::Error;
use crate::backend::{backend, one_at_a_time, with_errors};
use crate::chat::Template;
use crate::digest::sha256_file;
use crate::engine::{Engine, ModelInfo, Session};
use crate::gguf::inspect;
use crate::projector::{Projector, Sight};
use crate::session::{BATCH, LocalSession};
use crate::vocabulary::Vocabulary;

/// Tokens of context if nothing else is said. A session's memory grows with it (SmolLM2-135M: 23 KiB
/// a token, so 92 MiB), and a prompt of a few pages fits.
const DEFAULT_CONTEXT: u32 = 4096;

/// What to load, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalOptions {
    /// The GGUF file.
    pub path: PathBuf,
    /// The name it was asked for by; none for the file's stem.
    pub name: Option<String>,
    /// Tokens that a session holds; 0 for 4096. Never more than the model was trained on.
    pub context: u32,
    /// Threads to compute with, at most the logical processors; none for half of them: llama.cpp's
    /// threads spin at every layer, so that more of them than free cores is far slower than one.
    pub threads: Option<u16>,
    /// Where the digests of unchanged files are remembered, so that they are not read at each start.
    pub digest_cache: Option<PathBuf>,
    /// The GGUF file of the projector that lets the model see pictures.
    pub projector: Option<PathBuf>,
    /// The digest that the file must have, lower-case hexadecimal SHA-256; none for any.
    pub sha256: Option<String>,
}

impl LocalOptions {
    /// Defaults for the GGUF file at `path`.
    #[must_use]
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            name: None,
            context: 0,
            threads: None,
            projector: None,
            digest_cache: None,
            sha256: None,
        }
    }
}

/// A model in memory (the file is mapped, and shared with other processes). Cheap to clone.
#[derive(Debug, Clone)]
pub struct LocalEngine {
    pub(crate) loaded: Arc<Loaded>,
}

/// What the sessions of a model share.
#[derive(Debug)]
pub(crate) struct Loaded {
    /// It points into the model, and so is dropped before it.
    pub(crate) projector: Option<Projector>,
    pub(crate) model: LlamaModel,
    pub(crate) info: ModelInfo,
    pub(crate) template: Template,
    pub(crate) vocabulary: Vocabulary,
    threads: u16,
}

impl LocalEngine {
    /// Checks the file, then maps it.
    ///
    /// Fails with one of the `model.*` codes, of the projector's file too, or with [`Error::TemplateInvalid`] if the
    /// model's chat template does not parse.
    pub fn load(options: LocalOptions) -> Result<Self, Error> {
        let path = &options.path;
        let summary = inspect(path)?;
        let sha256 = sha256_file(path, options.digest_cache.as_deref())?;
        if let Some(expected) = options.sha256.filter(|expected| *expected != sha256) {
            return Err(Error::ModelDigest {
                path: path.clone(),
                expected,
                found: sha256,
            });
        }
        let model = load_model(path)?;
        let vocabulary = Vocabulary::of(&model);
        let source = model
            .meta_val_str("tokenizer.chat_template")
            .ok()
            .filter(|source| !source.is_empty());
        let template = Template::new(source, &vocabulary.bos_text, &vocabulary.eos_text)?;
        let asked = if options.context == 0 {
            DEFAULT_CONTEXT
        } else {
            options.context
        };
        let trained = match summary.trained_context {
            0 => asked,
            trained => trained,
        };
        let name = options.name.unwrap_or_else(|| stem(path));
        let info = ModelInfo {
            name,
            sha256,
            architecture: summary.architecture,
            parameters: summary.parameters,
            context: asked.min(trained),
        };
        let threads = threads(options.threads, logical_processors());
        let cache = options.digest_cache.as_deref();
        let projector = options
            .projector
            .map(|path| Projector::load(&path, &model, threads, cache))
            .transpose()?;
        Ok(Self {
            loaded: Arc::new(Loaded {
                projector,
                model,
                info,
                template,
                vocabulary,
                threads,
            }),
        })
    }
}

impl Engine for LocalEngine {
    fn info(&self) -> &ModelInfo {
        &self.loaded.info
    }

    fn sight(&self) -> Option<&Sight> {
        Some(&self.loaded.projector.as_ref()?.sight)
    }

    fn session(&self) -> Result<Box<dyn Session>, Error> {
        Ok(Box::new(LocalSession::open(Arc::clone(&self.loaded))?))
    }
}

impl Loaded {
    /// Makes a context of the model's own size.
    pub(crate) fn context(&self) -> Result<LlamaContext<'_>, Error> {
        let backend = backend()?;
        let threads = i32::from(self.threads);
        let batch = self.projector.as_ref().map_or(BATCH, |eye| eye.batch);
        let params = LlamaContextParams::default()
            .with_n_ctx(NonZeroU32::new(self.info.context))
            .with_n_batch(batch)
            .with_n_ubatch(batch)
            .with_n_seq_max(1)
            .with_n_threads(threads)
            .with_n_threads_batch(threads)
            .with_no_perf(true);
        let (context, errors) =
            with_errors(|| one_at_a_time(|| self.model.new_context(backend, params)));
        context.map_err(|error| Error::Failed {
            cause: format!(
                "no context of {} tokens could be made: {}",
                self.info.context,
                first_cause(&errors).unwrap_or_else(|| error.to_string())
            ),
        })
    }
}

fn load_model(path: &Path) -> Result<LlamaModel, Error> {
    let backend = backend()?;
    if path.to_str().is_none_or(|path| path.contains('\0')) {
        return Err(Error::ModelUnreadable {
            path: path.into(),
            cause: "its path is not UTF-8".into(),
        });
    }
    let params = LlamaModelParams::default().with_use_mmap(true);
    let (model, errors) = with_errors(|| LlamaModel::load_from_file(backend, path, &params));
    model.map_err(|_| {
        let cause = first_cause(&errors).unwrap_or_else(|| "llama.cpp cannot load it".into());
        if cause.contains("unknown")
            || cause.contains("unsupported")
            || cause.contains("not supported")
        {
            Error::ModelUnsupported {
                path: path.into(),
                cause,
            }
        } else {
            Error::ModelCorrupt {
                path: path.into(),
                cause,
            }
        }
    })
}

/// The first error that llama.cpp logged, without the name of its function.
fn first_cause(errors: &[String]) -> Option<String> {
    let line = errors.first()?;
    let cause = line.split_once("error loading model: ").map_or_else(
        || {
            line.split_once(": ")
                .map_or(line.as_str(), |(_, cause)| cause)
        },
        |(_, cause)| cause,
    );
    // Some causes repeat themselves, or begin with the name of another function.
    let cause = cause
        .rsplit_once("error loading model ")
        .map_or(cause, |(_, cause)| cause);
    let is_function = |name: &str| name.contains('_') && !name.contains(' ');
    let cause = cause
        .split_once(": ")
        .filter(|(name, _)| is_function(name))
        .map_or(cause, |(_, cause)| cause);
    Some(
        cause
            .lines()
            .next()
            .unwrap_or_default()
            .trim_end_matches('.')
            .to_owned(),
    )
}

fn stem(path: &Path) -> String {
    path.file_stem()
        .map(|stem| stem.to_string_lossy().into_owned())
        .unwrap_or_default()
}

/// How many threads to compute with. Never more than there are processors: they spin while they wait
/// for each other, and thousands of them bring a machine to a halt.
fn threads(wanted: Option<u16>, processors: u16) -> u16 {
    match wanted {
        None | Some(0) => (processors / 2).max(1),
        Some(wanted) => wanted.min(processors.max(1)),
    }
}

fn logical_processors() -> u16 {
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    u16::try_from(processors).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn threads_are_never_more_than_processors() {
        assert_eq!(threads(None, 8), 4);
        assert_eq!(threads(None, 1), 1);
        assert_eq!(threads(Some(0), 8), 4);
        assert_eq!(threads(Some(8), 8), 8);
        assert_eq!(threads(Some(u16::MAX), 8), 8);
    }

    #[test]
    fn causes_lose_the_name_of_the_function() {
        let cause = |line: &str| first_cause(&[line.to_owned()]).unwrap();
        assert_eq!(
            cause(
                "llama_model_load: error loading model: error loading model architecture: unknown model architecture: 'zzz'"
            ),
            "architecture: unknown model architecture: 'zzz'"
        );
        assert_eq!(
            cause("llama_model_load: error loading model: check_dims: tensor 'x' not found"),
            "tensor 'x' not found"
        );
        assert_eq!(cause("llama_init: no memory."), "no memory");
        assert_eq!(first_cause(&[]), None);
    }
}
