//! A reflector with a house style: every retry ends with the fact that was missed, then with how this house
//! wants its answers.

use omni_skill::{Attempt, Error, Finding, Message, Request, Retry, config};

omni_skill::reflector!(reflect);

/// What is said where `omni.toml` sets no `style`.
const STYLE: &str = "Answer in one short sentence.";

fn reflect(request: &Request, attempts: &[Attempt]) -> Result<Option<Retry>, Error> {
    let Some(last) = attempts.last() else {
        return Err(Error::InvalidInput(
            "there is no attempt to reflect on".to_owned(),
        ));
    };
    let faults: Vec<&Finding> = last
        .findings
        .iter()
        .filter(|finding| finding.is_fault())
        .collect();
    if faults.is_empty() {
        return Ok(None);
    }
    let style: String = config::get("style")?.unwrap_or_else(|| STYLE.to_owned());
    // A fresh prompt: a small model that is shown its draft copies it. What it has to heed comes last.
    let mut lines = vec![request.prompt.as_str()];
    let told = |finding: &&Finding| finding.fact.is_some() || finding.hint.is_some();
    if let Some(fault) = faults.iter().find(|fault| told(fault)) {
        lines.extend(fault.fact.as_deref().or(fault.hint.as_deref()));
    }
    lines.push(&style);
    let mut messages = request.history.clone();
    messages.push(Message::user(lines.join("\n")));

    let grammar = faults.iter().find_map(|fault| fault.grammar.clone());
    let retry = Retry::ask(messages).grammar(grammar);
    // What did not help once gets some chance.
    Ok(Some(match attempts.len() {
        1 => retry.temperature(0.0),
        _ => retry.temperature(0.7),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use omni_skill::testing::{attempt, with_config};

    fn wrong() -> Attempt {
        let fault = Finding::error("sum.wrong", "the sum is wrong").fact("17 + 23 = 40.");
        Attempt {
            findings: vec![Finding::info("style.long", "long"), fault],
            ..attempt("What is 17 + 23?", "It is 42.")
        }
    }

    fn last_turn(attempts: &[Attempt]) -> Result<String, Error> {
        let retry = reflect(&attempts[0].request, attempts)?.expect("a retry");
        Ok(retry.messages.last().expect("a message").content.clone())
    }

    #[test]
    fn the_fact_and_then_the_style_come_last() -> Result<(), Error> {
        let asked = last_turn(&[wrong()])?;
        assert_eq!(
            asked,
            "What is 17 + 23?\n17 + 23 = 40.\nAnswer in one short sentence."
        );
        Ok(())
    }

    #[test]
    fn the_house_has_its_own_style() -> Result<(), Error> {
        let asked = with_config(r#"{ "style": "Be formal." }"#, || last_turn(&[wrong()]))?;
        assert!(asked.ends_with("\nBe formal."));
        Ok(())
    }

    #[test]
    fn without_a_fault_there_is_nothing_to_try() {
        let fine = attempt("Hello?", "Hello!");
        assert_eq!(
            reflect(&fine.request, std::slice::from_ref(&fine)),
            Ok(None)
        );
    }
}
