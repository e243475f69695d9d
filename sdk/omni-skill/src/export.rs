//! The macros that make a crate a skill: one a kind, one invocation a crate.
//!
//! Off WebAssembly they only check the function's type: the ABI's symbol names
//! (`omni:skill/scoring@0.1.0#score`) are not fit for a native linker.

/// Makes the crate a scorer.
///
/// The function is `fn(&Attempt) -> Result<Score, Error>`.
///
/// ```
/// use omni_skill::{Attempt, Error, Score};
///
/// omni_skill::scorer!(score);
///
/// fn score(attempt: &Attempt) -> Result<Score, Error> {
///     let empty = attempt.response.trim().is_empty();
///     Ok(Score::new(if empty { 0.0 } else { 0.9 }))
/// }
/// # fn main() {
/// #     let attempt = omni_skill::testing::attempt("Hello?", "Hello!");
/// #     assert_eq!(score(&attempt).unwrap().confidence, 0.9);
/// # }
/// ```
#[macro_export]
macro_rules! scorer {
    ($function:path) => {
        $crate::__skill!(
            scorer,
            $crate::bindings::scorer::exports::omni::skill::scoring::Guest,
            fn score(attempt: $crate::Attempt) -> $crate::Score,
            $function(&attempt)
        );
    };
}

/// Makes the crate a validator.
///
/// The function is `fn(&Attempt) -> Result<Vec<Finding>, Error>`.
///
/// ```
/// use omni_skill::{Attempt, Error, Finding};
///
/// omni_skill::validator!(validate);
///
/// fn validate(attempt: &Attempt) -> Result<Vec<Finding>, Error> {
///     if attempt.response.contains("teh") {
///         let mend = attempt.response.replace("teh", "the");
///         return Ok(vec![
///             Finding::warning("spelling.teh", "\"teh\" is misspelt").mend(mend),
///         ]);
///     }
///     Ok(Vec::new())
/// }
/// # fn main() {
/// #     let attempt = omni_skill::testing::attempt("Which animal?", "It is teh cat.");
/// #     let findings = validate(&attempt).unwrap();
/// #     assert_eq!(findings[0].mend.as_deref(), Some("It is the cat."));
/// # }
/// ```
#[macro_export]
macro_rules! validator {
    ($function:path) => {
        $crate::__skill!(
            validator,
            $crate::bindings::validator::exports::omni::skill::validation::Guest,
            fn validate(attempt: $crate::Attempt) -> ::std::vec::Vec<$crate::Finding>,
            $function(&attempt)
        );
    };
}

/// Makes the crate a reflector.
///
/// The function is `fn(&Request, &[Attempt]) -> Result<Option<Retry>, Error>`;
/// the attempts come oldest first.
///
/// ```
/// use omni_skill::{Attempt, Error, Message, Request, Retry};
///
/// omni_skill::reflector!(reflect);
///
/// fn reflect(request: &Request, attempts: &[Attempt]) -> Result<Option<Retry>, Error> {
///     let fact = attempts
///         .iter()
///         .flat_map(|attempt| &attempt.findings)
///         .find_map(|finding| finding.fact.as_deref());
///     Ok(fact.map(|fact| {
///         Retry::ask([Message::user(format!("{}\n{fact}", request.prompt))])
///     }))
/// }
/// # fn main() {
/// #     let attempt = omni_skill::testing::attempt("1 + 1?", "3");
/// #     assert!(reflect(&attempt.request, &[attempt.clone()]).unwrap().is_none());
/// # }
/// ```
#[macro_export]
macro_rules! reflector {
    ($function:path) => {
        $crate::__skill!(
            reflector,
            $crate::bindings::reflector::exports::omni::skill::reflection::Guest,
            fn reflect(
                request: $crate::Request,
                attempts: ::std::vec::Vec<$crate::Attempt>
            ) -> ::std::option::Option<$crate::Retry>,
            $function(&request, &attempts)
        );
    };
}

/// What the macros above share.
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
