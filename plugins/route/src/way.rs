//! The way of a request.

use omni_skill::{Attachment, Error, Request, Route, Way};

use crate::content::{self, Content};

/// Each attachment goes where its content belongs; the rest is as `omni.toml` says.
pub(crate) fn route(_: &Request, attachments: &[Attachment]) -> Result<Route, Error> {
    let mut ways = Vec::with_capacity(attachments.len());
    let mut route = Route::main();
    for (attachment, number) in attachments.iter().zip(1..) {
        let (way, reason) = way(attachment, number)?;
        ways.push(way);
        route = route.because(reason);
    }
    if attachments.is_empty() {
        route = route.because("text alone: the loop as it is configured");
    }
    Ok(route.ways(ways))
}

fn way(attachment: &Attachment, number: usize) -> Result<(Way, String), Error> {
    let name = format!("attachment {number}");
    if attachment.size == 0 {
        return Err(Error::InvalidInput(format!("{name} has no bytes")));
    }
    match content::of(attachment) {
        Content::Text => Ok((Way::Text, format!("{name} is text: into the prompt"))),
        Content::Picture(format) => Ok((
            Way::Image,
            format!("{name} is a picture ({format}): to the image preprocessor"),
        )),
        Content::Sound(format) => Ok((
            Way::Audio,
            format!("{name} is sound ({format}): to a model that hears"),
        )),
        Content::Other(what) => Err(Error::Unsupported(format!(
            "{name} is {what}, and a model takes text in UTF-8, pictures and sound"
        ))),
        Content::Unknown => Err(Error::Unsupported(format!(
            "{name} is neither text in UTF-8 nor a picture nor sound that is known"
        ))),
    }
}
