//! What the default scorer's numbers are worth, model by model.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::{Error, write_atomically};

/// The format that is written; a newer one is refused.
const VERSION: u32 = 1;

/// Those that come with the host.
const SHIPPED: &[&str] = &[include_str!("../calibration/smollm2-135m.json")];

/// The weights of a logistic regression over what `score-logprob` sees of a response, fitted on one model's answers
/// by `omni eval --fit`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calibration {
    version: u32,
    /// Lower-case hexadecimal SHA-256 of the model's file.
    pub model_sha256: String,
    /// SHA-256 of the questions that it was fitted on.
    pub golden_sha256: String,
    /// Responses that it was fitted on.
    pub responses: usize,
    /// By the names of features, and `intercept`.
    pub weights: BTreeMap<String, f64>,
}

impl Calibration {
    /// One for a model.
    #[must_use]
    pub fn new(
        model_sha256: String,
        golden_sha256: String,
        responses: usize,
        weights: BTreeMap<String, f64>,
    ) -> Self {
        Self {
            version: VERSION,
            model_sha256,
            golden_sha256,
            responses,
            weights,
        }
    }

    /// The one of a model: the home's own, else the one that came with the host. None: nobody fitted one.
    ///
    /// # Errors
    /// If the home's cannot be read, or is none.
    pub fn of(home: &Path, model_sha256: &str) -> Result<Option<Self>, Error> {
        let path = file(home, model_sha256);
        let refuse = |reason: String| Error::Calibration {
            path: path.clone(),
            reason,
        };
        match std::fs::read_to_string(&path) {
            Ok(text) => Ok(Some(parse(&text).map_err(refuse)?)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(SHIPPED
                .iter()
                .filter_map(|text| parse(text).ok())
                .find(|shipped| shipped.model_sha256 == model_sha256)),
            Err(error) => Err(refuse(error.to_string())),
        }
    }

    /// Writes it into the home, in place of an older one, and returns where.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn write(&self, home: &Path) -> Result<PathBuf, Error> {
        let path = file(home, &self.model_sha256);
        let failed = |error: std::io::Error| Error::Calibration {
            path: path.clone(),
            reason: error.to_string(),
        };
        let text = serde_json::to_string_pretty(self).map_err(|error| failed(error.into()))?;
        write_atomically(&path, (text + "\n").as_bytes()).map_err(failed)?;
        Ok(path)
    }

    /// As the scorer reads it.
    pub(crate) fn config(&self) -> serde_json::Value {
        serde_json::json!(self.weights)
    }
}

fn file(home: &Path, model_sha256: &str) -> PathBuf {
    home.join("calibration")
        .join(format!("{model_sha256}.json"))
}

fn parse(text: &str) -> Result<Calibration, String> {
    #[derive(Deserialize)]
    struct Versioned {
        version: u32,
    }
    let invalid = |error: serde_json::Error| format!("it is no calibration: {error}");
    let Versioned { version } = serde_json::from_str(text).map_err(invalid)?;
    if version != VERSION {
        return Err(format!(
            "its version is {version}, and this host reads {VERSION}"
        ));
    }
    serde_json::from_str(text).map_err(invalid)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calibration() -> Calibration {
        let weights = [("intercept".to_owned(), -1.5)].into();
        Calibration::new("ab".repeat(32), "cd".repeat(32), 7, weights)
    }

    #[test]
    fn what_is_written_is_read_again() {
        let home = tempfile::tempdir().unwrap();
        let written = calibration();
        assert_eq!(
            Calibration::of(home.path(), &written.model_sha256).unwrap(),
            None
        );
        written.write(home.path()).unwrap();
        let read = Calibration::of(home.path(), &written.model_sha256).unwrap();
        assert_eq!(read, Some(written));
    }

    #[test]
    fn those_that_came_with_the_host_are_sound() {
        let home = tempfile::tempdir().unwrap();
        for text in SHIPPED {
            let shipped = parse(text).unwrap();
            let found = Calibration::of(home.path(), &shipped.model_sha256).unwrap();
            assert_eq!(found, Some(shipped));
        }
    }

    #[test]
    fn a_newer_or_broken_one_is_refused() {
        let home = tempfile::tempdir().unwrap();
        let model = calibration().model_sha256;
        let path = calibration().write(home.path()).unwrap();
        for (text, named) in [
            ("{\"version\": 2}", "version is 2"),
            ("{", "no calibration"),
            ("{\"version\": 1, \"weight\": {}}", "unknown field `weight`"),
        ] {
            std::fs::write(&path, text).unwrap();
            let error = Calibration::of(home.path(), &model).unwrap_err();
            assert_eq!(error.code(), "calibration.invalid");
            assert!(error.to_string().contains(named), "{error}");
        }
    }
}
