//! Damage, age, size, and folders that cannot be used.

use std::os::unix::fs::PermissionsExt as _;
use std::time::Duration;

use omni_images::{Hit, Images, Request, Settings};

use crate::support::{Cache, Plain, fresh, near, numbered, picture, plain};

const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(24 * 3600);

#[test]
fn a_damaged_entry_is_never_served_and_made_again() {
    let damages: [fn(&mut Vec<u8>); 4] = [
        |bytes| bytes[7] ^= 1,
        |bytes| bytes.truncate(10),
        |bytes| bytes.push(0),
        Vec::clear,
    ];
    for damage in damages {
        let cache = Cache::new();
        let bytes = numbered(1);
        for with_pixels in [false, true] {
            let mut request = plain();
            request.options.pixels = with_pixels;
            let _ = cache.ask(&bytes, &request);
            for file in cache.files() {
                let mut held = std::fs::read(&file).unwrap();
                damage(&mut held);
                std::fs::write(&file, held).unwrap();
                // `ask` compares with what is made afresh.
                assert_eq!(cache.ask(&bytes, &request).hit, Hit::Miss, "{file:?}");
                assert_eq!(cache.ask(&bytes, &request).hit, Hit::Exact, "{file:?}");
            }
        }
        assert_eq!(cache.images.rebuilt(), 3);
    }
}

#[test]
fn two_entries_whose_files_were_exchanged_are_not_mixed_up() {
    let cache = Cache::new();
    let _ = cache.ask(&numbered(1), &plain());
    let _ = cache.ask(&numbered(2), &plain());
    let [one, other] = &cache.files()[..] else {
        panic!("two files");
    };
    let (first, second) = (std::fs::read(one).unwrap(), std::fs::read(other).unwrap());
    std::fs::write(one, second).unwrap();
    std::fs::write(other, first).unwrap();
    assert_eq!(cache.hit(&numbered(1)), Hit::Miss);
    assert_eq!(cache.hit(&numbered(2)), Hit::Miss);
}

#[test]
fn a_cache_that_was_deleted_is_filled_again() {
    let cache = Cache::new();
    let _ = cache.ask(&numbered(1), &plain());
    std::fs::remove_dir_all(cache.folder()).unwrap();
    assert_eq!(cache.hit(&numbered(1)), Hit::Miss);
    assert_eq!(cache.hit(&numbered(1)), Hit::Exact);
    assert_eq!(cache.images.rebuilt(), 0);
}

#[test]
fn what_nobody_uses_goes_and_each_use_puts_it_off() {
    let cache = Cache::new();
    for number in [1, 2] {
        let _ = cache.ask(&numbered(number), &plain());
    }
    cache.pass(5 * DAY);
    assert_eq!(cache.hit(&numbered(1)), Hit::Exact);
    cache.pass(5 * DAY);
    // Too old to be served, whether or not somebody has pruned.
    assert_eq!(cache.hit(&numbered(2)), Hit::Miss);
    assert_eq!(cache.hit(&numbered(1)), Hit::Exact);
    cache.pass(6 * DAY);
    assert_eq!(cache.hit(&numbered(1)), Hit::Exact);
    cache.pass(2 * DAY);
    let pruned = cache.images.prune().unwrap();
    assert_eq!((pruned.expired, pruned.evicted), (1, 0));
    assert_eq!(cache.files().len(), 1);
    assert_eq!(cache.hit(&numbered(1)), Hit::Exact);
}

#[test]
fn uses_outlive_the_process_that_noted_them() {
    let cache = Cache::new();
    let _ = cache.ask(&numbered(1), &plain());
    cache.pass(5 * DAY);
    let before = cache.store.images_after(0, 1).unwrap()[0].used_at;
    assert_eq!(cache.hit(&numbered(1)), Hit::Exact);
    cache.images.write_uses();
    let after = cache.store.images_after(0, 1).unwrap()[0].used_at;
    assert_eq!(after - before, 5 * 24 * 3600 * 1000);
}

#[test]
fn a_host_prunes_once_an_hour() {
    let cache = Cache::new();
    let _ = cache.ask(&numbered(1), &plain());
    cache.pass(8 * DAY);
    cache.images.prune_if_due();
    assert_eq!(cache.files().len(), 0);
    let _ = cache.ask(&numbered(1), &plain());
    let at = cache.store.images_pruned_at().unwrap();
    cache.pass(HOUR / 2);
    cache.images.prune_if_due();
    assert_eq!(cache.store.images_pruned_at().unwrap(), at);
    cache.pass(HOUR);
    cache.images.prune_if_due();
    assert!(cache.store.images_pruned_at().unwrap() > at);
    assert_eq!(cache.files().len(), 1);
}

#[test]
fn there_is_never_more_than_may_be_and_the_longest_unused_go() {
    // An entry has 3073 bytes.
    let most = 20 * 3073;
    let cache = Cache::with(Settings {
        max_bytes: most,
        ..Settings::default()
    });
    for number in 0..100 {
        assert_eq!(cache.hit(&numbered(number)), Hit::Miss);
        cache.pass(HOUR / 4);
        // The first one stays in use.
        let _ = cache.ask(&numbered(0), &plain());
        let stats = cache.images.stats().unwrap();
        assert!(stats.bytes <= most, "{stats:?}");
        let files = cache.files();
        let bytes = files.iter().map(|file| file.metadata().unwrap().len());
        assert_eq!(bytes.sum::<u64>(), stats.bytes);
    }
    assert_eq!(cache.hit(&numbered(0)), Hit::Exact);
    assert_eq!(cache.hit(&numbered(99)), Hit::Exact);
    assert_eq!(cache.hit(&numbered(50)), Hit::Miss);
}

