//! What one policy allows or limits differently from another.

use std::fmt::Display;

use crate::{Limit, Permission, Policy};

/// Whether a change gives a skill more room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// More than before.
    More,
    /// Less than before.
    Less,
    /// Something else instead.
    Other,
}

impl Direction {
    /// One word.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::More => "more",
            Self::Less => "less",
            Self::Other => "other",
        }
    }
}

/// One difference between two policies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Which way it goes.
    pub direction: Direction,
    /// What it is about: a limit's key, a capability, `skill` or `sha256`.
    pub subject: String,
    /// What changes, in words.
    pub text: String,
    /// The line of the first policy, from 1; none: it says nothing about it.
    pub before: Option<usize>,
    /// The line of the second policy, from 1; none: it says nothing about it.
    pub after: Option<usize>,
}

/// All that `after` grants or limits differently from `before`. Nothing: both allow the same.
#[must_use]
pub fn diff(before: &Policy, after: &Policy) -> Vec<Change> {
    let mut changes = identity(before, after);
    changes.extend(limits(before, after));
    changes.extend(grants(before, after));
    changes
}

fn identity(before: &Policy, after: &Policy) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut add = |direction, subject: &str, text: String| {
        changes.push(Change {
            direction,
            subject: subject.to_owned(),
            text,
            before: None,
            after: None,
        });
    };
    if before.skill != after.skill {
        let text = format!("is for the skill {}, not for {}", after.skill, before.skill);
        add(Direction::Other, "skill", text);
    }
    match (&before.component_sha256, &after.component_sha256) {
        (None, Some(new)) => add(
            Direction::Less,
            "sha256",
            format!("only the component {new} may run"),
        ),
        (Some(_), None) => add(
            Direction::More,
            "sha256",
            "any component may run".to_owned(),
        ),
        (Some(old), Some(new)) if old != new => {
            let text = format!("only the component {new} may run, not {old}");
            add(Direction::Other, "sha256", text);
        }
        _ => {}
    }
    changes
}

fn limits(before: &Policy, after: &Policy) -> Vec<Change> {
    let (old, new) = (&before.limits, &after.limits);
    let fuel = |limit: &Limit<Option<u64>>| Limit {
        value: Fuel(limit.value),
        line: limit.line,
    };
    let mut changes = vec![
        limit("memory", &old.memory, &new.memory),
        limit("time", &old.time, &new.time),
        limit("stack", &old.stack, &new.stack),
        limit("output", &old.output, &new.output),
        limit("log", &old.log, &new.log),
        limit("host_calls", &old.host_calls, &new.host_calls),
        limit("fuel", &fuel(&old.fuel), &fuel(&new.fuel)),
    ];
    if let (Some(old), Some(new)) = (&before.grants.llm, &after.grants.llm) {
        let at = |value: u32, line: usize| Limit {
            value,
            line: Some(line),
        };
        changes.push(limit(
            "llm.max_tokens",
            &at(old.value.max_tokens, old.line),
            &at(new.value.max_tokens, new.line),
        ));
        changes.push(limit(
            "llm.max_calls",
            &at(old.value.max_calls, old.line),
            &at(new.value.max_calls, new.line),
        ));
    }
    changes.into_iter().flatten().collect()
}

fn limit<T: PartialOrd + Display>(
    name: &str,
    before: &Limit<T>,
    after: &Limit<T>,
) -> Option<Change> {
    let (old, new) = (&before.value, &after.value);
    if old == new {
        return None;
    }
    Some(Change {
        direction: if new > old {
            Direction::More
        } else {
            Direction::Less
        },
        subject: name.to_owned(),
        text: format!("{name}: {old} becomes {new}"),
        before: before.line,
        after: after.line,
    })
}

/// No limit is above every limit.
#[derive(PartialEq)]
struct Fuel(Option<u64>);

impl PartialOrd for Fuel {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        let height = |fuel: &Self| (fuel.0.is_none(), fuel.0);
        height(self).partial_cmp(&height(other))
    }
}

impl Display for Fuel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            Some(fuel) => fuel.fmt(f),
            None => f.write_str("no limit"),
        }
    }
}

