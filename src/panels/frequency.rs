use dossier_model::{DocumentIndex, Track};
use dossier_view::{Period, period_of, periods};

use crate::{
    erase::{flag, part, prelude::*, string},
    messages,
    store::Store,
};

/// The tallest bar, in pixels.
const HEIGHT: usize = 64;

/// How often the words are said over time, by when the articles were published: a bar for each month, year or decade, which
/// leads to its articles. `documents` are those of all hits, one for each.
pub(super) fn frequency(store: Store, documents: Memo<Vec<u32>>) -> AnyView {
    let counts = Memo::new(move |_| documents.with(|documents| Counts::of(store, documents)));
    part(move || counts.with(|counts| draw(store, counts))).into_any()
}

#[derive(Clone, PartialEq, Eq)]
struct Counts {
    periods: Vec<Period>,
    counts: Vec<Count>,
    undated: usize,
}

/// What is said in a period.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Count {
    hits: usize,
    /// Articles that have some.
    articles: usize,
    /// Hits in articles that may be of a later period: they count where they may begin.
    uncertain: usize,
}

impl Counts {
    fn of(store: Store, documents: &[u32]) -> Self {
        let pack = store.engine.pack();
        let span = |document: &u32| pack.published_span(DocumentIndex(*document));
        let day = |document: &u32| span(document).sort_day();
        let mut days: Vec<_> = documents.iter().filter_map(day).collect();
        days.sort_unstable();
        let periods = match (days.first(), days.last()) {
            (Some(first), Some(last)) => periods(*first, *last),
            _ => Vec::new(),
        };
        let mut counts = vec![Count::default(); periods.len()];
        let mut last = None;
        for document in documents {
            let Some(at) = day(document).and_then(|day| period_of(&periods, day)) else { continue };
            let period = &periods[at];
            let is_certain = span(document).lies_in(Some(period.from.first()), Some(period.to.last()));
            let count = &mut counts[at];
            count.hits += 1;
            count.articles += usize::from(last != Some(document));
            count.uncertain += usize::from(!is_certain);
            last = Some(document);
        }
        Self { periods, counts, undated: documents.len() - days.len() }
    }
}

fn draw(store: Store, counts: &Counts) -> AnyView {
    let most = counts.counts.iter().map(|count| count.hits).max().unwrap_or(0).max(1);
    if counts.periods.len() < 2 {
        return ().into_any();
    }
    // A name for each bar would not fit, and none at the end, where it would be cut off. Where there is little room every
    // second one is left out, and what they leave the last.
    let (all, step) = (counts.periods.len(), counts.periods.len().div_ceil(8));
    let bars = counts.periods.iter().zip(&counts.counts).enumerate().map(|(at, (period, count))| {
        let Count { hits, articles, uncertain } = *count;
        let (from, to) = (period.from, period.to);
        let href = move || store.href(|state| state.with_range(Track::Published, Some(from), Some(to)));
        let words = messages::hits_in_period(&period.name, hits, articles, uncertain);
        let pixels = |hits: usize| if hits == 0 { 0 } else { (HEIGHT * hits / most).max(2) };
        let bar = |hits: usize, class: &'static str| {
            view! { <span class=class style:height=format!("{}px", pixels(hits))></span> }
        };
        let bars = view! {
            {bar(uncertain, "frequency-bar is-uncertain")}
            {bar(hits - uncertain, "frequency-bar")}
        };
        let has_name = at % step == 0 && (at + step <= all || at == 0);
        let name = has_name.then(|| period.name.clone());
        let is_second = at / step % 2 == 1 || (at > 0 && at + 2 * step > all);
        let column = if hits == 0 {
            view! { <span class="frequency-column" title=words>{bars}</span> }.into_any()
        } else {
            view! { <a class="frequency-column" href=string(href) title=words.clone() aria-label=words>{bars}</a> }
                .into_any()
        };
        view! { <li>{column}<span class="frequency-name" class:is-second=flag(move || is_second) aria-hidden="true">{name}</span></li> }
    });
    let undated = (counts.undated > 0)
        .then(|| view! { <p class="quote-from">{messages::hits_without_date(counts.undated)}</p> });
    view! {
        <section class="frequency" aria-label=messages::HOW_OFTEN_OVER_TIME>
            <ol class="frequency-bars" dir="ltr">{bars.collect_view()}</ol>
            {undated}
        </section>
    }
    .into_any()
}
