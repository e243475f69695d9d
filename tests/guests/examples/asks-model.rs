//! Asks the model what the lines of the prompt say, each `TOKENS TEXT` (`- TEXT`: as many as are left); needs
//! `[grants.llm]`. One reason a line: the answer, its tokens, why it ended.

use omni_skill::llm::{Options, ask};
use omni_skill::{Attempt, Error, Message, Score};

omni_skill::scorer!(score);

fn score(attempt: &Attempt) -> Result<Score, Error> {
    let mut score = Score::new(0.5);
    for line in attempt.request.prompt.lines() {
        let (tokens, text) = line.split_once(' ').unwrap_or(("-", line));
        let options = Options {
            max_tokens: tokens.parse().ok(),
            ..Options::default()
        };
        let said = match ask(&[Message::user(text)], options) {
            Ok(answer) => format!(
                "{} ({} tokens, {:?}, {:.2})",
                answer.text, answer.tokens, answer.stop, answer.mean_logprob
            ),
            Err(error) => format!("{error:?}"),
        };
        score = score.because(said);
    }
    Ok(score)
}
