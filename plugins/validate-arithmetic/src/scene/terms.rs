//! Quantities with their rates multiplied out: `3 pens at $2 each` are one term.

use reading::Rational;

use super::Scene;
use super::facts::{Per, Quantity};
use super::units::{Unit, counts_for, same};

/// What is added or taken away.
#[derive(Clone, Debug)]
pub(super) struct Term {
    pub(super) value: Rational,
    pub(super) unit: Unit,
    pub(super) per: Option<Per>,
    pub(super) role: &'static str,
    pub(super) verb: &'static str,
    pub(super) subject: Vec<String>,
    pub(super) receiver: Vec<String>,
    /// How it is written in a fact.
    pub(super) written: String,
    /// How many quantities it is made of.
    pub(super) factors: usize,
    pub(super) doubtful: bool,
    pub(super) asked: bool,
    pub(super) sentence: usize,
}

/// The terms of a story; none where a rate fits several counts.
pub(super) fn terms(scene: &Scene) -> Option<Vec<Term>> {
    let mut terms: Vec<Term> = Vec::new();
    for (at, quantity) in scene.quantities.iter().enumerate() {
        if !is_priced_at_once(scene, at) {
            terms.push(term(quantity));
        }
    }
    add_rates(&mut terms)?;
    add_counts(&mut terms)?;
    while let Some((rate, count, factor)) = pair(&terms) {
        let value = terms[rate].value.times(terms[count].value)?.times(factor)?;
        let converted = if factor == 1.into() {
            String::new()
        } else {
            format!(" * {factor}")
        };
        let (a, b) = (&terms[rate], &terms[count]);
        let shared = keeps_count(scene, &terms, rate, count);
        let merged = Term {
            value,
            unit: a.unit.clone(),
            per: b.per.clone(),
            role: role(a, b),
            verb: if b.verb.is_empty() { a.verb } else { b.verb },
            subject: if a.subject.is_empty() || a.role == "hold" || a.role == "cost" {
                b.subject.clone()
            } else {
                a.subject.clone()
            },
            receiver: a.receiver.clone(),
            written: format!("{} * {}{converted}", b.written, a.written),
            factors: a.factors + b.factors,
            doubtful: false,
            asked: a.asked || b.asked,
            sentence: b.sentence,
        };
        if shared {
            terms[rate] = merged;
            continue;
        }
        let (first, second) = (rate.min(count), rate.max(count));
        terms.remove(second);
        terms[first] = merged;
    }
    Some(terms)
}

/// `$14 an hour, 6 hours on Monday and 4 on Tuesday`: one count.
fn add_counts(terms: &mut Vec<Term>) -> Option<()> {
    let rates: Vec<usize> = (0..terms.len())
        .filter(|&at| matches!(terms[at].per, Some(Per::Each(_) | Per::Beside)))
        .collect();
    let [rate] = rates[..] else { return Some(()) };
    let Some(Per::Each(per)) = terms[rate].per.clone() else {
        return Some(());
    };
    let mut counts = partners(terms, rate, &per);
    // "18 boys and 14 girls. Each pupil gets 3."
    let kinds = counts.is_empty();
    if kinds {
        counts = (0..terms.len())
            .filter(|&at| at != rate)
            .filter_map(|at| Some((at, counts_for(&terms[at].unit, &per)?)))
            .collect();
        let first = counts.first().map(|(at, _)| terms[*at].sentence);
        if !counts
            .iter()
            .all(|(at, _)| Some(terms[*at].sentence) == first && !terms[*at].unit.is_time())
        {
            return Some(());
        }
    }
    let like = counts.iter().all(|(at, factor)| {
        *factor == 1.into()
            && terms[*at].role == terms[counts[0].0].role
            && matches!(
                terms[*at].role,
                "do" | "have" | "" | "gain" | "make" | "sell"
            )
            && (terms[*at].per.is_none()
                || kinds && matches!(terms[*at].per, Some(Per::Perhaps(_))))
            && !terms[*at].asked
    });
    // "It sold 45 loaves on Monday and 38 on Tuesday. Each loaf costs $3."
    let told_later = terms[rate].unit == Unit::Money
        && counts
            .iter()
            .all(|(at, _)| terms[*at].sentence < terms[rate].sentence);
    if counts.len() < 2 || !like || counts[0].0 < rate && !told_later && !kinds {
        return Some(());
    }
    let mut value = Rational::ZERO;
    let mut written = Vec::new();
    for (at, _) in &counts {
        value = value.plus(terms[*at].value)?;
        written.push(terms[*at].written.clone());
    }
    let first = counts[0].0;
    terms[first].value = value;
    terms[first].factors = counts.len();
    terms[first].written = format!("({})", written.join(" + "));
    if kinds {
        terms[first].unit = per;
        terms[first].per = None;
    }
    for (at, _) in counts[1..].iter().rev() {
        terms.remove(*at);
    }
    Some(())
}

/// Whether a count is wanted again: for another rate, or for what is asked.
fn keeps_count(scene: &Scene, terms: &[Term], rate: usize, count: usize) -> bool {
    let unit = &terms[count].unit;
    let asked = scene
        .target
        .per
        .as_ref()
        .is_some_and(|per| same(per, unit).is_some() && !unit.is_time());
    let Some(Per::Each(per)) = &terms[rate].per else {
        return asked;
    };
    asked
        || terms.iter().enumerate().any(|(other, term)| {
            other != rate
                && other != count
                && term.sentence == terms[rate].sentence
                && term.role == terms[rate].role
                && matches!(&term.per, Some(Per::Each(own)) if same(own, per) == Some(1.into()))
                && partners(terms, other, per).len() == 1
        })
}

