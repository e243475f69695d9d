//! Huffman codes.

use super::Fault;
use super::bits::Bits;

/// Codes up to this length are looked up at once.
const FAST: u32 = 9;

/// One table of codes.
pub(super) struct Huffman {
    /// By the next bits: the code's length, and its symbol. A length of 0 is that of a longer code.
    fast: Vec<(u8, u8)>,
    /// By length: the first number of 16 bits that is beyond its codes, and what leads from a code to the symbol's place.
    beyond: [u32; 17],
    offsets: [i32; 17],
    symbols: Vec<u8>,
}

impl Huffman {
    /// By how many codes there are of each length from 1 to 16, and their symbols.
    pub(super) fn new(counts: &[u8; 16], symbols: &[u8]) -> Result<Self, Fault> {
        let mut fast = vec![(0, 0); 1 << FAST];
        let (mut beyond, mut offsets) = ([0; 17], [0; 17]);
        let (mut code, mut place) = (0_u32, 0_usize);
        for length in 1..=16 {
            let count = usize::from(counts[length - 1]);
            offsets[length] = place as i32 - code as i32;
            for _ in 0..count {
                if code >> length != 0 {
                    return Err(Fault::Damaged("its Huffman codes are too many"));
                }
                if length as u32 <= FAST {
                    let shift = FAST - length as u32;
                    let symbol = symbols.get(place).copied().unwrap_or(0);
                    let start = (code << shift) as usize;
                    fast[start..start + (1 << shift)].fill((length as u8, symbol));
                }
                code += 1;
                place += 1;
            }
            beyond[length] = code << (16 - length);
            code <<= 1;
        }
        Ok(Self {
            fast,
            beyond,
            offsets,
            symbols: symbols.to_vec(),
        })
    }

    /// The next symbol. Bits that are no code give 0, as in libjpeg.
    #[inline]
    pub(super) fn symbol(&self, bits: &mut Bits<'_>) -> u8 {
        let next = bits.peek();
        let (length, symbol) = self.fast[usize::from(next >> (16 - FAST))];
        if length > 0 {
            bits.skip(u32::from(length));
            return symbol;
        }
        for length in FAST as usize + 1..=16 {
            if u32::from(next) < self.beyond[length] {
                bits.skip(length as u32);
                let place = i32::from(next >> (16 - length)) + self.offsets[length];
                return self.symbols.get(place as usize).copied().unwrap_or(0);
            }
        }
        bits.skip(16);
        0
    }
}
