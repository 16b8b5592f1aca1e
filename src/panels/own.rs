use std::{cell::Cell, rc::Rc};

use leptos::{
    ev,
    prelude::{LocalStorage, on_cleanup, window_event_listener},
};
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, Event, HtmlInputElement};

use super::modal::modal;
use crate::{
    erase::{flag, on, part, prelude::*, string},
    messages,
    own::{self, Chosen, Making, Own, Picked, Step},
    store::Store,
    tasks::begin,
};

/// The ids of the inputs by which files and a folder are chosen.
const INPUTS: [&str; 2] = ["own-files", "own-folder"];

/// How many of the files that could not be read are named.
const NAMED: usize = 200;

thread_local! {
    /// That of the app that is mounted: what is chosen in the help goes there.
    static WORK: Cell<Option<Work>> = const { Cell::new(None) };
}

/// What the dialog says.
#[derive(Clone)]
enum Said {
    Working(Step),
    /// Why it came to nothing.
    Failed(Vec<String>),
}

/// The work on the reader's own files, if there is any. `Copy`, as the store is.
#[derive(Clone, Copy)]
struct Work {
    store: Store,
    said: RwSignal<Option<Said>>,
    making: StoredValue<Rc<Making>, LocalStorage>,
}

/// Opens the reader's own articles: takes what is dropped or chosen, says how far the work is, and stands above them once
/// they are shown.
#[component]
pub(crate) fn OwnArticles() -> impl IntoView {
    let store = Store::of_page();
    let work = Work { store, said: RwSignal::new(None), making: StoredValue::new_local(Rc::default()) };
    WORK.set(Some(work));
    work.take_drops();
    let choose = move |event: Event| {
        let input: HtmlInputElement = event.target()?.unchecked_into();
        let files = own::of_input(&input.files()?);
        // So that the same files can be chosen again.
        input.set_value("");
        work.start(async move { files });
        Some(())
    };
    let choose = move |event: Event| {
        let _ = choose(event);
    };
    view! {
        {own::shown().map_or_else(|| kept(store), |own| banner(store, own))}
        <input id=INPUTS[0] type="file" multiple="" hidden="" aria-label=messages::YOUR_FILES on:change=on(choose)/>
        <input id=INPUTS[1] type="file" webkitdirectory="" hidden="" aria-label=messages::YOUR_FOLDER on:change=on(choose)/>
        {dialog(work)}
    }
}

/// In the help: what can be opened and how.
pub(super) fn how_to_open(store: Store) -> AnyView {
    let open_files = move |_| {
        store.help.set(false);
        click(INPUTS[0]);
    };
    let open_folder = move |_| {
        store.help.set(false);
        begin(async {
            match own::pick_folder().await {
                Picked::Folder(folder) => _ = WORK.get().map(|work| work.start(folder.files())),
                Picked::Nothing => {}
                Picked::Impossible => click(INPUTS[1]),
            }
        });
    };
    let reads_files = own::reads_files();
    let words = if reads_files { messages::HOW_TO_OPEN } else { messages::HOW_TO_OPEN_WITHOUT_READER };
    let folder = reads_files.then(|| {
        view! { <button class="button" id="own-open-folder" on:click=on(open_folder)>{messages::OPEN_A_FOLDER}</button> }
    });
    view! {
        <h3>{messages::YOUR_OWN_ARTICLES}</h3>
        <p id="own-how">{words}</p>
        <p class="note-actions">
            <button class="button" on:click=on(open_files)>{messages::OPEN_FILES}</button>
            {folder}
        </p>
    }
    .into_any()
}

/// Opens the dialog of an input.
fn click(input: &str) {
    if let Some(input) = document().get_element_by_id(input) {
        input.unchecked_into::<HtmlInputElement>().click();
    }
}

