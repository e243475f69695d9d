//! What is written, and by whom.
#![expect(
    clippy::unwrap_used,
    reason = "a test that is not as expected has failed"
)]

mod support;

use std::os::unix::fs::PermissionsExt;
use std::sync::Arc;

use omni_audit::{
    Error, Event, Fingerprint, Log, LogOptions, VerifyOptions, current_key, records, verify,
};
use support::{Home, code, reflection, rollback};
use uuid::Uuid;

#[test]
fn a_log_verifies_and_shows_what_was_recorded() {
    let home = Home::new();
    let log = home.open();
    let id = Uuid::now_v7();
    let first = log.append(None, rollback(1)).unwrap();
    let ticket = log.note(Some(id), reflection(&log)).unwrap();
    assert_eq!(first.seq, 1);
    assert_eq!(ticket.wait().unwrap().seq, 2);
    log.close().unwrap();

    let report = home.verify().unwrap();
    assert_eq!((report.records, report.covered), (4, 4));
    assert_eq!(
        (report.signatures, report.segments, report.torn_bytes),
        (3, 1, 0)
    );
    assert_eq!(report.key, report.pinned);
    let entries: Vec<_> = records(&home.log()).unwrap().map(Result::unwrap).collect();
    let kinds: Vec<_> = entries.iter().map(|entry| entry.kind.as_str()).collect();
    assert_eq!(
        kinds,
        ["log.open", "adapter.rollback", "reflection", "checkpoint"]
    );
    assert_eq!(entries[2].run_id, Some(id.to_string()));
    assert!(entries[2].signed && !entries[1].signed);
    let text = std::fs::read_to_string(home.segment(1)).unwrap();
    assert!(!text.contains("17 * 23"), "a prompt in clear: {text}");
    // Anyone can follow the chain: `prev` is the plain SHA-256 of the line before.
    assert!(entries[2].line.contains(&first.digest.to_hex()));
    assert_eq!(
        omni_audit::Digest::of(entries[1].line.as_bytes()),
        first.digest
    );
}

#[test]
fn everything_is_the_owners_alone() {
    let home = Home::with_run();
    let mode =
        |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    for folder in [home.log(), home.keys()] {
        assert_eq!(mode(&folder), 0o700, "{}", folder.display());
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            assert_eq!(mode(&path), 0o600, "{}", path.display());
        }
    }
}

#[test]
fn goes_on_where_it_was_left() {
    let home = Home::new();
    for round in 0..5 {
        let log = home.open();
        for number in 0..7 {
            log.append(None, rollback(round * 7 + number)).unwrap();
        }
        drop(log);
    }
    let report = home.verify().unwrap();
    assert_eq!(report.records, 1 + 5 * 7 + 5);
    assert_eq!(report.covered, report.records);
}

#[test]
fn opening_and_closing_writes_nothing_new() {
    let home = Home::with_run();
    let before = std::fs::read(home.segment(1)).unwrap();
    let log = home.open();
    let end = log.checkpoint().unwrap();
    assert_eq!(end.seq, 7);
    log.close().unwrap();
    assert_eq!(std::fs::read(home.segment(1)).unwrap(), before);
}

