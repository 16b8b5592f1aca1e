/// A format that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// Plain text, with or without front matter.
    Text,
    /// JSON lines.
    #[cfg(feature = "records")]
    Records,
    /// Markdown, with or without front matter.
    #[cfg(feature = "markdown")]
    Markdown,
    /// A saved web page.
    #[cfg(feature = "html")]
    Html,
    /// Values apart by commas, semicolons or tabs, with names in the first line.
    #[cfg(feature = "tables")]
    Table,
    /// A list of records.
    #[cfg(feature = "tables")]
    Json,
    /// One mail.
    #[cfg(feature = "mail")]
    Mail,
    /// A web page that a browser saved with all that it shows.
    #[cfg(feature = "mail")]
    Snapshot,
    /// Many mails.
    #[cfg(feature = "mail")]
    Mailbox,
    /// A text of Word or another office program.
    #[cfg(feature = "docx")]
    Docx,
    /// A text of LibreOffice or another office program, packed.
    #[cfg(feature = "odt")]
    Odt,
    /// The same as one file.
    #[cfg(feature = "odt")]
    FlatOdt,
    /// A text of old word processors.
    #[cfg(feature = "rtf")]
    Rtf,
    /// What a site says is new, or all that a blog holds.
    #[cfg(feature = "feeds")]
    Feed,
    /// An electronic book.
    #[cfg(feature = "epub")]
    Epub,
    /// Pages to print, with the text beside the picture.
    #[cfg(feature = "pdf")]
    Pdf,
    /// A zip of files of any of these formats.
    #[cfg(feature = "archive")]
    Archive,
    /// What a crawler captured.
    #[cfg(feature = "warc")]
    Warc,
}

/// Which ending means which format.
const ENDINGS: &[(&str, Format)] = &[
    ("txt", Format::Text),
    #[cfg(feature = "markdown")]
    ("md", Format::Markdown),
    #[cfg(feature = "markdown")]
    ("markdown", Format::Markdown),
    #[cfg(feature = "html")]
    ("html", Format::Html),
    #[cfg(feature = "html")]
    ("htm", Format::Html),
    #[cfg(feature = "html")]
    ("xhtml", Format::Html),
    #[cfg(feature = "tables")]
    ("csv", Format::Table),
    #[cfg(feature = "tables")]
    ("tsv", Format::Table),
    #[cfg(feature = "tables")]
    ("json", Format::Json),
    #[cfg(feature = "records")]
    ("jsonl", Format::Records),
    #[cfg(feature = "mail")]
    ("mhtml", Format::Snapshot),
    #[cfg(feature = "mail")]
    ("mht", Format::Snapshot),
    #[cfg(feature = "mail")]
    ("eml", Format::Mail),
    #[cfg(feature = "mail")]
    ("mbox", Format::Mailbox),
    #[cfg(feature = "docx")]
    ("docx", Format::Docx),
    #[cfg(feature = "odt")]
    ("odt", Format::Odt),
    #[cfg(feature = "odt")]
    ("fodt", Format::FlatOdt),
    #[cfg(feature = "rtf")]
    ("rtf", Format::Rtf),
    #[cfg(feature = "feeds")]
    ("xml", Format::Feed),
    #[cfg(feature = "feeds")]
    ("rss", Format::Feed),
    #[cfg(feature = "feeds")]
    ("atom", Format::Feed),
    #[cfg(feature = "epub")]
    ("epub", Format::Epub),
    #[cfg(feature = "pdf")]
    ("pdf", Format::Pdf),
    #[cfg(feature = "archive")]
    ("zip", Format::Archive),
    #[cfg(feature = "warc")]
    ("warc", Format::Warc),
    #[cfg(feature = "warc")]
    ("warc.gz", Format::Warc),
];

impl Format {
    /// The format of a file with that name or path; `None` where it is none that is read.
    ///
    /// ```
    /// assert!(dossier_read::Format::of("posts/One.TXT").is_some());
    /// assert!(dossier_read::Format::of("posts.txt/picture.png").is_none());
    /// ```
    pub fn of(name: &str) -> Option<Self> {
        let name = name.rsplit(['/', '\\']).next()?.as_bytes();
        let is_it = |(known, _): &&(&str, Self)| {
            let start = name.len().checked_sub(known.len() + 1);
            start.is_some_and(|dot| {
                name[dot] == b'.' && name[dot + 1..].eq_ignore_ascii_case(known.as_bytes())
            })
        };
        ENDINGS.iter().find(is_it).map(|(_, format)| *format)
    }

    /// The endings of all formats, for a message: `.txt, .md, .jsonl`.
    pub fn endings() -> String {
        ENDINGS.iter().map(|(ending, _)| format!(".{ending}")).collect::<Vec<_>>().join(", ")
    }
}
