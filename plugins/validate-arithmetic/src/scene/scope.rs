//! Whether all that is told belongs to what is asked.

use super::Scene;
use super::signs::Mode;
use super::terms::Term;
use super::units::alike;

/// Whether two are compared.
pub(super) fn compares(scene: &Scene) -> bool {
    // "more than", "as many as"; but "the price of" alone compares nothing.
    let than = scene.sentences.iter().any(|sentence| {
        let first = sentence
            .iter()
            .position(|item| item.says_any(&["more", "fewer", "older", "younger", "as", "left"]));
        first.is_some_and(|first| sentence[first..].iter().any(|item| item.says("than")))
    });
    than || scene
        .items()
        .any(|item| matches!(item, super::read::Item::Factor(_)))
}

/// Whether all the terms belong to who is asked about, or all are asked about.
pub(super) fn owners(scene: &Scene, all: &[Term], mode: Mode) -> bool {
    let target = &scene.target;
    let together = target.says_any(&["total"]);
    let mut owners: Vec<&[String]> = all
        .iter()
        .filter(|term| !term.subject.is_empty() && term.role != "give" && term.role != "cost")
        .map(|term| term.subject.as_slice())
        .collect();
    owners.dedup_by(|a, b| alike(a, b));
    let asked: Vec<String> = target.words.clone();
    // "A novel has 320 pages, and Mia reads 24 a day": what holds them is nobody.
    let holders = all
        .iter()
        .filter(|term| matches!(term.role, "have" | "hold") && !term.subject.is_empty())
        .count();
    let named = all
        .iter()
        .any(|term| term.subject.iter().any(|word| asked.contains(word)));
    let others_go = all
        .iter()
        .filter(|term| !matches!(term.role, "have" | "hold"))
        .all(|term| matches!(term.role, "lose" | "sell" | "do" | "spend"));
    let made = all
        .iter()
        .filter(|term| matches!(term.role, "make" | "gain"))
        .count();
    let held = mode == Mode::There
        && target.says("left")
        && !named
        && (holders == 1 && (owners.len() == 2 || others_go)
            || holders == 0 && made == 1 && matches!(all[0].role, "make" | "gain"));
    if held {
        return true;
    }
    let only_adds = all.iter().all(|term| {
        !matches!(
            term.role,
            "lose" | "sell" | "spend" | "give" | "taken" | "missing"
        )
    });
    if owners.len() <= 1 {
        // "Ann eats 2": who is asked about is somebody else.
        let known: Vec<&String> = scene
            .quantities
            .iter()
            .flat_map(|q| q.subject.iter().chain(&q.receiver))
            .collect();
        let named = asked.iter().any(|word| known.contains(&word));
        let owner = owners.first().copied().unwrap_or_default();
        return !named
            || asked.iter().any(|word| word == "i")
            || owner.is_empty()
            || owner.iter().any(|word| asked.contains(word))
            || matches!(mode, Mode::Price | Mode::Change | Mode::Profit);
    }
    together && only_adds
}

/// Whether more is done than the numbers tell: `Lisa buys the book.`
pub(super) fn goes_on(scene: &Scene) -> bool {
    let Some(first) = scene.quantities.first() else {
        return false;
    };
    scene
        .sentences
        .iter()
        .take(scene.question.0)
        .skip(first.sentence + 1)
        .any(|sentence| {
            !sentence
                .iter()
                .any(|item| matches!(item, super::read::Item::Number(_)))
                && sentence
                    .iter()
                    .any(|item| item.says_any(&["gain", "buy", "lose", "sell", "give", "share"]))
        })
}

/// Whether the question is about a part of what is told: `on Monday`, `in the second
/// hour`.
pub(super) fn restricts(scene: &Scene) -> bool {
    let (place, begin) = scene.question;
    let asked = &scene.sentences[place][begin..];
    let mut named: Vec<&str> = Vec::new();
    for (at, item) in asked.iter().enumerate() {
        if item.says_any(&["prep", "at"]) {
            named.extend(
                asked[at + 1..]
                    .iter()
                    .skip_while(|item| item.says_any(&["his", "a"]))
                    .map_while(|item| item.word().map(|word| word.key.as_str())),
            );
        }
    }
    named.retain(|word| {
        !scene
            .quantities
            .iter()
            .any(|q| q.unit.words().iter().any(|own| own == word))
    });
    if scene.target.says("total") || named.is_empty() {
        return false;
    }
    let told: Vec<bool> = scene
        .quantities
        .iter()
        .filter(|q| !q.asked && !q.is_rate())
        .map(|q| {
            let sentence = &scene.sentences[q.sentence];
            let from = sentence[..q.at]
                .iter()
                .rposition(|i| i.says("and"))
                .unwrap_or(0);
            let to = sentence[q.at..]
                .iter()
                .position(|i| i.says("and"))
                .map_or(sentence.len(), |to| q.at + to);
            sentence[from..to].iter().any(|item| {
                item.word()
                    .is_some_and(|w| named.contains(&w.key.as_str()) && !q.subject.contains(&w.key))
            })
        })
        .collect();
    // The place where all begins is no part: "How many are in the library now?"
    told.iter().skip(1).any(|&one| one)
        || told.first() == Some(&true)
            && told.len() > 1
            && scene
                .quantities
                .iter()
                .all(|q| q.role == scene.quantities[0].role)
}
