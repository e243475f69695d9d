//! Words as they are compared: `bought` is `buy`, and `purchase` is `buy` too.

use std::collections::HashMap;
use std::sync::LazyLock;

use reading::Token;

/// Forms that no ending explains, and their base.
const IRREGULAR: &str = "led lead|kept keep|sold sell|built build|bought buy|wrote write|written write|took take|taken take|\
gave give|given give|made make|won win|went go|gone go|came come|ran run|drove drive|driven drive|flew fly|flown fly|taught teach|\
thought think|brought bring|caught catch|found find|held hold|told tell|said say|paid pay|met meet|sat sit|stood stand|spoke speak|\
spoken speak|got get|gotten get|began begin|begun begin|grew grow|grown grow|knew know|known know|saw see|seen see|ate eat|eaten eat|drank drink|drunk drink|\
sang sing|sung sing|swam swim|rode ride|ridden ride|rose rise|risen rise|fell fall|fallen fall|felt feel|lost lose|sent send|spent spend|\
slept sleep|wore wear|worn wear|chose choose|chosen choose|broke break|broken break|drew draw|drawn draw|hid hide|hidden hide|\
shot shoot|dug dig|hung hang|lent lend|stole steal|stolen steal|threw throw|thrown throw|woke wake|forgot forget|forgotten forget|\
swept sweep|sewed sew|sewn sew|sowed sow|sown sow|bore bear|born birth|heard hear|meant mean|understood understand|blew blow|blown blow|\
shook shake|shaken shake|bit bite|bitten bite|fed feed|fought fight|froze freeze|frozen freeze|laid lay|lit light|bent bend|\
shone shine|sank sink|sunk sink|slid slide|stuck stick|swore swear|tore tear|torn tear|wove weave|woven weave|wound wind|leapt leap|\
learnt learn|burnt burn|spelt spell|spilt spill|became become|showed show|shown show|proved prove|proven prove|sought seek|bound bind|\
travelled travel|travelling travel|cancelled cancel|labelled label|controlled control|left leave|died die|dying die|lying lie|tied tie|tying tie|children child|men man|women woman|feet foot|teeth tooth|mice mouse|geese goose|\
wives wife|knives knife|leaves leave|loaves loaf|wolves wolf|shelves shelf|halves half|calves calf|\
baker bake|driver drive|writer write|winner win|owner own|rider ride|leader lead|singer sing|maker make|builder build|\
buyer buy|seller sell|founder found|ruler rule|runner run|user use|designer design|creator create|arrival arrive|departure depart|\
payment pay|speech speak|sale sell|sales sell|death die|dead die|birth birth|weight weigh|height high|length long|width wide|depth deep|\
approval approve|refusal refuse|proposal propose|removal remove|growth grow|choice choose|discovery discover|delivery deliver|flight fly|loss lose|gift give|building building|buildings building";

/// Whether a word behind a noun is a verb: `saw` in `the fox saw the crow`.
pub(crate) fn is_past_behind_noun(word: &str) -> bool {
    is_past(word) || ["saw", "found", "left", "felt", "thought", "sold"].contains(&word)
}

/// Of the forms, those that may be nouns.
const NOUNS: &[&str] = &[
    "children",
    "men",
    "women",
    "feet",
    "teeth",
    "mice",
    "geese",
    "wives",
    "knives",
    "leaves",
    "loaves",
    "wolves",
    "shelves",
    "halves",
    "calves",
    "baker",
    "driver",
    "writer",
    "winner",
    "owner",
    "rider",
    "leader",
    "singer",
    "maker",
    "builder",
    "buyer",
    "seller",
    "founder",
    "ruler",
    "runner",
    "user",
    "designer",
    "creator",
    "arrival",
    "departure",
    "payment",
    "speech",
    "sale",
    "sales",
    "death",
    "birth",
    "weight",
    "height",
    "length",
    "width",
    "depth",
    "growth",
    "choice",
    "discovery",
    "delivery",
    "flight",
    "loss",
    "gift",
    "building",
    "buildings",
    "saw",
    "wound",
    "felt",
    "bore",
    "lead",
    "found",
    "left",
    "thought",
    "sold",
    "dead",
    "lay",
];

