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
        let style = ProgressStyle::with_template("{msg} {wide_bar} {pos} of {len}, {per_sec}, {eta} left");
        let bar = match style {
            Ok(style) if on_terminal => ProgressBar::new(steps as u64).with_style(style).with_message(what),
            _ => ProgressBar::hidden(),
        };
        let last_line = (!self.is_quiet && !on_terminal).then(|| Mutex::new(Instant::now()));
        Progress { what, steps, started: Instant::now(), done: AtomicUsize::new(0), bar, last_line }
    }
}

/// How far a work is; can be shared by threads.
#[derive(Debug)]
pub struct Progress {
    what: &'static str,
    steps: usize,
    started: Instant,
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
            let seconds = self.started.elapsed().as_secs_f64();
            print(&format!("{}: {}", self.what, log_line(done, self.steps, seconds)));
        }
    }
}

/// '300 of 1000, 60/s, 12 s left'.
fn log_line(done: usize, steps: usize, seconds: f64) -> String {
    let rate = done as f64 / seconds.max(f64::MIN_POSITIVE);
    let left = (steps.saturating_sub(done) as f64 / rate).ceil();
    format!("{done} of {steps}, {rate:.0}/s, {left:.0} s left")
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
    fn a_log_tells_the_rate_and_the_time_left() {
        assert_eq!(log_line(300, 1000, 5.0), "300 of 1000, 60/s, 12 s left");
    }

    #[test]
    fn a_file_s_name_can_t_command_the_terminal() {
        assert_eq!(harmless("\u{1b}[2Ja.txt: bad\nnext"), "\\u{1b}[2Ja.txt: bad\nnext");
    }
}
