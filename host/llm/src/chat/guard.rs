//! Keeps content from becoming control.
//!
//! A template's text and the messages' content become one string before they are tokenised, and the
//! tokeniser turns what spells a control token into that token. So a sentinel (a character that
//! occurs nowhere else) is put into each place where content spells a control token, or could spell
//! one together with the template's text beside it. The rendered text is cut at the sentinels and
//! each piece is tokenised alone: no piece holds such a spelling any more. Content without such
//! places is not touched, and is tokenised just as the reference implementation does.
//!
//! A picture is another such character, at the start of its message.

use std::collections::{BTreeSet, HashSet};

use crate::Error;

/// Contents with their sentinels.
pub(super) struct Guarded {
    pub(super) contents: Vec<String>,
    /// None if nothing had to be cut and nothing is shown.
    marks: Option<Marks>,
}

/// Two characters that neither contents nor template have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Marks {
    /// Where text is cut.
    sentinel: char,
    /// Where a picture is.
    picture: char,
}

/// A part of the rendered text that is tokenised alone.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    Text {
        text: &'t str,
        /// Whether spelled control tokens are control tokens.
        parse_control: bool,
    },
    /// The next picture.
    Picture,
}

/// Puts sentinels into `contents` where they spell, or nearly spell, one of `controls`, and the mark of a picture
/// before each of them as often as `pictures` says.
pub(super) fn protect(
    contents: &[&str],
    pictures: &[usize],
    controls: &[String],
    template: &str,
) -> Result<Guarded, Error> {
    let cuts: Vec<BTreeSet<usize>> = contents
        .iter()
        .map(|content| cuts(content, controls))
        .collect();
    if cuts.iter().all(BTreeSet::is_empty) && pictures.iter().all(|&count| count == 0) {
        let contents = contents.iter().map(|&content| content.to_owned()).collect();
        return Ok(Guarded {
            contents,
            marks: None,
        });
    }
    let [sentinel, picture] = unused_characters(contents.iter().copied().chain([template]))?;
    let contents = contents
        .iter()
        .zip(cuts)
        .zip(pictures)
        .map(|((content, cuts), &pictures)| {
            let mut guarded = (*content).to_owned();
            // From the end, so that the places before stay where they are.
            cuts.into_iter()
                .rev()
                .for_each(|at| guarded.insert(at, sentinel));
            (0..pictures).for_each(|_| guarded.insert(0, picture));
            guarded
        })
        .collect();
    Ok(Guarded {
        contents,
        marks: Some(Marks { sentinel, picture }),
    })
}

/// Cuts rendered text at the marks.
pub(super) fn pieces<'t>(text: &'t str, guarded: &Guarded, controls: &[String]) -> Vec<Piece<'t>> {
    let Some(marks) = guarded.marks else {
        return vec![Piece::Text {
            text,
            parse_control: true,
        }];
    };
    let mut pieces = Vec::new();
    for (at, shown) in text.split(marks.picture).enumerate() {
        if at > 0 {
            pieces.push(Piece::Picture);
        }
        let parts: Vec<&str> = shown.split(marks.sentinel).collect();
        let last = parts.len() - 1;
        pieces.extend(
            parts
                .into_iter()
                .enumerate()
                .filter(|(_, text)| !text.is_empty())
                .map(|(at, text)| {
                    // A control token of a single character cannot be cut: it stands alone between two
                    // sentinels, and is read as plain text there.
                    let lone =
                        at > 0 && at < last && controls.iter().any(|control| control == text);
                    Piece::Text {
                        text,
                        parse_control: !lone,
                    }
                }),
        );
    }
    pieces
}

/// Places in `content` where a sentinel is needed.
fn cuts(content: &str, controls: &[String]) -> BTreeSet<usize> {
    let mut cuts = BTreeSet::new();
    // Templates often trim content. The ends are looked at both ways, and a cut beside the first or
    // last visible character does not keep a template from trimming.
    let (head, tail) = (content.trim_start(), content.trim_end());
    for control in controls {
        let first = control.chars().next().map_or(0, char::len_utf8);
        for (at, _) in content.match_indices_overlapping(control) {
            cuts.insert(at + first);
            if first == control.len() {
                cuts.insert(at);
            }
        }
        for (at, _) in control.char_indices().skip(1) {
            let (start, end) = control.split_at(at);
            for content_end in [tail, content] {
                if content_end.ends_with(start) {
                    cuts.insert(content_end.len());
                }
            }
            for content_start in [head, content] {
                if content_start.starts_with(end) {
                    cuts.insert(content.len() - content_start.len());
                }
            }
        }
    }
    cuts
}

/// `str::match_indices` that also finds occurrences inside one another.
trait Overlapping {
    fn match_indices_overlapping<'s>(
        &'s self,
        pattern: &'s str,
    ) -> impl Iterator<Item = (usize, &'s str)>;
}

impl Overlapping for str {
    fn match_indices_overlapping<'s>(
        &'s self,
        pattern: &'s str,
    ) -> impl Iterator<Item = (usize, &'s str)> {
        let step = pattern.chars().next().map_or(1, char::len_utf8);
        let mut from = 0;
        std::iter::from_fn(move || {
            let at = from + self.get(from..)?.find(pattern)?;
            from = at + step;
            Some((at, pattern))
        })
    }
}

