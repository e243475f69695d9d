//! A host and a port, read strictly: whatever could mean two things is refused.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

/// A host and a port that a skill may connect to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct HostPort {
    /// A lower-case name, an IPv4 address, or an IPv6 address without brackets.
    pub host: String,
    /// Never 0.
    pub port: u16,
}

/// A text that is no host and port. The text says what to write instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NotHostPort(&'static str);

const SHAPE: NotHostPort = NotHostPort("write host:port, such as \"api.example.com:443\"");

const PORT: NotHostPort =
    NotHostPort("a port is a number from 1 to 65535, without a sign and without zeros before it");

/// `name:port`, `1.2.3.4:port` or `[::1]:port`, and nothing that only looks like it.
impl FromStr for HostPort {
    type Err = NotHostPort;

    fn from_str(text: &str) -> Result<Self, NotHostPort> {
        if text.contains("//") {
            return Err(NotHostPort(
                "write host:port without a scheme, such as \"api.example.com:443\"",
            ));
        }
        if text.contains('*') {
            return Err(NotHostPort("there are no wildcards; name each host"));
        }
        if !text.is_ascii() {
            return Err(NotHostPort(
                "write a name with other letters than a to z in its xn-- form",
            ));
        }
        let (host, port) = text.rsplit_once(':').ok_or(SHAPE)?;
        let host = match host
            .strip_prefix('[')
            .and_then(|host| host.strip_suffix(']'))
        {
            Some(address) => address.parse::<Ipv6Addr>().map_err(|_| SHAPE)?.to_string(),
            None if is_name(host) => host.to_ascii_lowercase(),
            None => return Err(SHAPE),
        };
        if looks_like_a_number(&host) && host.parse::<Ipv4Addr>().is_err() {
            // `127.1` and `0x7f.0.0.1` are 127.0.0.1 to some resolvers and names to others.
            return Err(NotHostPort(
                "write an IPv4 address as four numbers from 0 to 255",
            ));
        }
        match read_port(port)? {
            0 => Err(PORT),
            port => Ok(Self { host, port }),
        }
    }
}

impl fmt::Display for HostPort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.host.contains(':') {
            true => write!(f, "[{}]:{}", self.host, self.port),
            false => write!(f, "{}:{}", self.host, self.port),
        }
    }
}

/// A number that is written in one way only: who compares texts and who compares numbers must agree.
fn read_port(text: &str) -> Result<u16, NotHostPort> {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(SHAPE);
    }
    let port: u16 = text.parse().map_err(|_| PORT)?;
    match port.to_string() == text {
        true => Ok(port),
        false => Err(PORT),
    }
}

fn is_name(host: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(plain)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    host.len() <= 253 && host.split('.').all(label)
}

/// Whether resolvers may take it for an IPv4 address: its last part is a number, in some base.
fn looks_like_a_number(host: &str) -> bool {
    let last = host.rsplit('.').next().unwrap_or(host);
    if host.contains(':') || last.is_empty() {
        return false;
    }
    match last.strip_prefix("0x") {
        Some(digits) => digits.bytes().all(|byte| byte.is_ascii_hexdigit()),
        None => last.bytes().all(|byte| byte.is_ascii_digit()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn reads_names_and_addresses() {
        for (text, printed) in [
            ("API.example.com:443", "api.example.com:443"),
            ("localhost:1", "localhost:1"),
            ("10.0.0.1:8080", "10.0.0.1:8080"),
            ("[0:0::1]:80", "[::1]:80"),
            ("[::ffff:10.0.0.1]:80", "[::ffff:10.0.0.1]:80"),
            ("xn--ndu-tqa.example:65535", "xn--ndu-tqa.example:65535"),
        ] {
            assert_eq!(text.parse::<HostPort>().unwrap().to_string(), printed);
        }
    }

    #[test]
    fn refuses_what_could_mean_something_else() {
        for text in [
            "https://api.example.com:443",
            "https:api.example.com:443",
            "*.example.com:443",
            "api.example.com",
            "api.example.com:",
            "api.example.com:0",
            "api.example.com:65536",
            "api.example.com:99999999999999999999",
            "api.example.com:+80",
            "api.example.com:080",
            "api.example.com:00",
            "[::1]:0443",
            "10.0.0.1:008080",
            "api.example.com.:80",
            "me@api.example.com:80",
            "api.example.com/x:80",
            "api.example.com#:80",
            "api.example.com :80",
            "ñandú.example:80",
            "::1:80",
            "[::1%eth0]:80",
            "[127.0.0.1]:80",
            "127.1:80",
            "2130706433:80",
            "0x7f.0.0.0x1:80",
            "0x7F000001:80",
            "127.0.0.01:80",
            "256.0.0.1:80",
            "a..b:80",
            "-a.b:80",
            ":80",
            "",
        ] {
            assert!(text.parse::<HostPort>().is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn reads_back_what_it_prints(text in "[a-zA-Z0-9.\\[\\]:-]{1,20}:[0-9]{1,5}") {
            if let Ok(host) = text.parse::<HostPort>() {
                prop_assert_eq!(host.to_string().parse(), Ok(host));
            }
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,60}") {
            let _ = text.parse::<HostPort>();
        }
    }
}
