//! `at most 20 words`, `in two sentences`.

use reading::Token;

use crate::rule::{Form, Range, Rule, Unit};

/// `at most 20 words` where it begins here.
pub(super) fn counted(sentence: &[Token<'_>], at: usize) -> Option<Rule> {
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
    // "between 5 and 8 words"
    if let [between, fewest, and, most, ..] = rest
        && between.is("between")
        && and.is("and")
        && let (Some(fewest), Some(most)) = (whole(fewest), whole(most))
        && let Some((unit, behind)) = unit(sentence, at + 4)
    {
        let ends = sentence.get(behind).is_some_and(|next| next.is("to"))
            || ends_phrase(sentence, behind, true);
        let fits = fewest <= most && most < 100_000 && ends;
        return fits.then_some(Rule {
            form: Form::Count(
                unit,
                Range {
                    min: fewest,
                    max: most,
                },
            ),
            firm: true,
        });
    }
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
                "between",
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

fn whole(token: &Token<'_>) -> Option<usize> {
    usize::try_from(token.number()?.value.whole()?).ok()
}

/// `List 3 facts as bullet points`, `a numbered list of 4 rivers`: the one number of a
/// sentence that asks for a list.
pub(super) fn listed(sentence: &[Token<'_>]) -> Option<Rule> {
    let numbers: Vec<usize> = (0..sentence.len())
        .filter(|&at| sentence[at].number().is_some())
        .collect();
    let [at] = numbers[..] else { return None };
    let count = usize::try_from(sentence[at].number()?.value.whole()?).ok()?;
    let before = |words: &[&str]| {
        at.checked_sub(words.len()).is_some_and(|begin| {
            words
                .iter()
                .zip(&sentence[begin..])
                .all(|(word, token)| token.is(word))
        })
    };
    let range = if before(&["at", "most"])
        || before(&["up", "to"])
        || before(&["more", "than"]) && before(&["no", "more", "than"])
    {
        Range::at_most(count)
    } else if before(&["at", "least"]) {
        Range::at_least(count)
    } else {
        Range::exactly(count)
    };
    let direct = at <= 2
        || sentence[at - 1].is_any(&[
            "exactly",
            "of",
            "most",
            "least",
            "me",
            "precisely",
            "with",
            "the",
        ]);
    // "3 words each", "5 minutes"
    let thing = sentence.get(at + 1).is_some_and(|next| {
        next.is_word()
            && !next.is_any(&[
                "word",
                "words",
                "sentence",
                "sentences",
                "paragraphs",
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
            ])
    });
    (direct && thing && (2..=30).contains(&count)).then_some(Rule {
        form: Form::Count(Unit::Items, range),
        firm: true,
    })
}

/// `in`, `using` and their like before it.
fn is_introduced(sentence: &[Token<'_>], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|at| &sentence[at]) else {
        return false;
    };
    let limits = sentence
        .iter()
        .any(|token| token.is_any(&["limit", "keep"]));
    // "Use only small letters and at most 15 words"
    let goes_on = (before.is("and") || before.is_mark(','))
        && sentence[0].is_any(&[
            "use", "answer", "reply", "respond", "keep", "be", "in", "with",
        ]);
    goes_on
        || before.is_any(&["in", "using", "within", "with", "as", "into"])
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
