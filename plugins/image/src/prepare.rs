//! One picture, from its bytes to what the model and the cache take.

use omni_skill::{Error, ImageHash, ImageOptions, ImageSource, PreparedImage};

use crate::header::{self, Header};
use crate::identity::Identity;
use crate::lanczos::Lanczos;
use crate::orientation::Orientation;
use crate::plan::{self, Plan};
use crate::rows::{Row, Rows};
use crate::shrink::Shrink;
use crate::{decode, encode, format, icc, limits, other_hashes, phash, resize};

/// Makes a picture ready.
///
/// # Errors
/// `unsupported` for a format that is not read and for a picture that takes more memory than there is, `invalid-input` for
/// one that is damaged or larger than the options allow.
pub fn prepare(image: &[u8], options: &ImageOptions) -> Result<PreparedImage, Error> {
    let header = header::read(image, format::of(image)?)?;
    limits::check(&header, options)?;
    let plan = plan::fit(&header, options.max_edge);
    let mut notes = notes(&header);

    let mut intake = Intake::new(image, &header, &plan, options)?;
    decode::decode(image, &header, options.background, &mut intake)?;
    intake.check_whole(&header)?;

    let (width, height) = plan.size;
    let mut source = ImageSource::new(header.format.name(), header.width, header.height);
    source.orientation = header.orientation.number;
    source.frames = header.frames;
    let mut prepared = PreparedImage::new(width, height, source);
    prepared.hash = match (&mut intake.luma, &mut intake.other) {
        (Some(luma), _) => phash::phash(luma.small()),
        (_, Some((shrink, plan))) => {
            let pixels = scaled(shrink, &header, plan)?;
            other_hashes::hash(options.hash, pixels, plan.size).unwrap_or(0)
        }
        _ => 0,
    };
    prepared.source.pixels_sha256 = intake.identify(&header);
    let mut pixels = scaled(&mut intake.shrink, &header, &plan)?;
    if let Some(profile) = &header.icc
        && let Err(note) = icc::to_srgb(&mut pixels, profile)
    {
        notes.push(note.to_owned());
    }
    prepared.encoded = match options.quality {
        Some(quality) => Some(encode::webp(&pixels, plan.size, quality)?),
        None => None,
    };
    prepared.pixels = options.pixels.then_some(pixels);
    prepared.notes = notes;
    Ok(prepared)
}

fn notes(header: &Header) -> Vec<String> {
    match header.frames {
        1 => Vec::new(),
        frames => vec![format!("only the first of {frames} frames is prepared")],
    }
}

/// The upright picture of the planned size, of one that was shrunk on its way.
fn scaled(shrink: &mut Shrink, header: &Header, plan: &Plan) -> Result<Vec<u8>, Error> {
    let (stored, small) = shrink.take();
    let upright = header.orientation.turn::<3>(stored, small);
    let (width, height) = header.orientation.upright(small);
    let full = header.orientation.upright((header.width, header.height));
    let by = header.orientation.upright(plan.shrink);
    let exact = (
        f64::from(full.0) / by.0 as f64,
        f64::from(full.1) / by.1 as f64,
    );
    resize::resize(upright, (width as u32, height as u32), exact, plan.size)
}

/// All that takes the rows of a picture.
struct Intake {
    shrink: Shrink,
    luma: Option<Lanczos>,
    /// For a hash that is not of the full picture.
    other: Option<(Shrink, Plan)>,
    identity: Identity,
    /// The rows as stored, where the picture must be turned before it is identified.
    turned: Option<Vec<u8>>,
    rows: usize,
}

impl Intake {
    fn new(
        image: &[u8],
        header: &Header,
        plan: &Plan,
        options: &ImageOptions,
    ) -> Result<Self, Error> {
        let size = header.size();
        let shrink = |plan: &Plan| Shrink::new(size, plan.shrink, header.orientation);
        let is_phash = options.hash == ImageHash::Phash;
        let other = plan::fit(header, other_hashes::EDGE);
        let identity = Identity::new(image, header);
        let is_turned = identity.takes_rows() && header.orientation != Orientation::UPRIGHT;
        let pixels = header.pixels();
        let shrunk = pixels / (plan.shrink.0 as u64 * plan.shrink.1 as u64);
        // Once while it is turned or resized, once as its result.
        limits::check_memory("a result of this size", shrunk.saturating_mul(6))?;
        if is_turned {
            limits::check_memory("turning this picture", pixels.saturating_mul(6))?;
        }
        Ok(Self {
            shrink: shrink(plan),
            luma: is_phash.then(|| Lanczos::new(size, header.orientation)),
            other: (!is_phash).then(|| (shrink(&other), other)),
            identity,
            turned: is_turned.then(Vec::new),
            rows: 0,
        })
    }

    fn check_whole(&self, header: &Header) -> Result<(), Error> {
        match self.rows == header.size().1 {
            true => Ok(()),
            false => Err(Error::InvalidInput(format!(
                "this {} ends after {} of {} rows",
                header.format.name(),
                self.rows,
                header.height
            ))),
        }
    }

    fn identify(&mut self, header: &Header) -> Vec<u8> {
        if let Some(stored) = self.turned.take() {
            let upright = header.orientation.turn::<3>(stored, header.size());
            let (width, _) = header.orientation.upright(header.size());
            let mut planes = crate::rows::Planes::new(width);
            for line in upright.chunks_exact(width * 3) {
                self.identity.row(planes.fill::<3>(line, |rgb| *rgb));
            }
        }
        self.identity.finish()
    }
}

impl Rows for Intake {
    fn row(&mut self, row: Row<'_>) {
        self.rows += 1;
        self.shrink.row(row);
        if let Some(luma) = &mut self.luma {
            luma.row(row);
        }
        if let Some((shrink, _)) = &mut self.other {
            shrink.row(row);
        }
        match &mut self.turned {
            None => self.identity.row(row),
            Some(stored) => {
                let [red, green, blue] = row;
                for ((red, green), blue) in red.iter().zip(green).zip(blue) {
                    stored.extend_from_slice(&[*red, *green, *blue]);
                }
            }
        }
    }
}
