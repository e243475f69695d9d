//! Nothing can be changed in a log without `verify` noticing.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that is not as expected has failed"
)]

mod support;

use std::fs;

use omni_audit::{Error, Fault, Report};
use proptest::prelude::*;
use support::{Home, rechained, rollback};

/// Verifies with other bytes in the segment.
fn with_bytes(home: &Home, bytes: &[u8]) -> Result<Report, Error> {
    home.overwrite(bytes);
    home.verify()
}

/// The first byte of the line that each byte is in, and the line's number.
fn line_of(bytes: &[u8], at: usize) -> u64 {
    bytes[..at].iter().filter(|byte| **byte == b'\n').count() as u64
}

#[test]
fn every_flipped_byte_is_noticed_and_its_record_named() {
    let home = Home::with_run();
    let good = fs::read(home.segment(1)).unwrap();
    // Without the copy of the newest checkpoint, which would notice nearly all by itself.
    fs::remove_file(home.checkpoint()).unwrap();
    for at in 0..good.len() {
        // One bit, another bit, letter case, all bits; a line end in the middle of a line.
        for flip in [0x01, 0x02, 0x04, 0x20, 0xff, good[at] ^ b'\n'] {
            let mut bytes = good.clone();
            bytes[at] ^= flip;
            if bytes == good {
                continue;
            }
            let error = with_bytes(&home, &bytes).expect_err(&format!("byte {at} ^ {flip}"));
            let (named, line) = (error.first_bad(), line_of(&good, at));
            // A line end that is gone makes one line of two: the first of these is not found.
            assert_eq!(named, Some(line), "byte {at} ^ {flip}: {error}");
        }
    }
}

#[test]
fn every_flipped_byte_of_the_kept_checkpoint_is_noticed() {
    let home = Home::with_run();
    let good = fs::read(home.checkpoint()).unwrap();
    for at in 0..good.len() - 1 {
        let mut bytes = good.clone();
        bytes[at] ^= 1;
        fs::write(home.checkpoint(), bytes).unwrap();
        assert!(home.verify().is_err(), "byte {at}");
    }
}

#[test]
fn every_cut_is_noticed() {
    let home = Home::with_run();
    let good = fs::read(home.segment(1)).unwrap();
    let older = home.path().join("older.json");
    fs::copy(home.checkpoint(), &older).unwrap();
    for length in 0..good.len() {
        let error = with_bytes(&home, &good[..length]).expect_err(&format!("{length} bytes"));
        assert_eq!(error.code(), "audit.cut");
        assert_eq!(
            error.first_bad(),
            Some(line_of(&good, length)),
            "{length} bytes: {error}"
        );
    }
    // Who cuts the log can remove the copy beside it too. Then only a checkpoint that left the machine
    // tells; without one a cut within a line is reported, as what a stopped writer leaves looks the same.
    fs::remove_file(home.checkpoint()).unwrap();
    for length in 0..good.len() {
        let at_end = length == 0 || good[length - 1] == b'\n';
        let report = with_bytes(&home, &good[..length]).unwrap();
        assert_eq!(report.torn_bytes == 0, at_end, "{length} bytes");
        assert_eq!(report.records, line_of(&good, length));
        assert!(report.covered < 8);
        assert_eq!(home.verify_against(&older).unwrap_err().code(), "audit.cut");
    }
    with_bytes(&home, &good).unwrap();
    assert_eq!(home.verify_against(&older).unwrap().compared, Some(7));
}

