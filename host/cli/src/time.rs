//! A time on the command line, as records have it.

/// Takes a time, or as much of its beginning as is wanted: `2026`, `2026-01-31`, `2026-01-31T08:00`. UTC.
pub(crate) fn time(text: &str) -> Result<String, String> {
    const FORM: &[u8] = b"0000-00-00T00:00:00.000000";
    /// Where the form can end, but for the decimals.
    const ENDS: [usize; 6] = [4, 7, 10, 13, 16, 19];
    let bare = text.strip_suffix('Z').unwrap_or(text).replacen(' ', "T", 1);
    let fits = bare.len() <= FORM.len()
        && (ENDS.contains(&bare.len()) || bare.len() > 20)
        && bare.bytes().zip(FORM).all(|(byte, form)| match form {
            b'0' => byte.is_ascii_digit(),
            form => byte == *form,
        });
    let part = |at: usize| {
        bare.get(at..at + 2)
            .and_then(|part| part.parse::<u8>().ok())
    };
    let within = |at, least, most| part(at).is_none_or(|part| (least..=most).contains(&part));
    if fits
        && within(5, 1, 12)
        && within(8, 1, 31)
        && within(11, 0, 23)
        && within(14, 0, 59)
        && within(17, 0, 60)
    {
        Ok(bare)
    } else {
        Err("a time is written as 2026-01-31 or 2026-01-31T08:00, in UTC".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_times_and_refuses_what_is_none() {
        for (text, time_of) in [
            ("2026", "2026"),
            ("2026-01-31", "2026-01-31"),
            ("2026-01-31 08:00", "2026-01-31T08:00"),
            ("2026-01-31T08:00:59Z", "2026-01-31T08:00:59"),
            ("2026-01-31T08:00:59.123456Z", "2026-01-31T08:00:59.123456"),
        ] {
            assert_eq!(time(text).as_deref(), Ok(time_of));
        }
        for text in [
            "",
            "yesterday",
            "2026-13-01",
            "2026-01-32",
            "2026-1-1",
            "2026-01-31T24:00",
            "2026-01-31T08:00+02:00",
            "2026-01-31T08:00:59.",
            "20260131",
            "2026-01-31T08:00:59.1234567",
            "é026",
        ] {
            assert!(time(text).is_err(), "{text}");
        }
    }
}
