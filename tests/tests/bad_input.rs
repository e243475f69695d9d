//! Every wrong way in: one sentence, its code, what to do, the right exit code.

use omni_tests::{Home, guest, model_file, skill_file};

const QUESTION: &str = "How many days are in a week?";

#[test]
fn no_model_yet() {
    let home = Home::bare();
    let refused = home
        .omni(&["ask", QUESTION])
        .refused(2, "model.unknown", "smollm2-135m");
    assert!(
        refused.stderr.contains("omni model pull smollm2-135m"),
        "{refused:?}"
    );
}

#[test]
fn errors_are_json_too() {
    let home = Home::bare();
    let refused = home
        .omni(&["ask", QUESTION, "--json"])
        .refused(2, "model.unknown", "smollm2");
    assert_eq!(refused.json()["error"]["code"], "model.unknown");
    let refused = home
        .omni(&["ask", "--json", "--nonsense"])
        .refused(2, "usage", "--nonsense");
    assert_eq!(refused.json()["error"]["code"], "usage");
}

#[test]
fn a_model_that_nobody_knows() {
    let home = Home::new();
    let refused = home.omni(&["ask", QUESTION, "--model", "smollm2-135n"]);
    refused.refused(2, "model.unknown", "smollm2-135m");
    home.omni(&["ask", QUESTION, "--model", "./none.gguf"])
        .refused(2, "model.missing", "none.gguf");
}

#[test]
fn a_model_file_that_is_damaged() {
    let home = Home::new();
    let bytes = std::fs::read(model_file()).unwrap();
    let cut = home.write("cut.gguf", &bytes[..bytes.len() / 2]);
    let noise = home.write("noise.gguf", vec![7; 1 << 16]);
    let empty = home.write("empty.gguf", "");
    for path in [cut, noise, empty] {
        let refused = home.omni(&["ask", QUESTION, "--model", path.to_str().unwrap()]);
        refused.refused(
            2,
            "model.corrupt",
            path.file_name().unwrap().to_str().unwrap(),
        );
    }
    let folder = home.path().to_str().unwrap();
    let refused = home.omni(&["ask", QUESTION, "--model", &format!("{folder}/models/")]);
    assert_eq!(refused.code, Some(2), "{refused:?}");
}

#[test]
fn an_empty_prompt() {
    let home = Home::new();
    for prompt in ["", "  \n"] {
        home.omni(&["ask", prompt])
            .refused(2, "prompt.empty", "empty");
    }
    home.omni_with_stdin(&["ask", "-"], b"\n")
        .refused(2, "prompt.empty", "empty");
    home.omni_with_stdin(&["ask", "-"], b"\xff\xfe")
        .refused(2, "prompt.unreadable", "UTF-8");
}

#[test]
fn a_prompt_longer_than_the_context() {
    let home = Home::new();
    let prompt = "word ".repeat(5000);
    home.omni(&["ask", &prompt])
        .refused(2, "prompt.too-long", "1024");
}

#[test]
fn a_number_of_iterations_that_no_run_has() {
    let home = Home::new();
    for number in ["0", "4", "-1", "many"] {
        let argument = format!("--max-iterations={number}");
        home.omni(&["ask", QUESTION, &argument])
            .refused(2, "usage", "1, 2 or 3");
    }
}

#[test]
fn a_config_with_an_unknown_key() {
    let home = Home::new();
    home.config("[loop]\nmax_iteration = 2\n");
    home.omni(&["ask", QUESTION])
        .refused(2, "invalid.config", "max_iterations");
    home.omni(&["ask", QUESTION, "--config", "none.toml"])
        .refused(2, "invalid.config", "none.toml");
}

#[test]
fn a_policy_that_is_missing_or_malformed() {
    let home = Home::new();
    home.config("[skills.scorer]\npolicy = \"none.toml\"\n");
    home.omni(&["ask", QUESTION])
        .refused(2, "policy.missing", "none.toml");
    home.write(
        "bad.toml",
        "skill = \"score-logprob\"\n[limits]\nmemry = \"1MiB\"\n",
    );
    home.config("[skills.scorer]\npolicy = \"bad.toml\"\n");
    home.omni(&["ask", QUESTION])
        .refused(2, "invalid.policy", "did you mean `memory`");
}

