//! What a project builds on and no registry has: the SDK for Rust, the contracts for the others.

use std::path::PathBuf;

use toml_edit::{DocumentMut, Item, TableLike, Value};

use crate::embedded;
use crate::template::File;

/// Where the SDK goes. Its bindings are made from `../../wit`, as in the repository.
const SDK: &str = ".omni/sdk/omni-skill";

/// The SDK and its contracts, for a project's `.omni`.
pub(crate) fn sdk() -> Vec<File> {
    let sources = embedded::below("sdk/src")
        .map(|(path, text)| (PathBuf::from(format!("{SDK}/src/{path}")), text.to_owned()));
    let contracts = embedded::below("wit")
        .map(|(path, text)| (PathBuf::from(format!(".omni/wit/{path}")), text.to_owned()));
    let manifest = (PathBuf::from(format!("{SDK}/Cargo.toml")), manifest());
    sources.chain(contracts).chain([manifest]).collect()
}

/// The contracts as packages that the project's own world builds on.
pub(crate) fn contracts() -> Vec<File> {
    embedded::below("wit")
        .map(|(path, text)| (PathBuf::from(format!("wit/deps/{path}")), text.to_owned()))
        .collect()
}

/// The SDK's manifest with what it inherits from the workspace written out.
fn manifest() -> String {
    // Both are our own, and a test reads the result: what could not be parsed would stay empty.
    let parse = |path| {
        embedded::text(path)
            .parse::<DocumentMut>()
            .unwrap_or_default()
    };
    let (mut manifest, root) = (parse("sdk/Cargo.toml"), parse("workspace.toml"));
    let workspace = &root["workspace"];
    manifest.remove("lints");
    if let Some(package) = manifest["package"].as_table_like_mut() {
        inherit(package, &workspace["package"]);
    }
    for table in ["dependencies", "dev-dependencies"] {
        let table = manifest.get_mut(table).and_then(Item::as_table_like_mut);
        if let Some(dependencies) = table {
            inherit(dependencies, &workspace["dependencies"]);
        }
    }
    manifest.to_string()
}

/// Replaces `key.workspace = true` by what `from` has under that key.
fn inherit(table: &mut dyn TableLike, from: &Item) {
    for (key, item) in table.iter_mut() {
        let inherited = item
            .as_table_like()
            .is_some_and(|entry| entry.contains_key("workspace"));
        if let (true, Some(value)) = (inherited, from.get(key.get())) {
            *item = match value.as_value() {
                Some(value) => Item::Value(value.clone().decorated(" ", "")),
                None => Item::Value(Value::from(value.to_string())),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sdk_stands_without_its_workspace() {
        let text = manifest();
        assert!(!text.contains("workspace"), "{text}");
        let manifest: toml::Table = text.parse().unwrap();
        assert_eq!(manifest["package"]["name"].as_str(), Some("omni-skill"));
        assert_eq!(manifest["package"]["edition"].as_str(), Some("2024"));
        let bindgen = &manifest["dependencies"]["wit-bindgen"];
        assert_eq!(bindgen["default-features"].as_bool(), Some(false), "{text}");
    }

    #[test]
    fn the_contracts_lie_where_the_sdk_looks() {
        let files = sdk();
        let has = |path: &str| {
            files
                .iter()
                .any(|(file, _)| file == std::path::Path::new(path))
        };
        assert!(has(".omni/sdk/omni-skill/src/bindings.rs"));
        assert!(has(".omni/wit/skill/scorer.wit") && has(".omni/wit/host/log.wit"));
        assert!(embedded::text("sdk/src/bindings.rs").contains("\"../../wit/skill\""));
    }
}
