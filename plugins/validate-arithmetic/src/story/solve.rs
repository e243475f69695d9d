//! What a story comes to.
//!
//! Each quantity has to be used once, and all that are added have to be of the thing
//! that is asked for.

use reading::Rational;

use super::facts::{Asked, Per, Quantity};
use super::sought;
use crate::question::{Sought, shown};

/// A part of the sum, and how it is written.
struct Term {
    value: Rational,
    written: String,
    adds: bool,
}

/// The value that a story asks for.
pub(super) fn solve(quantities: &[Quantity], asked: &Asked, shares: bool) -> Option<Sought> {
    // "How many more" is another question.
    let more = asked.says("more") || asked.says("fewer");
    if !(2..=6).contains(&quantities.len()) || more || quantities.iter().any(|q| q.percent) {
        return None;
    }
    match asked.kind {
        "how-fast?" => speed(quantities),
        "how-long?" => travelled(quantities),
        "change?" => change(quantities, asked),
        "how-many?" | "how-much?" | "how-far?" if asked.says("change?") => {
            change(quantities, asked)
        }
        "how-many?" | "how-much?" | "how-far?" => shared(quantities, asked, shares)
            .or_else(|| needed(quantities, asked))
            .or_else(|| sum(quantities, asked)),
        _ => None,
    }
}

/// `A car drives 630 miles in 7 hours.`
fn speed(quantities: &[Quantity]) -> Option<Sought> {
    let [distance, time] = quantities else {
        return None;
    };
    let is = |quantity: &Quantity, units: &[&str]| {
        quantity.of.as_deref().is_some_and(|of| units.contains(&of)) && !quantity.money
    };
    (is(distance, &["km", "mile", "metre"]) && is(time, &["hour", "second"])).then_some(())?;
    quotient(distance.value, time.value)
}

/// `How long does it take to drive 180 km at 60 km/h?`
fn travelled(quantities: &[Quantity]) -> Option<Sought> {
    let rate = quantities
        .iter()
        .find(|q| q.per == Some(Per::Each("hour".to_owned())))?;
    let [distance] = &others(quantities, rate)[..] else {
        return None;
    };
    (rate.of == distance.of && distance.per.is_none()).then_some(())?;
    quotient(distance.value, rate.value)
}

fn quotient(above: Rational, below: Rational) -> Option<Sought> {
    let value = above.over(below)?;
    value.places().filter(|&places| places <= 3)?;
    Some(sought(
        value,
        vec![above, below],
        format!("{above} / {below} = {value}"),
        false,
    ))
}

fn others<'q>(quantities: &'q [Quantity], but: &Quantity) -> Vec<&'q Quantity> {
    quantities
        .iter()
        .filter(|other| !std::ptr::eq(*other, but))
        .collect()
}

/// `112 sweets are shared equally among 4 children. How many does each child get?`
fn shared(quantities: &[Quantity], asked: &Asked, shares: bool) -> Option<Sought> {
    let [total, parts] = quantities else {
        return None;
    };
    let each = asked.says("each") && shares;
    let plain = |q: &Quantity| !matches!(q.per, Some(Per::Each(_) | Per::Beside));
    if !each || !plain(total) || !plain(parts) || total.money && parts.money {
        return None;
    }
    // "4 children share 112 sweets"
    let (total, parts) = if parts.of.is_some() && parts.of == asked.of || parts.money {
        (parts, total)
    } else {
        (total, parts)
    };
    if total.value < parts.value {
        return None;
    }
    let value = total.value.over(parts.value)?;
    let money = total.money;
    (value.whole().is_some() || money && value.places().is_some_and(|places| places <= 2)).then(
        || {
            sought(
                value,
                vec![total.value, parts.value],
                format!("{} / {} = {value}", total.value, parts.value),
                money,
            )
        },
    )
}

