use super::*;
use omni_skill::testing::attempt;
use omni_skill::{Grammar, Request, Severity};
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
        &["391", "It is 391.", "17 * 23 is 391, i.e. 391.0."],
        &["It is 391. You can check that by hand.", "Well! It is 391."],
    ),
    (
        "Describe the sea in at most 10 words.",
        &[
            "The sea is wide and blue.",
            "Wide, blue, well-known and deep; salty, cold, old, calm.",
        ],
        &["The sea is a wide and blue and deep and cold thing that never ends."],
    ),
    (
        "Describe the sea in fewer than 5 words.",
        &["Wide and blue."],
        &["It is wide, blue and deep."],
    ),
    (
        "Explain rain in 10 words or less.",
        &["Water falls from clouds."],
        &["Water that has risen into the air as vapour falls down from the clouds."],
    ),
    (
        "Use at least 8 words. Describe a cat.",
        &["A cat is a small and soft animal that purrs."],
        &["A small animal."],
    ),
    (
        "Your answer should contain at least 3 sentences. What is tea?",
        &[
            "Tea is a drink. It is hot. It is old.",
            "Tea is a drink: hot; old.",
        ],
        &["Tea is a drink."],
    ),
    (
        "Write exactly two sentences about tea.",
        &["Tea is hot. Tea is old."],
        &["Tea is hot.", "Tea is hot. It is old. It is good."],
    ),
    (
        "List the benefits of sleep in exactly 3 bullet points.",
        &[
            "- Health\n- Mood\n- Memory",
            "Sleep helps:\n\n* Health\n* Mood\n* Memory",
        ],
        &[
            "1. a\n2. b\n3. c",
            "- Health\n- Mood",
            "- a\n- b\n- c\n- d",
            "Health\nMood\nMemory",
            "Sleep helps health, mood and memory.",
        ],
    ),
    (
        "Give me three bullet points about dogs.",
        &["- Loyal\n- Fast\n- Furry"],
        &["- Loyal\n- Fast"],
    ),
    (
        "Summarize the text in two paragraphs.",
        &["One.\n\nTwo."],
        &["One.\n\nTwo.\n\nThree."],
    ),
    (
        "Answer in all lowercase: what is the capital of Italy?",
        &["rome", "it is rome."],
        &["Rome", "It is Rome."],
    ),
    (
        "Reply in all caps. What colour is the sky?",
        &["BLUE", "IT IS BLUE!"],
        &["Blue", "blue"],
    ),
    (
        "Describe a dog. Do not use commas.",
        &["A loyal animal."],
        &["A loyal, furry animal."],
    ),
    (
        "Describe a dog without using any commas.",
        &["A loyal animal."],
        &["A loyal, furry animal."],
    ),
    (
        "Describe a dog. Don't use the letter e.",
        &["A furry animal."],
        &["A tame animal."],
    ),
    (
        "Describe a dog. Include the word \"loyal\".",
        &["A loyal animal."],
        &["A furry animal."],
    ),
    (
        "Describe a dog. Your answer must contain the word loyal.",
        &["Loyal and furry."],
        &["A furry animal."],
    ),
    (
        "Describe a dog without using the word \"animal\".",
        &["A loyal pet.", "It is not animalistic."],
        &["A loyal animal."],
    ),
    (
        "Describe a dog. Do not use the words \"pet\" or \"animal\".",
        &["A loyal friend."],
        &["A loyal animal.", "A pet."],
    ),
    (
        "Describe a dog. Start your answer with \"Well\".",
        &["Well, it barks.", "**Well**: it barks."],
        &["It barks."],
    ),
    (
        "Describe a dog. End your answer with the word \"woof\".",
        &["It says woof.", "It barks. Woof!"],
        &["It barks."],
    ),
    (
        "Describe a dog. Finish with the phrase \"The end.\"",
        &["It barks. The end."],
        &["It barks."],
    ),
    (
        "In one word, what is the opposite of hot?",
        &["Cold", "Cold."],
        &["The opposite of hot is cold."],
    ),
    (
        "Answer in one word. What is the capital of France?",
        &["Paris", "New York"],
        &["The capital is Paris."],
    ),
    (
        "What is rain? Answer in French.",
        &["La pluie est de l'eau.", "Eau.", "Paris."],
        &["It is the water that falls from the sky."],
    ),
    (
        "What is rain? Answer in Russian.",
        &["Это вода.", "42"],
        &["It is the water that falls from the sky."],
    ),
    (
        "Keep your answer under 6 words. What is rain?",
        &["Water from the sky."],
        &["It is water that falls down from the sky."],
    ),
    (
        "Limit your response to 2 sentences. What is rain?",
        &["Water.", "Water. It falls."],
        &["It is water. It falls. It is wet."],
    ),
    (
        "List three fruits as bullet points.",
        &["- fig\n- kiwi\n- pear"],
        &["fig, kiwi and pear", "1. fig\n2. kiwi\n3. pear"],
    ),
    (
        "Name three animals in a bulleted list.",
        &["* cat\n* dog\n* cow"],
        &["Cat, dog and cow."],
    ),
    (
        "Write about the sun in uppercase.",
        &["IT IS HOT."],
        &["It is hot."],
    ),
    (
        "Give exactly 1 bullet point about tea, in all lowercase, without commas.",
        &["- it is hot"],
        &["- It is hot"],
    ),
    (
        "Write the letters of the alphabet in lowercase.",
        &["Here they are: abc"],
        &[],
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

/// What is mended, and into what.
#[test]
fn mends_form_alone() {
    for (prompt, response, mended) in [
        (
            "Answer in all lowercase.",
            "Rome, of course.",
            Some("rome, of course."),
        ),
        ("Reply in all caps.", "blue", Some("BLUE")),
        (
            "Do not use commas. Say it.",
            "Red, blue and 1,000.",
            Some("Red blue and 1000."),
        ),
        (
            "Answer in one sentence.",
            "It is 391. That is all.",
            Some("It is 391."),
        ),
        (
            "Answer in at most 4 words.",
            "It is 391. That is all there is.",
            Some("It is 391."),
        ),
        (
            "Answer in at most 4 words.",
            "It is three hundred and ninety one.",
            None,
        ),
        (
            "Give three bullet points.",
            "- a\n- b\n- c\n- d",
            Some("- a\n- b\n- c"),
        ),
        (
            "Give three bullet points.",
            "a\nb\nc",
            Some("- a\n- b\n- c"),
        ),
        (
            "Give three bullet points.",
            "Here:\na\nb\nc",
            Some("Here:\n\n- a\n- b\n- c"),
        ),
        (
            "Give two bullet points.",
            "It is red. It is blue.",
            Some("- It is red.\n- It is blue."),
        ),
        ("Give three bullet points.", "- a", None),
        (
            "End your answer with \"Done\".",
            "It is so.",
            Some("It is so. Done"),
        ),
        (
            "Start your answer with \"Well\".",
            "it is so.",
            Some("Well it is so."),
        ),
        ("Include the word \"blue\".", "It is red.", None),
        (
            "Write a wish. No punctuation, please.",
            "Be well, my friend!",
            Some("Be well my friend"),
        ),
        (
            "List three fruits separated by commas.",
            "- fig\n- kiwi\n- pear",
            Some("fig, kiwi, pear"),
        ),
        (
            "Put your answer in quotation marks.",
            "So be it.",
            Some("\"So be it.\""),
        ),
        (
            "Answer with yes or no only: is it so?",
            "Yes, it is.",
            Some("yes"),
        ),
        // Both at once.
        (
            "Answer in all lowercase. Do not use commas.",
            "Rome, Italy",
            Some("rome italy"),
        ),
    ] {
        for finding in validate(&attempt(prompt, response)).unwrap() {
            assert_eq!(finding.mend.as_deref(), mended, "{prompt} {response}");
            assert!(finding.hint.is_some());
        }
        assert!(!codes(prompt, response).is_empty(), "{prompt} {response}");
        // What was mended is sound.
        if let Some(mended) = mended {
            assert_eq!(codes(prompt, mended), [""; 0], "{prompt} {mended}");
        }
    }
}

/// What is cut off would be a part of what was to be said.
#[test]
fn cuts_no_more_than_a_remark() {
    for (prompt, response) in [
        (
            "Write a one-sentence email to Ann.",
            "Hi Ann,\n\nThe meeting is at 3 pm. Please confirm.\n\nBest,\nTom",
        ),
        (
            "Answer in one sentence.",
            "It is old and it is far away. It is also known for its long and cold winters, for its many lakes.",
        ),
        ("Give two bullet points.", "Good:\n- a\n- b\n\nBad:\n- c"),
        (
            "Give two bullet points.",
            "- an apple\n- a pear\n- a plum\n- a fig",
        ),
    ] {
        let findings = validate(&attempt(prompt, response)).unwrap();
        assert!(!findings.is_empty(), "{prompt} {response}");
        for finding in findings {
            assert_eq!(finding.mend, None, "{prompt} {response}");
        }
    }
}

/// The grammar has what has to be there, and holds what is counted.
#[test]
fn a_grammar_holds_several_rules() {
    for (prompt, response, parts) in [
        (
            "Write a sentence that contains the word \"trust\".",
            "So be it.",
            &["\"trust\"", "[.!?]"][..],
        ),
        (
            "Use exactly four words and include the word \"sun\".",
            "So be it.",
            &["word", "\"sun\"", "{1,1}"],
        ),
        (
            "Name two pets in a numbered list.",
            "Cat and dog.",
            &["\"1. \"", "\"\\n2. \""],
        ),
        (
            "List two pets, separated by commas.",
            "cat\ndog",
            &["\", \""],
        ),
        (
            "Write one sentence with \"sea\" in it, in all caps, ending with an exclamation mark.",
            "So be it.",
            &["\"SEA\"", "a-z", "\"!\""],
        ),
    ] {
        let findings = validate(&attempt(prompt, response)).unwrap();
        let Some(Grammar::Gbnf(grammar)) = &findings[0].grammar else {
            panic!("no grammar for {prompt}");
        };
        for part in parts {
            assert!(
                grammar.contains(part),
                "{prompt}: {part} is not in {grammar}"
            );
        }
    }
}

#[test]
fn a_plain_number_is_a_warning() {
    let severity = |prompt| {
        validate(&attempt(prompt, "A. B and so. Cats purr. Dogs bark.")).unwrap()[0].severity
    };
    assert_eq!(severity("Answer in one sentence."), Severity::Warning);
    assert_eq!(severity("Answer in exactly one sentence."), Severity::Error);
}

fn expecting(expect: &str, response: &str) -> Result<Vec<Finding>, Error> {
    let attempt = attempt("Go on.", response);
    validate(&Attempt {
        request: Request {
            expect: Some(expect.to_owned()),
            ..attempt.request
        },
        ..attempt
    })
}

#[test]
fn checks_what_the_caller_expects() {
    for (expect, right, wrong) in [
        (r#"{"max_words": 3}"#, "one two three", "one two three four"),
        (r#"{"min_words": 3}"#, "one two three", "one two"),
        (
            r#"{"contains": ["Ada", "1815"]}"#,
            "ada, born 1815",
            "Ada, born 1816",
        ),
        (r#"{"not_contains": "sorry"}"#, "It is so.", "Sorry, no."),
        (r#"{"one_of": ["yes", "no"]}"#, "**Yes.**", "maybe"),
        (r#"{"starts_with": "Dear"}"#, "Dear Ada", "Hi Ada"),
        (r#"{"ends_with": "END"}"#, "This is the END.", "This is it."),
        (r#"{"regex": "^\\d{3}$"}"#, "391", "It is 391"),
        (
            r#"{"validator": {"name": "format", "options": {"bullets": 2}}}"#,
            "- a\n- b",
            "- a",
        ),
        (
            r#"{"validator": {"name": "format", "options": {"case": "lower", "sentences": {"max": 1}}}}"#,
            "so be it",
            "So be it",
        ),
    ] {
        assert_eq!(expecting(expect, right).unwrap(), [], "{expect}");
        assert_eq!(expecting(expect, wrong).unwrap().len(), 1, "{expect}");
    }
    let one_of = &expecting(r#"{"one_of": ["yes", "no"]}"#, "The answer is yes!").unwrap()[0];
    assert_eq!(one_of.mend.as_deref(), Some("yes"));
    assert_eq!(
        one_of.grammar,
        Some(Grammar::Gbnf(
            "root ::= value\nvalue ::= \"yes\" | \"no\"\n".to_owned()
        ))
    );
}

#[test]
fn what_no_answer_can_meet_is_no_fault_of_an_answer() {
    for expect in [
        r#"{"min_words": 9, "max_words": 3}"#,
        r#"{"contains": "sorry", "not_contains": "Sorry"}"#,
    ] {
        let findings = expecting(expect, "It is.").unwrap();
        assert_eq!(findings[0].code, "format.contradiction");
        assert!(!findings[0].is_fault());
    }
    // Contradicting requests are not understood.
    assert_eq!(
        codes(
            "Answer in one sentence. Answer in three sentences.",
            "A b c."
        ),
        [""; 0]
    );
}

#[test]
fn refuses_patterns_that_are_too_much() {
    for expect in [
        r#"{"regex": "("}"#,
        r#"{"regex": "(a{900}){900}"}"#,
        r#"{"validator": {"name": "format", "options": {"bullet": 2}}}"#,
    ] {
        assert!(
            matches!(expecting(expect, "a"), Err(Error::InvalidInput(_))),
            "{expect}"
        );
    }
    let long = "a".repeat(1_000_000);
    assert_eq!(expecting(r#"{"regex": "(a*)*b"}"#, &long).unwrap(), []);
}

proptest! {
    #[test]
    fn any_text_is_judged(prompt: String, response: String) {
        validate(&attempt(prompt, response)).unwrap();
    }

    #[test]
    fn any_answer_to_a_demanding_request_is_judged(response: String) {
        let prompt = "Answer in exactly two bullet points, in all lowercase, without commas. End with \"so\". Start with \"well\". Use at most 9 words.";
        for finding in validate(&attempt(prompt, response)).unwrap() {
            prop_assert!(finding.grammar.is_some());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn long_texts_are_judged(part in "[0-9a-zA-Z .,!?\"\n*-]{1,20}") {
        let long = part.repeat(1_000_000 / part.len());
        validate(&attempt(&*long, &*long)).unwrap();
        validate(&attempt("Answer in at most 3 sentences, in all lowercase. Use two bullet points.", &*long)).unwrap();
    }
}

#[test]
fn understands_many_wordings() {
    let wordings = include_str!("../wordings.jsonl");
    let misjudged =
        reading::testing::misjudged(wordings, |prompt, answer| !codes(prompt, answer).is_empty());
    assert!(misjudged.is_empty(), "{misjudged:#?}");
}
