//! From what went wrong below to what a person can act on.

use std::io;
use std::net::ToSocketAddrs;

use serde::Deserialize;
use ureq::Body;
use ureq::http::Response;

use crate::{Error, Options, Reference};

/// How much of an error's explanation is read, in bytes.
const MAX_ANSWER: u64 = 16 << 10;

/// How much of it is shown, in characters.
const MAX_SHOWN: usize = 200;

/// A request that got no answer.
pub(crate) fn of_request(error: ureq::Error, reference: &Reference, options: &Options) -> Error {
    let registry = reference.registry().to_owned();
    let reason = error.to_string();
    match error {
        ureq::Error::HostNotFound => Error::NoSuchHost { registry },
        ureq::Error::Timeout(_) => Error::Timeout {
            registry,
            after: options.timeout,
        },
        ureq::Error::Tls(_) | ureq::Error::Rustls(_) | ureq::Error::Pem(_) => {
            Error::Tls { registry, reason }
        }
        ureq::Error::RequireHttpsOnly(_) => {
            let reason = "it leads on to a place without TLS".to_owned();
            Error::Tls { registry, reason }
        }
        ureq::Error::Io(error) => of_connection(&error, reference),
        ureq::Error::ConnectionFailed | ureq::Error::ConnectProxyFailed(_) => {
            Error::Unreachable { registry, reason }
        }
        _ => Error::Answer { registry, reason },
    }
}

fn of_connection(error: &io::Error, reference: &Reference) -> Error {
    let registry = reference.registry().to_owned();
    if let Some(tls) = error
        .get_ref()
        .and_then(|inner| inner.downcast_ref::<rustls::Error>())
    {
        let reason = tls.to_string();
        return Error::Tls { registry, reason };
    }
    let reason = match error.kind() {
        io::ErrorKind::ConnectionRefused => "nothing listens there".to_owned(),
        io::ErrorKind::UnexpectedEof
        | io::ErrorKind::ConnectionReset
        | io::ErrorKind::ConnectionAborted
        | io::ErrorKind::BrokenPipe => "the connection broke off".to_owned(),
        // The system gives no kind of its own to a name that it cannot look up.
        _ if error.raw_os_error().is_none() && !resolves(reference) => {
            return Error::NoSuchHost { registry };
        }
        _ => error.to_string(),
    };
    Error::Unreachable { registry, reason }
}

fn resolves(reference: &Reference) -> bool {
    let authority = reference.authority();
    let found = if authority
        .rsplit_once(':')
        .is_some_and(|(_, port)| !port.ends_with(']'))
    {
        authority.to_socket_addrs().map(|_| ())
    } else {
        (authority, 443).to_socket_addrs().map(|_| ())
    };
    found.is_ok()
}

/// A refusal that a login may end.
pub(crate) fn not_logged_in(reference: &Reference, options: &Options) -> Error {
    let registry = reference.registry().to_owned();
    match &options.login {
        Some(login) => Error::BadLogin {
            registry,
            user: login.user().to_owned(),
        },
        None => Error::NeedsLogin {
            registry,
            repository: reference.repository().to_owned(),
        },
    }
}

/// A refusal that no other login of the same person ends.
pub(crate) fn forbidden(reference: &Reference) -> Error {
    Error::Forbidden {
        registry: reference.registry().to_owned(),
        repository: reference.repository().to_owned(),
    }
}

/// What OCI registries explain an error with.
#[derive(Deserialize)]
struct Explained {
    errors: Vec<Explanation>,
}

#[derive(Deserialize)]
struct Explanation {
    #[serde(default)]
    code: String,
    #[serde(default)]
    message: String,
}

/// An answer that says no.
pub(crate) fn of_status(
    response: Response<Body>,
    reference: &Reference,
    options: &Options,
) -> Error {
    let registry = reference.registry().to_owned();
    let status = response.status().as_u16();
    match status {
        401 => not_logged_in(reference, options),
        403 => forbidden(reference),
        404 => Error::NotFound {
            reference: reference.to_string(),
        },
        429 => Error::Busy { registry },
        200..=399 => Error::Answer {
            registry,
            reason: format!("it answers {status} to what should be answered otherwise"),
        },
        _ => Error::Refused {
            registry,
            status,
            reason: explanation(response),
        },
    }
}

fn explanation(response: Response<Body>) -> String {
    let body = response.into_body().into_with_config().limit(MAX_ANSWER);
    let bytes = body.read_to_vec().unwrap_or_default();
    let explained = serde_json::from_slice::<Explained>(&bytes).ok();
    let first = explained.and_then(|explained| explained.errors.into_iter().next());
    first.map_or_else(String::new, |first| {
        let text = if first.message.is_empty() {
            first.code
        } else {
            first.message
        };
        shown(&text)
    })
}

/// A registry's words, fit for a terminal.
pub(crate) fn shown(text: &str) -> String {
    let printable = |letter: &char| !letter.is_control();
    text.chars().filter(printable).take(MAX_SHOWN).collect()
}
