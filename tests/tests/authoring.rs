//! From an idea to a component: every template is built and tested by the real program, and every wrong way in is told.

use std::fs;
use std::path::{Path, PathBuf};

use omni_tests::{Home, Outcome, guest, outcome, target_folder};

/// Runs the program in `home` with one folder for all that cargo compiles, so that it does so once.
fn omni(home: &Home, arguments: &[&str]) -> Outcome {
    let mut command = home.command(arguments);
    command.env("CARGO_TARGET_DIR", target_folder().join("authoring"));
    outcome(command.spawn().unwrap())
}

/// The kinds that there are templates of.
fn kinds(language: &str) -> Vec<String> {
    let templates = Path::new(env!("CARGO_MANIFEST_DIR")).join("../sdk/templates");
    let folders = fs::read_dir(templates.join(language)).unwrap();
    let names = folders.map(|folder| folder.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name != "shared").collect()
}

#[test]
fn every_kind_in_rust_is_made_built_and_passes_its_tests() {
    let home = Home::bare();
    let kinds = kinds("rust");
    assert!(kinds.len() >= 6, "{kinds:?}");
    for kind in kinds {
        let name = format!("its-{kind}");
        let made = omni(&home, &["skill", "new", &name, "--kind", &kind, "--json"]);
        let made = made.succeeded().json();
        assert_eq!(made["language"], "rust");

        let built = omni(&home, &["skill", "build", &name, "--json"]);
        let built = built.succeeded().json();
        assert_eq!(
            (&built["kind"], &built["check"]["allowed"]),
            (&kind.as_str().into(), &true.into())
        );
        let component = home.path().join(&name).join(format!("build/{name}.wasm"));
        assert_eq!(built["size"], component.metadata().unwrap().len());
        let imports = built["imports"].as_array().unwrap();
        assert!(
            imports.iter().all(|import| import["plumbing"] == false),
            "{built:#}"
        );

        let tested = omni(&home, &["skill", "test", &name, "--json"]).succeeded();
        let tested = tested.json();
        let cases = tested["cases"].as_array().unwrap();
        assert!(cases.len() >= 2, "{tested:#}");
        assert!(
            cases.iter().all(|case| case["verdict"] == "passed"),
            "{tested:#}"
        );

        let mut cargo = std::process::Command::new("cargo");
        cargo.current_dir(home.path().join(&name));
        cargo.env("CARGO_TARGET_DIR", target_folder().join("authoring"));
        let native = cargo.args(["test", "--quiet"]).output().unwrap();
        assert!(native.status.success(), "{kind}: {native:?}");
    }
}

