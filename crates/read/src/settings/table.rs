//! Tables of a TOML text whose keys and values know their lines.

use dossier_text::nearest;
use toml::{
    Spanned,
    de::{DeString, DeTable, DeValue},
};

use crate::ReadError;

/// The text and what it is called in messages.
#[derive(Clone, Copy)]
pub(super) struct Source<'t> {
    pub(super) origin: &'t str,
    pub(super) text: &'t str,
}

impl<'t> Source<'t> {
    /// The whole text.
    pub(super) fn root(self) -> Result<Root<'t>, ReadError> {
        let table = DeTable::parse(self.text).map_err(|error| {
            let start = error.span().map_or(self.text.len(), |span| span.start);
            self.error(start, error.message().to_owned())
        })?;
        Ok(Root { source: self, table: table.into_inner() })
    }

    fn place(self, byte: usize) -> String {
        let lines = self.text.bytes().take(byte).filter(|byte| *byte == b'\n').count() + 1;
        format!("{}:{lines}", self.origin)
    }

    fn error(self, byte: usize, problem: String) -> ReadError {
        ReadError::Config { origin: self.place(byte), problem }
    }
}

/// A text that is TOML.
pub(super) struct Root<'t> {
    source: Source<'t>,
    table: DeTable<'t>,
}

impl Root<'_> {
    pub(super) fn entries(&self) -> impl Iterator<Item = (Key<'_>, Value<'_>)> {
        entries(self.source, &self.table)
    }
}

fn entries<'v>(source: Source<'v>, table: &'v DeTable<'_>) -> impl Iterator<Item = (Key<'v>, Value<'v>)> {
    table.iter().map(move |(key, value): (&Spanned<DeString<'_>>, _)| {
        let key = Key { source, at: key.span().start, text: key.get_ref() };
        (key, Value { key, value })
    })
}

/// A key and where it stands.
#[derive(Clone, Copy)]
pub(super) struct Key<'v> {
    source: Source<'v>,
    at: usize,
    pub(super) text: &'v str,
}

impl Key<'_> {
    pub(super) fn place(&self) -> String {
        self.source.place(self.at)
    }

    pub(super) fn error(&self, problem: String) -> ReadError {
        self.source.error(self.at, problem)
    }

    /// 'there is no table “sites”; did you mean “site”?'
    pub(super) fn unknown(&self, what: &str, known: &[&str]) -> ReadError {
        let advice = match nearest(self.text, known.iter().copied()) {
            Some(name) => format!("did you mean “{name}”?"),
            None => {
                let names: Vec<_> = known.iter().map(|name| format!("“{name}”")).collect();
                format!("it can be {}", names.join(", "))
            }
        };
        self.error(format!("{what} “{}”; {advice}", self.text))
    }
}

/// A value and the key that it belongs to.
#[derive(Clone, Copy)]
pub(super) struct Value<'v> {
    pub(super) key: Key<'v>,
    value: &'v Spanned<DeValue<'v>>,
}

impl<'v> Value<'v> {
    fn wrong(&self, expected: &str) -> ReadError {
        let found = self.value.get_ref().type_str();
        self.key.error(format!("“{}” must be {expected}, not {found}", self.key.text))
    }

    /// An error about the value itself.
    pub(super) fn error(&self, problem: String) -> ReadError {
        self.key.source.error(self.value.span().start, problem)
    }

    pub(super) fn place(&self) -> String {
        self.key.source.place(self.value.span().start)
    }

    /// The keys of a table and their values.
    pub(super) fn entries(&self) -> Result<impl Iterator<Item = (Key<'v>, Value<'v>)> + use<'v>, ReadError> {
        let table = self.value.get_ref().as_table().ok_or_else(|| self.wrong("a table"))?;
        Ok(entries(self.key.source, table))
    }

    /// What each of the tables in this one says, or all that is wrong with any of them.
    pub(super) fn each<T>(
        &self,
        read: impl Fn(&Self) -> Result<T, Vec<ReadError>>,
    ) -> Result<Vec<T>, Vec<ReadError>> {
        let (mut all, mut errors) = (Vec::new(), Vec::new());
        for (_, table) in self.entries().map_err(|error| vec![error])? {
            match read(&table) {
                Ok(one) => all.push(one),
                Err(wrong) => errors.extend(wrong),
            }
        }
        if errors.is_empty() { Ok(all) } else { Err(errors) }
    }

    /// A text that is not blank.
    pub(super) fn text(&self) -> Result<&'v str, ReadError> {
        let text = self.value.get_ref().as_str().ok_or_else(|| self.wrong("a text in quotation marks"))?;
        if text.trim().is_empty() {
            return Err(self.error(format!("“{}” is empty; remove it, or say what it is", self.key.text)));
        }
        Ok(text)
    }

    pub(super) fn flag(&self) -> Result<bool, ReadError> {
        self.value.get_ref().as_bool().ok_or_else(|| self.wrong("true or false"))
    }

    /// A number without a fraction. One too large to be counted to is the largest that can be.
    pub(super) fn whole_number(&self) -> Result<i64, ReadError> {
        let DeValue::Integer(number) = self.value.get_ref() else {
            return Err(self.wrong("a whole number"));
        };
        Ok(i64::from_str_radix(number.as_str(), number.radix()).unwrap_or(i64::MAX))
    }

    /// A list of numbers; `None` where it is anything else.
    pub(super) fn numbers(&self) -> Option<Vec<f64>> {
        let number = |value: &Spanned<DeValue<'_>>| match value.get_ref() {
            DeValue::Integer(number) => number.as_str().parse().ok(),
            DeValue::Float(number) => number.as_str().parse().ok(),
            _ => None,
        };
        self.value.get_ref().as_array()?.iter().map(number).collect()
    }

    /// A date, with or without quotation marks.
    pub(super) fn date_text(&self) -> Result<String, ReadError> {
        match self.value.get_ref() {
            DeValue::Datetime(date) => Ok(date.to_string()),
            DeValue::Integer(year) => Ok(year.as_str().to_owned()),
            _ => self.text().map(str::to_owned),
        }
    }

    /// A list of texts; one text is a list of one.
    pub(super) fn texts(&self) -> Result<Vec<(&'v str, Value<'v>)>, ReadError> {
        let Some(list) = self.value.get_ref().as_array() else {
            return Ok(vec![(self.text()?, *self)]);
        };
        let items = list.iter().map(|value| Value { key: self.key, value });
        items.map(|item| Ok((item.text()?, item))).collect()
    }
}
