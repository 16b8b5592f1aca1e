use dossier_model::Document;

use super::{
    ReadOptions,
    container::{Container, Entry},
    format::Format,
    name::is_machinery,
    read_file_with,
};
use crate::ReadError;

/// Reads the files of a zip, each named `archive.zip/path/in/it`. As in a folder, hidden files and those of other formats
/// are passed over. A zip inside of a zip is not read.
pub(crate) fn read(path: &str, bytes: &[u8], options: &ReadOptions) -> Vec<Result<Document, ReadError>> {
    let mut container = match Container::open(path, bytes) {
        Ok(container) => container,
        Err(error) => return vec![Err(error)],
    };
    let entries = container.entries();
    let mut read: Vec<_> = entries
        .iter()
        .filter(|entry| is_wanted(entry))
        .flat_map(|entry| read_entry(&mut container, entry, &format!("{path}/{}", entry.name), options))
        .collect();
    if read.is_empty() {
        let problem = format!("holds no file whose format is read; those end in {}", Format::endings());
        read.push(Err(ReadError::Malformed { origin: path.to_owned(), problem }));
    }
    read
}

fn read_entry(
    container: &mut Container<'_>,
    entry: &Entry,
    path: &str,
    options: &ReadOptions,
) -> Vec<Result<Document, ReadError>> {
    let wrong = |problem: String| vec![Err(ReadError::Malformed { origin: path.to_owned(), problem })];
    if !entry.is_inside {
        return wrong("its path leads out of the archive; remove it".into());
    }
    if Format::of(&entry.name) == Some(Format::Archive) {
        return wrong("an archive inside of an archive is not read; unpack it".into());
    }
    match container.unpack(entry) {
        Ok(bytes) => read_file_with(path, &bytes, options),
        Err(problem) => wrong(problem),
    }
}

fn is_wanted(entry: &Entry) -> bool {
    let is_hidden = |part: &str| part.starts_with('.') && part != ".." || is_machinery(part);
    Format::of(&entry.name).is_some() && !entry.name.split('/').any(is_hidden)
}
