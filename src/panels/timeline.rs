use dossier_model::{ByteRange, Certainty, DateSpan, DocumentIndex, PartialDate, Track};
use dossier_out::Track as Drawn;
use dossier_view::{Id, Place, TIMELINE_WIDTH, TimelineMark, Window, date_words, timeline_marks};
use leptos::ev::{KeyboardEvent, MouseEvent};

use super::{depth::Depth, more::show_more, nothing_found::NothingFound, share, timeline_brush::brushed};
use crate::{
    erase::{on, part, prelude::*, shown, string},
    export, messages,
    picture::save_png,
    store::Store,
};

/// How many rows the list has before 'more', how many lanes a track has, and how many ticks there are.
const ROWS: usize = 50;
const LANES: usize = 16;
const TICKS: usize = 6;
/// The height of a lane, in pixels.
const LANE: usize = 16;

/// A date of an article: when it was published, or one that its text speaks of.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Dated {
    document: DocumentIndex,
    span: DateSpan,
    /// Where the text speaks of it.
    range: Option<ByteRange>,
}

impl Dated {
    fn track(&self) -> Track {
        if self.range.is_some() { Track::Mentioned } else { Track::Published }
    }
}

/// When the articles were published and what time they speak of, as intervals on one axis; below the same as a table.
#[component]
pub(crate) fn Timeline() -> impl IntoView {
    let store = Store::of_page();
    let depth = Depth::new(store);
    let dates = Memo::new(move |_| dates(store, &depth.documents()));
    let zoomed = RwSignal::new(None::<Window>);
    // Another view begins anew, with most of its dates in sight.
    Effect::new(move |_| {
        dates.with(|_| ());
        zoomed.set(None);
    });
    let window =
        Memo::new(move |_| zoomed.get().or_else(|| dates.with(|dates| Window::of_most(&spans(dates)))));
    let is_empty = move || window.with(Option::is_none);
    view! {
        <h2 class="visually-hidden">{messages::TIMELINE}</h2>
        {shown(is_empty, move || match store.found.with(Vec::is_empty) {
            true => view! { <NothingFound/> }.into_any(),
            false => view! { <p class="panel-empty">{messages::NO_DATES}</p> }.into_any(),
        })}
        {depth.note(|| true)}
        {shown(move || !is_empty(), move || view! {
            {toolbar(store, dates, window, zoomed)}
            {chart(store, dates, window, zoomed)}
            {table(store, dates, window)}
        }.into_any())}
    }
}

/// All dates that the view's articles have or speak of, the earliest first.
fn dates(store: Store, documents: &[DocumentIndex]) -> Vec<Dated> {
    let pack = store.engine.pack_as_it_comes();
    let mut dates: Vec<Dated> = documents
        .iter()
        .flat_map(|&document| {
            let published = Dated { document, span: pack.document(document).published.span, range: None };
            let mentions = pack.annotations(document).dates.into_iter();
            let mentions =
                mentions.map(move |date| Dated { document, span: date.span, range: Some(date.range) });
            mentions.chain([published]).filter(|date| !date.span.is_unknown())
        })
        .collect();
    dates.sort_by_key(|date| date.span.sort_day());
    dates
}

fn spans(dates: &[Dated]) -> Vec<DateSpan> {
    dates.iter().map(|date| date.span).collect()
}

fn toolbar(
    store: Store,
    dates: Memo<Vec<Dated>>,
    window: Memo<Option<Window>>,
    zoomed: RwSignal<Option<Window>>,
) -> AnyView {
    let button = move |id: &'static str, words: &'static str, change: fn(Window) -> Window| {
        let go = move |_: MouseEvent| zoomed.set(window.get_untracked().map(change));
        view! { <button class="button" id=id on:click=on(go)>{words}</button> }.into_any()
    };
    let all = move |_: MouseEvent| zoomed.set(dates.with_untracked(|dates| Window::of_all(&spans(dates))));
    let words = move || window.get().map(window_words).unwrap_or_default();
    let filter = move || {
        store.href(|state| match window.get() {
            Some(Window { from, to }) => {
                state.with_range(Track::Mentioned, Some(PartialDate::Day(from)), Some(PartialDate::Day(to)))
            }
            None => state.clone(),
        })
    };
    let svg = move || {
        let window = window.get_untracked()?;
        let drawn = dates.with_untracked(|dates| draw(store, dates, window));
        let ticks = window.ticks(TICKS);
        Some(dossier_out::timeline(&store.words(), &share::page_link(store), &ticks, &drawn))
    };
    let save = move |_: MouseEvent| {
        if let Some(svg) = svg() {
            export::save(store, "timeline.svg", "image/svg+xml", &svg);
        }
    };
    let save_pixels = move |_: MouseEvent| {
        if let Some(svg) = svg() {
            save_png(store, "timeline.png", svg);
        }
    };
    view! {
        <div class="timeline-bar">
            <p class="timeline-window" id="timeline-window" role="status">{string(words)}</p>
            <div class="timeline-tools" role="group" aria-label=messages::WHAT_TIME_IS_SHOWN>
                {button("timeline-in", messages::ZOOM_IN, |window| window.zoomed(true))}
                {button("timeline-out", messages::ZOOM_OUT, |window| window.zoomed(false))}
                {button("timeline-earlier", messages::EARLIER, |window| window.moved(false))}
                {button("timeline-later", messages::LATER, |window| window.moved(true))}
                <button class="button" id="timeline-all" on:click=on(all)>{messages::ALL}</button>
                <a class="button" id="timeline-filter" href=string(filter)>{messages::FILTER_TO_THIS_TIME}</a>
                <button class="button" id="timeline-save" on:click=on(save)>{messages::SAVE_AS_SVG}</button>
                <button class="button" id="timeline-png" on:click=on(save_pixels)>{messages::SAVE_AS_PNG}</button>
            </div>
        </div>
    }
    .into_any()
}

