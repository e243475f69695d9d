//! Plans the next attempt from what the validators found.
//!
//! The retry is a fresh prompt: the conversation so far, the request, then on its
//! last line what is true and how to do better. The draft is not shown: small
//! models copy it. Where a finding brings a grammar that rules it out, the retry
//! is held to that. The first retry is greedy; if nothing new was found since, the
//! next one is the same at temperature 0.7. No plan is made twice.
//!
//! Without evidence (no error and no warning in any attempt; the loop asks then
//! only where it is set to reflect always) the plan is a second sample: the
//! request as it was, at temperature 0.7, then 1.
//!
//! Text of users, models and validators is only ever put into the content of a
//! message, each fact and hint as one bounded line.
//!
//! Config: `closing` (what follows a fact; `"Answer in one short sentence."`, `""`
//! for nothing), `temperature` (0.7), `without_evidence` (true).

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

use omni_skill::{Attempt, Error, Request, Retry, config};

mod advice;
mod plan;

use plan::Settings;

omni_skill::reflector!(reflect);

fn reflect(request: &Request, attempts: &[Attempt]) -> Result<Option<Retry>, Error> {
    let settings = Settings {
        closing: config::get("closing")?.unwrap_or(Settings::default().closing),
        temperature: config::get("temperature")?.unwrap_or(Settings::default().temperature),
        without_evidence: config::get("without_evidence")?.unwrap_or(true),
    };
    if !(0.0..=2.0).contains(&settings.temperature) {
        let message = format!(
            "config key `temperature`: {} is not from 0 to 2",
            settings.temperature
        );
        return Err(Error::InvalidInput(message));
    }
    Ok(plan::next(request, attempts, &settings))
}

#[cfg(test)]
mod tests;
