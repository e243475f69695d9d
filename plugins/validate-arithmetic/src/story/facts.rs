//! The quantities of a story, each with what it is of and what becomes of it.

use reading::Rational;

use super::told::{Number, Part};

/// A quantity.
#[derive(Clone, Debug)]
pub(super) struct Quantity {
    pub(super) value: Rational,
    pub(super) money: bool,
    pub(super) percent: bool,
    /// The thing, by its stem; none where it is left out.
    pub(super) of: Option<String>,
    /// For each of which it is.
    pub(super) per: Option<Per>,
    /// What is done with it: a verb of the lexicon.
    pub(super) role: &'static str,
    /// Whose it is, and who gets it.
    pub(super) subject: Option<String>,
    pub(super) receiver: Option<String>,
}

/// For each of what.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Per {
    /// `18 eggs per box`
    Each(String),
    /// `a hall has 9 rows`: perhaps the one that it is about.
    Perhaps(String),
    /// `$15 each`: of what is counted beside it.
    Beside,
}

/// What is asked.
#[derive(Clone, Debug, Default)]
pub(super) struct Asked {
    /// `how-many?` and its like.
    pub(super) kind: &'static str,
    /// The thing that is asked for.
    pub(super) of: Option<String>,
    pub(super) name: Option<String>,
    /// All else that the question says.
    pub(super) says: Vec<&'static str>,
}

impl Asked {
    pub(super) fn says(&self, what: &str) -> bool {
        self.says.contains(&what)
    }
}

const VERBS: &[&str] = &[
    "have", "hold", "gain", "lose", "give", "consume", "travel", "cost", "pay",
];

/// Where the question begins, in the last sentence that asks something.
pub(super) fn question(sentences: &[Vec<Part>]) -> Option<(usize, usize)> {
    let asks = |part: &Part| matches!(part, Part::Says(says) if says.ends_with('?'));
    let place = sentences
        .iter()
        .rposition(|sentence| sentence.iter().any(asks))?;
    // What follows tells how to answer, and has no numbers.
    let told = |sentence: &Vec<Part>| sentence.iter().any(|p| matches!(p, Part::Number(_)));
    if sentences[place + 1..].iter().any(told) {
        return None;
    }
    Some((place, sentences[place].iter().position(asks)?))
}

/// What the question asks, by the parts from where it begins.
pub(super) fn asked(parts: &[Part]) -> Asked {
    let mut asked = Asked::default();
    for (at, part) in parts.iter().enumerate() {
        match part {
            Part::Says(says) if at == 0 => asked.kind = says,
            Part::Says(says) => asked.says.push(says),
            Part::Noun(noun)
                if asked.of.is_none()
                    && asked.says.iter().all(|s| *s == "more" || *s == "total") =>
            {
                asked.of = Some(noun.clone());
                // "How many red apples": the last word names the thing.
                for next in &parts[at + 1..] {
                    match next {
                        Part::Noun(noun) => asked.of = Some(noun.clone()),
                        _ => break,
                    }
                }
            }
            Part::Name(name) if asked.name.is_none() => asked.name = Some(name.clone()),
            _ => {}
        }
    }
    asked
}

