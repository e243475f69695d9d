//! How to count: `repeats count once`, `not counting digits`, `capital or small alike`.

use reading::Token;

/// The words that such a remark is made of. With any other word it is none.
const VOCABULARY: &str = "\
count|counts|counted|counting|ignore|ignores|ignoring|ignored|exclude|excluding|excluded|include|\
including|included|without|not|no|don't|doesn't|do|does|regardless|disregard|disregarding|leaving|\
leave|skip|skipping|treat|treating|treated|except|aside|apart|from|for|with|out|each|every|once|one|\
only|time|times|it|its|is|are|being|be|that|which|if|you|we|i|a|an|the|letter|letters|word|words|\
character|characters|occurrence|occurrences|repeat|repeats|repeated|repeating|repetition|\
repetitions|appears|appear|occurs|occur|comes|just|even|as|too|also|both|upper|lower|case|capital|\
capitals|capitalised|small|big|uppercase|lowercase|or|and|of|in|makes|make|no|difference|matter|\
same|alike|space|spaces|blanks|digit|digits|number|numbers|figure|figures|numeral|numerals|dash|\
dashes|hyphen|hyphens|punctuation|symbols|marks|commas|apostrophes|y|vowel|vowels|consonant|\
consonants|different|distinct|separately|more|than|several|all|them|any|duplicate|duplicates|double|\
doubles|twice|again|please|what|way|this|these|those|here|to";

