//! The work that both sandboxes do: sure of one sentence, less of each further one.

/// How far a response can be trusted, from 0 to 1, and why.
#[must_use]
pub fn score(response: &str) -> (f32, String) {
    let sentences = response.split_terminator(['.', '!', '?']).count();
    let confidence = 0.95_f32.powi(sentences.max(1) as i32);
    (confidence, format!("sentences: {sentences}"))
}
