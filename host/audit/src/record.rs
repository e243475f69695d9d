//! A record as a line: how it is written, and how it is read back, in canonical form or not at all.

use uuid::Uuid;

use crate::code::is_code;
use crate::json::{Reader, Value};
use crate::{Digest, number, time};

/// The version of all that is written. In the first record of each segment.
pub(crate) const FORMAT: u64 = 1;

/// Longer lines are not ours: the longest we write is a checkpoint, about 5 KiB.
pub(crate) const MAX_LINE: usize = 64 << 10;

/// A line that was read.
#[derive(Clone, Debug)]
pub(crate) struct Record<'a> {
    pub(crate) line: &'a str,
    pub(crate) body: Value<'a>,
    pub(crate) kind: &'a str,
    pub(crate) prev: Digest,
    pub(crate) run_id: Option<&'a str>,
    pub(crate) seq: u64,
    /// Detached signatures in base64, one after the other.
    pub(crate) sig: Option<&'a str>,
    pub(crate) time: &'a str,
    /// How much of the line is its body.
    body_end: usize,
}

impl<'a> Record<'a> {
    /// Reads a line, without its end.
    pub(crate) fn parse(line: &'a [u8]) -> Option<Self> {
        let line = std::str::from_utf8(line).ok()?;
        if line.len() > MAX_LINE {
            return None;
        }
        let mut reader = Reader::new(line);
        reader.take(BODY)?;
        let body = reader.object()?;
        let body_end = line.len() - reader.rest.len();
        reader.take(KIND)?;
        let kind = reader.string().filter(|kind| is_code(kind.as_bytes()))?;
        reader.take(PREV)?;
        let prev = Digest::from_hex(reader.string()?)?;
        reader.take(RUN_ID)?;
        let run_id = match reader.take("null") {
            Some(()) => None,
            None => Some(reader.string().filter(|id| is_run_id(id))?),
        };
        reader.take(SEQ)?;
        let seq = Value::Number(reader.number()?).whole()?;
        let sig = match reader.take(SIG) {
            Some(()) => Some(reader.string().filter(|sig| is_base64(sig))?),
            None => None,
        };
        reader.take(TIME)?;
        let time = reader.string().filter(|time| time::is_time(time))?;
        (reader.rest == "}").then_some(Self {
            line,
            body,
            kind,
            prev,
            run_id,
            seq,
            sig,
            time,
            body_end,
        })
    }

    /// The body as it stands in the line.
    pub(crate) fn body_text(&self) -> &'a str {
        &self.line[BODY.len()..self.body_end]
    }

    /// The whole number in a field of the body.
    pub(crate) fn whole(&self, key: &str) -> Option<u64> {
        self.body.get(key)?.whole()
    }

    /// The canonical form without its signature, which is what was signed.
    pub(crate) fn unsigned(&self) -> String {
        match self.sig {
            None => self.line.to_owned(),
            Some(sig) => {
                let tail = TIME.len() + self.time.len() + 3;
                let end = self.line.len() - tail;
                let start = end - SIG.len() - sig.len() - 2;
                format!("{}{}", &self.line[..start], &self.line[end..])
            }
        }
    }
}

const BODY: &str = r#"{"body":"#;
const KIND: &str = r#","kind":"#;
const PREV: &str = r#","prev":"#;
const RUN_ID: &str = r#","run_id":"#;
const SEQ: &str = r#","seq":"#;
const SIG: &str = r#","sig":"#;
const TIME: &str = r#","time":"#;

/// Whether `rest`, which no line end follows, can be what a writer left when it was stopped. A whole record
/// with something else behind it is not: there somebody wrote over the line's end.
pub(crate) fn is_torn(rest: &[u8]) -> bool {
    // What was reserved and never written reads as zeros.
    let zeros = rest.iter().rev().take_while(|byte| **byte == 0).count();
    let written = &rest[..rest.len() - zeros];
    let begins = written.starts_with(BODY.as_bytes()) || BODY.as_bytes().starts_with(written);
    let whole = |line| Record::parse(line).is_some();
    let overwritten = written.split_last().is_some_and(|(_, line)| whole(line))
        || (written.len() < rest.len() && whole(written));
    begins && !overwritten
}

/// A UUID in lower case with its hyphens.
fn is_run_id(id: &str) -> bool {
    Uuid::try_parse(id).is_ok_and(|uuid| {
        let mut buffer = Uuid::encode_buffer();
        uuid.hyphenated().encode_lower(&mut buffer) == id
    })
}

/// Its letters only: whether it decodes is found out when it is verified.
fn is_base64(text: &str) -> bool {
    text.bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'='))
}

