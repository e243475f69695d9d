//! Compiled code: kept, found again, and never believed where others could have written it.
#![cfg(unix)]
#![expect(
    clippy::expect_used,
    reason = "a test that is not as expected has failed"
)]

mod support;

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::thread;

use omni_skills::{Runtime, RuntimeOptions};
use support::{Guest, attempt, load, scorer};
use tempfile::TempDir;

fn runtime(folder: &Path) -> Runtime {
    let cache = Some(folder.to_owned());
    Runtime::new(RuntimeOptions { cache }).expect("a runtime")
}

/// Loads and calls a skill with a runtime of its own, as another process would.
fn works(folder: &Path) {
    let runtime = runtime(folder);
    let skill = scorer(load(&runtime, &Guest::sure("0.5"), "").expect("loads"));
    let score = skill.score(&attempt()).result.expect("a score");
    assert_eq!(score.confidence, 0.5);
}

/// A folder with one compiled skill.
fn filled() -> (TempDir, PathBuf, PathBuf) {
    let home = tempfile::tempdir().expect("a folder");
    let folder = home.path().join("cache");
    works(&folder);
    let files = files(&folder);
    assert_eq!(files.len(), 1);
    let file = files[0].clone();
    (home, folder, file)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder");
    entries
        .map(|entry| entry.expect("an entry").path())
        .collect()
}

/// Which file it is: a file that was replaced is another.
fn identity(path: &Path) -> u64 {
    path.metadata().expect("a file").ino()
}

fn mode(path: &Path) -> u32 {
    path.metadata().expect("a file").permissions().mode() & 0o777
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("rights");
}

#[test]
fn is_kept_for_its_owner_only_and_found_again() {
    let (_home, folder, file) = filled();
    assert_eq!((mode(&folder), mode(&file)), (0o700, 0o600));
    let before = identity(&file);
    works(&folder);
    assert_eq!(identity(&file), before);
}

#[test]
fn what_is_corrupt_is_made_anew() {
    let (_home, folder, file) = filled();
    let whole = fs::read(&file).expect("a file");
    let middle = whole.len() / 2;
    let mut flipped = whole.clone();
    flipped[middle] ^= 1;
    let mut other_version = whole.clone();
    other_version[7] = 0;
    for bytes in [
        &flipped[..],
        &whole[..middle],
        &whole[..20],
        b"",
        b"nonsense",
        &other_version,
    ] {
        fs::write(&file, bytes).expect("writes");
        let before = identity(&file);
        works(&folder);
        assert_ne!(identity(&file), before);
        assert_eq!(fs::read(&file).expect("a file").len(), whole.len());
    }
}

#[test]
fn what_others_could_have_written_is_made_anew() {
    let (_home, folder, file) = filled();
    for rights in [0o620, 0o602, 0o666] {
        set_mode(&file, rights);
        let before = identity(&file);
        works(&folder);
        assert_ne!(identity(&file), before);
        assert_eq!(mode(&file), 0o600);
    }
}

#[test]
fn a_folder_that_others_can_write_is_not_used() {
    let (_home, folder, file) = filled();
    fs::remove_file(file).expect("removes");
    set_mode(&folder, 0o777);
    works(&folder);
    assert!(files(&folder).is_empty());
}

#[test]
fn code_for_another_component_is_not_believed_for_this_one() {
    let (_home, folder, file) = filled();
    let runtime = runtime(&folder);
    let _ = load(&runtime, &Guest::sure("0.25"), "").expect("loads");
    // Each file is whole, but under the other's name: its content is what is named, so the wrong one
    // must not be found by a name alone.
    let other = files(&folder)
        .into_iter()
        .find(|path| *path != file)
        .expect("another");
    fs::copy(&other, &file).expect("copies");
    works(&folder);
}

#[test]
fn without_a_folder_everything_still_works() {
    works(Path::new("/dev/null/not/a/folder"));
    let home = tempfile::tempdir().expect("a folder");
    let file = home.path().join("file");
    fs::write(&file, "x").expect("writes");
    works(&file);
    let link = home.path().join("link");
    std::os::unix::fs::symlink(home.path(), &link).expect("links");
    works(&link);
}

#[test]
fn several_at_once_are_fine() {
    let home = tempfile::tempdir().expect("a folder");
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| works(home.path()));
        }
    });
    assert_eq!(files(home.path()).len(), 1);
}
