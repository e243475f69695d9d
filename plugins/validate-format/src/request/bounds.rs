//! How many: `at most`, `between 3 and 5`, `or fewer`.

use reading::Token;

use crate::rule::Range;

/// What a number is to what is counted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Bound {
    Exactly,
    AtMost,
    AtLeast,
    Below,
    Above,
    /// The number alone.
    Bare,
    /// `about 20`: no limit.
    Loose,
}

impl Bound {
    /// The numbers that it allows.
    pub(super) fn range(self, count: usize) -> Option<Range> {
        Some(match self {
            Self::Exactly | Self::Bare => Range::exactly(count),
            Self::AtMost => Range::at_most(count),
            Self::AtLeast => Range::at_least(count),
            Self::Below => Range::at_most(count.checked_sub(1)?),
            Self::Above => Range::at_least(count.checked_add(1)?),
            Self::Loose => return None,
        })
    }
}

const BEFORE: &[(&[&str], Bound)] = &[
    (&["no", "more", "than"], Bound::AtMost),
    (&["not", "more", "than"], Bound::AtMost),
    (&["no", "longer", "than"], Bound::AtMost),
    (&["not", "longer", "than"], Bound::AtMost),
    (&["not", "be", "longer", "than"], Bound::AtMost),
    (&["not", "be", "more", "than"], Bound::AtMost),
    (&["not", "exceed"], Bound::AtMost),
    (&["not", "exceeding"], Bound::AtMost),
    (&["don't", "exceed"], Bound::AtMost),
    (&["never", "exceed"], Bound::AtMost),
    (&["without", "exceeding"], Bound::AtMost),
    (&["not", "go", "over"], Bound::AtMost),
    (&["don't", "go", "over"], Bound::AtMost),
    (&["at", "most"], Bound::AtMost),
    (&["at", "the", "most"], Bound::AtMost),
    (&["up", "to"], Bound::AtMost),
    (&["maximum", "of"], Bound::AtMost),
    (&["maximum"], Bound::AtMost),
    (&["maximum", "length", "of"], Bound::AtMost),
    (&["limit", "of"], Bound::AtMost),
    (&["max"], Bound::AtMost),
    (&["max", "."], Bound::AtMost),
    (&["within"], Bound::AtMost),
    (&["limited", "to"], Bound::AtMost),
    (&["limit", "yourself", "to"], Bound::AtMost),
    (&["restrict", "yourself", "to"], Bound::AtMost),
    (&["confine", "yourself", "to"], Bound::AtMost),
    (&["keep", "it", "to"], Bound::AtMost),
    (&["at", "least"], Bound::AtLeast),
    (&["at", "the", "least"], Bound::AtLeast),
    (&["no", "fewer", "than"], Bound::AtLeast),
    (&["not", "fewer", "than"], Bound::AtLeast),
    (&["no", "less", "than"], Bound::AtLeast),
    (&["not", "less", "than"], Bound::AtLeast),
    (&["no", "shorter", "than"], Bound::AtLeast),
    (&["minimum", "of"], Bound::AtLeast),
    (&["minimum"], Bound::AtLeast),
    (&["min"], Bound::AtLeast),
    (&["min", "."], Bound::AtLeast),
    (&["fewer", "than"], Bound::Below),
    (&["less", "than"], Bound::Below),
    (&["shorter", "than"], Bound::Below),
    (&["under"], Bound::Below),
    (&["below"], Bound::Below),
    (&["more", "than"], Bound::Above),
    (&["longer", "than"], Bound::Above),
    (&["over"], Bound::Above),
    (&["exactly"], Bound::Exactly),
    (&["precisely"], Bound::Exactly),
    (&["only"], Bound::Exactly),
    (&["just"], Bound::Exactly),
    (&["a", "total", "of"], Bound::Exactly),
    (&["about"], Bound::Loose),
    (&["around"], Bound::Loose),
    (&["roughly"], Bound::Loose),
    (&["approximately"], Bound::Loose),
    (&["some"], Bound::Loose),
    (&["circa"], Bound::Loose),
    (&["approx"], Bound::Loose),
    (&["nearly"], Bound::Loose),
    (&["almost"], Bound::Loose),
    (&["ideally"], Bound::Loose),
];

/// What stands before a number, and where that begins.
pub(super) fn before(sentence: &[Token<'_>], number: usize) -> (Bound, usize) {
    let front = &sentence[..number];
    let best = BEFORE
        .iter()
        .filter(|(words, _)| {
            front.len() >= words.len()
                && front[front.len() - words.len()..]
                    .iter()
                    .zip(*words)
                    .all(|(token, word)| token.is(word))
        })
        .max_by_key(|(words, _)| words.len());
    let Some((words, bound)) = best else {
        return (Bound::Bare, number);
    };
    let begin = number - words.len();
    // "Do not write more than two", "never use over ten"
    let denied = sentence[begin.saturating_sub(4)..begin]
        .iter()
        .any(|token| token.is_any(&["not", "don't", "never", "cannot", "can't", "mustn't", "nor"]));
    let bound = match (bound, denied) {
        (Bound::Above, true) => Bound::AtMost,
        (Bound::Below, true) => Bound::AtLeast,
        (bound, _) => *bound,
    };
    (bound, begin)
}

/// What stands behind what is counted: `or fewer`, `at most`, `max`.
pub(super) fn behind(tail: &[Token<'_>]) -> Option<Bound> {
    let is = |at: usize, words: &[&str]| tail.get(at).is_some_and(|token| token.is_any(words));
    let tail_bound = |at: usize| {
        if is(at, &["or"]) && is(at + 1, &["less", "fewer", "under"]) {
            Some(Bound::AtMost)
        } else if is(at, &["or"]) && is(at + 1, &["more", "longer"]) {
            Some(Bound::AtLeast)
        } else if is(at, &["and"])
            && is(at + 1, &["no", "not"])
            && is(at + 2, &["more", "longer", "one"])
        {
            Some(Bound::Exactly)
        } else if is(at, &["or"]) && is(at + 1, &["so"]) {
            Some(Bound::Loose)
        } else if is(at, &["at"])
            && (is(at + 1, &["most"]) || is(at + 1, &["the"]) && is(at + 2, &["most"]))
        {
            Some(Bound::AtMost)
        } else if is(at, &["at"]) && is(at + 1, &["least"]) {
            Some(Bound::AtLeast)
        } else if is(at, &["maximum", "max", "tops", "limit"]) {
            Some(Bound::AtMost)
        } else if is(at, &["minimum", "min"]) {
            Some(Bound::AtLeast)
        } else if is(at, &["only", "exactly", "precisely", "total"]) {
            Some(Bound::Exactly)
        } else if is(at, &["is", "are"])
            && is(at + 1, &["the"])
            && is(at + 2, &["limit", "maximum", "most"])
        {
            Some(Bound::AtMost)
        } else if is(at, &["is", "are"])
            && is(at + 1, &["the"])
            && is(at + 2, &["minimum", "least"])
        {
            Some(Bound::AtLeast)
        } else if is(at, &["is", "are", "will"])
            && is(
                at + 1,
                &["enough", "sufficient", "plenty", "fine", "do", "allowed"],
            )
        {
            Some(Bound::AtMost)
        } else {
            None
        }
    };
    // "20 words long at most", "20 words (max)", "in length"
    let skipped = tail
        .iter()
        .take(3)
        .take_while(|token| {
            token.is_any(&["long", "in", "length", "or", "(", ","]) && !token.is("or")
        })
        .count();
    tail_bound(0).or_else(|| (skipped > 0).then(|| tail_bound(skipped))?)
}
