//! Which attempt comes next.

use omni_skill::{Attempt, Finding, Grammar, Message, Request, Retry, Severity};

use crate::advice::advice;

/// What the config decides.
pub(crate) struct Settings {
    /// What follows a fact.
    pub(crate) closing: String,
    /// Of every retry that is not greedy.
    pub(crate) temperature: f32,
    /// Whether to ask again when nothing was found.
    pub(crate) without_evidence: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            closing: "Answer in one short sentence.".to_owned(),
            temperature: 0.7,
            without_evidence: true,
        }
    }
}

/// Greedy: of what the model can say to this, the likeliest.
const GREEDY: f32 = 0.0;
/// For a second sample without evidence, should one be asked for.
const VARIED: f32 = 1.0;

/// The first plan that was not made before, or none.
pub(crate) fn next(request: &Request, attempts: &[Attempt], settings: &Settings) -> Option<Retry> {
    // A skill remembers nothing, but what it planned follows from what it was shown.
    let mut made: Vec<Retry> = Vec::new();
    let mut plan = None;
    for shown in 1..=attempts.len() {
        plan = candidates(request, &attempts[..shown], settings)
            .into_iter()
            .find(|candidate| !made.contains(candidate));
        made.extend(plan.clone());
    }
    plan
}

/// What is worth trying, best first.
fn candidates(request: &Request, attempts: &[Attempt], settings: &Settings) -> Vec<Retry> {
    let faults = faults(attempts);
    if faults.is_empty() {
        if !settings.without_evidence {
            return Vec::new();
        }
        let again = Retry::ask(conversation(request, request.prompt.clone()));
        return [settings.temperature, VARIED.max(settings.temperature)]
            .map(|temperature| again.clone().temperature(temperature))
            .into();
    }
    let mut grammars: Vec<_> = faults
        .iter()
        .filter_map(|fault| fault.grammar.clone())
        .collect();
    grammars.dedup();
    // JSON is no sentence.
    let closing = match grammars.first() {
        Some(Grammar::JsonSchema(_)) => "",
        _ => &settings.closing,
    };
    let prompt = match advice(request, &faults, closing) {
        Some(advice) => format!("{}\n{advice}", request.prompt),
        None => request.prompt.clone(),
    };
    let ask = Retry::ask(conversation(request, prompt));
    let held = ask.clone().grammar(grammars.first().cloned());

    let mut plans = vec![held.clone().temperature(GREEDY)];
    // Whoever fails to put a value that can be computed into a sentence is left with the value alone.
    plans.extend(
        grammars
            .iter()
            .take(1)
            .filter_map(value_only)
            .map(|value| ask.clone().grammar(Some(value)).temperature(GREEDY)),
    );
    // A second grammar rules out another fault, which a sample only might.
    plans.extend(
        grammars
            .iter()
            .skip(1)
            .map(|g| ask.clone().grammar(Some(g.clone())).temperature(GREEDY)),
    );
    plans.push(held.temperature(settings.temperature));
    plans.push(ask.temperature(settings.temperature));
    plans
}

/// Of a grammar for a sentence with a value in it, the one for the value.
fn value_only(grammar: &Grammar) -> Option<Grammar> {
    match grammar {
        Grammar::Gbnf(text) => reading::grammar::value_only(text).map(Grammar::Gbnf),
        Grammar::JsonSchema(_) => None,
    }
}

/// What speaks against the attempts, the newest first, errors before warnings.
/// What was true of an earlier attempt's question is still true.
fn faults(attempts: &[Attempt]) -> Vec<&Finding> {
    let mut faults: Vec<&Finding> = Vec::new();
    for finding in attempts.iter().rev().flat_map(|attempt| &attempt.findings) {
        if finding.is_fault() && !faults.contains(&finding) {
            faults.push(finding);
        }
    }
    faults.sort_by_key(|finding| finding.severity != Severity::Error);
    faults
}

fn conversation(request: &Request, prompt: String) -> Vec<Message> {
    let mut messages = request.history.clone();
    messages.push(Message::user(prompt));
    messages
}
