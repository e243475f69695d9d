//! What a batch came to: a table, or a list in JSON; what went wrong, on stderr.

use omni_images::hex;
use serde::Serialize;

use super::batch::Done;
use crate::error::CliError;
use crate::output;

/// A picture, as `--json` tells it. What is not known is null.
#[derive(Debug, Serialize)]
struct Told {
    file: String,
    /// Of the file.
    sha256: Option<String>,
    /// In pixels, of the result.
    width: Option<u32>,
    height: Option<u32>,
    /// The perceptual hash: 16 hexadecimal digits.
    phash: Option<String>,
    bytes_in: Option<u64>,
    bytes_out: Option<u64>,
    hit: Option<&'static str>,
    ms: f64,
    output: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<Failure>,
}

#[derive(Debug, Serialize)]
struct Failure {
    code: String,
    message: String,
    help: Option<String>,
}

/// Prints what became of all of them. Returns the exit code of the first that failed, 0 if none did.
pub(super) fn print(done: &[Done], json: bool) -> Result<u8, CliError> {
    let told: Vec<_> = done.iter().map(told).collect();
    if json {
        output::json(&told)?;
    } else if !told.is_empty() {
        let header = ["file", "size", "before", "after", "hash", "time", "hit"];
        output::table(header, told.iter().map(row))?;
    }
    let mut code = 0;
    for Done { file, result, .. } in done {
        match result {
            Ok(prepared) => {
                for note in &prepared.image.notes {
                    let note = format!("note: {}: {note}", file.display());
                    output::note(&output::harmless(&note));
                }
            }
            Err(error) => {
                output::error(error, false);
                if code == 0 {
                    code = error.exit_code();
                }
            }
        }
    }
    Ok(code)
}

/// Tells that somebody stopped the batch.
pub(super) fn stopped(left: usize) {
    let pictures = if left == 1 { "picture" } else { "pictures" };
    output::note(&format!(
        "stopped with {left} {pictures} left; those that are done are kept"
    ));
}

fn told(done: &Done) -> Told {
    let mut told = Told {
        file: done.file.display().to_string(),
        sha256: None,
        width: None,
        height: None,
        phash: None,
        bytes_in: done.bytes_in,
        bytes_out: None,
        hit: None,
        ms: done.ms,
        output: done.output.as_ref().map(|path| path.display().to_string()),
        error: None,
    };
    match &done.result {
        Ok(prepared) => {
            let image = &prepared.image;
            told.sha256 = Some(hex(&prepared.sha256));
            told.width = Some(image.width);
            told.height = Some(image.height);
            told.phash = Some(format!("{:016x}", image.hash));
            let encoded = image.encoded.as_ref();
            told.bytes_out = encoded.map(|encoded| encoded.bytes.len() as u64);
            told.hit = Some(prepared.hit.name());
        }
        Err(error) => {
            told.error = Some(Failure {
                code: error.code.clone(),
                message: error.message.clone(),
                help: error.help.clone(),
            });
        }
    }
    told
}

fn row(told: &Told) -> [String; 7] {
    let unknown = || "-".to_owned();
    let bytes = |bytes: Option<u64>| bytes.map_or_else(unknown, shown_bytes);
    let size = told.width.zip(told.height);
    let error = told.error.as_ref().map(|error| error.code.clone());
    [
        told.file.clone(),
        size.map_or_else(unknown, |(width, height)| format!("{width}×{height}")),
        bytes(told.bytes_in),
        bytes(told.bytes_out),
        told.phash.clone().unwrap_or_else(unknown),
        format!("{:.1} ms", told.ms),
        told.hit
            .map(str::to_owned)
            .or(error)
            .unwrap_or_else(unknown),
    ]
}

/// A size for people.
pub(super) fn shown_bytes(bytes: u64) -> String {
    let units = [(1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")];
    let unit = units.into_iter().find(|(size, _)| bytes >= *size);
    match unit {
        Some((size, name)) => format!("{:.1} {name}", bytes as f64 / size as f64),
        None => format!("{bytes} B"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_told_in_the_largest_unit_that_they_fill() {
        assert_eq!(shown_bytes(0), "0 B");
        assert_eq!(shown_bytes(1023), "1023 B");
        assert_eq!(shown_bytes(1536), "1.5 KiB");
        assert_eq!(shown_bytes(3 << 30), "3.0 GiB");
    }
}
