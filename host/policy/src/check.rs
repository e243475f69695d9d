//! From what a file says to what it may say: ranges, names, hosts, paths.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::net::Ipv6Addr;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use omni_settings::{Error, Spanned, position};

use crate::file::{GrantsFile, LimitsFile, LlmFile, PreopenFile};
use crate::{Granted, Grants, HostPort, Limit, Limits, Llm, Preopen, bounds, defaults};

/// The longest skill name, in bytes: it becomes part of file names and of every message.
const MAX_NAME: usize = 64;

/// The file that is being checked, for messages.
#[derive(Clone, Copy)]
pub(crate) struct Checker<'a> {
    pub(crate) path: &'a Path,
    pub(crate) text: &'a str,
}

impl Checker<'_> {
    pub(crate) fn skill(self, name: &Spanned<String>) -> Result<String, Error> {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
        let text = name.get_ref();
        if text.is_empty() || text.len() > MAX_NAME || !text.bytes().all(plain) {
            let message = format!(
                "skill: a name is made of letters, digits, `-`, `_` and `.`, at most {MAX_NAME} of them"
            );
            return Err(self.error(name, message));
        }
        Ok(text.clone())
    }

    pub(crate) fn sha256(self, digest: &Spanned<String>) -> Result<String, Error> {
        let text = digest.get_ref();
        if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(self.error(digest, "sha256: a digest has 64 hexadecimal digits"));
        }
        Ok(text.to_ascii_lowercase())
    }

    pub(crate) fn limits(self, file: &LimitsFile) -> Result<Limits, Error> {
        let fuel = self.limit("fuel", &file.fuel, 0, &bounds::FUEL)?;
        Ok(Limits {
            memory: self.limit("memory", &file.memory, defaults::MEMORY, &bounds::MEMORY)?,
            time: self.limit("time", &file.time, defaults::TIME, &bounds::TIME)?,
            stack: self.limit("stack", &file.stack, defaults::STACK, &bounds::STACK)?,
            output: self.limit("output", &file.output, defaults::OUTPUT, &bounds::OUTPUT)?,
            log: self.limit("log", &file.log, defaults::LOG, &bounds::LOG)?,
            host_calls: self.limit(
                "host_calls",
                &file.host_calls,
                defaults::HOST_CALLS,
                &bounds::HOST_CALLS,
            )?,
            fuel: Limit {
                value: fuel.line.map(|_| fuel.value).or(defaults::FUEL),
                line: fuel.line,
            },
        })
    }

    pub(crate) fn grants(self, file: &GrantsFile) -> Result<Grants, Error> {
        Ok(Grants {
            log: self.grant(&file.log, |_| Ok(()))?,
            config: self.grant(&file.config, |_| Ok(()))?,
            clock: self.grant(&file.clock, |_| Ok(()))?,
            random: self.grant(&file.random, |_| Ok(()))?,
            kv: self.grant(&file.kv, |_| Ok(()))?,
            llm: self.grant(&file.llm, |llm| self.llm(llm))?,
            filesystem: self.grant(&file.filesystem, |file| self.preopens(&file.preopens))?,
            http: self.grant(&file.http, |file| {
                self.set("hosts", &file.hosts, |host| self.host(host))
            })?,
            environment: self.grant(&file.environment, |file| {
                self.set("names", &file.names, |name| self.variable(name))
            })?,
        })
    }

    fn limit<T: Copy + PartialOrd + Display>(
        self,
        name: &str,
        set: &Option<Spanned<T>>,
        default: T,
        bounds: &RangeInclusive<T>,
    ) -> Result<Limit<T>, Error> {
        let Some(set) = set else {
            return Ok(Limit::default(default));
        };
        let value = *set.get_ref();
        let (least, most) = (bounds.start(), bounds.end());
        if value < *least {
            let message = format!("{name}: {value} is too little, the least is {least}");
            return Err(self.error(set, message));
        }
        if value > *most {
            let message = format!("{name}: {value} is too much, the most is {most}");
            return Err(self.error(set, message));
        }
        Ok(Limit {
            value,
            line: Some(self.line(set)),
        })
    }

    fn grant<T, U>(
        self,
        file: &Option<Spanned<T>>,
        check: impl FnOnce(&T) -> Result<U, Error>,
    ) -> Result<Option<Granted<U>>, Error> {
        let Some(granted) = file else {
            return Ok(None);
        };
        Ok(Some(Granted {
            value: check(granted.get_ref())?,
            line: self.line(granted),
        }))
    }

    fn llm(self, file: &LlmFile) -> Result<Llm, Error> {
        for (name, number) in [
            ("max_tokens", &file.max_tokens),
            ("max_calls", &file.max_calls),
        ] {
            if *number.get_ref() == 0 {
                return Err(self.error(number, format!("{name}: the least is 1")));
            }
        }
        Ok(Llm {
            max_tokens: *file.max_tokens.get_ref(),
            max_calls: *file.max_calls.get_ref(),
        })
    }

    fn preopens(self, file: &Spanned<Vec<PreopenFile>>) -> Result<Vec<Preopen>, Error> {
        self.not_empty("preopens", file)?;
        let mut preopens: Vec<Preopen> = Vec::new();
        for item in file.get_ref() {
            let (host, guest) = (item.host.get_ref(), item.guest.get_ref());
            if host.is_empty() || host.contains('\0') {
                return Err(self.error(&item.host, "host: names no folder"));
            }
            if !is_plain_absolute(guest) {
                let message = "guest: a path begins with `/` and has no `.`, `..` or empty parts";
                return Err(self.error(&item.guest, message));
            }
            if preopens.iter().any(|other| other.guest == *guest) {
                let message = "guest: another folder is already seen under this path";
                return Err(self.error(&item.guest, message));
            }
            preopens.push(Preopen {
                host: PathBuf::from(host),
                guest: guest.clone(),
                access: item.access,
            });
        }
        Ok(preopens)
    }

    fn host(self, text: &Spanned<String>) -> Result<HostPort, Error> {
        host_port(text.get_ref()).map_err(|problem| self.error(text, format!("hosts: {problem}")))
    }

    fn variable(self, name: &Spanned<String>) -> Result<String, Error> {
        let text = name.get_ref();
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
        let starts_plain = !text.starts_with(|first: char| first.is_ascii_digit());
        if text.is_empty() || !starts_plain || !text.bytes().all(plain) {
            let message = "names: a variable is made of letters, digits and `_`, and does not begin with a digit";
            return Err(self.error(name, message));
        }
        Ok(text.clone())
    }

    fn set<T: Ord>(
        self,
        name: &str,
        list: &Spanned<Vec<Spanned<String>>>,
        check: impl Fn(&Spanned<String>) -> Result<T, Error>,
    ) -> Result<BTreeSet<T>, Error> {
        self.not_empty(name, list)?;
        list.get_ref().iter().map(check).collect()
    }

    /// An empty list grants nothing, while the line above it looks as if it granted something.
    fn not_empty<T>(self, name: &str, list: &Spanned<Vec<T>>) -> Result<(), Error> {
        if list.get_ref().is_empty() {
            let message = format!("{name}: the list is empty; remove the grant instead");
            return Err(self.error(list, message));
        }
        Ok(())
    }

    fn error<T>(self, at: &Spanned<T>, message: impl Into<String>) -> Error {
        Error::at(self.path, self.text, at.span().start, message)
    }

    fn line<T>(self, at: &Spanned<T>) -> usize {
        position(self.text, at.span().start).line
    }
}

