//! What a request asks to compute.

use omni_skill::Error;
use reading::{
    Asked, Rational, Token, fold, items, matches, matches_any, rounding_at, tidy, tokens,
};
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
    pub(crate) places: Option<i32>,
    /// Whether a fraction is asked for.
    pub(crate) fraction: bool,
    pub(crate) money: bool,
    /// The same in other units, where the question leaves the unit open.
    pub(crate) also: Vec<Rational>,
    /// Whether it is a question of arithmetic only if the answer takes it for one.
    pub(crate) ambiguous: bool,
}

pub(crate) const MORE: &[&str] = &[
    "greater", "larger", "bigger", "more", "higher", "greatest", "largest", "biggest", "highest",
];
pub(crate) const LESS: &[&str] = &[
    "less", "smaller", "lower", "fewer", "least", "smallest", "lowest",
];

impl Sought {
    /// The value as it is asked for.
    pub(crate) fn text(&self) -> String {
        if self.fraction {
            return fraction(self.value);
        }
        shown(self.value, self.places)
    }

    /// The same as a fraction in its lowest terms.
    fn told_as_fraction(mut self) -> Self {
        if self.value.whole().is_none() && self.places.is_none() {
            let decimal = shown(self.value, None);
            if let Some(fact) = self.fact.strip_suffix(&decimal) {
                self.fact = format!("{fact}{}", fraction(self.value));
                self.fraction = true;
            }
        }
        self
    }
}

impl Question {
    /// The same, its value told as a fraction where the request asks for one.
    pub(crate) fn told_as_asked(self, asked: &Asked<'_>) -> Self {
        let is_of_fractions = |token: &Token<'_>| token.is_any(&["fraction", "lowest", "simplest"]);
        // "1/2 - 1/3" is no decimal with an end.
        let of_parts = |sought: &Sought| {
            sought.value.places().is_none()
                && asked.sentences.iter().any(|sentence| {
                    sentence.windows(3).any(|three| {
                        three[0].number().is_some()
                            && three[1].is_mark('/')
                            && three[1].glued
                            && three[2].glued
                            && three[2].number().is_some()
                    })
                })
        };
        match self {
            Self::Value(sought)
                if of_parts(&sought) || asked.sentences.iter().flatten().any(is_of_fractions) =>
            {
                Self::Value(sought.told_as_fraction())
            }
            question => question,
        }
    }
}

fn fraction(value: Rational) -> String {
    format!("{}/{}", value.numerator(), value.denominator())
}

/// What the request asks to compute, if all of it is understood.
pub(crate) fn understand(text: &str, asked: &Asked<'_>) -> Option<Question> {
    // "5, 8 and 9. What is their average?"
    if asked.sentences.len() > 3 {
        return None;
    }
    let tokens = asked.sentences.concat();
    let (sentence, places) = without_rounding(&tokens)?;
    if let Some(sentence) = asked.only() {
        let found = verdict(text, sentence).or_else(|| choice(text, sentence));
        if found.is_some() {
            return found;
        }
    } else if let [first, rest @ ..] = &asked.sentences[..]
        && let Some(question) = choice(text, &[first.clone(), rest.concat()].concat())
    {
        // "Which is larger? 3/4 or 5/8"
        return Some(question);
    }
    value(text, &sentence, places)
}

