//! Texts and questions whose reading is not safe, though values of the kind stand there.

use crate::classes;
use crate::copied::words;
use crate::dimensions::is_half_said;
use crate::lists::has;
use crate::people::persons;
use crate::question::{Kind, Question};
use crate::spans::spans;
use crate::text::{Span, Text};
use crate::words::key;

/// With these a text takes back what it or another one said.
const CORRECTS: &[&str] = &[
    "correction",
    "corrections",
    "corrected",
    "correcting",
    "the correct",
    "erratum",
    "errata",
    "misprint",
    "misprinted",
    "typo",
    "mistyped",
    "mistakenly",
    "wrongly",
    "erroneously",
    "incorrectly",
    "in error",
    "should have said",
    "should have read",
    "should read",
    "should say",
    "was wrong",
    "were wrong",
    "we regret the error",
    "i mean",
    "i meant",
    "we meant",
    "scratch that",
    "make that",
    "or rather",
    "no wait",
    "wait no",
    "sorry i wrote",
    "sorry i said",
    "sorry it s",
    "not as printed",
    "my mistake",
];
/// What is asked with these is what words mean.
const MEANS: &[&str] = &[
    "mean",
    "means",
    "meant by",
    "meaning",
    "stands for",
    "stand for",
    "refers to",
    "refer to",
    "signify",
    "signifies",
];
/// Verbs of those who take one of several, and of those who only think of it.
const TAKES: &[&str] = &[
    "choose", "pick", "select", "decide", "opt", "settle", "buy", "take", "prefer", "want", "order",
];
/// With these a text says what came of it.
const AFTER_ALL: &str = "end finally eventually ended ultimately";
/// With these one takes the place of another.
const REPLACES: &[&str] = &[
    "now",
    "instead",
    "cancelled",
    "canceled",
    "rebooked",
    "replaced",
    "replaces",
    "swapped",
    "changed",
];
/// Who wins and who loses.
const CONTESTS: &[&str] = &["win", "beat", "defeat", "lose", "champion"];
/// Other words for beating someone.
const OVERCOMES: &[&str] = &[
    "overcame",
    "overcomes",
    "outplayed",
    "eliminated",
    "ousted",
    "thrashed",
    "edged",
    "knocked",
    "conceded",
    "vanquished",
    "conquered",
];
/// With these a clause begins that tells more of someone.
const JOINS: &[&str] = &[
    "since", "because", "as", "although", "though", "while", "when", "whereas", "after", "before",
];
const PRONOUNS: &[&str] = &["he", "she", "he'd", "she'd", "he's", "she's"];

/// Whether some of these words stand there, in a row.
fn says(plain: &str, phrases: &[&str]) -> bool {
    let padded = format!(" {plain} ");
    phrases
        .iter()
        .any(|phrase| padded.contains(&format!(" {phrase} ")))
}

/// Whether a passage corrects itself or another one.
pub(crate) fn corrects(passage: &[&str]) -> bool {
    says(&words(&passage.join(" ")), CORRECTS)
}

/// `what "9 to 5" stands for in "I've had enough of my 9 to 5"`: the quote is no passage.
pub(crate) fn asks_for_a_meaning(question: &str) -> bool {
    says(&words(question), MEANS)
}

/// Whether the answer may stand where it is not looked for.
pub(crate) fn is_unsure(text: &Text<'_>, question: &Question) -> bool {
    let spans = spans(text, question);
    let candidates = spans.len();
    match &question.kind {
        Kind::Person | Kind::Named(_) if is_of_a_contest(text, question) => true,
        Kind::Person => is_of_a_pronoun(text, question),
        Kind::Clock | Kind::Time => has_bare_hours(text) || is_only_believed(text),
        Kind::Label(_) | Kind::Code if candidates < 2 => is_replaced(text),
        Kind::Named(_)
            if is_replaced(text) && (candidates < 2 || has_other_codes(text, &spans)) =>
        {
            true
        }
        Kind::Class(_) | Kind::Named(_) | Kind::Thing => {
            candidates > 1 && is_of_a_choice(text, question)
        }
        Kind::Measure(_) => question
            .dimension
            .is_some_and(|asked| is_half_said(text, &spans, asked)),
        _ => false,
    }
}

/// "flight LH 440 is cancelled, you're now on LH 446": the new one may lack its noun.
fn is_replaced(text: &Text<'_>) -> bool {
    (0..text.tokens.len()).any(|at| text.is(at, REPLACES))
}

/// Whether a code stands there that is no candidate: "LH 446".
fn has_other_codes(text: &Text<'_>, spans: &[Span]) -> bool {
    let mut covered = vec![false; text.tokens.len()];
    for span in spans {
        covered[span.first..=span.last].fill(true);
    }
    (1..text.tokens.len()).any(|at| {
        let letters = text.tokens[at - 1].text;
        text.tokens[at].number().is_some()
            && (2..4).contains(&letters.len())
            && letters.chars().all(|c| c.is_ascii_uppercase())
            && !covered[at]
    })
}

fn has_key(text: &Text<'_>, wanted: &str) -> bool {
    text.keys.iter().flatten().any(|known| known == wanted)
}

