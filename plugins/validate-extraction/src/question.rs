//! What a question asks for, and by what words its answer is found.

use reading::Token;

use crate::amounts::quantity_of;
use crate::classes;
use crate::words::{content_key, is_function, key};

/// What kind of thing is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Person,
    Place,
    /// A number of things, by the key of their name.
    Count(String),
    /// A number with one of these units.
    Measure(&'static str),
    /// A number that stands behind a word: `gate B14`, `room 69`.
    Label(String),
    Year,
    Clock,
    Time,
    /// One of a class of `classes.txt`.
    Class(&'static str),
    /// Something that is called so: `which school`.
    Named(String),
    Thing,
}

/// A word of the question.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    pub(crate) key: String,
    pub(crate) weight: f32,
    /// Whether nothing is certain without it: a name, a number, `first`, `oldest`.
    pub(crate) vital: bool,
}

/// A question, read.
#[derive(Clone, Debug)]
pub(crate) struct Question {
    pub(crate) kind: Kind,
    pub(crate) wanted: Vec<Wanted>,
    /// Its main verb.
    pub(crate) verb: Option<String>,
    /// `from` in `From which language …?`
    pub(crate) preposition: Option<String>,
    /// Whether the answer is what the verb is said of, or what it is done to.
    pub(crate) role: Role,
    /// What the answer may be called, where that is asked: `school`.
    pub(crate) focus: Option<String>,
    /// Every content word.
    pub(crate) keys: Vec<String>,
}

/// The place of the answer in its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Subject,
    Object,
    Any,
}

const WH: &[&str] = &[
    "who", "whom", "whose", "what", "what's", "who's", "where's", "which", "when", "where", "how",
    "why",
];
const AUXILIARY: &[&str] = &[
    "did", "does", "do", "is", "are", "was", "were", "has", "have", "had", "can", "could", "will",
    "would", "must", "may", "shall", "should", "might", "be", "been", "being",
];
const DO: &[&str] = &[
    "did", "does", "do", "can", "could", "will", "must", "may", "shall", "should", "would",
];
/// With these words the answer is reckoned, judged, or somewhere else.
const NOT_READ_OFF: &[&str] = &[
    "total",
    "altogether",
    "left",
    "remain",
    "remaining",
    "sum",
    "difference",
    "average",
    "combined",
    "not",
    "never",
    "except",
    "besides",
    "without",
    "why",
    "author",
    "narrator",
    "would",
    "might",
    "think",
    "else",
    "if",
    "don't",
    "doesn't",
    "didn't",
    "isn't",
    "wasn't",
    "aren't",
    "weren't",
    "cannot",
    "can't",
    "paragraph",
    "paragraphs",
    "sentences",
    "letters",
    "vowels",
    "syllables",
    "characters",
    "times",
    "more",
    "fewer",
    "less",
    "than",
    "mean",
    "means",
    "opposite",
    "synonym",
    "title",
    "theme",
    "mood",
    "tone",
    "moral",
    "feel",
    "infer",
    "imply",
    "likely",
    "probably",
    "opinion",
    "your",
    "list",
    "two",
    "three",
    "all",
    "every",
    "names",
    "both",
    "other",
    "twice",
    "half",
    "percentage",
    "percent",
    "ratio",
    "later",
    "ago",
    "apart",
    "mentioned",
    "older",
    "younger",
    "taller",
    "longer",
    "heavier",
    "faster",
    "cheaper",
    "higher",
    "bigger",
    "farther",
    "further",
];
const PREPOSITIONS: &[&str] = &[
    "in", "on", "at", "to", "from", "of", "by", "with", "for", "into", "behind", "under", "near",
    "through", "about", "over", "after", "before", "during", "since", "until", "onto", "against",
    "between",
];
/// Words before the question proper that only lead to it.
const LEADING: &[&str] = &[
    "tell",
    "know",
    "text",
    "article",
    "passage",
    "according",
    "based",
    "please",
    "answer",
    "say",
    "find",
    "read",
    "using",
    "question",
    "paragraph",
    "story",
    "legend",
    "report",
    "notice",
    "note",
    "letter",
    "message",
    "email",
    "excerpt",
    "above",
    "below",
    "following",
    "information",
    "name",
    "give",
    "state",
    "identify",
    "work",
    "document",
    "context",
    "description",
    "want",
    "see",
    "look",
    "check",
    "quick",
    "hi",
    "hello",
    "okay",
    "ok",
    "mentioned",
    "pull",
    "extract",
    "determine",
    "help",
    "remind",
    "figure",
    "search",
    "wonder",
    "wondering",
];

