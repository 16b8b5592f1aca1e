//! What is drawn first, and what a frame later, so that a key shows its results soon.
//!
//! A key changes nearly all of the page. First come the count and the articles in sight. Once they are painted follow, a
//! frame each, what stands beside them (the counts of the facets, the bars of the dates, suggestions, the tab's title) and
//! the articles below, a few at a time: no task is long, and the next key, which begins all this anew, waits for few.

use std::cell::Cell;

use leptos::prelude::*;

use crate::focus;

/// How many articles a frame draws.
const STEP: usize = 6;
/// No article is lower, in pixels, so that as many as fit into the window are at least those in sight.
const LOWEST: f64 = 150.0;

thread_local! {
    /// Raised whenever drawing begins anew, for what is under way to end.
    static TURN: Cell<u32> = const { Cell::new(0) };
    /// What is drawn frame by frame, from its beginning on; nothing where all is drawn at once.
    static BEGUN: Cell<Option<Course>> = const { Cell::new(None) };
}

/// How far a change of the view is drawn. `Copy`, a part of the store.
#[derive(Clone, Copy)]
pub(crate) struct Drawing {
    /// How many of the articles are drawn; those below show what they did before.
    drawn: RwSignal<usize>,
    /// Whether what stands beside them still waits.
    waits: RwSignal<bool>,
}

impl Drawing {
    pub(crate) fn new() -> Self {
        next_turn();
        BEGUN.set(None);
        Self { drawn: RwSignal::new(usize::MAX), waits: RwSignal::new(false) }
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
        next_turn();
        BEGUN.set(None);
        self.drawn.set(usize::MAX);
        self.waits.set(false);
    }

    /// Draws what changes from now on frame by frame: the articles from a place on, what stands beside them at once unless
    /// it waits, until so many articles are drawn.
    pub(crate) fn begin(self, from: usize, until: usize, waits: bool) {
        Course { drawing: self, count: from + screen(), until, waits, is_new: from == 0, turn: 0 }.begin();
    }

    /// Whether what changes is drawn frame by frame.
    pub(crate) fn is_in_steps(self) -> bool {
        BEGUN.get().is_some()
    }

    /// Draws nothing more for now, for what is to be drawn is still to come.
    pub(crate) fn hold(self) {
        next_turn();
    }

    /// Begins anew with what was begun last, for it has come.
    pub(crate) fn again(self) {
        if let Some(course) = BEGUN.get() {
            course.begin();
        }
    }

    fn draw(self, count: usize, until: usize) {
        self.drawn.set(if count < until { count } else { usize::MAX });
    }
}

fn next_turn() -> u32 {
    TURN.set(TURN.get().wrapping_add(1));
    TURN.get()
}

/// How far drawing is on its way.
#[derive(Clone, Copy)]
struct Course {
    drawing: Drawing,
    count: usize,
    until: usize,
    /// Whether what stands beside the articles waits at first.
    waits: bool,
    /// Whether it is another list, which is shown from its top.
    is_new: bool,
    turn: u32,
}

impl Course {
    fn begin(mut self) {
        self.turn = next_turn();
        BEGUN.set(Some(self));
        self.drawing.waits.set(self.waits);
        self.drawing.draw(self.count, self.until);
        self.go_on_soon(true);
    }

    fn go_on_soon(self, is_first: bool) {
        request_animation_frame(move || self.go_on(is_first));
    }

    fn go_on(mut self, is_first: bool) {
        // Nothing where a later change began anew, or the app has left the page.
        if TURN.get() != self.turn {
            return;
        }
        if is_first {
            // This frame paints the first articles.
            if self.is_new {
                focus::scroll_to_top("results");
            }
        } else if self.drawing.waits.get_untracked() {
            self.drawing.waits.set(false);
        } else if self.count < self.until {
            self.count += STEP;
            self.drawing.draw(self.count, self.until);
        } else {
            return;
        }
        self.go_on_soon(false);
    }
}

/// How many articles may be in sight.
fn screen() -> usize {
    let height = window().inner_height().ok().and_then(|height| height.as_f64());
    (height.unwrap_or(1000.0) / LOWEST).ceil().max(1.0) as usize
}
