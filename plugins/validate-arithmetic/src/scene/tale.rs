//! What a story tells of those that it compares.

use reading::Rational;

use super::Scene;
use super::read::Item;
use super::units::{Unit, alike};

/// What a clause tells of its subject.
#[derive(Clone, Debug)]
pub(super) enum Told {
    Is(Rational),
    /// So much more than another, or less.
    More(Rational, usize),
    Times(Rational, usize),
}

/// All that is told.
#[derive(Debug, Default)]
pub(super) struct Tale {
    /// Who or what is compared, by the words that name it.
    pub(super) entities: Vec<Vec<String>>,
    pub(super) facts: Vec<(usize, Told)>,
    pub(super) total: Option<Rational>,
    /// Years that pass until what is asked.
    pub(super) shift: Option<Rational>,
    pub(super) unit: Option<Unit>,
}

pub(super) fn read(scene: &Scene) -> Option<Tale> {
    let mut tale = Tale::default();
    let mut last: Option<usize> = None;
    let units = unit_words(scene);
    for (place, sentence) in scene.sentences.iter().enumerate() {
        let end = match place.cmp(&scene.question.0) {
            std::cmp::Ordering::Less => sentence.len(),
            std::cmp::Ordering::Equal => scene.question.1,
            std::cmp::Ordering::Greater => 0,
        };
        for (begin, clause) in clauses(&sentence[..end]) {
            // What only counts who is compared is left out.
            let dropped = clause.iter().enumerate().any(|(at, item)| {
                matches!(item, Item::Number(_))
                    && !scene
                        .quantities
                        .iter()
                        .any(|q| q.sentence == place && q.at == begin + at)
            });
            if !dropped {
                read_clause(clause, scene, &units, &mut tale, &mut last)?;
            }
        }
    }
    // "How old will she be in 5 years?"
    let (place, begin) = scene.question;
    let asked = &scene.sentences[place][begin..];
    let mut amounts = 0;
    for (at, item) in asked.iter().enumerate() {
        let counts = scene
            .quantities
            .iter()
            .any(|q| q.sentence == place && q.at == begin + at);
        if let Item::Number(number) = item
            && counts
        {
            amounts += 1;
            let ago = asked[at..].iter().any(|item| item.says("ago"));
            shift(&mut tale, number.value, ago, &asked[at + 1..], scene)?;
        }
    }
    (amounts <= 1).then_some(tale)
}

fn shift(
    tale: &mut Tale,
    years: Rational,
    ago: bool,
    behind: &[Item],
    scene: &Scene,
) -> Option<()> {
    let is_years = behind
        .first()?
        .word()
        .is_some_and(|word| word.key == "year")
        || behind.first()?.says("hence")
        || behind.first()?.says("ago");
    let ages = scene.target.kind == "how-old?";
    (is_years && ages && tale.shift.is_none()).then_some(())?;
    tale.shift = Some(if ago { years.negated() } else { years });
    Some(())
}

/// The words of what is counted.
pub(super) fn unit_words(scene: &Scene) -> Vec<String> {
    scene
        .quantities
        .iter()
        .map(|q| &q.unit)
        .chain(scene.target.unit.as_ref())
        .flat_map(|unit| unit.words().iter().cloned())
        .collect()
}

/// Clauses with something that counts in each.
fn clauses(items: &[Item]) -> Vec<(usize, &[Item])> {
    let tells = |items: &[Item]| {
        items
            .iter()
            .any(|item| matches!(item, Item::Number(_) | Item::Factor(_)))
    };
    let mut clauses = Vec::new();
    let mut begin = 0;
    for (at, item) in items.iter().enumerate() {
        if item.says("and") && tells(&items[begin..at]) && tells(&items[at..]) {
            clauses.push((begin, &items[begin..at]));
            begin = at + 1;
        }
    }
    if tells(&items[begin..]) {
        clauses.push((begin, &items[begin..]));
    }
    clauses
}

