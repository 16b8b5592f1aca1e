//! A set of documents as bits.

/// Documents from 0 up to a number that all sets of a corpus share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DocumentSet {
    words: Vec<u64>,
    documents: u32,
}

impl DocumentSet {
    pub(crate) fn none(documents: u32) -> Self {
        Self { words: vec![0; documents.div_ceil(u64::BITS) as usize], documents }
    }

    pub(crate) fn all(documents: u32) -> Self {
        let mut set = Self::none(documents);
        set.invert();
        set
    }

    pub(crate) fn insert(&mut self, document: u32) {
        if document < self.documents {
            self.words[(document / u64::BITS) as usize] |= 1 << (document % u64::BITS);
        }
    }

    pub(crate) fn contains(&self, document: u32) -> bool {
        let word = self.words.get((document / u64::BITS) as usize);
        word.is_some_and(|word| word >> (document % u64::BITS) & 1 == 1)
    }

    pub(crate) fn intersect(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= other;
        }
    }

    pub(crate) fn unite(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word |= other;
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.words.iter().all(|&word| word == 0)
    }

    /// All documents that are not in it.
    pub(crate) fn invert(&mut self) {
        for word in &mut self.words {
            *word = !*word;
        }
        let past = self.documents % u64::BITS;
        if let Some(last) = self.words.last_mut().filter(|_| past != 0) {
            *last &= (1 << past) - 1;
        }
    }

    pub(crate) fn retain(&mut self, keep: impl Fn(u32) -> bool) {
        for (index, word) in self.words.iter_mut().enumerate() {
            let mut rest = *word;
            while rest != 0 {
                let bit = rest.trailing_zeros();
                rest &= rest - 1;
                if !keep(index as u32 * u64::BITS + bit) {
                    *word &= !(1 << bit);
                }
            }
        }
    }

    /// The documents, ascending.
    pub(crate) fn iter(&self) -> impl Iterator<Item = u32> {
        self.words.iter().enumerate().flat_map(|(index, &word)| {
            let mut rest = word;
            core::iter::from_fn(move || {
                let bit = (rest != 0).then(|| rest.trailing_zeros())?;
                rest &= rest - 1;
                Some(index as u32 * u64::BITS + bit)
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn set(documents: u32, members: &BTreeSet<u32>) -> DocumentSet {
        let mut set = DocumentSet::none(documents);
        members.iter().for_each(|&document| set.insert(document));
        set
    }

    proptest! {
        #[test]
        fn it_is_a_set(
            documents in 0..200_u32,
            one in prop::collection::btree_set(0..200_u32, 0..60),
            other in prop::collection::btree_set(0..200_u32, 0..60),
        ) {
            let inside = |members: &BTreeSet<u32>| members.iter().copied().filter(|&at| at < documents).collect();
            let (one, other): (BTreeSet<u32>, BTreeSet<u32>) = (inside(&one), inside(&other));
            let list = |set: DocumentSet| set.iter().collect::<BTreeSet<_>>();
            let mut both = set(documents, &one);
            both.intersect(&set(documents, &other));
            prop_assert_eq!(both.is_empty(), one.is_disjoint(&other));
            prop_assert_eq!(list(both), &one & &other);
            let mut either = set(documents, &one);
            either.unite(&set(documents, &other));
            prop_assert_eq!(list(either), &one | &other);
            let mut rest = set(documents, &one);
            rest.invert();
            prop_assert_eq!(list(rest), (0..documents).filter(|at| !one.contains(at)).collect());
            let mut even = set(documents, &one);
            even.retain(|at| at % 2 == 0);
            prop_assert_eq!(list(even), one.iter().copied().filter(|at| at % 2 == 0).collect());
            prop_assert!((0..250).all(|at| set(documents, &one).contains(at) == one.contains(&at)));
        }
    }
}
