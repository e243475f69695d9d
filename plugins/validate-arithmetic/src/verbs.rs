//! Operations that a verb or a noun names: `subtract 5 from 12`, `the sum of 3, 4
//! and 5`, `3, 4 and 5: what is their average?`

use reading::skeleton::{Lexicon, NOTHING, Part, SMALL, skeleton};
use reading::{Rational, Token};

use crate::expression::{self, Computed};
use crate::operations::{self as op, Operation};

/// The words of an operation.
static WORDS: Lexicon = Lexicon::new(&[
    (
        "sum",
        "sum|sum of|sum up|tot up|total up|add|add up|add up to|adds up to|add together|adding|adding up|added together|added up|total|total of|\
sum to|summed|sums to|combine|total up|tally|added",
    ),
    ("together", "together|altogether|in total|combined"),
    (
        "product",
        "product|product of|multiply|multiplied|multiplying|multiplied together|multiply together|times each other",
    ),
    (
        "subtract",
        "subtract|subtracting|subtracted|take|taking|deduct|remove|taken|take away|taking away|taken away",
    ),
    ("from", "from|away from"),
    ("less", "less"),
    ("less-than", "less than|fewer than|smaller than|lower than"),
    (
        "more-than",
        "more than|greater than|larger than|bigger than|higher than",
    ),
    ("than", "than"),
    ("exceed", "exceed|exceeds|by how much does|greater by"),
    (
        "excess",
        "how much more|how much bigger|how much larger|how much greater|how much higher|by how much|how many more",
    ),
    (
        "deficit",
        "how much less|how much smaller|how much lower|how many fewer|how many less",
    ),
    (
        "difference",
        "difference|difference between|the gap between|far apart|apart|distance between",
    ),
    (
        "lacking",
        "do i have to add to|have to add to|need to add to|should i add to|must be added to|must i add to|do i add to|do you add to|should be added to|do i need to add to|must you add to|has to be added to|added to|needs to be added to|do you need to add to|needed to go from|more do i need to get from",
    ),
    (
        "reach",
        "to get|to make|to reach|to give|gives|to obtain|to get to|makes|equals|to equal",
    ),
    (
        "divide",
        "divide|divided|dividing|split|shared|share|split up",
    ),
    ("by", "by|into|among|between"),
    ("quotient", "quotient|quotient of"),
    (
        "goes",
        "how many times does|how often does|go|goes|fit|fits|how many times",
    ),
    (
        "remainder",
        "remainder|remains|left over|modulus|leftover|rest",
    ),
    ("mod", "mod|modulo"),
    (
        "increase",
        "increase|increased|increasing|raise|raised|grow|grows|grown|rises|add on",
    ),
    (
        "decrease",
        "decrease|decreased|decreasing|reduce|reduced|reducing|lower|lowered|falls|drops|diminished|discounted",
    ),
    ("%", "%|percent|per cent"),
    (
        "what%",
        "what percent|what percentage|how many percent|percentage|as a percentage|as percent|as a percent|as percentage|which percentage|what per cent|what %",
    ),
    (
        "share%",
        "what percent is|what percentage is|what per cent is|what % is|how many percent is",
    ),
    ("off", "off|discount on|off of"),
    ("out-of", "out of"),
    (
        "power",
        "to the power of|to the power|raised to the power of|raised to the power|to the power of the|power of",
    ),
    ("to-the", "to the|raised to the|raised to"),
    ("th-power", "power|th power|rd power|nd power|st power|th"),
    ("square", "square|squaring|square of|squared"),
    ("cube", "cube|cubing|cube of|cubed"),
    ("root", "square root|square root of|root of|sqrt|√"),
    (
        "cube-root",
        "cube root|cube root of|third root of|third root",
    ),
    ("double", "double|twice|double of|doubling|two times"),
    ("triple", "triple|thrice|tripling"),
    ("half", "half|half of|halve|halving|one half of"),
    ("factorial", "factorial|factorial of"),
    (
        "average",
        "average|average of|mean|mean of|arithmetic mean|arithmetic mean of|mean value|average value",
    ),
    ("median", "median|median of"),
    ("mode", "mode|mode of"),
    (
        "range",
        "range|range of|difference between the largest and the smallest|difference between the largest and smallest|difference between the highest and the lowest|difference between the highest and lowest|difference between the biggest and the smallest|difference between the biggest and smallest|difference between the greatest and the smallest|difference between the greatest and the least|difference between the smallest and the largest|difference between the smallest and largest|difference between the maximum and the minimum|largest minus the smallest|difference between the lowest and the highest",
    ),
    (
        "gcd",
        "gcd|gcd of|greatest common divisor|greatest common divisor of|greatest common factor|highest common factor|gcf|hcf|greatest common factor of|highest common factor of|largest common divisor",
    ),
    (
        "lcm",
        "lcm|lcm of|least common multiple|least common multiple of|lowest common multiple|smallest common multiple|lowest common multiple of",
    ),
    (
        "run",
        "numbers from|integers from|all numbers from|all the numbers from|all integers from|whole numbers from|all whole numbers from|all the integers from|every number from|natural numbers from",
    ),
    ("to", "to|through|up to|and"),
    ("other", "-|not|same|how many"),
    (
        NOTHING,
        "value|result|get|gets|equal|equal to|make|made|number|numbers|values|following|these|those|how much|for|when|with|by adding|\
their|them|all|list|set|data|two|figures|evaluate|solve|amounts|amount|come|comes|come to|amount to|at|up|away|left|one|as|be|calculating|whole|\
dollars|euros|$|€|£|simply|taken|itself|end up|left|each|list of|set of|by hand|exact|express|write|equally|equal parts|equal groups|parts|people|groups|evenly|prices|scores|on",
    ),
    (NOTHING, SMALL),
]);

