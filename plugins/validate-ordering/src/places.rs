//! Where in a request the text stands that it is about.

use std::ops::Range;

use reading::Token;

use crate::payload::{CALLS, Marks};
use crate::runs;
use crate::spoken_of::{named_from, refers_only, word_in_quotes};

/// Where the text stands.
pub(crate) struct Place {
    pub(crate) sentence: usize,
    pub(crate) tokens: Range<usize>,
    /// It goes on to the end of this sentence, if not of its own.
    pub(crate) last: usize,
    pub(crate) listed: bool,
}

impl Place {
    pub(crate) fn covers(&self, sentence: usize, token: usize) -> bool {
        sentence == self.sentence && self.tokens.contains(&token)
            || sentence > self.sentence && sentence <= self.last
    }

    /// Byte offsets.
    pub(crate) fn ends(&self, sentences: &[&[Token<'_>]]) -> Option<(usize, usize)> {
        let first = sentences[self.sentence].get(self.tokens.start)?;
        let last = if self.last > self.sentence {
            sentences[self.last].last()?
        } else {
            sentences[self.sentence].get(self.tokens.end.checked_sub(1)?)?
        };
        Some((first.start, last.end()))
    }
}

/// What stands behind a colon, to the end. Inside none where that cannot be told.
pub(crate) fn labelled(
    text: &str,
    sentences: &[&[Token<'_>]],
    marks: &Marks,
) -> Option<Option<Place>> {
    let asks = marks.asks;
    let (sentence, colon) = sentences
        .iter()
        .enumerate()
        .rev()
        .find_map(|(at, tokens)| {
            let colon = (0..tokens.len()).find(|&at| {
                tokens[at].is_mark(':') && !tokens.get(at + 1).is_some_and(|next| next.glued)
                    || tokens[at].is_mark('>') && at > 0 && tokens[at - 1].is_mark('-')
            })?;
            Some((at, colon))
        })?;
    let tokens = sentences[sentence];
    let (front, behind) = (&tokens[..colon], &tokens[colon + 1..]);
    // "Vowels in "piano": how many?", "The letter s: how many of them are in gas?"
    let of_letter = front.len() < 7
        && front.iter().all(|token| {
            token.is_any(&[
                "the",
                "letter",
                "letters",
                "vowels",
                "vowel",
                "consonants",
                "and",
            ]) || token.text.len() < 2
        });
    if asks(behind) && (asks(front) && (marks.is_open)(behind) || of_letter) {
        return None;
    }
    // "From this list: cat, cow - how many …?"
    if asks(behind)
        && !asks(front)
        && let Some(dash) = behind.iter().position(|token| {
            token.is_mark('-') && !token.glued || "–—;.".chars().any(|mark| token.is_mark(mark))
        })
        && behind[..dash]
            .iter()
            .filter(|token| token.is_mark(','))
            .count()
            > 1
        && asks(&behind[dash..])
    {
        return Some(Some(Place {
            sentence,
            tokens: colon + 1..colon + 1 + dash,
            last: sentence,
            listed: true,
        }));
    }
    // "A crossword: does PHARMACY fit? What's its letter count?"
    let is_own_question = behind.first().is_some_and(|first| {
        first.is_any(&[
            "does", "do", "is", "are", "can", "will", "did", "would", "could",
        ])
    }) && !asks(front);
    if is_own_question {
        return None;
    }
    // "pear, fig, kiwi: how many items?"
    if asks(behind) && !asks(front) {
        let words = front.iter().filter(|token| token.is_word()).count();
        let separated = front
            .iter()
            .any(|token| token.is_mark(',') || token.is_mark(';'));
        if words > 3
            && !separated
            && front
                .iter()
                .any(|token| token.is_any(&["you", "me", "question", "one", "puzzle", "riddle"]))
        {
            return None;
        }
        let end = colon - usize::from(colon > 0 && tokens[colon - 1].is_mark('-'));
        return (end > 0).then_some(Some(Place {
            sentence,
            tokens: 0..end,
            last: sentence,
            listed: false,
        }));
    }
    let (sentence, begin) = if behind.is_empty() {
        sentences.get(sentence + 1)?;
        (sentence + 1, 0)
    } else {
        (sentence, colon + 1)
    };
    let place = |last| Place {
        sentence,
        tokens: begin..sentences[sentence].len(),
        last,
        listed: false,
    };
    let asked_before = asks(front) || sentences[..sentence].iter().any(|s| asks(s));
    let later = sentences[sentence + 1..]
        .iter()
        .take_while(|s| !asks(s))
        .count();
    let last = sentence + later;
    if later == 0 || begin == 0 && are_lines(text, &sentences[sentence..=last]) {
        return Some(Some(place(last)));
    }
    if !asked_before {
        return Some((last + 1 == sentences.len() || begin > 0).then(|| place(sentence)));
    }
    let long = front.iter().any(|token| {
        token.is_any(LONG)
            || token.is_any(&["sentences", "stops", "marks", "points", "periods", "commas"])
    });
    if long {
        return Some(Some(place(last)));
    }
    // "… in this sentence: The cat sat. It purred." may be one text.
    let one = front
        .iter()
        .any(|token| token.is_any(&["sentence", "line", "word", "list", "phrase"]));
    Some(one.then(|| place(sentence)))
}

/// Whether each of the sentences is a line of its own.
fn are_lines(text: &str, sentences: &[&[Token<'_>]]) -> bool {
    sentences.windows(2).all(|pair| {
        let (Some(end), Some(begin)) = (pair[0].last(), pair[1].first()) else {
            return false;
        };
        text.get(end.end()..begin.start)
            .is_some_and(|between| between.contains('\n'))
    })
}

/// The text behind the question, or in front of it.
pub(crate) fn beside(
    text: &str,
    sentences: &[&[Token<'_>]],
    marks: &Marks,
) -> Option<Option<Place>> {
    let at = sentences.iter().position(|s| (marks.asks)(s))?;
    let question = sentences[at];
    if sentences.len() < 2 || sentences[at + 1..].iter().any(|s| (marks.asks)(s)) {
        return None;
    }
    let place = |first: usize, last: usize| {
        Some(Place {
            sentence: first,
            tokens: 0..sentences[first].len(),
            last,
            listed: false,
        })
    };
    let names = |words: &[&str]| question.iter().any(|token| token.is_any(words));
    let announces = names(&["following", "below", "here"])
        || question
            .windows(2)
            .any(|pair| pair[0].is_any(&["this", "next"]) && pair[1].is_among(CALLS));
    // "For how many days is it "sun"? rain sun sun rain"
    let looked_for = sentences.len() == 2
        && word_in_quotes(question).is_some_and(|word| {
            sentences[1 - at].len() > 3 && sentences[1 - at].iter().any(|token| token.is(word))
        });
    if looked_for {
        return Some(place(1 - at, 1 - at));
    }
    let open = (marks.is_open)(question);
    let last = sentences.len() - 1;
    if at == 0 {
        let lines = are_lines(text, sentences);
        if !announces && !open && !lines {
            return None;
        }
        // "… in this sentence? The cat sat. It purred." may be one text.
        let long = last == 1 || lines || names(LONG) || names(&["sentences", "words"]) && open;
        return Some(long.then(|| place(1, last)).flatten());
    }
    if at == last && is_numbered(&sentences[..at]) {
        return Some(place(0, last - 1));
    }
    if at == last
        && let Some(begin) = named_from(sentences[at - 1])
        && refers_only(question)
    {
        return Some(Some(Place {
            sentence: at - 1,
            tokens: begin..sentences[at - 1].len(),
            last: at - 1,
            listed: false,
        }));
    }
    let refers = names(&["that", "this", "above", "it"]) && open;
    let bare = |s: &[Token<'_>]| {
        !s.iter()
            .any(|token| token.number().is_some() && !token.is("one"))
            && !s.first().is_some_and(|first| {
                first.is_any(&[
                    "look", "write", "make", "create", "compose", "invent", "name", "list", "give",
                    "form", "use", "build", "find", "read", "consider", "take", "here", "think",
                    "imagine", "suppose", "add", "join", "put", "sum", "combine", "count",
                ])
            })
    };
    // "Mississippi … how many times s?"
    let alone = at == 1
        && sentences[0].iter().filter(|token| token.is_word()).count() == 1
        && sentences[0].len() < 4;
    if at == last
        && bare(sentences[0])
        && (alone || refers && at == 1 || at > 1 && are_lines(text, sentences))
    {
        // "Guests:" in front is no part of it.
        let label = sentences[0].last().is_some_and(|end| {
            text.get(end.end()..)
                .is_some_and(|rest| rest.starts_with(':'))
        });
        let first = usize::from(label && last > 1);
        return Some(place(first, last - 1));
    }
    None
}

/// `1. hammer`, `2. saw`: each number is a sentence of its own.
fn is_numbered(sentences: &[&[Token<'_>]]) -> bool {
    sentences.len() > 3
        && sentences.len().is_multiple_of(2)
        && sentences.chunks(2).enumerate().all(|(at, pair)| {
            let number = |token: &Token<'_>| token.number()?.value.whole();
            pair[0].len() == 1
                && number(&pair[0][0]).is_some_and(|number| number == at as i128 + 1)
                && pair[1].len() < 8
        })
}

/// A list in a sentence.
pub(crate) fn running(sentences: &[&[Token<'_>]], marks: &Marks) -> Option<Place> {
    let (sentence, run) = sentences
        .iter()
        .enumerate()
        .filter_map(|(at, tokens)| Some((at, runs::longest(tokens, marks.is_told)?)))
        .max_by_key(|(_, run)| run.items.len())?;
    (run.items.len() > 2).then_some(Place {
        sentence,
        tokens: run.range,
        last: sentence,
        listed: true,
    })
}

/// Texts of several sentences.
const LONG: &[&str] = &["text", "passage", "paragraph", "story", "message", "note"];
