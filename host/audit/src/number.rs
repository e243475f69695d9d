//! Numbers as RFC 8785 demands: as ECMAScript prints them.

/// The largest whole number that every reader of JSON takes exactly.
pub(crate) const MAX_SAFE: u64 = (1 << 53) - 1;

/// Appends `number`, which must be finite, to `out`.
pub(crate) fn write(out: &mut String, number: f64) {
    // Rust's own shortest digits differ: where two are equally near, ECMAScript wants the even one.
    out.push_str(ryu_js::Buffer::new().format_finite(number));
}

/// Reads a number, if `text` is the canonical form of one.
pub(crate) fn read(text: &str) -> Option<f64> {
    let bytes = text.as_bytes();
    // The common case, without printing it again: up to 15 digits are exact.
    if bytes.len() <= 15 && bytes.iter().all(u8::is_ascii_digit) && !bytes.is_empty() {
        let canonical = bytes[0] != b'0' || bytes.len() == 1;
        let number = bytes
            .iter()
            .fold(0_u64, |number, digit| number * 10 + u64::from(digit - b'0'));
        return canonical.then_some(number as f64);
    }
    let number: f64 = text
        .parse()
        .ok()
        .filter(|number: &f64| number.is_finite())?;
    let mut canonical = String::with_capacity(text.len());
    write(&mut canonical, number);
    (canonical == text).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(number: f64) -> String {
        let mut out = String::new();
        write(&mut out, number);
        out
    }

    /// RFC 8785, appendix B.
    #[test]
    fn writes_the_vectors_of_rfc_8785() {
        for (bits, text) in [
            (0x0000_0000_0000_0000, "0"),
            (0x8000_0000_0000_0000, "0"),
            (0x0000_0000_0000_0001, "5e-324"),
            (0x8000_0000_0000_0001, "-5e-324"),
            (0x7fef_ffff_ffff_ffff, "1.7976931348623157e+308"),
            (0xffef_ffff_ffff_ffff, "-1.7976931348623157e+308"),
            (0x4340_0000_0000_0000, "9007199254740992"),
            (0xc340_0000_0000_0000, "-9007199254740992"),
            (0x4430_0000_0000_0000, "295147905179352830000"),
            (0x44b5_2d02_c7e1_4af5, "9.999999999999997e+22"),
            (0x44b5_2d02_c7e1_4af6, "1e+23"),
            (0x44b5_2d02_c7e1_4af7, "1.0000000000000001e+23"),
            (0x444b_1ae4_d6e2_ef4e, "999999999999999700000"),
            (0x444b_1ae4_d6e2_ef4f, "999999999999999900000"),
            (0x444b_1ae4_d6e2_ef50, "1e+21"),
            (0x3eb0_c6f7_a0b5_ed8c, "9.999999999999997e-7"),
            (0x3eb0_c6f7_a0b5_ed8d, "0.000001"),
            (0x41b3_de43_5555_5553, "333333333.3333332"),
            (0x41b3_de43_5555_5554, "333333333.33333325"),
            (0x41b3_de43_5555_5555, "333333333.3333333"),
            (0x41b3_de43_5555_5556, "333333333.3333334"),
            (0x41b3_de43_5555_5557, "333333333.33333343"),
            (0xbecb_f647_612f_3696, "-0.0000033333333333333333"),
            (0x4314_3ff3_c1cb_0959, "1424953923781206.2"),
        ] {
            assert_eq!(written(f64::from_bits(bits)), text, "{bits:x}");
            assert_eq!(
                read(text),
                Some(f64::from_bits(bits)).map(|n| n + 0.0),
                "{text}"
            );
        }
    }

    #[test]
    fn reads_the_canonical_form_only() {
        for text in [
            "",
            "-",
            "00",
            "01",
            "-0",
            "1.0",
            "1e5",
            "+1",
            "1E5",
            ".5",
            "5.",
            "NaN",
            "inf",
            "1e999",
            "9007199254740993",
            "0.10",
            "-01",
            "0x1",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn reads_back_any_number(bits: u64) {
            let number = f64::from_bits(bits);
            prop_assume!(number.is_finite());
            prop_assert_eq!(read(&written(number)), Some(number));
        }

        #[test]
        fn reads_any_text_without_a_panic(text in ".*") {
            if let Some(number) = read(&text) {
                prop_assert_eq!(written(number), text);
            }
        }
    }
}
