//! A skill from a registry.

use serde::Deserialize;

use crate::artefact::{
    Descriptor, MANIFEST, MAX_CONFIG, MAX_MANIFEST, Manifest, WASM, WASM_CONFIG, WasmConfig,
};
use crate::http::{Action, Http};
use crate::{Digest, Error, Extras, Options, Reference, blob, check_component, extras, failure};

/// What was pulled. Only that it is what the registry means by it is known, not who made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pulled {
    /// The component.
    pub component: Vec<u8>,
    /// The digest of the artefact: what to pin.
    pub digest: Digest,
    /// The reference to exactly this, whatever the tag will be given to later.
    pub reference: Reference,
    /// What goes with it, at most eight times. Whoever may push to the repository can add one, so each is to
    /// be tried until a signature in it is trusted.
    pub extras: Vec<Extras>,
}

/// Pulls a skill. `progress` is told how much of the component came, in bytes, and how much there is.
///
/// # Errors
/// [`Error::NotASkill`] for artefacts of other kinds, [`Error::NotAComponent`] for other WebAssembly,
/// [`Error::WrongDigest`] for content that was changed, [`Error::TooLarge`], and whatever the registry or
/// the way there brings.
pub fn pull(
    reference: &Reference,
    options: &Options,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Pulled, Error> {
    let http = &mut Http::new(reference, options, Action::Pull);
    let found = blob::manifest(http, reference.id(), MAX_MANIFEST)?;
    let (bytes, digest) = found.ok_or_else(|| Error::NotFound {
        reference: reference.to_string(),
    })?;
    let not_a_skill = |found: String| Error::NotASkill {
        reference: reference.to_string(),
        found,
    };
    let Kinds { config, layers } = blob::parse(http, &bytes, "the manifest")?;
    other_kind(config, layers).map_or(Ok(()), |found| Err(not_a_skill(found)))?;
    let manifest: Manifest = blob::parse(http, &bytes, "the manifest")?;
    let [layer] = &manifest.layers[..] else {
        return Err(not_a_skill("it has not one layer".to_owned()));
    };

    let config = blob::download(
        http,
        &manifest.config,
        MAX_CONFIG,
        "the config",
        &mut |_, _| (),
    )?;
    let config: WasmConfig = blob::parse(http, &config, "the config")?;
    if config
        .layer_digests
        .iter()
        .any(|named| *named != layer.digest)
    {
        return Err(not_a_skill(
            "its config is that of another component".to_owned(),
        ));
    }
    let component = blob::download(http, layer, options.max_bytes, "the component", progress)?;
    check_component(&component).map_err(|found| Error::NotAComponent {
        reference: reference.to_string(),
        found,
    })?;
    let subject = Descriptor::of(MANIFEST, &bytes);
    Ok(Pulled {
        component,
        reference: reference.with_digest(digest.clone()),
        extras: extras::pull(http, &subject)?,
        digest,
    })
}

/// As much of any manifest as tells of what kind it is.
#[derive(Deserialize)]
struct Kinds {
    config: Option<Kind>,
    #[serde(default)]
    layers: Vec<Kind>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Kind {
    #[serde(default)]
    media_type: String,
}

/// What the artefact is, if it is not one with a Wasm config and one Wasm layer.
fn other_kind(config: Option<Kind>, layers: Vec<Kind>) -> Option<String> {
    let Some(config) = config else {
        return Some("it is a list of images, or no image".to_owned());
    };
    if config.media_type != WASM_CONFIG {
        return Some(format!(
            "its config is of the kind `{}`, not `{WASM_CONFIG}`",
            failure::shown(&config.media_type)
        ));
    }
    match &layers[..] {
        [layer] if layer.media_type == WASM => None,
        [layer] => Some(format!(
            "its layer is of the kind `{}`, not `{WASM}`",
            failure::shown(&layer.media_type)
        )),
        layers => Some(format!("it has {} layers, not one", layers.len())),
    }
}
