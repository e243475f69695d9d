//! The text of a request that stands in quotes.

use reading::Token;

use crate::payload::Marks;
use crate::places::Place;
use crate::runs;

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
    // "How many times is pear sold? pear, fig, pear": it is looked for elsewhere.
    let word = text.get(from + 1..until - 1)?;
    let elsewhere = single
        && !longest.listed
        && sentences.iter().enumerate().any(|(at, sentence)| {
            at != longest.sentence
                && sentence.len() > 3
                && !(marks.asks)(sentence)
                && sentence.iter().any(|token| token.is(word))
        });
    (length(&longest) > 3
        && !elsewhere
        && !(single && !longest.listed && (behind || announces || called_list)))
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