/// Words that say little.
const LIGHT: &[&str] = &[
    "now",
    "today",
    "currently",
    "happen",
    "happened",
    "held",
    "located",
    "situated",
    "found",
    "used",
    "given",
    "said",
    "stated",
    "according",
    "exactly",
    "called",
    "named",
    "expected",
    "get",
    "got",
    "go",
    "going",
    "do",
    "doing",
    "new",
];

/// What a question asks for; none where that is not clear, or is no span of a text.
pub(crate) fn read(tokens: &[Token<'_>]) -> Option<Question> {
    let words: Vec<&Token<'_>> = tokens
        .iter()
        .filter(|token| token.is_word() || token.number().is_some())
        .collect();
    if words.len() > 40 || words.len() < 2 {
        return None;
    }
    let words = without_form(words);
    let (focus, at, begin) = find_focus(&words)?;
    let tail = &words[at..];
    if words[begin..].iter().any(|word| word.is_any(NOT_READ_OFF)) {
        return None;
    }
    let preposition = begin
        .checked_sub(1)
        .map(|before| words[before].text.to_lowercase())
        .filter(|word| PREPOSITIONS.contains(&word.as_str()));
    // "What are the scales made of?"
    let preposition = preposition.or_else(|| {
        words
            .last()
            .filter(|last| words.len() > 3 && last.is_any(PREPOSITIONS))
            .map(|last| last.text.to_lowercase())
    });
    let kind = focus.kind(tail)?;
    let (verb, role) = verb(tail, preposition.is_some());
    // "What are the scales made of?"
    let stranded = words.last().is_some_and(|last| {
        preposition
            .as_ref()
            .is_some_and(|preposition| last.is(preposition))
    });
    let role = if stranded { Role::Object } else { role };
    if kind == Kind::Thing && verb.is_none() {
        return None;
    }
    let noun = match &focus {
        Focus::Noun(noun) => Some(key(noun)),
        _ => None,
    };
    // A focus that is a class needs not stand in the text.
    let skipped = match (&kind, &focus) {
        (Kind::Measure(_), Focus::How(how, noun)) => noun
            .filter(|noun| {
                how.eq_ignore_ascii_case("many")
                    || noun.eq_ignore_ascii_case("money")
                    || noun.eq_ignore_ascii_case("time")
            })
            .map(key),
        (Kind::Thing, _) => None,
        _ => noun.clone(),
    };
    let took_place = words
        .windows(2)
        .any(|pair| key(pair[0].text) == key("take") && pair[1].is("place"));
    let mut wanted: Vec<Wanted> = Vec::new();
    let mut keys = Vec::new();
    for (place, word) in words.iter().enumerate() {
        let lead = place < begin;
        if lead && word.is_any(LEADING) || word.is_any(WH) {
            continue;
        }
        let vital = is_vital(word, place == 0);
        let Some(key) = content_key(word).or_else(|| vital.then(|| key(word.text))) else {
            continue;
        };
        keys.push(key.clone());
        if Some(&key) == skipped.as_ref() || wanted.iter().any(|known| known.key == key) {
            continue;
        }
        if took_place && (key == "tak" || word.is("place")) {
            continue;
        }
        let light = word.is_any(LIGHT);
        let weight = if lead && !vital || light {
            0.4
        } else if vital {
            1.5
        } else {
            1.0
        };
        wanted.push(Wanted { key, weight, vital });
    }
    Some(Question {
        kind,
        wanted,
        verb,
        preposition,
        role,
        focus: noun,
        keys,
    })
}

/// Without `in one word`, which only says how to answer.
fn without_form<'s, 't>(mut words: Vec<&'s Token<'t>>) -> Vec<&'s Token<'t>> {
    let word = words
        .iter()
        .rposition(|word| word.is_any(&["word", "words"]));
    if let Some(at) = word
        && at + 1 == words.len()
        && let Some(from) = words[..at]
            .iter()
            .rposition(|word| word.is_any(&["in", "with", "using"]))
        && at - from <= 3
    {
        words.truncate(from);
    }
    words
}

/// What stands where the answer will.
enum Focus<'t> {
    Who,
    Where,
    When,
    /// `how many pillars`, `how long`
    How(&'t str, Option<&'t str>),
    What,
    Noun(&'t str),
}

/// The focus, where the rest of the question begins, and where the focus does.
fn find_focus<'t>(words: &[&Token<'t>]) -> Option<(Focus<'t>, usize, usize)> {
    // "Give the year in which …", "Find the instrument that Pavel plays"
    if let Some(found) = demanded(words) {
        return Some(found);
    }
    let wh = words.iter().position(|word| word.is_any(WH))?;
    let word = words[wh];
    let next = words.get(wh + 1).copied();
    Some(match word.text.to_lowercase().as_str() {
        "who" | "whom" | "who's" => (Focus::Who, wh + 1, wh),
        "whose" => (Focus::Who, wh + 1, wh),
        "where" | "where's" => (Focus::Where, wh + 1, wh),
        "when" => (Focus::When, wh + 1, wh),
        "how" => {
            let next = next?;
            if next.is_any(&["many", "much"]) {
                let until = noun_end(words, wh + 2);
                let noun = (until > wh + 2).then(|| words[until - 1].text);
                (Focus::How(next.text, noun), until, wh)
            } else {
                (Focus::How(next.text, None), wh + 2, wh)
            }
        }
        "what" | "which" | "what's" => {
            let Some(next) = next else {
                // "Her profession was what?"
                let noun = words[..wh].iter().rev().find(|word| !is_function(word))?;
                return Some((Focus::Noun(noun.text), 0, 0));
            };
            if next.is_any(AUXILIARY) || word.is("what's") {
                copular(words, wh).unwrap_or((Focus::What, wh + 1, wh))
            } else if next.is_any(&["of", "one"]) {
                (Focus::What, wh + 1, wh)
            } else {
                let mut from = wh + 1;
                if next.is_any(&["kind", "type", "sort", "name", "piece"])
                    && words.get(wh + 2).is_some_and(|of| of.is("of"))
                {
                    from = wh + 3;
                }
                let until = if words
                    .get(from)
                    .is_some_and(|word| word.is_any(&["colour", "color"]))
                {
                    from + 1
                } else {
                    noun_end(words, from)
                };
                if until == from {
                    (Focus::What, wh + 1, wh)
                } else {
                    (Focus::Noun(words[until - 1].text), until, wh)
                }
            }
        }
        _ => return None,
    })
}

