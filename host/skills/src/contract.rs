//! What a component exports and imports, against what this host knows.

use omni_policy::{Capability, Policy};
use wasmtime::component::types::{ComponentFunc, ComponentItem};
use wasmtime::component::{Component, ComponentExportIndex};

use crate::capability::{Need, base, grants_wasi, need, provided};
use crate::kind::SKILL_VERSION;
use crate::refusal::Refusal;
use crate::text::tame;
use crate::types::{
    Attachment, Attempt, Dataset, DatasetOptions, Exchange, Finding, ImageOptions, PreparedImage,
    Request, Retry, Route, Score, SkillError,
};
use crate::versions::{self, is_compatible};
use crate::{Import, Kind};

/// The longest name shown of an import or export, in characters.
const MAX_NAME: usize = 120;

/// What `component` exports, by name.
pub(crate) fn exports(component: &Component) -> Vec<String> {
    let (ty, engine) = (component.component_type(), component.engine());
    ty.exports(engine).map(|(name, _)| shown(name)).collect()
}

/// What `component` imports.
pub(crate) fn imports(component: &Component) -> Vec<Import> {
    let (ty, engine) = (component.component_type(), component.engine());
    ty.imports(engine)
        .map(|(name, item)| import(name, is_types_only(&item.ty, component)))
        .collect()
}

/// An import of that name.
pub(crate) fn import(name: &str, types_only: bool) -> Import {
    let need = need(name);
    Import {
        name: shown(name),
        capability: match need {
            Need::Grant(capability) => Some(capability),
            Need::Nothing | Need::AnyWasi | Need::Impossible => None,
        },
        plumbing: need == Need::AnyWasi,
        free: types_only || need == Need::Nothing,
    }
}

/// A name that the component chose, as it is shown.
pub(crate) fn shown(name: &str) -> String {
    tame(name, MAX_NAME)
}

/// What is wrong with a component, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    pub(crate) text: String,
    pub(crate) help: Option<String>,
}

impl From<String> for Problem {
    fn from(text: String) -> Self {
        Self { text, help: None }
    }
}

impl Problem {
    /// `name` is of a version that `ours` is not compatible with.
    fn version(name: &str, ours: &str) -> Self {
        Self {
            text: versions::problem(name, ours),
            help: Some(versions::help(name, ours)),
        }
    }
}

/// Which kind of skill these exports make. The error says what is wrong with them.
pub(crate) fn kind(exports: &[String]) -> Result<Kind, Problem> {
    let mut kinds = Vec::new();
    for kind in Kind::ALL {
        let named = |export: &&String| base(export) == kind.interface();
        let Some(export) = exports.iter().find(named) else {
            continue;
        };
        if !is_compatible(versions::of(export), SKILL_VERSION) {
            return Err(Problem::version(export, SKILL_VERSION));
        }
        kinds.push(kind);
    }
    match kinds.as_slice() {
        [kind] => Ok(*kind),
        [] => Err(no_kind(exports).into()),
        kinds => {
            let names = names(kinds);
            Err(format!("exports several kinds at once ({names}), and must be one").into())
        }
    }
}

/// The function to call, after checking that its types are those of the contract. The error says what wasmtime
/// says of them, which is not where the difference is: [`crate::outline`] knows that.
pub(crate) fn function(component: &Component, kind: Kind) -> Result<ComponentExportIndex, String> {
    let interface = format!("{}@{SKILL_VERSION}", kind.interface());
    let (interface, name) = (interface.as_str(), kind.function());
    let found = component
        .get_export_index(None, interface)
        .and_then(|instance| component.get_export(Some(&instance), name));
    let Some((ComponentItem::ComponentFunc(function), index)) = found else {
        return Err(format!("exports {interface} without its function `{name}`"));
    };
    typecheck(component, &function, kind).map_err(|error| {
        let error = tame(&format!("{error:#}"), 300);
        format!("exports {interface} with other types than the contract's: {error}")
    })?;
    Ok(index)
}

