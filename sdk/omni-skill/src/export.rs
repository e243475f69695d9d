//! The macros that make a crate a skill: one a kind, one invocation a crate.
//!
//! Off WebAssembly they only check the function's type: the ABI's symbol names
//! (`omni:skill/scoring@0.1.0#score`) are not fit for a native linker.

mod dataset_builder;
mod image_preprocessor;
mod reflector;
mod router;
mod scorer;
mod validator;

/// What the macros share.
#[doc(hidden)]
#[macro_export]
macro_rules! __skill {
    (
        $kind:ident, $guest:path,
        fn $name:ident($($argument:ident: $type:ty),*) -> $output:ty,
        $call:expr
    ) => {
        const _: () = {
            #[expect(dead_code, reason = "only its associated function is called")]
            struct Skill;

            impl $guest for Skill {
                fn $name($($argument: $type),*) -> ::std::result::Result<$output, $crate::Error> {
                    $crate::panicking::report();
                    $call
                }
            }

            // Native builds have no other use for it.
            const _: fn($($type),*) -> ::std::result::Result<$output, $crate::Error> =
                <Skill as $guest>::$name;

            #[cfg(target_arch = "wasm32")]
            $crate::bindings::$kind::export!(Skill with_types_in $crate::bindings::$kind);
        };
    };
}
