//! What a word such as `contain` or `begin` says of a text beside it.

use reading::Token;

use super::vocabulary::TEXT;

/// What a text is to the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Contains,
    Lacks,
    Starts,
    Ends,
}

const STARTS: &[&str] = &[
    "start",
    "begin",
    "starting",
    "beginning",
    "starts",
    "begins",
    "open",
    "opens",
    "opening",
];
const ENDS: &[&str] = &[
    "end",
    "finish",
    "conclude",
    "ending",
    "ends",
    "finishes",
    "concludes",
    "finishing",
    "concluding",
    "close",
    "closes",
    "closing",
];
const HAS: &[&str] = &[
    "include",
    "contain",
    "use",
    "mention",
    "including",
    "using",
    "includes",
    "contains",
    "containing",
    "featuring",
    "feature",
    "features",
    "mentions",
    "mentioning",
    "uses",
    "incorporate",
    "incorporates",
    "incorporating",
    "say",
    "saying",
    "write",
    "writing",
    "have",
    "has",
    "having",
    "insert",
    "add",
    "put",
    "employ",
    "weave",
    "work",
];
/// Of these a text may be anything, unless it is denied.
const VAGUE: &[&str] = &["say", "saying", "write", "writing", "put", "add", "work"];
/// Of these a text is one to include where it is called a word, or short.
const LOOSE: &[&str] = &["have", "has", "having"];
const LACKS: &[&str] = &[
    "avoid",
    "avoiding",
    "avoids",
    "omit",
    "omitting",
    "omits",
    "exclude",
    "excluding",
    "without",
    "skip",
    "skipping",
    "not",
    "no",
    "never",
    "nor",
    "neither",
    "don't",
    "leave",
    "leaving",
];
const DENY: &[&str] = &[
    "not",
    "don't",
    "never",
    "cannot",
    "can't",
    "mustn't",
    "shouldn't",
    "without",
    "avoid",
    "neither",
    "nor",
    "avoiding",
    "no",
    "doesn't",
    "refrain",
];
const MODALS: &[&str] = &[
    "must",
    "should",
    "may",
    "can",
    "shall",
    "has",
    "have",
    "needs",
    "need",
    "cannot",
    "mustn't",
    "shouldn't",
    "can't",
    "ought",
    "might",
    "will",
];

/// The role of a verb that stands here, if it says something of the answer. `called` is
/// whether the text beside it is called a word.
pub(super) fn role(sentence: &[Token<'_>], at: usize, called: bool) -> Option<Role> {
    let verb = &sentence[at];
    let role = if verb.is_any(STARTS) {
        Role::Starts
    } else if verb.is_any(ENDS) {
        Role::Ends
    } else if verb.is_any(HAS) {
        Role::Contains
    } else if verb.is_any(LACKS) {
        return (called || !verb.is_any(&["no", "leave", "leaving"])).then_some(Role::Lacks);
    } else {
        return None;
    };
    if role == Role::Contains && verb.is_any(LOOSE) && !called {
        return None;
    }
    if !governs(sentence, at) {
        return None;
    }
    let near = sentence[..at].iter().rev().take(4).take_while(|token| {
        token.is_any(DENY)
            || token.is_any(&[
                "to", "be", "it", "do", "ever", "also", "you", "any", "of", "from", "must", "may",
                "should", "can",
            ])
    });
    let denied = near.into_iter().any(|token| token.is_any(DENY));
    if verb.is_any(VAGUE) && !denied {
        return None;
    }
    match (role, denied) {
        (role, false) => Some(role),
        (Role::Contains, true) => Some(Role::Lacks),
        _ => None,
    }
}

/// Whether the verb is a command, or what the answer must do.
fn governs(sentence: &[Token<'_>], at: usize) -> bool {
    const SKIPPED: &[&str] = &[
        "also", "always", "then", "please", "not", "do", "don't", "never", "both", "only", "to",
        "and", "but", "or", "directly", "actually", "somehow", "simply", "clearly", "doesn't",
        "does",
    ];
    let mut before = at;
    while before > 0 && (sentence[before - 1].is_any(SKIPPED) || sentence[before - 1].is_mark(','))
    {
        before -= 1;
    }
    let skipped = &sentence[before..at];
    let Some(last) = before.checked_sub(1) else {
        return true;
    };
    let token = &sentence[last];
    if token.is_any(&[
        "how", "when", "where", "who", "why", "what", "people", "usually",
    ]) {
        return false;
    }
    let subject =
        |until: usize| {
            sentence[..until].iter().rev().take(9).any(|token| {
                token.is_any(TEXT) && !token.is_any(&["words", "word", "letters", "each"])
            })
        };
    // "that contains", "in which … appears", "which should start"
    if token.is_any(&["that", "which"]) {
        return subject(last) && !plural_before(sentence, last);
    }
    if token.is_any(MODALS) || token.is_any(&["be", "by"]) {
        return last == 0 || subject(last);
    }
    if !token.is_word() {
        // "…, starting with", ": include"
        return !token.is_mark('"') || !skipped.is_empty();
    }
    if token.is_any(&[
        "sure", "ensure", "want", "like", "need", "try", "remember", "forget", "by", "it", "you",
    ]) {
        return true;
    }
    let participle = sentence[at].text.to_lowercase().ends_with("ing");
    let third = sentence[at].text.ends_with('s');
    // "a sentence starting with", "Describe snow using the word"
    let uses = sentence[at].is_any(&[
        "using",
        "including",
        "mentioning",
        "avoiding",
        "containing",
        "featuring",
        "incorporating",
    ]);
    let joined = skipped
        .iter()
        .any(|token| token.is_any(&["and", "but", "or"]) || token.is_mark(','));
    if participle {
        return (token.is_any(TEXT) && !token.is_any(&["words", "word", "letters"]))
            || uses && subject(at)
            || sentence[at].is_any(&["using", "mentioning", "avoiding", "including"])
            || joined;
    }
    if third {
        // "… about bread that ends so and starts so"
        return token.is_any(&["it", "answer", "sentence"]) || joined && subject(at);
    }
    joined
}

/// `three words that start with`: said of many things that are not the answer.
fn plural_before(sentence: &[Token<'_>], at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| {
        let before = &sentence[before];
        before.is_any(&[
            "words", "word", "name", "country", "city", "animal", "person", "man", "woman",
            "letter",
        ]) || before.text.ends_with('s')
            && !before.is_any(TEXT)
            && sentence[..at].iter().any(|token| {
                token.number().is_some() || token.is_any(&["some", "all", "many", "few", "several"])
            })
            && !sentence[..at].iter().any(|token| {
                token.is_any(&[
                    "sentence",
                    "poem",
                    "paragraph",
                    "story",
                    "sentences",
                    "line",
                ])
            })
    })
}
