//! Never comes back from its start function, which runs before any call.

use omni_skill::{Attempt, Error, Score};

omni_skill::scorer!(score);

fn score(_: &Attempt) -> Result<Score, Error> {
    Ok(Score::new(1.0))
}

/// The component calls an export of this name when it is instantiated.
#[cfg(target_arch = "wasm32")]
#[expect(unsafe_code, reason = "the name is the ABI's; no other symbol has it")]
#[unsafe(export_name = "_initialize")]
extern "C" fn initialize() {
    while std::hint::black_box(true) {}
}
