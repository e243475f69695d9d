//! Components that somebody trusted signed.

use std::path::{Path, PathBuf};

use omni_audit::{SignatureError, TrustedKeys};

/// The largest signature that is read, in bytes: one of OpenPGP is a few hundred.
const MAX_SIGNATURE: u64 = 64 << 10;

/// The signature in `F.asc` beside `F`, if there is one of a signature's size.
pub(crate) fn beside(component: &Path) -> Option<Vec<u8>> {
    let path = place(component);
    let about = std::fs::metadata(&path).ok()?;
    let fits = about.is_file() && about.len() <= MAX_SIGNATURE;
    fits.then(|| std::fs::read(&path).ok()).flatten()
}

/// Whether `bytes`, read from `component`, are signed by a trusted key.
pub(crate) fn check(
    trusted: &TrustedKeys,
    component: &Path,
    bytes: &[u8],
) -> Result<(), SignatureError> {
    let Some(signature) = beside(component) else {
        let name = component.display().to_string();
        return Err(SignatureError::Unsigned { name });
    };
    let name = component.display().to_string();
    trusted.verify(bytes, &signature, &name).map(drop)
}

fn place(component: &Path) -> PathBuf {
    let mut path = component.as_os_str().to_owned();
    path.push(".asc");
    path.into()
}
