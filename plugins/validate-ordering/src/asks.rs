//! What asks for a number.

use reading::Token;

use crate::count_words::WORDS;

pub(crate) const INTENTS: &[&str] = &[
    "many?",
    "times?",
    "words?",
    "letters?",
    "characters?",
    "vowels?",
    "consonants?",
    "items?",
    "letters-total?",
];

/// What begins a question in brief: `Vowels in "piano"?`
pub(crate) const BRIEF: &[&str] = &[
    "letters",
    "characters",
    "vowels",
    "consonants",
    "capitals",
    "digits",
    "words",
    "sentences",
    "commas",
    "zeros",
    "doubles",
    "spaces",
];

/// Whether a word tells what is to be done, and is no item of a list.
pub(crate) fn is_told(tokens: &[Token<'_>]) -> bool {
    WORDS.longest(tokens).is_some_and(|(says, _)| {
        !says.is_empty() && !["items", "list", "letters", "numbers"].contains(&says)
    })
}

/// Whether a question names nothing to count in.
pub(crate) fn is_open(tokens: &[Token<'_>]) -> bool {
    let mut at = 0;
    while at < tokens.len() {
        match WORDS.longest(&tokens[at..]) {
            Some((_, used)) => at += used,
            None if tokens[at].is_word() => return false,
            None => at += 1,
        }
    }
    true
}

/// Whether some tokens ask for a number.
pub(crate) fn asks(tokens: &[Token<'_>]) -> bool {
    let chooses = (0..tokens.len()).any(|at| {
        choice_at(&tokens[at..]).is_some_and(|used| {
            used > 2
                && (WORDS
                    .longest(&tokens[at + used..])
                    .is_some_and(|(says, _)| BRIEF.contains(&says) || says == "letter")
                    || tokens.get(at + used).is_some_and(|next| next.is("times")))
        })
    });
    chooses
        || is_brief(tokens)
        || (0..tokens.len()).any(|at| {
            WORDS
                .longest(&tokens[at..])
                .is_some_and(|(says, _)| INTENTS.contains(&says))
        })
}

/// The unit that a sentence beside the question names.
pub(crate) fn unit_in(setting: &[Token<'_>]) -> Option<&'static str> {
    let mut said = (0..setting.len())
        .filter_map(|at| WORDS.longest(&setting[at..]))
        .map(|(says, _)| says)
        .filter(|says| BRIEF.contains(says));
    let first = said.next()?;
    said.all(|other| other == first).then_some(first)
}

/// `Vowels in "piano"?`
pub(crate) fn is_brief(tokens: &[Token<'_>]) -> bool {
    let begin = usize::from(
        tokens
            .first()
            .is_some_and(|token| token.is_any(&["the", "total", "all"])),
    );
    let rest = tokens.get(begin..).unwrap_or_default();
    // "t's in "pear"?"
    let plural = rest
        .first()
        .is_some_and(|token| token.text.len() == 3 && token.text.ends_with("'s"));
    if plural
        && rest
            .get(1)
            .is_some_and(|next| next.is_any(&["in", "within"]))
    {
        return true;
    }
    WORDS.longest(rest).is_some_and(|(says, used)| {
        BRIEF.contains(&says)
            && rest.get(used).is_some_and(|next| {
                next.is_any(&["in", "of", "within", "only", "total"])
                    || next.is_mark('(')
                    || next.is_mark(',')
            })
    })
}

/// `2, 3 or 4`, `the two words`: numbers that are not counted with.
pub(crate) fn choice_at(tokens: &[Token<'_>]) -> Option<usize> {
    let number = |at: usize| tokens.get(at).is_some_and(|token| token.number().is_some());
    if !number(0) {
        return None;
    }
    let mut at = 1;
    let mut or = false;
    while let Some(joint) = tokens.get(at)
        && (joint.is_mark(',') || joint.is("or"))
        && number(at + 1)
    {
        or |= joint.is("or");
        at += 2;
    }
    if or {
        return Some(at);
    }
    let words = tokens
        .get(1)
        .is_some_and(|next| next.is_any(&["words", "names"]));
    (words && !tokens[0].text.starts_with(|c: char| c.is_ascii_digit())).then_some(1)
}
