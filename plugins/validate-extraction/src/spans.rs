//! What in a passage may be the answer, by the kind that is asked for.

use crate::amounts::{counted, measured};
use crate::chunks::{chunks, is_determiner};
use crate::classes;
use crate::moments::{clocks, times, years};
use crate::names::names;
use crate::question::{Kind, Question};
use crate::text::{Span, Text};

/// More are not weighed.
const MOST: usize = 200;

/// Prepositions that a place follows.
const PLACE: &[&str] = &[
    "in", "at", "on", "near", "behind", "under", "beneath", "to", "from", "into", "inside",
    "beside", "outside", "above", "below", "through", "along", "by", "around", "opposite",
    "between", "across", "onto", "towards", "toward", "off", "over", "against", "for", "up",
    "down",
];

/// What may be the answer, in the order of the passage.
pub(crate) fn spans(text: &Text<'_>, question: &Question) -> Vec<Span> {
    let found = match &question.kind {
        Kind::Person => persons(text, question),
        Kind::Place => places(text, question),
        Kind::Count(thing) => counted(text, thing),
        Kind::Measure(quantity) => measured(text, quantity),
        Kind::Label(noun) => labels(text, question, noun),
        Kind::Year => years(text),
        Kind::Clock => clocks(text),
        Kind::Time => times(text),
        Kind::Class(class) => of_class(text, question, class),
        Kind::Named(noun) => named(text, question, noun),
        Kind::Code => codes(text, question),
        Kind::Thing => chunks(text, question),
    };
    let number = matches!(
        question.kind,
        Kind::Count(_) | Kind::Measure(_) | Kind::Year | Kind::Clock | Kind::Time | Kind::Code);
    let mut found: Vec<Span> = found
        .into_iter()
        // What the question says is not what it asks for.
        .filter(|span| {
            if number {
                !text
                    .span_keys(span)
                    .next()
                    .is_some_and(|first| question.keys.contains(first))
            } else {
                !text.span_keys(span).all(|key| question.keys.contains(key))
            }
        })
                // Part of a name in the question is the same name.
        .filter(|span| {
            let named = |key: &String| question.wanted.iter().any(|wanted| wanted.name && wanted.key == *key);
            let beside = text.before(span.first).and_then(|before| text.keys[before].as_ref()).is_some_and(named);
            number || !text.is_capital(span.first) || !beside && !text.span_keys(span).any(named)
        })
        .collect();
        // "Call Mrs. Abara": the verb of the question is no part of the name.
    for span in &mut found {
        while span.first < span.last && text.begins(span.first) && text.keys[span.first].as_ref().is_some_and(|key| question.verb.as_ref() == Some(key)) {
            span.first += 1;
        }
    }
    found.sort_by_key(|span| (span.first, std::cmp::Reverse(span.last)));
    found.dedup_by(|b, a| {
        b.first <= a.last && {
            a.bonus = a.bonus.max(b.bonus);
            true
        }
    });
    if !number {
        found = coordinated(text, found);
    }
    found.truncate(MOST);
    found
}

/// `Hakan and Simone` is one answer.
fn coordinated(text: &Text<'_>, spans: Vec<Span>) -> Vec<Span> {
    let mut joined: Vec<Span> = Vec::new();
    for span in spans {
        if let Some(previous) = joined.last_mut() {
            let gap: Vec<usize> = (previous.last + 1..span.first).collect();
            let and = match gap[..] {
                [and] => text.is(and, &["and"]),
                [and, the] => text.is(and, &["and"]) && is_determiner(text, the),
                _ => false,
            };
            let same = text.sentence[previous.first] == text.sentence[span.first];
            if and && same && (previous.bonus - span.bonus).abs() < 0.01 {
                previous.last = span.last;
                continue;
            }
        }
        joined.push(span);
    }
    joined
}