fn is_plain_absolute(path: &str) -> bool {
    let Some(rest) = path.strip_prefix('/') else {
        return false;
    };
    let plain = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(['\0', '\\']);
    rest.is_empty() || rest.split('/').all(plain)
}

/// `name:port`, `1.2.3.4:port` or `[::1]:port`, and nothing that only looks like it.
fn host_port(text: &str) -> Result<HostPort, String> {
    if text.contains("//") {
        return Err("write host:port without a scheme, such as \"api.example.com:443\"".to_owned());
    }
    if text.contains('*') {
        return Err("there are no wildcards; name each host".to_owned());
    }
    let wrong = || "write host:port, such as \"api.example.com:443\"".to_owned();
    let (host, port) = text.rsplit_once(':').ok_or_else(wrong)?;
    let host = match host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'))
    {
        Some(address) => address
            .parse::<Ipv6Addr>()
            .map_err(|_| wrong())?
            .to_string(),
        None if is_host_name(host) => host.to_ascii_lowercase(),
        None => return Err(wrong()),
    };
    if !port.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(wrong());
    }
    match port.parse() {
        Ok(port) if port > 0 => Ok(HostPort { host, port }),
        _ => Err("a port is a number from 1 to 65535".to_owned()),
    }
}

fn is_host_name(host: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(plain)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    host.len() <= 253 && host.split('.').all(label)
}
