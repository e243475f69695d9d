//! `omni model`: what is here, what can be pulled, and files that people bring.

use omni_tests::{Home, model_file};

#[test]
fn a_bare_home_lists_what_can_be_pulled() {
    let home = Home::bare();
    let list = home.omni(&["model", "list", "--json"]).succeeded().json();
    assert_eq!(list[0]["name"], "smollm2-135m");
    assert_eq!(list[0]["present"], false);
    let table = home.omni(&["model", "list"]).succeeded();
    assert!(
        table.stdout.contains("omni model pull smollm2-135m"),
        "{table:?}"
    );
}

#[test]
fn a_model_that_is_here_is_not_fetched_again() {
    let home = Home::new();
    let pulled = home.omni(&["model", "pull", "smollm2-135m", "--json"]);
    assert_eq!(pulled.succeeded().json()["fetched"], false);
}

#[test]
fn a_model_that_the_catalogue_does_not_have_is_refused() {
    let home = Home::bare();
    home.omni(&["model", "pull", "smolm2-135m"])
        .refused(2, "model.unknown", "smollm2-135m");
}

#[test]
fn a_file_is_added_under_a_name_and_answers() {
    let home = Home::bare();
    home.config("");
    let added = home.omni(&["model", "add", &model_file(), "--name", "mine"]);
    assert!(added.succeeded().stdout.starts_with("mine is ready"));
    let list = home.omni(&["model", "list", "--json"]).succeeded().json();
    assert_eq!(
        (&list[0]["name"], &list[0]["present"]),
        (&"mine".into(), &true.into())
    );
    let record = home.ask("How many days are in a week?", &["--model", "mine"]);
    assert_eq!(record["model"]["name"], "mine");
}

#[test]
fn a_file_that_is_no_model_is_refused_and_leaves_nothing() {
    let home = Home::bare();
    let noise = home.write("noise.gguf", [3; 4096]);
    home.omni(&["model", "add", noise.to_str().unwrap()])
        .refused(2, "model.corrupt", "noise.gguf");
    home.omni(&["model", "add", "none.gguf"])
        .refused(2, "model.missing", "none.gguf");
    let models = std::fs::read_dir(home.path().join("models")).unwrap();
    assert_eq!(models.count(), 0);
}

#[test]
fn a_pipe_that_nobody_writes_to_is_no_model_and_is_not_waited_for() {
    let home = Home::bare();
    let pipe = home.path().join("endless.gguf");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    for arguments in [
        ["model", "add", "./endless.gguf"],
        ["ask", "hi", "--model=./endless.gguf"],
    ] {
        home.omni(&arguments)
            .refused(2, "model.unreadable", "endless.gguf");
    }
}
