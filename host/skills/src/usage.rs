//! What a call used, and what came of it.

use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;
use wasmtime::component::{ComponentType, Lift};

use crate::state::Halt;
use crate::text::tame;
use crate::{CapabilityUse, Error};

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
    /// How many tokens the model generated for it.
    pub llm_tokens: u32,
    /// What it logged, in order.
    pub log: Vec<LogLine>,
    /// Which capabilities it used, and what it was denied. Bounded.
    pub uses: Vec<CapabilityUse>,
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
#[derive(Debug)]
pub(crate) struct LogBook {
    skill: Arc<str>,
    limit: u64,
    lines: Vec<LogLine>,
    bytes: u64,
    /// What was printed to stdout and to stderr since their last line ended.
    begun: [(Level, Vec<u8>); 2],
}

impl LogBook {
    /// An empty one, with room for `limit` bytes.
    pub(crate) fn new(skill: Arc<str>, limit: u64) -> Self {
        Self {
            skill,
            limit,
            lines: Vec::new(),
            bytes: 0,
            begun: [(Level::Info, Vec::new()), (Level::Warn, Vec::new())],
        }
    }

    /// Whether one more line of `length` bytes leaves all lines together within the limit. A line's end
    /// counts as one byte, so that empty lines are not free.
    pub(crate) fn has_room(&self, length: usize) -> bool {
        self.bytes.saturating_add(length as u64 + 1) <= self.limit
    }

    /// Writes a line.
    pub(crate) fn write(&mut self, level: Level, message: &str) {
        self.bytes += message.len() as u64 + 1;
        self.keep(level, message);
    }

    /// Adds to the line that stdout (at level info) or stderr (at level warn) has begun, and writes those
    /// that end.
    pub(crate) fn print(&mut self, level: Level, bytes: &[u8]) -> Result<(), Halt> {
        if self.bytes.saturating_add(bytes.len() as u64) > self.limit {
            return Err(Halt::Log);
        }
        self.bytes += bytes.len() as u64;
        let slot = usize::from(level != Level::Info);
        let mut begun = std::mem::take(&mut self.begun[slot].1);
        for byte in bytes {
            if *byte == b'\n' {
                self.keep(level, &String::from_utf8_lossy(&begun));
                begun.clear();
            } else {
                begun.push(*byte);
            }
        }
        self.begun[slot].1 = begun;
        Ok(())
    }

    fn keep(&mut self, level: Level, message: &str) {
        let message = tame(message, usize::MAX);
        let skill = &*self.skill;
        match level {
            Level::Trace => tracing::trace!(target: "skill", skill, "{message}"),
            Level::Debug => tracing::debug!(target: "skill", skill, "{message}"),
            Level::Info => tracing::info!(target: "skill", skill, "{message}"),
            Level::Warn => tracing::warn!(target: "skill", skill, "{message}"),
            Level::Error => tracing::error!(target: "skill", skill, "{message}"),
        }
        self.lines.push(LogLine { level, message });
    }

    /// Bytes held, line ends included.
    pub(crate) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// All lines, those included that were begun and not ended.
    pub(crate) fn take(&mut self) -> Vec<LogLine> {
        for slot in 0..self.begun.len() {
            let (level, begun) = &mut self.begun[slot];
            let (level, begun) = (*level, std::mem::take(begun));
            if !begun.is_empty() {
                self.keep(level, &String::from_utf8_lossy(&begun));
            }
        }
        std::mem::take(&mut self.lines)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn book(limit: u64) -> LogBook {
        LogBook::new(Arc::from("test"), limit)
    }

    #[test]
    fn counts_messages_and_line_ends() {
        let mut book = book(10);
        assert!(book.has_room(9));
        assert!(!book.has_room(10));
        book.write(Level::Info, "1234");
        assert!(!book.has_room(5));
        book.write(Level::Info, "\u{7}123");
        assert!(!book.has_room(0));
        assert_eq!(book.bytes(), 10);
        assert_eq!(book.take()[1].message, "\\u{7}123");
    }

    #[test]
    fn prints_become_lines() {
        let mut book = book(100);
        book.print(Level::Info, b"one\ntw").unwrap();
        book.print(Level::Warn, b"oh\n").unwrap();
        book.print(Level::Info, b"o\nrest").unwrap();
        let lines: Vec<_> = book
            .take()
            .into_iter()
            .map(|line| (line.level, line.message))
            .collect();
        let expected = [
            (Level::Info, "one"),
            (Level::Warn, "oh"),
            (Level::Info, "two"),
            (Level::Info, "rest"),
        ];
        assert_eq!(
            lines,
            expected.map(|(level, text)| (level, text.to_owned()))
        );
        assert_eq!(book.print(Level::Info, &[b'x'; 100]), Err(Halt::Log));
    }
}
