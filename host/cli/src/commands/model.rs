//! `omni model list · pull · add`

use omni_llm::{CATALOGUE, Cancel, CatalogueModel, ModelEntry, ModelStore, Progress, Pulled};
use serde::Serialize;

use crate::args::Model as Command;
use crate::context::Context;
use crate::error::CliError;
use crate::interrupt;
use crate::output::{self, DIM, GOOD};
use crate::progress;

pub(crate) fn run(context: &Context, command: Command, json: bool) -> Result<(), CliError> {
    let store = ModelStore::new(context.models());
    match command {
        Command::List => list(context, &store, json),
        Command::Pull { name } => {
            context.make_home()?;
            let pulled = with_bar("pulling", |cancel, on_progress| {
                store.pull(&name, cancel, on_progress)
            })?;
            told(&name, &pulled, json)
        }
        Command::Add { file, name } => {
            context.make_home()?;
            let name = name.as_deref();
            let added = with_bar("adding", |cancel, on_progress| {
                store.add(&file, name, cancel, on_progress)
            })?;
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
    name: String,
    /// Whether the file is here; if not, `omni model pull` fetches it.
    present: bool,
    path: String,
    bytes: u64,
    sha256: Option<String>,
    architecture: Option<String>,
    description: Option<String>,
    /// Why the file cannot be used, if it cannot.
    fault: Option<String>,
}

impl Listed {
    fn of_file(model: ModelEntry) -> Self {
        Self {
            name: model.name,
            present: true,
            path: model.path.display().to_string(),
            bytes: model.bytes,
            sha256: model.sha256,
            architecture: model.architecture,
            description: model.description,
            fault: model.fault,
        }
    }

    fn of_catalogue(model: &CatalogueModel, context: &Context) -> Self {
        let path = context.models().join(format!("{}.gguf", model.name));
        Self {
            name: model.name.to_owned(),
            present: false,
            path: path.display().to_string(),
            bytes: model.bytes,
            sha256: Some(model.sha256.to_owned()),
            architecture: None,
            description: Some(model.description.to_owned()),
            fault: None,
        }
    }
}

fn list(context: &Context, store: &ModelStore, json: bool) -> Result<(), CliError> {
    let mut listed: Vec<_> = store.list()?.into_iter().map(Listed::of_file).collect();
    for known in CATALOGUE {
        if listed.iter().all(|model| model.name != known.name) {
            listed.push(Listed::of_catalogue(known, context));
        }
    }
    if json {
        return output::json(&listed);
    }
    let rows = listed.into_iter().map(|model| {
        let state = match (model.fault, model.present) {
            (Some(fault), _) => fault,
            (None, true) => "here".to_owned(),
            (None, false) => format!("omni model pull {}", model.name),
        };
        let size = format!("{:.0} MB", model.bytes as f64 / 1e6);
        [
            model.name,
            state,
            size,
            model.description.unwrap_or_default(),
        ]
    });
    output::table(["model", "state", "size", "what it is"], rows)
}

/// Runs `work` under a bar of bytes; a signal asks it to stop, and to leave nothing behind.
fn with_bar(
    label: &str,
    work: impl FnOnce(&Cancel, &mut dyn FnMut(Progress)) -> Result<Pulled, omni_llm::Error>,
) -> Result<Pulled, CliError> {
    let bar = progress::bytes(label);
    let cancel = Cancel::default();
    interrupt::stops(&cancel);
    let done = work(&cancel, &mut |progress: Progress| {
        bar.set_length(progress.total);
        bar.set_position(progress.bytes);
    });
    interrupt::ends();
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
