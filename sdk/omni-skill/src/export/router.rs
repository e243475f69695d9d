/// Makes the crate a router.
///
/// The function is `fn(&Request, &[Attachment]) -> Result<Route, Error>`. What cannot be
/// answered at all is an [`Error`](crate::Error).
///
/// ```
/// use omni_skill::{Attachment, Error, Request, Route, Way};
///
/// omni_skill::router!(route);
///
/// fn route(_: &Request, attachments: &[Attachment]) -> Result<Route, Error> {
///     let ways: Result<Vec<Way>, Error> = attachments.iter().map(way).collect();
///     Ok(Route::main().ways(ways?).because("by content"))
/// }
///
/// fn way(attachment: &Attachment) -> Result<Way, Error> {
///     match attachment.head.as_slice() {
///         [0x89, b'P', b'N', b'G', ..] | [0xff, 0xd8, 0xff, ..] => Ok(Way::Image),
///         [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'A', b'V', b'E', ..] => Ok(Way::Audio),
///         head if std::str::from_utf8(head).is_ok() => Ok(Way::Text),
///         _ => Err(Error::Unsupported("an attachment of no known format".to_owned())),
///     }
/// }
/// # fn main() {
/// #     use omni_skill::testing::{attachment, request};
/// #     let picture = attachment(b"\x89PNG\r\n\x1a\n");
/// #     let route = route(&request("What is it?"), &[picture, attachment("a note")]).unwrap();
/// #     assert_eq!(route.ways, [Way::Image, Way::Text]);
/// # }
/// ```
#[macro_export]
macro_rules! router {
    ($function:path) => {
        $crate::__skill!(
            router,
            $crate::bindings::router::exports::omni::skill::routing::Guest,
            fn route(
                request: $crate::Request,
                attachments: ::std::vec::Vec<$crate::Attachment>
            ) -> $crate::Route,
            $function(&request, &attachments)
        );
    };
}