#[test]
fn a_name_a_kind_and_a_language_are_what_they_must_be() {
    let home = Home::bare();
    let new = |arguments: &[&str]| omni(&home, &[&["skill", "new"], arguments].concat());
    for name in ["My-Scorer", "my_scorer", "2fast", "a/b", "..", "fn", ""] {
        new(&[name, "--kind", "scorer"]).refused(2, "skill.name", "cannot be a skill's name");
    }
    new(&["a", "--kind", "scorrer"]).refused(2, "kind.unknown", "did you mean `scorer`?");
    new(&["a", "--kind", "painter"]).refused(2, "kind.unknown", "`painter`");
    new(&["a", "--kind", "scorer", "--lang", "pyton"]).refused(
        2,
        "language.unknown",
        "did you mean `python`?",
    );
    new(&["a", "--kind", "router", "--lang", "js"]).refused(
        2,
        "kind.unsupported",
        "router in JavaScript",
    );
    new(&["a"]).refused(2, "usage", "--kind");
    let left: Vec<_> = fs::read_dir(home.path()).unwrap().collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn what_is_there_stays_as_it_is() {
    let home = Home::bare();
    let mine = home.write("taken/mine.txt", "mine");
    let new = |arguments: &[&str]| {
        omni(
            &home,
            &[&["skill", "new", "taken", "--kind", "scorer"], arguments].concat(),
        )
    };
    new(&[]).refused(2, "project.taken", "taken is there already");
    new(&["--dir", "taken/mine.txt"]).refused(2, "project.taken", "mine.txt");
    new(&["--dir", "taken/mine.txt/below"]).refused(2, "project.unwritable", "below");
    assert_eq!(fs::read_to_string(mine).unwrap(), "mine");
    new(&["--dir", "else/where"]).succeeded();
    assert!(home.path().join("else/where/taken.toml").exists());
}

#[test]
fn a_missing_tool_is_named_with_the_command_that_brings_it() {
    let home = Home::bare();
    omni(&home, &["skill", "new", "mine", "--kind", "scorer"]).succeeded();
    let build = |path: &Path| {
        let mut command = home.command(&["skill", "build", "mine"]);
        command
            .env("PATH", path)
            .env_remove("CARGO")
            .env_remove("RUSTC");
        outcome(command.spawn().unwrap())
    };
    let refused = build(Path::new("/nowhere")).refused(2, "toolchain.missing", "cargo is missing");
    assert!(refused.stderr.contains("rustup.rs"), "{refused:?}");

    // A compiler without the target, which knows no sysroot either.
    for tool in ["bin/cargo", "bin/rustc"] {
        let file = home.write(tool, "#!/bin/sh\nexit 1\n");
        let executable = std::os::unix::fs::PermissionsExt::from_mode(0o755);
        fs::set_permissions(file, executable).unwrap();
    }
    let refused = build(&home.path().join("bin")).refused(2, "toolchain.missing", "is missing");
    match target_folder().join("wasm-sysroot").exists() {
        true => println!("this machine has a prepared compiler, so the linker is what is missing"),
        false => assert!(
            refused
                .stderr
                .contains("rustup target add wasm32-unknown-unknown"),
            "{refused:?}"
        ),
    }
}

#[test]
fn what_does_not_compile_leaves_the_component_as_it_was() {
    let home = Home::bare();
    let project = Bench::of(&home, "fixed-score", "[grants.config]\n");
    project.write("src/lib.rs", "fn oops( {");
    project.write("Cargo.toml", "[package]\nname = \"mine\"\nedition = \"2024\"\n[workspace]\n[lib]\ncrate-type = [\"cdylib\"]\n");
    let before = fs::read(project.component()).unwrap();
    let refused = omni(&home, &["skill", "build", "mine"]);
    assert_eq!(refused.code, Some(2), "{refused:?}");
    for said in [
        "src/lib.rs:1",
        "error: cargo could not build mine",
        "[build.failed]",
    ] {
        assert!(refused.stderr.contains(said), "{said}: {refused:?}");
    }
    assert_eq!(fs::read(project.component()).unwrap(), before);
    omni(&home, &["skill", "build", "nowhere"]).refused(2, "project.unknown", "no such folder");
    omni(&home, &["skill", "build"]).refused(2, "project.unknown", "none of Cargo.toml");
}

/// A project whose component is one of the guests.
struct Bench<'a> {
    home: &'a Home,
    folder: PathBuf,
}

impl<'a> Bench<'a> {
    fn of(home: &'a Home, guest_name: &str, policy: &str) -> Self {
        let bench = Self {
            home,
            folder: home.path().join("mine"),
        };
        bench.write("Cargo.toml", "[package]\nname = \"mine\"\n");
        bench.write("mine.toml", format!("skill = \"mine\"\n{policy}"));
        bench.write("build/mine.wasm", fs::read(guest(guest_name)).unwrap());
        bench
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        self.home.write(&format!("mine/{name}"), text)
    }

    fn component(&self) -> PathBuf {
        self.folder.join("build/mine.wasm")
    }

    /// Writes the cases and runs them.
    fn test(&self, cases: &str, more: &[&str]) -> Outcome {
        self.write("tests/cases.toml", cases);
        self.again(more)
    }

    fn again(&self, more: &[&str]) -> Outcome {
        let arguments = [&["skill", "test", "mine", "--no-build"], more].concat();
        omni(self.home, &arguments)
    }
}

const INPUT: &str = "input = { request = { prompt = \"?\" }, response = \"!\" }\n";