/// Which of `imports` the policy does not allow; only what none can allow, if the skill is only observed.
pub(crate) fn refused(imports: &[Import], policy: &Policy, observing: bool) -> Refusal {
    let mut refusal = Refusal {
        policy: policy.place(),
        file: policy.path.as_ref().map(|path| path.display().to_string()),
        ..Refusal::default()
    };
    let mut plumbing = Vec::new();
    for import in imports.iter().filter(|import| !import.free) {
        let name = import.name.clone();
        match import.capability {
            None if import.plumbing => plumbing.push(name),
            None => refusal.no_grant.push(name),
            // Asked first: who is told to grant something has to be helped by it.
            Some(capability) if provided(&name).is_none() => {
                refusal.not_provided.push((name, capability));
            }
            Some(capability) if !observing && !policy.decide(capability).allowed => {
                refusal.not_granted.push((name, capability));
            }
            Some(_) => {}
        }
    }
    // Whatever is granted of WASI brings it along, so it is only told of where nothing else would be.
    let brought = observing || grants_wasi(policy);
    let will_be = refusal
        .not_granted
        .iter()
        .any(|(name, _)| name.starts_with("wasi:"));
    if !brought && !will_be {
        let least = plumbing.into_iter().map(|name| (name, Capability::Log));
        refusal.not_granted.extend(least);
    }
    refusal
}

/// Which of `imports` this host has in another version only.
pub(crate) fn wrong_version(imports: &[Import]) -> Option<Problem> {
    let linked = |import: &&Import| !import.free || need(&import.name) == Need::Nothing;
    imports.iter().filter(linked).find_map(|import| {
        let interface = provided(&import.name)?;
        let (theirs, ours) = (versions::of(&import.name), versions::of(interface));
        (!is_compatible(theirs, ours)).then(|| Problem::version(&import.name, ours))
    })
}

fn typecheck(component: &Component, function: &ComponentFunc, kind: Kind) -> wasmtime::Result<()> {
    let ty = component.component_type();
    let types = ty.instance_type();
    match kind {
        Kind::Scorer => function.typecheck::<(&Attempt,), (Result<Score, SkillError>,)>(&types),
        Kind::Validator => {
            function.typecheck::<(&Attempt,), (Result<Vec<Finding>, SkillError>,)>(&types)
        }
        Kind::Reflector => function
            .typecheck::<(&Request, &[Attempt]), (Result<Option<Retry>, SkillError>,)>(&types),
        Kind::Router => {
            function.typecheck::<(&Request, &[Attachment]), (Result<Route, SkillError>,)>(&types)
        }
        Kind::ImagePreprocessor => function
            .typecheck::<(&[u8], ImageOptions), (Result<PreparedImage, SkillError>,)>(&types),
        Kind::DatasetBuilder => function
            .typecheck::<(&[Exchange], DatasetOptions), (Result<Dataset, SkillError>,)>(&types),
    }
}

/// An instance that names types and does nothing.
fn is_types_only(item: &ComponentItem, component: &Component) -> bool {
    match item {
        ComponentItem::Type(_) => true,
        ComponentItem::ComponentInstance(instance) => instance
            .exports(component.engine())
            .all(|(_, item)| matches!(item.ty, ComponentItem::Type(_))),
        _ => false,
    }
}

fn no_kind(exports: &[String]) -> String {
    let known = names(&Kind::ALL);
    match exports {
        [] => format!("exports nothing, so it is no skill (the kinds are {known})"),
        exports => {
            let shown = exports.iter().take(8).map(String::as_str);
            let shown: Vec<&str> = shown.collect();
            format!(
                "is no skill: it exports {} (the kinds are {known})",
                shown.join(", ")
            )
        }
    }
}

/// Kinds, each with what it exports.
fn names(kinds: &[Kind]) -> String {
    let names = kinds
        .iter()
        .map(|kind| format!("{kind}: {}", kind.interface()));
    names.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_interface_that_we_provide_can_be_granted() {
        for interface in crate::capability::PROVIDED {
            for name in interface.interfaces() {
                // The standard streams go with the log, which is only known here.
                let stdio =
                    name.starts_with("wasi:cli/") && interface.capability() == Capability::Log;
                let named = Capability::of_import(name).or(stdio.then_some(Capability::Log));
                assert_eq!(named, Some(interface.capability()), "{name}");
                assert_eq!(need(name), Need::Grant(interface.capability()));
            }
        }
        assert_eq!(need("wasi:sockets/tcp@0.2.0"), Need::Impossible);
        assert_eq!(
            need("wasi:http/incoming-handler@0.2.0"),
            Need::Grant(Capability::Http)
        );
        assert_eq!(provided("wasi:http/incoming-handler@0.2.0"), None);
    }
}
