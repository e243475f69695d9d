//! What the program carries for projects: the SDK, the contracts, the templates.

/// Path and text of each file, sorted by path. Paths begin with `sdk/`, `templates/` or `wit/`; `workspace.toml` is
/// the manifest that the SDK inherits from.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// The files below `folder`, by their paths within it.
pub(crate) fn below(folder: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    FILES.iter().filter_map(move |(path, text)| {
        let path = path.strip_prefix(folder)?.strip_prefix('/')?;
        Some((path, *text))
    })
}

/// One file's text; empty if there is none of this name.
pub(crate) fn text(path: &str) -> &'static str {
    let found = FILES.iter().find(|(name, _)| *name == path);
    found.map_or("", |(_, text)| text)
}
