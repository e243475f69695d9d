//! From bytes and a policy to a skill that can be called.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use omni_policy::{Capability, Policy, defaults};
use serde_json::{Map, Value};
use wasmtime::component::{Component, InstancePre, Linker};

use crate::cache::{Cache, Key};
use crate::capability;
use crate::contract::Problem;
use crate::engine::{Settings, Variant};
use crate::executor::Executor;
use crate::outline::Outline;
use crate::precompiled::Code;
use crate::skill::Loaded;
use crate::state::CallState;
use crate::{Error, Inspection, Skill, contract, digest, malformed, weight};

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

    /// Says what the component in `bytes` is, without running or compiling any of it: whether its functions
    /// are valid, and whether it is too much to compile, shows when it is loaded.
    ///
    /// # Errors
    /// `invalid.component`: the bytes are no component.
    pub fn inspect(&self, name: &str, bytes: &[u8]) -> Result<Inspection, Error> {
        let sha256 = digest::sha256(bytes);
        malformed::check(name, bytes)?;
        let outline = Outline::read(name, bytes)?;
        let exports = outline.exports();
        let kind = contract::kind(&exports).map_err(|problem| problem.text);
        let kind = kind.and_then(|kind| outline.check(kind).map(|()| kind));
        Ok(Inspection {
            name: name.to_owned(),
            size: bytes.len() as u64,
            sha256,
            imports: outline.imports(),
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
        self.load_as(name, bytes, policy, config, false)
    }

    /// As [`Runtime::load`], but to find out what the skill wants: everything is linked, what `policy` does
    /// not grant is noted in [`Usage::uses`](crate::Usage::uses). What is harmless it gets (log, config, clock,
    /// random); folders, hosts, variables, the store and the model that are not granted are denied.
    ///
    /// # Errors
    /// As [`Runtime::load`]; `denied.import` only for what no policy can grant.
    pub fn load_observing(
        &self,
        name: &str,
        bytes: &[u8],
        policy: Arc<Policy>,
        config: Map<String, Value>,
    ) -> Result<Skill, Error> {
        self.load_as(name, bytes, policy, config, true)
    }

    fn load_as(
        &self,
        name: &str,
        bytes: &[u8],
        policy: Arc<Policy>,
        config: Map<String, Value>,
        observing: bool,
    ) -> Result<Skill, Error> {
        let sha256 = digest::sha256(bytes);
        check_pin(name, &sha256, &policy)?;
        let (component, variant) = self.component(settings(&policy), name, &sha256, bytes)?;
        let invalid = |problem: Problem| Error::InvalidComponent {
            skill: name.to_owned(),
            problem: problem.text,
            help: problem
                .help
                .or_else(|| Some(format!("`omni skill inspect {name}` shows what it exports"))),
        };
        let rebuild = |text: String| {
            let help = "build it against this host's wit/, or with this version's omni-skill";
            invalid(Problem {
                text,
                help: Some(help.to_owned()),
            })
        };
        let kind = contract::kind(&contract::exports(&component)).map_err(invalid)?;
        let function = contract::function(&component, kind).map_err(|problem| {
            // Read again for the sake of a better message.
            let outline = Outline::read(name, bytes);
            rebuild(
                outline
                    .map_or(None, |outline| outline.check(kind).err())
                    .unwrap_or(problem),
            )
        })?;
        let imports = contract::imports(&component);
        let refusal = contract::refused(&imports, &policy, observing);
        if !refusal.is_empty() {
            return Err(Error::Denied {
                skill: name.to_owned(),
                refusal: Box::new(refusal),
            });
        }
        if let Some(problem) = contract::wrong_version(&imports) {
            return Err(invalid(problem));
        }
        let instance = link(&component, &policy, observing)?.map_err(|error| {
            let outline = Outline::read(name, bytes);
            let difference = outline.map_or(None, |outline| outline.check_imports().err());
            rebuild(difference.unwrap_or_else(|| {
                let error = crate::text::tame(&format!("{error:#}"), 300);
                format!("imports what this host has with other types: {error}")
            }))
        })?;
        let takers = [
            Capability::Kv,
            Capability::Llm,
            Capability::Filesystem,
            Capability::Http,
        ];
        let hands_over_data = takers.iter().any(|taker| policy.decide(*taker).allowed);
        Ok(Skill::new(Loaded {
            name: Arc::from(name),
            kind,
            sha256,
            policy,
            config: Arc::new(config),
            observing,
            hands_over_data,
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
        weight::check(name, bytes)?;
        let (cache, variant) = (&self.0.cache, self.variant(settings)?);
        let key = Key {
            sha256,
            compatibility: &variant.compatibility,
        };
        if let Some(code) = cache.find(key) {
            match self.place(settings, &code)? {
                Ok(placed) => return Ok(placed),
                Err(error) => tracing::debug!("not using a compiled skill: {error:#}"),
            }
        }
        let code = Code::compile(&variant.engine, bytes)
            .map_err(|error| malformed::explain(name, &error))?;
        let placed = self
            .place(settings, &code)?
            .map_err(|error| Error::internal(&error))?;
        cache.keep(key, &code);
        Ok(placed)
    }

    /// Puts `code` on the engine of `settings`; if it does not fit that engine's pool, on the one without a
    /// pool, which runs the same code. The inner error: it fits neither.
    fn place(
        &self,
        settings: Settings,
        code: &Code,
    ) -> Result<wasmtime::Result<(Component, Arc<Variant>)>, Error> {
        let variant = self.variant(settings)?;
        match code.load(&variant.engine) {
            Ok(component) => Ok(Ok((component, variant))),
            Err(error) if settings.pooled => {
                tracing::debug!("a skill does not fit the pool: {error:#}");
                let on_demand = Settings {
                    pooled: false,
                    ..settings
                };
                self.place(on_demand, code)
            }
            Err(error) => Ok(Err(error)),
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
    observing: bool,
) -> Result<wasmtime::Result<InstancePre<CallState>>, Error> {
    let mut linker = Linker::new(component.engine());
    capability::link_granted(&mut linker, policy, observing)
        .map_err(|error| Error::internal(&error))?;
    Ok(linker.instantiate_pre(component))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::precompiled::COMPILED;

    /// Loads a component whose table does not fit the pool, as another process would. How often it compiled.
    fn compilations(folder: &Path) -> usize {
        let text =
            "(component (core module $m (table 200000 funcref)) (core instance (instantiate $m)))";
        let bytes = wat::parse_str(text).unwrap();
        let before = COMPILED.get();
        let cache = Some(folder.to_owned());
        let runtime = Runtime::new(RuntimeOptions { cache }).unwrap();
        let settings = settings(&Policy::deny_all("guest"));
        let sha256 = digest::sha256(&bytes);
        let (_, variant) = runtime
            .component(settings, "guest", &sha256, &bytes)
            .unwrap();
        let pooled = runtime.variant(settings).unwrap();
        assert!(!Arc::ptr_eq(&variant, &pooled), "it did fit the pool");
        COMPILED.get() - before
    }

    #[test]
    fn what_does_not_fit_the_pool_is_compiled_once() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(compilations(folder.path()), 1);
        assert_eq!(compilations(folder.path()), 0);
    }
}
