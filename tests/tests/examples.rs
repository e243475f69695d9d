//! The examples do what their READMEs say.

use omni_tests::{Home, example, guest};
use serde_json::Value;

/// A file of an example.
fn file(name: &str, file: &str) -> String {
    format!("{}/../examples/{name}/{file}", env!("CARGO_MANIFEST_DIR"))
}

/// `omni skill run` of an example under its own policy.
fn run(home: &Home, name: &str, input: &str) -> Value {
    let (component, input) = (example(name), file(name, input));
    let policy = file(name, &format!("{name}.toml"));
    let arguments = [
        "skill", "run", &component, "--policy", &policy, "--input", &input, "--json",
    ];
    home.omni(&arguments).succeeded().json()
}

#[test]
fn the_scorer_in_rust_is_inspected_run_asked_and_swapped() {
    let home = Home::new();
    let scorer = example("scorer-rust");

    let about = home.omni(&["skill", "inspect", &scorer, "--json"]);
    let about = about.succeeded().json();
    assert_eq!(about["kind"], "scorer");
    let free = |import: &Value| import["free"] == true;
    assert!(about["imports"].as_array().unwrap().iter().all(free));

    let called = run(&home, "scorer-rust", "attempt.json");
    let confidence = called["result"]["confidence"].as_f64().unwrap();
    assert!((confidence - 0.95_f64.powi(3)).abs() < 1e-6, "{called:#}");

    let record = home.ask("How many days are in a week?", &["--scorer", &scorer]);
    assert_eq!(record["skills"][0]["name"], "scorer-rust");

    home.omni(&["skill", "swap", "scorer", &scorer]).succeeded();
    let record = home.ask("How many days are in a week?", &[]);
    assert_eq!(record["skills"][0]["name"], "scorer-rust");
}

#[test]
fn the_reflector_plans_in_its_house_style() {
    let home = Home::new();
    let plan = run(&home, "reflector-house-style", "attempts.json");
    let asked = plan["result"]["messages"][0]["content"].as_str().unwrap();
    let style = "Answer in one short sentence.";
    assert_eq!(asked, format!("What is 17 + 23?\n17 + 23 = 40.\n{style}"));

    // In a run whose answers all have a fault, it plans each retry.
    let policy = file("reflector-house-style", "reflector-house-style.toml");
    home.write("wrong.toml", "skill = \"always-wrong\"\n[grants.config]\n");
    home.config(&format!(
        "[skills.reflector]\ncomponent = {:?}\npolicy = {policy:?}\nconfig = {{ style = \"Be formal.\" }}\n\
         [[skills.validators]]\ncomponent = {:?}\npolicy = \"wrong.toml\"\nconfig = {{ fact = \"A week has 7 days.\" }}\n",
        example("reflector-house-style"),
        guest("always-wrong"),
    ));
    let record = home.ask("How many days are in a week?", &["--max-tokens", "16"]);
    assert_eq!(
        record["iterations"].as_array().unwrap().len(),
        3,
        "{record:#}"
    );
    assert!(
        record["failures"].as_array().is_none_or(Vec::is_empty),
        "{record:#}"
    );
    let skills = record["skills"].as_array().unwrap();
    assert!(
        skills
            .iter()
            .any(|skill| skill["name"] == "reflector-house-style")
    );
}

#[test]
fn the_judge_asks_the_model_within_its_budget() {
    let home = Home::new();
    let judged = run(&home, "validator-judge", "attempt.json");
    let findings = judged["result"].as_array().unwrap();
    assert!(
        findings.iter().all(|finding| finding["code"] == "judge.no"),
        "{judged:#}"
    );
    let uses = judged["usage"]["uses"].as_array().unwrap();
    let asked = |used: &&Value| used["capability"] == "llm";
    assert_eq!(uses.iter().filter(asked).count(), 1, "{judged:#}");

    // Without its policy it is not even loaded.
    let (component, input) = (
        example("validator-judge"),
        file("validator-judge", "attempt.json"),
    );
    home.omni(&["skill", "run", &component, "--input", &input])
        .refused(3, "denied.import", "omni:host/llm");
}

#[test]
fn the_glossary_is_read_from_the_folder_that_the_policy_opens() {
    if !std::path::Path::new(&omni_tests::target_folder().join("examples/validator-glossary.wasm"))
        .exists()
    {
        eprintln!("skipped: validator-glossary needs wasm32-wasip2, which this machine has not");
        return;
    }
    let home = Home::bare();
    let found = run(&home, "validator-glossary", "attempt.json");
    let finding = &found["result"][0];
    assert_eq!(finding["code"], "glossary.word");
    assert_eq!(finding["fact"], "We say \"use\", not \"utilise\".");
    assert_eq!(finding["mend"], "Please use the green button.");

    // The same policy without the folder, and so without what lies in it.
    home.write(
        "closed.toml",
        "skill = \"validator-glossary\"\n[grants.config]\n[grants.log]\n\
         [grants.filesystem]\npreopens = []\n[grants.environment]\nnames = []\n",
    );
    let (component, input) = (
        example("validator-glossary"),
        file("validator-glossary", "attempt.json"),
    );
    let arguments = [
        "skill",
        "run",
        &component,
        "--policy",
        "closed.toml",
        "--input",
        &input,
    ];
    home.omni(&arguments)
        .refused(2, "skill.failed", "/glossary/words.txt");
}