/// What a remark adds to the question; none if the tokens are no such remark.
pub(crate) fn policy(tokens: &[Token<'_>]) -> Option<&'static [&'static str]> {
    let words: Vec<&Token<'_>> = tokens.iter().filter(|token| token.is_word()).collect();
    let says = |known: &[&str]| words.iter().any(|token| token.is_any(known));
    let all_known = tokens.iter().all(|token| {
        token.is_among(VOCABULARY)
            || !token.is_word() && token.text.len() == 1 && token.number().is_none()
            || token.is("one")
    });
    if words.is_empty() || !all_known {
        return None;
    }
    let denies = says(&[
        "not",
        "no",
        "don't",
        "doesn't",
        "without",
        "ignore",
        "ignores",
        "ignoring",
        "ignored",
        "exclude",
        "excluding",
        "excluded",
        "disregard",
        "disregarding",
        "leaving",
        "leave",
        "skip",
        "skipping",
        "except",
        "aside",
        "apart",
    ]);
    if says(&["y"]) {
        return of_y(
            denies,
            says(&["vowel", "vowels"]),
            says(&["consonant", "consonants"]),
        );
    }
    let every = says(&["every", "even", "all", "separately"]) && !says(&["once"])
        || tokens
            .windows(2)
            .any(|pair| pair[0].is_any(&["each", "every"]) && pair[1].is("time"))
        || tokens
            .windows(2)
            .any(|pair| pair[0].is("more") && pair[1].is("than"));
    let counts = says(&["count", "counts", "counted", "counting"]);
    if says(&["once"]) && !every {
        let single = counts || says(&["only", "repeats", "repeated"]);
        return (single && !denies).then_some(&["distinct"]);
    }
    if every
        && counts
        && !denies
        && says(&[
            "time",
            "repeats",
            "repeated",
            "occurrence",
            "occurrences",
            "it",
        ])
    {
        return Some(&[]);
    }
    // "Repeats do not count", "without counting duplicates"
    let repeats = says(&[
        "repeats",
        "repeat",
        "repeated",
        "repetitions",
        "duplicates",
        "doubles",
    ]);
    if repeats && denies && !says(&["different", "distinct"]) {
        return (counts && !every || says(&["without", "ignoring"])).then_some(&["distinct"]);
    }
    let kinds = says(&[
        "digit",
        "digits",
        "number",
        "numbers",
        "figure",
        "figures",
        "numeral",
        "numerals",
        "dash",
        "dashes",
        "hyphen",
        "hyphens",
        "punctuation",
        "symbols",
        "marks",
        "commas",
        "apostrophes",
    ]);
    // "just the number"
    if kinds && says(&["only", "just"]) && !denies && !says(&["letters", "letter", "words", "word"])
    {
        return (!counts).then_some(&[]);
    }
    let spaces = says(&["space", "spaces", "blanks"]);
    if denies && (kinds || spaces) {
        return Some(if kinds {
            &["letters-only"]
        } else {
            &["no-spaces"]
        });
    }
    if spaces
        && says(&[
            "include",
            "including",
            "included",
            "count",
            "counts",
            "with",
        ])
    {
        return Some(&["with-spaces"]);
    }
    let case = says(&[
        "case",
        "capital",
        "capitals",
        "uppercase",
        "lowercase",
        "upper",
        "lower",
        "small",
    ]);
    let alike = says(&[
        "case",
        "alike",
        "regardless",
        "difference",
        "matter",
        "ignoring",
        "ignore",
        "both",
        "same",
    ]) || tokens.windows(2).any(|pair| {
        pair[0].is("or") && pair[1].is_any(&["not", "small", "lowercase", "lower", "capital"])
    });
    (case && alike && !says(&["only"])).then_some(&[])
}

fn of_y(denies: bool, vowel: bool, consonant: bool) -> Option<&'static [&'static str]> {
    match (denies, vowel, consonant) {
        (true, true, _) | (false, false, true) => Some(&["y-consonant"]),
        (true, false, true) | (false, true, false) => Some(&["y-vowel"]),
        (true, false, false) => Some(&["y-out"]),
        _ => None,
    }
}

/// A question without the remarks in it, and what these add.
pub(crate) fn without_policies<'t>(
    question: &[Token<'t>],
    asks: fn(&[Token<'_>]) -> bool,
) -> (Vec<Token<'t>>, Vec<&'static str>) {
    const BEGINS: &[&str] = &[
        "ignoring",
        "regardless",
        "counting",
        "not",
        "without",
        "excluding",
        "disregarding",
        "if",
        "including",
        "leaving",
        "treating",
        "in",
        "with",
        "y",
        "when",
        "spaces",
    ];
    let mut kept: Vec<Token<'t>> = Vec::with_capacity(question.len());
    let mut added = Vec::new();
    let is_joint = |token: &Token<'_>| ",;()-–—".chars().any(|mark| token.is_mark(mark));
    // Between marks.
    let mut at = 0;
    while at < question.len() {
        let end = question[at..]
            .iter()
            .position(is_joint)
            .map_or(question.len(), |length| at + length);
        let rest = || asks(&question[..at]) || asks(&question[end..]);
        match policy(&question[at..end]).filter(|_| !asks(&question[at..end]) || rest()) {
            Some(parts) => added.extend_from_slice(parts),
            None => kept.extend_from_slice(&question[at..end]),
        }
        if end < question.len() {
            kept.push(question[end].clone());
        }
        at = end + 1;
    }
    // At the end, without a mark before it.
    let tail = (1..kept.len())
        .find(|&at| kept[at].is_any(BEGINS) && policy(&kept[at..]).is_some() && asks(&kept[..at]));
    if let Some(tail) = tail {
        added.extend_from_slice(policy(&kept[tail..]).unwrap_or_default());
        kept.truncate(tail);
    }
    (kept, added)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use reading::tokens;

    #[test]
    fn remarks_are_understood() {
        for (text, added) in [
            (
                "A letter that is repeated counts once",
                Some(&["distinct"][..]),
            ),
            ("Count each one every time it occurs", Some(&[])),
            ("not counting figures and dashes", Some(&["letters-only"])),
            ("not counting the space", Some(&["no-spaces"])),
            ("in capitals or not", Some(&[])),
            ("capital or small makes no difference", Some(&[])),
            ("if y is not counted as one", Some(&["y-out"])),
            ("counting y as a consonant", Some(&["y-consonant"])),
            ("Number only", Some(&[])),
            ("count the letters", None),
            ("without capital letters", None),
            ("only count capital letters", None),
            ("not in the garden", None),
        ] {
            assert_eq!(policy(&tokens(text)), added, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(text: String) {
            let said = tokens(&text);
            let _ = (policy(&said), without_policies(&said, |_| true));
        }
    }
}
