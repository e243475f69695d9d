//! Files that come with a question.

use std::path::{Path, PathBuf};

use omni_loop::Attachment;

use crate::context::Context;
use crate::error::CliError;

/// Reads them whole, in order; `-` is stdin, once.
pub(crate) fn read(context: &Context, files: &[PathBuf]) -> Result<Vec<Attachment>, CliError> {
    if files.iter().filter(|file| is_stdin(file)).count() > 1 {
        return Err(one_stdin());
    }
    let most = context.config.images.max_source_bytes.0;
    let read = |file: &PathBuf| {
        let bytes = match is_stdin(file) {
            true => omni_images::read_stream(Path::new("stdin"), std::io::stdin().lock(), most),
            false => omni_images::read_file(file, most),
        };
        let name = match is_stdin(file) {
            true => "stdin".to_owned(),
            false => file.display().to_string(),
        };
        let bytes = bytes.map_err(|source| named(&name, source))?;
        Ok(Attachment {
            name,
            bytes: bytes.into(),
        })
    };
    files.iter().map(read).collect()
}

/// Some errors name the file already.
fn named(name: &str, source: omni_images::Error) -> omni_loop::Error {
    use omni_images::Error::{Inaccessible, Missing, NotAFile};
    match source {
        Missing { .. } | NotAFile { .. } | Inaccessible { .. } => omni_loop::Error::Image(source),
        source => omni_loop::Error::Attachment {
            name: name.to_owned(),
            source,
        },
    }
}

/// Two things want to be read from the one stdin.
pub(crate) fn one_stdin() -> CliError {
    CliError::new(
        "usage",
        "there is one stdin, and `-` was given more than once",
        "give a file, or the question, by name",
    )
}

pub(crate) fn is_stdin(file: &Path) -> bool {
    file == Path::new("-")
}
