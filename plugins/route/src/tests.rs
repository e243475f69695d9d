use omni_skill::testing::{attachment, request};
use omni_skill::{Attachment, Error, Model, Route, Way};
use proptest::prelude::*;

use crate::way::route;

fn routed(attachments: &[Attachment]) -> Route {
    route(&request("What is this?"), attachments).unwrap()
}

fn ways(heads: &[&[u8]]) -> Vec<Way> {
    let attachments: Vec<_> = heads.iter().map(attachment).collect();
    routed(&attachments).ways
}

fn refusal(head: &[u8]) -> String {
    match route(&request(""), &[attachment(head)]).unwrap_err() {
        Error::Unsupported(why) | Error::InvalidInput(why) | Error::Failed(why) => why,
    }
}

#[test]
fn a_prompt_alone_goes_to_the_loop_as_configured() {
    let route = routed(&[]);
    assert_eq!(route.ways, []);
    assert_eq!(route.model, Model::Main);
    assert_eq!((route.max_iterations, route.reflection), (None, None));
    assert_eq!(route.reasons.len(), 1);
}

#[test]
fn pictures_go_to_the_image_preprocessor() {
    let pictures: [&[u8]; 9] = [
        b"\xff\xd8\xff\xe0",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"GIF89a\x01\0\x01\0\0\0\0",
        b"RIFF\x10\0\0\0WEBPVP8 ",
        b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0",
        b"MM\0*\0\0\0\x08",
        b"\0\0\0\x18ftypheic\0\0\0\0",
        b"<?xml version=\"1.0\"?>\n<svg xmlns=\"\"/>",
        b"\xff\x0a\xfa",
    ];
    assert_eq!(ways(&pictures), vec![Way::Image; 9]);
}

#[test]
fn sound_goes_to_a_model_that_hears() {
    let sounds: [&[u8]; 8] = [
        b"RIFF\x10\0\0\0WAVEfmt ",
        b"ID3\x04\0\0\0\0",
        b"\xff\xfb\x90\x64",
        b"\xff\xf1\x50\x80",
        b"fLaC\0\0\0\x22",
        b"OggS\0\x02\0\0",
        b"\0\0\0\x20ftypM4A \0\0\0\0",
        b"FORM\0\0\0\x10AIFF",
    ];
    assert_eq!(ways(&sounds), vec![Way::Audio; 8]);
}

#[test]
fn text_goes_into_the_prompt_even_where_it_begins_like_another_format() {
    let texts: [&[u8]; 7] = [
        b"a note",
        "\u{feff}Gr\u{fc}\u{df}e".as_bytes(),
        b"BM is the largest brewery",
        b"FORM 27: please fill in",
        b"ID3 tags are metadata",
        b"qoif",
        b"<html><body>no <svg> here</body></html>",
    ];
    assert_eq!(ways(&texts), vec![Way::Text; 7]);
}

#[test]
fn text_that_is_cut_within_a_character_is_text() {
    let long = "\u{fc}".repeat(3000);
    let mut odd = vec![b'a'];
    odd.extend(long.as_bytes());
    assert_eq!(ways(&[&odd]), [Way::Text]);
    // Not cut: simply broken.
    assert!(refusal(b"broken \xc3").contains("neither text"));
}

#[test]
fn mixed_attachments_keep_their_order_and_each_has_a_reason() {
    let route = routed(&[
        attachment(b"a note"),
        attachment(b"\xff\xd8\xff\xe0"),
        attachment(b"fLaC\0\0\0\x22"),
    ]);
    assert_eq!(route.ways, [Way::Text, Way::Image, Way::Audio]);
    assert_eq!(
        route.reasons,
        [
            "attachment 1 is text: into the prompt",
            "attachment 2 is a picture (JPEG): to the image preprocessor",
            "attachment 3 is sound (FLAC): to a model that hears",
        ]
    );
}

#[test]
fn what_no_model_takes_is_refused_by_name() {
    assert!(refusal(b"%PDF-1.7 and text").contains("attachment 1 is a PDF"));
    assert!(refusal(b"PK\x03\x04\x14\0").contains("ZIP"));
    assert!(refusal(b"\0\0\0\x20ftypisom\0\0\0\0").contains("film"));
    assert!(refusal(b"\x7fELF\x02\x01").contains("program"));
    assert!(refusal(b"\0\x01\x02\x03").contains("neither text"));
    assert!(refusal(b"").contains("no bytes"));
}

proptest! {
    #[test]
    fn any_bytes_have_one_way_or_are_refused(heads in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..40), 0..4)) {
        let attachments: Vec<_> = heads.iter().map(attachment).collect();
        if let Ok(route) = route(&request(""), &attachments) {
            prop_assert_eq!(route.ways.len(), attachments.len());
            prop_assert_eq!(route.reasons.len(), attachments.len().max(1));
        }
    }

    #[test]
    fn printable_text_is_text(text in "[a-zA-Z \u{e4}\u{4e2d}]{1,200}") {
        prop_assert_eq!(ways(&[text.as_bytes()]), [Way::Text]);
    }
}
