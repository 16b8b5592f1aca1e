//! What is drawn first, and what a frame later, so that a key shows its results soon.
//!
//! A key changes nearly all of the page. First come the count and the articles in sight. Once they are painted follow, a
//! frame each, what stands beside them (the counts of the facets, the bars of the dates, suggestions, the tab's title) and
//! the articles below, a few at a time: no task is long, and the next key, which begins all this anew, waits for few.

use leptos::prelude::*;

use crate::focus;

/// How many articles a frame draws.
const STEP: usize = 6;
/// No article is lower, in pixels, so that as many as fit into the window are at least those in sight.
const LOWEST: f64 = 150.0;

/// How far a change of the view is drawn. `Copy`, a part of the store.
#[derive(Clone, Copy)]
pub(crate) struct Drawing {
    /// How many of the articles are drawn; those below show what they did before.
    drawn: RwSignal<usize>,
    /// Whether what stands beside them still waits.
    waits: RwSignal<bool>,
    /// Raised whenever drawing begins anew, for what is under way to end.
    turn: StoredValue<u32>,
}

impl Drawing {
    pub(crate) fn new() -> Self {
        Self { drawn: RwSignal::new(usize::MAX), waits: RwSignal::new(false), turn: StoredValue::new(0) }
    }

    /// How many articles are drawn, tracked: `usize::MAX` where all are.
    pub(crate) fn drawn(self) -> usize {
        self.drawn.get()
    }

    /// Whether what stands beside the articles is to stay as it is for a frame, tracked.
    pub(crate) fn waits(self) -> bool {
        self.waits.get()
    }

    /// Draws all that changes from now on at once.
    pub(crate) fn at_once(self) {
        self.turn.update_value(|turn| *turn = turn.wrapping_add(1));
        self.drawn.set(usize::MAX);
        self.waits.set(false);
    }

    /// Draws what changes from now on frame by frame: the articles from a place on, what stands beside them at once unless
    /// it waits, until so many articles are drawn.
    pub(crate) fn begin(self, from: usize, until: usize, waits: bool) {
        self.turn.update_value(|turn| *turn = turn.wrapping_add(1));
        let turn = self.turn.get_value();
        self.waits.set(waits);
        let count = self.draw(from + screen(), until);
        // The first of these is of the frame that is about to be painted.
        request_animation_frame(move || {
            if from == 0 {
                focus::scroll_to_top("results");
            }
            request_animation_frame(move || self.go_on(count, until, turn));
        });
    }

    fn draw(self, count: usize, until: usize) -> usize {
        self.drawn.set(if count < until { count } else { usize::MAX });
        count
    }

    fn go_on(self, count: usize, until: usize, turn: u32) {
        // Nothing where a later change began anew, or the app has left the page.
        if self.turn.try_get_value() != Some(turn) {
            return;
        }
        let mut count = count;
        if self.waits.get_untracked() {
            self.waits.set(false);
        } else if count < until {
            count = self.draw(count + STEP, until);
        } else {
            return;
        }
        request_animation_frame(move || self.go_on(count, until, turn));
    }
}

/// How many articles may be in sight.
fn screen() -> usize {
    let height = window().inner_height().ok().and_then(|height| height.as_f64());
    (height.unwrap_or(1000.0) / LOWEST).ceil().max(1.0) as usize
}
