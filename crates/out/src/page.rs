//! A page of one file: the app's own, with places that a corpus fills.
//!
//! `dossier build --single-file` makes the shell, the app's page with everything in it but a corpus, and fills it. It also lies
//! beside each published page, so that the page can fill it with a reader's own articles in the same way.

use dossier_model::{DateSpan, Site, Title, TitleOrigin};
use dossier_view::{date_words, grouped};

/// How many articles the list without the app names, where all of it stands in one page.
const LISTED: usize = 500;

/// What a site says of itself that says nothing.
const DESCRIPTION: &str = "Articles, searched and filtered in your browser.";

/// The places of a shell, each there at least once.
pub const PLACES: Places<&str> = Places {
    title: "{{dossier:title}}",
    description: "{{dossier:description}}",
    articles: "{{dossier:articles}}",
    pack: "{{dossier:pack}}",
};

/// What a shell has places for.
#[derive(Clone, Copy, Debug)]
pub struct Places<T> {
    /// The site's name.
    pub title: T,
    /// One sentence about it.
    pub description: T,
    /// What [`list`] gives.
    pub articles: T,
    /// The compressed pack, as Base64.
    pub pack: T,
}

/// An article of the list.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Its title, or what stands in for it.
    pub title: Title,
    /// The outlet.
    pub source: Option<String>,
    /// Where it was published, as it was given: no promise that it is a link.
    pub url: Option<String>,
    /// When it was published.
    pub published: DateSpan,
}

/// What a site is called.
pub fn site_title(site: &Site) -> &str {
    or(&site.title, "Articles")
}

/// What a site says of itself.
pub fn site_description(site: &Site) -> &str {
    or(&site.description, DESCRIPTION)
}

fn or<'a>(text: &'a str, otherwise: &'a str) -> &'a str {
    if text.is_empty() { otherwise } else { text }
}

/// The shell with a site, the list of its articles and its pack; nothing where it is no shell.
pub fn fill(shell: &str, site: &Site, articles: &str, pack: &str) -> Option<String> {
    let (title, description) = (escape(site_title(site)), escape(site_description(site)));
    let fillings = [
        (PLACES.title, title.as_str()),
        (PLACES.description, &description),
        (PLACES.articles, articles),
        (PLACES.pack, pack),
    ];
    if fillings.iter().any(|(place, _)| !shell.contains(place)) {
        return None;
    }
    let mut page = String::with_capacity(shell.len() + articles.len() + pack.len());
    let mut rest = shell;
    // In one go: what a title says is no place.
    while let Some(at) = rest.find("{{dossier:") {
        let place = fillings.iter().find(|(place, _)| rest[at..].starts_with(place));
        let (length, filling) = place.map_or((2, "{{"), |(place, filling)| (place.len(), filling));
        page += &rest[..at];
        page += filling;
        rest = &rest[at + length..];
    }
    Some(page + rest)
}

/// Whether a file is a page that Dossier made, and so neither an article nor anybody else's.
pub fn is_made(bytes: &[u8]) -> bool {
    const HEAD: usize = 8192;
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]);
    let is_of_ours = head.contains("dossier-pack") || head.contains(r#"name="generator" content="Dossier""#);
    is_of_ours && head.contains("Content-Security-Policy")
}

/// The items of the list that shows where the app can't run, of a page that has no others beside it: the first hundreds of
/// so many articles.
pub fn list(articles: impl ExactSizeIterator<Item = Listed>) -> String {
    let left = articles.len().saturating_sub(LISTED);
    let mut items = items(articles.take(LISTED));
    if left > 0 {
        items += &format!("<li>and {} more</li>", grouped(left));
    }
    items
}

/// The items of a list of articles.
pub fn items(articles: impl Iterator<Item = Listed>) -> String {
    articles.map(|article| item(&article)).collect()
}

fn item(article: &Listed) -> String {
    let title = escape(&article.title.text);
    let title = match article.url.as_deref().filter(|url| is_web_address(url)) {
        Some(url) => format!(r#"<a dir="auto" href="{}" rel="noreferrer">{title}</a>"#, escape(url)),
        None => format!(r#"<span dir="auto">{title}</span>"#),
    };
    let stand_in = if article.title.origin == TitleOrigin::FirstSentence { "First sentence · " } else { "" };
    let source = article.source.as_deref().map(|source| format!("<bdi>{}</bdi> · ", escape(source)));
    let (source, date) = (source.unwrap_or_default(), escape(&date_words(&article.published)));
    format!("<li>{title}<br><small>{stand_in}{source}{date}</small></li>")
}

/// Other schemes can run scripts.
fn is_web_address(url: &str) -> bool {
    ["http://", "https://"]
        .iter()
        .any(|scheme| url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))
}

/// Text as the content of an element or an attribute.
pub fn escape(text: &str) -> String {
    crate::embed::escape(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(title: &str) -> Listed {
        let title = Title { text: title.into(), origin: TitleOrigin::Given, range: None };
        Listed { title, source: None, url: None, published: DateSpan::UNKNOWN }
    }

    #[test]
    fn each_place_is_filled_and_what_fills_one_has_no_places() {
        let Places { title, description, articles, pack } = PLACES;
        let shell = format!("<t>{title}</t><m {description}><h>{title}</h>{articles}|{pack}|{{{{dossier:");
        let site = Site { title: format!("<b>{pack}"), description: String::new() };
        let page = fill(&shell, &site, "<li>", "UEs=").unwrap();
        let title = "&lt;b&gt;{{dossier:pack}}";
        assert_eq!(page, format!("<t>{title}</t><m {DESCRIPTION}><h>{title}</h><li>|UEs=|{{{{dossier:"));
        assert_eq!(fill("<p>no shell</p>", &site, "", ""), None);
    }

    #[test]
    fn only_a_web_address_becomes_a_link() {
        let with = |url: &str| list([Listed { url: Some(url.into()), ..listed("T") }].into_iter());
        let item = with("HTTPS://example.org/?a=\"&b=<");
        assert!(item.contains(r#"href="HTTPS://example.org/?a=&quot;&amp;b=&lt;""#), "{item}");
        for url in ["javascript:alert(1)", "data:text/html,x", " https://example.org", "//example.org", "ü"]
        {
            assert!(!with(url).contains("<a "), "{url}");
        }
    }

    #[test]
    fn a_long_list_ends_with_how_many_more_there_are() {
        let items = list(vec![listed("T"); LISTED + 3].into_iter());
        assert_eq!(items.matches("<li>").count(), LISTED + 1);
        assert!(items.ends_with("<li>and 3 more</li>"));
    }
}
