//! Who has how many more than whom: linear equations of what is compared.

use reading::Rational;

use super::read::Item;
use super::units::{Unit, alike, counts_for};
use super::{Scene, sought};
use crate::question::Sought;

/// What a clause tells of its subject.
#[derive(Clone, Debug)]
enum Told {
    Is(Rational),
    /// So much more than another, or less.
    More(Rational, usize),
    Times(Rational, usize),
}

/// All that is told.
#[derive(Debug, Default)]
struct Tale {
    /// Who or what is compared, by the words that name it.
    entities: Vec<Vec<String>>,
    facts: Vec<(usize, Told)>,
    total: Option<Rational>,
    /// Years that pass until what is asked.
    shift: Option<Rational>,
    unit: Option<Unit>,
}

/// The value of who is asked about, of all, or the difference.
pub(super) fn solve(scene: &Scene) -> Option<Sought> {
    let target = &scene.target;
    let odd = [
        "ratio", "off", "on-top", "start", "unknown", "rest", "interest", "back", "towards",
        "left", "final",
    ]
    .iter()
    .any(|what| scene.says(what))
        || scene.tells("not")
        || target.says_any(&[
            "average?",
            "percent?",
            "area?",
            "perimeter?",
            "profit?",
            "change?",
            "not",
        ])
        || scene
            .quantities
            .iter()
            .any(|q| q.unit == Unit::Percent || q.is_rate());
    // What goes is another story, unless all do the same.
    let goes = scene.says_any(&["lose", "give", "sell", "taken", "missing"])
        && scene
            .quantities
            .iter()
            .any(|q| q.role != scene.quantities[0].role);
    if odd || goes {
        return None;
    }
    let compared = super::sums::compares(scene)
        || ["older", "younger", "old", "ago", "hence"]
            .iter()
            .any(|what| scene.says(what))
        || target.kind == "difference?"
        || target.says("difference?")
        || scene.tells("total")
        || scene.quantities.iter().any(|q| q.compared);
    if !compared {
        return None;
    }
    let tale = read(scene)?;
    let values = values(&tale)?;
    answer(scene, &tale, &values)
}

