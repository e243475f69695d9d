//! `omni skill sign F`

use std::path::Path;

use omni_audit::Signer;

use crate::context::Context;
use crate::error::CliError;
use crate::output::{self, DIM};

/// Signs a component, or any file, for others.
pub(super) fn sign(
    context: &Context,
    file: &Path,
    key: Option<&Path>,
    json: bool,
) -> Result<(), CliError> {
    let mut signer = match key.map(Path::to_owned).or_else(|| context.own_key()) {
        Some(key) => Signer::with_key(&key, &context.keys())?,
        None => {
            context.make_home()?;
            Signer::of_host(&context.keys(), &context.audit_folder())?
        }
    };
    let signature = signer.sign_file(file)?;
    let key = signer.fingerprint().to_string();
    if json {
        return output::json(&serde_json::json!({
            "file": file, "signature": signature, "key": key,
        }));
    }
    let shown = output::harmless(&signature.display().to_string());
    output::line(&format!("{shown} is the signature by {key}"))?;
    output::note(&format!(
        "{DIM}give others the public key: `omni audit key export`; they name it under [skills] trusted_keys{DIM:#}"
    ));
    Ok(())
}
