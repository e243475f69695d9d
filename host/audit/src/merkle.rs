//! The Merkle tree of RFC 6962 over all records, of which only the right edge is kept.

use crate::Digest;

/// The roots of the perfect subtrees that make up a tree, largest first: one for each bit set in its
/// size. 64 digests are enough for any log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Frontier {
    size: u64,
    peaks: Vec<Digest>,
}

impl Frontier {
    /// A tree that somebody wrote down.
    ///
    /// None if the number of peaks does not belong to the size.
    pub(crate) fn new(size: u64, peaks: Vec<Digest>) -> Option<Self> {
        (u32::try_from(peaks.len()) == Ok(size.count_ones())).then_some(Self { size, peaks })
    }

    /// As it is written down.
    pub(crate) fn peaks(&self) -> &[Digest] {
        &self.peaks
    }

    /// Adds a leaf.
    pub(crate) fn push(&mut self, leaf: &[u8]) {
        let mut node = Digest::of_parts(&[&[0], leaf]);
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.peaks.pop() {
                node = join(&left, &node);
            }
        }
        self.peaks.push(node);
        self.size += 1;
    }

    /// The tree's root.
    pub(crate) fn root(&self) -> Digest {
        self.peaks
            .iter()
            .rev()
            .copied()
            .reduce(|right, left| join(&left, &right))
            .unwrap_or_else(|| Digest::of(b""))
    }
}

fn join(left: &Digest, right: &Digest) -> Digest {
    Digest::of_parts(&[&[1], left.as_bytes(), right.as_bytes()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The leaves and roots that the reference implementation of Certificate Transparency is tested with.
    #[test]
    fn has_the_roots_of_rfc_6962s_reference() {
        let leaves: [&[u8]; 8] = [
            b"",
            &[0x00],
            &[0x10],
            &[0x20, 0x21],
            &[0x30, 0x31],
            &[0x40, 0x41, 0x42, 0x43],
            &[0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57],
            &[
                0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d,
                0x6e, 0x6f,
            ],
        ];
        let roots = [
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        ];
        let mut tree = Frontier::default();
        for (size, root) in roots.iter().enumerate() {
            assert_eq!(tree.root().to_hex(), *root, "size {size}");
            if let Some(leaf) = leaves.get(size) {
                tree.push(leaf);
            }
        }
    }

    /// RFC 6962, section 2.1, word for word.
    fn root_by_definition(leaves: &[Vec<u8>]) -> Digest {
        match leaves {
            [] => Digest::of(b""),
            [leaf] => Digest::of_parts(&[&[0], leaf]),
            leaves => {
                let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
                join(&root_by_definition(left), &root_by_definition(right))
            }
        }
    }

    proptest! {
        #[test]
        fn agrees_with_the_definition(leaves: Vec<Vec<u8>>) {
            let mut tree = Frontier::default();
            for leaf in &leaves {
                tree.push(leaf);
                let copy = Frontier::new(tree.size, tree.peaks().to_vec()).unwrap();
                prop_assert_eq!(&copy, &tree);
            }
            prop_assert_eq!(tree.root(), root_by_definition(&leaves));
        }
    }
}
