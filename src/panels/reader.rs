use std::sync::Arc;

use dossier_index::Pack;
use dossier_model::{Annotations, Block, BlockKind, ByteRange, DocumentIndex, EditedField, TitleOrigin};
use dossier_view::date_words;
use web_sys::ScrollLogicalPosition;

use super::{
    entity_card::NoteCard,
    marked::marked,
    mending::article_marks,
    reader_bar::ReaderBar,
    reader_map::ReaderMap,
    reader_steps::Steps,
    reader_text::{Passage, TextBlock},
    similar::SimilarArticles,
    status_bar::StillToCome,
    why::Why,
};
use crate::{
    erase::{flag, on, part, prelude::*, string},
    focus, messages,
    store::Store,
    words::Wanted,
};

/// The open article and what its parts share. `Copy`, provided as context below the reader.
#[derive(Clone, Copy)]
pub(super) struct Reading {
    pub(super) document: DocumentIndex,
    /// What was found in it.
    pub(super) annotations: StoredValue<Arc<Annotations>>,
    /// Where the query's words stand.
    pub(super) hits: Memo<Vec<ByteRange>>,
    /// What the arrows step through, and where the reader is.
    pub(super) steps: Steps,
    /// The passage that the link points at.
    pub(super) passage: Memo<Option<ByteRange>>,
    /// The annotation whose card is open.
    pub(super) note: RwSignal<Option<Note>>,
}

/// An annotation that the reader asked about, and the element that it was asked from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Note {
    pub(super) what: dossier_view::SegmentKind,
    pub(super) from: String,
    /// Where the card goes, in pixels from the top of the article.
    pub(super) top: i32,
}

/// The open article, where there is one.
#[component]
pub(crate) fn Reader() -> impl IntoView {
    let store = Store::of_page();
    let open = Memo::new(move |_| {
        let key = store.with(|state| state.open.clone())?;
        let find = |pack: &Pack| {
            let document = pack.document_by_key(key.as_str())?;
            let _ = (pack.document(document), pack.annotations(document));
            Some(document)
        };
        let (document, is_here) = store.engine.whole(find);
        Some((key, document, is_here))
    });
    part(move || match open.get() {
        None => ().into_any(),
        Some((_, Some(document), true)) => view! { <Article document/> }.into_any(),
        Some((key, None, true)) => view! { <NoSuchArticle key=key.as_str().to_owned()/> }.into_any(),
        Some((.., false)) => view! { <StillComing/> }.into_any(),
    })
}

/// An article whose text is on its way, or did not come: on a phone the reader hides where the page says so.
#[component]
fn StillComing() -> impl IntoView {
    let store = Store::of_page();
    let supply = store.engine.supply();
    let state = move || match supply.failure() {
        Some(_) => view! { <StillToCome/> }.into_any(),
        None => view! { <p role="status">{messages::LOADING_ARTICLE}</p> }.into_any(),
    };
    view! {
        <section class="reader" id="reader" aria-label=messages::ARTICLE>
            <div class="reader-none">
                {part(state)}
                <button class="button" on:click=on(move |_| store.edit(|state| state.with_open(None)))>{messages::CLOSE}</button>
            </div>
        </section>
    }
}

#[component]
fn NoSuchArticle(key: String) -> impl IntoView {
    let store = Store::of_page();
    view! {
        <section class="reader" id="reader" aria-label=messages::ARTICLE>
            <div class="reader-none">
                <p>{messages::no_such_article(&key)}</p>
                <button class="button" on:click=on(move |_| store.edit(|state| state.with_open(None)))>{messages::CLOSE}</button>
            </div>
        </section>
    }
}