/// What is computed, by what is said in which order; `N` is a number.
const LINES: [(&str, Operation); 74] = [
    ("decrease N by N", op::lowered),
    ("N decrease by N", op::lowered),
    ("increase N by N", op::raised),
    ("N increase by N", op::raised),
    ("subtract N from N", op::from),
    ("N subtract from N", op::from),
    ("from N subtract N", op::minus),
    ("N subtract N", op::minus),
    ("N less N", op::minus),
    ("N less-than N", op::from),
    ("N more-than N", op::sum),
    ("excess N than N", op::minus),
    ("N excess than N", op::minus),
    ("excess N more-than N", op::minus),
    ("deficit N than N", op::from),
    ("N deficit than N", op::from),
    ("exceed N exceed N", op::minus),
    ("N exceed N", op::minus),
    ("excess N exceed N", op::minus),
    ("excess N N", op::distance),
    ("difference N N", op::distance),
    ("difference N to N", op::distance),
    ("N to N difference", op::distance),
    ("N N difference", op::distance),
    ("lacking N reach N", op::from),
    ("product N by N", op::product),
    ("divide N by N", op::quotient),
    ("N divide by N", op::quotient),
    ("quotient N N", op::quotient),
    ("quotient N to N", op::quotient),
    ("quotient divide N by N", op::quotient),
    ("quotient N divide by N", op::quotient),
    ("goes N goes by N", op::goes),
    ("remainder N divide by N", op::remainder),
    ("remainder divide N by N", op::remainder),
    ("divide N by N remainder", op::remainder),
    ("N divide by N remainder", op::remainder),
    ("remainder goes N divide by N", op::remainder),
    ("N mod N", op::remainder),
    ("increase N by N %", op::increased),
    ("N increase by N %", op::increased),
    ("sum N % N", op::increased_back),
    ("sum N % to N", op::increased_back),
    ("N % more-than N", op::increased_back),
    ("decrease N by N %", op::decreased),
    ("N decrease by N %", op::decreased),
    ("N % off N", op::decreased_back),
    ("subtract N % off N", op::decreased_back),
    ("subtract N % from N", op::decreased_back),
    ("N % less-than N", op::decreased_back),
    ("what% N N", op::percentage),
    ("N what% N", op::share),
    ("N out-of N what%", op::share),
    ("what% N out-of N", op::share),
    ("what% N by N", op::share),
    ("share% N N", op::share),
    ("share% N out-of N", op::share),
    ("share% N by N", op::share),
    ("N power N", op::power),
    ("increase N power N", op::power),
    ("N to-the N th-power", op::power),
    ("increase N to-the N th-power", op::power),
    ("N increase to-the N th-power", op::power),
    ("square N", op::square),
    ("N square", op::square),
    ("cube N", op::cube),
    ("N cube", op::cube),
    ("root N", op::root),
    ("cube-root N", op::cube_root),
    ("double N", op::double),
    ("triple N", op::triple),
    ("half N", op::half),
    ("factorial N", op::factorial),
    ("N factorial", op::factorial),
];

