//! A reflector of 0.1.0 that fills every field of a retry.

mod bindings {
    wit_bindgen::generate!({ world: "omni:skill/reflector", path: ["wit/host", "wit/skill"], generate_all });
}

use bindings::exports::omni::skill::reflection::{Guest, Retry};
use bindings::omni::skill::types::{Attempt, Error, Grammar, Message, Request, Role};

struct Skill;

impl Guest for Skill {
    fn reflect(request: Request, attempts: Vec<Attempt>) -> Result<Option<Retry>, Error> {
        let facts = attempts.iter().flat_map(|attempt| &attempt.findings);
        let Some(fact) = facts.filter_map(|finding| finding.fact.clone()).next() else {
            return Ok(None);
        };
        let message = Message {
            role: Role::User,
            content: format!("{}\n{fact}", request.prompt),
        };
        Ok(Some(Retry {
            messages: vec![message],
            grammar: Some(Grammar::Gbnf("root ::= \"x\"".to_owned())),
            temperature: Some(0.5),
            max_tokens: Some(9),
        }))
    }
}

bindings::export!(Skill with_types_in bindings);
