//! What comes with a question goes its way by its content, whatever it is called.

use std::io::Write as _;
use std::path::Path;

use omni_tests::{Home, model_file};

/// A red circle, drawn by `tools/vision/pictures.py`.
fn picture() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("pictures/shapes");
    folder.join("000.png").display().to_string()
}

const QUESTION: &str = "What shape is it?";

#[test]
fn a_picture_is_shown_and_recorded() {
    let home = Home::new();
    let asked = ["ask", QUESTION, "--image", &picture(), "--json"];
    let record = home.omni(&asked).succeeded().json();
    assert_eq!(record["route"]["ways"], serde_json::json!(["image"]));
    let shown = &record["pictures"][0];
    assert_eq!(
        (&shown["format"], &shown["hit"]),
        (&"png".into(), &"miss".into())
    );
    assert_eq!(
        (&shown["width"], &shown["height"]),
        (&96.into(), &96.into())
    );
    let roles: Vec<_> = record["skills"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["role"])
        .collect();
    assert!(roles.contains(&&"router".into()), "{roles:?}");
    assert!(roles.contains(&&"image-preprocessor".into()), "{roles:?}");
    let again = home.omni(&asked).succeeded().json();
    assert_eq!(again["pictures"][0]["hit"], "exact");
    assert_eq!(again["response"], record["response"]);
}

#[test]
fn a_name_says_nothing_of_the_content() {
    let home = Home::new();
    std::fs::copy(picture(), home.path().join("notes.txt")).unwrap();
    let record = home
        .omni(&["ask", QUESTION, "--image", "notes.txt", "--json"])
        .succeeded()
        .json();
    assert_eq!(record["route"]["ways"], serde_json::json!(["image"]));
    home.write("photo.png", "Mira lives in Lund.\n");
    let asked = [
        "ask",
        "Where does Mira live?",
        "--image",
        "photo.png",
        "--json",
    ];
    let record = home.omni(&asked).succeeded().json();
    assert_eq!(record["route"]["ways"], serde_json::json!(["text"]));
    assert_eq!(
        record["prompt"],
        "Mira lives in Lund.\n\nWhere does Mira live?"
    );
    assert!(record["pictures"].is_null(), "{record}");
}

#[test]
fn pictures_and_texts_come_together() {
    let home = Home::new();
    home.write("about.txt", "This is a drawing.");
    let image = picture();
    let asked = [
        "ask",
        QUESTION,
        "--image",
        &image,
        "--image",
        "about.txt",
        "--image",
        &image,
        "--json",
    ];
    let record = home.omni(&asked).succeeded().json();
    assert_eq!(
        record["route"]["ways"],
        serde_json::json!(["image", "text", "image"])
    );
    assert_eq!(record["pictures"].as_array().unwrap().len(), 2);
    assert!(
        record["prompt"]
            .as_str()
            .unwrap()
            .starts_with("This is a drawing.")
    );
}

#[test]
fn sound_and_rubbish_are_refused_by_name() {
    let home = Home::new();
    let sound = [b"RIFF\x24\0\0\0WAVEfmt ".as_slice(), &[0; 64]].concat();
    home.write("voice.png", sound);
    let _ = home
        .omni(&["ask", QUESTION, "--image", "voice.png"])
        .refused(2, "model.no-audio", "voice.png");
    home.write("rubbish.png", [0xfe_u8, 0x01, 0x02, 0xff, 0x00].repeat(30));
    let _ = home
        .omni(&["ask", QUESTION, "--image", "rubbish.png"])
        .refused(2, "request.refused", "attachment 1");
    let _ = home
        .omni(&["ask", QUESTION, "--image", "missing.png"])
        .refused(2, "image.missing", "missing.png");
    let _ =
        home.omni(&["ask", QUESTION, "--image", "."])
            .refused(2, "image.not-a-file", "a folder");
    home.write("empty.png", "");
    let _ = home
        .omni(&["ask", QUESTION, "--image", "empty.png"])
        .refused(2, "image.empty", "empty.png");
    let _ = home
        .omni(&["ask", "-", "--image", "-"])
        .refused(2, "usage", "stdin");
}

