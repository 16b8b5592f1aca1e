use dossier_index::{Nearness, Network, NetworkPair};
use dossier_model::{EntityIndex, EntityKind};
use dossier_out::{NetworkPicture, Sign};
use dossier_view::{Id, ViewState, label_width, network_lines};

use super::{
    depth::Depth,
    more::show_more,
    network_drawing::{Drawing, draw},
    nothing_found::NothingFound,
    picking::{both_link, name_link},
    share,
};
use crate::{
    erase::{aria, on, part, prelude::*, shown, string},
    export, messages,
    picture::save_png,
    store::Store,
};

/// How many names are drawn where there is room, and on a phone.
const NODES: usize = 60;
const FEW_NODES: usize = 24;
/// What is narrower than this is a phone's, in pixels.
const NARROW: i32 = 560;
/// How many lines each name has at least, if it has as many.
const LINES: u32 = 3;
/// The most letters of a name where there is room, and on a phone.
const LETTERS: usize = 24;
const FEW_LETTERS: usize = 17;
/// How many rows the table has before 'more'.
const ROWS: usize = 50;

/// Who is mentioned with whom; below the drawing the same as a table.
#[component]
pub(crate) fn NetworkPanel() -> impl IntoView {
    let store = Store::of_page();
    // The nearer, the more it says; but what is nearer than in one article needs each article's chunk.
    let nearest = if store.engine.pack().is_whole() { Nearness::Paragraph } else { Nearness::Article };
    let nearness = RwSignal::new(nearest);
    let depth = Depth::new(store);
    let size = size();
    let most = if size[0] < NARROW { FEW_NODES } else { NODES };
    // While chunks are still to come, the network before stays: one that grows would not stand still.
    let network = Memo::new(move |before: Option<&Network>| {
        let nearness = nearness.get();
        let documents = match nearness {
            Nearness::Article => store.found.get().into_iter().map(dossier_model::DocumentIndex).collect(),
            _ => depth.documents(),
        };
        let (network, is_whole) = store.engine.whole(|pack| pack.network(&documents, nearness, most));
        match before {
            Some(before) if !is_whole => before.clone(),
            _ => network,
        }
    });
    let drawing = Memo::new(move |_| network.with(|network| drawing(store, network, size)));
    let places = RwSignal::new(Vec::new());
    let has_names = move || network.with(|network| !network.nodes.is_empty());
    let has_pairs = move || network.with(|network| !network.pairs.is_empty());
    view! {
        <h2 class="visually-hidden">{messages::NETWORK}</h2>
        {shown(move || !has_names(), move || match store.found.with(Vec::is_empty) {
            true => view! { <NothingFound/> }.into_any(),
            false => view! { <p class="panel-empty">{messages::NO_NAMES}</p> }.into_any(),
        })}
        {shown(has_names, move || toolbar(store, nearness, drawing, places))}
        {depth.note(move || nearness.get() != Nearness::Article)}
        {shown(move || has_names() && !has_pairs(), move || {
            let words = move || {
                let place = match nearness.get() {
                    Nearness::Article => messages::NO_ARTICLE_MENTIONS_TWO,
                    Nearness::Paragraph => messages::NO_PARAGRAPH_MENTIONS_TWO,
                    Nearness::Sentence => messages::NO_SENTENCE_MENTIONS_TWO,
                };
                place.to_owned()
            };
            view! { <p class="panel-empty">{string(words)}</p> }.into_any()
        })}
        {shown(has_pairs, move || view! {
            <p class="network-note">{string(move || network.with(note))}<span class="mouse-hint">{messages::SHIFT_CLICK}</span></p>
            {draw(store, drawing, places)}
            {legend()}
            {table(store, network, nearness)}
        }.into_any())}
    }
}

/// As wide as there is room, and as high as a screen shows at once.
fn size() -> [i32; 2] {
    let column = document().get_element_by_id("results").map(|column| column.client_width());
    let inside = window().inner_width().ok().and_then(|width| width.as_f64()).unwrap_or_default() as i32;
    // Without its padding.
    let width = (column.filter(|width| *width > 0).unwrap_or(inside) - 48).clamp(280, 960);
    [width, if width < NARROW { width * 9 / 5 } else { width * 5 / 8 }]
}

fn drawing(store: Store, network: &Network, size: [i32; 2]) -> Drawing {
    let pack = store.engine.pack();
    let most = network.nodes.first().map_or(1, |node| node.mentions.max(1));
    let letters = if size[0] < NARROW { FEW_LETTERS } else { LETTERS };
    let nodes = network.nodes.iter().map(|node| {
        let (facet, value) = pack.entity_value(node.entity);
        let name = pack.facet_value(facet, value).label;
        let label: String = match name.chars().count() > letters {
            true => name.chars().take(letters - 1).chain(['…']).collect(),
            false => name.to_owned(),
        };
        // The area, and so the square of the radius, tells how often.
        let radius = 5 + (144 * node.mentions / most).isqrt() as i32;
        let sign = Sign {
            kind: facet.entity_kind().unwrap_or(EntityKind::Place),
            at: [0, 0],
            radius,
            note: messages::mentioned_times(name, node.mentions as usize),
            link: String::new(),
            label,
        };
        (node.entity, sign)
    });
    let (entities, signs): (Vec<EntityIndex>, Vec<Sign>) = nodes.unzip();
    let pairs: Vec<[usize; 2]> = network.pairs.iter().map(|pair| pair.nodes).collect();
    let most = network.pairs.first().map_or(1, |pair| pair.count.max(1));
    let lines = network_lines(&pairs, signs.len(), LINES).into_iter().map(|at| {
        let NetworkPair { nodes, count } = network.pairs[at];
        (nodes, 1 + 3 * count / most)
    });
    let widths = signs.iter().map(|sign| label_width(&sign.label)).collect();
    Drawing { entities, widths, picture: NetworkPicture { size, lines: lines.collect(), signs } }
}

