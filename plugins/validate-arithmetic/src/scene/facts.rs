//! The quantities of a story, each with what it counts and what becomes of it.

use super::clause::Reader;
use super::read::{Item, Number};
use super::units::{Unit, same};
use reading::Rational;

/// A quantity.
#[derive(Clone, Debug)]
pub(super) struct Quantity {
    pub(super) value: Rational,
    pub(super) unit: Unit,
    /// For each of which it is.
    pub(super) per: Option<Per>,
    /// What is done with it: what the verb says that governs it.
    pub(super) role: &'static str,
    /// The verb of the clause, where a price has a role of its own.
    pub(super) verb: &'static str,
    /// Who does it; none where a pronoun or nobody is named.
    pub(super) subject: Vec<String>,
    /// Who gets it.
    pub(super) receiver: Vec<String>,
    pub(super) sentence: usize,
    /// Place among the items of its sentence.
    pub(super) at: usize,
    /// Whether the question tells it.
    pub(super) asked: bool,

    /// Whether it is told in what state they are: `9 eggs are brown`.
    pub(super) state: bool,
    /// Whether it may be so many more than another has.
    pub(super) compared: bool,
    /// Whether an unknown word stands where a verb would.
    pub(super) doubtful: bool,
}

/// For each of what.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Per {
    /// `18 eggs per box`
    Each(Unit),
    /// `a box has 18 eggs`: perhaps the only one that there is.
    Perhaps(Unit),
    /// `$15 each`: of what is counted beside it.
    Beside,
}

impl Quantity {
    /// Whether it is so many for each of something, for sure.
    pub(super) fn is_rate(&self) -> bool {
        matches!(self.per, Some(Per::Each(_) | Per::Beside))
    }
}

/// Words that say what is done with what is counted.
pub(super) const VERBS: &[&str] = &[
    "have", "hold", "gain", "buy", "earn", "make", "do", "lose", "taken", "missing", "sell",
    "spend", "give", "cost", "pay", "paid", "need", "share",
];

pub(super) fn is_verb(item: &Item) -> bool {
    item.says_any(VERBS)
}

/// The quantities that the sentences tell, in their order. `question` is where the
/// question begins: its sentence, and the item in it.
pub(super) fn quantities(sentences: &[Vec<Item>], question: (usize, usize)) -> Vec<Quantity> {
    let mut found = Vec::new();
    let mut main = Vec::new();
    for (place, sentence) in sentences.iter().enumerate() {
        let mut reader = Reader {
            items: sentence,
            verb: "",
            subject: Vec::new(),
            clause: 0,
        };
        for (at, item) in sentence.iter().enumerate() {
            let asked = (place, at) > question;
            if (place, at) == question {
                reader.verb = "";
            }
            match item {
                // "30 litres per 100 km"
                Item::Number(number)
                    if at > 0
                        && sentence[at - 1].says("each")
                        && number.unit == Unit::Bare
                        && divides(&mut found, number, sentence, at) => {}
                Item::Number(number) => {
                    let mut quantity = reader.quantity(number, at);
                    quantity.sentence = place;
                    quantity.asked = asked;
                    found.push(quantity);
                }
                Item::Says("and") => reader.clause = at + 1,
                Item::Says("fund") => reader.verb(at, &Item::Says("have")),
                // "my printer does 18 pages a minute"
                Item::Says("aux") if matches!(sentence.get(at + 1), Some(Item::Number(_))) => {
                    reader.verb(at, &Item::Says("do"));
                }
                item if is_verb(item) => reader.verb(at, item),
                _ => {}
            }
        }
        if main.is_empty() {
            main.clone_from(&reader.subject);
        }
    }
    bases(sentences, &mut found);
    distribute(sentences, &mut found);
    carry(sentences, &mut found);
    count_again(&mut found);
    found
}

/// `One bag weighs 25 kg. He carries 14 bags, and his helper 9`: nine bags.
fn count_again(found: &mut [Quantity]) {
    for at in 1..found.len() {
        let before = found[at - 1].unit.clone();
        let counted = matches!(before, Unit::Things(_));
        let of_each = found.iter().any(|other| match &other.per {
            Some(Per::Each(per) | Per::Perhaps(per)) => same(per, &before).is_some(),
            _ => false,
        });
        let bare = found[at].unit == Unit::Bare && !found[at].is_rate() && !found[at].state;
        if !(counted && of_each && bare && !found[at - 1].is_rate()) {
            continue;
        }
        if found[at].role == found[at - 1].role && found[at].sentence == found[at - 1].sentence {
            found[at].unit = before;
        } else if found[at].role == found[at - 1].role && !before.is_time() {
            found[at].doubtful = true;
        }
    }
}

