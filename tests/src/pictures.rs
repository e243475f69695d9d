//! Pictures that are drawn, as files of several formats: no two tests depend on a file that somebody made elsewhere.

/// Red, green and blue.
pub type Colour = [u8; 3];

/// A picture to draw on.
#[derive(Clone, PartialEq, Eq)]
pub struct Canvas {
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// Row by row from the top left.
    pub pixels: Vec<Colour>,
}

/// Digits and a few letters of 5×7 dots, a row a number whose lowest five bits are the dots.
const GLYPHS: [(char, [u8; 7]); 20] = [
    ('0', [14, 17, 19, 21, 25, 17, 14]),
    ('1', [4, 12, 4, 4, 4, 4, 14]),
    ('2', [14, 17, 1, 2, 4, 8, 31]),
    ('3', [31, 2, 4, 2, 1, 17, 14]),
    ('4', [2, 6, 10, 18, 31, 2, 2]),
    ('5', [31, 16, 30, 1, 1, 17, 14]),
    ('6', [6, 8, 16, 30, 17, 17, 14]),
    ('7', [31, 1, 2, 4, 8, 8, 8]),
    ('8', [14, 17, 17, 14, 17, 17, 14]),
    ('9', [14, 17, 17, 15, 1, 2, 12]),
    ('.', [0, 0, 0, 0, 0, 12, 12]),
    ('-', [0, 0, 0, 14, 0, 0, 0]),
    ('A', [14, 17, 17, 31, 17, 17, 17]),
    ('C', [14, 17, 16, 16, 16, 17, 14]),
    ('E', [31, 16, 16, 30, 16, 16, 31]),
    ('I', [14, 4, 4, 4, 4, 4, 14]),
    ('N', [17, 17, 25, 21, 19, 17, 17]),
    ('O', [14, 17, 17, 17, 17, 17, 14]),
    ('T', [31, 4, 4, 4, 4, 4, 4]),
    ('V', [17, 17, 17, 17, 17, 10, 4]),
];

impl Canvas {
    /// A picture of one colour.
    #[must_use]
    pub fn flat(width: u32, height: u32, colour: Colour) -> Self {
        Self {
            width,
            height,
            pixels: vec![colour; (width * height) as usize],
        }
    }

    /// A picture each of whose pixels `paint` gives.
    #[must_use]
    pub fn painted(width: u32, height: u32, paint: impl Fn(u32, u32) -> Colour) -> Self {
        let place = |place: u32| paint(place % width, place / width);
        Self {
            width,
            height,
            pixels: (0..width * height).map(place).collect(),
        }
    }

    /// Soft hills of light in three colours, and the grain of a sensor: what photographs are to an encoder. No two seeds
    /// give the same.
    #[must_use]
    pub fn photo(width: u32, height: u32, seed: u32) -> Self {
        // Each hill is a wave across times a wave down, so both are computed once a column and once a row.
        let waves = |along: u32, salt: u32, shape: fn(f32) -> f32| -> Vec<[[f32; 4]; 3]> {
            let at = |place: u32, channel: usize, octave: usize| {
                let number = (channel * 8 + octave + 1) as u32;
                let turn = |salt: u32| f32::from(mixed(seed, number, salt)) / 40.0;
                let part = place as f32 / along as f32 * (turn(salt) + octave as f32 + 1.0);
                shape(part * 6.3 + turn(salt + 2))
            };
            let channels = |place| {
                [0, 1, 2].map(|channel| [0, 1, 2, 3].map(|octave| at(place, channel, octave)))
            };
            (0..along).map(channels).collect()
        };
        let (across, down) = (waves(width, 1, f32::sin), waves(height, 2, f32::cos));
        Self::painted(width, height, |x, y| {
            let grain = f32::from(mixed(seed, x, y)) / 32.0 - 4.0;
            let (across, down) = (&across[x as usize], &down[y as usize]);
            [0, 1, 2].map(|channel| {
                let hills = (0..4usize).map(|octave| {
                    across[channel][octave] * down[channel][octave] / (octave + 1) as f32
                });
                (128.0 + 55.0 * hills.sum::<f32>() + grain) as u8
            })
        })
    }

    /// An invoice: lines of text, of which `number` is one.
    #[must_use]
    pub fn invoice(number: u32) -> Self {
        let mut page = Self::flat(400, 560, [250, 250, 246]);
        page.rectangle((24, 24), (352, 40), [40, 70, 120]);
        page.text("INVOICE", (36, 34), 3, [255, 255, 255]);
        page.text(&format!("NO {number:06}"), (36, 90), 2, [20, 20, 20]);
        for line in 0..14u32 {
            let amount = mixed(7, line, 1);
            let text = format!("{}  {}.{:02}", 100 + line, amount, mixed(7, line, 2) % 100);
            page.text(&text, (36, 130 + line * 22), 2, [60, 60, 60]);
        }
        page.rectangle((24, 470), (352, 2), [40, 70, 120]);
        page.text("TOTAL 1234.56", (36, 490), 2, [20, 20, 20]);
        page
    }

    /// Fills a rectangle: its corner, its size.
    pub fn rectangle(&mut self, corner: (u32, u32), size: (u32, u32), colour: Colour) {
        for y in corner.1..(corner.1 + size.1).min(self.height) {
            for x in corner.0..(corner.0 + size.0).min(self.width) {
                self.pixels[(y * self.width + x) as usize] = colour;
            }
        }
    }

