//! Grammars: what they allow, what they refuse, and that nothing makes them run away.

use proptest::prelude::*;

use super::*;

fn gbnf(source: &str) -> Grammar {
    Grammar::Gbnf(source.to_owned())
}

/// Whether `text` may be the whole text, fed in `pieces` of that many bytes.
fn matches_in(grammar: &Grammar, text: &str, piece: usize) -> bool {
    let (mut machine, mut state) = Machine::start(grammar, &Control::default()).unwrap();
    for bytes in text.as_bytes().chunks(piece) {
        match machine.advance(&state, bytes).unwrap() {
            Some(next) => state = next,
            None => return false,
        }
    }
    state.complete()
}

fn matches(grammar: &Grammar, text: &str) -> bool {
    let whole = matches_in(grammar, text, text.len().max(1));
    assert_eq!(
        whole,
        matches_in(grammar, text, 1),
        "{text:?} differs byte by byte"
    );
    whole
}

fn cause(grammar: &Grammar) -> String {
    let error = check_grammar(grammar).unwrap_err();
    assert_eq!(error.code(), "grammar.invalid");
    error.to_string().replace("the grammar is not usable: ", "")
}

#[test]
fn everything_of_gbnf() {
    let source = [
        "# a comment",
        r#"root ::= ("yes" | # so"#,
        r#"  "no") [.!?]? tail*"#,
        r#"tail ::= " " word{2,3} |"#,
        r#"  "\n""#,
        r"word ::= [a-c\x64\u00e9-\u00eb]+ [^a-z]",
    ];
    let grammar = gbnf(&source.join("\n"));
    for text in [
        "yes",
        "no.",
        "yes? aé1b2",
        "no aAbB cCdDaA",
        "yes\n\n aa1bb2\n",
    ] {
        assert!(matches(&grammar, text), "{text:?}");
    }
    for text in [
        "",
        "ye",
        "maybe",
        "no..",
        "yes a1",
        "no aAbBcCdD",
        "yes zZzZ",
    ] {
        assert!(!matches(&grammar, text), "{text:?}");
    }
}

#[test]
fn repetitions_count() {
    let grammar = gbnf("root ::= \"ab\"{2,4} \"c\"{2} \"d\"{1,}");
    for (text, fits) in [
        ("ababccd", true),
        ("ababababccddd", true),
        ("abccd", false),
        ("abababababccd", false),
        ("ababcd", false),
        ("ababcc", false),
    ] {
        assert_eq!(matches(&grammar, text), fits, "{text}");
    }
    assert!(matches(&gbnf("root ::= \"a\"{0} \"b\""), "b"));
    assert!(matches(&gbnf("root ::= (\"a\"?)* \"b\""), "aab"));
}

#[test]
fn characters_of_several_bytes_split_between_tokens() {
    let grammar = gbnf("root ::= [à-ü😀]+ .");
    assert!(matches(&grammar, "éè😀x"));
    assert!(!matches(&grammar, "aé"));
    let (mut machine, state) = Machine::start(&grammar, &Control::default()).unwrap();
    assert!(
        machine.advance(&state, b"\xc3").unwrap().is_some(),
        "é could follow"
    );
    assert!(
        machine.advance(&state, b"\xc4").unwrap().is_none(),
        "nothing in the set starts so"
    );
    assert!(machine.advance(&state, b"\xff").unwrap().is_none());
    assert!(
        machine.advance(&state, b"\xe0\x80").unwrap().is_none(),
        "overlong"
    );
    assert!(machine.advance(&state, b"").unwrap().is_none());
}

#[test]
fn a_text_that_has_to_end_is_known() {
    let (mut machine, state) =
        Machine::start(&gbnf("root ::= \"a\" \"b\"?"), &Control::default()).unwrap();
    let after = machine.advance(&state, b"a").unwrap().unwrap();
    assert!(after.complete() && !after.finished());
    let after = machine.advance(&after, b"b").unwrap().unwrap();
    assert!(after.complete() && after.finished());
}

#[test]
fn a_bad_grammar_is_one_sentence() {
    for (source, expected) in [
        ("", "the rule `root` is not defined"),
        ("answer ::= \"a\"", "the rule `root` is not defined"),
        ("root ::= word", "the rule `word` is not defined"),
        ("root = \"a\"", "line 1: expected `::=`"),
        ("root ::= \"a", "line 1: unexpected end"),
        (
            "root ::= \"a\"\nroot ::= \"b\"",
            "line 2: the rule `root` is defined twice",
        ),
        ("root ::= [a-", "line 1: unexpected end"),
        ("root ::= *", "line 1: nothing to repeat before `*`"),
        ("root ::= \"a\" )", "line 1: unexpected `)`"),
        ("root ::= (\"a\"", "line 1: expected `)`"),
        ("root ::= \"\\q\"", "line 1: unknown escape `\\q`"),
        ("root ::= \"\\x1\"", "line 1: expected 2 hexadecimal digits"),
        (
            "root ::= \"a\"{3,2}",
            "line 1: the repetition ends below its start",
        ),
        (
            "root ::= \"a\"{9999999999}",
            "line 1: more than 2000 repetitions",
        ),
        (
            "root ::= <|im_end|>",
            "line 1: token references are not allowed",
        ),
        ("root ::= a_b", "line 1: unexpected `_`"),
    ] {
        assert_eq!(cause(&gbnf(source)), expected, "{source:?}");
    }
}

#[test]
fn left_recursion_is_refused_however_it_hides() {
    for source in [
        "root ::= root \"a\" | \"a\"",
        "root ::= a\na ::= b \"x\" | \"x\"\nb ::= a \"y\"",
        "root ::= empty root \"a\" | \"a\"\nempty ::= \"\" | none\nnone ::= ",
    ] {
        let cause = cause(&gbnf(source));
        assert!(cause.contains("left-recursive"), "{source:?}: {cause}");
    }
}

