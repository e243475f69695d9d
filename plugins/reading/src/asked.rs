//! A request without what only says how to answer.

use crate::{Token, fold, tokens};

/// The sentences of a request that say what is asked.
#[derive(Clone, Debug)]
pub struct Asked<'t> {
    /// Without politeness, instructions on the answer's form, and end marks.
    /// Number words are folded.
    pub sentences: Vec<Vec<Token<'t>>>,
}

/// Whoever writes more asks more than what is understood here.
const LONGEST: usize = 4096;

impl<'t> Asked<'t> {
    /// Reads a tidied request; none if it is too long or has nothing but
    /// instructions.
    #[must_use]
    pub fn read(tidied: &'t str) -> Option<Self> {
        if tidied.len() > LONGEST || tidied.contains("```") {
            return None;
        }
        let tokens = fold(tidied, &tokens(tidied));
        let sentences: Vec<_> = sentences(&tokens)
            .into_iter()
            .filter(|sentence| !is_instruction(sentence))
            .map(|sentence| without_instruction(without_politeness(sentence)).to_vec())
            .filter(|sentence| !sentence.is_empty())
            .collect();
        (!sentences.is_empty()).then_some(Self { sentences })
    }

    /// The one sentence that is asked, if it is one.
    #[must_use]
    pub fn only(&self) -> Option<&[Token<'t>]> {
        match &self.sentences[..] {
            [one] => Some(one),
            _ => None,
        }
    }
}

/// The sentences of a text, without the marks that end them. What stands in
/// double quotes is part of one sentence.
#[must_use]
pub fn sentences<'s, 't>(tokens: &'s [Token<'t>]) -> Vec<&'s [Token<'t>]> {
    let quotes_pair = tokens.iter().filter(|t| t.is_mark('"')).count() % 2 == 0;
    let mut sentences = Vec::new();
    let mut begin = 0;
    let mut quoted = false;
    for (at, token) in tokens.iter().enumerate() {
        if token.is_mark('"') && quotes_pair {
            quoted = !quoted;
        }
        let next_is_apart = tokens.get(at + 1).is_none_or(|next| {
            !next.glued || next.is_mark('\n') || next.is_mark('"') || next.is_mark(')')
        });
        let ends = token.is_mark('\n')
            || token.is_mark('?')
            || (token.is_mark('!') || token.is_mark('.')) && next_is_apart;
        if ends && !quoted {
            if begin < at {
                sentences.push(&tokens[begin..at]);
            }
            begin = at + 1;
        }
    }
    if begin < tokens.len() {
        sentences.push(&tokens[begin..]);
    }
    sentences
}

/// `Answer in one short sentence.`, `Give only the number, no explanation`.
/// Every word has to be known: `Answer in Spanish` changes what is right.
fn is_instruction(sentence: &[Token<'_>]) -> bool {
    const STARTS: &[&str] = &[
        "answer", "give", "reply", "respond", "show", "explain", "please", "think", "be", "keep",
        "write", "provide", "return", "output", "just", "only", "no", "don't", "do", "thanks",
        "thank", "hi", "hello", "hey", "ok", "okay", "state", "include", "let's", "make", "your",
        "the", "question", "problem", "q", "a", "use", "print", "without", "briefly", "i",
    ];
    const WORDS: &[&str] = &[
        "with",
        "in",
        "an",
        "and",
        "or",
        "one",
        "short",
        "brief",
        "concise",
        "single",
        "full",
        "complete",
        "sentence",
        "sentences",
        "word",
        "words",
        "number",
        "numbers",
        "numeric",
        "numerical",
        "value",
        "result",
        "answers",
        "final",
        "nothing",
        "else",
        "work",
        "working",
        "steps",
        "step",
        "by",
        "explanation",
        "explanations",
        "reasoning",
        "me",
        "my",
        "to",
        "as",
        "integer",
        "decimal",
        "fraction",
        "digits",
        "digit",
        "quick",
        "quickly",
        "simple",
        "simply",
        "clear",
        "clearly",
        "much",
        "so",
        "for",
        "you",
        "directly",
        "carefully",
        "exact",
        "exactly",
        "it",
        "of",
        "this",
        "following",
        "is",
        "not",
        "any",
        "text",
        "extra",
        "response",
        "must",
        "should",
        "list",
        "order",
        "sorted",
        "line",
        "comma",
        "separated",
        "commas",
        "there",
        "correct",
        "need",
        "help",
        "math",
        "today",
        "friend",
        "everyone",
        "first",
        "together",
        "about",
        "how",
        "got",
        "get",
        "units",
        "unit",
        "at",
        "end",
        "form",
        "format",
        "too",
        "very",
        "advance",
        "am",
        "homework",
        "have",
        "can",
        "lot",
        "day",
        "date",
        "alone",
        "yes",
        "true",
        "false",
    ];
    let Some(first) = sentence.first() else {
        return true;
    };
    if !first.is_any(STARTS) && !first.is_mark('(') {
        return false;
    }
    let mut denied = false;
    sentence.iter().all(|token| {
        if !token.is_word() && token.number().is_none() {
            denied &= !token.is_mark(',');
            return ",:;-()\"'".chars().any(|mark| token.is_mark(mark));
        }
        // "Do not give the answer" is no matter of form.
        let known = token.is_any(STARTS) || token.is_any(WORDS);
        if denied
            && token.is_any(&[
                "answer", "result", "number", "value", "response", "correct", "use",
            ])
        {
            return false;
        }
        denied |= token.is_any(&["not", "don't", "no", "without"]);
        known
    })
}

/// Without `and give just the number`, `, no explanation` at the end.
fn without_instruction<'s, 't>(sentence: &'s [Token<'t>]) -> &'s [Token<'t>] {
    const BEGINS: &[&str] = &[
        "give", "just", "only", "answer", "reply", "respond", "show", "state", "write", "output",
        "return", "no", "without", "explain", "keep", "print", "provide", "nothing", "don't",
        "use",
    ];
    let cut = (1..sentence.len()).find(|&at| {
        let joins = |token: &Token<'_>| {
            token.is_any(&["and", "then", "but", "please"])
                || ",;(-".chars().any(|mark| token.is_mark(mark))
        };
        let skipped = sentence[at..]
            .iter()
            .take_while(|token| joins(token))
            .count();
        let rest = &sentence[at + skipped..];
        skipped > 0 && rest.len() > 1 && rest[0].is_any(BEGINS) && is_instruction(rest)
    });
    cut.map_or(sentence, |at| &sentence[..at])
}

