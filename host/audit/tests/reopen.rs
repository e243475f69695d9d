//! What an existing log must be before anything is added to it.
#![expect(
    clippy::unwrap_used,
    reason = "a test that is not as expected has failed"
)]

mod support;

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use omni_audit::{Error, Log, LogOptions, current_key, inspect, records};
use support::{Home, rechained, rollback};

/// Opens the log, which must fail, and must leave every file of it as it was.
#[track_caller]
fn refused(home: &Home) -> Error {
    let before = content(home);
    let error = Log::open(home.options()).unwrap_err();
    assert!(error.help().is_some(), "{error}");
    assert_eq!(content(home), before, "{error}");
    error
}

fn content(home: &Home) -> Vec<(std::path::PathBuf, Option<Vec<u8>>)> {
    let mut files: Vec<_> = fs::read_dir(home.log())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            let file = fs::metadata(&path).unwrap().is_file();
            let bytes = file.then(|| fs::read(&path).unwrap());
            (path, bytes)
        })
        .collect();
    files.sort();
    files
}

/// A home with two runs, and the checkpoint that was kept after the first.
fn two_runs() -> (Home, Vec<u8>) {
    let home = Home::with_run();
    let first = fs::read(home.checkpoint()).unwrap();
    home.open().append(None, rollback(1)).unwrap();
    (home, first)
}

#[test]
fn a_cut_log_is_not_made_good_again() {
    let (home, _) = two_runs();
    let whole = fs::read(home.segment(1)).unwrap();
    let lines = home.lines();
    // Down to an earlier checkpoint, to a record that none covers, within a line, to nothing.
    for kept in [8, 9, 3, 1, 0] {
        home.write_lines(&lines[..kept]);
        let error = refused(&home);
        let said = (error.code(), error.first_bad());
        assert_eq!(said, ("audit.cut", Some(kept as u64)), "{error}");
        assert_eq!(home.verify().unwrap_err().code(), "audit.cut");
    }
    home.overwrite(&whole[..whole.len() - 7]);
    assert_eq!(refused(&home).code(), "audit.cut");
    fs::remove_file(home.segment(1)).unwrap();
    assert_eq!(refused(&home).code(), "audit.cut");
    let error = home.verify().unwrap_err();
    assert_eq!((error.code(), error.first_bad()), ("audit.cut", Some(0)));
    fs::write(home.segment(1), whole).unwrap();
    home.open().append(None, rollback(2)).unwrap();
    home.verify().unwrap();
}

