//! Who asks.

use std::env;
use std::fmt;

use crate::{Error, Reference, docker};

const USER: &str = "OMNI_REGISTRY_USER";
const PASSWORD: &str = "OMNI_REGISTRY_PASSWORD";

/// A name and a password, or a token in its place.
#[derive(Clone, PartialEq, Eq)]
pub struct Login {
    user: String,
    password: String,
}

impl Login {
    /// A login as it is known.
    #[must_use]
    pub fn new(user: impl Into<String>, password: impl Into<String>) -> Self {
        Self {
            user: user.into(),
            password: password.into(),
        }
    }

    /// What is known for a registry: `OMNI_REGISTRY_USER` and `OMNI_REGISTRY_PASSWORD`, else what
    /// `docker login` and its like wrote to `config.json` in `$DOCKER_CONFIG` or `~/.docker`. Programs that
    /// keep passwords elsewhere (`credsStore`, `credHelpers`) are not run.
    ///
    /// # Errors
    /// [`Error::HalfALogin`] if only one of the two variables is set, [`Error::Credentials`] if what is
    /// stored for the registry cannot be used.
    pub fn find(reference: &Reference) -> Result<Option<Self>, Error> {
        let set = |name| env::var(name).ok().filter(|value| !value.is_empty());
        match pair(set(USER), set(PASSWORD))? {
            Some(login) => Ok(Some(login)),
            None => match docker::config_file() {
                Some(path) => docker::login(&path, reference.registry()),
                None => Ok(None),
            },
        }
    }

    /// The name.
    #[must_use]
    pub fn user(&self) -> &str {
        &self.user
    }

    pub(crate) fn password(&self) -> &str {
        &self.password
    }
}

fn pair(user: Option<String>, password: Option<String>) -> Result<Option<Login>, Error> {
    let half = |present, missing| Err(Error::HalfALogin { present, missing });
    match (user, password) {
        (Some(user), Some(password)) => Ok(Some(Login::new(user, password))),
        (Some(_), None) => half(USER, PASSWORD),
        (None, Some(_)) => half(PASSWORD, USER),
        (None, None) => Ok(None),
    }
}

/// A password is never shown.
impl fmt::Debug for Login {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.debug_struct("Login")
            .field("user", &self.user)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_login_is_none() {
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(pair(None, None), Ok(None));
        assert_eq!(pair(some("me"), some("x")), Ok(Some(Login::new("me", "x"))));
        let error = pair(some("me"), None).unwrap_err();
        assert_eq!(error.code(), "registry.credentials");
        assert!(error.to_string().starts_with(PASSWORD), "{error}");
        assert!(pair(None, some("x")).is_err());
    }

    #[test]
    fn a_password_is_not_shown() {
        assert!(!format!("{:?}", Login::new("me", "secret")).contains("secret"));
    }
}
