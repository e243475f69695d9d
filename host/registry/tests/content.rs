//! What lies in a real registry and is not what was pushed, or no skill.
#![expect(
    clippy::unwrap_used,
    reason = "a test that is not as expected has failed"
)]

mod support;

use std::fs;

use omni_registry::{Digest, Options};
use support::{Registry, code, component, pull, push, signed, skill};

const MANIFEST: &str = "application/vnd.oci.image.manifest.v1+json";
const INDEX: &str = "application/vnd.oci.image.index.v1+json";
const WASM_CONFIG: &str = "application/vnd.wasm.config.v0+json";

#[test]
fn content_that_was_changed_is_refused() {
    let Some(registry) = Registry::start() else {
        return;
    };
    let options = Options::default();
    let reference = registry.reference("a");
    let bytes = component(b"it");
    let mut skill = skill(&bytes);
    skill.extras = signed();
    let pushed = push(&reference, &skill, &options).unwrap();
    let manifest = fs::read_to_string(registry.blob(&pushed.digest)).unwrap();
    let config = manifest.split_once(WASM_CONFIG).unwrap().1;
    let config = &config[config.find("sha256:").unwrap()..][..71];

    let parts = [
        Digest::of(&bytes),
        Digest::new(config).unwrap(),
        Digest::of(b"of the component"),
        pushed.digest.clone(),
    ];
    for digest in &parts {
        let file = registry.blob(digest);
        let whole = fs::read(&file).unwrap();
        let mut flipped = whole.clone();
        // Where a document stays one: inside a string.
        let at = flipped
            .windows(4)
            .position(|four| four == b"0000")
            .map_or(whole.len() / 2, |at| at + 1);
        flipped[at] ^= 1;
        for changed in [
            flipped,
            whole[..whole.len() - 1].to_vec(),
            [&whole[..], b" "].concat(),
        ] {
            fs::write(&file, changed).unwrap();
            let result = pull(&pushed.reference, &options);
            let code = code(result);
            // The registry itself cannot read some of these manifests.
            let own = *digest == pushed.digest && code == "registry.refused";
            assert!(code == "registry.digest" || own, "{code}");
        }
        fs::write(&file, whole).unwrap();
        pull(&reference, &options).unwrap();
    }

    fs::remove_file(registry.blob(&parts[0])).unwrap();
    assert_eq!(code(pull(&reference, &options)), "registry.not-found");
}

#[test]
fn artefacts_of_other_kinds_are_told() {
    let Some(registry) = Registry::start() else {
        return;
    };
    let options = Options::default();
    let put = |tag: &str, config: (&str, &str), layers: &[(&str, &[u8])]| {
        let describe = |kind: &str, bytes: &[u8]| {
            let digest = registry.put_blob("other", bytes);
            format!(
                r#"{{"mediaType":"{kind}","digest":"{digest}","size":{}}}"#,
                bytes.len()
            )
        };
        let layers: Vec<_> = layers
            .iter()
            .map(|(kind, bytes)| describe(kind, bytes))
            .collect();
        let text = format!(
            r#"{{"schemaVersion":2,"mediaType":"{MANIFEST}","config":{},"layers":[{}]}}"#,
            describe(config.0, config.1.as_bytes()),
            layers.join(",")
        );
        registry.put_manifest("other", tag, MANIFEST, &text);
        format!(
            r#"{{"mediaType":"{MANIFEST}","digest":"{}","size":{}}}"#,
            Digest::of(text.as_bytes()),
            text.len()
        )
    };
    let bytes = component(b"it");
    let wasm = ("application/wasm", &bytes[..]);
    let config = |layer: &[u8]| {
        format!(
            r#"{{"created":"2026-01-01T00:00:00Z","architecture":"wasm","os":"wasip2","layerDigests":["{}"]}}"#,
            Digest::of(layer)
        )
    };
    let good = config(&bytes);
    let module = b"\0asm\x01\0\0\0";

    put("good", (WASM_CONFIG, &good), &[wasm]);
    let pulled = pull(&registry.reference("other:good"), &options).unwrap();
    assert_eq!((pulled.component, pulled.extras), (bytes.clone(), vec![]));

    let tar = "application/vnd.oci.image.layer.v1.tar+gzip";
    let image = put(
        "image",
        ("application/vnd.oci.image.config.v1+json", "{}"),
        &[(tar, b"tar")],
    );
    put(
        "two",
        (WASM_CONFIG, &good),
        &[wasm, ("application/wasm", module)],
    );
    put("none", (WASM_CONFIG, &good), &[]);
    put("tar", (WASM_CONFIG, &good), &[(tar, b"tar")]);
    put("elsewhere", (WASM_CONFIG, &config(b"other")), &[wasm]);
    put(
        "module",
        (WASM_CONFIG, &config(module)),
        &[("application/wasm", module)],
    );
    put(
        "text",
        (WASM_CONFIG, &config(b"text")),
        &[("application/wasm", b"text")],
    );
    put("config", (WASM_CONFIG, "no config"), &[wasm]);
    let index = format!(r#"{{"schemaVersion":2,"mediaType":"{INDEX}","manifests":[{image}]}}"#);
    registry.put_manifest("other", "index", INDEX, &index);

    for (tag, expected, word) in [
        ("image", "registry.not-a-skill", "image.config"),
        ("two", "registry.not-a-skill", "2 layers"),
        ("none", "registry.not-a-skill", "0 layers"),
        ("tar", "registry.not-a-skill", "tar+gzip"),
        ("elsewhere", "registry.not-a-skill", "another component"),
        ("index", "registry.not-a-skill", "list"),
        ("module", "registry.not-a-component", "core module"),
        ("text", "registry.not-a-component", "no WebAssembly"),
        ("config", "registry.answer", "config"),
        ("missing", "registry.not-found", "other:missing"),
    ] {
        let error = pull(&registry.reference(&format!("other:{tag}")), &options).unwrap_err();
        assert_eq!(error.code(), expected, "{tag}: {error}");
        assert!(
            error.to_string().contains(word) && error.help().is_some(),
            "{tag}: {error}"
        );
    }
    let absent = format!("other@{}", Digest::of(b"absent"));
    assert_eq!(
        code(pull(&registry.reference(&absent), &options)),
        "registry.not-found"
    );
    assert_eq!(
        code(pull(&registry.reference("nothing/here"), &options)),
        "registry.not-found"
    );
}

#[test]
fn what_goes_with_another_skill_does_not_go_with_this() {
    let Some(registry) = Registry::start() else {
        return;
    };
    let options = Options::default();
    let (one, two) = (component(b"one"), component(b"two"));
    let mut signed_one = skill(&one);
    signed_one.extras = signed();
    let tag = |digest: &Digest| digest.as_str().replace(':', "-");
    let first = push(&registry.reference("a:1"), &signed_one, &options).unwrap();
    let second = push(&registry.reference("a:2"), &skill(&two), &options).unwrap();
    let list = format!(
        "http://{}/v2/a/manifests/{}",
        registry.address,
        tag(&first.digest)
    );
    let list = ureq::get(list).header("accept", INDEX).call().unwrap();
    let list = list.into_body().read_to_string().unwrap();
    registry.put_manifest("a", &tag(&second.digest), INDEX, &list);
    assert_eq!(pull(&first.reference, &options).unwrap().extras, [signed()]);
    assert_eq!(pull(&second.reference, &options).unwrap().extras, []);
}