/// What one sentence asks.
pub(crate) fn single(text: &str, tokens: &[Token<'_>]) -> Option<Question> {
    let (sentence, places) = without_rounding(tokens)?;
    verdict(text, &sentence)
        .or_else(|| choice(text, &sentence))
        .or_else(|| value(text, &sentence, places))
}

/// Without `rounded to two decimal places`, wherever it is said, and what it says;
/// none where it is said twice.
fn without_rounding<'t>(tokens: &[Token<'t>]) -> Option<(Vec<Token<'t>>, Option<i32>)> {
    let mut left = Vec::with_capacity(tokens.len());
    let mut places = None;
    let mut at = 0;
    while at < tokens.len() {
        match rounding_at(&tokens[at..]) {
            Some(_) if places.is_some() => return None,
            Some((found, used)) => {
                places = Some(found);
                at += used;
            }
            None => {
                left.push(tokens[at].clone());
                at += 1;
            }
        }
    }
    Some((left, places))
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

fn value(text: &str, sentence: &[Token<'_>], places: Option<i32>) -> Option<Question> {
    if let Some(computed) = verbs::compute(sentence) {
        let (body, _) = without_lead(sentence);
        let said = source(text, without_tail(body))?;
        let mut sought = sought(&computed, said, places);
        // "How much more is 9 than 4" is no name for what it asks.
        let asks = body
            .iter()
            .any(|token| token.is_any(&["what", "how", "more", "than", "if", "must", "go"]));
        sought.fact = if asks || said.contains([':', '?']) || computed.operands.len() > 12 {
            format!("The result is {}", shown(sought.value, places))
        } else {
            format!("{} is {}", capitalised(said), shown(sought.value, places))
        };
        return Some(Question::Value(sought));
    }
    let (body, plain_question) = without_lead(sentence);
    let body = without_tail(body);
    // "Round 3476 to the nearest hundred."
    let computed = match (expression::compute(body), places) {
        (Some(computed), _) => computed,
        (None, Some(digits)) => {
            let given = expression::value(body)?;
            Computed {
                value: given.value.rounded_to(digits)?,
                operands: given.operands,
                ambiguous: false,
            }
        }
        (None, None) => return None,
    };
    let mut sought = sought(&computed, source(text, body)?, places);
    // "Calculate 9/11" is no question about a date.
    sought.ambiguous &= plain_question;
    sought.money = body.iter().any(|token| token.is_mark('$'));
    Some(Question::Value(sought))
}

fn sought(computed: &Computed, said: &str, places: Option<i32>) -> Sought {
    Sought {
        value: computed.value,
        operands: computed.operands.clone(),
        fact: format!(
            "{said} {} {}",
            if places.is_some() { "≈" } else { "=" },
            shown(computed.value, places)
        ),
        places,
        fraction: false,
        money: false,
        ambiguous: computed.ambiguous,
        also: Vec::new(),
    }
}

/// A value as a fact gives it.
pub(crate) fn shown(value: Rational, places: Option<i32>) -> String {
    match places {
        Some(places) => value
            .rounded_to(places)
            .unwrap_or(value)
            .decimal(u32::try_from(places).unwrap_or(0)),
        None if value.places().is_some_and(|places| places <= 6) => value.to_string(),
        None => value.decimal(2),
    }
}

/// Without `What is`, `Calculate` and their like, and whether what is left may be
/// about something else than arithmetic.
fn without_lead<'s, 't>(mut sentence: &'s [Token<'t>]) -> (&'s [Token<'t>], bool) {
    const PLAIN: &[&str] = &["what", "is", "what's", "whats", "the", "me", "tell"];
    const LEADS: &[&str] = &[
        "are",
        "value",
        "result",
        "answer",
        "of",
        "to",
        "when",
        "if",
        "you",
        "do",
        "get",
        "we",
        "i",
        "calculate",
        "compute",
        "evaluate",
        "work",
        "out",
        "figure",
        "find",
        "determine",
        "solve",
        "how",
        "much",
        "does",
        "would",
        "will",
        "be",
        "can",
        "could",
        "math",
        "maths",
        "this",
        "following",
        "expression",
        "calculation",
        "equation",
        "number",
        "many",
        "simplify",
        "give",
        "show",
        "know",
        "need",
        "need",
        "want",
        "say",
        "by",
        "result",
        "please",
        "exact",
        "quickly",
        "it",
        "round",
        "do",
        "for",
        "which",
        "simplified",
        "write",
        "down",
        "calc",
        "so",
        "correct",
        "my",
        "exactly",
    ];
    let mut plain = true;
    while let [first, rest @ ..] = sentence
        && !rest.is_empty()
        && (first.is_any(PLAIN) || first.is_any(LEADS) || first.is_mark(':') || first.is_mark(','))
    {
        plain &= first.is_any(PLAIN);
        sentence = rest;
    }
    (sentence, plain)
}

/// Without `equal`, `=` and their like at the end.
fn without_tail<'s, 't>(mut body: &'s [Token<'t>]) -> &'s [Token<'t>] {
    while let [front @ .., last] = body
        && !front.is_empty()
        && (last.is_any(&[
            "equal",
            "equals",
            "make",
            "makes",
            "give",
            "gives",
            "to",
            "is",
            "be",
            "come",
            "comes",
            "out",
            "what",
            "get",
            "you",
            "do",
            "amount",
            "exactly",
            "as",
            "a",
            "number",
            "it",
            "result",
            "answer",
            "the",
            "what's",
            "how",
            "much",
            "rounded",
            "when",
            "decimal",
            "fraction",
            "an",
            "result",
            "please",
            "calculate",
            "simplest",
            "lowest",
            "terms",
            "form",
            "in",
            "its",
            "percentage",
        ]) || last.is_mark('=')
            || last.is_mark(':')
            || last.is_mark(','))
    {
        body = front;
    }
    body
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
            "which [of] [these|the] [two] [one|number|numbers|fraction|decimal|value|is] [is] [the] greater|larger|bigger|more|higher|greatest|largest|biggest|highest [one|number|value|fraction|decimal] [,|:] {rest}",
            "which [of] [these|the] [two] [one|number|numbers|fraction|decimal|value|is] [is] [the] less|smaller|lower|smallest|lowest [one|number|value|fraction|decimal] [,|:] {rest}",
            "what is [the] greater|larger|bigger|more|higher [one|number] [,|:] {rest}",
            "what is [the] less|smaller|lower [one|number] [,|:] {rest}",
            "what's [the] greater|larger|bigger|more|higher [one|number] [,|:] {rest}",
            "which of {rest} is [the] greater|larger|bigger|greatest|largest|biggest [one|number]",
            "which of {rest} is [the] smaller|lower|smallest|lowest [one|number]",
            "of {rest} [,] which [one|number] is [the] greater|larger|bigger|higher|greatest|largest|biggest [one|number]",
            "of {rest} [,] which [one|number] is [the] less|smaller|lower|smallest|lowest [one|number]",
            "{rest} [,|:] which [one|number] is [the] greater|larger|bigger|higher|greatest|largest|biggest [one|number]",
            "{rest} [,|:] which [one|number] is [the] less|smaller|lower|smallest|lowest [one|number]",
            "pick|choose|name|give the greater|larger|bigger|higher [one|number] [of|from] [:] {rest}",
            "pick|choose|name|give the smaller|lower [one|number] [of|from] [:] {rest}",
        ],
        sentence,
    )?;
    let words = if matches!(at, 1 | 3 | 6 | 8 | 10 | 12) {
        LESS
    } else {
        MORE
    };
    let list = captures.tokens(0);
    let options: Vec<(String, Rational)> = items(text, list)?
        .into_iter()
        .map(|item| {
            let folded = tokens(item);
            let folded = fold(item, &folded);
            Some((item.to_owned(), expression::value(&folded)?.value))
        })
        .collect::<Option<_>>()?;
    chosen(&options, words)
}

/// The largest or the smallest of these, if there is one.
pub(crate) fn chosen(
    options: &[(String, Rational)],
    words: &'static [&'static str],
) -> Option<Question> {
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
