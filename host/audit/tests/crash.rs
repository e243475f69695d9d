//! Writers that are killed, that stop in the middle of a line, that find no room, that run at once.
#![expect(
    clippy::unwrap_used,
    reason = "a test that is not as expected has failed"
)]

mod support;

use std::collections::BTreeMap;
use std::io::Read;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use omni_audit::{Digest, Event, Log, LogOptions, records};
use support::{Home, reflection, rollback};
use uuid::Uuid;

/// Where the child finds its home.
const HOME: &str = "OMNI_AUDIT_TEST_HOME";

/// Appends for ever, or until nothing can be written any more, and says what was acknowledged. Small
/// segments and few records a checkpoint, so that all that can be interrupted is.
#[test]
#[ignore = "the child of other tests"]
fn child() {
    let home = std::path::PathBuf::from(std::env::var_os(HOME).unwrap());
    let log = Log::open(LogOptions {
        checkpoint_records: 9,
        segment_bytes: 12 << 10,
        linger: Duration::from_millis(1),
        ..LogOptions::new(&home)
    })
    .unwrap();
    let id = Some(Uuid::new_v4());
    for number in 0.. {
        let tickets: Vec<_> = (0..number % 5)
            .map(|_| log.note(id, event(&log, number)).unwrap())
            .collect();
        let last = log.append(id, event(&log, number));
        for result in tickets
            .into_iter()
            .map(|ticket| ticket.wait())
            .chain([last])
        {
            match result {
                Ok(receipt) => println!("\nack {} {}", receipt.seq, receipt.digest),
                Err(error) => {
                    println!("\nerror {}", error.code());
                    std::process::exit(0);
                }
            }
        }
    }
}

fn event(log: &Log, number: u64) -> Event {
    if number.is_multiple_of(3) {
        reflection(log)
    } else {
        rollback(number)
    }
}

