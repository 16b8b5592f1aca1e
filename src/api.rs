//! `window.dossier`, the page's own API for scripts; typed in dossier.d.ts, told in docs/api.md.
//!
//! What a caller asks for becomes a link, and the link a view state: filters mean the same here and there, and what the
//! link's parser does not understand is the caller's error.

mod answers;
mod arguments;
mod explained;
mod json;
mod views;

use std::{cell::OnceCell, rc::Rc};

use dossier_index::Pack;
use js_sys::{Error, Function, Object, Reflect};
use leptos::prelude::window;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

use self::{answers::Buckets, arguments::Asked, explained::Explained, views::State};
use crate::{
    engine::{Ask, Engine},
    store::Store,
    tasks::promise,
    words::Wanted,
};

type Answer = Result<JsValue, JsValue>;

/// Gives the page its API, in the object that `boot.js` made for scripts to wait by. Called when the app is mounted.
pub(crate) fn install(store: Store) {
    let made = Reflect::get(&window(), &"dossier".into()).ok().filter(JsValue::is_object);
    let api = made.unwrap_or_else(|| Object::new().into());
    let buckets = Rc::new(OnceCell::new());
    set(&api, "search", &function(move |asked| search(store, &buckets, &asked)));
    set(&api, "documents", &function(move |_| whole(store.engine, answers::documents)));
    let explain = Closure::wrap(Box::new(move |id, query| explain(store, &id, &query)) as Box<Explain>);
    set(&api, "explain", &explain.into_js_value());
    set(&api, "state", &function(move |_| plain(&State(store.now()))));
    set(&api, "go", &function(move |link| go(store, &link)));
    set(&api, "link", &function(|state| link(&state)));
    let _ = web_sys::Event::new("dossier-ready").and_then(|event| window().dispatch_event(&event));
}

type Explain = dyn Fn(JsValue, JsValue) -> Answer;

fn search(store: Store, buckets: &Rc<OnceCell<Buckets>>, asked: &JsValue) -> Answer {
    let (asked, buckets) = (arguments::read(asked, arguments::SEARCH)?, Rc::clone(buckets));
    whole(store.engine, move |pack| answer(pack, &asked, buckets.get_or_init(|| Buckets::of(pack))))
}

fn explain(store: Store, id: &JsValue, query: &JsValue) -> Answer {
    let id = id.as_string().ok_or_else(|| wrong("id", "the id of an article"))?;
    let query = query.as_string().ok_or_else(|| wrong("q", "a text"))?;
    whole(store.engine, move |pack| {
        let wanted = Wanted::read(pack, &query);
        let explained = pack.document_by_key(&id).and_then(|document| wanted.explain(pack, document));
        plain(&explained.map(Explained::from))
    })
}

/// The answer; of a corpus in chunks a promise of it where something is still to come.
fn whole(engine: Engine, ask: impl Fn(&Pack) -> Answer + 'static) -> Answer {
    let ask: Box<dyn Fn(&Pack) -> Answer> = Box::new(ask);
    let pack = engine.supply().pack();
    if let Some(answer) = engine.at_once(|| ask(pack)) {
        return answer;
    }
    let settled = async move {
        // What the first try lacked is noted: it is not tried again before that is here.
        let came = engine.supply().fetch_missing().await;
        let answer = if came { engine.settled(|| ask(pack)).await } else { None };
        answer.unwrap_or_else(|| Err(Error::new("a part of the corpus could not be loaded").into()))
    };
    Ok(promise(settled).into())
}

fn answer(pack: &Pack, asked: &Asked, buckets: &Buckets) -> Answer {
    let started = now();
    let ask = Ask::new(pack, &asked.state);
    let results = ask.results(pack, asked.offset, asked.limit, asked.facets.is_some());
    let taken = now() - started;
    let most = asked.facets.unwrap_or_default();
    let answer = answers::found(pack, &ask.wanted, &results, most, buckets)?;
    set(&answer, "ms", &taken.into());
    Ok(answer)
}

fn go(store: Store, link: &JsValue) -> Answer {
    let link = link.as_string().ok_or_else(|| wrong("link", "a text like “#q=prison”"))?;
    store.go(dossier_view::parse(&link));
    Ok(JsValue::UNDEFINED)
}

fn link(state: &JsValue) -> Answer {
    let asked = arguments::read(state, arguments::STATE)?;
    Ok(format!("#{}", dossier_view::format(&asked.state)).into())
}

/// The error of an argument that is not what it should be.
fn wrong(argument: &str, wanted: &str) -> JsValue {
    Error::new(&format!("{argument}: expected {wanted}")).into()
}

/// Plain objects and arrays, with `null` for what there is none of.
fn plain(answer: &impl Serialize) -> Answer {
    Ok(answer.serialize(&Serializer::new().serialize_missing_as_null(true))?)
}

fn function(call: impl Fn(JsValue) -> Answer + 'static) -> Function {
    let call: Box<dyn Fn(JsValue) -> Answer> = Box::new(call);
    Closure::wrap(call).into_js_value().unchecked_into()
}

fn set(object: &JsValue, key: &str, value: &JsValue) {
    // Setting a new key of a plain object cannot fail.
    let _ = Reflect::set(object, &key.into(), value);
}

/// Milliseconds since the page began.
fn now() -> f64 {
    window().performance().map_or(0.0, |clock| clock.now())
}