/// The quantities that these sentences tell, in their order; the last one is the
/// question.
pub(super) fn quantities(sentences: &[&[Part]]) -> Vec<Quantity> {
    let mut found: Vec<Quantity> = Vec::new();
    let mut subject: Option<String> = None;
    let mut first: Option<String> = None;
    for (place, sentence) in sentences.iter().enumerate() {
        let asks = place + 1 == sentences.len();
        let mut role = "";
        let mut receiver = None;
        let mut thing: Option<(String, bool)> = None;
        let from = found.len();
        for (at, part) in sentence.iter().enumerate() {
            match part {
                Part::Says(says) if VERBS.contains(says) => {
                    // "at", "for" and "is" say little beside another verb.
                    let weak = *says == "cost" && !role.is_empty();
                    if !weak {
                        // "60 seats are taken"
                        if role.is_empty()
                            && let Some(waiting) =
                                found[from..].last_mut().filter(|q| q.role.is_empty())
                        {
                            waiting.role = says;
                        }
                        role = says;
                        receiver = None;
                    }
                }
                // "12 get off and 7 get on"
                Part::Says("and") if matches!(sentence.get(at + 1), Some(Part::Number(_))) => {
                    let behind = sentence[at + 2..]
                        .iter()
                        .find(|part| !matches!(part, Part::Noun(_) | Part::Says("more" | "of")));
                    if matches!(behind, Some(Part::Says(says)) if VERBS.contains(says) && *says != "cost")
                    {
                        role = "";
                    }
                }
                // "to him", but "to her brother"
                Part::Says("pronoun")
                    if role == "give" && !matches!(sentence.get(at + 1), Some(Part::Noun(_))) =>
                {
                    receiver = first.clone();
                }
                Part::Name(name) => {
                    let acts = matches!(sentence.get(at + 1), Some(Part::Says(says)) if VERBS.contains(says));
                    if role.is_empty() || acts {
                        subject = Some(name.clone());
                        first = first.or(Some(name.clone()));
                        role = "";
                    } else {
                        receiver = Some(name.clone());
                        // "gives 5 apples to Tom"
                        if let Some(last) = found.last_mut().filter(|last| last.role == "give") {
                            last.receiver = receiver.clone();
                        }
                    }
                }
                Part::Noun(noun)
                    if role.is_empty()
                        || at > 0
                            && !matches!(sentence[at - 1], Part::Number(_) | Part::Noun(_))
                            && matches!(
                                sentence.get(at + 1),
                                Some(Part::Says("hold" | "cost" | "have"))
                            ) =>
                {
                    role = "";
                    let each = at
                        .checked_sub(1)
                        .is_some_and(|at| sentence[at] == Part::Says("each"));
                    // Somebody without a name: "his aunt gives him 5"
                    if sentence.get(at + 1) == Some(&Part::Says("give")) {
                        subject = Some(noun.clone());
                    }
                    if each || !asks {
                        thing = Some((noun.clone(), each));
                    }
                }
                Part::Number(number) => {
                    found.push(quantity(
                        number, sentence, at, role, &thing, &subject, &receiver,
                    ));
                }
                _ => {}
            }
        }
        // "45 litres are used every day"
        if let [.., Part::Says("each"), Part::Noun(time)] = sentence
            && TIMES.contains(&time.as_str())
            && let Some(last) = found[from..].last_mut()
            && !matches!(last.per, Some(Per::Each(_) | Per::Beside))
        {
            last.per = Some(Per::Each(time.clone()));
        }
    }
    found
}

const TIMES: &[&str] = &[
    "day", "week", "month", "year", "hour", "minute", "night", "morning",
];

fn quantity(
    number: &Number,
    sentence: &[Part],
    at: usize,
    role: &'static str,
    thing: &Option<(String, bool)>,
    subject: &Option<String>,
    receiver: &Option<String>,
) -> Quantity {
    let mut next = at + 1;
    while matches!(sentence.get(next), Some(Part::Says("more" | "of"))) {
        next += 1;
    }
    let mut of = None;
    while let Some(Part::Noun(noun)) = sentence.get(next) {
        of = Some(noun.clone());
        next += 1;
    }
    let noun_at = |at: usize| match sentence.get(at) {
        Some(Part::Noun(noun)) => Some(noun.clone()),
        _ => None,
    };
    let direct = next;
    // "60 seats in each row", but "34 people on a bus" are no rate.
    while matches!(sentence.get(next), Some(Part::Says("in" | "cost" | "prep"))) {
        next += 1;
    }
    let per = match sentence.get(next) {
        Some(Part::Says("each")) => Some(noun_at(next + 1).map_or(Per::Beside, Per::Each)),
        Some(Part::Says("a")) if next == direct => noun_at(next + 1).map(Per::Each),
        _ => None,
    };
    // "boxes of 6", "9 rows of 16 seats"
    let of_before = at >= 2 && sentence[at - 1] == Part::Says("of");
    let per = per.or_else(|| of_before.then(|| noun_at(at - 2).map(Per::Each))?);
    let per = per.or_else(|| {
        let (noun, each) = thing.clone()?;
        (["hold", "have", "cost", "consume", "travel"].contains(&role)).then_some(if each {
            Per::Each(noun)
        } else {
            Per::Perhaps(noun)
        })
    });
    // "packs them into boxes of 6": what each holds is not won.
    let role = if of_before && ["gain", ""].contains(&role) {
        "hold"
    } else {
        role
    };
    Quantity {
        value: number.value,
        money: number.money,
        percent: number.percent,
        of,
        per,
        role,
        subject: subject.clone(),
        receiver: receiver.clone(),
    }
}
