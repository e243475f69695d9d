//! `omni skill inspect F`

use omni_loop::Skills;

use super::find;
use crate::error::CliError;
use crate::output::{self, BOLD};

/// Tells what a component is, without running or compiling it.
pub(super) fn inspect(skills: &Skills, component: &str, json: bool) -> Result<(), CliError> {
    let found = find(skills, component)?;
    let bytes = skills.library().read(&found)?;
    let about = skills.runtime().inspect(&found.name, &bytes)?;
    if json {
        return output::json(&about);
    }
    let list = |items: Vec<String>| {
        if items.is_empty() {
            "nothing".to_owned()
        } else {
            items.join("\n          ")
        }
    };
    let needs = about
        .capabilities()
        .iter()
        .map(ToString::to_string)
        .collect();
    let imports = about
        .imports
        .iter()
        .map(|import| import.name.clone())
        .collect();
    let kind = about
        .kind
        .map_or_else(|| "no skill".to_owned(), |kind| kind.to_string());
    output::line(&format!(
        "{BOLD}{}{BOLD:#}  {kind}\nfile      {}\nsize      {} bytes\nsha256    {}\nexports   {}\nimports   {}\nneeds     {}",
        about.name,
        output::harmless(&found.path.display().to_string()),
        about.size,
        about.sha256,
        list(about.exports),
        list(imports),
        list(needs),
    ))
}
