//! Documents that look alike are never mixed up, in any mode; and how often a picture is known, on a trace that is told.

use std::collections::BTreeSet;

use omni_tests::trace::{self, Trace, Upload};

#[test]
fn no_look_alike_is_served_for_another() {
    let home = tempfile::tempdir().unwrap();
    let skill = trace::image_skill(home.path());
    let (modes, hashes) = Trace::new(&skill).run(500, 20);
    // The proof is worth something only if the hash alone would mix them up.
    let different: BTreeSet<_> = hashes.iter().collect();
    let (documents, different) = (hashes.len(), different.len());
    assert!(
        documents > 700 && different < 300,
        "{different} hashes of {documents}"
    );
    for mode in modes {
        let name = mode.name;
        for (upload, served) in &mode.served {
            println!("{name}: {upload:?}: {served:?}");
            assert_eq!(served.wrong, 0, "{name}: {upload:?}");
        }
        let of = |upload: Upload| mode.served[&upload];
        let again = of(Upload::Again);
        assert_eq!(again.exact, again.uploads, "{name}");
        let wrapped = of(Upload::Wrapped);
        assert_eq!(wrapped.pixels, wrapped.uploads, "{name}");
        for upload in [Upload::First, Upload::LookAlike] {
            let served = of(upload);
            assert_eq!(
                served.exact + served.pixels + served.near,
                0,
                "{name}: {upload:?}"
            );
        }
        assert_eq!(of(Upload::Encoded(95)).near > 0, mode.near, "{name}");
    }
}