#[test]
fn a_log_that_was_cut_and_grew_again_is_not_written_on() {
    let (home, _) = two_runs();
    let mut lines = home.lines();
    // As many records as there were, and one more: none of them is the checkpoint that was kept.
    let last = lines[8].clone();
    lines.truncate(9);
    for seq in 9..11 {
        lines.push(last.replace(r#""seq":8"#, &format!(r#""seq":{seq}"#)));
    }
    home.write_lines(&rechained(lines, 9));
    assert_eq!(refused(&home).code(), "audit.rewritten");
    assert_eq!(home.verify().unwrap_err().code(), "audit.rewritten");
}

#[test]
fn another_past_under_the_same_key_is_not_written_on() {
    let home = Home::with_run();
    let newest = fs::read(home.checkpoint()).unwrap();
    fs::rename(home.log(), home.path().join("aside")).unwrap();
    let log = home.open();
    for number in 0..20 {
        log.append(None, rollback(number)).unwrap();
    }
    log.close().unwrap();
    fs::write(home.checkpoint(), newest).unwrap();
    let error = refused(&home);
    let said = (error.code(), error.first_bad());
    assert_eq!(said, ("audit.rewritten", Some(7)), "{error}");
}

#[test]
fn the_kept_checkpoint_may_be_older_or_not_there_but_not_something_else() {
    let (home, first) = two_runs();
    let newest = fs::read(home.checkpoint()).unwrap();
    // The copy is written after the log, and the power may fail in between.
    fs::write(home.checkpoint(), first).unwrap();
    home.open().append(None, rollback(2)).unwrap();
    home.verify().unwrap();
    assert_ne!(fs::read(home.checkpoint()).unwrap(), newest);
    fs::remove_file(home.checkpoint()).unwrap();
    home.open().append(None, rollback(3)).unwrap();
    home.verify().unwrap();

    let good = fs::read(home.checkpoint()).unwrap();
    let record = home.lines()[1].clone();
    for bad in [&b""[..], b"garbage", b"{}", record.as_bytes()] {
        fs::write(home.checkpoint(), bad).unwrap();
        for error in [refused(&home), home.verify().unwrap_err()] {
            assert_eq!(error.code(), "audit.kept-checkpoint", "{error}");
            assert!(error.to_string().contains("checkpoint.json"), "{error}");
        }
    }
    for at in (0..good.len() - 1).step_by(7) {
        let mut bad = good.clone();
        bad[at] ^= 1;
        fs::write(home.checkpoint(), bad).unwrap();
        refused(&home);
    }
    fs::write(home.checkpoint(), good).unwrap();
    home.open().append(None, rollback(4)).unwrap();
}

#[test]
fn an_older_copy_is_found_in_an_earlier_segment() {
    let home = Home::new();
    let options = LogOptions {
        segment_bytes: 4096,
        checkpoint_records: 5,
        ..home.options()
    };
    let mut copies = Vec::new();
    for round in 0..6 {
        let log = Log::open(options.clone()).unwrap();
        for number in 0..30 {
            log.append(None, rollback(round * 30 + number)).unwrap();
        }
        log.close().unwrap();
        copies.push(fs::read(home.checkpoint()).unwrap());
    }
    assert!(home.verify().unwrap().segments > 10);
    for copy in copies {
        fs::write(home.checkpoint(), copy).unwrap();
        Log::open(options.clone())
            .unwrap()
            .append(None, rollback(1))
            .unwrap();
        home.verify().unwrap();
    }
}

#[test]
fn a_segment_that_does_not_belong_there_is_refused() {
    let home = Home::with_run();
    let segment = fs::read(home.segment(1)).unwrap();
    for bytes in [&segment[..], b"", b"garbage\n"] {
        fs::write(home.segment(7), bytes).unwrap();
        assert_eq!(refused(&home).code(), "audit.missing-segment");
        assert!(home.verify().is_err());
    }
    fs::remove_file(home.segment(7)).unwrap();
    // The next number, and yet another segment's first record; then none at all.
    let second = segment.split_inclusive(|byte| *byte == b'\n').skip(1);
    for bytes in [segment.clone(), second.flatten().copied().collect()] {
        fs::write(home.segment(2), bytes).unwrap();
        assert_eq!(refused(&home).code(), "audit.broken");
        assert!(home.verify().is_err());
    }
}

#[test]
fn a_newer_format_is_not_written_on() {
    let home = Home::with_run();
    let mut lines = home.lines();
    let first = lines[0].clone();
    lines[0] = first.replace(
        r#"{"body":{"format":1,"#,
        r#"{"body":{"format":2,"new field":1,"#,
    );
    home.write_lines(&lines);
    assert_eq!(refused(&home).code(), "audit.newer");
    assert_eq!(
        current_key(&home.log(), &home.keys()).unwrap_err().code(),
        "audit.newer"
    );
    // In our own form it is one of ours that was changed: its signature does not fit.
    lines[0] = first.replace(r#"{"format":1,"#, r#"{"format":2,"#);
    home.write_lines(&lines);
    let error = refused(&home);
    assert_eq!(
        (error.code(), error.first_bad()),
        ("audit.signature", Some(0))
    );
}

#[test]
fn a_log_of_no_lines_is_refused_soon_and_in_little_memory() {
    let home = Home::with_run();
    let whole = fs::read(home.segment(1)).unwrap();
    // A terabyte of zeros, which takes no room.
    let file = fs::OpenOptions::new()
        .write(true)
        .open(home.segment(1))
        .unwrap();
    file.set_len(1 << 40).unwrap();
    let before = peak_memory();
    assert_eq!(
        Log::open(home.options()).unwrap_err().code(),
        "audit.broken"
    );
    assert_eq!(home.verify().unwrap_err().code(), "audit.broken");
    file.set_len(whole.len() as u64).unwrap();
    // Whole records that no checkpoint covers, far more than a writer leaves.
    let line = home.lines()[1].clone() + "\n";
    file.set_len(0).unwrap();
    drop(file);
    let many = [whole[..].as_ref(), &line.repeat(60_000).into_bytes()].concat();
    fs::write(home.segment(1), many).unwrap();
    assert_eq!(
        Log::open(home.options()).unwrap_err().code(),
        "audit.broken"
    );
    let grown = peak_memory() - before;
    // The test itself holds its 30 MB log three times.
    assert!(grown < 160 << 20, "{grown} bytes more");
}

/// Appends lines as somebody can who has no key.
fn forge(home: &Home, count: usize) {
    let mut lines = home.lines();
    let from = lines.len();
    for seq in from..from + count {
        lines.push(lines[1].replacen(r#""seq":1,"#, &format!(r#""seq":{seq},"#), 1));
    }
    home.write_lines(&rechained(lines, from));
}

/// First and count of each `log.resume`.
fn resumed(home: &Home) -> Vec<(u64, u64)> {
    let entries = records(&home.log()).unwrap().map(Result::unwrap);
    entries
        .filter(|entry| entry.kind == "log.resume")
        .map(|entry| {
            let body: serde_json::Value = serde_json::from_str(&entry.body).unwrap();
            (
                body["first"].as_u64().unwrap(),
                body["count"].as_u64().unwrap(),
            )
        })
        .collect()
}

#[test]
fn what_was_merely_found_is_told_from_what_was_written() {
    let home = Home::with_run();
    home.open().append(None, rollback(1)).unwrap();
    assert_eq!((resumed(&home).len(), home.verify().unwrap().found), (0, 0));

    forge(&home, 3);
    assert_eq!(home.verify().unwrap().covered, 10);
    home.open().append(None, rollback(2)).unwrap();
    assert_eq!(resumed(&home), [(10, 3)]);
    let report = home.verify().unwrap();
    assert_eq!((report.found, report.covered), (3, report.records));

    // Opening and closing alone signs for them too.
    forge(&home, 2);
    drop(home.open());
    assert_eq!(resumed(&home), [(10, 3), (16, 2)]);
    assert_eq!(home.verify().unwrap().found, 5);

    // And so it is while a log is open, between its own records.
    let log = home.open();
    log.append(None, rollback(3)).unwrap();
    forge(&home, 1);
    log.append(None, rollback(4)).unwrap();
    forge(&home, 2);
    log.close().unwrap();
    assert_eq!(resumed(&home)[2..], [(21, 1), (23, 2)]);
    assert_eq!(home.verify().unwrap().found, 8);
}

#[test]
fn however_often_something_is_found_few_records_say_so() {
    let home = Home::with_run();
    let log = home.open();
    for number in 0..40 {
        log.append(None, rollback(number)).unwrap();
        forge(&home, 1);
    }
    log.close().unwrap();
    let resumed = resumed(&home);
    assert_eq!(resumed.len(), 16);
    let (first, count) = resumed[15];
    // The last says of all that follows that it was found, which is true of no less.
    assert_eq!(first + count, 8 + 80);
}

#[test]
fn a_log_without_its_salt_or_its_pin_is_not_written_on() {
    let home = Home::with_run();
    let salt = home.log().join("salt");
    let good = fs::read(&salt).unwrap();
    fs::set_permissions(&salt, Permissions::from_mode(0o644)).unwrap();
    let error = refused(&home);
    assert_eq!(error.code(), "audit.salt-rights");
    assert!(error.help().unwrap().contains("chmod 600 "), "{error}");
    fs::set_permissions(&salt, Permissions::from_mode(0o600)).unwrap();
    for bytes in [&b""[..], b"short", &[7; 33]] {
        fs::write(&salt, bytes).unwrap();
        let error = refused(&home);
        assert_eq!(error.code(), "audit.salt-length");
        assert!(error.to_string().contains("32"), "{error}");
    }
    fs::remove_file(&salt).unwrap();
    assert_eq!(refused(&home).code(), "audit.salt-missing");
    fs::write(&salt, good).unwrap();
    fs::set_permissions(&salt, Permissions::from_mode(0o600)).unwrap();

    let pin = home.keys().join("pinned");
    let pinned = fs::read(&pin).unwrap();
    fs::remove_file(&pin).unwrap();
    let error = refused(&home);
    assert_eq!(error.code(), "key.no-pin");
    assert!(error.to_string().contains("pinned"), "{error}");
    assert!(!pin.exists());
    fs::write(&pin, pinned).unwrap();
    home.open().append(None, rollback(1)).unwrap();
    home.verify().unwrap();
}

#[test]
fn inspecting_finds_what_opening_would_refuse_and_writes_nothing() {
    let home = Home::new();
    assert_eq!(inspect(&home.options()).unwrap(), None);
    assert!(!home.log().exists() && !home.keys().exists());
    let home = Home::with_run();
    let before = content(&home);
    let key = home.verify().unwrap().key;
    assert_eq!(inspect(&home.options()).unwrap(), Some(key.clone()));
    let salt = home.log().join("salt");
    fs::set_permissions(&salt, Permissions::from_mode(0o644)).unwrap();
    assert_eq!(
        inspect(&home.options()).unwrap_err().code(),
        "audit.salt-rights"
    );
    fs::set_permissions(&salt, Permissions::from_mode(0o600)).unwrap();
    for folder in [home.log(), home.keys()] {
        fs::set_permissions(&folder, Permissions::from_mode(0o755)).unwrap();
        let error = inspect(&home.options()).unwrap_err();
        assert_eq!(error.code(), "audit.exposed");
        assert!(error.help().unwrap().contains("chmod 700 "), "{error}");
        fs::set_permissions(&folder, Permissions::from_mode(0o700)).unwrap();
    }
    let secret = home.keys().join(format!("{key}.key"));
    fs::remove_file(secret).unwrap();
    let error = inspect(&home.options()).unwrap_err();
    assert_eq!(error.code(), "key.missing");
    // Nobody named a file, so it is no use to say that another should be named or none.
    assert!(error.help().unwrap().contains("OMNI_KEY"), "{error}");
    assert!(!error.help().unwrap().contains("neither"), "{error}");
    assert_eq!(content(&home), before);
}

/// The most memory that this process ever had, in bytes.
fn peak_memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let peak = status.lines().find(|line| line.starts_with("VmHWM:"));
    let digits = |line: &str| {
        line.chars()
            .filter(char::is_ascii_digit)
            .collect::<String>()
    };
    peak.map(digits).unwrap().parse::<u64>().unwrap() << 10
}

#[test]
fn what_is_no_file_is_refused_and_not_waited_for() {
    let home = Home::with_run();
    let key = home.verify().unwrap().key;
    for path in [
        home.segment(1),
        home.checkpoint(),
        home.log().join("salt"),
        home.log().join("lock"),
        home.keys().join("pinned"),
        home.keys().join(format!("{key}.asc")),
    ] {
        let aside = home.path().join("aside");
        fs::rename(&path, &aside).unwrap();
        let made = Command::new("mkfifo").arg(&path).status().unwrap();
        assert!(made.success());
        for error in [
            Log::open(home.options()).unwrap_err(),
            if path.ends_with("salt") {
                Log::open(home.options()).unwrap_err()
            } else {
                home.verify().unwrap_err()
            },
        ] {
            assert_eq!(error.code(), "audit.no-file", "{error}");
            let name = path.file_name().unwrap().to_str().unwrap();
            assert!(error.to_string().contains(name), "{error}");
        }
        fs::remove_file(&path).unwrap();
        fs::rename(&aside, &path).unwrap();
    }
    fs::create_dir(home.segment(2)).unwrap();
    assert_eq!(refused(&home).code(), "audit.no-file");
}
