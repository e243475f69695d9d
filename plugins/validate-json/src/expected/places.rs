//! Values by their place in a row: `Rafael; Accounting; 2016` for the keys in their order.

use serde_json::{Value, json};

/// The values of a row that has as many fields as there are keys.
pub(super) fn placed(text: &str, keys: &[(String, Option<String>)]) -> Option<Vec<Value>> {
    let mut rows = Vec::new();
    let mut lines = text
        .split(['\n', '"'])
        .flat_map(|line| line.split(" '"))
        .flat_map(|line| line.split("' "))
        .map(str::trim)
        .peekable();
    while let Some(line) = lines.next() {
        if is_header(line, keys) {
            let row = lines
                .peek()
                .and_then(|line| fields(line, &[","], keys.len()));
            rows.extend(row);
        } else if !line.contains(':') && !line.contains('{') {
            rows.extend(fields(line, &[";", "|", " / "], keys.len()));
        }
    }
    let [row] = &rows[..] else { return None };
    let values = row.iter().zip(keys).map(|(field, (_, kind))| {
        let number = serde_json::from_str::<Value>(field)
            .ok()
            .filter(|value| value.is_number() && kind.as_deref() != Some("string"));
        number.unwrap_or_else(|| json!(field))
    });
    Some(values.collect())
}

fn is_header(line: &str, keys: &[(String, Option<String>)]) -> bool {
    keys.len() > 1
        && line.split(',').count() == keys.len()
        && line
            .split(',')
            .zip(keys)
            .all(|(field, (key, _))| field.trim() == key)
        && !line.contains(", ")
}

fn fields<'t>(line: &'t str, separators: &[&str], count: usize) -> Option<Vec<&'t str>> {
    separators.iter().find_map(|separator| {
        let fields: Vec<&str> = line
            .split(separator)
            .map(|field| field.trim().trim_end_matches('.'))
            .collect();
        let plain = fields.iter().all(|field| {
            !field.is_empty() && field.len() <= 40 && field.split_whitespace().count() <= 4
        });
        (count > 1 && fields.len() == count && plain).then_some(fields)
    })
}
