//! `wasi:http`: requests to the `host:port`s that the policy names, and to no others.
//!
//! The host of a request has to be written as the policy writes it; what a name leads to is looked up
//! once, checked (`addresses`), and that very address is connected to. Nobody follows a redirect: the guest sees
//! it, and asks again if it may. TLS certificates are checked against Mozilla's roots. Each request has a
//! connection of its own, which ends with the call. A skill serves nothing: there is no incoming handler.

use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use ::http::Uri;
use ::http::uri::Scheme;
use http_body_util::BodyExt as _;
use hyper::client::conn::http1;
use hyper::rt::{Read, Write};
use omni_policy::{Capability, HostPort, Policy};
use rustls::pki_types::ServerName;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use wasmtime::component::Linker;
use wasmtime_wasi_http::io::TokioIo;
use wasmtime_wasi_http::p2::bindings::LinkOptions;
use wasmtime_wasi_http::p2::bindings::http::{outgoing_handler, types};
use wasmtime_wasi_http::{
    Error, RequestOptions, WasiBody, WasiHttp, WasiHttpCtxView, WasiHttpHooks,
};

use super::{HostInterface, addresses};
use crate::state::CallState;
use crate::uses::UseBook;
use crate::wasi::Wasi;

/// Where nothing shorter is asked for. The call's own time ends it too.
const TIMEOUT: Duration = Duration::from_secs(600);

/// What is read ahead of a guest, in bytes: a guest can have many requests under way.
const MOST_BUFFERED: usize = 64 << 10;

pub(crate) struct Http;

impl HostInterface for Http {
    fn capability(&self) -> Capability {
        Capability::Http
    }

    fn interfaces(&self) -> &'static [&'static str] {
        &[
            "wasi:http/types@0.2.12",
            "wasi:http/outgoing-handler@0.2.12",
        ]
    }

    fn link(&self, linker: &mut Linker<CallState>) -> wasmtime::Result<()> {
        let options = LinkOptions::default();
        outgoing_handler::add_to_linker::<_, WasiHttp>(linker, view)?;
        types::add_to_linker::<_, WasiHttp>(linker, &(&options).into(), view)
    }
}

fn view(state: &mut CallState) -> WasiHttpCtxView<'_> {
    let Wasi {
        tables,
        http,
        hooks,
        ..
    } = state.plumbing();
    WasiHttpCtxView {
        hooks,
        table: tables.get(),
        ctx: http,
    }
}

/// Decides on each request and sends it.
pub(crate) struct Hooks {
    policy: Arc<Policy>,
    /// The requests of the call. A request may turn out to be denied only after the guest was answered.
    uses: Arc<Mutex<UseBook>>,
}

impl Hooks {
    pub(crate) fn new(state: &CallState) -> Self {
        Self {
            policy: Arc::clone(&state.policy),
            uses: Arc::default(),
        }
    }

    /// Adds the requests of the call, the last of which may have been decided upon only now.
    pub(crate) fn add_to(&self, uses: &mut UseBook) {
        uses.add(&lock(&self.uses));
    }

    fn note(&self, target: &str, denied: bool) {
        let target = Some(target.to_owned());
        lock(&self.uses).note(Capability::Http, OPERATION, target, denied);
    }

    fn grants(&self, target: &Target) -> bool {
        let host = target.to_string().parse::<HostPort>();
        host.is_ok_and(|host| self.policy.decide_host(&host).allowed)
    }
}

/// What a guest does with a host.
const OPERATION: &str = "request";

fn lock(uses: &Mutex<UseBook>) -> MutexGuard<'_, UseBook> {
    uses.lock().unwrap_or_else(PoisonError::into_inner)
}

type Sent = Result<(::http::Response<WasiBody>, Connection), Error>;
/// What has to be waited for while the response is read.
type Connection = Box<dyn Future<Output = Result<(), Error>> + Send>;

impl WasiHttpHooks for Hooks {
    fn send_request(
        &mut self,
        request: ::http::Request<WasiBody>,
        options: Option<RequestOptions>,
        _: Connection,
    ) -> Box<dyn Future<Output = Sent> + Send> {
        let target = Target::of(request.uri());
        let wanted = match (&target, request.uri().authority()) {
            (Some(target), _) => target.to_string(),
            (None, authority) => authority.map(ToString::to_string).unwrap_or_default(),
        };
        let Some(target) = target.filter(|target| self.grants(target)) else {
            self.note(&wanted, true);
            return Box::new(async { Err(Error::HttpRequestDenied) });
        };
        self.note(&wanted, false);
        let uses = Arc::clone(&self.uses);
        Box::new(async move {
            let sent = send(&target, request, options.unwrap_or_default()).await;
            if matches!(sent, Err(Error::DestinationIpProhibited)) {
                lock(&uses).deny(Capability::Http, OPERATION, &wanted);
            }
            sent
        })
    }
}

/// Whom a request is for.
#[derive(Debug, PartialEq, Eq)]
struct Target {
    /// As policies write hosts: lower-case, an IPv6 address without brackets.
    host: String,
    port: u16,
    tls: bool,
}

