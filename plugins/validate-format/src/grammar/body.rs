//! What stands between the beginning and the end: words, sentences, items.

use reading::grammar::literal;

use super::MOST_PARTS;
use crate::rule::{Range, Unit};

/// Characters of a sentence, an item, a body.
const SENTENCE: usize = 240;
const BODY: usize = 1200;
/// Characters before and behind what has to be there.
const AROUND: usize = 100;

/// What the body has to be.
#[derive(Default)]
pub(super) struct Body {
    pub(super) shape: Option<(Unit, Range)>,
    /// Texts that it has to have.
    pub(super) contained: Vec<String>,
    /// Whether its items have numbers.
    pub(super) numbered: bool,
    /// What stands between its items.
    pub(super) separator: Option<char>,
    /// The mark at its end.
    pub(super) last: Option<String>,
    /// Whether more follows in its last sentence.
    pub(super) open_ended: bool,
}

impl Body {
    /// The body's rule, and those below it.
    pub(super) fn rules(&self, denied: &str) -> (String, String) {
        if let Some(mark) = self.separator {
            return joined(mark, self.shape, denied);
        }
        let stop = self.stop(denied);
        let Some((unit, range)) = self.shape else {
            let Some(text) = self.around("[^\\n", denied) else {
                return (
                    "body".to_owned(),
                    // An empty class is none.
                    format!("body ::= [^\\n {denied}] [^\\t{denied}]{{0,{BODY}}}\n"),
                );
            };
            return (format!("{text}{stop}"), String::new());
        };
        // At least one, and an end to what has none.
        let fewest = range.min.max(1);
        let most = range.max.min(fewest.max(MOST_PARTS)).max(fewest);
        let first = |class: &str| self.around(class, denied);
        // The first part has what has to be there, the others follow.
        let chain = |part: &str, first: Option<String>, between: &str| {
            let first = first.unwrap_or_else(|| part.to_owned());
            if most == 1 {
                return first;
            }
            format!("{first} ({between} {part}){{{},{}}}", fewest - 1, most - 1)
        };
        match unit {
            Unit::Words => (
                self.words(fewest, range.max.max(fewest)),
                format!("word ::= [^ \\t\\n{denied}]{{1,24}}\n"),
            ),
            Unit::Characters => (
                format!("[^ \\n{denied}] [^\\n{denied}]{{0,{}}}", range.max - 1),
                String::new(),
            ),
            Unit::Sentences => {
                let first = first("[^.!?\\n").map(|text| format!("{text}{stop}"));
                let sentence = if self.open_ended && most == 1 {
                    format!("sentence ::= [^ .!?\\n{denied}] [^.!?\\n{denied}]{{1,{SENTENCE}}}\n")
                } else {
                    let stop = if stop.is_empty() { " [.!?]" } else { &stop };
                    format!(
                        "sentence ::= [^ .!?\\n{denied}] [^.!?\\n{denied}]{{1,{SENTENCE}}}{stop}\n"
                    )
                };
                (chain("sentence", first, "\" \""), sentence)
            }
            Unit::Items if self.numbered => (
                (1..=fewest)
                    .map(|number| {
                        format!(
                            "\"{}{number}. \" line",
                            if number == 1 { "" } else { "\\n" }
                        )
                    })
                    .collect::<Vec<_>>()
                    .join(" "),
                format!("line ::= [^ \\n{denied}] [^\\n{denied}]{{1,{SENTENCE}}}\n"),
            ),
            Unit::Items => (
                chain(
                    "item",
                    first("[^\\n").map(|text| format!("\"- \" {text}")),
                    "\"\\n\"",
                ),
                format!("item ::= \"- \" [^ \\n{denied}] [^\\n{denied}]{{1,{SENTENCE}}}\n"),
            ),
            Unit::Lines => (
                chain("line", first("[^\\n"), "\"\\n\""),
                format!("line ::= [^ \\n{denied}] [^\\n{denied}]{{1,{SENTENCE}}}\n"),
            ),
            Unit::Paragraphs => (
                chain("paragraph", first("[^\\n"), "\"\\n\\n\""),
                format!("paragraph ::= [^ \\n{denied}] [^\\n{denied}]{{1,{BODY}}}\n"),
            ),
        }
    }

    /// What ends a sentence.
    fn stop(&self, denied: &str) -> String {
        if self.open_ended {
            return String::new();
        }
        match &self.last {
            Some(mark) => format!(" {}", literal(mark)),
            None if denied.contains('.') => String::new(),
            None => " [.!?]".replace('!', if denied.contains('!') { "" } else { "!" }),
        }
    }

    /// A line with all that has to be there in it.
    fn around(&self, class: &str, denied: &str) -> Option<String> {
        let texts: Vec<String> = self.contained.iter().map(|text| literal(text)).collect();
        if texts.is_empty() {
            return None;
        }
        let between = format!(" \" \" ({class}{denied}]{{1,{AROUND}}} \" \")? ");
        let first = class.replace("[^", "[^ ");
        Some(format!(
            "{first}{denied}] {class}{denied}]{{0,{AROUND}}} \" \" {} ([ ] {class}{denied}]{{1,{AROUND}}})?",
            texts.join(&between)
        ))
    }

    fn words(&self, fewest: usize, most: usize) -> String {
        let many = |fewest: usize, most: usize| match most {
            0 => String::new(),
            _ => format!("(\" \" word){{{fewest},{most}}}"),
        };
        let texts: Vec<String> = self.contained.iter().map(|text| literal(text)).collect();
        let held: usize = self
            .contained
            .iter()
            .map(|text| text.split_whitespace().count())
            .sum();
        let Some(free) = most.checked_sub(held).filter(|_| !texts.is_empty()) else {
            return format!("word {}", many(fewest - 1, most - 1));
        };
        let texts = texts.join(" \" \" ");
        let needed = fewest.saturating_sub(held);
        if free == 0 {
            return texts;
        }
        // So many before it, and the rest behind.
        let splits: Vec<String> = (1..=free.min(12))
            .map(|before| {
                format!(
                    "word {} \" \" {texts} {}",
                    many(before - 1, before - 1),
                    many(needed.saturating_sub(before), free - before)
                )
            })
            .collect();
        format!("({})", splits.join(" | "))
    }
}

/// `a, b, c`
fn joined(mark: char, shape: Option<(Unit, Range)>, denied: &str) -> (String, String) {
    let (fewest, most) = shape.map_or((2, MOST_PARTS), |(_, range)| {
        let fewest = range.min.max(2);
        (fewest, range.max.clamp(fewest, fewest.max(MOST_PARTS)))
    });
    let between = if mark == '/' {
        " / ".to_owned()
    } else {
        format!("{mark} ")
    };
    (
        format!(
            "item ({} item){{{},{}}}",
            literal(&between),
            fewest - 1,
            most - 1
        ),
        format!("item ::= [^ .,;/\\n{denied}] [^.,;/\\n{denied}]{{0,40}}\n"),
    )
}