#[test]
fn limits_traps_and_denials_can_be_expected() {
    let home = Home::bare();
    for (guest_name, policy, code) in [
        ("spin", "[limits]\ntime = \"100ms\"\n", "limit.time"),
        ("spin", "[limits]\nfuel = 1000000\n", "limit.fuel"),
        (
            "memory-bomb",
            "[limits]\nmemory = \"8MiB\"\n",
            "limit.memory",
        ),
        ("stack-overflow", "", "limit.stack"),
        ("nan-score", "", "invalid.output"),
        ("panics", "", "trap"),
        ("wants-log", "", "denied.import"),
        ("log-flood", "[grants.log]\n", "limit.log"),
    ] {
        let bench = Bench::of(&home, guest_name, policy);
        bench
            .test(&format!("{INPUT}[expect]\ncode = \"{code}\"\n"), &[])
            .succeeded();
        let other = bench.test(&format!("{INPUT}[expect]\ncode = \"skill.failed\"\n"), &[]);
        assert_eq!(other.code, Some(5), "{other:?}");
        assert!(other.stdout.contains(&format!("[{code}]")), "{other:?}");
        let score = bench.test(&format!("{INPUT}[expect]\nconfidence = 0.5\n"), &[]);
        assert_eq!(score.code, Some(5), "{score:?}");
    }
}

#[test]
fn the_clock_the_dice_the_store_and_the_model_are_the_cases_own() {
    let home = Home::bare();
    let tells_time = Bench::of(&home, "tells-time", "[grants.clock]\n");
    let cases = format!(
        "[[case]]\n{INPUT}[case.expect]\ncontains = [\"1767225600000000000\"]\n\
         [[case]]\ntime = 1970-01-01T00:00:02Z\n{INPUT}[case.expect]\ncontains = [\"2000000000\"]\n"
    );
    tells_time.test(&cases, &[]).succeeded();

    let dice = Bench::of(&home, "throws-dice", "[grants.random]\n");
    let drawn = |seed: u64| {
        let outcome = dice
            .test(&format!("seed = {seed}\n{INPUT}"), &["--update"])
            .succeeded();
        assert!(outcome.stdout.contains("1 updated"), "{outcome:?}");
        fs::read_to_string(dice.folder.join("tests/cases.toml")).unwrap()
    };
    let first = drawn(1);
    assert_eq!(drawn(1), first);
    assert_ne!(drawn(2).replace("seed = 2", "seed = 1"), first);

    let keeps = Bench::of(&home, "keeps-things", "[grants.kv]\n");
    let cases = r#"
[[case]]
kv = { a = "before" }
input = { request = { prompt = "get a\nset b x\nkeys" }, response = "" }
expect = { output = { confidence = 0.5, reasons = ["is before", "set", "a,b"] } }
[[case]]
input = { request = { prompt = "keys" }, response = "" }
expect = { output = { confidence = 0.5, reasons = [""] } }
"#;
    keeps.test(cases, &[]).succeeded();

    let asks = Bench::of(
        &home,
        "asks-model",
        "[grants.llm]\nmax_tokens = 3\nmax_calls = 4\n",
    );
    let cases = r#"
[[case]]
llm = ["yes", "one two three"]
input = { request = { prompt = "1 a?\n2 b?" }, response = "" }
expect = { contains = ["yes (1 tokens", "one two (2 tokens, Stop::Length"] }
[[case]]
llm = ["one two three four"]
input = { request = { prompt = "- a?\n1 b?" }, response = "" }
expect = { code = "limit.llm-tokens" }
[[case]]
llm = []
input = { request = { prompt = "1 a?" }, response = "" }
expect = { contains = ["no more answers"] }
[[case]]
input = { request = { prompt = "1 a?" }, response = "" }
expect = { contains = ["there is no model"] }
"#;
    asks.test(cases, &[]).succeeded();
}

