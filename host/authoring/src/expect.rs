//! What a case expects: the whole output, or what must hold of it, or the code of a refusal.

use omni_skills::types::{Finding, Grammar, Retry, Score};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};

/// What can be expected of a kind's output.
pub(crate) trait Expectation: DeserializeOwned + Send + Sync {
    /// What the kind gives.
    type Output: Serialize + Clone + Send;

    /// What can be expected of any kind.
    fn common(&self) -> Common<'_, Self::Output>;

    /// What does not hold of an output, of what can be expected of this kind only.
    fn broken(&self, output: &Self::Output) -> Vec<String>;

    /// Whether what this kind only can give is expected.
    fn has_own(&self) -> bool;
}

/// What can be expected of any kind.
pub(crate) struct Common<'a, O> {
    /// Exactly this.
    pub(crate) output: Option<&'a O>,
    /// No output, but this code; or, of WASI, that something was denied on the way.
    pub(crate) code: Option<&'a str>,
    /// Texts that are in what it gives, or in the error's message.
    pub(crate) contains: &'a [String],
    /// Texts that are not.
    pub(crate) lacks: &'a [String],
    /// Texts of log lines, in this order, others between them.
    pub(crate) log: &'a [String],
}

macro_rules! expectation {
    ($(#[$about:meta])* $name:ident of $output:ty { $($(#[$doc:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$about])*
        #[derive(Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(crate) struct $name {
            output: Option<$output>,
            code: Option<Code>,
            #[serde(default)]
            contains: Vec<String>,
            #[serde(default)]
            lacks: Vec<String>,
            #[serde(default)]
            log: Vec<String>,
            $($(#[$doc])* $field: Option<$type>,)*
        }

        impl $name {
            fn of_any(&self) -> Common<'_, $output> {
                Common {
                    output: self.output.as_ref(),
                    code: self.code.as_ref().map(|code| code.0),
                    contains: &self.contains,
                    lacks: &self.lacks,
                    log: &self.log,
                }
            }

            fn of_kind(&self) -> bool {
                false $(|| self.$field.is_some())*
            }
        }
    };
}

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

expectation! {
    /// What a kind has to give of which only the whole, or a text in it, can be expected.
    ExpectAny of serde_json::Value {
    }
}

impl Expectation for ExpectAny {
    type Output = serde_json::Value;

    fn common(&self) -> Common<'_, serde_json::Value> {
        self.of_any()
    }

    fn broken(&self, _: &serde_json::Value) -> Vec<String> {
        Vec::new()
    }

    fn has_own(&self) -> bool {
        self.of_kind()
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

/// A number, give or take a rounding, or bounds.
#[derive(Clone, Copy, Debug)]
struct Range {
    at_least: f64,
    at_most: f64,
}

/// Numbers come as 32-bit ones: what differs by less was rounded.
const ROUNDING: f64 = 1e-6;

impl<'de> Deserialize<'de> for Range {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Bounds {
            at_least: Option<f64>,
            at_most: Option<f64>,
        }
        struct Reader;
        impl<'de> serde::de::Visitor<'de> for Reader {
            type Value = Range;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a number, or { at_least = …, at_most = … }")
            }

            fn visit_f64<E>(self, number: f64) -> Result<Range, E> {
                Ok(Range {
                    at_least: number - ROUNDING,
                    at_most: number + ROUNDING,
                })
            }

            fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<Range, E> {
                // Whole numbers here are far below what a float holds exactly.
                self.visit_f64(number as f64)
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<Range, A::Error> {
                let map = serde::de::value::MapAccessDeserializer::new(map);
                let bounds = Bounds::deserialize(map)?;
                Ok(Range {
                    at_least: bounds.at_least.unwrap_or(f64::NEG_INFINITY),
                    at_most: bounds.at_most.unwrap_or(f64::INFINITY),
                })
            }
        }
        deserializer.deserialize_any(Reader)
    }
}

impl Range {
    fn broken(&self, what: &str, number: f64) -> Option<String> {
        let number = (number * 1e6).round() / 1e6;
        if number < self.at_least - ROUNDING {
            let least = (self.at_least * 1e6).round() / 1e6;
            return Some(format!(
                "{what} is {number}, and at least {least} is expected"
            ));
        }
        (number > self.at_most + ROUNDING).then(|| {
            let most = (self.at_most * 1e6).round() / 1e6;
            format!("{what} is {number}, and at most {most} is expected")
        })
    }
}

/// A code that a call can end with, or a use be denied with.
#[derive(Debug)]
struct Code(&'static str);

/// Every code that a case can expect.
const CODES: &[&str] = &[
    "denied.environment",
    "denied.filesystem",
    "denied.http",
    "denied.import",
    "digest.mismatch",
    "internal",
    "invalid.component",
    "invalid.output",
    "limit.fuel",
    "limit.host-calls",
    "limit.llm-calls",
    "limit.llm-tokens",
    "limit.log",
    "limit.memory",
    "limit.output",
    "limit.stack",
    "limit.time",
    "skill.failed",
    "trap",
];

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = String::deserialize(deserializer)?;
        let known = CODES.iter().find(|code| **code == word);
        known
            .map(|code| Self(code))
            .ok_or_else(|| serde::de::Error::unknown_variant(&word, CODES))
    }
}

impl Expectation for ExpectScore {
    type Output = Score;

    fn common(&self) -> Common<'_, Score> {
        self.of_any()
    }

    fn broken(&self, score: &Score) -> Vec<String> {
        let range = self.confidence.iter();
        range
            .filter_map(|range| range.broken("the confidence", f64::from(score.confidence)))
            .collect()
    }

    fn has_own(&self) -> bool {
        self.of_kind()
    }
}

impl Expectation for ExpectFindings {
    type Output = Vec<Finding>;

    fn common(&self) -> Common<'_, Vec<Finding>> {
        self.of_any()
    }

    fn broken(&self, found: &Vec<Finding>) -> Vec<String> {
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

    fn has_own(&self) -> bool {
        self.of_kind()
    }
}

impl Expectation for ExpectPlan {
    type Output = Option<Retry>;

    fn common(&self) -> Common<'_, Option<Retry>> {
        self.of_any()
    }

    fn broken(&self, planned: &Option<Retry>) -> Vec<String> {
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

    fn has_own(&self) -> bool {
        self.of_kind()
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
