//! `at most 20 words`, `in two sentences`, `a five-word title`.

use reading::Token;

use super::addressed::is_question;
use super::bounds::{Bound, before, behind};
use super::vocabulary::TEXT;
use crate::rule::{Form, Range, Rule, Unit};

/// Words of what is asked may be counted exactly up to here; `in 50 words` is no such thing.
const FEW_WORDS: usize = 15;

/// `at most 20 words`, where what is counted stands here.
pub(super) fn counted(sentence: &[Token<'_>], at: usize) -> Option<Rule> {
    let (unit, end) = unit(sentence, at)?;
    let tail = &sentence[end..];
    if is_free(sentence, at) || is_of_parts(sentence, at, tail, unit) || goes_on(sentence, at, tail)
    {
        return None;
    }
    if let Some(rule) = labelled(unit, tail) {
        return Some(rule);
    }
    let number_at = number_before(sentence, at)?;
    let number = &sentence[number_at];
    let Some(count) = whole(number) else {
        return one(sentence, number_at, unit, tail);
    };
    if count == 0 || count >= 100_000 {
        return None;
    }
    if let Some((range, begin)) = range(sentence, number_at, count) {
        let fits = stands_free(sentence, begin, true) && behind(tail).is_none();
        return fits.then(|| Rule::firm(Form::Count(unit, range)));
    }
    let (mut bound, begin) = before(sentence, number_at);
    if bound == Bound::Bare || bound == Bound::Exactly && begin == number_at - 1 {
        bound = behind(tail).unwrap_or(bound);
    }
    let limits = sentence
        .iter()
        .take(at)
        .any(|token| token.is_any(&["limit", "restrict", "keep", "stick"]));
    if bound == Bound::Bare && limits {
        bound = Bound::AtMost;
    }
    if !stands_free(sentence, begin, bound != Bound::Bare) {
        return None;
    }
    let firm = bound != Bound::Bare;
    let range = match bound {
        Bound::Bare | Bound::Exactly if unit == Unit::Words && count == 1 => Range::ONE_WORD,
        Bound::Bare if unit == Unit::Characters => return None,
        Bound::Bare if unit == Unit::Words && count > FEW_WORDS => return None,
        bound => bound.range(count)?,
    };
    (range.max > 0).then_some(Rule {
        form: Form::Count(unit, range),
        firm,
    })
}

/// `It does not have to be one sentence`: no limit.
fn is_free(sentence: &[Token<'_>], at: usize) -> bool {
    sentence[..at].windows(2).any(|pair| {
        pair[0].is_any(&["not", "doesn't", "don't", "needn't", "no", "never", "isn't"])
            && pair[1].is_any(&[
                "have",
                "need",
                "necessarily",
                "be",
                "limited",
                "required",
                "limit",
            ])
    }) && !sentence[..at]
        .iter()
        .any(|token| token.is_any(&["more", "longer", "exceed", "than"]))
}

/// Whether more of it is asked for: `two sentences about cats and two about dogs`, `one
/// paragraph on tea, followed by one on coffee`.
fn goes_on(sentence: &[Token<'_>], at: usize, tail: &[Token<'_>]) -> bool {
    const ABOUT: &[&str] = &[
        "about",
        "on",
        "for",
        "of",
        "against",
        "from",
        "more",
        "explaining",
        "describing",
        "with",
        "that",
        "to",
    ];
    let own = unit(sentence, at).map(|(unit, _)| unit);
    // "one sentence for tea, one sentence for coffee"; with limits they are one range.
    let bare = |place: usize| {
        let number =
            number_before(sentence, place).filter(|&number| sentence[number].number().is_some())?;
        (before(sentence, number).0 == Bound::Bare).then_some(number)
    };
    let again = bare(at).is_some_and(|number| {
        (0..sentence.len()).any(|place| {
            unit(sentence, place).is_some_and(|(other, _)| Some(other) == own)
                && bare(place).is_some_and(|next| next != number)
        })
    });
    let other = tail.windows(3).any(|three| {
        (three[0].is_any(&["and", "plus", "then", "by"]) || three[0].is_mark(','))
            && (three[1].number().is_some() || three[1].is_any(&["another", "one"]))
            && three[2].is_any(ABOUT)
    });
    // Another part of the answer has a form of its own.
    let part = tail.windows(2).any(|pair| {
        pair[0].is("followed") && pair[1].is("by")
            || pair[0].is_any(&["and", "then", "plus"])
                && pair[1].is_any(&["then", "add", "another", "also"])
    }) || tail.iter().any(|token| {
        token.is_any(&[
            "plus",
            "conclusion",
            "introduction",
            "intro",
            "postscript",
            "ps",
        ])
    });
    again || other || part
}

/// `Bullets: two`, `Words: max. 20`
fn labelled(unit: Unit, tail: &[Token<'_>]) -> Option<Rule> {
    let limit = tail.first().is_some_and(|first| first.is("limit"));
    let rest = &tail[usize::from(limit)..];
    rest.first().filter(|first| first.is_mark(':'))?;
    let at = rest
        .iter()
        .take(5)
        .position(|token| token.number().is_some())?;
    let (bound, begin) = before(rest, at);
    let count = whole(&rest[at])?;
    let over = rest.get(at + 1).is_none_or(|next| !next.is_word());
    let bound = match bound {
        Bound::Bare if limit => Bound::AtMost,
        Bound::Bare if unit == Unit::Words => return None,
        Bound::Bare => Bound::Exactly,
        bound => bound,
    };
    (begin == 1 && over && count > 0)
        .then(|| bound.range(count))?
        .map(|range| Rule::firm(Form::Count(unit, range)))
}

/// `a sentence`, `a single word`: of what is to be written, one.
fn one(sentence: &[Token<'_>], article: usize, unit: Unit, tail: &[Token<'_>]) -> Option<Rule> {
    let single = sentence[article..]
        .iter()
        .take(2)
        .any(|token| token.is("single"));
    let before = article.checked_sub(1).map(|at| &sentence[at]);
    let denied = sentence[..article]
        .iter()
        .rev()
        .take(3)
        .any(|token| token.is_any(&["not", "without", "don't", "than", "never"]));
    let introduced =
        before.is_some_and(|token| token.is_any(&["in", "with", "using", "within", "as", "into"]));
    let written = before.is_some_and(|token| {
        token.is_any(&[
            "write",
            "compose",
            "formulate",
            "create",
            "make",
            "give",
            "draft",
            "invent",
            "me",
            "us",
            "need",
            "want",
            "like",
            "produce",
            "form",
            "say",
            "provide",
            "generate",
        ])
    });
    // "a sentence or two"
    let more = tail.first().is_some_and(|next| {
        next.is_any(&["or", "and"]) && tail.get(1).is_some_and(|t| t.number().is_some())
    });
    let fits = match unit {
        Unit::Sentences => introduced && !is_question(sentence) || written || single,
        Unit::Words => {
            single
                && (introduced
                    || before.is_some_and(|token| token.is_any(&["be", "just", "only", "is"])))
        }
        Unit::Paragraphs => written || introduced && single,
        _ => false,
    };
    let range = match unit {
        Unit::Words => Range::ONE_WORD,
        _ => Range::exactly(1),
    };
    (fits && !denied && !more).then_some(Rule {
        form: Form::Count(unit, range),
        firm: single,
    })
}

/// `between 5 and 8`, `5 to 8`, `5-8`, `two or three`
fn range(sentence: &[Token<'_>], last: usize, most: usize) -> Option<(Range, usize)> {
    let joint = &sentence[last.checked_sub(1)?];
    let joins =
        joint.is_any(&["and", "to", "or"]) || joint.is_mark('-') || joint.is_mark('\u{2013}');
    let first = last.checked_sub(2)?;
    let fewest = whole(&sentence[first])?;
    let between = first > 0 && sentence[first - 1].is("between");
    if !joins || joint.is("and") && !between || fewest > most {
        return None;
    }
    let begin = if first > 0 && sentence[first - 1].is_any(&["between", "from"]) {
        first - 1
    } else {
        first
    };
    Some((
        Range {
            min: fewest,
            max: most,
        },
        begin,
    ))
}

/// Where the number or the article of what is counted stands.
fn number_before(sentence: &[Token<'_>], unit: usize) -> Option<usize> {
    const ADJECTIVES: &[&str] = &[
        "short",
        "brief",
        "simple",
        "concise",
        "complete",
        "full",
        "clear",
        "long",
        "single",
        "english",
        "plain",
        "separate",
        "different",
        "whole",
        "little",
        "individual",
        "crisp",
        "nice",
        "friendly",
        "funny",
        "good",
        "small",
        "polite",
        "further",
        "correct",
        "unique",
        "snappy",
        "catchy",
        "positive",
        "meaningful",
        "well",
        "-",
        "distinct",
        "true",
        "interesting",
        "easy",
        "compact",
        "beautiful",
        "descriptive",
    ];
    let mut at = unit.checked_sub(1)?;
    while sentence[at].is_any(ADJECTIVES) {
        at = at.checked_sub(1)?;
    }
    let number = &sentence[at];
    (whole(number).is_some() || number.is_any(&["a", "an"])).then_some(at)
}

fn whole(token: &Token<'_>) -> Option<usize> {
    usize::try_from(token.number()?.value.whole()?).ok()
}

/// Whether what is counted belongs to a part of the answer, or to a text that is there:
/// `each of at most five words`, `the two sentences above`.
fn is_of_parts(sentence: &[Token<'_>], at: usize, tail: &[Token<'_>], unit: Unit) -> bool {
    const PARTS: &[&str] = &["each", "per", "every", "apiece"];
    let part = |token: &Token<'_>| token.is_any(PARTS);
    let before = &sentence[at.saturating_sub(9)..at];
    let own = before
        .iter()
        .rposition(|token| token.is_mark(',') || token.is_mark(';') || token.is_mark('.'))
        .map_or(before, |comma| &before[comma..]);
    let of_many = unit == Unit::Words
        && own.iter().any(|token| {
            token.is_any(&[
                "sentences",
                "points",
                "bullets",
                "lines",
                "items",
                "paragraphs",
                "entries",
                "titles",
                "names",
            ])
        });
    let ordinal = own.iter().any(|token| {
        token.is_any(&[
            "first",
            "second",
            "third",
            "last",
            "final",
            "opening",
            "these",
            "those",
            "following",
            "above",
            "next",
        ])
    });
    let given = tail.first().is_some_and(|next| {
        next.is_any(&[
            "above",
            "below",
            "from",
            "i",
            "he",
            "she",
            "they",
            "into",
            "given",
            "starting",
            "beginning",
        ])
    });
    let apart = tail
        .iter()
        .take(4)
        .take_while(|t| !t.is_mark(',') && !t.is_mark(';'))
        .any(part);
    own.iter().any(part)
        || of_many
        || ordinal
        || given
        || apart
        || before.iter().any(|t| t.is_any(&["many", "per"]))
}

/// Whether the number is the answer's: what asks has it aside, and what is there already
/// is called `the`.
fn stands_free(sentence: &[Token<'_>], begin: usize, bounded: bool) -> bool {
    let before = begin.checked_sub(1).map(|at| &sentence[at]);
    let known = before.is_some_and(|token| {
        token.is_any(&[
            "the", "my", "his", "her", "their", "our", "these", "those", "last", "first", "next",
            "has", "had",
        ]) && !(bounded && token.is_any(&["the", "has"]))
    });
    let introduced = before.is_none_or(|token| {
        token.is_any(&[
            "in", "with", "using", "use", "within", "of", "as", "under", "and", "is", "are",
        ]) || !token.is_word()
    }) || bounded;
    // "Write a mail saying that I will answer in one sentence"
    let reported = sentence[..begin].windows(2).any(|pair| {
        pair[0].is_any(&["saying", "telling", "asking"])
            && pair[1].is_any(&["that", "him", "her", "them"])
            || pair[0].is_any(&["i", "he", "she", "they", "we"])
                && pair[1].is_any(&["will", "had", "was", "did"])
    });
    let open = sentence[..begin]
        .iter()
        .any(|token| token.is_any(&["contains", "consists"]));
    let of_answer = sentence[..begin].iter().any(|token| token.is_any(TEXT));
    !known && !reported && (!is_question(sentence) || introduced) && (!open || of_answer)
}

/// What is counted, and where it ends.
fn unit(sentence: &[Token<'_>], at: usize) -> Option<(Unit, usize)> {
    let token = sentence.get(at)?;
    let behind = at + 1;
    if token.is_any(&["word", "words"]) {
        Some((Unit::Words, behind))
    } else if token.is_any(&["sentence", "sentences"]) {
        Some((Unit::Sentences, behind))
    } else if token.is_any(&["paragraph", "paragraphs"]) {
        Some((Unit::Paragraphs, behind))
    } else if token.is_any(&["line", "lines"]) {
        Some((Unit::Lines, behind))
    } else if token.is_any(&["characters", "character"]) {
        Some((Unit::Characters, behind))
    } else if token.is_any(&["bullets"]) {
        Some((Unit::Items, behind))
    } else if token.is("bullet") || token.is("bulleted") {
        let dash = usize::from(sentence.get(behind).is_some_and(|t| t.is_mark('-')));
        sentence
            .get(behind + dash)
            .filter(|t| t.is_any(&["point", "points", "items", "entries"]))
            .map(|_| (Unit::Items, behind + 1 + dash))
    } else {
        None
    }
}
