//! Whether a request tells anything, or only says what to write: `Give JSON with keys title
//! and year for the movie Jaws` asks for what the world knows.

use std::ops::Range;

use reading::{Token, sentences};

use super::kinds::{same_noun, words};
use super::material::Material;

/// How much is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Told {
    /// The text is the instruction alone.
    Nothing,
    /// Single values: `a width of 15`, `Year: 1988`. The others are for the answer to know.
    Values,
    /// Sentences with verbs.
    Clauses,
    /// A text with verbs behind a colon or in quotes, so that all is taken from it.
    Source,
}

/// How much the request tells outside of the names of its keys.
pub(super) fn told(
    all: &[Token<'_>],
    material: &Material<'_>,
    spans: &[Range<usize>],
    keys: &[(String, Option<String>)],
) -> Told {
    let inside = |at: usize| spans.iter().any(|span| span.contains(&at));
    let mut most = Told::Nothing;
    let mut open = false;
    for sentence in sentences(all) {
        let told = of_sentence(sentence, &inside);
        let quoted = sentence.iter().enumerate().any(|(at, token)| {
            token.is_mark('"')
                && has_verb(up_to(
                    &sentence[at + 1..sentence.len().min(at + NEAR)],
                    token,
                ))
        });
        // What is announced stands on the next lines.
        let announced = open && told == Told::Clauses;
        most = most.max(if announced || quoted && told == Told::Clauses {
            Told::Source
        } else {
            told
        });
        open = sentence.last().is_some_and(|last| last.is_mark(':'));
    }
    let values = || {
        !material.labels.is_empty()
            || !material.typed.is_empty()
            || is_name_alone(all, &inside)
            || measures(material, keys)
            || all
                .windows(2)
                .any(|pair| pair[0].is_mark(',') && pair[1].text.starts_with(char::is_uppercase))
                && ends_in_name(all, &inside)
    };
    if most == Told::Nothing && values() {
        Told::Values
    } else {
        most
    }
}

/// `…: John Smith`: a name is all that stands behind the colon.
fn is_name_alone(all: &[Token<'_>], inside: &dyn Fn(usize) -> bool) -> bool {
    let Some(colon) = all.iter().rposition(|token| token.is_mark(':')) else {
        return false;
    };
    let behind: Vec<&Token<'_>> = all[colon + 1..]
        .iter()
        .filter(|token| !token.is_mark('"') && !token.is_mark('.'))
        .collect();
    (2..=3).contains(&behind.len())
        && behind.iter().all(|token| {
            token.is_word()
                && token.text.starts_with(char::is_uppercase)
                && token.text.len() > 1
                && !inside(token.start)
        })
}

/// Tokens behind a mark that are looked at: a long text has many marks.
const NEAR: usize = 80;

fn of_sentence(sentence: &[Token<'_>], inside: &dyn Fn(usize) -> bool) -> Told {
    if !is_instruction(sentence, inside) {
        let words = sentence.iter().filter(|token| token.is_word()).count();
        return if has_verb(sentence) || words > 3 {
            Told::Clauses
        } else {
            Told::Values
        };
    }
    let mut most = Told::Nothing;
    for (at, token) in sentence.iter().enumerate() {
        let rest = &sentence[at + 1..sentence.len().min(at + NEAR)];
        let free = rest.first().is_some_and(|next| !inside(next.start));
        if inside(token.start) || !free {
            continue;
        }
        // "for Ada, who is 36"
        let remark = token.is_mark(',')
            && rest[0].is_any(&["who", "which", "whose"])
            && has_verb(&rest[1..]);
        // "Represent in JSON that the heating is on"
        let that = token.is("that")
            && at > 0
            && sentence[at - 1].is_any(&["json", "record", "encode", "express", "state", "say"])
            && rest.first().is_some_and(|next| {
                next.is_any(&["the", "a", "an", "my", "our", "his", "her"])
                    || next.text.starts_with(char::is_uppercase)
            })
            && has_verb(rest);
        if that {
            most = most.max(Told::Clauses);
        }
        let arrow = token.is_mark('>') || token.is_mark('\u{2192}');
        let set_apart = token.is_mark(':') || token.is_mark('"') || token.is_mark('\'') || arrow;
        if set_apart && has_verb(up_to(rest, token)) {
            return Told::Source;
        }
        if remark {
            most = Told::Clauses;
        }
        if token.is_mark(':')
            && rest
                .iter()
                .any(|next| !inside(next.start) && (next.is_mark(',') || next.number().is_some()))
        {
            most = most.max(Told::Values);
        }
    }
    most
}

/// What a quote holds, or all that follows a colon.
fn up_to<'s, 't>(rest: &'s [Token<'t>], open: &Token<'_>) -> &'s [Token<'t>] {
    if !open.is_mark('"') && !open.is_mark('\'') {
        return rest;
    }
    let close = rest.iter().position(|token| token.text == open.text);
    let held = &rest[..close.unwrap_or(0)];
    // "Life is Beautiful" is a title.
    let ends = held
        .last()
        .is_some_and(|last| ['.', '!', '?'].iter().any(|&mark| last.is_mark(mark)));
    if ends || held.len() > 4 { held } else { &[] }
}

/// Whether a sentence says what to write or asks something.
pub(super) fn is_instruction(sentence: &[Token<'_>], inside: &dyn Fn(usize) -> bool) -> bool {
    const FRONT: &[&str] = &[
        "please", "can", "could", "you", "would", "now", "then", "and", "hi", "hello", "hey", ",",
        "-", "just", "only", "also", "ok", "okay",
    ];
    let begin = sentence
        .iter()
        .take_while(|token| token.is_any(FRONT))
        .count();
    let Some(first) = sentence.get(begin) else {
        return true;
    };
    let names = sentence.iter().any(|token| {
        token.is_any(&["json", "key", "keys", "field", "fields", "object"]) || inside(token.start)
    });
    let wishes = first.is_any(&["i", "we"])
        && sentence.get(begin + 1).is_some_and(|next| {
            next.is_any(&["need", "want", "would", "would've", "require", "like"])
        });
    first.is_any(COMMANDS)
        || wishes
        || inside(first.start)
        || names && (first.is_any(LEADS) || !has_verb(&sentence[begin..]))
}

/// Words that begin what is to be done or is asked.
const COMMANDS: &[&str] = &[
    "give",
    "return",
    "respond",
    "reply",
    "output",
    "answer",
    "write",
    "produce",
    "generate",
    "extract",
    "create",
    "format",
    "provide",
    "use",
    "list",
    "print",
    "make",
    "put",
    "convert",
    "represent",
    "summarize",
    "summarise",
    "express",
    "fill",
    "turn",
    "get",
    "show",
    "tell",
    "describe",
    "build",
    "i'd",
    "we'd",
    "json",
    "keys",
    "key",
    "who",
    "which",
    "what",
    "how",
    "why",
    "include",
    "find",
    "name",
    "state",
    "encode",
    "transform",
    "structure",
    "compile",
    "suggest",
    "invent",
    "imagine",
    "look",
    "search",
    "translate",
    "classify",
    "let",
    "let's",
    "send",
    "render",
    "present",
    "recommend",
    "pick",
    "choose",
    "think",
    "design",
    "draft",
    "add",
    "do",
    "don't",
    "no",
    "not",
    "without",
    "supply",
    "emit",
    "fetch",
    "identify",
];

/// Words before what is to be done, where keys are named behind them.
const LEADS: &[&str] = &[
    "as", "for", "in", "a", "an", "the", "your", "my", "about", "of", "with", "using", "need",
    "want", "is", "are", "where", "when", "on", "from", "this", "these", "it", "all", "both",
];

/// Whether something is told with a verb in small letters: a title has capitals.
fn has_verb(part: &[Token<'_>]) -> bool {
    const VERBS: &[&str] = &[
        "is", "are", "was", "were", "am", "has", "have", "had", "i'm", "it's", "he's", "she's",
        "we're", "they're", "i've", "won", "sold", "bought", "sent", "went", "goes", "came",
        "come", "made", "wrote", "took", "takes", "gave", "gives", "got", "gets", "left", "met",
        "meets", "meet", "ran", "runs", "beat", "beats", "flew", "flies", "drove", "ate", "paid",
        "pays", "cost", "costs", "lives", "works", "plays", "owns", "starts", "ends", "begins",
        "leaves", "arrives", "departs", "teaches", "taught", "speaks", "spoke", "studies", "sells",
        "buys", "weighs", "contains", "needs", "likes", "loves", "wants", "said", "says", "told",
        "found", "lost", "built", "held", "led", "grew", "began", "became", "died", "broke",
        "fell", "rose", "saw", "read", "drank", "sang", "slept", "stood", "swam", "rode", "drew",
        "knew", "can", "will", "opens", "closes", "stays", "sits", "moves", "joins", "hires",
        "orders", "books", "rents", "uses", "makes", "does", "did", "live", "work", "play", "like",
        "love", "own", "need", "chase", "reads",
    ];
    part.iter().enumerate().any(|(at, token)| {
        // "travels from Graz"
        let goes = token.text.ends_with('s')
            && at > 1
            && part.get(at + 1).is_some_and(|next| {
                next.is_any(&["from", "to", "in", "at", "the", "a", "an", "into", "for"])
            });
        token.text.starts_with(char::is_lowercase)
            && (goes || token.is_any(VERBS) || token.text.len() > 4 && token.text.ends_with("ed"))
    })
}

/// Whether a number stands beside a key's own word: `a width of 15`, `12 units`.
fn measures(material: &Material<'_>, keys: &[(String, Option<String>)]) -> bool {
    let nouns: Vec<String> = keys.iter().flat_map(|(key, _)| words(key)).collect();
    let is_noun =
        |word: &String| word.as_str() != "number" && nouns.iter().any(|noun| same_noun(word, noun));
    material.numbers.iter().any(|number| {
        let before = number.before.iter().rev().take(2);
        number.money || before.chain(number.behind.first()).any(is_noun)
    })
}

/// `filled in for the new hire, Samuel Adeyemi`
fn ends_in_name(all: &[Token<'_>], inside: &dyn Fn(usize) -> bool) -> bool {
    let words: Vec<&Token<'_>> = all.iter().filter(|token| !token.is_mark('.')).collect();
    let name = words
        .iter()
        .rev()
        .take_while(|token| token.is_word() && token.text.starts_with(char::is_uppercase))
        .count();
    let Some((comma, front)) = words[..words.len() - name].split_last() else {
        return false;
    };
    let small = |token: &&Token<'_>| {
        token.is_word() && token.text.starts_with(char::is_lowercase) && !inside(token.start)
    };
    (1..4).contains(&name)
        && comma.is_mark(',')
        && front.len() > 2
        && front.iter().rev().take(3).all(small)
}
