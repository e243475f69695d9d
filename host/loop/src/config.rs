//! `omni.toml`: what the user sets. Every key has a default that answers a question.

mod images;

use std::path::{Path, PathBuf};
use std::time::Duration;

use omni_settings::{ByteSize, TimeSpan};
use serde::{Deserialize, Serialize};

use crate::{Error, Iteration, RunOptions};

pub use self::images::{Colour, ImagesConfig};

/// The default model: small enough to come with a demo.
pub const DEFAULT_MODEL: &str = "smollm2-135m";

/// Our own validators: from what is wrong whatever was asked to what is wrong for few questions.
const VALIDATORS: [&str; 7] = [
    "validate-basics",
    "validate-arithmetic",
    "validate-json",
    "validate-format",
    "validate-ordering",
    "validate-datetime-units",
    "validate-extraction",
];

/// The most `audit.checkpoint_records`: the log has one that often in any case.
const MAX_CHECKPOINT_RECORDS: u64 = omni_audit::MOST_RECORDS;

/// The smallest `audit.segment`, in bytes: a file for every other record helps nobody.
const MIN_SEGMENT: u64 = 64 << 10;

/// The whole file.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// `[model]`
    pub model: ModelConfig,
    /// `[loop]`
    #[serde(rename = "loop")]
    pub run: LoopConfig,
    /// `[skills]`
    pub skills: SkillsConfig,
    /// `[images]`
    pub images: ImagesConfig,
    /// `[audit]`
    pub audit: AuditConfig,
    /// The folder that relative paths in the file start from.
    #[serde(skip)]
    pub folder: PathBuf,
}

/// `[model]`: which models answer, and how they run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ModelConfig {
    /// Name or path of the model that answers.
    pub main: String,
    /// Name or path of the model that answers when `main` fails or is late.
    pub fallback: Option<String>,
    /// Name or path of the projector that lets `main` see pictures; none: the one that the catalogue has for it.
    pub mmproj: Option<String>,
    /// Threads of a generation, at most the logical processors; none: half of them.
    pub threads: Option<u16>,
    /// Tokens that a session holds; none: what the model was trained for, within reason.
    pub context: Option<u32>,
}

impl Default for ModelConfig {
    fn default() -> Self {
        Self {
            main: DEFAULT_MODEL.to_owned(),
            fallback: None,
            mmproj: None,
            threads: None,
            context: None,
        }
    }
}

/// When the loop tries again.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reflection {
    /// When a validator found something. Asking a small model to think again without a reason
    /// breaks more answers than it mends (Huang et al., arXiv 2310.01798).
    #[default]
    OnEvidence,
    /// Whenever the confidence is below the threshold.
    Always,
    /// Never.
    Off,
}

/// `[loop]`: how a run goes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LoopConfig {
    /// When to try again.
    pub reflection: Reflection,
    /// From 1 to 3.
    pub max_iterations: Iteration,
    /// An answer at or above it is taken at once. From 0 to 1.
    pub confidence: f32,
    /// Time of a whole run.
    pub deadline: TimeSpan,
    /// Time of one iteration.
    pub iteration_timeout: TimeSpan,
    /// Time that the fallback gets on top, once the main model has failed or was late.
    pub fallback_timeout: TimeSpan,
    /// Whether code may mend purely mechanical faults.
    pub mend: bool,
    /// Tokens of one answer at most.
    pub max_tokens: u32,
    /// 0 is greedy. From 0 to 2.
    pub temperature: f32,
}

impl Default for LoopConfig {
    fn default() -> Self {
        Self {
            reflection: Reflection::OnEvidence,
            max_iterations: Iteration::MAX,
            confidence: 0.85,
            deadline: TimeSpan(Duration::from_secs(120)),
            iteration_timeout: TimeSpan(Duration::from_secs(60)),
            fallback_timeout: TimeSpan(Duration::from_secs(30)),
            mend: true,
            max_tokens: 256,
            temperature: 0.0,
        }
    }
}

