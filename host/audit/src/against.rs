//! An older checkpoint, which a log must still agree with.

use std::fs;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sequoia_openpgp as openpgp;

use openpgp::PacketPile;
use openpgp::parse::Parse;
use openpgp::serialize::MarshalInto;

use crate::chain::{CHECKPOINT, claimed_key};
use crate::keyring::Keyring;
use crate::merkle::Frontier;
use crate::record::{MAX_LINE, Record};
use crate::tail::broken;
use crate::{Digest, Error, Fault, folder};

/// What a signed checkpoint says: there were `size` records with this root, then this record.
#[derive(Clone, Debug)]
pub(crate) struct Checkpoint {
    pub(crate) size: u64,
    root: Digest,
    unsigned: String,
}

impl Checkpoint {
    /// Reads one: a line of a log, or its unsigned form with the armoured signature in FILE.asc. Its own
    /// signature has to fit; whether the key is a trusted one shows where the log agrees.
    pub(crate) fn read(path: &Path, keyring: &mut Keyring) -> Result<Self, Error> {
        let refuse = |reason| Error::NotACheckpoint {
            path: path.to_owned(),
            reason,
        };
        let about = fs::metadata(path).map_err(|source| Error::reading(path, source))?;
        if !about.is_file() || about.len() > MAX_LINE as u64 {
            return Err(refuse("it is no file of a checkpoint's size"));
        }
        let bytes = folder::read(path, MAX_LINE)?.unwrap_or_default();
        let line = bytes.strip_suffix(b"\n").unwrap_or(&bytes);
        let record = Record::parse(line)
            .filter(|record| record.kind == CHECKPOINT)
            .ok_or_else(|| refuse("it is not a checkpoint in canonical form"))?;
        let size = record.body.get("size").and_then(crate::json::Value::whole);
        let root = record.body.get("root").and_then(|root| root.text());
        let (Some(size), Some(root), Some(key)) = (
            size.filter(|size| *size == record.seq),
            root.and_then(Digest::from_hex),
            claimed_key(line),
        ) else {
            return Err(refuse("it lacks a size, a root or a key"));
        };
        let sig = match record.sig {
            Some(sig) => Some(sig.to_owned()),
            None => beside(path)?,
        };
        let sig = sig.ok_or_else(|| refuse("it is not signed"))?;
        let unsigned = record.unsigned();
        keyring
            .verify(&[&key], &sig, unsigned.as_bytes())?
            .map_err(|fault| broken(path, size, fault))?;
        Ok(Self {
            size,
            root,
            unsigned,
        })
    }

    /// The copy of the newest checkpoint that lies beside a log, if there is one.
    pub(crate) fn kept(log: &Path, keyring: &mut Keyring) -> Result<Option<Self>, Error> {
        let path = log.join(folder::CHECKPOINT);
        if !folder::is_there(&path)? {
            return Ok(None);
        }
        match Self::read(&path, keyring) {
            Ok(kept) => Ok(Some(kept)),
            // It is written as a whole or not at all.
            Err(Error::NotACheckpoint { path, reason }) => {
                Err(Error::KeptCheckpoint { path, reason })
            }
            Err(error) => Err(error),
        }
    }

    /// Whether this record is the checkpoint.
    pub(crate) fn is(&self, record: &Record<'_>) -> bool {
        record.unsigned() == self.unsigned
    }

    /// Whether the tree before this record is that of the checkpoint.
    pub(crate) fn agrees(&self, tree: &Frontier, record: &Record<'_>) -> Result<(), Fault> {
        if tree.root() == self.root && self.is(record) {
            Ok(())
        } else {
            Err(Fault::Rewritten)
        }
    }
}

/// The signature in FILE.asc, if there is one.
fn beside(path: &Path) -> Result<Option<String>, Error> {
    let mut name = path.as_os_str().to_owned();
    name.push(".asc");
    let path = Path::new(&name);
    let armoured = folder::read(path, MAX_LINE)?;
    Ok(armoured.and_then(|armoured| {
        let packets = PacketPile::from_bytes(&armoured).and_then(|pile| pile.to_vec());
        packets.map(|packets| STANDARD.encode(packets)).ok()
    }))
}
