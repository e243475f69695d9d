//! A passage as tokens that know their sentence and how far apart they are.

use std::collections::HashSet;
use std::ops::Range;

use reading::{Token, fold, tokens};

use crate::words::{is_function, key, keys};

/// A passage.
pub(crate) struct Text<'t> {
    pub(crate) tokens: Vec<Token<'t>>,
    /// What each token is compared by; none for small words and marks.
    pub(crate) keys: Vec<Option<String>>,
    /// The sentence of each token.
    pub(crate) sentence: Vec<usize>,
    /// The number of the clause of each token, through the whole passage.
    pub(crate) clause: Vec<usize>,
    /// What lies before each token in its sentence, as a logarithm: commas, `and`, `while`.
    pub(crate) depth: Vec<f32>,
    /// The text of each sentence.
    pub(crate) sources: Vec<&'t str>,
    /// The tokens of each clause.
    clauses: Vec<Range<usize>>,
    /// The words as they are written, and those that no sentence begins with.
    written: HashSet<&'t str>,
    within: HashSet<&'t str>,
}

/// A part of the passage that may be the answer.
#[derive(Clone, Debug)]
pub(crate) struct Span {
    /// Its first and its last token.
    pub(crate) first: usize,
    pub(crate) last: usize,
    /// What speaks for it besides where it stands: it is of the class that is asked for.
    pub(crate) bonus: f32,
}

impl Span {
    pub(crate) fn new(first: usize, last: usize) -> Self {
        Self {
            first,
            last,
            bonus: 0.0,
        }
    }

    pub(crate) fn with(self, bonus: f32) -> Self {
        Self { bonus, ..self }
    }
}

/// Whether a span meets one of those that stand in their order.
pub(crate) fn meets(ordered: &[Span], span: &Span) -> bool {
    let next = ordered.partition_point(|other| other.last < span.first);
    ordered
        .get(next)
        .is_some_and(|other| other.first <= span.last)
}

impl<'t> Text<'t> {
    pub(crate) fn read(parts: &[&'t str]) -> Self {
        let mut text = Self {
            tokens: Vec::new(),
            keys: Vec::new(),
            sentence: Vec::new(),
            clause: Vec::new(),
            depth: Vec::new(),
            sources: Vec::new(),
            clauses: Vec::new(),
            written: HashSet::new(),
            within: HashSet::new(),
        };
        let mut clause = 0;
        for (sentence, part) in parts.iter().enumerate() {
            let mut depth = 0.0;
            let folded = fold(part, &tokens(part));
            for at in 0..folded.len() {
                let cost = boundary(&folded, at);
                if cost > 0.3 {
                    clause += 1;
                }
                depth += cost;
                text.depth.push(depth);
                text.clause.push(clause);
                text.sentence.push(sentence);
            }
            clause += 1;
            text.keys.extend(keys(&folded));
            text.tokens.extend(folded);
            text.sources.push(part);
        }
        text.index(clause);
        text
    }

    /// Keeps what is asked for again and again, so that it is looked up once.
    fn index(&mut self, clauses: usize) {
        self.clauses = vec![0..0; clauses + 1];
        for (at, &clause) in self.clause.iter().enumerate() {
            let range = &mut self.clauses[clause];
            if range.end == 0 {
                range.start = at;
            }
            range.end = at + 1;
        }
        self.written = self.tokens.iter().map(|token| token.text).collect();
        self.within = (0..self.tokens.len())
            .filter(|&at| !self.begins(at))
            .map(|at| self.tokens[at].text)
            .collect();
    }

    /// The tokens of the clause that a token stands in.
    pub(crate) fn clause_at(&self, at: usize) -> Range<usize> {
        self.clauses[self.clause[at]].clone()
    }

    /// A span as the passage writes it.
    pub(crate) fn written(&self, span: &Span) -> &'t str {
        let source = self.sources[self.sentence[span.first]];
        source
            .get(self.tokens[span.first].start..self.tokens[span.last].end())
            .map_or("", |text| text.strip_suffix("'s").unwrap_or(text))
    }

    /// The keys of a span's words.
    pub(crate) fn span_keys(&self, span: &Span) -> impl Iterator<Item = &String> {
        self.keys[span.first..=span.last].iter().flatten()
    }

    pub(crate) fn is(&self, at: usize, words: &[&str]) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is_any(words))
    }

    /// The token before, in the same sentence.
    pub(crate) fn before(&self, at: usize) -> Option<usize> {
        at.checked_sub(1)
            .filter(|&before| self.sentence[before] == self.sentence[at])
    }

    /// The token behind, in the same sentence.
    pub(crate) fn after(&self, at: usize) -> Option<usize> {
        (at + 1 < self.tokens.len() && self.sentence[at + 1] == self.sentence[at]).then_some(at + 1)
    }

    pub(crate) fn is_capital(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        token.is_word() && token.text.starts_with(char::is_uppercase)
    }

    /// Whether a word is only capital because a sentence begins.
    pub(crate) fn begins(&self, at: usize) -> bool {
        self.before(at).is_none_or(|before| {
            [':', '"', '(', '-']
                .iter()
                .any(|&mark| self.tokens[before].is_mark(mark))
                && !self.tokens[at].glued
                || self.tokens[before].is_mark('"')
                || self.tokens[before].is_mark(':')
                || self.tokens[before].is_mark('.')
                || self.tokens[before].is_mark('!')
                || self.tokens[before].is_mark('?')
        })
    }

    /// Whether the passage has a word small, or capital within a sentence.
    pub(crate) fn elsewhere(&self, word: &str, capital: bool) -> bool {
        if capital {
            self.within.contains(word)
        } else {
            self.written.contains(word.to_lowercase().as_str())
        }
    }

    /// The key of a token, small words included.
    pub(crate) fn any_key(&self, at: usize) -> String {
        key(self.tokens[at].text)
    }

    pub(crate) fn is_small(&self, at: usize) -> bool {
        is_function(&self.tokens[at])
    }
}

/// How much a token parts what stands before it from what follows.
fn boundary(tokens: &[Token<'_>], at: usize) -> f32 {
    let token = &tokens[at];
    let number = |at: Option<usize>| {
        at.and_then(|at| tokens.get(at))
            .is_some_and(|t| t.number().is_some())
    };
    if [';', '(', ')', '—', '–', '!', '?']
        .iter()
        .any(|&mark| token.is_mark(mark))
        || token.is_mark('.') && !number(at.checked_sub(1))
    {
        0.8
    } else if token.is_mark(',')
        && tokens
            .get(at + 1)
            .is_some_and(|next| next.is_any(&["who", "which", "where", "whose"]))
    {
        0.1
    } else if token.is_mark(',') || token.is_mark('-') && !token.glued {
        0.5
    } else if token.is_mark(':') && !token.glued || token.is_mark(':') && !number(Some(at + 1)) {
        0.6
    } else if token.is_any(&[
        "but", "while", "whereas", "however", "although", "though", "because", "then", "so",
    ]) {
        0.7
    } else if token.is_any(&["before", "after", "until", "since", "as"]) && number(Some(at + 1)) {
        0.0
    } else if token.is_any(&["when", "until", "before", "after", "if", "since", "instead"]) {
        0.3
    } else if token.is("and") || token.is("or") {
        0.31
    } else if token.is_any(&["who", "which", "that", "where", "whose", "whom"]) {
        0.2
    } else {
        0.0
    }
}
