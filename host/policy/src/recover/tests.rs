use std::path::Path;

use proptest::prelude::*;

use crate::Policy;
use crate::file::PolicyFile;
use crate::policy::checked;

fn told(text: &str) -> Vec<String> {
    match checked(Path::new("x.toml"), text, None) {
        Ok(_) => Vec::new(),
        Err(mistakes) => mistakes
            .into_iter()
            .map(|error| error.to_string())
            .collect(),
    }
}

#[test]
fn every_mistake_is_told_once_with_its_place() {
    let text = "skill = \"../x\"\nsha256 = 3\n[limits]\nmemry = 1\ntime = \"2 s\"\nlog = 0\n[grants.htp]\nhosts = []\n\
                [grants.llm]\nmax_tokens = 0\n[grants.http]\nhosts = [\"*.a:1\", \"a:1\", \"b\"]\n[grants.log]\nlevel = 1\n";
    insta::assert_snapshot!(told(text).join("\n"), @r#"
    x.toml:1:9: skill: a name is made of letters, digits, `-`, `_` and `.`, at most 64 of them
    x.toml:2:10: invalid type: integer `3`, expected a string
    x.toml:4:1: unknown key `memry`, did you mean `memory`?
    x.toml:5:8: unknown unit ` s` in `2 s`: write ms, s, m, h or d
    x.toml:6:7: log: 0B is too little, the least is 1B
    x.toml:7:9: unknown key `htp`, did you mean `http`?
    x.toml:9:1: missing key `max_calls`
    x.toml:10:14: max_tokens: the least is 1
    x.toml:12:10: hosts: there are no wildcards; name each host
    x.toml:12:26: hosts: write host:port, such as "api.example.com:443"
    x.toml:14:1: unknown key `level` (none is known here)
    "#);
}

#[test]
fn what_follows_from_a_mistake_is_not_told() {
    assert_eq!(
        told("skill = 3\n"),
        ["x.toml:1:9: invalid type: integer `3`, expected a string"]
    );
    let text = "skill = \"x\"\n[grants.http]\nhosts = 3\n[grants.llm]\nmax_tokens = \"x\"\nmax_calls = 1\n";
    assert_eq!(told(text).len(), 2, "{:?}", told(text));
    let text = "skill = \"x\"\n[grants.filesystem]\npreopens = [{ host = \"d\" }]\n";
    assert_eq!(
        told(text),
        [
            "x.toml:3:13: missing key `guest`",
            "x.toml:3:13: missing key `access`"
        ]
    );
}

#[test]
fn no_mistake_hides_another() {
    for (text, mistakes) in [
        // A number that no type holds; a list of which an element is wrong; a key that is missing.
        (
            "skill = \"x\"\n[limits]\nhost_calls = 99999999999999999999\nmemry = 1\nfuel = -1\n",
            3,
        ),
        (
            "skill = \"x\"\n[grants.http]\nhosts = [1, \"a\", \"b:1\", 2, \"c\"]\n",
            4,
        ),
        (
            "[limits]\nmemry = 1\n[grants.llm]\nmax_calls = 0\n[grants.http]\n",
            5,
        ),
        // All of one line, and of a list that ends on it.
        (
            "skill = 1\n[grants.filesystem]\npreopens = [{ hst = \"d\", guest = \"d\", access = \"rd\" },\n\
             { host = \"d\", guest = \"e\", acess = \"read\" }]\n[grants.environment]\nnames = [\"1\"]\n",
            7,
        ),
        (
            "skill = \"x\"\n[[grants.filesystem.preopens]]\nhost = \"d\"\nguest = \"d\"\naccess = \"r\"\n\
             [[grants.filesystem.preopens]]\nhost = 3\nguest = \"d\"\naccess = \"read\"\n",
            5,
        ),
    ] {
        assert_eq!(told(text).len(), mistakes, "{text}{:#?}", told(text));
    }
}

#[test]
fn a_missing_folder_is_told_beside_other_mistakes() {
    let folder = tempfile::tempdir().unwrap();
    let text = "skil = \"x\"\n[limits]\ntime = 99999999999999999999\n[grants.filesystem]\npreopens = [\n\
        { host = \"none\", guest = \"/a\", access = \"rd\" },\n{ host = \"nil\", gest = \"/b\", access = \"read\" }]\n";
    let mistakes = checked(Path::new("x.toml"), text, Some(folder.path())).unwrap_err();
    let told: Vec<_> = mistakes
        .into_iter()
        .map(|error| error.to_string())
        .collect();
    let lines: Vec<_> = told
        .iter()
        .map(|told| told.split(": ").next().unwrap())
        .collect();
    assert_eq!(
        lines,
        [
            "x.toml:1:1",
            "x.toml:3:8",
            "x.toml:6:10",
            "x.toml:6:41",
            "x.toml:7:10",
            "x.toml:7:17"
        ],
        "{told:#?}"
    );
}

#[test]
fn a_text_that_is_no_toml_has_one_mistake() {
    for text in [
        "skill = \"x\"\nskill = \"y\"\n[limits]\nmemry = 1\n",
        "[[[",
        "skill = \"x\"\n\0\n",
        "= 1\nlog",
    ] {
        assert_eq!(told(text).len(), 1, "{:?}", told(text));
    }
}

proptest! {
    #[test]
    fn mistakes_are_told_if_and_only_if_parsing_fails(lines in prop::collection::vec("(skill = \"x\"|skill = 1|\\[limits\\]|memry = 1|time = \"1s\"|time = 1|\\[grants.log\\]|\\[grants.http\\]|hosts = \\[\"a\", \"b:1\"\\]|hosts = 1|\\[grants.llm\\]|max_tokens = 0|max_calls = 1|x = \"\"\"|\\[|\\])", 0..9)) {
        let text = lines.join("\n");
        let all = told(&text);
        match Policy::parse(Path::new("x.toml"), &text) {
            Ok(_) => prop_assert!(all.is_empty()),
            Err(error) => prop_assert_eq!(&all[0], &error.to_string()),
        }
        let strict = omni_settings::parse::<PolicyFile>(Path::new("x.toml"), &text);
        prop_assert!(strict.is_ok() || !all.is_empty());
        // Each mistake is told once.
        let mut once = all.clone();
        once.sort();
        once.dedup();
        prop_assert_eq!(once.len(), all.len(), "{:?}", all);
    }
}
