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
use std::process::Command;
use std::{env, thread};

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

/// Runs the test named `a_process` in a process of its own, by `script`. What it says.
fn in_a_process(script: &str, folder: &Path) -> String {
    let output = Command::new("sh")
        .args(["-c", script])
        .arg(env::current_exe().expect("this program"))
        .env("OMNI_TEST_CACHE", folder)
        .output()
        .expect("a shell");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(text.contains("1 passed"), "{text}");
    text
}

#[test]
#[ignore = "run by the tests below, in a process of its own"]
fn a_process() {
    let folder = env::var_os("OMNI_TEST_CACHE").expect("a folder");
    let folder = Path::new(&folder);
    tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::WARN)
        .with_ansi(false)
        .init();
    works(folder);
    let other = load(&runtime(folder), &Guest::sure("0.25"), "");
    let _ = other.expect("loads");
}

#[test]
fn needs_no_other_folder_for_temporary_files() {
    let (_home, folder, file) = filled();
    let before = identity(&file);
    let script = r#"TMPDIR=/dev/null exec "$0" --exact --ignored --nocapture a_process"#;
    let text = in_a_process(script, &folder);
    assert!(!text.contains("WARN"), "{text}");
    assert_eq!((identity(&file), files(&folder).len()), (before, 2));
}

#[test]
fn a_full_disk_is_told_once_and_by_its_reason() {
    let home = tempfile::tempdir().expect("a folder");
    let folder = home.path().join("cache");
    // No file may be larger than 4 KiB: the nearest thing to a full disk that anyone may make.
    let script = r#"trap '' XFSZ; ulimit -f 8; exec "$0" --exact --ignored --nocapture a_process"#;
    let text = in_a_process(script, &folder);
    let warnings: Vec<&str> = text.lines().filter(|line| line.contains("WARN")).collect();
    let expected = format!(
        "cannot keep compiled skills in {}: file too large",
        folder.display()
    );
    assert_eq!(warnings.len(), 1, "{text}");
    assert!(warnings[0].ends_with(&expected), "{text}");
    assert!(files(&folder).is_empty());
}

#[test]
fn a_folder_that_cannot_be_used_is_told_once() {
    let home = tempfile::tempdir().expect("a folder");
    let file = home.path().join("file");
    fs::write(&file, "x").expect("writes");
    let text = in_a_process(
        r#"exec "$0" --exact --ignored --nocapture a_process"#,
        &file,
    );
    assert_eq!(text.matches("WARN").count(), 1, "{text}");
}
