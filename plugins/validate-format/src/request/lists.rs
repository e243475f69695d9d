//! Lists: what their items begin with, how many there are, what stands between them.

use reading::Token;

use super::bounds::{Bound, before};
use crate::rule::{Form, Marker, Range, Separator, Unit};

/// What is asked of a list.
pub(super) fn lists(sentence: &[Token<'_>]) -> Vec<Form> {
    let mut forms = Vec::new();
    let marker = marker(sentence);
    forms.extend(marker.map(Form::Marked));
    let in_lines = in_lines(sentence);
    if marker.is_some() {
        match counted_items(sentence) {
            Some(range) => forms.push(Form::Count(Unit::Items, range)),
            None if is_plain_list(sentence) => {
                forms.push(Form::Count(Unit::Items, Range::at_least(1)));
            }
            None => {}
        }
    } else if in_lines && let Some(range) = counted_items(sentence) {
        forms.push(Form::Count(Unit::Lines, Range::at_least(range.min)));
    }
    if marker.is_none() && !in_lines {
        forms.extend(separator(sentence).map(Form::Joined));
    }
    forms
}

/// What the items of the list that is asked for begin with.
fn marker(sentence: &[Token<'_>]) -> Option<Marker> {
    let says = |words: &[&str]| sentence.iter().any(|token| token.is_any(words));
    let pair = |first: &[&str], second: &[&str]| {
        sentence
            .windows(2)
            .any(|pair| pair[0].is_any(first) && pair[1].is_any(second))
    };
    let asks = sentence
        .first()
        .is_some_and(|first| first.is_any(&["what", "how", "why"]));
    let about = asks && !says(&["points", "list", "bullets", "point"]);
    let named = sentence
        .iter()
        .position(|token| token.is_any(&["bullet", "bulleted", "bullets", "numbered"]))
        .unwrap_or(0);
    let before = &sentence[named.saturating_sub(4)..named];
    let more = before
        .iter()
        .any(|token| token.is_any(&["more", "fewer", "less", "than"]));
    let behind = &sentence[named..sentence.len().min(named + 6)];
    let denied = !more
        && before.iter().any(|token| {
            token.is_any(&[
                "not", "no", "don't", "avoid", "or", "instead", "rather", "neither", "without",
            ])
        })
        || behind.windows(2).any(|pair| {
            pair[0].is_any(&["or", "nor"])
                && pair[1].is_any(&["a", "numbers", "numbered", "bullet", "bullets", "numbering"])
        });
    if about || denied {
        return None;
    }
    let numbered = pair(
        &["numbered", "enumerated", "ordered"],
        &["list", "lists", "points", "steps", "items", "lines"],
    ) || says(&["numbered"])
        && says(&["list", "steps", "points", "items", "lines", "from"])
        || pair(&["number"], &["them", "each", "the"])
            && sentence
                .iter()
                .take_while(|t| !t.is("number"))
                .all(|t| !t.is("the"))
            && says(&[
                "list", "steps", "points", "items", "lines", "them", "ideas", "tips",
            ]);
    let bullets = says(&["bullets"])
        || pair(
            &["bullet", "bulleted"],
            &[
                "points", "point", "list", "-", "items", "form", "format", "each", "per", "for",
            ],
        )
        || says(&["list", "line", "lines", "item", "items", "one"])
            && pair(
                &["a", "with", "by"],
                &["hyphen", "dash", "asterisk", "hyphens", "dashes", "bullet"],
            )
            && says(&[
                "begin",
                "beginning",
                "begins",
                "start",
                "starting",
                "starts",
                "introduced",
                "marked",
                "preceded",
            ]);
    match (bullets, numbered) {
        (true, false) => Some(Marker::Bullet),
        (false, true) => Some(Marker::Number),
        _ => None,
    }
}

/// `as bullet points`, of no number.
fn is_plain_list(sentence: &[Token<'_>]) -> bool {
    let Some(at) = sentence
        .iter()
        .position(|token| token.is_any(&["bullet", "bulleted", "bullets", "numbered"]))
    else {
        // "Begin each line with a dash"
        return true;
    };
    let front = match &sentence[..at] {
        [front @ .., a] if a.is_any(&["a", "an"]) => front,
        front => front,
    };
    let introduced = front.last().is_some_and(|last| {
        last.is_any(&[
            "as", "in", "using", "into", "use", "with", "me", "make", "write", "give", "create",
            "form",
        ])
    });
    let sub = sentence
        .iter()
        .any(|token| token.is_any(&["two", "several", "sections", "each", "some"]));
    introduced && !sub
}

/// `List 3 facts as bullet points`, `a numbered list of 4 rivers`: the one number of a
/// sentence that asks for a list.
fn counted_items(sentence: &[Token<'_>]) -> Option<Range> {
    const OTHER: &[&str] = &[
        "word",
        "words",
        "sentence",
        "sentences",
        "paragraphs",
        "paragraph",
        "minutes",
        "minute",
        "year",
        "years",
        "old",
        "people",
        "percent",
        "days",
        "hours",
        "kg",
        "km",
        "characters",
        "letters",
        "lists",
        "persons",
        "euros",
        "dollars",
        "metres",
        "meters",
        "pm",
        "am",
        "each",
    ];
    // "from 1 to 4" numbers the items; "five to seven words" counts others.
    let is_item = |at: usize| {
        let number = sentence[at]
            .number()
            .is_some_and(|number| number.value != 1.into());
        let part = at > 0
            && sentence[at - 1].is_any(&["from", "to", "per", "and", "about", "around", "than"])
            && !sentence[at - 1].is("than");
        let behind = sentence.get(at + 1);
        let thing = behind.is_some_and(|next| {
            next.is_word() && !next.is_any(OTHER) && !next.is_any(&["to", "and", "or", "in", "at"])
        }) && !sentence
            .get(at + 2)
            .is_some_and(|next| next.is_any(OTHER) && behind.is_some_and(|b| !b.is_any(&["of"])));
        number && thing && !part
    };
    if let Some(second) = several(sentence) {
        return sum(sentence, second);
    }
    let mut numbers = (0..sentence.len()).filter(|&at| is_item(at));
    let (at, None) = (numbers.next()?, numbers.next()) else {
        return None;
    };
    let count = usize::try_from(sentence[at].number()?.value.whole()?).ok()?;
    let (bound, begin) = before(sentence, at);
    let direct = begin <= 2
        || bound != Bound::Bare
        || [',', ':', '-', '\u{2013}', '(']
            .iter()
            .any(|&mark| sentence[begin - 1].is_mark(mark))
        || sentence[begin - 1].is_any(&[
            "of",
            "me",
            "with",
            "the",
            "name",
            "list",
            "give",
            "us",
            "need",
            "containing",
            "using",
            "in",
            "as",
            "want",
            "these",
            "write",
            "find",
            "suggest",
            "your",
            "state",
            "mention",
            "tell",
            "into",
            "provide",
            "offer",
            "share",
            "create",
            "make",
        ]);
    let range = bound.range(count)?;
    (direct && (2..=30).contains(&count)).then_some(range)
}

/// Where a second count stands: `3 pros and 3 cons`, `2 for cats and 2 for dogs`.
fn several(sentence: &[Token<'_>]) -> Option<usize> {
    let counted = |token: &Token<'_>| token.number().is_some();
    (1..sentence.len()).find(|&at| {
        let joint = &sentence[at - 1];
        let joined = joint.is_any(&["and", "plus", "then", "by", "also", "&"])
            || joint.is_mark('&')
            || joint.is_mark('+')
            || joint.is_mark(',');
        let other = sentence[at].is("another");
        // "between 3 and 5", "three to four", "one, two or three words"
        let range = sentence[at - 1].is("and") && sentence[..at - 1].last().is_some_and(&counted);
        let limit = sentence.get(at + 1).is_none_or(|next| {
            !next.is_word()
                || next.is_any(&[
                    "word",
                    "words",
                    "sentence",
                    "sentences",
                    "line",
                    "lines",
                    "characters",
                    "or",
                    "to",
                    "each",
                    "per",
                    "paragraph",
                    "paragraphs",
                ])
        });
        joined
            && (other || counted(&sentence[at]))
            && !range
            && !limit
            && sentence[..at - 1].iter().any(&counted)
    })
}

/// `3 pros and 3 cons` are six: the two halves of what is weighed.
fn sum(sentence: &[Token<'_>], second: usize) -> Option<Range> {
    const HALVES: &[&str] = &[
        "pros",
        "cons",
        "advantages",
        "disadvantages",
        "drawbacks",
        "benefits",
        "risks",
        "strengths",
        "weaknesses",
        "upsides",
        "downsides",
        "positives",
        "negatives",
        "plusses",
        "minuses",
        "dos",
        "don'ts",
        "likes",
        "dislikes",
    ];
    let whole = |at: usize| usize::try_from(sentence[at].number()?.value.whole()?).ok();
    let first = second.checked_sub(3)?;
    let half = |at: usize| sentence.get(at).is_some_and(|next| next.is_any(HALVES));
    let alone = sentence
        .iter()
        .filter(|token| token.number().is_some())
        .count()
        == 2;
    let bare =
        before(sentence, first).0 == Bound::Bare || before(sentence, first).0 == Bound::Exactly;
    let all = whole(first)?.checked_add(whole(second)?)?;
    (alone && bare && half(first + 1) && half(second + 1) && (2..=30).contains(&all))
        .then(|| Range::exactly(all))
}

/// `one per line`, `each on its own line`
fn in_lines(sentence: &[Token<'_>]) -> bool {
    let has = |words: &[&str]| {
        sentence
            .windows(words.len())
            .any(|part| part.iter().zip(words).all(|(token, word)| token.is(word)))
    };
    has(&["per", "line"])
        || has(&["its", "own", "line"])
        || has(&["a", "new", "line"])
        || has(&["a", "separate", "line"])
        || has(&["separate", "lines"])
        || has(&["each", "line"]) && has(&["one"])
        || has(&["line", "by", "line"])
}

/// `separated by commas`, `a comma-separated list`
fn separator(sentence: &[Token<'_>]) -> Option<Separator> {
    let at = sentence.iter().position(|token| {
        token.is_any(&["separated", "divided", "delimited", "separate", "split"])
    })?;
    let near: Vec<&Token<'_>> = sentence[at.saturating_sub(2)..]
        .iter()
        .take(8)
        .filter(|token| {
            !token.is_any(&["by", "with", "only", "a", "an", "single", "and", "one", "-"])
        })
        .collect();
    let denied = sentence[..at]
        .iter()
        .any(|token| token.is_any(&["not", "no", "don't", "without", "never"]));
    let named = |words: &[&str]| near.iter().take(4).any(|token| token.is_any(words));
    let found = if named(&["commas", "comma"]) {
        Separator {
            name: "commas",
            mark: ',',
        }
    } else if named(&["semicolons", "semicolon"]) {
        Separator {
            name: "semicolons",
            mark: ';',
        }
    } else if named(&["slashes", "slash"]) {
        Separator {
            name: "slashes",
            mark: '/',
        }
    } else {
        return None;
    };
    (!denied).then_some(found)
}
