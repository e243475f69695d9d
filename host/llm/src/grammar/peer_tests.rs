//! Our matcher against llama.cpp's own, over the whole vocabulary of the real model.

use llama_cpp_2::sampling::LlamaSampler;
use llama_cpp_2::token::LlamaToken;
use llama_cpp_2::token::data::LlamaTokenData;
use llama_cpp_2::token::data_array::LlamaTokenDataArray;

use super::*;
use crate::test_model::loaded;
use crate::vocabulary::tokenize;

/// Compares which tokens are allowed after each token of `text`.
fn compare(source: &str, text: &str) {
    let loaded = loaded();
    let vocabulary = &loaded.vocabulary;
    let (mut machine, mut state) =
        Machine::start(&Grammar::Gbnf(source.to_owned()), &Control::default()).unwrap();
    let mut theirs = LlamaSampler::grammar(&loaded.model, source, "root").unwrap();
    let mut tokens = tokenize(&loaded.model, text, false).into_iter();
    loop {
        machine.next_token();
        let all = loaded.model.vocab().tokens();
        let mut data: LlamaTokenDataArray = LlamaTokenDataArray::from_iter(
            all.map(|token| LlamaTokenData::new(token, 0.0, 0.0)),
            false,
        );
        data.apply_sampler(&mut theirs);
        for candidate in &data.data {
            let token = usize::try_from(candidate.id().0).unwrap();
            let piece = vocabulary.piece(token);
            let allowed = if vocabulary.ends_turn(candidate.id()) {
                state.complete()
            } else if piece.is_empty() {
                // A control token: theirs lets it spell itself.
                continue;
            } else {
                machine.advance(&state, piece).unwrap().is_some()
            };
            let by_them = candidate.logit() > f32::NEG_INFINITY;
            let piece = String::from_utf8_lossy(piece);
            assert_eq!(allowed, by_them, "{piece:?} in {source:?} of {text:?}");
        }
        let Some(token) = tokens.next() else { break };
        theirs.try_accept(token).unwrap();
        let piece = vocabulary.piece(usize::try_from(token.0).unwrap());
        state = machine.advance(&state, piece).unwrap().unwrap();
    }
    assert!(state.complete(), "{text:?} is whole in {source:?}");
    assert!(theirs.try_accept(LlamaToken::new(2)).is_ok(), "and may end");
}

#[test]
fn the_same_tokens_are_allowed_as_by_llama_cpp() {
    for (source, text) in [
        (
            r#"root ::= "The answer is " [0-9]{2,3} "."?"#,
            "The answer is 391.",
        ),
        (r#"root ::= ("a" | "ab")* [^a-z\n]+"#, "aaabab 12 é中"),
        (
            r#"root ::= item (", " item){1,4}\nitem ::= [A-Z] [a-zé ]*"#,
            "Rome, Orléans, New york",
        ),
        (r#"root ::= .{3,} "!""#, "Grüße 🦀!"),
    ] {
        compare(&source.replace("\\nitem", "\nitem"), text);
    }
}

#[test]
fn the_same_tokens_are_allowed_for_a_json_schema() {
    let schema = r#"{"type":"object","properties":{"name":{"type":"string"},"n":{"type":"integer","minimum":-5,"maximum":120},
        "tags":{"type":"array","items":{"enum":["a","b\"c"]},"maxItems":3}},"required":["name","n"]}"#;
    let source = schema::to_gbnf(schema).unwrap();
    compare(
        &source,
        "{\"name\": \"Zoë \\\"Z\\\"\", \"n\": 42, \"tags\": [\"a\", \"b\\\"c\"]}",
    );
}
