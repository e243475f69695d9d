//! Strict UTF-8, one byte at a time: tokens may end in the middle of a character.

/// A UTF-8 sequence that is not complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Partial {
    value: u32,
    missing: u32,
    /// Smallest character of this length; smaller ones are overlong.
    smallest: u32,
}

impl Partial {
    /// The smallest and the largest character that this can become; empty if it cannot.
    pub(super) fn range(self) -> (u32, u32) {
        let low = self.value << (6 * self.missing);
        let high = low | ((1 << (6 * self.missing)) - 1);
        (low.max(self.smallest), high.min(char::MAX.into()))
    }
}

/// What one more byte makes.
pub(super) enum Decoded {
    Character(u32),
    Partial(Partial),
    Invalid,
}

/// Takes the next byte.
pub(super) fn next_character(partial: Option<Partial>, byte: u8) -> Decoded {
    let partial = match (partial, byte) {
        (None, 0x00..=0x7f) => return Decoded::Character(byte.into()),
        (None, 0xc2..=0xdf) => Partial {
            value: u32::from(byte & 0x1f),
            missing: 1,
            smallest: 0x80,
        },
        (None, 0xe0..=0xef) => Partial {
            value: u32::from(byte & 0x0f),
            missing: 2,
            smallest: 0x800,
        },
        (None, 0xf0..=0xf4) => Partial {
            value: u32::from(byte & 0x07),
            missing: 3,
            smallest: 0x1_0000,
        },
        (Some(begun), 0x80..=0xbf) => Partial {
            value: (begun.value << 6) | u32::from(byte & 0x3f),
            missing: begun.missing - 1,
            smallest: begun.smallest,
        },
        _ => return Decoded::Invalid,
    };
    if partial.missing > 0 {
        return Decoded::Partial(partial);
    }
    match char::from_u32(partial.value) {
        Some(character) if partial.value >= partial.smallest => {
            Decoded::Character(character.into())
        }
        _ => Decoded::Invalid,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Agrees with the standard library on any bytes.
        #[test]
        fn decodes_what_is_valid(bytes in proptest::collection::vec(any::<u8>(), 0..6)) {
            let mut partial = None;
            let mut decoded = String::new();
            let mut valid = true;
            for &byte in &bytes {
                match next_character(partial, byte) {
                    Decoded::Character(character) => {
                        partial = None;
                        decoded.extend(char::from_u32(character));
                    }
                    Decoded::Partial(begun) => partial = Some(begun),
                    Decoded::Invalid => {
                        valid = false;
                        break;
                    }
                }
            }
            if let Ok(text) = std::str::from_utf8(&bytes) {
                prop_assert!(valid && partial.is_none());
                prop_assert_eq!(decoded, text);
            } else {
                prop_assert!(!valid || partial.is_some());
            }
        }
    }
}
