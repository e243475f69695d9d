//! What a question asks for, and by what words its answer is found.

use reading::Token;

use crate::acting::{helped, is_known};
use crate::chunks::is_determiner;
use crate::classes;
use crate::dimensions::dimension;
use crate::focus::{Focus, find_focus};
use crate::lists::{LEADING, LIGHT, NOT_READ_OFF, PREPOSITIONS, RECKONED, VITAL, WH, has};
use crate::text::Text;
use crate::verbs::{subject_and_verb, verb};
use crate::words::{is_function, key, keys};

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
    /// Digits, perhaps with letters: a telephone number, a password.
    Code,
    Thing,
}

/// A word of the question.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    pub(crate) key: String,
    pub(crate) weight: f32,
    /// Whether nothing is certain without it: a name, a number, `first`, `oldest`.
    pub(crate) vital: bool,
    /// Whether it is a name.
    pub(crate) name: bool,
    /// Whether it has to stand in the text: an `aunt` is nobody else.
    pub(crate) needed: bool,
}

/// A question, read.
#[derive(Clone, Debug)]
pub(crate) struct Question {
    pub(crate) kind: Kind,
    pub(crate) wanted: Vec<Wanted>,
    /// Its main verb.
    pub(crate) verb: Option<String>,
    /// Where several words may be the verb: each with its key.
    pub(crate) run: Vec<(String, String)>,
    /// `from` in `From which language …?`
    pub(crate) preposition: Option<String>,
    /// What the answer is to the verb.
    pub(crate) role: Role,
    /// What the answer may be called, where that is asked: `school`.
    pub(crate) focus: Option<String>,
    /// Which way something is to be measured: `wide`.
    pub(crate) dimension: Option<&'static str>,
    /// Whether it asks what would be good.
    pub(crate) advises: bool,
    /// Whether it asks who or what something is.
    pub(crate) copular: bool,
    /// Whether it asks where something comes from.
    pub(crate) whence: bool,
    /// Whether it asks how it is after all.
    pub(crate) now: bool,
    /// Whether it asks what would be, or what may or has to be done.
    pub(crate) thinks: bool,
    /// Whether it asks for an owner.
    pub(crate) whose: bool,
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

/// What a question asks for; none where that is not clear, or is no span of a text.
pub(crate) fn read(tokens: &[Token<'_>]) -> Option<Question> {
    let word_keys = keys(tokens);
    let (words, word_keys): (Vec<&Token<'_>>, Vec<Option<String>>) = tokens
        .iter()
        .zip(word_keys)
        .filter(|(token, _)| token.is_word() || token.number().is_some())
        .unzip();
    let words = without_form(words);
    if words.len() > 40 || words.len() < 2 {
        return None;
    }
    let (focus, at, begin) = find_focus(&words)?;
    let tail = &words[at..];
    if words[begin..]
        .iter()
        .enumerate()
        .any(|(at, word)| has(NOT_READ_OFF, word.text) && !is_author_of(&words[begin + at..]))
        || words[0].is("list")
        || words
            .windows(2)
            .any(|pair| pair[1].is("means") && !pair[0].is_any(&["what", "which"]))
    {
        return None;
    }
    let kind = focus.kind(tail)?;
    let number = matches!(kind, Kind::Count(_) | Kind::Measure(_) | Kind::Thing);
    if number && is_reckoned(&words) {
        return None;
    }
    let preposition = preposition(&words, begin);
    let (mut verb, mut role) = verb(tail, preposition.is_some());
    if let Some((at, helped)) = helped(tail) {
        verb = Some(key(helped.text));
        // "Whom should customers call?", but "Who will call?"
        if at > 1 && preposition.is_none() {
            role = Role::Object;
        }
    }
    // "What happens to the pears?" asks for more than a few words.
    if kind == Kind::Thing && verb.as_ref() == Some(&key("happen")) {
        return None;
    }

    // "What are the scales made of?"
    let stranded = words
        .last()
        .is_some_and(|last| preposition.as_ref().is_some_and(|word| last.is(word)));
    let noun = match &focus {
        Focus::Noun(noun) => Some(key(noun)),
        _ => None,
    };
    let measures = match (&kind, &focus) {
        (Kind::Measure(_), Focus::How(how, None)) => dimension(how),
        (Kind::Measure(_), Focus::Noun(noun)) => dimension(noun),
        _ => None,
    };
    let mut question = Question {
        wanted: Vec::new(),
        dimension: measures,
        run: if tail
            .first()
            .is_some_and(|word| has("did does do can will must", word.text))
        {
            subject_and_verb(&tail[1..])
                .iter()
                .map(|word| (key(word.text), word.text.to_owned()))
                .collect()
        } else {
            Vec::new()
        },
        verb,
        preposition,
        thinks: words.iter().any(|word| {
            has(
                "if unless would could should can may might must will need needs going",
                word.text,
            )
        }),
        role: if stranded { Role::Object } else { role },
        focus: noun,
        advises: words
            .iter()
            .any(|word| word.is_any(&["should", "could", "would"])),
        copular: tail
            .first()
            .is_some_and(|word| has("is was are were", word.text))
            || words[begin].is_any(&["who's", "what's", "whats", "whos"]),
        whence: words.iter().any(|word| {
            word.is("from")
                || ["come", "start", "leave", "begin", "rise", "buy"]
                    .iter()
                    .any(|verb| key(word.text) == key(verb))
        }),
        now: words
            .iter()
            .any(|word| word.is_any(&["now", "finally", "end", "new"])),
        whose: words.iter().any(|word| word.is("whose")),
        keys: Vec::new(),
        kind,
    };
    // "What was the weather like?", "What was her time?"
    let vague = question.copular
        && question.kind == Kind::Thing
        && words
            .iter()
            .any(|word| word.is_any(&["like", "time", "about"]));
    if vague {
        return None;
    }
    question.take_words(&words, &word_keys, &focus, begin);
    // "What does Tom do?"
    (question.kind != Kind::Thing || question.verb.is_some() || question.wanted.len() > 1)
        .then_some(question)
}

/// `the author of the poem`, but not `of the text`
fn is_author_of(words: &[&Token<'_>]) -> bool {
    words[0].is("author")
        && words.get(1).is_some_and(|of| of.is("of"))
        && words
            .get(3)
            .is_some_and(|work| !has(crate::task::PASSAGE, work.text))
}

/// Without `in one word`, which only says how to answer.
fn without_form<'s, 't>(mut words: Vec<&'s Token<'t>>) -> Vec<&'s Token<'t>> {
    while words
        .last()
        .is_some_and(|word| has("pls plz please thanks thx", word.text))
    {
        words.pop();
    }
    let word = words
        .iter()
        .rposition(|word| word.is_any(&["word", "words", "sentence", "briefly"]));
    if let Some(at) = word
        && at + 1 == words.len()
        && let Some(from) = words[..at]
            .iter()
            .rposition(|word| word.is_any(&["in", "with", "using"]))
        && at - from <= 4
    {
        words.truncate(from);
    }
    words
}

/// `How many are left?`, but not `… when she left for Madrid?`
fn is_reckoned(words: &[&Token<'_>]) -> bool {
    words.iter().enumerate().any(|(at, word)| {
        let left = word.is("left")
            && (at + 1 == words.len()
                || words[at + 1].is_any(&["over", "in", "on", "now"])
                || words[at - 1].is_any(&["are", "is", "were", "was", "has", "have"]));
        left || has(RECKONED, word.text)
    })
}

/// `From` in `From which …?`, and `of` in `… made of?`
fn preposition(words: &[&Token<'_>], begin: usize) -> Option<String> {
    let before = begin
        .checked_sub(1)
        .map(|at| words[at])
        .filter(|word| has(PREPOSITIONS, word.text));
    before
        .or_else(|| {
            words
                .last()
                .copied()
                .filter(|last| words.len() > 3 && has(PREPOSITIONS, last.text))
        })
        .map(|word| word.text.to_lowercase())
}

impl Question {
    /// The question with the verb that the passage has in another form: of `the bakery sell
    /// bread`, the one that is `sells` there.
    pub(crate) fn with_verb_of(&self, text: &Text<'_>) -> Self {
        let mut question = self.clone();
        if self.run.len() > 2 {
            let inflected = self.run[1..].iter().rev().find(|(key, surface)| {
                (0..text.tokens.len()).any(|at| {
                    let word = text.tokens[at].text;
                    text.keys[at].as_ref() == Some(key)
                        && !word.eq_ignore_ascii_case(surface)
                        && !text.is_capital(at)
                })
            });
            if let Some((key, _)) = inflected {
                question.verb = Some(key.clone());
            }
        }
        question
    }

    /// The question with what the asked one does: `win` for `the winner`.
    pub(crate) fn with_agent(mut self, text: &Text<'_>) -> Self {
        // "The driver, Karel Novak": who it is, is said by that word itself.
        let is_said = self.focus.is_some()
            && (0..text.tokens.len()).any(|at| {
                let word = text.tokens[at].text;
                let noun = word.ends_with("er")
                    || word.ends_with("or")
                    || text
                        .before(at)
                        .is_some_and(|before| is_determiner(text, before));
                text.keys[at] == self.focus && noun
            });
        if self.kind == Kind::Person
            && self.verb.is_none()
            && let Some(focus) = self.focus.clone()
            && is_known(&focus)
            && !is_said
        {
            if !self.wanted.iter().any(|wanted| wanted.key == focus) {
                self.wanted.push(Wanted {
                    key: focus.clone(),
                    weight: 1.0,
                    vital: false,
                    name: false,
                    needed: false,
                });
            }
            self.verb = Some(focus);
            self.role = Role::Subject;
        }
        self
    }

    /// The question by its focus alone: `which platform`.
    pub(crate) fn on_focus_alone(&self) -> Option<Self> {
        let key = self.focus.clone()?;
        matches!(self.kind, Kind::Label(_) | Kind::Code).then(|| Self {
            wanted: vec![Wanted {
                key,
                weight: 1.0,
                vital: true,
                name: false,
                needed: true,
            }],
            ..self.clone()
        })
    }

    /// The words by which the answer is found.
    fn take_words(
        &mut self,
        words: &[&Token<'_>],
        word_keys: &[Option<String>],
        focus: &Focus<'_>,
        begin: usize,
    ) {
        // A focus that is a class needs not stand in the text.
        let skipped = match (&self.kind, focus) {
            (Kind::Measure(_), Focus::How(how, noun)) => noun
                .filter(|noun| has("many", how) || has("money time", noun))
                .map(key),
            (Kind::Person, Focus::Noun(noun)) if has("person man woman individual one", noun) => {
                Some(key(noun))
            }
            (Kind::Thing | Kind::Person, _) => None,
            _ => self.focus.clone(),
        };
        let pair = |first: &str, second: &str| {
            words
                .windows(2)
                .position(|pair| key(pair[0].text) == key(first) && pair[1].is(second))
        };
        // "the name of the dog", "takes place"
        let (named, took_place) = (
            pair("name", "of").or_else(|| pair("surname", "of")),
            pair("take", "place"),
        );
        for (at, word) in words.iter().enumerate() {
            let lead = at < begin;
            let how = matches!(focus, Focus::How(..)) && at == begin + 1;
            let idiom =
                named == Some(at) || took_place.is_some_and(|place| at == place || at == place + 1);
            if lead && has(LEADING, word.text)
                || has(WH, word.text)
                || how
                || idiom
                || word.is("one")
            {
                continue;
            }
            // "After whom …?", "most of his honey"
            let small = at + 1 == begin && word.is("after")
                || word.is("after")
                    && at > 0
                    && ["look", "take"].contains(&key(words[at - 1].text).as_str())
                || word.is("most") && words.get(at + 1).is_some_and(|of| of.is("of"));
            let vital = is_vital(word, at == 0) && !small;
            if small {
                continue;
            }
            let known = word_keys.get(at).cloned().flatten();
            let Some(key) = known.or_else(|| vital.then(|| key(word.text))) else {
                continue;
            };
            self.keys.push(key.clone());
            let class = matches!(self.kind, Kind::Class(class) if classes::named(word.text) == Some(class) && !vital);
            if class
                || Some(&key) == skipped.as_ref()
                || self.wanted.iter().any(|known| known.key == key)
            {
                continue;
            }
            let material = word.is("made") && self.kind == Kind::Class("material");
            let weight = if (lead || has(LIGHT, word.text) || material) && !vital {
                0.4
            } else if vital {
                1.5
            } else {
                1.0
            };
            let name = vital
                && word.text.starts_with(char::is_uppercase)
                && at > 0
                && !["weekday", "month"]
                    .iter()
                    .any(|class| classes::has(class, word.text));
            let needed = vital
                || has(
                    "aunt uncle sister brother mother father cousin nephew niece grandmother grandfather wife husband boss",
                    word.text.trim_end_matches("'s"),
                );
            self.wanted.push(Wanted {
                key,
                weight,
                vital,
                name,
                needed,
            });
        }
        if self.wanted.is_empty()
            && let Some(key) = self.focus.clone()
        {
            self.wanted.push(Wanted {
                key,
                weight: 1.0,
                vital: true,
                name: false,
                needed: true,
            });
        }
    }
}

fn is_vital(word: &Token<'_>, first: bool) -> bool {
    let superlative = word.text.len() > 5
        && word.text.ends_with("est")
        && !has(
            "forest interest guest harvest contest request protest arrest",
            word.text,
        );
    let name =
        !first && word.is_word() && word.text.starts_with(char::is_uppercase) && !is_function(word);
    name || word.number().is_some() || has(VITAL, word.text) || superlative
}
