//! One of two words and nothing else: `with yes or no only`.

use reading::Token;

use crate::rule::Form;

const PAIRS: [[&str; 2]; 5] = [
    ["yes", "no"],
    ["true", "false"],
    ["right", "wrong"],
    ["correct", "incorrect"],
    ["agree", "disagree"],
];

/// The words that may be the answer, where nothing else may be.
pub(super) fn choice(sentence: &[Token<'_>]) -> Option<Form> {
    let words: Vec<&Token<'_>> = sentence
        .iter()
        .filter(|token| token.is_word() || token.number().is_some() || token.is_mark('/'))
        .collect();
    let (at, pair) = words.windows(3).enumerate().find_map(|(at, three)| {
        let pair = PAIRS.into_iter().find(|pair| {
            let either = three[0].is(pair[0]) && three[2].is(pair[1])
                || three[0].is(pair[1]) && three[2].is(pair[0]);
            either && (three[1].is("or") || three[1].is_mark('/'))
        })?;
        Some((at, pair))
    })?;
    let says = |tokens: &[&Token<'_>], any: &[&str]| tokens.iter().any(|token| token.is_any(any));
    let told = words.first().is_some_and(|first| {
        first.is_any(&[
            "answer", "reply", "respond", "say", "just", "only", "simply", "with", "a", "use",
            "write", "give", "state", "tell", "one", "yes", "true", "no", "your", "the", "output",
            "return", "choose", "i", "decide", "in", "pick", "type", "print", "restrict", "limit",
            "confine", "stick", "true", "keep", "please", "nothing", "no", "must",
        ])
    });
    let alone = says(
        &words,
        &[
            "only", "just", "solely", "simply", "nothing", "single", "alone", "merely", "simple",
            "exactly", "restrict", "limit", "confine", "stick",
        ],
    ) || words.windows(2).any(|two| {
        two[0].is_any(&["no", "without", "not", "any"])
            && two[1].is_any(&[
                "anything",
                "any",
                "explanation",
                "explanations",
                "further",
                "more",
                "other",
                "additional",
                "comment",
                "comments",
                "explain",
                "explaining",
                "giving",
                "adding",
                "extra",
                "elaborate",
                "elaboration",
                "reason",
                "reasons",
            ])
            || two[0].is("one") && two[1].is("word")
    });
    // "yes or no and explain why"
    let explains = says(
        &words[at + 3..],
        &[
            "and",
            "then",
            "because",
            "followed",
            "if",
            "depending",
            "but",
            "plus",
        ],
    ) || says(&words, &["start", "begin", "starting", "first"]);
    (told && alone && !explains).then(|| Form::OneOf(pair.map(str::to_owned).to_vec()))
}
