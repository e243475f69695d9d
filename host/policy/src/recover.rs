//! Reading on after a mistake: what is to blame is taken out, and the rest is read again.
//!
//! Only the parsed file loses it, so every later mistake still has its true place. What would only be a
//! consequence of taking out is not told, and what is missing is filled in with something harmless.

use std::borrow::Cow;
use std::path::Path;

use omni_settings::{Error, Spanned};
use serde::Deserialize as _;
use toml::de::{DeArray, DeTable, DeValue, Deserializer};

use crate::file::PolicyFile;

/// More mistakes than this are not a policy with mistakes but another kind of file.
const MOST_MISTAKES: usize = 32;
/// How often the file is read: for each mistake, and for what is filled in after it.
const MOST_READS: usize = 4 * MOST_MISTAKES;
/// Where the whole file is said to begin: its first table may begin at 0, too.
const ROOT: usize = usize::MAX;

/// What could be read of a file.
pub(crate) struct Recovered {
    /// What is left of it without its mistakes; none if that is no policy.
    pub(crate) file: Option<PolicyFile>,
    /// What is wrong with the rest.
    pub(crate) problems: Vec<Error>,
}

/// Reads as much of `text` as can be understood.
pub(crate) fn recover(path: &Path, text: &str) -> Recovered {
    let mut recovered = Recovered {
        file: None,
        problems: Vec::new(),
    };
    match omni_settings::parse(path, text) {
        Ok(file) => recovered.file = Some(file),
        Err(first) => match DeTable::parse(text) {
            Ok(table) => recovered.read_on(path, text, table),
            // Without its tables and keys nothing can be told of the rest.
            Err(_) => recovered.problems.push(first),
        },
    }
    recovered
}

impl Recovered {
    fn read_on<'t>(&mut self, path: &Path, text: &'t str, mut table: Spanned<DeTable<'t>>) {
        // Where each table begins that something was taken out of.
        let mut poorer = Vec::new();
        for _ in 0..MOST_READS {
            let error = match PolicyFile::deserialize(Deserializer::from(table.clone())) {
                Ok(file) => {
                    self.file = Some(file);
                    return;
                }
                Err(error) => error,
            };
            let told = Error::from_toml(path, text, &error);
            let at = error.span().map_or(0, |span| span.start);
            let mended = match told.message.strip_prefix("missing key ") {
                Some(key) => {
                    let table_at = if key == "`skill`" { ROOT } else { at };
                    if !poorer.contains(&table_at) {
                        self.problems.push(told.clone());
                    }
                    fill_in(table.get_mut(), key.trim_matches('`'), at, text.len())
                }
                None => {
                    self.problems.push(told);
                    take_out(table.get_mut(), ROOT, at).map(|from| poorer.push(from))
                }
            };
            if mended.is_none() || self.problems.len() >= MOST_MISTAKES {
                return;
            }
        }
    }
}

/// Takes out what begins at `at`: a key with its value, or an element of a list. Returns where the table begins
/// that it was in; none: there is nothing to take out.
fn take_out(table: &mut DeTable<'_>, begins: usize, at: usize) -> Option<usize> {
    let inner = table
        .iter_mut()
        .find_map(|(_, value)| take_out_of(value, begins, at));
    if inner.is_some() {
        return inner;
    }
    // A table that has no header of its own begins where its first key does.
    let key = table.keys().find(|key| key.span().start == at).or_else(|| {
        let of_value = table.iter().find(|(_, value)| value.span().start == at);
        of_value.map(|(key, _)| key)
    });
    let key = key.cloned()?;
    table.remove(&key).map(|_| begins)
}

fn take_out_of(value: &mut Spanned<DeValue<'_>>, outer: usize, at: usize) -> Option<usize> {
    let begins = value.span().start;
    match value.get_mut() {
        DeValue::Table(table) => take_out(table, begins, at),
        DeValue::Array(list) => {
            let inner = list
                .iter_mut()
                .find_map(|element| take_out_of(element, begins, at));
            if inner.is_some() {
                return inner;
            }
            let before = list.len();
            retain(list, |element| element.span().start != at);
            (list.len() < before).then_some(outer)
        }
        _ => None,
    }
}

/// Puts something harmless where `key` is missing in the table that begins at `at`; none: nothing is harmless there.
/// It is said to lie at the `end` of the text, where nothing else does.
fn fill_in(table: &mut DeTable<'_>, key: &str, at: usize, end: usize) -> Option<()> {
    let fill = |table: &mut DeTable<'_>, value: DeValue<'static>| {
        let key = Spanned::new(end..end, Cow::Owned(key.to_owned()));
        table.insert(key, Spanned::new(end..end, value));
    };
    let text = |text: String| DeValue::String(Cow::Owned(text));
    match key {
        "skill" => fill(table, text("skill".to_owned())),
        "max_tokens" | "max_calls" => {
            let one = DeValue::parse("1").ok()?.into_inner();
            fill(grant(table, "llm")?, one);
        }
        "preopens" => fill(grant(table, "filesystem")?, DeValue::Array(DeArray::new())),
        "hosts" => fill(grant(table, "http")?, DeValue::Array(DeArray::new())),
        "names" => fill(grant(table, "environment")?, DeValue::Array(DeArray::new())),
        "host" | "guest" | "access" => {
            let preopens = grant(table, "filesystem")?.get_mut("preopens")?;
            let DeValue::Array(preopens) = preopens.get_mut() else {
                return None;
            };
            let preopen = preopens
                .iter_mut()
                .find(|preopen| preopen.span().start == at)?;
            let DeValue::Table(preopen) = preopen.get_mut() else {
                return None;
            };
            let value = match key {
                // No folder is harmless: the checker knows it by its empty place.
                "host" => String::new(),
                "guest" => format!("/missing at {at}"),
                _ => "read".to_owned(),
            };
            fill(preopen, text(value));
        }
        _ => return None,
    }
    Some(())
}

fn grant<'a, 't>(table: &'a mut DeTable<'t>, name: &str) -> Option<&'a mut DeTable<'t>> {
    let inner = |value: &'a mut Spanned<DeValue<'t>>| match value.get_mut() {
        DeValue::Table(table) => Some(table),
        _ => None,
    };
    inner(table.get_mut("grants")?).and_then(|grants| inner(grants.get_mut(name)?))
}

fn retain<'t>(list: &mut DeArray<'t>, keep: impl Fn(&Spanned<DeValue<'t>>) -> bool) {
    let mut kept = DeArray::new();
    for element in list.iter().filter(|element| keep(element)) {
        kept.push(element.clone());
    }
    *list = kept;
}

#[cfg(test)]
mod tests;
