//! Whether what was found, read from bytes that may be anybody's, can be what was found in a document.

use dossier_model::{ByteRange, DateSpan, Day, Document};

use crate::corpus::Found;

impl Found {
    /// Whether every place is one of the document's text, and every day and number means something: then a [`Merger`] and
    /// whatever follows it take it as if it had just been found.
    ///
    /// [`Merger`]: crate::Merger
    pub fn fits(&self, document: &Document) -> bool {
        let names = self.names.iter().map(|name| name.range);
        let dates = self.dates.found.iter().map(|date| date.range);
        let quotations = self.quotations.iter().map(|quotation| quotation.range);
        let is_apart =
            |ranges: Vec<ByteRange>| ranges.is_sorted_by(|earlier, later| earlier.end <= later.start);
        let dateline = self.dates.dateline.iter();
        let all_dates = self.dates.found.iter().chain(dateline.clone());
        names
            .clone()
            .chain(dates.clone())
            .chain(quotations.clone())
            .chain(dateline.map(|date| date.range))
            .all(|range| is_of(range, &document.text))
            && [names.collect(), dates.collect(), quotations.collect()].into_iter().all(is_apart)
            && all_dates.map(|date| date.span).all(is_sound)
            && self.quotations.iter().all(|found| found.speaker.is_none_or(|name| name < self.names.len()))
    }
}

fn is_of(range: ByteRange, text: &str) -> bool {
    range.start <= range.end && text.get(range.range()).is_some()
}

fn is_sound(span: DateSpan) -> bool {
    let is_day = |day: Option<Day>| day.is_none_or(|day| (Day::MIN..=Day::MAX).contains(&day));
    let runs_forward = span.from.zip(span.to).is_none_or(|(from, to)| from <= to);
    is_day(span.from) && is_day(span.to) && runs_forward
}

#[cfg(test)]
mod tests {
    use dossier_model::Document;

    use crate::Extractor;

    fn document(text: &str) -> Document {
        dossier_read::document_from_body("a", "a", text.into(), Some("T".into())).unwrap()
    }

    const TEXT: &str =
        "On 5 March 2021 Jane Holloway met Tom Reed in Rotterdam. “We will wait,” said Holloway.";

    #[test]
    fn what_is_found_in_a_document_fits_it_and_no_shorter_one() {
        let found = Extractor::new().find(&document(TEXT));
        assert!(!found.names.is_empty() && !found.dates.found.is_empty() && !found.quotations.is_empty());
        assert!(found.fits(&document(TEXT)));
        assert!(!found.fits(&document("On 5 March 2021.")));
    }

    #[test]
    fn what_contradicts_itself_fits_nothing() {
        let found = Extractor::new().find(&document(TEXT));
        let fits = |change: &dyn Fn(&mut crate::Found)| {
            let mut changed = found.clone();
            change(&mut changed);
            changed.fits(&document(TEXT))
        };
        assert!(fits(&|_| ()));
        assert!(!fits(&|found| found.names.reverse()));
        assert!(!fits(&|found| found.quotations[0].speaker = Some(99)));
        assert!(!fits(&|found| found.dates.found[0].range.end = u32::MAX));
    }
}
