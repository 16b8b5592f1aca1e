//! What the rest of a page says of its article: meta tags, Open Graph, links, and elements made for it.

use dom_query::Document as Page;
use dossier_model::{PartialDate, Published};

use super::{
    super::{dates, details::Details, fields::is_address, parts::Parts},
    words::{self, Skip},
};

/// Names of meta tags, whichever attribute holds them, the most trusted first.
const TITLE: &[&str] =
    &["og:title", "citation_title", "parsely-title", "dc.title", "dcterms.title", "twitter:title"];
const SOURCE: &[&str] = &[
    "og:site_name",
    "citation_journal_title",
    "dc.publisher",
    "dcterms.publisher",
    "publisher",
    "application-name",
    "apple-mobile-web-app-title",
];
const BYLINE: &[&str] = &[
    "author",
    "article:author",
    "parsely-author",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
    "byl",
    "sailthru.author",
];
const DATE: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "og:published_time",
    "citation_publication_date",
    "citation_date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "sailthru.date",
    "date",
];

/// All that is said; who says it first is believed.
pub(crate) fn details(page: &Page) -> Details {
    let tags = tags(page);
    let of = |names: &[&str]| {
        names.iter().find_map(|name| Some(tags.iter().find(|tag| tag.0 == *name)?.1.clone()))
    };
    let source = of(SOURCE);
    let url =
        link(page).or_else(|| of(&["og:url"])).or_else(|| saved_from(page)).filter(|url| is_address(url));
    let byline = all_of(&tags, BYLINE).or_else(|| {
        let names = [authors(page, "[itemprop='author']"), authors(page, "[rel='author']")];
        names.into_iter().find(|names| !names.is_empty()).map(|names| names.join(", "))
    });
    let changed = of(&["article:modified_time", "og:updated_time"])
        .and_then(|date| dates::until(&date, "its meta tag says that it was changed then"));
    let published = published(page, &tags).or_else(|| url.as_deref().and_then(day_of_address));
    Details {
        title: title(page, of(TITLE), source.as_deref()),
        source,
        byline,
        url,
        published,
        otherwise: changed,
        ..Details::default()
    }
}

/// What all tags of the first name say that have one: a page of several authors has a tag for each.
fn all_of(tags: &[(String, String)], names: &[&str]) -> Option<String> {
    let said = |name: &&str| {
        let mut said: Vec<&str> = Vec::new();
        for (tag, content) in tags {
            if tag == name && !is_address(content) && !said.contains(&content.as_str()) {
                said.push(content);
            }
        }
        (!said.is_empty()).then(|| said.join(", "))
    };
    names.iter().find_map(said)
}

/// The words of elements that name authors, each once. One may have an element for the name among others.
fn authors(page: &Page, selector: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for author in page.select(selector).nodes().iter().take(20) {
        let name =
            author.descendants_it().find(|inner| inner.attr("itemprop").is_some_and(|is| &*is == "name"));
        let name = words_of(&name.unwrap_or(*author));
        if !name.is_empty() && name.len() < 100 && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// Name and content of each meta tag that has both; the name in small letters.
fn tags(page: &Page) -> Vec<(String, String)> {
    let tag = |tag: dom_query::Selection<'_>| {
        let name = ["property", "name", "itemprop"].iter().find_map(|attribute| tag.attr(attribute))?;
        let content = tag.attr("content")?.split_whitespace().collect::<Vec<_>>().join(" ");
        (!content.is_empty()).then(|| (name.trim().to_lowercase(), content))
    };
    page.select("meta").iter().filter_map(tag).collect()
}

/// The headline: what a tag says, else the only first heading, else the page's title. None with the site's name after it.
fn title(page: &Page, tagged: Option<String>, source: Option<&str>) -> Option<String> {
    let only = || (page.select("h1").length() == 1).then(|| words(page, "h1")).flatten();
    let title = tagged.or_else(only).or_else(|| words(page, "title"))?;
    for apart in [" | ", " - ", " – ", " — ", " · ", " :: ", " » "] {
        if let Some((before, after)) = title.rsplit_once(apart)
            && (source.is_some_and(|source| same(source, after))
                || words(page, "h1").is_some_and(|h1| same(&h1, before)))
        {
            return Some(before.trim().to_owned());
        }
    }
    Some(title)
}

fn same(one: &str, other: &str) -> bool {
    dossier_text::fold(one.trim()) == dossier_text::fold(other.trim())
}

/// The words of the first element that fits and has some; no buttons in it.
fn words(page: &Page, selector: &str) -> Option<String> {
    page.select(selector).nodes().iter().map(words_of).find(|words| !words.is_empty())
}

fn words_of(found: &dom_query::NodeRef<'_>) -> String {
    let mut parts = Parts::default();
    words::write(found, &mut parts, Skip::Invisible);
    parts.into_text().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn published(page: &Page, tags: &[(String, String)]) -> Option<Published> {
    let tagged = DATE.iter().find_map(|name| {
        let (_, date) = tags.iter().find(|(tag, _)| tag == name)?;
        dates::published(date, None, &format!("its meta tag “{name}” says so"))
    });
    let element = || {
        let fitting = "time[itemprop='datePublished'], [itemprop='datePublished'][datetime], time[pubdate], \
                       time.published, time.entry-date, article time[datetime], main time[datetime], article time, main time";
        let read = |time: dom_query::Selection<'_>| {
            let date = time.attr("datetime").unwrap_or_else(|| time.text());
            dates::published(&date, None, "its time element says so")
        };
        page.select(fitting).iter().find_map(read)
    };
    tagged.or_else(element)
}

/// `<link rel="canonical">`.
fn link(page: &Page) -> Option<String> {
    page.select("link[rel='canonical']")
        .iter()
        .find_map(|link| link.attr("href"))
        .map(|url| url.trim().to_owned())
}

/// The address that browsers write into pages that they save: `saved from url=(0030)https://...`, `url: https://...`.
fn saved_from(page: &Page) -> Option<String> {
    let root = page.root();
    let mut comments = root.descendants_it().filter(|node| node.is_comment()).take(20);
    let address = |comment: dom_query::NodeRef<'_>| {
        let html = comment.html();
        let (_, after) = html.split_once("saved from url=").or_else(|| html.split_once("url: "))?;
        let start = after.find("http").filter(|start| *start < 8)?;
        let end = after[start..].find(|sign: char| sign.is_whitespace() || matches!(sign, '<' | '>' | '"'));
        Some(after[start..end.map_or(after.len(), |end| start + end)].trim_end_matches("--").to_owned())
    };
    comments.find_map(address)
}

/// The day in an address such as `https://hill.example/2026/01/21/strike`.
fn day_of_address(url: &str) -> Option<Published> {
    let parts: Vec<&str> = url.split(['?', '#']).next()?.split('/').collect();
    parts.windows(3).find_map(|parts| {
        let date = parts.join("-").parse().ok().filter(|date| matches!(date, PartialDate::Day(_)))?;
        dates::published(&date.to_string(), None, "its address says so")
    })
}
