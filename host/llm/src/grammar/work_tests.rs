//! What a grammar may cost: all work is counted, in steps, and bounded.

use std::time::{Duration, Instant};

use super::budget::MAX_STEPS;
use super::*;
use crate::engine::StopReason;

fn start(source: &str, control: &Control) -> Result<(Machine, State), Error> {
    Machine::start(&Grammar::Gbnf(source.to_owned()), control)
}

/// Steps that the start takes.
fn used(source: &str) -> usize {
    let (machine, _) = start(source, &Control::default()).unwrap();
    machine.used()
}

/// Few stacks, nodes and elements, but each of `rules` rules comes to `e` in `ways` ways, and each
/// of them looks at its `ways` alternatives, which are known from the first.
fn many_ways(rules: usize, ways: usize) -> String {
    let names: Vec<String> = (0..ways).map(|way| format!("n{way}")).collect();
    let each: String = names.iter().map(|name| format!("{name} ::= e\n")).collect();
    let literals: Vec<String> = (0x4e00..)
        .filter_map(char::from_u32)
        .take(ways)
        .map(|character| format!("\"{character}\""))
        .collect();
    let rules: String = (0..rules)
        .map(|rule| format!("r{rule} ::= big \"x\"\n"))
        .collect();
    format!(
        "root ::= r0\nbig ::= {}\ne ::= {}\n{each}{rules}",
        names.join(" | "),
        literals.join(" | ")
    )
}

#[test]
fn equal_alternatives_are_one() {
    let source = |alternatives: &str| {
        format!("root ::= big \"x\"\nbig ::= e{{300}} e{{300}}\ne ::= {alternatives}\n")
    };
    let once = used(&source("\"a\" | [b-c] |"));
    let often = "\"a\" | | [b-c] | [bc] | [cb-b] |".repeat(5_000);
    assert_eq!(used(&source(&often)), once);
}

#[test]
fn every_alternative_that_is_visited_counts() {
    let more = used(&many_ways(2, 300)) - used(&many_ways(1, 300));
    assert!(more > 300 * 300, "{more}");
}

#[test]
fn alternatives_that_lead_nowhere_new_use_the_budget_up() {
    for rules in [64, 5000] {
        let error = start(&many_ways(rules, 1000), &Control::default()).unwrap_err();
        assert_eq!(
            (error.code(), error.to_string().as_str()),
            (
                "grammar.invalid",
                "the grammar is not usable: it takes too much work to follow"
            )
        );
    }
}

#[test]
fn each_token_has_a_budget_of_its_own() {
    let (mut machine, state) = start("root ::= [a-z]*", &Control::default()).unwrap();
    let token = vec![b'a'; 600_000];
    for _ in 0..3 {
        machine.next_token();
        assert!(machine.advance(&state, &token).unwrap().is_some());
        assert!((MAX_STEPS / 2..MAX_STEPS).contains(&machine.used()));
    }
    let error = machine.advance(&state, &token).unwrap_err();
    assert!(error.to_string().contains("too much work"), "{error}");
}

#[test]
fn ranges_are_merged_and_comparing_them_counts() {
    let step = |ranges: &str| {
        let source = format!("root ::= [{ranges}]");
        let (mut machine, state) = start(&source, &Control::default()).unwrap();
        machine.next_token();
        assert!(machine.advance(&state, b"a").unwrap().is_none());
        machine.used()
    };
    let apart: String = (0..20_000)
        .filter_map(|n| char::from_u32(0x1_0000 + 2 * n))
        .collect();
    assert_eq!(step(&"zyx-z".repeat(20_000)), step("z"));
    assert!(step(&apart) > step("z"));
}

#[test]
fn lists_that_are_not_defined_yet_count_as_elements() {
    let long = "x{2000} ".repeat(90);
    for source in [
        format!(
            "x ::= \"x\"\nroot ::= {}{long}",
            format!("{long}| ").repeat(50)
        ),
        format!("x ::= \"x\"\nroot ::= {}", format!("{long}(").repeat(50)),
    ] {
        let error = start(&source, &Control::default()).unwrap_err();
        assert!(error.to_string().contains("200000 elements"), "{error}");
    }
}

#[test]
fn a_stop_ends_the_start() {
    let control = Control::default();
    control.cancel.set();
    let error = start("root ::= \"a\"", &control).unwrap_err();
    assert_eq!(error, Error::Stopped(StopReason::Cancelled));

    // The whole budget takes far longer than until the deadline, which passes on the way.
    let control = Control {
        deadline: Some(Instant::now() + Duration::from_millis(2)),
        ..Control::default()
    };
    let error = start(&many_ways(64, 1000), &control).unwrap_err();
    assert_eq!(error, Error::Stopped(StopReason::Timeout));
}

#[test]
fn a_stop_ends_the_search_for_a_token() {
    let control = Control::default();
    let (mut machine, state) = start("root ::= \"a\"", &control).unwrap();
    machine.next_token();
    assert!(machine.advance(&state, b"a").unwrap().is_some());
    control.cancel.set();
    machine.next_token();
    let error = machine.advance(&state, b"a").unwrap_err();
    assert_eq!(error, Error::Stopped(StopReason::Cancelled));
}
