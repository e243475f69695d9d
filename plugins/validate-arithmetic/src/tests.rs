use super::*;
use omni_skill::testing::attempt;
use omni_skill::{Grammar, Request};
use proptest::prelude::*;

fn codes(prompt: &str, response: &str) -> Vec<String> {
    validate(&attempt(prompt, response))
        .unwrap()
        .into_iter()
        .map(|finding| finding.code)
        .collect()
}

/// A request, right answers, wrong answers.
type Row = (
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
);

const ROWS: &[Row] = &[
    (
        "What is 17 * 23? Answer in one short sentence.",
        &[
            "391",
            "391.",
            "17 * 23 = 391.",
            "The answer is **391**.",
            r"\[ 17 \times 23 = \boxed{391} \]",
            "Three hundred and ninety-one.",
            "17 × 20 = 340 and 17 × 3 = 51, so it is 340 + 51 = 391.",
            "1) 391",
            "It is 391 apples.",
        ],
        &[
            "321",
            "17 * 23 = 381.",
            "17 * 23",
            "The answer is 17.",
            "The answer is four hundred.",
            "I am sorry, but I cannot compute that.",
        ],
    ),
    (
        "Please calculate 15% of 80.",
        &["12", "15% of 80 is 12.", "twelve"],
        &["15% of 80 is 120.", "8"],
    ),
    (
        "What's 3/4 + 1/8?",
        &["7/8", "0.875", "87.5%", r"$\frac{7}{8}$"],
        &["4/12", "1/2"],
    ),
    (
        "Compute 1000 / 7.",
        &[
            "142.857",
            "142.86",
            "about 143",
            "1000 / 7 ≈ 142.9",
            "142 remainder 6",
            "142 6/7",
        ],
        &["140.5", "153"],
    ),
    (
        "What is the sum of 12, 7 and 30?",
        &["49", "12 + 7 + 30 = 49"],
        &["48", "12 + 7 + 30 = 50"],
    ),
    ("Add these numbers: 5, 10, 15", &["30"], &["25"]),
    ("What is the average of 4, 8 and 9?", &["7"], &["8", "6.5"]),
    ("Subtract 18 from 50.", &["32"], &["28", "50 - 18 = 42"]),
    (
        "What do you get when you multiply 12 by 11?",
        &["132", "You get 132."],
        &["121"],
    ),
    (
        "What is 2 to the power of 10?",
        &["1024", "1,024"],
        &["512"],
    ),
    ("Increase 80 by 25%.", &["100"], &["105", "120"]),
    (
        "What is 20 as a result of 100 divided by 5?",
        &["20", "7"],
        &[],
    ),
    (
        "What is the difference between 50 and 18?",
        &["32"],
        &["22"],
    ),
    (
        "20 is what percent of 80?",
        &["25%", "25", "25 percent"],
        &["40%"],
    ),
    (
        "What is 10 divided by 3, rounded to two decimal places?",
        &["3.33"],
        &["3.5"],
    ),
    (
        "What is 2 / 3? Round your answer to 2 decimal places.",
        &["0.67"],
        &["0.76"],
    ),
    ("17x23=?", &["391"], &["381"]),
    (
        "Hi! Could you tell me what 9 plus 10 is? Thanks!",
        &["19", "It's 19."],
        &["21"],
    ),
    (
        "What is 4x4?",
        &[
            "16",
            "A vehicle with four driven wheels.",
            "It is a car with 4 wheels.",
        ],
        &["4x4 = 20", "8"],
    ),
    ("What is 9/11?", &["0.818", "An attack in 2001."], &[]),
    (
        "Is 17 * 23 greater than 400?",
        &["No, it is 391.", "No.", "17 * 23 is 391."],
        &["Yes, it is.", "Yes."],
    ),
    (
        "True or false: 3 + 4 = 8",
        &["False.", "false, it is 7"],
        &["True."],
    ),
    (
        "Which is larger, 3/4 or 5/8?",
        &["3/4", "3/4 is larger than 5/8.", "5/8 is smaller than 3/4."],
        &["5/8", "5/8 is larger than 3/4."],
    ),
    (
        "Which number is bigger: 9.11 or 9.9?",
        &["9.9", "9.9 is bigger."],
        &["9.11", "9.11 is bigger than 9.9."],
    ),
    (
        "Tom has 5 apples. He buys 3 more. How many apples does he have now?",
        &["8", "Tom has eight apples."],
        &["Tom has 7 apples.", "15"],
    ),
    (
        "Sara had 12 red marbles and lost 4. How many marbles does Sara have left?",
        &["8"],
        &["16", "Sara has 9 marbles."],
    ),
    (
        "If I have 10 cookies and eat 3, how many cookies do I have left?",
        &["7", "You have 7 cookies left."],
        &["13"],
    ),
    (
        "Tom has 5 apples. He gives 2 apples to Mary. How many apples does Tom have?",
        &["3"],
        &["7"],
    ),
    (
        "Tom gives Mary 2 apples and eats 1. How many does he have?",
        &["7"],
        &[],
    ),
    (
        "There are 12 birds in a tree. 5 fly away. How many birds are left?",
        &["7"],
        &["17"],
    ),
    (
        "A pen costs $2. How much do 5 pens cost?",
        &["$10", "$10.00", "10 dollars", "Ten dollars."],
        &["$7", "$12.50"],
    ),
    (
        "If a pen costs $1.50, how much do 4 pens cost?",
        &["$6", "6.00"],
        &["$5.50"],
    ),
    (
        "There are 4 boxes with 6 eggs each. How many eggs are there in total?",
        &["24"],
        &["10"],
    ),
    (
        "12 cookies are shared equally among 4 children. How many does each child get?",
        &["3"],
        &["4 cookies", "8"],
    ),
    (
        "A train travels at 60 km/h for 3 hours. How far does it travel?",
        &["180 km", "180 kilometers"],
        &["120 km", "20 km"],
    ),
    (
        "What is the area of a rectangle that is 5 cm long and 3 cm wide?",
        &["15 square cm", "15 cm²"],
        &["16 cm"],
    ),
    (
        "Anna buys a book for $7 and pays with a $20 bill. How much change does she get?",
        &["$13"],
        &["$12"],
    ),
    (
        "A shirt costs $40. It is 25% off. What is the sale price?",
        &["$30"],
        &["$10", "$15"],
    ),
    (
        "A baker makes 24 rolls and sells 17. How many rolls are left?",
        &["7"],
        &["8"],
    ),
    (
        "A farmer has 36 eggs and packs them into boxes of 6. How many boxes does he need?",
        &["6"],
        &["7", "30"],
    ),
    (
        "Maria reads 20 pages a day. How many pages does she read in 7 days?",
        &["140"],
        &["27"],
    ),
    (
        "A jacket costs $80 and is 25% off. What is the sale price?",
        &["$60"],
        &["$20", "$55"],
    ),
    (
        "A class has 28 students. 13 are boys. How many are girls?",
        &["15"],
        &["41"],
    ),
    (
        "A pack of 6 bottles costs $9. How much does one bottle cost?",
        &["$1.50", "150 cents"],
        &["$54", "$3"],
    ),
    (
        "If you have 50 dollars and spend 18 dollars, how much money do you have left?",
        &["$32", "32 dollars"],
        &["$38"],
    ),
    (
        "Sam had 15 marbles. He lost 6 and then found 4. How many marbles does Sam have now?",
        &["13"],
        &["5", "25"],
    ),
    (
        "Answer yes or no only: is 3/4 greater than 2/3?",
        &["Yes", "yes."],
        &["No, 3/4 is not equal to 2/3."],
    ),
];

