//! The arithmetic coder (section 7).

/// Writes yes and no, each in as few bits as its likelihood is worth.
pub(crate) struct BoolWriter {
    bytes: Vec<u8>,
    /// The lower end of the interval: its lowest eight bits are on the scale of `range`, `pending` more are above them.
    low: u64,
    /// From 128 to 255.
    range: u32,
    pending: u32,
}

impl BoolWriter {
    pub(crate) fn new() -> Self {
        Self {
            bytes: Vec::new(),
            low: 0,
            range: 255,
            pending: 0,
        }
    }

    /// `probability`, of 256, is that of a no.
    #[inline(always)]
    pub(crate) fn put(&mut self, yes: bool, probability: u8) {
        let split = 1 + (((self.range - 1) * u32::from(probability)) >> 8);
        if yes {
            self.low += u64::from(split);
            self.range -= split;
        } else {
            self.range = split;
        }
        let shift = self.range.leading_zeros() - 24;
        self.range <<= shift;
        self.low <<= shift;
        self.pending += shift;
        if self.pending >= 32 {
            self.flush();
        }
    }

    /// The lowest `bits` of `value`, the highest first, each as likely as not.
    pub(crate) fn put_bits(&mut self, value: u32, bits: u32) {
        for bit in (0..bits).rev() {
            self.put(value >> bit & 1 == 1, 128);
        }
    }

    pub(crate) fn finish(mut self) -> Vec<u8> {
        let bits = self.pending + 8;
        // To the left, so that whole bytes remain.
        self.low <<= 48 - bits;
        self.carry(self.low >> 48);
        let rest = self.low.to_be_bytes();
        self.bytes
            .extend(rest.into_iter().skip(2).take(bits.div_ceil(8) as usize));
        self.bytes
    }

    #[inline(never)]
    fn flush(&mut self) {
        self.pending -= 32;
        let ready = self.low >> (self.pending + 8);
        self.low &= (1 << (self.pending + 8)) - 1;
        self.carry(ready >> 32);
        self.bytes.extend_from_slice(&(ready as u32).to_be_bytes());
    }

    /// What became larger than its place adds one to the bytes before it.
    fn carry(&mut self, carry: u64) {
        if carry == 0 {
            return;
        }
        for byte in self.bytes.iter_mut().rev() {
            *byte = byte.wrapping_add(1);
            if *byte != 0 {
                break;
            }
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
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
        // Unlikely answers first push the interval to its upper end, then a likely one lies across it.
        for length in 0..200 {
            let mut writer = BoolWriter::new();
            let flags: Vec<_> = (0..length)
                .map(|at| (at % 67 != 66, 1 + (at % 5) as u8))
                .collect();
            for &(yes, probability) in &flags {
                writer.put(yes, probability);
            }
            let bytes = writer.finish();
            let mut reader = BoolReader::new(&bytes);
            for &(yes, probability) in &flags {
                assert_eq!(reader.read(probability), yes);
            }
        }
    }
}
