//! From what a file says to what it may say: ranges, names, hosts, paths. Every mistake is kept, so that
//! a person can mend all of them at once; where there is one, what is returned counts for nothing.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Display;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use omni_settings::{Error, Spanned, position};

use crate::file::{GrantsFile, LimitsFile, LlmFile, PreopenFile};
use crate::folder;
use crate::{Granted, Grants, HostPort, Limit, Limits, Llm, Preopen, bounds, defaults};

/// The longest skill name, in bytes: it becomes part of file names and of every message.
const MAX_NAME: usize = 64;

/// The file that is being checked, and what is wrong with it so far.
pub(crate) struct Checker<'a> {
    pub(crate) path: &'a Path,
    pub(crate) text: &'a str,
    /// Where relative folders start, and then they must be there; none: they are left as written.
    pub(crate) base: Option<&'a Path>,
    pub(crate) problems: RefCell<Vec<Error>>,
}

impl Checker<'_> {
    pub(crate) fn skill(&self, name: &Spanned<String>) -> String {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
        let text = name.get_ref();
        if text.is_empty() || text.len() > MAX_NAME || !text.bytes().all(plain) {
            let message = format!(
                "skill: a name is made of letters, digits, `-`, `_` and `.`, at most {MAX_NAME} of them"
            );
            self.problem(name, message);
        }
        text.clone()
    }

    pub(crate) fn sha256(&self, digest: &Spanned<String>) -> String {
        let text = digest.get_ref();
        if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            self.problem(digest, "sha256: a digest has 64 hexadecimal digits");
        }
        text.to_ascii_lowercase()
    }

    pub(crate) fn limits(&self, file: &LimitsFile) -> Limits {
        let fuel = self.limit("fuel", &file.fuel, 0, &bounds::FUEL);
        Limits {
            memory: self.limit("memory", &file.memory, defaults::MEMORY, &bounds::MEMORY),
            time: self.limit("time", &file.time, defaults::TIME, &bounds::TIME),
            stack: self.limit("stack", &file.stack, defaults::STACK, &bounds::STACK),
            output: self.limit("output", &file.output, defaults::OUTPUT, &bounds::OUTPUT),
            log: self.limit("log", &file.log, defaults::LOG, &bounds::LOG),
            host_calls: self.limit(
                "host_calls",
                &file.host_calls,
                defaults::HOST_CALLS,
                &bounds::HOST_CALLS,
            ),
            fuel: Limit {
                value: fuel.line.map(|_| fuel.value).or(defaults::FUEL),
                line: fuel.line,
            },
        }
    }

    pub(crate) fn grants(&self, file: &GrantsFile) -> Grants {
        Grants {
            log: self.grant(&file.log, |_| ()),
            config: self.grant(&file.config, |_| ()),
            clock: self.grant(&file.clock, |_| ()),
            random: self.grant(&file.random, |_| ()),
            kv: self.grant(&file.kv, |_| ()),
            llm: self.grant(&file.llm, |llm| self.llm(llm)),
            filesystem: self.grant(&file.filesystem, |file| self.preopens(&file.preopens)),
            http: self.grant(&file.http, |file| {
                self.lines(&file.hosts, |host| self.host(host))
            }),
            environment: self.grant(&file.environment, |file| {
                self.lines(&file.names, |name| self.variable(name))
            }),
        }
    }

    fn limit<T: Copy + PartialOrd + Display>(
        &self,
        name: &str,
        set: &Option<Spanned<T>>,
        default: T,
        bounds: &RangeInclusive<T>,
    ) -> Limit<T> {
        let Some(set) = set else {
            return Limit::default(default);
        };
        let value = *set.get_ref();
        let (least, most) = (bounds.start(), bounds.end());
        if value < *least {
            let message = format!("{name}: {value} is too little, the least is {least}");
            self.problem(set, message);
        }
        if value > *most {
            let message = format!("{name}: {value} is too much, the most is {most}");
            self.problem(set, message);
        }
        Limit {
            value,
            line: Some(self.line(set)),
        }
    }

    fn grant<T, U>(
        &self,
        file: &Option<Spanned<T>>,
        check: impl FnOnce(&T) -> U,
    ) -> Option<Granted<U>> {
        file.as_ref().map(|granted| Granted {
            value: check(granted.get_ref()),
            line: self.line(granted),
        })
    }

    fn llm(&self, file: &LlmFile) -> Llm {
        for (name, number) in [
            ("max_tokens", &file.max_tokens),
            ("max_calls", &file.max_calls),
        ] {
            if *number.get_ref() == 0 {
                self.problem(number, format!("{name}: the least is 1"));
            }
        }
        Llm {
            max_tokens: *file.max_tokens.get_ref(),
            max_calls: *file.max_calls.get_ref(),
        }
    }

    fn preopens(&self, file: &[PreopenFile]) -> Vec<Preopen> {
        let mut preopens: Vec<Preopen> = Vec::new();
        let mut places = Vec::new();
        for item in file {
            let (host, guest) = (item.host.get_ref(), item.guest.get_ref());
            if !is_filled_in(&item.host) && (host.is_empty() || host.contains('\0')) {
                self.problem(&item.host, "host: names no folder");
            }
            if !is_plain_absolute(guest) {
                let message = "guest: a path begins with `/` and has no `.`, `..` or empty parts";
                self.problem(&item.guest, message);
            }
            if preopens.iter().any(|other| other.guest == *guest) {
                let message = "guest: another folder is already seen under this path";
                self.problem(&item.guest, message);
            }
            let (host, found) = self.folder(&item.host);
            let folder = found.as_ref().map(|found| found.id);
            // As it is written, where it need not be there.
            let place = found.map(|found| found.place);
            let written = self.base.is_none() && !is_filled_in(&item.host);
            places.push(place.or_else(|| written.then(|| host.clone())));
            preopens.push(Preopen {
                host,
                folder,
                guest: guest.clone(),
                access: item.access,
                line: self.line(&item.host),
            });
        }
        for (number, problem) in folder::nested(&preopens, &places) {
            self.problem(&file[number].host, format!("host: {problem}"));
        }
        preopens
    }

    /// The path, and the folder that it leads to, where that must be there.
    fn folder(&self, host: &Spanned<String>) -> (PathBuf, Option<folder::Found>) {
        let written = PathBuf::from(host.get_ref());
        let Some(base) = self.base.filter(|_| !is_filled_in(host)) else {
            return (written, None);
        };
        // Without a `/` at the end, which would have a link followed.
        let path: PathBuf = base.join(written).components().collect();
        let found = folder::find(&path);
        let found = found.map_err(|problem| self.problem(host, format!("host: {problem}")));
        (path, found.ok())
    }

    fn host(&self, text: &Spanned<String>) -> Option<HostPort> {
        let read = text.get_ref().parse();
        read.map_err(|problem| self.problem(text, format!("hosts: {problem}")))
            .ok()
    }

    fn variable(&self, name: &Spanned<String>) -> Option<String> {
        let text = name.get_ref();
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
        let starts_plain = !text.starts_with(|first: char| first.is_ascii_digit());
        if text.is_empty() || !starts_plain || !text.bytes().all(plain) {
            let message = "names: a variable is made of letters, digits and `_`, and does not begin with a digit";
            self.problem(name, message);
            return None;
        }
        Some(text.clone())
    }

    /// Each entry of a list with its line: the first, if it is there twice.
    fn lines<T: Ord>(
        &self,
        list: &[Spanned<String>],
        check: impl Fn(&Spanned<String>) -> Option<T>,
    ) -> BTreeMap<T, usize> {
        let mut lines = BTreeMap::new();
        for item in list {
            if let Some(value) = check(item) {
                lines.entry(value).or_insert(self.line(item));
            }
        }
        lines
    }

    fn problem<T>(&self, at: &Spanned<T>, message: impl Into<String>) {
        let error = Error::at(self.path, self.text, at.span().start, message);
        self.problems.borrow_mut().push(error);
    }

    fn line<T>(&self, at: &Spanned<T>) -> usize {
        position(self.text, at.span().start).line
    }
}

/// Whether a text was missing and something harmless stands for it.
fn is_filled_in(text: &Spanned<String>) -> bool {
    text.span().is_empty()
}

pub(crate) fn is_plain_absolute(path: &str) -> bool {
    let Some(rest) = path.strip_prefix('/') else {
        return false;
    };
    let plain = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(['\0', '\\']);
    rest.is_empty() || rest.split('/').all(plain)
}
