//! The records of a web archive, one after the other.

use std::io::{BufRead, Read};

/// The longest record that is looked into, in bytes: films are longer, articles never.
const LONGEST: u64 = 32 * 1024 * 1024;
/// The longest line of a head, and the most lines of one.
const LONGEST_LINE: u64 = 64 * 1024;
const MOST_LINES: usize = 1000;

/// A record: what was captured, and what the crawler says of it.
pub(super) struct Record {
    fields: Vec<(String, String)>,
    /// Nothing where it is longer than is looked into.
    pub(super) content: Vec<u8>,
}

impl Record {
    /// A field of its head, whose name is in any capitals.
    pub(super) fn field(&self, name: &str) -> Option<&str> {
        let named = self.fields.iter().find(|(field, _)| field.eq_ignore_ascii_case(name));
        named.map(|(_, value)| value.as_str())
    }
}

pub(super) struct Records<R> {
    reader: R,
}

impl<R: BufRead> Records<R> {
    pub(super) fn new(reader: R) -> Self {
        Self { reader }
    }

    /// The next record; after an error, in words, there is no going on.
    pub(super) fn next(&mut self) -> Option<Result<Record, String>> {
        self.read().transpose()
    }

    fn read(&mut self) -> Result<Option<Record>, String> {
        let version = loop {
            match self.line()? {
                None => return Ok(None),
                Some(line) if line.is_empty() => {}
                Some(line) => break line,
            }
        };
        if !version.starts_with("WARC/") {
            return Err("no record of a web archive begins here; the rest of the file is not read".into());
        }
        let mut record = Record { fields: self.fields()?, content: Vec::new() };
        let length = record.field("Content-Length").and_then(|length| length.parse::<u64>().ok());
        let length = length.ok_or("the record does not say its length; the rest of the file is not read")?;
        let mut content = (&mut self.reader).take(length);
        let read = if length <= LONGEST && is_wanted(&record) {
            content.read_to_end(&mut record.content).map(|read| read as u64)
        } else {
            std::io::copy(&mut content, &mut std::io::sink())
        };
        match read.map_err(|error| broken(&error))? {
            read if read < length => Err("the file ends within this record; fetch it again".into()),
            _ => Ok(Some(record)),
        }
    }

    fn fields(&mut self) -> Result<Vec<(String, String)>, String> {
        let mut fields: Vec<(String, String)> = Vec::new();
        for _ in 0..MOST_LINES {
            let line = self.line()?.ok_or("the file ends within this record; fetch it again")?;
            if line.is_empty() {
                return Ok(fields);
            }
            match (line.split_once(':'), fields.last_mut()) {
                // A value may go on in the next line.
                (_, Some((_, value))) if line.starts_with([' ', '\t']) => {
                    value.push(' ');
                    value.push_str(line.trim());
                }
                (Some((name, value)), _) => fields.push((name.trim().to_owned(), value.trim().to_owned())),
                (None, _) => {}
            }
        }
        Err(format!("the record's head has more than {MOST_LINES} lines; the rest of the file is not read"))
    }

    /// The next line without its end; `None` where the file ends.
    fn line(&mut self) -> Result<Option<String>, String> {
        let mut line = Vec::new();
        let read = (&mut self.reader).take(LONGEST_LINE).read_until(b'\n', &mut line);
        if read.map_err(|error| broken(&error))? == 0 {
            return Ok(None);
        }
        Ok(Some(String::from_utf8_lossy(&line).trim_end_matches(['\r', '\n']).to_owned()))
    }
}

/// Whether a record may be a page; what surely is none is not even kept in memory.
fn is_wanted(record: &Record) -> bool {
    record.field("WARC-Type").is_some_and(|kind| matches!(kind, "response" | "resource"))
}

fn broken(error: &std::io::Error) -> String {
    format!("can't be unpacked: {error}; the rest of the file is not read")
}