/// `555-9034`, `ZT5590217`, `4471`.
fn codes(text: &Text<'_>, question: &Question) -> Vec<Span> {
    let digits = |at: usize| text.tokens[at].text.contains(|c: char| c.is_ascii_digit());
    let mut codes: Vec<Span> = Vec::new();
    let mut at = 0;
    while at < text.tokens.len() {
        if !digits(at) {
            at += 1;
            continue;
        }
        let mut last = at;
        while let Some(next) = text.after(last).filter(|&next| text.tokens[next].glued) {
            let joins = digits(next) || text.tokens[next].is_word();
            let dash = ['-', '/', '.', ':'].iter().any(|&mark| text.tokens[next].is_mark(mark)) && text.after(next).is_some_and(|behind| text.tokens[behind].glued && digits(behind));
            if !joins && !dash {
                break;
            }
            last = next;
        }
                let day = [text.before(at), text.after(last)].into_iter().flatten().any(|near| classes::has("month", text.tokens[near].text));
        let unit = text.after(last).is_some_and(|next| crate::amounts::quantity_of(text.tokens[next].text).is_some());
        if !day && !unit {
            codes.push(Span::new(at, last));
        }
        at = last + 1;
    }
        // "the password is moosetrail"
    for at in (0..text.tokens.len()).filter(|&at| text.keys[at].is_some() && text.keys[at] == question.focus) {
        if let Some(is) = text.after(at).filter(|&is| text.is(is, &["is", "was"]) || text.tokens[is].is_mark(':') || text.tokens[is].is_mark('='))
            && let Some(said) = text.after(is).filter(|&said| text.keys[said].is_some() && !text.tokens[said].text.contains(|c: char| c.is_ascii_digit()))
            && !text.tokens[said].text.ends_with("ed")
        {
            codes.push(Span::new(said, said).with(0.25));
        }
    }
    codes
}

fn prepositional(text: &Text<'_>, span: &Span) -> Option<String> {
    let mut at = span.first;
    for _ in 0..4 {
        at = text.before(at)?;
        let token = &text.tokens[at];
        if !token.is_word() {
            return None;
        }
        if PLACE.contains(&token.text.to_lowercase().as_str()) {
            return Some(token.text.to_lowercase());
        }
        if !is_determiner(text, at) && text.is_small(at) {
            return None;
        }
    }
    None
}

fn persons(text: &Text<'_>, question: &Question) -> Vec<Span> {
    let names: Vec<Span> = names(text)
        .into_iter()
        .map(|span| {
            let place = prepositional(text, &span).is_some_and(|word| {
                ["in", "at", "near", "into", "through", "across", "around", "from"].contains(&word.as_str())
            });
            let festive = text.span_keys(&span).any(|key| {
                [
                    "street", "bridge", "school", "river", "lake", "hotel", "museum",
                ]
                .contains(&key.as_str())
            });
            let owner = text.tokens[span.last].text.ends_with("'s");
            span.with(if place || festive || owner && !question.whose { -0.4 } else { 0.1 })
        })
        .collect();
    let mut found = Vec::new();
    for chunk in chunks(text, question) {
        if names
            .iter()
            .any(|name| name.first <= chunk.last && chunk.first <= name.last)
        {
            continue;
        }
        let person = (chunk.first..=chunk.last).any(|at| {
            ["person", "profession", "animal"]
                .iter()
                .any(|class| classes::has(class, text.tokens[at].text))
        });
        let acts = text.tokens[chunk.first].number().is_none() && acts(text, question, &chunk);
        if person {
            found.push(chunk.with(0.1));
        } else if acts {
            found.push(chunk.with(0.0));
        }
    }
    found.extend(names);
    found
}

/// Whether a chunk stands right before the question's verb, or behind `by`.
fn acts(text: &Text<'_>, question: &Question, span: &Span) -> bool {
    let Some(verb) = &question.verb else {
        return false;
    };
    let mut at = span.last;
    for _ in 0..4 {
        let Some(next) = text.after(at) else { break };
        if text.keys[next].as_ref() == Some(verb) {
            return true;
        }
        if !text.is_small(next) || is_determiner(text, next) || text.is(next, &["and", "of", "in", "by", "to", "from", "with"]) {
            break;
        }
        at = next;
    }
    let mut at = span.first;
    for _ in 0..3 {
        let Some(before) = text.before(at) else { break };
        if text.is(before, &["by"]) {
            return true;
        }
        if !is_determiner(text, before) {
            break;
        }
        at = before;
    }
    false
}

