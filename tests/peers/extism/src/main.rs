//! usage: peer-extism COMPONENT PLUGIN
//! Times one scorer in a fresh instance, as a component of Omni-Loop and as a plug-in of extism, both with a memory limit of
//! 256 MiB and a deadline of 2 s. Prints microseconds a call as JSON; `make bench` puts it into its table.

use std::path::Path;
use std::time::{Duration, Instant};

use extism::{CompiledPlugin, Manifest, Plugin, PluginBuilder, Wasm};
use omni_policy::Policy;
use omni_skills::types::Attempt;
use omni_skills::{Runtime, RuntimeOptions, Scorer};
use serde_json::{Map, Value, json};

/// Turn by turn, so that a busy machine is equally unfair to all; the least of each is what it costs.
const ROUNDS: usize = 40;
const CALLS: u32 = 200;

const POLICY: &str = r#"
skill = "scorer"
[limits]
memory = "256MiB"
time = "2s"
"#;

type Error = Box<dyn std::error::Error>;

fn main() -> Result<(), Error> {
    let arguments: Vec<_> = std::env::args_os().skip(1).collect();
    let [component, plugin] = arguments.as_slice() else {
        return Err("usage: peer-extism COMPONENT PLUGIN".into());
    };
    let attempt = json!({
        "request": {"prompt": "What is the capital of France?"},
        "response": "The capital of France is Paris. It lies on the Seine.",
    });
    let ours = component_at(component.as_ref())?;
    let theirs = plugin_at(plugin.as_ref())?;
    let mut kept = Plugin::new_from_compiled(&theirs)?;
    let input = serde_json::to_string(&attempt)?;
    let attempt: Attempt = serde_json::from_value(attempt)?;

    let fresh = || -> Result<String, Error> {
        Ok(Plugin::new_from_compiled(&theirs)?.call("score", &input)?)
    };
    same(&ours, &attempt, &fresh()?)?;
    let mut best = [Duration::MAX; 3];
    for _ in 0..ROUNDS {
        timed(&mut best[0], || Ok(drop(ours.score(&attempt).result?)))?;
        timed(&mut best[1], || Ok(drop(fresh()?)))?;
        timed(&mut best[2], || {
            Ok(drop(kept.call::<_, String>("score", &input)?))
        })?;
    }
    let [ours, theirs, kept] = best.map(|time| time.as_secs_f64() * 1e6);
    println!(
        "{}",
        json!({"omni_skills_us": ours, "extism_us": theirs, "extism_kept_us": kept})
    );
    Ok(())
}

fn component_at(path: &Path) -> Result<Scorer, Error> {
    let policy = Policy::parse(Path::new("scorer.toml"), POLICY)?;
    let runtime = Runtime::new(RuntimeOptions::default())?;
    let skill = runtime.load("scorer", &std::fs::read(path)?, policy.into(), Map::new())?;
    Ok(Scorer::try_from(skill)?)
}

fn plugin_at(path: &Path) -> Result<CompiledPlugin, Error> {
    let pages = (256 << 20) / 65_536;
    let manifest = Manifest::new([Wasm::data(std::fs::read(path)?)])
        .with_memory_max(pages)
        .with_timeout(Duration::from_secs(2));
    Ok(CompiledPlugin::new(PluginBuilder::new(manifest))?)
}

/// Two answers that differ would not be the same work.
fn same(ours: &Scorer, attempt: &Attempt, theirs: &str) -> Result<(), Error> {
    let ours = ours.score(attempt).result?;
    let theirs: Value = serde_json::from_str(theirs)?;
    let confidence = theirs["confidence"].as_f64().unwrap_or_default() as f32;
    match confidence == ours.confidence && theirs["reasons"] == json!(ours.reasons) {
        true => Ok(()),
        false => Err(format!("{ours:?} is not {theirs}").into()),
    }
}

/// Keeps the least time of one call, over some.
fn timed(best: &mut Duration, mut call: impl FnMut() -> Result<(), Error>) -> Result<(), Error> {
    let start = Instant::now();
    for _ in 0..CALLS {
        call()?;
    }
    *best = (*best).min(start.elapsed() / CALLS);
    Ok(())
}
