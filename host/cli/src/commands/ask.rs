//! `omni ask PROMPT`

use std::io::{IsTerminal as _, Read as _};
use std::path::Path;
use std::sync::Arc;

use omni_audit::Log;
use omni_llm::{Message, Role};
use omni_loop::{Config, Error as LoopError, Event, Reflection, Request, RunOptions};
use omni_store::Finish;

use crate::args::{Ask, RunArguments};
use crate::commands::{attach, open};
use crate::context::Context;
use crate::error::CliError;
use crate::interrupt;
use crate::output;
use crate::printer::Printer;

/// The longest prompt that is read from stdin. A model's context is far shorter.
const MAX_STDIN_BYTES: u64 = 16 << 20;

/// The largest `--expect` file.
const MAX_EXPECT_BYTES: u64 = 1 << 20;

/// Asks once and prints the answer, or with `json` the run record.
pub(crate) fn ask(context: &Context, arguments: &Ask, json: bool) -> Result<u8, CliError> {
    let request = request(context, arguments)?;
    context.with_log(|log| answer(context, arguments, &request, log, json))
}

fn answer(
    context: &Context,
    arguments: &Ask,
    request: &Request,
    log: &Arc<Log>,
    json: bool,
) -> Result<u8, CliError> {
    let context = &with_model(context, arguments.model.as_deref());
    let skills = context.skills()?.with_scorer(arguments.scorer.clone());
    let options = run_options(context, &arguments.run);
    let sees = !arguments.image.is_empty();
    let host = open::host(context, skills, context.store()?, log, sees)?;
    let mut printer = Printer::new(!json && std::io::stdout().is_terminal(), options.confidence);
    interrupt::stops(&options.cancel);
    let result = host.run(request, &options, &mut |event: Event<'_>| {
        printer.event(&event);
    });
    interrupt::ends();
    let (record, unkept) = match result {
        // An answer that could not be kept is still an answer.
        Err(LoopError::NotKept { record, source }) => (*record, Some(CliError::from(*source))),
        result => (result?, None),
    };
    if json {
        output::json(&record)?;
    } else {
        printer.finish(&record)?;
    }
    if let Some(error) = unkept {
        output::error(&error, false);
        return Ok(error.exit_code());
    }
    if record.finish == Finish::Cancelled {
        interrupt::tell(&record.run_id);
        return Ok(interrupt::exit_code());
    }
    Ok(0)
}

/// The context with another model, if one is named. What the config's model sees with is not for another.
pub(crate) fn with_model(context: &Context, model: Option<&str>) -> Context {
    let mut context = context.clone();
    if let Some(model) = model {
        // A path on the command line starts from here, one in the config from the config's folder.
        let folder = std::env::current_dir().unwrap_or_default();
        context.config.model.main = Config {
            folder,
            ..named(model)
        }
        .main();
        context.config.model.mmproj = None;
    }
    context
}

/// A config that names this model alone.
fn named(model: &str) -> Config {
    let mut config = Config::default();
    config.model.main = model.to_owned();
    config
}

fn request(context: &Context, arguments: &Ask) -> Result<Request, CliError> {
    let images = arguments.image.iter();
    if arguments.prompt == "-" && images.clone().any(|file| attach::is_stdin(file)) {
        return Err(attach::one_stdin());
    }
    let prompt = match arguments.prompt.as_str() {
        "-" => from_stdin()?,
        prompt => prompt.to_owned(),
    };
    if prompt.trim().is_empty() {
        return Err(LoopError::EmptyPrompt.into());
    }
    let system = arguments.system.iter();
    let history = system
        .map(|text| Message::new(Role::System, text))
        .collect();
    let expect = arguments.expect.as_deref().map(expect).transpose()?;
    Ok(Request {
        history,
        expect,
        attachments: attach::read(context, &arguments.image)?,
        ..Request::new(prompt)
    })
}

fn from_stdin() -> Result<String, CliError> {
    let mut bytes = Vec::new();
    let refuse = |reason: String| {
        CliError::new(
            "prompt.unreadable",
            reason,
            "pipe UTF-8 text into `omni ask -`",
        )
    };
    std::io::stdin()
        .lock()
        .take(MAX_STDIN_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| refuse(format!("stdin cannot be read: {error}")))?;
    if bytes.len() as u64 > MAX_STDIN_BYTES {
        return Err(refuse(
            "the prompt on stdin is larger than 16 MiB".to_owned(),
        ));
    }
    let text = String::from_utf8(bytes)
        .map_err(|_| refuse("the prompt on stdin is not UTF-8 text".to_owned()))?;
    // The line end belongs to the pipe, not to the prompt.
    Ok(text.trim_end_matches(['\n', '\r']).to_owned())
}

/// Reads what the answer must satisfy. What the keys mean is the validators' business.
fn expect(path: &Path) -> Result<String, CliError> {
    let refuse = |reason: String| {
        CliError::new(
            "invalid.expect",
            format!("{}: {reason}", path.display()),
            "give a file with one JSON object, such as {\"max_words\": 20}",
        )
    };
    let mut text = String::new();
    std::fs::File::open(path)
        .and_then(|file| file.take(MAX_EXPECT_BYTES + 1).read_to_string(&mut text))
        .map_err(|error| refuse(error.to_string()))?;
    if text.len() as u64 > MAX_EXPECT_BYTES {
        return Err(refuse("it is larger than 1 MiB".to_owned()));
    }
    let value: serde_json::Value =
        serde_json::from_str(&text).map_err(|error| refuse(format!("it is no JSON: {error}")))?;
    let Some(expect) = value.as_object() else {
        return Err(refuse("it is no JSON object".to_owned()));
    };
    omni_loop::expect::check(expect)?;
    Ok(value.to_string())
}

/// How the config and the command line want it.
pub(crate) fn run_options(context: &Context, arguments: &RunArguments) -> RunOptions {
    let mut options = context.config.run_options();
    options.seed = arguments.seed.unwrap_or_else(random_seed);
    if let Some(iterations) = arguments.max_iterations {
        options.max_iterations = iterations;
    }
    if let Some(temperature) = arguments.temperature {
        options.temperature = temperature;
    }
    if let Some(max_tokens) = arguments.max_tokens {
        options.max_tokens = max_tokens;
    }
    if arguments.no_reflect {
        options.reflection = Reflection::Off;
    }
    options
}

/// Small enough to be typed again, and exact in any JSON reader.
fn random_seed() -> u64 {
    u64::from(uuid::Uuid::new_v4().as_fields().0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expect_file_is_one_json_object() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("expect.json");
        assert_eq!(expect(&path).unwrap_err().code, "invalid.expect");
        for (text, named) in [
            ("[1]", "no JSON object"),
            ("{", "no JSON"),
            ("\u{0}", "no JSON"),
        ] {
            std::fs::write(&path, text).unwrap();
            let error = expect(&path).unwrap_err();
            assert!(error.message.contains(named), "{text}: {}", error.message);
        }
        std::fs::write(&path, "{\"max_words\": 3}").unwrap();
        assert_eq!(expect(&path).unwrap(), "{\"max_words\":3}");
    }
}
