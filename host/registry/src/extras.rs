//! What goes with a skill: an artefact of its own, whose subject is the skill's.
//!
//! A Wasm artefact has exactly one layer, so a signature cannot be another. OCI 1.1 lets a second artefact
//! name the first as its `subject`, and registries list such referrers; for those that do not, whoever
//! pushes keeps the list under the tag `sha256-DIGEST`.

use serde::Serialize;

use crate::artefact::{Descriptor, INDEX, Index, MANIFEST, MAX_MANIFEST, Manifest, TITLE};
use crate::http::Http;
use crate::{Digest, Error, blob};

/// The kind of this artefact.
const EXTRAS: &str = "application/vnd.omni-loop.skill.extras.v0";
/// The config of an artefact that needs none.
const EMPTY: (&str, &[u8]) = ("application/vnd.oci.empty.v1+json", b"{}");

const SIGNATURE: &str = "application/pgp-signature";
const POLICY: &str = "application/vnd.omni-loop.policy.v0+toml";

/// The names that tools unpack the parts by: each signature beside what it is of.
const SIGNATURE_FILE: &str = "component.wasm.asc";
const POLICY_FILE: &str = "policy.toml";
const POLICY_SIGNATURE_FILE: &str = "policy.toml.asc";

/// As much as is read of a signature, in bytes.
const MAX_SIGNATURE: u64 = 64 << 10;
/// As much as is read of a policy, in bytes.
const MAX_POLICY: u64 = 256 << 10;
/// How many of them are looked at, from the end of the list, where the newest is in one of ours.
const MAX_EXTRAS: usize = 8;

/// What goes with a skill. Nothing here is trusted for being here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extras {
    /// A detached OpenPGP signature of the component, armoured.
    pub signature: Option<Vec<u8>>,
    /// The policy that its author proposes.
    pub policy: Option<Vec<u8>>,
    /// A detached OpenPGP signature of that policy, armoured.
    pub policy_signature: Option<Vec<u8>>,
}

impl Extras {
    /// The part that no one would pull, and the most that it may have, in bytes.
    pub(crate) fn too_large(&self) -> Option<(&'static str, u64)> {
        let over =
            |part: &Option<Vec<u8>>, max| part.as_ref().is_some_and(|part| part.len() as u64 > max);
        let signature =
            over(&self.signature, MAX_SIGNATURE) || over(&self.policy_signature, MAX_SIGNATURE);
        if signature {
            Some(("the signature", MAX_SIGNATURE))
        } else {
            over(&self.policy, MAX_POLICY).then_some(("the policy", MAX_POLICY))
        }
    }

    /// Its parts, each with its kind and the name that tools unpack it by.
    fn parts(&self) -> impl Iterator<Item = (&'static str, &'static str, &[u8])> {
        [
            (SIGNATURE, SIGNATURE_FILE, &self.signature),
            (POLICY, POLICY_FILE, &self.policy),
            (SIGNATURE, POLICY_SIGNATURE_FILE, &self.policy_signature),
        ]
        .into_iter()
        .filter_map(|(kind, title, part)| Some((kind, title, part.as_deref()?)))
    }
}

/// Attaches what there is to `subject`.
pub(crate) fn push(
    http: &mut Http<'_>,
    subject: &Descriptor,
    extras: &Extras,
) -> Result<(), Error> {
    let mut layers = Vec::new();
    for (kind, title, bytes) in extras.parts() {
        let layer = Descriptor::of(kind, bytes).titled(title);
        blob::upload(http, bytes, &layer.digest, &mut |_, _| ())?;
        layers.push(layer);
    }
    if layers.is_empty() {
        return Ok(());
    }
    let config = Descriptor::of(EMPTY.0, EMPTY.1);
    blob::upload(http, EMPTY.1, &config.digest, &mut |_, _| ())?;
    let mut manifest = Manifest::new(config, layers);
    manifest.artifact_type = Some(EXTRAS.to_owned());
    manifest.subject = Some(subject.clone());
    let bytes = json(&manifest);
    let mut entry = Descriptor::of(MANIFEST, &bytes);
    entry.artifact_type = manifest.artifact_type;
    if blob::put_manifest(http, entry.digest.as_str(), MANIFEST, &bytes)? {
        return Ok(());
    }
    list(http, subject, entry)
}

