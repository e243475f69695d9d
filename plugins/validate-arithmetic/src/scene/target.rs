//! What a story asks for.

use super::facts::is_verb;
use super::read::Item;
use super::units::Unit;

/// What is asked.
#[derive(Clone, Debug, Default)]
pub(super) struct Target {
    /// `how-many?` and its like.
    pub(super) kind: &'static str,
    /// What the answer counts; none where it is not said.
    pub(super) unit: Option<Unit>,
    /// For each of what.
    pub(super) per: Option<Unit>,
    /// Whose, or what else is named.
    pub(super) words: Vec<String>,
    /// All that the question says besides.
    pub(super) says: Vec<&'static str>,
    /// The verb of the question.
    pub(super) verb: &'static str,
    pub(super) cents: bool,
}

impl Target {
    pub(super) fn says(&self, what: &str) -> bool {
        self.says.contains(&what)
    }

    pub(super) fn says_any(&self, what: &[&str]) -> bool {
        what.iter().any(|what| self.says(what))
    }

    pub(super) fn is_money(&self) -> bool {
        self.unit == Some(Unit::Money)
    }
}

const STRONG: &[&str] = &[
    "how-many?",
    "fewest?",
    "most?",
    "how-much?",
    "how-far?",
    "how-long?",
    "how-fast?",
    "how-old?",
    "percent?",
];

/// What asks where nothing else does: "Change?", "Total cost in euros?"
const FRAGMENTS: &[&str] = &[
    "change?",
    "profit?",
    "price?",
    "average?",
    "area?",
    "perimeter?",
    "difference?",
    "left",
    "total",
    "cost",
    "now",
    "earn",
    "paid",
    "need",
];

/// Where the question begins.
pub(super) fn question(sentences: &[Vec<Item>]) -> Option<(usize, usize)> {
    let counts = |item: &Item| matches!(item, Item::Number(_) | Item::Factor(_));
    let strong = |item: &Item| item.says_any(STRONG);
    let what = |item: &Item| item.says("what?");
    let fits = |item: &Item| strong(item) || what(item);
    let found = sentences.iter().rposition(|s| s.iter().any(fits));
    if let Some(place) = found
        && !sentences[place + 1..].iter().flatten().any(counts)
    {
        // "Find how many": the last sentence that asks, from where it begins to.
        let begin = sentences[place].iter().position(fits)?;
        // "Each one pays how much?"
        let begin = if sentences[place][..begin].iter().any(counts) {
            begin
        } else {
            0
        };
        return Some((place, begin));
    }
    // A last sentence of a few words, without a number.
    let place = sentences.iter().rposition(|s| !s.is_empty())?;
    let last = &sentences[place];
    let short = last.len() <= 8 && !last.iter().any(counts);
    let asks = last.iter().any(|item| item.says_any(FRAGMENTS));
    let states = !last
        .iter()
        .any(|item| item.says_any(&["is", "have", "aux"]));
    (place > 0
        && (short && asks || states && is_order(last) || short && states && names_unit(last)))
    .then_some((place, 0))
}

/// `Give the weight of one wedge`: an order to tell something.
fn is_order(items: &[Item]) -> bool {
    let several = items.iter().any(|item| {
        matches!(item, Item::Factor(_))
            || matches!(item, Item::Number(number) if number.value != 1.into())
    });
    let order = match items.first() {
        Some(Item::Says(says)) => *says == "give",
        Some(Item::Word(word)) => {
            ["stat", "nam", "sai", "report", "indicat", "specifi"].contains(&word.key.as_str())
        }
        _ => false,
    };
    order && !several && items.len() <= 12
}

/// `Her pay for the week in euros?`
fn names_unit(items: &[Item]) -> bool {
    items.windows(2).any(|two| {
        two[0].says("prep")
            && two[1].word().is_some_and(|word| {
                Unit::of(&word.key).measure().is_some() && !Unit::of(&word.key).is_time()
                    || unit(vec![word.key.clone()], "", &mut false) == Some(Unit::Money)
            })
    })
}

/// What the question asks, by its items.
pub(super) fn target(items: &[Item]) -> Target {
    let mut target = Target::default();
    let Some(begin) = kind(items, &mut target) else {
        return target;
    };
    let mut at = begin + 1;
    for (own, also) in [("fewest?", "need"), ("most?", "can")] {
        if target.kind == own {
            target.kind = "how-many?";
            target.says.push(also);
        }
    }
    if matches!(target.kind, "how-many?" | "how-much?") {
        let mut words = Vec::new();
        // "How many 10-litre cans"
        if let (Some(Item::Number(_)), Some(Item::Word(size)), Some(Item::Word(_))) =
            (items.get(at), items.get(at + 1), items.get(at + 2))
            && Unit::of(&size.key).measure().is_some()
        {
            at += 2;
        }
        while let Some(item) = items.get(at) {
            match item {
                Item::Word(word) => {
                    words.push(word.key.clone());
                    if Unit::of(&word.key).measure().is_some() && words.len() == 1 {
                        at += 1;
                        break;
                    }
                }
                Item::Says(says @ ("more" | "fewer" | "total" | "can" | "left"))
                    if words.is_empty() =>
                {
                    target.says.push(says);
                }
                Item::Says("of" | "his" | "a")
                    if words.is_empty() && target.kind == "how-many?" => {}
                _ => break,
            }
            at += 1;
        }
        // "Crossings per week: how many?"
        let named: Vec<String> = items[..begin]
            .iter()
            .map_while(|item| item.word().map(|word| word.key.clone()))
            .collect();
        if words.is_empty() && target.kind == "how-many?" && items.len() <= begin + 1 {
            words = named;
        }
        target.unit = unit(words, target.kind, &mut target.cents);
    }
    for (place, item) in items.iter().enumerate().skip(at) {
        match item {
            // "9 letters at 85 cents each": a rate that is told, not asked for.
            Item::Says("each")
                if items[at..place]
                    .iter()
                    .rev()
                    .take(2)
                    .any(|item| matches!(item, Item::Number(_))) => {}
            Item::Says("each") => {
                let words: Vec<String> = items[place + 1..]
                    .iter()
                    .skip_while(|item| item.says_any(&["of", "his"]))
                    .map_while(|item| item.word().map(|word| word.key.clone()))
                    .collect();
                target.says.push("each");
                // "the rate in words per minute"
                if target.unit.is_none() && target.kind == "what?" && !words.is_empty() {
                    let named = items[..place].last().and_then(Item::word);
                    target.unit = named.map(|word| Unit::of(&word.key));
                }
                if !words.is_empty() {
                    target.per = Some(Unit::Things(words));
                }
            }
            Item::Says(says) => {
                if is_verb(item) && target.verb.is_empty() {
                    target.verb = if *says == "buy" { "gain" } else { says };
                }
                target.says.push(says);
            }
            Item::Word(word) => target.words.push(word.key.clone()),
            _ => {}
        }
    }
    for item in &items[..begin] {
        match item {
            Item::Says(says) => target.says.push(says),
            Item::Word(word) => target.words.push(word.key.clone()),
            _ => {}
        }
    }
    behind(items, at, &mut target);
    target
}