fn places(text: &Text<'_>, question: &Question) -> Vec<Span> {
    let where_ = question.focus.is_none();
    let names = names(text);
    let time = times(text);
    let mut found: Vec<Span> = Vec::new();
    let meets = |spans: &[Span], span: &Span| {
        spans
            .iter()
            .any(|other| other.first <= span.last && span.first <= other.last)
    };
    for name in &names {
        let placed =
            prepositional(text, name).is_some_and(|word| word != "by");
        if placed {
            found.push(name.clone().with(0.1));
        } else if !where_ {
            found.push(name.clone().with(-0.15));
        }
    }
    if where_ {
        for chunk in chunks(text, question) {
            if meets(&time, &chunk) || meets(&found, &chunk) {
                continue;
            }
            let number = (chunk.first..=chunk.last).all(|at| text.tokens[at].number().is_some());
            let placed =
                prepositional(text, &chunk).is_some_and(|word| word != "for" && word != "of");
            let person =
                (chunk.first..=chunk.last).any(|at| classes::has("person", text.tokens[at].text));
            if placed && !number {
                found.push(chunk.with(if person { -0.2 } else { 0.0 }));
            }
        }
        found.extend(
            (0..text.tokens.len())
                .filter(|&at| {
                    text.is(
                        at,
                        &[
                            "upstairs",
                            "downstairs",
                            "abroad",
                            "home",
                            "indoors",
                            "outdoors",
                            "underground",
                        ],
                    )
                })
                .map(|at| Span::new(at, at)),
        );
        found.sort_by_key(|span| span.first);
        found = nested(text, found);
    }
    found
}

/// `the youth hostel in Tannau` is one place.
fn nested(text: &Text<'_>, spans: Vec<Span>) -> Vec<Span> {
    let mut joined: Vec<Span> = Vec::new();
    for span in spans {
        if let Some(previous) = joined.last_mut() {
            let gap: Vec<usize> = (previous.last + 1..span.first).collect();
            let inside = match gap[..] {
                [of] => {
                    text.is(of, &["in", "of", "on", "at", "near", "behind"])
                        || text.tokens[of].is_mark(',')
                            && text.is_capital(previous.last)
                            && text.is_capital(span.first)
                }
                [of, the] => {
                    text.is(of, &["in", "of", "on", "at", "near", "behind", "under"])
                        && is_determiner(text, the)
                }
                _ => false,
            };
            if inside
                && text.sentence[previous.first] == text.sentence[span.first]
                && span.last - previous.first < 10
            {
                previous.last = span.last;
                previous.bonus = previous.bonus.max(span.bonus);
                continue;
            }
        }
        joined.push(span);
    }
    joined
}

/// `gate B14`, `room 69`, `the second floor`, `the music room`.
fn labels(text: &Text<'_>, question: &Question, noun: &str) -> Vec<Span> {
    let mut found = Vec::new();
    for at in
        (0..text.tokens.len()).filter(|&at| text.tokens[at].is_word() && text.any_key(at) == noun)
    {
        let label = text.after(at).filter(|&next| {
            let token = &text.tokens[next];
            let digits = token.text.chars().any(|c| c.is_ascii_digit()) || token.number().is_some();
            digits
                || token.is_word()
                    && token.text.chars().all(char::is_uppercase)
                    && token.text.len() < 4
                    && token.text != "I"
        });
        if let Some(label) = label {
            // "C 3" and "4a"
            let last = text
                .after(label)
                .filter(|&next| text.tokens[next].glued && text.tokens[next].is_word())
                .unwrap_or(label);
            found.push(Span::new(label, last).with(0.2));
            continue;
        }
        let mut first = at;
        while let Some(before) = text.before(first) {
            let ordinal = text.is(before, &["top", "ground", "upper", "lower"]);
            let th = text.tokens[before].number().is_some()
                && text.is(before + 1, &["st", "nd", "rd", "th"]);
            let described =
                text.tokens[before].is_word() && !text.is_small(before) || th || ordinal;
            if !described
                || text.keys[before]
                    .as_ref()
                    .is_some_and(|key| question.keys.contains(key))
                || at - before > 3
            {
                break;
            }
            first = before;
        }
        if first < at {
            found.push(Span::new(first, at).with(0.2));
        }
    }
        if !found.is_empty() {
        return found;
    }
    match classes::named(noun) {
        Some(class) => of_class(text, question, class),
        None => named(text, question, noun),
    }
}

