//! What can be expected of scorers, validators and reflectors.

use omni_skills::types::{Finding, Grammar, Retry, Score};
use serde::Deserialize;

use super::expectation;
use super::range::Range;

expectation! {
    /// What a scorer has to say.
    ExpectScore of Score {
        confidence: Range,
    }
}

expectation! {
    /// What a validator has to find.
    ExpectFindings of Vec<Finding> {
        /// The codes of all findings, in any order.
        findings: Vec<String>,
        /// Whether nothing is found.
        none: bool,
    }
}

expectation! {
    /// What a reflector has to plan.
    ExpectPlan of Option<Retry> {
        plan: Plan,
        /// Whether nothing is left to try.
        none: bool,
    }
}

/// What a plan has to be.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Plan {
    /// Texts that are in the conversation.
    #[serde(default)]
    contains: Vec<String>,
    /// Texts that are not.
    #[serde(default)]
    lacks: Vec<String>,
    /// How many turns it has.
    turns: Option<usize>,
    temperature: Option<Range>,
    max_tokens: Option<Range>,
    /// Whether the output is held to a grammar.
    grammar: Option<bool>,
}

impl ExpectScore {
    fn broken_of_kind(&self, score: &Score) -> Vec<String> {
        let range = self.confidence.iter();
        range
            .filter_map(|range| range.broken("the confidence", f64::from(score.confidence)))
            .collect()
    }
}

impl ExpectFindings {
    fn broken_of_kind(&self, found: &[Finding]) -> Vec<String> {
        let mut codes: Vec<&str> = found.iter().map(|finding| finding.code.as_str()).collect();
        codes.sort_unstable();
        let shown = match codes.as_slice() {
            [] => "nothing".to_owned(),
            codes => codes.join(", "),
        };
        let mut broken = Vec::new();
        match self.none {
            Some(true) if !found.is_empty() => {
                broken.push(format!(
                    "nothing is expected to be found, and it finds {shown}"
                ));
            }
            Some(false) if found.is_empty() => {
                broken.push("something is expected to be found, and it finds nothing".to_owned());
            }
            _ => {}
        }
        if let Some(wanted) = &self.findings {
            let mut wanted: Vec<&str> = wanted.iter().map(String::as_str).collect();
            wanted.sort_unstable();
            if wanted != codes {
                let wanted = match wanted.as_slice() {
                    [] => "nothing".to_owned(),
                    wanted => wanted.join(", "),
                };
                broken.push(format!("it finds {shown}, and {wanted} is expected"));
            }
        }
        broken
    }
}

impl ExpectPlan {
    fn broken_of_kind(&self, planned: &Option<Retry>) -> Vec<String> {
        let mut broken = Vec::new();
        match (self.none, planned) {
            (Some(true), Some(_)) => broken.push("no plan is expected, and it has one".to_owned()),
            (Some(false), None) => broken.push("a plan is expected, and it has none".to_owned()),
            _ => {}
        }
        match (&self.plan, planned) {
            (Some(_), None) => broken.push("a plan is expected, and it has none".to_owned()),
            (Some(wanted), Some(retry)) => broken.extend(wanted.broken(retry)),
            (None, _) => {}
        }
        broken
    }
}

impl Plan {
    fn broken(&self, retry: &Retry) -> Vec<String> {
        let mut broken = Vec::new();
        let has = |text: &String| {
            retry
                .messages
                .iter()
                .any(|turn| turn.content.contains(text))
        };
        for text in self.contains.iter().filter(|text| !has(text)) {
            broken.push(format!("the plan does not contain {text:?}"));
        }
        for text in self.lacks.iter().filter(|text| has(text)) {
            broken.push(format!(
                "the plan contains {text:?}, and is expected not to"
            ));
        }
        let turns = retry.messages.len();
        if let Some(wanted) = self.turns.filter(|wanted| *wanted != turns) {
            broken.push(format!(
                "the plan has {turns} turns, and {wanted} are expected"
            ));
        }
        let numbers = [
            (
                "the temperature",
                &self.temperature,
                retry.temperature.map(f64::from),
            ),
            (
                "max_tokens",
                &self.max_tokens,
                retry.max_tokens.map(f64::from),
            ),
        ];
        for (what, range, planned) in numbers {
            match (range, planned) {
                (Some(range), Some(planned)) => broken.extend(range.broken(what, planned)),
                (Some(_), None) => {
                    broken.push(format!("{what} is left to the run, and one is expected"))
                }
                (None, _) => {}
            }
        }
        let held = retry.grammar.as_ref().map(|grammar| match grammar {
            Grammar::Gbnf(_) => "a GBNF grammar",
            Grammar::JsonSchema(_) => "a JSON schema",
        });
        if self.grammar.is_some_and(|wanted| wanted != held.is_some()) {
            let held = held.unwrap_or("no grammar");
            broken.push(format!("the plan has {held}, and the opposite is expected"));
        }
        broken
    }
}