/// What kind of question it is, and where that is said.
fn kind(items: &[Item], target: &mut Target) -> Option<usize> {
    let place = |kinds: &[&'static str]| {
        items.iter().enumerate().find_map(|(at, item)| match item {
            Item::Says(says) if kinds.contains(says) => Some((at, *says)),
            _ => None,
        })
    };
    let (at, kind) = place(&[
        "how-many?",
        "fewest?",
        "most?",
        "how-much?",
        "how-far?",
        "how-long?",
        "how-old?",
    ])
    .or_else(|| {
        place(&[
            "how-fast?",
            "percent?",
            "change?",
            "profit?",
            "average?",
            "area?",
            "perimeter?",
            "difference?",
            "price?",
        ])
    })
    .or_else(|| place(&["what?"]))
    .or_else(|| {
        let first = items.iter().position(|item| item.says_any(FRAGMENTS))?;
        if let Item::Says(says) = items[first] {
            target.says.push(says);
            if is_verb(&items[first]) {
                target.verb = says;
            }
        }
        Some((first, "what?"))
    })
    .or_else(|| (is_order(items) || names_unit(items)).then_some((0, "what?")))?;
    target.kind = kind;
    if matches!(kind, "price?" | "profit?" | "change?") {
        target.unit = Some(Unit::Money);
        target.says.push(kind);
    }
    Some(at)
}

fn unit(words: Vec<String>, kind: &str, cents: &mut bool) -> Option<Unit> {
    let money = ["dollar", "euro", "pound", "monei", "cash"];
    if words
        .iter()
        .any(|word| word == "cent" || word == "penni" || word == "penc")
    {
        *cents = true;
        return Some(Unit::Money);
    }
    if words.iter().any(|word| money.contains(&word.as_str())) {
        return Some(Unit::Money);
    }
    if words.is_empty() {
        return (kind == "how-much?").then_some(Unit::Money);
    }
    Some(Unit::Things(words))
}

/// `in euros`, `in kilometres` at the end.
pub(super) fn behind(items: &[Item], from: usize, target: &mut Target) {
    for at in from..items.len() {
        let Some(word) = items[at].word() else {
            continue;
        };
        let named = at > 0 && items[at - 1].says_any(&["prep", "at"]);
        if !named {
            continue;
        }
        let unit = Unit::of(&word.key);
        let money = self::unit(vec![word.key.clone()], "", &mut target.cents);
        if money == Some(Unit::Money) {
            if target.unit.is_none() || target.unit == Some(Unit::Money) || target.kind == "what?" {
                target.unit = Some(Unit::Money);
            }
        } else if unit.measure().is_some()
            && (target.unit.is_none() || target.unit == Some(Unit::Money))
            && !matches!(target.kind, "price?" | "profit?" | "change?")
        {
            target.unit = Some(unit);
        }
    }
    for (says, unit) in [
        ("daily", "day"),
        ("weekly", "week"),
        ("monthly", "month"),
        ("hourly", "hour"),
    ] {
        // "5 days a week" is told, not asked for.
        let told = items.iter().enumerate().any(|(at, item)| {
            item.says(says)
                && items[..at]
                    .iter()
                    .rev()
                    .take(2)
                    .any(|item| matches!(item, Item::Number(_)))
        });
        if target.says(says) && !told {
            target.per = Some(Unit::of(unit));
        }
    }
    // "Days left?", "what is left in it (litres)?"
    if target.unit.is_none()
        && target.kind == "what?"
        && target.says_any(&["left", "total", "now", "need"])
    {
        let named: Vec<&String> = target
            .words
            .iter()
            .filter(|word| Unit::of(word).measure().is_some())
            .collect();
        if let [one] = named[..] {
            target.unit = Some(Unit::of(one));
        }
    }
    // "What must they pay?"
    if matches!(target.verb, "need" | "have" | "can" | "do" | "")
        && let Some(pays) = target
            .says
            .iter()
            .find(|says| matches!(**says, "paid" | "cost" | "spend" | "earn"))
    {
        target.verb = pays;
    }
    // "What does the hat cost?"
    if target.unit.is_none()
        && target.kind == "what?"
        && (matches!(target.verb, "cost" | "pay" | "paid" | "spend" | "earn")
            || target.says("price?"))
    {
        target.unit = Some(Unit::Money);
    }
}
