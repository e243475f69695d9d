//! Bytes that are no component: what they are instead, and what to do.

use crate::Error;
use crate::text::tame;

/// The largest component, in bytes. A Python skill has about 18 MB; compiling takes time and memory
/// with the size.
pub const MAX_COMPONENT: usize = 128 << 20;

const WASM: &[u8; 4] = b"\0asm";
/// Version and layer of a core module.
const MODULE: [u8; 4] = [1, 0, 0, 0];
/// Version and layer of a component.
const COMPONENT: [u8; 4] = [13, 0, 1, 0];

/// Refuses what is no component at its first bytes already.
pub(crate) fn check(name: &str, bytes: &[u8]) -> Result<(), Error> {
    let (problem, help) = if bytes.is_empty() {
        ("is an empty file", None)
    } else if bytes.len() > MAX_COMPONENT {
        ("is too large: a component has at most 128 MiB", None)
    } else if !bytes.starts_with(WASM) {
        let help = "a component is a binary file that begins with `\\0asm`; text has to be assembled first";
        ("is no WebAssembly", Some(help))
    } else if bytes[WASM.len()..].starts_with(&MODULE) {
        let help = "link it with wasm-component-ld, as the skills in plugins/ do, or run: wasm-tools component new F.wasm -o F.component.wasm";
        ("is a core module, not a component", Some(help))
    } else if !bytes[WASM.len()..].starts_with(&COMPONENT) {
        let help = "rebuild or copy it again; this host reads components of binary version 13";
        (
            "is cut off, or of a binary format that this host does not know",
            Some(help),
        )
    } else {
        return Ok(());
    };
    Err(Error::InvalidComponent {
        skill: name.to_owned(),
        problem: problem.to_owned(),
        help: help.map(str::to_owned),
    })
}

/// What wasmtime found wrong further on.
pub(crate) fn explain(name: &str, error: &wasmtime::Error) -> Error {
    invalid(name, &format!("{error:#}"))
}

/// A component with something wrong in it.
pub(crate) fn invalid(name: &str, error: &str) -> Error {
    Error::InvalidComponent {
        skill: name.to_owned(),
        problem: format!("is no valid component: {}", tame(error, 300)),
        help: Some(
            "build or copy it again; if it is whole, it uses something that this host does not support".to_owned(),
        ),
    }
}
