//! What a request asks of the answer's form.
//!
//! Taken are sentences that tell how to answer: they begin with `Answer`,
//! `Describe`, `Your answer must` and their like. A sentence about somebody who
//! writes, or about code, is left alone.

use reading::{Token, fold, sentences, tidy, tokens};

use crate::rule::{Form, Rule};

mod counted;
mod stated;
mod texts;

use counted::counted;
use stated::stated;

/// Longer requests carry texts, whose sentences are not for the answer.
const LONGEST: usize = 8 * 1024;
/// In tokens. Instructions are short.
const LONGEST_SENTENCE: usize = 120;

/// The rules that a request states.
pub(crate) fn rules(prompt: &str) -> Vec<Rule> {
    if prompt.len() > LONGEST || prompt.contains("```") {
        return Vec::new();
    }
    let text = tidy(prompt);
    let tokens = fold(&text, &tokens(&text));
    if tokens.iter().any(|token| token.is_any(ELSEWHERE)) {
        return Vec::new();
    }
    let mut rules: Vec<Rule> = Vec::new();
    for sentence in sentences(&tokens) {
        let sentence = without_front(sentence);
        if sentence.len() > LONGEST_SENTENCE || !instructs(sentence) {
            continue;
        }
        for at in 0..sentence.len() {
            if !in_quotes(sentence, at) {
                rules.extend(counted(sentence, at));
            }
        }
        rules.extend(stated(&text, sentence));
    }
    // Said twice in different ways, it is not clear which holds.
    let kinds: Vec<_> = rules
        .iter()
        .map(|rule| (rule.kind(), rule.clone()))
        .collect();
    rules.retain(|rule| {
        matches!(rule.form, Form::Contains(..) | Form::Lacks(..))
            || kinds
                .iter()
                .all(|(kind, other)| *kind != rule.kind() || other.form == rule.form)
    });
    let mut once: Vec<Rule> = Vec::with_capacity(rules.len());
    for rule in rules {
        if !once.iter().any(|known| known.form == rule.form) {
            once.push(rule);
        }
    }
    once
}

/// Requests with these words are about a text that is given or is to be quoted.
const ELSEWHERE: &[&str] = &[
    "translate",
    "translation",
    "rewrite",
    "rephrase",
    "paraphrase",
    "proofread",
    "code",
    "function",
    "program",
    "script",
    "regex",
    "python",
    "javascript",
    "sql",
    "html",
    "email",
    "letter-writing",
    "dialogue",
    "conversation",
    "roleplay",
    "json",
    "yaml",
    "xml",
    "csv",
];

/// Who tells what somebody else wrote, or asks about rules.
const OTHERS: &[&str] = &[
    "wrote",
    "written",
    "writes",
    "writer",
    "said",
    "says",
    "saying",
    "told",
    "tells",
    "asks",
    "asked",
    "spoke",
    "speaks",
    "rule",
    "mean",
    "means",
    "boss",
    "teacher",
    "why",
    "should",
    "professor",
    "essay's",
    "if",
    "unless",
    "when",
    "whether",
    "example",
    "never",
    "except",
];

fn without_front<'s, 't>(sentence: &'s [Token<'t>]) -> &'s [Token<'t>] {
    const FRONT: &[&str] = &[
        "please", "can", "could", "you", "would", "now", "then", "also", "and", "but", "briefly",
        "-", "*", ",",
    ];
    let begin = sentence
        .iter()
        .take_while(|token| token.is_any(FRONT))
        .count();
    &sentence[begin..]
}

/// Whether a sentence tells how to answer.
fn instructs(sentence: &[Token<'_>]) -> bool {
    const VERBS: &[&str] = &[
        "answer",
        "reply",
        "respond",
        "describe",
        "explain",
        "summarize",
        "summarise",
        "write",
        "give",
        "list",
        "tell",
        "state",
        "use",
        "define",
        "compare",
        "keep",
        "limit",
        "make",
        "provide",
        "include",
        "avoid",
        "do",
        "don't",
        "start",
        "begin",
        "end",
        "finish",
        "name",
        "mention",
        "in",
        "using",
        "your",
        "the",
        "only",
        "with",
        "introduce",
        "outline",
        "no",
        "conclude",
        "suggest",
        "share",
        "return",
        "say",
        "talk",
        "compose",
        "create",
        "produce",
        "generate",
        "present",
        "express",
        "put",
        "be",
        "leave",
        "omit",
        "exclude",
        "without",
    ];
    const SPEAK: &[&str] = &[
        "answer", "response", "reply", "output", "text", "whole", "entire",
    ];
    let [first, rest @ ..] = sentence else {
        return false;
    };
    let starts = first.is_any(VERBS)
        && (!first.is_any(&["your", "the"]) || rest.first().is_some_and(|next| next.is_any(SPEAK)));
    // "Explain why …, in one sentence" is fine: what counts is who acts.
    let told = sentence.iter().enumerate().any(|(at, token)| {
        let excused =
            token.is("why") && at == 1 || token.is("should") && first.is_any(&["your", "the"]);
        token.is_any(OTHERS) && !excused && !in_quotes(sentence, at)
    });
    // "In which …" asks.
    let asks = first.is("in")
        && rest
            .first()
            .is_some_and(|next| next.is_any(&["which", "what", "the", "my", "your"]));
    starts && !told && !asks
}

fn in_quotes(sentence: &[Token<'_>], at: usize) -> bool {
    sentence[..at]
        .iter()
        .filter(|token| token.is_mark('"'))
        .count()
        % 2
        == 1
}
