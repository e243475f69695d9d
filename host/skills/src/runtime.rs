//! From bytes and a policy to a skill that can be called.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use omni_policy::{Policy, defaults};
use serde_json::{Map, Value};
use wasmtime::component::{Component, InstancePre, Linker};

use crate::cache::{Cache, Unusable};
use crate::capability::PROVIDED;
use crate::engine::{Settings, Variant};
use crate::executor::Executor;
use crate::skill::Loaded;
use crate::state::CallState;
use crate::{Error, Inspection, Skill, contract, digest, malformed};

/// Where a runtime keeps things.
#[derive(Clone, Debug, Default)]
pub struct RuntimeOptions {
    /// The folder of compiled components, made with rights for its owner only. None, or one that
    /// cannot be used: components are compiled each time they are loaded.
    pub cache: Option<PathBuf>,
}

/// Loads components. Cheap to clone; clones share everything.
#[derive(Clone)]
pub struct Runtime(Arc<Shared>);

struct Shared {
    cache: Cache,
    executor: Arc<Executor>,
    variants: Mutex<HashMap<Settings, Arc<Variant>>>,
}

impl Runtime {
    /// Starts a runtime. Engines are made when the first skill needs them.
    ///
    /// # Errors
    /// `internal`: no thread can be started.
    pub fn new(options: RuntimeOptions) -> Result<Self, Error> {
        Ok(Self(Arc::new(Shared {
            cache: Cache::open(options.cache),
            executor: Arc::new(Executor::new()?),
            variants: Mutex::default(),
        })))
    }

    /// Says what the component in `bytes` is, without running any of it.
    ///
    /// # Errors
    /// `invalid.component`: the bytes are no component.
    pub fn inspect(&self, name: &str, bytes: &[u8]) -> Result<Inspection, Error> {
        let sha256 = digest::sha256(bytes);
        let settings = settings(&Policy::deny_all(name));
        let (component, _) = self.component(settings, name, &sha256, bytes)?;
        let exports = contract::exports(&component);
        let kind = contract::kind(&exports)
            .and_then(|kind| contract::function(&component, kind).map(|_| kind));
        Ok(Inspection {
            name: name.to_owned(),
            size: bytes.len() as u64,
            sha256,
            imports: contract::imports(&component),
            exports,
            problem: kind.as_ref().err().cloned(),
            kind: kind.ok(),
        })
    }

    /// Makes a skill of the component in `bytes`, held to `policy`. `config` is its role's table in the
    /// config. `name` is only what messages call it.
    ///
    /// Nothing of the component runs until the skill is called.
    ///
    /// # Errors
    /// `digest.mismatch`, `invalid.component`, `denied.import`; `internal` if no engine can be made.
    pub fn load(
        &self,
        name: &str,
        bytes: &[u8],
        policy: Arc<Policy>,
        config: Map<String, Value>,
    ) -> Result<Skill, Error> {
        let sha256 = digest::sha256(bytes);
        check_pin(name, &sha256, &policy)?;
        let (component, variant) = self.component(settings(&policy), name, &sha256, bytes)?;
        let invalid = |problem| Error::InvalidComponent {
            skill: name.to_owned(),
            problem,
            help: Some(format!("`omni skill inspect {name}` shows what it exports")),
        };
        let kind = contract::kind(&contract::exports(&component)).map_err(invalid)?;
        let function = contract::function(&component, kind).map_err(invalid)?;
        let imports = contract::imports(&component);
        let refusal = contract::refused(&imports, &policy);
        if !refusal.is_empty() {
            return Err(Error::Denied {
                skill: name.to_owned(),
                refusal: Box::new(refusal),
            });
        }
        if let Some(problem) = contract::wrong_version(&imports) {
            return Err(invalid(problem));
        }
        let instance = link(&component, &policy)?.map_err(|error| {
            let error = crate::text::tame(&format!("{error:#}"), 300);
            invalid(format!(
                "imports what this host has with other types: {error}"
            ))
        })?;
        Ok(Skill::new(Loaded {
            name: Arc::from(name),
            kind,
            sha256,
            policy,
            config: Arc::new(config),
            instance,
            function,
            variant,
            executor: Arc::clone(&self.0.executor),
        }))
    }

    /// The component in `bytes`, and the engine that it runs on.
    fn component(
        &self,
        settings: Settings,
        name: &str,
        sha256: &str,
        bytes: &[u8],
    ) -> Result<(Component, Arc<Variant>), Error> {
        malformed::check(name, bytes)?;
        let variant = self.variant(settings)?;
        match self.0.cache.component(&variant, sha256, bytes) {
            Ok(component) => Ok((component, variant)),
            Err(Unusable::Invalid(error)) => Err(malformed::explain(name, &error)),
            Err(Unusable::DoesNotFit(error)) if settings.pooled => {
                tracing::debug!("{name} does not fit the pool: {error:#}");
                let on_demand = Settings {
                    pooled: false,
                    ..settings
                };
                self.component(on_demand, name, sha256, bytes)
            }
            Err(Unusable::DoesNotFit(error)) => Err(Error::internal(&error)),
        }
    }

    fn variant(&self, settings: Settings) -> Result<Arc<Variant>, Error> {
        let variants = self.0.variants.lock();
        let mut variants = variants.unwrap_or_else(PoisonError::into_inner);
        if let Some(variant) = variants.get(&settings) {
            return Ok(Arc::clone(variant));
        }
        let variant = Arc::new(Variant::new(settings)?);
        variants.insert(settings, Arc::clone(&variant));
        Ok(variant)
    }
}

/// The pool is for what nearly all skills use; each pool reserves much address space.
fn settings(policy: &Policy) -> Settings {
    let fuel = policy.limits.fuel.is_some();
    Settings {
        stack: usize::try_from(policy.limits.stack.bytes()).unwrap_or(usize::MAX),
        fuel,
        pooled: !fuel && *policy.limits.stack == defaults::STACK,
    }
}

fn check_pin(name: &str, found: &str, policy: &Policy) -> Result<(), Error> {
    match &policy.component_sha256 {
        Some(expected) if expected != found => Err(Error::DigestMismatch {
            skill: name.to_owned(),
            policy: policy.place(),
            expected: expected.clone(),
            found: found.to_owned(),
        }),
        _ => Ok(()),
    }
}

/// Links what the policy grants and nothing else. The inner error is the component's fault.
fn link(
    component: &Component,
    policy: &Policy,
) -> Result<wasmtime::Result<InstancePre<CallState>>, Error> {
    let mut linker = Linker::new(component.engine());
    for interface in PROVIDED {
        if policy.decide(interface.capability()).allowed {
            interface
                .link(&mut linker)
                .map_err(|error| Error::internal(&error))?;
        }
    }
    Ok(linker.instantiate_pre(component))
}
