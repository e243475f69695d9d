//! How good a judge is, and how sure one can be of that: intervals, tests, calibration.
//!
//! **Use this when** answers were marked right or wrong, and a rate or a confidence is to be reported.
//!
//! **Don't use this when** the numbers are times: `make bench` measures those with criterion.
//!
//! **What always holds**: no function panics on any input; what cannot be known from the input (no cases, one
//! class only) is none, never a made-up number.
//!
//! **How it is tested**: published values, the definitions computed the slow way, property tests.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod auroc;
mod calibration;
mod logistic;
mod mcnemar;
mod wilson;

pub use auroc::auroc;
pub use calibration::{Bin, brier, ece, reliability};
pub use logistic::Logistic;
pub use mcnemar::mcnemar;
pub use wilson::{Rate, wilson};

/// A confidence from 0 to 1, and whether what it was about was right.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Judged {
    /// From 0 to 1.
    pub confidence: f64,
    /// Whether it was right.
    pub right: bool,
}
