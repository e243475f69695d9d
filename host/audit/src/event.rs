//! All that can be recorded, in one table: kind, fields, what each is made of.

use crate::json::Value;
use crate::{Code, Digest, Fingerprint, Salted, number};

/// Makes an enum of kinds of record. The table below is the format: a field's name is its key in the body.
macro_rules! kinds {
    ($(#[$about:meta])* $visibility:vis enum $name:ident { $(
        $(#[$doc:meta])* $kind:literal $variant:ident { $( $(#[$note:meta])* $field:ident: $type:ty, )* }
    )* }) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq)]
        $visibility enum $name { $(
            $(#[$doc])*
            #[doc = concat!(" Kind `", $kind, "`.")]
            $variant { $( $(#[$note])* $field: $type, )* },
        )* }

        impl $name {
            /// The name of this kind in the log.
            #[must_use]
            $visibility fn kind(&self) -> &'static str {
                match self { $( Self::$variant { .. } => $kind, )* }
            }

            pub(crate) fn body(&self) -> Value<'static> {
                match self { $(
                    Self::$variant { $( $field, )* } => {
                        Value::object(vec![ $( (stringify!($field), $field.value()), )* ])
                    }
                )* }
            }
        }
    };
}

kinds! {
    /// Something to record. Made of codes, digests and numbers, so that no prompt, answer, path or secret
    /// can get into the log; what is private and has to be linked is [`Salted`].
    ///
    /// A `skill` is the SHA-256 of its component, a `policy` that of its policy file, a `model` that of its
    /// file. Times are in milliseconds. A number that is not finite is recorded as null.
    pub enum Event {
        /// A run begins.
        "run.start" RunStart {
            /// The request.
            prompt: Salted,
            /// How many pictures come with it.
            images: u32,
            /// The model that is to answer.
            model: Option<Digest>,
            /// The model that stands by.
            fallback: Option<Digest>,
            /// Of the sampler.
            seed: u64,
            /// Up to how many iterations.
            max_iterations: u32,
            /// The confidence at which an answer is taken.
            threshold: f32,
            /// `on-evidence`, `always` or `off`.
            reflection: Code,
        }
        /// A run is over.
        "run.finish" RunFinish {
            /// Why, such as `confident`; `failed` if it ended with an error.
            finish: Code,
            /// The answer, if there is one.
            response: Option<Salted>,
            /// Which iteration it is from.
            accepted_iteration: Option<u32>,
            /// How many there were.
            iterations: Option<u32>,
            /// From 0 to 1.
            confidence: Option<f32>,
            /// Whether an iteration after the first was taken.
            auto_corrected: bool,
            /// Whether the fallback model answered.
            fallback_used: bool,
            /// Why it did, or the code of the error that ended the run.
            reason: Option<Code>,
            /// The model that answered.
            model: Option<Digest>,
            /// The adapter that was active.
            adapter: Option<Digest>,
            /// From the request to the answer.
            latency_ms: f64,
        }
        /// An iteration was judged.
        "iteration" Iteration {
            /// From 1.
            iteration: u32,
            /// `model` or `mend`.
            source: Code,
            /// The response.
            response: Salted,
            /// From 0 to 1.
            confidence: f32,
            /// Whether the response differs from the draft.
            revised: bool,
            /// The validators' codes for what they found: the first [`Event::MAX_CODES`].
            findings: Vec<Code>,
            /// How many there were.
            findings_count: u64,
            /// Whether a grammar held the output.
            grammar: bool,
            /// Why generation ended.
            stop: Code,
            /// Tokens of the prompt.
            prompt_tokens: u32,
            /// Those of them that did not have to be evaluated again.
            cached_tokens: u32,
            /// Tokens of the response.
            generated_tokens: u32,
            /// Mean log-probability of those, in nats.
            mean_logprob: f32,
            /// From the start of the iteration to its verdict.
            latency_ms: f64,
        }
        /// A retry was planned. Each such record has a signature of its own.
        "reflection" Reflection {
            /// The iteration that is to come.
            iteration: u32,
            /// The response that is to be bettered.
            response: Salted,
            /// The faults that the retry is built on: the first [`Event::MAX_CODES`].
            evidence: Vec<Code>,
            /// How many there were.
            evidence_count: u64,
            /// What the model is given, all messages framed.
            prompt: Salted,
            /// The grammar that is to hold the output.
            grammar: Option<Salted>,
            /// Of the sampler.
            temperature: Option<f32>,
            /// Up to how many tokens.
            max_tokens: Option<u32>,
            /// The reflector.
            skill: Digest,
            /// What it may do.
            policy: Digest,
            /// The model that is to answer.
            model: Digest,
        }
        /// A skill was taken into use.
        "skill.load" SkillLoad {
            /// Such as `scorer`.
            role: Code,
            /// Its name, if that is a code.
            name: Option<Code>,
            /// The component.
            skill: Digest,
            /// What it may do.
            policy: Digest,
            /// The capabilities that its policy grants.
            grants: Vec<Code>,
        }
        /// A skill took another one's place.
        "skill.swap" SkillSwap {
            /// Such as `scorer`.
            role: Code,
            /// The component before.
            from: Option<Digest>,
            /// The component from now on.
            to: Digest,
            /// What it may do.
            policy: Digest,
            /// Counts the swaps of this role within a running host; none for a swap that later runs will see.
            generation: Option<u64>,
        }
        /// A skill was not let in.
        "skill.refuse" SkillRefuse {
            /// Such as `scorer`, where it is known.
            role: Option<Code>,
            /// Its name, if that is a code.
            name: Option<Code>,
            /// The component.
            skill: Digest,
            /// What it may do, where it has a policy.
            policy: Option<Digest>,
            /// Why, such as `denied.import`.
            code: Code,
            /// The capabilities that it lacks.
            lacks: Vec<Code>,
        }
        /// A skill went over a limit. That cost it the call.
        "skill.limit" SkillLimit {
            /// Such as `scorer`.
            role: Code,
            /// The component.
            skill: Digest,
            /// What it may do.
            policy: Digest,
            /// Which limit, such as `limit.time`.
            code: Code,
        }
        /// A skill trapped, or returned what no skill may return.
        "skill.trap" SkillTrap {
            /// Such as `scorer`.
            role: Code,
            /// The component.
            skill: Digest,
            /// What it may do.
            policy: Digest,
            /// Such as `trap` or `invalid.output`.
            code: Code,
        }
        /// A skill used what it was granted.
        "capability.use" CapabilityUse {
            /// The component.
            skill: Digest,
            /// What it may do.
            policy: Digest,
            /// Such as `filesystem`.
            capability: Code,
            /// What it did with it, such as `open`, or `call` for all of it together.
            operation: Code,
            /// How often.
            count: u64,
            /// The file, host or name, where there is one.
            target: Option<Salted>,
        }
        /// A skill was denied what it asked for while it ran.
        "capability.deny" CapabilityDeny {
            /// The component.
            skill: Digest,
            /// What it may do.
            policy: Digest,
            /// Such as `filesystem`.
            capability: Code,
            /// What it asked for.
            operation: Code,
            /// Such as `denied.filesystem`.
            code: Code,
            /// How often.
            count: u64,
            /// The line of the policy that decided; none where nothing grants it.
            line: Option<u32>,
            /// The file, host or name, where there is one.
            target: Option<Salted>,
        }
        /// An adapter was trained.
        "adapter.train" AdapterTrain {
            /// The adapter, if there is one.
            adapter: Option<Digest>,
            /// The model that it is for.
            model: Digest,
            /// The data set.
            dataset: Digest,
            /// How many examples that holds.
            examples: u64,
            /// How many steps were made.
            steps: u64,
            /// How it ended, such as `done` or the code of an error.
            outcome: Code,
        }
        /// An adapter was compared with what is in use.
        "adapter.gate" AdapterGate {
            /// The adapter.
            adapter: Digest,
            /// What it was compared with; none is the bare model.
            against: Option<Digest>,
            /// The golden set.
            golden: Digest,
            /// How many questions that holds.
            questions: u64,
            /// How many it got right that were wrong.
            fixed: u64,
            /// How many it got wrong that were right.
            broken: u64,
            /// `promote` or `refuse`.
            verdict: Code,
        }
        /// An adapter was put to use.
        "adapter.activate" AdapterActivate {
            /// The adapter.
            adapter: Digest,
            /// The one before.
            before: Option<Digest>,
        }
        /// An adapter was taken out of use.
        "adapter.rollback" AdapterRollback {
            /// The adapter.
            adapter: Digest,
            /// The one in use from now on; none is the bare model.
            to: Option<Digest>,
            /// Why.
            reason: Code,
        }
        /// A configuration was taken into use.
        "config" Config {
            /// All effective settings. They can hold what was set for a skill, such as a password.
            config: Salted,
            /// The host's version.
            version: Code,
        }
    }
}

