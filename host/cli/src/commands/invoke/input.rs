//! What a skill is called with: a JSON file of the shape that its kind takes.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use omni_skills::Kind;
use omni_skills::types::{Attachment, Attempt, DatasetOptions, Exchange, ImageOptions, Request};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::error::CliError;

/// The largest `--input`, and the largest file that it names.
const MAX_INPUT_BYTES: u64 = 64 << 20;

/// The text of an `--input`, and where it came from.
pub(crate) struct Input {
    text: String,
    /// The folder that paths in it start from.
    folder: PathBuf,
}

/// What a reflector is called with.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReflectInput {
    pub(super) request: Request,
    pub(super) attempts: Vec<Attempt>,
}

/// What a router is called with.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RouteInput {
    request: Request,
    #[serde(default)]
    attachments: Vec<Bytes>,
}

/// What an image preprocessor is called with.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PrepareInput {
    image: Bytes,
    #[serde(default)]
    options: ImageOptions,
}

/// What a dataset builder is called with.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BuildInput {
    pub(super) entries: Vec<Exchange>,
    #[serde(default)]
    pub(super) options: DatasetOptions,
}

/// Bytes, one way or the other.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Bytes {
    path: Option<PathBuf>,
    base64: Option<String>,
}

impl Input {
    /// Reads `path`, or stdin if it is `-`.
    pub(crate) fn read(path: &Path) -> Result<Self, CliError> {
        let refuse = |reason: String| {
            CliError::new(
                "invalid.input",
                format!("the input {} cannot be read: {reason}", path.display()),
                "give a JSON file, or `-` for stdin",
            )
        };
        let is_stdin = path == Path::new("-");
        let bytes = match is_stdin {
            true => read_all(std::io::stdin().lock()),
            false => std::fs::File::open(path).and_then(read_all),
        };
        let bytes = bytes.map_err(|error| refuse(error.to_string()))?;
        let text = String::from_utf8(bytes).map_err(|_| refuse("it is not UTF-8".to_owned()))?;
        let folder = match is_stdin {
            true => PathBuf::new(),
            false => path.parent().map(Path::to_owned).unwrap_or_default(),
        };
        Ok(Self { text, folder })
    }

    /// The input of a `kind`.
    pub(super) fn parse<T: DeserializeOwned>(&self, kind: Kind) -> Result<T, CliError> {
        serde_json::from_str(&self.text).map_err(|error| wrong(kind, &error.to_string()))
    }

    /// The input of a router.
    pub(super) fn to_route(&self) -> Result<(Request, Vec<Attachment>), CliError> {
        let RouteInput {
            request,
            attachments,
        } = self.parse(Kind::Router)?;
        let attachments = attachments.iter().map(|attachment| {
            let bytes = self.bytes(attachment, Kind::Router)?;
            Ok(Attachment::of(&bytes))
        });
        Ok((request, attachments.collect::<Result<_, CliError>>()?))
    }

    /// The input of an image preprocessor.
    pub(super) fn to_prepare(&self) -> Result<(Vec<u8>, ImageOptions), CliError> {
        let kind = Kind::ImagePreprocessor;
        let PrepareInput { image, options } = self.parse(kind)?;
        Ok((self.bytes(&image, kind)?, options))
    }

    fn bytes(&self, bytes: &Bytes, kind: Kind) -> Result<Vec<u8>, CliError> {
        match (&bytes.path, &bytes.base64) {
            (Some(path), None) => {
                let path = self.folder.join(path);
                std::fs::File::open(&path)
                    .and_then(read_all)
                    .map_err(|error| wrong(kind, &format!("{}: {error}", path.display())))
            }
            (None, Some(text)) => STANDARD
                .decode(text)
                .map_err(|error| wrong(kind, &format!("`base64` is none: {error}"))),
            _ => Err(wrong(kind, "bytes are given by `path` or by `base64`")),
        }
    }
}

fn read_all(source: impl std::io::Read) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(MAX_INPUT_BYTES + 1).read_to_end(&mut bytes)?;
    match bytes.len() as u64 > MAX_INPUT_BYTES {
        true => Err(std::io::Error::other("it is larger than 64 MiB")),
        false => Ok(bytes),
    }
}

fn wrong(kind: Kind, problem: &str) -> CliError {
    CliError::new(
        "invalid.input",
        format!("the input is not what a {kind} takes: {problem}"),
        format!("a {kind} takes {}", shape(kind)),
    )
}

fn shape(kind: Kind) -> &'static str {
    match kind {
        Kind::Scorer | Kind::Validator => r#"{"request": {"prompt": "…"}, "response": "…"}"#,
        Kind::Reflector => {
            r#"{"request": {"prompt": "…"}, "attempts": [{"request": …, "response": "…", "findings": […]}]}"#
        }
        Kind::Router => {
            r#"{"request": {"prompt": "…"}, "attachments": [{"path": "photo.jpg"}, {"base64": "…"}]}; a path starts from the input's folder"#
        }
        Kind::ImagePreprocessor => {
            r#"{"image": {"path": "photo.jpg"}, "options": {"max_edge": 512, "quality": 85, …}}, or {"image": {"base64": "…"}}; a path starts from the input's folder"#
        }
        Kind::DatasetBuilder => {
            r#"{"entries": [{"id": "…", "request": {"prompt": "…"}, "response": "…", "rating": 0.9}], "options": {"min_rating": 0.7, …}}"#
        }
    }
}
