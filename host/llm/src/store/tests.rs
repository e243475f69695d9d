//! The models folder.

use super::*;
use crate::gguf::tests::Builder;

pub(crate) fn store() -> (tempfile::TempDir, ModelStore) {
    let folder = tempfile::tempdir().unwrap();
    let store = ModelStore::new(folder.path().join("models"));
    (folder, store)
}

pub(crate) fn gguf(folder: &Path, name: &str, title: &str) -> PathBuf {
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
        .add(&source, None, &Cancel::default(), &mut |progress| {
            last = Some(progress)
        })
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
    store
        .add(&one, Some("m"), &Cancel::default(), &mut |_| ())
        .unwrap();
    assert!(matches!(
        store
            .add(&one, Some("m"), &Cancel::default(), &mut |_| ())
            .unwrap(),
        Pulled::Present(_)
    ));
    assert_eq!(
        store
            .add(&two, Some("m"), &Cancel::default(), &mut |_| ())
            .unwrap_err()
            .code(),
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
        store
            .add(&junk, None, &Cancel::default(), &mut |_| ())
            .unwrap_err()
            .code(),
        "model.corrupt"
    );
    assert_eq!(
        store
            .add(
                &folder.path().join("no.gguf"),
                None,
                &Cancel::default(),
                &mut |_| ()
            )
            .unwrap_err()
            .code(),
        "model.missing"
    );
    let sound = gguf(folder.path(), "sound.gguf", "a");
    for name in ["", "../x", "a/b", ".x", "a b", "x.gguf", &"x".repeat(101)] {
        assert_eq!(
            store
                .add(&sound, Some(name), &Cancel::default(), &mut |_| ())
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
        store
            .add(&sound, None, &Cancel::default(), &mut |_| ())
            .unwrap_err()
            .code(),
        "model.unwritable"
    );
    assert_eq!(
        store
            .pull("smollm2-135m", &Cancel::default(), &mut |_| ())
            .unwrap_err()
            .code(),
        "model.unwritable"
    );
}

#[test]
fn adding_stops_when_it_is_cancelled() {
    let (folder, store) = store();
    let source = gguf(folder.path(), "m.gguf", "a");
    let cancel = Cancel::default();
    let error = store
        .add(&source, None, &cancel, &mut |_| cancel.set())
        .unwrap_err();
    assert_eq!(error, Error::Interrupted);
    assert_eq!(error.code(), "interrupted");
    assert_eq!(leftovers(&store), Vec::<String>::new());
    assert_eq!(store.list().unwrap(), []);
}

#[test]
fn what_an_earlier_process_left_is_removed_after_a_day() {
    let (folder, store) = store();
    let source = gguf(folder.path(), "m.gguf", "a");
    let old = std::time::SystemTime::now() - std::time::Duration::from_hours(25);
    for name in [".pull-old", ".pull-new"] {
        std::fs::create_dir_all(store.folder.join(name)).unwrap();
        std::fs::write(store.folder.join(name).join("x.whl"), "x").unwrap();
    }
    for name in [".incoming-old", ".incoming-new", ".other-old"] {
        std::fs::write(store.folder.join(name), "x").unwrap();
    }
    for name in [".pull-old", ".incoming-old", ".other-old"] {
        let file = File::open(store.folder.join(name)).unwrap();
        file.set_modified(old).unwrap();
    }
    store
        .add(&source, None, &Cancel::default(), &mut |_| ())
        .unwrap();
    let mut left = leftovers(&store);
    left.sort_unstable();
    assert_eq!(left, [".incoming-new", ".other-old", ".pull-new"]);
}

/// Hidden files in the folder.
pub(crate) fn leftovers(store: &ModelStore) -> Vec<String> {
    let entries = std::fs::read_dir(&store.folder).into_iter().flatten();
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with('.'))
        .collect()
}
