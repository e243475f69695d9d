//! Samples of a row into RGB, with libjpeg's fixed-point numbers.

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
const POINT: i32 = 16;
const HALF: i32 = 1 << (POINT - 1);
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
    let width = y.len();
    let (cb, cr) = (&cb[..width], &cr[..width]);
    let (red, green, blue) = (&mut red[..width], &mut green[..width], &mut blue[..width]);
    for at in 0..width {
        let y = i32::from(y[at]);
        let (cb, cr) = (i32::from(cb[at]) - 128, i32::from(cr[at]) - 128);
        let r = y + ((RED_OF_CR * cr + HALF) >> POINT);
        let g = y + ((HALF - GREEN_OF_CB * cb - GREEN_OF_CR * cr) >> POINT);
        let b = y + ((BLUE_OF_CB * cb + HALF) >> POINT);
        red[at] = r.clamp(0, 255) as u8;
        green[at] = g.clamp(0, 255) as u8;
        blue[at] = b.clamp(0, 255) as u8;
    }
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
