//! The arithmetic coder (section 7).

/// Writes yes and no, each in as few bits as its likelihood is worth.
pub(crate) struct BoolWriter {
    bytes: Vec<u8>,
    interval: Interval,
}

/// What is left of all that could follow. A copy of it stays in registers while many answers are written.
#[derive(Clone, Copy)]
struct Interval {
    /// The lower end: its lowest eight bits are on the scale of `range`, `pending` more are above them.
    low: u64,
    /// From 128 to 255.
    range: u32,
    pending: u32,
}

impl BoolWriter {
    pub(crate) fn new() -> Self {
        Self {
            bytes: Vec::new(),
            interval: Interval {
                low: 0,
                range: 255,
                pending: 0,
            },
        }
    }

    /// `probability`, of 256, is that of a no.
    #[inline(always)]
    pub(crate) fn put(&mut self, yes: bool, probability: u8) {
        self.many(|writer| writer.put(yes, probability));
    }

    /// The lowest `bits` of `value`, the highest first, each as likely as not.
    pub(crate) fn put_bits(&mut self, value: u32, bits: u32) {
        for bit in (0..bits).rev() {
            self.put(value >> bit & 1 == 1, 128);
        }
    }

    /// Writes many answers at once.
    #[inline(always)]
    pub(crate) fn many(&mut self, write: impl FnOnce(&mut Many<'_>)) {
        let mut many = Many {
            bytes: &mut self.bytes,
            interval: self.interval,
        };
        write(&mut many);
        self.interval = many.interval;
    }

    pub(crate) fn finish(mut self) -> Vec<u8> {
        let bits = self.interval.pending + 8;
        // To the left, so that whole bytes remain.
        let low = self.interval.low << (32 - bits);
        carry(&mut self.bytes, low >> 32);
        let rest = low.to_be_bytes().into_iter().skip(4);
        self.bytes.extend(rest.take(bits.div_ceil(8) as usize));
        self.bytes
    }
}

/// A writer while it writes many answers.
pub(crate) struct Many<'a> {
    bytes: &'a mut Vec<u8>,
    interval: Interval,
}

impl Many<'_> {
    /// As [`BoolWriter::put`].
    #[inline(always)]
    pub(crate) fn put(&mut self, yes: bool, probability: u8) {
        self.put_unchecked(yes, probability);
        self.check();
    }

    /// As [`BoolWriter::put`], at most four times before [`Many::check`].
    #[inline(always)]
    pub(crate) fn put_unchecked(&mut self, yes: bool, probability: u8) {
        let Interval {
            low,
            range,
            pending,
        } = self.interval;
        let split = 1 + (((range - 1) * u32::from(probability)) >> 8);
        // No branch: what is answered often cannot be foreseen.
        let chosen = u32::from(yes).wrapping_neg();
        let range = (split & !chosen) | ((range - split) & chosen);
        let shift = range.leading_zeros() - 24;
        self.interval = Interval {
            low: (low + u64::from(split & chosen)) << shift,
            range: range << shift,
            pending: pending + shift,
        };
    }

    /// Makes room for four answers, which take up to 28 bits.
    #[inline(always)]
    pub(crate) fn check(&mut self) {
        if self.interval.pending >= FLUSHED {
            self.flush();
        }
    }

    #[inline(always)]
    fn flush(&mut self) {
        while self.interval.pending >= FLUSHED {
            self.interval.pending -= FLUSHED;
            let rest = self.interval.pending + 8;
            flush(self.bytes, self.interval.low >> rest);
            self.interval.low &= (1 << rest) - 1;
        }
    }
}

/// So many bits are written at once. With those of four answers, eight of the interval and a carry they fill a word.
const FLUSHED: u32 = 24;

/// Writes 24 bits and their carry.
#[inline(never)]
fn flush(bytes: &mut Vec<u8>, ready: u64) {
    let [.., over, a, b, c] = ready.to_be_bytes();
    carry(bytes, over.into());
    bytes.extend_from_slice(&[a, b, c]);
}

/// What became larger than its place adds one to the bytes before it.
fn carry(bytes: &mut [u8], carry: u64) {
    if carry == 0 {
        return;
    }
    for byte in bytes.iter_mut().rev() {
        *byte = byte.wrapping_add(1);
        if *byte != 0 {
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The decoder of section 7.3, bit by bit.
    struct BoolReader<'a> {
        bytes: std::slice::Iter<'a, u8>,
        value: u32,
        range: u32,
        bits: u32,
    }

    impl<'a> BoolReader<'a> {
        fn new(bytes: &'a [u8]) -> Self {
            let mut bytes = bytes.iter();
            let mut next = || u32::from(bytes.next().copied().unwrap_or(0));
            let value = next() << 8 | next();
            Self {
                bytes,
                value,
                range: 255,
                bits: 0,
            }
        }

        fn read(&mut self, probability: u8) -> bool {
            let split = 1 + (((self.range - 1) * u32::from(probability)) >> 8);
            let yes = self.value >= split << 8;
            if yes {
                self.range -= split;
                self.value -= split << 8;
            } else {
                self.range = split;
            }
            while self.range < 128 {
                self.value <<= 1;
                self.range <<= 1;
                self.bits += 1;
                if self.bits == 8 {
                    self.bits = 0;
                    self.value |= u32::from(self.bytes.next().copied().unwrap_or(0));
                }
            }
            yes
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(flags in proptest::collection::vec((any::<bool>(), 1_u8..), 0..2000)) {
            let mut writer = BoolWriter::new();
            for &(yes, probability) in &flags {
                writer.put(yes, probability);
            }
            let bytes = writer.finish();
            let mut reader = BoolReader::new(&bytes);
            for &(yes, probability) in &flags {
                prop_assert_eq!(reader.read(probability), yes);
            }
        }
    }

    #[test]
    fn a_carry_goes_through_many_bytes() {
        let mut bytes = [1, 0xff, 0xff, 0xff];
        carry(&mut bytes, 0);
        assert_eq!(bytes, [1, 0xff, 0xff, 0xff]);
        carry(&mut bytes, 1);
        assert_eq!(bytes, [2, 0, 0, 0]);
    }
}
