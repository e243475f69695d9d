//! Detached signatures of files, for others to check with stock tools.

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use sequoia_openpgp as openpgp;

use openpgp::armor::Kind;
use openpgp::packet::signature::SignatureBuilder;
use openpgp::serialize::stream::{Armorer, Message, Signer as MessageSigner};
use openpgp::types::SignatureType;

use crate::key::{Key, invalid};
use crate::keys::Keys;
use crate::{Error, Fingerprint, SignatureError, current_key, folder};

/// A key that signs files.
pub struct Signer(Key);

impl Signer {
    /// The host's own key: the one that signs the log in `log` now, else the one pinned in `keys`, made on
    /// first use.
    ///
    /// # Errors
    /// [`SignatureError::Key`] if it cannot be used.
    pub fn of_host(keys: &Path, log: &Path) -> Result<Self, SignatureError> {
        let current = match current_key(log, keys) {
            Ok(key) => Some(key),
            Err(Error::None { .. }) => None,
            Err(error) => return Err(error.into()),
        };
        // Two hosts that both find no key must not both make one.
        folder::make(log)?;
        let _lock = folder::lock(log)?;
        let key = Keys(keys.to_owned()).signer(None, current.as_ref())?;
        Ok(Self(key))
    }

    /// The key in the file `key`, together with what its public part in the folder `keys` says: it may have
    /// been revoked, or extended.
    ///
    /// # Errors
    /// [`SignatureError::Key`] if it cannot be used: others can read it, it needs a passphrase, has no secret
    /// part, has expired, was revoked.
    pub fn with_key(key: &Path, keys: &Path) -> Result<Self, SignatureError> {
        Ok(Self(Keys(keys.to_owned()).read(key)?))
    }

    /// The key's name, for those who will check with it.
    #[must_use]
    pub fn fingerprint(&self) -> &Fingerprint {
        &self.0.fingerprint
    }

    /// The armoured public part, for those who will check with it.
    ///
    /// # Errors
    /// [`SignatureError::Key`] if the key cannot be written.
    pub fn public_key(&self) -> Result<Vec<u8>, SignatureError> {
        let armoured = openpgp::serialize::MarshalInto::to_vec(&self.0.cert.armored());
        Ok(armoured.map_err(|error| invalid(Path::new(self.fingerprint().as_str()), &error))?)
    }

    /// Writes the signature of `file` beside it, as `FILE.asc`, and returns that name. One that was there is
    /// replaced, all of it or not at all.
    ///
    /// # Errors
    /// [`SignatureError::Unreadable`] for the file, [`SignatureError::Unwritable`] for the signature, and as
    /// [`Signer::sign`].
    pub fn sign_file(&mut self, file: &Path) -> Result<PathBuf, SignatureError> {
        let content = File::open(file).map_err(|source| SignatureError::reading(file, source))?;
        let signature = self.sign(content, &file.display())?;
        let path = beside(file);
        write(&path, &signature).map_err(|source| SignatureError::writing(&path, source))?;
        Ok(path)
    }

    /// The armoured detached signature of all that `content` gives, in constant memory. Errors call it `name`.
    ///
    /// # Errors
    /// [`SignatureError::Unreadable`] if `content` fails, [`SignatureError::Key`] if the key has expired since
    /// it was read.
    pub fn sign(
        &mut self,
        mut content: impl Read,
        name: &dyn std::fmt::Display,
    ) -> Result<Vec<u8>, SignatureError> {
        let pair = self.0.pair()?.clone();
        let path = PathBuf::from(self.fingerprint().as_str());
        let fail = |error: openpgp::anyhow::Error| SignatureError::from(invalid(&path, &error));
        let mut armoured = Vec::new();
        let message = Armorer::new(Message::new(&mut armoured))
            .kind(Kind::Signature)
            .build()
            .map_err(fail)?;
        let template = SignatureBuilder::new(SignatureType::Binary);
        let mut message = MessageSigner::with_template(message, pair, template)
            .and_then(|signer| signer.detached().build())
            .map_err(fail)?;
        io::copy(&mut content, &mut message)
            .map_err(|source| SignatureError::reading(Path::new(&name.to_string()), source))?;
        message.finalize().map_err(fail)?;
        Ok(armoured)
    }
}

impl std::fmt::Debug for Signer {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.debug_tuple("Signer").field(self.fingerprint()).finish()
    }
}

/// Where the signature of a file lies: `FILE.asc`.
pub(crate) fn beside(file: &Path) -> PathBuf {
    let mut name = OsString::from(file);
    name.push(".asc");
    name.into()
}

/// Unlike a key, a signature is for everybody to read.
fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().filter(|parent| parent != &Path::new(""));
    let folder = folder.unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644));
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}
