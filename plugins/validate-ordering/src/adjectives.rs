//! Largest, oldest, cheapest: which end of an order a word means.

use reading::Token;

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Axis {
    /// A number, as it is.
    Size,
    /// Letters of words, where there is no number.
    Length,
    /// Dates, years, months, times.
    Time,
    /// Years of age, or the years since when: these run the other way.
    Age,
    /// Speeds, or the times that were needed: these run the other way.
    Speed,
}

/// An end of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct End {
    pub(crate) axis: Axis,
    /// Whether it is where the number is large.
    pub(crate) big: bool,
}

use Axis::{Age, Length, Size, Speed, Time};

/// Which end words mean in their highest form.
const ENDS: &[(&str, Axis, bool)] = &[
    (
        "largest|biggest|greatest|highest|maximum|max|tallest|heaviest|furthest|farthest|deepest|widest|warmest|hottest|dearest|priciest|\
strongest|richest|loudest|thickest|broadest|steepest|costliest",
        Size,
        true,
    ),
    (
        "smallest|lowest|minimum|min|tiniest|lightest|nearest|closest|shallowest|narrowest|coldest|coolest|cheapest|weakest|poorest|quietest|\
thinnest|fewest|least",
        Size,
        false,
    ),
    ("longest", Length, true),
    ("shortest", Length, false),
    ("latest|newest", Time, true),
    ("earliest", Time, false),
    ("oldest", Age, true),
    ("youngest", Age, false),
    ("fastest|quickest|best", Speed, true),
    ("slowest|worst", Speed, false),
];
/// Which end they mean in `from small to large`.
const PLAIN: &[(&str, Axis, bool)] = &[
    (
        "large|big|great|high|tall|heavy|hot|warm|far|deep|wide|expensive|dear|many|most|biggest",
        Size,
        true,
    ),
    (
        "small|low|little|light|cold|near|shallow|narrow|cheap|few|least|fewest|inexpensive",
        Size,
        false,
    ),
    ("long", Length, true),
    ("short", Length, false),
    ("late|new|recent", Time, true),
    ("early", Time, false),
    ("old", Age, true),
    ("young", Age, false),
    ("fast|quick", Speed, true),
    ("slow", Speed, false),
];

fn among(table: &[(&str, Axis, bool)], token: &Token<'_>) -> Option<End> {
    table
        .iter()
        .find(|(words, ..)| words.split('|').any(|word| token.is(word)))
        .map(|&(_, axis, big)| End { axis, big })
}

