use crate::field_names::Target;

/// What fields that hold this are usually called, as [`plain`](crate::field_names::plain) makes their names, the likeliest first.
pub(crate) fn guesses(target: Target) -> &'static [&'static str] {
    match target {
        Target::Text => BODY,
        Target::Title => TITLE,
        Target::Date => DATE,
        Target::Source => SOURCE,
        Target::Author => BYLINE,
        Target::Url => URL,
        Target::Id => ID,
    }
}

#[rustfmt::skip]
const TITLE: &[&str] = &[
    "title", "headline", "heading", "webtitle", "articletitle", "newstitle", "storytitle", "documenttitle", "pagetitle", "head",
    "subject", "name", "titel", "schlagzeile", "titre", "titulo", "titolo",
];
#[rustfmt::skip]
const BYLINE: &[&str] = &[
    "author", "authors", "byline", "by", "authorname", "articleauthor", "writtenby", "writer", "writers", "journalist",
    "journalists", "reporter", "creator", "autor", "auteur", "autore",
];
#[rustfmt::skip]
const DATE: &[&str] = &[
    "date", "published", "datepublished", "publisheddate", "publishdate", "publicationdate", "pubdate", "publishedat",
    "publishedon", "publishedtime", "publishtime", "publicationtime", "firstpublished", "firstpublishedat",
    "webpublicationdate", "dateofpublication", "articledate", "newsdate", "storydate", "postdate", "dateposted", "postedat",
    "postedon", "issuedate", "dateissued", "datetime", "timestamp", "datum", "fecha", "day", "year",
];
#[rustfmt::skip]
const SOURCE: &[&str] = &[
    "source", "outlet", "publication", "publisher", "newspaper", "sourcename", "outletname", "publicationname",
    "publishername", "newspapername", "site", "sitename", "website", "magazine", "journal", "feed", "feedtitle", "quelle",
    "zeitung", "fuente", "medium",
];
#[rustfmt::skip]
const URL: &[&str] = &[
    "url", "link", "permalink", "canonicalurl", "canonical", "weburl", "articleurl", "pageurl", "storyurl", "newsurl",
    "sourceurl", "articlelink", "sourcelink", "href", "uri",
];
#[rustfmt::skip]
pub(crate) const BODY: &[&str] = &[
    "body", "text", "content", "contents", "articlebody", "articletext", "articlecontent", "article", "fulltext",
    "fullcontent", "maintext", "maincontent", "bodytext", "bodyhtml", "contenthtml", "textcontent", "contenttext",
    "plaintext", "rawtext", "cleantext", "newstext", "storytext", "story", "transcript", "volltext", "texte", "texto", "testo",
];
const ID: &[&str] = &["id", "uid", "guid", "uuid", "articleid", "docid", "key", "slug"];
