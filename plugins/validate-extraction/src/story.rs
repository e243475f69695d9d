//! Shapes of stories that are reckoned with: what they ask for stands in no sentence.

use crate::amounts::quantity_of;
use crate::moments::clocks;
use crate::question::{Kind, Question};
use crate::text::Text;
use crate::words::key;

/// What becomes of things, so that there are more or fewer of them.
const BECOME: &[&str] = &[
    "removed",
    "empty",
    "added",
    "missing",
    "broken",
    "absent",
    "taken",
    "stolen",
    "unoccupied",
    "vacant",
    "occupied",
    "free",
    "lost",
    "gone",
    "left",
    "leave",
    "leaves",
    "arrive",
    "arrives",
    "join",
    "joins",
    "joined",
    "fall",
    "falls",
    "fell",
    "break",
    "broke",
    "die",
    "died",
    "hatch",
    "rotten",
    "rot",
    "damaged",
    "spoiled",
    "cracked",
    "returned",
    "discarded",
    "cancelled",
    "canceled",
    "off",
    "away",
    "out",
    "eaten",
    "sick",
    "ill",
    "unused",
    "used",
    "filled",
    "full",
    "put",
    "withdrawn",
    "cut",
    "planted",
    "built",
    "born",
    "popped",
    "burst",
    "escaped",
    "escape",
    "wilted",
    "melted",
    "replaced",
    "thrown",
    "remain",
    "remaining",
    "remained",
    "stay",
    "stayed",
];
/// What things stand in by the number.
const GROUPS: &[&str] = &[
    "rows",
    "boxes",
    "bags",
    "packs",
    "packets",
    "crates",
    "shelves",
    "tables",
    "groups",
    "teams",
    "columns",
    "stacks",
    "piles",
    "cartons",
    "trays",
    "baskets",
    "sets",
    "bundles",
    "jars",
    "bunches",
    "lines",
    "buses",
    "cases",
    "dozen",
    "sheets",
    "rolls",
    "bottles",
    "pairs",
    "classes",
    "floors",
    "layers",
    "cages",
    "tins",
    "cans",
    "batches",
    "lots",
    "rounds",
    "carriages",
];
/// What sets one time off from another.
const APART: &[&str] = &[
    "early",
    "late",
    "earlier",
    "later",
    "before",
    "after",
    "ago",
    "ahead",
    "until",
    "till",
    "past",
    "delayed",
    "delay",
    "sooner",
    "slow",
    "fast",
    "behind",
    "away",
    "in",
    "long",
    "beforehand",
    "advance",
    "off",
];

/// Whether a passage has such a shape, and a question that goes with it.
pub(crate) fn is_one(text: &Text<'_>, question: &Question, called: bool) -> bool {
    match question.kind {
        Kind::Measure("age") => is_of_ages(text, called),
        Kind::Count(_) => is_of_groups(text) || !called && becomes(text),
        Kind::Measure(_) => is_of_groups(text),
        Kind::Clock | Kind::Time => is_set_off(text, question, called),
        _ => false,
    }
}

/// "Ted was 5 when Lia was born. Lia is 7."
fn is_of_ages(text: &Text<'_>, called: bool) -> bool {
    let numbers = (0..text.tokens.len())
        .filter(|&at| text.tokens[at].number().is_some())
        .count();
    let turns = (0..text.tokens.len()).any(|at| {
        text.is(
            at,
            &[
                "when", "ago", "twice", "half", "times", "since", "now", "next", "last",
            ],
        ) || text.is(at, &["in"])
            && text
                .after(at)
                .and_then(|next| text.after(next))
                .is_some_and(|next| text.is(next, &["year", "years"]))
    });
    turns && (numbers > 1 || !called)
}

/// "10 rows of 12 chairs", "3 boxes with 6 eggs"
fn is_of_groups(text: &Text<'_>) -> bool {
    (0..text.tokens.len()).any(|at| {
        let Some(of) = text
            .after(at)
            .filter(|&of| text.is(of, &["of", "with", "holding", "containing"]))
        else {
            return false;
        };
        let counted = text
            .before(at)
            .is_some_and(|before| text.tokens[before].number().is_some());
        let grouped = text
            .after(of)
            .is_some_and(|next| text.tokens[next].number().is_some());
        counted && grouped && (text.is(at, GROUPS) || text.is(of, &["of"]))
    })
}

/// "15 are removed", "20 spaces are empty": behind a number, and not the first that is said.
fn becomes(text: &Text<'_>) -> bool {
    let mut numbers = 0;
    let mut since = usize::MAX;
    for at in 0..text.tokens.len() {
        if text.tokens[at].number().is_some() {
            numbers += 1;
            since = at;
        } else if numbers > 1
            && at.saturating_sub(since) <= 4
            && text.sentence[at] == text.sentence[since]
            && text.is(at, BECOME)
        {
            return true;
        }
    }
    false
}

