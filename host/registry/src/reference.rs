//! The name of an artefact in a registry.

use std::fmt;
use std::net::IpAddr;

use crate::{Digest, Error};

/// The longest repository name that registries take, in characters.
const MAX_REPOSITORY: usize = 255;

/// The longest tag, in characters.
const MAX_TAG: usize = 128;

/// What Docker Hub is called, and where it is.
const DOCKER_HUB: (&str, &str) = ("docker.io", "registry-1.docker.io");

/// `REGISTRY/REPOSITORY[:TAG][@DIGEST]`, such as `ghcr.io/somebody/my-scorer:1.0`. Without tag and digest
/// the tag is `latest`, as everywhere.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Reference {
    registry: String,
    repository: String,
    tag: Option<String>,
    digest: Option<Digest>,
}

impl Reference {
    /// Reads a reference. The registry is always named: there is none that everybody means.
    ///
    /// # Errors
    /// [`Error::Reference`] says what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let fail = |reason| {
            let text = text.chars().take(MAX_REPOSITORY).collect();
            Err(Error::Reference { text, reason })
        };
        if text.contains("://") {
            return fail("it begins with a scheme");
        }
        let (rest, digest) = match text.split_once('@') {
            None => (text, None),
            Some((rest, digest)) => match Digest::new(digest) {
                Some(digest) => (rest, Some(digest)),
                None => return fail("what follows `@` is no SHA-256 digest"),
            },
        };
        let Some((registry, rest)) = rest.split_once('/').filter(|(host, _)| is_host(host)) else {
            return fail("it does not begin with the host name of a registry");
        };
        let (repository, tag) = match rest.split_once(':') {
            None => (rest, None),
            Some((repository, tag)) => (repository, Some(tag)),
        };
        if !is_repository(repository) {
            return fail("the part after the registry is no name of lower-case words");
        }
        if tag.is_some_and(|tag| !is_tag(tag)) {
            return fail("what follows `:` is no tag");
        }
        let tag = tag.or(digest.is_none().then_some("latest"));
        Ok(Self {
            registry: registry.to_owned(),
            repository: repository.to_owned(),
            tag: tag.map(str::to_owned),
            digest,
        })
    }

    /// The registry: a host, with a port where one is given.
    #[must_use]
    pub fn registry(&self) -> &str {
        &self.registry
    }

    /// The repository in the registry.
    #[must_use]
    pub fn repository(&self) -> &str {
        &self.repository
    }

    /// The tag. None only if there is a digest.
    #[must_use]
    pub fn tag(&self) -> Option<&str> {
        self.tag.as_deref()
    }

    /// The digest that the artefact must have.
    #[must_use]
    pub fn digest(&self) -> Option<&Digest> {
        self.digest.as_ref()
    }

    /// Whether the registry is on this machine.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        let host = host(&self.registry);
        let address = host.trim_start_matches('[').trim_end_matches(']').parse();
        host == "localhost" || address.is_ok_and(|address: IpAddr| address.is_loopback())
    }

    /// Exactly this artefact, whatever its tag will be given to later.
    pub(crate) fn with_digest(&self, digest: Digest) -> Self {
        Self {
            tag: None,
            digest: Some(digest),
            ..self.clone()
        }
    }

    /// What the artefact is asked for by.
    pub(crate) fn id(&self) -> &str {
        let digest = self.digest.as_ref().map(Digest::as_str);
        digest.or(self.tag()).unwrap_or("latest")
    }

    /// Where the registry is.
    pub(crate) fn authority(&self) -> &str {
        match self.registry.as_str() {
            name if name == DOCKER_HUB.0 => DOCKER_HUB.1,
            other => other,
        }
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{}/{}", self.registry, self.repository)?;
        if let Some(tag) = &self.tag {
            write!(to, ":{tag}")?;
        }
        if let Some(digest) = &self.digest {
            write!(to, "@{digest}")?;
        }
        Ok(())
    }
}

impl std::str::FromStr for Reference {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Self::parse(text)
    }
}

/// The host without its port.
fn host(registry: &str) -> &str {
    match registry.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => registry,
    }
}

/// A first part is taken for a host only where it cannot be the first word of a repository.
fn is_host(registry: &str) -> bool {
    let host = host(registry);
    let port = registry.strip_prefix(host).unwrap_or_default();
    let port_fits = port.is_empty() || port[1..].parse::<u16>().is_ok_and(|port| port > 0);
    let names_one = registry.contains(['.', ':']) || host == "localhost";
    let address = host
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    let host_fits = match address {
        Some(address) => address.parse::<std::net::Ipv6Addr>().is_ok(),
        None => host.split('.').all(is_label) && host.len() <= MAX_REPOSITORY,
    };
    port_fits && names_one && host_fits
}

fn is_label(label: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    !label.is_empty() && label.bytes().all(fits) && !label.starts_with('-') && !label.ends_with('-')
}

fn is_repository(repository: &str) -> bool {
    repository.len() <= MAX_REPOSITORY && repository.split('/').all(is_word)
}

