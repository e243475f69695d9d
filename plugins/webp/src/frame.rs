//! A key frame (sections 9.1 and 9.2).

use crate::Error;
use crate::bool_writer::BoolWriter;
use crate::colour::Stripe;
use crate::headers::{Frame, write_heads};
use crate::macroblock::{Coder, Head, marks_empty};
use crate::quantizer::Quantizers;
use crate::residuals::Edge;
use crate::tables::Probabilities;
use crate::writing::Places;

/// The frame of `rgb`.
pub(crate) fn encode(
    rgb: &[u8],
    (width, height): (usize, usize),
    quality: u8,
) -> Result<Vec<u8>, Error> {
    let (across, down) = (width.div_ceil(16), height.div_ceil(16));
    let mut coder = Coder::new(Quantizers::new(quality), across, down);
    let mut stripe = Stripe::new(width);
    for row in 0..down {
        stripe.fill(rgb, width, row * 16);
        coder.row(&stripe, row);
    }
    let probabilities = coder.residuals.statistics.probabilities();
    let filled = filled(&coder.heads);
    let first = first_partition(&coder, &probabilities, filled, across);
    let second = second_partition(&coder, &probabilities, filled, across);
    // Its levels are as large as the picture.
    drop(coder);

    let mut bytes = Vec::with_capacity(10 + first.len() + second.len());
    let size = u32::try_from(first.len())
        .ok()
        .filter(|&size| size < 1 << 19)
        .ok_or(Error::TooLarge)?;
    // A key frame, of the first version, to be shown.
    let tag = size << 5 | 1 << 4;
    bytes.extend_from_slice(&tag.to_le_bytes()[..3]);
    bytes.extend_from_slice(&[0x9d, 0x01, 0x2a]);
    for edge in [width, height] {
        bytes.extend_from_slice(&(edge as u16).to_le_bytes());
    }
    bytes.extend_from_slice(&first);
    bytes.extend_from_slice(&second);
    Ok(bytes)
}

/// The likelihood that a macroblock is not empty, if marking those that are is worth it.
fn filled(heads: &[Head]) -> Option<u8> {
    let empty = heads.iter().filter(|head| head.empty).count();
    let share = (heads.len() - empty) * 256 / heads.len().max(1);
    (empty > 0 && marks_empty(heads.len())).then_some(share.clamp(1, 255) as u8)
}

fn first_partition(
    coder: &Coder,
    probabilities: &Probabilities,
    filled: Option<u8>,
    across: usize,
) -> Vec<u8> {
    let mut writer = BoolWriter::new();
    let frame = Frame {
        quantizers: &coder.quantizers,
        probabilities,
        filled,
    };
    frame.write(&mut writer);
    write_heads(&mut writer, &coder.heads, across, filled);
    writer.finish()
}

fn second_partition(
    coder: &Coder,
    probabilities: &Probabilities,
    filled: Option<u8>,
    across: usize,
) -> Vec<u8> {
    let mut writer = BoolWriter::new();
    let mut reader = coder.residuals.reader();
    let places = Places::new(probabilities);
    let mut above = vec![Edge::default(); across];
    for row in coder.heads.chunks(across) {
        let mut left = Edge::default();
        for (head, above) in row.iter().zip(&mut above) {
            let edges = (above, &mut left);
            match (head.empty, filled) {
                (true, Some(_)) => {
                    edges.0.clear(head.has_dc());
                    edges.1.clear(head.has_dc());
                }
                _ => reader.write(&mut writer, &places, head.has_dc(), edges),
            }
        }
    }
    writer.finish()
}
