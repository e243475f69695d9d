//! A dataset builder of 0.1.0 that fills every field of a dataset.

mod bindings {
    wit_bindgen::generate!({ world: "omni:skill/dataset-builder", path: ["wit/host", "wit/skill"], generate_all });
}

use bindings::exports::omni::skill::dataset_building::{
    Dataset, Dropped, Example, Exchange, Guest, Options, Reason,
};
use bindings::omni::skill::types::{Error, Message, Role};

struct Skill;

impl Guest for Skill {
    fn build(entries: Vec<Exchange>, options: Options) -> Result<Dataset, Error> {
        let mut dataset = Dataset {
            training: Vec::new(),
            validation: Vec::new(),
            dropped: Vec::new(),
            notes: vec![format!("seed {}", options.seed)],
        };
        for (at, entry) in entries.into_iter().enumerate() {
            if entry.rating <= options.min_rating {
                dataset.dropped.push(Dropped {
                    exchange: entry.id,
                    reason: Reason::Rating,
                });
                continue;
            }
            let example = Example {
                exchanges: vec![entry.id],
                messages: vec![Message {
                    role: Role::Assistant,
                    content: entry.response,
                }],
                weight: 0.5,
            };
            match at % 2 {
                0 => dataset.training.push(example),
                _ => dataset.validation.push(example),
            }
        }
        Ok(dataset)
    }
}

bindings::export!(Skill with_types_in bindings);
