//! What a number is, where only the rest of the story tells.

use reading::Rational;

use super::facts::Quantity;
use super::read::Item;
use super::target::Target;
use super::{facts, units};

/// `gives him 5` is a payment only where change is asked for.
pub(super) fn pays(target: &Target, quantities: &mut [Quantity]) {
    let change = target.kind == "change?" || target.says("change?");
    for quantity in quantities {
        if quantity.role == "pay" && (quantity.unit != units::Unit::Money || !change) {
            quantity.role = "give";
            quantity.receiver = vec!["*".to_owned()];
        }
    }
}

/// Where money is asked for and none is named, bare numbers are prices.
pub(super) fn price(sentences: &[Vec<Item>], target: &Target, quantities: &mut [Quantity]) {
    let named = quantities.iter().any(|q| q.unit == units::Unit::Money);
    if !target.is_money() {
        return;
    }
    if named {
        // "4 paperbacks at 6.50 each", where euros are told elsewhere
        for quantity in quantities {
            let before = quantity
                .at
                .checked_sub(1)
                .and_then(|at| sentences[quantity.sentence].get(at));
            if quantity.unit == units::Unit::Bare
                && quantity.is_rate()
                && before.is_some_and(|item| item.says_any(&["at", "cost"]))
                || quantity.unit == units::Unit::Bare
                    && quantity.value.whole().is_none()
                    && before.is_some_and(|item| item.says_any(&["at", "cost", "prep"]))
                    && matches!(quantity.role, "sell" | "gain" | "cost")
            {
                quantity.unit = units::Unit::Money;
                quantity.role = "cost";
            }
        }
        return;
    }
    for quantity in quantities {
        let priced = matches!(
            quantity.role,
            "cost" | "earn" | "spend" | "paid" | "off" | ""
        ) || matches!(quantity.per, Some(facts::Per::Each(_) | facts::Per::Beside));
        if quantity.unit == units::Unit::Bare && priced && !quantity.asked {
            quantity.unit = units::Unit::Money;
            if quantity.role == "paid" {
                quantity.role = "spend";
            }
        }
    }
}

/// Drops what only counts what was told: "in these three days", "the two classes".
pub(super) fn drop_counts(sentences: &[Vec<Item>], quantities: &mut Vec<Quantity>) {
    let factors = sentences
        .iter()
        .flatten()
        .filter(|item| matches!(item, Item::Factor(_)))
        .count();
    let told = quantities.len() + factors;
    quantities.retain(|quantity| {
        let before = quantity
            .at
            .checked_sub(1)
            .and_then(|at| sentences[quantity.sentence].get(at));
        let points = before.is_some_and(|item| item.says_any(&["his", "total"]));
        if quantity.asked && before.is_some_and(|item| item.says("these")) {
            return false;
        }
        let all = quantity.value == Rational::from(told as i128 - 1)
            && matches!(quantity.unit, units::Unit::Things(_));
        // "Three warehouses."
        let alone = quantity.role.is_empty()
            && quantity.at == 0
            && !sentences[quantity.sentence].iter().any(facts::is_verb);
        // "three stages: 38 km, 45 km and 29 km"
        let listed = all
            && told > 3
            && sentences[quantity.sentence]
                .get(quantity.at + 1 + quantity.unit.words().len())
                .is_some_and(|item| item.says("and"))
            && sentences[quantity.sentence][quantity.at + 1..]
                .iter()
                .filter(|item| matches!(item, Item::Number(_)))
                .count()
                + 1
                == told;
        // "between two towns"
        let between = quantity.value == 2.into()
            && matches!(quantity.role, "" | "share")
            && before.is_some_and(|item| {
                item.says("share")
                    || item.says("prep")
                        && sentences[quantity.sentence]
                            .iter()
                            .any(|item| item.says("how-far?"))
            });
        !(all && (quantity.asked && points || alone) || between || listed)
    });
}

/// Whether a sentence makes a riddle of what follows.
pub(super) fn is_riddle(sentence: &[reading::Token<'_>]) -> bool {
    sentence.iter().any(|token| {
        token.is_any(&[
            "trick",
            "riddle",
            "imagine",
            "pretend",
            "puzzle",
            "suppose",
            "fake",
            "lie",
            "joke",
            "never",
            "instead",
            "not",
            "don't",
            "approximately",
            "roughly",
            "estimate",
        ])
    })
}
