//! What only a search for words needs, and what else the first view can do without: a wasm of its own, so that the first view costs none of it.
//!
//! [`Words`] is the door. All that is behind it is reached through that trait alone, so the feature `split` can cut it out of
//! the app (ARCHITECTURE.md, 'Decisions'); whoever calls `dossier_index`'s searches, or cuts a text into words,
//! elsewhere in the first view would bring the code for them back into it. The texts of the corpus inside the app come along with it. Without the feature all is in one wasm.
#![allow(unsafe_code, reason = "the split point's macro declares the function that the other wasm gives")]

use std::sync::{Arc, OnceLock};

use dossier_index::{Explanation, Pack, Part, PartKind, Query, Results, Search, Snippet};
use dossier_model::{ByteRange, DocumentIndex};
use leptos::prelude::AnyView;

use crate::{
    engine::Engine,
    panels::{Choice, Offer, choices, nothing_found, offered, read_as, share},
    searcher,
    store::Store,
};

/// What can be asked about words.
pub(crate) trait Words: Send + Sync {
    fn read(&self, pack: &Pack, typed: &str) -> Query;
    fn search(&self, pack: &Pack, search: &Search<'_>) -> Results;
    /// As `search`, in a worker where the corpus is large; nothing where the answer is still to come, tracked.
    fn answer(&self, engine: Engine, search: &Search<'_>) -> Option<Results>;
    fn snippet(&self, pack: &Pack, document: DocumentIndex, query: &Query, max_chars: usize) -> Snippet;
    fn hits(&self, pack: &Pack, document: DocumentIndex, query: &Query) -> Vec<ByteRange>;
    fn title_hits(&self, pack: &Pack, document: DocumentIndex, query: &Query) -> Vec<ByteRange>;
    fn spelling(&self, pack: &Pack, query: &Query) -> Option<String>;
    fn explain(&self, pack: &Pack, document: DocumentIndex, query: &Query) -> Option<Explanation>;
    fn is_same(&self, one: &Query, other: &Query) -> bool;
    fn fold(&self, text: &str) -> String;
    /// What the search box offers, and that in its list.
    fn choices(&self, store: Store, typed: &str) -> Vec<Choice>;
    fn offered(&self, offer: Offer) -> AnyView;
    /// How a query with operators was read.
    fn read_as(&self, store: Store, parts: Vec<Part>) -> AnyView;
    /// Copies the link of the view, or gives it to the system's share sheet.
    fn share(&self, store: Store, by_sheet: bool);
    /// What stands where nothing is found.
    fn nothing_found(&self) -> AnyView;
    /// Gives the page its API, and what searches beside it.
    fn begin(&self, store: Store);
    /// The corpus inside the app, of which the first view has the leads.
    fn corpus(&self) -> Option<&'static [u8]>;
}

struct Here;

impl Words for Here {
    fn read(&self, pack: &Pack, typed: &str) -> Query {
        pack.read_query(typed)
    }

    fn search(&self, pack: &Pack, search: &Search<'_>) -> Results {
        pack.search(search)
    }

    fn answer(&self, engine: Engine, search: &Search<'_>) -> Option<Results> {
        searcher::answer(engine, search)
    }

    fn snippet(&self, pack: &Pack, document: DocumentIndex, query: &Query, max_chars: usize) -> Snippet {
        pack.snippet(document, query, max_chars)
    }

    fn hits(&self, pack: &Pack, document: DocumentIndex, query: &Query) -> Vec<ByteRange> {
        pack.hits(document, query)
    }

    fn title_hits(&self, pack: &Pack, document: DocumentIndex, query: &Query) -> Vec<ByteRange> {
        pack.title_hits(document, query)
    }

    fn spelling(&self, pack: &Pack, query: &Query) -> Option<String> {
        pack.spelling(query)
    }

    fn explain(&self, pack: &Pack, document: DocumentIndex, query: &Query) -> Option<Explanation> {
        pack.explain(document, query)
    }

    fn is_same(&self, one: &Query, other: &Query) -> bool {
        one == other
    }

    fn fold(&self, text: &str) -> String {
        dossier_text::fold(text)
    }

    fn choices(&self, store: Store, typed: &str) -> Vec<Choice> {
        choices(store, typed)
    }

    fn offered(&self, offer: Offer) -> AnyView {
        offered(offer)
    }

    fn read_as(&self, store: Store, parts: Vec<Part>) -> AnyView {
        read_as(store, parts)
    }

    fn share(&self, store: Store, by_sheet: bool) {
        share(store, by_sheet);
    }

    fn nothing_found(&self) -> AnyView {
        nothing_found()
    }

    fn begin(&self, store: Store) {
        crate::api::install(store);
        searcher::begin(store);
    }

    fn corpus(&self) -> Option<&'static [u8]> {
        crate::boot::whole()
    }
}

static WORDS: OnceLock<&'static dyn Words> = OnceLock::new();

/// What can be asked about words, once it is here: [`Store::has_words`] tells when.
pub(crate) fn words() -> Option<&'static dyn Words> {
    if !cfg!(feature = "split") {
        return Some(*WORDS.get_or_init(split::now));
    }
    WORDS.get().copied()
}

