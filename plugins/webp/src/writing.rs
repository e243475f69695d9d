//! Writing the levels of blocks (section 13).

use crate::bool_writer::{BoolWriter, Many};
use crate::tables::Probabilities;
use crate::tokens::{self, CONTEXTS, Kind};

/// The probabilities of a token's branches by kind, place in the block and context. Behind the last place is one that is not used.
pub(crate) struct Places([[[[u8; 16]; CONTEXTS]; 17]; 4]);

impl Places {
    pub(crate) fn new(probabilities: &Probabilities) -> Self {
        let mut places = Self([[[[0; 16]; CONTEXTS]; 17]; 4]);
        for (places, probabilities) in places.0.iter_mut().zip(probabilities) {
            for (place, contexts) in places.iter_mut().enumerate() {
                for (context, branches) in contexts.iter_mut().enumerate() {
                    let number = tokens::number_of(context);
                    let known = probabilities[tokens::band(place)][number];
                    branches[..known.len()].copy_from_slice(&known);
                }
            }
        }
        places
    }

    /// Writes the levels of a block up to the last one that is not 0, of which so many neighbours have levels.
    #[inline(always)]
    pub(crate) fn write(
        &self,
        writer: &mut BoolWriter,
        kind: Kind,
        neighbours: usize,
        levels: &[i16],
    ) {
        let first = kind.first();
        let Some((start, nexts)) = self.0[kind as usize]
            .get(first..)
            .and_then(|places| places.split_first())
        else {
            return;
        };
        writer.many(|writer| {
            let mut here = &start[tokens::first_context(neighbours)];
            let mut may_end = true;
            for (&level, next) in levels.iter().skip(first).zip(nexts) {
                let size = level.unsigned_abs();
                if may_end {
                    writer.put_unchecked(true, here[0]);
                }
                writer.put_unchecked(size > 0, here[1]);
                may_end = size > 0;
                if size == 0 {
                    here = &next[tokens::AFTER_ZERO];
                    writer.check();
                    continue;
                }
                writer.put_unchecked(size > 1, here[2]);
                writer.check();
                if size > 1 {
                    write_large(writer, here, size);
                }
                here = &next[usize::from(size.min(2))];
                writer.put_unchecked(level < 0, 128);
            }
            if levels.len() < 16 {
                writer.put_unchecked(false, here[0]);
            }
            writer.check();
        });
    }
}

/// What follows once a level is known to be above 1, besides its sign.
#[inline(always)]
fn write_large(writer: &mut Many<'_>, branches: &[u8; 16], size: u16) {
    if size <= 4 {
        writer.put_unchecked(false, branches[3]);
        writer.put_unchecked(size > 2, branches[4]);
        if size > 2 {
            writer.put_unchecked(size > 3, branches[5]);
        }
        writer.check();
        return;
    }
    let token = tokens::of(size);
    for &(branch, yes) in tokens::PATHS[token].iter().skip(3) {
        writer.put(yes, branches[branch % 16]);
    }
    let (extra, base) = tokens::extra(token);
    let rest = size - base;
    for (at, &probability) in extra.iter().enumerate() {
        writer.put(rest >> (extra.len() - 1 - at) & 1 == 1, probability);
    }
}