/// `120 rolls a day in the morning and 80 in the afternoon`: both are for each day.
fn carry(sentences: &[Vec<Item>], found: &mut [Quantity]) {
    for at in 1..found.len() {
        let (one, other) = (&found[at - 1], &found[at]);
        let timed = matches!(&one.per, Some(Per::Each(unit)) if unit.is_time());
        let between = sentences[one.sentence].get(one.at + 1..other.at);
        let joined = one.sentence == other.sentence
            && one.asked == other.asked
            && between.is_some_and(|items| {
                items.iter().any(|item| item.says("and"))
                    && !items
                        .iter()
                        .any(|item| is_verb(item) || item.says_any(&["more", "fewer"]))
            });
        if timed && joined && other.unit == Unit::Bare && other.per.is_none() {
            let (unit, per) = (one.unit.clone(), one.per.clone());
            found[at].unit = unit;
            found[at].per = per;
        }
    }
}

/// `11 players and 2 coaches each`: both are for each.
fn distribute(sentences: &[Vec<Item>], found: &mut [Quantity]) {
    for at in 1..found.len().saturating_sub(1) {
        let (one, other) = (&found[at], &found[at + 1]);
        let between = sentences[one.sentence].get(one.at + 1..other.at);
        let joined = one.sentence == other.sentence
            && between.is_some_and(|items| {
                items.iter().filter(|item| item.says("and")).count() == 1
                    && items
                        .iter()
                        .all(|item| item.word().is_some() || item.says("and"))
            });
        let held = one.at > 0
            && sentences[one.sentence][one.at - 1].says_any(&["have", "packed", "hold"])
            && found[at - 1].sentence == one.sentence;
        if joined
            && held
            && one.per.is_none()
            && other.per == Some(Per::Beside)
            && one.unit != Unit::Money
            && other.unit != Unit::Money
        {
            let unit = found[at - 1].unit.clone();
            found[at].per = Some(Per::Each(unit.clone()));
            found[at + 1].per = Some(Per::Each(unit));
        }
    }
}

/// A rate for several: the number of which it is for each.
fn divides(found: &mut [Quantity], number: &Number, sentence: &[Item], at: usize) -> bool {
    let words: Vec<String> = sentence[at + 1..]
        .iter()
        .map_while(|item| item.word().map(|word| word.key.clone()))
        .collect();
    let Some(last) = found.last_mut() else {
        return false;
    };
    let direct = last.at < at
        && sentence[last.at + 1..at]
            .iter()
            .all(|item| item.word().is_some() || item.says_any(&["each", "of"]));
    match last.value.over(number.value) {
        Some(value) if direct && !words.is_empty() => {
            last.value = value;
            last.per = Some(Per::Each(Unit::Things(words)));
            true
        }
        _ => false,
    }
}

/// `a quarter of his 36 vouchers`: the whole comes first, and is there.
fn bases(sentences: &[Vec<Item>], found: &mut Vec<Quantity>) {
    let mut at = 0;
    while at + 1 < found.len() {
        let (part, whole) = (&found[at], &found[at + 1]);
        let of = part.unit == Unit::Percent
            && part.sentence == whole.sentence
            && whole.unit != Unit::Percent
            && sentences[part.sentence]
                .get(part.at + 1..whole.at)
                .is_some_and(|items| {
                    items.iter().any(|item| item.says("of") || item.says("his"))
                        && items
                            .iter()
                            .all(|item| item.says_any(&["of", "his", "total"]))
                });
        if of {
            let told = found[..at]
                .iter()
                .any(|q| q.value == found[at + 1].value && q.unit != Unit::Percent);
            if told {
                found.remove(at + 1);
            } else {
                found[at + 1].role = "have";
                found[at + 1].doubtful = false;
                found.swap(at, at + 1);
            }
        }
        at += 1;
    }
}
