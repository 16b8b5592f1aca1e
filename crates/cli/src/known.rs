//! What was found in articles before, as bytes, by what they say: an article that says the same is not read again for names.

use dossier_extract::Found;
use dossier_model::Document;
use serde::Serialize;
use sha2::{Digest, Sha256};

/// The beginning of the SHA-256 of all of an article that decides what is found in it: everything but its name in links,
/// where it came from, and the tags that a person gave it.
pub(crate) type Print = [u8; 16];

/// What was found in a document, unless the bytes can't be that.
pub(crate) fn decoded(bytes: &[u8], document: &Document) -> Option<Found> {
    let (found, rest) = postcard::take_from_bytes::<Found>(bytes).ok()?;
    (rest.is_empty() && found.fits(document)).then_some(found)
}

pub(crate) fn encoded(found: &Found) -> Box<[u8]> {
    postcard::to_allocvec(found).expect("what is found holds nothing that postcard can't write").into()
}

/// A [`Print`] of several things, which are told from the same bytes in other portions.
pub(crate) struct Sum(Sha256);

impl Sum {
    /// Begins with something that can be written.
    pub(crate) fn of(first: &impl Serialize) -> Self {
        let mut sum = Self(Sha256::new());
        sum.add(&postcard::to_allocvec(first).expect("it holds nothing that postcard can't write"));
        sum
    }

    pub(crate) fn add(&mut self, bytes: &[u8]) {
        self.0.update(bytes.len().to_le_bytes());
        self.0.update(bytes);
    }

    pub(crate) fn print(self) -> Print {
        beginning(self.0.finalize())
    }
}

/// As much of a SHA-256 as a print has.
pub(crate) fn beginning(sum: impl Into<[u8; 32]>) -> Print {
    let sum = sum.into();
    core::array::from_fn(|at| sum[at])
}

pub(crate) fn print(document: &Document) -> Print {
    let Document {
        key: _,
        origin: _,
        tags: _,
        title,
        text,
        blocks,
        source,
        byline,
        url,
        published,
        edited,
        given,
    } = document;
    let all = (title, text, blocks, source, byline, url, published, edited, given);
    let bytes = postcard::to_allocvec(&all).expect("documents hold nothing that postcard can't write");
    beginning(Sha256::digest(bytes))
}
