//! What is served from the cache is what would be made afresh, and what is not the same is never served.

use std::sync::Barrier;

use omni_images::{Hit, Request, is_alike};
use omni_skills::types::{ImageHash, ImageOptions};

use crate::support::{Cache, Plain, fresh, near, numbered, picture, plain};

/// Soft enough for noise to look the same.
fn soft(comment: &str, noise: u8) -> Vec<u8> {
    picture(comment, |x, y| {
        let wave = if (x + y) % 2 == 0 { noise } else { 0 };
        [(x * 7) as u8 + wave, (y * 7) as u8, 40]
    })
}

#[test]
fn the_same_bytes_are_decoded_once() {
    let cache = Cache::new();
    let bytes = numbered(1);
    assert_eq!(cache.hit(&bytes), Hit::Miss);
    assert_eq!(cache.hit(&bytes), Hit::Exact);
    assert_eq!(cache.hit(&bytes), Hit::Exact);
    assert_eq!(cache.plain.calls(), 1);
}

#[test]
fn another_file_with_the_same_pixels_shares_their_entry() {
    let cache = Cache::new();
    let (one, other) = (soft("", 0), soft("wrapped anew", 0));
    assert_eq!(cache.hit(&one), Hit::Miss);
    assert_eq!(cache.hit(&other), Hit::Pixels);
    // Its own notes are those that come back.
    let again = cache.ask(&other, &plain());
    assert_eq!(again.hit, Hit::Exact);
    assert_eq!(again.image.notes, ["# wrapped anew"]);
    let stats = cache.images.stats().unwrap();
    assert_eq!((stats.pictures, stats.made, stats.by_pixels), (1, 1, 1));
    assert_eq!(cache.files().len(), 1);
}

#[test]
fn every_parameter_and_every_component_has_its_own_entry() {
    let cache = Cache::new();
    let bytes = numbered(1);
    let options = plain().options;
    let other = Plain {
        version: 1,
        ..Plain::default()
    };
    let changed = [
        ImageOptions {
            max_edge: 40,
            ..options
        },
        ImageOptions {
            hash: ImageHash::Mean,
            ..options
        },
        ImageOptions {
            quality: Some(84),
            ..options
        },
        ImageOptions {
            quality: None,
            ..options
        },
    ];
    assert_eq!(cache.hit(&bytes), Hit::Miss);
    for options in changed {
        let request = Request { options, ..plain() };
        assert_eq!(cache.ask(&bytes, &request).hit, Hit::Miss, "{options:?}");
        assert_eq!(cache.ask(&bytes, &request).hit, Hit::Exact, "{options:?}");
    }
    let prepared = cache.images.prepare(&bytes, &plain(), &other).unwrap();
    assert_eq!(prepared.hit, Hit::Miss);
    assert_ne!(*prepared.image, fresh(&bytes, &plain()));
}

#[test]
fn pixels_come_with_an_entry_that_has_them_and_complete_one_that_has_not() {
    let cache = Cache::new();
    let bytes = numbered(1);
    let with = Request::default();
    assert_eq!(cache.ask(&bytes, &plain()).hit, Hit::Miss);
    assert_eq!(cache.ask(&bytes, &with).hit, Hit::Miss);
    assert_eq!(cache.ask(&bytes, &with).hit, Hit::Exact);
    assert_eq!(cache.ask(&bytes, &plain()).hit, Hit::Exact);
    assert_eq!(cache.plain.calls(), 2);
    assert_eq!(cache.images.stats().unwrap().pictures, 1);
    // And by another file, whose entry has no pixels yet.
    let other = Cache::new();
    assert_eq!(other.ask(&soft("", 0), &plain()).hit, Hit::Miss);
    assert_eq!(other.ask(&soft("b", 0), &with).hit, Hit::Pixels);
    assert_eq!(other.ask(&soft("", 0), &with).hit, Hit::Exact);
}

#[test]
fn one_that_is_like_another_is_served_only_to_who_asks_for_that() {
    let cache = Cache::new();
    let (one, other) = (soft("", 0), soft("", 4));
    assert_eq!(cache.ask(&one, &near("a")).hit, Hit::Miss);
    let like = cache.ask(&other, &near("a"));
    assert_eq!(like.hit, Hit::Near);
    assert_eq!(like.image.encoded, fresh(&one, &plain()).encoded);
    // It is still its own source, whatever is served.
    assert_eq!(like.image.source, fresh(&other, &plain()).source);
    let calls = cache.plain.calls();
    assert_eq!(cache.ask(&other, &near("a")).hit, Hit::Near);
    assert_eq!(cache.plain.calls(), calls);
    // Who wants the very same gets it, and from then on everybody does.
    assert_eq!(cache.ask(&other, &plain()).hit, Hit::Miss);
    assert_eq!(cache.ask(&other, &plain()).hit, Hit::Exact);
}

