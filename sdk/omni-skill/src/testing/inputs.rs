//! What the functions of each kind are called with.

use crate::{
    Attachment, Attempt, DatasetOptions, Exchange, ImageHash, ImageOptions, Request, Rgb, Stop,
    TokenStats,
};

/// A first attempt that the model was sure of and ended itself, with no findings.
///
/// Change what the test is about:
///
/// ```
/// use omni_skill::{Attempt, Stop, testing::attempt};
///
/// let cut = Attempt { stop: Stop::Length, ..attempt("Why?", "Because of") };
/// assert_eq!(cut.iteration, 1);
/// ```
pub fn attempt(prompt: impl Into<String>, response: impl Into<String>) -> Attempt {
    let response = response.into();
    Attempt {
        request: request(prompt),
        iteration: 1,
        stop: Stop::End,
        stats: TokenStats {
            count: u32::try_from(response.split_whitespace().count()).unwrap_or(u32::MAX),
            mean_logprob: -0.1,
            min_logprob: -0.4,
            mean_entropy: 0.3,
        },
        findings: Vec::new(),
        response,
    }
}

/// A request with no history, no pictures and no expectations.
pub fn request(prompt: impl Into<String>) -> Request {
    Request {
        history: Vec::new(),
        prompt: prompt.into(),
        images: 0,
        expect: None,
    }
}

/// An attachment with these bytes, as a router sees it: their first 4096.
pub fn attachment(bytes: impl AsRef<[u8]>) -> Attachment {
    let bytes = bytes.as_ref();
    Attachment {
        head: bytes[..bytes.len().min(4096)].to_vec(),
        size: bytes.len() as u64,
    }
}

/// What the host asks for by default: at most 512 pixels an edge on white, pixels, a picture of quality 85.
#[must_use]
pub fn image_options() -> ImageOptions {
    ImageOptions {
        max_edge: 512,
        background: Rgb {
            red: 255,
            green: 255,
            blue: 255,
        },
        hash: ImageHash::Phash,
        pixels: true,
        quality: Some(85),
        max_pixels: 100_000_000,
        max_frames: 1000,
    }
}

/// A rated exchange, whose id is made of its texts.
pub fn exchange(prompt: impl Into<String>, response: impl Into<String>, rating: f32) -> Exchange {
    let (prompt, response) = (prompt.into(), response.into());
    Exchange {
        id: format!("{prompt} → {response}"),
        time: 1_700_000_000,
        request: request(prompt),
        response,
        rating,
        comment: None,
    }
}

/// What the host asks for by default: ratings above 0.7, a tenth kept back, at most 8 KiB an example.
#[must_use]
pub fn dataset_options() -> DatasetOptions {
    DatasetOptions {
        min_rating: 0.7,
        validation_share: 0.1,
        max_bytes: 8 << 10,
        seed: 0,
    }
}
