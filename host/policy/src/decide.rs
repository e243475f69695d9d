//! The one place that says yes or no, and why.

use std::fmt;
use std::path::PathBuf;

use crate::{Access, Capability, HostPort, Policy};

/// The answer to "may this skill?", with the place that decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// What was asked for.
    pub capability: Capability,
    /// What exactly, if one thing was asked for: a `host:port`, a guest's path, a variable.
    pub what: Option<String>,
    /// Yes or no.
    pub allowed: bool,
    /// The policy file that decided; none if the skill has none and so everything is denied.
    pub file: Option<PathBuf>,
    /// The line, from 1, that decided: of the entry that allows it, or else of the grant that does not
    /// reach so far. None if there is no such grant, which is an absence.
    pub line: Option<usize>,
    /// What to write where, if it is denied and should not be.
    remedy: Option<String>,
}

impl Policy {
    /// Whether the skill may use `capability` at all.
    #[must_use]
    pub fn decide(&self, capability: Capability) -> Decision {
        let line = self.grants.line(capability);
        let lines = || {
            format!(
                "to allow it, add to {}:\n{}",
                self.place_to_edit(),
                capability.lines_to_add()
            )
        };
        self.decision(capability, None, line, line.is_some(), lines)
    }

    /// Whether the skill may connect to `host`.
    #[must_use]
    pub fn decide_host(&self, host: &HostPort) -> Decision {
        let grant = self.grants.http.as_ref();
        let entry = grant.and_then(|grant| grant.value.get(host).copied());
        let line = entry.or(grant.map(|grant| grant.line));
        let what = host.to_string();
        let remedy = || match line {
            Some(line) => self.widen(line, "hosts", &format!("\"{what}\"")),
            None => self.add(&format!("[grants.http]\nhosts = [\"{what}\"]")),
        };
        self.decision(Capability::Http, Some(&what), line, entry.is_some(), remedy)
    }

    /// Whether the skill may read the environment variable `name`.
    #[must_use]
    pub fn decide_variable(&self, name: &str) -> Decision {
        let grant = self.grants.environment.as_ref();
        let entry = grant.and_then(|grant| grant.value.get(name).copied());
        let line = entry.or(grant.map(|grant| grant.line));
        let quoted = crate::print::quoted(name);
        let remedy = || match line {
            Some(line) => self.widen(line, "names", &quoted),
            None => self.add(&format!("[grants.environment]\nnames = [{quoted}]")),
        };
        self.decision(
            Capability::Environment,
            Some(name),
            line,
            entry.is_some(),
            remedy,
        )
    }

    /// Whether the skill may read, or read and write, what it sees as `path`. The preopen with the longest
    /// path decides, as it does in the guest's own library. Whether links lead out of its folder is not
    /// known here: whoever opens the file sees to that. A path with `.`, `..` or empty parts is denied.
    #[must_use]
    pub fn decide_path(&self, path: &str, access: Access) -> Decision {
        let grant = self.grants.filesystem.as_ref();
        let preopens = grant.map_or(&[][..], |grant| &grant.value);
        let nearest = preopens
            .iter()
            .filter(|preopen| preopen.holds(path))
            .max_by_key(|preopen| preopen.guest.len());
        let line = nearest
            .map(|preopen| preopen.line)
            .or(grant.map(|grant| grant.line));
        let allowed = nearest.is_some_and(|preopen| preopen.access >= access);
        let entry = || {
            format!(
                "{{ host = \"FOLDER\", guest = {}, access = \"{}\" }}",
                crate::print::quoted(path),
                access.name()
            )
        };
        let remedy = || match (nearest, line) {
            (Some(preopen), _) => format!(
                "to allow it, write access = \"read-write\" at {}:{}",
                self.place_to_edit(),
                preopen.line
            ),
            (None, Some(line)) => self.widen(line, "preopens", &entry()),
            (None, None) => self.add(&format!("[grants.filesystem]\npreopens = [{}]", entry())),
        };
        let what = format!("{} of {path}", access.name());
        self.decision(Capability::Filesystem, Some(&what), line, allowed, remedy)
    }

    fn decision(
        &self,
        capability: Capability,
        what: Option<&str>,
        line: Option<usize>,
        allowed: bool,
        remedy: impl FnOnce() -> String,
    ) -> Decision {
        Decision {
            capability,
            // A guest may have chosen it: it goes to a person's terminal.
            what: what.map(|what| {
                what.chars()
                    .take(256)
                    .flat_map(char::escape_debug)
                    .collect()
            }),
            allowed,
            file: self.path.clone(),
            line,
            remedy: (!allowed).then(remedy),
        }
    }

    fn add(&self, lines: &str) -> String {
        format!("to allow it, add to {}:\n{lines}", self.place_to_edit())
    }

    fn widen(&self, line: usize, list: &str, entry: &str) -> String {
        let place = self.place_to_edit();
        format!("to allow it, add {entry} to the `{list}` of the grant at {place}:{line}")
    }

    fn place_to_edit(&self) -> String {
        match &self.path {
            Some(path) => path.display().to_string(),
            None => format!("a policy file {}.toml", self.skill),
        }
    }
}

impl Decision {
    /// The stable code of this denial; none if it is allowed.
    #[must_use]
    pub fn code(&self) -> Option<&'static str> {
        let code = match (&self.what, self.capability) {
            (Some(_), Capability::Filesystem) => "denied.filesystem",
            (Some(_), Capability::Http) => "denied.http",
            (Some(_), Capability::Environment) => "denied.environment",
            _ => "denied.import",
        };
        (!self.allowed).then_some(code)
    }

    /// What to write where, if it is denied and should not be.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        self.remedy.clone()
    }
}

