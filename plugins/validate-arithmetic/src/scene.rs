//! Everyday stories by what their numbers count.
//!
//! Not the sentences are known here, but what stands beside each number: what it
//! counts, for each of what, and which verb governs it. What is asked is found in the
//! same way. The units then leave few ways to compute, and each solver knows one; where
//! two of them come to different values, nothing is said. Any word may stand in a story
//! but those at which riddles turn (`lexicon.rs`).

use reading::{Asked, Rational, tokens};

use crate::question::{Question, Sought, shown};

mod clause;
mod facts;
mod further;
mod gaps;
mod lexicon;
mod phrases;
mod read;
mod target;
mod terms;
mod things;
mod units;

mod lists;
mod numbers;
mod partly;
mod percents;
mod proportion;
mod quotients;
mod relations;
mod scope;
mod settle;
mod shapes;
mod shares;
mod signs;
mod speeds;
mod sums;
mod tale;

use facts::Quantity;
use read::Item;
use settle::{drop_counts, is_riddle, pays, price};
use target::Target;

/// A story, as far as its numbers go.
#[derive(Clone)]
struct Scene {
    sentences: Vec<Vec<Item>>,
    quantities: Vec<Quantity>,
    target: Target,
    /// Where the question begins.
    question: (usize, usize),
    /// Whether two are said to be apart.
    apart: bool,
}

impl Scene {
    fn items(&self) -> impl Iterator<Item = &Item> {
        self.sentences.iter().flatten()
    }

    fn says(&self, what: &str) -> bool {
        self.items().any(|item| item.says(what))
    }

    fn says_any(&self, what: &[&str]) -> bool {
        self.items().any(|item| item.says_any(what))
    }

    /// Whether something is said before the question.
    fn tells(&self, what: &str) -> bool {
        let (place, begin) = self.question;
        self.sentences.iter().enumerate().any(|(at, sentence)| {
            let end = match at.cmp(&place) {
                std::cmp::Ordering::Less => sentence.len(),
                std::cmp::Ordering::Equal => begin,
                std::cmp::Ordering::Greater => 0,
            };
            sentence[..end].iter().any(|item| item.says(what))
        })
    }

    fn values(&self) -> Vec<Rational> {
        self.quantities.iter().map(|q| q.value).collect()
    }
}

type Solver = fn(&Scene) -> Option<Sought>;

const SOLVERS: [Solver; 19] = [
    gaps::earlier,
    gaps::lacking,
    gaps::gone,
    gaps::rest,
    quotients::divided,
    shares::shared,
    speeds::speed,
    speeds::apart,
    speeds::joint,
    shares::undivided,
    proportion::solve,
    percents::solve,
    percents::rate,
    relations::solve,
    shapes::solve,
    lists::average,
    lists::average_per,
    shapes::side,
    lists::ratio,
];

/// More words are no everyday story.
const LONGEST: usize = 140;

/// What a story asks, if its numbers leave one reading; `adds` tells whether it may be a
/// sum.
pub(crate) fn understand(asked: &Asked<'_>, adds: bool) -> Option<Question> {
    let total: usize = asked.sentences.iter().map(Vec::len).sum();
    if total > LONGEST {
        return None;
    }
    let scene = read(asked)?;
    let mut found: Vec<Sought> = Vec::new();
    if adds {
        found.extend(sums::sum(&scene));
    }
    for solver in SOLVERS {
        found.extend(solver(&scene));
    }
    if found.is_empty() {
        found.extend(further::solve(&scene, adds));
    }
    let first = found.first()?.clone();
    if drops_workers(asked, &first) {
        return None;
    }
    // Nobody has less than nothing.
    (found.iter().all(|other| other.value == first.value) && !first.value.is_negative())
        .then_some(Question::Value(first))
}

/// Whether a number beside a rate for each of several is not used: `Two clerks file 20 an
/// hour each`.
fn drops_workers(asked: &Asked<'_>, found: &Sought) -> bool {
    let used: Vec<Rational> = tokens(&found.fact)
        .iter()
        .filter_map(|token| Some(token.number()?.value))
        .collect();
    asked.sentences.iter().any(|sentence| {
        let of_each = sentence.iter().any(|token| token.is_any(&["each", "both"]));
        let timed = sentence.windows(2).any(|two| {
            two[0].is_any(&["a", "an", "per", "every", "each"])
                && units::Unit::of(&units::key(two[1].text)).is_time()
        });
        of_each
            && timed
            && sentence
                .iter()
                .filter_map(|token| Some(token.number()?.value))
                .any(|value| value != 1.into() && !used.contains(&value))
    })
}