#[test]
fn log_lines_and_findings_can_be_expected() {
    let home = Home::bare();
    let logs = Bench::of(&home, "wants-log", "[grants.log]\n");
    logs.test(&format!("{INPUT}[expect]\nlog = [\"iteration 1\"]\n"), &[])
        .succeeded();
    let missing = logs.test(&format!("{INPUT}[expect]\nlog = [\"iteration 2\"]\n"), &[]);
    assert_eq!(missing.code, Some(5));
    assert!(
        missing.stdout.contains("contains \"iteration 2\""),
        "{missing:?}"
    );
    assert!(missing.stdout.contains("info: iteration 1"), "{missing:?}");

    let finds = Bench::of(&home, "always-wrong", "[grants.config]\n");
    let case = format!("config = {{ code = \"a.b\", fact = \"so it is\" }}\n{INPUT}[expect]\n");
    finds
        .test(&format!("{case}findings = [\"a.b\"]\nnone = false\ncontains = [\"so it is\"]\nlacks = [\"nope\"]\n"), &[])
        .succeeded();
    for (wrong, said) in [
        ("findings = []", "it finds a.b, and nothing is expected"),
        (
            "findings = [\"a.b\", \"a.b\"]",
            "it finds a.b, and a.b, a.b is expected",
        ),
        (
            "none = true",
            "nothing is expected to be found, and it finds a.b",
        ),
        ("lacks = [\"so it is\"]", "it contains \"so it is\""),
    ] {
        let failed = finds.test(&format!("{case}{wrong}\n"), &[]);
        assert_eq!(failed.code, Some(5), "{wrong}");
        assert!(failed.stdout.contains(said), "{failed:?}");
    }
}

const TWO: &str = r#"# What a fixed score is.
[[case]]
name = "right"
config = { confidence = 0.5 }
input = { request = { prompt = "?" }, response = "!" }
[case.expect]
confidence = { at_least = 0.5, at_most = 0.5 }

[[case]]
name = "<wrong> & \"quoted\""
config = { confidence = 0.5 }
input = { request = { prompt = "?" }, response = "!" }
[case.expect]
output = { confidence = 0.75, reasons = [] } # kept
"#;

#[test]
fn a_failing_case_shows_the_difference_and_exits_with_5() {
    let home = Home::bare();
    let bench = Bench::of(&home, "fixed-score", "[grants.config]\n");
    let failed = bench.test(TWO, &["--junit", "report.xml"]);
    assert_eq!(failed.code, Some(5), "{failed:?}");
    for line in [
        "ok       tests/cases.toml: right",
        "- confidence = 0.75",
        "+ confidence = 0.5",
        "1 passed, 1 failed",
    ] {
        assert!(failed.stdout.contains(line), "{line}: {failed:?}");
    }
    let xml = fs::read_to_string(home.path().join("report.xml")).unwrap();
    assert!(xml.contains("tests=\"2\" failures=\"1\""), "{xml}");
    assert!(
        xml.contains("name=\"&lt;wrong&gt; &amp; &quot;quoted&quot;\""),
        "{xml}"
    );

    let report = bench.again(&["--json"]);
    assert_eq!(report.code, Some(5));
    let report = report.json();
    assert_eq!(report["cases"][1]["verdict"], "failed");
    assert_eq!(
        report["cases"][1]["failures"][0]["difference"][1]["change"],
        "missing"
    );
    assert_eq!(report["policy"], "mine/mine.toml");

    let one = bench.again(&["--filter", "right"]).succeeded();
    assert!(one.stdout.contains("1 passed, 1 left out"), "{one:?}");
    bench
        .again(&["--filter", "nothing"])
        .refused(2, "test.none", "`nothing`");
}

#[test]
fn an_update_writes_outputs_and_nothing_else() {
    let home = Home::bare();
    let bench = Bench::of(&home, "fixed-score", "[grants.config]\n");
    let updated = bench.test(TWO, &["--update"]).succeeded();
    assert!(
        updated.stdout.contains("1 passed, 1 updated"),
        "{updated:?}"
    );
    let text = fs::read_to_string(bench.folder.join("tests/cases.toml")).unwrap();
    let begun = TWO.split("output = ").next().unwrap();
    assert!(
        text.starts_with(begun) && text.ends_with("# kept\n"),
        "{text}"
    );
    bench.again(&[]).succeeded();

    // A case that expects something else is not made to pass.
    let wrong = TWO
        .replace("at_most = 0.5", "at_most = 0.4")
        .replace("at_least = 0.5, ", "");
    let failed = bench.test(&wrong, &["--update"]);
    assert_eq!(failed.code, Some(5), "{failed:?}");
    assert!(failed.stdout.contains("1 failed, 1 updated"), "{failed:?}");
}

