//! Reading on after a mistake: the lines to blame are blanked, and the rest is read again.
//!
//! Only lines are blanked, so every later mistake still has its true place. What would only be a
//! consequence of blanking is not told.

use std::path::Path;

use omni_settings::Error;

use crate::file::PolicyFile;

/// More mistakes than this are not a policy with mistakes but another kind of file.
const MOST_MISTAKES: usize = 32;

/// What could be read of a file.
pub(crate) struct Recovered {
    /// What is left of it without the blanked lines; none if that is no policy.
    pub(crate) file: Option<PolicyFile>,
    /// The text that `file` was read from.
    pub(crate) text: String,
    /// What is wrong with the rest.
    pub(crate) problems: Vec<Error>,
}

/// Reads as much of `text` as can be understood.
pub(crate) fn recover(path: &Path, text: &str) -> Recovered {
    let mut left = Recovered {
        file: None,
        text: text.to_owned(),
        problems: Vec::new(),
    };
    let mut blanked: Vec<bool> = vec![false; text.split('\n').count()];
    loop {
        let error = match omni_settings::parse(path, &left.text) {
            Ok(file) => {
                left.file = Some(file);
                return left;
            }
            Err(error) => error,
        };
        let blame = error
            .line
            .filter(|_| toml::from_str::<toml::Table>(&left.text).is_ok())
            .and_then(|line| blame(&left.text, &error, line - 1));
        // With no line to blame, this is the last mistake that can be told.
        let Some(blame) = blame else {
            let consequence = is_missing(&error) && blanked.contains(&true)
                || !left.problems.is_empty() && error.line.is_none();
            if !consequence {
                left.problems.push(error);
            }
            return left;
        };
        if !(is_missing(&error) && blanked[blame.clone()].contains(&true)) {
            left.problems.push(error);
        }
        if left.problems.len() >= MOST_MISTAKES {
            return left;
        }
        left.text = without(&left.text, &blame);
        if toml::from_str::<toml::Table>(&left.text).is_err() {
            return left;
        }
        blanked[blame].fill(true);
    }
}

/// The lines, from 0, that an error at `line` makes useless: a table, if its header is to blame. None:
/// nothing can be read without them.
fn blame(text: &str, error: &Error, line: usize) -> Option<std::ops::Range<usize>> {
    if is_missing(error) && error.message.ends_with("`skill`") {
        return None;
    }
    let lines: Vec<&str> = text.split('\n').collect();
    let is_header = |line: &&str| line.trim_start().starts_with('[');
    // A line that is blank already would be blamed for ever.
    let blamed = lines.get(line).filter(|blamed| !blamed.trim().is_empty())?;
    let rest = match is_header(blamed) {
        true => lines[line + 1..]
            .iter()
            .position(is_header)
            .unwrap_or(lines.len() - line - 1),
        false => 0,
    };
    Some(line..line + 1 + rest)
}

fn without(text: &str, blame: &std::ops::Range<usize>) -> String {
    let lines: Vec<&str> = text
        .split('\n')
        .enumerate()
        .map(|(number, line)| if blame.contains(&number) { "" } else { line })
        .collect();
    lines.join("\n")
}

fn is_missing(error: &Error) -> bool {
    error.message.starts_with("missing key ")
}

#[cfg(test)]
mod tests {
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
        x.toml:12:10: hosts: there are no wildcards; name each host
        x.toml:12:26: hosts: write host:port, such as "api.example.com:443"
        x.toml:14:1: unknown key `level` (none is known here)
        "#);
    }

    #[test]
    fn blanking_a_line_is_not_told_as_a_mistake() {
        assert_eq!(
            told("skill = 3\n"),
            ["x.toml:1:9: invalid type: integer `3`, expected a string"]
        );
        let text = "skill = \"x\"\n[grants.http]\nhosts = 3\n[grants.llm]\nmax_tokens = \"x\"\nmax_calls = 1\n";
        assert_eq!(told(text).len(), 2, "{:?}", told(text));
        let text = "skill = \"x\"\n[grants.filesystem]\npreopens = [{ host = \"d\" }]\n";
        assert_eq!(told(text), ["x.toml:3:13: missing key `guest`"]);
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
            // One mistake a place at most.
            let mut places: Vec<_> = all.iter().map(|told| told.split(": ").next()).collect();
            places.sort();
            places.dedup();
            prop_assert_eq!(places.len(), all.len(), "{:?}", all);
        }
    }
}
