//! A model that says what the test tells it to.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use omni_llm::{
    Control, Engine, Error, GenerateOptions, Generation, Message, ModelInfo, PromptStats, Session,
    Sight, StopReason, TokenStats,
};

/// What the model does when it is asked.
#[derive(Debug, Clone)]
pub enum Line {
    /// Says this.
    Says(&'static str),
    /// Says this, then goes on until it is stopped.
    Hangs(&'static str),
    /// Fails.
    Fails,
}

/// One turn that a model was asked: the conversation, and how to generate.
pub type Asked = (Vec<Message>, GenerateOptions);

/// A model with a script.
#[derive(Debug, Clone)]
pub struct Scripted {
    info: ModelInfo,
    lines: Arc<Mutex<VecDeque<Line>>>,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Scripted {
    /// A model that answers with `lines`, one a turn, in whatever session.
    #[must_use]
    pub fn new(name: &str, lines: impl IntoIterator<Item = Line>) -> Self {
        let info = ModelInfo {
            name: name.to_owned(),
            sha256: "0".repeat(64),
            architecture: "script".to_owned(),
            parameters: 0,
            context: 1024,
        };
        let lines = Arc::new(Mutex::new(lines.into_iter().collect()));
        Self {
            info,
            lines,
            asked: Arc::default(),
        }
    }

    /// What it was asked so far.
    #[must_use]
    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }
}

impl Engine for Scripted {
    fn info(&self) -> &ModelInfo {
        &self.info
    }

    fn sight(&self) -> Option<&Sight> {
        None
    }

    fn session(&self) -> Result<Box<dyn Session>, Error> {
        Ok(Box::new(Turns {
            script: self.clone(),
            messages: Vec::new(),
        }))
    }
}

struct Turns {
    script: Scripted,
    messages: Vec<Message>,
}

impl Session for Turns {
    fn prompt(&mut self, messages: &[Message], _: &Control) -> Result<PromptStats, Error> {
        self.messages = messages.to_vec();
        Ok(PromptStats::default())
    }

    fn generate(
        &mut self,
        options: &GenerateOptions,
        control: &Control,
        on_text: &mut dyn FnMut(&str),
    ) -> Result<Generation, Error> {
        self.script
            .asked
            .lock()
            .unwrap()
            .push((self.messages.clone(), options.clone()));
        let line = self
            .script
            .lines
            .lock()
            .unwrap()
            .pop_front()
            .expect("the script is over");
        let (text, stop) = match line {
            Line::Says(text) => (text, StopReason::End),
            Line::Hangs(text) => {
                on_text(text);
                let stop = loop {
                    if let Some(stop) = control.stopped() {
                        break stop;
                    }
                    std::thread::sleep(Duration::from_millis(1));
                };
                (text, stop)
            }
            Line::Fails => {
                return Err(Error::Failed {
                    cause: "it is scripted to fail".to_owned(),
                });
            }
        };
        let tokens = text.split_whitespace().map(|_| TokenStats {
            logprob: -0.1,
            entropy: 0.1,
        });
        Ok(Generation {
            text: text.to_owned(),
            stop,
            tokens: tokens.collect(),
        })
    }
}
