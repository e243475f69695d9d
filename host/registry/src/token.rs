//! Logging in the way a registry asks for: a password with each request, or a token from somewhere else.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http_auth::{ChallengeRef, parse_challenges};
use serde::Deserialize;
use ureq::http::{HeaderMap, header};

use crate::http::{Action, Http};
use crate::{Error, Login, failure};

/// A token takes a few kilobytes.
const MAX_TOKEN: u64 = 256 << 10;

/// What a token service answers. Either name is in use.
#[derive(Deserialize)]
struct Answer {
    token: Option<String>,
    access_token: Option<String>,
}

/// What opens the door.
pub(crate) struct Granted {
    /// What to write into `Authorization`.
    pub(crate) authorization: String,
    /// Whether it is a token, which was only given after a look at the login.
    pub(crate) by_token: bool,
}

/// Logs in after a refusal with these headers.
pub(crate) fn authorize(http: &Http<'_>, refusal: &HeaderMap) -> Result<Granted, Error> {
    let asked: Vec<_> = refusal
        .get_all(header::WWW_AUTHENTICATE)
        .iter()
        .filter_map(|value| parse_challenges(value.to_str().ok()?).ok())
        .flatten()
        .collect();
    let of = |scheme: &str| {
        let mut asked = asked.iter();
        asked.find(|challenge| challenge.scheme.eq_ignore_ascii_case(scheme))
    };
    if let Some(challenge) = of("Bearer") {
        return Ok(Granted {
            authorization: token(http, challenge)?,
            by_token: true,
        });
    }
    match (of("Basic"), &http.options.login) {
        (Some(_), Some(login)) => Ok(Granted {
            authorization: basic(login),
            by_token: false,
        }),
        _ => Err(failure::not_logged_in(http.reference, http.options)),
    }
}

fn token(http: &Http<'_>, challenge: &ChallengeRef<'_>) -> Result<String, Error> {
    let parameter = |wanted: &str| {
        let mut all = challenge.params.iter();
        let found = all.find(|(name, _)| name.eq_ignore_ascii_case(wanted));
        found.map(|(_, value)| value.to_unescaped())
    };
    let no_token = |reason: &str| Error::Answer {
        registry: http.reference.registry().to_owned(),
        reason: reason.to_owned(),
    };
    let realm = parameter("realm").ok_or_else(|| no_token("it names no place to log in at"))?;
    let actions = match http.action {
        Action::Pull => "pull",
        Action::Push => "pull,push",
    };
    let scope = format!("repository:{}:{actions}", http.reference.repository());
    let mut request = http.agent.get(realm).query("scope", scope);
    if let Some(service) = parameter("service") {
        request = request.query("service", service);
    }
    if let Some(login) = &http.options.login {
        request = request.header(header::AUTHORIZATION, basic(login));
    }
    let response = request.call().map_err(|error| http.failed(error))?;
    match response.status().as_u16() {
        200 => {}
        401 | 403 => return Err(failure::not_logged_in(http.reference, http.options)),
        _ => return Err(http.refused(response)),
    }
    let bytes = http.read(response, MAX_TOKEN, || "a token".to_owned())?;
    let answer: Answer =
        serde_json::from_slice(&bytes).map_err(|_| no_token("what should be a token is none"))?;
    let token = answer.token.or(answer.access_token);
    // Anything else in a header would be the registry's words in our mouth.
    let token =
        token.filter(|token| !token.is_empty() && token.bytes().all(|b| b.is_ascii_graphic()));
    token
        .map(|token| format!("Bearer {token}"))
        .ok_or_else(|| no_token("what should be a token is none"))
}

fn basic(login: &Login) -> String {
    let pair = format!("{}:{}", login.user(), login.password());
    format!("Basic {}", STANDARD.encode(pair))
}
