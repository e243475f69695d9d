//! Phrases that say something only where they stand: behind a number, in a question, or at
//! the end of a sentence.

use reading::{Rational, Token};

use super::read::{Item, Word};
use super::units::Unit;

type Read = Option<(Vec<Item>, usize)>;

/// What a phrase says that begins here, and how many tokens it is.
pub(super) fn phrase(sentence: &[Token<'_>], at: usize, items: &[Item]) -> Read {
    let rest = &sentence[at..];
    let next =
        |offset: usize, words: &[&str]| rest.get(offset).is_some_and(|token| token.is_any(words));
    let before = |words: &[&str]| at > 0 && sentence[at - 1].is_any(words);
    behind_a_number(rest, items).or_else(|| {
        // "The distance between two towns"
        if next(0, &["between"]) && before(&["distance"]) {
            return Some((vec![Item::Says("prep")], 1));
        }
        // "16 kg more than me"
        let compared = items.last().is_some_and(|item| item.says("than"));
        if compared && next(0, &["me", "i", "mine"]) {
            return Some((vec![Item::Word(Word::thing("i"))], 1));
        }
        // "How long is the remaining cable?"
        let asks = items
            .iter()
            .any(|item| item.says_any(&["how-many?", "how-much?", "how-long?", "how-far?"]));
        if asks && next(0, &["the"]) && next(1, &["remaining"]) {
            return Some((vec![Item::Says("left")], 2));
        }
        // "How much is he short?", "How many work?"
        let last = asks && rest.len() == 1;
        if last && next(0, &["short"]) {
            return Some((vec![Item::Says("more")], 1));
        }
        if last && next(0, &["work"]) && before(&["many"]) {
            return Some((vec![Item::Says("left")], 1));
        }
        // "how long will it last"
        if next(0, &["last"]) && rest.len() == 1 && at > 0 {
            return Some((Vec::new(), 1));
        }
        if next(0, &["last"]) && before(&["it", "will", "they", "this", "does", "supply", "food"]) {
            return Some((Vec::new(), 1));
        }
        // "ended up with 31"
        let counted = rest.get(3).is_some_and(|token| token.number().is_some());
        if next(0, &["ended", "ends"]) && next(1, &["up"]) && next(2, &["with"]) && counted {
            return Some((vec![Item::Says("have")], 3));
        }
        // "$4 a head"
        if next(0, &["head"]) && before(&["a", "per"]) {
            return Some((vec![Item::Word(Word::thing("head"))], 1));
        }
        // "when full"
        if next(0, &["when"]) && next(1, &["full"]) {
            return Some((Vec::new(), 2));
        }
        as_many_as_possible(rest)
    })
}

/// `2 pairs of jeans`, `19 had left`, `9 equal monthly payments`, `4 full coaches`
fn behind_a_number(rest: &[Token<'_>], items: &[Item]) -> Read {
    let Some(Item::Number(number)) = items.last() else {
        return None;
    };
    let next =
        |offset: usize, words: &[&str]| rest.get(offset).is_some_and(|token| token.is_any(words));
    if next(0, &["pairs"]) && next(1, &["of"]) && number.value > Rational::from(1) {
        return Some((vec![Item::Word(Word::thing("pairs"))], 1));
    }
    if next(0, &["had", "have", "has"]) && next(1, &["left"]) {
        return Some((vec![Item::Says("lose")], 2));
    }
    let things = rest
        .get(1)
        .is_some_and(|next| next.is_word() && next.number().is_none());
    let several = things && rest[1].text.ends_with('s');
    if several && next(0, &["monthly", "weekly", "daily", "yearly", "annual"]) {
        return Some((Vec::new(), 1));
    }
    let alike = next(
        0,
        &[
            "full",
            "whole",
            "complete",
            "entire",
            "equal",
            "identical",
            "separate",
            "different",
        ],
    );
    let noun = things && !next(1, &["of", "and", "are", "is", "were", "was"]);
    (alike && noun && number.unit == Unit::Bare).then(|| (Vec::new(), 1))
}

/// `as many bags as he can`
fn as_many_as_possible(rest: &[Token<'_>]) -> Read {
    let is = |at: usize, words: &[&str]| rest.get(at).is_some_and(|token| token.is_any(words));
    if !is(0, &["as"]) || !is(1, &["many", "much"]) {
        return None;
    }
    let second = (2..=4).find(|&at| is(at, &["as"]))?;
    let end = (second + 1..second + 3).find(|&at| is(at, &["can", "possible", "could"]))?;
    Some((vec![Item::Says("can")], end + 1))
}

/// `a bag of 5 kg`, `a piece of cloth`, `What is the price per kg?`: no unknown number, not
/// each, and nothing is compared.
pub(super) fn no_comparison(rest: &[Token<'_>], says: &str, used: usize, items: &[Item]) -> Read {
    let measured = says == "unknown" && rest.get(used).is_some_and(|next| next.number().is_some());
    let piece = says == "each"
        && used == 2
        && rest[1].is("piece")
        && rest.get(2).is_some_and(|next| next.is("of"));
    if (measured || piece) && rest[0].is("a") && rest[1].is_word() {
        let thing = Item::Word(Word::thing(rest[1].text));
        return Some((vec![Item::Says("a"), thing], 2));
    }
    let named = says == "than"
        && used == 2
        && rest[0].is("the")
        && rest[1].is_any(&["price", "weight", "length", "height", "age", "speed"]);
    let compares = |item: &Item| {
        matches!(item, Item::Factor(_))
            || item.says_any(&["more", "fewer", "older", "younger", "as", "than"])
    };
    let alone = named && items.iter().any(|item| item.says("what?")) && !items.iter().any(compares);
    alone.then(|| (vec![Item::Says("his")], 1))
}
