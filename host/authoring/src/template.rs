//! What a new project begins with, from the folders of `sdk/templates`.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::language::Language;
use crate::{Error, embedded, vendored};

/// What each kind is called in the contracts. One with no folder of templates is not in this version.
const KINDS: [&str; 6] = [
    "scorer",
    "validator",
    "reflector",
    "router",
    "image-preprocessor",
    "dataset-builder",
];

/// What all kinds of a language share.
const SHARED: &str = "shared";

/// What a kind has in all languages.
const ANY: &str = "any";

/// The name that the templates are written for, and as an identifier.
const PLACEHOLDER: [&str; 2] = ["my-skill", "my_skill"];

/// A file of a project: its path there, and its text.
pub(crate) type File = (PathBuf, String);

/// All files of a new project, templates and what they build on.
pub(crate) fn files(name: &str, kind: &str, language: Language) -> Result<Vec<File>, Error> {
    check_kind(kind, language)?;
    let folders = [
        format!("{ANY}/{kind}"),
        format!("{language}/{SHARED}"),
        format!("{language}/{kind}"),
    ];
    let own = folders
        .iter()
        .flat_map(|folder| embedded::below(&format!("templates/{folder}")).collect::<Vec<_>>());
    let own = own.map(|(path, text)| (place(path, name), fill(text, name)));
    let carried = match language {
        Language::Rust => vendored::sdk(),
        Language::Python | Language::Js => vendored::contracts(),
    };
    // What a kind has of its own goes before what its language has for all.
    let files: BTreeMap<PathBuf, String> = own.chain(carried).collect();
    Ok(files.into_iter().collect())
}

/// The kinds that there are templates of.
pub(crate) fn kinds(language: Language) -> Vec<String> {
    let has = |kind: &&str| {
        embedded::below(&format!("templates/{language}/{kind}"))
            .next()
            .is_some()
    };
    let kinds = KINDS.into_iter().filter(has);
    kinds.map(str::to_owned).collect()
}

fn check_kind(kind: &str, language: Language) -> Result<(), Error> {
    let known = kinds(language);
    if known.iter().any(|known| known == kind) {
        return Ok(());
    }
    if KINDS.contains(&kind) {
        return Err(Error::NotYet {
            kind: kind.to_owned(),
            language: language.title().to_owned(),
            known,
        });
    }
    Err(Error::Kind {
        nearest: omni_settings::nearest(kind, KINDS).map(str::to_owned),
        kind: kind.chars().take(64).flat_map(char::escape_debug).collect(),
        known,
    })
}

/// Where a template's file goes. Two have other names here: git would heed one, and the other is named after the skill.
fn place(path: &str, name: &str) -> PathBuf {
    match path {
        "gitignore" => ".gitignore".into(),
        "policy.toml" => format!("{name}.toml").into(),
        path => fill(path, name).into(),
    }
}

fn fill(text: &str, name: &str) -> String {
    let [plain, identifier] = PLACEHOLDER;
    text.replace(plain, name)
        .replace(identifier, &name.replace('-', "_"))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use omni_policy::Policy;

    use super::*;

    #[test]
    fn every_template_is_whole() {
        for language in Language::ALL {
            for kind in kinds(language) {
                let files = files("its-name", &kind, language).unwrap();
                let text = |name: &str| {
                    let found = files.iter().find(|(path, _)| path == Path::new(name));
                    found.map_or_else(
                        || panic!("{language}/{kind} has no {name}"),
                        |(_, text)| text,
                    )
                };
                let policy = Policy::parse(Path::new("p"), text("its-name.toml")).unwrap();
                assert_eq!(policy.skill, "its-name");
                for name in [".gitignore", "README.md", "tests/answers.toml"] {
                    assert!(!text(name).is_empty());
                }
                for (path, text) in &files {
                    assert!(
                        text.is_empty() || text.ends_with('\n'),
                        "{}",
                        path.display()
                    );
                    let left = PLACEHOLDER.iter().any(|word| text.contains(word));
                    // The SDK's own examples are nobody's template.
                    assert!(!left || path.starts_with(".omni"), "{}", path.display());
                }
            }
        }
    }

    #[test]
    fn a_kind_is_unknown_or_not_here_yet() {
        let error = files("a", "scorrer", Language::Rust).unwrap_err();
        assert_eq!(
            error.to_string(),
            "there is no kind of skill `scorrer`, did you mean `scorer`?"
        );
        let error = files("a", "router", Language::Js).unwrap_err();
        assert_eq!(error.code(), "kind.unsupported");
        assert_eq!(kinds(Language::Rust), KINDS);
    }
}