/// Fetches it; whether it came. To be called again where it did not.
pub(crate) async fn fetch() -> bool {
    if !split::preload().await {
        return false;
    }
    let words = split::now();
    // Whoever has the words looks into texts.
    let is_whole = crate::boot::fill(words.corpus());
    if is_whole {
        WORDS.get_or_init(|| words);
    }
    is_whole
}

/// Whether a text asks for any words.
pub(crate) fn is_asked(typed: &str) -> bool {
    !typed.trim().is_empty()
}

/// The words of a view, as they are read.
#[derive(Clone)]
pub(crate) enum Wanted {
    Nothing,
    Words(&'static dyn Words, Arc<Query>),
    /// There are some, and what reads them is still to come.
    Unread,
}

impl Wanted {
    pub(crate) fn read(pack: &Pack, typed: &str) -> Self {
        match words() {
            _ if !is_asked(typed) => Self::Nothing,
            Some(words) => Self::Words(words, Arc::new(words.read(pack, typed))),
            None => Self::Unread,
        }
    }

    /// Whether they are read alike.
    pub(crate) fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Nothing, Self::Nothing) | (Self::Unread, Self::Unread) => true,
            (Self::Words(words, one), Self::Words(_, other)) => words.is_same(one, other),
            _ => false,
        }
    }

    /// What is found of a search for these words.
    pub(crate) fn results(&self, pack: &Pack, search: Search<'_>) -> Results {
        match self {
            Self::Nothing => pack.browse(&search),
            Self::Words(words, query) => words.search(pack, &Search { query, ..search }),
            Self::Unread => Results::default(),
        }
    }

    /// The same, in a worker where the corpus is large; nothing where it is still to come, tracked.
    pub(crate) fn answer(&self, engine: Engine, search: Search<'_>) -> Option<Results> {
        match self {
            Self::Nothing => Some(engine.pack().browse(&search)),
            Self::Words(words, query) => words.answer(engine, &Search { query, ..search }),
            Self::Unread => None,
        }
    }

    pub(crate) fn snippet(&self, pack: &Pack, document: DocumentIndex, max_chars: usize) -> Snippet {
        match self {
            Self::Words(words, query) => words.snippet(pack, document, query, max_chars),
            _ => pack.lead(document, max_chars),
        }
    }

    /// Asks the pack for all that a snippet is made of, so that what is not here is noted as missing.
    pub(crate) fn look_into(&self, pack: &Pack, document: DocumentIndex) {
        let is_plain = |part: &Part| part.kind != PartKind::Condition;
        match self {
            // Only conditions ask for more than the text, and to look for them takes longer.
            Self::Words(_, query) if !query.parts().iter().all(is_plain) => {
                self.snippet(pack, document, 1);
            }
            _ => _ = (pack.text(document), pack.blocks(document)),
        }
    }

    pub(crate) fn hits(&self, pack: &Pack, document: DocumentIndex) -> Vec<ByteRange> {
        match self {
            Self::Words(words, query) => words.hits(pack, document, query),
            _ => Vec::new(),
        }
    }

    pub(crate) fn title_hits(&self, pack: &Pack, document: DocumentIndex) -> Vec<ByteRange> {
        match self {
            Self::Words(words, query) => words.title_hits(pack, document, query),
            _ => Vec::new(),
        }
    }

    /// What was guessed in reading them.
    pub(crate) fn hints(&self) -> String {
        let Self::Words(_, query) = self else { return String::new() };
        query.hints().iter().map(|hint| hint.message.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// What may have been meant, where nothing is found.
    pub(crate) fn spelling(&self, pack: &Pack) -> Option<String> {
        let Self::Words(words, query) = self else { return None };
        words.spelling(pack, query)
    }

    /// Why a document has its place among the results, where they are found by words.
    pub(crate) fn explain(&self, pack: &Pack, document: DocumentIndex) -> Option<Explanation> {
        let Self::Words(words, query) = self else { return None };
        words.explain(pack, document, query)
    }

    /// How they were read, where that is to be shown.
    pub(crate) fn read_as(&self, store: Store) -> AnyView {
        match self {
            Self::Words(words, query) => words.read_as(store, query.parts()),
            _ => leptos::prelude::IntoAny::into_any(()),
        }
    }
}

#[cfg(feature = "split")]
mod split {
    use wasm_split_helpers::{SplitLoaderError, wasm_split};

    use super::{Here, Words};
    use crate::tasks::at_once;

    #[wasm_split(words, fallible, preload(fetch_words))]
    fn words_later() -> Result<&'static dyn Words, SplitLoaderError> {
        Ok(&Here)
    }

    pub(super) async fn preload() -> bool {
        fetch_words().await.is_ok()
    }

    pub(super) fn now() -> &'static dyn Words {
        at_once(words_later()).unwrap_or_else(|| unreachable!("it was fetched"))
    }
}

#[cfg(not(feature = "split"))]
mod split {
    use super::{Here, Words};

    #[allow(clippy::unused_async, reason = "waits where the app is split")]
    pub(super) async fn preload() -> bool {
        true
    }

    pub(super) fn now() -> &'static dyn Words {
        &Here
    }
}
