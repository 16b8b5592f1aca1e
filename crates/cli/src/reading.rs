//! The articles of files, some at a time and in parallel, so that a table of records or a web archive of any length needs little
//! memory.

use std::{
    fs::{self, File as Opened},
    io::{self, BufReader},
};

use anyhow::Result;
use dossier_model::Document;
use dossier_out::page::is_made;
use dossier_read::{Format, ReadError, ReadOptions, read_file_with, read_warc};
use rayon::prelude::*;

use crate::{
    cache::{Cache, Kind},
    inputs::file_name,
    known::{self, Print},
    panics, records,
    shelf::Packed,
    trouble,
    unchanged::{self, Unchanged},
    walk::{self, File},
};

/// How many files, or bytes of records, are read before what they hold is passed on.
const FILES: usize = 512;
pub(crate) const RECORDS: usize = 4 << 20;

/// An article, or why there is none.
pub(crate) type Article = Result<Packed, Unread>;

/// Why there is no article.
#[derive(Clone, Debug)]
pub(crate) struct Unread {
    /// A line that names it.
    pub(crate) why: String,
    /// Whether nothing is wrong with an article, and it is only to be told.
    pub(crate) is_notice: bool,
}

impl From<String> for Unread {
    fn from(why: String) -> Self {
        Self { why, is_notice: false }
    }
}

impl From<ReadError> for Unread {
    fn from(error: ReadError) -> Self {
        Self { why: error.to_string(), is_notice: error.is_notice() }
    }
}

/// Reads files in their order and passes on what they hold, some at a time.
///
/// # Errors
/// Those of `take`. What can't be read is passed on with its reason.
pub(crate) fn read_all(
    files: &[File],
    options: &ReadOptions,
    cache: &mut Cache,
    mut take: impl FnMut(Vec<Article>) -> Result<()>,
) -> Result<()> {
    let with_prints = cache.is_of_use();
    for alike in files.chunk_by(|one, other| streamed(one).is_none() && streamed(other).is_none()) {
        match alike.first().and_then(streamed) {
            Some(Format::Warc) => read_archive(&alike[0], with_prints, &mut take)?,
            Some(_) => records::read(&alike[0], options, cache, &mut take)?,
            None => {
                for some in alike.chunks(FILES) {
                    let unchanged = Unchanged::new(cache, options);
                    let read: Vec<_> =
                        some.par_iter().map(|file| read_or_known(file, options, &unchanged)).collect();
                    for (articles, print, new) in read {
                        print.iter().for_each(|print| cache.keep(Kind::File, *print, new.as_deref()));
                        take(articles)?;
                    }
                }
            }
        }
    }
    Ok(())
}

/// The format of a file that may be larger than memory. Small files of records are read beside each other; a small web
/// archive may be a packed large one.
fn streamed(file: &File) -> Option<Format> {
    let is_large = || file.path.metadata().is_ok_and(|metadata| metadata.len() > RECORDS as u64);
    Format::of(&file_name(&file.path)).filter(|format| match format {
        Format::Warc => true,
        Format::Records => is_large(),
        _ => false,
    })
}

/// What a file is called in messages.
pub(crate) fn shown(file: &File) -> String {
    walk::shown(&file.path.display().to_string())
}

/// What a file holds, what tells that it is unchanged, and what is to be kept of it for the next time.
fn read_or_known(
    file: &File,
    options: &ReadOptions,
    unchanged: &Unchanged<'_>,
) -> (Vec<Article>, Option<Print>, Option<Vec<u8>>) {
    let print = unchanged.print(file);
    if let Some(known) = print.as_ref().and_then(|print| unchanged.articles(print)) {
        return (known, print, None);
    }
    match read_file(file, options, unchanged.is_of_use()) {
        Ok(articles) => {
            let new = print.map(|_| unchanged::encoded(&articles));
            (articles, print, new)
        }
        // The next time the disk may have another answer.
        Err(error) => (cannot_read(file, &error), None, None),
    }
}

/// The articles of one file, or why there is none.
pub(crate) fn read_file(file: &File, options: &ReadOptions, with_prints: bool) -> io::Result<Vec<Article>> {
    let (name, bytes) = (shown(file), fs::read(&file.path)?);
    if walk::is_page(&file.path) && is_made(&bytes) {
        return Ok(Vec::new());
    }
    let read = panics::caught(|| read_file_with(&name, &bytes, options));
    let Some(read) = read else { return Ok(vec![Err(failed(&name))]) };
    Ok(read.into_iter().map(|read| article(read, &name, file, with_prints)).collect())
}

pub(crate) fn failed(name: &str) -> Unread {
    format!("{name}: its reader failed, which is a fault of Dossier; please report it").into()
}

pub(crate) fn cannot_read(file: &File, error: &io::Error) -> Vec<Article> {
    vec![Err(format!("{}: {}", shown(file), trouble::why_unread(&file.path, error)).into())]
}

/// What was read, its origin as it is below the folder that was given: that must not depend on where the folder lies.
pub(crate) fn article(
    read: Result<Document, ReadError>,
    name: &str,
    file: &File,
    with_print: bool,
) -> Article {
    let mut document = read?;
    if let Some(inside) = document.origin.strip_prefix(name)
        && (inside.is_empty() || inside.starts_with(['/', ':']))
    {
        document.origin = format!("{}{inside}", file.origin);
    }
    let print = with_print.then(|| known::print(&document));
    Ok(Packed::of(document, print))
}

/// The pages of a web archive.
fn read_archive(
    file: &File,
    with_prints: bool,
    take: &mut impl FnMut(Vec<Article>) -> Result<()>,
) -> Result<()> {
    let name = shown(file);
    let mut pages = match Opened::open(&file.path) {
        Ok(opened) => read_warc(&name, BufReader::new(opened)),
        Err(error) => return take(cannot_read(file, &error)),
    };
    loop {
        let (mut some, mut bytes) = (Vec::new(), 0);
        while bytes < RECORDS {
            let Some(page) = panics::caught(|| pages.next()) else {
                some.push(Err(failed(&name)));
                return take(some);
            };
            let Some(page) = page else { return take(some) };
            bytes += page.as_ref().map_or(0, |document| document.text.len());
            some.push(article(page, &name, file, with_prints));
        }
        take(some)?;
    }
}
