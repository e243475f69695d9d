//! Who has how many: `Tom has 5 apples. He buys 3 more. How many does he have?`

use reading::{Rational, Token, matches};

use super::{same_person, same_thing, sought};
use crate::question::Sought;

const HAS: &str = "has|had|have|owns|starts|started|makes|made|bakes|baked|buys|bought|picks|picked|collects|collected";
const GAINS: &str = "buys|buy|bought|gets|get|got|finds|find|found|receives|received|picks|picked|collects|collected|earns|earned|wins|won|gains|gained|adds|added|bakes|baked";
const LOSES: &str = "eats|eat|ate|loses|lose|lost|sells|sell|sold|uses|used|use|spends|spend|spent|donates|donated|gives|give|gave|drops|dropped";
const LEAVE: &str =
    "fly|flew|leave|left|swim|swam|run|ran|walk|walked|die|died|melt|melted|pop|popped";
const JOIN: &str = "join|joined|arrive|arrived|come|came";

/// Whether a clause may begin with this word, or its second word be this.
pub(super) fn is_verb(token: &Token<'_>) -> bool {
    [
        HAS,
        GAINS,
        LOSES,
        "pays|paid|packs|pack|puts|put|places|place|divides|divide",
        "costs|cost|is",
    ]
    .iter()
    .any(|verbs| verbs.split('|').any(|verb| token.is(verb)))
}