/// "Kira lost the final to Wen": who won stands behind `to`, and who lost behind `beat`.
fn is_of_a_contest(text: &Text<'_>, question: &Question) -> bool {
    let asked = |word: &str| question.keys.contains(&key(word));
    if !CONTESTS.iter().any(|word| asked(word)) {
        return false;
    }
    (0..text.tokens.len()).any(|at| {
        if text.is(at, OVERCOMES) {
            return true;
        }
        let Some(known) = &text.keys[at] else {
            return false;
        };
        let contest = CONTESTS.iter().any(|word| key(word) == *known);
        let other = contest && !question.keys.contains(known);
        // "lost 2-1 in the final to Wen", "was beaten in the final by Wen"
        let turned = contest
            && (at + 1..text.tokens.len())
                .take(10)
                .take_while(|&next| text.sentence[next] == text.sentence[at])
                .any(|next| text.is(next, &["to", "against", "by"]));
        turned && (other || *known == key("lose")) || other && !asked_too(text, question)
    })
}

/// Whether the contest of the question is one that the passage names so too.
fn asked_too(text: &Text<'_>, question: &Question) -> bool {
    CONTESTS
        .iter()
        .map(|word| key(word))
        .any(|word| question.keys.contains(&word) && has_key(text, &word))
}

/// "Tom's letter to Sam was answered by Joan since he was ill": he may be either.
fn is_of_a_pronoun(text: &Text<'_>, question: &Question) -> bool {
    let mut people = vec![false; text.tokens.len()];
    for span in persons(text, question) {
        people[span.first] = true;
    }
    (0..text.tokens.len()).any(|at| {
        let joined = text.before(at).is_some_and(|before| text.is(before, JOINS));
        if !joined || !text.is(at, PRONOUNS) {
            return false;
        }
        let asked = (at + 1..text.tokens.len())
            .take(5)
            .take_while(|&next| text.sentence[next] == text.sentence[at])
            .any(|next| {
                text.keys[next]
                    .as_ref()
                    .is_some_and(|known| question.keys.contains(known))
            });
        // A window is enough, and keeps this linear.
        let before = (at.saturating_sub(40)..at)
            .filter(|&here| people[here] && text.sentence[here] == text.sentence[at]);
        asked && before.count() > 1
    })
}

/// "8–18", "from 9 to 13": hours that nothing calls so.
fn has_bare_hours(text: &Text<'_>) -> bool {
    let hour = |at: usize| {
        text.tokens[at].number().is_some_and(|number| {
            number.value >= 0.into() && number.value < 25.into() && text.tokens[at].text.len() < 3
        })
    };
    (1..text.tokens.len().saturating_sub(1)).any(|at| {
        let dash = ['-', '–', '—']
            .iter()
            .any(|&mark| text.tokens[at].is_mark(mark));
        let between = dash || text.is(at, &["to", "till", "until"]);
        let same = text.sentence[at - 1] == text.sentence[at + 1];
        let minutes = at > 1
            && [':', '.']
                .iter()
                .any(|&mark| text.tokens[at - 2].is_mark(mark) && text.tokens[at - 1].glued);
        // "3-5 May" are days.
        let month = text
            .after(at + 1)
            .is_some_and(|next| classes::has("month", text.tokens[next].text));
        between
            && same
            && !minutes
            && !month
            && (hour(at - 1) && hour(at + 1) || is_military(text, at - 1))
    })
}

/// "0900"
fn is_military(text: &Text<'_>, at: usize) -> bool {
    let token = &text.tokens[at];
    token.number().is_some() && token.text.len() == 4 && token.text.starts_with('0')
}

/// "Tim thinks it starts at 19:00, but it starts at 20:00."
fn is_only_believed(text: &Text<'_>) -> bool {
    let any = |words: &[&str]| (0..text.tokens.len()).any(|at| text.is(at, words));
    any(&[
        "thinks", "thought", "believes", "believed", "assumed", "assumes",
    ]) && any(&["but"])
}

/// "tried on the blue one, and in the end bought the grey": which is taken may be said with
/// another verb.
fn is_of_a_choice(text: &Text<'_>, question: &Question) -> bool {
    let Some(verb) = question
        .verb
        .as_ref()
        .filter(|verb| TAKES.iter().any(|word| key(word) == **verb))
    else {
        return false;
    };
    let ends = text
        .tokens
        .iter()
        .any(|token| token.is_word() && has(AFTER_ALL, token.text));
    !has_key(text, verb) || ends
}

/// A number or code with the groups of digits and capitals beside it.
pub(crate) fn whole(text: &Text<'_>, span: &Span) -> Span {
    let group = |at: &usize| {
        let token = &text.tokens[*at];
        let digits = token.text.starts_with(|c: char| c.is_ascii_digit());
        digits || token.text.len() <= 3 && token.text.chars().all(|c| c.is_ascii_uppercase())
    };
    let (mut first, mut last) = (span.first, span.last);
    // Codes are of few groups.
    for _ in 0..6 {
        first = text.before(first).filter(group).unwrap_or(first);
        last = text.after(last).filter(group).unwrap_or(last);
    }
    Span::new(first, last)
}

/// Whether an answer has the digits and letters of a value, however they are set apart:
/// `0170555018` for `0170 555 018`.
pub(crate) fn is_written_together(value: &str, answer: &str) -> bool {
    let squeezed = |text: &str| -> String {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect()
    };
    let value = squeezed(value);
    if value.len() < 3 || !value.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let answer = squeezed(answer);
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    answer.match_indices(&value).any(|(at, _)| {
        let before = answer[..at].chars().next_back();
        let after = answer[at + value.len()..].chars().next();
        !(digit(before) && digit(value.chars().next())
            || digit(after) && digit(value.chars().next_back()))
    })
}