#[test]
fn what_would_run_away_is_refused() {
    let doubling: String = (0..60)
        .map(|rule| {
            format!(
                "r{rule} ::= r{next} \"a\" | r{next} \"b\"\n",
                next = rule + 1
            )
        })
        .collect();
    for source in [
        format!("root ::= r0\n{doubling}r60 ::= \"c\""),
        format!("root ::= {}", "(".repeat(100_000)),
        "root ::= (((\"a\"{2000}){2000}){2000}){2000}".to_owned() + &" [a]{2000}".repeat(200),
        format!("root ::= \"{}\"", "a".repeat(300_000)),
    ] {
        assert!(!cause(&gbnf(&source)).is_empty());
    }
}

#[test]
fn ambiguity_that_shows_only_later_is_an_error_too() {
    // Each character doubles what could come next.
    let rules: String = (0..40)
        .map(|rule| {
            format!(
                "r{rule} ::= \"x\" (r{next} \"a\" | r{next} \"b\")\n",
                next = rule + 1
            )
        })
        .collect();
    let (mut machine, state) = Machine::start(
        &gbnf(&format!("root ::= r0\n{rules}r40 ::= \"c\"")),
        &Control::default(),
    )
    .unwrap();
    let error = machine
        .advance(&state, "x".repeat(40).as_bytes())
        .unwrap_err();
    assert_eq!(error.code(), "grammar.invalid");
}

#[test]
fn a_json_schema_becomes_a_grammar() {
    let grammar = Grammar::JsonSchema(
        r#"{"type":"object","properties":{"city":{"type":"string"},"people":{"type":"integer","minimum":0},
            "kind":{"enum":["town","city"]},"code":{"type":"string","pattern":"^[A-Z]{2}$"}},
            "required":["city","kind"],"additionalProperties":false}"#
            .into(),
    );
    assert!(matches(&grammar, r#"{"city": "Zürich", "kind": "city"}"#));
    assert!(matches(
        &grammar,
        r#"{"city":"","kind":"town","people":12,"code":"ZH"}"#
    ));
    assert!(!matches(&grammar, r#"{"city": 3, "kind": "city"}"#));
    assert!(!matches(&grammar, r#"{"city": "x", "kind": "village"}"#));
    assert!(!matches(
        &grammar,
        r#"{"city":"","kind":"town","people":-1}"#
    ));
    assert!(!matches(
        &grammar,
        r#"{"city":"","kind":"town","code":"zh"}"#
    ));
    assert!(!matches(&grammar, r#"{"city": "x"}"#));
}

#[test]
fn a_pattern_without_a_grammar_lets_any_string_through() {
    let grammar = Grammar::JsonSchema(r#"{"type":"string","pattern":"\\d+(?=x)"}"#.into());
    assert!(matches(&grammar, "\"anything\""));
}

#[test]
fn a_recursive_schema_works() {
    let grammar = Grammar::JsonSchema(
        r##"{"$ref":"#/$defs/tree","$defs":{"tree":{"type":"object","properties":{"left":{"$ref":"#/$defs/tree"}},"additionalProperties":false}}}"##
            .into(),
    );
    assert!(matches(&grammar, r#"{"left":{"left":{}}}"#));
    assert!(!matches(&grammar, r#"{"left":{"right":{}}}"#));
}

#[test]
fn a_bad_schema_is_one_sentence() {
    let deep = format!(
        "{}{}",
        "{\"not\":".repeat(100),
        "1".to_owned() + &"}".repeat(100)
    );
    let wide: Vec<String> = (0..100).map(|n| format!("\"p{n}\":{{}}")).collect();
    let long_name = format!("{{\"properties\":{{\"{}\":{{}}}}}}", "é".repeat(30_000));
    for (schema, expected) in [
        ("{", "not JSON"),
        ("3", "an object or a boolean"),
        (&deep, "nested deeper"),
        (
            &format!("{{\"properties\":{{{}}}}}", wide.join(",")),
            "more than 64",
        ),
        (&long_name, "longer than 128 bytes"),
        (r##"{"$ref":"#/nowhere"}"##, "cannot be turned"),
        (r#"{"type":"nonsense"}"#, "cannot be turned"),
        (&"[".repeat(70_000), "longer than 64 KiB"),
    ] {
        let cause = cause(&Grammar::JsonSchema(schema.to_owned()));
        assert!(cause.contains(expected), "{cause}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// Any text is a grammar or an error, and what compiles can be run on any bytes.
    #[test]
    fn no_grammar_panics(source in r#"(root ::= )?(([a-c]|"\?[a-c]"|\[\^?[a-c]-?[a-c]\]|\(|\)|\||\*|\+|\?|\{[0-9]{1,3},?[0-9]{0,3}\}|\.|#|\\| |[\n]|::=|é){0,30}[\n]?){0,4}"#,
                         bytes in proptest::collection::vec(any::<u8>(), 0..20)) {
        if let Ok((mut machine, state)) = Machine::start(&gbnf(&source), &Control::default()) {
            let _ = machine.advance(&state, &bytes);
        }
    }

    /// Alternations of literals allow these literals and nothing else.
    #[test]
    fn alternations_are_exact(words in proptest::collection::vec("[a-zé]{1,6}", 1..8), other in "[a-zé]{1,6}") {
        let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
        let grammar = gbnf(&format!("root ::= {}", quoted.join(" | ")));
        for word in &words {
            prop_assert!(matches(&grammar, word));
        }
        prop_assert_eq!(matches(&grammar, &other), words.contains(&other));
    }
}