impl Event {
    /// How many codes a list in a record is to hold at most. More could make it too large to be written.
    pub const MAX_CODES: usize = 64;
}

kinds! {
    /// What the log says about itself.
    pub(crate) enum Mark {
        /// The first record of a segment. Signed.
        "log.open" Open {
            /// The version of all that follows.
            format: u64,
            /// Counts from 1.
            segment: u64,
            /// A random number that this log goes by.
            log: Digest,
            /// The key that signs from here on.
            key: Fingerprint,
        }
        /// What a writer left half written was taken out.
        "log.seal" Seal {
            /// How much.
            bytes: u64,
            /// What.
            sha256: Digest,
        }
        /// Records were found that no checkpoint covered, and that the writer who covers them now did not write:
        /// a stopped writer left them, another one that runs too, or somebody who has no key.
        "log.resume" Resume {
            /// The first of them.
            first: u64,
            /// How many, in a row.
            count: u64,
        }
        /// Covers all records before it. Signed.
        "checkpoint" Checkpoint {
            /// How many those are: its own `seq`.
            size: u64,
            /// The log's number.
            log: Digest,
            /// Their Merkle root (RFC 6962); a leaf is a line without its end.
            root: Digest,
            /// The roots of the perfect subtrees that make up the tree, largest first.
            frontier: Vec<Digest>,
            /// The key that signs.
            key: Fingerprint,
            /// `count`, `time`, `ask`, `close`, `key`, or `segment`: the last record of its segment.
            reason: Code,
        }
        /// From here on another key signs. Signed by both.
        "key.rotate" Rotate {
            /// The key before.
            from: Fingerprint,
            /// The key from here on.
            to: Fingerprint,
        }
    }
}

