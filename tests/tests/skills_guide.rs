//! `docs/skills.md`, followed to the letter.

use std::path::Path;

use omni_tests::{Home, guest, outcome, target_folder, toolchains};

/// The fenced blocks of a language in the guide.
fn blocks(language: &str) -> Vec<String> {
    let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/skills.md");
    let text = std::fs::read_to_string(guide).unwrap();
    let fence = format!("```{language}\n");
    let blocks = text.split(&fence).skip(1);
    let blocks = blocks.map(|rest| rest.split("\n```").next().unwrap().to_owned());
    blocks.collect()
}

/// A line that runs a command and ends the script unless it ends as the guide says: with 0, or with the N of its
/// comment `# exit code N`.
fn checked(line: &str) -> String {
    assert!(
        !line.ends_with('\\'),
        "a command of one line each, please: {line}"
    );
    let code = line
        .split_once("# exit code ")
        .map_or("0", |(_, code)| code.trim());
    format!(
        "echo '$ {}'\n{line}\ncode=$?; [ $code -eq {code} ] || {{ echo \"ended with $code\"; exit 1; }}\n",
        line.replace('\'', "'\\''")
    )
}

#[test]
fn every_command_of_the_guide_does_what_it_says() {
    let home = Home::new();
    let mut script = String::new();
    for block in blocks("sh") {
        let tools = [
            ("pip install", toolchains::python as fn() -> _),
            ("npm install", toolchains::javascript),
        ];
        let missing = tools.into_iter().find_map(|(command, install)| {
            block.contains(command).then(install).and_then(Result::err)
        });
        match missing {
            Some(why) => println!("skipped: {why}\n{block}"),
            None => script.extend(block.lines().map(checked)),
        }
    }
    let work = home.path().join("work");
    std::fs::create_dir(&work).unwrap();
    let path = std::env::var("PATH").unwrap();
    let program = target_folder().join("release");
    let mut command = std::process::Command::new("bash");
    let environment = home.command(&[]);
    command
        .args(["-c", &script])
        .current_dir(work)
        .envs(
            environment
                .get_envs()
                .filter_map(|(key, value)| Some((key, value?))),
        )
        .env("PATH", format!("{}:{path}", program.display()))
        .env("CARGO_TARGET_DIR", target_folder().join("authoring"))
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped());
    let done = outcome(command.spawn().unwrap());
    assert_eq!(done.code, Some(0), "{}\n{}", done.stdout, done.stderr);
    for said in [
        "3 passed",
        "2 passed, 1 failed",
        "-     \"4 sentences, and 2 are enough\"",
        "scorer is now my-scorer",
        "scorer     my-scorer",
    ] {
        assert!(done.stdout.contains(said), "{said}: {}", done.stdout);
    }
}

#[test]
fn every_test_file_of_the_guide_is_understood() {
    let blocks = blocks("toml");
    assert!(!blocks.is_empty());
    for block in blocks {
        let home = Home::bare();
        home.write("mine/Cargo.toml", "[package]\nname = \"mine\"\n");
        home.write("mine/tests/guide.toml", block);
        home.write(
            "mine/build/mine.wasm",
            std::fs::read(guest("fixed-score")).unwrap(),
        );
        let read = home.omni(&[
            "skill",
            "test",
            "mine",
            "--no-build",
            "--filter",
            "none of them",
        ]);
        read.refused(2, "test.none", "none of them");
    }
}
