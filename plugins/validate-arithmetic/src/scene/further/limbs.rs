//! Legs and wheels: everybody knows how many a cow or a bicycle has.

use reading::Rational;

use super::super::scope::compares;
use super::super::units::{Unit, key};
use super::super::{Scene, sought};
use super::is_odd;
use crate::question::Sought;

/// What has so many, by what is asked for.
const PARTS: &[(&str, i128, &str)] = &[
    (
        "leg",
        4,
        "cow cows sheep goats pigs horses donkeys dogs cats rabbits lions tigers elephants zebras giraffes calves lambs camels ponies foxes wolves bears mice",
    ),
    (
        "leg",
        2,
        "chickens hens ducks geese turkeys birds roosters people children ostriches parrots penguins men women boys girls farmers",
    ),
    (
        "leg",
        6,
        "ants bees beetles flies insects butterflies ladybirds ladybugs",
    ),
    ("leg", 8, "spiders"),
    ("wheel", 2, "bicycles bikes motorcycles scooters motorbikes"),
    ("wheel", 3, "tricycles"),
    ("wheel", 4, "cars"),
];

/// How many they have in all.
pub(super) fn solve(scene: &Scene) -> Option<Sought> {
    let target = &scene.target;
    let [part] = target.unit.as_ref()?.words() else {
        return None;
    };
    let odd = is_odd(
        scene,
        &[
            "off", "on-top", "rest", "left", "lose", "give", "sell", "more", "fewer", "each",
            "missing",
        ],
    ) || compares(scene);
    if odd || target.kind != "how-many?" {
        return None;
    }
    // "How many legs do the cows have?"
    let named = |noun: &String| target.words.contains(noun);
    let of_some = scene
        .quantities
        .iter()
        .any(|q| q.unit.words().last().is_some_and(named));
    let others = target.words.iter().any(|word| {
        PARTS
            .iter()
            .any(|(_, _, who)| who.split(' ').any(|one| key(one) == *word))
            && !scene
                .quantities
                .iter()
                .any(|q| q.unit.words().contains(word))
    });
    if others
        || scene.items().any(|item| {
            item.word()
                .is_some_and(|word| word.key.starts_with("includ"))
        })
    {
        return None;
    }
    let mut value = Rational::ZERO;
    let mut written = Vec::new();
    for quantity in &scene.quantities {
        if of_some && !quantity.unit.words().last().is_some_and(named) {
            continue;
        }
        let [.., noun] = quantity.unit.words() else {
            return None;
        };
        let (_, count, _) = PARTS
            .iter()
            .find(|(name, _, who)| name == part && who.split(' ').any(|one| key(one) == *noun))?;
        if quantity.is_rate() || quantity.asked || quantity.value.whole().is_none() {
            return None;
        }
        value = value.plus(quantity.value.times((*count).into())?)?;
        written.push(format!("{} * {count}", quantity.value));
    }
    let plain = scene
        .quantities
        .iter()
        .all(|q| matches!(q.unit, Unit::Things(_)));
    plain.then(|| sought(scene, value, &written.join(" + "), false))?
}
