//! Prepares damaged pictures for as long as it is told: no panic, bounded memory and time.
//!
//! ```text
//! cargo run --release -p image@0.1.0 --example fuzz -- SECONDS [SEED [FOLDER]]
//! ```
//!
//! The pictures of the folder (those of the tests, by default) are changed in a few places each: bits, bytes, numbers,
//! stretches left out, doubled or taken from another. The seed makes a run repeatable. What makes it panic lies in
//! `fuzz-found.bin` afterwards.

#![allow(clippy::unwrap_used, missing_docs, reason = "a tool for developers")]
#![expect(unsafe_code, reason = "an allocator that counts is one")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::{Duration, Instant};

use omni_skill::{Error, ImageHash};

/// The most that one call may hold, beside the picture's own bytes: less than the policy's memory.
const MOST_MEMORY: usize = 320 << 20;
/// The longest that one call may take natively.
const MOST_TIME: Duration = Duration::from_secs(20);

struct Counting;

static HELD: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);
static CURRENT: Mutex<Vec<u8>> = Mutex::new(Vec::new());

// SAFETY: it hands all on to the system's allocator and only counts.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        PEAK.fetch_max(
            HELD.fetch_add(layout.size(), Relaxed) + layout.size(),
            Relaxed,
        );
        // SAFETY: the caller keeps the contract.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size(), Relaxed);
        // SAFETY: the caller keeps the contract.
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        PEAK.fetch_max(
            HELD.fetch_add(layout.size(), Relaxed) + layout.size(),
            Relaxed,
        );
        // SAFETY: the caller keeps the contract.
        unsafe { System.alloc_zeroed(layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// SplitMix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let seconds: u64 = arguments
        .next()
        .map_or(60, |seconds| seconds.parse().unwrap());
    let seed: u64 = arguments.next().map_or(1, |seed| seed.parse().unwrap());
    let default = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pictures");
    let folder = arguments.next().unwrap_or_else(|| default.to_owned());
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    files.sort();
    let pictures: Vec<Vec<u8>> = files
        .iter()
        .map(|file| std::fs::read(file).unwrap())
        .collect();

    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let _ = std::fs::write("fuzz-found.bin", &*CURRENT.lock().unwrap());
        before(panic);
    }));
    let mut random = Random(seed);
    let (mut calls, mut peak, mut longest) = (0_u64, 0, Duration::ZERO);
    let mut ends: BTreeMap<&str, u64> = BTreeMap::new();
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(seconds) {
        let picture = damaged(&pictures, &mut random);
        CURRENT.lock().unwrap().clone_from(&picture);
        let options = options(&mut random);
        let held = HELD.load(Relaxed);
        PEAK.store(held, Relaxed);
        let begun = Instant::now();
        let result = image::prepare(&picture, &options);
        let took = begun.elapsed();
        let used = PEAK.load(Relaxed) - held;
        assert!(used <= MOST_MEMORY, "{used} bytes were held");
        assert!(took <= MOST_TIME, "{took:?} for one call");
        let end = match result {
            Ok(made) => {
                assert!(made.width.max(made.height) <= options.max_edge);
                "prepared"
            }
            Err(Error::InvalidInput(_)) => "invalid-input",
            Err(Error::Unsupported(_)) => "unsupported",
            Err(Error::Failed(why)) => panic!("failed: {why}"),
        };
        *ends.entry(end).or_default() += 1;
        (calls, peak, longest) = (calls + 1, peak.max(used), longest.max(took));
    }
    println!(
        "{calls} calls with seed {seed} in {seconds} s: {ends:?}; at most {} KiB and {longest:?} a call",
        peak >> 10
    );
}

fn options(random: &mut Random) -> omni_skill::ImageOptions {
    let mut options = omni_skill::testing::image_options();
    options.max_edge = [1, 16, 64, 512][random.below(4)];
    options.max_pixels = 8 << 20;
    options.quality = [None, Some(1), Some(85), Some(100)][random.below(4)];
    options.hash = [
        ImageHash::Phash,
        ImageHash::Gradient,
        ImageHash::Median,
        ImageHash::Block,
    ][random.below(4)];
    options
}

fn damaged(pictures: &[Vec<u8>], random: &mut Random) -> Vec<u8> {
    let mut picture = pictures[random.below(pictures.len())].clone();
    for _ in 0..1 + random.below(8) {
        let length = picture.len();
        // Headers decide the most, so half of the changes go there.
        let end = if random.below(2) == 0 {
            length.min(200)
        } else {
            length
        };
        let at = random.below(end);
        match random.below(8) {
            0 if length > 0 => picture[at] ^= 1 << random.below(8),
            1 if length > 0 => picture[at] = random.next() as u8,
            2 if length > 0 => {
                picture[at] = [0, 1, 0x7f, 0x80, 0xff, 0xd8, 0xda, 0xd9][random.below(8)]
            }
            3 if at + 4 <= length => {
                let numbers = [0_u32, 1, 0xffff, 0x7fff_ffff, 0xffff_ffff, 0x0001_0000];
                let number = numbers[random.below(6)];
                let bytes = if random.below(2) == 0 {
                    number.to_le_bytes()
                } else {
                    number.to_be_bytes()
                };
                picture[at..at + 4].copy_from_slice(&bytes);
            }
            4 => picture.truncate(length - random.below(length / 4 + 1)),
            5 => {
                let end = (at + random.below(64)).min(length);
                picture.drain(at..end);
            }
            6 => {
                let end = (at + random.below(64)).min(length);
                let stretch = picture[at..end].to_vec();
                picture.splice(at..at, stretch);
            }
            _ => {
                let other = &pictures[random.below(pictures.len())];
                let from = random.below(other.len());
                let stretch = &other[from..(from + random.below(256)).min(other.len())];
                let end = (at + stretch.len()).min(length);
                picture.splice(at..end, stretch.iter().copied());
            }
        }
    }
    picture
}
