//! `omni image cache stats · prune · verify`

use omni_images::{Images, Pruned, Stats, Verified};

use super::report::shown_bytes;
use crate::args::image::ImageCache;
use crate::context::Context;
use crate::error::CliError;
use crate::output::{self, BAD, GOOD};
use crate::progress;

/// The exit code when something was not as it was written.
const EXIT_DAMAGED: u8 = 5;

pub(super) fn run(context: &Context, command: ImageCache, json: bool) -> Result<u8, CliError> {
    let images = context.existing_images()?;
    match command {
        ImageCache::Stats => stats(context, images.as_ref(), json),
        ImageCache::Prune => prune(images.as_ref(), json),
        ImageCache::Verify => verify(images.as_ref(), json),
    }
}

fn stats(context: &Context, images: Option<&Images>, json: bool) -> Result<u8, CliError> {
    let config = &context.config.images;
    let nothing = Stats {
        pictures: 0,
        bytes: 0,
        max_bytes: config.max_bytes.0,
        ttl_s: config.ttl.0.as_secs(),
        made: 0,
        by_pixels: 0,
        by_likeness: 0,
        oldest_s: None,
    };
    let stats = images.map_or(Ok(nothing), Images::stats)?;
    if json {
        output::json(&stats)?;
        return Ok(0);
    }
    let days = |seconds: u64| format!("{:.1} days", seconds as f64 / 86_400.0);
    let row = |name: &str, value: String| [name.to_owned(), value];
    let room = format!(
        "{} of {}",
        shown_bytes(stats.bytes),
        shown_bytes(stats.max_bytes)
    );
    let oldest = stats.oldest_s.map_or_else(|| "-".to_owned(), days);
    output::table(
        ["kept", "value"],
        [
            row("pictures", stats.pictures.to_string()),
            row("room", room),
            row("sources that one was made of", stats.made.to_string()),
            row("led to one by their pixels", stats.by_pixels.to_string()),
            row("led to one by likeness", stats.by_likeness.to_string()),
            row("kept after the last use", days(stats.ttl_s)),
            row("longest unused", oldest),
        ],
    )?;
    Ok(0)
}

fn prune(images: Option<&Images>, json: bool) -> Result<u8, CliError> {
    let pruned = images.map_or(Ok(Pruned::default()), Images::prune)?;
    if json {
        output::json(&pruned)?;
        return Ok(0);
    }
    output::line(&format!(
        "thrown away: {} unused for too long, {} to make room, {} in all; {} stray files",
        pruned.expired,
        pruned.evicted,
        shown_bytes(pruned.bytes),
        pruned.stray_files,
    ))?;
    Ok(0)
}

fn verify(images: Option<&Images>, json: bool) -> Result<u8, CliError> {
    let spinner = progress::spinner("verifying the cache of pictures");
    let verified = images.map_or(Ok(Verified::default()), Images::verify);
    spinner.finish_and_clear();
    let verified = verified?;
    let damaged = !verified.corrupt.is_empty();
    if json {
        output::json(&verified)?;
    } else {
        let Verified {
            checked, missing, ..
        } = &verified;
        let gone = match missing {
            0 => String::new(),
            missing => format!(", {missing} whose files are gone were removed"),
        };
        match damaged {
            false => output::line(&format!("{GOOD}verified{GOOD:#}  {checked} pictures{gone}"))?,
            true => {
                for name in &verified.corrupt {
                    output::line(&format!("{BAD}damaged{BAD:#}   {name}"))?;
                }
                output::line(&format!(
                    "{checked} pictures, of which {} were damaged and removed{gone}; they are made again when they are asked for",
                    verified.corrupt.len()
                ))?;
            }
        }
    }
    Ok(if damaged { EXIT_DAMAGED } else { 0 })
}
