//! What type of thing a question asks for.

use reading::Token;

/// A type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Type {
    /// A number of things, by the place of their name in the question.
    Number(usize),
    Year,
    Time,
    /// A person or a place: a name.
    Name,
}

/// The type that a question asks for; none where it is not clear, or where the
/// answer has to be counted or computed.
pub(crate) fn asked(question: &[Token<'_>]) -> Option<Type> {
    const COMPUTED: &[&str] = &[
        "total",
        "altogether",
        "left",
        "more",
        "fewer",
        "less",
        "both",
        "remain",
        "remaining",
        "sum",
        "difference",
        "average",
        "combined",
        "than",
        "mentioned",
        "named",
        "listed",
        "words",
        "sentences",
        "paragraphs",
        "times",
        "now",
        "end",
        "old",
        "older",
        "long",
        "later",
        "earlier",
        "apart",
        "not",
        "after",
        "before",
        "text",
        "passage",
        "author",
        "narrator",
        "story",
        "likely",
        "would",
        "might",
        "could",
        "should",
        "if",
        "first",
        "last",
        "and",
        "or",
        "think",
    ];
    if question.len() > 30 || question.iter().any(|token| token.is_any(COMPUTED)) {
        return None;
    }
    let first = question.first()?;
    let second = question.get(1)?;
    let year = |at: usize| question.get(at).is_some_and(|token| token.is("year"));
    if first.is("how") && second.is("many") {
        // "how many red apples does": the noun is the last word before the verb.
        let verb = question.iter().position(|token| {
            token.is_any(&[
                "does", "do", "did", "are", "is", "were", "was", "has", "have", "can", "will",
                "had",
            ])
        })?;
        return (verb > 2).then_some(Type::Number(verb - 1));
    }
    if first.is_any(&["what", "which"]) && year(1)
        || first.is("in") && second.is_any(&["what", "which"]) && year(2)
    {
        return Some(Type::Year);
    }
    if first.is("when") {
        return Some(Type::Time);
    }
    if first.is_any(&["who", "whom", "where"]) {
        return Some(Type::Name);
    }
    let place = |at: usize| {
        question
            .get(at)
            .is_some_and(|token| token.is_any(&["city", "country", "town", "village", "state"]))
    };
    (first.is_any(&["what", "which"]) && place(1)
        || first.is("in") && second.is_any(&["what", "which"]) && place(2))
    .then_some(Type::Name)
}
