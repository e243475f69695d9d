//! The first partition: what holds for the whole frame, and how each macroblock is predicted (sections 9 and 19.2).

use crate::bool_writer::BoolWriter;
use crate::luma::LumaMode;
use crate::macroblock::Head;
use crate::predict4::{WAYS, way_of};
use crate::quantizer::Quantizers;
use crate::tables::{
    DEFAULT_PROBABILITIES, Probabilities, SUBBLOCK_MODE_PROBABILITIES, UPDATE_PROBABILITIES,
};
use crate::tokens;

/// What it says of the frame.
pub(crate) struct Frame<'a> {
    pub(crate) quantizers: &'a Quantizers,
    pub(crate) probabilities: &'a Probabilities,
    /// The likelihood, of 256, that a macroblock is not empty. `None`: none is marked as empty.
    pub(crate) filled: Option<u8>,
}

impl Frame<'_> {
    pub(crate) fn write(&self, writer: &mut BoolWriter) {
        // The usual colours, and values are to be clamped.
        writer.put_bits(0, 2);
        // No segments.
        writer.put_bits(0, 1);
        self.write_filter(writer);
        // One partition of residuals.
        writer.put_bits(0, 2);
        self.write_quantizers(writer);
        // What is told of probabilities is for later frames as well, of which there are none.
        writer.put_bits(0, 1);
        self.write_probabilities(writer);
        writer.put_bits(self.filled.is_some().into(), 1);
        if let Some(filled) = self.filled {
            writer.put_bits(filled.into(), 8);
        }
    }

    fn write_filter(&self, writer: &mut BoolWriter) {
        // The normal one, its level, its sharpness, and no adjustments.
        writer.put_bits(0, 1);
        writer.put_bits(self.quantizers.filter_level.into(), 6);
        writer.put_bits(0, 3);
        writer.put_bits(0, 1);
    }

    fn write_quantizers(&self, writer: &mut BoolWriter) {
        writer.put_bits(self.quantizers.index.into(), 7);
        // Only chroma's lowest frequency differs, the fourth of five kinds; sizes come before signs.
        let less = self.quantizers.chroma_dc_less;
        writer.put_bits(0, 3);
        writer.put_bits(1, 1);
        writer.put_bits(less.into(), 4);
        writer.put_bits(1, 1);
        writer.put_bits(0, 1);
    }

    fn write_probabilities(&self, writer: &mut BoolWriter) {
        let flat =
            |table: &Probabilities| table.as_flattened().as_flattened().as_flattened().to_vec();
        let old = flat(&DEFAULT_PROBABILITIES);
        let update = flat(&UPDATE_PROBABILITIES);
        for ((new, old), update) in flat(self.probabilities).into_iter().zip(old).zip(update) {
            writer.put(new != old, update);
            if new != old {
                writer.put_bits(new.into(), 8);
            }
        }
    }
}

/// The modes of one macroblock after the other, `across` in a row.
pub(crate) fn write_heads(
    writer: &mut BoolWriter,
    heads: &[Head],
    across: usize,
    filled: Option<u8>,
) {
    let mut above = vec![[0; 4]; across];
    for row in heads.chunks(across) {
        let mut left = [0; 4];
        for (head, above) in row.iter().zip(&mut above) {
            if let Some(filled) = filled {
                writer.put(head.empty, filled);
            }
            match head.luma {
                LumaMode::Whole(mode) => {
                    put_path(writer, tokens::luma_path(mode));
                    (*above, left) = ([way_of(mode); 4], [way_of(mode); 4]);
                }
                LumaMode::Tiles(ways) => {
                    put_path(writer, tokens::TILES_PATH);
                    write_ways(writer, &ways, above, &mut left);
                }
            }
            put_path(writer, tokens::chroma_path(head.chroma));
        }
    }
}

fn write_ways(writer: &mut BoolWriter, ways: &[u8; 16], above: &mut [u8; 4], left: &mut [u8; 4]) {
    for (row, left) in ways.as_chunks::<4>().0.iter().zip(left) {
        for (&way, above) in row.iter().zip(&mut *above) {
            let probabilities =
                &SUBBLOCK_MODE_PROBABILITIES[usize::from(*above) % WAYS][usize::from(*left) % WAYS];
            for &(branch, yes) in tokens::WAY_PATHS[usize::from(way) % WAYS] {
                writer.put(yes, probabilities[branch]);
            }
            (*above, *left) = (way, way);
        }
    }
}

fn put_path(writer: &mut BoolWriter, path: &[(u8, bool)]) {
    for &(probability, yes) in path {
        writer.put(yes, probability);
    }
}