#[test]
fn a_test_file_is_understood_or_refused() {
    let home = Home::bare();
    let bench = Bench::of(&home, "fixed-score", "[grants.config]\n");
    for (cases, named) in [
        (
            "[inptu]\n",
            "mine/tests/cases.toml:1:2: unknown key `inptu`, did you mean `input`?",
        ),
        (
            &format!("{INPUT}[expect]\nfindings = []\n"),
            ":3:1: unknown key `findings`",
        ),
        (
            &format!("{INPUT}[expect]\nconfidence = \"high\"\n"),
            ":3:14: invalid type",
        ),
        (
            &format!("{INPUT}[expect]\ncode = \"limit.tme\"\n"),
            "did you mean `limit.time`?",
        ),
        ("case = []\nname = \"x\"\n", "unknown key `name`"),
        ("case = []\n", "hold no case"),
        ("input = [", "mine/tests/cases.toml:1"),
    ] {
        let refused = bench.test(cases, &[]);
        assert_eq!(refused.code, Some(2), "{cases}: {refused:?}");
        assert!(refused.stderr.contains(named), "{cases}: {refused:?}");
    }
    fs::remove_dir_all(bench.folder.join("tests")).unwrap();
    bench.again(&[]).refused(2, "test.none", "mine/tests");
    fs::remove_file(bench.component()).unwrap();
    bench
        .again(&[])
        .refused(2, "build.missing", "mine/build/mine.wasm");
    bench.write("mine.toml", "skill = \"mine\"\n[grnats.log]\n");
    bench.write("build/mine.wasm", fs::read(guest("fixed-score")).unwrap());
    bench
        .again(&[])
        .refused(2, "invalid.policy", "did you mean `grants`?");
    bench.write("build/mine.wasm", "no wasm");
    bench.write("mine.toml", "skill = \"mine\"\n");
    bench
        .again(&[])
        .refused(2, "invalid.component", "is no WebAssembly");
}

#[test]
fn a_policy_is_held_against_a_component() {
    let home = Home::bare();
    let mine = guest("host-call-flood");
    let narrow = home.write("narrow.toml", "skill = \"x\"\n");
    let wide = home.write("wide.toml", "skill = \"x\"\n[grants.config]\n");
    let pinned = home.write(
        "pinned.toml",
        format!(
            "skill = \"x\"\nsha256 = \"{}\"\n[grants.config]\n",
            "0".repeat(64)
        ),
    );
    let check = |policy: &Path, more: &[&str]| {
        let policy = policy.to_str().unwrap();
        omni(
            &home,
            &[&["skill", "check", &mine, "--policy", policy], more].concat(),
        )
    };
    let refused = check(&narrow, &[]);
    assert_eq!(refused.code, Some(3), "{refused:?}");
    assert!(
        refused.stdout.contains("config is not granted by"),
        "{refused:?}"
    );
    assert!(
        refused.stdout.ends_with("  [grants.config]\n"),
        "{refused:?}"
    );
    let allowed = check(&wide, &["--json"]).succeeded().json();
    assert_eq!(allowed["check"]["allowed"], true);
    assert_eq!(allowed["check"]["reasons"][0]["line"], 2);
    assert_eq!(check(&pinned, &[]).code, Some(5));
    let nothing = omni(&home, &["skill", "check", &mine]);
    assert_eq!(nothing.code, Some(3), "{nothing:?}");
    omni(&home, &["skill", "check", &mine, "--policy", "none.toml"]).refused(
        2,
        "policy.missing",
        "none.toml",
    );
}

#[test]
fn a_component_tells_its_world_and_what_made_it() {
    let home = Home::bare();
    let about = omni(
        &home,
        &["skill", "inspect", &guest("fixed-score"), "--json"],
    );
    let about = about.succeeded().json();
    assert_eq!(about["world"], "omni:skill/scorer@0.1.0");
    let producers = about["producers"].as_array().unwrap();
    assert!(
        producers
            .iter()
            .any(|one| one["name"] == "Rust" && one["role"] == "language"),
        "{about:#}"
    );
    let shown = omni(&home, &["skill", "inspect", &guest("fixed-score")]).succeeded();
    assert!(
        shown.stdout.contains("made by   Rust (language)"),
        "{shown:?}"
    );
}
