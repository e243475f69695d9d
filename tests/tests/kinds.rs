//! Routers, image preprocessors and dataset builders: what they give, what the host refuses to believe, and how
//! `omni skill run` calls them.

use omni_skills::types::{
    Attachment, DatasetOptions, DropReason, Exchange, ImageOptions, Request, RouteModel,
    RouteReflection, Way,
};
use omni_skills::{DatasetBuilder, Error, ImagePreprocessor, Kind, Router, Scorer, Skill};
use omni_tests::guests::{policy, runtime};
use omni_tests::{Home, guest};
use serde_json::{Map, json};

fn load(name: &str, lines: &str) -> Skill {
    let bytes = std::fs::read(guest(name)).unwrap();
    let skill = runtime().load(name, &bytes, policy(lines), Map::new());
    skill.unwrap_or_else(|error| panic!("{error}"))
}

fn ask(prompt: &str) -> Request {
    Request {
        prompt: prompt.to_owned(),
        ..Request::default()
    }
}

#[track_caller]
fn refused(error: Error, code: &str, text: &str) {
    assert_eq!(error.code(), code, "{error}");
    assert!(error.to_string().contains(text), "{error}");
}

fn router(lines: &str) -> Router {
    Router::try_from(load("routes", lines)).unwrap()
}

#[test]
fn a_router_sends_attachments_their_way_by_content() {
    let attachments = [
        Attachment::of(b"\x89PNG\r\n\x1a\n"),
        Attachment::of(b"a note"),
        Attachment::of(b"RIFF....WAVE"),
    ];
    let route = router("").route(&ask("quick tuned"), &attachments);
    let route = route.result.unwrap();
    assert_eq!(route.ways, [Way::Image, Way::Text, Way::Audio]);
    assert_eq!(route.model, RouteModel::Adapter("2026-11-22".to_owned()));
    assert_eq!(route.max_iterations, Some(1));
    assert_eq!(route.reflection, Some(RouteReflection::Off));
    assert_eq!(route.reasons, [r"by \u{1b}[1mcontent"]);
    let head = Attachment::of(&[0x89; 9000]);
    assert_eq!((head.head.len(), head.size), (4096, 9000));
}

#[test]
fn a_router_is_not_believed_when_it_says_what_cannot_be() {
    let router = router("[limits]\ntime = \"300ms\"");
    let note = [Attachment::of(b"a note")];
    let of = |prompt: &str| router.route(&ask(prompt), &note).result.unwrap_err();
    refused(of("forget"), "invalid.output", "0 ways for 1 attachments");
    refused(of("ten"), "invalid.output", "at most 10 iterations");
    refused(of("adapter"), "invalid.output", "../../etc/passwd");
    refused(of("much"), "limit.output", "8MiB, by default");
    refused(of("spin"), "limit.time", "300ms");
    let unknown = router.route(&ask(""), &[Attachment::of(&[0xff, 0xfe])]);
    refused(unknown.result.unwrap_err(), "skill.failed", "unsupported");
    assert!(router.route(&ask("small"), &note).result.is_ok());
}

fn preprocessor(lines: &str) -> ImagePreprocessor {
    ImagePreprocessor::try_from(load("prepares", lines)).unwrap()
}

#[test]
fn an_image_preprocessor_gives_pixels_and_a_file() {
    let prepared = preprocessor("").prepare(b"600 300", &ImageOptions::default());
    let prepared = prepared.result.unwrap();
    assert_eq!((prepared.width, prepared.height), (512, 300));
    let pixels = prepared.pixels.unwrap();
    assert_eq!((pixels.len(), pixels[0]), (512 * 300 * 3, 255));
    assert_eq!(prepared.encoded.unwrap().bytes, [85]);
    assert_eq!(prepared.hash, 0x0123_4567_89ab_cdef);
    assert_eq!(prepared.notes, [r"a flat \u{7}picture"]);
    let bare = ImageOptions {
        pixels: false,
        quality: None,
        ..ImageOptions::default()
    };
    let prepared = preprocessor("").prepare(b"4 2", &bare).result.unwrap();
    assert_eq!((prepared.pixels, prepared.encoded), (None, None));
}

#[test]
fn a_picture_that_is_not_what_it_says_is_refused() {
    let preprocessor = preprocessor("[limits]\nmemory = \"64MiB\"\noutput = \"1MiB\"");
    let options = ImageOptions::default();
    let of = |image: &str| {
        let outcome = preprocessor.prepare(image.as_bytes(), &options);
        outcome.result.unwrap_err()
    };
    refused(
        of("4 2 short"),
        "invalid.output",
        "23 bytes of pixels for 4×2, which has 24",
    );
    refused(
        of("513 1 large"),
        "invalid.output",
        "the longest edge is 512",
    );
    refused(
        of("100000 100000"),
        "invalid.output",
        "the most is 100000000",
    );
    let wide = ImageOptions {
        max_edge: 2000,
        ..options
    };
    let much = preprocessor.prepare(b"700 700", &wide).result;
    refused(much.unwrap_err(), "limit.output", "1MiB, set at");
    refused(of("4 2 bomb"), "limit.memory", "64MiB, set at");
    refused(of("photo"), "skill.failed", "unsupported");
    let without = ImageOptions {
        pixels: false,
        ..options
    };
    let deaf = preprocessor.prepare(b"4 2 deaf", &without);
    refused(
        deaf.result.unwrap_err(),
        "invalid.output",
        "nobody asked for",
    );
    // An input that does not fit the skill's memory is the skill's limit, too.
    let large = preprocessor.prepare(&vec![0; 100 << 20], &options);
    refused(large.result.unwrap_err(), "limit.memory", "64MiB");
    assert!(preprocessor.prepare(b"4 2", &options).result.is_ok());
}

