//! The documents that describe a Wasm artefact, as the CNCF's layout and the OCI image specification have them.

use std::collections::BTreeMap;
use std::time::SystemTime;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::Digest;

/// A manifest: the config and the layers of one artefact.
pub(crate) const MANIFEST: &str = "application/vnd.oci.image.manifest.v1+json";
/// A list of manifests.
pub(crate) const INDEX: &str = "application/vnd.oci.image.index.v1+json";
/// What a manifest may be asked for as. Docker's kinds are asked for too, so as to say what was found.
pub(crate) const ANY_MANIFEST: &str = "application/vnd.oci.image.manifest.v1+json, application/vnd.oci.image.index.v1+json, application/vnd.docker.distribution.manifest.v2+json, application/vnd.docker.distribution.manifest.list.v2+json";

/// The config of a Wasm artefact.
pub(crate) const WASM_CONFIG: &str = "application/vnd.wasm.config.v0+json";
/// Its one layer.
pub(crate) const WASM: &str = "application/wasm";

/// Tools that unpack an artefact name its files by this.
pub(crate) const TITLE: &str = "org.opencontainers.image.title";

/// No manifest is larger, in bytes: registries promise to take one of this size, and no more.
pub(crate) const MAX_MANIFEST: u64 = 4 << 20;
/// No config is larger, in bytes.
pub(crate) const MAX_CONFIG: u64 = 1 << 20;

/// A content by its kind, digest and size.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Descriptor {
    pub(crate) media_type: String,
    pub(crate) digest: Digest,
    /// In bytes.
    pub(crate) size: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) artifact_type: Option<String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) annotations: BTreeMap<String, String>,
}

impl Descriptor {
    pub(crate) fn of(media_type: &str, bytes: &[u8]) -> Self {
        Self {
            media_type: media_type.to_owned(),
            digest: Digest::of(bytes),
            size: bytes.len() as u64,
            artifact_type: None,
            annotations: BTreeMap::new(),
        }
    }

    /// The same, with the name that tools unpack it by.
    pub(crate) fn titled(mut self, title: &str) -> Self {
        self.annotations.insert(TITLE.to_owned(), title.to_owned());
        self
    }
}

/// The manifest of one artefact.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Manifest {
    schema_version: u32,
    media_type: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) artifact_type: Option<String>,
    pub(crate) config: Descriptor,
    pub(crate) layers: Vec<Descriptor>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) subject: Option<Descriptor>,
}

impl Manifest {
    pub(crate) fn new(config: Descriptor, layers: Vec<Descriptor>) -> Self {
        Self {
            schema_version: 2,
            media_type: Some(MANIFEST.to_owned()),
            artifact_type: None,
            config,
            layers,
            subject: None,
        }
    }
}

/// A list of manifests.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Index {
    schema_version: u32,
    media_type: Option<String>,
    pub(crate) manifests: Vec<Descriptor>,
}

impl Index {
    pub(crate) fn new() -> Self {
        Self {
            schema_version: 2,
            media_type: Some(INDEX.to_owned()),
            manifests: Vec::new(),
        }
    }
}

/// What the config of a Wasm artefact says about its component.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct WasmConfig {
    created: String,
    architecture: String,
    os: String,
    pub(crate) layer_digests: Vec<Digest>,
    component: Option<Component>,
}

/// What a component offers and asks for.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Component {
    #[serde(default)]
    pub(crate) exports: Vec<String>,
    #[serde(default)]
    pub(crate) imports: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) target: Option<String>,
}

impl WasmConfig {
    pub(crate) fn new(created: SystemTime, layer: &Descriptor, component: Component) -> Self {
        Self {
            created: rfc3339(created),
            architecture: "wasm".to_owned(),
            // What components are called here, whether they import WASI or not.
            os: "wasip2".to_owned(),
            layer_digests: vec![layer.digest.clone()],
            component: Some(component),
        }
    }
}

/// A time in whole seconds. What no calendar holds becomes 1970.
fn rfc3339(time: SystemTime) -> String {
    let time = Timestamp::try_from(time).unwrap_or_default();
    Timestamp::from_second(time.as_second())
        .unwrap_or_default()
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_config_is_written_as_others_read_it() {
        let layer = Descriptor::of(WASM, b"abc");
        let component = Component {
            exports: vec!["omni:skill/scorer@0.1.0".to_owned()],
            ..Component::default()
        };
        let config = WasmConfig::new(SystemTime::UNIX_EPOCH, &layer, component);
        assert_eq!(
            serde_json::to_string(&config).unwrap(),
            concat!(
                r#"{"created":"1970-01-01T00:00:00Z","architecture":"wasm","os":"wasip2","#,
                r#""layerDigests":["sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],"#,
                r#""component":{"exports":["omni:skill/scorer@0.1.0"],"imports":[]}}"#
            )
        );
        // What `wkg` writes has more.
        let theirs = r#"{"created":"2026-01-01T00:00:00.5Z","author":null,"architecture":"wasm","os":"wasip2",
            "layerDigests":[],"component":{"exports":[],"imports":[],"target":null}}"#;
        serde_json::from_str::<WasmConfig>(theirs).unwrap();
    }
}
