//! Against a real registry.
#![expect(
    clippy::unwrap_used,
    reason = "a test that is not as expected has failed"
)]

mod support;

use std::fs;
use std::process::Command;

use omni_registry::{Digest, Extras, Login, Options, Reference};
use support::{Registry, code, component, pull, push, skill};

const MANIFEST: &str = "application/vnd.oci.image.manifest.v1+json";
const INDEX: &str = "application/vnd.oci.image.index.v1+json";
const WASM_CONFIG: &str = "application/vnd.wasm.config.v0+json";

fn signed() -> Extras {
    Extras {
        signature: Some(b"of the component".to_vec()),
        policy: Some(b"skill = \"a\"\n".to_vec()),
        policy_signature: Some(b"of the policy".to_vec()),
    }
}

#[test]
fn what_was_pushed_is_pulled() {
    let Some(registry) = Registry::start() else {
        return;
    };
    let options = Options::default();
    let reference = registry.reference("team/scorer:1.0");
    let bytes = component(b"first");
    let mut skill = skill(&bytes);
    skill.extras = signed();

    let mut steps = Vec::new();
    let pushed = omni_registry::push(&reference, &skill, &options, &mut |done, all| {
        steps.push((done, all));
    });
    let pushed = pushed.unwrap();
    let size = bytes.len() as u64;
    assert!(
        steps.is_sorted() && steps.last() == Some(&(size, size)),
        "{steps:?}"
    );

    steps.clear();
    let pulled = omni_registry::pull(&reference, &options, &mut |done, all| {
        steps.push((done, all));
    });
    let pulled = pulled.unwrap();
    assert!(
        steps.is_sorted() && steps.last() == Some(&(size, size)),
        "{steps:?}"
    );
    assert_eq!(pulled.component, bytes);
    assert_eq!(pulled.digest, pushed.digest);
    assert_eq!(pulled.extras, [signed()]);
    assert_eq!(pulled.reference, pushed.reference);

    // The same again is the same, and is listed once.
    assert_eq!(push(&reference, &skill, &options).unwrap(), pushed);
    assert_eq!(pull(&reference, &options).unwrap(), pulled);

    // A tag moves on, a digest does not.
    let other = component(b"second");
    let mut next = support::skill(&other);
    next.exports.clear();
    push(&reference, &next, &options).unwrap();
    let now = pull(&reference, &options).unwrap();
    assert_eq!((now.component, now.extras), (other, vec![]));
    assert_eq!(pull(&pushed.reference, &options).unwrap(), pulled);
}

#[test]
fn several_who_signed_the_same_are_all_found() {
    let Some(registry) = Registry::start() else {
        return;
    };
    let options = Options::default();
    let reference = registry.reference("scorer");
    let bytes = component(b"it");
    for name in ["one", "two"] {
        let mut skill = skill(&bytes);
        skill.extras.signature = Some(name.into());
        push(&reference, &skill, &options).unwrap();
    }
    let pulled = pull(&reference, &options).unwrap();
    let mut found: Vec<_> = pulled
        .extras
        .into_iter()
        .filter_map(|extra| extra.signature)
        .collect();
    found.sort();
    assert_eq!(found, [b"one", b"two"]);
}

#[test]
fn a_large_component_comes_through_and_a_larger_one_does_not() {
    let Some(registry) = Registry::start() else {
        return;
    };
    let mut bytes = component(b"");
    bytes.extend((0..3_000_000_u32).flat_map(u32::to_le_bytes));
    let reference = registry.reference("large");
    push(&reference, &skill(&bytes), &Options::default()).unwrap();
    assert!(pull(&reference, &Options::default()).unwrap().component == bytes);

    let small = Options {
        max_bytes: bytes.len() as u64 - 1,
        ..Options::default()
    };
    assert_eq!(code(pull(&reference, &small)), "registry.too-large");
    assert_eq!(
        code(push(&reference, &skill(&bytes), &small)),
        "registry.too-large"
    );
}

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
fn only_components_are_pushed_and_only_to_tags() {
    let (options, bytes) = (Options::default(), component(b"it"));
    // Nobody is asked, so nobody need be there.
    let nowhere = |name: &str| Reference::parse(&format!("localhost:1/{name}")).unwrap();
    assert_eq!(
        code(push(&nowhere("a"), &skill(b"\0asm\x01\0\0\0"), &options)),
        "registry.not-a-component"
    );
    assert_eq!(
        code(push(&nowhere("a"), &skill(b""), &options)),
        "registry.not-a-component"
    );
    let pinned = nowhere(&format!("a:1@{}", Digest::of(b"")));
    assert_eq!(
        code(push(&pinned, &skill(&bytes), &options)),
        "registry.reference"
    );
    let mut heavy = skill(&bytes);
    heavy.extras.policy = Some(vec![b' '; (256 << 10) + 1]);
    assert_eq!(
        code(push(&nowhere("a"), &heavy, &options)),
        "registry.too-large"
    );
}

