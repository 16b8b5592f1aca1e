use gloo::timers::callback::Timeout;

use crate::{
    erase::{flag, prelude::*, string},
    store::Store,
};

/// For how many milliseconds a message stays in sight.
const SHOWN_FOR: u32 = 6_000;

/// Says to screen readers how many articles there are now, and shows short messages to everybody.
#[component]
pub(crate) fn Announcer() -> impl IntoView {
    let store = Store::of_page();
    // The timer that an effect returned before is dropped, and with it stopped, when a new message comes.
    Effect::new(move |_: Option<Option<Timeout>>| {
        let says_something = !store.notice.get().is_empty();
        says_something.then(|| Timeout::new(SHOWN_FOR, move || store.notice.set(String::new())))
    });
    view! {
        <div class="visually-hidden" role="status" data-testid="announcer">{string(move || store.words())}</div>
        <div class="toast" role="status" data-testid="toast" class:is-shown=flag(move || !store.notice.get().is_empty())>
            {store.notice}
        </div>
    }
}
