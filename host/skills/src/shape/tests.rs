use insta::assert_snapshot;
use wasmparser::component_types::ComponentEntityType;
use wasmparser::{Parser, ValidPayload, Validator};

use super::*;

const FLAT: Ty = Ty::Flat(PrimitiveValType::F32);
const CONTRACT: Signature = Signature {
    params: &[(
        "attempt",
        Ty::Record(&[
            ("stats", Ty::Record(&[("mean", FLAT), ("least", FLAT)])),
            ("stop", Ty::Enum(&["end", "length"])),
        ]),
    )],
    result: Some(Ty::Result(
        Some(&Ty::List(&Ty::Variant(&[
            ("none", None),
            ("some", Some(FLAT)),
        ]))),
        &Ty::Flat(PrimitiveValType::String),
    )),
};

/// The first difference of an imported function of these types.
fn difference(defined: &str, function: &str) -> String {
    let text = format!(r#"(component {defined} (import "f" (func {function})))"#);
    let bytes = wat::parse_str(text).unwrap();
    let mut validator = Validator::new();
    for payload in Parser::new(0).parse_all(&bytes) {
        if let ValidPayload::End(types) = validator.payload(&payload.unwrap()).unwrap() {
            let types = types.as_ref();
            let item = types.component_item_for_import("f").unwrap();
            let ComponentEntityType::Func(id) = item.ty else {
                panic!("no function");
            };
            return match compare(&types, &types[id], &CONTRACT) {
                Ok(()) => "none".to_owned(),
                Err(difference) => difference,
            };
        }
    }
    panic!("no end");
}

/// The same of the contract's function with one part written otherwise.
fn changed(from: &str, to: &str) -> String {
    let defined = r#"
        (type $stats' (record (field "mean" f32) (field "least" f32))) (import "stats" (type $stats (eq $stats')))
        (type $stop' (enum "end" "length")) (import "stop" (type $stop (eq $stop')))
        (type $attempt' (record (field "stats" $stats) (field "stop" $stop))) (import "attempt" (type $attempt (eq $attempt')))
        (type $maybe' (variant (case "none") (case "some" f32))) (import "maybe" (type $maybe (eq $maybe')))"#;
    let function = r#"(param "attempt" $attempt) (result (result (list $maybe) (error string)))"#;
    assert!(format!("{defined}{function}").contains(from), "{from}");
    difference(&defined.replace(from, to), &function.replace(from, to))
}

#[test]
fn equal_types_do_not_differ() {
    assert_eq!(changed("f32", "f32"), "none");
    // Names of parameters are for people.
    assert_eq!(changed(r#"(param "attempt""#, r#"(param "it""#), "none");
}

#[test]
fn the_first_difference_is_told_by_its_way() {
    assert_snapshot!(changed(r#"(field "least" f32)"#, r#"(field "least" f64)"#), @"parameter attempt.stats.least: this host has f32, the component has f64");
    assert_snapshot!(changed(r#" (field "least" f32)"#, ""), @"parameter attempt.stats: this host has the field `least`, the component has nothing there");
    assert_snapshot!(changed(r#"(field "least" f32)"#, r#"(field "most" f32)"#), @"parameter attempt.stats: this host has the field `least`, the component has the field `most`");
    assert_snapshot!(changed(r#""end" "length""#, r#""end" "length" "late""#), @"parameter attempt.stop: this host has nothing there, the component has the case `late`");
    assert_snapshot!(changed(r#"(case "some" f32)"#, r#"(case "some")"#), @"result[].some: this host has f32, the component has nothing");
    assert_snapshot!(changed(r#"(case "none")"#, r#"(case "none" u8)"#), @"result[].none: this host has nothing, the component has something");
    assert_snapshot!(changed("(list $maybe)", "(option $maybe)"), @"result: this host has a list, the component has an option");
    assert_snapshot!(changed("(error string)", "(error u32)"), @"error: this host has string, the component has u32");
    assert_snapshot!(changed(r#"(param "attempt" $attempt)"#, ""), @"parameters: this host has 1, the component has 0");
    assert_snapshot!(changed("(result (result (list $maybe) (error string)))", ""), @"result: this host has one, the component has none");
}