/// What can stand in a body.
trait Field {
    fn value(&self) -> Value<'static>;
}

impl Field for u32 {
    fn value(&self) -> Value<'static> {
        Value::Number(f64::from(*self))
    }
}

impl Field for u64 {
    /// What is too large for JSON's numbers becomes its digits, as RFC 8785 advises.
    fn value(&self) -> Value<'static> {
        if *self <= number::MAX_SAFE {
            Value::Number(*self as f64)
        } else {
            Value::Text(self.to_string().into())
        }
    }
}

impl Field for f32 {
    /// 0.85 stays 0.85, and does not become 0.8500000238418579.
    fn value(&self) -> Value<'static> {
        self.to_string().parse().unwrap_or(f64::NAN).value()
    }
}

impl Field for f64 {
    fn value(&self) -> Value<'static> {
        if self.is_finite() {
            Value::Number(*self)
        } else {
            Value::Null
        }
    }
}

impl Field for bool {
    fn value(&self) -> Value<'static> {
        Value::Bool(*self)
    }
}

impl Field for Code {
    fn value(&self) -> Value<'static> {
        Value::Text(self.as_str().to_owned().into())
    }
}

impl Field for Digest {
    fn value(&self) -> Value<'static> {
        Value::Text(self.to_hex().into())
    }
}

impl Field for Salted {
    fn value(&self) -> Value<'static> {
        self.digest().value()
    }
}

impl Field for Fingerprint {
    fn value(&self) -> Value<'static> {
        Value::Text(self.as_str().to_owned().into())
    }
}

impl<T: Field> Field for Option<T> {
    fn value(&self) -> Value<'static> {
        self.as_ref().map_or(Value::Null, Field::value)
    }
}

impl<T: Field> Field for Vec<T> {
    fn value(&self) -> Value<'static> {
        Value::List(self.iter().map(Field::value).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_are_sorted_and_numbers_as_they_were_meant() {
        let event = Event::CapabilityUse {
            skill: Digest::of(b"skill"),
            policy: Digest::of(b"policy"),
            capability: Code::new("log").unwrap(),
            operation: Code::new("call").unwrap(),
            count: u64::MAX,
            target: None,
        };
        let mut body = String::new();
        event.body().write(&mut body);
        assert_eq!(
            body,
            format!(
                r#"{{"capability":"log","count":"18446744073709551615","operation":"call","policy":"{}","skill":"{}","target":null}}"#,
                Digest::of(b"policy"),
                Digest::of(b"skill"),
            )
        );
        assert_eq!(event.kind(), "capability.use");
        assert_eq!(0.85_f32.value(), Value::Number(0.85));
        assert_eq!(f32::NAN.value(), Value::Null);
        assert_eq!(f64::INFINITY.value(), Value::Null);
    }
}