/// `[skills]`: which component plays which role.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SkillsConfig {
    /// `[skills.scorer]`
    pub scorer: SkillConfig,
    /// `[skills.reflector]`
    pub reflector: SkillConfig,
    /// `[skills.router]`
    pub router: SkillConfig,
    /// `[skills.image]`
    pub image: SkillConfig,
    /// `[[skills.validators]]`; none: all of our own.
    pub validators: Option<Vec<SkillConfig>>,
    /// Fingerprints or files of public OpenPGP keys, one of which has to have signed each component that did not
    /// come with the host; none: nobody has to.
    pub trusted_keys: Option<Vec<String>>,
}

impl SkillsConfig {
    /// The validators that take part, defaults filled in.
    #[must_use]
    pub fn validators(&self) -> Vec<SkillConfig> {
        self.validators.clone().unwrap_or_else(|| {
            let own = |name: &&str| SkillConfig {
                component: Some((*name).to_owned()),
                ..SkillConfig::default()
            };
            VALIDATORS.iter().map(own).collect()
        })
    }
}

/// One role's skill.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SkillConfig {
    /// Name of an installed skill, or path of a `.wasm`; none: the role's default.
    pub component: Option<String>,
    /// Path of its policy; none: the policy of the component's name.
    pub policy: Option<PathBuf>,
    /// Whether it takes part.
    pub enabled: bool,
    /// What its failure does to a run.
    pub on_failure: OnFailure,
    /// What the skill reads through `omni:host/config`.
    pub config: serde_json::Map<String, serde_json::Value>,
}

impl Default for SkillConfig {
    fn default() -> Self {
        Self {
            component: None,
            policy: None,
            enabled: true,
            on_failure: OnFailure::Skip,
            config: serde_json::Map::new(),
        }
    }
}

/// `[audit]`: how the signed log is written. It cannot be switched off.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AuditConfig {
    /// File of an existing OpenPGP key that signs; none: one of the home's own, made on first use.
    pub key: Option<PathBuf>,
    /// Records between two signed checkpoints at most.
    pub checkpoint_records: u64,
    /// Time that a record may stay without one.
    pub checkpoint_interval: TimeSpan,
    /// Size at which a new file is begun.
    pub segment: ByteSize,
}

impl Default for AuditConfig {
    fn default() -> Self {
        Self {
            key: None,
            checkpoint_records: 1024,
            checkpoint_interval: TimeSpan(Duration::from_secs(60)),
            segment: ByteSize(64 << 20),
        }
    }
}

/// What a skill's failure does to a run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OnFailure {
    /// The run goes on without it; the record says so.
    #[default]
    Skip,
    /// The run fails with the skill's code.
    Fail,
}

