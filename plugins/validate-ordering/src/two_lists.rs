//! Two lists against each other: `Which numbers are in both lists? A: 1, 3, 5. B: 3, 4, 5.`,
//! `What is in the first list but not in the second?`

use reading::{Token, fold, items, sentences, tokens};

use crate::task::Task;

/// Words that change nothing.
const PLAIN: &str = "\
which|who|what|what's|is|are|the|of|in|a|an|give|me|name|names|tell|write|find|return|output|state|list|lists|set|\
sets|group|groups|item|items|element|elements|number|numbers|word|words|value|values|thing|things|appear|\
appears|occur|occurs|stand|stands|that|this|these|following|here|two|please|just|only|can|be|found|one|ones|\
from|but|not|and|both|common|to|first|second|show|identify|compare|there|do|does|have|has|share|shared|\
they|them|it|other|missing|also|all|answer|with|colour|color|colours|colors|fruit|fruits|animal|animals|nothing|else|reply|intersection|overlap";

/// What is asked of two lists, if all of it is understood.
pub(crate) fn understand(text: &str) -> Option<Task> {
    // "A:" is a name here, and no label of an answer.
    let all = fold(text, &tokens(text));
    if all.len() > 400 {
        return None;
    }
    let mut lists: Vec<(Vec<Token<'_>>, Vec<&str>)> = Vec::new();
    let mut said: Vec<Token<'_>> = Vec::new();
    for sentence in sentences(&all) {
        for part in sentence.split(|token| token.is_mark(';')) {
            let colon = part.iter().position(|token| token.is_mark(':'));
            let list = colon.and_then(|colon| {
                let label = &part[..colon];
                let short = (1..=4).contains(&label.len())
                    && label
                        .iter()
                        .all(|token| token.is_word() || token.number().is_some());
                let items = items(text, &part[colon + 1..])?;
                (short && items.len() > 1).then(|| (label.to_vec(), items))
            });
            match list {
                Some(list) => lists.push(list),
                None => said.extend_from_slice(part),
            }
        }
    }
    let [first, second] = &lists[..] else {
        return None;
    };
    let label = |at: usize, token: &Token<'_>| {
        let (own, other) = if at == 0 {
            (first, second)
        } else {
            (second, first)
        };
        let ordinal = if at == 0 { "first" } else { "second" };
        token.is(ordinal)
            || own
                .0
                .iter()
                .any(|word| token.is(word.text) && !other.0.iter().any(|word| token.is(word.text)))
    };
    let known = said.iter().all(|token| {
        !token.is_word() && token.number().is_none()
            || token.is_among(PLAIN)
            || label(0, token)
            || label(1, token)
    });
    if !known || said.len() > 40 {
        return None;
    }
    let has = |words: &[&str]| said.iter().any(|token| token.is_any(words));
    let both = has(&[
        "both",
        "common",
        "share",
        "shared",
        "intersection",
        "overlap",
    ]);
    // "Reply only with the names" says nothing of the lists.
    let only_in = said
        .windows(2)
        .any(|two| two[0].is("only") && two[1].is("in"));
    let without = has(&["not", "missing"]) || only_in;
    if both == without {
        return None;
    }
    let holds =
        |list: &[&str], item: &str| list.iter().any(|other| other.eq_ignore_ascii_case(item));
    if both {
        let shared = first.1.iter().filter(|item| holds(&second.1, item));
        return found(shared.copied().collect(), &lists, "In both lists");
    }
    let one = base(&said, &label)?;
    let (own, other) = if one == 0 {
        (first, second)
    } else {
        (second, first)
    };
    let alone = own.1.iter().filter(|item| !holds(&other.1, item));
    let named = if one == 0 { "first" } else { "second" };
    found(
        alone.copied().collect(),
        &lists,
        &format!("Only in the {named} list"),
    )
}

/// Which of the lists has what is not in the other one.
fn base(said: &[Token<'_>], label: &dyn Fn(usize, &Token<'_>) -> bool) -> Option<usize> {
    let names: Vec<(usize, usize)> = said
        .iter()
        .enumerate()
        .filter_map(|(at, token)| {
            // "the second list", but "in the second"
            match (label(0, token), label(1, token)) {
                (true, false) => Some((at, 0)),
                (false, true) => Some((at, 1)),
                _ => None,
            }
        })
        .collect();
    let turn = said
        .iter()
        .position(|token| token.is_any(&["not", "missing"]));
    match (turn, &names[..]) {
        // "in the first but not in the second", "in A but missing from B"
        (Some(turn), [(at, one), (_, other)]) if *at < turn && one != other => Some(*one),
        // "missing from B", "not in B"
        (Some(turn), [(at, one)]) if *at > turn => Some(1 - one),
        // "only in the first list"
        (None, [(_, one)]) => Some(*one),
        _ => None,
    }
}

fn found(items: Vec<&str>, lists: &[(Vec<Token<'_>>, Vec<&str>)], told: &str) -> Option<Task> {
    let mut right: Vec<String> = Vec::new();
    for item in items {
        if !right.iter().any(|known| known.eq_ignore_ascii_case(item)) {
            right.push(item.to_owned());
        }
    }
    let all: Vec<&str> = lists
        .iter()
        .flat_map(|(_, items)| items.iter().copied())
        .collect();
    Task::chosen(right, &all, told)
}