fn of_class(text: &Text<'_>, question: &Question, class: &str) -> Vec<Span> {
    // Of these every word is known.
    let closed = [
        "colour",
        "weekday",
        "month",
        "season",
        "direction",
        "planet",
    ]
    .contains(&class);
    let mut found: Vec<Span> = Vec::new();
    for at in 0..text.tokens.len() {
        let word = text.tokens[at].text;
        let capital = !classes::is_capital(class) || word.starts_with(char::is_uppercase);
        if !(text.tokens[at].is_word() && capital && classes::has(class, word))
            || question.keys.contains(&text.any_key(at))
        {
            continue;
        }
        let shade = text.before(at).filter(|&before| {
            text.is(before, &["dark", "light", "bright", "pale", "deep"]) && class == "colour"
        });
        let mut last = at;
        if class == "colour"
            && let Some(and) = text.after(at)
            && (text.is(and, &["and"]) || text.tokens[and].is_mark('-'))
            && let Some(next) = text.after(and)
            && classes::has(class, text.tokens[next].text)
        {
            last = next;
        }
        if found.last().is_none_or(|previous| previous.last < at) {
            found.push(Span::new(shade.unwrap_or(at), last).with(0.3));
        }
    }
    if closed && !found.is_empty() {
        return found;
    }
    // The right one may be a word that the class lacks.
    let mut all: Vec<Span> = chunks(text, question)
        .into_iter()
        .map(|chunk| {
            let of_class = found
                .iter()
                .any(|span| span.first <= chunk.last && chunk.first <= span.last);
            let number = (chunk.first..=chunk.last).all(|at| text.tokens[at].number().is_some());
            let other = if found.is_empty() { 0.0 } else { -0.1 };
            chunk.with(if of_class {
                0.3
            } else if number {
                -0.5
            } else {
                other
            })
        })
        .collect();
    if classes::is_capital(class) {
        all.retain(|span| text.is_capital(span.last));
    }
    all
}

/// What is called so: `Brook School` for `school`, `the flight to Malta` for `flight`.
fn named(text: &Text<'_>, question: &Question, noun: &str) -> Vec<Span> {
        let names = names(text);
    let mut found = Vec::new();
    let mut stands = false;
    for at in (0..text.tokens.len()).filter(|&at| text.is(at, &["one", "ones"])) {
        // "the small white one"
        let mut first = at;
        while let Some(before) = text.before(first).filter(|&before| text.tokens[before].is_word() && text.keys[before].as_ref().is_some_and(|key| !question.keys.contains(key)) && at - before < 4) {
            first = before;
        }
        if first < at {
            found.push(Span::new(first, at - 1).with(0.2));
        }
    }
    for at in (0..text.tokens.len()).filter(|&at| text.tokens[at].is_word() && text.any_key(at) == noun) {
        stands |= !text.is_capital(at);
                // "version 4.1"
        if let Some(number) = text.after(at).filter(|&next| text.tokens[next].text.starts_with(|c: char| c.is_ascii_digit())) {
            found.push(Span::new(number, number).with(0.25));
            continue;
        }
        if let Some(name) = names.iter().find(|name| name.first <= at && at <= name.last && name.first < name.last) {
            found.push(name.clone().with(0.2));
            continue;
        }
        let mut first = at;
        while let Some(before) = text.before(first) {
            let described = text.tokens[before].is_word() && !text.is_small(before);
            if !described
                || text.keys[before]
                    .as_ref()
                    .is_some_and(|key| question.keys.contains(key))
                || at - before > 3
            {
                break;
            }
            first = before;
        }
        let behind = text
            .after(at)
            .filter(|&to| {
                text.is(
                    to,
                    &["to", "of", "from", "in", "called", "named", "for", "with"],
                )
            })
            .and_then(|to| text.after(to))
            .and_then(|next| {
                if is_determiner(text, next) {
                    text.after(next)
                } else {
                    Some(next)
                }
            })
            .filter(|&next| !text.is_small(next) && text.tokens[next].is_word())
            .or_else(|| {
                text.after(at)
                    .filter(|&next| text.is_capital(next) && !text.is_small(next))
            });
        if let Some(behind) = behind {
            let name = names.iter().find(|name| name.first == behind);
            found.push(
                Span::new(
                    if first < at { first } else { behind },
                    name.map_or(behind, |name| name.last),
                )
                .with(0.2),
            );
        } else if first < at {
            found.push(Span::new(first, at).with(0.2));
        }
    }
    if !found.is_empty() {
        // Another name may be one of these too.
        found.extend(names.into_iter().map(|name| name.with(0.0)));
        return found;
    }
        let mut all = chunks(text, question);
    // What the text calls so without a name needs none.
    let named = if stands { 0.0 } else { 0.15 };
    for chunk in &mut all {
        if text.is_capital(chunk.last) && !text.begins(chunk.last) {
                        chunk.bonus = named;
        }
    }
    all.retain(|chunk| {
        !names
            .iter()
            .any(|name| name.first <= chunk.last && chunk.first <= name.last)
    });
    all.extend(names.into_iter().map(|name| name.with(named)));
    all
}
