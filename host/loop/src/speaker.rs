//! A model in a conversation: one session, asked once an iteration.

use omni_llm::{
    Control, Engine, GenerateOptions, Message, ModelInfo, PromptStats, Session, StopReason,
};
use omni_skills::types::TokenStats;

/// A session and what model it is with.
pub(crate) struct Speaker {
    session: Box<dyn Session>,
    pub(crate) model: ModelInfo,
}

/// What the model is asked.
pub(crate) struct Turn {
    pub(crate) messages: Vec<Message>,
    pub(crate) options: GenerateOptions,
}

/// What the model said.
pub(crate) struct Utterance {
    pub(crate) text: String,
    pub(crate) stop: StopReason,
    pub(crate) stats: TokenStats,
    pub(crate) prompt: PromptStats,
}

impl Speaker {
    pub(crate) fn open(engine: &dyn Engine) -> Result<Self, omni_llm::Error> {
        Ok(Self {
            session: engine.session()?,
            model: engine.info().clone(),
        })
    }

    /// Asks; being stopped while the prompt is read is an empty answer, not an error.
    pub(crate) fn say(
        &mut self,
        turn: &Turn,
        control: &Control,
        on_text: &mut dyn FnMut(&str),
    ) -> Result<Utterance, omni_llm::Error> {
        let prompt = match self.session.prompt(&turn.messages, control) {
            Ok(prompt) => prompt,
            Err(omni_llm::Error::Stopped(stop)) => return Ok(Utterance::nothing(stop)),
            Err(error) => return Err(error),
        };
        let said = self.session.generate(&turn.options, control, on_text)?;
        let stats = statistics(&said.tokens);
        Ok(Utterance {
            text: said.text.trim().to_owned(),
            stop: said.stop,
            stats,
            prompt,
        })
    }
}

impl Utterance {
    fn nothing(stop: StopReason) -> Self {
        Self {
            text: String::new(),
            stop,
            stats: statistics(&[]),
            prompt: PromptStats::default(),
        }
    }
}

fn statistics(tokens: &[omni_llm::TokenStats]) -> TokenStats {
    // f64: thousands of f32 added up would lose the last digits that a threshold compares.
    let mean = |of: fn(&omni_llm::TokenStats) -> f32| {
        let sum: f64 = tokens.iter().map(|token| f64::from(of(token))).sum();
        (sum / (tokens.len().max(1) as f64)) as f32
    };
    TokenStats {
        count: u32::try_from(tokens.len()).unwrap_or(u32::MAX),
        mean_logprob: mean(|token| token.logprob),
        min_logprob: tokens.iter().map(|token| token.logprob).fold(0.0, f32::min),
        mean_entropy: mean(|token| token.entropy),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statistics_of_nothing_are_zero() {
        let stats = statistics(&[]);
        assert_eq!(
            (stats.count, stats.mean_logprob, stats.min_logprob),
            (0, 0.0, 0.0)
        );
    }

    #[test]
    fn statistics_are_means_and_the_minimum() {
        let token = |logprob, entropy| omni_llm::TokenStats { logprob, entropy };
        let stats = statistics(&[token(-1.0, 0.5), token(-3.0, 1.5)]);
        assert_eq!(stats.count, 2);
        assert_eq!(stats.mean_logprob, -2.0);
        assert_eq!(stats.min_logprob, -3.0);
        assert_eq!(stats.mean_entropy, 1.0);
    }
}
