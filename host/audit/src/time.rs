//! The time in a record: UTC, RFC 3339, always six decimals.

use jiff::Timestamp;

/// Now, such as `2026-05-01T09:30:00.123456Z`.
pub(crate) fn now() -> String {
    format!("{:.6}", Timestamp::now())
}

/// Whether `text` has that form.
pub(crate) fn is_time(text: &str) -> bool {
    const FORM: &[u8; 27] = b"0000-00-00T00:00:00.000000Z";
    text.len() == FORM.len()
        && text.bytes().zip(FORM).all(|(byte, form)| match form {
            b'0' => byte.is_ascii_digit(),
            form => byte == *form,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn now_has_the_form() {
        assert!(is_time(&now()), "{}", now());
        assert!(!is_time("2026-05-01T09:30:00Z"));
        assert!(!is_time("2026-05-01T09:30:00.123456+"));
    }
}
