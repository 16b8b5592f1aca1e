//! What files held when they were last read, for those that the file system says did not change since.
//!
//! A file is known by its path, its place on the disk, its length, and the times when it was written and when anything of it
//! was changed. No program sets back the last of these, so that another content of the same length and time of writing is
//! told, too. What had changed so shortly before it was read that the file system's clock might not tell a later change
//! from that one is read again, as Git does with its index ("racy Git"); so are all files where a system notes no such time.

use std::{
    fs::Metadata,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use dossier_model::Document;
use dossier_read::ReadOptions;

use crate::{
    cache::{Cache, Kind},
    known::{Print, Sum},
    reading::{Article, Unread},
    shelf::Packed,
    stage::changed,
    walk::File,
};

/// How long a file must have been as it is: the clocks of file systems go on in steps of up to 10 ms.
const REST: Duration = Duration::from_millis(100);
/// As above, where the file system seems to note whole seconds, or every other one, as FAT does.
const LONG_REST: Duration = Duration::from_millis(2_100);

/// Looks for what files held.
pub(crate) struct Unchanged<'c> {
    cache: &'c Cache,
    /// What decides, beside the files, how they are read.
    options: &'c ReadOptions,
}

/// One article as it is kept, or why there was none, and whether that is a notice.
type Entry = Result<(Document, Option<Print>, u32), (String, bool)>;

impl<'c> Unchanged<'c> {
    pub(crate) fn new(cache: &'c Cache, options: &'c ReadOptions) -> Self {
        Self { cache, options }
    }

    /// Whether anything can be known, or is to be kept.
    pub(crate) fn is_of_use(&self) -> bool {
        self.cache.is_of_use()
    }

    /// What tells that a file is as it is now, or nothing where it has to be read in any case. To be asked before it is read.
    pub(crate) fn print(&self, file: &File) -> Option<Print> {
        if !self.cache.is_of_use() {
            return None;
        }
        let metadata = file.path.metadata().ok()?;
        let changed = changed(&metadata)?;
        let whole_seconds = changed.duration_since(UNIX_EPOCH).ok()?.subsec_nanos() == 0;
        let rest = if whole_seconds { LONG_REST } else { REST };
        if SystemTime::now().duration_since(changed).ok()? < rest {
            return None;
        }
        let stamp = (place(&metadata)?, metadata.len(), changed, metadata.modified().ok()?);
        let mut sum = Sum::of(&(self.options, &file.origin, stamp));
        sum.add(file.path.as_os_str().as_encoded_bytes());
        Some(sum.print())
    }

    /// What the file held when it was read.
    pub(crate) fn articles(&self, print: &Print) -> Option<Vec<Article>> {
        decoded(&self.cache.get(Kind::File, Some(print))?)
    }
}

/// What was kept as these bytes; nothing where it can't have been.
pub(crate) fn decoded(bytes: &[u8]) -> Option<Vec<Article>> {
    let (entries, mut rest) = postcard::take_from_bytes::<Vec<Entry>>(bytes).ok()?;
    let mut articles = Vec::with_capacity(entries.len());
    for entry in entries {
        articles.push(match entry {
            Ok((document, print, length)) => {
                let (taken, behind) = rest.split_at_checked(length as usize)?;
                rest = behind;
                Ok(Packed::again(document, taken.into(), print)?)
            }
            Err((why, is_notice)) => Err(Unread { why, is_notice }),
        });
    }
    rest.is_empty().then_some(articles)
}

/// What was read, as bytes that are kept.
pub(crate) fn encoded(articles: &[Article]) -> Vec<u8> {
    /// An [`Entry`] of what is elsewhere.
    type Borrowed<'a> = Result<(&'a Document, Option<Print>, u32), (&'a str, bool)>;
    let entries: Vec<Borrowed<'_>> = articles
        .iter()
        .map(|article| match article {
            Ok(packed) => Ok((&packed.document, packed.print, packed.taken.len() as u32)),
            Err(Unread { why, is_notice }) => Err((why.as_str(), *is_notice)),
        })
        .collect();
    let mut bytes =
        postcard::to_allocvec(&entries).expect("documents hold nothing that postcard can't write");
    articles.iter().flatten().for_each(|packed| bytes.extend_from_slice(&packed.taken));
    bytes
}

/// The disk, and the number of the file there.
#[cfg(unix)]
fn place(file: &Metadata) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;

    Some((file.dev(), file.ino()))
}

#[cfg(not(unix))]
fn place(_: &Metadata) -> Option<(u64, u64)> {
    None
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path, thread};

    use super::*;
    use crate::reading::read_all;

    fn texts(file: &Path, options: &ReadOptions, cache: &mut Cache) -> Vec<String> {
        let (file, mut texts) = (File { path: file.to_owned(), origin: "a.txt".into() }, Vec::new());
        read_all(&[file], options, cache, |some| {
            let text = |article: Article| article.map_or_else(|it| it.why, |it| it.whole().unwrap().text);
            texts.extend(some.into_iter().map(text));
            Ok(())
        })
        .unwrap();
        texts
    }

    #[test]
    fn a_file_is_read_again_when_anything_of_it_or_of_how_it_is_read_changes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        let mut cache = Cache::open(folder.path().join("cache"), None);
        let (usual, other) = (ReadOptions::default(), ReadOptions { drafts: true, ..ReadOptions::default() });
        fs::write(&path, "One.").unwrap();
        let file = File { path: path.clone(), origin: "a.txt".into() };
        assert!(Unchanged::new(&cache, &usual).print(&file).is_none(), "it might change unseen");
        thread::sleep(REST * 2);
        let print = Unchanged::new(&cache, &usual).print(&file);
        if print.is_none() {
            return eprintln!("skipped: this file system does not say when a file changed");
        }
        assert_eq!(texts(&path, &usual, &mut cache), ["One."]);
        // What was kept is told from what is there by putting something else in its place.
        let kept = cache.get(Kind::File, print.as_ref()).unwrap();
        let mut forged = kept.clone();
        let at = kept.windows(4).rposition(|bytes| bytes == b"One.").unwrap();
        forged[at..at + 4].copy_from_slice(b"Two.");
        cache.keep(Kind::File, print.unwrap(), Some(&forged));
        assert_eq!(texts(&path, &usual, &mut cache), ["Two."]);
        assert_eq!(texts(&path, &other, &mut cache), ["One."]);
        fs::write(&path, "Six.").unwrap();
        assert_eq!(texts(&path, &usual, &mut cache), ["Six."]);
    }

    #[test]
    fn bytes_that_were_never_kept_are_nothing() {
        let document = dossier_read::document_from_body("a", "a", "One word.".into(), None).unwrap();
        let unread = Unread { why: "no".into(), is_notice: true };
        let bytes = encoded(&[Ok(Packed::of(document, Some([7; 16]))), Err(unread)]);
        assert_eq!(decoded(&bytes).unwrap().len(), 2);
        for end in 0..bytes.len() {
            assert!(decoded(&bytes[..end]).is_none());
        }
        for at in 0..bytes.len() {
            // Other bytes may be other articles, and are never a panic.
            decoded(
                &bytes.iter().enumerate().map(|(own, byte)| byte ^ u8::from(own == at)).collect::<Vec<_>>(),
            );
        }
    }
}
