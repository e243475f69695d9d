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