pub(super) fn understand(clauses: &[&[Token<'_>]]) -> Option<Sought> {
    let (start, rest) = clauses.split_first()?;
    let (question, changes) = rest.split_last()?;
    if changes.is_empty() {
        return None;
    }
    let owned = matches(&format!("{{who}} {HAS} [out] [with] {{n}} {{np}}"), start);
    let (owner, count, thing) = match &owned {
        Some(captures) => (
            Some(captures.tokens(0)),
            captures.number(1)?.value,
            captures.tokens(2),
        ),
        None => {
            let captures = [
                "there are|were {n} {np}",
                "{n} {np} are|were|sit|sat on|in a|the {np}",
                "there are|were {n} {np} on|in|at a|the {np}",
            ]
            .iter()
            .find_map(|pattern| matches(pattern, start))?;
            (None, captures.number(0)?.value, captures.tokens(1))
        }
    };
    let mut value = count;
    let mut operands = vec![count];
    let mut fact = count.to_string();
    for clause in changes {
        let (sign, change) = match owner {
            Some(owner) => owned_change(clause, owner, thing)?,
            None => place_change(clause, thing)?,
        };
        value = if sign == '+' {
            value.plus(change)?
        } else {
            value.minus(change)?
        };
        if value.is_negative() {
            return None;
        }
        operands.push(change);
        fact.push_str(&format!(" {sign} {change}"));
    }
    value.whole()?;
    asks(question, owner, thing)
        .then(|| sought(value, operands, format!("{fact} = {value}"), false))
}

/// What the owner gains or loses.
fn owned_change(
    clause: &[Token<'_>],
    owner: &[Token<'_>],
    thing: &[Token<'_>],
) -> Option<(char, Rational)> {
    let patterns = [
        format!("{{who}} {GAINS} {{n}} [more|additional|extra|another|new] [{{np}}]"),
        format!("{{who}} {LOSES} [away] {{n}} [of] [them|more] [{{np}}] [away]"),
    ];
    let subject_free = [
        format!("{GAINS} {{n}} [more|additional|extra|another|new]"),
        format!("{LOSES} [away] {{n}} [of] [them|more] [away]"),
    ];
    // `[{np}]` is no pattern of its own: with and without it.
    for (sign, with_subject, without) in [
        ('+', &patterns[0], &subject_free[0]),
        ('-', &patterns[1], &subject_free[1]),
    ] {
        for subject in [true, false] {
            let stem = if subject {
                with_subject.replace(" [{np}]", "")
            } else {
                without.clone()
            };
            let number = usize::from(subject);
            // Nothing, the things, and whom they come from or go to.
            for (tail, things, other) in [
                ("", None, None),
                (" {np}", Some(number + 1), None),
                (" to|from [a|the|his|her|my] {who}", None, Some(number + 1)),
                (
                    " {np} to|from [a|the|his|her|my] {who}",
                    Some(number + 1),
                    Some(number + 2),
                ),
            ] {
                let pattern = format!("{}{tail}", stem.trim_end_matches(" [away]"));
                let pattern = if sign == '-' && tail.is_empty() {
                    format!("{pattern} [away]")
                } else {
                    pattern
                };
                let Some(captures) = matches(&pattern, clause) else {
                    continue;
                };
                let gives = clause
                    .iter()
                    .any(|token| token.is_any(&["gives", "gave", "give"]));
                let goes_from = clause.iter().any(|token| token.is("from"));
                let goes_to = clause.iter().any(|token| token.is("to"));
                let fits = (!subject || same_person(owner, captures.tokens(0)))
                    && things.is_none_or(|slot| {
                        same_thing(captures.tokens(slot), thing) && captures.tokens(slot).len() <= 2
                    })
                    && other.is_none_or(|slot| !same_person(owner, captures.tokens(slot)))
                    && (sign == '+' || !goes_from)
                    && (sign == '-' || !goes_to)
                    && (gives
                        || sign == '+'
                        || !goes_to
                        || clause
                            .iter()
                            .any(|t| t.is_any(&["sells", "sold", "sell", "donates", "donated"])));
                if fits {
                    return Some((sign, captures.number(number)?.value));
                }
            }
        }
    }
    // "gives Mary 2 apples"
    for (pattern, slot) in [
        ("{who} gives|gave {w} {n} [of] [them|more]", Some(0)),
        ("{who} gives|gave {w} {n} {np}", Some(0)),
        ("gives|gave {w} {n} [of] [them|more]", None),
        ("gives|gave {w} {n} {np}", None),
    ] {
        if let Some(captures) = matches(pattern, clause) {
            let shift = usize::from(slot.is_some());
            let fits = slot.is_none_or(|slot| same_person(owner, captures.tokens(slot)))
                && !same_person(owner, captures.tokens(shift))
                && (captures.0.len() <= shift + 2 || same_thing(captures.tokens(shift + 2), thing));
            return if fits {
                Some(('-', captures.number(shift + 1)?.value))
            } else {
                None
            };
        }
    }
    None
}

/// What comes to a place or leaves it.
fn place_change(clause: &[Token<'_>], thing: &[Token<'_>]) -> Option<(char, Rational)> {
    for (sign, verbs) in [('-', LEAVE), ('+', JOIN)] {
        for (pattern, things) in [
            (format!("{{n}} [more] [of] [them] {verbs} [away|off]"), None),
            (format!("{{n}} [more] {{np}} {verbs} [away|off]"), Some(1)),
            (
                format!("{{n}} [more] [of] [them] {verbs} [the] [them]"),
                None,
            ),
        ] {
            if let Some(captures) = matches(&pattern, clause)
                && things.is_none_or(|slot| same_thing(captures.tokens(slot), thing))
            {
                return Some((sign, captures.number(0)?.value));
            }
        }
    }
    None
}

/// Whether the question is how many of the things the owner, or the place, has
/// at the end.
fn asks(question: &[Token<'_>], owner: Option<&[Token<'_>]>, thing: &[Token<'_>]) -> bool {
    let patterns: &[(&str, Option<usize>, Option<usize>)] = if owner.is_some() {
        &[
            (
                "how many [more|total] does|do {who} have [left|now|altogether|remaining|then] [in] [total|all|now]",
                None,
                Some(0),
            ),
            (
                "how many {np} does|do {who} have [left|now|altogether|remaining|then] [in] [total|all|now]",
                Some(0),
                Some(1),
            ),
            (
                "how many {np} did {who} have left|now|then [in] [total|all]",
                Some(0),
                Some(1),
            ),
            (
                "how many {np} are left|remaining [in] [total]",
                Some(0),
                None,
            ),
            ("how many are left|remaining", None, None),
            (
                "how much money does|do {who} have [left|now] [in] [total]",
                None,
                Some(0),
            ),
        ]
    } else {
        &[
            (
                "how many {np} are [there] [left|now|remaining|still] [there] [now] [in] [total|all]",
                Some(0),
                None,
            ),
            ("how many are [there] left|now|remaining [now]", None, None),
            (
                "how many {np} are [there] [left|now] [now] on|in|at the {np}",
                Some(0),
                None,
            ),
            ("how many {np} remain", Some(0), None),
        ]
    };
    let money = question.iter().any(|token| token.is("money"));
    let coins = thing
        .last()
        .is_some_and(|last| last.is_any(&["dollars", "euros", "pounds", "dollar"]));
    if question.iter().any(|token| token.is("more")) || money && !coins {
        return false;
    }
    patterns.iter().any(|(pattern, things, person)| {
        matches(pattern, question).is_some_and(|captures| {
            things.is_none_or(|slot| same_thing(captures.tokens(slot), thing))
                && match (person, owner) {
                    (Some(slot), Some(owner)) => same_person(owner, captures.tokens(*slot)),
                    _ => true,
                }
        })
    })
}
