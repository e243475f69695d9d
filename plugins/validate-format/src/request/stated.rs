//! What is said in fixed words: case, commas, letters, language.

use reading::Token;

use super::counted::listed;
use super::texts::texts;
use crate::rule::{Case, Form, LANGUAGES, Marker, Range, Rule, Unit};

/// The rules that a sentence states.
pub(super) fn stated(text: &str, sentence: &[Token<'_>]) -> Vec<Rule> {
    let mut rules = Vec::new();
    rules.extend(case(sentence).map(Form::Case));
    if commas(sentence) {
        rules.push(Form::NoCommas);
    }
    let marker = marker(sentence);
    rules.extend(marker.map(Form::Marked));
    rules.extend(mark_at_end(sentence).map(|mark| Form::Ends(mark.to_owned())));
    match listed(sentence).filter(|_| marker.is_some()) {
        Some(count) => rules.push(count.form),
        None => rules.extend(bulleted(sentence)),
    }
    rules.extend(letter(sentence).map(Form::NoLetter));
    rules.extend(language(sentence));
    rules.extend(texts(text, sentence));
    rules.into_iter().map(Rule::firm).collect()
}

/// What the items of the list that is asked for begin with.
fn marker(sentence: &[Token<'_>]) -> Option<Marker> {
    let says = |words: &[&str]| sentence.iter().any(|token| token.is_any(words));
    let about =
        says(&["what", "how", "why", "about"]) && !says(&["points", "list", "bullets", "point"]);
    let denied = says(&["not", "no", "don't", "without", "avoid", "or", "instead"]);
    if about || denied {
        return None;
    }
    let numbered = sentence
        .windows(2)
        .any(|pair| pair[0].is("numbered") && pair[1].is("list"));
    let bullets = says(&["bullets"])
        || sentence.windows(2).any(|pair| {
            pair[0].is("bullet") && pair[1].is_any(&["points", "point", "list"])
                || pair[0].is("bullet") && pair[1].is_mark('-')
                || pair[0].is("bulleted") && pair[1].is("list")
        });
    match (bullets, numbered) {
        (true, false) => Some(Marker::Bullet),
        (false, true) => Some(Marker::Number),
        _ => None,
    }
}

/// `end it with an exclamation mark`
fn mark_at_end(sentence: &[Token<'_>]) -> Option<&'static str> {
    let at = sentence.iter().position(|token| {
        token.is_any(&[
            "end",
            "ends",
            "ending",
            "finish",
            "finishes",
            "conclude",
            "concludes",
            "close",
        ])
    })?;
    let denied = sentence
        .iter()
        .any(|token| token.is_any(&["not", "don't", "without", "no"]));
    let behind = &sentence[at + 1..];
    let marks = [("exclamation", "!"), ("question", "?")];
    marks
        .into_iter()
        .find(|(name, _)| {
            behind
                .windows(2)
                .take(8)
                .any(|pair| pair[0].is(name) && pair[1].is_any(&["mark", "point"]))
        })
        .map(|(_, mark)| mark)
        .filter(|_| !denied)
}

/// `in lowercase`, of the whole answer.
fn case(sentence: &[Token<'_>]) -> Option<Case> {
    let whole = sentence[0].is_any(&[
        "answer",
        "reply",
        "respond",
        "your",
        "the",
        "use",
        "only",
        "write",
        "give",
        "describe",
        "explain",
        "summarize",
        "summarise",
        "tell",
        "list",
        "say",
        "compose",
        "create",
        "make",
        "produce",
        "in",
        "using",
        "keep",
        "put",
        "state",
        "name",
        "define",
        "do",
        "don't",
        "avoid",
        "no",
        "without",
    ]);
    let words: Vec<String> = sentence
        .iter()
        .map(|token| token.text.to_lowercase())
        .collect();
    let line = words.join(" ").replace(" - ", " ");
    // "in lowercase" ends the sentence, or a part of it.
    let has = |phrases: &[&str]| {
        phrases.iter().any(|phrase| {
            line.find(phrase).is_some_and(|at| {
                let behind = line[at + phrase.len()..].trim_start();
                behind.is_empty()
                    || behind.starts_with([',', ':', ';', '(', ')'])
                    || behind.starts_with("and ")
                    || behind.starts_with("without ")
                    || behind.starts_with("only")
                    || behind.starts_with("letters")
            })
        })
    };
    let part = line.contains("letters of") || line.contains("alphabet") || line.contains("word ");
    if !whole || part {
        return None;
    }
    if has(&[
        "no capital letters",
        "no capitals",
        "no uppercase letters",
        "without capital letters",
        "without any capital letters",
        "without using capital letters",
        "without using any capital letters",
        "without capitals",
        "do not use capital letters",
        "do not use any capital letters",
        "don't use capital letters",
        "don't use any capital letters",
        "avoid capital letters",
        "no uppercase",
    ]) {
        return Some(Case::Lower);
    }
    // What is denied may be the case; commas are not.
    let denying = line
        .replace("without using ", "without ")
        .replace("without any ", "without ")
        .replace("without commas", "");
    if denying.contains(" not ") || denying.contains("n't ") || denying.contains("without") {
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
        "lowercase only",
        "lowercase letters only",
        "use lowercase",
        "using lowercase",
        "use small letters",
        "only small letters",
        "in lower case letters",
        "using only lower case letters",
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
        "capital letters only",
        "capitals only",
        "uppercase only",
        "uppercase letters only",
        "use capital letters",
        "using capital letters",
        "use uppercase",
        "using uppercase",
        "in block capitals",
        "in block letters",
        "in caps",
        "only capitals",
        "only upper case",
        "use all caps",
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
