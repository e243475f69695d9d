//! What is in a KV cache: tokens and pictures, in order.

use llama_cpp_2::token::LlamaToken;

use crate::picture::Picture;

/// A part of a prompt.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Part {
    Token(LlamaToken),
    Picture(Picture),
}

/// How much room something takes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Extent {
    /// Places in the KV cache.
    pub(crate) cells: u32,
    /// Positions: some models give a picture fewer than it has cells.
    pub(crate) positions: u32,
}

impl Extent {
    /// Of a token.
    pub(crate) const TOKEN: Self = Self {
        cells: 1,
        positions: 1,
    };

    pub(crate) fn plus(self, other: Self) -> Self {
        Self {
            cells: self.cells.saturating_add(other.cells),
            positions: self.positions.saturating_add(other.positions),
        }
    }
}

/// The parts in a KV cache, in order from position 0.
#[derive(Debug, Clone, Default)]
pub(crate) struct Held {
    /// Each with what it and all before it take.
    parts: Vec<(Part, Extent)>,
}

impl Held {
    pub(crate) fn len(&self) -> usize {
        self.parts.len()
    }

    /// What all of them take.
    pub(crate) fn extent(&self) -> Extent {
        self.extent_of(self.len())
    }

    /// What the first `count` of them take.
    pub(crate) fn extent_of(&self, count: usize) -> Extent {
        let last = count.checked_sub(1).and_then(|last| self.parts.get(last));
        last.map_or(Extent::default(), |(_, extent)| *extent)
    }

    pub(crate) fn push(&mut self, part: Part, extent: Extent) {
        let total = self.extent().plus(extent);
        self.parts.push((part, total));
    }

    pub(crate) fn truncate(&mut self, count: usize) {
        self.parts.truncate(count);
    }

    /// How many of the first parts are those of `asked`.
    pub(crate) fn shared(&self, asked: &[Part]) -> usize {
        let pairs = self.parts.iter().zip(asked);
        pairs
            .take_while(|((held, _), asked)| held == *asked)
            .count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extents_add_up_and_go_with_their_parts() {
        let mut held = Held::default();
        assert_eq!(held.extent(), Extent::default());
        let picture = Picture::new(1, 1, vec![0; 3]).unwrap();
        let seen = Extent {
            cells: 36,
            positions: 6,
        };
        held.push(Part::Token(LlamaToken(1)), Extent::TOKEN);
        held.push(Part::Picture(picture.clone()), seen);
        held.push(Part::Token(LlamaToken(2)), Extent::TOKEN);
        let all = Extent {
            cells: 38,
            positions: 8,
        };
        assert_eq!(held.extent(), all);
        assert_eq!(held.extent_of(1), Extent::TOKEN);
        let other = Picture::new(1, 1, vec![1; 3]).unwrap();
        let asked = |picture| [Part::Token(LlamaToken(1)), Part::Picture(picture)];
        assert_eq!(held.shared(&asked(picture)), 2);
        assert_eq!(held.shared(&asked(other)), 1);
        held.truncate(1);
        assert_eq!(held.extent(), Extent::TOKEN);
    }
}
