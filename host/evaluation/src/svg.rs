//! A reliability curve as a picture.

use std::fmt::Write as _;

use omni_statistics::reliability;

use crate::Outcome;
use crate::report::judged;

/// Width and height of the square, and the space around it, in pixels.
const SIZE: f64 = 400.0;
const MARGIN: f64 = 48.0;

/// An SVG: for each tenth of confidence the share of right answers as a bar, beside the diagonal on which the
/// two would be the same. A bar's shade tells how many answers it stands for.
#[must_use]
pub fn reliability_curve(outcomes: &[Outcome]) -> String {
    let judged: Vec<_> = outcomes.iter().map(judged).collect();
    let bins = reliability(&judged, 10);
    let most = bins.iter().map(|bin| bin.count).max().unwrap_or(0).max(1);
    let (x, y) = (
        |at: f64| MARGIN + at * SIZE,
        |at: f64| MARGIN + (1.0 - at) * SIZE,
    );
    let whole = SIZE + 2.0 * MARGIN;
    let mut bars = String::new();
    for bin in bins.iter().filter(|bin| bin.count > 0) {
        let shade = 0.25 + 0.75 * bin.count as f64 / most as f64;
        let _ = writeln!(
            bars,
            "  <rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" fill=\"#2563eb\" fill-opacity=\"{shade:.2}\"><title>{} answers, confidence {:.2}, right {:.2}</title></rect>",
            x(bin.from) + 1.0,
            y(bin.accuracy),
            SIZE / 10.0 - 2.0,
            bin.accuracy * SIZE,
            bin.count,
            bin.confidence,
            bin.accuracy,
        );
    }
    let mut ticks = String::new();
    for tick in 0..=5 {
        let at = f64::from(tick) / 5.0;
        let _ = writeln!(
            ticks,
            "  <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{at:.1}</text>\n  <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{at:.1}</text>",
            x(at),
            y(0.0) + 18.0,
            x(0.0) - 8.0,
            y(at) + 4.0,
        );
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {whole} {whole}\" font-family=\"sans-serif\" font-size=\"12\">\n  \
         <rect width=\"{whole}\" height=\"{whole}\" fill=\"white\"/>\n  \
         <rect x=\"{MARGIN}\" y=\"{MARGIN}\" width=\"{SIZE}\" height=\"{SIZE}\" fill=\"none\" stroke=\"#999\"/>\n{bars}  \
         <line x1=\"{:.1}\" y1=\"{:.1}\" x2=\"{:.1}\" y2=\"{:.1}\" stroke=\"#999\" stroke-dasharray=\"4\"/>\n{ticks}  \
         <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">confidence</text>\n  \
         <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">share of right answers ({} answers)</text>\n</svg>\n",
        x(0.0),
        y(0.0),
        x(1.0),
        y(1.0),
        x(0.5),
        y(0.0) + 36.0,
        x(0.5),
        MARGIN - 16.0,
        outcomes.len(),
    )
}
