//! A scorer that reads the environment through WASI.

use omni_skill::{Attempt, Error, Score};

omni_skill::scorer!(score);

mod wasi {
    wit_bindgen::generate!({
        inline: "
            package wasi:cli@0.2.3;
            interface environment {
                get-environment: func() -> list<tuple<string, string>>;
            }
            world reads-environment {
                import environment;
            }
        ",
    });
}

fn score(_: &Attempt) -> Result<Score, Error> {
    let names = wasi::wasi::cli::environment::get_environment();
    Ok(Score::new(0.5).because(format!("{} variables", names.len())))
}
