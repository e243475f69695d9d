//! Lines of cells under a line of names.

use serde_json::{Map, Value};

use super::{is_name, is_open, value};
use crate::request::Wanted;

/// Larger tables are not read.
const MOST_LINES: usize = 60;

/// Lines of cells under a line of names: an object for each.
pub(super) fn table(text: &str, wanted: &Wanted) -> Option<Value> {
    const OTHERWISE: &[&str] = &[
        "keyed",
        "grouped",
        "group",
        "columns",
        "map",
        "mapping",
        "maps",
        "sort",
        "sorted",
        "filter",
        "total",
        "sum",
        "average",
        "nested",
        "except",
        "rename",
        "renamed",
        "strings",
        "uppercase",
        "translate",
        "without",
        "skip",
        "ignore",
        "only",
        "where",
        "drop",
        "column",
        "per",
        "indexed",
        "french",
        "german",
        "spanish",
        "italian",
        "camelcase",
        "lowercase",
        "first",
        "last",
        "top",
        "highest",
        "lowest",
        "leave",
    ];
    if OTHERWISE.iter().any(|word| wanted.words.contains(*word)) {
        return None;
    }
    // The request itself is no line of the table.
    let lines: Vec<&str> = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.to_lowercase().contains("json"))
        .collect();
    if lines.len() > MOST_LINES {
        return None;
    }
    [',', ';', '\t', '|'].iter().find_map(|&mark| {
        let cells = |line: &str| -> Vec<String> {
            line.trim_matches('|')
                .split(mark)
                .map(|cell| cell.trim().to_owned())
                .collect()
        };
        let width = |line: &str| cells(line).len();
        let begin = (0..lines.len()).find(|&at| {
            let count = width(lines[at]);
            count > 1
                && cells(lines[at]).iter().all(|cell| is_name(cell))
                && lines.len() > at + 2
                && width(lines[at + 1]) == count
                && width(lines[at + 2]) == count
        })?;
        let header = cells(lines[begin]);
        let mut distinct = header.clone();
        distinct.sort();
        distinct.dedup();
        let same_keys = wanted.keys.is_empty()
            || wanted.keys.len() == header.len()
                && wanted.keys.iter().all(|(key, _)| header.contains(key));
        if distinct.len() != header.len() || !same_keys {
            return None;
        }
        let mut rows = Vec::new();
        let below = &lines[begin + 1..];
        let count = below
            .iter()
            .take_while(|line| width(line) == header.len())
            .count();
        let (body, behind) = below.split_at(count);
        for line in body {
            let row = cells(line);
            if row
                .iter()
                .all(|cell| cell.chars().all(|c| c == '-' || c == ':'))
            {
                continue;
            }
            if row.iter().any(|cell| is_open(cell) || cell.contains('"')) {
                return None;
            }
            let object: Map<String, Value> = header
                .iter()
                .cloned()
                .zip(row.iter().map(|cell| value(cell)))
                .collect();
            rows.push(Value::Object(object));
        }
        // A line of prose has commas too.
        let told = rows.len() > 1 && behind.iter().all(|line| width(line) == 1);
        told.then_some(Value::Array(rows))
    })
}