/// Where a noun with its describing words ends: before a verb or a small word.
fn noun_end(words: &[&Token<'_>], from: usize) -> usize {
    let mut at = from;
    while at < words.len() && at < from + 4 && !is_function(words[at]) && words[at].is_word() {
        at += 1;
    }
    // "which company bought the mill": the verb is no part of it.
    let followed_by_auxiliary = words.get(at).is_some_and(|word| word.is_any(AUXILIARY));
    if at > from + 1
        && !followed_by_auxiliary
        && !words
            .get(at)
            .is_some_and(|word| word.is_any(&["he", "she", "they", "it", "we", "you", "i", "the"]))
    {
        at = from + 1;
    } else if at > from + 1 && !followed_by_auxiliary {
        // "which school teaches the …" or "how many pillars it rests on"
        let pronoun = words
            .get(at)
            .is_some_and(|word| word.is_any(&["he", "she", "they", "it", "we", "you", "i"]));
        if !pronoun {
            at -= 1;
        }
    }
    at
}

/// `What is the colour of the whistle?`, `What was Pavel's profession?`
fn copular<'t>(words: &[&Token<'t>], wh: usize) -> Option<(Focus<'t>, usize, usize)> {
    let is = words.get(wh + 1)?;
    let mut at = if words[wh].is("what's") {
        wh + 1
    } else {
        wh + 2
    };
    if !words[wh].is("what's") && !is.is_any(&["is", "was", "are", "were"]) {
        return None;
    }
    if words.get(at)?.is("the") {
        at += 1;
    }
    let end = (at..words.len().min(at + 5))
        .find(|&end| is_function(words[end]) && !words[end].text.ends_with("'s"))
        .unwrap_or(words.len().min(at + 5));
    let noun = *words.get(end.checked_sub(1)?)?;
    let of = words
        .get(end)
        .is_some_and(|word| word.is_any(&["of", "for", "in", "on", "at"]));
    let owned = words
        .get(at..end)?
        .iter()
        .any(|word| word.text.ends_with("'s"))
        || words
            .get(at)
            .is_some_and(|word| word.is_any(&["his", "her", "its", "their", "my"]));
    if noun.is("name") && of {
        // "the name of the dog"
        let until = noun_end_plain(words, end + 1);
        let named = words.get(until.checked_sub(1)?)?;
        return Some((Focus::Noun(named.text), until, wh));
    }
    let known =
        classes::named(noun.text).is_some() || quantity(noun.text).is_some() || is_place(noun.text);
    (known && (of || owned || end == words.len())).then_some((Focus::Noun(noun.text), end, wh))
}

