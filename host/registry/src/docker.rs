//! What `docker login` wrote down.

use std::collections::BTreeMap;
use std::env;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;

use crate::{Error, Login};

/// No configuration is larger, in bytes.
const MAX_FILE: u64 = 1 << 20;

/// The key that Docker Hub's login has had since its first version.
const DOCKER_HUB: &str = "https://index.docker.io/v1/";

/// The part of it that is read. The rest is Docker's.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Config {
    auths: BTreeMap<String, Entry>,
    creds_store: Option<String>,
    cred_helpers: BTreeMap<String, String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Entry {
    auth: String,
    identitytoken: String,
}

/// Where it lies.
pub(crate) fn config_file() -> Option<PathBuf> {
    let folder = match env::var_os("DOCKER_CONFIG").filter(|folder| !folder.is_empty()) {
        Some(folder) => PathBuf::from(folder),
        None => directories::BaseDirs::new()?.home_dir().join(".docker"),
    };
    Some(folder.join("config.json"))
}

/// The login for `registry`, if there is one.
pub(crate) fn login(path: &Path, registry: &str) -> Result<Option<Login>, Error> {
    let fail = |reason: &dyn std::fmt::Display| Error::Credentials {
        path: path.to_owned(),
        reason: reason.to_string(),
    };
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(fail(&error)),
    };
    let mut bytes = Vec::new();
    file.take(MAX_FILE)
        .read_to_end(&mut bytes)
        .map_err(|error| fail(&error))?;
    let config: Config = serde_json::from_slice(&bytes)
        // The error names a place, not what stands there.
        .map_err(|error| {
            fail(&format_args!(
                "line {}: it is not as Docker writes it",
                error.line()
            ))
        })?;
    let Some(entry) = entry(&config, registry) else {
        return Ok(None);
    };
    if entry.auth.is_empty() {
        let elsewhere = config.creds_store.is_some() || config.cred_helpers.contains_key(registry);
        return Err(fail(if elsewhere {
            &"the password is kept by another program, which is not run"
        } else if entry.identitytoken.is_empty() {
            return Ok(None);
        } else {
            &"it holds an identity token, which is not supported"
        }));
    }
    let pair = STANDARD.decode(&entry.auth).ok();
    let pair = pair.and_then(|pair| String::from_utf8(pair).ok());
    match pair.as_deref().and_then(|pair| pair.split_once(':')) {
        // Docker pads with zeros.
        Some((user, password)) => Ok(Some(Login::new(user, password.trim_end_matches('\0')))),
        None => Err(fail(&format_args!(
            "what it has for {registry} is no name and password"
        ))),
    }
}

fn entry<'a>(config: &'a Config, registry: &str) -> Option<&'a Entry> {
    if registry == "docker.io" {
        return config.auths.get(DOCKER_HUB);
    }
    let bare = |key: &str| {
        let key = key
            .trim_start_matches("https://")
            .trim_start_matches("http://");
        key.split('/').next() == Some(registry)
    };
    let named = config.auths.get(registry);
    named.or_else(|| {
        config
            .auths
            .iter()
            .find(|(key, _)| bare(key))
            .map(|(_, entry)| entry)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, registry: &str) -> Result<Option<Login>, Error> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config.json");
        std::fs::write(&path, text).unwrap();
        login(&path, registry)
    }

    #[test]
    fn finds_the_login_of_a_registry() {
        let auth = STANDARD.encode("me:pass:word");
        let text = format!(
            r#"{{"auths":{{"r.io":{{"auth":"{auth}"}},"https://old.io/v1/":{{"auth":"{auth}"}},
            "https://index.docker.io/v1/":{{"auth":"{auth}"}},"empty.io":{{}}}},"psFormat":"x"}}"#
        );
        for registry in ["r.io", "old.io", "docker.io"] {
            let found = read(&text, registry).unwrap().unwrap();
            assert_eq!(found, Login::new("me", "pass:word"), "{registry}");
        }
        for registry in ["other.io", "io", "empty.io", "r.io:5000"] {
            assert_eq!(read(&text, registry), Ok(None), "{registry}");
        }
        assert_eq!(read("{}", "r.io"), Ok(None));
        assert_eq!(login(Path::new("/none/config.json"), "r.io"), Ok(None));
    }

    #[test]
    fn says_what_cannot_be_used() {
        for (text, reason) in [
            ("{", "line 1"),
            (
                r#"{"auths":{"r.io":{"auth":"secret!"}}}"#,
                "no name and password",
            ),
            (
                r#"{"auths":{"r.io":{"auth":"bWU="}}}"#,
                "no name and password",
            ),
            (
                r#"{"auths":{"r.io":{}},"credsStore":"secretservice"}"#,
                "another program",
            ),
            (
                r#"{"auths":{"r.io":{}},"credHelpers":{"r.io":"x"}}"#,
                "another program",
            ),
            (
                r#"{"auths":{"r.io":{"identitytoken":"secret"}}}"#,
                "identity token",
            ),
        ] {
            let error = read(text, "r.io").unwrap_err();
            assert_eq!(error.code(), "registry.credentials");
            assert!(error.to_string().contains(reason), "{error}");
            assert!(!error.to_string().contains("secret!"), "{error}");
        }
    }
}
