//! The form that a response must have, checked by itself.

use serde::Deserialize;

/// Conditions on the form of a response; those that are set must all hold.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Form {
    /// Words at most, as whitespace divides them.
    pub max_words: Option<usize>,
    /// Words at least.
    pub min_words: Option<usize>,
    /// Lines that begin with `-`, `*` or `•`, exactly.
    pub bullets: Option<usize>,
    /// Sentences at most.
    pub max_sentences: Option<usize>,
    /// No letter in upper case.
    pub lowercase: bool,
    /// No letter in lower case.
    pub uppercase: bool,
    /// No commas.
    pub no_commas: bool,
    /// Texts that it contains, case aside.
    pub contains: Vec<String>,
    /// Texts that it does not contain, case aside.
    pub excludes: Vec<String>,
    /// How it begins, case aside.
    pub starts_with: Option<String>,
    /// How it ends.
    pub ends_with: Option<String>,
    /// The items that it lists, in this order: separated by commas, semicolons, line ends or spaces.
    pub items: Vec<String>,
}

impl Form {
    /// Whether a response has this form. An empty response has none.
    #[must_use]
    pub fn holds(&self, response: &str) -> bool {
        let text = response.trim();
        let words = text.split_whitespace().count();
        let folded = text.to_lowercase();
        let at_most = |count: usize, most: Option<usize>| most.is_none_or(|most| count <= most);
        let bullets = || {
            let lines = text.lines().map(str::trim_start);
            lines
                .filter(|line| line.starts_with(['-', '*', '•']))
                .count()
        };
        let within = |part: &String| folded.contains(&part.to_lowercase());
        !text.is_empty()
            && at_most(words, self.max_words)
            && self.min_words.is_none_or(|least| words >= least)
            && self.bullets.is_none_or(|wanted| bullets() == wanted)
            && at_most(sentences(text), self.max_sentences)
            && !(self.lowercase && text.chars().any(char::is_uppercase))
            && !(self.uppercase && text.chars().any(char::is_lowercase))
            && !(self.no_commas && text.contains(','))
            && self.contains.iter().all(within)
            && !self.excludes.iter().any(within)
            && self
                .starts_with
                .as_ref()
                .is_none_or(|start| folded.starts_with(&start.to_lowercase()))
            && self
                .ends_with
                .as_ref()
                .is_none_or(|end| text.ends_with(end.as_str()))
            && (self.items.is_empty() || lists(text, &self.items))
    }
}

/// Ends of sentences that something follows, or that end the text.
fn sentences(text: &str) -> usize {
    let mut count = 0;
    let mut open = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        open |= c.is_alphanumeric();
        let ends =
            matches!(c, '.' | '!' | '?') && chars.peek().is_none_or(|next| next.is_whitespace());
        if ends && open {
            count += 1;
            open = false;
        }
    }
    count + usize::from(open)
}

/// Whether the wanted items are in the text in this order, and each once.
fn lists(text: &str, items: &[String]) -> bool {
    let clean = |part: &str| {
        let part = part.trim_matches(|c: char| !c.is_alphanumeric());
        part.to_lowercase()
    };
    let said: Vec<_> = text
        .split(|c: char| c == ',' || c == ';' || c.is_whitespace())
        .map(clean)
        .filter(|part| !part.is_empty())
        .collect();
    let wanted: Vec<_> = items.iter().map(|item| clean(item)).collect();
    let mut places = said.iter();
    let in_order = wanted.iter().all(|item| places.any(|part| part == item));
    let once = wanted.iter().all(|item| {
        let there = said.iter().filter(|part| *part == item).count();
        there == wanted.iter().filter(|other| *other == item).count()
    });
    in_order && once
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(form: &str, response: &str) -> bool {
        serde_json::from_str::<Form>(form).unwrap().holds(response)
    }

    #[test]
    fn each_condition_holds_and_fails() {
        for (form, right, wrong) in [
            (r#"{"max_words": 3}"#, "one two three", "one two three four"),
            (r#"{"min_words": 3}"#, "one two three", "one two"),
            (r#"{"bullets": 2}"#, "- a\n* b", "- a\n- b\n- c"),
            (r#"{"max_sentences": 1}"#, "It is 3.14 today.", "One. Two."),
            (r#"{"lowercase": true}"#, "all small.", "Not all."),
            (r#"{"uppercase": true}"#, "ALL BIG 1", "NOT aLL"),
            (r#"{"no_commas": true}"#, "a b", "a, b"),
            (r#"{"contains": ["Sea"]}"#, "the sea", "the lake"),
            (r#"{"excludes": ["sea"]}"#, "the lake", "the SEA"),
            (r#"{"starts_with": "dear"}"#, "Dear you", "Oh dear"),
            (r#"{"ends_with": "!"}"#, "yes!", "yes."),
            (r#"{"items": ["a", "b"]}"#, "The order is: a, b.", "b, a"),
            (r#"{"items": ["3", "10"]}"#, "3 10", "3, 10, 3"),
        ] {
            assert!(holds(form, right), "{form} {right}");
            assert!(!holds(form, wrong), "{form} {wrong}");
            assert!(!holds(form, "  "), "{form}");
        }
        assert!(serde_json::from_str::<Form>(r#"{"max_wrods": 3}"#).is_err());
    }
}
