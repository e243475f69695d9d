//! A skill to a registry.

use std::time::SystemTime;

use crate::artefact::{Component, Descriptor, MANIFEST, Manifest, WASM, WASM_CONFIG, WasmConfig};
use crate::http::{Action, Http};
use crate::{Digest, Error, Extras, Options, Reference, blob, check_component, extras};

/// The name that tools unpack the component by.
const COMPONENT_FILE: &str = "component.wasm";

/// What is pushed.
#[derive(Clone, Debug)]
pub struct Skill<'a> {
    /// The component.
    pub component: &'a [u8],
    /// The interfaces that it exports, such as `omni:skill/scorer@0.1.0`: for search, and for who looks
    /// before they pull. Nothing relies on them.
    pub exports: Vec<String>,
    /// The interfaces that it imports.
    pub imports: Vec<String>,
    /// The world that it was built for, if that is known.
    pub target: Option<String>,
    /// When it was made. The same skill with the same time has the same digest.
    pub created: SystemTime,
    /// What goes with it.
    pub extras: Extras,
}

/// What was pushed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pushed {
    /// The digest of the artefact: what others pin.
    pub digest: Digest,
    /// The reference to exactly this, whatever the tag will be given to later.
    pub reference: Reference,
}

/// Pushes a skill, and gives it the tag of `reference` when all of it is there. `progress` is told how much
/// of the component was sent, in bytes, and how much there is.
///
/// # Errors
/// Before anything is sent: [`Error::PushToDigest`], [`Error::TooLarge`], [`Error::NotAComponent`]. Then
/// whatever the registry or the way there brings.
pub fn push(
    reference: &Reference,
    skill: &Skill<'_>,
    options: &Options,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Pushed, Error> {
    let Some(tag) = reference.tag().filter(|_| reference.digest().is_none()) else {
        let reference = reference.to_string();
        return Err(Error::PushToDigest { reference });
    };
    let too_large = |what: &str, max| {
        let what = what.to_owned();
        Err(Error::TooLarge { what, max })
    };
    if skill.component.len() as u64 > options.max_bytes {
        return too_large("the component", options.max_bytes);
    }
    if let Some((what, max)) = skill.extras.too_large() {
        return too_large(what, max);
    }
    check_component(skill.component).map_err(|found| Error::NotAComponent {
        reference: "what should be pushed".to_owned(),
        found,
    })?;

    let layer = Descriptor::of(WASM, skill.component).titled(COMPONENT_FILE);
    let component = Component {
        exports: skill.exports.clone(),
        imports: skill.imports.clone(),
        target: skill.target.clone(),
    };
    let config = extras::json(&WasmConfig::new(skill.created, &layer, component));
    let described = Descriptor::of(WASM_CONFIG, &config);

    let http = &mut Http::new(reference, options, Action::Push);
    blob::upload(http, skill.component, &layer.digest, progress)?;
    blob::upload(http, &config, &described.digest, &mut |_, _| ())?;
    let manifest = extras::json(&Manifest::new(described, vec![layer]));
    let subject = Descriptor::of(MANIFEST, &manifest);
    // First without the tag: who pulls by it finds all of the skill, or what was there before.
    blob::put_manifest(http, subject.digest.as_str(), MANIFEST, &manifest)?;
    extras::push(http, &subject, &skill.extras)?;
    blob::put_manifest(http, tag, MANIFEST, &manifest)?;
    Ok(Pushed {
        reference: reference.with_digest(subject.digest.clone()),
        digest: subject.digest,
    })
}
