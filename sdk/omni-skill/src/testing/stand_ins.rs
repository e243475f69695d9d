//! A clock, a source of random numbers, a store and a model that need no host.

use std::cell::{Cell, RefCell};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::bindings::imports::omni::host::llm as host;
use crate::{Message, Role};

type Model = Box<dyn Fn(&[Message]) -> String>;

thread_local! {
    static TIME: Cell<Option<Duration>> = const { Cell::new(None) };
    static RANDOM: Cell<u64> = const { Cell::new(0) };
    static MODEL: RefCell<Option<Model>> = const { RefCell::new(None) };
}

/// Runs something when it is dropped: also when a test panics.
struct Finally<F: FnMut()>(F);

impl<F: FnMut()> Drop for Finally<F> {
    fn drop(&mut self) {
        (self.0)();
    }
}

/// Runs `test` at one moment: the time since 1970-01-01T00:00:00Z, on this thread.
pub fn with_time<R>(moment: Duration, test: impl FnOnce() -> R) -> R {
    let before = TIME.replace(Some(moment));
    let _restore = Finally(|| TIME.set(before));
    test()
}

/// Runs `test` with the random numbers that follow from `seed`, on this thread. Not those of a host.
pub fn with_seed<R>(seed: u64, test: impl FnOnce() -> R) -> R {
    let before = RANDOM.replace(seed);
    let _restore = Finally(|| RANDOM.set(before));
    test()
}

/// Runs `test` with a model that answers as `model` does, on this thread.
pub fn with_model<R>(
    model: impl Fn(&[Message]) -> String + 'static,
    test: impl FnOnce() -> R,
) -> R {
    let mut before = MODEL.replace(Some(Box::new(model)));
    let _restore = Finally(|| drop(MODEL.replace(before.take())));
    test()
}

pub(crate) fn read_now() -> u64 {
    let now = TIME.get().unwrap_or_else(|| {
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        now.unwrap_or_default()
    });
    u64::try_from(now.as_nanos()).unwrap_or(u64::MAX)
}

pub(crate) fn read_monotonic() -> u64 {
    read_now()
}

/// SplitMix64: small, and good enough for tests.
pub(crate) fn random_u64() -> u64 {
    let state = RANDOM.get().wrapping_add(0x9E37_79B9_7F4A_7C15);
    RANDOM.set(state);
    let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

pub(crate) fn random_bytes(count: u32) -> Vec<u8> {
    (0..count).map(|_| random_u64().to_le_bytes()[0]).collect()
}

pub(crate) fn ask_model(
    messages: &[host::Message],
    _: &host::Options,
) -> Result<host::Answer, host::Error> {
    let messages = messages.iter().map(|message| Message {
        role: match message.role {
            host::Role::System => Role::System,
            host::Role::User => Role::User,
            host::Role::Assistant => Role::Assistant,
        },
        content: message.content.clone(),
    });
    let messages: Vec<Message> = messages.collect();
    MODEL.with_borrow(|model| match model {
        None => Err(host::Error::Unavailable(
            "a test gives the model with `testing::with_model`".to_owned(),
        )),
        Some(model) => {
            let text = model(&messages);
            Ok(host::Answer {
                tokens: u32::try_from(text.split_whitespace().count()).unwrap_or(u32::MAX),
                text,
                stop: host::Stop::End,
                mean_logprob: -0.1,
            })
        }
    })
}

/// The skill's store, as the host's bindings have it.
pub(crate) mod store {
    use std::cell::RefCell;
    use std::collections::BTreeMap;

    use crate::bindings::imports::omni::host::kv::Error;

    thread_local! {
        static STORE: RefCell<BTreeMap<String, Vec<u8>>> = const { RefCell::new(BTreeMap::new()) };
    }

    pub(crate) fn get(key: &str) -> Result<Option<Vec<u8>>, Error> {
        Ok(STORE.with_borrow(|store| store.get(key).cloned()))
    }

    pub(crate) fn set(key: &str, value: &[u8]) -> Result<(), Error> {
        STORE.with_borrow_mut(|store| store.insert(key.to_owned(), value.to_vec()));
        Ok(())
    }

    pub(crate) fn delete(key: &str) -> Result<bool, Error> {
        Ok(STORE.with_borrow_mut(|store| store.remove(key).is_some()))
    }

    pub(crate) fn keys(prefix: &str) -> Result<Vec<String>, Error> {
        let begins = |key: &&String| key.starts_with(prefix);
        Ok(STORE.with_borrow(|store| store.keys().filter(begins).cloned().collect()))
    }
}
