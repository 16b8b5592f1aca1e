//! What the command tells its user: on a terminal a bar that moves, in a log plain lines.

use std::io::{IsTerminal, stderr};

use indicatif::{ProgressBar, ProgressStyle};

/// Where messages go. All of them to standard error.
#[derive(Clone, Copy, Debug)]
pub struct Report {
    is_quiet: bool,
}

impl Report {
    /// A report; a quiet one says nothing but errors and warnings.
    pub fn new(is_quiet: bool) -> Self {
        Self { is_quiet }
    }

    /// Says what was done.
    pub fn say(&self, what: &str) {
        if !self.is_quiet {
            eprintln!("{what}");
        }
    }

    /// Says what went wrong without stopping the work.
    pub fn warn(&self, what: &str) {
        eprintln!("warning: {what}");
    }

    /// Says what stopped the work.
    pub fn error(&self, what: &str) {
        eprintln!("error: {what}");
    }

    /// A bar over so many steps; hidden where nobody would see it.
    pub fn bar(&self, what: &'static str, steps: usize) -> ProgressBar {
        if self.is_quiet || !stderr().is_terminal() {
            return ProgressBar::hidden();
        }
        let style = ProgressStyle::with_template("{msg} {wide_bar} {pos} of {len}, {per_sec}, {eta} left");
        let bar = ProgressBar::new(steps as u64).with_message(what);
        style.map_or(bar.clone(), |style| bar.with_style(style))
    }
}
