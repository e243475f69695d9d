//! Against a real registry.
#![expect(
    clippy::unwrap_used,
    reason = "a test that is not as expected has failed"
)]

mod support;

use std::fs;
use std::process::Command;

use omni_registry::{Digest, Login, Options, Reference};
use support::{Registry, code, component, pull, push, signed, skill};

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
