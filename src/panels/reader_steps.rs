//! What the arrows above an article step through: the hits, all names, or the mentions of one entity.

use dossier_model::{ByteRange, EntityIndex, Mention};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, ScrollLogicalPosition};

use super::reader::Reading;
use crate::{
    engine::counted,
    erase::{flag, on, part, prelude::*, shown, string},
    focus, messages,
    store::Store,
};

/// How many entities are offered, the most mentioned first.
const OFFERED: usize = 20;

/// What is stepped through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Through {
    Hits,
    Names,
    Entity(EntityIndex),
}

/// Where in the article the reader is, and among what.
#[derive(Clone, Copy)]
pub(super) struct Steps {
    /// What the reader chose; the hits, else the names, where nothing.
    chosen: RwSignal<Option<Through>>,
    /// The number of the place that the reader is at; among names nobody is anywhere at first.
    at: RwSignal<Option<usize>>,
    pub(super) through: Memo<Through>,
    /// The places in their order.
    pub(super) places: Memo<Vec<ByteRange>>,
    /// The place that the reader is at.
    pub(super) current: Memo<Option<ByteRange>>,
    /// The blocks that the text shows, and the mentions in them.
    pub(super) blocks: StoredValue<Vec<ByteRange>>,
    pub(super) mentions: StoredValue<Vec<Mention>>,
}

impl Steps {
    /// `blocks` are those that the text shows.
    pub(super) fn new(hits: Memo<Vec<ByteRange>>, blocks: Vec<ByteRange>, all: &[Mention]) -> Self {
        let is_shown = |mention: &&Mention| blocks.iter().any(|block| block.contains(mention.range));
        let mentions = StoredValue::new(all.iter().filter(is_shown).copied().collect::<Vec<_>>());
        let blocks = StoredValue::new(blocks);
        let (chosen, at) = (RwSignal::new(None), RwSignal::new(None));
        let through = Memo::new(move |_| match (chosen.get(), hits.with(Vec::is_empty)) {
            (Some(Through::Hits) | None, true) => Through::Names,
            (None, false) => Through::Hits,
            (Some(chosen), _) => chosen,
        });
        let places = Memo::new(move |_| {
            let of = |entity: Option<EntityIndex>| {
                let is_meant = |mention: &&Mention| entity.is_none_or(|entity| mention.entity == entity);
                mentions.with_value(|mentions| {
                    mentions.iter().filter(is_meant).map(|mention| mention.range).collect::<Vec<_>>()
                })
            };
            match through.get() {
                Through::Hits => hits.get(),
                Through::Names => of(None),
                Through::Entity(entity) => of(Some(entity)),
            }
        });
        let current = Memo::new(move |_| {
            let first = (through.get() == Through::Hits).then_some(0);
            places.with(|places| places.get(at.get().or(first)?).copied())
        });
        // Other places: their count starts anew.
        Effect::new(move |_| {
            places.track();
            at.set(None);
        });
        Self { chosen, at, through, places, current, blocks, mentions }
    }

    /// The number, from 0, of the place that the reader is at.
    fn number(self) -> Option<usize> {
        let current = self.current.get()?;
        self.places.with(|places| places.iter().position(|place| *place == current))
    }

    /// Goes to the place with this number.
    pub(super) fn go(self, number: usize) {
        self.at.set(Some(number));
        let selector = match (self.through.get_untracked(), self.current.get_untracked()) {
            (Through::Hits, _) => format!("#mark-{number}"),
            (_, Some(range)) => format!("#note-{}", range.start),
            (_, None) => return,
        };
        focus::reveal(&selector, ScrollLogicalPosition::Center);
    }

    fn step(self, by: isize) {
        let count = self.places.with_untracked(Vec::len);
        if count == 0 {
            return;
        }
        let next = match untrack_number(self) {
            Some(number) => (number as isize + by).rem_euclid(count as isize) as usize,
            None if by > 0 => 0,
            None => count - 1,
        };
        self.go(next);
    }