impl Work {
    fn take_drops(self) {
        let has_files = |event: &DragEvent| {
            event.data_transfer().is_some_and(|dropped| dropped.types().includes(&"Files".into(), 0))
        };
        let over = window_event_listener(ev::dragover, move |event| {
            if has_files(&event) {
                event.prevent_default();
            }
        });
        let drop = window_event_listener(ev::drop, move |event| {
            if let Some(dropped) = event.data_transfer().filter(|_| has_files(&event)) {
                event.prevent_default();
                self.start(own::of_drop(&dropped));
            }
        });
        on_cleanup(move || {
            over.remove();
            drop.remove();
        });
    }

    /// Makes a pack of files and shows it. One thing at a time: what comes while there is work is passed over.
    fn start(self, files: impl Future<Output = Vec<Chosen>> + 'static) {
        if matches!(self.said.get_untracked(), Some(Said::Working(_))) {
            return;
        }
        let making = Rc::new(Making::default());
        self.making.set_value(Rc::clone(&making));
        let said = self.said;
        said.set(Some(Said::Working(Step {
            words: messages::LOOKING_WHAT_THERE_IS.into(),
            done: 0,
            total: 1,
        })));
        begin(async move {
            let files = files.await;
            let made = making.run(&files, &|step| said.set(Some(Said::Working(step)))).await;
            if making.is_cancelled() {
                return;
            }
            let shown = match made {
                // The app is mounted anew, so nothing of this one may be touched after that.
                Ok(made) => own::show(self.store, made).map_err(|why| vec![why]),
                Err(why) => Err(why),
            };
            if let Err(why) = shown {
                said.set(Some(Said::Failed(why)));
            }
        });
    }

    fn end(self) {
        self.making.get_value().cancel();
        self.said.set(None);
    }
}

fn dialog(work: Work) -> AnyView {
    let is_open = Memo::new(move |_| work.said.with(Option::is_some));
    let dialog = modal(move || is_open.get());
    let step = move || match work.said.get() {
        Some(Said::Working(step)) => step,
        _ => Step { words: String::new(), done: 0, total: 1 },
    };
    let failed = Memo::new(move |_| {
        work.said.with(|said| if let Some(Said::Failed(why)) = said { why.clone() } else { Vec::new() })
    });
    let has_failed = flag(move || !failed.with(Vec::is_empty));
    let close = move |_| {
        if is_open.get_untracked() {
            work.end();
        }
    };
    view! {
        <dialog class="own" class:has-failed=has_failed node_ref=dialog aria-labelledby="own-title" on:close=on(close)>
            <h2 id="own-title">{messages::YOUR_ARTICLES}</h2>
            <progress class="own-progress" aria-labelledby="own-step" max=string(move || step().total.to_string()) value=string(move || step().done.to_string())></progress>
            <p id="own-step" class="own-step">{string(move || step().words)}</p>
            {part(move || unread(&failed.get()))}
            <button class="button" on:click=on(move |_| work.end())>
                {string(move || if has_failed.get() { messages::CLOSE } else { messages::CANCEL }.to_owned())}
            </button>
        </dialog>
    }
    .into_any()
}

/// What the reader kept on an earlier visit, above the published corpus.
fn kept(store: Store) -> AnyView {
    let titles: RwSignal<Vec<String>> = RwSignal::new(Vec::new());
    begin(async move {
        let kept = own::kept().await;
        let _ = titles.try_set(kept);
    });
    let line = move |title: String| {
        let (words, open, forget) = (messages::are_kept(&title), title.clone(), title);
        let open = move |_| {
            let title = open.clone();
            begin(async move {
                if let Err(why) = own::open_kept(store, &title).await {
                    store.say(why);
                }
            });
        };
        let forget = move |_| {
            let title = forget.clone();
            begin(async move {
                match own::forget(&title).await {
                    Ok(()) => {
                        let _ = titles.try_update(|titles| titles.retain(|other| *other != title));
                    }
                    Err(why) => store.say(why),
                }
            });
        };
        view! {
            <section class="own-banner own-kept" aria-label=messages::KEPT_ARTICLES>
                <p dir="auto">{words}</p>
                <p class="own-actions">
                    <button class="button" on:click=on(open)>{messages::OPEN}</button>
                    <button class="button" on:click=on(forget)>{messages::FORGET}</button>
                </p>
            </section>
        }
        .into_any()
    };
    view! { <div>{part(move || titles.get().into_iter().map(line).collect_view().into_any())}</div> }
        .into_any()
}

