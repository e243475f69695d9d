use insta::assert_snapshot;
use proptest::prelude::*;

use super::*;
use crate::types::Severity;

fn score(confidence: f32) -> Score {
    Score {
        confidence,
        reasons: Vec::new(),
    }
}

fn finding(code: &str) -> Finding {
    Finding {
        code: code.to_owned(),
        severity: Severity::Error,
        message: "m".to_owned(),
        hint: None,
        fact: None,
        mend: None,
        grammar: None,
    }
}

fn retry(turns: &[(Role, &str)]) -> Retry {
    let turns = turns.iter().map(|(role, content)| Message {
        role: *role,
        content: (*content).to_owned(),
    });
    Retry {
        messages: turns.collect(),
        grammar: None,
        temperature: None,
        max_tokens: None,
    }
}

#[test]
fn scores() {
    for good in [0.0, 0.5, 1.0, -0.0] {
        assert_eq!(score(good).tidy(), Ok(()));
    }
    assert_snapshot!(score(f32::NAN).tidy().unwrap_err(), @"a confidence of NaN, and it is from 0 to 1");
    assert_snapshot!(score(1.01).tidy().unwrap_err(), @"a confidence of 1.01, and it is from 0 to 1");
    assert_snapshot!(score(-0.01).tidy().unwrap_err(), @"a confidence of -0.01, and it is from 0 to 1");
    assert_snapshot!(score(f32::INFINITY).tidy().unwrap_err(), @"a confidence of inf, and it is from 0 to 1");
    let mut many = score(1.0);
    many.reasons = vec![String::new(); MAX_REASONS + 1];
    assert_snapshot!(many.tidy().unwrap_err(), @"33 reasons, and the most is 32");
    many.reasons = vec!["x".repeat(MAX_TEXT + 1)];
    assert_snapshot!(many.tidy().unwrap_err(), @"a reason of 8193 bytes, and the most is 8192");
}

#[test]
fn texts_for_people_lose_what_terminals_obey() {
    let mut score = score(1.0);
    score.reasons = vec!["\u{1b}[2J".to_owned()];
    score.tidy().unwrap();
    assert_eq!(score.reasons, ["\\u{1b}[2J"]);
    let mut finding = finding("a");
    finding.message = "a\rb".to_owned();
    finding.fact = Some("line\nline".to_owned());
    tidy_finding(&mut finding).unwrap();
    assert_eq!(finding.message, "a\\rb");
    assert_eq!(finding.fact.as_deref(), Some("line\nline"));
}

#[test]
fn findings() {
    assert_eq!(vec![finding("basics.empty")].tidy(), Ok(()));
    assert_snapshot!(vec![finding("")].tidy().unwrap_err(), @"the code ``, and a code is made of lower-case letters, digits, `.`, `-` and `_`");
    assert_snapshot!(vec![finding("A b\n")].tidy().unwrap_err(), @r#"the code `A b\n`, and a code is made of lower-case letters, digits, `.`, `-` and `_`"#);
    assert_snapshot!(vec![finding(&"x".repeat(65))].tidy().unwrap_err(), @"a code of 65 bytes, and the most is 64");
    assert_snapshot!(vec![finding("a"); MAX_FINDINGS + 1].tidy().unwrap_err(), @"257 findings, and the most is 256");
    let mut silent = finding("a");
    silent.message.clear();
    assert_snapshot!(vec![silent].tidy().unwrap_err(), @"a finding `a` without a message");
    let mut empty = finding("a");
    empty.grammar = Some(Grammar::Gbnf(String::new()));
    assert_snapshot!(vec![empty].tidy().unwrap_err(), @"an empty grammar");
}

#[test]
fn retries() {
    assert_eq!(None::<Retry>.tidy(), Ok(()));
    assert_eq!(Some(retry(&[(Role::User, "x")])).tidy(), Ok(()));
    assert_snapshot!(Some(retry(&[])).tidy().unwrap_err(), @"a retry without messages");
    assert_snapshot!(Some(retry(&[(Role::User, "x"), (Role::Assistant, "y")])).tidy().unwrap_err(), @"a retry whose last message is not the user's");
    assert_snapshot!(Some(retry(&[(Role::User, " \n")])).tidy().unwrap_err(), @"a retry whose last message is empty");
    let mut hot = retry(&[(Role::User, "x")]);
    hot.temperature = Some(2.5);
    assert_snapshot!(Some(hot).tidy().unwrap_err(), @"a temperature of 2.5, and it is from 0 to 2");
    let mut mute = retry(&[(Role::User, "x")]);
    mute.max_tokens = Some(0);
    assert_snapshot!(Some(mute).tidy().unwrap_err(), @"a retry of at most 0 tokens");
}

proptest! {
    #[test]
    fn a_confidence_that_passes_is_in_range(bits: u32) {
        let confidence = f32::from_bits(bits);
        let passes = score(confidence).tidy().is_ok();
        prop_assert_eq!(passes, (0.0..=1.0).contains(&confidence));
    }
}