impl Config {
    /// Reads a file.
    ///
    /// # Errors
    /// If it cannot be read, has an unknown key, or a value out of its range.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let config: Self = omni_settings::read(path)?;
        config.located(path)
    }

    /// Parses the text of a file; `path` is for messages and relative paths.
    ///
    /// # Errors
    /// As [`Config::read`].
    pub fn parse(path: &Path, text: &str) -> Result<Self, Error> {
        let config: Self = omni_settings::parse(path, text)?;
        config.located(path)
    }

    /// The model that answers: a name, or a path that starts from the file's folder.
    #[must_use]
    pub fn main(&self) -> String {
        self.located_model(&self.model.main)
    }

    /// The projector of the model that answers, likewise.
    #[must_use]
    pub fn mmproj(&self) -> Option<String> {
        let mmproj = self.model.mmproj.as_ref()?;
        Some(self.located_model(mmproj))
    }

    /// The model that steps in, likewise.
    #[must_use]
    pub fn fallback(&self) -> Option<String> {
        let fallback = self.model.fallback.as_ref()?;
        Some(self.located_model(fallback))
    }

    fn located_model(&self, model: &str) -> String {
        if model.contains(std::path::is_separator) || model.ends_with(".gguf") {
            self.folder.join(model).to_string_lossy().into_owned()
        } else {
            model.to_owned()
        }
    }

    /// What a run does when the request says nothing else.
    #[must_use]
    pub fn run_options(&self) -> RunOptions {
        RunOptions {
            reflection: self.run.reflection,
            max_iterations: self.run.max_iterations,
            confidence: self.run.confidence,
            deadline: self.run.deadline.0,
            iteration_timeout: self.run.iteration_timeout.0,
            fallback_timeout: self.run.fallback_timeout.0,
            mend: self.run.mend,
            max_tokens: self.run.max_tokens,
            temperature: self.run.temperature,
            ..RunOptions::default()
        }
    }

    fn located(mut self, path: &Path) -> Result<Self, Error> {
        self.folder = path.parent().map(Path::to_owned).unwrap_or_default();
        match self.out_of_range() {
            None => Ok(self),
            Some(reason) => Err(Error::Config {
                path: path.to_owned(),
                reason,
            }),
        }
    }

    fn out_of_range(&self) -> Option<String> {
        let LoopConfig {
            confidence,
            temperature,
            max_tokens,
            deadline,
            iteration_timeout,
            fallback_timeout,
            ..
        } = &self.run;
        let zero = |span: &TimeSpan| span.0.is_zero();
        if !(0.0..=1.0).contains(confidence) {
            Some(format!(
                "`loop.confidence` is from 0 to 1, not {confidence}"
            ))
        } else if !(0.0..=2.0).contains(temperature) {
            Some(format!(
                "`loop.temperature` is from 0 to 2, not {temperature}"
            ))
        } else if *max_tokens == 0 {
            Some("`loop.max_tokens` is at least 1".to_owned())
        } else if zero(deadline) || zero(iteration_timeout) || zero(fallback_timeout) {
            Some("the times of `[loop]` are longer than 0".to_owned())
        } else if self.model.threads == Some(0) {
            Some("`model.threads` is at least 1".to_owned())
        } else if self.model.context == Some(0) {
            Some("`model.context` is at least 1".to_owned())
        } else if !(1..=MAX_CHECKPOINT_RECORDS).contains(&self.audit.checkpoint_records) {
            Some(format!(
                "`audit.checkpoint_records` is from 1 to {MAX_CHECKPOINT_RECORDS}"
            ))
        } else if zero(&self.audit.checkpoint_interval) {
            Some("`audit.checkpoint_interval` is longer than 0".to_owned())
        } else if self.audit.segment.0 < MIN_SEGMENT {
            Some("`audit.segment` is at least 64KiB".to_owned())
        } else {
            self.images.out_of_range()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parse(text: &str) -> Result<Config, Error> {
        Config::parse(Path::new("/etc/omni/omni.toml"), text)
    }

    fn refusal(text: &str) -> String {
        let error = parse(text).unwrap_err();
        assert_eq!(error.code(), "invalid.config");
        error.to_string()
    }

    #[test]
    fn nothing_set_is_the_default() {
        let config = parse("").unwrap();
        assert_eq!(
            config,
            Config {
                folder: "/etc/omni".into(),
                ..Config::default()
            }
        );
        assert_eq!(
            config.skills.validators()[0].component.as_deref(),
            Some("validate-basics")
        );
    }

    #[test]
    fn every_key_is_read() {
        let config = parse(
            r##"
            [model]
            main = "a"
            fallback = "b"
            threads = 3
            context = 1024
            [loop]
            reflection = "always"
            max_iterations = 2
            confidence = 0.5
            deadline = "3s"
            iteration_timeout = "2s"
            fallback_timeout = "500ms"
            mend = false
            max_tokens = 9
            temperature = 0.7
            [audit]
            key = "signer.key"
            checkpoint_records = 10
            checkpoint_interval = "5s"
            segment = "1MiB"
            [images]
            max_edge = 256
            quality = 70
            hash = "double-gradient"
            background = "#102030"
            near = true
            ttl = "1d"
            max_bytes = "2MiB"
            max_source_bytes = "1MiB"
            max_pixels = 1000
            max_frames = 2
            [skills.image]
            component = "pictures"
            [skills.scorer]
            component = "mine.wasm"
            policy = "mine.toml"
            enabled = false
            on_failure = "fail"
            config = { floor = 0.25 }
            [[skills.validators]]
            component = "one"
            [[skills.validators]]
            component = "two"
            "##,
        )
        .unwrap();
        let options = config.run_options();
        assert_eq!(options.reflection, Reflection::Always);
        assert_eq!(options.max_iterations, Iteration::Second);
        assert_eq!(options.deadline, Duration::from_secs(3));
        assert_eq!(options.fallback_timeout, Duration::from_millis(500));
        assert!(!options.mend);
        assert_eq!(config.images.options().max_edge, 256);
        assert_eq!(config.images.options().background.green, 0x20);
        assert_eq!(config.images.settings().max_bytes, 2 << 20);
        assert_eq!(config.skills.image.component.as_deref(), Some("pictures"));
        assert_eq!(config.skills.validators().len(), 2);
        assert_eq!(config.skills.scorer.config["floor"], 0.25);
        assert_eq!(config.skills.scorer.on_failure, OnFailure::Fail);
        assert_eq!(config.model.fallback.as_deref(), Some("b"));
    }

    #[test]
    fn a_models_path_starts_from_the_files_folder() {
        let config = parse("[model]\nmain = \"m/x.gguf\"\nfallback = \"x.gguf\"").unwrap();
        assert_eq!(config.main(), "/etc/omni/m/x.gguf");
        assert_eq!(config.fallback().as_deref(), Some("/etc/omni/x.gguf"));
        assert_eq!(parse("[model]\nmain = \"x\"").unwrap().main(), "x");
        assert_eq!(
            parse("[model]\nmain = \"/m/x.gguf\"").unwrap().main(),
            "/m/x.gguf"
        );
    }

    #[test]
    fn an_unknown_key_is_refused_with_its_place_and_the_nearest() {
        let message = refusal("[loop]\nmax_iteration = 2\n");
        assert!(message.contains("omni.toml:2"), "{message}");
        assert!(message.contains("max_iterations"), "{message}");
    }

    #[test]
    fn values_out_of_range_are_refused_by_name() {
        for (text, named) in [
            ("[loop]\nmax_iterations = 0", "1, 2 or 3"),
            ("[loop]\nmax_iterations = 4", "1, 2 or 3"),
            ("[loop]\nconfidence = 1.5", "loop.confidence"),
            ("[loop]\nconfidence = nan", "loop.confidence"),
            ("[loop]\ntemperature = -1.0", "loop.temperature"),
            ("[loop]\nmax_tokens = 0", "loop.max_tokens"),
            ("[loop]\ndeadline = \"0s\"", "times"),
            ("[model]\nthreads = 0", "model.threads"),
            ("[model]\ncontext = 0", "model.context"),
            ("[images]\nmax_edge = 0", "images.max_edge"),
            ("[images]\nmax_edge = 20000", "images.max_edge"),
            ("[images]\nquality = 101", "images.quality"),
            ("[images]\nttl = \"0s\"", "images.ttl"),
            ("[images]\nmax_pixels = 0", "images.max_pixels"),
            ("[images]\nmax_frames = 0", "images.max_frames"),
            ("[images]\nmax_source_bytes = 0", "images.max_source_bytes"),
            ("[images]\nbackground = \"red\"", "#rrggbb"),
            ("[images]\nhash = \"phas\"", "phash"),
        ] {
            let message = refusal(text);
            assert!(message.contains(named), "{text}: {message}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_parsed_or_refused(text in any::<String>()) {
            let _ = parse(&text);
        }

        #[test]
        fn a_config_that_parses_keeps_its_bounds(
            iterations in any::<i64>(), confidence in any::<f32>(), tokens in any::<u32>(),
        ) {
            let text = format!(
                "[loop]\nmax_iterations = {iterations}\nconfidence = {confidence:?}\nmax_tokens = {tokens}"
            );
            let fits = (1..=3).contains(&iterations)
                && (0.0..=1.0).contains(&confidence) && tokens > 0;
            prop_assert_eq!(parse(&text.replace("NaN", "nan")).is_ok(), fits);
        }
    }
}
