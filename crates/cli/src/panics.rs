//! Panics while a file is read: the libraries that read PDFs have them, and one bad file never stops the others.

use std::{
    cell::Cell,
    panic::{self, AssertUnwindSafe},
    sync::Once,
};

thread_local! {
    static IS_READING: Cell<bool> = const { Cell::new(false) };
}
static HOOK: Once = Once::new();

/// What the work makes, or `None` where it panics. The panic itself says nothing: what failed is said in the file's name.
pub(crate) fn caught<T>(work: impl FnOnce() -> T) -> Option<T> {
    HOOK.call_once(|| {
        let others = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if !IS_READING.get() {
                others(panic);
            }
        }));
    });
    IS_READING.set(true);
    let made = panic::catch_unwind(AssertUnwindSafe(work));
    IS_READING.set(false);
    made.ok()
}