fn read(scene: &Scene) -> Option<Tale> {
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
fn unit_words(scene: &Scene) -> Vec<String> {
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

/// What each has.
fn values(tale: &Tale) -> Option<Vec<Rational>> {
    if tale.facts.is_empty() || tale.entities.len() > 4 {
        return None;
    }
    // As `a * x + b`.
    let mut known: Vec<Option<(Rational, Rational)>> = vec![None; tale.entities.len()];
    for (subject, told) in &tale.facts {
        if let Told::Is(value) = told {
            known[*subject] = Some((Rational::ZERO, *value));
        }
    }
    let open = known.iter().all(Option::is_none);
    if open {
        tale.total?;
        known[0] = Some((1.into(), Rational::ZERO));
    }
    for _ in 0..tale.facts.len() {
        for (subject, told) in &tale.facts {
            let (object, factor, more) = match told {
                Told::Is(_) => continue,
                Told::More(more, object) => (*object, Rational::from(1), *more),
                Told::Times(factor, object) => (*object, *factor, Rational::ZERO),
            };
            match (known[*subject], known[object]) {
                (None, Some((a, b))) => {
                    known[*subject] = Some((a.times(factor)?, b.times(factor)?.plus(more)?));
                }
                (Some((a, b)), None) => {
                    known[object] = Some((a.over(factor)?, b.minus(more)?.over(factor)?));
                }
                _ => {}
            }
        }
    }
    let known: Vec<(Rational, Rational)> = known.into_iter().collect::<Option<_>>()?;
    let x = if open {
        let mut sum = (Rational::ZERO, Rational::ZERO);
        for (a, b) in &known {
            sum = (sum.0.plus(*a)?, sum.1.plus(*b)?);
        }
        tale.total?.minus(sum.1)?.over(sum.0)?
    } else {
        // Every amount that is told beside has to be used.
        if tale.total.is_some() && tale.entities.len() != 1 {
            return None;
        }
        Rational::ZERO
    };
    known
        .into_iter()
        .map(|(a, b)| a.times(x)?.plus(b))
        .collect()
}

fn answer(scene: &Scene, tale: &Tale, values: &[Rational]) -> Option<Sought> {
    let target = &scene.target;
    let units = unit_words(scene);
    let asked: Vec<String> = target
        .words
        .iter()
        .filter(|word| !units.contains(word) || tale.entities.iter().any(|e| e.contains(word)))
        .cloned()
        .chain(
            target
                .unit
                .iter()
                .flat_map(|unit| unit.words().iter().cloned()),
        )
        .collect();
    let fits = |entity: &Vec<String>| {
        // By what only this one is called.
        entity.iter().any(|word| {
            asked.contains(word)
                && !tale
                    .entities
                    .iter()
                    .any(|other| other != entity && other.contains(word))
        })
    };
    let named: Vec<usize> = (0..tale.entities.len())
        .filter(|&at| fits(&tale.entities[at]))
        .collect();
    let money = tale.unit == Some(Unit::Money);
    let of_unit = match (&tale.unit, &target.unit) {
        (Some(Unit::Money), Some(unit)) => *unit == Unit::Money,
        (Some(told), Some(asked)) => {
            *asked != Unit::Money
                && (counts_for(told, asked).is_some()
                    || told.words().is_empty()
                    || tale
                        .entities
                        .iter()
                        .any(|e| asked.words().iter().any(|w| e.contains(w))))
        }
        _ => true,
    };
    let kinds = target.says("total")
        && target.unit.as_ref().is_some_and(|unit| {
            ["kind", "animal", "item", "thing"]
                .iter()
                .any(|kind| unit.words().iter().any(|word| word == kind))
        });
    if !of_unit && !kinds {
        return None;
    }
    let value_of = |at: usize| values.get(at).copied();
    let differs = target.kind == "difference?" || target.says("difference?");
    let fine = |value: Rational| {
        (value.whole().is_some()
            || money
            || value.places().is_some_and(|p| p <= 2)
                && tale.unit.as_ref().is_some_and(|u| u.measure().is_some()))
            && !value.is_negative()
    };
    if differs {
        let [a, b] = values else { return None };
        if tale
            .facts
            .iter()
            .any(|(_, told)| matches!(told, Told::More(..)))
            || tale.shift.is_some()
        {
            return None;
        }
        let (more, less) = if a > b { (a, b) } else { (b, a) };
        let value = more.minus(*less)?;
        return sought(scene, value, &format!("{more} - {less}"), money);
    }
    if target.says_any(&["older", "younger", "than"]) {
        return None;
    }
    let all = target.says("total") || named.len() == values.len() && values.len() > 1;
    if all {
        // "Tom and Ann together", or nobody in particular.
        if !(named.is_empty()
            || named.len() == values.len()
            || target.says("total") && named.len() != 1
            || named.len() == 1 && shares_subject(tale, named[0]))
            || values.len() < 2
            || tale.shift.is_some()
        {
            return None;
        }
        let mut sum = Rational::ZERO;
        let mut written = String::new();
        for value in values {
            sum = sum.plus(*value)?;
            if !written.is_empty() {
                written.push_str(" + ");
            }
            written.push_str(&value.to_string());
        }
        return fine(sum).then(|| sought(scene, sum, &written, money))?;
    }
    // "Together they have 24, and Emma has 10: how many has Tom?"
    if let (Some(total), [known], []) = (tale.total, values, &named[..])
        && !target.words.is_empty()
        && target.words.iter().any(|word| {
            scene
                .sentences
                .iter()
                .take(scene.question.0)
                .flatten()
                .any(|item| item.word().is_some_and(|own| own.key == *word))
        })
        && tale.shift.is_none()
        && tale
            .facts
            .iter()
            .all(|(_, told)| matches!(told, Told::Is(_)))
    {
        let value = total.minus(*known)?;
        return fine(value).then(|| sought(scene, value, &format!("{total} - {known}"), money))?;
    }
    let one = match named[..] {
        [one] => one,
        [] if tale.entities.len() == 1 => 0,
        _ => return None,
    };
    // Nothing is compared: what is told is asked for.
    let told = tale
        .facts
        .iter()
        .any(|(subject, told)| *subject == one && matches!(told, Told::Is(_)));
    if told && tale.shift.is_none() && tale.total.is_none() {
        return None;
    }
    let value = value_of(one)?;
    let shifted = value.plus(tale.shift.unwrap_or(Rational::ZERO))?;
    let written = match tale.shift {
        None => explained(tale, values, one),
        Some(years) if years.is_negative() => format!("{value} - {}", years.abs()),
        Some(years) => format!("{value} + {years}"),
    };
    fine(shifted).then(|| sought(scene, shifted, &written, money))?
}

/// Whether the words of one are the subject of all: "Paul read 35 pages on Monday".
fn shares_subject(tale: &Tale, one: usize) -> bool {
    one == 0 && tale.entities[0].len() > 1
}

/// How a value comes about.
fn explained(tale: &Tale, values: &[Rational], one: usize) -> String {
    for (subject, told) in &tale.facts {
        let (subject, object) = match told {
            Told::Is(_) => continue,
            Told::More(_, object) | Told::Times(_, object) => (*subject, *object),
        };
        let forward = subject == one;
        if !forward && object != one {
            continue;
        }
        let other = values[if forward { object } else { subject }];
        match told {
            Told::More(more, _) => {
                let adds = more.is_negative() != forward;
                return format!("{other} {} {}", if adds { '+' } else { '-' }, more.abs());
            }
            Told::Times(factor, _) => {
                return format!("{other} {} {factor}", if forward { '*' } else { '/' });
            }
            Told::Is(_) => {}
        }
    }
    values.get(one).map_or(String::new(), ToString::to_string)
}