fn entry(id: &str, rating: f32, comment: Option<&str>) -> Exchange {
    Exchange {
        id: id.to_owned(),
        time: 1_700_000_000,
        request: ask("1 + 1?"),
        response: "2".to_owned(),
        rating,
        comment: comment.map(str::to_owned),
    }
}

#[test]
fn a_dataset_builder_places_every_exchange_once() {
    let builder = DatasetBuilder::try_from(load("builds", "")).unwrap();
    let options = DatasetOptions::default();
    let entries = [entry("a", 0.9, None), entry("b", 0.7, None)];
    let dataset = builder.build(&entries, &options).result.unwrap();
    assert_eq!(dataset.training[0].exchanges, ["a"]);
    assert_eq!(dataset.training[0].messages[1].content, "2");
    assert_eq!(dataset.dropped[0].reason, DropReason::Rating);

    let of = |comment: &str| {
        let entries = [entry("a", 0.9, Some(comment))];
        builder.build(&entries, &options).result.unwrap_err()
    };
    refused(of("lose"), "invalid.output", "without `a`");
    refused(
        of("leak"),
        "invalid.output",
        "both as training and as validation",
    );
    refused(of("invent"), "invalid.output", "`nobody`");
    refused(of("nan"), "invalid.output", "a weight of NaN");
    refused(
        of("panic"),
        "trap",
        "nothing to learn from a, at examples/builds.rs",
    );
    assert_eq!(builder.build(&[], &options).result.unwrap().training, []);
}

#[test]
fn a_kind_is_not_taken_for_another() {
    let error = Scorer::try_from(load("routes", "")).unwrap_err();
    refused(
        error,
        "invalid.component",
        "is a router, and a scorer is needed here",
    );
    for (name, kind) in [
        ("routes", Kind::Router),
        ("prepares", Kind::ImagePreprocessor),
        ("builds", Kind::DatasetBuilder),
    ] {
        let bytes = std::fs::read(guest(name)).unwrap();
        let about = runtime().inspect(name, &bytes).unwrap();
        assert_eq!((about.kind, about.problem), (Some(kind), None));
    }
}

fn run(home: &Home, name: &str, input: &serde_json::Value) -> serde_json::Value {
    home.write("inputs/input.json", input.to_string());
    let component = guest(name);
    let arguments = [
        "skill",
        "run",
        &component,
        "--input",
        "inputs/input.json",
        "--json",
    ];
    home.omni(&arguments).succeeded().json()["result"].clone()
}

#[test]
fn the_command_takes_bytes_as_a_path_or_as_base64() {
    let home = Home::bare();
    home.write("inputs/picture", "4 2");
    let by_path = json!({"image": {"path": "picture"}, "options": {"quality": null}});
    let result = run(&home, "prepares", &by_path);
    assert_eq!(
        (&result["width"], &result["hash"]),
        (&json!(4), &json!("0123456789abcdef"))
    );
    let pixels = result["pixels"].as_str().unwrap();
    assert_eq!(pixels, "////".repeat(8));
    assert_eq!(result["encoded"], json!(null));
    let result = run(&home, "prepares", &json!({"image": {"base64": "NCAy"}}));
    assert_eq!(result["source"]["width"], 4);

    let request = json!({"prompt": "small"});
    let attachments = json!([{"path": "picture"}, {"base64": "iVBORw=="}]);
    let input = json!({"request": request, "attachments": attachments});
    let result = run(&home, "routes", &input);
    assert_eq!(result["ways"], json!(["text", "image"]));
    assert_eq!(result["model"], "fallback");

    let exchange = json!({"id": "a", "request": {"prompt": "p"}, "response": "r", "rating": 0.5});
    let input = json!({"entries": [exchange], "options": {"min_rating": 0.4}});
    let result = run(&home, "builds", &input);
    assert_eq!(result["training"][0]["exchanges"], json!(["a"]));
}

#[test]
fn the_command_says_what_it_takes() {
    let home = Home::bare();
    for (name, input, named) in [
        ("prepares", r#"{"image": {}}"#, "`path` or by `base64`"),
        ("prepares", r#"{"image": {"path": "nowhere"}}"#, "nowhere"),
        (
            "prepares",
            r#"{"image": {"base64": "-"}}"#,
            "`base64` is none",
        ),
        (
            "prepares",
            r#"{"image": {"base64": ""}, "options": {"edge": 1}}"#,
            "edge",
        ),
        ("routes", r#"{"prompt": "p"}"#, "prompt"),
        ("builds", r#"{"entries": [{}]}"#, "id"),
    ] {
        home.write("input.json", input);
        let component = guest(name);
        let outcome = home.omni(&["skill", "run", &component, "--input", "input.json"]);
        let outcome = outcome.refused(2, "invalid.input", named);
        assert!(outcome.stderr.contains(" takes {"), "{outcome:?}");
    }
}
