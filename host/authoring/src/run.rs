//! One case: the call, and whether it is as expected.

use omni_skills::{Error, Skill, Usage};

use crate::case::Case;
use crate::compare::{self, Difference};
use crate::contract::{Contract, Given};
use crate::expect::{Common, Expectation};
use crate::stand_ins::around;
use crate::test::{Failure, Verdict};

/// What came of a case.
pub(crate) struct Ran {
    pub(crate) verdict: Verdict,
    pub(crate) failures: Vec<Failure>,
    pub(crate) usage: Usage,
    /// What `--update` would write; none if the case is about something else.
    pub(crate) snapshot: Option<Snapshot>,
}

/// What a test file can keep of an output.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Snapshot {
    /// `output = …`
    Output(toml::Value),
    /// `none = true`: a format without null has no other way to say so.
    Nothing,
}

/// Calls `skill` as `case` says. `skill` may be an error: that it is refused can be what is expected.
pub(crate) fn run<C: Contract>(
    case: &Case<C::Input, C::Expect>,
    skill: Result<Skill, Error>,
) -> Ran {
    let outcome = skill.and_then(|skill| C::call(skill, &around(&case.says), &case.says.input));
    let (result, usage) = match outcome {
        Ok(Given::<C> { result, usage }) => (result, usage),
        Err(error) => (Err(error), Usage::default()),
    };
    let output = result.as_ref().ok().map(compare::value);
    let expect = case.says.expect.as_ref();
    // What says nothing, or says it by its output, is what `--update` is for.
    let stated = expect.is_some_and(is_stated);
    let by_output = expect.is_some_and(|expect| expect.common().output.is_some());
    let snapshot = (!stated || by_output)
        .then_some(output.clone())
        .flatten()
        .map(|output| output.map_or(Snapshot::Nothing, Snapshot::Output));
    let failures = match expect {
        Some(expect) if stated => judge(expect, &result, output.flatten().as_ref(), &usage),
        _ => vec![unstated(&result, output.flatten().as_ref())],
    };
    Ran {
        verdict: match failures.is_empty() {
            true => Verdict::Passed,
            false => Verdict::Failed,
        },
        failures,
        usage,
        snapshot,
    }
}

fn is_stated<E: Expectation>(expect: &E) -> bool {
    let Common {
        output,
        code,
        contains,
        lacks,
        log,
    } = expect.common();
    let texts = [contains, lacks, log];
    let any = texts.iter().any(|texts| !texts.is_empty());
    any || output.is_some() || code.is_some() || expect.has_own()
}

fn judge<E: Expectation>(
    expect: &E,
    result: &Result<E::Output, Error>,
    output: Option<&toml::Value>,
    usage: &Usage,
) -> Vec<Failure> {
    let common = expect.common();
    let mut failures = Vec::new();
    let mut fail = |what: String| failures.push(Failure::new(what));
    match (common.code, result) {
        (Some(code), Ok(_)) if !usage.uses.iter().any(|used| used.code() == Some(code)) => {
            fail(format!("{code} is expected, and it gives a result"));
        }
        (Some(code), Err(error)) if error.code() != code => {
            fail(format!("{code} is expected, and {}", told(error)));
        }
        (None, Err(error)) => fail(told(error)),
        _ => {}
    }
    let mut texts = Vec::new();
    match (result, output) {
        (Err(error), _) => texts.push(error.to_string()),
        (Ok(_), Some(output)) => compare::texts(output, &mut texts),
        (Ok(_), None) => {}
    }
    let has = |wanted: &String| texts.iter().any(|text| text.contains(wanted));
    for wanted in common.contains.iter().filter(|wanted| !has(wanted)) {
        fail(format!("it does not contain {wanted:?}"));
    }
    for unwanted in common.lacks.iter().filter(|unwanted| has(unwanted)) {
        fail(format!("it contains {unwanted:?}, and is expected not to"));
    }
    let mut lines = usage.log.iter();
    for wanted in common.log {
        if !lines.any(|line| line.message.contains(wanted)) {
            fail(format!(
                "no log line, or none after those before, contains {wanted:?}"
            ));
            break;
        }
    }
    let Ok(given) = result else {
        return failures;
    };
    failures.extend(expect.broken(given).into_iter().map(Failure::new));
    if let Some(expected) = common.output {
        let expected = compare::text(compare::value(expected).as_ref());
        let found = compare::text(output);
        if let Some(difference) = Difference::between(&expected, &found) {
            failures.push(Failure {
                what: "the output differs".to_owned(),
                difference: Some(difference),
            });
        }
    } else if !failures.is_empty() {
        // What it does give instead is what an author wants to see next.
        failures.push(Failure {
            what: "it gives".to_owned(),
            difference: Difference::between("", &compare::text(output)),
        });
    }
    failures
}

fn unstated<T>(result: &Result<T, Error>, output: Option<&toml::Value>) -> Failure {
    match result {
        Ok(_) => Failure {
            what: "the case expects nothing: `omni skill test --update` writes what it gives now"
                .to_owned(),
            difference: Difference::between("", &compare::text(output)),
        },
        Err(error) => Failure::new(format!("the case expects nothing, and {}", told(error))),
    }
}

fn told(error: &Error) -> String {
    format!("{error} [{}]", error.code())
}
