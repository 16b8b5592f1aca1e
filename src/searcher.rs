//! Searching a large corpus in a worker (searcher/), so that typing never waits for it. Behind the door of `words`.
//!
//! The page asks the worker what it would else ask its own pack, and shows what it did until the answer is here; then the
//! view is drawn as it would have been (`drawing`). Of questions that come while the worker is at one, only the newest is
//! asked. Whatever goes wrong with the worker, the page searches for itself: before it is up, where it can't be started,
//! when it dies, and in a pack that was mended, which the worker does not have.
//!
//! The worker fetches nothing. What it lacks the page fetches as what itself lacks, so that all that is said of what does
//! not come, and to try again, holds for both.

use std::{
    cell::{Cell, RefCell},
    ptr,
};

use dossier_index::{Pack, Results, Search};
use js_sys::{Array, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

use crate::{
    boot,
    engine::Engine,
    store::Store,
    tasks,
    worker::{Link, Parts},
};

/// How many answers are kept: those of the last keys, for who takes some back.
const KEPT: usize = 4;

thread_local! {
    static SEARCHER: RefCell<Option<Searcher>> = const { RefCell::new(None) };
    /// Raised whenever the page shows another corpus.
    static TURN: Cell<u32> = const { Cell::new(0) };
}

struct Searcher {
    /// Which corpus it searches.
    turn: u32,
    worker: Link,
    store: Store,
    pack: &'static Pack,
    /// The newest question that is not answered yet.
    asked: Option<Vec<u8>>,
    is_at_work: bool,
    /// The last answers, each with its question.
    answers: Vec<(Vec<u8>, Results)>,
    /// Raised when the newest question is answered, or can't be.
    answered: ArcRwSignal<u32>,
}

/// Starts a worker for the corpus of a store, in place of a former one's, where that is large enough.
pub(crate) fn begin(store: Store) {
    if let Some(former) = SEARCHER.take() {
        former.worker.end();
        boot::unmark("app-searcher");
    }
    TURN.set(TURN.get().wrapping_add(1));
    let pack = store.engine.supply().pack();
    // Its files' name, and from how many articles on it is worth its while.
    let named = boot::meta("dossier-searcher").unwrap_or_default();
    let Some((name, least)) = named.split_once(' ') else { return };
    if least.parse().is_ok_and(|least: usize| pack.len() >= least)
        && let Some(root) = pack.root()
    {
        tasks::begin(start(store, pack, name.to_owned(), root));
    }
}

async fn start(store: Store, pack: &'static Pack, name: String, root: &'static [u8]) {
    let turn = TURN.get();
    let Ok(parts) = Parts::fetch(&name).await else { return };
    let Some(worker) = Link::start(&parts).await else { return };
    let is_open = worker.ask("open", &[bytes(root)]).await.is_some_and(|is_open| is_open.is_truthy());
    // In the meantime the reader may have gone over to another corpus.
    if !is_open || TURN.get() != turn {
        return worker.end();
    }
    let (asked, answers, answered) = (None, Vec::new(), ArcRwSignal::new(0));
    SEARCHER.set(Some(Searcher { turn, worker, store, pack, asked, is_at_work: false, answers, answered }));
    boot::mark("app-searcher");
}

/// The results of a search; nothing where they are still to come, tracked.
pub(crate) fn answer(engine: Engine, search: &Search<'_>) -> Option<Results> {
    let pack = engine.pack();
    SEARCHER.with_borrow_mut(|searcher| {
        // A view that is come back to is drawn at once.
        let Some(searcher) =
            searcher.as_mut().filter(|it| ptr::eq(it.pack, pack) && it.store.drawing.is_in_steps())
        else {
            return Some(pack.search(search));
        };
        let question = search.to_flat(pack.has_all_values());
        if let Some((_, results)) = searcher.answers.iter().find(|(other, _)| *other == question) {
            searcher.asked = None;
            return Some(results.clone());
        }
        searcher.answered.track();
        engine.supply().track();
        searcher.store.drawing.hold();
        searcher.asked = Some(question);
        if !searcher.is_at_work {
            searcher.is_at_work = true;
            tasks::begin(work(searcher.turn));
        }
        None
    })
}

/// Asks the worker until nothing is left to be asked.
async fn work(turn: u32) {
    while let Some((worker, store, question)) = next(turn) {
        let answer = worker.ask("search", &[bytes(&question)]).await;
        let is_said = match answer {
            None => false,
            Some(answer) => match answer.dyn_into::<Array>() {
                Ok(missing) => match bring(&worker, store, &missing).await {
                    // It is asked again, or what is newer.
                    Some(true) => continue,
                    Some(false) => keep(turn, question, None),
                    None => false,
                },
                Err(answer) => {
                    let pack = store.engine.supply().pack();
                    let results = Results::from_flat(&Uint8Array::new(&answer).to_vec(), pack);
                    results.is_some() && keep(turn, question, results)
                }
            },
        };
        if !is_said {
            return give_up(turn);
        }
    }
}

/// What the searcher of a corpus is to do, where that is still the one that is shown.
fn with<T>(turn: u32, act: impl FnOnce(&mut Searcher) -> T) -> Option<T> {
    SEARCHER.with_borrow_mut(|searcher| searcher.as_mut().filter(|it| it.turn == turn).map(act))
}

fn next(turn: u32) -> Option<(Link, Store, Vec<u8>)> {
    with(turn, |searcher| {
        let question = searcher.asked.clone();
        searcher.is_at_work = question.is_some();
        question.map(|question| (searcher.worker.clone(), searcher.store, question))
    })?
}

/// Keeps an answer, or none where something did not come, and has what waits for it drawn.
fn keep(turn: u32, question: Vec<u8>, results: Option<Results>) -> bool {
    let newest = with(turn, |searcher| {
        let is_newest = searcher.asked.as_ref() == Some(&question);
        if is_newest {
            searcher.asked = None;
        }
        // Where something did not come, it is asked again once the reader tries again.
        let answered = results.is_some().then(|| searcher.answered.clone());
        if let Some(results) = results {
            searcher.answers.truncate(KEPT - 1);
            searcher.answers.insert(0, (question, results));
        }
        is_newest.then_some((searcher.store, answered))
    });
    let is_working = newest.is_some();
    if let Some((store, answered)) = newest.flatten() {
        store.drawing.again();
        if let Some(answered) = answered {
            answered.update(|answered| *answered += 1);
        }
    }
    is_working
}

/// Gives the worker what it lacks; whether all of it came, and nothing where the worker could not take it.
async fn bring(worker: &Link, store: Store, names: &Array) -> Option<bool> {
    let supply = store.engine.supply();
    let pack = supply.pack();
    let names: Vec<String> = names.iter().filter_map(|name| name.as_string()).collect();
    let missing = names.iter().filter(|name| pack.chunk(name).is_none()).cloned().collect();
    if !supply.fetch(missing).await {
        return Some(false);
    }
    let mut chunks = Vec::new();
    for name in &names {
        chunks.extend([name.into(), bytes(pack.chunk(name)?)]);
    }
    let is_taken = worker.ask("supply", &chunks).await?;
    is_taken.is_truthy().then_some(true)
}

/// From now on the page searches for itself.
fn give_up(turn: u32) {
    let former = SEARCHER.with_borrow_mut(|searcher| searcher.take_if(|it| it.turn == turn));
    if let Some(former) = former {
        former.worker.end();
        boot::unmark("app-searcher");
        former.store.drawing.again();
        former.answered.update(|answered| *answered += 1);
    }
}

fn bytes(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).into()
}
