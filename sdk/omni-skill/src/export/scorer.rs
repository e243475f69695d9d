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
