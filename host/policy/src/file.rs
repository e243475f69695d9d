//! The shape of a policy file, exactly as it is written. Values are checked in `check`.

use omni_settings::{ByteSize, Spanned, TimeSpan};
use serde::Deserialize;

use crate::Access;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "a policy")]
pub(crate) struct PolicyFile {
    pub(crate) skill: Spanned<String>,
    pub(crate) sha256: Option<Spanned<String>>,
    #[serde(default)]
    pub(crate) limits: LimitsFile,
    #[serde(default)]
    pub(crate) grants: GrantsFile,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a table of limits")]
pub(crate) struct LimitsFile {
    pub(crate) memory: Option<Spanned<ByteSize>>,
    pub(crate) time: Option<Spanned<TimeSpan>>,
    pub(crate) stack: Option<Spanned<ByteSize>>,
    pub(crate) output: Option<Spanned<ByteSize>>,
    pub(crate) log: Option<Spanned<ByteSize>>,
    pub(crate) host_calls: Option<Spanned<u64>>,
    pub(crate) fuel: Option<Spanned<u64>>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a table of grants")]
pub(crate) struct GrantsFile {
    pub(crate) log: Option<Spanned<Nothing>>,
    pub(crate) config: Option<Spanned<Nothing>>,
    pub(crate) clock: Option<Spanned<Nothing>>,
    pub(crate) random: Option<Spanned<Nothing>>,
    pub(crate) kv: Option<Spanned<Nothing>>,
    pub(crate) llm: Option<Spanned<LlmFile>>,
    pub(crate) filesystem: Option<Spanned<FilesystemFile>>,
    pub(crate) http: Option<Spanned<HttpFile>>,
    pub(crate) environment: Option<Spanned<EnvironmentFile>>,
}

/// A grant with nothing to say beyond that it is there.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "an empty table")]
pub(crate) struct Nothing {}

#[derive(Deserialize)]
#[serde(
    deny_unknown_fields,
    expecting = "a table with max_tokens and max_calls"
)]
pub(crate) struct LlmFile {
    pub(crate) max_tokens: Spanned<u32>,
    pub(crate) max_calls: Spanned<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "a table with preopens")]
pub(crate) struct FilesystemFile {
    pub(crate) preopens: Vec<PreopenFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "a table with host, guest and access")]
pub(crate) struct PreopenFile {
    pub(crate) host: Spanned<String>,
    pub(crate) guest: Spanned<String>,
    pub(crate) access: Access,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "a table with hosts")]
pub(crate) struct HttpFile {
    pub(crate) hosts: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "a table with names")]
pub(crate) struct EnvironmentFile {
    pub(crate) names: Vec<Spanned<String>>,
}