/// Starts a child; `before` are shell commands that come first.
fn start(home: &Home, before: &str) -> Child {
    let this = std::env::current_exe().unwrap();
    Command::new("sh")
        .arg("-c")
        .arg(format!(
            "{before} exec \"$0\" --exact child --ignored --nocapture"
        ))
        .arg(this)
        .env(HOME, home.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// All that a child said in whole lines.
fn said(child: &mut Child) -> Vec<String> {
    let mut text = String::new();
    child
        .stdout
        .take()
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    let whole = text.rfind('\n').map_or("", |end| &text[..end]);
    whole.lines().map(str::to_owned).collect()
}

/// Remembers what was acknowledged.
fn acknowledged(to: &mut BTreeMap<u64, String>, lines: &[String]) {
    for line in lines {
        if let Some((seq, digest)) = line
            .strip_prefix("ack ")
            .and_then(|ack| ack.split_once(' '))
        {
            let before = to.insert(seq.parse().unwrap(), digest.to_owned());
            assert_eq!(before, None, "record {seq} was acknowledged twice");
        }
    }
}

fn assert_holds(home: &Home, acknowledged: &BTreeMap<u64, String>) {
    let digests: Vec<_> = records(&home.log())
        .unwrap()
        .map(|entry| Digest::of(entry.unwrap().line.as_bytes()).to_hex())
        .collect();
    for (seq, digest) in acknowledged {
        assert_eq!(digests.get(*seq as usize), Some(digest), "record {seq}");
    }
}

#[test]
fn killed_200_times_nothing_acknowledged_is_lost_and_the_log_verifies() {
    let home = Home::new();
    let mut kept = BTreeMap::new();
    for round in 0..200 {
        // Every other time two at once.
        let mut children: Vec<_> = (0..=round % 2).map(|_| start(&home, "")).collect();
        for child in &mut children {
            let random = Uuid::new_v4().as_u128();
            std::thread::sleep(Duration::from_micros((random % 40_000) as u64));
            child.kill().unwrap();
        }
        for child in &mut children {
            acknowledged(&mut kept, &said(child));
            child.wait().unwrap();
        }
        match home.verify() {
            Ok(report) => {
                let last = kept.keys().next_back().map_or(0, |seq| seq + 1);
                assert!(
                    report.records >= last,
                    "round {round}: {report:?}, {last} acknowledged"
                );
            }
            // Killed before the first record.
            Err(error) => assert!(
                kept.is_empty() && ["audit.none", "key.no-pin"].contains(&error.code()),
                "round {round}: {error}"
            ),
        }
    }
    assert!(
        kept.len() > 200,
        "the children did not get far: {}",
        kept.len()
    );
    assert_holds(&home, &kept);
    home.open().append(None, rollback(1)).unwrap();
    let report = home.verify().unwrap();
    assert_eq!((report.covered, report.torn_bytes), (report.records, 0));
    assert!(report.segments > 2, "{report:?}");
}

#[test]
fn two_processes_append_to_one_chain() {
    let home = Home::new();
    let mut children = [start(&home, ""), start(&home, "")];
    std::thread::sleep(Duration::from_millis(1500));
    let mut kept = BTreeMap::new();
    for child in &mut children {
        child.kill().unwrap();
        let lines = said(child);
        child.wait().unwrap();
        let before = kept.len();
        acknowledged(&mut kept, &lines);
        assert!(kept.len() > before + 20, "one of them hardly got to write");
    }
    home.verify().unwrap();
    assert_holds(&home, &kept);
}

#[test]
fn no_room_is_told_and_leaves_a_log_that_verifies() {
    let home = Home::new();
    // The system refuses to let a file grow beyond 8 KiB; that looks like a full disk.
    let mut child = start(&home, "ulimit -f 16; trap '' XFSZ;");
    let lines = said(&mut child);
    child.wait().unwrap();
    assert_eq!(
        lines.last().map(String::as_str),
        Some("error audit.full"),
        "{lines:?}"
    );
    let mut kept = BTreeMap::new();
    acknowledged(&mut kept, &lines);
    assert!(!kept.is_empty());
    let report = home.verify().unwrap();
    // Not a byte of the group that did not fit stayed.
    assert_eq!(report.torn_bytes, 0);
    assert_holds(&home, &kept);
    home.open().append(None, rollback(1)).unwrap();
    home.verify().unwrap();
}

#[test]
fn a_torn_last_line_is_taken_out_and_recorded() {
    let home = Home::with_run();
    let covered = std::fs::metadata(home.segment(1)).unwrap().len() as usize;
    let log = home.open();
    log.append(None, rollback(1)).unwrap();
    let before = std::fs::metadata(home.segment(1)).unwrap().len() as usize;
    log.append(None, rollback(2)).unwrap();
    // As if killed here: no last checkpoint.
    std::mem::forget(log);
    let whole = std::fs::read(home.segment(1)).unwrap();
    let newest = std::fs::read(home.checkpoint()).unwrap();
    for length in (covered + 1..whole.len())
        .step_by(11)
        .chain([whole.len() - 1])
    {
        home.overwrite(&whole[..length]);
        std::fs::write(home.checkpoint(), &newest).unwrap();
        let end = if length >= before { before } else { covered };
        let torn = (length - end) as u64;
        assert_eq!(home.verify().unwrap().torn_bytes, torn, "{length} bytes");
        drop(home.open());
        let report = home.verify().unwrap();
        assert_eq!((report.torn_bytes, report.covered), (0, report.records));
        let digest = Digest::of(&whole[end..length]);
        let seal = format!(r#"{{"body":{{"bytes":{torn},"sha256":"{digest}"}},"kind":"log.seal""#);
        let sealed = home.lines().iter().any(|line| line.starts_with(&seal));
        assert_eq!(sealed, torn > 0, "{length} bytes");
        if torn > 0 {
            let aside = std::fs::read(home.log().join(format!("torn-{digest}"))).unwrap();
            assert_eq!(aside, &whole[end..length]);
        }
    }
}

#[test]
fn a_first_line_that_was_torn_is_begun_again() {
    let home = Home::new();
    drop(home.open());
    let whole = std::fs::read(home.segment(1)).unwrap();
    for length in [0, 1, 20, 300] {
        std::fs::remove_file(home.checkpoint()).unwrap();
        home.overwrite(&whole[..length]);
        drop(home.open());
        let report = home.verify().unwrap();
        assert_eq!(report.records, if length == 0 { 2 } else { 3 });
    }
}
