//! The examples do what their READMEs say.

use omni_tests::{Home, example};

#[test]
fn the_scorer_in_rust_is_inspected_run_asked_and_swapped() {
    let home = Home::new();
    let scorer = example("scorer-rust");

    let about = home.omni(&["skill", "inspect", &scorer, "--json"]);
    let about = about.succeeded().json();
    assert_eq!(about["kind"], "scorer");
    let free = |import: &serde_json::Value| import["free"] == true;
    assert!(about["imports"].as_array().unwrap().iter().all(free));

    let input = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../examples/scorer-rust/attempt.json"
    );
    let called = home.omni(&["skill", "run", &scorer, "--input", input, "--json"]);
    let called = called.succeeded().json();
    let confidence = called["result"]["confidence"].as_f64().unwrap();
    assert!((confidence - 0.95_f64.powi(3)).abs() < 1e-6, "{called:#}");

    let record = home.ask("How many days are in a week?", &["--scorer", &scorer]);
    assert_eq!(record["skills"][0]["name"], "scorer-rust");

    home.omni(&["skill", "swap", "scorer", &scorer]).succeeded();
    let record = home.ask("How many days are in a week?", &[]);
    assert_eq!(record["skills"][0]["name"], "scorer-rust");
}