/// "25 minutes early", "the bus is an hour late": beside a time of the day.
fn is_set_off(text: &Text<'_>, question: &Question, called: bool) -> bool {
    if clocks(text).is_empty() {
        return false;
    }
    (0..text.tokens.len()).any(|at| {
        let unit = text.tokens[at].is_word()
            && quantity_of(text.tokens[at].text) == Some("time")
            && text.before(at).is_some_and(|before| {
                text.tokens[before].number().is_some()
                    || text.is(before, &["a", "an", "few", "several", "half", "couple"])
            });
        let Some(next) = text.after(at).filter(|_| unit) else {
            return false;
        };
        let apart = text.is(next, APART)
            || text.is(next, &["to"])
            || text.is(next, &["from"]) && text.is(next + 1, &["now"]);
        // "What happens 20 minutes before?" tells itself what is meant.
        apart && (!called || !question.keys.contains(&key(text.tokens[next].text)))
    })
}

/// With these two things are compared.
const COMPARED: &[&str] = &[
    "taller", "longer", "higher", "heavier", "deeper", "wider", "shorter", "cheaper", "warmer",
    "colder", "older", "younger", "faster", "slower", "lighter", "lower", "further", "farther",
    "thicker", "thinner", "broader", "larger", "smaller", "bigger", "dearer", "more", "less",
    "hotter", "cooler",
];
/// With these what is measured is another one afterwards; a recipe has them too.
const CHANGED: &[&str] = &[
    "cuts",
    "cut",
    "grown",
    "grew",
    "grows",
    "risen",
    "rose",
    "rises",
    "dropped",
    "drops",
    "fallen",
    "fell",
    "falls",
    "below",
    "above",
    "added",
    "adds",
    "removed",
    "removes",
    "spills",
    "spilled",
    "pours",
    "poured",
    "burnt",
    "burned",
    "burns",
    "shrunk",
    "shrank",
    "shrinks",
    "shortened",
    "lengthened",
    "gained",
    "gains",
    "lost",
    "loses",
    "saws",
    "sawed",
    "drinks",
    "drank",
    "uses",
    "used",
    "off",
    "discount",
    "reduced",
    "increased",
    "raised",
    "lowered",
    "cooled",
    "heated",
    "extended",
    "walked",
    "walks",
    "drove",
    "drives",
    "melted",
    "evaporated",
    "leaked",
    "joined",
    "without",
    "empty",
    "each",
    "per",
    "apart",
    "together",
    "further",
    "another",
    "then",
    "back",
    "climbs",
    "climbed",
    "sinks",
    "sank",
    "left",
    "rest",
    "remaining",
    "doubled",
    "halved",
];

/// "Her brother is 10 cm taller."
pub(crate) fn is_compared(text: &Text<'_>, question: &Question, last: usize) -> bool {
    matches!(question.kind, Kind::Measure(_) | Kind::Count(_))
        && text.after(last).is_some_and(|next| {
            text.is(next, COMPARED)
                && text
                    .after(next)
                    .is_none_or(|than| !text.is(than, &["than"]))
                && !question.keys.contains(&key(text.tokens[next].text))
        })
}

/// "The rope is 12 m long. Tim cuts off 3 m."
pub(crate) fn may_change(text: &Text<'_>, question: &Question, candidates: usize) -> bool {
    matches!(
        question.kind,
        Kind::Measure("length" | "length or time" | "mass" | "temperature" | "any" | "money")
    ) && candidates > 1
        && (0..text.tokens.len()).any(|at| {
            // "It falls to 17 degrees" says it.
            let says = text.after(at).is_some_and(|to| text.is(to, &["to"]));
            text.is(at, CHANGED) && !says || text.is(at, COMPARED)
        })
}

/// "The lamp cost half of that", "twice as many"
pub(crate) fn is_a_part(text: &Text<'_>, question: &Question, at: usize) -> bool {
    let sentence = text.sentence[at];
    let begin = text.sentence.partition_point(|&other| other < sentence);
    matches!(question.kind, Kind::Measure(_) | Kind::Count(_))
        && (begin..text.tokens.len())
            .take_while(|&at| text.sentence[at] == sentence)
            .any(|at| {
                // "a quarter of that"
                if text.is(at, &["of"])
                    && text
                        .after(at)
                        .is_some_and(|that| text.is(that, &["that", "this"]))
                {
                    return true;
                }
                let of = text.after(at).is_some_and(|next| {
                    text.is(next, &["of", "as", "that", "the", "this", "what"])
                });
                of && text.is(
                    at,
                    &[
                        "half", "third", "quarter", "fifth", "tenth", "twice", "double",
                    ],
                )
            })
}

/// "If Lea wins, she gets a bike."
pub(crate) fn is_only_thought_of(text: &Text<'_>, question: &Question, at: usize) -> bool {
    const THOUGHT: &[&str] = &["if", "unless", "wish", "wishes", "wished", "suppose"];
    let sentence = text.sentence[at];
    let begin = text.sentence.partition_point(|&other| other < sentence);
    !question.thinks
        && (begin..text.tokens.len())
            .take_while(|&at| text.sentence[at] == sentence)
            .any(|at| {
                let would = text.is(at, &["would", "could", "should", "might"])
                    && text.after(at).is_some_and(|have| text.is(have, &["have"]));
                would || text.is(at, THOUGHT)
            })
}

/// "from Kiel to Bonn and from there to Ulm"
pub(crate) fn goes_on(text: &Text<'_>) -> bool {
    (0..text.tokens.len()).any(|at| text.is(at, &["then", "there", "afterwards", "later"]))
}