#[test]
fn checkpoints_come_by_count_and_by_time() {
    let home = Home::new();
    let options = LogOptions {
        checkpoint_records: 10,
        ..home.options()
    };
    let log = Log::open(options.clone()).unwrap();
    for number in 0..35 {
        log.append(None, rollback(number)).unwrap();
    }
    let reasons = |reason: &str| {
        let reason = format!(r#""reason":"{reason}""#);
        home.lines()
            .iter()
            .filter(|line| line.contains(&reason))
            .count()
    };
    assert_eq!(reasons("count"), 3);
    drop(log);
    let log = Log::open(LogOptions {
        checkpoint_interval: std::time::Duration::from_millis(20),
        ..options
    })
    .unwrap();
    log.append(None, rollback(1)).unwrap();
    while reasons("time") == 0 {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    log.close().unwrap();
    assert_eq!(home.verify().unwrap().covered, home.lines().len() as u64);
}

#[test]
fn the_last_checkpoint_joins_the_last_records() {
    let home = Home::new();
    let log = Log::open(LogOptions {
        linger: std::time::Duration::from_secs(600),
        ..home.options()
    })
    .unwrap();
    // Nobody waits, so nothing is written until the log is closed.
    let tickets: Vec<_> = (0..9)
        .map(|number| log.note(None, rollback(number)).unwrap())
        .collect();
    log.close().unwrap();
    let last = tickets
        .into_iter()
        .map(|ticket| ticket.wait().unwrap())
        .last();
    assert_eq!(last.map(|receipt| receipt.seq), Some(9));
    let report = home.verify().unwrap();
    assert_eq!(
        (report.records, report.covered, report.signatures),
        (11, 11, 2)
    );
}

#[test]
fn segments_follow_each_other() {
    let home = Home::new();
    let options = LogOptions {
        segment_bytes: 4096,
        ..home.options()
    };
    for round in 0..3 {
        let log = Log::open(options.clone()).unwrap();
        for number in 0..40 {
            log.append(None, rollback(round * 40 + number)).unwrap();
        }
        log.close().unwrap();
    }
    let report = home.verify().unwrap();
    assert!(report.segments > 8, "{report:?}");
    let shown = records(&home.log()).unwrap().map(Result::unwrap);
    assert!(
        shown
            .enumerate()
            .all(|(index, entry)| entry.seq == index as u64)
    );

    // Any missing segment is noticed, the last by the checkpoint that is kept.
    for number in 1..=report.segments {
        let (path, aside) = (home.segment(number), home.path().join("aside"));
        std::fs::rename(&path, &aside).unwrap();
        let error = home.verify().unwrap_err();
        let wanted = if number == report.segments {
            "audit.cut"
        } else {
            "audit.missing-segment"
        };
        assert_eq!(error.code(), wanted, "{error}");
        std::fs::rename(&aside, &path).unwrap();
    }
    // And so are two in each other's place.
    let (one, two, aside) = (home.segment(2), home.segment(3), home.path().join("aside"));
    for (from, to) in [(&one, &aside), (&two, &one), (&aside, &two)] {
        std::fs::rename(from, to).unwrap();
    }
    assert_eq!(home.verify().unwrap_err().code(), "audit.broken");
}

#[test]
fn threads_and_handles_share_one_chain() {
    let home = Home::new();
    let handles: Vec<_> = (0..3).map(|_| Arc::new(home.open())).collect();
    let threads: Vec<_> = (0..6)
        .map(|number| {
            let log = handles[number % 3].clone();
            std::thread::spawn(move || {
                let seqs = (0..50).map(|_| log.append(None, rollback(1)).unwrap().seq);
                seqs.collect::<Vec<_>>()
            })
        })
        .collect();
    let mut seqs: Vec<_> = threads
        .into_iter()
        .flat_map(|thread| thread.join().unwrap())
        .collect();
    seqs.sort_unstable();
    seqs.dedup();
    assert_eq!(seqs.len(), 300, "a number was given twice");
    drop(handles);
    assert!(home.verify().unwrap().records >= 301);
}

#[test]
fn can_be_verified_while_it_is_written() {
    let home = Home::new();
    let log = Arc::new(home.open());
    let writing = log.clone();
    let writer = std::thread::spawn(move || {
        for number in 0..300 {
            writing.append(None, rollback(number)).unwrap();
        }
    });
    while !writer.is_finished() {
        assert_eq!(home.verify().unwrap().torn_bytes, 0);
    }
    writer.join().unwrap();
}

#[test]
fn the_key_changes_under_the_old_keys_signature() {
    let home = Home::with_run();
    let old = home.verify().unwrap().key;
    let (one, other) = (home.open(), home.open());
    let new = one.rotate(None).unwrap();
    assert_ne!(old, new);
    // Another process notices.
    other.append(None, reflection(&other)).unwrap();
    one.append(None, reflection(&one)).unwrap();
    drop((one, other));
    let report = home.verify().unwrap();
    assert_eq!((&report.pinned, &report.key), (&old, &new));
    assert_eq!(current_key(&home.log(), &home.keys()).unwrap(), new);
    home.open().append(None, rollback(1)).unwrap();
    home.verify().unwrap();

    // The change stands on the old key: a log that names another first key is not believed.
    let options = VerifyOptions {
        pinned: Some(new.clone()),
        ..VerifyOptions::new(home.keys())
    };
    let error = verify(&home.log(), &options).unwrap_err();
    assert_eq!((error.code(), error.first_bad()), ("audit.wrong-key", None));
    std::fs::remove_file(home.keys().join(format!("{new}.asc"))).unwrap();
    assert_eq!(home.verify().unwrap_err().code(), "audit.unknown-key");
}

#[test]
fn says_clearly_where_nothing_can_be_written() {
    let home = Home::new();
    let file = home.path().join("file");
    std::fs::write(&file, "").unwrap();
    let options = LogOptions {
        folder: file.join("audit"),
        ..home.options()
    };
    let error = Log::open(options).unwrap_err();
    assert_eq!(error.code(), "audit.unwritable");
    assert!(error.to_string().contains("file/audit") && error.help().is_some());
    assert_eq!(home.verify().unwrap_err().code(), "audit.none");
    assert_eq!(records(&home.log()).unwrap_err().code(), "audit.none");
}

#[test]
fn a_log_that_was_moved_away_is_not_written_on() {
    let home = Home::new();
    let log = home.open();
    std::fs::rename(home.log(), home.path().join("aside")).unwrap();
    assert!(log.append(None, rollback(1)).is_err());
    drop(log);
    // A new log begins, under the key that is pinned.
    home.open().append(None, rollback(1)).unwrap();
    home.verify().unwrap();
}

#[test]
fn a_newer_format_is_told_not_guessed_at() {
    let home = Home::with_run();
    let mut lines = home.lines();
    lines[0] = lines[0].replace(
        r#"{"body":{"format":1,"#,
        r#"{"body":{"format":2,"new field":1,"#,
    );
    home.write_lines(&lines);
    let error = home.verify().unwrap_err();
    assert!(
        matches!(
            error,
            Error::Newer {
                found: 2,
                known: 1,
                ..
            }
        ),
        "{error}"
    );
}

#[test]
fn a_record_that_is_too_large_fails_alone() {
    let home = Home::new();
    let log = Log::open(LogOptions {
        linger: std::time::Duration::from_secs(600),
        ..home.options()
    })
    .unwrap();
    let mut large = reflection(&log);
    let Event::Reflection { evidence, .. } = &mut large else {
        panic!("no reflection");
    };
    *evidence = vec![code(&"x".repeat(64)); 1000];
    // All of them in one group.
    let tickets = [rollback(1), large.clone(), rollback(2), large, rollback(3)]
        .map(|event| log.note(None, event).unwrap());
    log.close().unwrap();
    let results = tickets.map(omni_audit::Ticket::wait);
    let seqs: Vec<_> = results
        .iter()
        .flatten()
        .map(|receipt| receipt.seq)
        .collect();
    assert_eq!(seqs, [1, 2, 3]);
    let error = results[1].as_ref().unwrap_err();
    assert_eq!((error.code(), error.first_bad()), ("audit.too-large", None));
    assert!(error.to_string().contains("`reflection`") && error.help().is_some());
    assert_eq!(home.verify().unwrap().records, 5);
}

#[test]
fn a_fingerprint_that_is_none_is_refused() {
    let home = Home::with_run();
    std::fs::write(home.keys().join("pinned"), "nonsense").unwrap();
    assert_eq!(home.verify().unwrap_err().code(), "key.no-fingerprint");
    std::fs::remove_file(home.keys().join("pinned")).unwrap();
    assert_eq!(home.verify().unwrap_err().code(), "key.no-pin");
    let other = Fingerprint::new(&"ab".repeat(20)).unwrap();
    let options = VerifyOptions {
        pinned: Some(other),
        ..VerifyOptions::new(home.keys())
    };
    assert_eq!(
        verify(&home.log(), &options).unwrap_err().code(),
        "audit.wrong-key"
    );
}
