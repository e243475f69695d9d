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
    /// Texts that it contains, as whole words, case aside.
    pub contains: Vec<String>,
    /// Texts that it does not contain, as whole words, case aside.
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
        let within = |part: &String| stands_in(&part.to_lowercase(), &folded);
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

/// Whether a part stands in a text, no letter or digit of it going on beyond the part's own.
fn stands_in(part: &str, text: &str) -> bool {
    let joined = |inner: Option<char>, outer: Option<char>| {
        inner.is_some_and(char::is_alphanumeric) && outer.is_some_and(char::is_alphanumeric)
    };
    text.match_indices(part).any(|(at, part)| {
        let before = text[..at].chars().next_back();
        let after = text[at + part.len()..].chars().next();
        !joined(part.chars().next(), before) && !joined(part.chars().next_back(), after)
    })
}

/// Whether the wanted items are in the text in this order, and each once. An item may be of several words.
fn lists(text: &str, items: &[String]) -> bool {
    let said = parts(text);
    let wanted: Vec<_> = items.iter().map(|item| parts(item)).collect();
    let mut rest = &said[..];
    let in_order = wanted.iter().all(|item| {
        let found = places(rest, item).next();
        rest = found.map_or(&[], |at| &rest[at + item.len()..]);
        found.is_some()
    });
    let once = wanted.iter().all(|item| {
        let same = wanted.iter().filter(|other| *other == item).count();
        places(&said, item).count() == same
    });
    in_order && once
}

/// The words of a text in lower case, without what surrounds them; a sign stays with its number.
fn parts(text: &str) -> Vec<String> {
    let clean = |part: &str| {
        let inner = part.trim_matches(|c: char| !c.is_alphanumeric());
        let start = part.find(inner).unwrap_or(0);
        let sign =
            part[..start].ends_with(['-', '−']) && inner.starts_with(|c: char| c.is_ascii_digit());
        format!("{}{}", if sign { "-" } else { "" }, inner.to_lowercase())
    };
    text.split(|c: char| c == ',' || c == ';' || c.is_whitespace())
        .map(clean)
        .filter(|part| !part.is_empty())
        .collect()
}

/// Where an item stands; an empty one stands nowhere.
fn places<'s>(said: &'s [String], item: &'s [String]) -> impl Iterator<Item = usize> + 's {
    let windows = said.windows(item.len().max(1)).enumerate();
    windows
        .filter(move |(_, window)| *window == item)
        .map(|(at, _)| at)
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
            (r#"{"contains": ["Sea"]}"#, "the sea", "the season"),
            (r#"{"excludes": ["sea"]}"#, "the season", "the SEA"),
            (r#"{"contains": ["!"]}"#, "yes!no", "yes"),
            (r#"{"starts_with": "dear"}"#, "Dear you", "Oh dear"),
            (r#"{"ends_with": "!"}"#, "yes!", "yes."),
            (r#"{"items": ["a", "b"]}"#, "The order is: a, b.", "b, a"),
            (r#"{"items": ["3", "10"]}"#, "3 10", "3, 10, 3"),
            (r#"{"items": ["-7", "7"]}"#, "-7, 7", "7, -7"),
            (r#"{"items": ["1,250", "9"]}"#, "1,250 and 9", "1,300, 9"),
            (
                r#"{"items": ["Ruth Castell", "Alan Pope"]}"#,
                "1. Ruth Castell\n2. Alan Pope",
                "Alan Pope, Ruth Castell",
            ),
        ] {
            assert!(holds(form, right), "{form} {right}");
            assert!(!holds(form, wrong), "{form} {wrong}");
            assert!(!holds(form, "  "), "{form}");
        }
        assert!(serde_json::from_str::<Form>(r#"{"max_wrods": 3}"#).is_err());
    }
}
