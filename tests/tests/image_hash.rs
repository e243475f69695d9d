//! The image skill's perceptual hash against Python's ImageHash, on the same pictures in the same run.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use omni_skills::types::ImageOptions;
use omni_skills::{ImagePreprocessor, Runtime, RuntimeOptions};
use omni_tests::{imaging, skill_file, target_folder};
use serde_json::Map;

/// What ImageHash's own tests know of its test picture (`tests/test_hash_is_constant.py`).
const KNOWN: &str = "ba8c84536bd3c366";

/// Hashes each file that is named, and re-encodes a picture of scikit-image in the ways that a hash must bear.
const HASHES: &str = r#"
import json, sys
from pathlib import Path
import imagehash
from PIL import Image, ImageOps
import skimage

folder = Path(sys.argv[1])
shipped = Path(skimage.__file__).parent / "data"
files = [file for file in sorted(shipped.iterdir()) if file.suffix in (".png", ".jpg", ".gif")]
for name in ("coffee.png", "rocket.jpg", "camera.png"):
    picture = Image.open(shipped / name)
    for quality in (50, 85, 95):
        picture.save(folder / f"{name}-{quality}.jpg", quality=quality)
        picture.save(folder / f"{name}-{quality}-progressive.jpg", quality=quality, progressive=True, subsampling=1)
    picture.resize((333, 77)).save(folder / f"{name}-small.png")
    picture.resize((20, 1000)).save(folder / f"{name}-narrow.png")
    picture.resize((300, 400)).save(folder / f"{name}-upright.png")
    for orientation in range(1, 9):
        turned = Image.Exif()
        turned[0x0112] = orientation
        picture.resize((400, 300)).save(folder / f"{name}-turned-{orientation}.jpg", exif=turned)
    picture.convert("RGB").convert("CMYK").save(folder / f"{name}-cmyk.jpg")
files += sorted(folder.iterdir())
# Its transparent pixels have colours that nobody sees: ImageHash hashes them, the skill what is seen.
def hashed(file):
    picture = ImageOps.exif_transpose(Image.open(file))
    if picture.has_transparency_data:
        picture = Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture.convert("RGBA"))
    return str(imagehash.phash(picture))
print(json.dumps({str(file): hashed(file) for file in files}))
"#;

fn python_hashes(venv: &Path) -> BTreeMap<PathBuf, String> {
    let folder = target_folder().join("test-homes/image-hash");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let mut python = Command::new(venv.join("bin/python"));
    let output = python.args(["-c", HASHES]).arg(&folder).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    serde_json::from_slice(&output.stdout).unwrap()
}

fn skill() -> ImagePreprocessor {
    let policy = Path::new(env!("CARGO_MANIFEST_DIR")).join("../policies/image.toml");
    let text = fs::read_to_string(&policy).unwrap();
    let policy = omni_policy::Policy::parse(&policy, &text).unwrap();
    let runtime = Runtime::new(RuntimeOptions { cache: None }).unwrap();
    let bytes = fs::read(skill_file("image")).unwrap();
    let skill = runtime.load("image", &bytes, policy.into(), Map::new());
    ImagePreprocessor::try_from(skill.unwrap()).unwrap()
}

fn hash(skill: &ImagePreprocessor, file: &Path) -> String {
    let options = ImageOptions {
        pixels: false,
        quality: None,
        ..ImageOptions::default()
    };
    let prepared = skill.prepare(&fs::read(file).unwrap(), &options).result;
    let prepared = prepared.unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    format!("{:016x}", prepared.hash)
}

#[test]
fn the_hash_is_imagehashs_bit_for_bit() {
    let venv = match imaging::python() {
        Ok(venv) => venv,
        Err(why) => return println!("skipped, Python's ImageHash cannot be installed here: {why}"),
    };
    let expected = python_hashes(&venv);
    assert!(expected.len() >= 45, "{expected:#?}");
    let skill = skill();
    for (file, expected) in expected {
        assert_eq!(hash(&skill, &file), expected, "{}", file.display());
    }
}

#[test]
fn imagehashs_own_picture_has_the_hash_that_is_known_of_it() {
    match imaging::imagehash_pictures() {
        Ok(pictures) => assert_eq!(hash(&skill(), &pictures.join("imagehash.png")), KNOWN),
        Err(why) => println!("skipped, ImageHash's sources cannot be had here: {why}"),
    }
}
