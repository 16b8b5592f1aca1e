//! `window.dossier`, the page's own API for scripts; typed in dossier.d.ts, told in docs/api.md.
//!
//! What a caller asks for becomes a link, and the link a view state: filters mean the same here and there, and what the
//! link's parser does not understand is the caller's error.

mod answers;
mod arguments;
mod json;

use dossier_index::Pack;
use js_sys::{Error, Function, JSON, Object, Reflect};
use leptos::prelude::{untrack, window};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

use self::{arguments::Asked, json::Json};
use crate::{
    engine::{Ask, Engine},
    store::Store,
    tasks::promise,
};

type Answer = Result<JsValue, JsValue>;

/// Gives the page its API, in the object that `boot.js` made for scripts to wait by. Called when the app is mounted.
pub(crate) fn install(store: Store) {
    let made = Reflect::get(&window(), &"dossier".into()).ok().filter(JsValue::is_object);
    let api = made.unwrap_or_else(|| Object::new().into());
    set(&api, "search", &function(move |asked| search(store, &asked)));
    set(
        &api,
        "documents",
        &function(move |_| whole(store.engine, |pack| plain(|json| answers::documents(json, pack)))),
    );
    set(&api, "state", &function(move |_| plain(|json| answers::state(json, &store.now()))));
    set(&api, "go", &function(move |link| go(store, &link)));
    set(&api, "link", &function(|state| link(&state)));
    let _ = web_sys::Event::new("dossier-ready").and_then(|event| window().dispatch_event(&event));
}

fn search(store: Store, asked: &JsValue) -> Answer {
    let asked = arguments::read(asked, arguments::SEARCH)?;
    whole(store.engine, move |pack| answer(pack, &asked))
}

/// The answer; of a corpus in chunks a promise of it where something is still to come.
fn whole(engine: Engine, ask: impl Fn(&Pack) -> Answer + 'static) -> Answer {
    let ask: Box<dyn Fn(&Pack) -> Answer> = Box::new(ask);
    let (answer, is_whole) = untrack(|| engine.whole(&ask));
    if is_whole {
        return answer;
    }
    let settled = async move {
        let answer = engine.settled(|| ask(engine.pack())).await;
        answer.unwrap_or_else(|| Err(Error::new("a part of the corpus could not be loaded").into()))
    };
    Ok(promise(settled).into())
}

fn answer(pack: &Pack, asked: &Asked) -> Answer {
    let started = now();
    let ask = Ask::new(pack, &asked.state);
    let results = ask.results(pack, asked.offset, asked.limit, asked.facets.is_some());
    let taken = now() - started;
    let most = asked.facets.unwrap_or_default();
    let answer = plain(|json| answers::results(json, pack, &ask.wanted, &results, most))?;
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

/// What is written, as plain objects and arrays.
fn plain(write: impl FnOnce(&mut Json)) -> Answer {
    let mut json = Json::default();
    write(&mut json);
    JSON::parse(&json.finish())
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
