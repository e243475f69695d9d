//! Contents by their digest: sent, and taken only if they are what they should be.

use std::io::{self, Read};

use sha2::{Digest as _, Sha256};
use ureq::http::{Method, header};

use crate::artefact::{ANY_MANIFEST, Descriptor};
use crate::http::{Ask, Content, Http};
use crate::{Digest, Error, failure};

/// Sends `bytes`, unless the registry has them already.
pub(crate) fn upload(
    http: &mut Http<'_>,
    bytes: &[u8],
    digest: &Digest,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<(), Error> {
    let there = http.send(Ask {
        method: Method::HEAD,
        url: http.url(&format!("blobs/{digest}")),
        accept: "",
        content: Content::None,
    })?;
    if there.status() == 200 {
        progress(bytes.len() as u64, bytes.len() as u64);
        return Ok(());
    }
    let started = http.send(Ask {
        method: Method::POST,
        url: http.url("blobs/uploads/"),
        accept: "",
        content: Content::Bytes {
            bytes: b"",
            kind: "",
        },
    })?;
    if started.status() != 202 {
        return Err(http.refused(started));
    }
    let location = started.headers().get(header::LOCATION);
    let location = location.and_then(|location| http.location(location.to_str().ok()?));
    let Some(mut url) = location else {
        return Err(Error::Answer {
            registry: http.reference.registry().to_owned(),
            reason: "it names no place to upload to".to_owned(),
        });
    };
    url.push(if url.contains('?') { '&' } else { '?' });
    url.push_str("digest=");
    url.push_str(&digest.as_str().replace(':', "%3A"));
    let done = http.send(Ask {
        method: Method::PUT,
        url,
        accept: "",
        content: Content::Watched { bytes, progress },
    })?;
    if done.status() == 201 {
        Ok(())
    } else {
        Err(http.refused(done))
    }
}

/// Reads a content of at most `max` bytes, which errors call `what`.
pub(crate) fn download(
    http: &mut Http<'_>,
    blob: &Descriptor,
    max: u64,
    what: &str,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Vec<u8>, Error> {
    let too_large = || Error::TooLarge {
        what: what.to_owned(),
        max,
    };
    if blob.size > max {
        return Err(too_large());
    }
    let response = http.get(http.url(&format!("blobs/{}", blob.digest)), "")?;
    match response.status().as_u16() {
        200 => {}
        404 => {
            let reference = format!("{what} with the digest {}", blob.digest);
            return Err(Error::NotFound { reference });
        }
        _ => return Err(http.refused(response)),
    }
    let mut body = response.into_body().into_reader();
    let (mut bytes, mut hash) = (Vec::new(), Sha256::new());
    let mut buffer = vec![0; 64 << 10];
    loop {
        let count = match body.read(&mut buffer) {
            Ok(0) => break,
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(http.failed(error.into())),
        };
        let part = &buffer[..count];
        hash.update(part);
        bytes.extend_from_slice(part);
        // More than was announced is not what was announced: the rest need not be seen.
        if bytes.len() as u64 > blob.size {
            break;
        }
        progress(bytes.len() as u64, blob.size);
    }
    let found = Digest::finish(hash);
    if found == blob.digest && bytes.len() as u64 == blob.size {
        return Ok(bytes);
    }
    Err(Error::WrongDigest {
        what: what.to_owned(),
        expected: blob.digest.clone(),
        found,
    })
}

/// Reads a manifest by tag or digest: its bytes and what they are the digest of. None if there is none.
pub(crate) fn manifest(
    http: &mut Http<'_>,
    id: &str,
    max: u64,
) -> Result<Option<(Vec<u8>, Digest)>, Error> {
    let response = http.get(http.url(&format!("manifests/{id}")), ANY_MANIFEST)?;
    match response.status().as_u16() {
        200 => {}
        404 => return Ok(None),
        _ => return Err(http.refused(response)),
    }
    let what = || format!("the manifest of {}", http.reference);
    let said = response.headers().get("docker-content-digest").cloned();
    let bytes = http.read(response, max, what)?;
    let found = Digest::of(&bytes);
    let said = said.and_then(|said| Digest::new(said.to_str().ok()?));
    for expected in [Digest::new(id), said].into_iter().flatten() {
        if expected != found {
            let what = what();
            return Err(Error::WrongDigest {
                what,
                expected,
                found,
            });
        }
    }
    Ok(Some((bytes, found)))
}

/// Writes a manifest under a tag or its digest. Whether the registry lists it as being about its subject.
pub(crate) fn put_manifest(
    http: &mut Http<'_>,
    id: &str,
    kind: &str,
    bytes: &[u8],
) -> Result<bool, Error> {
    let response = http.send(Ask {
        method: Method::PUT,
        url: http.url(&format!("manifests/{id}")),
        accept: "",
        content: Content::Bytes { bytes, kind },
    })?;
    if response.status() != 201 {
        return Err(http.refused(response));
    }
    Ok(response.headers().contains_key("oci-subject"))
}

/// Reads a document that a registry gave.
pub(crate) fn parse<T: serde::de::DeserializeOwned>(
    http: &Http<'_>,
    bytes: &[u8],
    what: &str,
) -> Result<T, Error> {
    serde_json::from_slice(bytes).map_err(|error| Error::Answer {
        registry: http.reference.registry().to_owned(),
        reason: failure::shown(&format!("{what} cannot be read: {error}")),
    })
}
