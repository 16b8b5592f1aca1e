use dossier_model::{DateSpan, Document, Published, Title, TitleOrigin};

/// What the fields of a file say of its article, in place of what its text may say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Details {
    pub(crate) title: Option<String>,
    pub(crate) source: Option<String>,
    pub(crate) byline: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) published: Option<Published>,
    /// What is known where no date of publication is stated.
    pub(crate) otherwise: Option<Published>,
    pub(crate) tags: Vec<String>,
}

impl Details {
    /// These, and where they are silent, the others.
    pub(crate) fn or(self, other: Self) -> Self {
        Self {
            title: self.title.or(other.title),
            source: self.source.or(other.source),
            byline: self.byline.or(other.byline),
            url: self.url.or(other.url),
            published: self.published.or(other.published),
            otherwise: self.otherwise.or(other.otherwise),
            tags: if self.tags.is_empty() { other.tags } else { self.tags },
        }
    }

    /// Writes them over what the document's text said of itself.
    pub(crate) fn apply(self, document: &mut Document) {
        if let Some(text) = self.title.filter(|text| *text != document.title.text) {
            document.title = Title { text, origin: TitleOrigin::Given, range: None };
        }
        document.source = self.source.or(document.source.take());
        document.byline = self.byline.or(document.byline.take());
        document.url = self.url.or(document.url.take());
        if !self.tags.is_empty() {
            document.tags = self.tags;
        }
        let is_undated = document.published.span == DateSpan::UNKNOWN;
        if let Some(published) = self.published.or(self.otherwise.filter(|_| is_undated)) {
            document.published = published;
        }
    }
}

/// Words that a field holds, if it holds any.
#[cfg(any(feature = "docx", feature = "odt", feature = "rtf", feature = "feeds"))]
pub(crate) fn said(words: &str) -> Option<String> {
    Some(words.trim().to_owned()).filter(|words| !words.is_empty())
}
