//! The passage and the question of a request, in whatever order they stand.

use crate::labels::{Labels, Role};
use crate::units::{Unit, units};

/// Longer requests are not searched.
const LONGEST: usize = 8 * 1024;

/// What names a passage.
pub(crate) const PASSAGE: &str =
    "passage text context paragraph article story excerpt document sentence snippet extract source";
/// What only speaks of the request itself.
const META: &str = "answer answers reply respond question questions passage text article paragraph excerpt following below above word words sentence \
sentences context information information's snippet notice letter email message note report quote phrase explanation name number diary passage's read based \
according story description document statement using extract only";
/// With these an instruction begins.
pub(crate) const INSTRUCTS: &str = "read answer reply respond use using write give name find tell state identify extract pull look consider based determine say only \
keep do don't please below according just refer quote with no be short one check study search go consult pick copy return output respond note";
/// With these one begins that names what it is about.
const LEADS: &str = "in from for after at i here your what";
/// What surely speaks of the request.
const STRONG: &str =
    "text passage question questions answer below following above paragraph excerpt article";
/// With these a question without a question mark begins.
const DEMANDS: &str = "name give find tell state identify extract pull determine say write report quote figure locate pick mention provide \
indicate specify copy show";
/// With these a question may begin that has no question mark.
const ASKS: &str =
    "who what when where which how whose whom what's who's where's whats whos wheres when's";
/// What asks for more than a span of a text.
const OTHERWISE: &str = "translate summarize summarise explain rewrite compose create imagine suppose pretend paraphrase correct continue describe count \
calculate compute sort rank order convert arrange alphabetize shorten classify compare discuss invent generate design draft format reverse";

/// A passage and the question on it.
pub(crate) struct Task<'t> {
    /// The parts of the passage, in their order.
    pub(crate) passage: Vec<&'t str>,
    pub(crate) question: &'t str,
    /// Whether the request calls the passage one; else it may be a story to reckon with.
    pub(crate) called: bool,
    /// Whether only some heading calls it so: "Recipe: …".
    pub(crate) headed: bool,
}

/// The passage, and the one question on it.
pub(crate) fn split(prompt: &str) -> Option<Task<'_>> {
    if prompt.len() > LONGEST || prompt.contains("```") || prompt.contains('{') {
        return None;
    }
    let units = units(prompt);
    if units.len() < 2 || units.len() > 400 {
        return None;
    }
    let mut labels = Labels::default();
    let mut stripped = Vec::with_capacity(units.len());
    for (at, mut unit) in units.into_iter().enumerate() {
        // What a label says may be the question.
        let heading = labels.heading;
        let label = labels.strip(&mut unit);
        stripped.extend(label.map(|text| Unit {
            text,
            quoted: false,
            role: Role::Label,
        }));
        // Only what stands before everything else heads the whole.
        labels.heading = heading || labels.heading && at < 3;
        stripped.push(unit);
    }
    let units = stripped;
    let asked = question(&units)?;
    let otherwise = |unit: &Unit<'_>| !unit.quoted && starts(unit.text, OTHERWISE);
    if units.iter().enumerate().any(|(at, unit)| {
        otherwise(unit) && (at == 0 || at + 1 == units.len() || at == asked)
            || !unit.quoted && starts(unit.text, "write") && !speaks_of_itself(unit.text)
    }) {
        return None;
    }
    // A text in quotes that is most of the request is the whole passage.
    let length = |quoted: bool| -> usize {
        units
            .iter()
            .enumerate()
            .filter(|(at, unit)| unit.quoted == quoted && *at != asked)
            .map(|(_, unit)| unit.text.len())
            .sum()
    };
    let all_quoted = length(true) > length(false).saturating_mul(2) && length(true) > 40;
    let last = units.len() - 1;
    let passage: Vec<&str> = units
        .iter()
        .enumerate()
        .filter(|(at, unit)| {
            let outside = all_quoted && !unit.quoted;
            let tells = is_edge(*at, asked, last) && is_instruction(unit);
            let named = matches!(unit.role, Role::Answer | Role::Label);
            !(*at == asked || unit.text.is_empty() || outside || named || tells)
        })
        .map(|(_, unit)| unit.text)
        .collect();
    let words: usize = passage.iter().map(|text| text.split(' ').count()).sum();
    let by_words = labels.passage
        || labels.question && units[asked].role == Role::Question && units.len() > 2
        || units.iter().enumerate().any(|(at, unit)| {
            !unit.quoted
                && (at == asked || is_edge(at, asked, last) && is_instruction(unit))
                && speaks_of_a_text(unit.text)
        })
        || all_quoted;
    let called = by_words || labels.heading;
    // "The cat sleeps in the hall and the dog in the barn. Where does the dog sleep?"
    let short = units.len() == 2 && is_of_words(units[asked].text, &passage);
    let told = passage.len() > 1 || words > 14 || short;
    let enough = if called { 5 } else { 8 };
    (words >= enough && (called || told) && units[asked].text.len() >= 8).then_some(Task {
        passage,
        question: units[asked].text,
        called,
        headed: !by_words,
    })
}

