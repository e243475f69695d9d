//! Huffman codes.

use super::Fault;
use super::bits::{Bits, signed};

/// Codes up to this length are looked up at once.
const FAST: u32 = 9;

/// A code and the number behind it are looked up at once, up to this length of both.
const FAST_COEFFICIENT: u32 = 10;

/// What the next bits say of a block's coefficients.
#[derive(Clone, Copy, Default)]
pub(super) struct Coefficient {
    /// Of the code and the number. 0 where they are longer than what is looked up.
    length: u8,
    /// How many coefficients are 0 before this one. Beyond the block where it ends here.
    pub(super) zeros: u8,
    pub(super) value: i16,
}

/// The run of zeros at the end of a block.
const END: u8 = 64;

/// One table of codes.
pub(super) struct Huffman {
    /// By the next bits: the code's length, and its symbol. A length of 0 is that of a longer code.
    fast: Vec<(u8, u8)>,
    /// By the next bits, for coefficients of blocks that are coded at once.
    coefficients: Vec<Coefficient>,
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
            coefficients: coefficients(&fast),
            fast,
            beyond,
            offsets,
            symbols: symbols.to_vec(),
        })
    }

    /// The next coefficient of a block that is coded at once, but its first one.
    #[inline(always)]
    pub(super) fn coefficient(&self, bits: &mut Bits<'_>) -> Coefficient {
        let next = bits.peek();
        let coefficient = self.coefficients[usize::from(next >> (16 - FAST_COEFFICIENT))];
        if coefficient.length > 0 {
            bits.skip(u32::from(coefficient.length));
            return coefficient;
        }
        let symbol = self.symbol(bits);
        Coefficient {
            length: 0,
            zeros: zeros(symbol),
            value: bits.number(u32::from(symbol & 15)) as i16,
        }
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

/// Of a symbol, how many coefficients are 0 before the one that its number follows for.
fn zeros(symbol: u8) -> u8 {
    match symbol {
        // Sixteen of them, the last of which stands for the number.
        0xf0 => 15,
        symbol if symbol & 15 == 0 => END,
        symbol => symbol >> 4,
    }
}

/// Those whose code and number are short, by the next bits.
fn coefficients(fast: &[(u8, u8)]) -> Vec<Coefficient> {
    let coefficient = |next: usize| {
        let (length, symbol) = fast[next >> (FAST_COEFFICIENT - FAST)];
        let size = u32::from(symbol & 15);
        let whole = u32::from(length) + size;
        if length == 0 || whole > FAST_COEFFICIENT {
            return Coefficient::default();
        }
        let number = (next >> (FAST_COEFFICIENT - whole)) & ((1 << size) - 1);
        Coefficient {
            length: whole as u8,
            zeros: zeros(symbol),
            value: signed(number as i32, size) as i16,
        }
    };
    (0..1 << FAST_COEFFICIENT).map(coefficient).collect()
}
