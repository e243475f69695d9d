//! Whether a function has the types of the contracts, told from its description alone; where it has not, the
//! first difference, by its way through the types.

mod exported;
mod imported;

use wasmparser::PrimitiveValType;
use wasmparser::component_types::{
    ComponentDefinedType, ComponentFuncType, ComponentValType, RecordType, VariantType,
};
use wasmparser::types::TypesRef;

use crate::contract::shown;

pub(crate) use exported::exported;
pub(crate) use imported::imported;

/// The type of a function in a contract.
pub(crate) struct Signature {
    params: &'static [(&'static str, Ty)],
    result: Option<Ty>,
}

/// A type in a contract.
pub(crate) enum Ty {
    Flat(PrimitiveValType),
    List(&'static Ty),
    Option(&'static Ty),
    /// `ok`, which may be nothing, and `error`.
    Result(Option<&'static Ty>, &'static Ty),
    Record(&'static [(&'static str, Ty)]),
    Variant(&'static [(&'static str, Option<Ty>)]),
    Enum(&'static [&'static str]),
}

/// Compares `function` with the contract. The error is the first difference, such as "parameter
/// attempt.stats.min-logprob: this host has f32, the component has f64". It goes no deeper than the contract, so
/// that a type without end costs nothing.
pub(crate) fn compare(
    types: &TypesRef<'_>,
    function: &ComponentFuncType,
    contract: &Signature,
) -> Result<(), String> {
    if function.async_ {
        return Err("this host's is not async, the component's is".to_owned());
    }
    let (ours, theirs) = (contract.params.len(), function.params.len());
    if ours != theirs {
        return Err(format!(
            "parameters: this host has {ours}, the component has {theirs}"
        ));
    }
    for ((name, ours), (_, theirs)) in contract.params.iter().zip(&function.params) {
        Place(format!("parameter {name}")).compare(types, ours, theirs)?;
    }
    let place = Place("result".to_owned());
    match (&contract.result, &function.result) {
        (Some(ours), Some(theirs)) => place.compare(types, ours, theirs),
        (None, None) => Ok(()),
        (Some(_), None) => place.differ("one", "none"),
        (None, Some(_)) => place.differ("none", "one"),
    }
}

/// Where in a function's types, as people write it.
struct Place(String);

impl Place {
    fn compare(
        &self,
        types: &TypesRef<'_>,
        ours: &Ty,
        theirs: &ComponentValType,
    ) -> Result<(), String> {
        let defined = match theirs {
            ComponentValType::Primitive(theirs) => return self.flat(ours, *theirs),
            ComponentValType::Type(id) => &types[*id],
        };
        match (ours, defined) {
            (_, ComponentDefinedType::Primitive(theirs)) => self.flat(ours, *theirs),
            (Ty::List(ours), ComponentDefinedType::List { element, .. }) => {
                self.within("[]").compare(types, ours, element)
            }
            (Ty::Option(ours), ComponentDefinedType::Option { ty, .. }) => {
                self.compare(types, ours, ty)
            }
            (Ty::Result(ours, our_error), ComponentDefinedType::Result { ok, err, .. }) => {
                self.maybe(types, *ours, ok.as_ref())?;
                let place = Self(self.0.replace("result", "error"));
                place.maybe(types, Some(our_error), err.as_ref())
            }
            (Ty::Record(ours), ComponentDefinedType::Record(theirs)) => {
                self.fields(types, ours, theirs)
            }
            (Ty::Variant(ours), ComponentDefinedType::Variant(theirs)) => {
                self.cases(types, ours, theirs)
            }
            (Ty::Enum(ours), ComponentDefinedType::Enum(theirs)) => {
                let theirs = theirs.iter().map(|name| name.as_str());
                self.names("case", ours.iter().copied(), theirs)
            }
            _ => self.differ(&name_of(ours), kind_of(defined)),
        }
    }

    fn flat(&self, ours: &Ty, theirs: PrimitiveValType) -> Result<(), String> {
        match ours {
            Ty::Flat(ours) if *ours == theirs => Ok(()),
            _ => self.differ(&name_of(ours), &theirs.to_string()),
        }
    }