/// `$95 per night and $3 tax per night`: one rate.
fn add_rates(terms: &mut Vec<Term>) -> Option<()> {
    let mut at = 0;
    while at < terms.len() {
        let mut other = at + 1;
        while other < terms.len() {
            let (a, b) = (&terms[at], &terms[other]);
            let fits = match (&a.per, &b.per) {
                (Some(Per::Each(x)), Some(Per::Each(y))) => {
                    same(x, y) == Some(1.into())
                        && a.unit == Unit::Money
                        && b.unit == Unit::Money
                        && terms.iter().filter(|t| same(&t.unit, x).is_some()).count() == 1
                        && matches!(a.role, "cost" | "" | "spend" | "have")
                        && matches!(b.role, "cost" | "" | "spend" | "have")
                }
                _ => false,
            };
            if fits {
                let b = terms.remove(other);
                let a = &mut terms[at];
                a.value = a.value.plus(b.value)?;
                a.written = format!("({} + {})", a.written, b.written);
                a.factors += b.factors;
            } else {
                other += 1;
            }
        }
        at += 1;
    }
    Some(())
}

/// `one pen for $2`, `3 pens for $6`: what it counts says nothing of money.
fn is_priced_at_once(scene: &Scene, at: usize) -> bool {
    let [count, price, ..] = &scene.quantities[at..] else {
        return false;
    };
    let between = scene.sentences[count.sentence].get(count.at..price.at);
    scene.target.is_money()
        && count.sentence == price.sentence
        && matches!(count.unit, Unit::Things(_))
        && count.per.is_none()
        && price.unit == Unit::Money
        && !price.is_rate()
        && price.role == "cost"
        && between.is_some_and(|items| {
            !items.iter().any(|item| item.says("and"))
                && (count.value == 1.into() || !items.iter().any(|item| item.says("at")))
        })
}

fn term(quantity: &Quantity) -> Term {
    Term {
        value: quantity.value,
        unit: quantity.unit.clone(),
        per: quantity.per.clone(),
        role: quantity.role,
        verb: quantity.verb,
        subject: quantity.subject.clone(),
        receiver: quantity.receiver.clone(),
        written: quantity.value.to_string(),
        factors: 1,
        doubtful: quantity.doubtful,
        asked: quantity.asked,
        sentence: quantity.sentence,
    }
}

/// What happens to the product: what each holds is there, what each loses is gone.
fn role(rate: &Term, count: &Term) -> &'static str {
    match rate.role {
        "hold" | "have" | "" | "share" | "cost" if rate.unit != Unit::Money => {
            if rate.role == "hold" && matches!(count.role, "hold" | "" | "cost" | "share" | "have")
            {
                "hold"
            } else if matches!(count.role, "hold" | "" | "cost" | "share") {
                "have"
            } else {
                count.role
            }
        }
        role => role,
    }
}

/// A rate and what it is for each of, with the factor between their units.
fn pair(terms: &[Term]) -> Option<(usize, usize, Rational)> {
    let mut best: Option<(usize, usize, Rational)> = None;
    for certain in [true, false] {
        for (at, rate) in terms.iter().enumerate() {
            let partners: Vec<(usize, Rational)> = match &rate.per {
                Some(Per::Each(per)) if certain => partners(terms, at, per),
                Some(Per::Perhaps(per)) if !certain => partners(terms, at, per),
                Some(Per::Beside) if certain => beside(terms, at),
                _ => continue,
            };
            match partners[..] {
                [] => {}
                [(other, factor)] => {
                    best = Some((at, other, factor));
                    break;
                }
                // "450 a day, 3 weeks of 5 days": the days.
                _ if let [one] = partners
                    .iter()
                    .filter(|(other, factor)| {
                        *factor == 1.into() && matches!(terms[*other].per, Some(Per::Each(_)))
                    })
                    .collect::<Vec<_>>()[..] =>
                {
                    best = Some((at, one.0, one.1));
                    break;
                }
                // The nearest in front of it, else the nearest behind.
                _ => {
                    let nearest = partners
                        .iter()
                        .rev()
                        .find(|(other, _)| *other < at)
                        .or(partners.first())?;
                    best = Some((at, nearest.0, nearest.1));
                    break;
                }
            }
        }
        if best.is_some() {
            return best;
        }
    }
    best
}

fn partners(terms: &[Term], rate: usize, per: &Unit) -> Vec<(usize, Rational)> {
    terms
        .iter()
        .enumerate()
        .filter(|(other, term)| {
            // What each of them holds counts no boxes.
            // But the hours of a day are hours.
            *other != rate
                && !matches!(&term.per, Some(Per::Each(own)) if same(own, per) == Some(1.into()))
        })
        .filter_map(|(other, term)| {
            // "$4 a head for 110 guests"
            let head = per.words() == ["head"];
            let people = || counts_for(&term.unit, &Unit::of("person")).filter(|_| head);
            Some((other, same(&term.unit, per).or_else(people)?))
        })
        .collect()
}

/// What is counted in front of "each".
fn beside(terms: &[Term], rate: usize) -> Vec<(usize, Rational)> {
    let fits = |term: &Term| {
        matches!(term.unit, Unit::Things(_))
            // "apple trees with 40 apples each" are trees.
            && (same(&term.unit, &terms[rate].unit).is_none()
                || term.unit.words().last() != terms[rate].unit.words().last())
            && !matches!(term.per, Some(Per::Beside))
    };
    terms
        .iter()
        .enumerate()
        .filter(|(other, term)| *other != rate && fits(term))
        .map(|(other, _)| (other, 1.into()))
        .collect()
}