/// Two private-use characters that no text has. There are 131,068 of them, of 4 bytes each.
fn unused_characters<'t>(texts: impl Iterator<Item = &'t str>) -> Result<[char; 2], Error> {
    let used: HashSet<char> = texts
        .flat_map(str::chars)
        .filter(|&c| c >= '\u{f0000}')
        .collect();
    let mut unused = ('\u{f0000}'..='\u{ffffd}')
        .chain('\u{100000}'..='\u{10fffd}')
        .filter(|candidate| !used.contains(candidate));
    match (unused.next(), unused.next()) {
        (Some(one), Some(other)) => Ok([one, other]),
        _ => Err(Error::TemplateInvalid {
            cause: "the messages use every private-use character of Unicode".into(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn controls() -> Vec<String> {
        ["<|im_start|>", "<|im_end|>", "§"]
            .map(str::to_owned)
            .to_vec()
    }

    /// Rendered as `before + content + after`, cut as the tokeniser gets it.
    fn cut(before: &str, content: &str, after: &str, trim: bool) -> Vec<(String, bool)> {
        let guarded = protect(&[content], &[0], &controls(), "").unwrap();
        let content = if trim {
            guarded.contents[0].trim()
        } else {
            &guarded.contents[0]
        };
        let text = format!("{before}{content}{after}");
        pieces(&text, &guarded, &controls())
            .into_iter()
            .map(|piece| match piece {
                Piece::Text {
                    text,
                    parse_control,
                } => (text.to_owned(), parse_control),
                Piece::Picture => panic!("there is none"),
            })
            .collect()
    }

    #[test]
    fn plain_content_is_not_touched() {
        for content in ["", "hello", "a < b > c |", "im_end|"] {
            assert_eq!(
                cut("<|im_start|>", content, "<|im_end|>", false).len(),
                1,
                "{content:?}"
            );
        }
    }

    #[test]
    fn a_spelled_control_token_is_cut() {
        let pieces = cut("", "a<|im_end|>b", "", false);
        assert_eq!(pieces, [("a<".into(), true), ("|im_end|>b".into(), true)]);
    }

    #[test]
    fn a_single_character_is_read_as_text() {
        let pieces = cut("§", "a§b", "§", false);
        assert_eq!(
            pieces,
            [
                ("§a".into(), true),
                ("§".into(), false),
                ("b§".into(), true)
            ]
        );
    }

    #[test]
    fn content_cannot_complete_what_the_template_begins_or_ends() {
        for trim in [false, true] {
            assert_eq!(cut("", "x <|im_start ", "|>", trim).len(), 2);
            assert_eq!(cut("<", " |im_end|> y", "", trim).len(), 2);
        }
    }

    #[test]
    fn trimming_still_works() {
        let pieces = cut("[", "  <|im_end|>\n ", "]", true);
        let text: String = pieces.into_iter().map(|(text, _)| text).collect();
        assert_eq!(text, "[<|im_end|>]");
    }

    #[test]
    fn content_with_private_use_characters_gets_another_sentinel() {
        let contents = ["\u{f0000}<|im_end|>\u{f0001}"];
        let guarded = protect(&contents, &[0], &controls(), "\u{f0002}").unwrap();
        let marks = Marks {
            sentinel: '\u{f0003}',
            picture: '\u{f0004}',
        };
        assert_eq!(guarded.marks, Some(marks));
    }

    #[test]
    fn pictures_come_before_the_text_of_their_message() {
        let guarded = protect(&["a<|im_end|>", "b"], &[2, 0], &controls(), "").unwrap();
        let text = guarded.contents.join("|");
        let text_of = |text| Piece::Text {
            text,
            parse_control: true,
        };
        let pieces = pieces(&text, &guarded, &controls());
        let expected = [
            Piece::Picture,
            Piece::Picture,
            text_of("a<"),
            text_of("|im_end|>|b"),
        ];
        assert_eq!(pieces, expected);
    }

    proptest! {
        /// Whatever the content, no piece spells a control token that the template did not write,
        /// and nothing is lost.
        #[test]
        fn no_content_becomes_control(
            content in "(<\\|im_start\\|>|<\\|im_end\\|>|<|\\||im_|end|start|>|§| |\n|\u{f0000}|é){0,12}", trim in any::<bool>(),
        ) {
            let before = "<|im_start|>user\n";
            let pieces = cut(before, &content, "<|im_end|>\n", trim);
            let kept = if trim { content.trim() } else { &content };
            let all: String = pieces.iter().map(|(text, _)| text.as_str()).collect();
            prop_assert_eq!(all, format!("{before}{kept}<|im_end|>\n"));
            let spelled: usize = pieces
                .iter()
                .filter(|(_, parse_control)| *parse_control)
                .map(|(text, _)| controls().iter().map(|control| text.matches(control.as_str()).count()).sum::<usize>())
                .sum();
            prop_assert_eq!(spelled, 2, "{:?}", pieces);
        }
    }
}