/// What becomes a line.
pub(crate) struct Draft<'a> {
    pub(crate) body: &'a Value<'a>,
    pub(crate) kind: &'a str,
    pub(crate) prev: Digest,
    pub(crate) run_id: Option<Uuid>,
    pub(crate) seq: u64,
    pub(crate) time: &'a str,
}

impl Draft<'_> {
    /// The canonical form, unsigned.
    pub(crate) fn unsigned(&self) -> String {
        let mut line = String::with_capacity(512);
        line.push_str(BODY);
        self.body.write(&mut line);
        line.push_str(KIND);
        push_quoted(&mut line, self.kind);
        line.push_str(PREV);
        push_quoted(&mut line, &self.prev.to_hex());
        line.push_str(RUN_ID);
        match self.run_id {
            None => line.push_str("null"),
            Some(id) => push_quoted(&mut line, &id.hyphenated().to_string()),
        }
        line.push_str(SEQ);
        number::write(&mut line, self.seq as f64);
        line.push_str(TIME);
        push_quoted(&mut line, self.time);
        line.push('}');
        line
    }

    /// Puts the signature of `unsigned`, in base64, into it.
    pub(crate) fn with_signature(&self, mut unsigned: String, sig: &str) -> String {
        let at = unsigned.len() - (TIME.len() + self.time.len() + 3);
        unsigned.insert_str(at, &format!("{SIG}\"{sig}\""));
        unsigned
    }
}

fn push_quoted(line: &mut String, text: &str) {
    line.push('"');
    line.push_str(text);
    line.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn draft<'a>(body: &'a Value<'a>, run_id: Option<Uuid>, seq: u64) -> Draft<'a> {
        Draft {
            body,
            kind: "config",
            prev: Digest::of(b"before"),
            run_id,
            seq,
            time: "2026-05-01T09:30:00.123456Z",
        }
    }

    #[test]
    fn the_signature_goes_in_and_comes_out() {
        let body = Value::object(vec![("count", Value::Number(3.0))]);
        let draft = draft(&body, Some(Uuid::nil()), 7);
        let unsigned = draft.unsigned();
        let signed = draft.with_signature(unsigned.clone(), "AAAA+/8=");
        let read = Record::parse(signed.as_bytes()).unwrap();
        assert_eq!(read.unsigned(), unsigned);
        assert_eq!(read.sig, Some("AAAA+/8="));
        assert_eq!(read.body_text(), r#"{"count":3}"#);
        assert_eq!(read.run_id, Some("00000000-0000-0000-0000-000000000000"));
        let bare = Record::parse(unsigned.as_bytes()).unwrap();
        assert_eq!((bare.sig, bare.unsigned()), (None, unsigned.clone()));
    }

    #[test]
    fn what_was_half_written_is_told_from_what_was_written_over() {
        let line = draft(&Value::Object(Vec::new()), None, 1).unsigned();
        for length in 0..=line.len() {
            assert!(is_torn(&line.as_bytes()[..length]), "{length}");
        }
        assert!(is_torn(&[&line.as_bytes()[..30], &[0; 9]].concat()));
        for over in ["x", "\0", "}", " "] {
            assert!(!is_torn(format!("{line}{over}").as_bytes()), "{over:?}");
        }
        assert!(!is_torn(b"garbage"));
    }

    proptest! {
        #[test]
        fn a_line_is_canonical_and_reads_back(seq in 0..=number::MAX_SAFE, id: Option<u128>, count: u32) {
            let body = Value::object(vec![("count", Value::Number(f64::from(count)))]);
            let draft = draft(&body, id.map(Uuid::from_u128), seq);
            let line = draft.with_signature(draft.unsigned(), "AAAA");
            let parsed: serde_json::Value = serde_json::from_str(&line).unwrap();
            prop_assert_eq!(&line, &serde_json_canonicalizer::to_string(&parsed).unwrap());
            let read = Record::parse(line.as_bytes()).unwrap();
            prop_assert_eq!(read.seq, seq);
            prop_assert_eq!(read.body, body);
        }

        #[test]
        fn any_line_is_read_without_a_panic(line: Vec<u8>, at: usize, byte: u8) {
            prop_assert!(Record::parse(&line).is_none());
            let body = Value::Object(Vec::new());
            let mut near = draft(&body, None, 1).unsigned().into_bytes();
            let at = at % near.len();
            near[at] = byte;
            if let Some(record) = Record::parse(&near) {
                // What is still a record is still canonical.
                let parsed: serde_json::Value = serde_json::from_slice(&near).unwrap();
                prop_assert_eq!(record.line, serde_json_canonicalizer::to_string(&parsed).unwrap());
            }
        }
    }
}
