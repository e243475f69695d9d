//! Signing components, refusing those that nobody trusted signed, and sharing them by a real registry.

use std::process::Command;

use omni_tests::{Home, Registry, example};

const SCORER: &str = "scorer-rust";

/// A home whose owner signs `scorer-rust.wasm`, which lies in it. The key's fingerprint.
fn author() -> (Home, String) {
    let home = Home::bare();
    home.write("scorer-rust.wasm", std::fs::read(example(SCORER)).unwrap());
    let signed = home.omni(&["skill", "sign", "scorer-rust.wasm", "--json"]);
    let key = signed.succeeded().json()["key"]
        .as_str()
        .unwrap()
        .to_owned();
    let _ = home
        .omni(&["audit", "key", "export", "author.asc"])
        .succeeded();
    (home, key)
}

/// A home that trusts `key`, a file.
fn trusting(key: &[u8]) -> Home {
    let home = Home::bare();
    home.write("author.asc", key);
    home.write("omni.toml", "[skills]\ntrusted_keys = [\"author.asc\"]\n");
    home
}

fn bytes(home: &Home, name: &str) -> Vec<u8> {
    std::fs::read(home.path().join(name)).unwrap()
}

#[test]
fn gpg_accepts_a_signature() {
    let (home, _) = author();
    let ring = tempfile::tempdir().unwrap();
    let gpg = |arguments: &[&str]| {
        let run = Command::new("gpg")
            .args(["--batch", "--no-tty"])
            .args(arguments)
            .env("GNUPGHOME", ring.path())
            .current_dir(home.path())
            .output();
        run.expect("gpg is installed by scripts/setup")
            .status
            .success()
    };
    assert!(gpg(&["--import", "author.asc"]));
    assert!(gpg(&[
        "--verify",
        "scorer-rust.wasm.asc",
        "scorer-rust.wasm"
    ]));
    home.write("scorer-rust.wasm", "something else");
    assert!(!gpg(&[
        "--verify",
        "scorer-rust.wasm.asc",
        "scorer-rust.wasm"
    ]));
}

#[test]
fn where_keys_are_trusted_only_what_they_signed_is_let_in() {
    let (author, _) = author();
    let home = trusting(&bytes(&author, "author.asc"));
    home.write("mine.wasm", bytes(&author, "scorer-rust.wasm"));
    let swap = || home.omni(&["skill", "swap", "scorer", "./mine.wasm"]);
    let _ = swap().refused(5, "signature.missing", "is not signed");
    home.write("mine.wasm.asc", "no signature");
    let _ = swap().refused(5, "signature.malformed", "mine.wasm");
    home.write("mine.wasm.asc", bytes(&author, "scorer-rust.wasm.asc"));
    let _ = swap().succeeded();
    // What is kept is checked again when it is loaded, and what came with the host needs no signature.
    let listed = home.omni(&["skill", "list", "--json"]).succeeded().json();
    assert_eq!(listed[0]["state"], "ready", "{listed}");
    assert_eq!(listed[1]["state"], "ready", "{listed}");
    let refused = home.omni(&["audit", "list", "--kind", "skill.refuse", "--json"]);
    let refused = refused.succeeded().json();
    assert_eq!(refused[0]["body"]["code"], "signature.missing");
    // Another component under the same signature.
    home.write(
        "mine.wasm",
        std::fs::read(omni_tests::skill_file("score-heuristic")).unwrap(),
    );
    let _ = swap().refused(5, "signature.mismatch", "mine.wasm");
    // Somebody else's signature.
    home.write("scorer-rust.wasm", bytes(&author, "scorer-rust.wasm"));
    let _ = home
        .omni(&["skill", "sign", "scorer-rust.wasm"])
        .succeeded();
    let _ = home
        .omni(&["skill", "swap", "scorer", "./scorer-rust.wasm"])
        .refused(5, "signature.untrusted", "not trusted");
}

#[test]
fn a_trusted_key_that_is_none_is_refused() {
    let home = Home::bare();
    home.write("omni.toml", "[skills]\ntrusted_keys = [\"nobody.asc\"]\n");
    let listed = home.omni(&["skill", "list"]);
    assert_eq!(listed.code, Some(2), "{listed:?}");
    assert!(listed.stderr.contains("nobody.asc"), "{listed:?}");
}

