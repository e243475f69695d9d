//! Samples of a row into RGB, with libjpeg's fixed-point numbers.

use lanes::{Eight, Four, by_eights};

/// What the components are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Colour {
    Grey,
    Rgb,
    YCbCr,
    /// Stored inverted, as Adobe does and all others after it.
    Cmyk,
    /// CMYK whose first three were made YCbCr.
    Ycck,
}

/// Bits after the point.
const POINT: u32 = 16;
const ONE: i32 = 1 << POINT;
const HALF: i32 = ONE / 2;
/// 1.402, 0.34414, 0.71414 and 1.772, times 2^16.
const RED_OF_CR: i32 = 91_881;
const GREEN_OF_CB: i32 = 22_554;
const GREEN_OF_CR: i32 = 46_802;
const BLUE_OF_CB: i32 = 116_130;

/// Makes the components of a row, each as wide as the picture, its red, green and blue.
pub(super) fn convert(colour: Colour, components: &mut [Vec<u8>; 4], rgb: &mut [Vec<u8>; 3]) {
    match colour {
        // A grey row is handed on as it is.
        Colour::Grey => {}
        Colour::Rgb => {
            for (component, plane) in components.iter_mut().zip(rgb) {
                std::mem::swap(component, plane);
            }
        }
        Colour::YCbCr => to_rgb(components, rgb),
        Colour::Cmyk => {
            for (component, plane) in components.iter_mut().zip(rgb.iter_mut()) {
                std::mem::swap(component, plane);
            }
            blacken(&components[3], rgb);
        }
        Colour::Ycck => {
            to_rgb(components, rgb);
            for plane in rgb.iter_mut() {
                plane.iter_mut().for_each(|sample| *sample = 255 - *sample);
            }
            blacken(&components[3], rgb);
        }
    }
}

fn to_rgb([y, cb, cr, _]: &[Vec<u8>; 4], [red, green, blue]: &mut [Vec<u8>; 3]) {
    by_eights([y, cb, cr], [red, green, blue], eight_to_rgb);
}

/// What the factors are beyond whole numbers is all that is multiplied: so they fit into 16 bits.
#[inline(always)]
fn eight_to_rgb([y, cb, cr]: [Eight; 3]) -> [Eight; 3] {
    let [cb, cr] = [cb, cr].map(|chroma| chroma.minus(Eight::all(128)));
    let woven = cb.woven(cr);
    let part = |of_cb: i32, of_cr: i32| {
        let (of_cb, of_cr) = (of_cb as i16, of_cr as i16);
        let factors = Eight::new(&[of_cb, of_cr, of_cb, of_cr, of_cb, of_cr, of_cb, of_cr]);
        let [low, high] =
            woven.map(|pairs| pairs.dot(factors).plus(Four::all(HALF)).shifted(POINT));
        Eight::of(low, high)
    };
    let red = y.plus(cr).plus(part(0, RED_OF_CR - ONE));
    let green = y.minus(cr).plus(part(-GREEN_OF_CB, ONE - GREEN_OF_CR));
    let blue = y.plus(cb).plus(cb).plus(part(BLUE_OF_CB - 2 * ONE, 0));
    [red, green, blue]
}

/// Multiplies by inverted black, rounded as Pillow does.
fn blacken(black: &[u8], rgb: &mut [Vec<u8>; 3]) {
    for plane in rgb {
        for (sample, black) in plane.iter_mut().zip(black) {
            let black = u32::from(*black);
            let ink = u32::from(255 - *sample) * black + 128;
            *sample = (black - ((ink + (ink >> 8)) >> 8).min(black)) as u8;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_colour_is_libjpegs() {
        for cb in 0..=255_u8 {
            for cr in 0..=255_u8 {
                let ys: Vec<u8> = (0..=255).step_by(3).collect();
                let width = ys.len();
                let components = [ys.clone(), vec![cb; width], vec![cr; width], Vec::new()];
                let mut rgb = [0, 0, 0].map(|_| vec![0; width]);
                to_rgb(&components, &mut rgb);
                let (cb, cr) = (i32::from(cb) - 128, i32::from(cr) - 128);
                for (at, y) in ys.into_iter().map(i32::from).enumerate() {
                    let exact = [
                        y + ((RED_OF_CR * cr + HALF) >> POINT),
                        y + ((HALF - GREEN_OF_CB * cb - GREEN_OF_CR * cr) >> POINT),
                        y + ((BLUE_OF_CB * cb + HALF) >> POINT),
                    ];
                    let exact = exact.map(|sample| sample.clamp(0, 255) as u8);
                    assert_eq!([rgb[0][at], rgb[1][at], rgb[2][at]], exact);
                }
            }
        }
    }
}
