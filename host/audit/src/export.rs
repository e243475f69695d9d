//! Every signed statement as files that stock tools can check.

use std::fs;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sequoia_openpgp as openpgp;

use openpgp::armor::{Kind, Writer};

use crate::key::invalid;
use crate::verify::walk;
use crate::{Error, Fingerprint, VerifyOptions, folder, public_key};

/// What was exported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// How many statements.
    pub statements: u64,
    /// The keys that signed them, oldest first. The first is the pinned one.
    pub keys: Vec<Fingerprint>,
}

/// Verifies the log and writes every signed statement in it to the new or empty folder `to`: `N.json`
/// holds exactly the bytes that were signed, `N.json.asc` the detached signature. Beside them are
/// `public-key.asc` and a README with the commands that check it all.
///
/// # Errors
/// As [`crate::verify()`]; [`Error::NotEmpty`], [`Error::Unwritable`] or [`Error::Full`] for `to`.
pub fn export(log: &Path, options: &VerifyOptions, to: &Path) -> Result<Exported, Error> {
    let mut walk = walk(log, options)?;
    folder::make(to)?;
    let mut entries = fs::read_dir(to).map_err(|source| Error::reading(to, source))?;
    if entries.next().is_some() {
        return Err(Error::NotEmpty {
            path: to.to_owned(),
        });
    }
    let mut keys = vec![walk.chain.key.clone()];
    let mut statements = 0;
    walk.run(&mut |record| {
        let Some(sig) = record.sig else {
            return Ok(());
        };
        statements += 1;
        let name = format!("{}.json", record.seq);
        write(&to.join(&name), record.unsigned().as_bytes())?;
        write(&to.join(name + ".asc"), &armour(sig, to)?)?;
        let key = record.body.get("to").and_then(|key| key.text());
        if let Some(key) = key.filter(|_| record.kind == "key.rotate") {
            keys.push(Fingerprint::new(key)?);
        }
        Ok(())
    })?;
    let mut public = Vec::new();
    for key in &keys {
        public.extend(public_key(&options.keys, key)?);
    }
    write(&to.join("public-key.asc"), &public)?;
    let pinned = keys[0].as_str().to_uppercase();
    write(
        &to.join("README.md"),
        README.replace("FINGERPRINT", &pinned).as_bytes(),
    )?;
    Ok(Exported { statements, keys })
}

const README: &str = "\
# Signed statements of an Omni-Loop audit log

Each `N.json` is record N of the log, byte for byte as it was signed; `N.json.asc` is its signature.

    gpg --import public-key.asc
    gpg --fingerprint FINGERPRINT
    for statement in *.json; do gpg --verify \"$statement.asc\" \"$statement\" || echo \"BAD: $statement\"; done

The second command must show the fingerprint that the log's owner published: compare it with what you got on
another way. gpg warns that the key is not certified until you sign it yourself; what counts is `Good signature`.

A statement of kind `checkpoint` covers all records before it: `size` is their number, `root` the root of their
Merkle tree (RFC 6962, a leaf is a line of the log without its end). Keep the last one where the log's owner
cannot change it: `omni audit verify --against N.json` then tells whether the log still holds all of it.
";

/// The signature as `gpg` writes one.
fn armour(sig: &str, path: &Path) -> Result<Vec<u8>, Error> {
    let packets = STANDARD
        .decode(sig)
        .map_err(|error| invalid(path, &error))?;
    let fail = |source| Error::writing(path, source);
    let mut writer = Writer::new(Vec::new(), Kind::Signature).map_err(fail)?;
    std::io::Write::write_all(&mut writer, &packets).map_err(fail)?;
    writer.finalize().map_err(fail)
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    fs::write(path, bytes).map_err(|source| Error::writing(path, source))
}
