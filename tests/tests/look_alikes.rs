//! Documents that look alike are never mixed up, in any mode; and how often a picture is known, on a trace that is told.

use omni_tests::trace::{self, Served, Upload};

#[test]
fn no_look_alike_is_served_for_another() {
    let home = tempfile::tempdir().unwrap();
    let skill = trace::image_skill(home.path());
    let sent = trace::uploads(&skill, 500, 20);
    let fresh = trace::fresh(&skill, &sent);
    // The proof is worth something only if the hash alone would mix them up.
    let mut hashes: Vec<_> = fresh.iter().take(500).map(|image| image.hash).collect();
    hashes.sort_unstable();
    hashes.dedup();
    assert!(
        hashes.len() < 250,
        "{} hashes of 500 invoices",
        hashes.len()
    );

    let alone = |_| "one";
    let turns = |number: usize| ["one", "two", "three"][number % 3];
    for (mode, near, caller) in [
        ("as it is", false, &alone as &dyn Fn(usize) -> &'static str),
        ("with near", true, &alone),
        ("with near, three callers", true, &turns),
    ] {
        let counts = trace::through(&skill, &sent, &fresh, near, caller);
        for (upload, served) in &counts {
            let Served {
                uploads,
                exact,
                pixels,
                near,
                wrong,
            } = served;
            println!(
                "{mode}: {upload:?}: {uploads} sent, {exact} exact, {pixels} pixels, {near} near, {wrong} wrong"
            );
            assert_eq!(*wrong, 0, "{mode}: {upload:?}");
        }
        let of = |wanted: Upload| {
            counts
                .iter()
                .find(|(upload, _)| *upload == wanted)
                .unwrap()
                .1
        };
        let again = of(Upload::Again);
        assert_eq!(again.exact, again.uploads, "{mode}");
        let wrapped = of(Upload::Wrapped);
        assert_eq!(wrapped.pixels, wrapped.uploads, "{mode}");
        let other = of(Upload::LookAlike);
        assert_eq!(other.exact + other.near, 0, "{mode}: {other:?}");
        assert_eq!(of(Upload::Encoded(95)).near > 0, near, "{mode}");
    }
}