/// Whether a question asks for words of a text without numbers, all in words of that text:
/// riddles turn on one that is not there.
fn is_of_words(question: &str, passage: &[&str]) -> bool {
    const SMALL: [&str; 8] = [
        "does", "were", "have", "will", "what", "which", "where", "when",
    ];
    let text = passage.join(" ").to_lowercase();
    let words: Vec<String> = question
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let asks = words.first().is_some_and(|first| {
        ["who", "where", "why", "when", "what", "which"].contains(&first.as_str())
    });
    let known = |word: &String| {
        let stem: String = word.chars().take(4).collect();
        word.chars().count() < 4
            || SMALL.contains(&word.as_str())
            || text
                .split(|c: char| !c.is_alphanumeric())
                .any(|other| other.starts_with(&stem))
    };
    asks && !text.contains(|c: char| c.is_ascii_digit()) && words.iter().all(known)
}

/// The unit that asks.
fn question(units: &[Unit<'_>]) -> Option<usize> {
    let all = |fits: &dyn Fn(&Unit<'_>) -> bool| -> Vec<usize> {
        (0..units.len()).filter(|&at| fits(&units[at])).collect()
    };
    let labelled = all(&|unit| unit.role == Role::Question && !unit.text.is_empty());
    if let [only] = labelled[..] {
        return Some(only);
    }
    let marked = all(&|unit| !unit.quoted && unit.text.trim_end().ends_with('?'));
    match marked[..] {
        [only] => return Some(only),
        [] => {}
        // Several questions, or one in the text: which is meant is not clear.
        _ => return None,
    }
    // "Tuesday's dish:"
    let last = units.iter().rposition(|unit| unit.role != Role::Answer)?;
    let open = units[last].text;
    if !units[last].quoted && last > 0 && open.ends_with(':') && open.split(' ').count() <= 10 {
        return Some(last);
    }
    // "Give the year in which …"
    let demanding: Vec<usize> = [0, 1, last.saturating_sub(1), last]
        .into_iter()
        .filter(|&at| !units[at].quoted && demands(units[at].text))
        .collect();
    let plain: Vec<usize> = demanding
        .iter()
        .copied()
        .filter(|&at| !only_form(units[at].text))
        .collect();
    let (first, same) = (
        plain.first()?,
        plain.iter().all(|at| Some(at) == plain.first()),
    );
    same.then_some(*first)
}

/// "Write only the name.", "Give a short answer."
fn only_form(text: &str) -> bool {
    let lower = text.to_lowercase();
    let words = lower.split(' ').count();
    words < 12
        && [
            "answer", "only", "one word", "sentence", "reply", "respond", "just the",
        ]
        .iter()
        .any(|form| lower.contains(form))
        && ![
            "who ", "what ", "when ", "where ", "which ", "that ", " of ",
        ]
        .iter()
        .any(|asks| lower.contains(asks))
}

fn demands(text: &str) -> bool {
    let lower = text.to_lowercase();
    let second = words(text).nth(1);
    let asks = starts(text, ASKS) && !text.contains(',')
        || starts(text, "in on at to from by for")
            && second
                .is_some_and(|word| ["which", "what", "whom", "whose"].contains(&word.as_str()))
        || [
            "i want to know",
            "i'd like to know",
            "i would like to know",
            "i need to know",
            "i need the",
            "can you find",
            "let me know",
        ]
        .iter()
        .any(|ask| lower.starts_with(ask));
    // "pls read & answer who brings the salad."
    let within = words(text).any(|word| list(ASKS).any(|ask| ask == word))
        && (starts(text, INSTRUCTS)
            || [
                "i was wondering",
                "wondering",
                "i wonder",
                "can you",
                "could you",
                "i'm looking",
                "i am looking",
                "i need",
                "i want",
            ]
            .iter()
            .any(|ask| lower.starts_with(ask)));
    asks || within
        || lower.trim_end_matches('.').ends_with(" please") && !lower.contains("answer")
        || starts(text, DEMANDS) && text.split(' ').count() >= 4
        || [
            ", name ",
            ", state ",
            ", give ",
            ", say ",
            ", identify ",
            ", find ",
            "- name of",
            "name of",
        ]
        .iter()
        .any(|ask| lower.contains(ask))
            && !lower.contains("answer")
            && text.len() < 160
        || ["find out", "tell me"]
            .iter()
            .any(|ask| text.to_lowercase().contains(ask))
}

/// Whether a unit only tells how to read or answer.
fn is_instruction(unit: &Unit<'_>) -> bool {
    let form = words(unit.text).count() <= 4 && words(unit.text).any(|word| word == "only");
    !unit.quoted && form
        || !unit.quoted
            && (starts(unit.text, INSTRUCTS) && speaks_of_itself(unit.text)
                || starts(unit.text, LEADS)
                    && words(unit.text).count() < 16
                    && speaks_strongly(unit.text)
                || demands(unit.text) && speaks_of_itself(unit.text))
}

fn speaks_strongly(text: &str) -> bool {
    let here = starts(text, "here i");
    words(text).any(|word| {
        list(STRONG).any(|strong| strong == word)
            || here && list("advertisement advert ad notice letter email mail message report diary review story recipe snippet note").any(|name| name == word)
    })
}

/// Instructions stand at the ends and beside the question.
fn is_edge(at: usize, asked: usize, last: usize) -> bool {
    at <= 1 || at + 1 >= last || at.abs_diff(asked) <= 1
}

pub(crate) fn speaks_of_itself(text: &str) -> bool {
    words(text).any(|word| list(META).any(|meta| meta == word))
}

fn speaks_of_a_text(text: &str) -> bool {
    words(text).any(|word| {
        list(PASSAGE).any(|name| name == word)
            || matches!(
                word.as_str(),
                "notice"
                    | "advertisement"
                    | "ad"
                    | "announcement"
                    | "advert"
                    | "review"
                    | "recipe"
                    | "biography"
                    | "letter"
                    | "email"
                    | "message"
                    | "note"
                    | "report"
                    | "according"
                    | "diary"
            )
    })
}

pub(crate) fn starts(text: &str, with: &str) -> bool {
    let mut all = words(text).skip_while(|word| {
        word == "please"
            || word == "pls"
            || word == "plz"
            || word == "so"
            || word == "hey"
            || word == "now"
            || word == "and"
            || word == "then"
    });
    all.next()
        .is_some_and(|first| list(with).any(|word| word == first))
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'')
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}

pub(crate) fn list(words: &str) -> impl Iterator<Item = &str> {
    words.split(' ')
}