#[test]
fn a_cache_too_small_for_anything_keeps_nothing_and_serves_all() {
    let cache = Cache::with(Settings {
        max_bytes: 0,
        ..Settings::default()
    });
    assert_eq!(cache.hit(&numbered(1)), Hit::Miss);
    assert_eq!(cache.hit(&numbered(1)), Hit::Miss);
    assert_eq!(cache.files().len(), 0);
}

#[test]
fn verify_removes_what_is_not_as_it_was_written_and_nothing_else() {
    let cache = Cache::new();
    for number in 0..5 {
        let _ = cache.ask(&numbered(number), &Request::default());
    }
    assert_eq!(cache.images.verify().unwrap().corrupt, [""; 0]);
    let files = cache.files();
    std::fs::write(&files[0], "no picture").unwrap();
    std::fs::remove_file(&files[3]).unwrap();
    let verified = cache.images.verify().unwrap();
    let name = files[0].file_stem().unwrap().to_str().unwrap();
    assert_eq!(verified.corrupt, [name]);
    assert_eq!((verified.checked, verified.missing), (5, 1));
    let verified = cache.images.verify().unwrap();
    assert_eq!((verified.checked, verified.missing), (3, 0));
    assert_eq!(cache.files().len(), 6);
}

#[test]
fn files_that_belong_to_nothing_go_when_they_are_old() {
    let cache = Cache::new();
    let _ = cache.ask(&numbered(1), &plain());
    let folder = cache.files()[0].parent().unwrap().to_owned();
    let strays = [
        ".tmpabc".to_owned(),
        format!("{}.rgb", "0".repeat(64)),
        "é".to_owned(),
    ];
    for name in &strays {
        std::fs::write(folder.join(name), "left behind").unwrap();
    }
    assert_eq!(cache.images.prune().unwrap().stray_files, 0);
    for name in &strays {
        let file = std::fs::File::options()
            .write(true)
            .open(folder.join(name))
            .unwrap();
        file.set_modified(std::time::SystemTime::now() - 2 * HOUR)
            .unwrap();
    }
    let kept = std::fs::File::options()
        .write(true)
        .open(&cache.files()[0])
        .unwrap();
    kept.set_modified(std::time::SystemTime::now() - 2 * HOUR)
        .unwrap();
    assert_eq!(cache.images.prune().unwrap().stray_files, 3);
    assert_eq!(cache.hit(&numbered(1)), Hit::Exact);
}

#[test]
fn what_is_kept_is_the_owners_alone() {
    let cache = Cache::new();
    let _ = cache.ask(&numbered(1), &Request::default());
    let mode = |path: &std::path::Path| path.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&cache.folder()), 0o700);
    for file in cache.files() {
        assert_eq!(mode(&file), 0o600);
        assert_eq!(mode(file.parent().unwrap()), 0o700);
    }
}

#[test]
fn a_folder_that_cannot_be_made_costs_no_picture() {
    let cache = Cache::new();
    // Rights do not hold root back, and a file where the folder should be holds back everybody.
    std::fs::write(cache.folder(), "in the way").unwrap();
    for _ in 0..2 {
        assert_eq!(cache.hit(&numbered(1)), Hit::Miss);
    }
    assert_eq!(cache.images.stats().unwrap().pictures, 0);
    assert_eq!(cache.images.prune().unwrap_err().code(), "image.cache");
}

#[test]
fn without_a_store_pictures_are_prepared_all_the_same() {
    let images = Images::without_cache("/nowhere".into(), "a test wants it so");
    let component = Plain::default();
    for request in [plain(), near("a")] {
        let prepared = images.prepare(&numbered(1), &request, &component).unwrap();
        assert_eq!(prepared.hit, Hit::Miss);
        assert_eq!(*prepared.image, fresh(&numbered(1), &request));
    }
    assert_eq!(images.stats().unwrap_err().code(), "image.cache");
    images.prune_if_due();
}

#[test]
fn one_that_is_like_a_damaged_or_old_one_is_made_itself() {
    let soft = |noise: u8| {
        picture("", move |x, y| {
            let wave = if (x + y) % 2 == 0 { noise } else { 0 };
            [(x * 7) as u8 + wave, (y * 7) as u8, 40]
        })
    };
    let cache = Cache::new();
    assert_eq!(cache.ask(&soft(0), &near("a")).hit, Hit::Miss);
    for file in cache.files() {
        std::fs::write(file, "damaged").unwrap();
    }
    let served = cache.ask(&soft(4), &near("a"));
    assert_eq!(served.hit, Hit::Miss);
    assert_eq!(*served.image, fresh(&soft(4), &near("a")));
    cache.pass(8 * DAY);
    let served = cache.ask(&soft(6), &near("a"));
    assert_eq!(served.hit, Hit::Miss);
    assert_eq!(*served.image, fresh(&soft(6), &near("a")));
}