/// Keeps the list where the registry does not. Of two who do this at once, one may be left out: pushing
/// again mends that.
fn list(http: &mut Http<'_>, subject: &Descriptor, entry: Descriptor) -> Result<(), Error> {
    let tag = tag(&subject.digest);
    let mut index = listed(http, &tag)?.unwrap_or_else(Index::new);
    index.manifests.retain(|other| other.digest != entry.digest);
    index.manifests.push(entry);
    blob::put_manifest(http, &tag, INDEX, &json(&index))?;
    Ok(())
}

/// What goes with `subject`.
pub(crate) fn pull(http: &mut Http<'_>, subject: &Descriptor) -> Result<Vec<Extras>, Error> {
    let Some(index) = referrers(http, &subject.digest)? else {
        return Ok(Vec::new());
    };
    let mut entries = index.manifests;
    entries.retain(|entry| entry.artifact_type.as_deref() == Some(EXTRAS));
    let mut found = Vec::new();
    for entry in entries.into_iter().rev().take(MAX_EXTRAS) {
        let manifest = blob::manifest(http, entry.digest.as_str(), MAX_MANIFEST)?;
        // Registries may clean up what nothing tags, and leave it listed.
        let Some((bytes, _)) = manifest else { continue };
        let manifest: Manifest = blob::parse(http, &bytes, "what goes with it")?;
        if manifest
            .subject
            .as_ref()
            .is_some_and(|named| named.digest == subject.digest)
        {
            found.push(unpack(http, &manifest.layers)?);
        }
    }
    Ok(found)
}

fn unpack(http: &mut Http<'_>, layers: &[Descriptor]) -> Result<Extras, Error> {
    let mut extras = Extras::default();
    for layer in layers {
        let title = layer.annotations.get(TITLE).map(String::as_str);
        let (part, max, what) = match (layer.media_type.as_str(), title) {
            (SIGNATURE, Some(SIGNATURE_FILE)) => {
                (&mut extras.signature, MAX_SIGNATURE, "the signature")
            }
            (SIGNATURE, Some(POLICY_SIGNATURE_FILE)) => (
                &mut extras.policy_signature,
                MAX_SIGNATURE,
                "the signature of the policy",
            ),
            (POLICY, _) => (&mut extras.policy, MAX_POLICY, "the policy"),
            // Of a newer host.
            _ => continue,
        };
        *part = Some(blob::download(http, layer, max, what, &mut |_, _| ())?);
    }
    Ok(extras)
}

/// The registry's own list, else the one that is kept under a tag.
fn referrers(http: &mut Http<'_>, subject: &Digest) -> Result<Option<Index>, Error> {
    let response = http.get(http.url(&format!("referrers/{subject}")), INDEX)?;
    match response.status().as_u16() {
        200 => {
            let bytes = http.read(response, MAX_MANIFEST, || {
                "the list of signatures".to_owned()
            })?;
            // Some answer unknown addresses with a page.
            if let Ok(index) = serde_json::from_slice(&bytes) {
                return Ok(Some(index));
            }
        }
        400 | 404 | 405 | 406 | 501 => {}
        _ => return Err(http.refused(response)),
    }
    listed(http, &tag(subject))
}

fn listed(http: &mut Http<'_>, tag: &str) -> Result<Option<Index>, Error> {
    match blob::manifest(http, tag, MAX_MANIFEST)? {
        Some((bytes, _)) => Ok(Some(blob::parse(http, &bytes, "the list of signatures")?)),
        None => Ok(None),
    }
}

/// The tag of the list, as the specification has it.
fn tag(subject: &Digest) -> String {
    subject.as_str().replace(':', "-")
}

/// Plain data always has a JSON form.
pub(crate) fn json<T: Serialize>(value: &T) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_would_pull_is_not_pushed() {
        let with = |size| Extras {
            signature: Some(vec![0; size]),
            ..Extras::default()
        };
        assert_eq!(with(64 << 10).too_large(), None);
        assert_eq!(
            with((64 << 10) + 1).too_large(),
            Some(("the signature", 64 << 10))
        );
    }
}
