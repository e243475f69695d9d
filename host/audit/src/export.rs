//! Every signed statement as files that stock tools can check.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sequoia_openpgp as openpgp;

use openpgp::armor::{Kind, Writer};

use crate::chain::ROTATE;
use crate::key::invalid;
use crate::record::Record;
use crate::verify::{fitting, pinned, walk};
use crate::{Error, Fingerprint, VerifyOptions, folder, public_keys};

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
    let parent = to.parent().filter(|parent| parent != &Path::new(""));
    let parent = parent.unwrap_or(Path::new("."));
    let there = is_empty(to)?;
    folder::make(parent)?;
    let temporary = tempfile::Builder::new()
        .prefix(".omni-export-")
        .tempdir_in(parent)
        .map_err(|source| Error::writing(parent, source))?;
    let exported = write_all(log, options, temporary.path())?;
    let fail = |source| Error::writing(to, source);
    if there {
        // Not replaced: somebody may stand in it, and its rights are its owner's choice.
        let mut entries: Vec<_> = entries(temporary.path())?;
        entries.sort_unstable_by_key(|name| name == README_NAME);
        for name in entries {
            fs::rename(temporary.path().join(&name), to.join(&name)).map_err(fail)?;
        }
    } else {
        fs::rename(temporary.path(), to).map_err(fail)?;
        // Under its new name it is to stay.
        let _ = temporary.keep();
    }
    Ok(exported)
}

/// Whether the folder is there and empty; an error if something is in it.
fn is_empty(folder: &Path) -> Result<bool, Error> {
    let path = folder.to_owned();
    match fs::symlink_metadata(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(Error::reading(folder, error)),
        Ok(_) if !folder.is_dir() || !entries(folder)?.is_empty() => Err(Error::NotEmpty { path }),
        Ok(_) => Ok(true),
    }
}

fn entries(folder: &Path) -> Result<Vec<OsString>, Error> {
    let entries = fs::read_dir(folder)
        .and_then(|entries| entries.map(|entry| Ok(entry?.file_name())).collect());
    entries.map_err(|source| Error::reading(folder, source))
}

fn write_all(log: &Path, options: &VerifyOptions, to: &Path) -> Result<Exported, Error> {
    let mut walk = walk(log, options)?;
    let mut keys = vec![walk.chain.key.clone()];
    let mut statements = 0;
    let walked = walk.run(&mut |record| {
        let Some(sig) = record.sig else {
            return Ok(());
        };
        statements += 1;
        let name = format!("{}.json", record.seq);
        write(&to.join(&name), record.unsigned().as_bytes())?;
        write(&to.join(name + ".asc"), &armour(sig, to)?)?;
        keys.extend(next_key(record));
        Ok(())
    });
    walked.map_err(|error| fitting(error, options))?;
    let public = public_keys(&options.keys, &keys)?;
    write(&to.join("public-key.asc"), &public)?;
    let pinned = keys[0].as_str().to_uppercase();
    write(
        &to.join(README_NAME),
        README.replace("FINGERPRINT", &pinned).as_bytes(),
    )?;
    Ok(Exported { statements, keys })
}

/// The keys that signed the log one after the other, as far as it verifies. The first is the one where trust
/// starts.
///
/// # Errors
/// [`Error::NoPin`] if no key is trusted.
pub fn signers(log: &Path, options: &VerifyOptions) -> Result<Vec<Fingerprint>, Error> {
    let mut keys = vec![pinned(options)?];
    let walked = walk(log, options).and_then(|mut walk| {
        walk.run(&mut |record| {
            keys.extend(next_key(record));
            Ok(())
        })
    });
    match walked {
        // What comes after is nobody's word.
        Ok(()) | Err(Error::None { .. } | Error::Broken { .. } | Error::KeptCheckpoint { .. }) => {
            Ok(keys)
        }
        Err(error) => Err(error),
    }
}

/// The key that a record hands over to.
fn next_key(record: &Record<'_>) -> Option<Fingerprint> {
    let key = record.body.get("to").filter(|_| record.kind == ROTATE)?;
    Fingerprint::new(key.text()?).ok()
}

const README_NAME: &str = "README.md";

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
