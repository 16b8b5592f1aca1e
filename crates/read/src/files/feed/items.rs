use quick_xml::escape;

use super::xml::{self, Step};

/// What a feed says of itself and of its items.
#[derive(Default)]
pub(super) struct Feed {
    /// Whether it is one.
    pub(super) is_feed: bool,
    is_atom: bool,
    pub(super) title: String,
    pub(super) author: String,
    /// What authors log in with, and what they are called.
    pub(super) names: Vec<(String, String)>,
    pub(super) items: Vec<Item>,
    /// The elements that we are in, the outermost first.
    open: Vec<String>,
    /// The item that we are in, and how deep its fields are.
    item: Option<(Item, usize)>,
    field: Option<Place>,
}

/// An item, as it is written.
#[derive(Clone, Debug, Default)]
pub(super) struct Item {
    pub(super) title: String,
    pub(super) link: String,
    pub(super) id: String,
    pub(super) slug: String,
    /// When it was published, the most trusted first: by the clock of its blog, else as its feed says.
    pub(super) dates: [String; 2],
    pub(super) updated: String,
    pub(super) authors: Vec<String>,
    pub(super) tags: Vec<String>,
    /// HTML, both.
    pub(super) content: String,
    pub(super) summary: String,
    kind: String,
    status: String,
    password: String,
}

/// Where words go, and how.
#[derive(Clone, Copy, Debug)]
struct Place {
    field: Field,
    /// How many elements are around them.
    depth: usize,
    /// Whether they are words, not HTML.
    is_plain: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Title,
    Link,
    Id,
    Slug,
    Posted,
    Published,
    Updated,
    Author,
    Tag,
    Content,
    Summary,
    Kind,
    Status,
    Password,
    FeedTitle,
    FeedAuthor,
    Login,
    Name,
}

impl Item {
    /// Whether it is an article of its blog, and no picture, menu or product.
    pub(super) fn is_article(&self) -> bool {
        matches!(self.kind.trim(), "" | "post" | "page" | "article" | "news")
    }

    /// Whether it is from an export of WordPress, where each end of a line is one.
    pub(super) fn is_exported(&self) -> bool {
        !self.kind.trim().is_empty()
    }

    pub(super) fn is_draft(&self) -> bool {
        let is_public = matches!(self.status.trim(), "" | "publish" | "published" | "inherit");
        !is_public || !self.password.trim().is_empty()
    }

    fn of(&mut self, field: Field) -> Option<&mut String> {
        Some(match field {
            Field::Title => &mut self.title,
            Field::Link => &mut self.link,
            Field::Id => &mut self.id,
            Field::Slug => &mut self.slug,
            Field::Posted => &mut self.dates[0],
            Field::Published => &mut self.dates[1],
            Field::Updated => &mut self.updated,
            Field::Author => self.authors.last_mut()?,
            Field::Tag => self.tags.last_mut()?,
            Field::Content => &mut self.content,
            Field::Summary => &mut self.summary,
            Field::Kind => &mut self.kind,
            Field::Status => &mut self.status,
            Field::Password => &mut self.password,
            Field::FeedTitle | Field::FeedAuthor | Field::Login | Field::Name => return None,
        })
    }
}

impl Feed {
    pub(super) fn step(&mut self, step: &Step<'_>) {
        match step {
            Step::Open(name, tag) => {
                let full = tag.name().into_inner().to_owned();
                self.open(name, &full, |attribute| xml::attribute(tag, attribute));
            }
            Step::Close(name) => self.close(name),
            Step::Words(words) => self.words(words),
        }
    }

    /// Ends the item that we are in, if any.
    pub(super) fn end_item(&mut self) {
        self.items.extend(self.item.take().map(|(item, _)| item));
        self.field = None;
    }

