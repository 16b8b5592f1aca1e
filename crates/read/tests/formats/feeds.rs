//! Feeds, and what blogs export.

use dossier_read::{ReadOptions, read_file, read_file_with};

use crate::read::{all, head, lines, published};

#[test]
fn an_export_of_wordpress_is_an_article_a_post() {
    let read = all("feeds/wordpress.xml");
    let post = read[0].as_ref().unwrap();
    assert_eq!((post.key.as_str(), post.origin.as_str()), ("strike-ends", "feeds/wordpress.xml:1"));
    assert_eq!(
        head(post),
        ["Strike ends – finally", "Jane Doe", "The Hill Herald", "https://hill.example/2026/01/strike-ends/"]
    );
    assert_eq!(published(post), ("2026-01-22".into(), "its feed says so".into()));
    assert_eq!(post.tags, ["Harbour", "Varna"]);
    assert_eq!(
        lines(post),
        [
            "SetAside: A crane at the quay",
            "The strike in the harbour of Varna ended at night.",
            "“We are glad,” said the mayor.\nSo were the crews.",
            "Heading: What comes now",
            "The talks go on & on.",
        ]
    );
    let blocks = read[1].as_ref().unwrap();
    assert_eq!((blocks.byline.as_deref(), blocks.tags.len()), (Some("ann"), 0));
    assert_eq!(lines(blocks), ["The last ship left at noon.", "Aurora", "Borea"]);
    assert_eq!(
        read[2..],
        [
            Err("feeds/wordpress.xml: passed over; 1 of 4 items are drafts or not public; --drafts takes them all the same".into()),
            Err("feeds/wordpress.xml: passed over; 1 of 4 items are no articles with a text".into()),
        ]
    );
}

#[test]
fn drafts_of_an_export_are_read_if_they_are_wanted() {
    let bytes = include_bytes!("../fixtures/feeds/wordpress.xml");
    let options = ReadOptions { drafts: true, ..ReadOptions::default() };
    let read = read_file_with("a.xml", bytes, &options);
    let draft = read[2].as_ref().unwrap();
    assert_eq!((draft.title.text.as_str(), draft.published.span.edtf().as_str()), ("Not yet", "XXXX"));
}

#[test]
fn a_feed_of_news_has_its_words_whatever_its_encoding() {
    let read = all("feeds/news.rss");
    let item = read[0].as_ref().unwrap();
    assert_eq!(
        head(item),
        ["Café on the quay & its owner", "Ann Lee", "Quay Post & Mail", "https://quay.example/cafe"]
    );
    assert_eq!(published(item).0, "2026-01-21");
    assert_eq!(lines(item), ["The café opened again.", "Nobody was late."]);
    assert_eq!(
        read[1..],
        [Err("feeds/news.rss: passed over; 1 of 2 items are no articles with a text".into())]
    );
}

#[test]
fn a_feed_of_atom_is_read_with_its_types() {
    let read = all("feeds/blog.atom");
    let first = read[0].as_ref().unwrap();
    assert_eq!(
        head(first),
        ["Lamps & shadows", "Omar Haddad, Jane Doe", "Notes from the quay", "https://quay.example/lamps"]
    );
    assert_eq!(published(first).0, "2026-01-21");
    assert_eq!(lines(first), ["I counted the lamps: 3 < 4.", "Then I slept."]);
    let second = read[1].as_ref().unwrap();
    assert_eq!(
        head(second),
        ["1 < 2 & so on", "Ann Lee", "Notes from the quay", "https://quay.example/so-on"]
    );
    assert_eq!(published(second), ("[..2026-01-23]".into(), "its feed says that it was changed then".into()));
    assert_eq!(lines(second), ["All words, as they are <b>.", "And more."]);
    assert_eq!(read.len(), 2);
}

#[test]
fn the_oldest_feeds_have_their_items_beside_the_channel() {
    let feed = r#"<rdf:RDF xmlns:rdf="r" xmlns="http://purl.org/rss/1.0/" xmlns:dc="d"><channel><title>Wire</title></channel>
        <item><title>One</title><link>https://wire.example/1</link><dc:date>2004-01-21T10:00:00Z</dc:date><description>It ended.</description></item></rdf:RDF>"#;
    let item = read_file("a.xml", feed.as_bytes()).remove(0).unwrap();
    assert_eq!(head(&item), ["One", "-", "Wire", "https://wire.example/1"]);
    assert_eq!((published(&item).0.as_str(), item.text.as_str()), ("2004-01-21", "It ended."));
}

#[test]
fn xml_of_other_kinds_is_passed_over_and_what_breaks_off_is_read_up_to_there() {
    let error = |name: &str, text: &str| {
        let read =
            read_file(name, text.as_bytes()).into_iter().map(|read| read.map_err(|error| error.to_string()));
        read.collect::<Vec<_>>()
    };
    let passed_over = "a.xml: passed over; it is XML, but neither a feed nor what a blog exported";
    assert_eq!(
        error("a.xml", "<urlset><url><loc>https://a.example</loc></url></urlset>"),
        [Err(passed_over.into())]
    );
    let template = "---\nlayout: null\n---\n<rss>{% for post in site.posts %}";
    assert_eq!(error("a.xml", template), [Err("a.xml: passed over; the feed has no items".into())]);
    assert_eq!(error("a.xml", ""), [Err(passed_over.into())]);
    let empty = "a.rss: passed over; the feed has no items";
    assert_eq!(error("a.rss", "<rss><channel><title>T</title></channel></rss>"), [Err(empty.into())]);
    let cut = error(
        "a.rss",
        "<rss><channel><item><title>One</title><description>It ended.</description></item><item><title>Two</tit",
    );
    assert_eq!(cut[0].as_ref().unwrap().text, "It ended.");
    assert!(cut[1].as_ref().unwrap_err().starts_with("a.rss: its XML is broken, byte "), "{cut:?}");
}
