//! Where a conversation's lines come from: a person at a terminal, or a pipe.

use std::io::{self, BufRead as _, IsTerminal as _, Read as _};

use rustyline::error::ReadlineError;
use rustyline::history::MemHistory;
use rustyline::{Config, Editor, ExternalPrinter as _};

use crate::error::CliError;
use crate::output;

/// The longest piped line, in bytes. A model's context is far shorter.
const MAX_LINE: u64 = 16 << 20;

/// One line of a conversation.
pub(super) enum Line {
    Text(String),
    /// An empty line, or one that ctrl-C took back.
    Nothing,
    End,
}

pub(super) enum Input {
    Terminal(Box<Editor<(), MemHistory>>),
    Pipe(io::StdinLock<'static>),
}

impl Input {
    /// A terminal that somebody types at, unless JSON is wanted; else stdin line by line.
    pub(super) fn open(json: bool) -> Result<Self, CliError> {
        if json || !io::stdin().is_terminal() || !io::stdout().is_terminal() {
            return Ok(Self::Pipe(io::stdin().lock()));
        }
        // What was asked stays in memory: a file of it would be one more place that prompts lie in.
        let editor = Editor::with_history(Config::default(), MemHistory::new());
        Ok(Self::Terminal(Box::new(editor.map_err(unreadable)?)))
    }

    pub(super) fn is_interactive(&self) -> bool {
        matches!(self, Self::Terminal(_))
    }

    /// Says something from another thread without tearing the line that is being typed.
    pub(super) fn teller(&mut self) -> Box<dyn FnMut(&str) + Send> {
        if let Self::Terminal(editor) = self
            && let Ok(mut printer) = editor.create_external_printer()
        {
            return Box::new(move |text| {
                let text = anstream::adapter::strip_str(text).to_string();
                let _ = printer.print(text + "\n");
            });
        }
        Box::new(output::note)
    }

    pub(super) fn read(&mut self) -> Result<Line, CliError> {
        let text = match self {
            Self::Terminal(editor) => match editor.readline("> ") {
                Ok(line) => {
                    let _ = editor.add_history_entry(&line);
                    line
                }
                Err(ReadlineError::Interrupted) => return Ok(Line::Nothing),
                Err(ReadlineError::Eof) => return Ok(Line::End),
                Err(error) => return Err(unreadable(error)),
            },
            Self::Pipe(stdin) => {
                let mut line = Vec::new();
                let read = stdin.take(MAX_LINE).read_until(b'\n', &mut line);
                if read.map_err(unreadable)? == 0 {
                    return Ok(Line::End);
                }
                if line.len() as u64 == MAX_LINE {
                    return Err(unreadable("a line is longer than 16 MiB"));
                }
                String::from_utf8(line).map_err(|_| unreadable("it is not UTF-8 text"))?
            }
        };
        match text.trim() {
            "" => Ok(Line::Nothing),
            text => Ok(Line::Text(text.to_owned())),
        }
    }
}

fn unreadable(error: impl std::fmt::Display) -> CliError {
    CliError::new(
        "prompt.unreadable",
        format!("the input cannot be read: {error}"),
        "type at a terminal, or pipe lines of UTF-8 text in",
    )
}
