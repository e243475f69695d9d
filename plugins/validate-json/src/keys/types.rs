//! The types that a request says of its keys.

use reading::Token;

use super::Key;

/// The type of JSON that a word names.
pub(crate) fn type_named(name: &str) -> Option<&'static str> {
    Some(match name.to_lowercase().as_str() {
        "string" | "str" | "text" | "strings" => "string",
        "number" | "float" | "numbers" | "numeric" | "decimal" => "number",
        "integer" | "int" | "integers" => "integer",
        "boolean" | "bool" | "booleans" => "boolean",
        "array" | "list" | "arrays" | "lists" => "array",
        _ => return None,
    })
}

/// The type that a remark names: `a whole number`, `true or false`, `list of strings`.
pub(super) fn said_type(remark: &[Token<'_>]) -> Option<&'static str> {
    if remark.iter().any(|token| token.is("true")) && remark.iter().any(|token| token.is("false")) {
        return Some("boolean");
    }
    // "as a number with one digit", "optional string or null": of two, neither.
    let null = remark
        .iter()
        .any(|token| token.is_any(&["null", "optional"]));
    // "including the house number" is no type.
    let noun = |at: usize| {
        remark[at].is_any(&["number", "numbers", "text", "list"])
            && at.checked_sub(1).is_some_and(|before| {
                remark[before].is_word()
                    && !remark[before].is_any(&[
                        "a", "an", "as", "whole", "json", "plain", "is", "be", "of", "or", "and",
                        "the", "decimal", "integer", "are", "in", "for", "numeric", "both",
                    ])
            })
    };
    (0..remark.len())
        .filter(|&at| !noun(at))
        .find_map(|at| type_named(remark[at].text))
        .filter(|_| !null)
}

/// The type that what a key means names.
pub(super) fn said_type_of(meaning: &[&Token<'_>]) -> Option<&'static str> {
    let meaning: Vec<Token<'_>> = meaning.iter().map(|&token| token.clone()).collect();
    said_type(&meaning)
}

/// `The age is a number`, `quantity and price are numbers`, `the year as a number`, `the
/// last two are numbers`: the types of keys whose type was not said yet.
pub(super) fn types(tokens: &[Token<'_>], keys: &mut [Key]) {
    in_order(tokens, keys);
    lists_and_flags(tokens, keys);
    each(tokens, keys);
    others(tokens, keys);
}

/// `"free" is true when …`, `Set "valid" to true if …`, `"colours" whose value is an array`,
/// `"children" for an array of names`.
fn lists_and_flags(tokens: &[Token<'_>], keys: &mut [Key]) {
    let single = keys.len() == 1;
    for (key, kind) in keys.iter_mut().filter(|(_, kind)| kind.is_none()) {
        for at in 0..tokens.len() {
            if !tokens[at].is(key) {
                continue;
            }
            let behind: Vec<&Token<'_>> = tokens[at + 1..]
                .iter()
                .filter(|token| !token.is_mark('"') && !token.is_mark('\''))
                .take(6)
                .collect();
            let is =
                |at: usize, words: &[&str]| behind.get(at).is_some_and(|token| token.is_any(words));
            let joined = is(
                0,
                &[
                    "is", "to", "must", "should", "as", "for", "being", "holds", "whose", "has",
                ],
            );
            let flag = joined
                && (is(1, &["true", "false"]) || is(2, &["true", "false"]))
                && !is(2, &["."]);
            let list = joined
                && behind
                    .iter()
                    .skip(1)
                    .take(if single { 5 } else { 3 })
                    .any(|token| token.is_any(&["array", "list"]))
                && !behind.iter().any(|token| token.is("objects"));
            // "(vegan: boolean)"
            let said = behind
                .first()
                .filter(|first| first.is_mark(':'))
                .and_then(|_| type_named(behind.get(1)?.text));
            if let Some(said) = said {
                *kind = Some(said);
                break;
            }
            if flag {
                *kind = Some("boolean");
                break;
            }
            if list {
                *kind = Some("array");
                break;
            }
        }
    }
}

/// `Types: string, number, boolean`
fn in_order(tokens: &[Token<'_>], keys: &mut [Key]) {
    let Some(at) = tokens
        .windows(2)
        .position(|pair| pair[0].is("types") && (pair[1].is_mark(':') || pair[1].is("are")))
    else {
        return;
    };
    let mut named = Vec::new();
    for token in &tokens[at + 2..] {
        if let Some(kind) = type_named(token.text) {
            named.push(kind);
        } else if !(token.is_mark(',') || token.is_any(&["and", "a", "an", "then"])) {
            break;
        }
    }
    if named.len() == keys.len() {
        for (key, kind) in keys.iter_mut().zip(named) {
            key.1 = key.1.or(Some(kind));
        }
    }
}

/// `everything else is a string`, `the other two are integers`
fn others(tokens: &[Token<'_>], keys: &mut [Key]) {
    if keys.iter().all(|(_, kind)| kind.is_none()) {
        return;
    }
    for (at, token) in tokens.iter().enumerate() {
        let rest = token.is_any(&["else", "rest", "others", "other", "remaining"]);
        let said = tokens[at + 1..].iter().take(8);
        let mut said = said.take_while(|token| !token.is_mark('.') && !token.is_mark('\n'));
        if rest
            && let Some(kind) = said.find_map(|token| type_named(token.text))
            && kind != "array"
        {
            for key in keys.iter_mut() {
                key.1 = key.1.or(Some(kind));
            }
        }
    }
}

fn each(tokens: &[Token<'_>], keys: &mut [Key]) {
    for (at, token) in tokens.iter().enumerate() {
        let truth = token.is("true")
            && tokens[at + 1..].iter().take(2).any(|next| next.is("false"))
            && !tokens.get(at + 1).is_some_and(|next| next.is_mark(','));
        let Some(kind) = type_named(token.text).or(truth.then_some("boolean")) else {
            continue;
        };
        let kind = if kind == "number" && at > 0 && tokens[at - 1].is("whole") {
            "integer"
        } else {
            kind
        };
        // "size is text"
        let of_key = at > 1
            && tokens[at - 1].is("is")
            && keys.iter().any(|(key, _)| names(&tokens[at - 2], key))
            && !tokens.get(at + 1).is_some_and(Token::is_word);
        if token.is_any(&["text", "list", "lists", "number", "array"])
            && !of_key
            && !is_type_there(tokens, at)
        {
            continue;
        }
        let joint = tokens[..at]
            .iter()
            .rev()
            .take_while(|token| {
                token.is_any(&[
                    "a", "an", "is", "are", "as", "both", "be", "must", "should", "being", "to",
                    "has", "have", "whole", "either", "json", "plain", "use", "needs", "value",
                    "will", "all", "of", "type", "with",
                ])
            })
            .count();
        // "year and mileage numeric"
        let bare = token.is_any(&[
            "numeric", "boolean", "booleans", "integers", "numbers", "strings",
        ]);
        if joint == 0 && !bare {
            continue;
        }
        let many = token.text.ends_with('s')
            || joint == 0
            || tokens[at - joint..at]
                .iter()
                .any(|token| token.is_any(&["are", "both", "all"]));
        let before = &tokens[..at - joint];
        let own = &tokens[at - joint..at];
        if let Some(group) = group(before, own, keys.len()) {
            for key in &mut keys[group] {
                key.1 = key.1.or(Some(kind));
            }
            continue;
        }
        // "with integers", "numbers only", "numeric values"
        let beside = |at: Option<usize>, words: &[&str]| {
            at.and_then(|at| tokens.get(at))
                .is_some_and(|token| token.is_any(words))
        };
        let of_all = many
            && (beside(at.checked_sub(1), &["with", "as"]) && !names_one(before, keys)
                || beside(Some(at + 1), &["only"])
                || token.is("numeric") && beside(Some(at + 1), &["values"]));
        if of_all {
            for key in &mut *keys {
                key.1 = key.1.or(Some(kind));
            }
            continue;
        }
        // The keys in a row before it.
        for before in before.iter().rev() {
            if before.is_any(&[
                "and", "the", "value", "values", "of", "is", "where", "with", "its",
            ]) || [',', '"', '\'', '`']
                .iter()
                .any(|&mark| before.is_mark(mark))
            {
                continue;
            }
            let mut named = keys
                .iter_mut()
                .filter(|(key, _)| names(before, key))
                .peekable();
            if named.peek().is_none() {
                break;
            }
            // "The goals are integers": those of both teams.
            for key in named {
                key.1 = key.1.or(Some(kind));
            }
            if !many {
                break;
            }
        }
    }
}

/// Whether a key stands last.
fn names_one(before: &[Token<'_>], keys: &[Key]) -> bool {
    before
        .iter()
        .rev()
        .find(|token| token.is_word())
        .is_some_and(|last| keys.iter().any(|(key, _)| names(last, key)))
}

/// "phone number", "a list of these" are no types.
fn is_type_there(tokens: &[Token<'_>], at: usize) -> bool {
    let before = at.checked_sub(1).map(|at| &tokens[at]);
    before.is_some_and(|before| before.is_any(&["a", "an", "as", "whole", "the", "json", "plain"]))
        && !tokens.get(at + 1).is_some_and(|next| {
            next.is_word() && next.is("of") && !tokens[at].is_any(&["list", "array"])
        })
}

/// The keys that `both`, `all values` or `the last two` mean.
fn group(before: &[Token<'_>], own: &[Token<'_>], count: usize) -> Option<std::ops::Range<usize>> {
    let last: Vec<&Token<'_>> = before.iter().rev().take(3).collect();
    let says = |words: &[&str]| last.iter().any(|token| token.is_any(words));
    let number = last
        .first()
        .and_then(|token| token.number())
        .and_then(|number| usize::try_from(number.value.whole()?).ok());
    if says(&["last"]) {
        let many = number.unwrap_or(1);
        return Some(count.checked_sub(many)?..count);
    }
    if says(&["first"])
        && let Some(many) = number
    {
        return (many <= count).then_some(0..many);
    }
    let all = says(&["all", "values"]) && !says(&["of"])
        || own.iter().any(|token| token.is_any(&["all"]));
    let both = (says(&["both"]) || own.iter().any(|token| token.is("both")))
        && count == 2
        && last
            .first()
            .is_none_or(|token| token.is_any(&["values", "both", "value"]) || !token.is_word());
    (all || both).then_some(0..count)
}

/// Whether a token is the key's name, or the last part of it.
fn names(token: &Token<'_>, key: &str) -> bool {
    token.is(key)
        || key
            .rsplit('_')
            .next()
            .is_some_and(|last| token.is(last) && key.contains('_'))
}