/// What is computed of a list, wherever it stands.
const LISTS: [(&str, Operation); 8] = [
    ("sum", op::sum),
    ("product", op::product),
    ("average", op::average),
    ("median", op::median),
    ("mode", op::mode),
    ("range", op::range),
    ("gcd", op::gcd),
    ("lcm", op::lcm),
];

/// Computes what a verb or a noun asks for; none if these tokens do not.
pub(crate) fn compute(tokens: &[Token<'_>]) -> Option<Computed> {
    let mut after_number = false;
    let tokens = &without_their_number(tokens);
    let read = skeleton(&WORDS, tokens, |rest| {
        let found = number_at(rest, after_number);
        after_number = found.is_some();
        found
    })?;
    let values: Vec<Rational> = read.slots().copied().collect();
    let words: Vec<&str> = read
        .parts
        .iter()
        .map(|part| match part {
            Part::Says(said) => said,
            Part::Slot(_) => "N",
        })
        .collect();
    let done = |operation: Operation| {
        Some(Computed {
            value: operation(&values)?,
            operands: values.clone(),
            ambiguous: false,
        })
    };
    let line = words.join(" ");
    // "to" and "and" say something only between what could be the ends of a run.
    let plain = without(&words, &["to"]).join(" ");
    for candidate in [&line, &plain] {
        if let Some((_, operation)) = LINES.iter().find(|(known, _)| known == candidate) {
            return done(*operation);
        }
        if candidate.as_str() == "sum run N N" || candidate.as_str() == "sum run N N sum" {
            return done(op::run);
        }
    }
    let said = without(&words, &["N", "to"]);
    // "Add 3, 4 and 5 together" says it twice.
    let (_, operation) = LISTS
        .into_iter()
        .find(|(word, _)| !said.is_empty() && said.iter().all(|s| s == word || *s == "together"))?;
    (values.len() >= 2 && !is_doubtful(tokens)).then(|| done(operation))?
}

/// A list with one word of what is to be computed of it, whatever it is a list of: `the
/// median of these ticket counts: 31 / 12 / 27`.
pub(crate) fn listed(tokens: &[Token<'_>]) -> Option<crate::question::Sought> {
    let mut numbers: Vec<usize> = (0..tokens.len())
        .filter(|&at| tokens[at].number().is_some())
        .collect();
    // "My four quiz marks: 12, 19, 23, 30"
    let said = Rational::from(numbers.len() as i128 - 1);
    if let [count, next, ..] = numbers[..]
        && tokens[count]
            .number()
            .is_some_and(|number| number.value == said)
        && tokens[count + 1..next].iter().any(Token::is_word)
    {
        numbers.remove(0);
    }
    let (first, last) = (*numbers.first()?, *numbers.last()?);
    let separates = |token: &Token<'_>| {
        token.number().is_some()
            || token.is_any(&["and", "$", "€", "£"])
            || ",/;|$€£".chars().any(|mark| token.is_mark(mark))
    };
    let list = &tokens[first..=last];
    let apart = list
        .windows(2)
        .all(|pair| pair[0].number().is_none() || pair[1].number().is_none());
    // "3/4 and 5/6" are fractions; "3 / 4 / 5" is a list.
    let slashes = list.iter().filter(|token| token.is_mark('/')).count();
    let fractions = slashes > 0 && slashes + 1 < numbers.len();
    if numbers.len() < 3
        || !apart
        || fractions
        || !list.iter().all(separates)
        || is_doubtful(tokens)
    {
        return None;
    }
    let mut found: Option<&str> = None;
    let mut at = 0;
    while at < tokens.len() {
        if at == first {
            at = last + 1;
            continue;
        }
        let rest = &tokens[at..];
        match WORDS.longest(rest) {
            Some((says, used)) if LISTS.iter().any(|(word, _)| *word == says) => {
                if found.is_some_and(|known| known != says) {
                    return None;
                }
                found = Some(says);
                at += used;
            }
            Some((NOTHING | "together" | "to" | "by" | "other", used)) => at += used,
            Some(_) => return None,
            None => {
                if rest[0].is_any(&[
                    "not",
                    "except",
                    "without",
                    "weighted",
                    "moving",
                    "geometric",
                    "harmonic",
                    "largest",
                    "smallest",
                    "highest",
                    "lowest",
                    "first",
                    "last",
                    "squares",
                    "of",
                    "digits",
                ]) && !rest[0].is("of")
                {
                    return None;
                }
                at += 1;
            }
        }
    }
    let word = found?;
    // "total" and its like stand in many stories.
    let (_, operation) = LISTS.iter().find(|(known, _)| *known == word)?;
    let values: Vec<Rational> = list
        .iter()
        .filter_map(Token::number)
        .map(|number| number.value)
        .collect();
    let value = operation(&values)?;
    Some(crate::question::Sought {
        value,
        operands: values,
        fact: format!("The {word} is {}", crate::question::shown(value, None)),
        places: None,
        fraction: false,
        money: false,
        ambiguous: false,
        also: Vec::new(),
    })
}

/// Without how many they are: `these four numbers: 2, 5, 7, 9`.
fn without_their_number<'t>(tokens: &[Token<'t>]) -> Vec<Token<'t>> {
    const NAMES: &[&str] = &["numbers", "values", "figures", "integers", "amounts"];
    let numbers = tokens.iter().filter(|token| token.number().is_some());
    let others = Rational::from(numbers.count() as i128 - 1);
    let counts = |pair: &[Token<'_>]| {
        pair[1].is_any(NAMES)
            && pair[0]
                .number()
                .is_some_and(|number| number.value == others && others > 1.into())
    };
    let mut left = tokens.to_vec();
    if let Some(at) = tokens.windows(2).position(counts) {
        left.remove(at);
    }
    left
}

