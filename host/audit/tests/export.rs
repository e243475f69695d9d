//! What is exported is checked by tools that are not ours.
#![expect(
    clippy::unwrap_used,
    reason = "a test that is not as expected has failed"
)]

mod support;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use omni_audit::{Exported, VerifyOptions, export};
use support::{Home, reflection, rollback};

fn exported(home: &Home) -> (std::path::PathBuf, Exported) {
    let to = home.path().join("out");
    let exported = export(&home.log(), &VerifyOptions::new(home.keys()), &to).unwrap();
    (to, exported)
}

/// Whether a tool is installed here. Where it is not, there is nothing to test with.
fn has(tool: &str) -> bool {
    let found = Command::new(tool).arg("--version").output().is_ok();
    if !found {
        eprintln!("no {tool} on this machine: not tested with it");
    }
    found
}

fn gpg(home: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new("gpg");
    command.args(["--batch", "--no-autostart", "--status-fd", "1", "--homedir"]);
    command.arg(home).args(arguments).output().unwrap()
}

fn statements(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let statements = entries.filter(|path| path.extension().is_some_and(|name| name == "json"));
    statements
        .map(|path| path.to_str().unwrap().to_owned())
        .collect()
}

#[test]
fn every_signed_statement_is_exported() {
    let home = Home::with_run();
    let (to, exported) = exported(&home);
    assert_eq!((exported.statements, exported.keys.len()), (3, 1));
    let mut names: Vec<_> = fs::read_dir(&to)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(
        names,
        [
            "0.json",
            "0.json.asc",
            "5.json",
            "5.json.asc",
            "7.json",
            "7.json.asc",
            "README.md",
            "public-key.asc"
        ]
    );
    let statement = fs::read_to_string(to.join("5.json")).unwrap();
    assert!(statement.contains(r#""kind":"reflection""#) && !statement.contains("sig"));
    let readme = fs::read_to_string(to.join("README.md")).unwrap();
    assert!(readme.contains(&exported.keys[0].as_str().to_uppercase()));

    let options = VerifyOptions::new(home.keys());
    assert_eq!(
        export(&home.log(), &options, &to).unwrap_err().code(),
        "audit.not-empty"
    );
    // An exported checkpoint is one to compare with.
    assert_eq!(
        home.verify_against(&to.join("7.json")).unwrap().compared,
        Some(7)
    );
    fs::remove_file(to.join("7.json.asc")).unwrap();
    assert_eq!(
        home.verify_against(&to.join("7.json")).unwrap_err().code(),
        "audit.no-checkpoint"
    );
}

#[test]
fn a_broken_log_is_not_exported() {
    let home = Home::with_run();
    let mut lines = home.lines();
    lines.swap(2, 3);
    home.write_lines(&lines);
    let to = home.path().join("out");
    let error = export(&home.log(), &VerifyOptions::new(home.keys()), &to).unwrap_err();
    assert_eq!(error.first_bad(), Some(2));
    // Not even a part of it, and nothing is left beside.
    assert!(!to.exists());
    let mut left: Vec<_> = fs::read_dir(home.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    left.sort();
    assert_eq!(left, ["audit", "keys"]);
}

#[test]
fn a_folder_that_is_there_and_empty_is_filled() {
    let home = Home::with_run();
    fs::create_dir(home.path().join("out")).unwrap();
    let (to, exported) = exported(&home);
    assert_eq!(statements(&to).len() as u64, exported.statements);
}

#[test]
fn gpg_and_sqv_accept_what_is_exported_and_nothing_else() {
    if !has("gpg") {
        return;
    }
    let home = Home::with_run();
    let log = home.open();
    log.rotate(None).unwrap();
    log.append(None, reflection(&log)).unwrap();
    log.append(None, rollback(1)).unwrap();
    log.close().unwrap();
    let (to, exported) = exported(&home);
    assert_eq!(exported.keys.len(), 2);

    let folder = tempfile::tempdir().unwrap();
    let key = to.join("public-key.asc");
    let key = key.to_str().unwrap();
    assert!(gpg(folder.path(), &["--import", key]).status.success());
    let statements = statements(&to);
    assert_eq!(statements.len() as u64, exported.statements);
    for statement in &statements {
        let signature = format!("{statement}.asc");
        let said = gpg(folder.path(), &["--verify", &signature, statement]);
        let status = String::from_utf8_lossy(&said.stdout).into_owned();
        assert!(said.status.success(), "{statement}: {said:?}");
        let both = fs::read_to_string(statement)
            .unwrap()
            .contains("key.rotate");
        let good = status.matches("[GNUPG:] VALIDSIG ").count();
        assert_eq!(good, if both { 2 } else { 1 }, "{status}");
        assert!(
            exported
                .keys
                .iter()
                .any(|key| status.contains(&key.as_str().to_uppercase()))
        );

        if has("sqv") && !both {
            let sqv = || {
                Command::new("sqv")
                    .args(["--keyring", key, &signature, statement])
                    .output()
            };
            assert!(sqv().unwrap().status.success());
        }

        let changed = fs::read_to_string(statement)
            .unwrap()
            .replacen(r#""seq":"#, r#""seq":1"#, 1);
        fs::write(statement, changed).unwrap();
        let said = gpg(folder.path(), &["--verify", &signature, statement]);
        assert!(
            !said.status.success(),
            "{statement}: gpg accepts a changed statement"
        );
    }
}

#[test]
fn the_commands_in_the_readme_run() {
    if !has("gpg") {
        return;
    }
    let home = Home::with_run();
    let (to, _) = exported(&home);
    let readme = fs::read_to_string(to.join("README.md")).unwrap();
    let commands: Vec<_> = readme
        .lines()
        .filter_map(|line| line.strip_prefix("    "))
        .collect();
    assert_eq!(commands.len(), 3);
    let folder = tempfile::tempdir().unwrap();
    let said = Command::new("sh")
        .args(["-e", "-c", &commands.join("\n")])
        .env("GNUPGHOME", folder.path())
        .current_dir(&to)
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&[said.stdout, said.stderr].concat()).into_owned();
    assert!(said.status.success(), "{text}");
    assert_eq!(text.matches("Good signature").count(), 3, "{text}");
    assert!(!text.contains("BAD"), "{text}");
}
