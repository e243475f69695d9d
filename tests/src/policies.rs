//! What the tests of `omni policy` share.

use crate::{Home, target_folder};

const ATTEMPT: &str = r#"{"request": {"prompt": "p"}, "response": "r"}"#;

/// What was printed, without what differs between machines and builds: folders, digests, times.
#[must_use]
pub fn tidy(home: &Home, text: &str) -> String {
    let target = target_folder();
    let text = text
        .replace(home.path().to_str().unwrap(), "HOME")
        .replace(target.to_str().unwrap(), "TARGET");
    let is_digest =
        |word: &str| word.len() == 12 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    let word = |word: &str| {
        if is_digest(word) {
            "DIGEST".to_owned()
        } else {
            word.to_owned()
        }
    };
    let line = |line: &str| match line {
        _ if line.contains(" ms at most") => "# (measured)".to_owned(),
        _ if line.starts_with("time = ") => "time = (learned)".to_owned(),
        _ => line.split(' ').map(word).collect::<Vec<_>>().join(" "),
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// What a command that succeeds prints, tidied.
#[track_caller]
#[must_use]
pub fn stdout(home: &Home, arguments: &[&str]) -> String {
    tidy(home, &home.omni(arguments).succeeded().stdout)
}

/// A home with an attempt to score in `attempt.json`.
#[must_use]
pub fn home() -> Home {
    let home = Home::bare();
    home.write("attempt.json", ATTEMPT);
    home
}
