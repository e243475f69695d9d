//! Whether bytes begin as a component.

/// The magic number of all WebAssembly, then the version and the layer of a component.
const COMPONENT: [u8; 8] = [0, b'a', b's', b'm', 0x0d, 0, 1, 0];
const MODULE: [u8; 8] = [0, b'a', b's', b'm', 1, 0, 0, 0];

/// What bytes are instead of a component.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotAComponent {
    /// A module, which a component would wrap.
    #[error("it is a core module")]
    CoreModule,
    /// WebAssembly of another version.
    #[error("it is WebAssembly of an unknown version")]
    OtherVersion,
    /// Something else.
    #[error("it is no WebAssembly")]
    NotWasm,
}

/// Looks at how `bytes` begin. The rest is for who loads it to validate.
///
/// # Errors
/// [`NotAComponent`] says what it is instead.
pub fn check_component(bytes: &[u8]) -> Result<(), NotAComponent> {
    if bytes.starts_with(&COMPONENT) {
        Ok(())
    } else if bytes.starts_with(&MODULE) {
        Err(NotAComponent::CoreModule)
    } else if bytes.starts_with(&COMPONENT[..4]) {
        Err(NotAComponent::OtherVersion)
    } else {
        Err(NotAComponent::NotWasm)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_what_it_is_instead() {
        assert_eq!(check_component(b"\0asm\x0d\0\x01\0rest"), Ok(()));
        for (bytes, expected) in [
            (&b"\0asm\x01\0\0\0"[..], NotAComponent::CoreModule),
            (b"\0asm\x0d\0\x02\0", NotAComponent::OtherVersion),
            (b"\0asm\x0d\0\x01", NotAComponent::OtherVersion),
            (b"\x7fELF", NotAComponent::NotWasm),
            (b"", NotAComponent::NotWasm),
        ] {
            assert_eq!(check_component(bytes), Err(expected));
        }
    }
}
