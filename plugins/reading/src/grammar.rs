//! Grammars (GBNF) that rule a fault out.
//!
//! A grammar for an answer whose value is known has a rule named `value`: the
//! retry after the next may be held to that alone, by [`value_only`].

use omni_skill::Grammar;

/// A text as a GBNF literal.
#[must_use]
pub fn literal(text: &str) -> String {
    let mut literal = String::with_capacity(text.len() + 2);
    literal.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                literal.push('\\');
                literal.push(c);
            }
            '\n' => literal.push_str("\\n"),
            '\r' => literal.push_str("\\r"),
            '\t' => literal.push_str("\\t"),
            c => literal.push(c),
        }
    }
    literal.push('"');
    literal
}

/// A sentence of plain words with one number slot, and in it the value.
#[must_use]
pub fn sentence_with_number(values: &[String]) -> Grammar {
    sentence(values, "[^0-9\\n.?!]")
}

/// A sentence with one slot, and in it the value.
#[must_use]
pub fn sentence_with_text(values: &[String]) -> Grammar {
    sentence(values, "[^\\n.?!:]")
}

fn sentence(values: &[String], letters: &str) -> Grammar {
    let values: Vec<_> = values.iter().map(|value| literal(value)).collect();
    Grammar::Gbnf(format!(
        "root ::= ([A-Z] {letters}{{0,80}} \" \")? value [.]?\nvalue ::= {}\n",
        values.join(" | ")
    ))
}

/// One of these texts and nothing else.
#[must_use]
pub fn one_of(values: &[String]) -> Grammar {
    let values: Vec<_> = values.iter().map(|value| literal(value)).collect();
    Grammar::Gbnf(format!(
        "root ::= value\nvalue ::= {}\n",
        values.join(" | ")
    ))
}

/// Of a grammar with a rule `value`, the one that allows the value alone.
#[must_use]
pub fn value_only(gbnf: &str) -> Option<String> {
    let value = gbnf
        .lines()
        .position(|line| line.trim_start().starts_with("value ::="))?;
    let rules: Vec<_> = gbnf
        .lines()
        .filter(|line| !line.trim_start().starts_with("root ::="))
        .collect();
    (value > 0).then(|| format!("root ::= value\n{}\n", rules.join("\n")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_literals() {
        assert_eq!(literal("a \"b\" \\ \n"), r#""a \"b\" \\ \n""#);
    }

    #[test]
    fn a_value_grammar_is_part_of_the_sentence() {
        let Grammar::Gbnf(sentence) = sentence_with_number(&["391".to_owned()]) else {
            panic!("not GBNF");
        };
        assert_eq!(
            value_only(&sentence).unwrap(),
            "root ::= value\nvalue ::= \"391\"\n"
        );
        assert_eq!(value_only("root ::= [a-z]+"), None);
    }
}