#[test]
fn nothing_like_it_crosses_from_one_caller_to_another() {
    let cache = Cache::new();
    let (one, other) = (soft("", 0), soft("", 4));
    assert_eq!(cache.ask(&one, &near("a")).hit, Hit::Miss);
    assert_eq!(cache.ask(&other, &near("a")).hit, Hit::Near);
    // The same bytes, already led to a picture that is like them, but for somebody else.
    assert_eq!(cache.ask(&other, &near("b")).hit, Hit::Miss);
    // The very same bytes may be shared: they say nothing that the caller does not know.
    assert_eq!(cache.ask(&one, &near("b")).hit, Hit::Exact);
}

#[test]
fn what_is_like_two_is_served_for_neither() {
    let cache = Cache::new();
    // Each unlike the other, and the third like both.
    let [one, other, between] = [0, 10, 5].map(|noise| soft("", noise));
    let pixels = |bytes: &[u8]| fresh(bytes, &Request::default()).pixels.unwrap();
    let alike = |one: &[u8], other: &[u8]| is_alike(32, 32, &pixels(one), &pixels(other));
    assert!(alike(&one, &between) && alike(&other, &between) && !alike(&one, &other));
    assert_eq!(cache.ask(&one, &near("a")).hit, Hit::Miss);
    assert_eq!(cache.ask(&other, &near("a")).hit, Hit::Miss);
    let served = cache.ask(&between, &near("a"));
    assert_eq!(served.hit, Hit::Miss);
    assert_eq!(*served.image, fresh(&between, &near("a")));
}

#[test]
fn what_the_hash_takes_for_the_same_is_looked_at() {
    let cache = Cache::new();
    let plain_one = soft("", 0);
    let digit = picture("", |x, y| {
        let on = (10..13).contains(&x) && (20..25).contains(&y);
        let [red, green, blue] = [(x * 7) as u8, (y * 7) as u8, 40];
        if on {
            [red, green, 220]
        } else {
            [red, green, blue]
        }
    });
    let (first, second) = (fresh(&plain_one, &near("a")), fresh(&digit, &near("a")));
    assert_eq!(first.hash, second.hash, "the test proves nothing");
    assert_eq!(cache.ask(&plain_one, &near("a")).hit, Hit::Miss);
    let served = cache.ask(&digit, &near("a"));
    assert_eq!(served.hit, Hit::Miss);
    assert_eq!(*served.image, second);
}

#[test]
fn one_of_another_size_is_never_like_it() {
    assert!(!is_alike(2, 1, &[7; 6], &[7; 3]));
}

#[test]
fn many_who_ask_at_once_cost_one_call() {
    const THREADS: usize = 16;
    let cache = Cache::new();
    let (bytes, start) = (numbered(1), Barrier::new(THREADS));
    *cache.plain.wait.lock().unwrap() = Some(Box::new(|| {
        std::thread::sleep(std::time::Duration::from_millis(50))
    }));
    let hits: Vec<_> = std::thread::scope(|scope| {
        let ask = || {
            start.wait();
            cache.ask(&bytes, &plain()).hit
        };
        let threads: Vec<_> = (0..THREADS).map(|_| scope.spawn(ask)).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    });
    assert_eq!(cache.plain.calls(), 1);
    assert_eq!(
        hits.iter().filter(|hit| **hit == Hit::Miss).count(),
        1,
        "{hits:?}"
    );
    assert_eq!(
        hits.iter().filter(|hit| **hit == Hit::Exact).count(),
        THREADS - 1
    );
}

#[test]
fn many_who_ask_for_different_ones_get_their_own() {
    let cache = Cache::new();
    std::thread::scope(|scope| {
        for thread in 0..4u8 {
            let cache = &cache;
            scope.spawn(move || {
                for round in 0..20 {
                    // `ask` compares with what is made afresh.
                    let _ = cache.ask(&numbered((thread + round) % 10), &plain());
                }
            });
        }
    });
    assert_eq!(cache.images.stats().unwrap().pictures, 10);
    assert_eq!(cache.plain.calls(), 10);
}

#[test]
fn what_the_component_says_of_a_picture_is_told_and_not_kept() {
    let cache = Cache::new();
    let whole = numbered(1);
    for (bytes, code) in [
        (&b"GIF89a"[..], "image.unsupported"),
        (&whole[..whole.len() / 2], "image.unreadable"),
        (&[], "image.empty"),
    ] {
        for _ in 0..2 {
            let error = cache
                .images
                .prepare(bytes, &plain(), &cache.plain)
                .unwrap_err();
            assert_eq!(error.code(), code);
            assert!(error.help().is_some());
        }
    }
    assert_eq!(cache.images.stats().unwrap().pictures, 0);
}
