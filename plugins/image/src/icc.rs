//! Colours as the picture's profile means them, as sRGB.

use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

/// Turns pixels of three bytes into sRGB. The error says why they stayed as they are.
pub(crate) fn to_srgb(pixels: &mut Vec<u8>, profile: &[u8]) -> Result<(), &'static str> {
    let profile = ColorProfile::new_from_slice(profile)
        .map_err(|_| "the colour profile is damaged and was left out of account")?;
    let is_grey = match profile.color_space {
        DataColorSpace::Rgb => false,
        DataColorSpace::Gray => true,
        _ => {
            return Err(
                "the colour profile is neither of RGB nor of grey and was left out of account",
            );
        }
    };
    let layout = if is_grey { Layout::Gray } else { Layout::Rgb };
    let srgb = ColorProfile::new_srgb();
    let transform = profile
        .create_transform_8bit(layout, &srgb, Layout::Rgb, TransformOptions::default())
        .map_err(|_| "the colour profile cannot be used and was left out of account")?;
    let mut result = vec![0; pixels.len()];
    let source = match is_grey {
        true => pixels.iter().step_by(3).copied().collect(),
        false => std::mem::take(pixels),
    };
    transform
        .transform(&source, &mut result)
        .map_err(|_| "the colour profile could not be applied and was left out of account")?;
    *pixels = result;
    Ok(())
}
