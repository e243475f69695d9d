//! A router of 0.1.0 that fills every field of a decision.

mod bindings {
    wit_bindgen::generate!({ world: "omni:skill/router", path: ["wit/host", "wit/skill"], generate_all });
}

use bindings::exports::omni::skill::routing::{
    Attachment, Decision, Guest, Model, Reflection, Way,
};
use bindings::omni::skill::types::{Error, Request};

struct Skill;

impl Guest for Skill {
    fn route(request: Request, attachments: Vec<Attachment>) -> Result<Decision, Error> {
        let ways = attachments
            .iter()
            .map(|attachment| match attachment.head.first() {
                Some(0x89) => Way::Image,
                Some(b'R') => Way::Audio,
                _ => Way::Text,
            });
        Ok(Decision {
            ways: ways.collect(),
            model: Model::Adapter("frozen".to_owned()),
            max_iterations: Some(2),
            reflection: Some(Reflection::Always),
            reasons: vec![request.prompt],
        })
    }
}

bindings::export!(Skill with_types_in bindings);
