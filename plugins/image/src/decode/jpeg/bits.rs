//! The bits of a scan.

/// Reads bits, the highest first. Past the end, or a marker, come zeros, which are counted.
pub(super) struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Its highest bits come next.
    held: u64,
    count: u32,
    /// Bits that were made up.
    made_up: u32,
}

impl<'a> Bits<'a> {
    pub(super) fn new(bytes: &'a [u8], at: usize) -> Self {
        Self {
            bytes,
            at,
            held: 0,
            count: 0,
            made_up: 0,
        }
    }

    /// Whether more bits were taken than there are.
    pub(super) fn is_past_the_end(&self) -> bool {
        self.made_up > self.count
    }

    /// Sees that there are at least 32 bits.
    #[inline]
    fn refill(&mut self) {
        // Four bytes none of which is a marker's, or a stuffed one, are the rule.
        if let Some(next) = self
            .bytes
            .get(self.at..)
            .and_then(|rest| rest.first_chunk::<4>())
        {
            let next = u32::from_be_bytes(*next);
            // A byte of ones is a byte of zeros in the complement.
            if (!next).wrapping_sub(0x0101_0101) & next & 0x8080_8080 == 0 {
                self.held |= u64::from(next) << (32 - self.count);
                self.count += 32;
                self.at += 4;
                return;
            }
        }
        while self.count <= 32 {
            let byte = match self.bytes.get(self.at) {
                Some(0xff) if self.bytes.get(self.at + 1) == Some(&0) => {
                    self.at += 2;
                    0xff
                }
                Some(0xff) | None => {
                    self.made_up += 8;
                    0
                }
                Some(byte) => {
                    self.at += 1;
                    *byte
                }
            };
            self.held |= u64::from(byte) << (56 - self.count);
            self.count += 8;
        }
    }

    /// The next 16 bits, which stay.
    #[inline]
    pub(super) fn peek(&mut self) -> u16 {
        if self.count < 32 {
            self.refill();
        }
        (self.held >> 48) as u16
    }

    /// Leaves out `count` bits, which were peeked at.
    #[inline]
    pub(super) fn skip(&mut self, count: u32) {
        self.held <<= count;
        self.count = self.count.saturating_sub(count);
    }

    /// The next bits, at most 16.
    #[inline]
    pub(super) fn take(&mut self, count: u32) -> u16 {
        if count == 0 {
            return 0;
        }
        let bits = self.peek() >> (16 - count);
        self.skip(count);
        bits
    }

    #[inline]
    pub(super) fn is_set(&mut self) -> bool {
        self.take(1) == 1
    }

    /// A number of `count` bits, as JPEG codes them: those that begin with 0 are negative.
    #[inline]
    pub(super) fn number(&mut self, count: u32) -> i32 {
        signed(i32::from(self.take(count)), count)
    }

    /// Goes on after the next restart marker. False if none is there.
    pub(super) fn restart(&mut self) -> bool {
        self.skip_to_marker();
        (self.held, self.count, self.made_up) = (0, 0, 0);
        match self.bytes.get(self.at..self.at + 2) {
            Some([0xff, 0xd0..=0xd7]) => {
                self.at += 2;
                true
            }
            _ => false,
        }
    }

    /// Where the marker after the scan is.
    pub(super) fn end(mut self) -> usize {
        self.skip_to_marker();
        self.at
    }

    fn skip_to_marker(&mut self) {
        // Whole bytes that are held were read already: a marker is never among them.
        while let Some(rest) = self.bytes.get(self.at..) {
            match rest {
                [] => return,
                [0xff, 0xff, ..] => self.at += 1,
                [0xff, next, ..] if *next != 0 => return,
                _ => self.at += 1,
            }
        }
    }
}

/// The number that JPEG codes as these bits, `count` of them.
#[inline]
pub(super) fn signed(bits: i32, count: u32) -> i32 {
    match bits << 1 >> count {
        0 => bits - (1 << count) + 1,
        _ => bits,
    }
}
