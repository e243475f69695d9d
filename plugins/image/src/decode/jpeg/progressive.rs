//! Scans that code some coefficients, or some more bits of them, of all blocks.

use super::Fault;
use super::bits::Bits;
use super::frame::Frame;
use super::huffman::Huffman;
use super::idct::PLACES;
use super::scan::{Blocks, Scan};
use super::segments::Tables;
use super::sequential::{Restarts, for_units, whole};

pub(super) fn decode(
    frame: &Frame,
    scan: &Scan,
    tables: &Tables,
    bits: &mut Bits<'_>,
    blocks: &mut [Blocks],
) -> Result<(), Fault> {
    let (first, last) = scan.band;
    let is_dc = first == 0;
    if last > 63
        || first > last
        || scan.low > 13
        || (is_dc && last != 0)
        || (!is_dc && scan.parts.len() != 1)
    {
        return Err(Fault::Damaged("a scan's band is"));
    }
    let missing = || Fault::Damaged("a Huffman table is missing");
    let mut state = State {
        last_dc: [0; 4],
        end_run: 0,
    };
    let mut restarts = Restarts::new(tables.restart);
    for_units(frame, scan, |component, at, starts_unit| {
        if starts_unit && restarts.is_due(bits)? {
            state = State {
                last_dc: [0; 4],
                end_run: 0,
            };
        }
        let Some(part) = scan.parts.iter().find(|part| part.component == component) else {
            return Ok(());
        };
        let block = &mut blocks[component][at];
        match (is_dc, scan.high) {
            (true, 0) => {
                let dc = tables.dc[part.dc].as_ref().ok_or_else(missing)?;
                let size = u32::from(dc.symbol(bits)).min(16);
                let last = &mut state.last_dc[component];
                *last = last.wrapping_add(bits.number(size));
                block[0] = last.wrapping_shl(scan.low) as i16;
            }
            (true, _) => {
                if bits.is_set() {
                    block[0] |= 1 << scan.low;
                }
            }
            (false, 0) => {
                let ac = tables.ac[part.ac].as_ref().ok_or_else(missing)?;
                state.first(bits, ac, scan, block);
            }
            (false, _) => {
                let ac = tables.ac[part.ac].as_ref().ok_or_else(missing)?;
                state.refine(bits, ac, scan, block);
            }
        }
        whole(bits)
    })
}

struct State {
    last_dc: [i32; 4],
    /// How many blocks follow of which this scan codes nothing more.
    end_run: u32,
}

impl State {
    /// The first bits of a band.
    fn first(&mut self, bits: &mut Bits<'_>, ac: &Huffman, scan: &Scan, block: &mut [i16; 64]) {
        if self.end_run > 0 {
            self.end_run -= 1;
            return;
        }
        let (mut at, last) = scan.band;
        while at <= last {
            let symbol = ac.symbol(bits);
            let (run, size) = (usize::from(symbol >> 4), u32::from(symbol & 15));
            if size == 0 {
                if run < 15 {
                    self.end_run = (1 << run) - 1 + u32::from(bits.take(run as u32));
                    return;
                }
                at += 16;
                continue;
            }
            at += run;
            let value = bits.number(size).wrapping_shl(scan.low);
            if at <= last {
                block[place(at)] = value as i16;
            }
            at += 1;
        }
    }

    /// One more bit of each coefficient of a band.
    fn refine(&mut self, bits: &mut Bits<'_>, ac: &Huffman, scan: &Scan, block: &mut [i16; 64]) {
        let (mut at, last) = scan.band;
        let bit = 1_i16 << scan.low;
        if self.end_run == 0 {
            while at <= last {
                let symbol = ac.symbol(bits);
                let (mut run, size) = (usize::from(symbol >> 4), symbol & 15);
                let mut value = 0;
                if size == 0 {
                    if run < 15 {
                        self.end_run = (1 << run) + u32::from(bits.take(run as u32));
                        break;
                    }
                } else {
                    value = if bits.is_set() { bit } else { -bit };
                }
                // Those that are not zero get their bit on the way, the others make up the run.
                while at <= last {
                    let coefficient = &mut block[place(at)];
                    if *coefficient != 0 {
                        refine_one(bits, coefficient, bit);
                    } else if run == 0 {
                        *coefficient = value;
                        at += 1;
                        break;
                    } else {
                        run -= 1;
                    }
                    at += 1;
                }
            }
        }
        if self.end_run > 0 {
            for at in at..=last {
                let coefficient = &mut block[place(at)];
                if *coefficient != 0 {
                    refine_one(bits, coefficient, bit);
                }
            }
            self.end_run -= 1;
        }
    }
}

fn place(at: usize) -> usize {
    usize::from(PLACES[at & 63])
}

fn refine_one(bits: &mut Bits<'_>, coefficient: &mut i16, bit: i16) {
    if bits.is_set() && *coefficient & bit == 0 {
        *coefficient = match *coefficient >= 0 {
            true => coefficient.wrapping_add(bit),
            false => coefficient.wrapping_sub(bit),
        };
    }
}
