//! What a request asks to compute.

use omni_skill::Error;
use reading::{Asked, Rational, Token, fold, items, matches, matches_any, tidy, tokens};
use serde_json::{Map, Value};

use crate::expression::{self, Computed};
use crate::verbs;

/// What is asked, with what is right.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Question {
    /// A number.
    Value(Sought),
    /// Yes or no.
    Verdict {
        yes: bool,
        /// Why.
        fact: String,
    },
    /// One of several numbers.
    Choice {
        right: Rational,
        wrong: Vec<Rational>,
        /// The right one, as the question writes it.
        text: String,
        /// `larger`, `smaller` and their like.
        words: &'static [&'static str],
        fact: String,
    },
}

/// A number that is asked for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sought {
    pub(crate) value: Rational,
    /// The question's own numbers, in their order.
    pub(crate) operands: Vec<Rational>,
    /// What is true.
    pub(crate) fact: String,
    /// Digits after the point that are asked for.
    pub(crate) places: Option<u32>,
    pub(crate) money: bool,
    /// Whether it is a question of arithmetic only if the answer takes it for one.
    pub(crate) ambiguous: bool,
}

const MORE: &[&str] = &[
    "greater", "larger", "bigger", "more", "higher", "greatest", "largest", "biggest", "highest",
];
const LESS: &[&str] = &[
    "less", "smaller", "lower", "fewer", "least", "smallest", "lowest",
];

/// What the request asks to compute, if all of it is understood.
pub(crate) fn understand(text: &str, asked: &Asked<'_>) -> Option<Question> {
    let (sentence, places) = match &asked.sentences[..] {
        [one] => match rounding_behind(one) {
            Some((front, places)) => (front, Some(places)),
            None => (&one[..], None),
        },
        [one, rounding] => (&one[..], Some(rounding_sentence(rounding)?)),
        _ => return None,
    };
    verdict(text, sentence)
        .or_else(|| choice(text, sentence))
        .or_else(|| value(text, sentence, places))
}

/// The expression that a caller states.
pub(crate) fn stated(options: &Map<String, Value>) -> Result<Question, Error> {
    let wrong = |why: &str| Error::InvalidInput(format!("`expect.validator.options`: {why}"));
    if let Some(unknown) = options.keys().find(|key| *key != "expression") {
        return Err(wrong(&format!("there is no `{unknown}` for arithmetic")));
    }
    let Some(Value::String(expression)) = options.get("expression") else {
        return Err(wrong("`expression` is not a text"));
    };
    let text = tidy(expression);
    let folded = fold(&text, &tokens(&text));
    let computed = expression::compute(&folded)
        .ok_or_else(|| wrong(&format!("`{expression}` cannot be computed")))?;
    Ok(Question::Value(sought(&computed, &text, None)))
}