/// `One box holds 18 eggs. How many boxes are needed for 179 eggs?`
fn needed(quantities: &[Quantity], asked: &Asked) -> Option<Sought> {
    let wanted = asked.of.as_ref()?;
    let rate = quantities.iter().find(|q| match &q.per {
        Some(Per::Each(per) | Per::Perhaps(per)) => per == wanted,
        _ => false,
    })?;
    if !["hold", "have", "", "cost", "share", "consume"].contains(&rate.role) {
        return None;
    }
    let [total] = &others(quantities, rate)[..] else {
        return None;
    };
    let same = rate.money && total.money
        || rate.of == total.of && rate.of.is_some()
        || rate.of.is_none() && total.of.is_some();
    if !same || total.of.as_ref() == Some(wanted) || rate.value <= Rational::ZERO {
        return None;
    }
    let exact = total
        .value
        .over(rate.value)
        .filter(|times| *times >= 1.into())?;
    // What is left over needs one more, but buys or fills none.
    let value = match exact.whole() {
        Some(whole) => whole,
        None if asked.says("need") => exact.floor() + 1,
        None => return None,
    };
    let written = format!("{} / {} = {}", total.value, rate.value, shown(exact, None));
    let fact = if exact.whole().is_some() {
        written
    } else {
        format!("{written}, so {value} are needed")
    };
    Some(sought(
        value.into(),
        vec![total.value, rate.value],
        fact,
        false,
    ))
}

/// `A pen costs $6. Emma buys 5 pens and pays with $50.`
fn change(quantities: &[Quantity], asked: &Asked) -> Option<Sought> {
    let paid = quantities.iter().find(|q| q.role == "pay" && q.money)?;
    let rest: Vec<Quantity> = others(quantities, paid).into_iter().cloned().collect();
    if rest.iter().any(|q| q.role == "pay") {
        return None;
    }
    let terms = terms(&rest, &Asked::default(), true)?;
    let mut all = vec![Term {
        value: paid.value,
        written: paid.value.to_string(),
        adds: true,
    }];
    all.extend(terms.into_iter().map(|term| Term {
        adds: false,
        ..term
    }));
    let _ = asked;
    added(&all, quantities, true)
}

/// What is there at first, what comes and what goes.
fn sum(quantities: &[Quantity], asked: &Asked) -> Option<Sought> {
    let money = asked.kind == "how-much?"
        || asked
            .of
            .as_deref()
            .is_some_and(|of| ["dollar", "euro", "pound"].contains(&of));
    let terms = terms(quantities, asked, money)?;
    let goes = terms.iter().any(|term| !term.adds);
    let comes = terms.iter().any(|term| term.adds);
    if asked.says("left") != goes && !(goes && (asked.says("total") || asked.says("have"))) {
        return None;
    }
    if !comes {
        return None;
    }
    added(&terms, quantities, money)
}

fn added(terms: &[Term], quantities: &[Quantity], money: bool) -> Option<Sought> {
    let mut value = Rational::ZERO;
    let mut written = String::new();
    // What is there comes before what goes.
    for term in terms
        .iter()
        .filter(|t| t.adds)
        .chain(terms.iter().filter(|t| !t.adds))
    {
        value = if term.adds {
            value.plus(term.value)?
        } else {
            value.minus(term.value)?
        };
        if !written.is_empty() {
            written.push_str(if term.adds { " + " } else { " - " });
        }
        written.push_str(&term.written);
    }
    let fine = value.whole().is_some() || money && value.places().is_some_and(|p| p <= 2);
    (fine && !value.is_negative()).then(|| {
        sought(
            value,
            quantities.iter().map(|q| q.value).collect(),
            format!("{written} = {}", shown(value, None)),
            money,
        )
    })
}

