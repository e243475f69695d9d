//! The cache of pictures under the real program: hits, damage, age, size, trouble, many processes.

use std::path::PathBuf;

use omni_tests::pictures::Canvas;
use omni_tests::{Home, outcome};

fn photo(seed: u32) -> Canvas {
    Canvas::photo(640, 480, seed)
}

fn hits(home: &Home, files: &[&str]) -> Vec<String> {
    let arguments = [&["image", "--json"], files].concat();
    let told = home.omni(&arguments).succeeded().json();
    let told = told.as_array().unwrap().iter();
    told.map(|one| one["hit"].as_str().unwrap().to_owned())
        .collect()
}

fn stats(home: &Home) -> serde_json::Value {
    home.omni(&["image", "cache", "stats", "--json"])
        .succeeded()
        .json()
}

/// The files of the cache.
fn kept(home: &Home) -> Vec<PathBuf> {
    let folders = std::fs::read_dir(home.path().join("cache/images")).unwrap();
    let folders = folders.map(|folder| folder.unwrap().path());
    let files = folders.flat_map(|folder| std::fs::read_dir(folder).unwrap());
    files.map(|file| file.unwrap().path()).collect()
}

#[test]
fn other_wrappings_of_the_same_pixels_share_an_entry() {
    let home = Home::bare();
    home.write("one.png", photo(1).png(""));
    home.write("two.png", photo(1).png("wrapped anew"));
    home.write("three.bmp", photo(1).bmp());
    home.write("other.png", photo(1).one_pixel_changed(5, 5).png(""));
    assert_eq!(hits(&home, &["one.png"]), ["miss"]);
    assert_eq!(hits(&home, &["two.png"]), ["pixels"]);
    assert_eq!(hits(&home, &["three.bmp", "other.png"]), ["pixels", "miss"]);
    assert_eq!(hits(&home, &["two.png", "three.bmp"]), ["exact", "exact"]);
    let stats = stats(&home);
    assert_eq!((&stats["pictures"], &stats["made"]), (&2.into(), &2.into()));
    assert_eq!(stats["by_pixels"], 2);
}

#[test]
fn the_same_file_twice_in_one_batch_is_prepared_once() {
    let home = Home::bare();
    home.write("one.png", photo(1).png(""));
    home.write("copy.png", photo(1).png(""));
    let mut hits = hits(&home, &["one.png", "copy.png"]);
    hits.sort_unstable();
    assert_eq!(hits, ["exact", "miss"]);
}

#[test]
fn a_likeness_is_served_only_to_who_asks() {
    let home = Home::bare();
    home.write("one.png", Canvas::photo(1024, 768, 0).png(""));
    // As large as it is, so that preparing it once more makes it smaller, as it does the original.
    let arguments = [
        "image",
        "one.png",
        "-o",
        ".",
        "--quality",
        "95",
        "--max-edge",
        "1024",
    ];
    home.omni(&arguments).succeeded();
    let encoded = "one.webp";
    assert_eq!(hits(&home, &["--near", "one.png"]), ["miss"]);
    assert_eq!(hits(&home, &["--near", encoded]), ["near"]);
    assert_eq!(hits(&home, &["--near", encoded]), ["near"]);
    assert_eq!(stats(&home)["by_likeness"], 1);
    assert_eq!(hits(&home, &[encoded]), ["miss"]);
    assert_eq!(hits(&home, &[encoded]), ["exact"]);
}

#[test]
fn a_damaged_entry_is_found_by_use_and_by_verify() {
    let home = Home::bare();
    home.write("one.png", photo(1).png(""));
    assert_eq!(hits(&home, &["one.png"]), ["miss"]);
    let damage = || {
        let file = &kept(&home)[0];
        let mut bytes = std::fs::read(file).unwrap();
        bytes[30] ^= 1;
        std::fs::write(file, bytes).unwrap();
    };
    damage();
    let warned = home.omni(&["image", "one.png", "--json"]).succeeded();
    assert_eq!(warned.json()[0]["hit"], "miss");
    assert!(warned.stderr.contains("damaged"), "{warned:?}");
    assert_eq!(hits(&home, &["one.png"]), ["exact"]);
    damage();
    let verified = home.omni(&["image", "cache", "verify", "--json"]);
    assert_eq!(verified.code, Some(5), "{verified:?}");
    assert_eq!(verified.json()["corrupt"].as_array().unwrap().len(), 1);
    let verified = home.omni(&["image", "cache", "verify"]).succeeded();
    assert!(verified.stdout.contains("verified"), "{verified:?}");
    assert_eq!(hits(&home, &["one.png"]), ["miss"]);
}

#[test]
fn what_nobody_uses_goes() {
    let home = Home::bare();
    home.config("[images]\nttl = \"1ms\"\n");
    home.write("one.png", photo(1).png(""));
    assert_eq!(hits(&home, &["one.png"]), ["miss"]);
    assert_eq!(hits(&home, &["one.png"]), ["miss"]);
    let pruned = home
        .omni(&["image", "cache", "prune", "--json"])
        .succeeded()
        .json();
    assert_eq!(pruned["expired"], 1);
    assert_eq!(kept(&home), [""; 0].map(PathBuf::from));
    assert_eq!(stats(&home)["bytes"], 0);
}