/// '1 March 2025 – 4 Feb 2026'.
fn window_words(window: Window) -> String {
    let words = |day| dossier_view::partial_date_words(&PartialDate::Day(day));
    format!("{} – {}", words(window.from), words(window.to))
}

/// The drawing. What reads the page aloud passes it over for the table below, which has the same dates.
fn chart(
    store: Store,
    dates: Memo<Vec<Dated>>,
    window: Memo<Option<Window>>,
    zoomed: RwSignal<Option<Window>>,
) -> AnyView {
    let press = move |event: KeyboardEvent| {
        let Some(now) = window.get_untracked() else { return };
        let next = match event.key().as_str() {
            "+" | "=" => now.zoomed(true),
            "-" => now.zoomed(false),
            "ArrowLeft" => now.moved(false),
            "ArrowRight" => now.moved(true),
            _ => return,
        };
        event.prevent_default();
        zoomed.set(Some(next));
    };
    let drawing = move || {
        let Some(window) = window.get() else { return ().into_any() };
        // A name at the very end would be cut off.
        let ticks = window.ticks(TICKS).into_iter().filter(|(at, _)| *at < TIMELINE_WIDTH / 20 * 19).map(
            |(at, name)| {
                view! { <span class="timeline-tick" style:left=percent(at)>{name}</span> }
            },
        );
        let tracks = [Track::Published, Track::Mentioned].map(|which| track(store, dates, window, which));
        view! {
            <div class="timeline-ticks">{ticks.collect_view()}</div>
            {tracks.into_iter().collect_view()}
        }
        .into_any()
    };
    view! {
        <div
            class="timeline"
            id="timeline"
            dir="ltr"
            role="group"
            tabindex="0"
            aria-label=messages::TIMELINE_KEYS
            on:keydown=on(press)
        >
            {brushed(store, window, part(drawing))}
        </div>
        <ul class="timeline-legend">
            <li><span class="timeline-key is-stated"></span>{messages::AS_TEXT_SAYS}</li>
            <li><span class="timeline-key is-inferred"></span>{messages::WORKED_OUT}</li>
            <li><span class="timeline-key is-bounded"></span>{messages::SOME_DAY_IN_THERE}</li>
            <li class="mouse-hint">{messages::DRAW_TO_FILTER}</li>
        </ul>
    }
    .into_any()
}

fn numbers_of(dates: &[Dated], which: Track) -> Vec<usize> {
    (0..dates.len()).filter(|number| dates[*number].track() == which).collect()
}

fn marks_of(dates: &[Dated], window: Window, which: Track) -> (Vec<TimelineMark>, usize) {
    let numbers = numbers_of(dates, which);
    let spans: Vec<DateSpan> = numbers.iter().map(|number| dates[*number].span).collect();
    let (mut marks, left_out) = timeline_marks(&spans, window, LANES);
    for number in marks.iter_mut().flat_map(|mark| &mut mark.numbers) {
        *number = numbers[*number];
    }
    (marks, left_out)
}

fn track_name(which: Track) -> &'static str {
    match which {
        Track::Published => messages::PUBLISHED,
        Track::Mentioned => messages::MENTIONED,
    }
}

fn track(store: Store, dates: Memo<Vec<Dated>>, window: Window, which: Track) -> AnyView {
    dates.with(|dates| {
        let (marks, left_out) = marks_of(dates, window, which);
        let lanes = marks.iter().map(|mark| mark.lane + 1).max().unwrap_or(1);
        let note = (left_out > 0).then(|| messages::more_when_zoomed_in(left_out));
        let kind = if which == Track::Published { "is-published" } else { "is-mentioned" };
        let marks = marks.into_iter().filter_map(|mark| draw_mark(store, dates, mark)).collect_view();
        view! {
            <p class="timeline-track-name">{track_name(which)}{note}</p>
            <div class=format!("timeline-track {kind}") style:height=format!("{}px", lanes * LANE)>{marks}</div>
        }
        .into_any()
    })
}