fn value(text: &str, sentence: &[Token<'_>], places: Option<u32>) -> Option<Question> {
    let (body, plain_question) = without_lead(sentence);
    let body = without_tail(body);
    if let Some(computed) = verbs::compute(text, body) {
        let mut sought = sought(&computed, source(text, body)?, places);
        let said = source(text, body)?;
        sought.fact = format!("{} is {}", capitalised(said), shown(sought.value, places));
        return Some(Question::Value(sought));
    }
    let computed = expression::compute(body)?;
    let mut sought = sought(&computed, source(text, body)?, places);
    // "Calculate 9/11" is no question about a date.
    sought.ambiguous &= plain_question;
    sought.money = body.iter().any(|token| token.is_mark('$'));
    Some(Question::Value(sought))
}

fn sought(computed: &Computed, said: &str, places: Option<u32>) -> Sought {
    Sought {
        value: computed.value,
        operands: computed.operands.clone(),
        fact: format!("{said} = {}", shown(computed.value, places)),
        places,
        money: false,
        ambiguous: computed.ambiguous,
    }
}

/// A value as a fact gives it.
pub(crate) fn shown(value: Rational, places: Option<u32>) -> String {
    match places {
        Some(places) => value.decimal(places),
        None if value.places().is_some_and(|places| places <= 6) => value.to_string(),
        None => value.decimal(2),
    }
}

/// Without `What is`, `Calculate` and their like, and whether what is left may be
/// about something else than arithmetic.
fn without_lead<'s, 't>(sentence: &'s [Token<'t>]) -> (&'s [Token<'t>], bool) {
    const LEADS: [(&str, bool); 33] = [
        ("what is the value of {rest}", false),
        ("what is the result of {rest}", false),
        ("what is the result when|if you {rest}", false),
        ("what is the answer to {rest}", false),
        (
            "what do|would|will you|i|we get when|if you|i|we {rest}",
            false,
        ),
        ("what do you get by {rest}", false),
        ("what does {rest}", false),
        ("what is {rest}", true),
        ("what's {rest}", true),
        ("whats {rest}", true),
        ("what are {rest}", false),
        ("what would {rest} be", false),
        ("what will {rest} be", false),
        ("what {rest} is|equals", false),
        ("what number is {rest}", false),
        ("how much is|are {rest}", false),
        ("how much does|do {rest}", false),
        ("how many is {rest}", false),
        ("calculate the value of {rest}", false),
        ("calculate {rest}", false),
        ("compute {rest}", false),
        ("evaluate the expression [:] {rest}", false),
        ("evaluate [:] {rest}", false),
        ("work out {rest}", false),
        ("figure out {rest}", false),
        ("find the value of {rest}", false),
        ("find {rest}", false),
        ("determine {rest}", false),
        ("solve [:] {rest}", false),
        ("the result of {rest}", false),
        ("do the math : {rest}", false),
        ("answer this : {rest}", false),
        ("calculate : {rest}", false),
    ];
    for (pattern, plain) in LEADS {
        if let Some(captures) = matches(pattern, sentence) {
            return (captures.tokens(0), plain);
        }
    }
    (sentence, true)
}

/// Without `equal`, `=` and their like at the end.
fn without_tail<'s, 't>(mut body: &'s [Token<'t>]) -> &'s [Token<'t>] {
    while let [front @ .., last] = body
        && !front.is_empty()
        && (last.is_any(&[
            "equal", "equals", "make", "makes", "give", "gives", "to", "is",
        ]) || last.is_mark('=')
            || last.is_mark(':')
            || last.is_mark(','))
    {
        body = front;
    }
    body
}

/// `Round to two decimal places.`
fn rounding_sentence(sentence: &[Token<'_>]) -> Option<u32> {
    let (at, captures) = matches_any(
        &[
            "round [your|the] [final] [answer|result] [it] to [the] [nearest] {n} decimal|decimals [place|places]",
            "round [your|the] [final] [answer|result] [it] to the nearest integer|whole [number]",
            "give|write|express [your|the] [final] [answer|result] [it] to {n} decimal|decimals [place|places]",
            "round [your|the] [final] [answer|result] [it] to the nearest cent",
        ],
        sentence,
    )?;
    match at {
        1 => Some(0),
        3 => Some(2),
        _ => places(captures.number(0)?.value),
    }
}

/// `…, rounded to two decimal places`
fn rounding_behind<'s, 't>(sentence: &'s [Token<'t>]) -> Option<(&'s [Token<'t>], u32)> {
    let (at, captures) = matches_any(
        &[
            "{rest} , [rounded] to {n} decimal place|places",
            "{rest} [rounded] to {n} decimal place|places",
            "{rest} , [rounded] to the nearest integer|whole [number]",
            "{rest} [rounded] to the nearest integer|whole [number]",
        ],
        sentence,
    )?;
    let front = captures.tokens(0);
    let front = match front {
        [front @ .., last] if last.is("rounded") => front,
        front => front,
    };
    Some((
        front,
        if at < 2 {
            places(captures.number(1)?.value)?
        } else {
            0
        },
    ))
}

fn places(value: Rational) -> Option<u32> {
    u32::try_from(value.whole()?)
        .ok()
        .filter(|&places| places <= 9)
}