#[test]
fn lines_taken_out_repeated_or_swapped_are_noticed() {
    let home = Home::with_run();
    let good = home.lines();
    let newest = fs::read(home.checkpoint()).unwrap();
    let check = |lines: &[String], kept: bool, first_bad: usize, what: &str| {
        if kept {
            fs::write(home.checkpoint(), &newest).unwrap();
        } else {
            let _ = fs::remove_file(home.checkpoint());
        }
        home.write_lines(lines);
        let error = home.verify().expect_err(what);
        assert_eq!(error.first_bad(), Some(first_bad as u64), "{what}: {error}");
    };
    for one in 0..good.len() {
        let mut lines = good.clone();
        lines.remove(one);
        let last = one + 1 == good.len();
        check(&lines, last, one, &format!("without {one}"));
        for other in 0..=good.len() {
            let mut lines = good.clone();
            lines.insert(other, good[one].clone());
            // Before or behind itself it is the second of the two that is wrong.
            let first_bad = if other == one { one + 1 } else { other };
            check(&lines, false, first_bad, &format!("{one} again at {other}"));
            if one < other && other < good.len() {
                let mut lines = good.clone();
                lines.swap(one, other);
                check(&lines, false, one, &format!("{one} and {other} swapped"));
            }
        }
    }
}

#[test]
fn lines_of_another_log_do_not_fit_in() {
    let (home, other) = (Home::with_run(), Home::with_run());
    let good = home.lines();
    for (at, foreign) in other.lines().into_iter().enumerate() {
        let mut lines = good.clone();
        lines[at] = foreign;
        home.write_lines(&lines);
        assert!(home.verify().is_err(), "line {at}");
    }
    // Not even as a whole: it is signed by another key.
    home.write_lines(&other.lines());
    fs::remove_file(home.checkpoint()).unwrap();
    let error = home.verify().unwrap_err();
    assert_eq!(
        (error.code(), error.first_bad()),
        ("audit.wrong-key", Some(0))
    );
}

