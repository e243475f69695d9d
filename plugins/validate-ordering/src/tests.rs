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
        "Sort these words alphabetically: pear, apple, fig",
        &[
            "apple, fig, pear",
            "1. apple\n2. fig\n3. pear",
            "Apple, Fig, and Pear.",
            "pear, apple, fig sorted is: **apple**, **fig**, **pear**",
            "[\"apple\", \"fig\", \"pear\"]",
        ],
        &[
            "pear, fig, apple",
            "apple, pear, fig",
            "apple, fig",
            "The words are fruits.",
        ],
    ),
    (
        "Put the words dog, cat and bird in alphabetical order.",
        &["bird, cat, dog"],
        &["dog, cat, bird"],
    ),
    (
        "Sort the following numbers in ascending order: 42, 7, 19, 3. Give only the result.",
        &["3, 7, 19, 42", "3 7 19 42"],
        &["7, 3, 19, 42", "42, 19, 7, 3"],
    ),
    (
        "Sort 5, -2 and 3.5 from largest to smallest.",
        &["5, 3.5, -2"],
        &["-2, 3.5, 5"],
    ),
    (
        "Arrange these numbers from smallest to largest:\n10\n9\n100",
        &["9, 10, 100", "9\n10\n100"],
        &["10, 100, 9"],
    ),
    (
        "Order these fruits alphabetically: kiwi, banana, mango",
        &["banana, kiwi, mango"],
        &["kiwi, banana, mango"],
    ),
    (
        "Sort the names in reverse alphabetical order: Ann, Bob, Cy",
        &["Cy, Bob, Ann"],
        &["Ann, Bob, Cy"],
    ),
    (
        "Sort these words by length: elephant, ox, tiger",
        &["ox, tiger, elephant"],
        &["elephant, tiger, ox"],
    ),
    ("Sort these numbers: 3, 1, 2", &["1, 2, 3"], &["3, 2, 1"]),
    (
        "Reverse the word stressed.",
        &[
            "desserts",
            "The reverse is \"desserts\".",
            "d-e-s-s-e-r-t-s",
        ],
        &["dessert", "stressed"],
    ),
    ("Spell \"lamp\" backwards.", &["pmal", "P M A L"], &["plam"]),
    (
        "Reverse this list: red, green, blue",
        &["blue, green, red"],
        &["red, green, blue", "green, blue, red"],
    ),
    (
        "How many letters are in the word \"banana\"?",
        &["6", "There are six letters in \"banana\"."],
        &["5", "There are 7 letters.", "It has some letters."],
    ),
    (
        "How many r's are in strawberry?",
        &["3", "There are three r's in strawberry.", "thrice"],
        &["2", "There are two r's.", "It is there twice."],
    ),
    (
        "How many times does the letter e appear in the word \"tree\"?",
        &["2", "Twice."],
        &["3", "Once."],
    ),
    ("How many vowels are in the word education?", &["5"], &["4"]),
    (
        "How many words are in the sentence \"The cat sat on the mat.\"?",
        &["6", "It has six words."],
        &["7"],
    ),
    ("Count the letters in \"house\".", &["5"], &["6"]),
    // Whether y is a vowel is open.
    (
        "How many vowels are in rhythm?",
        &["0", "1", "None."],
        &["2"],
    ),
    (
        "Remove duplicates from this list: a, b, a, c, b",
        &[
            "a, b, c",
            "c, b, a",
            "From a, b, a, c, b that leaves a, b, c",
        ],
        &["a, b, a, c", "a, b", "a, b, a, c, b"],
    ),
    (
        "What is the largest number in this list: 3, 19, 7?",
        &["19", "nineteen", "Of 3, 19, 7 it is 19."],
        &["7", "20"],
    ),
    (
        "Which word comes first alphabetically: pear, apple, fig?",
        &["apple", "It is \"apple\"."],
        &["fig"],
    ),
    (
        "What is the longest word in this list: cat, horse, ox?",
        &["horse"],
        &["cat"],
    ),
    (
        "How many different words are in this list: a, b, a?",
        &["2"],
        &["3"],
    ),
    (
        "Reverse the order of these words: one two three",
        &["three two one", "three, two, one"],
        &["one two three"],
    ),
    (
        "Which of these words is the longest: cat, elephant, dog?",
        &["elephant"],
        &["dog"],
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
fn is_silent_where_the_order_is_open() {
    for prompt in [
        "Sort these words by length: cat, dog, ox",
        "Sort alphabetically: éclair, zebra, Ábel",
        "Sort these words: New York, Newark, New",
        "Sort these in ascending order: two, one, three",
        "How many letters are in Hawaiian?",
        "How many words are in the sentence \"A well-known fact\"?",
        "Sort these cities by population: Paris, Rome",
        "What is the longest word in this list: cat, dog, ox?",
    ] {
        assert_eq!(codes(prompt, "zzz 77"), [""; 0], "{prompt}");
    }
}

#[test]
fn a_bare_list_is_put_in_order() {
    for (prompt, response, mended) in [
        (
            "Sort these words alphabetically: pear, apple, fig",
            "Pear, Apple, Fig.",
            Some("apple, fig, pear."),
        ),
        (
            "Sort these words alphabetically: pear, apple, fig",
            "- pear\n- apple\n- fig",
            Some("- apple\n- fig\n- pear"),
        ),
        (
            "Sort these words alphabetically: pear, apple, fig",
            "They are pear, apple, fig",
            None,
        ),
        (
            "Sort these words alphabetically: pear, apple, fig",
            "pear, apple",
            None,
        ),
    ] {
        let finding = &validate(&attempt(prompt, response)).unwrap()[0];
        assert_eq!(finding.mend.as_deref(), mended, "{response}");
        assert_eq!(
            finding.fact.as_deref(),
            Some("The right order is: apple, fig, pear")
        );
        if let Some(mended) = mended {
            assert_eq!(codes(prompt, mended), [""; 0]);
        }
    }
}

#[test]
fn takes_the_callers_options() {
    let expecting = |options: &str, response: &str| {
        let attempt = attempt("Do it.", response);
        validate(&Attempt {
            request: Request {
                expect: Some(format!(
                    r#"{{"validator": {{"name": "ordering", "options": {options}}}}}"#
                )),
                ..attempt.request
            },
            ..attempt
        })
        .map(|findings| findings.len())
    };
    let options = r#"{"items": [3, "10", 2], "order": "ascending"}"#;
    assert_eq!(expecting(options, "2, 3, 10"), Ok(0));
    assert_eq!(expecting(options, "10, 2, 3"), Ok(1));
    for options in [
        r#"{"items": 3}"#,
        r#"{"items": ["a"], "order": "some"}"#,
        r#"{"list": []}"#,
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
    fn any_list_is_sorted(list in "(sort|reverse|count|how many) (these|the) (words|numbers)?:? ?[a-z0-9, \"\n-]{0,60}( in ascending order)?") {
        validate(&attempt(list, "1, 2")).unwrap();
    }

    #[test]
    fn sorted_numbers_are_right(numbers in prop::collection::vec(-999_i32..999, 2..12)) {
        let join = |numbers: &[i32]| numbers.iter().map(i32::to_string).collect::<Vec<_>>().join(", ");
        let prompt = format!("Sort these numbers in ascending order: {}", join(&numbers));
        let mut sorted = numbers.clone();
        sorted.sort();
        prop_assert_eq!(codes(&prompt, &join(&sorted)), [""; 0]);
        sorted.reverse();
        if sorted.first() != sorted.last() {
            prop_assert_eq!(codes(&prompt, &join(&sorted)), ["ordering.order"]);
        }
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
