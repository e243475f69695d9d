//! A model's tokens as this crate needs them: their bytes, which end a turn, which are control.

use llama_cpp_2::model::LlamaModel;
use llama_cpp_2::token::LlamaToken;
use llama_cpp_2::token_type::LlamaTokenAttr;

use crate::session::Part;

/// Texts up to this size are tokenised on the caller's stack.
const SMALL_TEXT: usize = 8 * 1024;
/// llama.cpp splits text with a recursive regex for some models: some hundred bytes a character.
/// Pages that are not used cost nothing.
const BIG_STACK: usize = 512 * 1024 * 1024;

/// Tokens by number.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    /// The bytes of all tokens one after the other; control tokens have none.
    bytes: Vec<u8>,
    /// Where each token's bytes end.
    ends: Vec<u32>,
    end_of_generation: Vec<LlamaToken>,
    /// What must not be spelled by content, longest first.
    controls: Vec<String>,
    /// Bytes of the longest token.
    longest: usize,
    /// The token that starts every text, where the model wants one.
    start: Option<LlamaToken>,
    /// How the beginning and the end of a text are spelled, for the chat template.
    pub(crate) bos_text: String,
    pub(crate) eos_text: String,
}

impl Vocabulary {
    pub(crate) fn of(model: &LlamaModel) -> Self {
        let vocab = model.vocab();
        let text_of = |token: LlamaToken| {
            let known = (0..vocab.n_tokens()).contains(&token.0);
            let text = known.then(|| vocab.text(token)).flatten();
            text.and_then(|text| text.to_str().ok())
                .unwrap_or_default()
                .to_owned()
        };
        let mut this = Self {
            bytes: Vec::new(),
            ends: Vec::new(),
            end_of_generation: Vec::new(),
            controls: Vec::new(),
            longest: 1,
            start: (vocab.should_add_bos() && vocab.bos().0 >= 0).then(|| vocab.bos()),
            bos_text: text_of(vocab.bos()),
            eos_text: text_of(vocab.eos()),
        };
        for token in vocab.tokens() {
            let before = this.bytes.len();
            vocab.token_to_piece_into(token, &mut this.bytes, false, None);
            this.ends
                .push(u32::try_from(this.bytes.len()).unwrap_or(u32::MAX));
            let ends_turn = vocab.is_eog(token);
            if ends_turn {
                this.end_of_generation.push(token);
            }
            let attributes = vocab.attr(token);
            let control = attributes.contains(LlamaTokenAttr::Control)
                || attributes.contains(LlamaTokenAttr::Unknown);
            let mut len = this.bytes.len() - before;
            if control || ends_turn {
                let text = text_of(token);
                len = len.max(text.len());
                if !text.is_empty() {
                    this.controls.push(text);
                }
            }
            this.longest = this.longest.max(len);
        }
        this.controls
            .sort_unstable_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        this
    }

    /// The text of a token as bytes, perhaps a part of a character; empty for control tokens.
    pub(crate) fn piece(&self, token: usize) -> &[u8] {
        let end = |at: usize| {
            self.ends
                .get(at)
                .map_or(self.bytes.len(), |&end| end as usize)
        };
        let start = token.checked_sub(1).map_or(0, end);
        &self.bytes[start..end(token)]
    }

    /// Whether the token ends the model's turn.
    pub(crate) fn ends_turn(&self, token: LlamaToken) -> bool {
        self.end_of_generation.contains(&token)
    }

    /// The tokens that end a turn.
    pub(crate) fn turn_ends(&self) -> &[LlamaToken] {
        &self.end_of_generation
    }

    /// Spellings of control tokens.
    pub(crate) fn controls(&self) -> &[String] {
        &self.controls
    }

    /// What has to come before `parts`: the start of a text, unless the template wrote it.
    pub(crate) fn missing_start(&self, parts: &[Part]) -> Option<LlamaToken> {
        self.start
            .filter(|&start| parts.first() != Some(&Part::Token(start)))
    }

    /// Fewest tokens that `bytes` bytes of text can be.
    pub(crate) fn fewest_tokens(&self, bytes: usize) -> usize {
        bytes.div_ceil(self.longest)
    }
}

/// Tokenises `text`; `parse_control` lets spelled control tokens be control tokens.
pub(crate) fn tokenize(model: &LlamaModel, text: &str, parse_control: bool) -> Vec<LlamaToken> {
    let work = || {
        model
            .vocab()
            .tokenize(text.as_bytes(), false, parse_control)
    };
    if text.len() <= SMALL_TEXT {
        return work();
    }
    std::thread::scope(|scope| {
        let builder = std::thread::Builder::new()
            .name("tokenize".into())
            .stack_size(BIG_STACK);
        // Without room for such a stack the caller's has to do.
        match builder.spawn_scoped(scope, work) {
            Ok(thread) => thread.join().unwrap_or_default(),
            Err(_) => work(),
        }
    })
}