/// Without `Please`, `Can you tell me`, `Question:` in front, and `please` or
/// `for me` behind.
fn without_politeness<'s, 't>(mut sentence: &'s [Token<'t>]) -> &'s [Token<'t>] {
    const FRONT: &[&[&str]] = &[
        &["please"],
        &["kindly"],
        &["hi"],
        &["hello"],
        &["hey"],
        &["ok"],
        &["okay"],
        &["so"],
        &["now"],
        &["thanks"],
        &["question", ":"],
        &["q", ":"],
        &["problem", ":"],
        &["task", ":"],
        &["quick", "question", ":"],
        &["math", "question", ":"],
        &["can", "you"],
        &["could", "you"],
        &["would", "you"],
        &["will", "you"],
        &["can", "anyone"],
        &["do", "you", "know"],
        &["i", "need", "you", "to"],
        &["i", "want", "you", "to"],
        &["i'd", "like", "you", "to"],
        &["i", "would", "like", "you", "to"],
        &["i", "want", "to", "know"],
        &["i'd", "like", "to", "know"],
        &["i", "need", "to", "know"],
        &["help", "me"],
        &["tell", "me"],
        &["let", "me", "know"],
        &["i", "wonder"],
        &[","],
        &["-"],
        &[":"],
    ];
    const BACK: &[&[&str]] = &[
        &["please"],
        &["for", "me"],
        &["thanks"],
        &["thank", "you"],
        &[","],
        &[":"],
    ];
    let matches = |tokens: &[Token<'_>], words: &[&str]| {
        tokens.len() == words.len() && tokens.iter().zip(words).all(|(token, word)| token.is(word))
    };
    while let Some(words) = FRONT
        .iter()
        .find(|words| sentence.len() > words.len() && matches(&sentence[..words.len()], words))
        // "-15 + 42"
        && !(sentence[0].is_mark('-') && sentence[1].glued && sentence[1].number().is_some())
    {
        sentence = &sentence[words.len()..];
    }
    // "Answer in one short sentence: what is …"
    if let Some(colon) = sentence.iter().position(|token| token.is_mark(':'))
        && colon > 0
        && colon + 1 < sentence.len()
        && is_instruction(&sentence[..colon])
        // "Tell me the number of words: …"
        && !sentence[..colon].windows(2).any(|pair| pair[0].is("number") && pair[1].is("of"))
    {
        sentence = &sentence[colon + 1..];
    }
    // "1. What is …": a number of the question.
    if let [number, mark, rest @ ..] = sentence
        && number.number().is_some_and(|n| n.decimals == 0)
        && mark.is_mark(')')
        && !rest.is_empty()
    {
        sentence = rest;
    }
    while let Some(words) = BACK.iter().find(|words| {
        sentence.len() > words.len() && matches(&sentence[sentence.len() - words.len()..], words)
    }) {
        sentence = &sentence[..sentence.len() - words.len()];
    }
    sentence
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn asked(text: &str) -> Vec<String> {
        Asked::read(text).map_or(Vec::new(), |asked| {
            asked
                .sentences
                .iter()
                .map(|s| s.iter().map(|t| t.text).collect::<Vec<_>>().join(" "))
                .collect()
        })
    }

    #[test]
    fn leaves_what_is_asked() {
        for (text, left) in [
            (
                "What is 17 * 23? Answer in one short sentence.",
                vec!["What is 17 * 23"],
            ),
            (
                "Hi! Can you please tell me what 3 + 4 is? Give only the number, no explanation. Thanks!",
                vec!["what 3 + 4 is"],
            ),
            ("Question: 5 + 5\nAnswer:", vec!["5 + 5"]),
            ("Answer yes or no only: is 3 > 2?", vec!["is 3 > 2"]),
            (
                "Compute 7 + 1 and give just the number.",
                vec!["Compute 7 + 1"],
            ),
            ("What is 7 + 1, no explanation", vec!["What is 7 + 1"]),
            ("Add 7 and only 1", vec!["Add 7 and only 1"]),
            (
                "Answer in Spanish: 3 + 2?",
                vec!["Answer in Spanish : 3 + 2"],
            ),
            (
                "What is 2 + 2? Answer in Spanish.",
                vec!["What is 2 + 2", "Answer in Spanish"],
            ),
            (
                "What is 2 + 2? Do not give the answer.",
                vec!["What is 2 + 2", "Do not give the answer"],
            ),
            ("What is 2.5 + 1? Don't explain.", vec!["What is 2.5 + 1"]),
            (
                "Who said \"Stop. Now.\" first?",
                vec!["Who said \" Stop . Now . \" first"],
            ),
        ] {
            assert_eq!(asked(text), left, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(text: String) {
            let _ = Asked::read(&text);
        }
    }
}
