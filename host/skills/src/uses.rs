//! Which capabilities a call used, and what it was denied.

use omni_policy::Capability;
use serde::{Serialize, Serializer};

use crate::text::tame;

/// Entries kept of one call; what comes after is counted without its target.
const MOST: usize = 64;
/// The longest target kept, in characters.
const MAX_TARGET: usize = 256;

/// Something that a call did with a capability.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CapabilityUse {
    /// What it used.
    #[serde(serialize_with = "by_name")]
    pub capability: Capability,
    /// What it did with it, such as `open-read`.
    pub operation: &'static str,
    /// With what: a path as the guest sees it, or `host:port`. A user's words may be in it: it belongs on a
    /// screen, and into no log in clear.
    pub target: Option<String>,
    /// How often, the denied ones included.
    pub count: u64,
    /// How often it was denied.
    pub denied: u64,
}

impl CapabilityUse {
    /// The stable code of its denials; none if there were none.
    #[must_use]
    pub fn code(&self) -> Option<&'static str> {
        (self.denied > 0).then_some(match self.capability {
            Capability::Filesystem => "denied.filesystem",
            Capability::Http => "denied.http",
            Capability::Environment => "denied.environment",
            _ => "denied.import",
        })
    }

    /// Whether it would change something in a folder, and so needs `read-write`.
    #[must_use]
    pub fn writes(&self) -> bool {
        self.capability == Capability::Filesystem
            && matches!(
                self.operation,
                "open-write"
                    | "create"
                    | "remove"
                    | "rename"
                    | "link"
                    | "symlink"
                    | "write"
                    | "set-times"
            )
    }
}

/// The uses of one call. Bounded, whatever the guest does.
#[derive(Debug, Default)]
pub(crate) struct UseBook(Vec<CapabilityUse>);

impl UseBook {
    /// Counts one use.
    pub(crate) fn note(
        &mut self,
        capability: Capability,
        operation: &'static str,
        target: Option<String>,
        denied: bool,
    ) {
        let target = target.map(|target| tame(&target, MAX_TARGET));
        self.count(capability, operation, target, 1, u64::from(denied));
    }

    /// Counts as denied what was noted as a use of `target` before.
    pub(crate) fn deny(&mut self, capability: Capability, operation: &'static str, target: &str) {
        let target = Some(tame(target, MAX_TARGET));
        self.count(capability, operation, target, 0, 1);
    }

    /// Counts all that `other` counted.
    pub(crate) fn add(&mut self, other: &Self) {
        for used in &other.0 {
            let target = used.target.clone();
            self.count(
                used.capability,
                used.operation,
                target,
                used.count,
                used.denied,
            );
        }
    }

    fn count(
        &mut self,
        capability: Capability,
        operation: &'static str,
        mut target: Option<String>,
        count: u64,
        denied: u64,
    ) {
        let known = |used: &CapabilityUse, target: &Option<String>| {
            used.capability == capability && used.operation == operation && used.target == *target
        };
        if self.0.len() >= MOST && !self.0.iter().any(|used| known(used, &target)) {
            target = None;
        }
        match self.0.iter_mut().find(|used| known(used, &target)) {
            Some(used) => {
                used.count += count;
                used.denied += denied;
            }
            None => self.0.push(CapabilityUse {
                capability,
                operation,
                target,
                count,
                denied,
            }),
        }
    }

    pub(crate) fn into_vec(self) -> Vec<CapabilityUse> {
        self.0
    }
}

fn by_name<S: Serializer>(capability: &Capability, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(capability.name())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_bounded_and_still_counts() {
        let mut book = UseBook::default();
        for number in 0..10_000 {
            let target = Some(format!("/data/{number}"));
            book.note(Capability::Filesystem, "open-read", target, true);
        }
        let uses = book.into_vec();
        assert!(uses.len() <= MOST + 1);
        assert_eq!(uses.iter().map(|used| used.denied).sum::<u64>(), 10_000);
        assert!(
            uses.iter()
                .all(|used| used.code() == Some("denied.filesystem"))
        );
    }

    #[test]
    fn what_is_denied_later_is_counted_once_and_where_it_belongs() {
        let mut book = UseBook::default();
        for number in 0..200 {
            let target = format!("host{number}:1");
            book.note(Capability::Http, "request", Some(target), false);
        }
        book.deny(Capability::Http, "request", "host3:1");
        book.deny(Capability::Http, "request", "host199:1");
        let mut all = UseBook::default();
        all.note(Capability::Log, "log", None, false);
        all.add(&book);
        let uses = all.into_vec();
        let count = |of: fn(&CapabilityUse) -> u64| uses.iter().map(of).sum::<u64>();
        assert_eq!(
            (count(|used| used.count), count(|used| used.denied)),
            (201, 2)
        );
        let denied: Vec<_> = uses.iter().filter(|used| used.denied > 0).collect();
        let targets: Vec<_> = denied.iter().map(|used| used.target.as_deref()).collect();
        assert_eq!(targets, [Some("host3:1"), None]);
    }

    #[test]
    fn the_same_is_counted_together() {
        let mut book = UseBook::default();
        book.note(Capability::Kv, "get", None, false);
        book.note(Capability::Kv, "get", None, false);
        book.note(Capability::Kv, "set", None, false);
        let uses = book.into_vec();
        assert_eq!((uses.len(), uses[0].count, uses[0].code()), (2, 2, None));
    }
}