/// `Is 17 * 23 greater than 400?`
fn verdict(text: &str, sentence: &[Token<'_>]) -> Option<Question> {
    let claim = [
        "is it true that {rest}",
        "true or false : {rest}",
        "is it correct that {rest}",
        "true or false , {rest}",
    ]
    .iter()
    .find_map(|pattern| matches(pattern, sentence));
    let claimed;
    let (at, captures) = match claim {
        Some(captures) => {
            claimed = captures.tokens(0);
            let (at, captures) = matches_any(
                &[
                    "{rest} is greater|larger|bigger|more|higher than {rest}",
                    "{rest} is less|smaller|lower|fewer than {rest}",
                    "{rest} =|equals {rest}",
                    "{rest} is equal to {rest}",
                    "{rest} > {rest}",
                    "{rest} < {rest}",
                ],
                claimed,
            )?;
            ([0, 1, 2, 2, 0, 1][at], captures)
        }
        None => {
            let (at, captures) = matches_any(
                &[
                    "is|are {rest} greater|larger|bigger|more|higher than {rest}",
                    "is|are {rest} less|smaller|lower|fewer than {rest}",
                    "is|are {rest} equal to {rest}",
                    "is|are {rest} the same as {rest}",
                    "does|do {rest} equal|make {rest}",
                    "does|is {rest} = {rest}",
                ],
                sentence,
            )?;
            (at.min(2), captures)
        }
    };
    let (left, right) = (captures.tokens(0), captures.tokens(1));
    let (a, b) = (expression::value(left)?, expression::value(right)?);
    let order = a.value.cmp(&b.value);
    let yes = match at {
        0 => order.is_gt(),
        1 => order.is_lt(),
        _ => order.is_eq(),
    };
    let relation = if order.is_gt() {
        "greater than"
    } else if order.is_lt() {
        "less than"
    } else {
        "equal to"
    };
    let side = |tokens: &[Token<'_>], computed: &Computed| {
        let said = source(text, tokens)?;
        Some(match expression::compute(tokens) {
            Some(_) => format!("{said} = {}", shown(computed.value, None)),
            None => said.to_owned(),
        })
    };
    let (left_said, right_said) = (side(left, &a)?, side(right, &b)?);
    let joint = if left_said.contains('=') {
        ", which is"
    } else {
        " is"
    };
    let answer = if yes { "yes" } else { "no" };
    let fact = format!("{left_said}{joint} {relation} {right_said}, so the answer is {answer}");
    Some(Question::Verdict { yes, fact })
}

/// `Which is larger, 3/4 or 5/8?`
fn choice(text: &str, sentence: &[Token<'_>]) -> Option<Question> {
    let (at, captures) = matches_any(
        &[
            "which [one|number] is [the] greater|larger|bigger|more|higher|greatest|largest|biggest|highest [one|number] [,|:] {rest}",
            "which [one|number] is [the] less|smaller|lower|smallest|lowest [one|number] [,|:] {rest}",
            "what is [the] greater|larger|bigger|more|higher [one|number] [,|:] {rest}",
            "what is [the] less|smaller|lower [one|number] [,|:] {rest}",
            "what's [the] greater|larger|bigger|more|higher [one|number] [,|:] {rest}",
            "which of {rest} is [the] greater|larger|bigger|greatest|largest|biggest",
            "which of {rest} is [the] smaller|lower|smallest|lowest",
        ],
        sentence,
    )?;
    let words = if matches!(at, 1 | 3 | 6) { LESS } else { MORE };
    let list = captures.tokens(0);
    let options: Vec<(String, Rational)> = items(text, list)?
        .into_iter()
        .map(|item| {
            let folded = tokens(item);
            let folded = fold(item, &folded);
            Some((item.to_owned(), expression::value(&folded)?.value))
        })
        .collect::<Option<_>>()?;
    let (said, right) = if words == MORE {
        options.iter().max_by_key(|(_, value)| *value)?
    } else {
        options.iter().min_by_key(|(_, value)| *value)?
    };
    let wrong: Vec<_> = options
        .iter()
        .map(|(_, value)| *value)
        .filter(|value| value != right)
        .collect();
    // Equal ones have no larger one.
    (wrong.len() + 1 == options.len()).then(|| Question::Choice {
        right: *right,
        wrong,
        text: said.clone(),
        words,
        fact: format!(
            "{said} is {}",
            match (words == MORE, options.len()) {
                (true, 2) => "the larger one",
                (true, _) => "the largest one",
                (false, 2) => "the smaller one",
                (false, _) => "the smallest one",
            }
        ),
    })
}

fn source<'a>(text: &'a str, tokens: &[Token<'_>]) -> Option<&'a str> {
    text.get(tokens.first()?.start..tokens.last()?.end())
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}
