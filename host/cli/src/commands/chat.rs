//! `omni chat`: a conversation in one running host.

mod command;
mod input;

use std::io::IsTerminal as _;
use std::sync::Arc;

use omni_audit::Log;
use omni_llm::{Cancel, Message, Picture, Role};
use omni_loop::{
    Attachment, Change, Error as LoopError, Event, Host, Live, Request, RunOptions, Skills, Trail,
};
use omni_store::{Finish, RunRecord};

use self::command::Command;
use self::input::{Input, Line};
use crate::args::Chat;
use crate::commands::{ask, open};
use crate::context::Context;
use crate::error::CliError;
use crate::interrupt;
use crate::output::{self, DIM, GOOD, harmless, short_digest};
use crate::printer::Printer;

/// A conversation under way.
struct Session<'a> {
    context: &'a Context,
    host: Host,
    /// For commands; the host watches with its own.
    skills: Skills,
    options: RunOptions,
    /// The turns so far, a system turn first where there is one.
    history: Vec<Message>,
    /// What is shown with the next question.
    shown: Vec<Attachment>,
    last_run: Option<String>,
    json: bool,
}

/// Talks until the input ends or `/quit`. A question that fails ends itself, not the conversation; with piped
/// input the exit code is that of the last failure.
pub(crate) fn chat(context: &Context, arguments: &Chat, json: bool) -> Result<u8, CliError> {
    let context = &ask::with_model(context, arguments.model.as_deref());
    context.with_log(|log| {
        let trail = || Trail::new(Arc::clone(log));
        let skills = context.skills()?.recorded(trail());
        let host = host(context, log)?;
        let mut input = Input::open(json)?;
        let mut tell = input.teller();
        let _live = Live::watch(
            context
                .skills()?
                .calibrated(open::calibration(context, host.models())?)
                .recorded(trail()),
            Arc::clone(host.roles()),
            move |change| tell(&changed(&change)),
        )?;
        let mut session = Session {
            context,
            host,
            skills,
            options: ask::run_options(context, &arguments.run),
            history: Vec::new(),
            shown: Vec::new(),
            last_run: None,
            json,
        };
        session.begin(arguments.system.as_deref());
        if input.is_interactive() {
            output::note(&format!("{DIM}/help lists commands, ctrl-D ends{DIM:#}"));
        }
        session.talk(&mut input)
    })
}

fn host(context: &Context, log: &Arc<Log>) -> Result<Host, CliError> {
    open::host(context, context.skills()?, context.store()?, log, true)
}

impl Session<'_> {
    /// Forgets what was said.
    fn begin(&mut self, system: Option<&str>) {
        self.shown.clear();
        let system = system.map(|text| Message::new(Role::System, text));
        self.history = system.into_iter().collect();
    }

    fn talk(&mut self, input: &mut Input) -> Result<u8, CliError> {
        let mut code = 0;
        loop {
            let line = match input.read()? {
                Line::Text(line) => line,
                Line::Nothing => continue,
                Line::End => return Ok(code),
            };
            let done = match line.strip_prefix('/') {
                Some(command) => match Command::parse(command) {
                    Ok(Command::Quit) => return Ok(code),
                    Ok(command) => command.run(self),
                    Err(error) => Err(error),
                },
                None => self.ask(&line),
            };
            if let Err(error) = done {
                output::error(&error, self.json);
                code = error.exit_code();
            } else if input.is_interactive() {
                code = 0;
            }
        }
    }

    /// Asks, and remembers question and answer. What does not fit any more is forgotten from its beginning.
    fn ask(&mut self, prompt: &str) -> Result<(), CliError> {
        let (record, pictures) = loop {
            match self.run(prompt) {
                Err(LoopError::Model(error)) if error.code() == "prompt.too-long" => {
                    if !self.forget_oldest() {
                        self.shown.clear();
                        return Err(error.into());
                    }
                    output::note(&format!(
                        "{DIM}the oldest turn is forgotten: the model's context is full{DIM:#}"
                    ));
                }
                Err(error) => {
                    // A picture that cannot be shown is not shown with every question to come.
                    self.shown.clear();
                    return Err(error.into());
                }
                Ok(asked) => break asked,
            }
        };
        self.last_run = Some(record.run_id.clone());
        if record.finish == Finish::Cancelled {
            interrupt::tell(&record.run_id);
            return Ok(());
        }
        self.shown.clear();
        self.history.push(Message {
            pictures,
            // With what text came with it.
            ..Message::new(Role::User, &record.prompt)
        });
        self.history
            .push(Message::new(Role::Assistant, &record.response));
        Ok(())
    }

    /// The record, and the pictures that were shown.
    fn run(&self, prompt: &str) -> Result<(RunRecord, Vec<Picture>), LoopError> {
        let cancel = Cancel::default();
        let options = RunOptions {
            cancel: cancel.clone(),
            ..self.options.clone()
        };
        let request = Request {
            history: self.history.clone(),
            attachments: self.shown.clone(),
            ..Request::new(prompt)
        };
        let streams = !self.json && std::io::stdout().is_terminal();
        let mut printer = Printer::new(streams, options.confidence);
        interrupt::stops(&cancel);
        let mut pictures = Vec::new();
        let result = self.host.run(&request, &options, &mut |event: Event<'_>| {
            if let Event::Shown(shown) = event {
                pictures = shown.to_vec();
            }
            printer.event(&event);
        });
        interrupt::ends();
        let (record, unkept) = match result {
            // An answer that could not be kept is still an answer.
            Err(LoopError::NotKept { record, source }) => (*record, Some(source)),
            result => (result?, None),
        };
        let printed = match self.json {
            true => output::json_line(&record),
            false => printer.finish(&record),
        };
        if let Err(error) = printed {
            output::error(&error, false);
        }
        match unkept {
            Some(source) => Err(*source),
            None => Ok((record, pictures)),
        }
    }

    /// Forgets the first question and its answer. False if nothing is left to forget.
    fn forget_oldest(&mut self) -> bool {
        let first = self.history.iter().position(|turn| turn.role == Role::User);
        let Some(first) = first else {
            return false;
        };
        self.history
            .drain(first..(first + 2).min(self.history.len()));
        true
    }
}

/// A change of who plays a role, in a sentence.
fn changed(change: &Change) -> String {
    match change {
        Change::Swapped {
            role,
            name,
            sha256,
            generation,
        } => format!(
            "{role} is now {GOOD}{name}{GOOD:#} {DIM}({}, generation {generation}){DIM:#}",
            short_digest(sha256)
        ),
        Change::Kept { role, error } => {
            let role = role
                .as_ref()
                .map_or_else(String::new, |role| format!(" {role}"));
            let error = harmless(&error.to_string());
            format!("the skills changed, and{role} stays as it was: {error}")
        }
    }
}