fn grants(before: &Policy, after: &Policy) -> Vec<Change> {
    let (old, new) = (before.permissions(), after.permissions());
    // How often the model may be asked is compared among the limits.
    let same = |one: &Permission, other: &Permission| {
        one.capability == other.capability
            && (one.text == other.text || one.capability == crate::Capability::Llm)
    };
    let lost = old
        .iter()
        .filter(|permission| !new.iter().any(|kept| same(permission, kept)))
        .map(|permission| Change {
            direction: Direction::Less,
            subject: permission.capability.to_string(),
            text: format!("may no longer {}", permission.text),
            before: Some(permission.line),
            after: None,
        });
    let gained = new
        .iter()
        .filter(|permission| !old.iter().any(|had| same(permission, had)))
        .map(|permission| Change {
            direction: Direction::More,
            subject: permission.capability.to_string(),
            text: format!("may {}", permission.text),
            before: None,
            after: Some(permission.line),
        });
    gained.chain(lost).collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn told(before: &str, after: &str) -> String {
        let parse = |text: &str| Policy::parse(Path::new("x"), text).unwrap();
        let changes = diff(&parse(before), &parse(after));
        let lines: Vec<_> = changes
            .iter()
            .map(|change| {
                let Change {
                    direction,
                    subject,
                    text,
                    before,
                    after,
                } = change;
                format!(
                    "{} {subject}: {text} ({before:?} {after:?})",
                    direction.name()
                )
            })
            .collect();
        lines.join("\n")
    }

    #[test]
    fn every_difference_is_told_with_its_direction() {
        let before = "skill = \"x\"\n[limits]\nmemory = \"1MiB\"\ntime = \"2s\"\nlog = \"1KiB\"\n[grants.log]\n\
            [grants.llm]\nmax_tokens = 9\nmax_calls = 9\n[grants.http]\nhosts = [\"a:1\", \"b:1\"]\n";
        let after = format!(
            "skill = \"y\"\nsha256 = \"{}\"\n[limits]\nfuel = 7\nlog = 9\n[grants.llm]\nmax_tokens = 9\n\
             max_calls = 1\n[grants.clock]\n[grants.http]\nhosts = [\"b:1\", \"c:1\"]\n",
            "a".repeat(64)
        );
        insta::assert_snapshot!(told(before, &after), @r#"
        other skill: is for the skill y, not for x (None None)
        less sha256: only the component aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa may run (None None)
        more memory: memory: 1MiB becomes 256MiB (Some(3) None)
        less log: log: 1KiB becomes 9B (Some(5) Some(5))
        less fuel: fuel: no limit becomes 7 (None Some(4))
        less llm.max_calls: llm.max_calls: 9 becomes 1 (Some(7) Some(6))
        more clock: may tell the time (None Some(9))
        more http: may connect to c:1 (None Some(11))
        less log: may no longer write log lines for the people who run it (Some(6) None)
        less http: may no longer connect to a:1 (Some(11) None)
        "#);
        insta::assert_snapshot!(told(&after, before), @r#"
        other skill: is for the skill x, not for y (None None)
        more sha256: any component may run (None None)
        less memory: memory: 256MiB becomes 1MiB (None Some(3))
        more log: log: 9B becomes 1KiB (Some(5) Some(5))
        more fuel: fuel: 7 becomes no limit (Some(4) None)
        more llm.max_calls: llm.max_calls: 1 becomes 9 (Some(6) Some(7))
        more log: may write log lines for the people who run it (None Some(6))
        more http: may connect to a:1 (None Some(11))
        less clock: may no longer tell the time (Some(9) None)
        less http: may no longer connect to c:1 (Some(11) None)
        "#);
    }

    #[test]
    fn the_same_in_other_words_is_no_difference() {
        let before = "skill = \"x\"\n[grants.http]\nhosts = [\"A:1\", \"b:1\"]\n";
        let after = "skill = \"x\"\n[limits]\ntime = \"2s\"\n[grants]\nhttp = { hosts = [\"b:1\", \"a:1\"] }\n";
        assert_eq!(told(before, after), "");
    }
}
