//! From scans to rows.

use super::bits::Bits;
use super::frame::Frame;
use super::output::Output;
use super::segments::{self, Tables};
use super::{Fault, progressive, sequential};
use crate::limits;
use crate::rows::Rows;

/// The coefficients of one component, a block after the other, in rows as wide as the units.
pub(super) type Blocks = Vec<[i16; 64]>;

/// One component in a scan: which it is, and its tables of codes.
#[derive(Clone, Copy)]
pub(super) struct Part {
    pub(super) component: usize,
    pub(super) dc: usize,
    pub(super) ac: usize,
}

/// What a scan's header says.
pub(super) struct Scan {
    pub(super) parts: Vec<Part>,
    /// The first and the last coefficient, as coded.
    pub(super) band: (usize, usize),
    /// The bits that were left out before and are left out now.
    pub(super) high: u32,
    pub(super) low: u32,
}

pub(super) fn decode(image: &[u8], rows: &mut dyn Rows) -> Result<(), Fault> {
    let mut tables = Tables::default();
    let mut frame: Option<Frame> = None;
    let mut stored: Option<Vec<Blocks>> = None;
    let mut at = 2;
    let mut scans = 0;
    while let Some((marker, content)) = segments::next(image, &mut at) {
        match marker {
            0xc0..=0xcf if ![0xc4, 0xc8, 0xcc].contains(&marker) => {
                if frame.is_some() {
                    return Err(Fault::Damaged("it has two frames"));
                }
                frame = Some(Frame::new(marker, content)?);
            }
            0xda => {
                let Some(frame) = &frame else {
                    return Err(Fault::Damaged("a scan comes before the frame"));
                };
                let scan = scan(frame, content)?;
                if !frame.is_progressive && scan.parts.len() == frame.components.len() {
                    return whole(image, at, frame, &scan, &tables, rows);
                }
                scans += 1;
                if scans > MOST_SCANS {
                    return Err(Fault::Unsupported(format!(
                        "it has more than {MOST_SCANS} scans"
                    )));
                }
                let blocks = match &mut stored {
                    Some(blocks) => blocks,
                    None => stored.insert(room(frame, frame.units.1)?),
                };
                let mut bits = Bits::new(image, at);
                match frame.is_progressive {
                    true => progressive::decode(frame, &scan, &tables, &mut bits, blocks)?,
                    false => sequential::decode_part(frame, &scan, &tables, &mut bits, blocks)?,
                }
                at = bits.end();
            }
            _ => tables.read(marker, content)?,
        }
    }
    // What is missing may be whole scans, of which nothing else tells.
    if stored.is_some() && !image[..at].ends_with(b"\xff\xd9") {
        return Err(Fault::Damaged("it is cut off"));
    }
    match (frame, stored) {
        (Some(frame), Some(blocks)) => {
            let mut output = Output::new(&frame, tables.colour(&frame), &tables)?;
            for unit in 0..frame.units.1 {
                output.unit_row(unit, &blocks, unit, rows);
            }
            Ok(())
        }
        _ => Err(Fault::Damaged("it ends before its first scan")),
    }
}

/// A progressive picture has about ten. Each goes over all blocks, so a small file of many would take long.
const MOST_SCANS: usize = 100;

/// A sequential picture in one scan: a row of units at a time.
fn whole(
    image: &[u8],
    at: usize,
    frame: &Frame,
    scan: &Scan,
    tables: &Tables,
    rows: &mut dyn Rows,
) -> Result<(), Fault> {
    let mut bits = Bits::new(image, at);
    let mut blocks = room(frame, 1)?;
    let mut output = Output::new(frame, tables.colour(frame), tables)?;
    let mut decoder = sequential::Decoder::new(frame, scan, tables)?;
    for unit in 0..frame.units.1 {
        decoder.unit_row(&mut bits, &mut blocks)?;
        output.unit_row(unit, &blocks, 0, rows);
    }
    Ok(())
}

/// Room for the coefficients of so many rows of units.
fn room(frame: &Frame, rows: usize) -> Result<Vec<Blocks>, Fault> {
    let count = |component| {
        let (across, down) = frame.blocks(component);
        across * down * rows
    };
    let total: usize = frame.components.iter().map(count).sum();
    limits::check_memory("a progressive jpeg of this size", total as u64 * 128)
        .map_err(Fault::Refused)?;
    let blocks = |component| vec![[0; 64]; count(component)];
    Ok(frame.components.iter().map(blocks).collect())
}

fn scan(frame: &Frame, content: &[u8]) -> Result<Scan, Fault> {
    let damaged = Fault::Damaged("a scan's header is");
    let Some((count, rest)) = content.split_first() else {
        return Err(damaged);
    };
    let count = usize::from(*count);
    let Some((parts, [first, last, bits, ..])) = rest.split_at_checked(count * 2) else {
        return Err(damaged);
    };
    let part = |part: &[u8; 2]| {
        let is_named = |component: &super::frame::Component| component.id == part[0];
        let component = frame.components.iter().position(is_named)?;
        let (dc, ac) = (usize::from(part[1] >> 4), usize::from(part[1] & 15));
        (dc < 4 && ac < 4).then_some(Part { component, dc, ac })
    };
    let (pairs, _) = parts.as_chunks::<2>();
    let parts: Option<Vec<Part>> = pairs.iter().map(part).collect();
    let Some(parts) =
        parts.filter(|parts| !parts.is_empty() && parts.len() <= frame.components.len())
    else {
        return Err(damaged);
    };
    let twice = |(at, part): (usize, &Part)| {
        parts[..at]
            .iter()
            .any(|earlier| earlier.component == part.component)
    };
    if parts.iter().enumerate().any(twice) {
        return Err(damaged);
    }
    Ok(Scan {
        parts,
        band: (usize::from(*first), usize::from(*last)),
        high: u32::from(bits >> 4),
        low: u32::from(bits & 15),
    })
}
