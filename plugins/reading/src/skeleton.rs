//! Requests by what they say, whatever small words stand between.
//!
//! `How many minutes do you get from 3 hours?` and `3 hours, how many minutes is
//! that?` are one question. A [`Lexicon`] knows the words of a kind of question and
//! what each says, often nothing; what is left is the question's skeleton. A word
//! that it does not know may change everything, so that there is no skeleton then.

use std::cmp::Ordering;
use std::sync::OnceLock;

use crate::Token;

/// The words that a kind of question is made of.
pub struct Lexicon {
    phrases: &'static [(&'static str, &'static str)],
    /// Found out once, in the order of their first words.
    entries: OnceLock<Vec<Entry>>,
}

/// A phrase, its first word, and what it says.
struct Entry {
    first: &'static str,
    phrase: &'static str,
    says: &'static str,
}

/// Said by words that change nothing.
pub const NOTHING: &str = "";

/// Words that change nothing in any question here.
pub const SMALL: &str = "the|a|an|is|are|was|were|be|been|it|its|it's|that|this|there|of|in|does|do|did|will|would|has|have|had|\
what|what's|whats|which|me|you|i|we|please|tell|give|find|out|work|figure|calculate|compute|determine|state|name|say|can|could|know|need|to|\
exactly|just|so|then|and|,|:|;|\"|'|(|)|-|want|like|answer|show|quickly|hey|hi|hello|ok|okay|now|i'd|let's|see|help|quick|question|if|my";

/// A part of a skeleton.
#[derive(Clone, Debug, PartialEq)]
pub enum Part<S> {
    /// A phrase of the lexicon, by what it says.
    Says(&'static str),
    /// Something that the question is about.
    Slot(S),
}

/// What is left of a question.
#[derive(Clone, Debug, PartialEq)]
pub struct Skeleton<S> {
    /// In their order.
    pub parts: Vec<Part<S>>,
}

/// Longer questions are not read.
const MOST: usize = 160;

/// The skeleton of a question, if every word of it is known. `slot` tells what begins
/// at a token and how many tokens it is; it is asked before the lexicon.
pub fn skeleton<'t, S>(
    lexicon: &Lexicon,
    tokens: &[Token<'t>],
    mut slot: impl FnMut(&[Token<'t>]) -> Option<(S, usize)>,
) -> Option<Skeleton<S>> {
    if tokens.len() > MOST {
        return None;
    }
    let mut parts = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let rest = &tokens[at..];
        if let Some((found, used)) = slot(rest) {
            parts.push(Part::Slot(found));
            at += used.max(1);
            continue;
        }
        let (says, used) = lexicon.longest(rest)?;
        if says != NOTHING {
            parts.push(Part::Says(says));
        }
        at += used;
    }
    Some(Skeleton { parts })
}

impl Lexicon {
    /// What is said, and the phrases that say it, with `|` between. Of several that
    /// fit, the longest counts. What is said by [`NOTHING`] is left out.
    #[must_use]
    pub const fn new(phrases: &'static [(&'static str, &'static str)]) -> Self {
        Self {
            phrases,
            entries: OnceLock::new(),
        }
    }

    /// What the longest phrase that begins here says, and how many tokens it is.
    #[must_use]
    pub fn longest(&self, tokens: &[Token<'_>]) -> Option<(&'static str, usize)> {
        let here = tokens.first()?.text;
        let entries = self.entries.get_or_init(|| entries(self.phrases));
        let start = entries.partition_point(|entry| order(entry.first, here) == Ordering::Less);
        let mut longest: Option<(&'static str, usize)> = None;
        for entry in &entries[start..] {
            if !entry.first.eq_ignore_ascii_case(here) {
                break;
            }
            if let Some(used) = begins(tokens, entry.phrase)
                && longest.is_none_or(|(_, most)| used > most)
            {
                longest = Some((entry.says, used));
            }
        }
        longest
    }
}

/// All phrases in the order of their first words; those with the same one as they are given.
fn entries(phrases: &'static [(&'static str, &'static str)]) -> Vec<Entry> {
    let all = phrases.iter().flat_map(|&(says, phrases)| {
        phrases.split('|').map(move |phrase| Entry {
            first: phrase.split(' ').next().unwrap_or(phrase),
            phrase,
            says,
        })
    });
    let mut entries: Vec<Entry> = all.collect();
    entries.sort_by(|a, b| order(a.first, b.first));
    entries
}

/// The order of words, whatever the case.
fn order(a: &str, b: &str) -> Ordering {
    let [a, b] = [a, b].map(|word| word.bytes().map(|byte| byte.to_ascii_lowercase()));
    a.cmp(b)
}

/// How many tokens a phrase is, if they begin with it.
fn begins(tokens: &[Token<'_>], phrase: &str) -> Option<usize> {
    let mut used = 0;
    for word in phrase.split(' ') {
        if !tokens.get(used)?.is(word) {
            return None;
        }
        used += 1;
    }
    Some(used)
}

impl<S> Skeleton<S> {
    /// Whether something is said.
    #[must_use]
    pub fn says(&self, what: &str) -> bool {
        self.parts
            .iter()
            .any(|part| matches!(part, Part::Says(said) if *said == what))
    }

    /// Whether one of these is said.
    #[must_use]
    pub fn says_any(&self, what: &[&str]) -> bool {
        what.iter().any(|what| self.says(what))
    }

    /// Whether nothing but these is said.
    #[must_use]
    pub fn says_only(&self, what: &[&str]) -> bool {
        self.parts
            .iter()
            .all(|part| !matches!(part, Part::Says(said) if !what.contains(said)))
    }

    /// What it is about, in its order.
    pub fn slots(&self) -> impl Iterator<Item = &S> {
        self.parts.iter().filter_map(|part| match part {
            Part::Slot(slot) => Some(slot),
            Part::Says(_) => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Rational, tokens};
    use proptest::prelude::*;

    static TIMES: Lexicon = Lexicon::new(&[
        (NOTHING, SMALL),
        ("many?", "how many"),
        ("times", "times|multiplied by"),
    ]);

    fn line(text: &str) -> Option<String> {
        let tokens = tokens(text);
        let read = skeleton(&TIMES, &tokens, |rest| {
            Some((rest.first()?.number()?.value, 1))
        })?;
        let parts: Vec<String> = read
            .parts
            .iter()
            .map(|part| match part {
                Part::Says(said) => (*said).to_owned(),
                Part::Slot(number) => number.to_string(),
            })
            .collect();
        Some(parts.join(" "))
    }

    #[test]
    fn leaves_what_is_said() {
        for (text, left) in [
            ("Tell me, how many is 3 times 4", Some("many? 3 times 4")),
            ("3 multiplied by 4: what is it", Some("3 times 4")),
            ("how much is 3 times 4", None),
            ("3 times a day", None),
        ] {
            assert_eq!(line(text).as_deref(), left, "{text}");
        }
    }

    #[test]
    fn tells_what_is_said() {
        let said = tokens("how many is 3 times 4");
        let read = skeleton(&TIMES, &said, |rest| {
            Some((rest.first()?.number()?.value, 1))
        })
        .unwrap();
        assert!(read.says("times") && read.says_any(&["plus", "many?"]));
        assert!(read.says_only(&["times", "many?"]) && !read.says_only(&["times"]));
        assert_eq!(
            read.slots().copied().collect::<Vec<Rational>>(),
            [3.into(), 4.into()]
        );
    }

    proptest! {
        #[test]
        fn any_text_is_read(text: String) {
            let _ = line(&text);
        }
    }
}
