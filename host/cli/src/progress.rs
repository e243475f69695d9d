//! Progress on stderr, for a terminal; silent elsewhere.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// A bar over bytes.
pub(crate) fn bytes(label: &str) -> ProgressBar {
    let bar = ProgressBar::new(0).with_message(label.to_owned());
    // The template is ours and right; were it not, the plain bar would do.
    if let Ok(style) =
        ProgressStyle::with_template("{msg} {bar:24} {bytes}/{total_bytes} {bytes_per_sec} {eta}")
    {
        bar.set_style(style);
    }
    bar
}

/// A bar over tasks.
pub(crate) fn tasks(count: usize) -> ProgressBar {
    let bar = ProgressBar::new(count as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:24} {pos}/{len} {eta} {msg}") {
        bar.set_style(style);
    }
    bar
}

/// A spinner for work of unknown length.
pub(crate) fn spinner(label: &str) -> ProgressBar {
    let spinner = ProgressBar::new_spinner().with_message(label.to_owned());
    spinner.enable_steady_tick(Duration::from_millis(120));
    spinner
}
