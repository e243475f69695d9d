//! The perceptual hashes of the crate `image_hasher`.

use image_hasher::{BitOrder, HashAlg, HasherConfig};
use image_rs::RgbImage;
use omni_skill::ImageHash;

/// The edge that a picture is shrunk to before it is hashed, in pixels, whatever the result's: so hashes can be compared.
pub(crate) const EDGE: u32 = 128;

/// The hash of a picture with three bytes a pixel. None for the one that `phash.rs` computes.
pub(crate) fn hash(
    algorithm: ImageHash,
    pixels: Vec<u8>,
    (width, height): (u32, u32),
) -> Option<u64> {
    let algorithm = match algorithm {
        ImageHash::Phash => return None,
        ImageHash::Mean => HashAlg::Mean,
        ImageHash::Median => HashAlg::Median,
        ImageHash::Gradient => HashAlg::Gradient,
        ImageHash::VerticalGradient => HashAlg::VertGradient,
        ImageHash::DoubleGradient => HashAlg::DoubleGradient,
        ImageHash::Block => HashAlg::Blockhash,
    };
    let picture = RgbImage::from_raw(width, height, pixels)?;
    let hasher = HasherConfig::with_bytes_type::<[u8; 8]>()
        .hash_size(8, 8)
        .hash_alg(algorithm)
        .bit_order(BitOrder::MsbFirst)
        .to_hasher();
    Some(u64::from_be_bytes(hasher.hash_image(&picture).into_inner()))
}
