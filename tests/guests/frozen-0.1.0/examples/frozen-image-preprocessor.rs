//! An image preprocessor of 0.1.0 that fills every field of a prepared picture.

mod bindings {
    wit_bindgen::generate!({ world: "omni:skill/image-preprocessor", path: ["wit/host", "wit/skill"], generate_all });
}

use bindings::exports::omni::skill::image_preparation::{
    Encoded, Guest, Options, PreparedImage, Source,
};
use bindings::omni::skill::types::Error;

struct Skill;

impl Guest for Skill {
    fn prepare(image: Vec<u8>, options: Options) -> Result<PreparedImage, Error> {
        let Some(&grey) = image.first() else {
            return Err(Error::InvalidInput("no bytes".to_owned()));
        };
        Ok(PreparedImage {
            width: 3,
            height: 2,
            source: Source {
                format: "byte".to_owned(),
                width: 2,
                height: 3,
                orientation: 6,
                frames: 1,
                pixels_sha256: vec![grey; 32],
            },
            pixels: options.pixels.then(|| vec![grey; 18]),
            encoded: options.quality.map(|quality| Encoded {
                media_type: "image/x-byte".to_owned(),
                bytes: vec![grey, quality, options.background.blue],
            }),
            hash: u64::MAX - 1,
            notes: vec![format!("at most {}", options.max_edge)],
        })
    }
}

bindings::export!(Skill with_types_in bindings);
