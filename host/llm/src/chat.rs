//! Messages → tokens, by the model's own chat template, in a way that content never becomes control.

mod guard;
mod template;

use llama_cpp_2::model::LlamaModel;
use llama_cpp_2::token::LlamaToken;

use crate::Error;
use crate::engine::Message;
use crate::vocabulary::{Vocabulary, tokenize};
pub(crate) use template::Template;

/// Renders `messages` and the start of the assistant's turn, and tokenises the result.
///
/// Fails early with [`Error::PromptTooLong`] where the text cannot fit `context` tokens.
pub(crate) fn tokens(
    model: &LlamaModel,
    vocabulary: &Vocabulary,
    template: &Template,
    messages: &[Message],
    context: u32,
) -> Result<Vec<LlamaToken>, Error> {
    let contents: Vec<&str> = messages
        .iter()
        .map(|message| message.content.as_str())
        .collect();
    let too_long = |bytes: usize| {
        let fewest = u32::try_from(vocabulary.fewest_tokens(bytes)).unwrap_or(u32::MAX);
        if fewest > context {
            return Err(Error::PromptTooLong {
                tokens: fewest,
                at_least: true,
                context,
            });
        }
        Ok(())
    };
    // Before anything is copied, searched or tokenised: megabytes take minutes.
    too_long(contents.iter().map(|content| content.len()).sum())?;
    let guarded = guard::protect(&contents, vocabulary.controls(), template.source())?;
    let turns = messages
        .iter()
        .zip(&guarded.contents)
        .map(|(message, content)| (message.role, content.as_str()));
    let text = template.render(&turns.collect::<Vec<_>>())?;
    too_long(text.len())?;

    let mut tokens = Vec::new();
    for piece in guard::pieces(&text, guarded.sentinel, vocabulary.controls()) {
        tokens.extend(tokenize(model, piece.text, piece.parse_control));
    }
    if let Some(start) = vocabulary.missing_start(&tokens) {
        tokens.insert(0, start);
    }
    Ok(tokens)
}

#[cfg(test)]
mod tests;
