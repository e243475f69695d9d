//! The size of the result, and how far the picture is shrunk on its way.

use crate::header::Header;
use crate::shrink;

/// Sizes in pixels, upright; factors along the axes as stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Plan {
    /// Of the result.
    pub(crate) size: (u32, u32),
    /// By which whole factors rows and columns are shrunk while they are decoded.
    pub(crate) shrink: (usize, usize),
}

/// Fits the picture within `max_edge`, keeping its shape; never enlarges it.
pub(crate) fn fit(header: &Header, max_edge: u32) -> Plan {
    let (width, height) = header.orientation.upright((header.width, header.height));
    let longest = width.max(height);
    let scaled = |side: u32| {
        if longest <= max_edge {
            return side;
        }
        let (side, longest, edge) = (u64::from(side), u64::from(longest), u64::from(max_edge));
        let rounded = (side * edge + longest / 2) / longest;
        // No larger than `max_edge`, so it fits.
        u32::try_from(rounded).unwrap_or(u32::MAX).max(1)
    };
    let size = (scaled(width), scaled(height));
    let by = |side: u32, wanted: u32| ((side / wanted) as usize).clamp(1, shrink::MOST);
    let shrink = header
        .orientation
        .upright((by(width, size.0), by(height, size.1)));
    Plan { size, shrink }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::format::Format;
    use crate::orientation::Orientation;

    fn header(width: u32, height: u32, orientation: u16) -> Header {
        Header {
            format: Format::Png,
            width,
            height,
            frames: 1,
            orientation: Orientation::from_exif(orientation).unwrap(),
            icc: None,
        }
    }

    #[test]
    fn the_shape_is_kept_and_nothing_is_enlarged() {
        let plan = |width, height| fit(&header(width, height, 1), 512);
        assert_eq!(
            plan(1920, 1080),
            Plan {
                size: (512, 288),
                shrink: (3, 3)
            }
        );
        assert_eq!(
            plan(300, 200),
            Plan {
                size: (300, 200),
                shrink: (1, 1)
            }
        );
        assert_eq!(
            plan(1, 65_535),
            Plan {
                size: (1, 512),
                shrink: (1, 127)
            }
        );
        let turned = fit(&header(1920, 1080, 6), 512);
        assert_eq!(
            turned,
            Plan {
                size: (288, 512),
                shrink: (3, 3)
            }
        );
    }

    proptest! {
        #[test]
        fn the_result_fits(width in 1..=200_000u32, height in 1..=200_000u32, orientation in 1..=8u16, edge in 1..=5000u32) {
            let header = header(width, height, orientation);
            let plan = fit(&header, edge);
            let upright = header.orientation.upright((width, height));
            prop_assert!(plan.size.0 <= upright.0 && plan.size.1 <= upright.1);
            prop_assert!(plan.size.0 >= 1 && plan.size.1 >= 1);
            prop_assert!(plan.size.0.max(plan.size.1) <= edge);
            let shrink = header.orientation.upright(plan.shrink);
            prop_assert!(upright.0 as usize / shrink.0 >= plan.size.0 as usize);
            prop_assert!(upright.1 as usize / shrink.1 >= plan.size.1 as usize);
        }
    }
}
