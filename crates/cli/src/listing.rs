//! The list of all articles, for readers whose browsers can't run the app and for search engines.
//!
//! The app's page is what each reader's first view waits for, so of a long list it has only the newest articles and a link
//! to the whole. That stands on plain pages beside it, which need no script: `articles.html` has the newest articles, and
//! `articles-1.html` and so on the others, counted from the oldest. So a page that is full stays as it is when articles
//! are added (RFC 5005 archives feeds so), and only `articles.html` is written and uploaded anew. No service worker keeps
//! these pages: a browser that has one runs the app.

use core::cmp::Reverse;
use std::cell::RefCell;

use anyhow::Result;
use dossier_model::{Document, Site};
use dossier_out::page::{escape, items, site_title};
use dossier_view::date_words;
use lol_html::{RewriteStrSettings, element, rewrite_str};

use crate::{
    app::PAGE,
    inputs::count,
    page::{articles, listed},
    policy,
};

/// How many of the newest articles the app's page names, where it does not name all of them.
const NEWEST: usize = 50;
/// How many articles a full page lists. The first has up to twice as many.
const PAGE_OF: usize = 500;
/// The page of the newest articles.
const FIRST: &str = "articles.html";

/// Articles by day, those of the newest day first and the undated last.
pub(crate) struct Listing<'d> {
    documents: &'d [Document],
    newest_first: Vec<usize>,
}

impl<'d> Listing<'d> {
    pub(crate) fn of(documents: &'d [Document]) -> Self {
        let mut newest_first: Vec<usize> = (0..documents.len()).collect();
        // A stable sort: articles of one day stay in the corpus's own order.
        newest_first.sort_by_key(|&at| Reverse(documents[at].published.span.sort_day()));
        Self { documents, newest_first }
    }

    /// The items of the list in the app's page.
    pub(crate) fn in_app_page(&self) -> String {
        if !self.has_pages() {
            return articles(self.documents);
        }
        let all = count(self.newest_first.len(), "article");
        self.items(&self.newest_first[..NEWEST]) + &format!("<li><a href=\"{FIRST}\">All {all}</a></li>")
    }

    fn has_pages(&self) -> bool {
        self.newest_first.len() > NEWEST
    }

    fn items(&self, some: &[usize]) -> String {
        items(some.iter().map(|&at| listed(&self.documents[at])))
    }

    /// How many pages there are beside the first.
    fn full_pages(&self) -> usize {
        (self.newest_first.len() / PAGE_OF).saturating_sub(1)
    }

    /// The articles of a page, which is counted from the oldest, or of the first.
    fn of_page(&self, number: Option<usize>) -> &[usize] {
        let all = self.newest_first.len();
        match number {
            None => &self.newest_first[..all - self.full_pages() * PAGE_OF],
            Some(number) => &self.newest_first[all - number * PAGE_OF..][..PAGE_OF],
        }
    }

    /// The pages beside the app's, with their names, one after the other; `app_page` is finished, and `base_url` as in
    /// [`Page`](crate::page::Page).
    ///
    /// # Errors
    /// Where the app's page can't be read as HTML.
    pub(crate) fn pages<'l>(
        &'l self,
        app_page: &str,
        site: &'l Site,
        base_url: &'l str,
    ) -> Result<impl Iterator<Item = (String, Vec<u8>)> + use<'l, 'd>> {
        let look = look_of(app_page)?;
        let numbers = if self.has_pages() { (1..=self.full_pages()).map(Some).collect() } else { Vec::new() };
        let first = self.has_pages().then_some(None);
        Ok(numbers.into_iter().chain(first).map(move |number| {
            let page = self.page(number, site, base_url, &look);
            (name(number), page.into_bytes())
        }))
    }

    fn page(&self, number: Option<usize>, site: &Site, base_url: &str, look: &str) -> String {
        let full = self.full_pages();
        let newer = number.map(|number| name((number < full).then_some(number + 1)));
        let older = match number {
            None => Some(full),
            Some(number) => number.checked_sub(1),
        };
        let older = older.filter(|number| *number > 0).map(|number| name(Some(number)));
        let mut steps = format!("<a href=\"{PAGE}\">Search and filter</a>");
        let mut links = String::new();
        for (rel, words, to) in [("prev", "Newer articles", &newer), ("next", "Older articles", &older)] {
            if let Some(to) = to {
                steps += &format!(" · <a rel=\"{rel}\" href=\"{to}\">{words}</a>");
                links += &format!("<link rel=\"{rel}\" href=\"{to}\">\n");
            }
        }
        if !base_url.is_empty() {
            let folder = base_url.strip_suffix(PAGE).unwrap_or(base_url);
            let address = format!("{}/{}", folder.trim_end_matches('/'), name(number));
            links += &format!("<link rel=\"canonical\" href=\"{}\">\n", escape(&address));
        }
        let (policy, title, some) = (policy::of_list(), escape(site_title(site)), self.of_page(number));
        let days = escape(&self.days(some));
        let listed = self.items(some);
        let all_pages = if number.is_none() { self.all_pages() } else { String::new() };
        format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
             <title>{title}: {days}</title>\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n\
             <meta name=\"referrer\" content=\"no-referrer\">\n\
             <meta name=\"generator\" content=\"Dossier\">\n\
             {links}{look}</head>\n<body>\n<main id=\"without-app\">\n\
             <h1 dir=\"auto\">{title}</h1>\n<p>{days}</p>\n<nav aria-label=\"Pages\"><p>{steps}</p></nav>\n\
             <ul id=\"without-app-articles\">{listed}</ul>\n<nav aria-label=\"Pages, again\"><p>{steps}</p></nav>\n\
             {all_pages}</main>\n</body>\n</html>\n"
        )
    }

    /// What the articles of a page are, by the first and the last of them: 'Articles, 3 Jan 2025 to 9 Feb 2026'.
    fn days(&self, some: &[usize]) -> String {
        let day = |at: Option<&usize>| at.map(|&at| date_words(&self.documents[at].published.span));
        let (newest, oldest) = (day(some.first()).unwrap_or_default(), day(some.last()).unwrap_or_default());
        if newest == oldest {
            format!("Articles, {newest}")
        } else {
            format!("Articles, {oldest} to {newest}")
        }
    }

    /// Links to all pages. They stand on the first alone, which is the one that changes anyhow.
    fn all_pages(&self) -> String {
        let older = (1..=self.full_pages()).rev().map(|number| {
            let days = escape(&self.days(self.of_page(Some(number))));
            format!("<li><a href=\"{}\">{days}</a></li>", name(Some(number)))
        });
        let older: String = older.collect();
        if older.is_empty() {
            older
        } else {
            format!("<nav aria-label=\"Older articles\"><ul>{older}</ul></nav>\n")
        }
    }
}

fn name(number: Option<usize>) -> String {
    number.map_or(FIRST.to_owned(), |number| format!("articles-{number}.html"))
}

/// The icon of the app's page and its stylesheet for the first view, as elements.
fn look_of(app_page: &str) -> Result<String> {
    let look = RefCell::new(String::new());
    let copy = element!("link[rel=icon], link[rel=stylesheet]:not([data-later])", |link| {
        let attributes = link.attributes().iter();
        let attributes =
            attributes.map(|it| format!(" {}=\"{}\"", it.name(), it.value().replace('"', "&quot;")));
        *look.borrow_mut() += &format!("<link{}>\n", attributes.collect::<String>());
        Ok(())
    });
    let settings =
        RewriteStrSettings { element_content_handlers: vec![copy], ..RewriteStrSettings::default() };
    rewrite_str(app_page, settings)?;
    Ok(look.into_inner())
}
