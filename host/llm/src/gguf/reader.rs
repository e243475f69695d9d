//! The primitive values of GGUF, each bounded before memory is taken for it.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};
use std::io::{ErrorKind, Read, Seek};

use super::{Fault, corrupt};

/// Chat templates are some KiB; nothing that is kept is longer.
const MAX_STRING: u64 = 1024 * 1024;
/// Vocabularies and merges have some hundred thousand entries.
const MAX_ARRAY: u64 = 8 * 1024 * 1024;

/// A value of the metadata, as far as it is needed.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Unsigned(u64),
    Signed(i64),
    Float(f64),
    Bool(bool),
    Text(String),
    Array(Array),
}

/// What is kept of an array.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Array {
    /// GGUF type of the elements.
    pub(super) kind: u32,
    pub(super) len: u64,
    /// Smallest and largest element of an integer array.
    pub(super) range: Option<(i128, i128)>,
    /// Whether two strings of the array are equal.
    pub(super) repeats: bool,
    /// How many of the 256 byte tokens `<0x00>`…`<0xFF>`, or the bare bytes, a string array has.
    pub(super) byte_tokens: u32,
}

impl Value {
    pub(super) fn unsigned(&self) -> Option<u64> {
        match *self {
            Self::Unsigned(value) => Some(value),
            Self::Signed(value) => u64::try_from(value).ok(),
            _ => None,
        }
    }

    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(super) fn array(&self) -> Option<&Array> {
        match self {
            Self::Array(array) => Some(array),
            _ => None,
        }
    }
}

/// GGUF's numbers for types.
pub(super) const TEXT: u32 = 8;
const ARRAY: u32 = 9;

pub(super) struct Reader<'r, R> {
    source: &'r mut R,
    at: u64,
    len: u64,
    hasher: RandomState,
}

impl<'r, R: Read + Seek> Reader<'r, R> {
    pub(super) fn new(source: &'r mut R, len: u64) -> Self {
        Self {
            source,
            at: 0,
            len,
            hasher: RandomState::new(),
        }
    }

    /// How far the file was read.
    pub(super) fn position(&self) -> u64 {
        self.at
    }

    /// Size of the file.
    pub(super) fn len(&self) -> u64 {
        self.len
    }

    pub(super) fn bytes<const N: usize>(&mut self) -> Result<[u8; N], Fault> {
        let mut buffer = [0; N];
        self.fill(&mut buffer)?;
        Ok(buffer)
    }

    pub(super) fn u32(&mut self) -> Result<u32, Fault> {
        self.bytes().map(u32::from_le_bytes)
    }

    pub(super) fn u64(&mut self) -> Result<u64, Fault> {
        self.bytes().map(u64::from_le_bytes)
    }

    pub(super) fn string(&mut self, what: &str) -> Result<String, Fault> {
        let len = self.u64()?;
        if len > self.len - self.at {
            return self.cut_off();
        }
        if len > MAX_STRING {
            return corrupt(format!("{what} is longer than {} KiB", MAX_STRING / 1024));
        }
        let mut bytes = vec![0; usize::try_from(len).unwrap_or(usize::MAX)];
        self.fill(&mut bytes)?;
        // Tokens may be any bytes; keys and texts that matter are UTF-8.
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// A value with its type in front.
    pub(super) fn value(&mut self, key: &str) -> Result<Value, Fault> {
        let kind = self.u32()?;
        if kind == ARRAY {
            return self.array(key).map(Value::Array);
        }
        self.scalar(kind, key)
    }

    fn scalar(&mut self, kind: u32, key: &str) -> Result<Value, Fault> {
        Ok(match kind {
            0 => Value::Unsigned(self.bytes::<1>()?[0].into()),
            1 => Value::Signed(i8::from_le_bytes(self.bytes()?).into()),
            2 => Value::Unsigned(u16::from_le_bytes(self.bytes()?).into()),
            3 => Value::Signed(i16::from_le_bytes(self.bytes()?).into()),
            4 => Value::Unsigned(self.u32()?.into()),
            5 => Value::Signed(i32::from_le_bytes(self.bytes()?).into()),
            6 => Value::Float(f32::from_le_bytes(self.bytes()?).into()),
            7 => Value::Bool(self.bytes::<1>()?[0] != 0),
            TEXT => Value::Text(self.string(&format!("the value of `{}`", printable(key)))?),
            10 => Value::Unsigned(self.u64()?),
            11 => Value::Signed(i64::from_le_bytes(self.bytes()?)),
            12 => Value::Float(f64::from_le_bytes(self.bytes()?)),
            _ => {
                return corrupt(format!(
                    "the key `{}` has the unknown type {kind}",
                    printable(key)
                ));
            }
        })
    }

    fn array(&mut self, key: &str) -> Result<Array, Fault> {
        let kind = self.u32()?;
        let len = self.u64()?;
        // Every element takes at least a byte, a string at least its length.
        let smallest = if kind == TEXT { 8 } else { 1 };
        if len > (self.len - self.at) / smallest {
            return self.cut_off();
        }
        if len > MAX_ARRAY {
            return corrupt(format!("the array `{}` has {len} elements", printable(key)));
        }
        let mut array = Array {
            kind,
            len,
            range: None,
            repeats: false,
            byte_tokens: 0,
        };
        let mut seen = HashSet::new();
        for _ in 0..len {
            match self.scalar(kind, key)? {
                Value::Text(text) => {
                    array.byte_tokens += u32::from(is_byte_token(&text));
                    // Of a string only its hash is kept: 64 bits do not collide by chance.
                    array.repeats |= !text.is_empty() && !seen.insert(self.hasher.hash_one(&text));
                }
                Value::Unsigned(value) => widen(&mut array.range, value.into()),
                Value::Signed(value) => widen(&mut array.range, value.into()),
                _ => {}
            }
        }
        Ok(array)
    }

    fn fill(&mut self, buffer: &mut [u8]) -> Result<(), Fault> {
        match self.source.read_exact(buffer) {
            Ok(()) => {
                self.at += buffer.len() as u64;
                Ok(())
            }
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => self.cut_off(),
            Err(error) => Err(Fault::Read(error)),
        }
    }

    fn cut_off<T>(&self) -> Result<T, Fault> {
        corrupt(format!(
            "it ends after {} bytes, in the middle of its header",
            self.len
        ))
    }
}

fn widen(range: &mut Option<(i128, i128)>, value: i128) {
    let (low, high) = range.unwrap_or((value, value));
    *range = Some((low.min(value), high.max(value)));
}

fn is_byte_token(text: &str) -> bool {
    let hex = text
        .strip_prefix("<0x")
        .and_then(|rest| rest.strip_suffix('>'));
    hex.is_some_and(|hex| {
        hex.len() == 2
            && hex
                .bytes()
                .all(|c| c.is_ascii_digit() || (b'A'..=b'F').contains(&c))
    })
}

/// A key as it can be shown.
pub(super) fn printable(key: &str) -> String {
    key.chars()
        .take(64)
        .map(|c| if c.is_control() { '?' } else { c })
        .collect()
}
