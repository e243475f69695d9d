//! Pixels over a background.

use omni_skill::Rgb;

/// What is seen of a pixel that covers as much as `alpha` says.
#[inline]
pub(super) fn over([red, green, blue]: [u8; 3], alpha: u8, background: Rgb) -> [u8; 3] {
    let mix = |front: u8, back: u8| {
        let sum = u32::from(front) * u32::from(alpha) + u32::from(back) * u32::from(255 - alpha);
        // The quotient by 255, rounded.
        let rounded = sum + 128;
        ((rounded + (rounded >> 8)) >> 8) as u8
    };
    [
        mix(red, background.red),
        mix(green, background.green),
        mix(blue, background.blue),
    ]
}
