//! What stands in for the rest of the host in a test: a store in memory, and a model with a script.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use omni_skills::types::Stop;
use omni_skills::{
    Answer, CallContext, Clock, KeyValue, KvBounds, KvError, Model, ModelError, Question,
};

use crate::case::{Moment, Says};

/// The surroundings of a case: the same each time.
pub(crate) fn around<I, E>(says: &Says<I, E>) -> CallContext {
    let script = says.llm.clone();
    let kept = says.kv.iter();
    let kept = kept.map(|(key, value)| (key.clone(), value.clone().into_bytes()));
    CallContext {
        clock: Clock::Fixed(says.time.unwrap_or(Moment::DEFAULT).0),
        seed: Some(says.seed),
        kv: Some(Arc::new(Shelf(Mutex::new(kept.collect())))),
        model: script.map(|script| Arc::new(Script(Mutex::new(script.into()))) as Arc<dyn Model>),
        ..CallContext::default()
    }
}

/// One skill's values, for one case.
struct Shelf(Mutex<BTreeMap<String, Vec<u8>>>);

impl Shelf {
    fn values(&self) -> MutexGuard<'_, BTreeMap<String, Vec<u8>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl KeyValue for Shelf {
    fn get(&self, _: &str, key: &str) -> Result<Option<Vec<u8>>, KvError> {
        Ok(self.values().get(key).cloned())
    }

    fn set(&self, _: &str, key: &str, value: &[u8], bounds: KvBounds) -> Result<(), KvError> {
        let mut values = self.values();
        let others = values.iter().filter(|(other, _)| *other != key);
        let (mut keys, mut bytes) = (1, (key.len() + value.len()) as u64);
        for (key, value) in others {
            keys += 1;
            bytes += (key.len() + value.len()) as u64;
        }
        if keys > bounds.keys || bytes > bounds.bytes {
            return Err(KvError::Full);
        }
        values.insert(key.to_owned(), value.to_vec());
        Ok(())
    }

    fn delete(&self, _: &str, key: &str) -> Result<bool, KvError> {
        Ok(self.values().remove(key).is_some())
    }

    fn keys(&self, _: &str, prefix: &str) -> Result<Vec<String>, KvError> {
        let values = self.values();
        let keys = values.keys().filter(|key| key.starts_with(prefix));
        Ok(keys.cloned().collect())
    }
}

/// A model that gives the answers of a case in turn, a word a token.
struct Script(Mutex<VecDeque<String>>);

impl Model for Script {
    fn ask(&self, question: &Question) -> Result<Answer, ModelError> {
        let mut script = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(line) = script.pop_front() else {
            let problem = "the case has no more answers in its `llm`".to_owned();
            return Err(ModelError::Failed(problem));
        };
        let most = usize::try_from(question.max_tokens).unwrap_or(usize::MAX);
        let words = line.split_whitespace().count();
        let (text, stop) = match words > most {
            false => (line, Stop::End),
            true => {
                let words: Vec<&str> = line.split_whitespace().take(most).collect();
                (words.join(" "), Stop::Length)
            }
        };
        Ok(Answer {
            text,
            stop,
            tokens: u32::try_from(words.min(most)).unwrap_or(u32::MAX),
            mean_logprob: -0.1,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

    #[test]
    fn the_store_is_bounded_as_the_hosts() {
        let shelf = Shelf(Mutex::default());
        let bounds = KvBounds { bytes: 8, keys: 2 };
        assert_eq!(shelf.set("", "a", b"123", bounds), Ok(()));
        assert_eq!(shelf.set("", "a", b"1234567", bounds), Ok(()));
        assert_eq!(shelf.set("", "b", b"", bounds), Err(KvError::Full));
        assert_eq!(shelf.set("", "a", b"", bounds), Ok(()));
        assert_eq!(shelf.set("", "b", b"", bounds), Ok(()));
        assert_eq!(shelf.set("", "c", b"", bounds), Err(KvError::Full));
        assert_eq!(shelf.delete("", "a"), Ok(true));
        assert_eq!(shelf.keys("", ""), Ok(vec!["b".to_owned()]));
    }

    #[test]
    fn the_script_ends_at_its_limits() {
        let script = Script(Mutex::new(["one two three".to_owned()].into()));
        let question = Question {
            messages: Vec::new(),
            grammar: None,
            temperature: 0.0,
            max_tokens: 2,
            deadline: Instant::now(),
        };
        let answer = script.ask(&question).unwrap();
        assert_eq!(
            (answer.text.as_str(), answer.stop, answer.tokens),
            ("one two", Stop::Length, 2)
        );
        assert!(matches!(script.ask(&question), Err(ModelError::Failed(_))));
    }
}
