//! Questions with known answers: what a run gets right, what it mends, what it breaks, and how sure that is.
//!
//! **Use this when** a change (a scorer, a validator, a model, an adapter) has to prove itself on labelled
//! questions.
//!
//! **Don't use this when** nobody knows the answer: two skills on the same runs are compared by a shadow.
//!
//! **What always holds**
//! - A checker knows the answer and nothing of the validators: it never calls one.
//! - A line of a golden file that cannot be read is named by its number and left out; the rest counts.
//! - Every rate has its interval; what cannot be known is none.
//!
//! **How it is tested**: answers in many wordings against each checker; a report of outcomes computed by hand.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod answer;
mod fit;
mod form;
mod golden;
mod kept;
mod numbers;
mod outcome;
mod report;
mod svg;

pub use answer::Answer;
pub use fit::{Fit, fit};
pub use form::Form;
pub use golden::{BadLine, Error, Golden, Task, read};
pub use kept::Kept;
pub use outcome::{Attempted, Outcome};
pub use report::{Family, Report};
pub use svg::reliability_curve;
