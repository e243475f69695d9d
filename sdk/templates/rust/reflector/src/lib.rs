//! Asks once more in house style, with what the validators found wrong.

use omni_skill::{Attempt, Error, Message, Request, Retry};

omni_skill::reflector!(reflect);

/// What every second answer is asked for.
const STYLE: &str = "Answer in plain words, in one short paragraph, without a list.";

fn reflect(request: &Request, attempts: &[Attempt]) -> Result<Option<Retry>, Error> {
    // After one retry nothing useful is left to try.
    let [draft] = attempts else {
        return Ok(None);
    };
    let faults = draft.findings.iter().filter(|finding| finding.is_fault());
    let advice: Vec<&str> = faults
        .filter_map(|fault| fault.fact.as_deref().or(fault.hint.as_deref()))
        .collect();
    if advice.is_empty() {
        return Ok(None);
    }
    // Small models heed what comes last, so the draft is not shown and the advice ends the prompt.
    let prompt = format!("{}\n{STYLE}\n{}", request.prompt, advice.join("\n"));
    let mut messages = request.history.clone();
    messages.push(Message::user(prompt));
    Ok(Some(Retry::ask(messages).temperature(0.0)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use omni_skill::Finding;
    use omni_skill::testing::{attempt, request};

    #[test]
    fn asks_once_with_the_advice_last() -> Result<(), Error> {
        let mut draft = attempt("What is 2 + 2?", "Five.");
        draft.findings = vec![Finding::error("sum.wrong", "the sum is wrong").fact("2 + 2 = 4.")];
        let again = attempt("What is 2 + 2?", "Four.");

        let plan = reflect(&request("What is 2 + 2?"), &[draft.clone()])?;
        let asked = plan.map(|plan| plan.messages[0].content.clone());
        assert!(asked.is_some_and(|asked| asked.ends_with("\n2 + 2 = 4.")));

        let plan = reflect(&request("What is 2 + 2?"), &[draft, again])?;
        assert_eq!(plan, None);
        Ok(())
    }
}
