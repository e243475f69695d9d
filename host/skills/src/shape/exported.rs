//! `wit/skill`: what each kind of skill exports.

use wasmparser::PrimitiveValType as Flat;

use super::{Signature, Ty};
use crate::Kind;

/// The one function that a `kind` exports.
pub(crate) fn exported(kind: Kind) -> &'static Signature {
    match kind {
        Kind::Scorer => &SCORE,
        Kind::Validator => &VALIDATE,
        Kind::Reflector => &REFLECT,
        Kind::Router => &ROUTE,
        Kind::ImagePreprocessor => &PREPARE,
        Kind::DatasetBuilder => &BUILD,
    }
}

static SCORE: Signature = Signature {
    params: &[("attempt", ATTEMPT)],
    result: Some(Ty::Result(
        Some(&Ty::Record(&[("confidence", F32), ("reasons", TEXTS)])),
        &ERROR,
    )),
};

static VALIDATE: Signature = Signature {
    params: &[("attempt", ATTEMPT)],
    result: Some(Ty::Result(Some(&Ty::List(&FINDING)), &ERROR)),
};

static REFLECT: Signature = Signature {
    params: &[("request", REQUEST), ("attempts", Ty::List(&ATTEMPT))],
    result: Some(Ty::Result(
        Some(&Ty::Option(&Ty::Record(&[
            ("messages", MESSAGES),
            ("grammar", Ty::Option(&GRAMMAR)),
            ("temperature", Ty::Option(&F32)),
            ("max-tokens", Ty::Option(&U32)),
        ]))),
        &ERROR,
    )),
};

static ROUTE: Signature = Signature {
    params: &[
        ("request", REQUEST),
        (
            "attachments",
            Ty::List(&Ty::Record(&[("head", BYTES), ("size", U64)])),
        ),
    ],
    result: Some(Ty::Result(
        Some(&Ty::Record(&[
            ("ways", Ty::List(&Ty::Enum(&["text", "image", "audio"]))),
            (
                "model",
                Ty::Variant(&[("main", None), ("fallback", None), ("adapter", Some(TEXT))]),
            ),
            ("max-iterations", Ty::Option(&U32)),
            (
                "reflection",
                Ty::Option(&Ty::Enum(&["off", "on-evidence", "always"])),
            ),
            ("reasons", TEXTS),
        ])),
        &ERROR,
    )),
};

static PREPARE: Signature = Signature {
    params: &[
        ("image", BYTES),
        (
            "options",
            Ty::Record(&[
                ("max-edge", U32),
                (
                    "background",
                    Ty::Record(&[("red", U8), ("green", U8), ("blue", U8)]),
                ),
                (
                    "hash",
                    Ty::Enum(&[
                        "phash",
                        "mean",
                        "median",
                        "gradient",
                        "vertical-gradient",
                        "double-gradient",
                        "block",
                    ]),
                ),
                ("pixels", Ty::Flat(Flat::Bool)),
                ("quality", Ty::Option(&U8)),
                ("max-pixels", U64),
                ("max-frames", U32),
            ]),
        ),
    ],
    result: Some(Ty::Result(
        Some(&Ty::Record(&[
            ("width", U32),
            ("height", U32),
            (
                "source",
                Ty::Record(&[
                    ("format", TEXT),
                    ("width", U32),
                    ("height", U32),
                    ("orientation", U8),
                    ("frames", U32),
                    ("pixels-sha256", BYTES),
                ]),
            ),
            ("pixels", Ty::Option(&BYTES)),
            (
                "encoded",
                Ty::Option(&Ty::Record(&[("media-type", TEXT), ("bytes", BYTES)])),
            ),
            ("hash", U64),
            ("notes", TEXTS),
        ])),
        &ERROR,
    )),
};

static BUILD: Signature = Signature {
    params: &[
        (
            "entries",
            Ty::List(&Ty::Record(&[
                ("id", TEXT),
                ("time", U64),
                ("request", REQUEST),
                ("response", TEXT),
                ("rating", F32),
                ("comment", MAYBE_TEXT),
            ])),
        ),
        (
            "options",
            Ty::Record(&[
                ("min-rating", F32),
                ("validation-share", F32),
                ("max-bytes", U32),
                ("seed", U64),
            ]),
        ),
    ],
    result: Some(Ty::Result(
        Some(&Ty::Record(&[
            ("training", Ty::List(&EXAMPLE)),
            ("validation", Ty::List(&EXAMPLE)),
            (
                "dropped",
                Ty::List(&Ty::Record(&[
                    ("exchange", TEXT),
                    (
                        "reason",
                        Ty::Enum(&[
                            "rating",
                            "duplicate",
                            "contradicted",
                            "empty",
                            "too-long",
                            "unfit",
                        ]),
                    ),
                ])),
            ),
            ("notes", TEXTS),
        ])),
        &ERROR,
    )),
};

const TEXT: Ty = Ty::Flat(Flat::String);
const MAYBE_TEXT: Ty = Ty::Option(&TEXT);
const TEXTS: Ty = Ty::List(&TEXT);
const BYTES: Ty = Ty::List(&U8);
const MESSAGES: Ty = Ty::List(&MESSAGE);
const U8: Ty = Ty::Flat(Flat::U8);
const U32: Ty = Ty::Flat(Flat::U32);
const U64: Ty = Ty::Flat(Flat::U64);
const F32: Ty = Ty::Flat(Flat::F32);

const MESSAGE: Ty = Ty::Record(&[
    ("role", Ty::Enum(&["system", "user", "assistant"])),
    ("content", TEXT),
]);
const REQUEST: Ty = Ty::Record(&[
    ("history", MESSAGES),
    ("prompt", TEXT),
    ("images", U32),
    ("expect", MAYBE_TEXT),
]);
const GRAMMAR: Ty = Ty::Variant(&[("gbnf", Some(TEXT)), ("json-schema", Some(TEXT))]);
const FINDING: Ty = Ty::Record(&[
    ("code", TEXT),
    ("severity", Ty::Enum(&["info", "warning", "error"])),
    ("message", TEXT),
    ("hint", MAYBE_TEXT),
    ("fact", MAYBE_TEXT),
    ("mend", MAYBE_TEXT),
    ("grammar", Ty::Option(&GRAMMAR)),
]);
const ATTEMPT: Ty = Ty::Record(&[
    ("request", REQUEST),
    ("response", TEXT),
    ("iteration", U32),
    (
        "stop",
        Ty::Enum(&["end", "stop-string", "length", "timeout"]),
    ),
    (
        "stats",
        Ty::Record(&[
            ("count", U32),
            ("mean-logprob", F32),
            ("min-logprob", F32),
            ("mean-entropy", F32),
        ]),
    ),
    ("findings", Ty::List(&FINDING)),
]);
const EXAMPLE: Ty = Ty::Record(&[
    ("exchanges", TEXTS),
    ("messages", MESSAGES),
    ("weight", F32),
]);
const ERROR: Ty = Ty::Variant(&[
    ("invalid-input", Some(TEXT)),
    ("unsupported", Some(TEXT)),
    ("failed", Some(TEXT)),
]);
