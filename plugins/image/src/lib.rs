//! Makes a picture ready for the model and the cache.
//!
//! JPEG, PNG, GIF, WebP, BMP and TIFF are read, by content; HEIC, AVIF, SVG, PDF and the like are
//! refused by name. Of several frames the first one is taken, and a note says so. The result is upright,
//! opaque sRGB without metadata: pixels, a lossy WebP, or both.
//!
//! **What always holds:** size and frames are read from the header and held to the limits before
//! anything is decoded. The same bytes and options give the same result on every machine. No input makes it
//! panic; what it cannot hold in its memory it refuses as `unsupported`.
//!
//! A picture flows through row by row (`rows.rs`): what decodes it (`decode/`) hands on rows as they are
//! stored, and what shrinks (`shrink.rs`), hashes (`lanczos.rs`) and identifies (`identity.rs`) them keeps only what
//! it needs. To read another format, add it to `format.rs`, `header/` and `decode/`.
//!
//! **How it is tested:** each step beside its code, the whole in `tests.rs` on pictures made there, the hash against
//! Python's ImageHash in `tests/tests/image_hash.rs`, and by `examples/fuzz.rs`.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod decode;
mod encode;
mod exif;
mod format;
mod header;
mod icc;
mod identity;
mod lanczos;
mod limits;
mod orientation;
mod other_hashes;
mod phash;
mod plan;
mod prepare;
mod resize;
mod rows;
mod shrink;

pub use prepare::prepare;

omni_skill::image_preprocessor!(prepare);

#[cfg(test)]
mod tests;
