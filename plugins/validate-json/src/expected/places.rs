//! Values by their place in a row: `Rafael; Accounting; 2016` for the keys in their order.

use serde_json::{Value, json};

use super::pieces::behind_colon;
use super::records::cell;
use super::whole::Teller;

/// A value, and whether a label or a header says whose it is; by its place alone it is
/// likely only.
pub(super) type Placed = (Value, bool);

/// The values of a row that has as many fields as there are keys.
pub(super) fn placed(text: &str, keys: &[(String, Option<String>)]) -> Option<Vec<Placed>> {
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
            rows.extend(row.map(|row| (row, true)));
        } else if !line.contains(':') && !line.contains('{') {
            let row = fields(line, &[";", "|", " / "], keys.len());
            rows.extend(row.map(|row| (row, false)));
        }
    }
    let [(row, headed)] = &rows[..] else {
        return None;
    };
    let values = row.iter().zip(keys).map(|(field, (key, kind))| {
        // "city=Quito"
        let labelled = field
            .split_once('=')
            .filter(|(label, _)| label.trim().eq_ignore_ascii_case(key));
        let field = labelled.map_or(*field, |(_, rest)| rest.trim());
        let plain = *headed || labelled.is_some();
        let number = serde_json::from_str::<Value>(field)
            .ok()
            .filter(|value| value.is_number() && kind.as_deref() != Some("string"));
        (number.unwrap_or_else(|| json!(field)), plain)
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

impl Teller<'_, '_> {
    /// The values of the one fragment that has as many parts as there are keys: `GET /tickets
    /// 200 41ms`, `piano;black;1926`.
    pub(super) fn placed(&self, keys: &[(String, Option<String>)]) -> Option<Vec<Placed>> {
        if keys.len() < 3 {
            return None;
        }
        let mut rows = Vec::new();
        for piece in &self.pieces {
            let plain = behind_colon(piece);
            let Some(line) = plain
                .first()
                .zip(plain.last())
                .and_then(|(first, last)| self.text.get(first.start..last.end()))
            else {
                continue;
            };
            let prose = plain.iter().any(|token| {
                token.is_any(&[
                    "is", "are", "was", "were", "has", "the", "a", "an", "in", "of", "at", "on",
                    "and", "for", "from", "to", "with", "he", "she", "it", "by", "i", "we",
                ])
            });
            let parts: Vec<&str> = line.split_whitespace().collect();
            let commas: Vec<&str> = line.split(',').map(str::trim).collect();
            let label = piece.first().is_some_and(|first| {
                plain.len() < piece.len()
                    && keys
                        .iter()
                        .any(|(key, _)| super::kinds::words(key).iter().any(|word| first.is(word)))
            });
            let sole = self.pieces.len() == 1 || line.contains('=');
            let numbered = keys
                .iter()
                .any(|(_, kind)| matches!(kind.as_deref(), Some("number" | "integer")));
            let parts = if commas.len() > 1 { commas } else { parts };
            if prose || label || parts.len() != keys.len() || !sole && !numbered {
                continue;
            }
            let row: Option<Vec<Placed>> = parts
                .iter()
                .zip(keys)
                .map(|(part, (key, kind))| {
                    // "code=502"
                    let labelled = part.split_once(['=', ':']).filter(|(label, rest)| {
                        label.eq_ignore_ascii_case(key) && !rest.is_empty()
                    });
                    let part = labelled.map_or(*part, |(_, rest)| rest);
                    let part = part.trim_end_matches([',', ';']);
                    // "user 17" under `id`
                    let other = part.contains(' ')
                        && part.chars().any(|c| c.is_ascii_digit())
                        && kind.as_deref() != Some("string");
                    let named = part.split(' ').any(|word| {
                        part.contains(' ')
                            && keys.iter().any(|(key, _)| key.eq_ignore_ascii_case(word))
                    });
                    let value = (!named && !other).then(|| cell(part, key, kind.as_deref()))??;
                    Some((value, labelled.is_some()))
                })
                .collect();
            rows.extend(row);
        }
        let mut rows = rows.into_iter();
        rows.next().filter(|_| rows.next().is_none())
    }
}
