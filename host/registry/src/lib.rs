//! Skills in OCI registries: pushed and pulled in the layout that the WebAssembly ecosystem shares.
//!
//! **Use this when** a skill goes to other people, or comes from them: [`push()`] and [`pull()`].
//!
//! **Don't use this when** the question is whether to trust what came: that is [`Extras::signature`] and
//! `omni_audit::TrustedKeys`. Here digests are checked, which shows only that nothing was lost on the way.
//!
//! **What always holds**
//! - What is pushed is a Wasm artefact as the CNCF describes it: a config
//!   `application/vnd.wasm.config.v0+json` and one layer `application/wasm`. `wkg oci pull` reads it.
//! - Signature and policy travel as a second artefact whose `subject` is the first (OCI 1.1), listed by the
//!   registry, or under the tag `sha256-DIGEST` where it keeps no such list. The name of the skill appears
//!   last: who pulls it never finds it without them.
//! - Whatever a registry sends is bounded, and is what its digest says, or is not returned.
//! - TLS, except to this machine itself or where plain HTTP is asked for. A password is sent to nobody but
//!   the registry, and whom it names to log in at.
//!
//! **How it is tested**: with a real registry on a free port, with and without a login, with tokens and TLS;
//! with `wkg` in both directions, where it is installed; on bytes flipped in the registry's storage, artefacts
//! of other kinds, endless answers, and nobody there; property tests for references.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod artefact;
mod blob;
mod component;
mod digest;
mod docker;
mod error;
mod extras;
mod failure;
mod http;
mod login;
mod options;
mod pull;
mod push;
mod reference;
mod token;

pub use component::{NotAComponent, check_component};
pub use digest::Digest;
pub use error::Error;
pub use extras::Extras;
pub use login::Login;
pub use options::{Options, Transport};
pub use pull::{Pulled, pull};
pub use push::{Pushed, Skill, push};
pub use reference::Reference;
