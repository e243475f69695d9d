//! What of a question has to be said where its answer stands.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::chunks::is_determiner;
use crate::near::occurrences;
use crate::question::{Kind, Question, Role};
use crate::text::Text;
use crate::words::key;

/// Verbs that need not be said again.
const LIGHT: &str = "be have do go get come happen use find call name make mention give say take place hold locate situate need hear";
/// Who does what anybody there does.
const ANYBODY: &str = "passenger guest visitor customer traveller people person reader phone telephone kind sort type name";
/// The same seen from the other side, and where who is asked for stands then.
const CONVERSE: &[(&str, &str, &str)] = &[
    ("buy", "sell", "to"),
    ("sell", "buy", "from"),
    ("receive", "give", "to"),
    ("receive", "send", "to"),
    ("borrow", "lend", "to"),
    ("lend", "borrow", "from"),
    ("give", "receive", "from"),
    ("inherit", "leave", "to"),
];
/// With these something is over.
const OVER: &str = "stop end finish cease quit";

static LIGHT_KEYS: LazyLock<HashSet<String>> = LazyLock::new(|| keys_of(LIGHT));
static ANYBODY_KEYS: LazyLock<HashSet<String>> = LazyLock::new(|| keys_of(ANYBODY));
static OVER_KEYS: LazyLock<HashSet<String>> = LazyLock::new(|| keys_of(OVER));

fn keys_of(words: &str) -> HashSet<String> {
    words.split(' ').map(key).collect()
}

/// A word of the question, and where the passage has it.
pub(crate) struct Word {
    pub(crate) places: Vec<usize>,
    pub(crate) is_verb: bool,
    /// Whether nothing is certain without it.
    pub(crate) vital: bool,
    /// Whether it is what is counted.
    pub(crate) counted: bool,
}

/// The words that have to be there.
pub(crate) struct Needed {
    pub(crate) words: Vec<Word>,
    /// Where the verb stands; empty where the question has none that says something.
    pub(crate) verbs: Vec<usize>,
    /// What the answer stands behind, where the verb is said the other way round.
    pub(crate) preposition: Option<&'static str>,
    /// Words that the passage lacks.
    pub(crate) missing: usize,
    /// Whether the verb says little, or is missing.
    pub(crate) light: bool,
}

impl Needed {
    /// What is needed; none where the passage lacks what is asked about.
    pub(crate) fn of(text: &Text<'_>, question: &Question) -> Option<Self> {
        let found = occurrences(text, question);
        let over = is_over(text, question);
        let mut needed = Self {
            words: Vec::new(),
            verbs: Vec::new(),
            preposition: None,
            missing: 0,
            light: true,
        };
        for (wanted, mut places) in question.wanted.iter().zip(found) {
            let is_verb = question.verb.as_ref() == Some(&wanted.key);
            if is_verb {
                places.retain(|&at| text.keys[at].as_ref() == Some(&wanted.key));
            }
            if let Some(until) = &over
                && places.is_empty()
                && !wanted.vital
            {
                if OVER_KEYS.contains(&wanted.key) {
                    needed.light = false;
                    needed.verbs.clone_from(until);
                    needed.words.push(Word {
                        places: until.clone(),
                        is_verb: true,
                        vital: true,
                        counted: false,
                    });
                }
                continue;
            }
            let light = wanted.weight < 0.5 && (!is_verb || places.is_empty())
                || is_verb && is_light(question, &wanted.key, places.is_empty())
                || is_verb && places.is_empty() && is_placed(question)
                || places.is_empty() && is_who(question, &wanted.key)
                || goes_without_saying(&question.kind, &wanted.key);
            if is_verb && !light {
                if places.is_empty() {
                    let (other, preposition) = converse(text, question)?;
                    places = other;
                    needed.preposition = Some(preposition);
                }
                needed.light = false;
            }
            if is_verb {
                // "for help" is no helping.
                let acts = |at: &usize| {
                    !text.before(*at).is_some_and(|before| {
                        is_determiner(text, before)
                            || text.is(before, &["for", "of", "in", "with", "on"])
                    })
                };
                if !light && places.iter().any(acts) {
                    places.retain(acts);
                }
                // "She asked Ann to call": Ann may not have.
                if !light && question.role == Role::Subject && !question.thinks {
                    places.retain(|&at| {
                        !text
                            .before(at)
                            .is_some_and(|to| text.is(to, &["to", "not", "never"]))
                    });
                }
                needed.verbs.clone_from(&places);
            }
            if light || ANYBODY_KEYS.contains(&wanted.key) && !wanted.vital && !is_verb {
                continue;
            }
            if places.is_empty() {
                if wanted.vital {
                    return None;
                }
                needed.missing += 1;
                continue;
            }
            needed.words.push(Word {
                places,
                is_verb,
                vital: wanted.vital,
                counted: matches!(&question.kind, Kind::Count(thing) if *thing == wanted.key),
            });
        }
        let named = matches!(
            question.kind,
            Kind::Class(_) | Kind::Label(_) | Kind::Code | Kind::Measure(_)
        );
        let least = if needed.missing > 0 && !named { 2 } else { 1 };
        (needed.missing <= 1 && needed.words.len() >= least).then_some(needed)
    }
}

