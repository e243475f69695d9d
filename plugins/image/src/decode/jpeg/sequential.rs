//! Scans that code each block at once.

use super::Fault;
use super::bits::Bits;
use super::frame::Frame;
use super::huffman::Huffman;
use super::idct::PLACES;
use super::scan::{Blocks, Part, Scan};
use super::segments::Tables;

/// What a coder that starts anew begins with, and when it does.
pub(super) struct Restarts {
    interval: usize,
    left: usize,
}

impl Restarts {
    pub(super) fn new(interval: usize) -> Self {
        Self {
            interval,
            left: interval,
        }
    }

    /// To be called before each unit. True if the coder starts anew here.
    pub(super) fn is_due(&mut self, bits: &mut Bits<'_>) -> Result<bool, Fault> {
        if self.interval == 0 {
            return Ok(false);
        }
        if self.left > 0 {
            self.left -= 1;
            return Ok(false);
        }
        self.left = self.interval - 1;
        match bits.restart() {
            true => Ok(true),
            false => Err(Fault::Damaged("a restart marker is missing")),
        }
    }
}

/// A scan with all components, a row of units at a time.
pub(super) struct Decoder<'a> {
    frame: &'a Frame,
    parts: Vec<(Part, &'a Huffman, &'a Huffman)>,
    last_dc: [i32; 4],
    restarts: Restarts,
}

impl<'a> Decoder<'a> {
    pub(super) fn new(frame: &'a Frame, scan: &Scan, tables: &'a Tables) -> Result<Self, Fault> {
        let part = |part: &Part| match (&tables.dc[part.dc], &tables.ac[part.ac]) {
            (Some(dc), Some(ac)) => Ok((*part, dc, ac)),
            _ => Err(Fault::Damaged("a Huffman table is missing")),
        };
        Ok(Self {
            frame,
            parts: scan.parts.iter().map(part).collect::<Result<_, _>>()?,
            last_dc: [0; 4],
            restarts: Restarts::new(tables.restart),
        })
    }

    /// Reads a row of units into `blocks`, which hold one.
    pub(super) fn unit_row(
        &mut self,
        bits: &mut Bits<'_>,
        blocks: &mut [Blocks],
    ) -> Result<(), Fault> {
        for unit in 0..self.frame.units.0 {
            if self.restarts.is_due(bits)? {
                self.last_dc = [0; 4];
            }
            for (part, dc, ac) in &self.parts {
                let component = &self.frame.components[part.component];
                let stride = self.frame.blocks(component).0;
                for y in 0..component.down {
                    for x in 0..component.across {
                        let at = y * stride + unit * component.across + x;
                        let block = &mut blocks[part.component][at];
                        block_of(bits, dc, ac, &mut self.last_dc[part.component], block);
                    }
                }
            }
        }
        whole(bits)
    }
}

/// A scan of one component, or of some, into room for the whole picture.
pub(super) fn decode_part(
    frame: &Frame,
    scan: &Scan,
    tables: &Tables,
    bits: &mut Bits<'_>,
    blocks: &mut [Blocks],
) -> Result<(), Fault> {
    let mut last_dc = [0; 4];
    let mut restarts = Restarts::new(tables.restart);
    for_units(frame, scan, |component, at, starts_unit| {
        if starts_unit && restarts.is_due(bits)? {
            last_dc = [0; 4];
        }
        let part = scan.parts.iter().find(|part| part.component == component);
        let Some(part) = part else { return Ok(()) };
        let (Some(dc), Some(ac)) = (&tables.dc[part.dc], &tables.ac[part.ac]) else {
            return Err(Fault::Damaged("a Huffman table is missing"));
        };
        block_of(
            bits,
            dc,
            ac,
            &mut last_dc[component],
            &mut blocks[component][at],
        );
        whole(bits)
    })
}

/// Calls `block` for each block of the scan, in the order of their coding: the component, the block's place, and whether
/// a unit begins with it.
pub(super) fn for_units(
    frame: &Frame,
    scan: &Scan,
    mut block: impl FnMut(usize, usize, bool) -> Result<(), Fault>,
) -> Result<(), Fault> {
    if let [part] = &scan.parts[..] {
        let component = &frame.components[part.component];
        let stride = frame.blocks(component).0;
        for y in 0..component.height.div_ceil(8) {
            for x in 0..component.width.div_ceil(8) {
                block(part.component, y * stride + x, true)?;
            }
        }
        return Ok(());
    }
    for unit_y in 0..frame.units.1 {
        for unit_x in 0..frame.units.0 {
            let mut starts = true;
            for part in &scan.parts {
                let component = &frame.components[part.component];
                let stride = frame.blocks(component).0;
                for y in 0..component.down {
                    for x in 0..component.across {
                        let row = unit_y * component.down + y;
                        block(
                            part.component,
                            row * stride + unit_x * component.across + x,
                            starts,
                        )?;
                        starts = false;
                    }
                }
            }
        }
    }
    Ok(())
}

/// Whether the scan did not end too early.
pub(super) fn whole(bits: &Bits<'_>) -> Result<(), Fault> {
    match bits.is_past_the_end() {
        true => Err(Fault::Damaged("it is cut off")),
        false => Ok(()),
    }
}

#[inline]
fn block_of(
    bits: &mut Bits<'_>,
    dc: &Huffman,
    ac: &Huffman,
    last_dc: &mut i32,
    block: &mut [i16; 64],
) {
    *block = [0; 64];
    let size = u32::from(dc.symbol(bits)).min(16);
    *last_dc = last_dc.wrapping_add(bits.number(size));
    block[0] = *last_dc as i16;
    let mut at = 1;
    while at < 64 {
        let coefficient = ac.coefficient(bits);
        at += usize::from(coefficient.zeros);
        if let Some(place) = PLACES.get(at) {
            block[usize::from(place & 63)] = coefficient.value;
        }
        at += 1;
    }
}