    fn open(&mut self, name: &str, full: &str, attribute: impl Fn(&str) -> Option<String>) {
        if self.open.is_empty() {
            self.is_feed = matches!(name, "rss" | "feed" | "RDF" | "channel");
        }
        self.is_atom |= name == "feed";
        self.open.push(name.to_owned());
        if self.field.is_some_and(|place| matches!(place.field, Field::Content | Field::Summary)) {
            self.markup(&format!("<{name}>"));
            return;
        }
        if self.item.is_none() && matches!(name, "item" | "entry") {
            self.item = Some((Item::default(), self.open.len() + 1));
            return;
        }
        let prefix = full.split_once(':').map_or("", |(prefix, _)| prefix);
        let parent =
            self.open.len().checked_sub(2).and_then(|at| self.open.get(at)).map_or("", String::as_str);
        let depth = self.open.len();
        let field = match &mut self.item {
            Some((item, inner)) if depth == *inner => {
                let is_new = |field: &String| field.trim().is_empty();
                if let ("link", Some(link)) = (name, attribute("href")) {
                    let is_it = attribute("rel").is_none_or(|rel| rel == "alternate");
                    if is_it && is_new(&item.link) {
                        item.link = link;
                    }
                    return;
                }
                if let ("category", Some(tag)) = (name, attribute("term")) {
                    item.tags.push(attribute("label").unwrap_or(tag));
                    return;
                }
                let is_filed = || {
                    attribute("domain").is_none_or(|domain| {
                        matches!(domain.as_str(), "category" | "post_tag") || domain.contains("://")
                    })
                };
                let field = field_of(prefix, name).filter(|field| *field != Field::Tag || is_filed());
                match field {
                    Some(Field::Author) => item.authors.push(String::new()),
                    Some(Field::Tag) => item.tags.push(String::new()),
                    _ => {}
                }
                // Of several the first counts.
                field.filter(|field| item.of(*field).is_some_and(|field| is_new(field)))
            }
            Some((_, inner)) => {
                (depth == *inner + 1 && name == "name" && parent == "author").then_some(Field::Author)
            }
            None => match (parent, name) {
                ("channel" | "feed", "title") if prefix != "itunes" => {
                    Some(Field::FeedTitle).filter(|_| self.title.is_empty())
                }
                ("author", "author_login") => {
                    self.names.push((String::new(), String::new()));
                    Some(Field::Login)
                }
                ("author", "author_display_name") => Some(Field::Name),
                ("author", "name") => Some(Field::FeedAuthor),
                _ => None,
            },
        };
        // Words without a type are HTML in RSS, and words in Atom.
        let is_plain = match attribute("type").as_deref() {
            Some("html" | "text/html") => false,
            Some("text" | "text/plain" | "xhtml" | "application/xhtml+xml") => true,
            _ => self.is_atom,
        };
        if let Some(field) = field {
            self.field = Some(Place { field, depth, is_plain });
        }
    }

    fn close(&mut self, name: &str) {
        let depth = self.open.len();
        self.open.pop();
        match self.field {
            Some(place) if place.depth == depth => self.field = None,
            Some(place) if matches!(place.field, Field::Content | Field::Summary) => {
                self.markup(&format!("</{name}>"));
            }
            _ => {}
        }
        if self.item.as_ref().is_some_and(|(_, inner)| depth < *inner) {
            self.end_item();
        }
    }

    fn words(&mut self, words: &str) {
        let Some(place) = self.field else { return };
        let is_markup = matches!(place.field, Field::Content | Field::Summary);
        let is_inside = self.open.len() > place.depth;
        if is_inside && !is_markup && !matches!(place.field, Field::Title | Field::FeedTitle) {
            return;
        }
        let is_title = place.field == Field::Title && place.is_plain;
        if is_markup && (place.is_plain || is_inside) || is_title {
            self.put(place.field, &escape::escape(words));
        } else {
            self.put(place.field, words);
        }
    }

    /// An element within the text, which is written as HTML again.
    fn markup(&mut self, tag: &str) {
        if let Some(place) = self.field {
            self.put(place.field, tag);
        }
    }

    fn put(&mut self, field: Field, words: &str) {
        let place = match field {
            Field::FeedTitle => Some(&mut self.title),
            Field::FeedAuthor => Some(&mut self.author),
            Field::Login => self.names.last_mut().map(|(login, _)| login),
            Field::Name => self.names.last_mut().map(|(_, name)| name),
            _ => self.item.as_mut().and_then(|(item, _)| item.of(field)),
        };
        if let Some(place) = place {
            place.push_str(words);
        }
    }
}

/// What an element of an item says, by its name and what stands before it for where the name is from.
fn field_of(prefix: &str, name: &str) -> Option<Field> {
    Some(match (prefix, name) {
        ("media" | "itunes" | "image" | "podcast" | "georss", _) => return None,
        ("excerpt", "encoded") | (_, "description" | "summary") => Field::Summary,
        (_, "title") => Field::Title,
        (_, "link" | "origLink") => Field::Link,
        (_, "guid" | "id") => Field::Id,
        (_, "post_name") => Field::Slug,
        (_, "post_date") => Field::Posted,
        (_, "pubDate" | "published" | "issued" | "date" | "created") => Field::Published,
        (_, "updated" | "modified") => Field::Updated,
        (_, "creator" | "author") => Field::Author,
        (_, "category" | "subject") => Field::Tag,
        (_, "encoded" | "content" | "body") => Field::Content,
        (_, "post_type") => Field::Kind,
        ("wp", "status") => Field::Status,
        (_, "post_password") => Field::Password,
        _ => return None,
    })
}
