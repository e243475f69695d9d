//! Names: runs of capital words.

use crate::classes;
use crate::text::{Span, Text};

/// The names in a passage, people and places alike.
pub(crate) fn names(text: &Text<'_>) -> Vec<Span> {
    let mut names = Vec::new();
    let mut at = 0;
    while at < text.tokens.len() {
        if !is_part(text, at) {
            at += 1;
            continue;
        }
        let mut last = at;
        while let Some(next) = joined(text, last) {
            last = next;
        }
        let mut first = at;
        // "The Marlow Bridge", "Yesterday Ann"
        if text.begins(first)
            && first < last
            && (text.is_small(first) && !is_title(text, first) || is_adverb(text, first))
        {
            first += 1;
        }
        let alone = first == last && text.begins(first);
        // "the Danish astronomer"
        let describes = first == last
            && [
                "ish", "ese", "ian", "ean", "can", "ench", "utch", "erman", "reek",
            ]
            .iter()
            .any(|ending| text.tokens[first].text.ends_with(ending))
            && text.after(last).is_some_and(|next| {
                text.keys[next].is_some() && !text.is_capital(next) && !is_acting(text, next)
            });
        // "Kenyan runner Daniel Kiprop"
        let before_name = first == last
            && text.after(last).is_some_and(|next| {
                let small = text.keys[next].is_some()
                    && !text.is_capital(next)
                    && text.tokens[next].is_word();
                small
                    && !is_acting(text, next)
                    && !text.tokens[next].text.ends_with('s')
                    && text.after(next).is_some_and(|name| is_part(text, name))
            });
        let no_name = describes
            || before_name
            || text.is_small(first) && !is_title(text, first)
            || alone && !is_first_name(text, first);
        if !no_name {
            names.push(Span::new(first, last));
        }
        at = last + 1;
    }
    names
}

fn is_part(text: &Text<'_>, at: usize) -> bool {
    let word = text.tokens[at].text;
    text.is_capital(at)
        && word != "I"
        && !word.starts_with("I'")
        && !["weekday", "month"]
            .iter()
            .any(|class| classes::has(class, word))
}

/// Whether a word is what somebody does, as far as its form says.
fn is_acting(text: &Text<'_>, at: usize) -> bool {
    let word = text.tokens[at].text;
    crate::words::is_past(word) || word.ends_with("ed")
}

fn is_title(text: &Text<'_>, at: usize) -> bool {
    text.is(
        at,
        &["mr", "mrs", "ms", "dr", "prof", "st", "ltd", "sir", "lady"],
    )
}

/// The next word of the same name: `Pellini & Sons`, `Isle of Man`, `Mr. Brown`.
fn joined(text: &Text<'_>, at: usize) -> Option<usize> {
    let next = text.after(at)?;
    // "Finland's Aino Laine"
    if text.tokens[at].text.ends_with("'s") {
        return None;
    }
    if is_part(text, next) && (!text.is_small(next) || is_title(text, next)) {
        return Some(next);
    }
    let behind = text.after(next)?;
    let token = &text.tokens[next];
    let initial = text.tokens[at].text.len() == 1 || is_title(text, at);
    let joins = token.is_mark('&')
        || token.is_any(&[
            "of", "de", "van", "von", "del", "la", "di", "der", "du", "el", "bin", "ibn",
        ])
        || token.is_mark('.') && initial
        || token.is_mark('-') && token.glued && text.tokens[behind].glued
        || token.is_mark('\'');
    (joins && is_part(text, behind) && !text.is_small(behind)).then_some(behind)
}

fn is_adverb(text: &Text<'_>, at: usize) -> bool {
    let word = text.tokens[at].text;
    word.len() > 4 && word.ends_with("ly")
        || text.is(
            at,
            &[
                "yesterday",
                "today",
                "tomorrow",
                "later",
                "last",
                "next",
                "every",
                "dear",
                "young",
                "old",
                "little",
                "hi",
                "hello",
            ],
        )
}

/// Whether a sentence's first word is a name: nowhere written small, and followed by what
/// somebody does.
fn is_first_name(text: &Text<'_>, at: usize) -> bool {
    const NO_NAMES: &[&str] = &[
        "once",
        "people",
        "everyone",
        "everybody",
        "nobody",
        "someone",
        "somebody",
        "soon",
        "meanwhile",
        "afterwards",
        "instead",
        "tickets",
        "lunch",
        "dinner",
        "breakfast",
        "coffee",
        "tea",
        "bread",
        "food",
        "local",
        "training",
        "entry",
        "admission",
        "work",
        "visitors",
        "members",
        "pupils",
        "students",
        "guests",
        "children",
        "work",
        "pets",
        "dogs",
        "cats",
        "bring",
        "take",
        "mix",
        "stir",
        "bake",
        "add",
        "fry",
        "cook",
        "let",
        "put",
        "please",
        "thank",
        "thanks",
        "dear",
        "welcome",
        "note",
        "parking",
        "first",
        "second",
        "third",
        "monday",
        "years",
        "winter",
        "summer",
        "spring",
        "autumn",
        "life",
        "water",
        "nothing",
        "something",
        "everything",
        "most",
        "rain",
        "snow",
        "construction",
        "scientists",
        "researchers",
        "experts",
        "police",
        "doors",
        "registration",
        "perhaps",
        "maybe",
        "whoever",
    ];
    let word = text.tokens[at].text;
    if text.elsewhere(word, true) || is_title(text, at) {
        return true;
    }
    if text.elsewhere(word, false)
        || text.is_small(at)
        || is_adverb(text, at)
        || text.is(at, NO_NAMES)
    {
        return false;
    }
    if classes::has("person", word) {
        // "Grandpa", "Mum"
        return true;
    }
    // "Largest city: Orlan."
    let said = text
        .before(at)
        .is_some_and(|before| text.tokens[before].is_mark(':'));
    let Some(next) = text.after(at) else {
        return said;
    };
    // "Peter, who is allergic to nuts, …"
    if text.tokens[next].is_mark(',')
        && text
            .after(next)
            .is_some_and(|who| text.is(who, &["who", "whose", "whom"]))
    {
        return true;
    }
    if said
        && (text.tokens[next].is_mark('.')
            || text.tokens[next].is_mark(',')
            || text.tokens[next].is_mark(';'))
    {
        return true;
    }
    let token = &text.tokens[next];
    let helped = text.is(
        next,
        &[
            "is", "was", "has", "had", "will", "did", "does", "can", "could", "never", "also",
            "then", "always", "now",
        ],
    );
    let acts =
        token.is_word() && token.text.starts_with(char::is_lowercase) && !text.is_small(next);
    // "Domestic trips must …"
    let describes = [
        "ic", "al", "ive", "ous", "ful", "less", "able", "ing", "ed", "ern", "ary",
    ]
    .iter()
    .any(|ending| word.ends_with(ending));
    let subject = text.after(next).is_some_and(|after| {
        text.is(
            after,
            &[
                "must", "is", "are", "was", "were", "will", "can", "has", "have", "of",
            ],
        ) || text.tokens[after].text.ends_with("ed")
    });
    if describes || acts && token.text.ends_with('s') && subject {
        return false;
    }
    let plural = word.ends_with('s') && !token.text.ends_with('s') && !token.text.ends_with("ed");
    (helped
        || acts && !plural
        || text.is(next, &["and"]) && text.after(next).is_some_and(|after| text.is_capital(after)))
        && word.len() > 1
}
