//! From coefficients to rows of RGB.

use super::Fault;
use super::colour::{self, Colour};
use super::frame::{Component, Frame};
use super::idct::idct;
use super::scan::Blocks;
use super::segments::Tables;
use crate::rows::Rows;

/// The samples of one component in the last two rows of units.
struct Plane {
    component: Component,
    factors: Box<[i16; 64]>,
    /// Blocks across and down in a row of units.
    blocks: (usize, usize),
    samples: Vec<u8>,
}

impl Plane {
    fn stride(&self) -> usize {
        self.blocks.0 * 8
    }

    /// A row of samples, of those that are there.
    fn row(&self, y: usize) -> &[u8] {
        let rows = 2 * self.blocks.1 * 8;
        let start = (y % rows) * self.stride();
        &self.samples[start..start + self.component.width]
    }
}

/// Takes rows of units, gives rows of pixels.
pub(super) struct Output {
    planes: Vec<Plane>,
    colour: Colour,
    width: usize,
    height: usize,
    /// Rows of pixels and of units, in a row of units and in all.
    unit_height: usize,
    units: usize,
    /// How many rows wait for the next row of units, since samples of it are mixed into theirs.
    waiting: usize,
    given: usize,
    full: [Vec<u8>; 4],
    rgb: [Vec<u8>; 3],
}

impl Output {
    pub(super) fn new(frame: &Frame, colour: Colour, tables: &Tables) -> Result<Self, Fault> {
        let plane = |component: &Component| {
            let factors = tables.factors[component.table]
                .clone()
                .ok_or(Fault::Damaged("a quantisation table is missing"))?;
            let blocks = frame.blocks(component);
            Ok(Plane {
                component: component.clone(),
                factors,
                blocks,
                samples: vec![0; 2 * blocks.0 * blocks.1 * 64],
            })
        };
        let row = || vec![0; frame.width];
        Ok(Self {
            planes: frame
                .components
                .iter()
                .map(plane)
                .collect::<Result<_, _>>()?,
            colour,
            width: frame.width,
            height: frame.height,
            unit_height: frame.most.1 * 8,
            units: frame.units.1,
            waiting: frame.most.1,
            given: 0,
            full: [row(), row(), row(), row()],
            rgb: [row(), row(), row()],
        })
    }

    /// Takes row `unit` of units, which is number `stored` of those in `blocks`, and hands on the rows that are complete.
    pub(super) fn unit_row(
        &mut self,
        unit: usize,
        blocks: &[Blocks],
        stored: usize,
        rows: &mut dyn Rows,
    ) {
        for (plane, blocks) in self.planes.iter_mut().zip(blocks) {
            let (across, down) = plane.blocks;
            let stride = plane.stride();
            for y in 0..down {
                let start = (stored * down + y) * across;
                let top = ((unit % 2) * down + y) * 8 * stride;
                for (x, block) in blocks[start..start + across].iter().enumerate() {
                    idct(
                        block,
                        &plane.factors,
                        &mut plane.samples[top + x * 8..],
                        stride,
                    );
                }
            }
        }
        let mut until = (unit + 1) * self.unit_height - self.waiting;
        if unit + 1 == self.units {
            until = self.height;
        }
        while self.given < until {
            self.pixel_row(self.given, rows);
            self.given += 1;
        }
    }

    fn pixel_row(&mut self, y: usize, rows: &mut dyn Rows) {
        for (plane, full) in self.planes.iter().zip(&mut self.full) {
            let upsampling = plane.component.upsampling;
            let (near, far) = upsampling.rows(y, plane.component.height);
            full.resize(self.width, 0);
            upsampling.fill(y, plane.row(near), plane.row(far), full);
        }
        if self.colour == Colour::Grey {
            rows.row([&self.full[0]; 3]);
            return;
        }
        colour::convert(self.colour, &mut self.full, &mut self.rgb);
        let [red, green, blue] = &self.rgb;
        rows.row([red, green, blue]);
    }
}
