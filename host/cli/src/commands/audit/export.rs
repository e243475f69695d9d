//! `omni audit export DIR`

use std::path::Path;

use omni_audit::{Fingerprint, VerifyOptions};

use crate::context::Context;
use crate::error::CliError;
use crate::output::{self, DIM};
use crate::progress;

/// Writes every signed statement for stock tools to check, after verifying the log.
pub(super) fn export(
    context: &Context,
    options: &VerifyOptions,
    folder: &Path,
    json: bool,
) -> Result<(), CliError> {
    let spinner = progress::spinner("exporting the audit log");
    let exported = omni_audit::export(&context.audit_folder(), options, folder);
    spinner.finish_and_clear();
    let exported = exported?;
    let keys: Vec<_> = exported.keys.iter().map(Fingerprint::to_string).collect();
    if json {
        return output::json(&serde_json::json!({
            "folder": folder,
            "statements": exported.statements,
            "keys": keys,
        }));
    }
    let shown = output::harmless(&folder.display().to_string());
    output::line(&format!(
        "{} signed statements are in {shown}, with their signatures and the public key",
        exported.statements
    ))?;
    output::line(&format!(
        "{DIM}check them with: cd {shown} && gpg --import public-key.asc && gpg --verify N.json.asc N.json (README.md says more){DIM:#}"
    ))
}