fn read(asked: &Asked<'_>) -> Option<Scene> {
    let begins = asked
        .sentences
        .iter()
        .position(|s| s.iter().any(|token| token.number().is_some()))?;
    let sentences: Vec<Vec<Item>> = asked
        .sentences
        .iter()
        .enumerate()
        .map(|(at, sentence)| {
            // "Budget meeting tomorrow and I'm confused."
            read::items(sentence).or_else(|| (at < begins && !is_riddle(sentence)).then(Vec::new))
        })
        .collect::<Option<_>>()?;
    let question = target::question(&sentences)?;
    let mut target = target::target(&sentences[question.0][question.1..]);
    // "Give the sum in euros."
    for sentence in &sentences[question.0 + 1..] {
        target::behind(sentence, 0, &mut target);
    }
    let mut quantities = facts::quantities(&sentences, question);
    // "How many whole pieces are there?"
    let whole = asked
        .sentences
        .iter()
        .flatten()
        .collect::<Vec<_>>()
        .windows(3)
        .any(|three| {
            three[0].is("how")
                && three[1].is("many")
                && three[2].is_any(&["whole", "full", "complete", "entire"])
        });
    if whole {
        target.says.push("can");
    }
    // "Three eighths wear glasses. How many do not?"
    if sentences.iter().flatten().any(|item| item.says("do-not")) {
        let parts = quantities
            .iter()
            .filter(|q| q.unit == units::Unit::Percent)
            .count();
        if parts != 1 || quantities.len() != 2 || !target.says("do-not") {
            return None;
        }
        target.says.push("not");
    }
    let told = quantities.len();
    drop_counts(&sentences, &mut quantities);
    // "in the two months"
    let asks = |item: &Item| matches!(item, Item::Number(number) if number.value > 1.into());
    if quantities.len() < told
        && matches!(target.kind, "how-many?" | "how-much?")
        && sentences[question.0][question.1..].iter().any(asks)
    {
        target.says.push("total");
    }
    price(&sentences, &target, &mut quantities);
    pays(&target, &mut quantities);
    // "The 4 wheels cost 85 euros each and fitting costs 60. What is the total?"
    let all_paid = quantities.iter().all(|q| {
        q.unit == units::Unit::Money && q.role == "cost"
            || matches!(q.unit, units::Unit::Things(_)) && !q.is_rate()
    });
    let bare_total = target.kind == "what?"
        && target.unit.is_none()
        && target.says("total")
        && target.words.is_empty();
    if bare_total && all_paid && quantities.iter().any(|q| q.unit == units::Unit::Money) {
        target.unit = Some(units::Unit::Money);
        target.verb = "cost";
    }
    // "How much do 8 crates weigh?"
    let priced = quantities.iter().any(|q| q.unit == units::Unit::Money);
    if target.kind == "how-much?" && target.is_money() && !priced {
        target.unit = None;
    }
    // One number alone is no story, and many are a table.
    (!target.kind.is_empty() && (1..=7).contains(&quantities.len())).then_some(Scene {
        sentences,
        quantities,
        target,
        question,
        apart: asked
            .sentences
            .iter()
            .flatten()
            .any(|token| token.is("apart")),
    })
}

/// What the value is in other units: an hour and a half are 90 minutes.
fn other_units(scene: &Scene, value: Rational) -> Vec<Rational> {
    let target = &scene.target;
    let open = matches!(target.kind, "how-long?" | "how-far?")
        || target.kind == "how-much?" && !target.is_money();
    let said = target
        .unit
        .as_ref()
        .is_some_and(|unit| unit.measure().is_some());
    if !open || said {
        return Vec::new();
    }
    let whole = value
        .whole()
        .is_none()
        .then(|| Rational::from(value.floor()));
    [60, 100, 1000, 24, 12]
        .into_iter()
        .flat_map(|size: i128| [value.times(size.into()), value.over(size.into())])
        .flatten()
        .chain(whole.filter(|whole| *whole != Rational::ZERO))
        .collect()
}

/// A value with how it comes about.
fn sought(scene: &Scene, value: Rational, written: &str, money: bool) -> Option<Sought> {
    let operands = scene.values();
    let cents = scene.target.cents && money;
    let value = if cents {
        value.times(100.into())?
    } else {
        value
    };
    Some(Sought {
        value,
        operands,
        fact: format!("{written} = {}", shown(value, None)),
        places: None,
        fraction: false,
        money: money && !cents,
        ambiguous: false,
        also: other_units(scene, value),
    })
}