/// "cost" of a price, "weigh" of a weight.
fn goes_without_saying(kind: &Kind, wanted: &str) -> bool {
    let words = match kind {
        Kind::Measure("money") => "cost pay charge",
        Kind::Measure("time" | "length or time") => "take last long",
        Kind::Measure("mass") => "weigh heavy",
        Kind::Measure("length") => "high long wide deep measure",
        Kind::Label(_) | Kind::Code => "number code leave depart",
        Kind::Class("material") => "make consist",
        Kind::Class("profession") => "work job",
        _ => return false,
    };
    words.split(' ').any(|word| key(word) == wanted)
}

/// Whether a verb need not be said again: what is said anyhow has to be said there.
fn is_light(question: &Question, verb: &str, missing: bool) -> bool {
    let empty = ["be", "have", "do"].iter().any(|word| key(word) == verb);
    let open = matches!(question.kind, Kind::Person | Kind::Thing);
    // "Who is working nights?" of a rota.
    let duty = question.kind == Kind::Person
        && missing
        && ["work", "duty", "responsible", "charge", "handle", "cover"]
            .iter()
            .any(|word| key(word) == verb);
    if duty {
        return true;
    }
    let named = matches!(
        question.kind,
        Kind::Label(_) | Kind::Code | Kind::Measure(_)
    );
    empty || (missing && !open || named) && LIGHT_KEYS.contains(verb)
}

/// "finished second"
fn is_placed(question: &Question) -> bool {
    let placed = ["finish", "come", "rank", "place", "end"];
    question
        .verb
        .as_ref()
        .is_some_and(|verb| placed.iter().any(|word| key(word) == *verb))
        && question
            .wanted
            .iter()
            .any(|wanted| wanted.vital && !wanted.name)
}

/// `runner` in `the runner who came second`: the name says it.
fn is_who(question: &Question, wanted: &str) -> bool {
    question.kind == Kind::Person
        && question.focus.as_ref().is_some_and(|focus| focus == wanted)
        && question.wanted.len() > 1
}

/// "until 1961", where it is asked when something stopped.
fn is_over(text: &Text<'_>, question: &Question) -> Option<Vec<usize>> {
    let time = matches!(
        question.kind,
        Kind::Year | Kind::Clock | Kind::Time | Kind::Class("weekday" | "month")
    );
    let until: Vec<usize> = (0..text.tokens.len())
        .filter(|&at| text.is(at, &["until", "till"]))
        .collect();
    let asked = question
        .wanted
        .iter()
        .any(|wanted| OVER_KEYS.contains(&wanted.key));
    (time && asked && !until.is_empty()).then_some(until)
}

/// Where the passage says the verb the other way round, and the preposition of who is asked
/// for.
fn converse(text: &Text<'_>, question: &Question) -> Option<(Vec<usize>, &'static str)> {
    let verb = question.verb.as_ref()?;
    if question.kind != Kind::Person || question.role != Role::Subject {
        return None;
    }
    CONVERSE
        .iter()
        .filter(|(asked, _, _)| key(asked) == *verb)
        .find_map(|(_, said, preposition)| {
            let said = key(said);
            let places: Vec<usize> = (0..text.tokens.len())
                .filter(|&at| text.keys[at].as_ref() == Some(&said))
                .collect();
            (!places.is_empty()).then_some((places, *preposition))
        })
}
