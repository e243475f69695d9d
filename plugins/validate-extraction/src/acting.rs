//! Which words are verbs: of a question, where it is said with `did`, and of a passage.

use std::collections::HashSet;
use std::sync::LazyLock;

use reading::Token;

use crate::chunks::is_determiner;
use crate::lists::{AUXILIARY, PREPOSITIONS, has};
use crate::text::Text;
use crate::words::{is_function, is_past, key};

/// Verbs as they are looked up.
const VERBS: &str = "accept add agree allow announce apologise appear apply arrive ask attend bake ban bark become beg begin believe belong bite \
block boil book borrow break breathe bring build burn buy calculate call camp cancel carry catch cause celebrate change charge check choose clean clear climb \
close collect come compare compete complain complete compose connect contain cook copy cost count cover crash create cross cry cut damage dance deal decide \
deliver depart describe design destroy die dig dine direct discover dive divide do donate draw dream dress drink drive drop dry earn eat edit employ empty end \
enjoy enter escape examine exchange exhibit expect explain explore export fail fall feed feel fight fill find finish fit fix flood flow fly fold follow forget \
form found freeze fry gather get give go graduate grow guard guide hand hang happen hate have hear heat help hide hire hit hold host hunt hurt import improve \
include inherit inspect install intend introduce invent invite join jump keep kick kill kiss knit know land last laugh launch lay lead learn leave lend let lie \
lift like limp list listen live lock look lose love make manage mark marry measure meet melt mend milk miss mix move name need notice offer open order own \
paint park pass pay perform phone photograph pick plan plant play point post pour practise practice prefer prepare present print produce promise protect prove publish \
pull pump push put raise reach read receive recommend record refuse release remain remember remove rent repair replace reply report rescue rest retire return \
reveal ride ring rise roar rule run sail save say scatter score search see seem sell send serve settle sew share shine shoot show shut sign sing sink sit skate \
sketch sleep slip smell smoke snow solve sound sow speak spend spill split spread stand star start stay steal stop store study suffer suggest supply support \
suspect sweep swim take talk taste teach tear tell test thank think throw tie touch train translate travel treat trust try turn use visit vote wait wake walk \
want warn wash watch water wear weigh win wish work worship wrap write yield last sleep weave wind steer contribute graze hatch bloom flower";

static KEYS: LazyLock<HashSet<String>> = LazyLock::new(|| VERBS.split(' ').map(key).collect());

/// The main verb of what follows `did`, `will` or `should`: `eat` in `do the worms in the
/// bin eat`; and where it stands.
pub(crate) fn helped<'s, 't>(tail: &[&'s Token<'t>]) -> Option<(usize, &'s Token<'t>)> {
    let helps = tail.first().is_some_and(|word| {
        has(
            "did does do will would can could should must may might shall",
            word.text,
        )
    });
    if !helps {
        return done_to(tail);
    }
    // "… should the saffron be soaked in?"
    if let Some(be) = tail.iter().position(|word| has("be been", word.text)) {
        return tail
            .get(be + 1)
            .copied()
            .filter(|word| is_content(word))
            .map(|word| (be, word));
    }
    let mut found: Option<(usize, &'s Token<'t>)> = None;
    for (at, word) in tail.iter().enumerate().skip(1) {
        if !is_content(word) {
            if found.is_some() {
                break;
            }
            continue;
        }
        let before = tail[at - 1];
        let noun = has(
            "the a an this that these those his her its their my our your of",
            before.text,
        ) || has(PREPOSITIONS, before.text)
            || before.text.ends_with("'s");
        let goes_on = word.text.ends_with("ing") && found.is_some();
        let capital = word.text.starts_with(char::is_uppercase);
        if !noun && !goes_on && !capital && KEYS.contains(&key(word.text)) {
            found = Some((at, *word));
        }
    }
    // "How many beds does the new wing have?"
    found.or_else(|| {
        let at = tail
            .iter()
            .rposition(|word| has("have do be", word.text))
            .filter(|&at| at > 1)?;
        Some((at, tail[at]))
    })
}

/// `fed` in `are axolotls usually fed?`
fn done_to<'s, 't>(tail: &[&'s Token<'t>]) -> Option<(usize, &'s Token<'t>)> {
    if !tail
        .first()
        .is_some_and(|word| has("is are was were", word.text))
    {
        return None;
    }
    (2..tail.len())
        .find(|&at| {
            let word = tail[at].text;
            let form = is_past(word) || word.ends_with("ed") && !word.ends_with("eed");
            let ends = tail.get(at + 1).is_none_or(|next| !is_content(next));
            let noun = has("the a an his her its their of in", tail[at - 1].text);
            form && ends && !noun && word.starts_with(char::is_lowercase)
        })
        .map(|at| (at, tail[at]))
}

/// Whether a key is that of a verb.
pub(crate) fn is_known(key: &str) -> bool {
    KEYS.contains(key)
}

fn is_content(word: &Token<'_>) -> bool {
    word.is_word() && (!is_function(word) || word.is("like"))
}

/// Whether a word of a passage says what somebody does or is.
pub(crate) fn acts(text: &Text<'_>, at: usize) -> bool {
    let token = &text.tokens[at];
    let word = token.text;
    if !token.is_word() || word.ends_with("'s") && !has("it's he's she's that's there's", word) {
        return false;
    }
    if has(AUXILIARY, word)
        || has(
            "am it's he's she's they're we're i'm you're can't cannot won't don't doesn't didn't isn't wasn't aren't weren't hasn't haven't",
            word,
        )
    {
        return !has("be been being have", word) || has("have", word);
    }
    if text.is_capital(at) && text.before(at).is_some() {
        return false;
    }
    let before = text.before(at);
    let described = before.is_some_and(|before| is_determiner(text, before));
    if described || word.starts_with(char::is_uppercase) {
        return false;
    }
    if is_past(word) || word.len() > 4 && word.ends_with("ed") && !word.ends_with("eed") {
        return true;
    }
    if !KEYS.contains(&key(word)) || word.ends_with("ing") {
        return false;
    }
    let Some(before) = before else { return false };
    let subject = &text.tokens[before];
    let pronoun = has("he she it who which that", subject.text);
    let plural = has("they we you i", subject.text)
        || subject.is_word()
            && subject.text.ends_with('s')
            && !subject.text.ends_with("'s")
            && !text.is_small(before);
    let named = text.keys[before].is_some() && subject.is_word();
    let goes_on = has("and but or", subject.text) || subject.is_mark(',');
    let form = word.ends_with('s') && !word.ends_with("ss");
    if form {
        pronoun || named && !describes(subject.text) || goes_on
    } else {
        plural && !word.ends_with("er")
    }
}

/// `northern` in `the northern works`
fn describes(word: &str) -> bool {
    [
        "ic", "al", "ive", "ous", "ful", "less", "able", "ern", "ary", "ish",
    ]
    .iter()
    .any(|ending| word.ends_with(ending))
}