impl Target {
    /// None for an authority that is more than a host and a port.
    fn of(uri: &Uri) -> Option<Self> {
        let tls = uri.scheme() == Some(&Scheme::HTTPS);
        let authority = uri.authority()?;
        let text = authority.as_str();
        if text.contains('@') {
            return None;
        }
        let host = authority.host();
        let port = match text.strip_prefix(host)? {
            "" if tls => 443,
            "" => 80,
            port => canonical(port.strip_prefix(':')?)?,
        };
        let host = match host.strip_prefix('[') {
            Some(address) => {
                let address: std::net::Ipv6Addr = address.strip_suffix(']')?.parse().ok()?;
                address.to_string()
            }
            None => host.to_ascii_lowercase(),
        };
        Some(Self { host, port, tls })
    }
}

/// A port in the one way that policies write it.
fn canonical(text: &str) -> Option<u16> {
    let port: u16 = text.parse().ok()?;
    (port.to_string() == text).then_some(port)
}

impl std::fmt::Display for Target {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.host.contains(':') {
            true => write!(f, "[{}]:{}", self.host, self.port),
            false => write!(f, "{}:{}", self.host, self.port),
        }
    }
}

/// Connects to an address that was checked, and waits for the head of the response.
async fn send(
    target: &Target,
    request: ::http::Request<WasiBody>,
    options: RequestOptions,
) -> Sent {
    let connecting = options.connect_timeout.unwrap_or(TIMEOUT);
    let stream = tokio::time::timeout(connecting, connect(target)).await;
    let stream = stream.map_err(|_| Error::ConnectionTimeout)??;
    let answering = options.first_byte_timeout.unwrap_or(TIMEOUT);
    let answer = async {
        if target.tls {
            exchange(TokioIo::new(secure(target, stream).await?), request).await
        } else {
            exchange(TokioIo::new(stream), request).await
        }
    };
    tokio::time::timeout(answering, answer)
        .await
        .map_err(|_| Error::HttpResponseTimeout)?
}

async fn connect(target: &Target) -> Result<TcpStream, Error> {
    let found: Vec<SocketAddr> = tokio::net::lookup_host((target.host.as_str(), target.port))
        .await
        .map_err(|_| Error::DestinationNotFound)?
        .collect();
    let mut failed = Error::DestinationIpProhibited;
    for address in found {
        if !addresses::allowed(&target.host, address.ip()) {
            continue;
        }
        match TcpStream::connect(address).await {
            Ok(stream) => return Ok(stream),
            Err(error) => failed = Error::Connect(error),
        }
    }
    Err(failed)
}

async fn secure(
    target: &Target,
    stream: TcpStream,
) -> Result<tokio_rustls::client::TlsStream<TcpStream>, Error> {
    static CONFIG: OnceLock<Arc<rustls::ClientConfig>> = OnceLock::new();
    let config = CONFIG.get_or_init(|| {
        let roots = rustls::RootCertStore {
            roots: webpki_roots::TLS_SERVER_ROOTS.into(),
        };
        let config = rustls::ClientConfig::builder().with_root_certificates(roots);
        Arc::new(config.with_no_client_auth())
    });
    let name = ServerName::try_from(target.host.clone()).map_err(|_| Error::TlsProtocolError)?;
    let connector = TlsConnector::from(Arc::clone(config));
    connector.connect(name, stream).await.map_err(Error::Tls)
}

async fn exchange<S>(stream: S, mut request: ::http::Request<WasiBody>) -> Sent
where
    S: Read + Write + Unpin + Send + 'static,
{
    // A server is asked for a path; scheme and host stand elsewhere.
    let path = request
        .uri()
        .path_and_query()
        .map_or("/", |path| path.as_str());
    *request.uri_mut() = path.parse().map_err(|_| Error::HttpRequestUriInvalid)?;
    let mut http = http1::Builder::new();
    http.max_buf_size(MOST_BUFFERED);
    let (mut sender, connection) = http.handshake(stream).await?;
    let connection = wasmtime_wasi::runtime::spawn(connection);
    let response = sender.send_request(request).await?;
    let response = response.map(|body| body.map_err(Error::from).boxed_unsync());
    let rest: Connection =
        Box::new(async move { Pin::from(Box::new(connection)).await.map_err(Error::from) });
    Ok((response, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_targets_are_targets() {
        for (uri, target) in [
            ("http://Example.com/a", Some("example.com:80")),
            ("https://example.com", Some("example.com:443")),
            ("http://example.com:8080", Some("example.com:8080")),
            ("http://[::1]:80/", Some("[::1]:80")),
            ("http://[0:0::0:1]/", Some("[::1]:80")),
            ("http://[::ffff:127.0.0.1]/", Some("[::ffff:127.0.0.1]:80")),
            ("http://good.com@evil.com/", None),
            ("http://good.com:80@evil.com/", None),
            ("http://a:b@c.com/", None),
            ("http://example.com:/", None),
            ("http://example.com:99999/", None),
            ("http://example.com:+80/", None),
            ("http://example.com:080/", None),
            ("https://[::1]:00443/", None),
            ("http://2130706433/", Some("2130706433:80")),
            ("/only/a/path", None),
        ] {
            let uri: Uri = match uri.parse() {
                Ok(uri) => uri,
                Err(_) if target.is_none() => continue,
                Err(error) => panic!("{uri}: {error}"),
            };
            let found = Target::of(&uri).map(|target| target.to_string());
            assert_eq!(found.as_deref(), target, "{uri}");
        }
    }
}
