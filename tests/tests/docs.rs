//! What the guides show is true: every config and policy in them parses, every default is the default.

use std::path::{Path, PathBuf};

use omni_loop::Config;
use omni_policy::Policy;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The fenced blocks of a language in a Markdown file.
fn blocks(file: &str, language: &str) -> Vec<String> {
    let text = std::fs::read_to_string(root().join(file)).unwrap();
    let fence = format!("```{language}\n");
    text.split(&fence)
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap().to_owned())
        .collect()
}

#[test]
fn every_toml_in_the_guides_is_a_config_or_a_policy() {
    let mut seen = 0;
    for file in [
        "README.md",
        "docs/configuration.md",
        "docs/policies.md",
        "docs/capabilities.md",
        "docs/architecture.md",
        "docs/audit.md",
        "examples/reflector-house-style/README.md",
        "examples/validator-glossary/README.md",
    ] {
        for block in blocks(file, "toml") {
            let config = Config::parse(Path::new("omni.toml"), &block).map(drop);
            let policy = Policy::parse(Path::new("policy.toml"), &block).map(drop);
            match block.contains("skill = ") {
                true => policy.unwrap_or_else(|error| panic!("{file}: {error}")),
                false => config.unwrap_or_else(|error| panic!("{file}: {error}")),
            }
            seen += 1;
        }
    }
    assert!(seen >= 3, "only {seen} blocks were found");
}

#[test]
fn the_defaults_in_the_guide_are_the_defaults() {
    let guide = &blocks("docs/configuration.md", "toml")[0];
    let shown = Config::parse(Path::new("omni.toml"), guide).unwrap();
    let default = Config::default();
    assert_eq!(shown.run, default.run);
    assert_eq!(shown.model.main, default.model.main);
    let audit = omni_loop::config::AuditConfig {
        key: shown.audit.key.clone(),
        ..default.audit.clone()
    };
    assert_eq!(shown.audit, audit);
    assert_eq!(shown.images, default.images);
    assert_eq!(
        shown.skills.validators()[0].component,
        default.skills.validators()[0].component
    );
    let policy = &blocks("docs/policies.md", "toml")[0];
    let policy = Policy::parse(Path::new("policy.toml"), policy).unwrap();
    let nothing = Policy::deny_all("my-skill");
    assert_eq!(*policy.limits.memory, *nothing.limits.memory);
    assert_eq!(*policy.limits.time, *nothing.limits.time);
    assert_eq!(*policy.limits.stack, *nothing.limits.stack);
    assert_eq!(*policy.limits.output, *nothing.limits.output);
    assert_eq!(*policy.limits.log, *nothing.limits.log);
    assert_eq!(*policy.limits.host_calls, *nothing.limits.host_calls);
    // It shows the whole format.
    for capability in omni_policy::Capability::ALL {
        assert!(policy.decide(capability).allowed, "{capability}");
    }
}

#[test]
fn the_keys_that_the_host_takes_are_those_that_validators_check() {
    let text = std::fs::read_to_string(root().join("plugins/reading/src/expect.rs")).unwrap();
    let table = text.split("pub const KEYS").nth(1).unwrap();
    let table = table.split("];").next().unwrap();
    let rows = table
        .lines()
        .filter_map(|line| line.trim().strip_prefix("(\""));
    let keys: Vec<_> = rows.map(|row| row.split('"').next().unwrap()).collect();
    assert_eq!(keys, omni_loop::expect::KEYS);
}

#[test]
fn the_limits_in_the_guide_are_the_limits() {
    use omni_policy::{bounds, defaults};
    let guide = std::fs::read_to_string(root().join("docs/policies.md")).unwrap();
    fn row<T: std::fmt::Display>(
        key: &str,
        default: &str,
        range: &std::ops::RangeInclusive<T>,
    ) -> String {
        let code = key.replace('_', "-");
        let (least, most) = (range.start(), range.end());
        format!("| `{key}` | {default} | {least} | {most} | `limit.{code}` | 4 |")
    }
    for row in [
        row("memory", &defaults::MEMORY.to_string(), &bounds::MEMORY),
        row("time", &defaults::TIME.to_string(), &bounds::TIME),
        row("stack", &defaults::STACK.to_string(), &bounds::STACK),
        row("output", &defaults::OUTPUT.to_string(), &bounds::OUTPUT),
        row("log", &defaults::LOG.to_string(), &bounds::LOG),
        row(
            "host_calls",
            &defaults::HOST_CALLS.to_string(),
            &bounds::HOST_CALLS,
        ),
        row("fuel", "not counted", &bounds::FUEL),
    ] {
        assert!(guide.contains(&row), "{row}");
    }
}

#[test]
fn every_link_between_the_guides_leads_somewhere() {
    for file in [
        "README.md",
        "CONTRIBUTING.md",
        "docs/architecture.md",
        "docs/configuration.md",
        "docs/contracts.md",
        "docs/images.md",
        "docs/performance.md",
        "docs/policies.md",
        "docs/skills.md",
        "examples/reflector-house-style/README.md",
        "examples/scorer-rust/README.md",
        "examples/validator-glossary/README.md",
        "examples/validator-judge/README.md",
    ] {
        let path = root().join(file);
        let text = std::fs::read_to_string(&path).unwrap();
        for link in text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
        {
            let target = link.split('#').next().unwrap();
            if target.is_empty() || target.contains("://") {
                continue;
            }
            let target = path.parent().unwrap().join(target);
            assert!(target.exists(), "{file} links to {link}");
        }
    }
}

#[test]
fn every_shipped_policy_parses_and_is_of_its_name() {
    for entry in std::fs::read_dir(root().join("policies")).unwrap() {
        let path = entry.unwrap().path();
        let policy = Policy::read(&path).unwrap();
        assert_eq!(
            Some(policy.skill.as_str()),
            path.file_stem().unwrap().to_str()
        );
    }
}
