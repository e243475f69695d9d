//! One call: a fresh store, every limit set before the first instruction, and what came of it.

use std::time::{Duration, Instant};

use wasmtime::component::{ComponentNamedList, Lift, Lower};
use wasmtime::{Store, UpdateDeadline};

use crate::check::Output;
use crate::context::Stop;
use crate::failure;
use crate::skill::Loaded;
use crate::state::{CallState, Halt};
use crate::types::SkillError;
use crate::{CallContext, Error, Outcome, Skill, Usage};

/// What a skill may hand over at once to a store, a model, a file or a server, in bytes.
const MOST_HANDED_OVER: u64 = 2 << 20;

/// How often a call that waits looks whether it should stop.
const LOOK: Duration = Duration::from_millis(50);

impl Skill {
    /// Calls the skill's function. `P` and `R` are what loading checked its types against.
    pub(crate) fn call<P, R>(&self, context: &CallContext, params: P) -> Outcome<R>
    where
        P: ComponentNamedList + Lower + Send + Sync,
        R: Output + Lift + Send + Sync + 'static,
    {
        let skill = self.loaded();
        let called = skill.executor.wait(async {
            // Waiting for a place is nothing that the skill does, so its time begins afterwards. It
            // never fails, since the semaphore is never closed.
            let _place = skill.variant.places.acquire().await;
            run(skill, context, params).await
        });
        match called {
            Ok((result, usage)) => Outcome {
                result: result.and_then(|output: R| output.checked(skill)),
                usage,
            },
            Err(error) => Outcome {
                result: Err(error),
                usage: Usage::default(),
            },
        }
    }
}

async fn run<P, R>(skill: &Loaded, context: &CallContext, params: P) -> (Result<R, Error>, Usage)
where
    P: ComponentNamedList + Lower + Send + Sync,
    R: Lift + Send + Sync + 'static,
{
    let limit = skill.policy.limits.time.duration();
    let start = Instant::now();
    let _running = skill.variant.ticker.hold();
    let mut store = match store(skill, context, start + limit) {
        Ok(store) => store,
        Err(error) => return (Err(Error::internal(&error)), Usage::default()),
    };
    // The epoch ends a guest that runs; this ends one that waits for the host.
    let entered = enter(skill, &mut store, params);
    let called = until(start + limit, context.stop.as_deref(), entered).await;
    let called = called.unwrap_or_else(|halt| Err(halt.into()));
    // A guest that was quicker than the clock's tick, or found its handles gone.
    let called = match called {
        Err(error) if error.downcast_ref::<Halt>().is_some() => Err(error),
        _ if store.data().called_too_often() => Err(Halt::HostCalls.into()),
        called => called,
    };
    let time = start.elapsed();
    let result = match called {
        Ok(Ok(output)) => Ok(output),
        Ok(Err(error)) => Err(failure::of_skill(skill, &error)),
        Err(error) => Err(failure::of_call(skill, store.data(), time, &error)),
    };
    let usage = usage(skill, store, time);
    (result, usage)
}

/// Waits for `work`, no longer than until `deadline` or until somebody asks for it to stop.
async fn until<F: Future>(
    deadline: Instant,
    stop: Option<&dyn Stop>,
    work: F,
) -> Result<F::Output, Halt> {
    let stopped = || stop.is_some_and(Stop::is_set);
    let mut work = std::pin::pin!(work);
    loop {
        if stopped() {
            return Err(Halt::Stopped);
        }
        let now = Instant::now();
        if now >= deadline {
            return Err(Halt::Time);
        }
        let left = match stop {
            Some(_) => (deadline - now).min(LOOK),
            None => deadline - now,
        };
        if let Ok(done) = tokio::time::timeout(left, work.as_mut()).await {
            return Ok(done);
        }
    }
}

/// Instantiates, which may run a start function, and calls.
async fn enter<P, R>(
    skill: &Loaded,
    store: &mut Store<CallState>,
    params: P,
) -> wasmtime::Result<Result<R, SkillError>>
where
    P: ComponentNamedList + Lower + Send + Sync,
    R: Lift + Send + Sync + 'static,
{
    let instance = skill.instance.instantiate_async(&mut *store).await?;
    let function =
        instance.get_typed_func::<P, (Result<R, SkillError>,)>(&mut *store, &skill.function)?;
    let (result,) = function.call_async(store, params).await?;
    Ok(result)
}

/// A store with every limit set.
fn store(
    skill: &Loaded,
    context: &CallContext,
    deadline: Instant,
) -> wasmtime::Result<Store<CallState>> {
    let limits = &skill.policy.limits;
    let state = CallState::new(skill, context, deadline);
    let mut store = Store::new(&skill.variant.engine, state);
    store.limiter(|state| &mut state.meter);
    store.set_epoch_deadline(1);
    store.epoch_deadline_callback(move |store| {
        if Instant::now() >= deadline {
            return Err(Halt::Time.into());
        }
        if store.data().context.is_stopped() {
            return Err(Halt::Stopped.into());
        }
        match store.data().called_too_often() {
            true => Err(Halt::HostCalls.into()),
            false => Ok(UpdateDeadline::Continue(1)),
        }
    });
    // Bounds what one crossing from guest to host may make the host allocate: the result, or the
    // arguments of a host call, which are log lines, or data for somebody outside. What the result alone
    // may be is checked again.
    let crossing = limits.output.bytes().max(limits.log.bytes());
    let crossing = match skill.hands_over_data {
        true => crossing.max(MOST_HANDED_OVER),
        false => crossing,
    };
    store.set_hostcall_fuel(usize::try_from(crossing).unwrap_or(usize::MAX));
    if let Some(fuel) = *limits.fuel {
        store.set_fuel(fuel)?;
    }
    Ok(store)
}

fn usage(skill: &Loaded, store: Store<CallState>, time: Duration) -> Usage {
    let fuel = skill.policy.limits.fuel.map(|limit| {
        let left = store.get_fuel().unwrap_or(0);
        limit.saturating_sub(left)
    });
    let mut state = store.into_data();
    let uses = state.finish();
    Usage {
        time,
        memory_peak: state.meter.peak(),
        host_calls: state.host_calls,
        fuel,
        llm_tokens: state.llm_tokens,
        log: state.log().take(),
        uses: uses.into_vec(),
    }
}