#[test]
fn a_skill_travels_by_a_registry() {
    let Some(registry) = Registry::start() else {
        return;
    };
    let (author, key) = author();
    author.write(
        "policy.toml",
        "skill = \"scorer-rust\"\n[limits]\ntime = \"1s\"\n",
    );
    let reference = format!("{}/team/scorer-rust:1.0", registry.address);
    let push = [
        "skill",
        "push",
        "./scorer-rust.wasm",
        &reference,
        "--policy",
        "policy.toml",
        "--json",
    ];
    let pushed = author.omni(&push).succeeded().json();
    assert_eq!(pushed["signed"], true);

    let home = trusting(&bytes(&author, "author.asc"));
    let pulled = home
        .omni(&["skill", "pull", &reference, "--json"])
        .succeeded()
        .json();
    assert_eq!(pulled["signed_by"], key);
    assert_eq!(pulled["digest"], pushed["digest"]);
    assert_eq!(
        bytes(&home, "skills/scorer-rust.wasm"),
        bytes(&author, "scorer-rust.wasm")
    );
    // The author proposes a policy; it counts only once somebody here has put it in place.
    assert!(
        home.path()
            .join("skills/scorer-rust.proposed.toml")
            .exists()
    );
    let _ = home
        .omni(&["skill", "swap", "scorer", "scorer-rust"])
        .succeeded();
    let listed = home.omni(&["skill", "list", "--json"]).succeeded().json();
    assert_eq!(listed[0]["name"], "scorer-rust");
    assert_eq!(listed[0]["policy"], serde_json::Value::Null);
    // By digest, too, and again without a word.
    let exact = pushed["reference"].as_str().unwrap();
    let _ = home.omni(&["skill", "pull", exact]).succeeded();

    let stranger = Home::bare();
    stranger.write(
        "other.wasm",
        std::fs::read(omni_tests::skill_file("score-heuristic")).unwrap(),
    );
    let _ = stranger
        .omni(&["skill", "push", "./other.wasm", &reference])
        .succeeded();
    let _ =
        home.omni(&["skill", "pull", &reference])
            .refused(5, "signature.missing", "is not signed");
    assert_eq!(
        bytes(&home, "skills/scorer-rust.wasm"),
        bytes(&author, "scorer-rust.wasm")
    );
    // Who trusts everybody is told so, and nothing is overwritten unasked.
    let trusts_all = Home::bare();
    let pulled = trusts_all.omni(&["skill", "pull", &reference]).succeeded();
    assert!(
        pulled.stderr.contains("who made it was not checked"),
        "{pulled:?}"
    );
    let _ = author.omni(&push).succeeded();
    let _ =
        trusts_all
            .omni(&["skill", "pull", &reference])
            .refused(2, "skill.exists", "scorer-rust");
    let _ = trusts_all
        .omni(&["skill", "pull", &reference, "--force"])
        .succeeded();
    let named = ["skill", "pull", &reference, "--name", "theirs"];
    let _ = trusts_all.omni(&named).succeeded();
    assert!(trusts_all.path().join("skills/theirs.wasm").exists());
    let _ = trusts_all
        .omni(&[
            "skill",
            "pull",
            &format!("{}/team/none:1", registry.address),
        ])
        .refused(2, "registry.not-found", "team/none");
}

#[test]
fn what_is_no_reference_and_what_is_not_there_is_said() {
    let home = Home::bare();
    let _ = home
        .omni(&["skill", "pull", "scorer"])
        .refused(2, "registry.reference", "scorer");
    let _ = home
        .omni(&["skill", "pull", "127.0.0.1:1/team/scorer:1"])
        .refused(2, "registry.unreachable", "127.0.0.1:1");
    home.write("module.wasm", b"\0asm\x01\0\0\0");
    let _ = home
        .omni(&[
            "skill",
            "push",
            "./module.wasm",
            "127.0.0.1:1/team/scorer:1",
        ])
        .refused(2, "invalid.component", "module");
}
