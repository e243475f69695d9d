//! What a policy allows, in plain words.

use crate::{Access, Capability, Grants, Llm, Policy, Preopen};

/// One thing that a skill may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Permission {
    /// What has to be granted for it.
    pub capability: Capability,
    /// What it may do: words that follow "it may".
    pub text: String,
    /// The line of the policy that allows it, from 1.
    pub line: usize,
}

impl Policy {
    /// All that the skill may do, in the order of [`Capability::ALL`].
    #[must_use]
    pub fn permissions(&self) -> Vec<Permission> {
        Capability::ALL
            .into_iter()
            .flat_map(|capability| permissions(&self.grants, capability))
            .collect()
    }
}

fn permissions(grants: &Grants, capability: Capability) -> Vec<Permission> {
    let Some(line) = grants.line(capability) else {
        return Vec::new();
    };
    let entries = match capability {
        Capability::Log => one("write log lines for the people who run it", line),
        Capability::Config => one("read the `config` of its role", line),
        Capability::Clock => one("tell the time", line),
        Capability::Random => one("draw random numbers", line),
        Capability::Kv => one("keep values of its own from one call to the next", line),
        Capability::Llm => grants
            .llm
            .iter()
            .map(|llm| (asks(&llm.value), line))
            .collect(),
        Capability::Filesystem => {
            let preopens = grants.filesystem.iter().flat_map(|grant| &grant.value);
            preopens
                .map(|preopen| (folder(preopen), preopen.line))
                .collect()
        }
        Capability::Http => {
            let hosts = grants.http.iter().flat_map(|grant| &grant.value);
            hosts
                .map(|(host, line)| (format!("connect to {host}"), *line))
                .collect()
        }
        Capability::Environment => {
            let names = grants.environment.iter().flat_map(|grant| &grant.value);
            names
                .map(|(name, line)| (format!("read the environment variable {name}"), *line))
                .collect()
        }
    };
    let entries = match (entries.is_empty(), capability) {
        (false, _) => entries,
        (true, Capability::Filesystem) => one("import the file system, and reach no folder", line),
        (true, Capability::Http) => one("import HTTP, and reach no host", line),
        (true, _) => one("import the environment, and see no variable", line),
    };
    entries
        .into_iter()
        .map(|(text, line)| Permission {
            capability,
            text,
            line,
        })
        .collect()
}

fn one(text: &str, line: usize) -> Vec<(String, usize)> {
    vec![(text.to_owned(), line)]
}

fn asks(llm: &Llm) -> String {
    let times = match llm.max_calls {
        1 => "once".to_owned(),
        calls => format!("at most {calls} times"),
    };
    format!(
        "ask the model {times} in a call, for at most {} tokens in all",
        llm.max_tokens
    )
}

fn folder(preopen: &Preopen) -> String {
    let verb = match preopen.access {
        Access::Read => "read",
        Access::ReadWrite => "read and change",
    };
    format!(
        "{verb} the folder {}, which it sees as {}",
        preopen.host.display(),
        preopen.guest
    )
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn every_grant_has_its_sentence_and_line() {
        let text = "skill = \"x\"\n[grants.random]\n[grants.log]\n[grants.config]\n[grants.clock]\n[grants.kv]\n\
            [grants.llm]\nmax_calls = 1\nmax_tokens = 9\n[grants.filesystem]\npreopens = [\n\
            { host = \"d\", guest = \"/d\", access = \"read\" },\n{ host = \"e\", guest = \"/e\", access = \"read-write\" }]\n\
            [grants.http]\nhosts = [\"b:1\",\n\"a:1\"]\n[grants.environment]\nnames = []\n";
        let policy = Policy::parse(Path::new("x"), text).unwrap();
        let told: Vec<_> = policy
            .permissions()
            .iter()
            .map(|permission| format!("{} ({})", permission.text, permission.line))
            .collect();
        insta::assert_snapshot!(told.join("\n"), @r#"
        write log lines for the people who run it (3)
        read the `config` of its role (4)
        tell the time (5)
        draw random numbers (2)
        keep values of its own from one call to the next (6)
        ask the model once in a call, for at most 9 tokens in all (7)
        read the folder d, which it sees as /d (12)
        read and change the folder e, which it sees as /e (13)
        connect to a:1 (16)
        connect to b:1 (15)
        import the environment, and see no variable (17)
        "#);
    }

    #[test]
    fn no_grant_has_no_sentence() {
        assert_eq!(Policy::deny_all("x").permissions(), []);
    }
}