#[test]
fn a_login_is_asked_for_and_used() {
    // `htpasswd -nbB me pass:word`
    let users = "me:$2y$05$4BIp/s3Ti2LUs8bBoqzv5OjpvTjh1rl4zH1KO4DA5NR.lZx7Aq6OS";
    let Some(registry) = Registry::start_with(
        |folder| {
            let file = folder.join("users");
            fs::write(&file, users).unwrap();
            format!(
                "auth:\n  htpasswd: {{realm: test, path: {}}}\n",
                file.display()
            )
        },
        "",
    ) else {
        return;
    };
    let reference = registry.reference("private/a");
    let bytes = component(b"it");
    let as_user = |login: Option<Login>| Options {
        login,
        ..Options::default()
    };
    let nobody = as_user(None);
    let wrong = as_user(Some(Login::new("me", "guess")));
    let right = as_user(Some(Login::new("me", "pass:word")));

    let error = push(&reference, &skill(&bytes), &nobody).unwrap_err();
    assert_eq!(error.code(), "registry.needs-login");
    assert!(error.help().unwrap().contains("docker login"), "{error}");
    let error = push(&reference, &skill(&bytes), &wrong).unwrap_err();
    assert_eq!(error.code(), "registry.needs-login");
    assert!(
        error.to_string().contains("of me") && !error.to_string().contains("guess"),
        "{error}"
    );

    let mut skill = skill(&bytes);
    skill.extras = signed();
    push(&reference, &skill, &right).unwrap();
    assert_eq!(pull(&reference, &right).unwrap().extras, [signed()]);
    assert_eq!(code(pull(&reference, &nobody)), "registry.needs-login");
    assert_eq!(code(pull(&reference, &wrong)), "registry.needs-login");
}

#[test]
fn what_the_registry_refuses_is_passed_on() {
    let Some(registry) = Registry::start() else {
        return;
    };
    // Its storage fails.
    let bytes = component(b"it");
    let storage = registry.folder().join("storage");
    fs::create_dir_all(&storage).unwrap();
    fs::write(storage.join("docker"), "in the way").unwrap();
    let error = push(
        &registry.reference("a"),
        &skill(&bytes),
        &Options::default(),
    )
    .unwrap_err();
    assert_eq!(error.code(), "registry.refused", "{error}");
    assert!(error.to_string().contains("answered 5"), "{error}");
}

#[test]
fn wkg_and_we_read_each_other() {
    if Command::new("wkg").arg("--version").output().is_err() {
        eprintln!("no wkg on this machine: not tested with it");
        return;
    }
    let Some(registry) = Registry::start() else {
        return;
    };
    let options = Options::default();
    let bytes = component(b"it");
    let mut skill = skill(&bytes);
    skill.extras = signed();
    let pushed = push(&registry.reference("ours:1"), &skill, &options).unwrap();

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("pulled.wasm");
    let wkg = |arguments: &[&str]| {
        let mut command = Command::new("wkg");
        command.args(["oci", arguments[0], "--insecure", &registry.address]);
        let said = command.args(&arguments[1..]).output().unwrap();
        assert!(said.status.success(), "{said:?}");
    };
    for reference in [registry.reference("ours:1"), pushed.reference] {
        wkg(&[
            "pull",
            "--output",
            file.to_str().unwrap(),
            &reference.to_string(),
        ]);
        assert_eq!(fs::read(&file).unwrap(), bytes);
    }
    let theirs = registry.reference("theirs:1");
    wkg(&["push", &theirs.to_string(), file.to_str().unwrap()]);
    assert_eq!(pull(&theirs, &options).unwrap().component, bytes);
}
