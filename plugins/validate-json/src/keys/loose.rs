//! Keys that are named in other ways than in a row: each with what it means, as the parts
//! of a line, or in quotes here and there.

use reading::{Token, sentences};

use super::{KEYS, Key, Keys, is_quote};

/// `lesson -> what kind; day -> weekday`, or a line for each: `- city: where it is`.
pub(super) fn defined(text: &str, tokens: &[Token<'_>], found: &mut Keys) {
    let Some(from) = tokens
        .iter()
        .position(|token| token.is_any(KEYS) || token.is("json"))
    else {
        return;
    };
    let mut keys = Vec::new();
    let mut spans = Vec::new();
    for at in from + 1..tokens.len() {
        let before = &tokens[at - 1];
        let begins = before.is_mark('\n')
            || before.is_mark(';')
            || before.is_mark(',')
            || before.is_mark('(')
            || before.is_mark(':')
            || before.is_mark('-') && !tokens[at].glued;
        if !begins || !tokens[at].is_word() || tokens[at].text.starts_with(char::is_uppercase) {
            continue;
        }
        let end = at
            + 1
            + tokens[at + 1..]
                .iter()
                .take_while(|token| token.glued && (token.is_word() || token.is_mark('_')))
                .count();
        let (arrow, colon) = match tokens.get(end..) {
            Some([minus, angle, ..]) if minus.is_mark('-') && angle.is_mark('>') => (true, false),
            Some([one, ..]) if one.is_mark('\u{2192}') => (true, false),
            Some([one, ..]) if one.is_mark(':') => (false, true),
            _ => continue,
        };
        // What it means is said in small letters.
        let meaning: Vec<&Token<'_>> = tokens[end..]
            .iter()
            .skip_while(|token| !token.is_word() && token.number().is_none())
            .take_while(|token| {
                !token.is_mark('\n')
                    && !token.is_mark(';')
                    && !(arrow && (token.is_mark(',') || token.is_mark(')')))
            })
            .collect();
        let item = before.is_mark('-') || before.is_mark('\n');
        let said = meaning.first().is_some_and(|first| {
            first.text.starts_with(char::is_lowercase) && first.number().is_none()
        }) && (arrow || meaning.len() > 1 && item);
        if said
            && (arrow || colon)
            && let Some(name) = text.get(tokens[at].start..tokens[end - 1].end())
        {
            keys.push((name.to_owned(), super::types::said_type_of(&meaning)));
            let last = meaning.last().map_or(tokens[end].end(), |last| last.end());
            spans.push(tokens[at].start..last);
        }
    }
    if keys.len() > 1 {
        for (key, kind) in keys {
            if !found.keys.iter().any(|(known, _)| *known == key) {
                found.keys.push((key, kind));
            }
        }
        found.spans.extend(spans);
    }
}

/// `the parts are the method, the path and the status`, `The four parts are, in this order:
/// instrument, colour, year`.
pub(super) fn parts(text: &str, tokens: &[Token<'_>], found: &mut Keys) {
    for sentence in sentences(tokens) {
        let Some(at) = sentence.windows(2).position(|pair| {
            pair[0].is_any(&[
                "parts", "columns", "fields", "pieces", "elements", "entries", "values", "items",
                "words",
            ]) && pair[1].is_any(&["are", "mean", "stand", "give", "hold"])
        }) else {
            continue;
        };
        let rest = &sentence[at + 2..];
        let colon = rest.iter().position(|token| token.is_mark(':'));
        let row = &rest[colon.map_or(0, |colon| colon + 1)..];
        let names: Option<Vec<&Token<'_>>> = row
            .split(|token| token.is_mark(',') || token.is("and"))
            .filter(|item| !item.is_empty())
            .map(|item| match item {
                [the, name] if the.is_any(&["the", "a", "an"]) && name.is_word() => Some(name),
                [name] if name.is_word() => Some(name),
                _ => None,
            })
            .collect();
        let Some(names) = names.filter(|names| names.len() > 1) else {
            continue;
        };
        let (Some(first), Some(last)) = (sentence.first(), sentence.last()) else {
            continue;
        };
        found.spans.push(first.start..last.end());
        found.keys.extend(
            names
                .iter()
                .filter_map(|name| Some((text.get(name.start..name.end())?.to_owned(), None))),
        );
        return;
    }
}

/// `All key names are the words I used (volume, subtitles, language)`
pub(super) fn bracketed(text: &str, tokens: &[Token<'_>], found: &mut Keys) {
    for sentence in sentences(tokens) {
        let Some(keyword) = sentence.iter().position(|token| token.is_any(KEYS)) else {
            continue;
        };
        for open in keyword..sentence.len() {
            if !sentence[open].is_mark('(') {
                continue;
            }
            let row = super::row::row(text, sentence, open + 1).filter(|row| {
                row.keys.len() > 1 && sentence.get(row.end).is_some_and(|end| end.is_mark(')'))
            });
            if let Some(row) = row {
                let end = sentence[row.end - 1].end();
                found.add(row, sentence[keyword].start..end);
                return;
            }
        }
    }
}

/// `"white" and "black" hold the names, "moves" is an integer`: words in quotes that are no
/// values.
pub(super) fn quoted(text: &str, tokens: &[Token<'_>], found: &mut Keys) {
    let mut keys: Vec<Key> = Vec::new();
    let mut spans = Vec::new();
    for sentence in sentences(tokens) {
        let quotes: Vec<usize> = (0..sentence.len())
            .filter(|&at| sentence[at].is_mark('"'))
            .collect();
        for pair in quotes.chunks_exact(2) {
            let (open, close) = (&sentence[pair[0]], &sentence[pair[1]]);
            let name = text.get(open.end()..close.start).unwrap_or_default();
            let is_name = !name.is_empty()
                && name.len() <= 30
                && name.starts_with(char::is_lowercase)
                && name.split(' ').count() < 3
                && name
                    .chars()
                    .all(|c| c.is_alphanumeric() || c == '_' || c == ' ');
            // "The first is "winner""
            let nth = pair[0] > 1
                && sentence[pair[0] - 1].is("is")
                && sentence[pair[0] - 2]
                    .is_any(&["first", "second", "third", "other", "fourth", "last", "one"]);
            let value = !nth
                && pair[0].checked_sub(1).is_some_and(|at| {
                    sentence[at].is_any(&[
                        "is", "as", "exactly", "to", "either", "becomes", "says", "or", "value",
                    ]) || sentence[at].is_mark('=')
                        || sentence[at].is_mark(':')
                            && !sentence[..at].iter().any(|t| t.is_any(KEYS))
                });
            if is_name && !value {
                spans.push(open.start..close.end());
                if !keys.iter().any(|(known, _)| known == name) {
                    let kind = super::row::kind(sentence, pair[1] + 1).0;
                    keys.push((name.to_owned(), kind));
                }
            } else if !is_name {
                // What is quoted is a text.
                break;
            }
        }
    }
    if keys.len() > 1 {
        found.keys.extend(keys);
        found.spans.extend(spans);
    }
}

/// `a JSON list with one object per film: film, year (as number), day`
pub(super) fn of_objects(text: &str, tokens: &[Token<'_>], found: &mut Keys) {
    for sentence in sentences(tokens) {
        let Some(json) = sentence.iter().position(|token| token.is("json")) else {
            continue;
        };
        let object = sentence
            .iter()
            .position(|token| token.is_any(&["object", "objects"]));
        let colon = sentence
            .iter()
            .rposition(|token| token.is_mark(':'))
            .or_else(|| {
                let object = object?;
                let lead = sentence[object..]
                    .iter()
                    .take(8)
                    .position(|token| token.is_any(&["with", "having", "containing", "has"]))?;
                sentence[object..object + lead]
                    .iter()
                    .any(|token| token.is_any(&["per", "each", "every"]))
                    .then_some(object + lead)
            });
        let (Some(object), Some(colon)) = (object, colon) else {
            continue;
        };
        if colon < json.max(object) || colon > object + 8 {
            continue;
        }
        let each = sentence[object..colon]
            .iter()
            .any(|token| token.is_any(&["per", "each", "every", "with"]));
        let Some(row) = super::row::row(text, sentence, colon + 1) else {
            continue;
        };
        let small = row
            .keys
            .iter()
            .all(|(key, _)| key.starts_with(char::is_lowercase));
        if row.keys.len() > 1 && small && (each || row.typed || row.snake) {
            let end = sentence[row.end - 1].end();
            found.add(row, sentence[object].start..end);
            return;
        }
    }
}

/// `user: mkoch | role: admin`: the labels, where they are spelled as keys are.
pub(super) fn labels(text: &str, tokens: &[Token<'_>], found: &mut Keys) {
    let mut keys = Vec::new();
    for at in 0..tokens.len() {
        let begins = at == 0
            || ['\n', '|', ';']
                .iter()
                .any(|&mark| tokens[at - 1].is_mark(mark))
            || tokens[at - 1].is_mark('-') && !tokens[at].glued;
        if !begins || !tokens[at].is_word() || tokens[at].text.starts_with(char::is_uppercase) {
            continue;
        }
        let glued = tokens[at + 1..]
            .iter()
            .take_while(|token| token.glued && (token.is_word() || token.is_mark('_')))
            .count();
        let joined = tokens
            .get(at + glued + 1)
            .is_some_and(|next| next.is_mark(':') || next.is_mark('='));
        let told = tokens
            .get(at + glued + 2)
            .is_some_and(|next| next.is_word() || next.number().is_some());
        if joined && told {
            keys.extend(
                text.get(tokens[at].start..tokens[at + glued].end())
                    .map(|key| (key.to_owned(), None)),
            );
        }
    }
    let same = tokens
        .windows(2)
        .any(|pair| pair[0].is_any(&["same", "these", "as"]) && pair[1].is_any(KEYS))
        || tokens
            .windows(3)
            .any(|three| three[0].is("keys") && three[1].is("as") && three[2].is("in"));
    let known = found
        .keys
        .iter()
        .all(|(key, _)| keys.iter().any(|(other, _)| other == key));
    if keys.len() > 1 && known && (same || found.keys.len() == 1) {
        found.keys = keys;
        found.spans.clear();
    }
}

/// Whether the keys are a line of a table whose names are to be no keys of each record, or
/// other ones: `keyed by name`, `with the field names in French`.
pub(super) fn is_other_header(text: &str, tokens: &[Token<'_>], found: &Keys) -> bool {
    const OTHERWISE: &[&str] = &[
        "keyed",
        "indexed",
        "column",
        "columns",
        "grouped",
        "renamed",
        "rename",
        "french",
        "german",
        "spanish",
        "italian",
        "camelcase",
    ];
    tokens.iter().any(|token| token.is_any(OTHERWISE))
        && text.lines().any(|line| {
            let cells: Vec<&str> = line.split([',', ';', '\t', '|']).map(str::trim).collect();
            cells.len() > 1
                && cells.len() == found.keys.len()
                && found
                    .keys
                    .iter()
                    .all(|(key, _)| cells.contains(&key.as_str()))
        })
}

/// `The first line holds the key names`: those of a table.
pub(super) fn header(text: &str, tokens: &[Token<'_>], found: &mut Keys) {
    let says = tokens.windows(2).any(|pair| {
        pair[0].is_any(&["first", "header", "top"])
            && pair[1].is_any(&["line", "row", "line's", "names"])
    }) || tokens
        .iter()
        .any(|token| token.is_any(&["csv", "header", "headers", "heading", "headings", "tsv"]));
    if !says || tokens.iter().any(is_quote) {
        return;
    }
    let lines: Vec<&str> = text.lines().collect();
    for (at, pair) in lines.windows(2).enumerate() {
        let Some(separator) = [',', ';', '\t', '|']
            .into_iter()
            .find(|&separator| pair[0].contains(separator))
        else {
            continue;
        };
        let fields: Vec<&str> = pair[0]
            .trim_matches(['|', ' '])
            .split(separator)
            .map(str::trim)
            .collect();
        let is_name = |field: &&str| {
            !field.is_empty()
                && field.len() <= 30
                && field
                    .chars()
                    .all(|c| c.is_alphanumeric() || c == '_' || c == ' ')
                && field.split(' ').count() < 3
        };
        let same = pair[1].trim_matches(['|', ' ']).split(separator).count() == fields.len();
        if fields.len() > 1 && same && fields.iter().all(is_name) && !pair[0].ends_with('.') {
            let start: usize = lines[..at].iter().map(|line| line.len() + 1).sum();
            found.spans.push(start..start + pair[0].len());
            found
                .keys
                .extend(fields.iter().map(|field| ((*field).to_owned(), None)));
            return;
        }
    }
}
