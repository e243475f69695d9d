//! Which versions of the contracts this host speaks, and what it says of others. `docs/contracts.md` is the
//! policy behind it.

/// What changed in each version, oldest first. Kept beside the contracts.
const CHANGES: &str = include_str!("../../../wit/CHANGES.txt");

/// Whether a component that was built for version `one` of a contract fits a host that speaks `other`, as
/// semantic versioning has it: the first number that is not zero must be the same.
pub(crate) fn is_compatible(one: &str, other: &str) -> bool {
    let track = |version| Some(track(read(version)?));
    one == other || track(one).is_some_and(|one| track(other) == Some(one))
}

/// Why a component of another version is refused: "is built for omni:skill@0.2.0, and this host speaks 0.1.x".
pub(crate) fn problem(name: &str, ours: &str) -> String {
    let package = name.split('/').next().unwrap_or(name);
    let theirs = of(name);
    let theirs = if theirs.is_empty() {
        "no version"
    } else {
        theirs
    };
    format!(
        "is built for {package}@{theirs}, and this host speaks {}",
        range(ours)
    )
}

/// What to do about it, and what changed between the versions.
pub(crate) fn help(name: &str, ours: &str) -> String {
    help_of(CHANGES, name, ours)
}

fn help_of(changes: &str, name: &str, ours: &str) -> String {
    let (theirs, ours_read) = (read(of(name)), read(ours));
    let ours_range = range(ours);
    let sdk = ours_range.trim_end_matches(".x");
    if !name.starts_with("omni:") {
        return format!("rebuild it for version {ours} of that interface");
    }
    if theirs > ours_read {
        return format!(
            "use a newer omni, or rebuild it with omni-skill {sdk}; this host knows of nothing after {ours}"
        );
    }
    let since = changes.lines().filter_map(|line| line.split_once(": "));
    let since = since.filter(|(version, _)| {
        let version = read(version);
        version.is_some() && version > theirs && version <= ours_read
    });
    let since: Vec<String> = since
        .map(|(version, what)| format!("{version}: {what}"))
        .collect();
    format!(
        "rebuild it with omni-skill {sdk}; what changed since:\n{}",
        since.join("\n")
    )
}

/// The version within the name of an interface.
pub(crate) fn of(name: &str) -> &str {
    name.split_once('@').map_or("", |(_, version)| version)
}

/// All versions that `ours` is compatible with, as people write them: `0.1.x`.
fn range(ours: &str) -> String {
    match read(ours) {
        Some((0, 0, _)) | None => ours.to_owned(),
        Some((0, minor, _)) => format!("0.{minor}.x"),
        Some((major, _, _)) => format!("{major}.x"),
    }
}

fn read(version: &str) -> Option<(u64, u64, u64)> {
    let mut numbers = version.splitn(3, '.').map(|number| number.parse().ok());
    Some((numbers.next()??, numbers.next()??, numbers.next()??))
}

fn track(version: (u64, u64, u64)) -> (u64, u64, u64) {
    match version {
        (0, 0, patch) => (0, 0, patch),
        (0, minor, _) => (0, minor, 0),
        (major, _, _) => (major, 0, 0),
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;
    use crate::kind::SKILL_VERSION;

    #[test]
    fn versions_are_compatible_as_semantic_versioning_has_it() {
        for (one, other, compatible) in [
            ("0.1.0", "0.1.0", true),
            ("0.1.7", "0.1.0", true),
            ("0.2.0", "0.1.0", false),
            ("0.0.1", "0.0.2", false),
            ("1.4.0", "1.0.9", true),
            ("2.0.0", "1.0.0", false),
            ("0.1.0-rc.1", "0.1.0", false),
            ("", "0.1.0", false),
        ] {
            assert_eq!(is_compatible(one, other), compatible, "{one} {other}");
        }
    }

    #[test]
    fn both_versions_are_named() {
        assert_snapshot!(problem("omni:skill/scoring@0.2.0", "0.1.0"), @"is built for omni:skill@0.2.0, and this host speaks 0.1.x");
        assert_snapshot!(problem("omni:skill/scoring", "1.2.0"), @"is built for omni:skill@no version, and this host speaks 1.x");
        assert_snapshot!(help("omni:skill/scoring@0.2.0", "0.1.0"), @"use a newer omni, or rebuild it with omni-skill 0.1; this host knows of nothing after 0.1.0");
        assert_snapshot!(help("wasi:io/poll@0.3.0", "0.2.6"), @"rebuild it for version 0.2.6 of that interface");
    }

    #[test]
    fn what_changed_in_between_is_told() {
        let changes = "# a table\n0.1.0: the first\n0.1.1: more\n0.2.0: a field\n0.3.0: later";
        assert_snapshot!(help_of(changes, "omni:skill/scoring@0.1.0", "0.2.0"), @"
        rebuild it with omni-skill 0.2; what changed since:
        0.1.1: more
        0.2.0: a field
        ");
        assert_snapshot!(help("omni:skill/scoring@0.0.9", SKILL_VERSION), @"
        rebuild it with omni-skill 0.1; what changed since:
        0.1.0: the first version
        ");
    }

    #[test]
    fn the_table_ends_with_this_hosts_version() {
        let last = CHANGES
            .lines()
            .last()
            .and_then(|line| line.split_once(": "));
        assert_eq!(last.map(|(version, _)| version), Some(SKILL_VERSION));
    }
}