/// The terms of the sum, if every quantity belongs to one.
fn terms(quantities: &[Quantity], asked: &Asked, money: bool) -> Option<Vec<Term>> {
    let mut used = vec![false; quantities.len()];
    let mut terms = Vec::new();
    let mut owners: Vec<&String> = Vec::new();
    // "each" is of what is counted beside it.
    let partner = |at: usize, used: &[bool]| -> Option<usize> {
        let candidates: Vec<usize> = (0..quantities.len())
            .filter(|&other| other != at && !used[other] && !quantities[other].money)
            .filter(|&other| match &quantities[at].per {
                Some(Per::Each(per) | Per::Perhaps(per)) => {
                    quantities[other].of.as_ref() == Some(per)
                }
                Some(Per::Beside) => {
                    quantities[other].of.is_some()
                        && !matches!(quantities[other].per, Some(Per::Each(_) | Per::Beside))
                }
                None => false,
            })
            .collect();
        match (&quantities[at].per, &candidates[..]) {
            (_, [only]) => Some(*only),
            // The nearest before it.
            (Some(Per::Beside), several) => {
                several.iter().rev().find(|&&other| other < at).copied()
            }
            _ => None,
        }
    };
    for (at, quantity) in quantities.iter().enumerate() {
        if quantity.per.is_none() || used[at] {
            continue;
        }
        let Some(other) = partner(at, &used) else {
            continue;
        };
        is_of(quantity, asked, money).then_some(())?;
        used[at] = true;
        used[other] = true;
        let count = &quantities[other];
        let alone = quantities.len() == 2;
        let role = if quantity.role == "cost" || quantity.role == "hold" {
            "have"
        } else {
            quantity.role
        };
        terms.push(Term {
            value: quantity.value.times(count.value)?,
            written: format!("{} * {}", count.value, quantity.value),
            adds: alone || adds(role, quantity, asked)?,
        });
    }
    for (at, quantity) in quantities.iter().enumerate() {
        if used[at] {
            continue;
        }
        if matches!(quantity.per, Some(Per::Each(_) | Per::Beside))
            || !is_of(quantity, asked, money)
        {
            return None;
        }
        owners.extend(
            quantity
                .subject
                .as_ref()
                .filter(|_| quantity.role == "have"),
        );
        terms.push(Term {
            value: quantity.value,
            written: quantity.value.to_string(),
            adds: adds(quantity.role, quantity, asked)?,
        });
    }
    owners.dedup();
    let together = asked.says("total") && asked.name.is_none();
    let one = owners.len() <= 1
        && quantities.iter().all(|q| {
            let owner = asked.name.as_ref().or(owners.first().copied());
            q.subject.is_none()
                || owner.is_none()
                || q.subject.as_ref() == owner
                || q.role == "give" && q.receiver.as_ref() == owner
        });
    let all_add = terms.iter().all(|term| term.adds);
    (one || together && all_add).then_some(terms)
}

/// Whether a quantity is of what is asked for.
fn is_of(quantity: &Quantity, asked: &Asked, money: bool) -> bool {
    if money || quantity.money {
        // "had 80 dollars and spent 35"
        let bare = quantity.of.is_none() && ["lose", "gain", "give"].contains(&quantity.role);
        return money && (quantity.money || bare);
    }
    match (&quantity.of, &asked.of) {
        (Some(of), Some(wanted)) => of == wanted,
        (None, _) => ["lose", "gain", "give", "have"].contains(&quantity.role),
        // "How far", "how many are left"
        (Some(_), None) => true,
    }
}

/// Whether a quantity is added or taken away; none where it is not clear.
fn adds(role: &str, quantity: &Quantity, asked: &Asked) -> Option<bool> {
    match role {
        "have" | "hold" | "gain" | "cost" | "" => Some(true),
        "lose" => Some(false),
        "consume" | "travel" => Some(!asked.says("left")),
        "give" => {
            let got = quantity.receiver.is_some() && quantity.receiver == asked.name;
            let gave = asked.name.is_none() || quantity.subject == asked.name;
            (got != gave).then_some(got)
        }
        _ => None,
    }
}
