//! Whether a policy lets a component in: every reason against it, and the lines that would.

use omni_policy::{Capability, Policy};
use omni_skills::Inspection;
use serde::Serialize;

/// What a policy says to a component.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Checked {
    /// Whether the host would load it.
    pub allowed: bool,
    /// The policy's file; none: there is none, and nothing is granted.
    pub policy: Option<String>,
    /// Each thing that it imports and needs to be granted, or that speaks against it.
    pub reasons: Vec<Reason>,
    /// What to add to the policy; empty if that helps nothing, or nothing is missing.
    pub lines_to_add: String,
}

/// One thing that was decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// What it is about: an import, or the component as a whole.
    pub subject: String,
    /// Whether it speaks for the component.
    pub allowed: bool,
    /// The stable code of the refusal.
    pub code: Option<&'static str>,
    /// Who says so, for people.
    pub why: String,
    /// The line of the policy that decided.
    pub line: Option<usize>,
}

/// Holds what a component says of itself against `policy`. Nothing is compiled: whether its functions are valid
/// shows when it is loaded.
#[must_use]
pub fn check(about: &Inspection, policy: &Policy) -> Checked {
    let mut reasons = Vec::new();
    if let Some(problem) = &about.problem {
        reasons.push(against("component", "invalid.component", problem.clone()));
    }
    match &policy.component_sha256 {
        Some(pin) if *pin != about.sha256 => {
            let why = format!(
                "has the sha-256 {}, and the policy allows only {pin}",
                about.sha256
            );
            reasons.push(against("component", "digest.mismatch", why));
        }
        _ => {}
    }
    let mut missing = std::collections::BTreeSet::new();
    for import in about.imports.iter().filter(|import| !import.free) {
        match import.capability {
            Some(capability) => {
                let decision = policy.decide(capability);
                if !decision.allowed {
                    missing.insert(capability);
                }
                reasons.push(Reason {
                    subject: import.name.clone(),
                    allowed: decision.allowed,
                    code: decision.code(),
                    why: decision.to_string(),
                    line: decision.line,
                });
            }
            // Comes with anything that reaches a skill through WASI.
            None if import.plumbing => {}
            None => {
                let why = "there is no grant for it".to_owned();
                reasons.push(against(&import.name, "denied.import", why));
            }
        }
    }
    let lines: Vec<_> = missing.into_iter().map(Capability::lines_to_add).collect();
    Checked {
        allowed: reasons.iter().all(|reason| reason.allowed),
        policy: policy.path.as_ref().map(|path| path.display().to_string()),
        reasons,
        lines_to_add: lines.join("\n"),
    }
}

fn against(subject: &str, code: &'static str, why: String) -> Reason {
    Reason {
        subject: subject.to_owned(),
        allowed: false,
        code: Some(code),
        why,
        line: None,
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use omni_skills::{Import, Kind};

    use super::*;

    fn about(imports: &[(&str, Option<Capability>)]) -> Inspection {
        let imports = imports.iter().map(|(name, capability)| Import {
            name: (*name).to_owned(),
            capability: *capability,
            plumbing: false,
            free: false,
        });
        Inspection {
            name: "x".to_owned(),
            kind: Some(Kind::Scorer),
            problem: None,
            size: 1,
            sha256: "00".repeat(32),
            exports: Vec::new(),
            imports: imports.collect(),
        }
    }

    #[test]
    fn every_reason_is_told_and_the_lines_help() {
        let about = about(&[
            ("omni:host/log@0.1.0", Some(Capability::Log)),
            ("omni:host/kv@0.1.0", Some(Capability::Kv)),
            ("wasi:sockets/tcp@0.2.0", None),
        ]);
        let policy = |text: &str| Policy::parse(Path::new("p.toml"), text).unwrap();
        let checked = check(&about, &policy("skill = \"x\"\n[grants.log]\n"));
        let allowed: Vec<_> = checked
            .reasons
            .iter()
            .map(|one| (one.allowed, one.line))
            .collect();
        assert_eq!(allowed, [(true, Some(2)), (false, None), (false, None)]);
        assert_eq!(checked.lines_to_add, "[grants.kv]");
        assert!(!checked.allowed);

        let wider = format!("skill = \"x\"\n[grants.log]\n{}\n", checked.lines_to_add);
        let checked = check(&about, &policy(&wider));
        assert_eq!(checked.lines_to_add, "", "no line allows the last one");
        assert!(!checked.allowed);
    }

    #[test]
    fn a_pin_and_a_fault_speak_against_it() {
        let mut about = about(&[]);
        let pinned = format!("skill = \"x\"\nsha256 = \"{}\"\n", "11".repeat(32));
        let policy = Policy::parse(Path::new("p.toml"), &pinned).unwrap();
        about.problem = Some("exports nothing".to_owned());
        let codes: Vec<_> = check(&about, &policy)
            .reasons
            .into_iter()
            .map(|one| one.code)
            .collect();
        assert_eq!(codes, [Some("invalid.component"), Some("digest.mismatch")]);
        about.problem = None;
        assert!(check(&about, &Policy::deny_all("x")).allowed);
    }
}
