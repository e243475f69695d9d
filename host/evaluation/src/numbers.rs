//! The numbers in a text.

use std::sync::LazyLock;

use regex::Regex;

/// Digits with thousands commas or without, with a fraction or without.
static NUMBER: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?").ok());

/// Every number, in order. A minus counts where no digit, letter or bracket stands before it: `17-23` are two
/// numbers without one.
pub(crate) fn numbers(text: &str) -> Vec<f64> {
    let Some(pattern) = NUMBER.as_ref() else {
        return Vec::new();
    };
    let number = |found: regex::Match<'_>| {
        let mut digits = found.as_str().replace(',', "").replace('−', "-");
        let before = text[..found.start()].chars().last();
        if before.is_some_and(|before| before.is_alphanumeric() || before == ')') {
            digits = digits.trim_start_matches('-').to_owned();
        }
        digits.parse::<f64>().ok()
    };
    pattern.find_iter(text).filter_map(number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_people_write() {
        assert_eq!(numbers("17 * 23 = 391."), [17.0, 23.0, 391.0]);
        assert_eq!(numbers("It is 1,234,567.5 or so"), [1_234_567.5]);
        assert_eq!(numbers("-3 and −4, but 17-23"), [-3.0, -4.0, 17.0, 23.0]);
        assert_eq!(numbers("10 - 4"), [10.0, 4.0]);
        assert_eq!(numbers("none"), Vec::<f64>::new());
    }
}