#[component]
fn Article(document: DocumentIndex) -> impl IntoView {
    let store = Store::of_page();
    let pack = store.engine.pack();
    let (set_aside, mut blocks): (Vec<Block>, Vec<Block>) =
        pack.blocks(document).into_iter().partition(|block| block.kind == BlockKind::SetAside);
    // The headline is drawn above the text, unless its words are hidden there by nothing but its place.
    let title = pack.document(document).title.range;
    blocks.retain(|block| !(block.kind == BlockKind::Headline && title == Some(block.range)));
    let ranges: Vec<ByteRange> = blocks.iter().map(|block| block.range).collect();
    let text = ByteRange {
        start: ranges.first().map_or(0, |first| first.start),
        end: ranges.last().map_or(0, |last| last.end),
    };
    let annotations = Arc::new(pack.annotations(document));
    let hits = Memo::new(move |_| store.wanted.with(|wanted| hits_below(pack, document, wanted)));
    let reading = Reading {
        document,
        hits,
        steps: Steps::new(hits, ranges, &annotations.mentions),
        annotations: StoredValue::new(annotations),
        passage: Memo::new(move |_| store.with(|state| state.passage)),
        note: RwSignal::new(None),
    };
    provide_context(reading);
    Effect::new(move |before: Option<()>| arrive(store, reading, before.is_none()));
    let has_outline = blocks.iter().filter(|block| block.kind == BlockKind::Heading).count() > 1;
    view! {
        <section class="reader" id="reader" tabindex="-1" aria-label=messages::ARTICLE>
            <ReaderMap text/>
            <ReaderBar/>
            <div class="reader-page">
                <ArticleHead/>
                <Why document/>
                {has_outline.then(|| view! { <Outline blocks=blocks.clone()/> })}
                <Quotations/>
                <div class="reader-text" id="reader-text" dir="auto">
                    {blocks.into_iter().map(|block| view! { <TextBlock block/> }).collect_view()}
                </div>
                {(!set_aside.is_empty()).then(|| view! { <SetAside blocks=set_aside/> })}
                <SimilarArticles document/>
                <NoteCard/>
            </div>
        </section>
    }
    .into_any()
}

/// The hits in the text, without those in a headline, which is drawn above it.
fn hits_below(pack: &Pack, document: DocumentIndex, wanted: &Wanted) -> Vec<ByteRange> {
    let title = pack.document(document).title;
    let headline = title.range.filter(|_| title.origin == TitleOrigin::Headline);
    let mut hits = wanted.hits(pack, document);
    hits.retain(|hit| !headline.is_some_and(|headline| headline.contains(*hit)));
    hits
}

/// Brings what the link points at into view: the passage, else in an article just opened the first hit, else its top.
/// Who comes back to an article finds it as it was left.
fn arrive(store: Store, reading: Reading, is_new: bool) {
    let passage = reading.passage.get();
    let has_hits = !reading.hits.read_untracked().is_empty();
    if store.is_coming_back() {
        return;
    }
    request_animation_frame(move || {
        if passage.is_some() {
            focus::reveal(".in-passage", ScrollLogicalPosition::Center);
        } else if is_new {
            // The element is that of the article before.
            focus::scroll_to_top("reader");
            if has_hits {
                focus::reveal("#mark-0", ScrollLogicalPosition::Nearest);
            }
        }
    });
}

/// Title, source, byline and date, with how the date is known.
#[component]
fn ArticleHead() -> impl IntoView {
    let store = Store::of_page();
    let reading = expect_context::<Reading>();
    let pack = store.engine.pack();
    let document = pack.document(reading.document);
    let title = move || {
        let hits = store.wanted.with(|wanted| wanted.title_hits(pack, reading.document));
        let marks: Vec<_> = hits.iter().map(|hit| hit.range()).collect();
        marked(&document.title.text, &marks)
    };
    let stand_in = match document.title.origin {
        TitleOrigin::FirstSentence => Some(messages::TITLE_IS_FIRST_SENTENCE),
        TitleOrigin::FileName => Some(messages::TITLE_IS_FILE_NAME),
        _ => None,
    };
    let url = document.url.filter(|url| url.starts_with("https://") || url.starts_with("http://"));
    let source = document.source.unwrap_or_else(|| messages::SOURCE_NOT_STATED.to_owned());
    view! {
        <header class="reader-head">
            <p class="reader-source">
                <span class="source">{source}</span>
                {document.byline.map(|byline| view! { <span class="byline">{byline.to_owned()}</span> })}
                <span class="date">{date_words(&document.published.span)}</span>
            </p>
            <h2 class="reader-title" dir="auto" class:is-stand-in=stand_in.is_some()>{part(title)}</h2>
            {stand_in.map(|words| view! { <p class="reader-note">{words}</p> })}
            {set_by_a_person(&document.edited)}
            <HowWeKnow/>
            {article_marks(store, reading.document)}
            {url.map(|url| view! {
                <p class="reader-url"><a href=url.to_owned() rel="noopener noreferrer" target="_blank">{messages::ORIGINAL_ARTICLE}</a></p>
            })}
        </header>
    }
}

