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
