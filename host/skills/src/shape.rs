//! Whether a function has the types that `wit/skill` gives it, told from its description alone.

use wasmparser::component_types::{
    ComponentDefinedType, ComponentFuncType, ComponentValType, VariantCase,
};
use wasmparser::types::TypesRef;

use crate::Kind;

/// Whether `function` takes and gives what the contract of `kind` says.
pub(crate) fn is_of(types: &TypesRef<'_>, function: &ComponentFuncType, kind: Kind) -> bool {
    let contract = contract(kind);
    let mut reading = Reading {
        types,
        rest: &contract,
    };
    !function.async_ && reading.function(function) && reading.rest.is_empty()
}

/// The types of the one function of `kind`, as [`Reading`] spells them.
fn contract(kind: Kind) -> String {
    let text = "option<string>";
    let message = "{role:enum{system,user,assistant,},content:string,}";
    let request = format!("{{history:list<{message}>,prompt:string,images:u32,expect:{text},}}");
    let grammar = "option<variant{gbnf(string),json-schema(string),}>";
    let finding = format!(
        "{{code:string,severity:enum{{info,warning,error,}},message:string,hint:{text},fact:{text},mend:{text},grammar:{grammar},}}"
    );
    let stats = "{count:u32,mean-logprob:f32,min-logprob:f32,mean-entropy:f32,}";
    let attempt = format!(
        "{{request:{request},response:string,iteration:u32,stop:enum{{end,stop-string,length,timeout,}},stats:{stats},findings:list<{finding}>,}}"
    );
    let error = "variant{invalid-input(string),unsupported(string),failed(string),}";
    let (takes, gives) = match kind {
        Kind::Scorer => (
            format!("{attempt},"),
            "{confidence:f32,reasons:list<string>,}".to_owned(),
        ),
        Kind::Validator => (format!("{attempt},"), format!("list<{finding}>")),
        Kind::Reflector => (
            format!("{request},list<{attempt}>,"),
            format!(
                "option<{{messages:list<{message}>,grammar:{grammar},temperature:option<f32>,max-tokens:option<u32>,}}>"
            ),
        ),
    };
    format!("({takes})->result<{gives},{error}>")
}

/// Spells a type and compares as it goes. It ends at the first difference, so that a type without end costs no
/// more than the contract is long.
struct Reading<'a> {
    types: &'a TypesRef<'a>,
    /// What is still to be spelt.
    rest: &'a str,
}

impl Reading<'_> {
    fn function(&mut self, function: &ComponentFuncType) -> bool {
        self.text("(")
            && function
                .params
                .iter()
                .all(|(_, ty)| self.value(ty) && self.text(","))
            && self.text(")->")
            && function.result.is_some_and(|ty| self.value(&ty))
    }

    fn value(&mut self, ty: &ComponentValType) -> bool {
        let types = self.types;
        let id = match ty {
            ComponentValType::Primitive(ty) => return self.text(&ty.to_string()),
            ComponentValType::Type(id) => *id,
        };
        match &types[id] {
            ComponentDefinedType::Primitive(ty) => self.text(&ty.to_string()),
            ComponentDefinedType::Record(record) => {
                self.text("{")
                    && record.fields.iter().all(|(name, ty)| {
                        self.text(name.as_str())
                            && self.text(":")
                            && self.value(ty)
                            && self.text(",")
                    })
                    && self.text("}")
            }
            ComponentDefinedType::Variant(variant) => {
                self.text("variant{")
                    && variant
                        .cases
                        .iter()
                        .all(|(name, case)| self.text(name.as_str()) && self.case(case))
                    && self.text("}")
            }
            ComponentDefinedType::Enum(names) => {
                self.text("enum{")
                    && names
                        .iter()
                        .all(|name| self.text(name.as_str()) && self.text(","))
                    && self.text("}")
            }
            ComponentDefinedType::List { element, .. } => {
                self.text("list<") && self.value(element) && self.text(">")
            }
            ComponentDefinedType::Option { ty, .. } => {
                self.text("option<") && self.value(ty) && self.text(">")
            }
            ComponentDefinedType::Result {
                ok: Some(ok),
                err: Some(err),
                ..
            } => {
                self.text("result<")
                    && self.value(ok)
                    && self.text(",")
                    && self.value(err)
                    && self.text(">")
            }
            _ => false,
        }
    }

    fn case(&mut self, case: &VariantCase) -> bool {
        case.ty
            .is_some_and(|ty| self.text("(") && self.value(&ty) && self.text("),"))
    }

    fn text(&mut self, text: &str) -> bool {
        let rest = self.rest.strip_prefix(text);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }
}
