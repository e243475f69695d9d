//! The passage and the question of a request.

/// Longer passages are not searched.
const LONGEST: usize = 16 * 1024;

const PASSAGE: [&str; 9] = [
    "passage",
    "text",
    "context",
    "paragraph",
    "article",
    "story",
    "excerpt",
    "document",
    "sentence",
];
const QUESTION: [&str; 3] = ["question", "q", "query"];

/// A passage and the question on it.
pub(crate) struct Task<'t> {
    pub(crate) passage: &'t str,
    pub(crate) question: &'t str,
    /// Whether the passage is called one; else it may be a story to reckon with.
    pub(crate) called: bool,
}

/// The passage, and the one question on it.
pub(crate) fn split(prompt: &str) -> Option<Task<'_>> {
    if prompt.len() > LONGEST || prompt.contains("```") {
        return None;
    }
    labelled(prompt)
        .or_else(|| by_lines(prompt))
        .map(|found| (found, true))
        .or_else(|| beside(prompt).map(|found| (found, false)))
        .map(|((passage, question), called)| Task {
            passage: passage.trim().trim_matches('"').trim(),
            question: question.trim(),
            called,
        })
        .filter(|task| task.passage.len() >= 15 && task.question.len() >= 8)
}

/// `Passage: … Question: …`
fn labelled(prompt: &str) -> Option<(&str, &str)> {
    let (passage_at, passage_begin) = label(prompt, 0, &PASSAGE)?;
    // "Read the text: \"…\" Who …?"
    let quoted = prompt[passage_begin..]
        .trim_start()
        .strip_prefix('"')
        .and_then(|inner| inner.split_once('"'));
    if let Some((passage, question)) = quoted
        && !question.contains(['"', '\n'])
        && passage_at < 200
    {
        return Some((passage, one_question(question)?));
    }
    let (question_at, question_begin) = label(prompt, passage_begin, &QUESTION).or_else(|| {
        last_line(prompt)
            .filter(|at| *at > passage_begin)
            .map(|at| (at, at))
    })?;
    // What stands before the passage is an instruction, not more of the text.
    if passage_at > 200 {
        return None;
    }
    Some((
        &prompt[passage_begin..question_at],
        one_question(&prompt[question_begin..])?,
    ))
}

/// Where a label stands, and where what it names begins. A label is a word with a
/// colon, at the start of a line or a sentence.
fn label(text: &str, from: usize, words: &[&str]) -> Option<(usize, usize)> {
    text[from..]
        .match_indices(':')
        .map(|(at, _)| from + at)
        .take(200)
        .find_map(|colon| {
            let before = &text[from..colon];
            let begin = before
                .rfind(|c: char| !c.is_ascii_alphabetic())
                .map_or(from, |at| from + at + 1);
            let word = text.get(begin..colon)?;
            let starts = text[..begin]
                .trim_end_matches([' ', '*', '#'])
                .chars()
                .next_back()
                .is_none_or(|c| ".!?:\n\"".contains(c))
                || text[..begin].trim_end().ends_with("following")
                || text[..begin].trim_end().ends_with("the") && text[..begin].len() < 120
                || text[..begin].trim_end().ends_with("this") && text[..begin].len() < 120;
            (starts && words.iter().any(|known| known.eq_ignore_ascii_case(word)))
                .then_some((begin, colon + 1))
        })
}

/// A text set apart by lines, and a question on the last one.
fn by_lines(prompt: &str) -> Option<(&str, &str)> {
    let lower = prompt.to_ascii_lowercase();
    // "Write a text …" asks for one.
    let speaks = [
        "passage",
        "text",
        "context",
        "paragraph",
        "article",
        "excerpt",
    ]
    .iter()
    .any(|word| lower.contains(word))
        && [
            "answer",
            "read ",
            "according",
            "based",
            "following",
            "below",
        ]
        .iter()
        .any(|word| lower.contains(word))
        && !["write", "compose", "create"]
            .iter()
            .any(|word| lower.contains(word));
    let at = last_line(prompt)?;
    let before = prompt[..at].trim();
    // The first line tells what to do.
    let passage = match before.split_once('\n') {
        Some((first, rest))
            if first.trim_end().ends_with(':')
                || PASSAGE
                    .iter()
                    .any(|word| first.to_ascii_lowercase().contains(word)) =>
        {
            rest
        }
        _ => before,
    };
    let plain = passage.contains('.') && !passage.contains('?');
    (speaks && plain).then(|| Some((passage, one_question(&prompt[at..])?)))?
}

/// A text of two sentences or more and one question before or after it, without any
/// label: nothing else is asked there.
fn beside(prompt: &str) -> Option<(&str, &str)> {
    const TASKS: [&str; 14] = [
        "write ",
        "compose",
        "create",
        "imagine",
        "story about",
        "essay",
        "summar",
        "translate",
        "explain",
        "rewrite",
        "suppose",
        "let's",
        "pretend",
        "code",
    ];
    let text = prompt.trim();
    let text = text.strip_suffix("Answer:").unwrap_or(text).trim_end();
    let mark = text.find('?')?;
    let lower = text.to_ascii_lowercase();
    if text[mark + 1..].contains('?') || TASKS.iter().any(|task| lower.contains(task)) {
        return None;
    }
    let behind = text[mark + 1..].trim();
    // Who leads the team?  The team is led by …
    let begins = text[..mark]
        .rfind(['.', '!', '\n', ':'])
        .map_or(0, |at| at + 1);
    let question = text[begins..=mark].trim();
    let passage = if begins == 0 || text[..begins].trim().len() < 30 {
        behind
    } else {
        // What follows is how to answer.
        (behind.len() < 80).then_some(text[..begins].trim())?
    };
    let sentences = passage.matches(". ").count() + usize::from(passage.ends_with('.'));
    let asks = [
        "who", "whom", "where", "when", "what", "which", "how", "in ", "on ", "at ", "by ",
    ]
    .iter()
    .any(|word| question.to_ascii_lowercase().starts_with(word));
    (sentences >= 2 && asks && question.len() < 160).then_some((passage, question))
}

fn last_line(prompt: &str) -> Option<usize> {
    let trimmed = prompt.trim_end();
    let trimmed = trimmed
        .strip_suffix("Answer:")
        .unwrap_or(trimmed)
        .trim_end();
    trimmed.rfind('\n').map(|at| at + 1)
}

/// The question, if it is one; an instruction on the answer's form may follow.
fn one_question(text: &str) -> Option<&str> {
    let mark = text.find('?')?;
    let question = text[..=mark].trim();
    // "According to the passage, who …"
    let lower = question.to_ascii_lowercase();
    let refers = [
        "based on the ",
        "according to the ",
        "from the ",
        "in the passage",
        "in the text",
    ];
    let question = match question.split_once(',') {
        Some((front, rest))
            if front.len() < 40 && refers.iter().any(|start| lower.starts_with(start)) =>
        {
            rest.trim()
        }
        _ => question,
    };
    (!text[mark + 1..].contains('?')).then_some(question)
}
