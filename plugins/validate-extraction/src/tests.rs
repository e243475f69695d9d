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
        "Passage: Ada Lovelace was born in London in 1815. She died in 1852.\nQuestion: In what year was Ada Lovelace born?",
        &[
            "1815",
            "Ada Lovelace was born in 1815.",
            "The passage does not say.",
        ],
        &["1820", "Ada Lovelace was born in 1852."],
    ),
    (
        "Read the passage and answer the question.\n\nThe fair in Elmstead opens on Monday. It lasts three days and has 40 stalls.\n\nHow many stalls does the fair have?",
        &["40", "It has forty stalls.", "The fair has 40 stalls."],
        &["3", "It has 50 stalls."],
    ),
    (
        "Text: The library in Harrow was built by Tom Baker in 1931. Ann Reed paid for it.\nQuestion: Who built the library in Harrow?",
        &[
            "Tom Baker",
            "Baker",
            "It was built by Tom Baker.",
            "The builder was Tom Baker, and Ann Reed paid.",
        ],
        &["It was built by John Smith.", "Christopher Wren"],
    ),
    (
        "Context: Mia moved to Lisbon in March. Her brother lives in Porto.\n\nQuestion: Where did Mia move? Answer in one short sentence.",
        &["Lisbon", "Mia moved to Lisbon.", "To Lisbon, Portugal."],
        &["Mia moved to Madrid.", "Madrid"],
    ),
    (
        "According to the text below, answer the question.\nThe ship left on Friday. It came back on Sunday.\nWhen did the ship leave?",
        &["On Friday.", "Friday"],
        &["On Tuesday.", "It left in May."],
    ),
    (
        "Passage: Lee bought two pens and three books.\nQuestion: How many pens did Lee buy?",
        &["2", "two", "Lee bought two pens and three books."],
        &["3", "seven"],
    ),
    (
        "Read the text: \"The red bridge was finished in 1932 by Hale Works.\" When was the bridge finished?",
        &["1932", "In 1932."],
        &["In 1777."],
    ),
    (
        "The garden was planted by Ruth Miller in 1974.\n\nBased on the text above, who planted the garden?",
        &["Ruth Miller", "Miller"],
        &["It was planted by Zoe Blanco."],
    ),
    (
        "Context: Dr. Chen found the comet in May. Q: Who found the comet?",
        &["Dr. Chen", "Chen found it."],
        &["It was found by Zoe Blanco."],
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
fn is_silent_where_more_than_the_passage_is_needed() {
    for (prompt, response) in [
        (
            "Passage: Lee bought two pens. Then Lee bought three pens.\nQuestion: How many pens did Lee buy in total?",
            "5",
        ),
        (
            "Passage: Tom is 5. Ann is 9.\nQuestion: How many years older is Ann?",
            "4",
        ),
        (
            "Passage: The doctor met Ann in Rome.\nQuestion: Who met Ann?",
            "The doctor.",
        ),
        (
            "Passage: Ann met the doctor in Rome.\nQuestion: Who did Ann meet?",
            "Doctors",
        ),
        (
            "Passage: Bob lives in Rome, the capital of Italy.\nQuestion: Where does Bob live?",
            "Italy",
        ),
        (
            "Passage: Soak the saffron in warm milk. Stir the milk into the rice.\nQuestion: What is the saffron soaked in?",
            "Milk.",
        ),
        (
            "Passage: Bob lives in the United Kingdom.\nQuestion: Where does Bob live?",
            "UK",
        ),
        (
            "Passage: The war began in 1914.\nQuestion: When did the war begin?",
            "In the early 20th century.",
        ),
        (
            "Passage: Ann sang. Bob danced.\nQuestion: Who is the author of the text?",
            "Carl Gustav",
        ),
        (
            "Write a story about Ann.\nWho is she?",
            "She is Maria Stuart.",
        ),
    ] {
        assert_eq!(codes(prompt, response), [""; 0], "{prompt} {response}");
    }
}

#[test]
fn a_finding_quotes_the_sentence_and_offers_the_candidates() {
    let finding = &validate(&attempt(ROWS[0].0, "1820")).unwrap()[0];
    assert_eq!(finding.code, "extraction.foreign");
    assert_eq!(
        finding.fact.as_deref(),
        Some("The text says: Ada Lovelace was born in London in 1815. So it is 1815.")
    );
    assert_eq!(
        finding.grammar,
        Some(Grammar::Gbnf(
            "root ::= value\nvalue ::= \"1815\"\n".to_owned()
        ))
    );
}

#[test]
fn takes_the_callers_passage() {
    let expecting = |options: &str, response: &str| {
        let attempt = attempt("Who?", response);
        validate(&Attempt {
            request: Request {
                expect: Some(format!(
                    r#"{{"validator": {{"name": "extraction", "options": {options}}}}}"#
                )),
                ..attempt.request
            },
            ..attempt
        })
        .map(|findings| findings.len())
    };
    let options = r#"{"passage": "Ada Lovelace was born in London."}"#;
    assert_eq!(expecting(options, "ada lovelace."), Ok(0));
    assert_eq!(expecting(options, "Ada Byron"), Ok(1));
    assert_eq!(expecting(options, ""), Ok(1));
    assert!(expecting(r#"{"text": ""}"#, "").is_err());
}

proptest! {
    #[test]
    fn any_text_is_judged(passage: String, question: String, response: String) {
        validate(&attempt(format!("Passage: {passage}\nQuestion: who {question}?"), &*response)).unwrap();
        validate(&attempt(&*passage, &*response)).unwrap();
        for (prompt, _, _) in ROWS {
            validate(&attempt(*prompt, &*response)).unwrap();
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn long_texts_are_judged(part in "[0-9a-zA-Z ,:.?\n\"-]{1,20}") {
        let long = part.repeat(1_000_000 / part.len());
        validate(&attempt(&*long, &*long)).unwrap();
        let passage: String = long.chars().filter(|c| *c != '?').take(15_000).collect();
        validate(&attempt(format!("Passage: {passage}\nQuestion: Who sings?"), "Ada Byron")).unwrap();
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
fn one_word_is_taken_out_of_a_right_answer() {
    let prompt = "Science text: The pangolin is covered with scales made of keratin. It eats ants and is active at night. What are the scales made of, in one word?";
    let answer = "The pangolin is covered with scales made of keratin, the protein of skin.";
    let findings = validate(&attempt(prompt, answer)).unwrap();
    assert_eq!(findings[0].code, "extraction.longer");
    assert_eq!(findings[0].mend.as_deref(), Some("keratin"));
    assert!(codes(prompt, "Keratin.").is_empty());
    let without = prompt.replace(", in one word", "");
    assert!(codes(&without, answer).is_empty());
}
