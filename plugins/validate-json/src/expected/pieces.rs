//! What is told, in pieces: sentences and lines without the instruction.

use std::ops::Range;

use reading::{Token, sentences};

use super::told::is_instruction;

/// Pieces looked at. Nobody tells more in a request.
const MOST: usize = 60;

/// Words that begin what is to be done.
const ORDERS: &[&str] = &[
    "copy",
    "keep",
    "start",
    "leave",
    "read",
    "collect",
    "split",
    "deliver",
    "set",
    "mark",
    "sort",
    "parse",
    "rewrite",
    "store",
    "save",
    "treat",
    "ignore",
    "omit",
    "drop",
    "take",
    "numbers",
    "names",
    "dates",
    "values",
    "types",
    "respond",
    "that",
    "structure",
    "please",
    "target",
    "shape",
    "names",
    "only",
    "reply",
    "wrap",
    "render",
];

/// The sentences that tell something; of instructions, what stands in quotes or behind the
/// last colon.
pub(super) fn pieces<'s, 't>(all: &'s [Token<'t>], spans: &[Range<usize>]) -> Vec<&'s [Token<'t>]> {
    let inside = |at: usize| spans.iter().any(|span| span.contains(&at));
    let mut pieces: Vec<&[Token<'t>]> = Vec::new();
    for sentence in sentences(all).into_iter().take(MOST) {
        for line in sentence.split(|token| token.is_mark('\n')) {
            let task = line.iter().any(|token| {
                inside(token.start)
                    || token.is_any(&[
                        "json", "key", "keys", "object", "objects", "integer", "boolean", "array",
                        "string", "strings", "null",
                    ])
            });
            let command = line.first().is_some_and(|first| first.is_any(ORDERS));
            if task || command || is_instruction(line, &inside) {
                pieces.extend(told_within(line, &inside));
            } else {
                pieces.push(line);
            }
        }
    }
    pieces.retain(|piece| {
        piece
            .iter()
            .any(|token| token.is_word() && token.text.len() > 1 || token.number().is_some())
            && !(piece.len() == 1 && piece[0].number().is_some())
    });
    pieces.truncate(MOST);
    pieces
}

/// What an instruction has in quotes, or behind its last colon.
fn told_within<'s, 't>(
    line: &'s [Token<'t>],
    inside: &dyn Fn(usize) -> bool,
) -> Option<&'s [Token<'t>]> {
    let quotes: Vec<usize> = (0..line.len())
        .filter(|&at| line[at].is_mark('"'))
        .collect();
    let quoted = quotes
        .chunks_exact(2)
        .map(|pair| &line[pair[0] + 1..pair[1]])
        .filter(|held| held.len() > 2 && !held.iter().any(|token| inside(token.start)))
        .max_by_key(|held| held.len());
    if quoted.is_some() {
        return quoted;
    }
    let that = line.windows(2).position(|pair| {
        pair[1].is("that")
            && pair[0].is_any(&["json", "record", "encode", "express", "state", "say"])
    });
    if let Some(that) = that {
        let rest = &line[that + 2..];
        let end = rest
            .iter()
            .position(|token| inside(token.start))
            .unwrap_or(rest.len());
        return (end > 0).then(|| &rest[..end]);
    }
    let colon = line.iter().rposition(|token| {
        token.is_mark(':') && !token.glued_number_follows(line) && !inside(token.start)
    })?;
    let held = &line[colon + 1..];
    let free = !held.is_empty()
        && !held.iter().any(|token| {
            inside(token.start)
                || token.is_any(&[
                    "json", "key", "keys", "object", "integer", "boolean", "string", "number",
                    "numbers", "strings", "true", "array",
                ])
        });
    free.then_some(held)
}

/// `07:40` has a colon within.
trait InTime {
    fn glued_number_follows(&self, line: &[Token<'_>]) -> bool;
}

impl InTime for Token<'_> {
    fn glued_number_follows(&self, line: &[Token<'_>]) -> bool {
        let next = line.partition_point(|token| token.start <= self.start);
        self.glued
            && line
                .get(next)
                .is_some_and(|next| next.glued && next.number().is_some())
    }
}

/// A piece without the label in front: `Text: …`, `I sold two things: …`.
pub(super) fn behind_colon<'s, 't>(piece: &'s [Token<'t>]) -> &'s [Token<'t>] {
    piece
        .iter()
        .position(|token| token.is_mark(':') && !token.glued_number_follows(piece))
        .map_or(piece, |colon| &piece[colon + 1..])
}
