//! `omni skill inspect F`

use omni_authoring::Details;
use omni_loop::Skills;
use omni_skills::Inspection;

use super::find;
use crate::error::CliError;
use crate::output::{self, BOLD};

/// Tells what a component is, without running or compiling it.
pub(super) fn inspect(skills: &Skills, component: &str, json: bool) -> Result<(), CliError> {
    let found = find(skills, component)?;
    let bytes = skills.library().read(&found)?;
    let about = skills.runtime().inspect(&found.name, &bytes)?;
    let details = omni_authoring::details(&bytes);
    let world = world(&about);
    if json {
        let mut document = serde_json::json!(about);
        document["world"] = serde_json::json!(world);
        document["producers"] = serde_json::json!(details.producers);
        document["docs"] = serde_json::json!(details.docs);
        return output::json(&document);
    }
    let needs = about.capabilities();
    let needs = needs.iter().map(ToString::to_string).collect();
    let imports = about.imports.iter();
    let imports = imports.map(|import| import.name.clone()).collect();
    let kind = about.kind.map_or("no skill", omni_skills::Kind::name);
    output::line(&format!(
        "{BOLD}{}{BOLD:#}  {kind}\nfile      {}\nsize      {} bytes\nsha256    {}\nworld     {}\nexports   {}\nimports   {}\nneeds     {}\nmade by   {}",
        about.name,
        output::harmless(&found.path.display().to_string()),
        about.size,
        about.sha256,
        world.as_deref().unwrap_or("none that this host knows"),
        list(about.exports),
        list(imports),
        list(needs),
        list(made_by(&details)),
    ))
}

/// The world of the contracts that it is of, in the version that it exports.
fn world(about: &Inspection) -> Option<String> {
    let kind = about.kind?;
    let ours = about
        .exports
        .iter()
        .find(|name| name.starts_with("omni:skill/"));
    let version = ours
        .and_then(|name| name.split_once('@'))
        .map(|(_, version)| version)?;
    Some(format!("omni:skill/{kind}@{version}"))
}

/// What the tools that made it wrote into it. No proof of anything.
fn made_by(details: &Details) -> Vec<String> {
    let named = |role: &str, name: &str, version: &str| match version {
        "" => format!("{name} ({role})"),
        version => format!("{name} {version} ({role})"),
    };
    let producers = details.producers.iter();
    let mut made: Vec<String> = producers
        .map(|one| named(&one.role, &one.name, &one.version))
        .collect();
    let docs = details.docs.as_ref().and_then(|docs| docs["docs"].as_str());
    made.extend(docs.map(|docs| format!("says of itself: {}", output::short(docs, 200))));
    made
}

fn list(items: Vec<String>) -> String {
    match items.is_empty() {
        true => "nothing".to_owned(),
        false => items.join("\n          "),
    }
}
