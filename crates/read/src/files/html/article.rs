use dom_query::Document as Page;
use dom_smoothie::{Config, Readability, TextMode};

use super::{
    super::parts::Parts,
    words::{self, Skip},
};

/// Pages with more elements are lists, and taken whole.
const MOST_ELEMENTS: usize = 100_000;
/// An article shorter than this part of the words on its page was not found: the page is all article.
const LEAST_SHARE: usize = 5;

/// What asks readers for something is no longer than this, in bytes; a page of which all is called so is longer.
const LONGEST_BANNER: usize = 1000;
/// How its elements are called.
const BANNERS: &str = "[class*='newsletter' i], [id*='newsletter' i], [class*='cookie' i], [id*='cookie' i], [class*='consent' i], \
                       [id*='consent' i], [class*='gdpr' i], [class*='signup' i], [class*='sign-up' i], [class*='subscribe' i], \
                       [class*='share-' i], [class*='social-' i], [class*='paywall-overlay' i], [class*='paywall-prompt' i], \
                       [class*='paywall-message' i], [class*='paywall-banner' i], [class*='regwall' i]";

/// Removes what stands within articles and asks for consent, an address or money.
fn remove_banners(page: &Page) {
    for banner in page.select(BANNERS).nodes() {
        let is_all = banner.has_name("body") || banner.has_name("html") || banner.has_name("main");
        if !is_all && !banner.has_name("article") && banner.text().len() < LONGEST_BANNER {
            banner.remove_from_parent();
        }
    }
}

/// The article of a page, and who wrote it if a line there says so. Where none is found, all but the furniture is it.
pub(crate) fn parts(page: Page) -> (Parts, Option<String>) {
    remove_banners(&page);
    let mut whole = Parts::default();
    words::write(&page.root(), &mut whole, Skip::Furniture);
    let config =
        Config { max_elements_to_parse: MOST_ELEMENTS, text_mode: TextMode::Raw, ..Config::default() };
    let found = Readability::with_document(page, None, Some(config)).and_then(|mut page| page.parse());
    let Ok(found) = found else { return (whole, None) };
    let mut article = Parts::default();
    words::write(&Page::from(&*found.content).root(), &mut article, Skip::Invisible);
    let byline = found.byline.filter(|byline| byline.len() < 100 && !byline.contains("://"));
    if article.len() * LEAST_SHARE < whole.len() { (whole, byline) } else { (article, byline) }
}
