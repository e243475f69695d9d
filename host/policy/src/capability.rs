//! The things that can be granted, and which import asks for which.

use std::fmt;

/// What a policy can grant. Everything else cannot be granted at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Capability {
    /// Lines for the people who run the skill.
    Log,
    /// The skill's own table in the config.
    Config,
    /// What time it is.
    Clock,
    /// Random numbers.
    Random,
    /// A small store that outlives a call.
    Kv,
    /// Asking the model.
    Llm,
    /// Named folders.
    Filesystem,
    /// Named hosts.
    Http,
    /// Named environment variables.
    Environment,
}

impl Capability {
    /// Every capability, in the order in which policies list them.
    pub const ALL: [Self; 9] = [
        Self::Log,
        Self::Config,
        Self::Clock,
        Self::Random,
        Self::Kv,
        Self::Llm,
        Self::Filesystem,
        Self::Http,
        Self::Environment,
    ];

    /// The capability that the import `name` of a component needs, such as `omni:host/log@0.1.0`.
    /// None: no grant can allow it. The version is not looked at; whoever links decides on versions.
    #[must_use]
    pub fn of_import(name: &str) -> Option<Self> {
        let name = name.split_once('@').map_or(name, |(name, _)| name);
        let (package, interface) = name.split_once('/')?;
        match (package, interface) {
            ("omni:host", interface) => Self::ALL
                .into_iter()
                .take_while(|capability| *capability <= Self::Llm)
                .find(|capability| capability.name() == interface),
            ("wasi:clocks", _) => Some(Self::Clock),
            ("wasi:random", _) => Some(Self::Random),
            ("wasi:keyvalue", _) => Some(Self::Kv),
            ("wasi:filesystem", _) => Some(Self::Filesystem),
            ("wasi:http", _) => Some(Self::Http),
            ("wasi:cli", "environment") => Some(Self::Environment),
            _ => None,
        }
    }

    /// The name of its table under `[grants]`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Log => "log",
            Self::Config => "config",
            Self::Clock => "clock",
            Self::Random => "random",
            Self::Kv => "kv",
            Self::Llm => "llm",
            Self::Filesystem => "filesystem",
            Self::Http => "http",
            Self::Environment => "environment",
        }
    }

    /// The lines of a policy that grant it; capitals stand for what the author fills in.
    #[must_use]
    pub const fn lines_to_add(self) -> &'static str {
        match self {
            Self::Log => "[grants.log]",
            Self::Config => "[grants.config]",
            Self::Clock => "[grants.clock]",
            Self::Random => "[grants.random]",
            Self::Kv => "[grants.kv]",
            Self::Llm => "[grants.llm]\nmax_tokens = 64\nmax_calls = 4",
            Self::Filesystem => {
                "[grants.filesystem]\npreopens = [{ host = \"FOLDER\", guest = \"/data\", access = \"read\" }]"
            }
            Self::Http => "[grants.http]\nhosts = [\"HOST:443\"]",
            Self::Environment => "[grants.environment]\nnames = [\"NAME\"]",
        }
    }
}

impl fmt::Display for Capability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::Policy;

    #[test]
    fn imports_map_to_capabilities() {
        for (import, capability) in [
            ("omni:host/log@0.1.0", Some(Capability::Log)),
            ("omni:host/config@0.1.0", Some(Capability::Config)),
            ("omni:host/llm", Some(Capability::Llm)),
            ("wasi:filesystem/types@0.2.3", Some(Capability::Filesystem)),
            (
                "wasi:filesystem/preopens@0.2.3",
                Some(Capability::Filesystem),
            ),
            ("wasi:http/outgoing-handler@0.2.3", Some(Capability::Http)),
            ("wasi:cli/environment@0.2.3", Some(Capability::Environment)),
            ("wasi:clocks/monotonic-clock@0.2.3", Some(Capability::Clock)),
            ("wasi:random/random@0.2.3", Some(Capability::Random)),
            ("wasi:cli/stdout@0.2.3", None),
            ("wasi:sockets/tcp@0.2.3", None),
            // Granted through WASI only: our own package has no such interface.
            ("omni:host/filesystem@0.1.0", None),
            ("omni:host/http@0.1.0", None),
            ("omni:hostile/log@0.1.0", None),
            ("omni:host", None),
            ("", None),
        ] {
            assert_eq!(Capability::of_import(import), capability, "{import}");
        }
    }

    #[test]
    fn the_lines_to_add_do_grant_it() {
        for capability in Capability::ALL {
            let text = format!("skill = \"x\"\n{}\n", capability.lines_to_add());
            let text = text.replace("HOST", "example.com");
            let policy = Policy::parse(Path::new("x.toml"), &text).unwrap();
            for other in Capability::ALL {
                assert_eq!(policy.decide(other).allowed, other == capability);
            }
        }
    }
}