    /// Writes a text of capitals, digits and dots, each dot `scale` pixels wide. What is not known is a space.
    pub fn text(&mut self, text: &str, corner: (u32, u32), scale: u32, colour: Colour) {
        for (place, character) in (0..).zip(text.chars()) {
            let glyph = GLYPHS.iter().find(|(known, _)| *known == character);
            for (row, dots) in (0..).zip(glyph.map_or([0; 7], |(_, rows)| *rows)) {
                for column in (0..5).filter(|column| dots >> (4 - column) & 1 == 1) {
                    let x = corner.0 + (place * 6 + column) * scale;
                    self.rectangle((x, corner.1 + row * scale), (scale, scale), colour);
                }
            }
        }
    }

    /// The same with one pixel turned into its opposite.
    #[must_use]
    pub fn one_pixel_changed(&self, x: u32, y: u32) -> Self {
        let mut changed = self.clone();
        let pixel = &mut changed.pixels[(y * self.width + x) as usize];
        *pixel = pixel.map(|value| if value > 127 { 0 } else { 255 });
        changed
    }

    /// The same with red and blue exchanged.
    #[must_use]
    pub fn channels_swapped(&self) -> Self {
        let mut swapped = self.clone();
        for pixel in &mut swapped.pixels {
            pixel.swap(0, 2);
        }
        swapped
    }

    /// The same, left and right exchanged.
    #[must_use]
    pub fn mirrored(&self) -> Self {
        let at = |x: u32, y: u32| self.pixels[(y * self.width + self.width - 1 - x) as usize];
        Self::painted(self.width, self.height, at)
    }

    /// The same, a quarter turn clockwise.
    #[must_use]
    pub fn turned(&self) -> Self {
        let at = |x: u32, y: u32| self.pixels[((self.height - 1 - x) * self.width + y) as usize];
        Self::painted(self.height, self.width, at)
    }

    /// As a PNG, not compressed. Files with different comments hold the same pixels.
    #[must_use]
    pub fn png(&self, comment: &str) -> Vec<u8> {
        let mut rows = Vec::new();
        for row in self.pixels.chunks(self.width as usize) {
            // No filter.
            rows.push(0);
            rows.extend(row.as_flattened());
        }
        let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
        let sizes = [self.width, self.height].map(u32::to_be_bytes);
        // 8 bits, RGB, and the only compression, filter and order that there is without interlacing.
        let header = [sizes.as_flattened(), &[8, 2, 0, 0, 0]].concat();
        chunk(&mut png, *b"IHDR", &header);
        if !comment.is_empty() {
            chunk(&mut png, *b"tEXt", format!("Comment\0{comment}").as_bytes());
        }
        chunk(&mut png, *b"IDAT", &stored(&rows));
        chunk(&mut png, *b"IEND", &[]);
        png
    }

    /// As a BMP.
    #[must_use]
    pub fn bmp(&self) -> Vec<u8> {
        let line = (self.width * 3).next_multiple_of(4);
        let bytes = line * self.height;
        let mut bmp = b"BM".to_vec();
        for number in [54 + bytes, 0, 54, 40, self.width, self.height] {
            bmp.extend(number.to_le_bytes());
        }
        // One plane, 24 bits.
        bmp.extend([1, 0, 24, 0]);
        for number in [0, bytes, 2835, 2835, 0, 0] {
            bmp.extend(number.to_le_bytes());
        }
        for row in self.pixels.chunks(self.width as usize).rev() {
            let end = bmp.len() + line as usize;
            bmp.extend(row.iter().flat_map(|[red, green, blue]| [blue, green, red]));
            bmp.resize(end, 0);
        }
        bmp
    }
}

/// A number from 0 to 255 that looks like chance.
fn mixed(seed: u32, one: u32, other: u32) -> u8 {
    let mut value = seed
        .wrapping_mul(0x9e37_79b1)
        .wrapping_add(one.wrapping_mul(0x85eb_ca77))
        .wrapping_add(other.wrapping_mul(0xc2b2_ae3d));
    for _ in 0..2 {
        value = (value ^ value >> 15).wrapping_mul(0x2c1b_3c6d);
    }
    (value >> 24) as u8
}

fn chunk(png: &mut Vec<u8>, kind: [u8; 4], content: &[u8]) {
    png.extend((content.len() as u32).to_be_bytes());
    let checked = [&kind, content].concat();
    png.extend(&checked);
    png.extend(crc32(&checked).to_be_bytes());
}

/// A zlib stream that compresses nothing.
fn stored(bytes: &[u8]) -> Vec<u8> {
    let mut stream = vec![0x78, 0x01];
    let blocks = bytes.chunks(65_535);
    let last = blocks.len();
    for (number, block) in (1..).zip(blocks) {
        let length = block.len() as u16;
        stream.push(u8::from(number == last));
        stream.extend(length.to_le_bytes());
        stream.extend((!length).to_le_bytes());
        stream.extend(block);
    }
    let (mut low, mut high) = (1u32, 0u32);
    for byte in bytes {
        low = (low + u32::from(*byte)) % 65_521;
        high = (high + low) % 65_521;
    }
    stream.extend((high << 16 | low).to_be_bytes());
    stream
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            crc >> 1 ^ (0xedb8_8320 & (crc & 1).wrapping_neg())
        })
    })
}
