//! What a document speaks of: names, dates and quotations, found by rules that a reader can check and a trained model.
//!
//! One document at a time, in any order and in parallel, [`Extractor::find`] reads the words of a text (`words`), takes
//! runs of capitals as candidates for names (`candidates`), says what the rules make of each (`typing`, with the word
//! lists of `lexicon`), has the model label all words (`tagger`, which sees what the rules say), settles on the names
//! (`names`, with `headings`), and finds calendar expressions (`dates`) and quotations (`quotations`). A [`Merger`] then sees the whole
//! corpus, one document after the other: it makes one entity of a name's forms and keeps the reason of each (`merging`), and `published` bounds the
//! day of documents that don't state it, and `places` says where places are. [`annotate`] is all of it. What a person corrects is done last, by [`mend`].
//!
//! The outcome depends on the documents alone, not on the order or the number of threads.

mod candidates;
mod corpus;
mod dates;
mod fitting;
mod given;
mod headings;
mod languages;
mod lexicon;
mod mending;
mod merging;
mod names;
mod places;
mod published;
mod quotations;
mod repeats;
mod tagger;
mod typing;
mod words;

pub use corpus::{Extractor, Found, annotate, finish};
pub use mending::{EditError, mend, mend_placed, mend_without_texts};
pub use merging::{Merged, Merger};
pub use places::{Commas, bare_place_key, load_gazetteer, place_key};
#[cfg(feature = "training")]
pub use tagger::training;
