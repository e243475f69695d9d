//! What a call used, and what came of it.

use std::time::Duration;

use serde::Serialize;
use wasmtime::component::{ComponentType, Lift};

use crate::Error;
use crate::text::tame;

/// What came of a call, and what it used. A call that failed has used something too.
#[derive(Clone, Debug)]
pub struct Outcome<T> {
    /// What it returned, checked, or why it returned nothing.
    pub result: Result<T, Error>,
    /// What it used.
    pub usage: Usage,
}

/// What a call used.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Usage {
    /// Wall clock, from before its instantiation to after its return. Waiting for a free place in the
    /// pool is not counted.
    pub time: Duration,
    /// The most bytes that its memories and tables held together.
    pub memory_peak: u64,
    /// How often it called the host.
    pub host_calls: u64,
    /// What it burnt, where its policy sets a limit.
    pub fuel: Option<u64>,
    /// What it logged, in order.
    pub log: Vec<LogLine>,
}

/// A line that a skill logged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LogLine {
    /// How much it matters.
    pub level: Level,
    /// The line, with control characters escaped.
    pub message: String,
}

/// How much a log line matters.
#[derive(ComponentType, Lift, Serialize, Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[component(enum)]
#[serde(rename_all = "kebab-case")]
#[repr(u8)]
pub enum Level {
    /// Step by step.
    #[component(name = "trace")]
    Trace,
    /// For who writes the skill.
    #[component(name = "debug")]
    Debug,
    /// For who runs it.
    #[component(name = "info")]
    Info,
    /// Something is not as it should be.
    #[component(name = "warn")]
    Warn,
    /// Something failed.
    #[component(name = "error")]
    Error,
}

impl std::fmt::Display for Level {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Trace => "trace",
            Self::Debug => "debug",
            Self::Info => "info",
            Self::Warn => "warn",
            Self::Error => "error",
        })
    }
}

/// The lines of one call, within their limit.
#[derive(Debug, Default)]
pub(crate) struct LogBook {
    pub(crate) lines: Vec<LogLine>,
    bytes: u64,
}

impl LogBook {
    /// Whether one more line leaves all lines together within `limit` bytes. A line's end counts as one
    /// byte, so that empty lines are not free.
    pub(crate) fn has_room(&self, message: &str, limit: u64) -> bool {
        self.bytes.saturating_add(Self::size(message)) <= limit
    }

    /// Writes a line, and returns it as it is kept.
    pub(crate) fn write(&mut self, level: Level, message: &str) -> &str {
        self.bytes += Self::size(message);
        let message = tame(message, usize::MAX);
        self.lines.push(LogLine { level, message });
        self.lines.last().map_or("", |line| &line.message)
    }

    /// Bytes held, line ends included.
    pub(crate) fn bytes(&self) -> u64 {
        self.bytes
    }

    fn size(message: &str) -> u64 {
        message.len() as u64 + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_messages_and_line_ends() {
        let mut book = LogBook::default();
        assert!(book.has_room("123456789", 10));
        assert!(!book.has_room("1234567890", 10));
        book.write(Level::Info, "1234");
        assert!(!book.has_room("12345", 10));
        assert_eq!(book.write(Level::Info, "\u{7}123"), "\\u{7}123");
        assert!(!book.has_room("", 10));
        assert_eq!(book.bytes(), 10);
    }
}