fn noun_end_plain(words: &[&Token<'_>], from: usize) -> usize {
    let mut at = from;
    while words
        .get(at)
        .is_some_and(|word| word.is_any(&["the", "a", "an", "her", "his", "their", "its", "my"]))
    {
        at += 1;
    }
    while at < words.len() && !is_function(words[at]) {
        at += 1;
    }
    at
}

/// `Give the year in which …`, `name the inventor's profession`: what stands behind the verb
/// is the focus.
fn demanded<'t>(words: &[&Token<'t>]) -> Option<(Focus<'t>, usize, usize)> {
    const VERBS: &[&str] = &[
        "give",
        "name",
        "find",
        "state",
        "identify",
        "tell",
        "write",
        "say",
        "provide",
        "extract",
        "indicate",
        "mention",
        "pull",
        "determine",
        "pick",
        "copy",
        "report",
        "specify",
        "quote",
        "locate",
        "need",
        "want",
        "know",
        "get",
        "show",
    ];
    let demand = words.iter().take(14).position(|word| word.is_any(VERBS))?;
    let mut from = demand + 1;
    while words.get(from).is_some_and(|word| {
        word.is_any(&[
            "me", "us", "out", "down", "just", "only", "to", "know", "for", "from",
        ])
    }) {
        from += 1;
    }
    if words.get(from)?.is_any(WH) {
        return None;
    }
    let begin = from;
    while words.get(from).is_some_and(|word| {
        word.is_any(&[
            "the", "a", "an", "his", "her", "their", "its", "exact", "full",
        ])
    }) {
        from += 1;
    }
    let mut end = noun_end_plain(words, from);
    let mut noun = *words.get(end.checked_sub(1)?)?;
    let described = from > begin
        || words[from..end]
            .iter()
            .any(|word| word.text.ends_with("'s"));
    if end == from || !described || end > from + 4 {
        return None;
    }
    if noun.is_any(&["name", "names", "number"]) && words.get(end).is_some_and(|of| of.is("of")) {
        let counts = noun.is("number");
        let plain = noun_end_plain(words, end + 1);
        noun = words.get(plain.checked_sub(1)?)?;
        end = plain;
        if counts {
            return Some((Focus::How("many", Some(noun.text)), end, begin));
        }
    }
    Some((Focus::Noun(noun.text), end, begin))
}

