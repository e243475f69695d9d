//! `omni model list · pull · add`

use omni_llm::{CATALOGUE, ModelEntry, ModelStore, Progress, Pulled};
use serde::Serialize;

use crate::args::Model as Command;
use crate::context::Context;
use crate::error::CliError;
use crate::output::{self, DIM, GOOD};
use crate::progress;

pub(crate) fn run(context: &Context, command: Command, json: bool) -> Result<(), CliError> {
    let store = ModelStore::new(context.models());
    match command {
        Command::List => list(context, &store, json),
        Command::Pull { name } => {
            context.make_home()?;
            let pulled = with_bar("pulling", |on_progress| store.pull(&name, on_progress))?;
            told(&name, &pulled, json)
        }
        Command::Add { file, name } => {
            context.make_home()?;
            let name = name.as_deref();
            let added = with_bar("adding", |on_progress| store.add(&file, name, on_progress))?;
            let (Pulled::Fetched(path) | Pulled::Present(path)) = &added;
            let name = path
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            told(&name, &added, json)
        }
    }
}

/// A line of `omni model list`.
#[derive(Serialize)]
struct Listed {
    #[serde(flatten)]
    model: ModelEntry,
    /// Whether the file is here; if not, `omni model pull` fetches it.
    present: bool,
}

fn list(context: &Context, store: &ModelStore, json: bool) -> Result<(), CliError> {
    let here = store.list()?;
    let absent = CATALOGUE
        .iter()
        .filter(|known| here.iter().all(|model| model.name != known.name));
    let absent = absent.map(|known| Listed {
        model: ModelEntry {
            name: known.name.to_owned(),
            path: context.models().join(format!("{}.gguf", known.name)),
            bytes: known.bytes,
            sha256: Some(known.sha256.to_owned()),
            architecture: None,
            description: Some(known.description.to_owned()),
            fault: None,
        },
        present: false,
    });
    let present = here.iter().cloned().map(|model| Listed {
        model,
        present: true,
    });
    let listed: Vec<_> = present.chain(absent).collect();
    if json {
        return output::json(&listed);
    }
    let rows = listed.into_iter().map(|Listed { model, present }| {
        let state = match (&model.fault, present) {
            (Some(fault), _) => fault.clone(),
            (None, true) => "here".to_owned(),
            (None, false) => format!("omni model pull {}", model.name),
        };
        let size = format!("{:.0} MB", model.bytes as f64 / 1e6);
        [
            model.name,
            state,
            size,
            output::harmless(&model.description.unwrap_or_default()),
        ]
    });
    output::table(["model", "state", "size", "what it is"], rows)
}

/// Runs `work` under a bar of bytes.
fn with_bar(
    label: &str,
    work: impl FnOnce(&mut dyn FnMut(Progress)) -> Result<Pulled, omni_llm::Error>,
) -> Result<Pulled, CliError> {
    let bar = progress::bytes(label);
    let done = work(&mut |progress: Progress| {
        bar.set_length(progress.total);
        bar.set_position(progress.bytes);
    });
    bar.finish_and_clear();
    Ok(done?)
}

fn told(name: &str, pulled: &Pulled, json: bool) -> Result<(), CliError> {
    let (path, fetched) = match pulled {
        Pulled::Fetched(path) => (path, true),
        Pulled::Present(path) => (path, false),
    };
    if json {
        return output::json(&serde_json::json!({
            "name": name, "path": path.display().to_string(), "fetched": fetched
        }));
    }
    let how = if fetched { "ready" } else { "already here" };
    output::line(&format!(
        "{GOOD}{name}{GOOD:#} is {how} {DIM}({}){DIM:#}",
        path.display()
    ))
}
