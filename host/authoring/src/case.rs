//! A test file: what a skill is asked, in which surroundings, and what it has to say.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::Error;

/// The most files and the most cases: more is a mistaken folder.
const MAX_CASES: usize = 10_000;

/// One case of a file.
#[derive(Debug)]
pub(crate) struct Case<I, E> {
    /// The file.
    pub(crate) file: PathBuf,
    /// Which of the file's `[[case]]`; none: the file is one case.
    pub(crate) index: Option<usize>,
    /// What it is called, within its file.
    pub(crate) name: String,
    /// What it says.
    pub(crate) says: Says<I, E>,
}

/// What a case says.
#[derive(Debug, Deserialize)]
#[serde(
    deny_unknown_fields,
    bound = "I: DeserializeOwned, E: DeserializeOwned"
)]
pub(crate) struct Says<I, E> {
    /// What it is called; else the file's name, or the number of the case.
    name: Option<String>,
    /// The `config` of the skill's role.
    #[serde(default)]
    pub(crate) config: Map<String, Value>,
    /// What random numbers follow from.
    #[serde(default)]
    pub(crate) seed: u64,
    /// What time it is.
    pub(crate) time: Option<Moment>,
    /// What the skill has stored before.
    #[serde(default)]
    pub(crate) kv: BTreeMap<String, String>,
    /// What the model answers, in turn; none: there is no model.
    pub(crate) llm: Option<Vec<String>>,
    /// What the skill is asked.
    pub(crate) input: I,
    /// What it has to say.
    pub(crate) expect: Option<E>,
}

/// Nanoseconds since 1970-01-01T00:00:00Z, written as a date with time and offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "toml::value::Datetime")]
pub(crate) struct Moment(pub(crate) u64);

impl Moment {
    /// What time it is where a case does not say: 2026-01-01T00:00:00Z.
    pub(crate) const DEFAULT: Self = Self(1_767_225_600_000_000_000);
}

impl TryFrom<toml::value::Datetime> for Moment {
    type Error = &'static str;

    fn try_from(time: toml::value::Datetime) -> Result<Self, Self::Error> {
        let time = time.to_string().parse::<jiff::Timestamp>();
        let nanoseconds = time
            .ok()
            .and_then(|time| u64::try_from(time.as_nanosecond()).ok());
        nanoseconds.map(Self).ok_or(
            "a time is written with date, time and offset, from 1970 on, such as 2026-01-31T08:00:00Z",
        )
    }
}

/// The test files of a folder, by name.
pub(crate) fn files(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let none = |what: String| Error::NoCases {
        what,
        help: format!(
            "write a case into {}; docs/skills.md shows how",
            folder.join("answers.toml").display()
        ),
    };
    let entries = fs::read_dir(folder)
        .map_err(|error| none(format!("{} cannot be read: {error}", folder.display())))?;
    let paths = entries.flatten().map(|entry| entry.path());
    let is_case = |path: &PathBuf| {
        path.extension()
            .is_some_and(|extension| extension == "toml")
    };
    let mut files: Vec<PathBuf> = paths.filter(is_case).take(MAX_CASES).collect();
    if files.is_empty() {
        return Err(none(format!("{} holds no .toml", folder.display())));
    }
    files.sort();
    Ok(files)
}

/// The cases of one file: its `[[case]]`, or the file as a whole.
pub(crate) fn read<I, E>(path: &Path) -> Result<Vec<Case<I, E>>, Error>
where
    I: DeserializeOwned,
    E: DeserializeOwned,
{
    let text = omni_settings::text(path)?;
    parse(path, &text)
}

