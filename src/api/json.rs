//! JSON, written member by member. One text that the browser parses costs a tenth of as many calls as it has values.

use core::fmt::{Display, Write};

use dossier_text::unescaped;

/// Text of JSON. Whoever writes it sees to it that what is opened is closed.
#[derive(Default)]
pub(super) struct Json(pub(super) String);

impl Json {
    /// Begins a member of an object, whose name needs no escapes. Its value follows.
    pub(super) fn member(&mut self, name: &str) -> &mut Self {
        self.element().plain("\"").plain(name).plain("\":")
    }

    /// Begins an element of an array.
    pub(super) fn element(&mut self) -> &mut Self {
        if !self.0.ends_with(['{', '[']) {
            self.0.push(',');
        }
        self
    }

    /// What is JSON already.
    pub(super) fn plain(&mut self, json: &str) -> &mut Self {
        self.0.push_str(json);
        self
    }

    /// What is printed without anything that needs an escape.
    pub(super) fn quoted(&mut self, value: impl Display) {
        let _ = write!(self.0, "\"{value}\"");
    }

    pub(super) fn some(&mut self, text: Option<&str>) {
        match text {
            Some(text) => self.text(text),
            None => _ = self.plain("null"),
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        self.0.push('"');
        let mut rest = text;
        loop {
            let (plain, after) = rest.split_at(unescaped(rest));
            self.0.push_str(plain);
            let mut signs = after.chars();
            let Some(sign) = signs.next() else { break };
            let _ = write!(self.0, "\\u{:04x}", u32::from(sign));
            rest = signs.as_str();
        }
        self.0.push('"');
    }

    pub(super) fn number(&mut self, number: u32) {
        let (mut digits, mut first, mut rest) = ([b'0'; 10], 10, number);
        while rest > 0 || first == digits.len() {
            first -= 1;
            digits[first] += (rest % 10) as u8;
            rest /= 10;
        }
        digits[first..].iter().for_each(|digit| self.0.push(char::from(*digit)));
    }
}
