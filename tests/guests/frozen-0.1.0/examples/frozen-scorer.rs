//! A scorer of 0.1.0 that calls every host function there is, and says what each gave.

mod bindings {
    wit_bindgen::generate!({ world: "omni:skill/scorer", path: ["wit/host", "wit/skill"], generate_all });
}

use bindings::exports::omni::skill::scoring::{Guest, Verdict};
use bindings::omni::host::{clock, config, kv, llm, log, random};
use bindings::omni::skill::panicking;
use bindings::omni::skill::types::{Attempt, Error};

struct Skill;

impl Guest for Skill {
    fn score(attempt: Attempt) -> Result<Verdict, Error> {
        if attempt.response == "panic" {
            panicking::panicked("an old skill panics");
        }
        log::log(log::Level::Info, "scoring");
        let failed = |error: kv::Error| Error::Failed(format!("{error:?}"));
        kv::set("key", b"value").map_err(failed)?;
        let kept = kv::get("key").map_err(failed)?.unwrap_or_default();
        let keys = kv::keys("k").map_err(failed)?;
        let deleted = kv::delete("key").map_err(failed)?;
        let message = llm::Message {
            role: llm::Role::User,
            content: attempt.request.prompt,
        };
        let options = llm::Options {
            max_tokens: Some(4),
            temperature: None,
            grammar: None,
        };
        let answer =
            llm::ask(&[message], &options).map_err(|error| Error::Failed(format!("{error:?}")))?;
        Ok(Verdict {
            confidence: attempt.stats.mean_logprob.exp(),
            reasons: vec![
                format!("config {:?}", config::get("threshold")),
                format!("time {}", clock::now()),
                format!("steady {}", clock::monotonic() <= clock::monotonic()),
                format!(
                    "random {} {}",
                    random::bytes(3).len(),
                    random::u64() == random::u64()
                ),
                format!(
                    "kept {} {} {deleted}",
                    String::from_utf8_lossy(&kept),
                    keys.join(",")
                ),
                format!("answer {}", answer.text),
            ],
        })
    }
}

bindings::export!(Skill with_types_in bindings);