fn without<'w>(words: &[&'w str], left_out: &[&str]) -> Vec<&'w str> {
    words
        .iter()
        .copied()
        .filter(|word| !left_out.contains(word))
        .collect()
}

/// Whether `100,200` may be two numbers.
fn is_doubtful(tokens: &[Token<'_>]) -> bool {
    let grouped = |token: &Token<'_>| {
        token.number().is_some()
            && token.text.split(',').next().is_some_and(|g| g.len() == 3)
            && token.text.contains(',')
    };
    let apart = tokens
        .windows(2)
        .all(|pair| !pair[0].is_mark(',') || !pair[1].glued);
    let commas = tokens.iter().any(|token| token.is_mark(','));
    tokens.iter().any(grouped) && !(apart && commas)
        || !apart
            && tokens
                .iter()
                .any(|token| token.number().is_some() && token.text.contains(','))
}

/// A plain number with its sign, or a fraction of two: what stands in a sentence
/// without a doubt about its end.
fn number_at(tokens: &[Token<'_>], after_number: bool) -> Option<(Rational, usize)> {
    let mut at = 0;
    let negative = tokens
        .first()
        .is_some_and(|sign| sign.is_mark('-') || sign.is_any(&["minus", "negative"]));
    if negative {
        // "5 - 3" is another operation.
        if after_number || tokens.get(1)?.number().is_none() {
            return None;
        }
        at += 1;
    }
    at += usize::from("$€£".chars().any(|mark| tokens[at].is_mark(mark)));
    let end = match tokens.get(at..)? {
        [above, slash, below, ..]
            if slash.is_mark('/') && above.number().is_some() && below.number().is_some() =>
        {
            at + 3
        }
        [number, ..] if number.number().is_some() => at + 1,
        _ => return None,
    };
    let begin = usize::from(negative);
    let value = expression::value(&tokens[begin..end])?.value;
    Some((if negative { value.negated() } else { value }, end))
}
