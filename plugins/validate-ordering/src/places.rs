//! Where in a request the text stands that it is about.

use std::ops::Range;

use reading::Token;

use crate::payload::{CALLS, Marks};
use crate::runs;

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

/// The longest text in quotes, or a list of such.
pub(crate) fn quoted(text: &str, sentences: &[&[Token<'_>]], marks: &Marks) -> Option<Place> {
    let mut spans: Vec<Place> = Vec::new();
    for (sentence, tokens) in sentences.iter().enumerate() {
        let mut at = 0;
        while at < tokens.len() {
            let Some(close) = closing(tokens, at) else {
                at += 1;
                continue;
            };
            let listed = spans.last_mut().filter(|last| {
                let between = &tokens[last.tokens.end.min(at)..at];
                last.sentence == sentence
                    && !between.is_empty()
                    && between.iter().all(|token| {
                        token.is_mark(',') || token.is_mark(';') || token.is_any(&["and", "or"])
                    })
            });
            match listed {
                Some(last) => {
                    last.tokens.end = close + 1;
                    last.listed = true;
                }
                None => spans.push(Place {
                    sentence,
                    tokens: at..close + 1,
                    last: sentence,
                    listed: false,
                }),
            }
            at = close + 1;
        }
    }
    let length = |place: &Place| {
        place
            .ends(sentences)
            .map_or(0, |(from, until)| until - from)
    };
    let longest = spans.into_iter().max_by_key(length)?;
    // A word in quotes in front of a text is what to look for.
    let (from, until) = longest.ends(sentences)?;
    let single = !text.get(from + 1..until.checked_sub(1)?)?.contains(' ');
    let behind = sentences[longest.sentence][longest.tokens.end..]
        .iter()
        .position(|token| token.is_mark(':'))
        .is_some_and(|colon| {
            let rest = &sentences[longest.sentence][longest.tokens.end + colon + 1..];
            let more = longest.sentence + 1 < sentences.len();
            (!rest.is_empty() || more) && !(marks.asks)(rest)
        });
    let announces = sentences[longest.sentence]
        .iter()
        .any(|token| token.is_any(&["following", "below", "here"]))
        && longest.sentence + 1 < sentences.len();
    let called_list = single
        && !longest.listed
        && runs::longest(
            &sentences[longest.sentence][longest.tokens.end..],
            marks.is_told,
        )
        .is_some_and(|run| {
            run.items.len() > 2
                && run.items.iter().any(|item| {
                    item.len() > 1
                        || sentences[longest.sentence][longest.tokens.end + item.start]
                            .text
                            .len()
                            > 1
                })
        });
    (length(&longest) > 3 && !(single && !longest.listed && (behind || announces || called_list)))
        .then_some(longest)
}

/// Where the quote that opens here closes.
fn closing(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let open = &tokens[at];
    let single = open.is_mark('\'');
    if !single && !open.is_mark('"') && !open.is_mark('`') {
        return None;
    }
    if single && open.glued && at > 0 && tokens[at - 1].is_word() {
        return None;
    }
    tokens[at + 1..]
        .iter()
        .position(|token| token.text == open.text)
        .map(|close| at + 1 + close)
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
    // "pear, fig, kiwi: how many items?"
    if asks(behind) && !asks(front) {
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
    let long = front
        .iter()
        .any(|token| token.is_any(LONG) || token.is("sentences"));
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
    let refers = names(&["that", "this", "above", "it"]) && open;
    let bare = |s: &[Token<'_>]| {
        !s.iter().any(|token| token.number().is_some())
            && !s.first().is_some_and(|first| {
                first.is_any(&[
                    "look", "write", "make", "create", "compose", "invent", "name", "list", "give",
                    "form", "use", "build", "find", "read", "consider", "take", "here", "think",
                    "imagine", "suppose",
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