fn draw_mark(store: Store, dates: &[Dated], mark: TimelineMark) -> Option<AnyView> {
    let date = *dates.get(*mark.numbers.first()?)?;
    let Place { start, end, goes_on_before, goes_on_after } = mark.place;
    let known = match mark.certainty {
        Certainty::Stated => "is-stated",
        Certainty::Inferred => "is-inferred",
        Certainty::Bounded | Certainty::Unknown => "is-bounded",
    };
    let href = move || link(store, date);
    Some(
        view! {
            <a
                class=format!("timeline-mark {known}")
                class:goes-on-before=goes_on_before
                class:goes-on-after=goes_on_after
                tabindex="-1"
                href=string(href)
                title=label(store, dates, &mark)
                style:left=percent(start)
                style:width=percent(end - start)
                style:top=format!("{}px", mark.lane * LANE)
            ></a>
        }
        .into_any(),
    )
}

/// What a mark says: '21 Jan 2026: “last Wednesday”, Border secured', and how many others are the same.
fn label(store: Store, dates: &[Dated], mark: &TimelineMark) -> String {
    let Some(date) = mark.numbers.first().and_then(|number| dates.get(*number)) else { return String::new() };
    let title = store.engine.pack().document(date.document).title.text;
    let words = date.range.map(|range| range.of(store.engine.pack().text(date.document)));
    messages::timeline_mark(&date_words(&date.span), words, &title, mark.numbers.len() - 1)
}

/// The passage that speaks of a date, or the article.
fn link(store: Store, date: Dated) -> String {
    let key = store.engine.pack().document(date.document).key;
    store.href(|state| state.with_open(Id::new(&key)).with_passage(date.range))
}

pub(super) fn percent(parts: u32) -> String {
    let thousandths = parts * 100 / (TIMELINE_WIDTH / 1000);
    format!("{}.{:03}%", thousandths / 1000, thousandths % 1000)
}

/// Both tracks for a file.
fn draw(store: Store, dates: &[Dated], window: Window) -> Vec<Drawn> {
    let tracks = [Track::Published, Track::Mentioned].into_iter();
    tracks
        .map(|which| {
            let (marks, _) = marks_of(dates, window, which);
            let labels = marks.iter().map(|mark| {
                let date = mark.numbers.first().and_then(|number| dates.get(*number));
                let link = date.map(|date| export::article(store, date.document, date.range).link);
                (label(store, dates, mark), link.unwrap_or_default())
            });
            Drawn { name: track_name(which), labels: labels.collect(), marks }
        })
        .collect()
}

/// The dates of the window, a row each.
fn table(store: Store, dates: Memo<Vec<Dated>>, window: Memo<Option<Window>>) -> AnyView {
    let limit = RwSignal::new(ROWS);
    let inside = Memo::new(move |_| {
        let Some(Window { from, to }) = window.get() else { return Vec::new() };
        dates.with(|dates| {
            let inside = (0..).zip(dates).filter(|(_, date)| date.span.may_lie_in(Some(from), Some(to)));
            inside.map(|(number, _)| number).collect::<Vec<u32>>()
        })
    });
    let rows = move || {
        let numbers = inside.with(|inside| inside.iter().take(limit.get()).copied().collect::<Vec<_>>());
        let row = |number: u32| dates.with(|dates| dates.get(number as usize).map(|date| row(store, *date)));
        numbers.into_iter().filter_map(row).collect_view().into_any()
    };
    let has_more = move || inside.with(|inside| inside.len() > limit.get());
    view! {
        <table class="entity-table timeline-table">
            <caption class="visually-hidden">{messages::DATES_OF_THIS_TIME}</caption>
            <thead><tr><th scope="col">{messages::DATE}</th><th scope="col">{messages::WORDS}</th><th scope="col">{messages::ARTICLE}</th></tr></thead>
            <tbody>{part(rows)}</tbody>
        </table>
        {show_more(limit, ROWS, has_more)}
    }
    .into_any()
}

fn row(store: Store, date: Dated) -> AnyView {
    let card = store.engine.pack().document(date.document);
    let words = match date.range {
        Some(range) => messages::quoted_words(range.of(store.engine.pack().text(date.document))),
        None => messages::DATE_IS_PUBLICATION.to_owned(),
    };
    let href = move || link(store, date);
    view! {
        <tr>
            <td class="timeline-when">{date_words(&date.span)}</td>
            <td><a dir="auto" href=string(href)>{words}</a></td>
            <td dir="auto">{card.title.text}</td>
        </tr>
    }
    .into_any()
}
