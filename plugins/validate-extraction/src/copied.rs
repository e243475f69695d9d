//! Answers that only repeat the passage.

/// Shorter ones may be what was asked for.
const LEAST_WORDS: usize = 6;
/// Shorter parts stand in most passages.
const LEAST_OF_A_PART: usize = 4;
const LEAST_OF_A_SENTENCE: usize = 5;
/// With these a part begins that is joined to another one.
const JOINTS: &[&str] = &["and ", "but ", "while "];

/// Whether every sentence of the answer stands in the passage, word for word, or two of its
/// parts and no more than one that does not.
pub(crate) fn is_copied(passage: &str, response: &str) -> bool {
    let whole = format!(" {} ", words(passage));
    let stands = |part: &String| whole.contains(&format!(" {part} "));
    let sentences = parts(response, &['.', '!', '?', '\n']);
    if words(response).split(' ').count() < LEAST_WORDS || sentences.is_empty() {
        return false;
    }
    if sentences.iter().all(stands) {
        return true;
    }
    let parts: Vec<String> = parts(response, &['.', '!', '?', '\n', ',', ';'])
        .into_iter()
        .map(|part| {
            let joint = JOINTS.iter().find_map(|joint| part.strip_prefix(joint));
            joint.map_or(part.clone(), str::to_owned)
        })
        .filter(|part| part.split(' ').count() >= LEAST_OF_A_PART)
        .collect();
    let copied = parts.iter().filter(|part| stands(part)).count();
    copied > 1 && copied + 1 >= parts.len()
}

/// Whether the answer has a whole sentence of the passage that is among those at `others`.
pub(crate) fn repeats_one_of(sentences: &[&str], others: &[usize], response: &str) -> bool {
    let said = format!(" {} ", words(response));
    sentences.iter().enumerate().any(|(at, sentence)| {
        let sentence = words(sentence);
        others.contains(&at)
            && sentence.split(' ').count() >= LEAST_OF_A_SENTENCE
            && said.contains(&format!(" {sentence} "))
    })
}

fn parts(text: &str, ends: &[char]) -> Vec<String> {
    text.split_terminator(ends)
        .map(words)
        .filter(|part| !part.is_empty())
        .collect()
}

/// The words alone, in lower case, a space between each two.
pub(crate) fn words(text: &str) -> String {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect::<Vec<_>>()
        .join(" ")
}
