//! Requests to one registry about one repository: where to, as whom, how long.

use std::io::{self, Read};
use std::sync::Arc;
use std::time::Duration;

use ureq::http::{Method, Request, Response, header};
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, AsSendBody, Body, Proxy, SendBody};

use crate::options::Transport;
use crate::{Error, Options, Reference, failure, token};

/// Slower lines than this are given up on, in bytes a second.
const SLOWEST: u64 = 16 << 10;

/// What is asked of the registry about the repository: the words are those of its tokens.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Action {
    Pull,
    Push,
}

/// A conversation with a registry about the repository of one reference.
pub(crate) struct Http<'a> {
    pub(crate) agent: Agent,
    pub(crate) reference: &'a Reference,
    pub(crate) options: &'a Options,
    pub(crate) action: Action,
    origin: String,
    authorization: Option<String>,
}

/// One request.
pub(crate) struct Ask<'a> {
    pub(crate) method: Method,
    pub(crate) url: String,
    pub(crate) accept: &'a str,
    pub(crate) content: Content<'a>,
}

/// What a request carries.
pub(crate) enum Content<'a> {
    None,
    Bytes {
        bytes: &'a [u8],
        kind: &'a str,
    },
    /// Told of how much was sent, in bytes, and of how much there is.
    Watched {
        bytes: &'a [u8],
        progress: &'a mut dyn FnMut(u64, u64),
    },
}

impl<'a> Http<'a> {
    pub(crate) fn new(reference: &'a Reference, options: &'a Options, action: Action) -> Self {
        let plain = match options.transport {
            Transport::Auto => reference.is_loopback(),
            Transport::Tls => false,
            Transport::Plain => true,
        };
        let scheme = if plain { "http" } else { "https" };
        Self {
            agent: agent(reference, options, plain),
            origin: format!("{scheme}://{}", reference.authority()),
            reference,
            options,
            action,
            authorization: None,
        }
    }

    /// An address in the repository.
    pub(crate) fn url(&self, rest: &str) -> String {
        format!("{}/v2/{}/{rest}", self.origin, self.reference.repository())
    }

    /// The address that a `Location` names, which may be elsewhere.
    pub(crate) fn location(&self, location: &str) -> Option<String> {
        let absolute = location.starts_with("http://") || location.starts_with("https://");
        if absolute {
            Some(location.to_owned())
        } else if location.starts_with('/') {
            Some(format!("{}{location}", self.origin))
        } else {
            None
        }
    }

    /// A request without content for `url`.
    pub(crate) fn get(&mut self, url: String, accept: &str) -> Result<Response<Body>, Error> {
        let (method, content) = (Method::GET, Content::None);
        self.send(Ask {
            method,
            url,
            accept,
            content,
        })
    }

    /// Sends a request; logs in if the registry asks for it. Any other status is the caller's to judge.
    pub(crate) fn send(&mut self, mut ask: Ask<'_>) -> Result<Response<Body>, Error> {
        let ours = self.is_ours(&ask.url);
        let response = self.once(&mut ask, ours)?;
        if response.status() != 401 || !ours {
            return Ok(response);
        }
        let granted = token::authorize(self, response.headers())?;
        let known = granted.by_token && self.options.login.is_some();
        self.authorization = Some(granted.authorization);
        let response = self.once(&mut ask, ours)?;
        if response.status() != 401 {
            return Ok(response);
        }
        // Whoever gave out the token accepted the login: it is the right that is missing.
        Err(if known {
            failure::forbidden(self.reference)
        } else {
            failure::not_logged_in(self.reference, self.options)
        })
    }

