use super::*;
use proptest::prelude::*;

fn store() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("omni.db")).unwrap();
    (folder, store)
}

fn image(number: u8, used_at: i64) -> NewImage {
    NewImage {
        image: StoredImage {
            id: 0,
            content: [number; 32],
            width: 4,
            height: 2,
            media_type: Some("image/webp".to_owned()),
            encoded: Some(ImageFile {
                sha256: [number; 32],
                bytes: 100,
            }),
            pixels_sha256: [number; 32],
            pixels_kept: false,
            used_at,
        },
        space: None,
    }
}

fn source(key: u8, link: ImageLink) -> Source {
    Source {
        key: [key; 32],
        link,
        hash: u64::MAX - u64::from(key),
        about: format!("{{\"key\":{key}}}"),
    }
}

#[test]
fn what_is_kept_is_found_by_key_and_by_content_after_a_restart() {
    let (folder, store) = store();
    let new = image(1, 7);
    let made = source(9, ImageLink::Made);
    assert_eq!(store.keep_image(&new, &made).unwrap(), 100);
    drop(store);
    let store = Store::open(&folder.path().join("omni.db")).unwrap();
    let found = store.image(&[9; 32]).unwrap().unwrap();
    assert_eq!(found.source, made);
    let id = found.image.id;
    let image = StoredImage { id, ..new.image };
    assert_eq!(found.image, image);
    assert_eq!(
        store.image_with(&[1; 32]).unwrap(),
        Some(found.image.clone())
    );
    assert_eq!(store.image_numbered(id).unwrap(), Some(found.image));
    assert_eq!(store.image(&[1; 32]).unwrap(), None);
}

#[test]
fn a_picture_that_is_there_is_completed_and_counted_once() {
    let (_folder, store) = store();
    store
        .keep_image(&image(1, 7), &source(1, ImageLink::Made))
        .unwrap();
    let mut complete = image(1, 5);
    complete.image.pixels_kept = true;
    let near = source(2, ImageLink::Near([3; 16]));
    assert_eq!(store.keep_image(&complete, &near).unwrap(), 124);
    let found = store.image(&[2; 32]).unwrap().unwrap();
    assert_eq!(found.source, near);
    assert!(found.image.pixels_kept);
    assert_eq!(found.image.used_at, 7);
    // Without pixels once more, and nothing is taken away.
    assert_eq!(
        store
            .keep_image(&image(1, 8), &source(1, ImageLink::Made))
            .unwrap(),
        124
    );
    let totals = store.image_totals().unwrap();
    assert_eq!((totals.images, totals.bytes), (1, 124));
    assert_eq!(totals.sources, [1, 0, 1]);
    assert_eq!(totals.oldest, Some(8));
}

#[test]
fn what_is_forgotten_is_gone_with_all_that_leads_there() {
    let (_folder, store) = store();
    let mut new = image(1, 7);
    new.space = Some([5; 16]);
    let made = source(1, ImageLink::Made);
    store.keep_image(&new, &made).unwrap();
    let id = store.image(&[1; 32]).unwrap().unwrap().image.id;
    store.lead_image(id, &source(2, ImageLink::Pixels)).unwrap();
    assert_eq!(store.images_like(&[5; 16], made.hash, 9).unwrap(), [id]);
    store.forget_images(&[id, 999]).unwrap();
    assert_eq!(store.image(&[1; 32]).unwrap(), None);
    assert_eq!(store.image(&[2; 32]).unwrap(), None);
    assert_eq!(store.images_like(&[5; 16], made.hash, 9).unwrap(), [0; 0]);
    let nothing = ImageTotals::default();
    assert_eq!(store.image_totals().unwrap(), nothing);
    assert!(store.lead_image(id, &source(2, ImageLink::Pixels)).is_err());
}

#[test]
fn no_picture_has_sources_without_end() {
    let (_folder, store) = store();
    for key in 0..200 {
        let link = if key == 0 {
            ImageLink::Made
        } else {
            ImageLink::Pixels
        };
        store.keep_image(&image(1, 7), &source(key, link)).unwrap();
    }
    let totals = store.image_totals().unwrap();
    let sources: u64 = totals.sources.iter().sum();
    assert_eq!(sources, MOST_SOURCES.unsigned_abs());
    assert!(store.image(&[0; 32]).unwrap().is_some());
}

#[test]
fn the_longest_unused_come_first_and_uses_only_move_on() {
    let (_folder, store) = store();
    for number in 1..=4 {
        let at = i64::from(number) * 10;
        let made = source(number, ImageLink::Made);
        store.keep_image(&image(number, at), &made).unwrap();
    }
    let ids = |images: Vec<StoredImage>| -> Vec<u8> {
        images.iter().map(|image| image.content[0]).collect()
    };
    assert_eq!(ids(store.images_unused_since(i64::MAX, 2).unwrap()), [1, 2]);
    assert_eq!(ids(store.images_unused_since(30, 9).unwrap()), [1, 2]);
    let first = store.image(&[1; 32]).unwrap().unwrap().image.id;
    store.images_used(&[(first, 50), (999, 50)]).unwrap();
    store.images_used(&[(first, 40)]).unwrap();
    assert_eq!(
        ids(store.images_unused_since(i64::MAX, 9).unwrap()),
        [2, 3, 4, 1]
    );
    assert_eq!(ids(store.images_after(first, 2).unwrap()), [2, 3]);
    assert_eq!(store.images_pruned_at().unwrap(), 0);
    store.set_images_pruned_at(5).unwrap();
    assert_eq!(store.images_pruned_at().unwrap(), 5);
}

#[test]
fn likeness_ends_at_its_space() {
    let (_folder, store) = store();
    let mut new = image(1, 7);
    new.space = Some([1; 16]);
    let made = source(1, ImageLink::Made);
    store.keep_image(&new, &made).unwrap();
    assert_eq!(store.images_like(&[1; 16], made.hash, 9).unwrap().len(), 1);
    assert_eq!(store.images_like(&[2; 16], made.hash, 9).unwrap().len(), 0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]
    #[test]
    fn what_is_like_is_what_a_look_at_all_of_them_finds(
        hash: u64, masks in proptest::collection::vec(proptest::collection::vec(0u32..64, 0..8), 1..40),
    ) {
        let (_folder, store) = store();
        let mut wanted = Vec::new();
        for (number, bits) in (1u8..).zip(&masks) {
            let other = bits.iter().fold(hash, |hash, bit| hash ^ (1 << bit));
            let mut new = image(number, 1);
            new.space = Some([0; 16]);
            store.keep_image(&new, &Source { hash: other, ..source(number, ImageLink::Made) }).unwrap();
            if (other ^ hash).count_ones() <= 4 {
                wanted.push(store.image(&[number; 32]).unwrap().unwrap().image.id);
            }
        }
        let mut found = store.images_like(&[0; 16], hash, 100).unwrap();
        found.sort_unstable();
        prop_assert_eq!(found, wanted);
    }
}
