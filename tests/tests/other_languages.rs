//! Skills in Python and JavaScript, where this machine can install what makes components of them.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use omni_tests::{Home, outcome, target_folder, toolchains};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Built by `skills_guide.rs`, and each takes its time to compile.
const IN_THE_GUIDE: [(&str, &str); 2] = [("python", "validator"), ("js", "reflector")];

/// Makes, builds and tests a project of each kind that there is a template of.
fn every_kind(language: &str, tools: &Path, place: &str) {
    let home = Home::bare();
    let folders = fs::read_dir(root().join("sdk/templates").join(language)).unwrap();
    let names = folders.map(|folder| folder.unwrap().file_name().into_string().unwrap());
    let kinds: Vec<_> = names.filter(|name| name != "shared").collect();
    assert!(kinds.len() >= 3, "{kinds:?}");
    for kind in kinds {
        if IN_THE_GUIDE.contains(&(language, &kind)) {
            continue;
        }
        let new = home.omni(&["skill", "new", "mine", "--kind", &kind, "--lang", language]);
        new.succeeded();
        let missing = home.omni(&["skill", "build", "mine"]);
        if std::env::var_os("PATH").is_none_or(|path| !has_componentize_py(&path)) {
            missing.refused(2, "toolchain.missing", "componentize-");
        }
        let place = home.path().join("mine").join(place);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        symlink(tools, place).unwrap();

        let built = home.omni(&["skill", "build", "mine", "--json"]).succeeded();
        let built = built.json();
        assert_eq!(built["kind"], kind.as_str());
        assert_eq!(built["check"]["allowed"], true, "{built:#}");
        let of_wasi = |import: &serde_json::Value| {
            import["name"]
                .as_str()
                .is_some_and(|name| name.starts_with("wasi:"))
        };
        assert!(
            !built["imports"].as_array().unwrap().iter().any(of_wasi),
            "{built:#}"
        );

        let tested = home
            .omni(&["skill", "test", "mine", "--json"])
            .succeeded()
            .json();
        assert!(tested["cases"].as_array().unwrap().len() >= 2, "{tested:#}");
        fs::remove_dir_all(home.path().join("mine")).unwrap();
    }
}

/// Whoever installed it for all projects has nothing missing.
fn has_componentize_py(path: &std::ffi::OsStr) -> bool {
    std::env::split_paths(path).any(|folder| folder.join("componentize-py").exists())
}

#[test]
fn every_kind_in_python_is_made_built_and_passes_its_tests() {
    match toolchains::python() {
        Ok(venv) => every_kind("python", &venv, ".omni/venv"),
        Err(why) => println!("skipped, componentize-py cannot be installed here: {why}"),
    }
}

#[test]
fn every_kind_in_javascript_is_made_built_and_passes_its_tests() {
    match toolchains::javascript() {
        Ok(modules) => every_kind("js", &modules, "node_modules"),
        Err(why) => println!("skipped, componentize-js cannot be installed here: {why}"),
    }
}

/// Every file below a folder, through links, without what was built there.
fn files(folder: &Path, within: &Path, all: &mut BTreeMap<PathBuf, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        match path.is_dir() {
            true if ["build", "node_modules", ".omni", "__pycache__"].contains(&name) => {}
            true => files(&path, &within.join(name), all),
            false if name == "package-lock.json" => {}
            false => {
                all.insert(within.join(name), fs::read_to_string(&path).unwrap());
            }
        }
    }
}

/// So the tests above, which build what is made, are tests of the examples too.
#[test]
fn the_examples_are_what_skill_new_makes() {
    for (name, kind, language) in [
        ("validator-python", "validator", "python"),
        ("scorer-js", "scorer", "js"),
    ] {
        let home = Home::bare();
        home.omni(&["skill", "new", name, "--kind", kind, "--lang", language])
            .succeeded();
        let (mut made, mut kept) = (BTreeMap::new(), BTreeMap::new());
        files(&home.path().join(name), Path::new(""), &mut made);
        files(
            &root().join("examples").join(name),
            Path::new(""),
            &mut kept,
        );
        assert_eq!(
            made, kept,
            "make examples/{name} anew; wit/deps is a link to ../../../wit"
        );
    }
}

#[test]
fn the_example_in_rust_passes_its_tests() {
    let home = Home::bare();
    let project = root().join("examples/scorer-rust");
    let mut command = home.command(&["skill", "test", project.to_str().unwrap(), "--json"]);
    command.env("CARGO_TARGET_DIR", target_folder().join("authoring"));
    let report = outcome(command.spawn().unwrap()).succeeded().json();
    assert_eq!(report["cases"].as_array().unwrap().len(), 3, "{report:#}");
}