/// What is drawn and what is not.
fn note(network: &Network) -> String {
    let names = messages::names_drawn(network.nodes.len(), network.left_out);
    messages::network_note(&names)
}

fn toolbar(
    store: Store,
    nearness: RwSignal<Nearness>,
    drawing: Memo<Drawing>,
    places: RwSignal<Vec<[i32; 2]>>,
) -> AnyView {
    let button = move |which: Nearness, words: &'static str| {
        let is_set = move || nearness.get() == which;
        view! { <button class="mini" aria-pressed=aria(is_set) on:click=on(move |_| nearness.set(which))>{words}</button> }
    };
    let svg = move || {
        let mut picture = drawing.with_untracked(|drawing| drawing.picture.clone());
        places.with_untracked(|places| {
            picture.signs.iter_mut().zip(places).for_each(|(sign, at)| sign.at = *at);
        });
        drawing.with_untracked(|drawing| {
            for (sign, entity) in picture.signs.iter_mut().zip(&drawing.entities) {
                let named = store.engine.entity_id(*entity);
                let about = named.and_then(|(facet, id): (_, Id)| Some((facet.entity_kind()?, id)));
                sign.link = share::link_to(store, &ViewState::default().with_about(about));
            }
        });
        dossier_out::network(&store.words(), &share::page_link(store), &picture)
    };
    let save_svg =
        move |_: leptos::ev::MouseEvent| export::save(store, "network.svg", "image/svg+xml", &svg());
    let save_pixels = move |_: leptos::ev::MouseEvent| save_png(store, "network.png", svg());
    view! {
        <div class="network-bar">
            <div class="network-level">
                <span id="network-level">{messages::MENTIONED_IN_THE_SAME}</span>
                <div role="group" aria-labelledby="network-level" class="match-switch">
                    {button(Nearness::Article, "article")}
                    {button(Nearness::Paragraph, "paragraph")}
                    {button(Nearness::Sentence, "sentence")}
                </div>
            </div>
            <div class="network-tools">
                <button class="button" id="network-svg" on:click=on(save_svg)>{messages::SAVE_AS_SVG}</button>
                <button class="button" id="network-png" on:click=on(save_pixels)>{messages::SAVE_AS_PNG}</button>
            </div>
        </div>
    }
    .into_any()
}

fn legend() -> AnyView {
    view! {
        <ul class="network-legend">
            <li><span class="network-key is-person"></span>{messages::KEY_PEOPLE}</li>
            <li><span class="network-key is-org"></span>{messages::KEY_ORGANISATIONS}</li>
            <li><span class="network-key is-place"></span>{messages::KEY_PLACES}</li>
        </ul>
    }
    .into_any()
}

/// All pairs, a row each.
fn table(store: Store, network: Memo<Network>, nearness: RwSignal<Nearness>) -> AnyView {
    let limit = RwSignal::new(ROWS);
    let rows = move || {
        let row = |network: &Network, pair: &NetworkPair| {
            let [Some(one), Some(other)] = pair.nodes.map(|node| network.nodes.get(node)) else {
                return ().into_any();
            };
            let entities = [one.entity, other.entity];
            let href = move || both_link(store, entities);
            let label = messages::MENTION_BOTH;
            view! {
                <tr>
                    <td>{name_link(store, one.entity)}</td>
                    <td>{name_link(store, other.entity)}</td>
                    <td class="number"><a href=string(href) title=label>{pair.count}</a></td>
                </tr>
            }
            .into_any()
        };
        network.with(|network| {
            let pairs = network.pairs.iter().take(limit.get());
            pairs.map(|pair| row(network, pair)).collect_view().into_any()
        })
    };
    let counted = move || {
        let words = match nearness.get() {
            Nearness::Article => messages::ARTICLES,
            Nearness::Paragraph => messages::PARAGRAPHS,
            Nearness::Sentence => messages::SENTENCES,
        };
        words.to_owned()
    };
    let has_more = move || network.with(|network| network.pairs.len() > limit.get());
    view! {
        <table class="entity-table network-table">
            <caption class="visually-hidden">{messages::WHO_WITH_WHOM}</caption>
            <thead><tr><th scope="col">{messages::NAME}</th><th scope="col">{messages::WITH}</th><th scope="col">{string(counted)}</th></tr></thead>
            <tbody>{part(rows)}</tbody>
        </table>
        {show_more(limit, ROWS, has_more)}
    }
    .into_any()
}
