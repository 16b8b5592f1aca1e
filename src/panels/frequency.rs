use dossier_model::{DocumentIndex, Track};
use dossier_view::{Period, period_of, periods};

use crate::{
    erase::{part, prelude::*, string},
    store::Store,
};

/// The tallest bar, in pixels.
const HEIGHT: usize = 64;

/// How often the words are said over time, by when the articles were published: a bar for each month, year or decade, which
/// leads to its articles. `documents` are those of all places, one for each.
pub(super) fn frequency(store: Store, documents: Memo<Vec<u32>>) -> AnyView {
    let counts = Memo::new(move |_| documents.with(|documents| Counts::of(store, documents)));
    part(move || counts.with(|counts| draw(store, counts))).into_any()
}

#[derive(Clone, PartialEq, Eq)]
struct Counts {
    periods: Vec<Period>,
    /// Places, and articles that have some.
    counts: Vec<(usize, usize)>,
    undated: usize,
}

impl Counts {
    fn of(store: Store, documents: &[u32]) -> Self {
        let pack = store.engine.pack();
        let day = |document: &u32| pack.published_span(DocumentIndex(*document)).sort_day();
        let mut days: Vec<_> = documents.iter().filter_map(day).collect();
        days.sort_unstable();
        let periods = match (days.first(), days.last()) {
            (Some(first), Some(last)) => periods(*first, *last),
            _ => Vec::new(),
        };
        let mut counts = vec![(0, 0); periods.len()];
        let mut last = None;
        for document in documents {
            let Some(at) = day(document).and_then(|day| period_of(&periods, day)) else { continue };
            counts[at].0 += 1;
            if last != Some(document) {
                counts[at].1 += 1;
            }
            last = Some(document);
        }
        Self { periods, counts, undated: documents.len() - days.len() }
    }
}

fn draw(store: Store, counts: &Counts) -> AnyView {
    let most = counts.counts.iter().map(|(places, _)| *places).max().unwrap_or(0).max(1);
    if counts.periods.len() < 2 {
        return ().into_any();
    }
    // A name for each bar would not fit.
    let step = counts.periods.len().div_ceil(8);
    let bars = counts.periods.iter().zip(&counts.counts).enumerate().map(|(at, (period, (places, articles)))| {
        let (from, to) = (period.from, period.to);
        let href = move || store.href(|state| state.with_range(Track::Published, Some(from), Some(to)));
        let words = format!("{}: {} in {}", period.name, many(*places, "place"), many(*articles, "article"));
        let height = if *places == 0 { 0 } else { (HEIGHT * places / most).max(2) };
        let name = (at % step == 0).then(|| period.name.clone());
        let bar = view! { <span class="frequency-bar" style:height=format!("{height}px")></span> };
        let column = if *places == 0 {
            view! { <span class="frequency-column" title=words>{bar}</span> }.into_any()
        } else {
            view! { <a class="frequency-column" href=string(href) title=words.clone() aria-label=words>{bar}</a> }.into_any()
        };
        view! { <li>{column}<span class="frequency-name" aria-hidden="true">{name}</span></li> }
    });
    let undated = (counts.undated > 0).then(
        || view! { <p class="quote-from">{many(counts.undated, "place")}" in articles without a date"</p> },
    );
    view! {
        <section class="frequency" aria-label="How often over time">
            <ol class="frequency-bars" dir="ltr">{bars.collect_view()}</ol>
            {undated}
        </section>
    }
    .into_any()
}

fn many(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}
