//! Texts that an answer shall have, or shall not.

use reading::Token;

use super::named::{Named, named};
use super::roles::{Role, role};
use super::vocabulary::TEXT;
use crate::rule::Form;

/// Texts that the answer shall have, shall not have, begin or end with.
pub(super) fn texts(text: &str, sentence: &[Token<'_>]) -> Vec<Form> {
    let named = named(text, sentence);
    let mut found: Vec<(Role, String, bool)> = Vec::new();
    for (at, one) in named.iter().enumerate() {
        let reach = back(sentence, one, &named[..at]);
        let role = reach
            .role
            .or_else(|| ahead(sentence, at, &named, reach.called));
        // "… too often" is another request.
        let often = sentence
            .get(one.end)
            .is_some_and(|next| next.is_any(&["too", "so", "more"]));
        if let Some(role) = role.filter(|_| !often) {
            found.push((role, one.text.clone(), reach.or));
        }
    }
    let alternatives =
        found.iter().any(|(_, _, or)| *or) || sentence.iter().any(|token| token.is("either"));
    let only = |role: Role| found.iter().filter(|(other, ..)| *other == role).count() == 1;
    let mut forms = Vec::new();
    for (role, text, _) in &found {
        match role {
            Role::Starts if only(Role::Starts) => forms.push(Form::Starts(text.clone())),
            Role::Ends if only(Role::Ends) => forms.push(Form::Ends(text.clone())),
            Role::Contains if !alternatives => forms.push(Form::Contains(text.clone(), true)),
            // A letter is another rule's.
            Role::Lacks if text.chars().count() > 1 => forms.push(Form::Lacks(text.clone(), true)),
            _ => {}
        }
    }
    forms
}

/// What stands before a text, up to the verb that governs it.
struct Reach {
    role: Option<Role>,
    /// Whether it is called a word.
    called: bool,
    /// Whether it is one of several that may be chosen from.
    or: bool,
}

const CALLED: &[&str] = &[
    "word",
    "words",
    "phrase",
    "phrases",
    "term",
    "terms",
    "expression",
    "expressions",
    "name",
    "names",
    "noun",
    "nouns",
    "verb",
    "verbs",
    "adjective",
    "adjectives",
];

fn back(sentence: &[Token<'_>], one: &Named, earlier: &[Named]) -> Reach {
    const FILLER: &[&str] = &[
        "the",
        "a",
        "an",
        "following",
        "exact",
        "exactly",
        "both",
        "all",
        "either",
        "literal",
        "somewhere",
        "at",
        "least",
        "once",
        "in",
        "with",
        "your",
        "my",
        "their",
        "and",
        "or",
        "of",
        "on",
        "two",
        "three",
        "these",
        "this",
        "any",
        "off",
        "up",
        "out",
        "by",
        "its",
        "very",
        "directly",
        "me",
        "as",
        "each",
        "letter",
        "letters",
        "combination",
        "string",
        "sequence",
    ];
    let mut reach = Reach {
        role: None,
        called: false,
        or: false,
    };
    let mut at = one.begin;
    let mut with = None;
    while let Some(before) = at.checked_sub(1) {
        // Another text of the same row.
        if let Some(other) = earlier.iter().find(|other| other.end == at) {
            at = other.begin;
            continue;
        }
        let token = &sentence[before];
        reach.or |= token.is("or");
        let called = token.is_any(CALLED);
        reach.called |= called;
        // "the first word must be", "with the opening words"
        if token.is_any(&["first", "opening"]) && reach.called {
            reach.role = Some(Role::Starts);
            return reach;
        }
        if token.is_any(&["last", "final", "closing"]) && reach.called {
            reach.role = Some(Role::Ends);
            return reach;
        }
        // A row's own verb is not the filler that it looks like.
        if let Some(role) = role(sentence, before, reach.called) {
            reach.role = Some(role).filter(|role| !is_of_parts(sentence, before, *role));
            return reach;
        }
        if token.is("with") && with.is_none() {
            with = Some(before);
        }
        let be = reach.called;
        let filler = token.is_any(FILLER)
            || called
            || token.is_mark(',')
            || token.is_mark(':')
            || token.number().is_some()
            || be && token.is_any(&["is", "to", "are"])
            || token.is_any(&["be", "must", "should", "has", "shall"])
            || with.is_some() && token.is_any(TEXT)
            || token.is_any(&["answer", "response", "reply", "it", "sentence"]);
        if !filler {
            break;
        }
        at = before;
    }
    // "a sentence with the word"
    if let Some(with) = with
        && (reach.called || with + 1 == one.begin && one.text.split_whitespace().count() <= 3)
        && with
            .checked_sub(1)
            .is_some_and(|before| sentence[before].is_any(TEXT) || sentence[before].is_mark(','))
    {
        reach.role = Some(Role::Contains);
    }
    reach
}

/// `the words "a" and "b" both appear`, `the word "a" must not be used`
fn ahead(sentence: &[Token<'_>], at: usize, named: &[Named], called: bool) -> Option<Role> {
    let mut end = named[at].end;
    for next in &named[at + 1..] {
        let row = sentence[end..next.begin]
            .iter()
            .all(|token| token.is_any(&["and", "or", "nor", ",", "the", "word", "words"]));
        if !row {
            break;
        }
        end = next.end;
    }
    let tail: Vec<&Token<'_>> = sentence[end..]
        .iter()
        .take(8)
        .take_while(|token| {
            !token.is_mark(',')
                && !token.is_mark(';')
                && !token.is_mark(':')
                && !token.is_mark('"')
                && !token.is_any(&["but", "while"])
        })
        .collect();
    let says = |words: &[&str]| tail.iter().any(|token| token.is_any(words));
    let denied = says(&[
        "not",
        "never",
        "nor",
        "mustn't",
        "cannot",
        "can't",
        "shouldn't",
    ]) || sentence[..named[at].begin]
        .iter()
        .rev()
        .take(3)
        .any(|token| token.is_any(&["neither", "nor", "no"]));
    let first = tail.first()?;
    let verb = first.is_any(&[
        "must",
        "should",
        "may",
        "has",
        "have",
        "is",
        "are",
        "both",
        "all",
        "appears",
        "appear",
        "needs",
        "need",
        "can",
        "cannot",
        "mustn't",
        "shall",
        "occurs",
        "occur",
        "somewhere",
        "each",
        "also",
        "will",
    ]);
    let forbidden = says(&["forbidden", "banned", "taboo", "prohibited"])
        || denied && says(&["allowed", "permitted"]);
    let occurs = says(&[
        "appear",
        "appears",
        "occur",
        "occurs",
        "used",
        "included",
        "mentioned",
        "featured",
        "include",
        "use",
        "mention",
    ]) || says(&["must", "should", "has", "have"])
        && says(&["in", "be", "part"])
        && !says(&["at", "first", "last", "bold"]);
    if !called || !verb {
        return None;
    }
    if forbidden || denied && occurs {
        Some(Role::Lacks)
    } else if occurs {
        Some(Role::Contains)
    } else {
        None
    }
}

/// Whether it is said of each line, or of a sentence in the middle.
fn is_of_parts(sentence: &[Token<'_>], verb: usize, role: Role) -> bool {
    if !matches!(role, Role::Starts | Role::Ends) {
        return false;
    }
    let own = &sentence[verb.saturating_sub(6)..verb];
    let before = own
        .iter()
        .rposition(|token| token.is_mark(',') || token.is_mark(';') || token.is("and"))
        .map_or(own, |comma| &own[comma..]);
    let ordinal = |words: &[&str]| before.iter().any(|token| token.is_any(words));
    ordinal(&[
        "each",
        "every",
        "second",
        "third",
        "middle",
        "lines",
        "sentences",
        "words",
        "both",
    ]) || role == Role::Ends && ordinal(&["first"])
        || role == Role::Starts && ordinal(&["last", "final"])
        || sentence[verb + 1..]
            .iter()
            .take(2)
            .any(|token| token.is_any(&["each", "every"]))
}