/// Words of one meaning, as far as a question on a passage goes. Bases only.
const SAME: &str = "begin start commence|buy purchase acquire|build construct erect|finish complete conclude end|live reside dwell inhabit|\
cost price charge fee|make produce manufacture create|leave depart|arrive reach|repair fix mend|found establish|run manage lead head direct|\
shut close|big large huge|small little tiny|receive get obtain|give donate hand present|choose select pick|help assist|show display exhibit|\
keep store|need require|child kid|colour color|locate situate|happen occur|cook prepare|discover find detect|speak talk|study learn|\
travel journey|weigh heavy|own belong possess|job profession occupation work|film movie|doctor physician|injure hurt wound|lose misplace|\
employ hire|forbid prohibit ban|long duration|high tall|distance far|name call|transport carry bring|cellar basement|sofa couch|\
mother mum mom mummy|father dad daddy|grandmother granny grandma|grandfather grandpa grandad|oldest eldest|place put lay|postpone delay|\
gather collect|photograph photo|replace substitute|invent devise|author write|rescue save|assemble meet|instruct teach|perform play|\
serve offer|erupt explode|contain hold include|attach fasten fix|lift raise|quick fast|glasses spectacles|shop store|\
destroy ruin wreck|win victory beat defeat|speed fast|hurry rush|thief burglar|ill sick|guard watch|border edge|steal theft|tall height|\
illness disease|attend visit|dine eat|sponsor fund finance|lawyer attorney|trip excursion outing|opponent rival|bike bicycle|\
phone telephone|plane aeroplane airplane aircraft|car automobile|lorry truck|flat apartment|autumn fall|holiday vacation|lead guide";

const FUNCTION: &str = "the a an he she it they i we you his her their its in on at by for from of to and or but so this that these those there \
yes no not as after before during since until till into onto upon over under about with without within between among through near than too \
is was were are be been being am will would shall should can could may might must did does do done has have had having \
who whom whose which what when where how why if because then however while whereas although though unless my our your me him them us \
mine yours hers theirs ours myself himself herself itself themselves mr mrs ms dr both each all any some every either neither such same \
own just only also even still already yet again very really quite rather else more most much many few several other another \
up down out off away back here now one's it's that's there's he's she's they're i'm we're let's don't doesn't didn't isn't wasn't aren't weren't \
can't cannot won't couldn't wouldn't shouldn't hasn't haven't hadn't going per via like";

static FORMS: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    IRREGULAR
        .split('|')
        .filter_map(|pair| pair.split_once(' '))
        .collect()
});

static MEANINGS: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let mut meanings = HashMap::new();
    for group in SAME.split('|') {
        let mut stems = group.split(' ').map(stem);
        let Some(first) = stems.next() else { continue };
        for word in stems {
            meanings.entry(word).or_insert_with(|| first.clone());
        }
    }
    meanings
});

static SMALL: LazyLock<std::collections::HashSet<&'static str>> =
    LazyLock::new(|| FUNCTION.split(' ').collect());

/// What a word is compared by.
pub(crate) fn key(word: &str) -> String {
    let lower: String = word.to_lowercase().chars().map(without_accent).collect();
    let plain = lower.strip_suffix("'s").unwrap_or(&lower);
    let base = FORMS.get(plain).copied().unwrap_or(plain);
    let stem = stem(base);
    MEANINGS.get(&stem).cloned().unwrap_or(stem)
}

/// Whether a word is a form that only a verb has: `bought`.
pub(crate) fn is_past(word: &str) -> bool {
    FORMS
        .get(word)
        .is_some_and(|base| *base != word && !NOUNS.contains(&word))
}

