use std::{collections::HashSet, mem::take};

use dossier_extract::{Extractor, Found};
use dossier_model::Document;
use dossier_out::page::is_made;
use dossier_read::{
    ReadError, ReadOptions, Settings, apply, assemble, is_machinery, read_file_with, settings_from_toml,
};

use crate::told::{passed_over, told};

/// From files to a pack, a step at a time and in this order: [`read`](Self::read) each file, [`assemble`](Self::assemble),
/// [`find`](Self::find) in each article, [`pack`](Self::pack).
#[derive(Default)]
pub(crate) struct Workshop {
    settings: Settings,
    documents: Vec<Document>,
    /// What was found in the documents so far, in their order.
    found: Vec<Found>,
    /// Pages without their endings: beside each there may be a folder of what a browser saved with it.
    pages: HashSet<String>,
    /// Files whose format is not read.
    passed_over: Vec<String>,
}

impl Workshop {
    /// Takes the articles of a file, or what a corpus.toml says, which is to come first. Answers why what of it could not be read.
    pub(crate) fn read(&mut self, name: &str, bytes: &[u8]) -> Vec<String> {
        if name.rsplit('/').next() == Some("corpus.toml") {
            return match settings_from_toml(name, &String::from_utf8_lossy(bytes)) {
                Ok(settings) => {
                    self.settings.add(settings);
                    Vec::new()
                }
                Err(wrong) => all(&wrong),
            };
        }
        let is_made_of =
            name.rsplit_once('/').is_some_and(|(folders, _)| folders.split('/').any(is_machinery));
        if is_made_of || self.is_part_of_page(name) {
            return Vec::new();
        }
        if let Some((page, "html" | "htm")) = name.rsplit_once('.') {
            self.pages.insert(page.to_owned());
            if is_made(bytes) {
                return Vec::new();
            }
        }
        let options = ReadOptions { fields: self.settings.fields.clone(), drafts: false };
        let mut unread = Vec::new();
        for read in read_file_with(name, bytes, &options) {
            match read {
                Ok(document) => self.documents.push(document),
                Err(ReadError::UnknownFormat { origin, .. }) => self.passed_over.push(origin),
                Err(why) => unread.push(told(&why)),
            }
        }
        unread
    }

    /// Whether it lies in the folder `Page_files` that a browser saves beside `Page.html`, which comes before it.
    fn is_part_of_page(&self, name: &str) -> bool {
        let folders = name.match_indices('/').filter_map(|(at, _)| name[..at].strip_suffix("_files"));
        folders.into_iter().any(|page| self.pages.contains(page))
    }

    /// Makes one corpus of all but the articles of some origins. Answers which files were passed over, and what of corpus.toml could
    /// not be done.
    pub(crate) fn assemble(&mut self, title: &str, left_out: &[String]) -> Vec<String> {
        let mut documents = take(&mut self.documents);
        documents.retain(|document| !left_out.contains(&document.origin));
        self.documents = assemble(documents);
        if self.settings.site.title.is_empty() {
            title.clone_into(&mut self.settings.site.title);
        }
        let wrong = apply(&self.settings.documents, &mut self.documents).err();
        let passed_over = passed_over(&take(&mut self.passed_over));
        passed_over.into_iter().chain(wrong.into_iter().flat_map(|wrong| all(&wrong))).collect()
    }

    /// Where the articles came from, in their order.
    pub(crate) fn origins(&self) -> impl Iterator<Item = String> {
        self.documents.iter().map(|document| document.origin.clone())
    }

    /// Finds what one article speaks of. To be asked for each in their order; what is asked out of it is passed over.
    pub(crate) fn find(&mut self, number: usize) {
        if let Some(document) = self.documents.get(number).filter(|_| self.found.len() == number) {
            self.found.push(Extractor::new().find(document));
        }
    }

    /// The pack, and what of corpus.toml could not be done.
    pub(crate) fn pack(&mut self) -> (Vec<u8>, Vec<String>) {
        let Settings { site, entities, .. } = take(&mut self.settings);
        let mut corpus = dossier_extract::finish(site, take(&mut self.documents), take(&mut self.found));
        let wrong = dossier_extract::mend(&mut corpus, &entities).err();
        (dossier_index::pack(&corpus), wrong.map_or_else(Vec::new, |wrong| all(&wrong)))
    }
}

fn all(errors: &[impl ToString]) -> Vec<String> {
    errors.iter().map(ToString::to_string).collect()
}

#[cfg(test)]
mod tests {
    use dossier_index::{Pack, Query, Search};

    use super::*;

    fn packed(workshop: &mut Workshop) -> Pack {
        for number in 0..workshop.origins().count() {
            workshop.find(number);
        }
        Pack::open(workshop.pack().0).unwrap()
    }

    #[test]
    fn files_become_a_pack_and_what_can_t_be_read_is_named() {
        let mut workshop = Workshop::default();
        assert!(workshop.read("a/one.txt", b"Rain fell on Mosul. Ali Hassan spoke.").is_empty());
        assert!(workshop.read("a/two.md", b"# Two\n\nNo rain fell.").is_empty());
        assert!(workshop.read("a/corpus.toml", b"[site]\ntitle = \"Weather\"").is_empty());
        assert!(workshop.read("a/picture.png", b"\x89PNG").is_empty());
        let unread = workshop.read("a/empty.txt", b"");
        assert!(unread[0].starts_with("a/empty.txt: the file is empty"), "{unread:?}");
        assert_eq!(
            workshop.assemble("a", &[]),
            ["1 file was passed over, for its format is not read: a/picture.png"]
        );
        let pack = packed(&mut workshop);
        assert_eq!(pack.site().title, "Weather");
        assert_eq!(pack.search(&Search::new(&Query::parse("rain"))).total, 2);
    }

    #[test]
    fn what_belongs_to_a_saved_page_or_was_made_here_is_no_article() {
        let mut workshop = Workshop::default();
        workshop.read("a/Page.html", b"<p>The strike ended.</p>");
        assert!(workshop.read("a/Page_files/advertisement.html", b"<p>Buy a boat.</p>").is_empty());
        let made = b"<meta http-equiv=\"Content-Security-Policy\"><meta name=\"dossier-pack\"><p>List</p>";
        assert!(workshop.read("a/index.html", made).is_empty());
        assert!(workshop.read("a/_layouts/default.html", b"<p>{{ content }}</p>").is_empty());
        workshop.read("a/my_files/note.txt", b"Rain fell.");
        assert_eq!(workshop.origins().collect::<Vec<_>>(), ["a/Page.html", "a/my_files/note.txt"]);
    }

    #[test]
    fn corpus_toml_says_what_fields_are_called() {
        let mut workshop = Workshop::default();
        workshop.read("corpus.toml", b"[fields]\ntext = \"absatz\"");
        assert!(workshop.read("a.csv", b"title,absatz\nT,Rain fell.\n").is_empty());
        assert_eq!(workshop.origins().count(), 1);
    }

    #[test]
    fn what_is_left_out_is_not_in_the_pack() {
        let mut workshop = Workshop::default();
        workshop.read("one.txt", b"Rain.");
        workshop.read("two.txt", b"Snow.");
        workshop.assemble("Mine", &["one.txt".into()]);
        assert_eq!(workshop.origins().collect::<Vec<_>>(), ["two.txt"]);
        assert_eq!(packed(&mut workshop).site().title, "Mine");
    }
}