#[test]
fn a_file_that_is_no_component() {
    let home = Home::new();
    let core = home.write("core.wasm", wat::parse_str("(module)").unwrap());
    let skill = std::fs::read(skill_file("score-logprob")).unwrap();
    let cut = home.write("cut.wasm", &skill[..skill.len() / 2]);
    let noise = home.write("noise.wasm", [9; 512]);
    let other = home.write("other.wasm", wat::parse_str("(component)").unwrap());
    for (path, named) in [
        (core, "core module"),
        (cut, "cut"),
        (noise, "noise"),
        (other, "other"),
    ] {
        let path = path.to_str().unwrap();
        home.omni(&["ask", QUESTION, "--scorer", path])
            .refused(2, "invalid.component", named);
        home.omni(&["skill", "swap", "scorer", path])
            .refused(2, "invalid.component", named);
    }
    home.omni(&["ask", QUESTION, "--scorer", "score-logprop"])
        .refused(2, "skill.unknown", "did you mean `score-logprob`");
    home.omni(&["ask", QUESTION, "--scorer", "./none.wasm"])
        .refused(2, "skill.unreadable", "none.wasm");
}

#[test]
fn a_skill_of_another_kind() {
    let home = Home::new();
    let validator = skill_file("validate-basics");
    let refused = home.omni(&["ask", QUESTION, "--scorer", &validator]);
    refused.refused(2, "invalid.component", "validator");
    home.omni(&["skill", "swap", "scorer", &validator])
        .refused(2, "invalid.component", "scorer");
}

#[test]
fn a_skill_that_wants_more_than_it_is_granted() {
    let home = Home::new();
    let refused = home.omni(&["ask", QUESTION, "--scorer", &guest("wants-log")]);
    let refused = refused.refused(3, "denied.import", "wants-log");
    assert!(refused.stderr.contains("[grants.log]"), "{refused:?}");
    home.omni(&["ask", QUESTION, "--scorer", &guest("wants-wasi")])
        .refused(3, "denied.import", "wasi:");
}

#[test]
fn a_role_that_nobody_has() {
    let home = Home::new();
    home.omni(&["skill", "swap", "judge", "score-logprob"])
        .refused(2, "role.unknown", "judge");
    home.omni(&["skill", "swap", "validator:none", "validate-basics"])
        .refused(2, "role.unknown", "none");
}

#[test]
fn a_home_that_cannot_be_made() {
    let home = Home::new();
    let file = home.write("file", "");
    let inside = file.join("home");
    let refused = home.omni(&["ask", QUESTION, "--home", inside.to_str().unwrap()]);
    refused.refused(2, "home.unwritable", "file/home");
}

#[test]
fn a_store_that_is_damaged() {
    let home = Home::new();
    home.write("omni.db", vec![b'x'; 8192]);
    home.omni(&["ask", QUESTION])
        .refused(2, "store.corrupt", "omni.db");
    home.omni(&["run", "list"])
        .refused(2, "store.corrupt", "omni.db");
}

#[test]
fn a_run_that_never_was() {
    let home = Home::new();
    home.omni(&["run", "show", "0199"])
        .refused(2, "run.unknown", "0199");
}

#[test]
fn input_of_a_skill_that_is_not_what_it_takes() {
    let home = Home::new();
    home.write("no.json", "{");
    home.write("list.json", "[]");
    for input in ["no.json", "list.json", "none.json"] {
        let refused = home.omni(&["skill", "run", "score-logprob", "--input", input]);
        refused.refused(2, "invalid.input", "input");
    }
}

#[test]
fn an_expectation_that_is_no_object() {
    let home = Home::new();
    home.write("expect.json", "[1]");
    home.omni(&["ask", QUESTION, "--expect", "expect.json"])
        .refused(2, "invalid.expect", "expect.json");
}

#[test]
fn two_validators_of_one_name() {
    let home = Home::new();
    let one = "[[skills.validators]]\ncomponent = \"validate-basics\"\n";
    home.config(&one.repeat(2));
    home.omni(&["ask", QUESTION])
        .refused(2, "invalid.config", "validate-basics");
}

#[test]
fn a_fallback_that_is_not_there_is_named_as_such() {
    let home = Home::new();
    home.write("omni.toml", "[model]\nfallback = \"none\"\n");
    home.omni(&["ask", QUESTION])
        .refused(2, "model.unknown", "fallback");
}

#[test]
fn arguments_that_are_no_text() {
    use std::os::unix::ffi::OsStrExt as _;
    let home = Home::new();
    let output = home
        .command(&["ask", "--json"])
        .arg(std::ffi::OsStr::from_bytes(b"\xff"))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2), "{output:?}");
}

#[test]
fn a_temperature_or_a_number_below_zero() {
    let home = Home::new();
    home.omni(&["ask", QUESTION, "--temperature", "-1"])
        .refused(2, "usage", "from 0 to 2");
    home.omni(&["ask", QUESTION, "--max-iterations", "-1"])
        .refused(2, "usage", "1, 2 or 3");
}
