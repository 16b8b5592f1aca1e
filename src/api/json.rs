//! Answers written as one JSON text.
//!
//! The browser parses one long text sooner than it takes thousands of short ones out of the wasm: with facets, an
//! answer has that many keys and values.

use core::fmt::{Display, Write};

/// A JSON text as far as it is written. Commas come by themselves.
#[derive(Default)]
pub(super) struct Json(String);

impl Json {
    pub(super) fn finish(self) -> String {
        self.0
    }

    /// The name of the field whose value comes next.
    pub(super) fn key(&mut self, key: &str) -> &mut Self {
        self.text(key);
        self.0.push(':');
        self
    }

    pub(super) fn object(&mut self, write: impl FnOnce(&mut Self)) {
        self.token("{");
        write(self);
        self.0.push('}');
    }

    pub(super) fn list<T>(&mut self, items: impl IntoIterator<Item = T>, write: impl Fn(&mut Self, T)) {
        self.token("[");
        for item in items {
            write(self, item);
        }
        self.0.push(']');
    }

    pub(super) fn text(&mut self, text: &str) {
        self.token("\"");
        for c in text.chars() {
            match c {
                '"' | '\\' => self.0.extend(['\\', c]),
                '\0'..='\x1f' => {
                    let _ = write!(self.0, "\\u{:04x}", c as u32);
                }
                _ => self.0.push(c),
            }
        }
        self.0.push('"');
    }

    /// A value as it is printed, as a text; `null` for none.
    pub(super) fn some(&mut self, value: Option<impl Display>) {
        match value {
            Some(value) => self.text(&value.to_string()),
            None => self.token("null"),
        }
    }

    pub(super) fn number(&mut self, number: u32) {
        self.token(&number.to_string());
    }

    /// Text that is JSON already, behind a comma where one is due.
    pub(super) fn token(&mut self, token: &str) {
        // A text that ends in one of these signs still has its closing quote behind it.
        if !self.0.is_empty() && !self.0.ends_with(['{', '[', ':']) {
            self.0.push(',');
        }
        self.0.push_str(token);
    }
}
