//! Questions that are none in form: `Give the year in which …`, `New gate code, please`.

use reading::Token;

use crate::focus::{Focus, Found};
use crate::lists::{DEMANDS, WH, has};
use crate::task::PASSAGE;
use crate::words::is_function;

/// `Give the year in which …`, `name the inventor's profession`: what stands behind the verb
/// is the focus.
pub(crate) fn demanded<'t>(words: &[&Token<'t>]) -> Option<Found<'t>> {
    let demand = words
        .iter()
        .take(14)
        .position(|word| has(DEMANDS, word.text))?;
    let mut from = demand + 1;
    while words
        .get(from)
        .is_some_and(|word| has("me us out down just only to know for from", word.text))
    {
        from += 1;
    }
    if words.get(from).is_none_or(|word| has(WH, word.text))
        || words[..demand].iter().any(|word| has(WH, word.text))
    {
        return None;
    }
    let begin = from;
    while words
        .get(from)
        .is_some_and(|word| has("the a an his her their its exact full", word.text))
    {
        from += 1;
    }
    let mut end = noun_end_plain(words, from);
    let mut noun = *words.get(end.checked_sub(1)?)?;
    let described = from > begin
        || words
            .get(from..end)?
            .iter()
            .any(|word| word.text.ends_with("'s"));
    if end <= from || !described || end > from + 4 {
        return None;
    }
    // "Tell me, from the text below, how many …"
    if (has(PASSAGE, noun.text) || noun.is_any(&["below", "above"]))
        && words[end..].iter().any(|word| has(WH, word.text))
    {
        return None;
    }
    if noun.is_any(&["name", "names", "surname", "surnames", "number"])
        && words.get(end).is_some_and(|of| of.is("of"))
    {
        let counts = noun.is("number");
        end = noun_end_plain(words, end + 1);
        noun = words.get(end.checked_sub(1)?)?;
        if counts {
            return Some((Focus::How("many", Some(noun.text)), end, begin));
        }
    }
    Some((Focus::Noun(noun.text), end, begin))
}

/// `New gate code, please`, `Name of the manager?`: no question, but what it is about.
pub(crate) fn bare<'t>(words: &[&Token<'t>]) -> Option<Found<'t>> {
    let mut end = noun_end_plain(words, 0);
    let begin = (0..end).find(|&at| !is_function(words[at]))?;
    if end > begin && words[end - 1].is("please") {
        end -= 1;
    }
    let mut noun = *words.get(end.checked_sub(1)?)?;
    if noun.is_any(&["name", "surname"]) && words.get(end).is_some_and(|of| of.is("of")) {
        end = noun_end_plain(words, end + 1);
        noun = words.get(end.checked_sub(1)?)?;
    }
    // "Parrot's name?"
    if noun.is("name")
        && let Some(owner) = end
            .checked_sub(2)
            .filter(|&owner| owner >= begin)
            .and_then(|owner| words[owner].text.strip_suffix("'s"))
    {
        return Some((Focus::Noun(owner), end, begin));
    }
    (end - begin <= 5 && words.len() <= 14).then_some((Focus::Noun(noun.text), end, begin))
}

pub(crate) fn noun_end_plain(words: &[&Token<'_>], from: usize) -> usize {
    let mut at = from;
    while words
        .get(at)
        .is_some_and(|word| has("the a an his her their its my your our", word.text))
    {
        at += 1;
    }
    while at < words.len() && !is_function(words[at]) {
        at += 1;
    }
    at
}