impl fmt::Display for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.capability)?;
        match (&self.what, self.capability) {
            (Some(host), Capability::Http) => write!(f, " to {host}")?,
            (Some(what), _) => write!(f, " {what}")?,
            (None, _) => {}
        }
        let (file, line) = (self.file.as_ref().map(|file| file.display()), self.line);
        match (self.allowed, file, line) {
            (true, Some(file), Some(line)) => write!(f, " is granted at {file}:{line}"),
            (true, None, Some(line)) => write!(f, " is granted at line {line}"),
            (true, _, None) => f.write_str(" is granted"),
            (false, Some(file), Some(line)) => {
                write!(f, " is not covered by the grant at {file}:{line}")
            }
            (false, None, Some(line)) => write!(f, " is not covered by the grant at line {line}"),
            (false, Some(file), None) => write!(f, " is not granted by {file}"),
            (false, None, None) => f.write_str(" is not granted, since the skill has no policy"),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    const TEXT: &str = r#"skill = "x"

[grants.log]
[grants.http]
hosts = [
  "api.example.com:443",
  "[::1]:80",
]
[grants.environment]
names = ["LANG"]
[grants.filesystem]
preopens = [
  { host = "d", guest = "/data", access = "read" },
  { host = "e", guest = "/data/out", access = "read-write" },
]
"#;

    fn policy(text: &str) -> Policy {
        Policy::parse(Path::new("p.toml"), text).unwrap()
    }

    #[test]
    fn the_answer_names_the_line() {
        let policy = policy(TEXT);
        for (capability, said) in [
            (Capability::Log, "log is granted at p.toml:3"),
            (Capability::Http, "http is granted at p.toml:4"),
            (Capability::Kv, "kv is not granted by p.toml"),
        ] {
            assert_eq!(policy.decide(capability).to_string(), said);
        }
    }

    #[test]
    fn a_host_is_decided_by_its_own_line() {
        let policy = policy(TEXT);
        for (host, said) in [
            (
                "API.example.com:443",
                "http to api.example.com:443 is granted at p.toml:6",
            ),
            ("[0::1]:80", "http to [::1]:80 is granted at p.toml:7"),
            (
                "api.example.com:80",
                "http to api.example.com:80 is not covered by the grant at p.toml:4",
            ),
            (
                "evil.example:443",
                "http to evil.example:443 is not covered by the grant at p.toml:4",
            ),
        ] {
            assert_eq!(policy.decide_host(&host.parse().unwrap()).to_string(), said);
        }
    }

    #[test]
    fn a_path_is_decided_by_the_longest_preopen() {
        let policy = policy(TEXT);
        for (path, access, line, allowed) in [
            ("/data", Access::Read, 13, true),
            ("/data/a/b", Access::Read, 13, true),
            ("/data/a", Access::ReadWrite, 13, false),
            ("/data/out/a", Access::ReadWrite, 14, true),
            ("/data/outer", Access::ReadWrite, 13, false),
            ("/data/../etc", Access::Read, 11, false),
            ("/database", Access::Read, 11, false),
            ("data", Access::Read, 11, false),
            ("/", Access::Read, 11, false),
            ("", Access::Read, 11, false),
        ] {
            let decision = policy.decide_path(path, access);
            assert_eq!(
                (decision.line, decision.allowed),
                (Some(line), allowed),
                "{path}"
            );
        }
    }

    #[test]
    fn a_variable_is_decided_by_its_name_alone() {
        let policy = policy(TEXT);
        assert!(policy.decide_variable("LANG").allowed);
        for name in ["lang", "LAN", "LANGUAGE", "", "LANG\0"] {
            let decision = policy.decide_variable(name);
            assert_eq!((decision.allowed, decision.line), (false, Some(9)));
            assert_eq!(decision.code(), Some("denied.environment"));
        }
    }

    #[test]
    fn a_denial_says_what_to_write_and_that_allows_it() {
        let host: HostPort = "a.example:1".parse().unwrap();
        let nothing = policy("skill = \"x\"\n");
        for denied in [
            nothing.decide(Capability::Kv),
            nothing.decide_host(&host),
            nothing.decide_variable("A"),
            nothing.decide_path("/d", Access::ReadWrite),
        ] {
            assert!(!denied.allowed);
            let help = denied.help().unwrap();
            let lines = help.split_once('\n').unwrap().1;
            let wider = policy(&format!("skill = \"x\"\n{lines}\n"));
            let again = match denied.capability {
                Capability::Http => wider.decide_host(&host),
                Capability::Environment => wider.decide_variable("A"),
                Capability::Filesystem => wider.decide_path("/d", Access::ReadWrite),
                other => wider.decide(other),
            };
            assert!(again.allowed, "{help}");
            assert_eq!((again.code(), again.help()), (None, None));
        }
        let host = policy(TEXT).decide_host(&host);
        assert_eq!(
            host.help().unwrap(),
            "to allow it, add \"a.example:1\" to the `hosts` of the grant at p.toml:4"
        );
        let path = policy(TEXT).decide_path("/data/a", Access::ReadWrite);
        assert_eq!(
            path.help().unwrap(),
            "to allow it, write access = \"read-write\" at p.toml:13"
        );
    }

    #[test]
    fn without_a_policy_everything_is_denied() {
        let policy = Policy::deny_all("x");
        for capability in Capability::ALL {
            assert!(!policy.decide(capability).allowed);
        }
        assert_eq!(
            policy.decide(Capability::Kv).to_string(),
            "kv is not granted, since the skill has no policy"
        );
        assert!(!policy.decide_path("/", Access::Read).allowed);
    }
}
