//! What the command tells its user, all of it on standard error: on a terminal a bar that moves, in a log plain lines.

use std::{
    fmt::Write as _,
    io::{IsTerminal, Write as _, stderr},
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};

use indicatif::{ProgressBar, ProgressStyle};

/// How often a log gets a line of progress. Work that is done sooner gets none.
const BETWEEN_LINES: Duration = Duration::from_secs(5);

/// Where messages go.
#[derive(Clone, Copy, Debug)]
pub struct Report {
    is_quiet: bool,
}

impl Report {
    /// A report; a quiet one says nothing but warnings and errors.
    pub fn new(is_quiet: bool) -> Self {
        Self { is_quiet }
    }

    /// Says what was done.
    pub fn say(&self, what: &str) {
        if !self.is_quiet {
            print(what);
        }
    }

    /// Says what went wrong without stopping the work.
    pub fn warn(&self, what: &str) {
        print(&format!("warning: {what}"));
    }

    /// Says what stopped the work.
    pub fn error(&self, what: &str) {
        print(&format!("error: {what}"));
    }

    /// Tells how far a work of so many steps is, until it is dropped.
    pub fn progress(&self, what: &'static str, steps: usize) -> Progress {
        let on_terminal = !self.is_quiet && stderr().is_terminal();
        let style = ProgressStyle::with_template("{msg} {wide_bar} {pos} of {len}, {eta} left");
        let bar = match style {
            Ok(style) if on_terminal => ProgressBar::new(steps as u64).with_style(style).with_message(what),
            _ => ProgressBar::hidden(),
        };
        let last_line = (!self.is_quiet && !on_terminal).then(|| Mutex::new(Instant::now()));
        Progress { what, steps, done: AtomicUsize::new(0), bar, last_line }
    }
}

/// How far a work is; can be shared by threads.
#[derive(Debug)]
pub struct Progress {
    what: &'static str,
    steps: usize,
    done: AtomicUsize,
    bar: ProgressBar,
    /// When a log was last told; none where there is a terminal, or nobody to tell.
    last_line: Option<Mutex<Instant>>,
}

impl Progress {
    /// One more step is done.
    pub fn step(&self) {
        self.bar.inc(1);
        let done = self.done.fetch_add(1, Relaxed) + 1;
        // A thread that finds the lock taken need not wait: another one is telling.
        if let Some(mut last) = self.last_line.as_ref().and_then(|last| last.try_lock().ok())
            && last.elapsed() >= BETWEEN_LINES
        {
            *last = Instant::now();
            print(&format!("{}: {done} of {}", self.what, self.steps));
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// A closed standard error is no reason to stop, as it would be for `eprintln!`.
fn print(message: &str) {
    let _ = writeln!(stderr(), "{}", harmless(message));
}

/// File names and texts are not ours: none of their control characters reaches the terminal.
pub(crate) fn harmless(message: &str) -> String {
    message.chars().fold(String::with_capacity(message.len()), |mut harmless, sign| {
        if sign.is_control() && sign != '\n' {
            let _ = write!(harmless, "{}", sign.escape_unicode());
        } else {
            harmless.push(sign);
        }
        harmless
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_s_name_can_t_command_the_terminal() {
        assert_eq!(harmless("\u{1b}[2Ja.txt: bad\nnext"), "\\u{1b}[2Ja.txt: bad\nnext");
    }
}