/// What stands above the reader's own articles.
fn banner(store: Store, own: Rc<Own>) -> AnyView {
    let list = match own.unread.len() {
        0 => ().into_any(),
        count => {
            let words = messages::problems(count);
            view! { <details class="own-unread"><summary>{words}</summary>{unread(&own.unread)}</details> }
                .into_any()
        }
    };
    let title = store.engine.pack().site().title.clone();
    let is_kept = RwSignal::new(own.is_kept.get());
    let how_long = move || {
        let is_kept = is_kept.get();
        let words = if is_kept { messages::KEPT_UNTIL_FORGOTTEN } else { messages::GONE_WITH_TAB };
        let who_else = match own::is_from_disk() {
            true if is_kept => messages::SEEN_BY_OTHERS,
            true => messages::WOULD_BE_SEEN_BY_OTHERS,
            false => "",
        };
        format!("{words}{who_else}")
    };
    let keep_or_forget = {
        let (own, title) = (Rc::clone(&own), title.clone());
        move |_| {
            let (own, title) = (Rc::clone(&own), title.clone());
            begin(async move {
                let done = if own.is_kept.get() {
                    let forgotten = own::forget(&title).await;
                    own.is_kept.set(forgotten.is_err());
                    forgotten.map(|()| messages::FORGOTTEN)
                } else {
                    own::keep(&own, &title).await.map(|()| messages::KEPT)
                };
                // Nothing where the app was mounted anew in the meantime.
                if is_kept.try_set(own.is_kept.get()).is_none() {
                    store.say(done.map_or_else(|why| messages::save_instead(&why), str::to_owned));
                }
            });
        }
    };
    let save_alone = {
        let (own, title) = (Rc::clone(&own), title.clone());
        move |_| {
            let (own, title) = (Rc::clone(&own), title.clone());
            begin(async move {
                if let Err(why) = own::save_alone(&own, &title).await {
                    store.say(why);
                }
            });
        }
    };
    let save = move |_| {
        if own::save(&own, &title).is_none() {
            store.say(messages::FILE_NOT_MADE);
        }
    };
    let save_alone = own::can_be_alone().then(|| {
        view! { <button class="button" id="own-alone" on:click=on(save_alone)>{messages::SAVE_AS_PAGE}</button> }
    });
    view! {
        <section class="own-banner" aria-label=messages::YOUR_ARTICLES>
            <p><strong>{messages::NOTHING_LEFT_MACHINE}</strong>{string(how_long)}</p>
            {list}
            <p class="own-actions">
                <button class="button" id="own-keep" on:click=on(keep_or_forget)>
                    {string(move || if is_kept.get() { messages::FORGET_THEM } else { messages::KEEP_THEM }.to_owned())}
                </button>
                <button class="button" id="own-save" on:click=on(save)>{messages::SAVE_AS_FILE}</button>
                {save_alone}
                <button class="button" data-testid="own-back" on:click=on(move |_| own::show_published(store))>{messages::BACK_TO_PUBLISHED}</button>
            </p>
        </section>
    }
    .into_any()
}

fn unread(reasons: &[String]) -> AnyView {
    let items = reasons.iter().take(NAMED).map(|why| view! { <li dir="auto">{why.clone()}</li> });
    let items = items.collect_view();
    let left = reasons.len().saturating_sub(NAMED);
    view! { <ul class="own-reasons">{items}{(left > 0).then(|| view! { <li>{messages::and_more(left)}</li> })}</ul> }
        .into_any()
}
