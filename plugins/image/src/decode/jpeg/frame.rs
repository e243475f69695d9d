//! What the frame header says, and the sizes that follow.

use super::Fault;
use super::upsample::Upsampling;

/// One component: a plane of samples.
#[derive(Clone, Debug)]
pub(super) struct Component {
    pub(super) id: u8,
    /// How many blocks of it are in one unit, across and down.
    pub(super) across: usize,
    pub(super) down: usize,
    /// Which table its coefficients are multiplied by.
    pub(super) table: usize,
    /// In samples, without what only fills blocks.
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) upsampling: Upsampling,
}

/// A frame.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub(super) is_progressive: bool,
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) components: Vec<Component>,
    /// Units of blocks, across and down.
    pub(super) units: (usize, usize),
    /// The most blocks of one component in a unit, across and down.
    pub(super) most: (usize, usize),
}

impl Frame {
    /// By the marker and what follows its length.
    pub(super) fn new(marker: u8, content: &[u8]) -> Result<Self, Fault> {
        let damaged = Fault::Damaged("its frame header is");
        let unsupported = |what: &str| Fault::Unsupported(format!("it is {what}"));
        let is_progressive = match marker {
            0xc0 | 0xc1 => false,
            0xc2 => true,
            0xc3 | 0xc7 | 0xcb | 0xcf => return Err(unsupported("lossless")),
            0xc9 | 0xca | 0xcd | 0xce => return Err(unsupported("coded arithmetically")),
            _ => return Err(unsupported("hierarchical")),
        };
        let [precision, h0, h1, w0, w1, count, parts @ ..] = content else {
            return Err(damaged);
        };
        if *precision != 8 {
            return Err(Fault::Unsupported(format!(
                "it has {precision} bits a sample"
            )));
        }
        let height = usize::from(u16::from_be_bytes([*h0, *h1]));
        let width = usize::from(u16::from_be_bytes([*w0, *w1]));
        let (parts, _) = parts.as_chunks::<3>();
        if width == 0 || height == 0 || parts.len() < usize::from(*count) {
            return Err(damaged);
        }
        let parts = &parts[..usize::from(*count)];
        if ![1, 3, 4].contains(&parts.len()) {
            return Err(Fault::Unsupported(format!("it has {count} components")));
        }
        let factors = |part: &[u8; 3]| (usize::from(part[1] >> 4), usize::from(part[1] & 15));
        if parts
            .iter()
            .map(factors)
            .any(|(across, down)| !(1..=4).contains(&across) || !(1..=4).contains(&down))
        {
            return Err(damaged);
        }
        let most_across = parts.iter().map(|part| factors(part).0).max().unwrap_or(1);
        let most_down = parts.iter().map(|part| factors(part).1).max().unwrap_or(1);
        let component = |part: &[u8; 3]| {
            let (across, down) = factors(part);
            if most_across % across != 0 || most_down % down != 0 {
                return Err(unsupported("sampled unevenly"));
            }
            let width = (width * across).div_ceil(most_across);
            Ok(Component {
                id: part[0],
                across,
                down,
                table: usize::from(part[2] & 3),
                width,
                height: (height * down).div_ceil(most_down),
                upsampling: Upsampling::of(most_across / across, most_down / down, width),
            })
        };
        let mut components = parts.iter().map(component).collect::<Result<Vec<_>, _>>()?;
        let mut most = (most_across, most_down);
        if let [only] = &mut components[..] {
            // Alone, its blocks follow one another whatever is said of its sampling.
            (only.across, only.down, most) = (1, 1, (1, 1));
            only.upsampling = Upsampling::None;
        }
        Ok(Self {
            is_progressive,
            width,
            height,
            units: (width.div_ceil(8 * most.0), height.div_ceil(8 * most.1)),
            most,
            components,
        })
    }

    /// How many blocks of the component are stored in a row of units, across and down.
    pub(super) fn blocks(&self, component: &Component) -> (usize, usize) {
        (self.units.0 * component.across, component.down)
    }
}