    fn fields(
        &self,
        types: &TypesRef<'_>,
        ours: &[(&str, Ty)],
        theirs: &RecordType,
    ) -> Result<(), String> {
        let our_names = ours.iter().map(|(name, _)| *name);
        let their_names = theirs.fields.keys().map(|name| name.as_str());
        self.names("field", our_names, their_names)?;
        for ((name, ours), theirs) in ours.iter().zip(theirs.fields.values()) {
            let place = self.within(&format!(".{name}"));
            place.compare(types, ours, theirs)?;
        }
        Ok(())
    }

    fn cases(
        &self,
        types: &TypesRef<'_>,
        ours: &[(&str, Option<Ty>)],
        theirs: &VariantType,
    ) -> Result<(), String> {
        let our_names = ours.iter().map(|(name, _)| *name);
        let their_names = theirs.cases.keys().map(|name| name.as_str());
        self.names("case", our_names, their_names)?;
        for ((name, ours), theirs) in ours.iter().zip(theirs.cases.values()) {
            let place = self.within(&format!(".{name}"));
            place.maybe(types, ours.as_ref(), theirs.ty.as_ref())?;
        }
        Ok(())
    }

    fn maybe(
        &self,
        types: &TypesRef<'_>,
        ours: Option<&Ty>,
        theirs: Option<&ComponentValType>,
    ) -> Result<(), String> {
        match (ours, theirs) {
            (Some(ours), Some(theirs)) => self.compare(types, ours, theirs),
            (None, None) => Ok(()),
            (Some(ours), None) => self.differ(&name_of(ours), "nothing"),
            (None, Some(_)) => self.differ("nothing", "something"),
        }
    }

    /// Names in their order, which the layout in memory follows.
    fn names<'a>(
        &self,
        what: &str,
        ours: impl Iterator<Item = &'a str>,
        theirs: impl Iterator<Item = &'a str>,
    ) -> Result<(), String> {
        let (mut ours, mut theirs) = (ours, theirs);
        loop {
            let named = |name: &str| format!("the {what} `{}`", shown(name));
            match (ours.next(), theirs.next()) {
                (None, None) => return Ok(()),
                (Some(ours), Some(theirs)) if ours == theirs => {}
                (Some(ours), Some(theirs)) => return self.differ(&named(ours), &named(theirs)),
                (Some(ours), None) => return self.differ(&named(ours), "nothing there"),
                (None, Some(theirs)) => return self.differ("nothing there", &named(theirs)),
            }
        }
    }

    fn within(&self, part: &str) -> Self {
        Self(format!("{}{part}", self.0))
    }

    fn differ(&self, ours: &str, theirs: &str) -> Result<(), String> {
        let place = &self.0;
        Err(format!(
            "{place}: this host has {ours}, the component has {theirs}"
        ))
    }
}

fn name_of(ty: &Ty) -> String {
    match ty {
        Ty::Flat(ty) => ty.to_string(),
        Ty::List(_) => "a list".to_owned(),
        Ty::Option(_) => "an option".to_owned(),
        Ty::Result(..) => "a result".to_owned(),
        Ty::Record(_) => "a record".to_owned(),
        Ty::Variant(_) => "a variant".to_owned(),
        Ty::Enum(_) => "an enum".to_owned(),
    }
}

fn kind_of(ty: &ComponentDefinedType) -> &'static str {
    match ty {
        ComponentDefinedType::List { .. } => "a list",
        ComponentDefinedType::Option { .. } => "an option",
        ComponentDefinedType::Result { .. } => "a result",
        ComponentDefinedType::Record(_) => "a record",
        ComponentDefinedType::Variant(_) => "a variant",
        ComponentDefinedType::Enum(_) => "an enum",
        ComponentDefinedType::Tuple(_) => "a tuple",
        ComponentDefinedType::Flags(_) => "flags",
        ComponentDefinedType::Own(_) | ComponentDefinedType::Borrow(_) => "a resource",
        _ => "another type",
    }
}

#[cfg(test)]
mod tests;