fn parse<I, E>(path: &Path, text: &str) -> Result<Vec<Case<I, E>>, Error>
where
    I: DeserializeOwned,
    E: DeserializeOwned,
{
    #[derive(Deserialize)]
    #[serde(
        deny_unknown_fields,
        bound = "I: DeserializeOwned, E: DeserializeOwned"
    )]
    struct Several<I, E> {
        case: Vec<Says<I, E>>,
    }
    let table = text.parse::<toml::Table>();
    let (several, says) = match table.is_ok_and(|table| table.contains_key("case")) {
        true => (
            true,
            omni_settings::parse::<Several<I, E>>(path, text)?.case,
        ),
        false => (false, vec![omni_settings::parse(path, text)?]),
    };
    let cases = says
        .into_iter()
        .enumerate()
        .map(|(number, says): (usize, Says<I, E>)| {
            let name = says.name.clone().unwrap_or_else(|| match several {
                true => format!("case {}", number + 1),
                false => path
                    .file_stem()
                    .unwrap_or_default()
                    .to_string_lossy()
                    .into_owned(),
            });
            Case {
                file: path.to_owned(),
                index: several.then_some(number),
                name,
                says,
            }
        });
    Ok(cases.collect())
}

#[cfg(test)]
mod tests {
    use omni_skills::types::Attempt;

    use super::*;
    use crate::expect::ExpectScore;

    type Cases = Vec<Case<Attempt, ExpectScore>>;

    fn parsed(text: &str) -> Result<Cases, String> {
        parse(Path::new("tests/a.toml"), text).map_err(|error| error.to_string())
    }

    const INPUT: &str = "input = { request = { prompt = \"?\" }, response = \"!\" }\n";

    #[test]
    fn a_file_is_one_case_or_several() {
        let one = parsed(INPUT).unwrap();
        assert_eq!((one[0].index, one[0].name.as_str()), (None, "a"));
        let two = parsed(&format!("[[case]]\nname = \"b\"\n{INPUT}[[case]]\n{INPUT}")).unwrap();
        let names: Vec<_> = two
            .iter()
            .map(|case| (case.index, case.name.as_str()))
            .collect();
        assert_eq!(names, [(Some(0), "b"), (Some(1), "case 2")]);
    }

    #[test]
    fn mistakes_have_a_place_and_the_nearest_key() {
        for (text, expected) in [
            (
                "inptu = 1",
                "tests/a.toml:1:1: unknown key `inptu`, did you mean `input`?",
            ),
            ("", "tests/a.toml:1:1: missing key `input`"),
            (
                "[input]\nresponse = \"\"\nrequest = { promt = \"\" }",
                "tests/a.toml:3:13: unknown key `promt`, did you mean `prompt`?",
            ),
            (
                &format!("{INPUT}[expect]\nconfidence = {{ at_lest = 1 }}"),
                "tests/a.toml:3:16: unknown key `at_lest`, did you mean `at_least`?",
            ),
            (
                &format!("{INPUT}[[case]]\n{INPUT}"),
                "tests/a.toml:1:1: unknown key `input` (known here: case)",
            ),
            (
                &format!("time = 2026-01-01\n{INPUT}"),
                "tests/a.toml:1:8: a time is written with date, time and offset, from 1970 on, such as 2026-01-31T08:00:00Z",
            ),
            (
                &format!("{INPUT}[expect]\ncode = \"limit.tim\""),
                "tests/a.toml:3:8: unknown value `limit.tim`, did you mean `limit.time`?",
            ),
        ] {
            assert_eq!(parsed(text).unwrap_err(), expected, "{text}");
        }
    }

    #[test]
    fn a_moment_is_in_nanoseconds() {
        let case = parsed(&format!("time = 1970-01-01T01:00:01+01:00\n{INPUT}")).unwrap();
        assert_eq!(case[0].says.time, Some(Moment(1_000_000_000)));
        let default = format!("time = 2026-01-01T00:00:00Z\n{INPUT}");
        assert_eq!(
            parsed(&default).unwrap()[0].says.time,
            Some(Moment::DEFAULT)
        );
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(text in ".{0,200}") {
            let _ = parsed(&text);
        }
    }
}
