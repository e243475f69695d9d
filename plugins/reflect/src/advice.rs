//! The last line of a retry: what is true, and how to do better.

use omni_skill::{Finding, Request};

/// A small model follows one fact, perhaps two; the rest is noise.
const MOST: usize = 3;
/// Characters of a fact or hint. They are meant to be one short sentence.
const LONGEST: usize = 300;

/// The line that follows the request, or none if the findings give nothing to
/// say. Most severe findings first.
///
/// A fact speaks for its finding; a hint where there is no fact; what is wrong,
/// where there is neither.
pub(crate) fn advice(request: &Request, findings: &[&Finding], closing: &str) -> Option<String> {
    let facts = distinct(
        findings
            .iter()
            .filter_map(|finding| finding.fact.as_deref()),
    );
    let hints = distinct(
        findings
            .iter()
            .filter(|f| f.fact.is_none())
            .filter_map(|finding| {
                finding
                    .hint
                    .as_deref()
                    .or(facts.is_empty().then_some(finding.message.as_str()))
            }),
    );
    // Facts are asked for first: a hint is in its place only where room is left.
    let room = MOST.saturating_sub(facts.len());
    // What the caller expects may be something else than a sentence, and a hint
    // says itself what to do.
    let closes = !facts.is_empty() && hints.is_empty() && request.expect.is_none();
    let mut sentences = facts;
    sentences.extend(hints.into_iter().take(room));
    if closes {
        sentences.extend(one_line(closing));
    }
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

fn distinct<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for sentence in texts.filter_map(one_line) {
        if kept.len() < MOST && !kept.contains(&sentence) {
            kept.push(sentence);
        }
    }
    kept
}

/// A text as one bounded line that ends as a sentence. None if nothing is left.
fn one_line(text: &str) -> Option<String> {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control());
    let mut line = String::new();
    let mut length = 0;
    for word in words.filter(|word| !word.is_empty()) {
        let word_length = word.chars().count() + 1;
        if length + word_length > LONGEST {
            // A single word may be too long in itself.
            if line.is_empty() {
                line.extend(word.chars().take(LONGEST));
            }
            break;
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        length += word_length;
    }
    if line.chars().last()?.is_alphanumeric() {
        line.push('.');
    }
    Some(line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use omni_skill::testing::request;
    use proptest::prelude::*;

    const CLOSING: &str = "Answer in one short sentence.";

    fn line(findings: &[Finding]) -> Option<String> {
        let findings: Vec<_> = findings.iter().collect();
        advice(&request("What is 17 * 23?"), &findings, CLOSING)
    }

    #[test]
    fn a_fact_comes_with_the_closing() {
        let wrong = Finding::error("arithmetic.wrong", "17 * 23 is not 321")
            .hint("Work it out.")
            .fact("17 * 23 = 391");
        assert_eq!(
            line(&[wrong]).unwrap(),
            "17 * 23 = 391. Answer in one short sentence."
        );
    }

    #[test]
    fn a_hint_stands_for_itself() {
        let empty = Finding::error("a.b", "the response is empty").hint("Give an answer.");
        assert_eq!(line(&[empty]).unwrap(), "Give an answer.");
    }

    #[test]
    fn what_is_wrong_is_the_last_resort() {
        let odd = Finding::error("a.b", "the list has a gap");
        assert_eq!(
            line(std::slice::from_ref(&odd)).unwrap(),
            "the list has a gap."
        );
        let known = Finding::error("a.c", "wrong").fact("It is 4.");
        assert_eq!(
            line(&[known, odd]).unwrap(),
            "It is 4. Answer in one short sentence."
        );
        assert_eq!(line(&[]), None);
    }

    #[test]
    fn several_findings_make_one_line() {
        let fact = Finding::error("a.b", "").fact("It is 4.");
        let hint = Finding::warning("a.c", "").hint("Use lower case.");
        assert_eq!(
            line(&[fact.clone(), hint, fact]).unwrap(),
            "It is 4. Use lower case."
        );
        let many: Vec<_> = (0..9)
            .map(|n| Finding::error("a.b", "").fact(format!("Fact {n}.")))
            .collect();
        assert_eq!(
            line(&many).unwrap(),
            "Fact 0. Fact 1. Fact 2. Answer in one short sentence."
        );
    }

    #[test]
    fn what_the_caller_expects_is_no_sentence_perhaps() {
        let mut asked = request("Who?");
        asked.expect = Some("{\"json_schema\": {}}".to_owned());
        let fact = Finding::error("a.b", "").fact("It is Ada.");
        assert_eq!(advice(&asked, &[&fact], CLOSING).unwrap(), "It is Ada.");
    }

    proptest! {
        #[test]
        fn any_text_becomes_one_bounded_line(fact: String, hint: String, message: String) {
            let findings = [
                Finding::error("a.b", &*message).fact(fact),
                Finding::error("a.c", &*message).hint(hint),
                Finding::error("a.d", &*message),
            ];
            if let Some(line) = line(&findings) {
                prop_assert!(!line.chars().any(char::is_control), "{line:?}");
                prop_assert!(line.lines().count() == 1);
                prop_assert!(line.chars().count() <= 4 * (LONGEST + 2));
            }
        }
    }
}
