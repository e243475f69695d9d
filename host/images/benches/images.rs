//! What a picture costs that was prepared before, and whether many others slow it down.
//!
//! `$OMNI_BENCH_PICTURES` is how many others there are, 100,000 if it is not set.
#![expect(clippy::expect_used, reason = "a benchmark that cannot run has failed")]

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use omni_images::{Digest, Hit, Images, Preparer, Request, Settings};
use omni_skills::types::{EncodedImage, ImageOptions, ImageSource, PreparedImage};
use omni_store::{ImageFile, ImageLink, ImageSource as Source, NewImage, Store, StoredImage};
use sha2::Digest as _;

/// As large a file as the aim speaks of.
const BYTES: usize = 1_000_000;

/// Makes of anything a picture of 512×288 pixels, and 13 kB of it.
struct Stamp;

impl Preparer for Stamp {
    fn digest(&self) -> Digest {
        [7; 32]
    }

    fn prepare(
        &self,
        image: &[u8],
        options: &ImageOptions,
    ) -> Result<PreparedImage, omni_skills::Error> {
        Ok(PreparedImage {
            width: 512,
            height: 288,
            source: ImageSource {
                format: "jpeg".to_owned(),
                width: 1920,
                height: 1080,
                orientation: 1,
                frames: 1,
                pixels_sha256: sha2::Sha256::digest(image).to_vec(),
            },
            pixels: options.pixels.then(|| vec![image[0]; 512 * 288 * 3]),
            encoded: Some(EncodedImage {
                media_type: "image/webp".to_owned(),
                bytes: vec![image[0]; 13_500],
            }),
            hash: u64::from(image[0]),
            notes: Vec::new(),
        })
    }
}

/// A number that looks like chance.
fn mixed(number: u64) -> u64 {
    let value = (number ^ number >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ value >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ value >> 31
}

/// Rows of pictures whose files nobody asks for.
fn fill(store: &Store, count: u64) {
    for number in 1..=count {
        let mut content = [0; 32];
        content[..8].copy_from_slice(&mixed(number).to_be_bytes());
        let image = StoredImage {
            id: 0,
            content,
            width: 512,
            height: 288,
            media_type: Some("image/webp".to_owned()),
            encoded: Some(ImageFile {
                sha256: content,
                bytes: 1,
            }),
            pixels_sha256: content,
            pixels_kept: false,
            used_at: i64::MAX / 2,
        };
        let source = Source {
            key: content,
            link: ImageLink::Made,
            hash: mixed(number.wrapping_mul(3)),
            about: "{\"source\":{},\"notes\":[]}".repeat(8),
        };
        let space = Some([0; 16]);
        store
            .keep_image(&NewImage { image, space }, &source)
            .expect("room");
    }
}

fn hits(criterion: &mut Criterion) {
    // In memory where there is such a folder: filling it waits for the disk at each picture, and a hit never does.
    let memory = Path::new("/dev/shm");
    let home = match memory.is_dir() {
        true => tempfile::tempdir_in(memory),
        false => tempfile::tempdir(),
    };
    let home = home.expect("a folder");
    let store = Arc::new(Store::open(&home.path().join("omni.db")).expect("a store"));
    let folder = home.path().join("images");
    let images = Images::open(folder, Arc::clone(&store), Settings::default());
    let bytes: Vec<u8> = (0..BYTES as u64).map(|place| mixed(place) as u8).collect();
    let options = |pixels| Request {
        options: ImageOptions {
            pixels,
            ..ImageOptions::default()
        },
        ..Request::default()
    };
    let mut group = criterion.benchmark_group("prepared picture");
    group.bench_function("sha-256 of 1 MB", |bencher| {
        bencher.iter(|| black_box(sha2::Sha256::digest(black_box(&bytes))));
    });
    let others = std::env::var("OMNI_BENCH_PICTURES").ok();
    let others = others.and_then(|text| text.parse().ok()).unwrap_or(100_000);
    for (among, more) in [("alone", 0), ("among many", others)] {
        fill(&store, more);
        for (what, pixels) in [("encoded", false), ("with pixels", true)] {
            let request = options(pixels);
            let _ = images.prepare(&bytes, &request, &Stamp).expect("a picture");
            group.bench_function(format!("hit at 1 MB, {what}, {among}"), |bencher| {
                bencher.iter(|| {
                    let prepared = images.prepare(black_box(&bytes), &request, &Stamp);
                    assert_eq!(prepared.expect("a picture").hit, Hit::Exact);
                });
            });
        }
    }
    let mut number = 0;
    group.bench_function("likeness among many", |bencher| {
        bencher.iter(|| {
            number += 1;
            // A known one with three bits changed.
            let hash = mixed((number % others.max(1) + 1).wrapping_mul(3)) ^ 0x8000_0100_0001;
            let near = store.images_like(&[0; 16], hash, 8).expect("an index");
            assert!(others == 0 || !near.is_empty());
        });
    });
    group.finish();
}

criterion_group!(benches, hits);
criterion_main!(benches);
