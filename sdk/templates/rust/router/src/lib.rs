//! Sends attachments where their bytes belong, and lets what looks easy be answered without a second try.

use omni_skill::{Attachment, Error, Request, Route, Way};

omni_skill::router!(route);

/// A prompt of so many words or fewer, with nothing to satisfy, is easy.
const EASY: usize = 8;

fn route(request: &Request, attachments: &[Attachment]) -> Result<Route, Error> {
    let ways: Result<Vec<Way>, Error> = attachments.iter().map(way).collect();
    let route = Route::main().ways(ways?);
    let words = request.prompt.split_whitespace().count();
    if words <= EASY && request.expect.is_none() && attachments.is_empty() {
        let why = format!("{words} words and nothing to satisfy: one iteration");
        return Ok(route.iterations(1).because(why));
    }
    Ok(route.because("as the config says"))
}

/// What an attachment is shows in its first bytes, not in a file's name.
fn way(attachment: &Attachment) -> Result<Way, Error> {
    match attachment.head.as_slice() {
        [0x89, b'P', b'N', b'G', ..] | [0xff, 0xd8, 0xff, ..] => Ok(Way::Image),
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => Ok(Way::Image),
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'A',
            b'V',
            b'E',
            ..,
        ] => Ok(Way::Audio),
        head if is_text(head) => Ok(Way::Text),
        _ => Err(Error::Unsupported(
            "an attachment of no known format".to_owned(),
        )),
    }
}

/// The head of a longer text may end within a character.
fn is_text(head: &[u8]) -> bool {
    let whole = match std::str::from_utf8(head) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    };
    whole && !head.contains(&0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use omni_skill::testing::{attachment, request};

    #[test]
    fn content_decides() -> Result<(), Error> {
        let sent = [attachment(b"\x89PNG\r\n\x1a\n"), attachment("a note")];
        let route = route(&request("What is it?"), &sent)?;
        assert_eq!(route.ways, [Way::Image, Way::Text]);
        assert!(way(&attachment([0, 1, 2, 0xff])).is_err());
        Ok(())
    }
}