#[test]
fn a_cut_off_picture_is_named_and_costs_nothing_else() {
    let home = Home::new();
    let whole = std::fs::read(picture()).unwrap();
    home.write("cut.png", &whole[..whole.len() / 2]);
    let _ = home.omni(&["ask", QUESTION, "--image", "cut.png"]).refused(
        2,
        "image.unreadable",
        "cut.png",
    );
    let _ = home
        .omni(&["ask", QUESTION, "--image", &picture()])
        .succeeded();
}

#[test]
fn who_sees_nothing_says_what_to_set() {
    let home = Home::new();
    // Another file is another model: the catalogue has no projector for it.
    let model = home.path().join("other.gguf");
    std::fs::copy(model_file(), &model).unwrap();
    let mut file = std::fs::File::options().append(true).open(&model).unwrap();
    file.write_all(&[0]).unwrap();
    let refused = home
        .omni(&[
            "ask",
            QUESTION,
            "--model",
            "./other.gguf",
            "--image",
            &picture(),
        ])
        .refused(2, "model.no-projector", "other");
    assert!(refused.stderr.contains("mmproj"), "{refused:?}");
    home.config("[skills.image]\nenabled = false\n");
    let _ = home
        .omni(&["ask", QUESTION, "--image", &picture()])
        .refused(2, "image.off", "skills.image");
    home.config("[skills.router]\nenabled = false\n");
    let record = home
        .omni(&["ask", QUESTION, "--image", &picture(), "--json"])
        .succeeded()
        .json();
    assert!(record["route"].is_null(), "{record}");
    home.config("mmproj = \"missing.gguf\"\n");
    let _ = home
        .omni(&["ask", QUESTION, "--image", &picture()])
        .refused(2, "model.missing", "missing.gguf");
    home.config(&format!("mmproj = \"{}\"\n", model_file()));
    let _ = home
        .omni(&["ask", QUESTION, "--image", &picture()])
        .refused(2, "model.unsupported", "no projector");
}

#[test]
fn a_model_that_did_not_load_is_named_where_pictures_came() {
    let home = Home::new();
    home.write("broken.gguf", "no model");
    let broken = home.path().join("broken.gguf");
    let (broken, fallback) = (broken.display(), model_file());
    home.config(&format!("main = \"{broken}\"\nfallback = \"{fallback}\"\n"));
    let refused = home
        .omni(&["ask", QUESTION, "--image", &picture()])
        .refused(2, "model.corrupt", "broken");
    assert!(refused.stderr.contains("did not load"), "{refused:?}");
    let _ = home
        .omni(&["ask", "How many days are in a week?"])
        .succeeded();
}

#[test]
fn a_conversation_is_shown_pictures_and_remembers_them() {
    let home = Home::new();
    let input = format!("/image {}\n{QUESTION}\nAnd what color is it?\n", picture());
    let said = home
        .omni_with_stdin(&["chat", "--json", "--seed", "7"], input.as_bytes())
        .succeeded();
    let records: Vec<serde_json::Value> = said
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(records.len(), 2, "{said:?}");
    assert_eq!(records[0]["pictures"].as_array().unwrap().len(), 1);
    assert!(records[1]["pictures"].is_null());
    // The picture is part of the second question's prompt, and was looked at once.
    let cached = records[1]["iterations"][0]["cached_tokens"]
        .as_u64()
        .unwrap();
    assert!(cached > 36, "{}", records[1]);
}

#[test]
fn a_picture_that_cannot_be_shown_is_not_shown_again() {
    let home = Home::new();
    let whole = std::fs::read(picture()).unwrap();
    home.write("cut.png", &whole[..whole.len() / 2]);
    let input = "/image cut.png\nWhat shape is it?\nHow many days are in a week?\n";
    let said = home.omni_with_stdin(&["chat", "--json", "--seed", "7"], input.as_bytes());
    assert!(said.stdout.contains("image.unreadable"), "{said:?}");
    // The second question is answered.
    assert!(said.stdout.contains("\"run_id\""), "{said:?}");
}

#[test]
fn a_damaged_projector_costs_pictures_and_nothing_else() {
    let home = Home::new();
    home.write("models/smollm2-135m-shapes.gguf", "no projector");
    let input = b"How many days are in a week?\n";
    let said = home
        .omni_with_stdin(&["chat", "--json", "--seed", "7"], input)
        .succeeded();
    assert!(said.stderr.contains("no picture can be shown"), "{said:?}");
    assert_eq!(said.stdout.lines().count(), 1, "{said:?}");
}
