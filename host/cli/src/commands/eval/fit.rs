//! `omni eval --fit`: what the default scorer's numbers are worth for a model.

use omni_audit::Digest;
use omni_evaluation::{Fit, Outcome};
use omni_loop::{Calibration, Host};

use crate::args::Eval;
use crate::context::Context;
use crate::error::CliError;
use crate::output::{self, DIM};

/// With fewer responses chance decides the weights.
const FEWEST: usize = 50;

/// Fits the outcomes and keeps the result for the model that answered.
pub(super) fn fit(
    context: &Context,
    arguments: &Eval,
    host: &Host,
    outcomes: &[Outcome],
) -> Result<Fit, CliError> {
    let refuse = |reason: &str, help: &str| {
        CliError::new("calibration.unfit", reason.to_owned(), help.to_owned())
    };
    let fitted = omni_evaluation::fit(outcomes).ok_or_else(|| {
        refuse(
            "there is nothing to learn from answers that are all right, or all wrong",
            "give questions of which the model gets some right and some wrong",
        )
    })?;
    if fitted.responses < FEWEST || fitted.auroc.is_none() {
        return Err(refuse(
            &format!(
                "{} responses are too few to fit seven weights to",
                fitted.responses
            ),
            "give a hundred questions or more, of several kinds",
        ));
    }
    let model = host.models().main_sha256().ok_or_else(|| {
        refuse(
            "the main model did not load, and the fallback's answers are another model's",
            "mend `model.main` in omni.toml",
        )
    })?;
    let golden = std::fs::read(&arguments.golden).unwrap_or_default();
    let calibration = Calibration::new(
        model.to_owned(),
        Digest::of(&golden).to_hex(),
        fitted.responses,
        fitted.weights.clone(),
    );
    let path = calibration.write(&context.home)?;
    output::note(&format!(
        "{DIM}the calibration is in {}; the runs to come use it{DIM:#}",
        path.display()
    ));
    Ok(fitted)
}

/// A line of the report.
pub(super) fn line(fit: &Fit) -> String {
    let number = |value: Option<f64>| value.map_or("-".to_owned(), |value| format!("{value:.3}"));
    format!(
        "calibration     {} responses; on questions left out (5 parts): AUROC {}, ECE {}, Brier {}",
        fit.responses,
        number(fit.auroc),
        number(fit.ece),
        number(fit.brier)
    )
}