fn read_clause(
    clause: &[Item],
    scene: &Scene,
    units: &[String],
    tale: &mut Tale,
    last: &mut Option<usize>,
) -> Option<()> {
    let place = clause
        .iter()
        .position(|item| matches!(item, Item::Number(_) | Item::Factor(_)))?;
    // Two numbers in one clause are not understood.
    if clause[place + 1..]
        .iter()
        .any(|item| matches!(item, Item::Number(_) | Item::Factor(_)))
    {
        return None;
    }
    let behind = &clause[place + 1..];
    let factor = matches!(clause[place], Item::Factor(_));
    let than = behind
        .iter()
        .position(|item| item.says("than") || factor && item.says("what?"));
    let own = &behind[..than.unwrap_or(behind.len())];
    // "twice as many sheep"
    let own = match own {
        [first, rest @ ..] if factor && than.is_none() && first.says("as") => rest,
        own => own,
    };
    // The unit of an amount that is told, for the fact.
    if let Item::Number(number) = &clause[place] {
        let unit = if number.unit == Unit::Money {
            Unit::Money
        } else {
            Unit::Things(
                own.iter()
                    .filter_map(|i| i.word().map(|w| w.key.clone()))
                    .collect(),
            )
        };
        if tale
            .unit
            .as_ref()
            .is_some_and(|known| (*known == Unit::Money) != (unit == Unit::Money))
            && tale.unit.is_some()
        {
            return None;
        }
        tale.unit.get_or_insert(unit);
        // "In 5 years", "5 years ago"
        let years = own
            .first()
            .is_some_and(|i| i.word().is_some_and(|w| w.key == "year"));
        let only = place == 0 || place == 1 && clause[0].says_any(&["prep", "at"]);
        if years
            && (only || own.iter().any(|i| i.says_any(&["hence", "ago"])))
            && !own.iter().any(|i| i.says_any(&["old", "older", "younger"]))
        {
            let ago = own.iter().any(|i| i.says("ago"));
            return shift(tale, number.value, ago, behind, scene);
        }
    }
    let named: Vec<String> = mention(&clause[..place], units);
    let more = own.iter().any(|item| item.says_any(&["more", "older"]))
        || behind
            .first()
            .is_some_and(|item| item.says_any(&["more", "older"]));
    let fewer = own.iter().any(|item| item.says_any(&["fewer", "younger"]));
    let together = clause.iter().any(|item| item.says("total"));
    if together {
        let Item::Number(number) = &clause[place] else {
            return None;
        };
        if than.is_some() || more || fewer || tale.total.is_some() {
            return None;
        }
        tale.total = Some(number.value);
        return Some(());
    }
    let pronoun = clause[..place].iter().any(|item| item.says("pronoun"));
    let where_named = mention_behind(own, units);
    // "17 sheep more than goats": the things are compared.
    let things = own
        .iter()
        .map_while(|item| item.word().map(|word| word.key.clone()))
        .collect::<Vec<_>>();
    let others: Vec<String> = than.map_or(Vec::new(), |than| mention(&behind[than + 1..], &[]));
    let by_thing = !things.is_empty()
        && !others.is_empty()
        && mention(&behind[than.unwrap_or(0) + 1..], units).is_empty()
        && !alike(&things, &others);
    let known_thing = than.is_none()
        && !things.is_empty()
        && tale.entities.iter().any(|known| alike(known, &things));
    let subject = match (named.is_empty(), where_named.is_empty()) {
        _ if by_thing || known_thing => entity(tale, things),
        // "Paul read 35 on Monday, and 20 on Tuesday"
        (false, false) if than.is_none() => entity(tale, [named, where_named].concat()),
        (false, _) => entity(tale, named),
        (true, false) => entity(tale, where_named),
        (true, true) if pronoun => (tale.entities.len() == 1).then_some(0)?,
        (true, true) if factor && than.is_none() && !things.is_empty() => entity(tale, things),
        (true, true) => match *last {
            Some(last) => last,
            None => entity(tale, thing(own)?),
        },
    };
    let object = match than {
        Some(than) => {
            let words = if by_thing {
                others
            } else {
                mention(&behind[than + 1..], units)
            };
            if words.is_empty() {
                let previous = (*last).or((tale.entities.len() == 1).then_some(0));
                previous.filter(|&other| other != subject)?
            } else {
                entity(tale, words)
            }
        }
        None => {
            let related = matches!(clause[place], Item::Factor(_))
                || own.iter().any(|item| item.says_any(&["older", "younger"]))
                || (more || fewer)
                    && clause[..place].iter().any(|item| item.says("have"))
                    && !mention(&clause[..place], units).is_empty();
            if !related {
                // "Ann has 3 more" is no comparison.
                let Item::Number(number) = &clause[place] else {
                    return None;
                };
                if more || fewer {
                    return None;
                }
                if tale
                    .facts
                    .iter()
                    .any(|(known, told)| *known == subject && matches!(told, Told::Is(_)))
                {
                    return None;
                }
                tale.facts.push((subject, Told::Is(number.value)));
                *last = Some(subject);
                return Some(());
            }
            (*last).filter(|&other| other != subject)?
        }
    };
    if object == subject {
        return None;
    }
    let told = match &clause[place] {
        Item::Factor(factor) => {
            if fewer {
                return None;
            }
            Told::Times(*factor, object)
        }
        Item::Number(number) => {
            if more == fewer {
                return None;
            }
            Told::More(
                if more {
                    number.value
                } else {
                    number.value.negated()
                },
                object,
            )
        }
        _ => return None,
    };
    tale.facts.push((subject, told));
    *last = Some(
        if than.is_some() && !mention(&behind[than.unwrap_or(0) + 1..], units).is_empty() {
            object
        } else {
            subject
        },
    );
    Some(())
}

/// The words that name somebody, without what is counted.
fn mention(items: &[Item], units: &[String]) -> Vec<String> {
    let all: Vec<&str> = items
        .iter()
        .filter_map(|item| item.word().map(|word| word.key.as_str()))
        .collect();
    let named: Vec<String> = all
        .iter()
        .filter(|word| !units.iter().any(|unit| unit == *word))
        .map(|word| (*word).to_owned())
        .collect();
    named
}

/// The words behind a preposition: "on Monday", "in class 4a".
fn mention_behind(items: &[Item], units: &[String]) -> Vec<String> {
    let from = items.iter().position(|item| item.says_any(&["prep", "at"]));
    from.map_or(Vec::new(), |from| mention(&items[from..], units))
}

fn thing(items: &[Item]) -> Option<Vec<String>> {
    let words: Vec<String> = items
        .iter()
        .map_while(|item| item.word().map(|word| word.key.clone()))
        .collect();
    (!words.is_empty()).then_some(words)
}

fn entity(tale: &mut Tale, words: Vec<String>) -> usize {
    if let Some(known) = tale.entities.iter().position(|known| alike(known, &words)) {
        return known;
    }
    tale.entities.push(words);
    tale.entities.len() - 1
}
