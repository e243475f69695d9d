//! What in a text is of a type.

use reading::{Rational, Token};

const TIMES: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// A word without its ending: `moved` is `move`, and `Italian` near enough to
/// `Italy`.
pub(crate) fn stem(word: &str) -> String {
    let lower = word.to_lowercase();
    let plain = lower.strip_suffix("'s").unwrap_or(&lower);
    let front = ["ing", "ed", "es", "s", "e"]
        .into_iter()
        .find_map(|ending| plain.strip_suffix(ending).filter(|front| front.len() > 2))
        .unwrap_or(plain);
    front.chars().take(5).collect()
}

/// A verb as it is looked up: `kept` is `keep`. Other words stay.
pub(crate) fn lemma(word: &str) -> String {
    const IRREGULAR: &str = "led lead|kept keep|sold sell|built build|bought buy|wrote write|written write|took take|taken take|\
gave give|given give|made make|won win|went go|gone go|came come|ran run|drove drive|driven drive|flew fly|flown fly|taught teach|\
thought think|brought bring|caught catch|found find|held hold|told tell|said say|paid pay|met meet|sat sit|stood stand|spoke speak|\
spoken speak|began begin|begun begin|grew grow|grown grow|knew know|known know|saw see|seen see|ate eat|eaten eat|drank drink|\
sang sing|sung sing|swam swim|rode ride|ridden ride|rose rise|fell fall|fallen fall|felt feel|lost lose|sent send|spent spend|\
slept sleep|wore wear|worn wear|chose choose|chosen choose|broke break|broken break|drew draw|drawn draw|hid hide|hidden hide|\
shot shoot|dug dig|hung hang|lent lend|stole steal|stolen steal|threw throw|thrown throw|woke wake|forgot forget|swept sweep|baked bake|\
carried carry|studied study|married marry|tried try|hurried hurry|buried bury|carries carry|studies study|flies fly|died die|owned own";
    let lower = word.to_lowercase();
    IRREGULAR
        .split('|')
        .filter_map(|pair| pair.split_once(' '))
        .find(|(form, _)| *form == lower)
        .map_or(lower.clone(), |(_, base)| base.to_owned())
}

/// Numbers that stand before the thing that is counted, at most two words apart.
pub(crate) fn counted(tokens: &[Token<'_>], thing: &str) -> Vec<Rational> {
    let thing = stem(thing);
    tokens
        .iter()
        .enumerate()
        .filter_map(|(at, token)| Some((at, token.number()?.value)))
        .filter(|(at, _)| {
            tokens[at + 1..]
                .iter()
                .take(3)
                .take_while(|token| token.is_word())
                .any(|token| stem(token.text) == thing)
        })
        .map(|(_, value)| value)
        .collect()
}

pub(crate) fn numbers(tokens: &[Token<'_>]) -> Vec<Rational> {
    tokens
        .iter()
        .filter_map(|token| Some(token.number()?.value))
        .collect()
}

/// Years: four digits, from 1000 to 2199.
pub(crate) fn years(tokens: &[Token<'_>]) -> Vec<String> {
    tokens
        .iter()
        .filter(|token| {
            token.text.len() == 4
                && token
                    .number()
                    .and_then(|n| n.value.whole())
                    .is_some_and(|year| (1000..2200).contains(&year))
        })
        .map(|token| token.text.to_owned())
        .collect()
}

/// Months, days of the week, and years.
pub(crate) fn times(tokens: &[Token<'_>]) -> Vec<String> {
    let mut times = years(tokens);
    times.extend(
        tokens
            .iter()
            .filter(|token| {
                token.is_any(TIMES)
                    && (!token.is_any(&["may", "march"])
                        || token.text.starts_with(char::is_uppercase))
            })
            .map(|token| token.text.to_lowercase()),
    );
    times
}

/// Runs of capitalised words that are not only capital because a sentence begins.
pub(crate) fn names(tokens: &[Token<'_>]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let length = tokens[at..]
            .iter()
            .take_while(|token| is_capital(token))
            .count();
        if length == 0 {
            at += 1;
            continue;
        }
        let titled = at > 1
            && tokens[at - 1].is_mark('.')
            && tokens[at - 2].is_any(&["dr", "mr", "mrs", "ms", "prof", "st"]);
        let begins = !titled
            && (at == 0
                || tokens[at - 1].is_mark('.')
                || tokens[at - 1].is_mark('!')
                || tokens[at - 1].is_mark('?')
                || tokens[at - 1].is_mark('\n')
                || tokens[at - 1].is_mark('"'));
        let run = &tokens[at..at + length];
        // "The", or a word that is capital by its place alone.
        let skipped = usize::from(
            begins && (length == 1 && !is_later(tokens, run[0].text) || is_function(&run[0])),
        );
        let run = &run[skipped..];
        if !run.is_empty() && !run.iter().all(|token| is_function(token)) {
            names.push(
                run.iter()
                    .map(|token| token.text)
                    .collect::<Vec<_>>()
                    .join(" "),
            );
        }
        at += length;
    }
    names
}

fn is_capital(token: &Token<'_>) -> bool {
    token.is_word()
        && token.text.starts_with(char::is_uppercase)
        && !TIMES.iter().any(|time| token.is(time))
}

fn is_later(tokens: &[Token<'_>], word: &str) -> bool {
    tokens.windows(2).any(|pair| {
        pair[1].text == word
            && !pair[0].is_mark('.')
            && !pair[0].is_mark('\n')
            && !pair[0].is_mark('!')
            && !pair[0].is_mark('?')
    })
}

pub(crate) fn is_function(token: &Token<'_>) -> bool {
    token.is_any(&[
        "the",
        "a",
        "an",
        "he",
        "she",
        "it",
        "they",
        "i",
        "we",
        "you",
        "his",
        "her",
        "their",
        "its",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "of",
        "to",
        "and",
        "or",
        "but",
        "so",
        "this",
        "that",
        "these",
        "there",
        "yes",
        "no",
        "not",
        "based",
        "according",
        "passage",
        "text",
        "answer",
        "question",
        "when",
        "where",
        "who",
        "what",
        "as",
        "after",
        "before",
        "during",
        "since",
        "is",
        "was",
        "were",
        "are",
        "sorry",
        "i'm",
        "mr",
        "mrs",
        "ms",
        "dr",
        "both",
        "each",
        "all",
        "nobody",
        "none",
        "unknown",
        "everyone",
        "someone",
        "god",
        "english",
        "context",
        "story",
        "if",
        "because",
        "then",
        "however",
        "while",
        "my",
        "our",
        "your",
        "did",
        "does",
        "do",
    ])
}

/// Words that carry what a sentence is about.
pub(crate) fn content(tokens: &[Token<'_>]) -> Vec<String> {
    let mut words: Vec<String> = tokens
        .iter()
        .filter(|token| {
            token.is_word()
                && !is_function(token)
                && !token.is_any(&[
                    "how", "many", "much", "which", "whom", "year", "did", "does", "do", "has",
                    "have", "had", "be", "been", "city", "country",
                ])
        })
        .map(|token| stem(&lemma(token.text)))
        .collect();
    words.sort();
    words.dedup();
    words
}
