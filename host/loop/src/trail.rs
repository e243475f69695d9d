//! What goes into the signed log: the one place that turns what the host does into records.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use omni_audit::{Code, Digest, Event, Log, Salted, Ticket};
use omni_llm::{Engine, ModelInfo};
use omni_policy::{Capability, Policy};
use omni_skills::types::{Attempt, Grammar, Message, Retry, Severity};
use omni_skills::{CapabilityUse, Skill, Usage};
use omni_store::{IterationRecord, RunRecord, Source};
use uuid::Uuid;

use crate::models::Models;
use crate::{Config, Error, Reflection, Request, RoleName, RunOptions};

/// A way into the signed log, for one run or for what belongs to none. What is recorded is on its way to the
/// disk when a method returns; [`Trail::settle`] waits until it is there.
#[derive(Clone, Debug)]
pub struct Trail {
    log: Arc<Log>,
    run: Option<Uuid>,
    pending: Arc<Mutex<Pending>>,
}

#[derive(Debug, Default)]
struct Pending {
    tickets: Vec<Ticket>,
    /// The first failure: what came after it has the same cause.
    failure: Option<omni_audit::Error>,
    /// How long the caller has waited for the log so far.
    waited: Duration,
}

impl Trail {
    /// For what belongs to no run.
    #[must_use]
    pub fn new(log: Arc<Log>) -> Self {
        Self {
            log,
            run: None,
            pending: Arc::default(),
        }
    }

    pub(crate) fn of_run(log: Arc<Log>, run: Uuid) -> Self {
        Self {
            run: Some(run),
            ..Self::new(log)
        }
    }

    /// Waits until everything recorded so far is on disk.
    ///
    /// # Errors
    /// [`Error::Audit`]: something is not.
    pub fn settle(&self) -> Result<(), Error> {
        let began = Instant::now();
        let (tickets, failure) = {
            let mut pending = self.pending();
            (std::mem::take(&mut pending.tickets), pending.failure.take())
        };
        let mut failed = failure;
        for ticket in tickets {
            failed = failed.or(ticket.wait().err());
        }
        self.pending().waited += began.elapsed();
        failed.map_or(Ok(()), |error| Err(error.into()))
    }

    /// How long callers have waited for the log so far, signatures and disk included.
    pub(crate) fn waited(&self) -> Duration {
        self.pending().waited
    }

    /// A configuration is in use.
    pub fn configured(&self, config: &Config) {
        let settings = serde_json::to_vec(config).unwrap_or_default();
        self.note(Event::Config {
            config: self.log.salted("config", &settings),
            version: Code::or_other(env!("CARGO_PKG_VERSION")),
        });
    }

    /// A skill is in use.
    pub fn loaded(&self, role: &str, skill: &Skill) {
        self.hasten(Event::SkillLoad {
            role: Code::or_other(role),
            name: Code::new(skill.name()).ok(),
            skill: digest(skill.sha256()),
            policy: digest(&skill.policy().sha256),
            grants: granted(skill.policy()),
        });
    }

    /// A component was not let in.
    pub fn refused(
        &self,
        role: Option<&str>,
        name: &str,
        component: &[u8],
        policy: &Policy,
        error: &Error,
    ) {
        let denied: &[_] = match error {
            Error::Skill(omni_skills::Error::Denied { refusal, .. }) => &refusal.not_granted,
            _ => &[],
        };
        // Each once, however many imports need it.
        let lacks = Capability::ALL.into_iter();
        let lacks = lacks.filter(|one| denied.iter().any(|(_, capability)| capability == one));
        let lacks = lacks.map(|capability| Code::or_other(capability.name()));
        let lacks = lacks.collect();
        self.hasten(Event::SkillRefuse {
            role: role.map(Code::or_other),
            name: Code::new(name).ok(),
            skill: Digest::of(component),
            policy: Some(digest(&policy.sha256)),
            code: Code::or_other(error.code()),
            lacks,
        });
    }

    /// A role was given to another component than `from`. `generation` counts the swaps within one running host, and is
    /// none for a swap that later runs will see.
    pub fn swapped(
        &self,
        role: &RoleName,
        from: Option<&[u8]>,
        to: &Skill,
        generation: Option<u64>,
    ) {
        self.hasten(Event::SkillSwap {
            role: Code::or_other(&role.kind().to_string()),
            from: from.map(Digest::of),
            to: digest(to.sha256()),
            policy: digest(&to.policy().sha256),
            generation,
        });
    }

