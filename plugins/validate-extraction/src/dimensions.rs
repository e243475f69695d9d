//! Which way something is measured: `320 m long and 18 m wide`.

use crate::text::{Span, Text};

/// The dimension that an adjective or a noun names.
pub(crate) fn dimension(word: &str) -> Option<&'static str> {
    adjective(word).or_else(|| noun(word))
}

fn adjective(word: &str) -> Option<&'static str> {
    Some(match word.to_lowercase().as_str() {
        "wide" | "broad" | "across" => "wide",
        "long" => "long",
        "high" | "tall" => "high",
        "deep" => "deep",
        "thick" => "thick",
        _ => return None,
    })
}

fn noun(word: &str) -> Option<&'static str> {
    Some(match word.to_lowercase().as_str() {
        "width" | "breadth" => "wide",
        "length" => "long",
        "height" => "high",
        "depth" => "deep",
        "thickness" => "thick",
        "diameter" => "round",
        _ => return None,
    })
}

/// Whether a measure is said to be of another dimension than the one asked for.
pub(crate) fn is_of_another(text: &Text<'_>, span: &Span, asked: &str) -> bool {
    said_of(text, span).is_some_and(|said| said != asked)
}

/// Whether one measure is said to be of the dimension asked for, and one before it of
/// none: "2 m by 80 cm and 75 cm high".
pub(crate) fn is_half_said(text: &Text<'_>, spans: &[Span], asked: &str) -> bool {
    spans.windows(2).any(|pair| {
        let said = |span: &Span| said_of(text, span) == Some(asked);
        text.sentence[pair[0].first] == text.sentence[pair[1].first]
            && !said(&pair[0])
            && said(&pair[1])
    })
}

fn said_of(text: &Text<'_>, span: &Span) -> Option<&'static str> {
    behind(text, span.last).or_else(|| before(text, span.first))
}

/// "18 m wide", "18-metre-wide", "18 m width", "18 m in width"
fn behind(text: &Text<'_>, last: usize) -> Option<&'static str> {
    let mut next = text.after(last)?;
    if text.tokens[next].is_mark('-') {
        next = text.after(next)?;
    }
    if text.is(next, &["in"]) {
        return noun(text.tokens[text.after(next)?].text);
    }
    dimension(text.tokens[next].text)
}

/// "a width of about 18 m", "width: 18 m"
fn before(text: &Text<'_>, first: usize) -> Option<&'static str> {
    let mut at = first;
    // A few small words may stand between.
    for _ in 0..3 {
        at = text.before(at)?;
        if let Some(found) = noun(text.tokens[at].text) {
            return Some(found);
        }
        let passed = text.tokens[at].is_mark(':')
            || text.is(
                at,
                &["of", "is", "was", "about", "around", "nearly", "roughly"],
            );
        if !passed {
            return None;
        }
    }
    None
}
