//! `wit/host` and `omni:skill/panicking`: what a skill imports of our own.

use wasmparser::PrimitiveValType as Flat;

use super::{Signature, Ty};

/// The function `name` of the interface `interface`, without its version; the outer none: the interface is not
/// one of our own.
pub(crate) fn imported(interface: &str, name: &str) -> Option<Option<&'static Signature>> {
    let (_, functions) = INTERFACES.iter().find(|(known, _)| *known == interface)?;
    let function = functions.iter().find(|(known, _)| *known == name);
    Some(function.map(|(_, signature)| signature))
}

type Functions = &'static [(&'static str, Signature)];

static INTERFACES: [(&str, Functions); 7] = [
    (
        "omni:skill/panicking",
        &[("panicked", takes(&[("message", TEXT)]))],
    ),
    (
        "omni:host/log",
        &[(
            "log",
            takes(&[
                (
                    "level",
                    Ty::Enum(&["trace", "debug", "info", "warn", "error"]),
                ),
                ("message", TEXT),
            ]),
        )],
    ),
    (
        "omni:host/config",
        &[("get", function(&[("key", TEXT)], Ty::Option(&TEXT)))],
    ),
    (
        "omni:host/clock",
        &[
            ("now", function(&[], U64)),
            ("monotonic", function(&[], U64)),
        ],
    ),
    (
        "omni:host/random",
        &[
            ("bytes", function(&[("count", U32)], BYTES)),
            ("u64", function(&[], U64)),
        ],
    ),
    (
        "omni:host/kv",
        &[
            (
                "get",
                function(
                    &[("key", TEXT)],
                    Ty::Result(Some(&Ty::Option(&BYTES)), &KV_ERROR),
                ),
            ),
            (
                "set",
                function(
                    &[("key", TEXT), ("value", BYTES)],
                    Ty::Result(None, &KV_ERROR),
                ),
            ),
            (
                "delete",
                function(
                    &[("key", TEXT)],
                    Ty::Result(Some(&Ty::Flat(Flat::Bool)), &KV_ERROR),
                ),
            ),
            (
                "keys",
                function(
                    &[("prefix", TEXT)],
                    Ty::Result(Some(&Ty::List(&TEXT)), &KV_ERROR),
                ),
            ),
        ],
    ),
    (
        "omni:host/llm",
        &[(
            "ask",
            function(
                &[("messages", Ty::List(&MESSAGE)), ("options", OPTIONS)],
                Ty::Result(Some(&ANSWER), &LLM_ERROR),
            ),
        )],
    ),
];

const fn takes(params: &'static [(&'static str, Ty)]) -> Signature {
    Signature {
        params,
        result: None,
    }
}

const fn function(params: &'static [(&'static str, Ty)], result: Ty) -> Signature {
    Signature {
        params,
        result: Some(result),
    }
}

const TEXT: Ty = Ty::Flat(Flat::String);
const BYTES: Ty = Ty::List(&Ty::Flat(Flat::U8));
const U32: Ty = Ty::Flat(Flat::U32);
const U64: Ty = Ty::Flat(Flat::U64);
const F32: Ty = Ty::Flat(Flat::F32);

const MESSAGE: Ty = Ty::Record(&[
    ("role", Ty::Enum(&["system", "user", "assistant"])),
    ("content", TEXT),
]);
const OPTIONS: Ty = Ty::Record(&[
    ("max-tokens", Ty::Option(&U32)),
    ("temperature", Ty::Option(&F32)),
    (
        "grammar",
        Ty::Option(&Ty::Variant(&[
            ("gbnf", Some(TEXT)),
            ("json-schema", Some(TEXT)),
        ])),
    ),
]);
const ANSWER: Ty = Ty::Record(&[
    ("text", TEXT),
    ("stop", Ty::Enum(&["end", "length", "timeout"])),
    ("tokens", U32),
    ("mean-logprob", F32),
]);
const KV_ERROR: Ty = Ty::Variant(&[
    ("invalid-input", Some(TEXT)),
    ("full", Some(TEXT)),
    ("unavailable", Some(TEXT)),
]);
const LLM_ERROR: Ty = Ty::Variant(&[
    ("invalid-input", Some(TEXT)),
    ("unavailable", Some(TEXT)),
    ("failed", Some(TEXT)),
]);
