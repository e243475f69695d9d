//! How much of a question a part of a passage says.

use crate::classes;
use crate::needed::{Needed, Word};
use crate::pieces::{Piece, Pieces};
use crate::question::{Kind, Question};
use crate::text::Text;

pub(crate) fn says(text: &Text<'_>, pieces: &Pieces, part: &Piece, word: &Word) -> bool {
    word.places.iter().any(|at| part.tokens.contains(at))
        || pieces.takes_over(text, part, &word.places, word.is_verb)
}

/// The pieces that say all of a question.
pub(crate) fn exact<'p>(
    text: &Text<'_>,
    question: &Question,
    pieces: &'p Pieces,
    needed: &Needed,
) -> Vec<&'p Piece> {
    let [all, _, _] = pieces.levels();
    all.iter()
        // "(waiting room)" says what the piece before it is about.
        .filter(|part| !text.tokens[part.tokens.start].is_mark('('))
        .filter(|part| says_all(text, question, pieces, needed, part))
        .collect()
}

pub(crate) fn says_all(
    text: &Text<'_>,
    question: &Question,
    pieces: &Pieces,
    needed: &Needed,
    part: &Piece,
) -> bool {
    // "It is 42 metres tall": a pronoun may be all that stands for the question.
    let by_pronoun = pieces.has_pronoun(text, part)
        && (matches!(question.kind, Kind::Measure(_) | Kind::Class(_))
            || needed.light && is_typed(question) && !matches!(question.kind, Kind::Count(_)));
    let direct = by_pronoun
        || needed
            .words
            .iter()
            .any(|word| word.places.iter().any(|at| part.tokens.contains(at)));
    direct
        && needed.words.iter().all(|word| {
            // "the blue team 15"
            word.counted && part.verb().is_none() || says(text, pieces, part, word)
        })
}

/// Whether a part alone has the verb and one more word of the question, and lacks but one
/// that was said before: "The worms eat peelings" of the worms in the bin.
pub(crate) fn says_most(
    text: &Text<'_>,
    question: &Question,
    pieces: &Pieces,
    needed: &Needed,
    part: &Piece,
) -> bool {
    let sentence = text.sentence[part.tokens.start];
    let here = |places: &[usize]| places.iter().any(|at| part.tokens.contains(at));
    let only_verb = needed.words.iter().any(|word| {
        word.is_verb
            && here(&word.places)
            && word.places.iter().all(|&at| text.sentence[at] == sentence)
    });
    let only_noun = is_typed(question)
        && needed.light
        && needed.words.iter().any(|word| {
            !word.counted
                && here(&word.places)
                && word.places.iter().all(|&at| text.sentence[at] == sentence)
        });
    let lacking: Vec<&Word> = needed
        .words
        .iter()
        .filter(|word| !says(text, pieces, part, word))
        .collect();
    let said_before =
        |word: &Word| !word.vital && word.places.iter().all(|&at| at < part.tokens.start);
    let more = needed
        .words
        .iter()
        .any(|word| !word.is_verb && here(&word.places));
    let refers = part
        .tokens
        .clone()
        .any(|at| text.is(at, &["it", "them", "him", "its", "their"]));
    (only_verb && (more || refers) || only_noun)
        && needed.missing == 0
        && matches!(lacking[..], [word] if said_before(word))
}

/// Whether a part only says how or where something is.
pub(crate) fn says_plainly(text: &Text<'_>, question: &Question, part: &Piece) -> bool {
    if !matches!(
        question.kind,
        Kind::Place | Kind::Time | Kind::Clock | Kind::Year | Kind::Person | Kind::Thing
    ) {
        return true;
    }
    part.verb().is_none_or(|verb| {
        text.is(
            verb,
            &[
                "is", "was", "are", "were", "has", "have", "had", "will", "can", "lies", "stands",
                "took", "takes", "happened", "came", "comes", "got", "gets",
            ],
        )
    })
}

/// Whether only few words of a passage can be of the kind that is asked for.
pub(crate) fn is_typed(question: &Question) -> bool {
    match question.kind {
        Kind::Count(_)
        | Kind::Measure(_)
        | Kind::Label(_)
        | Kind::Code
        | Kind::Year
        | Kind::Clock
        | Kind::Time => true,
        Kind::Class(class) => classes::is_closed(class),
        _ => false,
    }
}