impl Focus<'_> {
    fn kind(&self, tail: &[&Token<'_>]) -> Option<Kind> {
        Some(match self {
            Self::Who => Kind::Person,
            Self::Where => Kind::Place,
            Self::When => Kind::Time,
            Self::What => {
                // "What do pupils pay?", "What did it cost?"
                if tail
                    .iter()
                    .any(|word| word.is_any(&["cost", "pay", "paid"]))
                {
                    Kind::Measure("money")
                } else if tail.iter().any(|word| word.is_any(&["weigh"])) {
                    Kind::Measure("mass")
                } else {
                    Kind::Thing
                }
            }
            Self::How(how, noun) => match (how.to_lowercase().as_str(), noun) {
                ("many", Some(noun)) => match *noun {
                    "words" | "people's" => return None,
                    noun => match quantity_of(noun) {
                        Some(quantity) => Kind::Measure(quantity),
                        None => Kind::Count(key(noun)),
                    },
                },
                ("much", Some(noun)) => match noun.to_lowercase().as_str() {
                    "money" | "cash" => Kind::Measure("money"),
                    "time" => Kind::Measure("time"),
                    _ => Kind::Measure("any"),
                },
                ("much", None) if tail.iter().any(|word| word.is("weigh")) => Kind::Measure("mass"),
                ("much", None) => Kind::Measure("money"),
                ("long", _) => {
                    let is = tail
                        .first()
                        .is_some_and(|word| word.is_any(&["is", "was", "are", "were"]));
                    Kind::Measure(if is && tail.len() < 6 {
                        "length or time"
                    } else {
                        "time"
                    })
                }
                ("tall" | "high" | "deep" | "wide" | "far" | "broad" | "thick", _) => {
                    Kind::Measure("length")
                }
                ("heavy", _) => Kind::Measure("mass"),
                ("old", _) => Kind::Measure("age"),
                ("fast", _) => Kind::Measure("speed"),
                ("hot" | "cold" | "warm", _) => Kind::Measure("temperature"),
                ("big" | "large", _) => Kind::Measure("any"),
                _ => return None,
            },
            Self::Noun(noun) => of_noun(noun)?,
        })
    }
}

/// The kind that a noun says: `the year`, `which gate`, `what colour`.
fn of_noun(noun: &str) -> Option<Kind> {
    let lower = noun.to_lowercase();
    Some(match lower.as_str() {
        "year" => Kind::Year,
        "time" | "hour" => Kind::Clock,
        "date" => Kind::Time,
        "person" | "man" | "woman" | "boy" | "girl" | "child" | "player" | "pupil" | "student"
        | "teacher" | "member" | "relative" => Kind::Person,
        "room" | "gate" | "platform" | "page" | "floor" | "bus" | "line" | "chapter" | "track"
        | "seat" | "locker" | "number" | "shelf" | "aisle" | "terminal" | "lane" | "storey"
        | "exit" | "table" | "row" | "tram" | "route" | "pier" | "dock" | "hall" | "stage"
        | "counter" | "apartment" => Kind::Label(key(&lower)),
        "word" | "reason" | "way" | "sentence" | "problem" | "lesson" | "things" | "part"
        | "words" | "conclusion" | "order" | "difference" => return None,
        _ => {
            if let Some(quantity) = quantity(&lower) {
                Kind::Measure(quantity)
            } else if is_place(&lower) {
                Kind::Place
            } else if let Some(class) = classes::named(&lower) {
                Kind::Class(class)
            } else {
                Kind::Named(key(&lower))
            }
        }
    })
}

fn is_place(noun: &str) -> bool {
    [
        "city",
        "country",
        "town",
        "village",
        "place",
        "state",
        "island",
        "continent",
        "location",
        "region",
        "county",
        "capital",
        "birthplace",
        "hometown",
        "destination",
        "port",
        "venue",
    ]
    .iter()
    .any(|place| place.eq_ignore_ascii_case(noun))
}

