//! Tells the variables, arguments and folder of its environment, through WASI.

use omni_skill::{Attempt, Error, Score};

mod bindings {
    wit_bindgen::generate!({ world: "environment", path: "wit", generate_all });
}

use bindings::wasi::cli::environment;

omni_skill::scorer!(score);

fn score(_: &Attempt) -> Result<Score, Error> {
    let variables = environment::get_environment();
    let mut score = Score::new(0.5)
        .because(format!("{} variables", variables.len()))
        .because(format!("{} arguments", environment::get_arguments().len()))
        .because(format!("folder {:?}", environment::initial_cwd()));
    for (name, value) in variables {
        score = score.because(format!("{name}={value}"));
    }
    Ok(score)
}
