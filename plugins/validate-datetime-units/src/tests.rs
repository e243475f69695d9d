use super::*;
use omni_skill::Request;
use omni_skill::testing::attempt;
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
        "What day of the week was July 4, 1776?",
        &["Thursday", "July 4, 1776 was a **Thursday**."],
        &[
            "Friday",
            "I do not know what day it was.",
            "It was a Monday.",
            "The day of July 4, 1776 is July 4, 1776.",
        ],
    ),
    (
        "What day of the week is 2024-02-29? Answer in one short sentence.",
        &["It is a Thursday."],
        &["It is a Wednesday."],
    ),
    (
        "On which day of the week did the 20th of July 1969 fall?",
        &["Sunday"],
        &["Saturday"],
    ),
    (
        "If today is Monday, what day of the week will it be in 10 days?",
        &["Thursday", "Ten days after Monday is Thursday."],
        &["Wednesday", "Monday"],
    ),
    (
        "Today is Friday. What day was it 3 days ago?",
        &["Tuesday"],
        &["Monday"],
    ),
    (
        "What date is 30 days after March 15, 2024?",
        &[
            "April 14, 2024",
            "2024-04-14",
            "It is the 14th of April.",
            "Sunday, April 14th, 2024",
            "14/4/2024",
        ],
        &[
            "April 15, 2024",
            "30 days after March 15, 2024 is April 13, 2024.",
        ],
    ),
    (
        "What is the date 2 weeks before January 5, 2023?",
        &["December 22, 2022"],
        &["December 21, 2022"],
    ),
    (
        "If today is May 30, 2024, what date will it be in 5 days?",
        &["June 4, 2024", "June 4"],
        &["June 5, 2024"],
    ),
    (
        "Add 1 month to 2023-04-10.",
        &["2023-05-10", "May 10, 2023"],
        &["2023-05-11"],
    ),
    (
        "How many days are between March 1, 2024 and March 20, 2024?",
        &[
            "19",
            "There are 19 days.",
            "20 days, counting both.",
            "nineteen",
        ],
        &["20", "21 days"],
    ),
    (
        "How many days are there from April 10 to May 2?",
        &["22"],
        &["23", "20"],
    ),
    (
        "Is 1900 a leap year?",
        &["No.", "No, since it is not divisible by 400."],
        &["Yes.", "Yes, it is."],
    ),
    ("Was 2000 a leap year?", &["Yes, it was."], &["No."]),
    (
        "How many days are in February 2023?",
        &["28", "twenty-eight"],
        &["29"],
    ),
    ("How many days does April have?", &["30"], &["31"]),
    (
        "A meeting starts at 9:15 am and lasts 50 minutes. When does it end?",
        &["10:05 am", "10:05", "10:05 a.m.", "At five past ten."],
        &["10:15 am", "10:05 pm"],
    ),
    (
        "What time is 45 minutes after 2:30 PM?",
        &["3:15 PM", "15:15"],
        &["3:05 PM"],
    ),
    (
        "How long is it from 9:15 am to 11:05 am?",
        &[
            "1 hour and 50 minutes",
            "110 minutes",
            "1 hour 50 min",
            "1:50",
        ],
        &["2 hours", "1 hour and 10 minutes", "90 minutes"],
    ),
    (
        "Convert 10 km to miles.",
        &["6.21 miles", "10 km is about 6.2 miles.", "6.25"],
        &["16 miles", "10 km = 16.1 miles", "62"],
    ),
    (
        "How many minutes are in 3 hours?",
        &["180", "There are 180 minutes in 3 hours."],
        &["120", "300 minutes", "There are 3."],
    ),
    (
        "How many feet are in a mile?",
        &["5280", "5,280 feet"],
        &["5000", "1760"],
    ),
    (
        "What is 100 degrees Fahrenheit in Celsius?",
        &["37.8", "About 38 °C", "37.78 degrees Celsius"],
        &["212", "45 °C"],
    ),
    (
        "Convert 5 kilograms to grams.",
        &["5000 g", "5,000"],
        &["500 g", "5 g"],
    ),
    (
        "How many cups are in 2 liters?",
        &["8.45", "about 8", "8 cups"],
        &["4"],
    ),
    ("How many months are in 3 years?", &["36"], &["30"]),
    ("Convert 1 GB to MB.", &["1000 MB", "1024 MB"], &["100 MB"]),
    (
        "What is 5 feet in cm?",
        &["152.4", "about 152"],
        &["60 cm", "125 cm"],
    ),
    (
        "A train departs at 10:20 and arrives at 13:05. How long is the trip?",
        &["2 hours and 45 minutes", "165 minutes"],
        &["3 hours", "2 hours and 15 minutes"],
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
fn is_silent_where_it_is_open() {
    for prompt in [
        "What day was July 4?",
        "What day of the week was 3/4/2024?",
        "What day of the week was October 4, 1582?",
        "How many days are between February 1 and March 20?",
        "What date is 1 month after January 31, 2024?",
        "What date is 30 days after today?",
        "How many days are in February?",
        "How many days are in a year?",
        "How many days are in 2 months?",
        "How many miles is it to Rome?",
        "Convert 5 pounds to dollars.",
        "How long is it from 9:00 to 5:00?",
        "What day of the week was February 30, 2024?",
        "Convert 99999999999999999999999999999999 km to mm.",
    ] {
        assert_eq!(
            codes(prompt, "It is Monday, May 3, 2021, at 4:44, or 7777."),
            [""; 0],
            "{prompt}"
        );
    }
}

#[test]
fn a_finding_says_what_is_true() {
    for (prompt, response, fact) in [
        (
            "What day of the week was July 4, 1776?",
            "Friday",
            "July 4, 1776 is a Thursday",
        ),
        (
            "What date is 30 days after March 15, 2024?",
            "May 1, 2024",
            "The date is April 14, 2024",
        ),
        ("Convert 10 km to miles.", "16", "10 km = 6.21 miles"),
        (
            "How long is it from 9:15 am to 11:05 am?",
            "2 hours",
            "It is 1 hour and 50 minutes",
        ),
    ] {
        let finding = &validate(&attempt(prompt, response)).unwrap()[0];
        assert_eq!(finding.fact.as_deref(), Some(fact));
        assert!(finding.grammar.is_some());
    }
}

#[test]
fn takes_the_callers_options() {
    let expecting = |options: &str, response: &str| {
        let attempt = attempt("Do it.", response);
        validate(&Attempt {
            request: Request {
                expect: Some(format!(
                    r#"{{"validator": {{"name": "datetime-units", "options": {options}}}}}"#
                )),
                ..attempt.request
            },
            ..attempt
        })
        .map(|findings| findings.len())
    };
    let options = r#"{"value": 5, "from": "km", "to": "m"}"#;
    assert_eq!(expecting(options, "5000"), Ok(0));
    assert_eq!(expecting(options, "500"), Ok(1));
    for options in [
        r#"{"value": 5, "from": "km", "to": "kg"}"#,
        r#"{"value": "5"}"#,
        r#"{"unit": 1}"#,
    ] {
        assert!(expecting(options, "").is_err());
    }
}

proptest! {
    #[test]
    fn any_text_is_judged(prompt: String, response: String) {
        validate(&attempt(prompt, &*response)).unwrap();
        for (prompt, _, _) in ROWS {
            validate(&attempt(*prompt, &*response)).unwrap();
        }
    }

    #[test]
    fn likely_questions_are_judged(
        number in "[0-9]{1,12}", unit in "(days|weeks|years|km|hours|cups)", date in "(May|4|31|2024|Feb| |,|-|th|9999){1,8}",
    ) {
        validate(&attempt(format!("What date is {number} {unit} after {date}?"), "May 5, 2024")).unwrap();
        validate(&attempt(format!("How many {unit} are in {number} {date}?"), "5")).unwrap();
        validate(&attempt(format!("What day of the week was {date}?"), "Monday")).unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn long_texts_are_judged(part in "[0-9a-z ,:\n\"-]{1,20}") {
        let long = part.repeat(1_000_000 / part.len());
        validate(&attempt(&*long, &*long)).unwrap();
        validate(&attempt(ROWS[0].0, &*long)).unwrap();
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
fn what_is_exact_is_told_exactly() {
    for (prompt, fact) in [
        ("Convert 0 degrees Celsius to Kelvin.", "273.15"),
        ("Convert 5 kilometers to miles.", "3.11"),
    ] {
        let findings = validate(&attempt(prompt, "It is 1.")).unwrap();
        let told = findings[0].fact.as_deref().unwrap();
        assert!(told.contains(&format!(" {fact} ")), "{told}");
    }
}
