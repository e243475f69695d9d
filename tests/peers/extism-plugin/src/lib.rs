//! The scorer as a plug-in of extism: JSON in, JSON out, as its guide has it.

use extism_pdk::{FnResult, Json, plugin_fn};
use serde::{Deserialize, Serialize};

/// What the scorer reads of an attempt.
#[derive(Deserialize)]
pub struct Attempt {
    response: String,
}

/// What it says.
#[derive(Serialize)]
pub struct Score {
    confidence: f32,
    reasons: Vec<String>,
}

/// Scores an attempt.
#[plugin_fn]
pub fn score(Json(attempt): Json<Attempt>) -> FnResult<Json<Score>> {
    let (confidence, reason) = scorer::score(&attempt.response);
    let reasons = vec![reason];
    Ok(Json(Score {
        confidence,
        reasons,
    }))
}