    fn once(&self, ask: &mut Ask<'_>, ours: bool) -> Result<Response<Body>, Error> {
        let mut request = Request::builder().method(&ask.method).uri(&ask.url);
        if !ask.accept.is_empty() {
            request = request.header(header::ACCEPT, ask.accept);
        }
        if let Some(authorization) = self.authorization.as_ref().filter(|_| ours) {
            request = request.header(header::AUTHORIZATION, authorization);
        }
        let mut nothing = |_, _| ();
        let (bytes, kind, progress): (&[u8], &str, &mut dyn FnMut(u64, u64)) =
            match &mut ask.content {
                Content::None => {
                    let request = request
                        .body(())
                        .map_err(|error| self.failed(error.into()))?;
                    return self.run(request);
                }
                Content::Bytes { bytes, kind } => (bytes, kind, &mut nothing),
                Content::Watched { bytes, progress } => {
                    (bytes, "application/octet-stream", &mut **progress)
                }
            };
        if !kind.is_empty() {
            request = request.header(header::CONTENT_TYPE, kind);
        }
        let mut watched = Watched {
            bytes,
            sent: 0,
            progress,
        };
        let request = request
            .header(header::CONTENT_LENGTH, bytes.len())
            .body(SendBody::from_reader(&mut watched))
            .map_err(|error| self.failed(error.into()))?;
        self.run(request)
    }

    fn run(&self, request: Request<impl AsSendBody>) -> Result<Response<Body>, Error> {
        self.agent.run(request).map_err(|error| self.failed(error))
    }

    /// Reads a whole body of at most `max` bytes; errors call it `what`.
    pub(crate) fn read(
        &self,
        response: Response<Body>,
        max: u64,
        what: impl FnOnce() -> String,
    ) -> Result<Vec<u8>, Error> {
        let mut bytes = Vec::new();
        // One byte more than is accepted shows that there is more.
        let body = response.into_body().into_reader().take(max + 1);
        { body }
            .read_to_end(&mut bytes)
            .map_err(|error| self.failed(error.into()))?;
        if bytes.len() as u64 > max {
            return Err(Error::TooLarge { what: what(), max });
        }
        Ok(bytes)
    }

    /// Why a request failed.
    pub(crate) fn failed(&self, error: ureq::Error) -> Error {
        failure::of_request(error, self.reference, self.options)
    }

    /// What a status says that is none of the expected ones.
    pub(crate) fn refused(&self, response: Response<Body>) -> Error {
        failure::of_status(response, self.reference, self.options)
    }

    /// Only the registry itself is told who asks.
    fn is_ours(&self, url: &str) -> bool {
        let rest = url.strip_prefix(&self.origin);
        rest.is_some_and(|rest| rest.starts_with('/'))
    }
}

fn agent(reference: &Reference, options: &Options, plain: bool) -> Agent {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let tls = TlsConfig::builder()
        .root_certs(RootCerts::PlatformVerifier)
        .unversioned_rustls_crypto_provider(provider)
        .build();
    let timeout = Some(options.timeout);
    let whole = options.timeout + Duration::from_secs(options.max_bytes / SLOWEST);
    // No proxy leads to this machine itself.
    let proxy = if reference.is_loopback() {
        None
    } else {
        Proxy::try_from_env()
    };
    // Where it leads on to, nobody is told who asks: that is the default, and what storage elsewhere expects.
    Agent::config_builder()
        .http_status_as_error(false)
        .https_only(!plain)
        .tls_config(tls)
        .proxy(proxy)
        .user_agent(concat!("omni/", env!("CARGO_PKG_VERSION")))
        .accept("")
        .timeout_resolve(timeout)
        .timeout_connect(timeout)
        .timeout_recv_response(timeout)
        .timeout_per_read(timeout)
        .timeout_per_write(timeout)
        .timeout_send_body(Some(whole))
        .timeout_recv_body(Some(whole))
        .build()
        .new_agent()
}

/// Bytes that tell how far they were read.
struct Watched<'a> {
    bytes: &'a [u8],
    sent: usize,
    progress: &'a mut dyn FnMut(u64, u64),
}

impl Read for Watched<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let rest = self.bytes.get(self.sent..).unwrap_or_default();
        let count = { rest }.read(buffer)?;
        self.sent += count;
        if count > 0 {
            (self.progress)(self.sent as u64, self.bytes.len() as u64);
        }
        Ok(count)
    }
}
