//! What is printed where: results on stdout, everything else on stderr.

use std::io::{self, IsTerminal as _, Write as _};

use anstyle::{AnsiColor, Style};
use comfy_table::{ContentArrangement, Table, presets};
use serde::Serialize;

use crate::error::CliError;

pub(crate) const DIM: Style = Style::new().dimmed();
pub(crate) const BOLD: Style = Style::new().bold();
pub(crate) const GOOD: Style = AnsiColor::Green.on_default();
pub(crate) const WARN: Style = AnsiColor::Yellow.on_default();
pub(crate) const BAD: Style = AnsiColor::Red.on_default().bold();

/// Prints one JSON document.
pub(crate) fn json(value: &impl Serialize) -> Result<(), CliError> {
    let text = serde_json::to_string_pretty(value).map_err(|error| {
        CliError::new(
            "internal",
            format!("the result is no JSON: {error}"),
            "please report this",
        )
    })?;
    line(&text)
}

/// Prints one JSON document on a line of its own, for those that read many.
pub(crate) fn json_line(value: &impl Serialize) -> Result<(), CliError> {
    let text = serde_json::to_string(value).map_err(|error| {
        CliError::new(
            "internal",
            format!("the result is no JSON: {error}"),
            "please report this",
        )
    })?;
    line(&text)
}

/// Prints text and a line end. A reader that went away, such as `head`, is no failure.
pub(crate) fn line(text: &str) -> Result<(), CliError> {
    let mut out = anstream::stdout().lock();
    match writeln!(out, "{text}").and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(CliError::new(
            "output.failed",
            format!("stdout cannot be written: {error}"),
            "check where the output goes",
        )),
        Ok(()) => Ok(()),
    }
}

/// Prints rows under a header, as wide as the terminal or as they need.
pub(crate) fn table<const N: usize>(
    header: [&str; N],
    rows: impl IntoIterator<Item = [String; N]>,
) -> Result<(), CliError> {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_header(header);
    if io::stdout().is_terminal() {
        let (_, width) = console::Term::stdout().size();
        table
            .set_content_arrangement(ContentArrangement::Dynamic)
            .set_width(width);
    }
    for row in rows {
        table.add_row(row.map(|cell| harmless(&cell)));
    }
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
    let text = table.to_string();
    let text: Vec<_> = text.lines().map(str::trim_end).collect();
    line(&text.join("\n"))
}

/// Tells what went wrong: a sentence and what to do on stderr, and with `--json` the same on stdout.
pub(crate) fn error(error: &CliError, as_json: bool) {
    let mut out = anstream::stderr().lock();
    let CliError {
        code,
        message,
        help,
        details,
    } = error;
    let shown = harmless(message);
    // Nothing is left to tell it to if stderr is gone.
    let _ = writeln!(out, "{BAD}error{BAD:#}: {shown} {DIM}[{code}]{DIM:#}");
    if let Some(help) = help {
        for (number, part) in help.lines().enumerate() {
            let label = if number == 0 { "help:" } else { "     " };
            let _ = writeln!(out, "  {GOOD}{label}{GOOD:#} {}", harmless(part));
        }
    }
    if as_json {
        let mut document = serde_json::json!({
            "error": { "code": code, "message": message, "help": help }
        });
        if let Some((key, value)) = details.as_deref() {
            document[key] = value.clone();
        }
        let _ = json(&document);
    }
}

/// Says something that is not the result.
pub(crate) fn note(text: &str) {
    let _ = writeln!(anstream::stderr().lock(), "{text}");
}

/// Text from outside for a terminal: control characters other than line ends and tabs are shown,
/// not obeyed.
pub(crate) fn harmless(text: &str) -> String {
    let obeyed = |character: char| character.is_control() && !matches!(character, '\n' | '\t');
    if !text.contains(obeyed) {
        return text.to_owned();
    }
    text.chars()
        .map(|character| {
            if obeyed(character) {
                character.escape_default().to_string()
            } else {
                character.into()
            }
        })
        .collect()
}

/// The start of a text on one line.
pub(crate) fn short(text: &str, characters: usize) -> String {
    let text = harmless(&text.split_whitespace().collect::<Vec<_>>().join(" "));
    if text.chars().count() <= characters {
        return text;
    }
    text.chars()
        .take(characters.saturating_sub(1))
        .chain(['…'])
        .collect()
}

/// The start of a digest, enough to tell two apart.
pub(crate) fn short_digest(digest: &str) -> &str {
    digest.get(..12).unwrap_or(digest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escape_sequences_are_shown_not_obeyed() {
        assert_eq!(harmless("a\u{1b}[2Jb\tc\n"), "a\\u{1b}[2Jb\tc\n");
        assert_eq!(harmless("é 漢"), "é 漢");
    }

    #[test]
    fn shortened_text_is_one_line() {
        assert_eq!(short("a\n b", 10), "a b");
        assert_eq!(short("abcdef", 4), "abc…");
    }
}