/// Lower-case letters and digits, with `.`, `_`, `__` or any number of `-` between them.
fn is_word(word: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let bytes = word.as_bytes();
    let ends = bytes.first().zip(bytes.last());
    let separators =
        word.split(|letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit());
    ends.is_some_and(|(first, last)| plain(*first) && plain(*last))
        && separators
            .filter(|between| !between.is_empty())
            .all(|between| {
                matches!(between, "." | "_" | "__") || between.bytes().all(|b| b == b'-')
            })
}

fn is_tag(tag: &str) -> bool {
    let word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    (1..=MAX_TAG).contains(&tag.len())
        && tag
            .bytes()
            .all(|byte| word(byte) || matches!(byte, b'.' | b'-'))
        && tag.bytes().next().is_some_and(word)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn takes_references_apart() {
        let hex = "a".repeat(64);
        for (text, registry, repository, tag, digest) in [
            (
                "ghcr.io/me/scorer:1.0",
                "ghcr.io",
                "me/scorer",
                Some("1.0"),
                false,
            ),
            ("ghcr.io/scorer", "ghcr.io", "scorer", Some("latest"), false),
            ("localhost/a", "localhost", "a", Some("latest"), false),
            (
                "localhost:5000/a/b-c__d.e",
                "localhost:5000",
                "a/b-c__d.e",
                Some("latest"),
                false,
            ),
            ("[::1]:5000/a:x", "[::1]:5000", "a", Some("x"), false),
            (&format!("r.io/a@sha256:{hex}"), "r.io", "a", None, true),
            (
                &format!("r.io/a:1@sha256:{hex}"),
                "r.io",
                "a",
                Some("1"),
                true,
            ),
        ] {
            let reference = Reference::parse(text).unwrap();
            assert_eq!(reference.registry(), registry);
            assert_eq!(reference.repository(), repository);
            assert_eq!(reference.tag(), tag);
            assert_eq!(reference.digest().is_some(), digest);
        }
        assert_eq!(
            Reference::parse("docker.io/me/a").unwrap().authority(),
            "registry-1.docker.io"
        );
    }

    #[test]
    fn says_what_is_wrong() {
        let long = format!("r.io/{}", "a".repeat(256));
        let tag = format!("r.io/a:{}", "a".repeat(129));
        for (text, reason) in [
            ("https://ghcr.io/me/a", "scheme"),
            ("oci://ghcr.io/me/a", "scheme"),
            ("", "registry"),
            ("scorer", "registry"),
            ("me/scorer", "registry"),
            ("/scorer", "registry"),
            ("r.io:0/a", "registry"),
            ("r.io:99999/a", "registry"),
            ("r..io/a", "registry"),
            ("u:p@r.io/a", "digest"),
            ("[::1/a", "registry"),
            ("r.io/", "name"),
            ("r.io/A", "name"),
            ("r.io/a//b", "name"),
            ("r.io/../a", "name"),
            ("r.io/a?b", "name"),
            ("r.io/a___b", "name"),
            ("r.io/a..b", "name"),
            (&long, "name"),
            ("r.io/a:", "tag"),
            ("r.io/a:-b", "tag"),
            ("r.io/a:b/c", "tag"),
            (&tag, "tag"),
            ("r.io/a@sha256:abc", "digest"),
            ("r.io/a@", "digest"),
        ] {
            let error = Reference::parse(text).unwrap_err();
            assert_eq!(error.code(), "registry.reference");
            assert!(error.to_string().contains(reason), "{text}: {error}");
        }
    }

    #[test]
    fn knows_this_machine() {
        for (text, expected) in [
            ("localhost/a", true),
            ("localhost:5000/a", true),
            ("127.0.0.1:5000/a", true),
            ("127.9.9.9/a", true),
            ("[::1]:5000/a", true),
            ("[::2]:5000/a", false),
            ("10.0.0.1:5000/a", false),
            ("localhost.example.org/a", false),
            ("127.0.0.1.example.org/a", false),
        ] {
            assert_eq!(
                Reference::parse(text).unwrap().is_loopback(),
                expected,
                "{text}"
            );
        }
    }

    proptest! {
        #[test]
        fn what_is_read_is_written_again(
            text in "(r\\.io|localhost|127\\.0\\.0\\.1)(:[1-9][0-9]{0,3})?/[a-z0-9]+([._-][a-z0-9]+){0,2}(:[A-Za-z0-9_][A-Za-z0-9._-]{0,9})?(@sha256:[0-9a-f]{64})?"
        ) {
            let read = Reference::parse(&text).unwrap();
            prop_assert_eq!(&Reference::parse(&read.to_string()).unwrap(), &read);
            prop_assert!(read.to_string().starts_with(&text));
        }

        #[test]
        fn nothing_gets_out_of_its_place_in_a_url(text in "\\PC{0,40}") {
            if let Ok(read) = Reference::parse(&text) {
                let inside = |part: &str| !part.contains(['?', '#', '%', '@', '\\', ' ']) && !part.contains("..");
                prop_assert!(inside(read.repository()) && inside(read.registry()));
                prop_assert!(!read.id().contains('/'));
            }
        }
    }
}
