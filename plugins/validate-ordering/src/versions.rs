//! Numbers of versions and chapters, which are read part by part: 1.10 comes after 1.9.

use reading::{Rational, Token};

/// What is numbered part by part.
const NUMBERED: &str = "\
version|versions|release|releases|chapter|chapters|subchapter|subchapters|section|sections|\
subsection|subsections|build|builds|revision|revisions|firmware|firmwares|software|update|updates|\
edition|editions|paragraph|paragraphs|clause|clauses|article|articles|heading|headings|subheading|\
subheadings|outline|numbering|semver|tag|tags|patch|patches|api|app|apps|kernel|kernels|package|\
packages|exercise|exercises|figure|table|tables|unit|units|lesson|lessons|part|parts|appendix|\
rule|rules|verse|verses|address|addresses|ip|ips|python|android|ios|java|node|driver|drivers|\
dependency|dependencies|library|libraries|changelog|milestone|milestones|task|tasks|requirement|\
requirements|module|modules|dewey|classification|shelfmark|shelfmarks|hierarchical";
/// What has decimals, whatever they look like.
const DECIMAL: &str = "\
number|numbers|decimal|decimals|value|values|price|prices|amount|amounts|score|scores|numeric|\
numerical|numerically|largest|smallest|larger|smaller|greatest|greater|measurement|measurements";
/// More parts, or longer ones, are no version.
const MOST_PARTS: usize = 4;

/// How items with dots are to be read.
pub(crate) enum Dotted {
    /// As numbers, or they have no dots.
    No,
    /// One way or the other.
    Open,
    /// Part by part, with what each is worth then.
    Parts(Vec<Rational>),
}

/// How these items are to be read, by what is said of them.
pub(crate) fn read(said: &[Token<'_>], items: &[&str]) -> Dotted {
    let dotted = |item: &&str| {
        let mut parts = item.split('.');
        parts
            .next()
            .is_some_and(|part| part.ends_with(|c: char| c.is_ascii_digit()))
            && parts
                .next()
                .is_some_and(|part| part.starts_with(|c: char| c.is_ascii_digit()))
    };
    if !items.iter().any(dotted) {
        return Dotted::No;
    }
    if said.iter().any(|token| token.is_among(NUMBERED)) {
        let values: Option<Vec<Rational>> = items.iter().map(|item| value(item)).collect();
        return values.map_or(Dotted::Open, Dotted::Parts);
    }
    // "1.10" beside "1.9" is hardly a decimal.
    let decimals = |item: &str| item.split_once('.').map_or(0, |(_, behind)| behind.len());
    let uneven = items
        .iter()
        .any(|item| decimals(item) != decimals(items[0]));
    let padded = items
        .iter()
        .any(|item| decimals(item) > 1 && item.ends_with('0'));
    if uneven && padded && !said.iter().any(|token| token.is_among(DECIMAL)) {
        Dotted::Open
    } else {
        Dotted::No
    }
}

/// What a version is worth among others.
fn value(item: &str) -> Option<Rational> {
    const BASE: i128 = 10_000;
    let parts: Vec<&str> = item.trim().split('.').collect();
    if parts.len() > MOST_PARTS {
        return None;
    }
    let mut value = 0;
    for at in 0..MOST_PARTS {
        let part = match parts.get(at) {
            // What is not said comes before what is: 1 before 1.0.
            None => 0,
            Some(part) if part.len() <= 3 && part.bytes().all(|byte| byte.is_ascii_digit()) => {
                part.parse::<i128>().ok()? + 1
            }
            Some(_) => return None,
        };
        value = value * BASE + part;
    }
    Some(value.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use reading::tokens;

    #[test]
    fn parts_are_numbers() {
        let said = tokens("Sort the versions");
        let Dotted::Parts(values) = read(&said, &["1.10", "1.9", "1.2.3", "2"]) else {
            unreachable!()
        };
        assert!(values[2] < values[1] && values[1] < values[0] && values[0] < values[3]);
        assert!(matches!(read(&said, &["1.x", "1.9"]), Dotted::Open));
        assert!(matches!(read(&said, &["3", "4"]), Dotted::No));
        assert!(matches!(
            read(&tokens("Sort"), &["1.10", "1.9"]),
            Dotted::Open
        ));
        assert!(matches!(
            read(&tokens("Sort the numbers"), &["1.10", "1.9"]),
            Dotted::No
        ));
    }

    proptest! {
        #[test]
        fn any_item_is_read(item: String, other in "[0-9.]{0,12}") {
            let _ = read(&tokens("versions"), &[&item, &other]);
        }
    }
}