/// `café` is `cafe`.
fn without_accent(c: char) -> char {
    match c {
        'à'..='å' => 'a',
        'ç' => 'c',
        'è'..='ë' => 'e',
        'ì'..='ï' => 'i',
        'ñ' => 'n',
        'ò'..='ö' | 'ø' => 'o',
        'ù'..='ü' => 'u',
        c => c,
    }
}

/// The keys of all tokens: none for small words and marks; `2nd` is `second`.
pub(crate) fn keys(tokens: &[Token<'_>]) -> Vec<Option<String>> {
    const ORDINALS: [&str; 12] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
        "tenth", "eleventh", "twelfth",
    ];
    let mut keys: Vec<Option<String>> = tokens.iter().map(content_key).collect();
    // "Did she found a company?"
    let does = tokens
        .iter()
        .position(|token| token.is_any(&["did", "does", "do", "to"]));
    if let Some(does) = does
        && let Some(found) = tokens[does..].iter().position(|token| token.is("found"))
    {
        keys[does + found] = Some(key("founded"));
    }
    for (at, pair) in tokens.windows(2).enumerate() {
        if pair[1].glued
            && pair[1].is_any(&["st", "nd", "rd", "th"])
            && let Some(number) = pair[0].number()
        {
            if let Some(ordinal) = (1..=12)
                .find(|&n| number.value == n.into())
                .and_then(|n| ORDINALS.get(usize::try_from(n).ok()? - 1))
            {
                keys[at] = Some(key(ordinal));
            }
            keys[at + 1] = None;
        }
    }
    keys
}

/// The key of a word that carries what a sentence is about.
pub(crate) fn content_key(token: &Token<'_>) -> Option<String> {
    if let Some(number) = token.number() {
        return Some(number.value.to_string());
    }
    (token.is_word() && !is_function(token)).then(|| key(token.text))
}

/// Whether a word says nothing by itself.
pub(crate) fn is_function(token: &Token<'_>) -> bool {
    SMALL.contains(token.text.to_lowercase().as_str())
}

/// A base word without its ending. Long endings go first, so that `translation`
/// meets `translate`.
fn stem(word: &str) -> String {
    const ENDINGS: [(&str, usize); 10] = [
        ("ies", 2),
        ("ied", 2),
        ("ing", 3),
        ("ion", 5),
        ("ment", 4),
        ("ly", 4),
        ("ed", 3),
        ("es", 3),
        ("s", 3),
        ("or", 5),
    ];
    let mut front = word;
    if word.is_ascii() && word.len() > 3 && !word.ends_with("ss") {
        for (ending, least) in ENDINGS {
            if let Some(rest) = front
                .strip_suffix(ending)
                .filter(|rest| rest.len() >= least)
            {
                front = rest;
                break;
            }
        }
    }
    let front = front
        .strip_suffix("er")
        .filter(|rest| rest.len() >= 5)
        .unwrap_or(front);
    let front = front.strip_suffix(['e', 'y', 'i']).unwrap_or(front);
    let mut chars = front.chars().rev();
    let stripped = word.ends_with("ing") || word.ends_with("ed") && !word.ends_with("ied");
    match (chars.next(), chars.next()) {
        // "stopped", but "called"
        (Some(a), Some(b)) if a == b && stripped && !['l', 's', 'z', 'f'].contains(&a) => {
            front[..front.len() - a.len_utf8()].to_owned()
        }
        _ => front.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_one_base_are_one() {
        for (a, b) in [
            ("bought", "purchase"),
            ("stopped", "stop"),
            ("called", "call"),
            ("translation", "translate"),
            ("boxes", "box"),
            ("houses", "house"),
            ("carried", "carry"),
            ("cities", "city"),
            ("Ann's", "Ann"),
            ("teacher", "teaches"),
            ("baker", "baked"),
            ("Mum", "mother"),
            ("painting", "painted"),
        ] {
            assert_eq!(key(a), key(b), "{a} {b}");
        }
        for (a, b) in [
            ("red", "reed"),
            ("king", "kit"),
            ("corner", "corn"),
            ("water", "wait"),
        ] {
            assert_ne!(key(a), key(b), "{a} {b}");
        }
    }
}
