use dossier_model::{Facet, Track};
use dossier_view::{Panel, grouped};

use crate::{
    engine::most,
    erase::{prelude::*, shown, string},
    messages,
    store::Store,
};

/// How many names of each kind.
const NAMES: usize = 6;

/// What the corpus is, above the list, until the reader asks for something.
#[component]
pub(crate) fn Overview() -> impl IntoView {
    let store = Store::of_page();
    let is_first_view = move || {
        let looks_at_list = store.with(|state| state.panel == Panel::Articles && state.about.is_none());
        looks_at_list && store.asked.with(|state| !state.has_filters() && state.query.is_empty())
    };
    view! {
        {shown(is_first_view, move || view! {
            <section class="overview" aria-label=messages::OVERVIEW data-testid="overview">
                {description(store)}
                <p class="overview-facts">{facts(store)}</p>
                <div class="overview-names">
                    {[Facet::Person, Facet::Organisation, Facet::Place]
                        .into_iter()
                        .map(|facet| most_mentioned(store, facet))
                        .collect_view()}
                </div>
            </section>
        }.into_any())}
    }
}

fn description(store: Store) -> Option<impl IntoView> {
    let description = store.engine.pack().site().description.clone();
    (!description.is_empty()).then(|| view! { <p class="overview-lead">{description}</p> })
}

/// '5 articles, 2 of them from named sources; 2 undated; speaking of 2014 to 2026.'
fn facts(store: Store) -> String {
    let pack = store.engine.pack();
    let everything = store.everything.get();
    let (all, sources) = (pack.len(), pack.facet_len(Facet::Source));
    let mut facts = vec![messages::articles(all)];
    if sources > 0 {
        facts.push(messages::named_sources(sources));
    }
    let Some(histogram) = &everything.histogram else { return facts.join(" · ") };
    if let Some(range) = covered(store, Track::Published) {
        facts.push(messages::published_range(&range));
    }
    if histogram.published.undated > 0 {
        facts.push(messages::undated(histogram.published.undated));
    }
    if let Some(range) = covered(store, Track::Mentioned) {
        facts.push(messages::speaking_of(&range));
    }
    facts.join(" · ")
}

/// The years that the certain dates of a track cover.
fn covered(store: Store, track: Track) -> Option<String> {
    let everything = store.everything.get();
    let histogram = everything.histogram.as_ref()?;
    let counts = match track {
        Track::Published => &histogram.published,
        Track::Mentioned => &histogram.mentioned,
    };
    let buckets = &store.engine.pack().axis().buckets;
    let first = counts.certain.iter().position(|count| *count > 0)?;
    let last = counts.certain.iter().rposition(|count| *count > 0)?;
    let (from, to) = (buckets.get(first)?.0.ymd().0, buckets.get(last)?.1.ymd().0);
    Some(messages::years(from, to))
}

fn most_mentioned(store: Store, facet: Facet) -> AnyView {
    let pack = store.engine.pack();
    let everything = store.everything.get();
    let Some(counts) = &everything.facets else { return ().into_any() };
    let values = most(counts, facet, NAMES);
    if values.is_empty() {
        return ().into_any();
    }
    let title = match facet {
        Facet::Person => messages::PEOPLE_MOST_SPOKEN_OF,
        Facet::Organisation => messages::ORGANISATIONS,
        _ => messages::PLACES,
    };
    let links = values.into_iter().take(NAMES).filter_map(|value| {
        let info = pack.facet_value(facet, value);
        let id = store.engine.id(facet, value)?;
        let href = move || store.href(|state| state.require(facet, &id));
        let label = info.label.to_owned();
        Some(view! {
            <li>
                <a class=format!("name name-{}", facet.key()) dir="auto" href=string(href)>{label}</a>
                " "
                <span class="overview-count">{grouped(info.total as usize)}</span>
            </li>
        })
    });
    view! { <section><h2>{title}</h2><ul>{links.collect_view()}</ul></section> }.into_any()
}
