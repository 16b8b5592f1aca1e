use dossier_index::{Explanation, Reason, ReasonKind};
use dossier_model::DocumentIndex;
use dossier_view::Sort;

use crate::{
    erase::{part, prelude::*},
    messages,
    store::Store,
};

/// Why the open article is where it is among the results, while they are sorted by relevance.
#[component]
pub(super) fn Why(document: DocumentIndex) -> impl IntoView {
    let store = Store::of_page();
    let explanation = Memo::new(move |_| {
        let is_by_relevance = store.with(|state| state.sort == Sort::Relevance);
        let pack = store.engine.pack_as_it_comes();
        let explain = || store.wanted.with(|wanted| wanted.explain(pack, document));
        is_by_relevance.then(explain).flatten().filter(|explanation| !explanation.reasons.is_empty())
    });
    part(move || match explanation.get() {
        Some(explanation) => drawn(&explanation, store.engine.pack().len()),
        None => ().into_any(),
    })
}

fn drawn(explanation: &Explanation, articles: usize) -> AnyView {
    let reasons = explanation.reasons.iter().map(|reason| {
        view! {
            <li>
                <b dir="auto">{reason.text.clone()}</b>
                {rest(reason, articles)}
            </li>
        }
    });
    view! {
        <details class="why">
            <summary>{messages::WHY_HERE}</summary>
            <ul>{reasons.collect_view()}</ul>
            <p>{messages::points_in_all(explanation.score)}</p>
        </details>
    }
    .into_any()
}

/// What was found, after its words: ', just as typed: 2 times in the title, once in the text; 5 of 1000 articles; 3.10 points'.
fn rest(reason: &Reason, articles: usize) -> String {
    let how = match reason.kind {
        ReasonKind::Found => "",
        ReasonKind::AsTyped => messages::JUST_AS_TYPED,
        ReasonKind::Near => messages::NEAR_EACH_OTHER,
        ReasonKind::SideBySide => messages::SIDE_BY_SIDE,
    };
    let rest = messages::reason(reason.in_title, reason.in_body, reason.documents, articles, reason.points);
    format!("{how}: {rest}")
}
