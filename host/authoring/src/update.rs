//! Writing what a skill gives now into its test files, without touching anything else in them.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, TableLike, Value};

use crate::Error;
use crate::case::Case;
use crate::run::{Ran, Snapshot};
use crate::test::Verdict;

/// The widest line that an output is kept on.
const WIDTH: usize = 100;

/// Updates the cases that failed and can be: those that keep an output, and those that expect nothing.
pub(crate) fn update<I, E>(cases: &[Case<I, E>], ran: &mut [Ran]) -> Result<(), Error> {
    let mut at = 0;
    while at < cases.len() {
        let file = &cases[at].file;
        let end = at
            + cases[at..]
                .iter()
                .take_while(|case| case.file == *file)
                .count();
        file_of(file, &cases[at..end], &mut ran[at..end])?;
        at = end;
    }
    Ok(())
}

fn file_of<I, E>(file: &Path, cases: &[Case<I, E>], ran: &mut [Ran]) -> Result<(), Error> {
    let failed = |ran: &Ran| ran.verdict == Verdict::Failed && ran.snapshot.is_some();
    if !ran.iter().any(failed) {
        return Ok(());
    }
    let text = omni_settings::text(file)?;
    let wrong = |what: String| {
        let kind = omni_settings::ErrorKind::Invalid;
        omni_settings::Error::of_file(kind, file, what)
    };
    let mut document: DocumentMut = text
        .parse()
        .map_err(|error: toml_edit::TomlError| wrong(error.message().to_owned()))?;
    for (case, ran) in cases
        .iter()
        .zip(ran.iter_mut())
        .filter(|(_, ran)| failed(ran))
    {
        let Some(snapshot) = ran.snapshot.clone() else {
            continue;
        };
        let table = table_of(&mut document, case.index).ok_or_else(|| {
            wrong(format!(
                "changed meanwhile: there is no case `{}`",
                case.name
            ))
        })?;
        put(table, &snapshot);
        ran.verdict = Verdict::Updated;
    }
    write(file, &document.to_string())
}

/// The table of a case: one of `[[case]]`, or of an array of inline tables, or the whole file.
fn table_of(document: &mut DocumentMut, index: Option<usize>) -> Option<&mut dyn TableLike> {
    let Some(index) = index else {
        return Some(document.as_table_mut());
    };
    match document.get_mut("case")? {
        Item::ArrayOfTables(tables) => tables
            .get_mut(index)
            .map(|table| table as &mut dyn TableLike),
        Item::Value(Value::Array(tables)) => {
            let table = tables.get_mut(index)?.as_inline_table_mut()?;
            Some(table as &mut dyn TableLike)
        }
        _ => None,
    }
}

fn put(case: &mut dyn TableLike, snapshot: &Snapshot) {
    if !case.contains_key("expect") {
        case.insert("expect", Item::Table(Table::new()));
    }
    let Some(expect) = case.get_mut("expect").and_then(Item::as_table_like_mut) else {
        return;
    };
    let (key, old, value) = match snapshot {
        Snapshot::Output(value) => ("output", "none", inline(value)),
        Snapshot::Nothing => ("none", "output", Value::from(true)),
    };
    expect.remove(old);
    // Whatever stands around the old value (a comment behind it, say) stays.
    if let Some(Item::Value(before)) = expect.get_mut(key) {
        let decor = before.decor().clone();
        *before = value;
        *before.decor_mut() = decor;
    } else {
        expect.insert(key, Item::Value(value));
    }
}

/// On one line; a list that would be wider has a line for each entry.
fn inline(value: &toml::Value) -> Value {
    let mut value = convert(value);
    if let Value::Array(array) = &mut value
        && array.to_string().len() > WIDTH
    {
        for item in array.iter_mut() {
            item.decor_mut().set_prefix("\n  ");
        }
        array.set_trailing("\n");
        array.set_trailing_comma(true);
    }
    value
}

fn convert(value: &toml::Value) -> Value {
    match value {
        toml::Value::String(text) => text.into(),
        toml::Value::Integer(number) => (*number).into(),
        toml::Value::Float(number) => (*number).into(),
        toml::Value::Boolean(value) => (*value).into(),
        toml::Value::Datetime(time) => time.to_string().into(),
        toml::Value::Array(items) => Value::Array(items.iter().map(convert).collect::<Array>()),
        toml::Value::Table(table) => {
            let fields = table
                .iter()
                .map(|(key, value)| (key.as_str(), convert(value)));
            Value::InlineTable(fields.collect::<InlineTable>())
        }
    }
}

/// Whole or not at all, with the rights that the file has.
fn write(file: &Path, text: &str) -> Result<(), Error> {
    let write = || {
        let folder = file.parent().unwrap_or(Path::new("."));
        let mut new = tempfile::NamedTempFile::new_in(folder)?;
        new.write_all(text.as_bytes())?;
        new.as_file()
            .set_permissions(fs::metadata(file)?.permissions())?;
        new.persist(file).map_err(|error| error.error)?;
        Ok(())
    };
    write().map_err(|error: std::io::Error| Error::Unwritable {
        path: file.to_owned(),
        reason: error.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn updated(text: &str, index: Option<usize>, snapshot: &Snapshot) -> String {
        let mut document: DocumentMut = text.parse().unwrap();
        put(table_of(&mut document, index).unwrap(), snapshot);
        document.to_string()
    }

    fn output(text: &str) -> Snapshot {
        let mut table: toml::Table = text.parse().unwrap();
        Snapshot::Output(table.remove("output").unwrap())
    }

    #[test]
    fn only_the_output_changes() {
        let text = "# first\n[[case]] # a\n[case.expect]\noutput = { confidence = 1.0 } # why\nlog = [ \"x\" ]\n";
        let snapshot = output("output = { confidence = 0.5, reasons = [\"so\"] }");
        assert_eq!(
            updated(text, Some(0), &snapshot),
            "# first\n[[case]] # a\n[case.expect]\noutput = { confidence = 0.5, reasons = [\"so\"] } # why\nlog = [ \"x\" ]\n"
        );
    }

    #[test]
    fn what_expects_nothing_yet_gets_a_table() {
        let text = "[[case]]\nname = \"a\"\n\n[[case]]\nname = \"b\"\n";
        let text = updated(text, Some(0), &output("output = []"));
        let parsed: toml::Table = text.parse().unwrap();
        assert_eq!(
            parsed["case"][0]["expect"]["output"]
                .as_array()
                .unwrap()
                .len(),
            0
        );
        assert!(parsed["case"][1].get("expect").is_none(), "{text}");
        let text = updated("[input]\n", None, &Snapshot::Nothing);
        assert_eq!(
            text.parse::<toml::Table>().unwrap()["expect"]["none"].as_bool(),
            Some(true)
        );
    }

    #[test]
    fn nothing_takes_the_place_of_something_and_back() {
        let text = updated(
            "[expect]\noutput = { messages = [] }\n",
            None,
            &Snapshot::Nothing,
        );
        assert_eq!(text, "[expect]\nnone = true\n");
        let text = updated(&text, None, &output("output = { messages = [] }"));
        assert_eq!(text, "[expect]\noutput = { messages = [] }\n");
    }

    #[test]
    fn a_long_list_has_a_line_for_each_entry() {
        let long = "x".repeat(60);
        let snapshot = output(&format!(
            "output = [{{ code = \"{long}\" }}, {{ code = \"{long}\" }}]"
        ));
        let text = updated("[expect]\n", None, &snapshot);
        assert_eq!(text.lines().count(), 5, "{text}");
        assert!(text.parse::<toml::Table>().is_ok(), "{text}");
    }
}
