//! Messages → tokens and pictures, by the model's own chat template, in a way that content never becomes control.

mod guard;
mod template;

use llama_cpp_2::model::LlamaModel;

use crate::Error;
use crate::engine::Message;
use crate::session::Part;
use crate::vocabulary::{Vocabulary, tokenize};
use guard::Piece;
pub(crate) use template::Template;

/// Renders `messages` and the start of the assistant's turn, and tokenises the result. A message's pictures come
/// before its text.
///
/// Fails early with [`Error::PromptTooLong`] where the text cannot fit `context` tokens.
pub(crate) fn parts(
    model: &LlamaModel,
    vocabulary: &Vocabulary,
    template: &Template,
    messages: &[Message],
    context: u32,
) -> Result<Vec<Part>, Error> {
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
    let counts: Vec<usize> = messages
        .iter()
        .map(|message| message.pictures.len())
        .collect();
    let guarded = guard::protect(&contents, &counts, vocabulary.controls(), template.source())?;
    let turns = messages
        .iter()
        .zip(&guarded.contents)
        .map(|(message, content)| (message.role, content.as_str()));
    let text = template.render(&turns.collect::<Vec<_>>())?;
    too_long(text.len())?;

    let pieces = guard::pieces(&text, &guarded, vocabulary.controls());
    let shown = pieces.iter().filter(|piece| **piece == Piece::Picture);
    if shown.count() != counts.iter().sum::<usize>() {
        return Err(Error::TemplateInvalid {
            cause: "it leaves out or repeats a message that has a picture".into(),
        });
    }
    let mut pictures = messages.iter().flat_map(|message| &message.pictures);
    let mut parts = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Text {
                text,
                parse_control,
            } => parts.extend(
                tokenize(model, text, parse_control)
                    .into_iter()
                    .map(Part::Token),
            ),
            Piece::Picture => parts.extend(pictures.next().cloned().map(Part::Picture)),
        }
    }
    if let Some(start) = vocabulary.missing_start(&parts) {
        parts.insert(0, Part::Token(start));
    }
    Ok(parts)
}

#[cfg(test)]
mod tests;
