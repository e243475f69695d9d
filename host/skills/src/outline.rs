//! What a component's own description says of it, read without compiling anything.
//!
//! The cost is linear in the size of the component: its functions are stepped over, not looked into. Whether
//! they are valid, and whether this host's engine takes them, shows when it is loaded.

use wasmparser::component_types::{ComponentAnyTypeId, ComponentEntityType};
use wasmparser::types::{Types, TypesRef};
use wasmparser::{Parser, Payload, ValidPayload, Validator};

use crate::capability::base;
use crate::kind::SKILL_VERSION;
use crate::{Error, Import, Kind, contract, malformed, shape};

/// A component's imports and exports, with their types.
pub(crate) struct Outline {
    imports: Vec<String>,
    exports: Vec<String>,
    types: Types,
}

impl Outline {
    /// Reads `bytes`. The error says that they are no component.
    pub(crate) fn read(name: &str, bytes: &[u8]) -> Result<Self, Error> {
        match parse(bytes) {
            Ok(Some(outline)) => Ok(outline),
            Ok(None) => Err(malformed::invalid(name, "it has no end")),
            Err(error) => Err(malformed::invalid(name, &error.to_string())),
        }
    }

    /// What it exports, by name.
    pub(crate) fn exports(&self) -> Vec<String> {
        let exports = self.exports.iter();
        exports.map(|name| contract::shown(name)).collect()
    }

    /// What it imports.
    pub(crate) fn imports(&self) -> Vec<Import> {
        let types = self.types.as_ref();
        let imports = self.imports.iter();
        imports
            .map(|name| contract::import(name, is_types_only(&types, name)))
            .collect()
    }

    /// Checks that the function that a `kind` exports has the types of the contract.
    pub(crate) fn check(&self, kind: Kind) -> Result<(), String> {
        let types = self.types.as_ref();
        let (interface, function) = (kind.interface(), kind.function());
        let shown = format!("{interface}@{SKILL_VERSION}");
        let named = |name: &&String| name.split('@').next() == Some(interface);
        let export = self.exports.iter().find(named);
        let export = export.and_then(|name| types.component_item_for_export(name));
        let exported = match export.map(|item| item.ty) {
            Some(ComponentEntityType::Instance(id)) => types[id].exports.get(function),
            _ => None,
        };
        let Some(ComponentEntityType::Func(id)) = exported.map(|item| item.ty) else {
            return Err(format!("exports {shown} without its function `{function}`"));
        };
        shape::compare(&types, &types[id], shape::exported(kind)).map_err(|difference| {
            format!(
                "exports {shown} with other types than the contract's: {function}: {difference}"
            )
        })
    }

    /// Checks that what it imports of our own interfaces has the types that this host has.
    pub(crate) fn check_imports(&self) -> Result<(), String> {
        let types = self.types.as_ref();
        for import in &self.imports {
            let item = types.component_item_for_import(import);
            let Some(ComponentEntityType::Instance(id)) = item.map(|item| item.ty) else {
                continue;
            };
            for (function, item) in &types[id].exports {
                let Some(ours) = shape::imported(base(import), function) else {
                    break;
                };
                let (import, function) = (contract::shown(import), contract::shown(function));
                match (item.ty, ours) {
                    (ComponentEntityType::Func(id), Some(ours)) => {
                        shape::compare(&types, &types[id], ours).map_err(|difference| {
                            format!("imports {import} with other types than this host's: {function}: {difference}")
                        })?;
                    }
                    (ComponentEntityType::Func(_), None) => {
                        return Err(format!(
                            "imports `{function}` of {import}, which this host does not have"
                        ));
                    }
                    _ => {}
                }
            }
        }
        Ok(())
    }
}

fn parse(bytes: &[u8]) -> wasmparser::Result<Option<Outline>> {
    let mut validator = Validator::new();
    let (mut imports, mut exports) = (Vec::new(), Vec::new());
    // Modules and components within the component.
    let mut depth = 0usize;
    for payload in Parser::new(0).parse_all(bytes) {
        let payload = payload?;
        match &payload {
            Payload::ComponentImportSection(section) if depth == 0 => {
                for import in section.clone() {
                    imports.push(import?.name.name.to_owned());
                }
            }
            Payload::ComponentExportSection(section) if depth == 0 => {
                for export in section.clone() {
                    exports.push(export?.name.name.to_owned());
                }
            }
            Payload::ModuleSection { .. } | Payload::ComponentSection { .. } => depth += 1,
            _ => {}
        }
        if let ValidPayload::End(types) = validator.payload(&payload)? {
            if depth == 0 {
                return Ok(Some(Outline {
                    imports,
                    exports,
                    types,
                }));
            }
            depth -= 1;
        }
    }
    Ok(None)
}

/// An instance that names types and does nothing.
fn is_types_only(types: &TypesRef<'_>, import: &str) -> bool {
    let is_type = |ty: ComponentEntityType| {
        matches!(
            ty,
            ComponentEntityType::Type {
                created: ComponentAnyTypeId::Defined(_),
                ..
            }
        )
    };
    match types.component_item_for_import(import).map(|item| item.ty) {
        Some(ComponentEntityType::Instance(id)) => {
            types[id].exports.values().all(|item| is_type(item.ty))
        }
        Some(ty) => is_type(ty),
        None => false,
    }
}
