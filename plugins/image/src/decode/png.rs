//! PNG, a row at a time; an interlaced one as a whole.

use std::io::Cursor;

use omni_skill::{Error, Rgb};
use png::{BitDepth, ColorType, Decoder, DecodingError, Transformations};

use super::damaged;
use super::over::over;
use crate::format::Format;
use crate::header::Header;
use crate::limits::{self, MOST_MEMORY};
use crate::rows::{Planes, Rows};

pub(super) fn decode(
    image: &[u8],
    header: &Header,
    background: Rgb,
    rows: &mut dyn Rows,
) -> Result<(), Error> {
    let failed = |why: DecodingError| damaged(Format::Png, &why);
    let limits = png::Limits {
        bytes: MOST_MEMORY as usize,
    };
    let mut decoder = Decoder::new_with_limits(Cursor::new(image), limits);
    // Palettes become colours, the colour that is left out becomes alpha, and of 16 bits the high ones are kept.
    decoder.set_transformations(Transformations::EXPAND | Transformations::STRIP_16);
    // Metadata was read with the header.
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
    let mut reader = decoder.read_info().map_err(failed)?;
    let (colour, depth) = reader.output_color_type();
    if depth != BitDepth::Eight {
        return Err(damaged(Format::Png, &"its samples do not have 8 bits"));
    }
    let mut planes = Planes::new(header.width as usize);
    let mut give = |line: &[u8]| rows.row(to_rgb(line, colour, background, &mut planes));

    if reader.info().interlaced {
        let stride = reader.output_line_size(header.width).unwrap_or(usize::MAX);
        let bytes = (stride as u64).saturating_mul(u64::from(header.height));
        limits::check_memory("an interlaced png of this size", bytes)?;
        let mut samples = vec![0; stride * header.height as usize];
        reader.next_frame(&mut samples).map_err(failed)?;
        samples.chunks_exact(stride).for_each(give);
        return Ok(());
    }
    for _ in 0..header.height {
        match reader.next_row().map_err(failed)? {
            Some(row) => give(row.data()),
            // How many rows there were is checked by who takes them.
            None => break,
        }
    }
    Ok(())
}

fn to_rgb<'a>(
    line: &[u8],
    colour: ColorType,
    background: Rgb,
    planes: &'a mut Planes,
) -> [&'a [u8]; 3] {
    match colour {
        ColorType::Grayscale | ColorType::Indexed => planes.fill::<1>(line, |&[grey]| [grey; 3]),
        ColorType::GrayscaleAlpha => {
            planes.fill::<2>(line, |&[grey, alpha]| over([grey; 3], alpha, background))
        }
        ColorType::Rgb => planes.fill::<3>(line, |rgb| *rgb),
        ColorType::Rgba => planes.fill::<4>(line, |&[red, green, blue, alpha]| {
            over([red, green, blue], alpha, background)
        }),
    }
}
