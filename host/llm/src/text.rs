//! Tokens to text: whole characters only, and nothing that could turn out to be a stop string.

/// Collects the bytes of generated tokens and says which text may be shown.
#[derive(Debug)]
pub(crate) struct TextOut {
    stops: Vec<String>,
    /// Bytes at the end that do not yet make a character.
    partial: Vec<u8>,
    text: String,
    /// How much of `text` was shown.
    shown: usize,
}

impl TextOut {
    /// Text that ends at the first of `stops`. Empty ones are ignored.
    pub(crate) fn new(stops: &[String]) -> Self {
        let stops = stops
            .iter()
            .filter(|stop| !stop.is_empty())
            .cloned()
            .collect();
        Self {
            stops,
            partial: Vec::new(),
            text: String::new(),
            shown: 0,
        }
    }

    /// Adds a token's bytes and shows what is certain. Says whether a stop string was reached;
    /// the text then ends before it.
    pub(crate) fn push(&mut self, bytes: &[u8], on_text: &mut dyn FnMut(&str)) -> bool {
        self.partial.extend_from_slice(bytes);
        self.decode();
        if let Some(at) = self.first_stop() {
            self.text.truncate(at);
            self.show(at, on_text);
            return true;
        }
        let certain = self.text.len() - self.held_back();
        self.show(certain, on_text);
        false
    }

    /// Shows what was held back and returns the whole text. Bytes of an unfinished character are
    /// dropped.
    pub(crate) fn finish(mut self, on_text: &mut dyn FnMut(&str)) -> String {
        self.show(self.text.len(), on_text);
        self.text
    }

    /// Moves whole characters from `partial` to `text`; bytes that can never become one turn into U+FFFD.
    fn decode(&mut self) {
        let mut rest = self.partial.as_slice();
        loop {
            match std::str::from_utf8(rest) {
                Ok(text) => {
                    self.text.push_str(text);
                    rest = &[];
                    break;
                }
                Err(error) => {
                    let (valid, after) = rest.split_at(error.valid_up_to());
                    self.text.push_str(&String::from_utf8_lossy(valid));
                    let Some(invalid) = error.error_len() else {
                        rest = after;
                        break;
                    };
                    self.text.push(char::REPLACEMENT_CHARACTER);
                    rest = &after[invalid..];
                }
            }
        }
        self.partial = rest.to_vec();
    }

    /// Where the earliest stop string begins. What was shown cannot contain the start of one.
    fn first_stop(&self) -> Option<usize> {
        let fresh = &self.text[self.shown..];
        self.stops
            .iter()
            .filter_map(|stop| fresh.find(stop.as_str()))
            .min()
            .map(|at| self.shown + at)
    }

    /// Length of the longest end of the text that a stop string could start with.
    fn held_back(&self) -> usize {
        let fresh = &self.text[self.shown..];
        self.stops
            .iter()
            .flat_map(|stop| stop.char_indices().map(|(at, _)| &stop[..at]))
            .filter(|start| fresh.ends_with(start))
            .map(str::len)
            .max()
            .unwrap_or(0)
    }

    fn show(&mut self, until: usize, on_text: &mut dyn FnMut(&str)) {
        if until > self.shown {
            on_text(&self.text[self.shown..until]);
            self.shown = until;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn run(pieces: &[&[u8]], stops: &[&str]) -> (String, Vec<String>, bool) {
        let stops: Vec<String> = stops.iter().map(|&stop| stop.to_owned()).collect();
        let mut out = TextOut::new(&stops);
        let mut shown = Vec::new();
        let mut stopped = false;
        for piece in pieces {
            if out.push(piece, &mut |text| shown.push(text.to_owned())) {
                stopped = true;
                break;
            }
        }
        let text = out.finish(&mut |text| shown.push(text.to_owned()));
        (text, shown, stopped)
    }

    #[test]
    fn a_stop_string_split_over_tokens_is_never_shown() {
        let (text, shown, stopped) = run(&[b"one E", b"N", b"D two"], &["END"]);
        assert_eq!((text.as_str(), stopped), ("one ", true));
        assert_eq!(shown.concat(), "one ");
    }

    #[test]
    fn what_only_looked_like_a_stop_string_is_shown_later() {
        let (text, shown, stopped) = run(&[b"a E", b"Nough"], &["END"]);
        assert_eq!((text.as_str(), stopped), ("a ENough", false));
        assert_eq!(shown, ["a ", "ENough"]);
    }

    #[test]
    fn the_earliest_of_several_stop_strings_counts() {
        assert_eq!(run(&[b"a b c d"], &["d", "b", ""]).0, "a ");
    }

    #[test]
    fn characters_split_over_tokens_come_out_whole() {
        let (text, shown, _) = run(
            &[
                b"caf\xc3",
                b"\xa9 \xf0\x9f",
                b"\x98\x80",
                b"\xff!",
                b"\xe2\x82",
            ],
            &[],
        );
        assert_eq!(text, "café 😀\u{fffd}!");
        assert_eq!(shown, ["caf", "é ", "😀", "\u{fffd}!"]);
    }

    proptest! {
        /// What is shown is the text, the text is the input up to the first stop string, however it is cut.
        #[test]
        fn shown_text_is_the_text_up_to_the_stop(
            input in "[abé]{0,40}", stop in "[abé]{1,4}", cuts in proptest::collection::vec(0usize..60, 0..8),
        ) {
            let bytes = input.as_bytes();
            let mut cuts: Vec<usize> = cuts.into_iter().map(|at| at.min(bytes.len())).collect();
            cuts.extend([0, bytes.len()]);
            cuts.sort_unstable();
            let pieces: Vec<&[u8]> = cuts.windows(2).map(|pair| &bytes[pair[0]..pair[1]]).collect();
            let (text, shown, stopped) = run(&pieces, &[&stop]);
            prop_assert_eq!(shown.concat(), text.clone());
            match input.find(&stop) {
                Some(at) => prop_assert_eq!((text.as_str(), stopped), (&input[..at], true)),
                None => prop_assert_eq!((text.as_str(), stopped), (input.as_str(), false)),
            }
        }
    }
}
