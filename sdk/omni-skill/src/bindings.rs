//! What wit-bindgen makes of the contracts in `wit/`.
//!
//! Types and host interfaces are generated once, in [`imports`]; each kind's
//! module then has only its own export. `pub_export_macro` keeps a kind's
//! exports out of a skill that does not invoke that kind's macro.

/// The shared types, and what a skill may ask of the host.
pub mod imports {
    wit_bindgen::generate!({
        inline: "
            package omni:sdk;
            world imports {
                import omni:skill/types@0.1.0;
                import omni:skill/panicking@0.1.0;
                import omni:host/log@0.1.0;
                import omni:host/config@0.1.0;
                import omni:host/clock@0.1.0;
                import omni:host/random@0.1.0;
                import omni:host/kv@0.1.0;
                import omni:host/llm@0.1.0;
            }
        ",
        path: ["../../wit/host", "../../wit/skill"],
        generate_all,
        generate_unused_types: true,
        pub_export_macro: true,
        additional_derives: [PartialEq],
    });
}

/// A module a kind, named as its world is.
macro_rules! kind {
    ($module:ident, $world:literal, $bindings:literal) => {
        /// The exports of one kind of skill.
        pub mod $module {
            wit_bindgen::generate!({
                world: $world,
                path: ["../../wit/host", "../../wit/skill"],
                with: {
                    "omni:skill/types@0.1.0": crate::bindings::imports::omni::skill::types,
                    "omni:skill/panicking@0.1.0": crate::bindings::imports::omni::skill::panicking,
                    "omni:host/log@0.1.0": crate::bindings::imports::omni::host::log,
                    "omni:host/config@0.1.0": crate::bindings::imports::omni::host::config,
                    "omni:host/clock@0.1.0": crate::bindings::imports::omni::host::clock,
                    "omni:host/random@0.1.0": crate::bindings::imports::omni::host::random,
                    "omni:host/kv@0.1.0": crate::bindings::imports::omni::host::kv,
                    "omni:host/llm@0.1.0": crate::bindings::imports::omni::host::llm,
                },
                pub_export_macro: true,
                default_bindings_module: $bindings,
                additional_derives: [PartialEq],
            });
        }
    };
}

kind!(scorer, "omni:skill/scorer", "omni_skill::bindings::scorer");
kind!(
    validator,
    "omni:skill/validator",
    "omni_skill::bindings::validator"
);
kind!(
    reflector,
    "omni:skill/reflector",
    "omni_skill::bindings::reflector"
);
kind!(router, "omni:skill/router", "omni_skill::bindings::router");
kind!(
    image_preprocessor,
    "omni:skill/image-preprocessor",
    "omni_skill::bindings::image_preprocessor"
);
kind!(
    dataset_builder,
    "omni:skill/dataset-builder",
    "omni_skill::bindings::dataset_builder"
);