/// The end that is named here in its highest form, and how many tokens it is.
pub(crate) fn superlative_at(tokens: &[Token<'_>]) -> Option<(End, usize)> {
    let first = tokens.first()?;
    let second = tokens.get(1);
    // Somebody may be called so.
    if first.text == "Max" || first.text == "Min" {
        return None;
    }
    if first.is_any(&["most", "least", "fewest"]) {
        let end = |axis, big| Some((End { axis, big }, 2));
        let more = first.is("most");
        return match second {
            Some(next) if next.is_any(&["recent", "recently"]) => end(Time, more),
            Some(next) if next.is_any(&["expensive", "costly"]) => end(Size, more),
            Some(next) if next.is_any(&["letters", "characters"]) => end(Length, more),
            Some(next)
                if next.is_any(&[
                    "points", "votes", "goals", "money", "pages", "marks", "wins", "people",
                    "members", "pupils", "books", "copies",
                ]) =>
            {
                end(Size, more)
            }
            _ => None,
        };
    }
    Some((among(ENDS, first)?, 1))
}

/// `from the longest name to the shortest`, `small to large`: the end where it begins,
/// and how many tokens it is.
pub(crate) fn from_to_at(tokens: &[Token<'_>]) -> Option<(End, usize)> {
    let from = usize::from(tokens.first()?.is("from"));
    let (begin, used) = end_at(&tokens[from..])?;
    let mut at = from + used;
    // "the longest name to …"
    if tokens.get(at).is_some_and(|token| {
        token.is_word() && !token.is_any(&["to", "down", "up", "first", "and"])
    }) {
        at += 1;
    }
    at += usize::from(
        tokens
            .get(at)
            .is_some_and(|token| token.is_any(&["down", "up"])),
    );
    let joint = tokens.get(at)?;
    let joins = joint.is_any(&["to", "through"]) || joint.is_mark('-') || joint.is_mark('→');
    let (end, used) = end_at(&tokens[at + 1..]).filter(|_| joins)?;
    (end.big != begin.big).then_some((begin, at + 1 + used))
}

/// An end in either form, with "the" in front.
fn end_at(tokens: &[Token<'_>]) -> Option<(End, usize)> {
    let the = usize::from(tokens.first()?.is("the"));
    let rest = tokens.get(the..)?;
    if let Some((end, used)) = superlative_at(rest) {
        return Some((end, the + used));
    }
    Some((among(PLAIN, rest.first()?)?, the + 1))
}

/// `smallest first`, `starting with the oldest`, `oldest person first`: the end where
/// it begins, and how many tokens it is.
pub(crate) fn begins_at(tokens: &[Token<'_>]) -> Option<(End, usize)> {
    let first = tokens.first()?;
    if first.is_any(&[
        "starting",
        "beginning",
        "start",
        "begin",
        "begins",
        "starts",
    ]) && tokens
        .get(1)
        .is_some_and(|next| next.is_any(&["with", "from", "at", "by"]))
    {
        let the = usize::from(tokens.get(2).is_some_and(|next| next.is("the")));
        let (end, used) = superlative_at(tokens.get(2 + the..)?)?;
        return Some((end, 2 + the + used + noun(tokens, 2 + the + used)));
    }
    let the = usize::from(first.is("the"));
    let (end, used) = superlative_at(tokens.get(the..)?)?;
    let mut at = the + used;
    at += noun(tokens, at);
    // "with the smallest coming first"
    at += tokens[at.min(tokens.len())..]
        .iter()
        .take_while(|token| {
            token.is_any(&[
                "comes", "coming", "goes", "going", "at", "listed", "should", "come", "go",
                "placed", "the",
            ])
        })
        .count();
    let next = tokens.get(at)?;
    (next.is("first") || next.is("front") || next.is("top") && at > the + used)
        .then_some((end, at + 1))
}

/// A word for one of the items.
fn noun(tokens: &[Token<'_>], at: usize) -> usize {
    let leads = tokens.get(at + 1).is_some_and(|next| next.is("first"));
    usize::from(tokens.get(at).is_some_and(|token| {
        leads && token.is_word() && !token.is_any(&["comes", "coming", "goes"])
            || token.is_any(&[
                "number", "one", "value", "word", "item", "name", "score", "person", "price",
                "year", "entry", "figure", "amount", "date",
            ])
    }))
}

/// `larger`, `older`: which of two is meant.
pub(crate) fn comparative_at(tokens: &[Token<'_>]) -> Option<(End, usize)> {
    const BIGGER: &str = "larger|bigger|greater|higher|taller|heavier|warmer|hotter|deeper|wider";
    const SMALLER: &str = "smaller|lower|lighter|cheaper|colder|nearer|closer|cooler";
    let table = [
        (BIGGER, Size, true),
        (SMALLER, Size, false),
        ("longer", Length, true),
        ("shorter", Length, false),
        ("later|newer", Time, true),
        ("earlier", Time, false),
        ("older", Age, true),
        ("younger", Age, false),
        ("faster|quicker", Speed, true),
        ("slower", Speed, false),
    ];
    Some((among(&table, tokens.first()?)?, 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use reading::tokens;

    #[test]
    fn tells_the_end() {
        for (text, big) in [
            ("from the longest name to the shortest", true),
            ("small to large", false),
            ("most expensive to least expensive", true),
            ("low to high", false),
        ] {
            assert_eq!(
                from_to_at(&tokens(text)).map(|(end, _)| end.big),
                Some(big),
                "{text}"
            );
        }
        for (text, big) in [
            ("smallest number first", false),
            ("starting with the oldest", true),
            ("beginning with the cheapest one", false),
        ] {
            let said = tokens(text);
            assert_eq!(
                begins_at(&said).map(|(end, used)| (end.big, used)),
                Some((big, said.len())),
                "{text}"
            );
        }
        assert_eq!(from_to_at(&tokens("large to big")), None);
    }

    proptest! {
        #[test]
        fn any_text_is_read(text: String) {
            let said = tokens(&text);
            let _ = (superlative_at(&said), from_to_at(&said), begins_at(&said), comparative_at(&said));
        }

        #[test]
        fn likely_text_is_read(text in "(from |the |most |least |longest |to |first |starting |with |old ){0,9}") {
            let said = tokens(&text);
            let _ = (superlative_at(&said), from_to_at(&said), begins_at(&said), comparative_at(&said));
        }
    }
}
