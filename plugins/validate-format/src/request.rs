//! What a request asks of the answer's form.
//!
//! Taken are sentences that tell how to answer: they begin with `Answer`,
//! `Describe`, `Your answer must` and their like. A sentence about somebody who
//! writes, or about code, is left alone.

use reading::{Token, fold, sentences, tidy, tokens};

use crate::rule::{Case, Form, LANGUAGES, Range, Rule, Unit};

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
    rules.dedup();
    rules
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

/// `at most 20 words` where it begins here.
fn counted(sentence: &[Token<'_>], at: usize) -> Option<Rule> {
    const BOUNDS: [(&[&str], Bound); 22] = [
        (&["exactly"], Bound::Exactly),
        (&["precisely"], Bound::Exactly),
        (&["at", "most"], Bound::AtMost),
        (&["no", "more", "than"], Bound::AtMost),
        (&["not", "more", "than"], Bound::AtMost),
        (&["up", "to"], Bound::AtMost),
        (&["a", "maximum", "of"], Bound::AtMost),
        (&["maximum"], Bound::AtMost),
        (&["max"], Bound::AtMost),
        (&["not", "exceed"], Bound::AtMost),
        (&["at", "least"], Bound::AtLeast),
        (&["no", "fewer", "than"], Bound::AtLeast),
        (&["no", "less", "than"], Bound::AtLeast),
        (&["a", "minimum", "of"], Bound::AtLeast),
        (&["fewer", "than"], Bound::Below),
        (&["less", "than"], Bound::Below),
        (&["under"], Bound::Below),
        (&["below"], Bound::Below),
        (&["more", "than"], Bound::Above),
        (&["only"], Bound::Exactly),
        (&["just"], Bound::Exactly),
        (&["a", "single"], Bound::One),
    ];
    let rest = &sentence[at..];
    let before = at.checked_sub(1).map(|at| &sentence[at]);
    let bound = BOUNDS.iter().find(|(words, _)| {
        rest.len() > words.len() && words.iter().zip(rest).all(|(word, token)| token.is(word))
    });
    let (kind, used) = bound.map_or((Bound::Bare, 0), |(words, kind)| (*kind, words.len()));
    // The number alone, behind a word that belongs to it, was seen already.
    let continued = kind == Bound::Bare
        && before.is_some_and(|token| {
            token.is_any(&[
                "exactly",
                "precisely",
                "most",
                "than",
                "to",
                "of",
                "maximum",
                "max",
                "exceed",
                "least",
                "under",
                "below",
                "only",
                "just",
                "and",
                "about",
                "around",
                "roughly",
                "approximately",
                "-",
            ])
        })
        && !is_introduced(sentence, at);
    if continued {
        return None;
    }
    let (count, number) = if kind == Bound::One {
        (1, 0)
    } else {
        let number = rest.get(used)?.number()?;
        (usize::try_from(number.value.whole()?).ok()?, 1)
    };
    let unit_at = at + used + number;
    let (unit, behind) = unit(sentence, unit_at)?;
    let tail = &sentence[behind..];
    let or = |words: &[&str]| tail.len() >= 2 && tail[0].is("or") && tail[1].is_any(words);
    let (kind, behind) = if or(&["less", "fewer"]) {
        (Bound::AtMost, behind + 2)
    } else if or(&["more"]) {
        (Bound::AtLeast, behind + 2)
    } else if tail.first().is_some_and(|t| t.is_any(&["maximum", "max"])) {
        (Bound::AtMost, behind + 1)
    } else {
        (kind, behind)
    };
    let directly = at > 0 && directs(sentence, at);
    if !(is_introduced(sentence, at) || directly) || !ends_phrase(sentence, behind, directly) {
        return None;
    }
    let firm = !matches!(kind, Bound::Bare | Bound::One);
    let range = match kind {
        // "One word" may be "New York"; "in 50 words" is never meant exactly.
        Bound::Bare | Bound::One if unit == Unit::Words => {
            if count != 1 {
                return None;
            }
            Range::at_most(2)
        }
        Bound::Bare if sentence[0].is_any(&["limit", "keep"]) => Range::at_most(count),
        Bound::Exactly | Bound::Bare | Bound::One => Range::exactly(count),
        Bound::AtMost => Range::at_most(count),
        Bound::AtLeast => Range::at_least(count),
        Bound::Below => Range::at_most(count.checked_sub(1)?),
        Bound::Above => Range::at_least(count + 1),
    };
    // Nobody asks for nothing.
    (range.max > 0 && count < 100_000).then_some(Rule {
        form: Form::Count(unit, range),
        firm,
    })
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Bound {
    Exactly,
    AtMost,
    AtLeast,
    Below,
    Above,
    One,
    Bare,
}

/// `in`, `using` and their like before it.
fn is_introduced(sentence: &[Token<'_>], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|at| &sentence[at]) else {
        return false;
    };
    let limits = sentence
        .iter()
        .any(|token| token.is_any(&["limit", "keep"]));
    before.is_any(&["in", "using", "within", "with", "as", "into"])
        || limits && before.is_any(&["to", "it", "answer", "response", "reply", "is"])
}

/// The verb of the sentence stands before it: `Write two paragraphs`, `Use at
/// most 20 words`, `Your answer must have at least 3 sentences`.
fn directs(sentence: &[Token<'_>], at: usize) -> bool {
    let before = &sentence[at - 1];
    let verb = before.is_any(&["write", "use", "give", "provide", "list", "make", "return"])
        && at == 1
        || before.is_any(&["me"]) && at == 2;
    let must = sentence[0].is_any(&["your", "the"])
        && before.is_any(&["be", "have", "contain", "use", "must", "should"]);
    verb || must
}

/// `short bullet points`: what is counted, and where it ends.
fn unit(sentence: &[Token<'_>], mut at: usize) -> Option<(Unit, usize)> {
    while sentence.get(at).is_some_and(|token| {
        token.is_any(&[
            "short", "brief", "simple", "concise", "complete", "full", "clear", "long", "single",
            "english", "plain", "separate",
        ])
    }) {
        at += 1;
    }
    let token = sentence.get(at)?;
    if token.is_any(&["word", "words"]) {
        Some((Unit::Words, at + 1))
    } else if token.is_any(&["sentence", "sentences"]) {
        Some((Unit::Sentences, at + 1))
    } else if token.is_any(&["paragraph", "paragraphs"]) {
        Some((Unit::Paragraphs, at + 1))
    } else if token.is_any(&["bullets"]) {
        Some((Unit::Items, at + 1))
    } else if token.is("bullet") {
        let dash = usize::from(sentence.get(at + 1).is_some_and(|t| t.is_mark('-')));
        sentence
            .get(at + 1 + dash)
            .filter(|t| t.is_any(&["point", "points"]))
            .map(|_| (Unit::Items, at + 2 + dash))
    } else {
        None
    }
}

/// Whether the phrase is over: `in two sentences that rhyme` says more. What a
/// verb directs may go on: `Write two paragraphs about cats`.
fn ends_phrase(sentence: &[Token<'_>], at: usize, directly: bool) -> bool {
    let Some(next) = sentence.get(at) else {
        return true;
    };
    let goes_on = ["about", "on", "describing", "explaining", "of", "in", "for"];
    let ends = next.is_any(&[
        "and",
        "or",
        "only",
        "total",
        "without",
        "using",
        "long",
        "explaining",
        "in",
        "with",
    ]) || [',', ')', ':', ';', '-', '(']
        .iter()
        .any(|&mark| next.is_mark(mark));
    // "In one sentence explain …", "Tell me in one sentence what …"
    let asks = next.is_any(&[
        "what", "how", "why", "explain", "describe", "who", "where", "about", "on", "define",
    ]);
    ends || asks || directly && next.is_any(&goes_on)
}

/// What is said in fixed words.
fn stated(text: &str, sentence: &[Token<'_>]) -> Vec<Rule> {
    let mut rules = Vec::new();
    rules.extend(case(sentence).map(Form::Case));
    if commas(sentence) {
        rules.push(Form::NoCommas);
    }
    rules.extend(bulleted(sentence));
    rules.extend(letter(sentence).map(Form::NoLetter));
    rules.extend(language(sentence));
    rules.extend(texts(text, sentence));
    rules.into_iter().map(Rule::firm).collect()
}

/// `in lowercase`, of the whole answer.
fn case(sentence: &[Token<'_>]) -> Option<Case> {
    let whole = sentence[0].is_any(&["answer", "reply", "respond", "your", "the", "use", "only"])
        || sentence[0].is("write")
            && sentence.get(1).is_some_and(|next| {
                next.is_any(&["a", "an", "your", "in", "only", "everything", "about"])
            });
    let words: Vec<String> = sentence
        .iter()
        .map(|token| token.text.to_lowercase())
        .collect();
    let line = words.join(" ");
    // "in lowercase" ends the sentence, or a part of it.
    let has = |phrases: &[&str]| {
        phrases.iter().any(|phrase| {
            line.find(phrase).is_some_and(|at| {
                let behind = line[at + phrase.len()..].trim_start();
                behind.is_empty()
                    || behind.starts_with([',', ':', ';', '(', ')'])
                    || behind.starts_with("and ")
                    || behind.starts_with("only")
                    || behind.starts_with("letters")
            })
        })
    };
    if !whole || line.contains(" not ") || line.contains("word ") {
        return None;
    }
    if has(&[
        "in lowercase",
        "in all lowercase",
        "in lower case",
        "in all lower case",
        "only lowercase",
        "only lower case",
        "be lowercase",
        "be all lowercase",
        "in small letters",
        "entirely lowercase",
        "all lowercase",
    ]) {
        Some(Case::Lower)
    } else if has(&[
        "in uppercase",
        "in all uppercase",
        "in upper case",
        "in all caps",
        "in capital letters",
        "in all capital letters",
        "in all capitals",
        "only uppercase",
        "only capital letters",
        "be uppercase",
        "in all upper case",
        "all caps",
        "in capitals",
        "all uppercase",
    ]) {
        Some(Case::Upper)
    } else {
        None
    }
}

fn commas(sentence: &[Token<'_>]) -> bool {
    let Some(at) = sentence
        .iter()
        .position(|token| token.is_any(&["commas", "comma"]))
    else {
        return false;
    };
    let mut before = at;
    while before > 0 && sentence[before - 1].is_any(&["any", "a", "using", "use", "single", "the"])
    {
        before -= 1;
    }
    let Some(last) = before.checked_sub(1).map(|at| &sentence[at]) else {
        return false;
    };
    let ends = sentence
        .get(at + 1)
        .is_none_or(|next| next.is_any(&["in", "and", "or", "at"]) || !next.is_word());
    ends && last.is_any(&["without", "no", "not", "don't", "avoid", "never"])
}

/// `as bullet points`, of no number.
fn bulleted(sentence: &[Token<'_>]) -> Option<Form> {
    let at = sentence
        .iter()
        .position(|token| token.is_any(&["bullet", "bulleted", "bullets"]))?;
    let (front, behind) = (&sentence[..at], &sentence[at + 1..]);
    let front = match front {
        [front @ .., a] if a.is("a") => front,
        front => front,
    };
    let introduced = front
        .last()
        .is_some_and(|last| last.is_any(&["as", "in", "using"]));
    let over = match behind {
        [] => sentence[at].is("bullets"),
        [point] => point.is_any(&["points", "list"]),
        [point, list] => point.is("point") && list.is_any(&["list", "form", "format"]),
        _ => false,
    };
    (introduced && over).then_some(Form::Count(Unit::Items, Range::at_least(1)))
}

/// `without the letter e`
fn letter(sentence: &[Token<'_>]) -> Option<char> {
    let at = sentence
        .windows(2)
        .position(|pair| pair[0].is("the") && pair[1].is("letter"))?;
    let denied = sentence[..at]
        .iter()
        .rev()
        .take(3)
        .any(|token| token.is_any(&["without", "not", "don't", "avoid"]));
    let letter = sentence[at + 2..].iter().find(|token| token.is_word())?;
    let mut letters = letter.text.chars();
    let only = letters.next().filter(|c| c.is_ascii_alphabetic())?;
    let quoted = sentence[at + 2..]
        .iter()
        .take(3)
        .filter(|t| !t.is_word())
        .count();
    let ends = at + 3 + quoted >= sentence.len() || quoted > 0;
    (denied && ends && letters.next().is_none()).then(|| only.to_ascii_lowercase())
}

/// `Answer in French.`
fn language(sentence: &[Token<'_>]) -> Option<Form> {
    let [verb, rest @ ..] = sentence else {
        return None;
    };
    if !verb.is_any(&["answer", "reply", "respond"]) {
        return None;
    }
    let rest = match rest {
        [only, rest @ ..] if only.is("only") => rest,
        rest => rest,
    };
    match rest {
        [within, name] | [within, name, _] if within.is("in") => {
            if rest.len() == 3 && !rest[2].is("only") {
                return None;
            }
            LANGUAGES
                .iter()
                .find(|language| name.is(language.name))
                .map(|language| Form::Language(*language))
        }
        _ => None,
    }
}

/// Texts that the answer shall have, shall not have, begin or end with.
fn texts(text: &str, sentence: &[Token<'_>]) -> Vec<Form> {
    let mut forms = Vec::new();
    let denied = sentence
        .iter()
        .any(|token| token.is_any(&["not", "don't", "without", "avoid", "never"]));
    let starts = sentence
        .iter()
        .position(|t| t.is_any(&["start", "begin", "starting", "beginning"]));
    let ends = sentence
        .iter()
        .position(|t| t.is_any(&["end", "finish", "conclude", "ending"]));
    let contains = sentence.iter().position(|t| {
        t.is_any(&[
            "include",
            "contain",
            "use",
            "mention",
            "including",
            "using",
            "avoid",
            "say",
            "with",
            "word",
            "words",
        ])
    });
    let Some(words) = named(text, sentence) else {
        return forms;
    };
    let (first, names_word) = (words[0].0, words[0].2);
    let near = |at: Option<usize>| at.filter(|&at| at < first && first - at <= 7);
    match (near(starts), near(ends), near(contains)) {
        (Some(_), None, _) if !denied && words.len() == 1 => {
            forms.push(Form::Starts(words[0].1.clone()))
        }
        (None, Some(_), _) if !denied && words.len() == 1 => {
            forms.push(Form::Ends(words[0].1.clone()))
        }
        (None, None, Some(_)) if names_word => {
            let alternatives =
                sentence.iter().any(|t| t.is_any(&["or", "either", "one"])) && !denied;
            let about = sentence.iter().any(|t| {
                t.is_any(&[
                    "describe", "define", "explain", "mean", "times", "twice", "once", "spell",
                    "sentence",
                ]) && !denied
                    && !t.is("sentence")
            });
            if !alternatives && !about {
                forms.extend(words.into_iter().map(|(_, word, _)| {
                    if denied {
                        Form::Lacks(word, true)
                    } else {
                        Form::Contains(word, true)
                    }
                }));
            }
        }
        _ => {}
    }
    forms
}

/// What stands in quotes, or behind `the word` at the end: its place, the text,
/// and whether it was called a word or phrase.
fn named(text: &str, sentence: &[Token<'_>]) -> Option<Vec<(usize, String, bool)>> {
    let called = sentence
        .iter()
        .position(|token| token.is_any(&["word", "words", "phrase", "phrases", "text"]));
    let mut found = Vec::new();
    let quotes: Vec<usize> = (0..sentence.len())
        .filter(|&at| sentence[at].is_mark('"') || sentence[at].is_mark('\''))
        .collect();
    if quotes.len() % 2 == 1 {
        return None;
    }
    for pair in quotes.chunks(2) {
        let quoted = text.get(sentence[pair[0]].end()..sentence[pair[1]].start)?;
        if quoted.trim().is_empty() || quoted.len() > 200 {
            return None;
        }
        found.push((
            pair[0],
            quoted.trim().to_owned(),
            called.is_some_and(|at| at < pair[0]),
        ));
    }
    // "… too often" is another request.
    let behind = quotes.last().map_or(&[][..], |last| &sentence[last + 1..]);
    let over = behind.iter().all(|token| {
        !token.is_word()
            || token.is_any(&[
                "in",
                "your",
                "the",
                "answer",
                "response",
                "reply",
                "text",
                "it",
                "at",
                "least",
                "once",
                "all",
                "anywhere",
                "somewhere",
                "and",
                "output",
            ])
    });
    if !over {
        return None;
    }
    if found.is_empty() {
        // "the word blue", and nothing behind it
        let at = called.filter(|_| sentence.iter().any(|t| t.is_any(&["word", "phrase"])))?;
        let the = at.checked_sub(1).map(|at| &sentence[at])?;
        let [word] = &sentence[at + 1..] else {
            return None;
        };
        if !the.is("the") || !word.is_word() {
            return None;
        }
        found.push((at + 1, word.text.to_owned(), true));
    }
    Some(found)
}