    /// In a running host, a role went from one skill to another; as [`Trail::swapped`].
    pub(crate) fn changed(&self, role: &RoleName, from: &Skill, to: &Skill, generation: u64) {
        self.hasten(Event::SkillSwap {
            role: Code::or_other(&role.kind().to_string()),
            from: Some(digest(from.sha256())),
            to: digest(to.sha256()),
            policy: digest(&to.policy().sha256),
            generation: Some(generation),
        });
    }

    /// A skill was called: what it used, what it was denied, and how it failed if it did.
    pub fn called(&self, skill: &Skill, usage: &Usage, failure: Option<&omni_skills::Error>) {
        for used in &usage.uses {
            self.used(skill, used);
        }
        let Some(error) = failure else {
            return;
        };
        let role = Code::or_other(&skill.kind().to_string());
        let (component, policy) = (digest(skill.sha256()), digest(&skill.policy().sha256));
        let code = Code::or_other(error.code());
        self.note(match error {
            omni_skills::Error::Limit { .. } => Event::SkillLimit {
                role,
                skill: component,
                policy,
                code,
            },
            _ => Event::SkillTrap {
                role,
                skill: component,
                policy,
                code,
            },
        });
    }

    fn used(&self, skill: &Skill, used: &CapabilityUse) {
        let (component, policy) = (digest(skill.sha256()), digest(&skill.policy().sha256));
        let capability = Code::or_other(used.capability.name());
        let operation = Code::or_other(used.operation);
        let target = used.target.as_ref();
        let target =
            target.map(|target| self.log.salted(used.capability.name(), target.as_bytes()));
        let allowed = used.count - used.denied;
        if allowed > 0 {
            self.note(Event::CapabilityUse {
                skill: component,
                policy,
                capability: capability.clone(),
                operation: operation.clone(),
                count: allowed,
                target,
            });
        }
        if let Some(code) = used.code() {
            let line = skill.policy().decide(used.capability).line;
            self.note(Event::CapabilityDeny {
                skill: component,
                policy,
                capability,
                operation,
                code: Code::or_other(code),
                count: used.denied,
                line: line.and_then(|line| u32::try_from(line).ok()),
                target,
            });
        }
    }

    pub(crate) fn started(
        &self,
        request: &Request,
        options: &RunOptions,
        models: &Models,
        pictures: usize,
    ) {
        let model = |engine: &Arc<dyn Engine>| digest(&engine.info().sha256);
        self.note(Event::RunStart {
            prompt: self.log.salted("prompt", request.prompt.as_bytes()),
            images: u32::try_from(pictures).unwrap_or(u32::MAX),
            model: models.main().ok().map(model),
            fallback: models.fallback().map(model),
            seed: options.seed,
            max_iterations: options.max_iterations.number(),
            threshold: options.confidence,
            reflection: Code::or_other(match options.reflection {
                Reflection::OnEvidence => "on-evidence",
                Reflection::Always => "always",
                Reflection::Off => "off",
            }),
        });
    }

    pub(crate) fn judged(&self, record: &IterationRecord) {
        let found = record.findings.iter().map(|one| one.code.as_str());
        let (findings, findings_count) = bounded(found);
        self.note(Event::Iteration {
            iteration: record.iteration,
            source: Code::or_other(match record.source {
                Source::Model => "model",
                Source::Mend => "mend",
            }),
            response: self.response(&record.response),
            confidence: record.confidence,
            revised: record.revised,
            findings,
            findings_count,
            grammar: record.grammar,
            stop: Code::or_other(&record.stop),
            prompt_tokens: record.prompt_tokens,
            cached_tokens: record.cached_tokens,
            generated_tokens: record.generated_tokens,
            mean_logprob: record.mean_logprob,
            latency_ms: record.latency_ms,
        });
    }

