//! Tells the time and draws a number through WASI; sleeps as many milliseconds as the prompt says.

use omni_skill::{Attempt, Error, Score};

mod bindings {
    wit_bindgen::generate!({ world: "chance", path: "wit", generate_all });
}

use bindings::wasi::clocks::{monotonic_clock, wall_clock};
use bindings::wasi::random::random::get_random_u64;

omni_skill::scorer!(score);

fn score(attempt: &Attempt) -> Result<Score, Error> {
    let now = wall_clock::now();
    let number = get_random_u64();
    if let Ok(milliseconds) = attempt.request.prompt.parse::<u64>() {
        monotonic_clock::subscribe_duration(milliseconds * 1_000_000).block();
    }
    Ok(Score::new(0.5)
        .because(format!("{}.{:09}", now.seconds, now.nanoseconds))
        .because(monotonic_clock::now().to_string())
        .because(number.to_string()))
}
