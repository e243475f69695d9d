//! A validator that holds answers to a glossary: words that this house does not use, each with the one that it
//! does. It reads them from a file in a folder that its policy opens to it, read-only.

use omni_skill::{Attempt, Error, Finding, config};

omni_skill::validator!(validate);

/// Where the glossary lies where `omni.toml` sets no `glossary`: in the folder that the policy opens.
const GLOSSARY: &str = "/glossary/words.txt";

fn validate(attempt: &Attempt) -> Result<Vec<Finding>, Error> {
    let path: String = config::get("glossary")?.unwrap_or_else(|| GLOSSARY.to_owned());
    let glossary = std::fs::read_to_string(&path)
        .map_err(|error| Error::InvalidInput(format!("{path}: {error}")))?;
    Ok(findings(&attempt.response, &glossary))
}

/// A finding for each line `unwanted = wanted` whose unwanted word is in `response`.
fn findings(response: &str, glossary: &str) -> Vec<Finding> {
    let lines = glossary.lines().filter(|line| !line.starts_with('#'));
    let pairs = lines.filter_map(|line| line.split_once('='));
    let pairs = pairs.map(|(unwanted, wanted)| (unwanted.trim(), wanted.trim()));
    pairs
        .filter(|(unwanted, _)| {
            !unwanted.is_empty() && words(response).any(|word| word == *unwanted)
        })
        .map(|(unwanted, wanted)| {
            Finding::warning("glossary.word", format!("\"{unwanted}\" is not our word"))
                .fact(format!("We say \"{wanted}\", not \"{unwanted}\"."))
                .mend(replaced(response, unwanted, wanted))
        })
        .collect()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character: char| !character.is_alphanumeric())
}

/// `text` with each whole word `from` as `to`.
fn replaced(text: &str, from: &str, to: &str) -> String {
    let is_letter = |character: &char| character.is_alphanumeric();
    let mut replaced = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(from) {
        let (before, after) = (&rest[..at], &rest[at + from.len()..]);
        let joined = |text: &str| replaced.chars().chain(text.chars()).next_back();
        let is_word = !joined(before).is_some_and(|last| is_letter(&last))
            && !after.chars().next().is_some_and(|next| is_letter(&next));
        replaced.push_str(before);
        replaced.push_str(if is_word { to } else { from });
        rest = after;
    }
    replaced + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use omni_skill::testing::{attempt, with_config};

    const WORDS: &str = "# ours\nutilise = use\nclient = customer\n";

    #[test]
    fn an_unwanted_word_is_found_and_mended() {
        let found = findings("Our client may utilise it; clients do.", WORDS);
        let mends: Vec<_> = found
            .iter()
            .filter_map(|finding| finding.mend.as_deref())
            .collect();
        assert_eq!(
            mends,
            [
                "Our client may use it; clients do.",
                "Our customer may utilise it; clients do."
            ]
        );
    }

    #[test]
    fn parts_of_words_are_left_alone() {
        assert_eq!(findings("clients", WORDS), []);
        assert_eq!(
            replaced("client clients subclient client", "client", "x"),
            "x clients subclient x"
        );
    }

    #[test]
    fn the_file_is_read() -> Result<(), Error> {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/glossary/words.txt");
        let config = format!("{{ \"glossary\": {path:?} }}");
        let found = with_config(&config, || {
            validate(&attempt("What?", "Please utilise it."))
        })?;
        assert_eq!(found[0].code, "glossary.word");
        Ok(())
    }

    #[test]
    fn a_file_that_is_not_there_is_named() {
        let Err(Error::InvalidInput(text)) = validate(&attempt("What?", "It.")) else {
            panic!("it was read");
        };
        assert!(text.starts_with("/glossary/words.txt: "));
    }
}
