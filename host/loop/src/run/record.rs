//! The end of a run: the answer is chosen, and everything is written down.

use omni_llm::{Message, Role};
use omni_store::{Finish, ModelRecord, RunRecord, TurnRecord};

use super::{Run, milliseconds};
use crate::speaker::Speaker;

impl Run<'_> {
    /// The best response by the gate is the answer.
    pub(super) fn record(
        self,
        finish: Finish,
        fallback_reason: Option<String>,
        speaker: &Speaker,
    ) -> RunRecord {
        let chosen = self.champion();
        let iterations: Vec<_> = self
            .judged
            .into_iter()
            .map(|judged| judged.record)
            .collect();
        let (response, confidence) = iterations
            .get(chosen)
            .map(|chosen| (chosen.response.clone(), chosen.confidence))
            .unwrap_or_default();
        RunRecord {
            run_id: self.run_id.to_owned(),
            started_at: self.started_at,
            prompt: self.request.prompt.clone(),
            response,
            confidence,
            accepted_iteration: u32::try_from(chosen + 1).unwrap_or(u32::MAX),
            auto_corrected: chosen > 0,
            iterations,
            finish,
            fallback_used: fallback_reason.is_some(),
            fallback_reason,
            total_latency_ms: milliseconds(self.started.elapsed()),
            model_ms: milliseconds(self.model_time),
            skills_ms: milliseconds(self.skills_time),
            model: ModelRecord {
                name: speaker.model.name.clone(),
                sha256: speaker.model.sha256.clone(),
                adapter: None,
            },
            skills: self
                .crew
                .records()
                .into_iter()
                .chain(self.received.preparer.clone())
                .collect(),
            failures: self.failures,
            seed: self.options.seed,
            history: self.request.history.iter().map(turn).collect(),
            expect: self
                .request
                .expect
                .as_deref()
                .and_then(|expect| serde_json::from_str(expect).ok()),
            route: self.received.route.clone(),
            pictures: self.received.pictures.clone(),
        }
    }
}

fn turn(message: &Message) -> TurnRecord {
    let role = match message.role {
        Role::System => "system",
        Role::User => "user",
        Role::Assistant => "assistant",
    };
    TurnRecord {
        role: role.to_owned(),
        content: message.content.clone(),
    }
}