/// What of this a person set in corpus.toml.
fn set_by_a_person(fields: &[EditedField]) -> AnyView {
    if fields.is_empty() {
        return ().into_any();
    }
    let names = fields.iter().map(|field| match field {
        EditedField::Title => messages::FIELD_TITLE,
        EditedField::Source => messages::FIELD_SOURCE,
        EditedField::Author => messages::FIELD_AUTHOR,
        EditedField::Url => messages::FIELD_ADDRESS,
        EditedField::Published => messages::FIELD_DATE,
    });
    let words = names.collect::<Vec<_>>().join(", ");
    view! { <p class="edited"><span class="edited-mark">{messages::EDITED}</span>" "{messages::set_by_editor(&words)}</p> }
        .into_any()
}

/// Why the date is what it is, with the passages that say so.
#[component]
fn HowWeKnow() -> impl IntoView {
    let store = Store::of_page();
    let reading = expect_context::<Reading>();
    let published = store.engine.pack().document(reading.document).published;
    let span = published.span;
    let reasons = published.evidence.iter().map(|evidence| {
        let link = evidence.passage.map(|passage| {
            let href = move || store.href(|state| state.with_passage(Some(passage)));
            view! { " " <a href=string(href)>{messages::SHOW_THE_PASSAGE}</a> }
        });
        view! { <li>{messages::because(&evidence.reason)}{link}</li> }
    });
    view! {
        <details class="how">
            <summary>{messages::HOW_DO_WE_KNOW}</summary>
            {if published.evidence.is_empty() && span.is_unknown() {
                view! { <p>{messages::DATE_IS_NOT_KNOWN}</p> }.into_any()
            } else {
                view! {
                    <p>{messages::published_on(&date_words(&span))}" (EDTF "<code>{span.edtf()}</code>"),"</p>
                    <ul>{reasons.collect_view()}</ul>
                }
                .into_any()
            }}
        </details>
    }
}

/// What is quoted in the article, and whom.
#[component]
fn Quotations() -> impl IntoView {
    let store = Store::of_page();
    let reading = expect_context::<Reading>();
    let pack = store.engine.pack();
    let text = pack.text(reading.document);
    let quotations = reading.annotations.get_value().quotations.clone();
    if quotations.is_empty() {
        return ().into_any();
    }
    let summary = messages::who_says_what(quotations.len());
    let rows = quotations.into_iter().map(|quotation| {
        let href = move || store.href(|state| state.with_passage(Some(quotation.range)));
        let speaker = match quotation.speaker {
            Some(entity) => {
                let (facet, value) = pack.entity_value(entity);
                pack.facet_value(facet, value).label.to_owned()
            }
            None => messages::UNATTRIBUTED.to_owned(),
        };
        let is_unknown = quotation.speaker.is_none();
        view! {
            <li>
                <span class="speaker" dir="auto" class:is-unknown=is_unknown>{speaker}</span>
                <a dir="auto" href=string(href)>{quotation.range.of(text).to_owned()}</a>
            </li>
        }
    });
    view! {
        <details class="quotations">
            <summary>{summary}</summary>
            <ul>{rows.collect_view()}</ul>
        </details>
    }
    .into_any()
}

#[component]
fn Outline(blocks: Vec<Block>) -> impl IntoView {
    let store = Store::of_page();
    let reading = expect_context::<Reading>();
    let text = store.engine.pack().text(reading.document);
    let headings = blocks.into_iter().filter(|block| block.kind == BlockKind::Heading).map(|block| {
        let target = format!("#block-{}", block.range.start);
        let jump = move |_| focus::reveal(&target, ScrollLogicalPosition::Start);
        view! { <li><button class="outline-link" dir="auto" on:click=on(jump)>{block.range.of(text).to_owned()}</button></li> }
    });
    view! {
        <nav class="outline" aria-label=messages::OUTLINE><ul>{headings.collect_view()}</ul></nav>
    }
}

/// What is not the article's own words: kept, out of the way.
#[component]
fn SetAside(blocks: Vec<Block>) -> impl IntoView {
    let store = Store::of_page();
    let reading = expect_context::<Reading>();
    let text = store.engine.pack().text(reading.document);
    let points_here = {
        let blocks = blocks.clone();
        move || {
            reading
                .passage
                .get()
                .is_some_and(|passage| blocks.iter().any(|block| block.range.overlaps(passage)))
        }
    };
    view! {
        <details class="set-aside" prop:open=flag(points_here)>
            <summary>{messages::set_aside(blocks.len())}</summary>
            {blocks
                .into_iter()
                .map(|block| view! { <p dir="auto"><Passage range=block.range text/></p> })
                .collect_view()}
        </details>
    }
}