/// The quantity that a noun names.
pub(crate) fn quantity(noun: &str) -> Option<&'static str> {
    Some(match noun.to_lowercase().as_str() {
        "temperature" | "temperatures" => "temperature",
        "price" | "cost" | "fee" | "fare" | "salary" | "wage" | "rent" | "fine" | "deposit"
        | "sum" | "money" | "charge" => "money",
        "height" | "length" | "width" | "depth" | "distance" | "altitude" | "diameter" => "length",
        "weight" | "mass" => "mass",
        "speed" => "speed",
        "age" => "age",
        "duration" => "time",
        "amount" | "quantity" | "size" | "capacity" | "volume" | "area" => "any",
        _ => return None,
    })
}

/// The main verb of what follows the focus, and what the answer is to it.
fn verb(tail: &[&Token<'_>], preposition: bool) -> (Option<String>, Role) {
    let helped = tail.first().is_some_and(|word| word.is_any(AUXILIARY));
    let content = |word: &&&Token<'_>| !is_function(word) && word.is_word();
    let second_is_subject = tail.get(1).is_some_and(|word| {
        word.is_any(&[
            "the", "a", "an", "he", "she", "they", "it", "i", "we", "you", "his", "her", "their",
            "my", "our", "your", "this", "that", "these", "those", "its",
        ]) || word.text.starts_with(char::is_uppercase)
    });
    let done = tail.first().is_some_and(|word| word.is_any(DO));
    let plain_do = tail
        .first()
        .is_some_and(|word| word.is_any(&["did", "does", "do"]));
    if helped && (plain_do || second_is_subject) || done && !second_is_subject && plain_do {
        // "did the children plant behind": the last content word before a small one.
        let mut last = None;
        for word in &tail[1..] {
            if is_function(word) {
                if last.is_some() {
                    break;
                }
            } else if word.is_word() {
                last = Some(*word);
            }
        }
        let last = last.filter(|word| !word.text.starts_with(char::is_uppercase));
        return (
            last.map(|word| key(word.text)),
            if preposition { Role::Any } else { Role::Object },
        );
    }
    if let Some(found) = relative(tail) {
        return found;
    }
    let first = tail.iter().find(content);
    let subject = first.is_some() && !preposition;
    (
        first.map(|word| key(word.text)),
        if subject { Role::Subject } else { Role::Any },
    )
}

/// `in which her memoirs were published`, `that Pavel plays`
fn relative(tail: &[&Token<'_>]) -> Option<(Option<String>, Role)> {
    let at = tail
        .iter()
        .take(2)
        .position(|word| word.is_any(&["that", "which", "who", "whom", "where", "when"]))?;
    let rest = &tail[at + 1..];
    let next = rest.first()?;
    let own = next.text.starts_with(char::is_uppercase)
        || next.is_any(&[
            "the", "a", "an", "he", "she", "they", "it", "i", "we", "you", "his", "her", "their",
            "its", "my", "our",
        ]);
    let helped = rest.iter().rposition(|word| word.is_any(AUXILIARY));
    let content = |word: &&&Token<'_>| {
        !is_function(word) && word.is_word() && !word.text.starts_with(char::is_uppercase)
    };
    let verb = match helped {
        Some(helped) => rest[helped + 1..].iter().find(content),
        None if own && is_function(next) => rest.iter().filter(content).nth(usize::from(
            !next.is_any(&["he", "she", "they", "it", "i", "we", "you"]),
        )),
        None => rest.iter().find(content),
    };
    Some((
        verb.map(|word| key(word.text)),
        if own || at > 0 {
            Role::Any
        } else {
            Role::Subject
        },
    ))
}

fn is_vital(word: &Token<'_>, first: bool) -> bool {
    const ORDER: &[&str] = &[
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "last",
        "next",
        "previous",
        "original",
        "originally",
        "most",
        "least",
        "best",
        "worst",
        "before",
        "after",
        "only",
        "former",
        "main",
        "final",
    ];
    let superlative = word.text.len() > 5
        && word.text.ends_with("est")
        && !word.is_any(&[
            "forest", "interest", "guest", "harvest", "contest", "request", "protest", "arrest",
        ]);
    let name =
        !first && word.is_word() && word.text.starts_with(char::is_uppercase) && !is_function(word);
    name || word.number().is_some() || word.is_any(ORDER) || superlative
}