#[test]
fn understands_these() {
    let mut misjudged = Vec::new();
    for (prompt, right, wrong) in ROWS {
        let judged = |response| codes(prompt, response).len();
        misjudged.extend(right.iter().filter(|r| judged(r) > 0).map(|r| (prompt, r)));
        misjudged.extend(wrong.iter().filter(|r| judged(r) != 1).map(|r| (prompt, r)));
    }
    assert!(misjudged.is_empty(), "{misjudged:#?}");
}

#[test]
fn is_silent_on_other_things() {
    let mut alarms = reading::testing::others();
    alarms.retain(|(prompt, response)| !codes(prompt, response).is_empty());
    assert!(alarms.is_empty(), "{alarms:#?}");
}

#[test]
fn a_finding_says_what_is_true_and_how_to_say_it() {
    let findings = validate(&attempt("What is 17 * 23?", "17 * 23 is 321.")).unwrap();
    assert_eq!(findings[0].code, "arithmetic.wrong");
    assert_eq!(findings[0].fact.as_deref(), Some("17 * 23 = 391"));
    let Some(Grammar::Gbnf(gbnf)) = &findings[0].grammar else {
        panic!("no grammar");
    };
    assert!(gbnf.contains("value ::= \"391\""), "{gbnf}");
    let findings = validate(&attempt(
        "A pen costs $1.50. How much do 3 pens cost?",
        "$3",
    ))
    .unwrap();
    assert_eq!(findings[0].fact.as_deref(), Some("1.5 * 3 = 4.5"));
}

