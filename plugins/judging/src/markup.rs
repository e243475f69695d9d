//! What is not prose: code, tables, JSON.

/// The lines of a text that are prose, with the byte offset of each. Left out
/// are fenced code, table rows, and lines that end as code does.
pub(crate) fn prose_lines(text: &str) -> Vec<(usize, &str)> {
    let mut prose = Vec::new();
    let mut in_code = false;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let bare = line.trim();
        if is_fence(bare) {
            in_code = !in_code;
        } else if !in_code && !bare.starts_with('|') && !bare.ends_with([';', '{', '}']) {
            prose.push((start, line));
        }
    }
    prose
}

/// Whether the last code fence is still open.
pub(crate) fn has_open_fence(text: &str) -> bool {
    text.lines().filter(|line| is_fence(line.trim())).count() % 2 == 1
}

/// Whether the text looks like one JSON document, be it cut off.
pub(crate) fn looks_like_json(text: &str) -> bool {
    let text = text.trim();
    text.starts_with('{') || text.starts_with("[{") || text.starts_with("[\"")
}

pub(crate) fn is_fence(line: &str) -> bool {
    line.starts_with("```") || line.starts_with("~~~")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_and_tables_are_no_prose() {
        let text = "Look:\n```\nlet a = 1\n```\n| a | b |\nx = 1;\nDone.";
        let prose: Vec<_> = prose_lines(text)
            .iter()
            .map(|(_, line)| line.trim())
            .collect();
        assert_eq!(prose, ["Look:", "Done."]);
        assert!(!has_open_fence(text));
        assert!(has_open_fence("```rust\nfn main() {"));
    }
}