#[test]
fn a_chain_made_anew_without_the_key_is_noticed() {
    let home = Home::with_run();
    let good = home.lines();
    let mut lines = good.clone();
    lines[2] = lines[2].replace(r#""reason":"1""#, r#""reason":"9""#);
    assert_ne!(lines, good);
    home.write_lines(&rechained(lines.clone(), 3));
    // The reflection comes before the checkpoint, and both are signed.
    let error = home.verify().unwrap_err();
    assert_eq!(
        (error.code(), error.first_bad()),
        ("audit.signature", Some(5))
    );
    let mut unsigned = good.clone();
    let start = unsigned[5].find(r#","sig":"#).unwrap();
    let end = unsigned[5].find(r#","time":"#).unwrap();
    unsigned[5].replace_range(start..end, "");
    home.write_lines(&rechained(unsigned, 6));
    assert_eq!(home.verify().unwrap_err().first_bad(), Some(5));
    lines.remove(5);
    for line in &mut lines[5..] {
        for seq in 5..8 {
            *line = line.replace(&format!(r#""seq":{}"#, seq + 1), &format!(r#""seq":{seq}"#));
        }
    }
    home.write_lines(&rechained(lines, 3));
    let error = home.verify().unwrap_err();
    assert!(
        matches!(
            &error,
            Error::Broken {
                fault: Fault::Root,
                seq: 6,
                ..
            }
        ),
        "{error}"
    );
}

#[test]
fn an_owner_who_rewrites_the_past_is_found_by_an_older_checkpoint() {
    let home = Home::with_run();
    let older = home.path().join("older.json");
    fs::copy(home.checkpoint(), &older).unwrap();
    home.open().append(None, rollback(9)).unwrap();
    assert_eq!(home.verify_against(&older).unwrap().compared, Some(7));
    // The same keys, another past.
    fs::remove_dir_all(home.log()).unwrap();
    let log = home.open();
    for number in 0..20 {
        log.append(None, rollback(number)).unwrap();
    }
    log.close().unwrap();
    home.verify().unwrap();
    let error = home.verify_against(&older).unwrap_err();
    assert_eq!(
        (error.code(), error.first_bad()),
        ("audit.rewritten", Some(7))
    );
}

#[test]
fn a_signature_cannot_be_written_in_another_way() {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use sequoia_openpgp::packet::signature::subpacket::{Subpacket, SubpacketValue};
    use sequoia_openpgp::parse::Parse;
    use sequoia_openpgp::serialize::MarshalInto;
    use sequoia_openpgp::{Packet, PacketPile};

    let home = Home::with_run();
    fs::remove_file(home.checkpoint()).unwrap();
    let good = home.lines();
    // Of the last record: no record after it holds its digest.
    let (start, end) = (
        good[7].find(r#""sig":""#).unwrap() + 7,
        good[7].find(r#"","time"#).unwrap(),
    );
    let bytes = STANDARD.decode(&good[7][start..end]).unwrap();
    let Some(Packet::Signature(mut signature)) = PacketPile::from_bytes(&bytes)
        .unwrap()
        .into_children()
        .next()
    else {
        panic!("no signature");
    };
    let note = Subpacket::new(SubpacketValue::SignersUserID(b"x".to_vec()), false).unwrap();
    signature.unhashed_area_mut().add(note).unwrap();
    let noted = Packet::from(signature).to_vec().unwrap();
    // The same packet with its length in four more bytes.
    let mut long = vec![bytes[0], 0xff];
    long.extend(u32::from(bytes[1]).to_be_bytes());
    long.extend(&bytes[2..]);
    assert!(bytes[1] < 192 && PacketPile::from_bytes(&long).is_ok());
    for other in [noted, long, [bytes.clone(), bytes].concat(), Vec::new()] {
        let mut lines = good.clone();
        lines[7].replace_range(start..end, &STANDARD.encode(other));
        home.write_lines(&lines);
        let error = home.verify().unwrap_err();
        assert_eq!(
            (error.code(), error.first_bad()),
            ("audit.signature", Some(7))
        );
    }
}

#[test]
fn what_is_no_checkpoint_is_refused() {
    let home = Home::with_run();
    let file = home.path().join("older.json");
    let lines = home.lines();
    let forged = lines[7].replace(r#""reason":"close""#, r#""reason":"asked""#);
    for text in ["", "{}", &lines[0], &lines[5], &forged] {
        fs::write(&file, text).unwrap();
        let error = home.verify_against(&file).unwrap_err();
        assert_eq!(error.code(), "audit.no-checkpoint", "{error}");
    }
    assert_eq!(
        home.verify_against(home.path()).unwrap_err().code(),
        "audit.no-checkpoint"
    );
    let missing = home.path().join("missing");
    assert_eq!(
        home.verify_against(&missing).unwrap_err().code(),
        "audit.unreadable"
    );
}

#[test]
fn a_broken_end_is_not_written_on() {
    let home = Home::with_run();
    // Nothing after the last checkpoint is wrong, but the checkpoint itself is.
    let mut lines = home.lines();
    lines[7] = lines[7].replace(r#""reason":"close""#, r#""reason":"asked""#);
    home.write_lines(&lines);
    let error = omni_audit::Log::open(home.options()).unwrap_err();
    assert_eq!(
        (error.code(), error.first_bad()),
        ("audit.signature", Some(7))
    );
    assert!(error.help().unwrap().contains("mv "), "{error}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_file_is_verified_without_a_panic(
        at in any::<prop::sample::Index>(),
        removed in 0..200_usize,
        inserted in prop::collection::vec(any::<u8>(), 0..200),
        kept: bool,
    ) {
        thread_local!(static HOME: (Home, Vec<u8>, Vec<u8>) = {
            let home = Home::with_run();
            let log = fs::read(home.segment(1)).unwrap();
            let checkpoint = fs::read(home.checkpoint()).unwrap();
            (home, log, checkpoint)
        });
        HOME.with(|(home, log, checkpoint)| {
            let mut bytes = log.clone();
            let start = at.index(bytes.len());
            let end = (start + removed).min(bytes.len());
            bytes.splice(start..end, inserted);
            fs::write(home.checkpoint(), checkpoint).unwrap();
            if !kept {
                fs::remove_file(home.checkpoint()).unwrap();
            }
            let result = with_bytes(home, &bytes);
            // What stays a log is the same log, or one that was cut.
            if let Ok(report) = result {
                let records = &bytes[..bytes.len() - report.torn_bytes as usize];
                prop_assert!(log.starts_with(records), "{report:?}");
                prop_assert!(bytes == *log || !kept);
            }
            Ok(())
        })?;
    }
}
