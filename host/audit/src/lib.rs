//! The signed log: what the host did, in a form that anyone can check later with stock tools.
//!
//! **Use this when** something was decided, allowed, refused or done that somebody may have to prove:
//! [`Log::append`] when it must be on disk before going on, [`Log::note`] when the end of the run is
//! soon enough.
//!
//! [`Signer`] and [`TrustedKeys`] are for files that others get: a detached signature made, and checked.
//!
//! **Don't use this when** it is content: an answer, a prompt, a path, a message. Those are the store's;
//! here stand codes, digests and numbers, and [`Event`] has no place for anything else.
//!
//! **What always holds**
//! - A line of `audit/*.jsonl` is one record, canonical JSON (RFC 8785), and holds the SHA-256 of the
//!   line before it.
//! - What was acknowledged is on disk. `kill -9` at any moment leaves a log that verifies.
//! - Every reflection is signed by itself (OpenPGP, detached); every other record is covered by the
//!   next signed checkpoint, which holds the RFC 6962 Merkle root of all records before it.
//! - Any number of processes may append at once: there is one chain.
//! - A log that does not verify is never appended to, and one of a newer format never guessed at.
//!
//! **How it is tested**: each byte of a log flipped, each length cut, lines swapped, repeated, taken out
//! and put in; 200 children killed while appending; two processes at once; `gpg` and `sqv` on an export;
//! the vectors of RFC 6962 and RFC 8785; property tests against another implementation of RFC 8785.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod against;
mod backwards;
mod chain;
mod code;
mod digest;
mod error;
mod event;
mod export;
mod fingerprint;
mod folder;
mod inspect;
mod json;
mod key;
mod keyring;
mod keys;
mod list;
mod log;
mod merkle;
mod number;
mod queue;
mod record;
mod salt;
mod sign;
mod signature_error;
mod start;
mod tail;
mod time;
mod trust;
mod verify;
mod walk;
mod writer;

pub use code::{Code, NotACode};
pub use digest::Digest;
pub use error::{Error, Fault, KeyProblem, SaltProblem};
pub use event::Event;
pub use export::{Exported, export, signers};
pub use fingerprint::Fingerprint;
pub use inspect::inspect;
pub use keys::{pinned_key, public_key, public_keys};
pub use list::{Entry, Records, records};
pub use log::{Log, LogOptions};
pub use queue::{Receipt, Ticket};
pub use salt::Salted;
pub use sign::Signer;
pub use signature_error::SignatureError;
pub use start::current_key;
pub use trust::{Signed, TrustedKeys};
pub use verify::{Report, VerifyOptions, verify};
pub use writer::MOST_RECORDS;