#[test]
fn there_is_never_more_than_may_be() {
    let home = Home::bare();
    for number in 0..12 {
        home.write(&format!("{number}.png"), photo(number).png(""));
    }
    home.config("[images]\nmax_bytes = \"64KiB\"\n");
    for number in 0..12 {
        assert_eq!(hits(&home, &[&format!("{number}.png")]), ["miss"]);
        let bytes = stats(&home)["bytes"].as_u64().unwrap();
        let files: u64 = kept(&home)
            .iter()
            .map(|file| file.metadata().unwrap().len())
            .sum();
        assert_eq!(files, bytes);
        assert!(bytes <= 64 << 10, "{bytes}");
    }
    assert_eq!(hits(&home, &["11.png"]), ["exact"]);
    assert_eq!(hits(&home, &["0.png"]), ["miss"]);
}

#[test]
fn a_cache_that_cannot_be_written_costs_one_warning() {
    let home = Home::bare();
    home.write("one.png", photo(1).png(""));
    home.write("two.png", photo(2).png(""));
    // Rights do not hold root back; a file in the folder's place holds back everybody.
    home.write("cache/images", "in the way");
    let warned = home
        .omni(&["image", "one.png", "two.png", "-o", "out"])
        .succeeded();
    assert_eq!(warned.stderr.matches("not kept").count(), 1, "{warned:?}");
    assert_eq!(
        std::fs::read_dir(home.path().join("out")).unwrap().count(),
        2
    );
}

#[test]
fn a_full_disk_costs_one_warning() {
    let home = Home::bare();
    // Noise, of which no encoder makes little.
    let noise = Canvas::painted(1200, 1200, |x, y| {
        let value = x.wrapping_mul(0x9e37_79b1) ^ y.wrapping_mul(0x85eb_ca77);
        let value = (value ^ value >> 15).wrapping_mul(0x2c1b_3c6d);
        let [red, green, blue, _] = (value ^ value >> 12).to_be_bytes();
        [red, green, blue]
    });
    home.write("one.png", photo(1).png(""));
    home.write("two.png", noise.png(""));
    let large = ["--quality", "100", "--max-edge", "1200"];
    let hit = |file| hits(&home, &[&large[..], &[file]].concat());
    // What is there has to be enough for the rest to work.
    assert_eq!(hit("one.png"), ["miss"]);
    // The system refuses to let a file grow beyond 1 MiB; that looks like a full disk.
    let arguments = large.join(" ");
    let script =
        format!("ulimit -f 2048; trap '' XFSZ; exec \"$0\" image --json {arguments} two.png");
    let command = home.command(&[]);
    let set = command
        .get_envs()
        .filter_map(|(name, value)| Some((name, value?)));
    let limited = std::process::Command::new("sh")
        .args(["-c", &script])
        .arg(command.get_program())
        .envs(set)
        .current_dir(home.path())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn();
    let warned = outcome(limited.unwrap()).succeeded();
    let told = &warned.json()[0];
    assert_eq!(told["hit"], "miss");
    assert!(told["bytes_out"].as_u64() > Some(1 << 20), "{told}");
    assert_eq!(warned.stderr.matches("not kept").count(), 1, "{warned:?}");
    assert_eq!(hit("two.png"), ["miss"]);
    assert_eq!(hit("two.png"), ["exact"]);
    assert_eq!(hit("one.png"), ["exact"]);
}

#[test]
fn an_index_that_cannot_be_read_costs_one_warning() {
    let home = Home::bare();
    home.write("one.png", photo(1).png(""));
    home.write("omni.db", vec![b'x'; 8192]);
    let warned = home.omni(&["image", "one.png", "--json"]).succeeded();
    assert_eq!(warned.json()[0]["hit"], "miss");
    assert_eq!(warned.stderr.matches("not kept").count(), 1, "{warned:?}");
    home.omni(&["image", "cache", "stats"])
        .refused(2, "store.corrupt", "omni.db");
}

#[test]
fn who_only_looks_makes_nothing() {
    let home = Home::bare();
    assert_eq!(stats(&home)["pictures"], 0);
    home.omni(&["image", "cache", "prune"]).succeeded();
    home.omni(&["image", "cache", "verify"]).succeeded();
    assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 0);
}

#[test]
fn many_processes_at_once_share_one_cache() {
    let home = Home::bare();
    let files: Vec<_> = (0..6).map(|number| format!("{number}.png")).collect();
    for (seed, file) in (0..).zip(&files) {
        home.write(file, photo(seed).png(""));
    }
    let mut arguments = vec!["image", "--json"];
    arguments.extend(files.iter().map(String::as_str));
    let children: Vec<_> = (0..4)
        .map(|_| home.command(&arguments).spawn().unwrap())
        .collect();
    let told: Vec<_> = children
        .into_iter()
        .map(|child| outcome(child).succeeded().json())
        .collect();
    for one in &told {
        for (place, picture) in one.as_array().unwrap().iter().enumerate() {
            for key in ["sha256", "phash", "bytes_out", "width"] {
                assert_eq!(picture[key], told[0][place][key]);
            }
        }
    }
    assert_eq!(stats(&home)["pictures"], 6);
    let verified = home
        .omni(&["image", "cache", "verify", "--json"])
        .succeeded()
        .json();
    assert_eq!(
        (&verified["checked"], &verified["missing"]),
        (&6.into(), &0.into())
    );
    assert!(
        hits(&home, &arguments[2..])
            .iter()
            .all(|hit| hit == "exact")
    );
}