    /// Steps through something else from now on, from its first place on.
    fn choose(self, through: Through) {
        self.chosen.set(Some(through));
        request_animation_frame(move || self.go(0));
    }
}

fn untrack_number(steps: Steps) -> Option<usize> {
    let current = steps.current.get_untracked()?;
    steps.places.with_untracked(|places| places.iter().position(|place| *place == current))
}

/// 'hit 2 of 7', the arrows, and the choice of what they step through.
#[component]
pub(super) fn StepBar() -> impl IntoView {
    let steps = expect_context::<Reading>().steps;
    let has_places = move || steps.places.with(|places| !places.is_empty());
    let is_hits = move || steps.through.get() == Through::Hits;
    let words = move || {
        let count = steps.places.with(Vec::len);
        messages::step_of(is_hits(), steps.number(), count)
    };
    let label = move |which: &str| messages::step_label(which, is_hits());
    shown(has_places, move || {
        view! {
            <div class="hit-steps" role="group" aria-label=messages::STEPS_THROUGH_ARTICLE>
                {choice(steps)}
                <span data-testid="hit-count" role="status">{string(words)}</span>
                <button class="button" id="hit-previous" aria-label=string(move || label(messages::PREVIOUS)) on:click=on(move |_| steps.step(-1))>"↑"</button>
                <button class="button" id="hit-next" aria-label=string(move || label(messages::NEXT)) on:click=on(move |_| steps.step(1))>"↓"</button>
            </div>
        }
        .into_any()
    })
}

fn choice(steps: Steps) -> AnyView {
    let store = Store::of_page();
    let reading = expect_context::<Reading>();
    let pack = store.engine.pack();
    let mut counts = vec![0_u32; pack.entity_count()];
    steps.mentions.with_value(|mentions| {
        for mention in mentions {
            if let Some(count) = counts.get_mut(mention.entity.0 as usize) {
                *count += 1;
            }
        }
    });
    let total: u32 = counts.iter().sum();
    if total == 0 {
        return ().into_any();
    }
    let mut entities = counted(&counts);
    entities.truncate(OFFERED);
    let offered = entities.clone();
    let choose = move |event| {
        let through = match event_target_value(&event).as_str() {
            "hits" => Through::Hits,
            "names" => Through::Names,
            entity => match entity.parse() {
                Ok(entity) => Through::Entity(EntityIndex(entity)),
                Err(_) => return,
            },
        };
        steps.choose(through);
    };
    let option = move |value: String, words: String, through: Through| {
        let is_chosen = move || steps.through.get() == through;
        view! { <option value=value selected=flag(is_chosen)>{words}</option> }.into_any()
    };
    let options = move || {
        let hits = reading.hits.with(Vec::len);
        let mut all = Vec::new();
        if hits > 0 {
            all.push(option("hits".into(), messages::all_hits(hits), Through::Hits));
        }
        all.push(option("names".into(), messages::all_names(total), Through::Names));
        for entity in &offered {
            let (facet, value) = pack.entity_value(EntityIndex(*entity));
            let count = counts.get(*entity as usize).copied().unwrap_or(0);
            let words = format!("{} ({count})", pack.facet_value(facet, value).label);
            all.push(option(entity.to_string(), words, Through::Entity(EntityIndex(*entity))));
        }
        all.into_iter().collect_view().into_any()
    };
    view! {
        <select class="step-through" id="step-through" aria-label=messages::WHAT_ARROWS_STEP_THROUGH on:change=on(choose)>
            {part(options)}
        </select>
    }
    .into_any()
}

/// Presses the bar's own button, so that the key does what the button does.
pub(super) fn step_hit(by: isize) -> bool {
    let id = if by > 0 { "hit-next" } else { "hit-previous" };
    let button = document().get_element_by_id(id).and_then(|button| button.dyn_into::<HtmlElement>().ok());
    button.inspect(|button| button.click()).is_some()
}
