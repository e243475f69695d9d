//! The program itself: doctor, completions, help, a home of its own making.

use std::os::unix::fs::PermissionsExt as _;

use omni_tests::Home;

#[test]
fn doctor_names_what_is_missing_and_what_mends_it() {
    let home = Home::bare();
    let sick = home.omni(&["doctor"]);
    assert_eq!(sick.code, Some(2), "{sick:?}");
    assert!(
        sick.stdout.contains("omni model pull smollm2-135m"),
        "{sick:?}"
    );
    let checks = home.omni(&["doctor", "--json"]).json();
    let model = checks
        .as_array()
        .unwrap()
        .iter()
        .find(|check| check["check"] == "model main");
    assert_eq!(model.unwrap()["ok"], false);
}

#[test]
fn doctor_finds_nothing_wrong_with_a_whole_home() {
    let checks = Home::new().omni(&["doctor", "--json"]).succeeded().json();
    assert!(
        checks
            .as_array()
            .unwrap()
            .iter()
            .all(|check| check["ok"] == true),
        "{checks:#}"
    );
}

#[test]
fn doctor_warns_of_a_home_that_others_may_read() {
    let home = Home::new();
    std::fs::set_permissions(home.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
    let sick = home.omni(&["doctor"]);
    assert_eq!(sick.code, Some(2), "{sick:?}");
    assert!(sick.stdout.contains("chmod 700"), "{sick:?}");
}

#[test]
fn a_home_is_made_with_owner_only_rights() {
    let home = Home::bare();
    let inside = home.path().join("new");
    let inside_home = inside.to_str().unwrap();
    home.omni(&["skill", "swap", "scorer", "--reset", "--home", inside_home])
        .succeeded();
    for folder in ["", "models", "skills", "cache"] {
        let mode = std::fs::metadata(inside.join(folder))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o700, "{folder}");
    }
}

#[test]
fn every_shell_gets_completions_that_know_the_commands() {
    let home = Home::bare();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = home.omni(&["completions", shell]).succeeded();
        assert!(script.stdout.contains("doctor"), "{shell}");
    }
}

#[test]
fn help_goes_to_stdout_and_a_missing_command_is_refused() {
    let home = Home::bare();
    let help = home.omni(&["ask", "--help"]).succeeded();
    assert!(help.stdout.contains("--max-iterations"), "{help:?}");
    home.omni(&[]).refused(2, "usage", "subcommands: ask, chat");
}

#[test]
fn nothing_is_coloured_where_nobody_looks() {
    let home = Home::new();
    let mut command = home.command(&["skill", "list"]);
    let output = command.env_remove("NO_COLOR").output().unwrap();
    assert!(!output.stdout.contains(&0x1b), "{output:?}");
}