    /// A retry is planned. It is signed and on disk when this returns true; otherwise it must not be made, and
    /// [`Trail::settle`] tells why.
    pub(crate) fn reflected(
        &self,
        retry: &Retry,
        last: &Attempt,
        reflector: &Skill,
        model: &ModelInfo,
    ) -> bool {
        let evidence = last
            .findings
            .iter()
            .filter(|found| found.severity != Severity::Info);
        let (evidence, evidence_count) = bounded(evidence.map(|found| found.code.as_str()));
        let event = Event::Reflection {
            iteration: last.iteration + 1,
            response: self.response(&last.response),
            evidence,
            evidence_count,
            prompt: self.log.salted("messages", &framed(&retry.messages)),
            grammar: retry.grammar.as_ref().map(|grammar| match grammar {
                Grammar::Gbnf(text) => self.log.salted("gbnf", text.as_bytes()),
                Grammar::JsonSchema(text) => self.log.salted("json-schema", text.as_bytes()),
            }),
            temperature: retry.temperature,
            max_tokens: retry.max_tokens,
            skill: digest(reflector.sha256()),
            policy: digest(&reflector.policy().sha256),
            model: digest(&model.sha256),
        };
        let began = Instant::now();
        let appended = self.log.append(self.run, event);
        self.pending().waited += began.elapsed();
        match appended {
            Ok(_) => true,
            Err(error) => {
                self.pending().failure.get_or_insert(error);
                false
            }
        }
    }

    pub(crate) fn finished(&self, record: &RunRecord) {
        self.hasten(Event::RunFinish {
            finish: Code::or_other(record.finish.as_str()),
            response: Some(self.response(&record.response)),
            accepted_iteration: Some(record.accepted_iteration),
            iterations: u32::try_from(record.iterations.len()).ok(),
            confidence: Some(record.confidence),
            auto_corrected: record.auto_corrected,
            fallback_used: record.fallback_used,
            reason: record.fallback_reason.as_deref().map(Code::or_other),
            model: Some(digest(&record.model.sha256)),
            adapter: None,
            latency_ms: record.total_latency_ms,
        });
    }

    pub(crate) fn failed(&self, error: &Error, latency: Duration) {
        self.hasten(Event::RunFinish {
            finish: Code::or_other("failed"),
            response: None,
            accepted_iteration: None,
            iterations: None,
            confidence: None,
            auto_corrected: false,
            fallback_used: false,
            reason: Some(Code::or_other(error.code())),
            model: None,
            adapter: None,
            latency_ms: latency.as_secs_f64() * 1e3,
        });
    }

    fn response(&self, text: &str) -> Salted {
        self.log.salted("response", text.as_bytes())
    }

    /// Records something in the midst of others.
    fn note(&self, event: Event) {
        self.keep(self.log.note(self.run, event));
    }

    /// Records something that is soon waited for.
    fn hasten(&self, event: Event) {
        self.keep(self.log.hasten(self.run, event));
    }

    fn keep(&self, ticket: Result<Ticket, omni_audit::Error>) {
        let mut pending = self.pending();
        match ticket {
            Ok(ticket) => pending.tickets.push(ticket),
            Err(error) => {
                pending.failure.get_or_insert(error);
            }
        }
    }

    fn pending(&self) -> MutexGuard<'_, Pending> {
        self.pending.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The codes that a record has room for, and how many there are. How many a skill returns is up to the skill.
fn bounded<'a>(codes: impl Iterator<Item = &'a str>) -> (Vec<Code>, u64) {
    let (mut first, mut count) = (Vec::new(), 0);
    for code in codes {
        if first.len() < Event::MAX_CODES {
            first.push(Code::or_other(code));
        }
        count += 1;
    }
    (first, count)
}

/// Capabilities that a policy grants.
fn granted(policy: &Policy) -> Vec<Code> {
    Capability::ALL
        .into_iter()
        .filter(|capability| policy.decide(*capability).allowed)
        .map(|capability| Code::or_other(capability.name()))
        .collect()
}

/// All messages as one text that cannot be read in two ways: each part after its length.
fn framed(messages: &[Message]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for message in messages {
        for part in [format!("{:?}", message.role).as_str(), &message.content] {
            bytes.extend((part.len() as u64).to_be_bytes());
            bytes.extend(part.as_bytes());
        }
    }
    bytes
}

/// A digest that another room computed.
fn digest(hex: &str) -> Digest {
    Digest::from_hex(hex).unwrap_or_else(|| Digest::of(hex.as_bytes()))
}
