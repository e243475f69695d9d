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
        "Return a JSON object with the keys name and age for Ada, who is 36.",
        &[
            r#"{"name": "Ada", "age": 36}"#,
            "```json\n{\"name\": \"Ada\", \"age\": 36}\n```",
            r#"{"person": {"name": "Ada", "age": 36}}"#,
        ],
        &[
            "Ada is 36.",
            r#"Here it is: {"name": "Ada", "age": 36}"#,
            r#"{"name": "Ada"}"#,
            "{'name': 'Ada', 'age': 36}",
            r#"{"name": "Ada", "age": "#,
            r#"{"Name": "Ada", "age": 36}"#,
            r#"{"name": "Ada", "age": 36, "city": "London"}"#,
        ],
    ),
    (
        "Respond with JSON only, with the fields \"city\" (string), \"population\" (integer). What is the capital of France?",
        &[
            r#"{"city": "Paris", "population": 2100000}"#,
            "```json\n{\"city\": \"Paris\", \"population\": 2100000}\n```",
        ],
        &[r#"{"city": "Paris", "population": "two million"}"#, "Paris"],
    ),
    (
        "List three colours as a JSON array.",
        &[
            r#"["red", "green", "blue"]"#,
            r#"{"colours": ["red", "green", "blue"]}"#,
        ],
        &["red, green, blue", r#"{"a": "red"}"#],
    ),
    (
        "Extract the name and the city as JSON with keys name and city.\nText: Ada Lovelace lived in London from 1815.",
        &[
            r#"{"name": "Ada Lovelace", "city": "London"}"#,
            r#"{"name": "Lovelace, Ada", "city": null}"#,
        ],
        &[
            r#"{"name": "Ada Lovelace", "city": "Paris"}"#,
            r#"{"name": "Grace Hopper", "city": "London"}"#,
            "Ada Lovelace, London",
        ],
    ),
    (
        // What is not quoted where keys are quoted is not a key.
        "Turn this into JSON with the keys \"from\" and \"to\", and output nothing else: The ferry goes from Oslo to Kiel.",
        &[r#"{"from": "Oslo", "to": "Kiel"}"#],
        &[r#"{"from": "Oslo"}"#],
    ),
    (
        "Extract the data as JSON: Lee bought 12 pens for $30 in May.",
        &[
            r#"{"buyer": "Lee", "count": 12, "price": 30, "month": "May"}"#,
            r#"{"buyer": "Lee", "price_total": 30.00}"#,
        ],
        &[r#"{"buyer": "Lee", "price": 45}"#],
    ),
    (
        "Answer in JSON using this schema: {\"type\": \"object\", \"properties\": {\"ok\": {\"type\": \"boolean\"}}, \"required\": [\"ok\"]}. Is water wet?",
        &[r#"{"ok": true}"#],
        &[r#"{"ok": "maybe"}"#, r#"{"yes": true}"#, "Yes."],
    ),
    (
        "Output JSON in this format: {\"title\": \"string\", \"year\": \"integer\"}. Which book is Dune?",
        &[r#"{"title": "Dune", "year": 1965}"#],
        &[
            r#"{"title": "Dune"}"#,
            r#"{"title": "Dune", "year": "unknown"}"#,
        ],
    ),
];

#[test]
fn understands_these() {
    let mut misjudged = Vec::new();
    for (prompt, right, wrong) in ROWS {
        let judged = |response| codes(prompt, response).len();
        misjudged.extend(right.iter().filter(|r| judged(r) > 0).map(|r| (prompt, r)));
        misjudged.extend(wrong.iter().filter(|r| judged(r) == 0).map(|r| (prompt, r)));
    }
    assert!(misjudged.is_empty(), "{misjudged:#?}");
}

#[test]
fn is_silent_on_other_things() {
    let mut alarms = reading::testing::others();
    alarms.retain(|(prompt, response)| !codes(prompt, response).is_empty());
    assert!(alarms.is_empty(), "{alarms:#?}");
}

fn expecting(expect: &str, response: &str) -> Result<Vec<Finding>, Error> {
    let attempt = attempt("Who is it?", response);
    validate(&Attempt {
        request: Request {
            expect: Some(expect.to_owned()),
            ..attempt.request
        },
        ..attempt
    })
}

const PERSON: &str = r#"{"json_schema": {"type": "object", "properties": {"name": {"type": "string"}, "age": {"type": "integer"}, "kind": {"enum": ["cat", "dog"]}}, "required": ["name", "age"], "additionalProperties": false}}"#;

#[test]
fn holds_answers_to_the_callers_schema() {
    for (response, found, mended) in [
        (r#"{"name": "Ada", "age": 36}"#, vec![], None),
        (
            "```json\n{\"name\": \"Ada\", \"age\": 36}\n```",
            vec!["json.wrapped"],
            Some(r#"{"name":"Ada","age":36}"#),
        ),
        (
            r#"Sure: {"name": "Ada", "age": 36}."#,
            vec!["json.wrapped"],
            Some(r#"{"name":"Ada","age":36}"#),
        ),
        (
            r#"{"name": "Ada", "age": 36,}"#,
            vec!["json.invalid"],
            Some(r#"{"name":"Ada","age":36}"#),
        ),
        (
            r#"{"name": "Ada", "age": "36"}"#,
            vec!["json.schema"],
            Some(r#"{"name":"Ada","age":36}"#),
        ),
        (
            r#"{"Name": "Ada", "age": 36, "x": 1}"#,
            vec!["json.schema"],
            Some(r#"{"name":"Ada","age":36}"#),
        ),
        (
            r#"{"name": "Ada", "age": 36, "kind": "Cat"}"#,
            vec!["json.schema"],
            Some(r#"{"name":"Ada","age":36,"kind":"cat"}"#),
        ),
        (r#"{"name": "Ada"}"#, vec!["json.schema"], None),
        ("It is Ada.", vec!["json.missing"], None),
        ("{\"name\": ]", vec!["json.invalid"], None),
        ("", vec!["json.missing"], None),
    ] {
        let findings = expecting(PERSON, response).unwrap();
        let codes: Vec<_> = findings.iter().map(|f| f.code.as_str()).collect();
        assert_eq!(codes, found, "{response}");
        for finding in &findings {
            assert_eq!(finding.mend.as_deref(), mended, "{response}");
            assert!(finding.hint.is_some());
            assert!(
                matches!(&finding.grammar, Some(Grammar::JsonSchema(text)) if text.contains("\"age\""))
            );
        }
        if let Some(mended) = mended {
            assert_eq!(expecting(PERSON, mended).unwrap(), [], "{mended}");
        }
    }
}

/// Names and types that only look wrong are mended, and keys that nobody asked for go.
#[test]
fn mends_the_keys_of_a_request() {
    let prompt =
        "Turn this into a JSON object with the keys name and age (number): Ada is 36 years old.";
    let right = r#"{"age":36,"name":"Ada"}"#;
    for response in [
        r#"{"Name": "Ada", "age": 36}"#,
        r#"{"name": "Ada", "age": "36"}"#,
        r#"{"name": "Ada", "age": 36, "gender": "female"}"#,
        r#"Here it is: {"name": "Ada", "age": 36}"#,
    ] {
        let findings = validate(&attempt(prompt, response)).unwrap();
        let mend = findings[0].mend.as_deref().unwrap_or_default();
        let mended: Value = serde_json::from_str(mend).unwrap();
        assert_eq!(
            mended,
            serde_json::from_str::<Value>(right).unwrap(),
            "{response}"
        );
        assert_eq!(codes(prompt, mend), [""; 0]);
    }
}

/// What is told is in the fact and in the grammar.
#[test]
fn a_retry_is_held_to_what_is_told() {
    let prompt = "As JSON with the keys from, to and departure: the train from Leeds to York departs at 07:52.";
    let wrong = r#"{"from": "York", "to": "Leeds", "departure": "07:52"}"#;
    let finding = &validate(&attempt(prompt, wrong)).unwrap()[0];
    assert_eq!(finding.fact.as_deref(), Some(r#""from" is "Leeds""#));
    let Some(Grammar::JsonSchema(text)) = &finding.grammar else {
        panic!("no grammar");
    };
    let schema: Value = serde_json::from_str(text).unwrap();
    for (key, value) in [("from", "Leeds"), ("to", "York"), ("departure", "07:52")] {
        assert_eq!(schema["properties"][key]["enum"][0], value);
    }
}

#[test]
fn an_extraction_offers_what_the_text_has() {
    let prompt = ROWS[3].0;
    let findings = validate(&attempt(prompt, "none")).unwrap();
    let Some(Grammar::JsonSchema(text)) = &findings[0].grammar else {
        panic!("no grammar");
    };
    let schema: Value = serde_json::from_str(text).unwrap();
    let names = schema["properties"]["name"]["enum"].as_array().unwrap();
    assert!(names.contains(&"Ada Lovelace".into()), "{names:?}");
    assert!(!names.contains(&"Extract the name".into()), "{names:?}");
}

/// Where the text is the instruction alone, the world gives the values.
#[test]
fn an_instruction_alone_tells_nothing() {
    for prompt in [
        "Give JSON with keys title, year, director for the movie Jaws.",
        "Return JSON with keys title, author and year for the novel Emma.",
        "Give me JSON with the keys title, author, year about Dracula.",
        "Output JSON with keys title, painter, year for the Mona Lisa.",
        "Give capital, population for France as JSON",
        "Give JSON with keys capital, population for France.",
        "Write a JSON object with name and age for a fictional person.",
        "Return JSON with keys symbol and number for the element gold.",
        "Who directed Jaws? Answer as JSON with keys title, director, year.",
        "As JSON with keys inventor and year: the telephone.",
        "Please create a JSON object for this movie: Jaws. Keys: title, director, year (integer).",
        "JSON with keys name, founder and founded for Microsoft, please.",
        "I need JSON with keys mission, crew and year (number) for Apollo 11.",
        "For the novel \"Emma\", give JSON with keys title, author, year.",
        "Give JSON with keys name, birthplace and born of Marie Curie.",
        "Give JSON with keys title, author, year for the novel Emma by Jane Austen.",
        "Give JSON with title, year and director for the movie that won the Oscar in 2020.",
    ] {
        for response in ["none", "{}", "{\"x\": 1}"] {
            for finding in validate(&attempt(prompt, response)).unwrap() {
                assert_eq!(finding.fact, None, "{prompt}");
                if let Some(Grammar::JsonSchema(text)) = &finding.grammar {
                    assert!(!text.contains("enum"), "{prompt} {text}");
                }
            }
        }
    }
}

#[test]
fn refuses_schemas_that_are_none() {
    for expect in [
        r##"{"json_schema": {"$ref": "#/x"}}"##,
        r#"{"json_schema": {"type": "text"}}"#,
        r#"{"json_schema": 7}"#,
        r#"{"validator": {"name": "json", "options": {"schemas": {}}}}"#,
    ] {
        assert!(
            matches!(expecting(expect, "{}"), Err(Error::InvalidInput(_))),
            "{expect}"
        );
    }
    let named = r#"{"validator": {"name": "json", "options": {"schema": {"type": "array"}}}}"#;
    assert_eq!(expecting(named, "{}").unwrap().len(), 1);
}

proptest! {
    #[test]
    fn any_text_is_judged(prompt: String, response: String) {
        validate(&attempt(prompt, &*response)).unwrap();
        expecting(PERSON, &response).unwrap();
    }

    #[test]
    fn likely_text_is_judged(response in "[{}\\[\\]\"':,a-cTrue1 \n`]{0,60}") {
        expecting(PERSON, &response).unwrap();
        validate(&attempt(ROWS[3].0, response)).unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn long_texts_are_judged(part in "[{}\\[\\]\"':,a-c1 \n`]{1,20}") {
        let long = part.repeat(1_000_000 / part.len());
        validate(&attempt(&*long, &*long)).unwrap();
        expecting(PERSON, &long).unwrap();
        let nested = "[".repeat(500_000);
        expecting(PERSON, &nested).unwrap();
    }
}

#[test]
fn understands_many_wordings() {
    let wordings = include_str!("../wordings.jsonl");
    let misjudged =
        reading::testing::misjudged(wordings, |prompt, answer| !codes(prompt, answer).is_empty());
    assert!(misjudged.is_empty(), "{misjudged:#?}");
}