#[test]
fn checks_what_the_caller_expects() {
    let expecting = |expect: &str, response: &str| {
        let attempt = attempt("How far is it?", response);
        validate(&Attempt {
            request: Request {
                expect: Some(expect.to_owned()),
                ..attempt.request
            },
            ..attempt
        })
        .map(|findings| findings.len())
    };
    assert_eq!(expecting(r#"{"number": 391}"#, "It is 391 km."), Ok(0));
    assert_eq!(expecting(r#"{"number": 391}"#, "It is 390 km."), Ok(1));
    let near = r#"{"number": {"value": 391, "tolerance": 2}}"#;
    assert_eq!(expecting(near, "It is 390 km."), Ok(0));
    let named = r#"{"validator": {"name": "arithmetic", "options": {"expression": "17 * 23"}}}"#;
    assert_eq!(expecting(named, "391"), Ok(0));
    assert_eq!(expecting(named, "390"), Ok(1));
    assert_eq!(
        expecting(r#"{"validator": {"name": "other"}}"#, "390"),
        Ok(0)
    );
    assert!(
        expecting(
            r#"{"validator": {"name": "arithmetic", "options": {"expr": "1"}}}"#,
            ""
        )
        .is_err()
    );
}

#[test]
fn what_overflows_or_divides_by_zero_is_not_judged() {
    for prompt in [
        "What is 5 / 0?",
        "What is 99999999999999999999 ^ 99?",
        "What is 340282366920938463463374607431768211455 * 340282366920938463463374607431768211455?",
        "What is 0 to the power of -1?",
        "What is 200!?",
    ] {
        assert_eq!(codes(prompt, "7"), [""; 0], "{prompt}");
    }
}

/// Words of stories, in no order.
const STORY: &[&str] = &[
    "3", "4.5", "$7", "20%", "half", "one", "twice", "Tom", "Ann", "pens", "boxes", "box", "hours",
    "km", "has", "gives", "buys", "loses", "each", "per", "of", "in", "at", "for", "than", "more",
    "as", "many", "ratio", ":", ",", ".", "?", "and", "the", "a", "how many", "how much", "left",
    "total", "costs", "/", "-", "times", "her", "older", "years", "ago", "off", "average", "rest",
    "needs", "holds", "with", "day", "hourly", "not", "what", "is", "are", "change", "to", "(",
];

/// Words of arithmetic, in no order.
const ARITHMETIC: &[&str] = &[
    "3",
    "4.5",
    "x",
    "6x",
    "=",
    "+",
    "-",
    "*",
    "/",
    "^",
    "(",
    ")",
    "double",
    "then",
    "add",
    "subtract",
    "it",
    "from",
    "by",
    "what",
    "is",
    "if",
    "solve",
    "larger",
    "or",
    ",",
    ":",
    ";",
    ".",
    "->",
    "half",
    "of",
    "percent",
    "sum",
    "mean",
    "of",
    "squared",
    "9999999999999999999999999999",
];

proptest! {
    #[test]
    fn any_text_is_judged(prompt: String, response: String) {
        validate(&attempt(prompt, response)).unwrap();
    }

    #[test]
    fn any_story_is_judged(words in prop::collection::vec(prop::sample::select(STORY), 0..40)) {
        let story = words.join(" ");
        validate(&attempt(&*story, "It is 98765.")).unwrap();
        validate(&attempt(format!("Tom has 5 pens. {story}. How many pens are left?"), "5")).unwrap();
    }

    #[test]
    fn any_arithmetic_is_judged(words in prop::collection::vec(prop::sample::select(ARITHMETIC), 0..20)) {
        validate(&attempt(words.join(" "), "It is 98765.")).unwrap();
    }

    #[test]
    fn the_right_number_is_right(a in 0_i64..100_000, b in 1_i64..1000, sign in prop::sample::select(vec!['+', '-', '*'])) {
        let value = match sign { '+' => a + b, '-' => a - b, _ => a * b };
        let prompt = format!("What is {a} {sign} {b}?");
        prop_assert_eq!(codes(&prompt, &format!("{a} {sign} {b} = {value}")), [""; 0]);
        prop_assert_eq!(codes(&prompt, &format!("It is {value}.")), [""; 0]);
        prop_assert_eq!(codes(&prompt, &format!("{a} {sign} {b} = {}", value + 1)), ["arithmetic.wrong"]);
    }

}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn long_texts_are_judged(part in "[0-9a-z+*(^ ,.\n]{1,20}") {
        let long = part.repeat(1_000_000 / part.len());
        validate(&attempt(&*long, &*long)).unwrap();
        validate(&attempt("What is 17 * 23?", &*long)).unwrap();
    }
}

#[test]
fn understands_many_wordings() {
    let wordings = include_str!("../wordings.jsonl");
    let misjudged =
        reading::testing::misjudged(wordings, |prompt, answer| !codes(prompt, answer).is_empty());
    assert!(misjudged.is_empty(), "{misjudged:#?}");
}

#[test]
fn a_fraction_that_is_asked_for_is_told_as_one() {
    for (prompt, fact) in [
        ("What is 1/4 + 3/8, as a fraction in lowest terms?", "5/8"),
        ("1/4 + 3/8 = ?", "0.625"),
        ("What is 1/2 + 1/2 as a fraction?", "1"),
    ] {
        let findings = validate(&attempt(prompt, "It is 7.")).unwrap();
        let told = findings[0].fact.as_deref().unwrap();
        assert!(told.ends_with(&format!(" {fact}")), "{told}");
    }
}
