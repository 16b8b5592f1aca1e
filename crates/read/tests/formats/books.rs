//! Office texts and electronic books.

use dossier_read::read_file;

use crate::read::{head, lines, one, published, zip};

const DOCUMENT: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>
<w:p><w:pPr><w:pStyle w:val="Titel"/></w:pPr><w:r><w:t>The strike in</w:t></w:r><w:r><w:t xml:space="preserve"> numbers</w:t></w:r></w:p>
<w:p><w:r><w:t>By Jane Doe</w:t></w:r></w:p>
<w:p><w:r><w:t>21 January 2026</w:t></w:r></w:p>
<w:p><w:pPr><w:pStyle w:val="berschrift1"/></w:pPr><w:r><w:t>Ships &amp; crews</w:t></w:r></w:p>
<w:p><w:r><w:t xml:space="preserve">Twelve ships lay </w:t></w:r><w:del><w:r><w:delText>idle</w:delText></w:r></w:del><w:ins><w:r><w:t>still</w:t></w:r></w:ins><w:r><w:t xml:space="preserve"> for&#160;six days.</w:t><w:br/><w:t>So it was.</w:t></w:r></w:p>
<w:p><w:r><mc:AlternateContent><mc:Choice><w:t>A picture.</w:t></mc:Choice><mc:Fallback><w:t>A picture.</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Ship</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Crew</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:p><w:r><w:t>Aurora</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>12</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
</w:body></w:document>"#;
const STYLES: &str = r#"<w:styles xmlns:w="x"><w:style w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style></w:styles>"#;
const CORE: &str = r#"<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:title>template</dc:title><dc:creator>Ann Lee</dc:creator></cp:coreProperties>"#;

#[test]
fn an_office_text_has_its_title_its_headings_and_its_tables() {
    let bytes = zip(&[
        ("word/document.xml", DOCUMENT.as_bytes()),
        ("word/styles.xml", STYLES.as_bytes()),
        ("docProps/core.xml", CORE.as_bytes()),
    ]);
    let document = read_file("numbers.docx", &bytes).remove(0).unwrap();
    assert_eq!(head(&document), ["The strike in numbers", "Jane Doe", "-", "-"]);
    assert_eq!(published(&document), ("2026-01-21".into(), "the date line at its head says so".into()));
    assert_eq!(
        lines(&document),
        [
            "Headline: The strike in numbers",
            "SetAside: By Jane Doe",
            "SetAside: 21 January 2026",
            "Heading: Ships & crews",
            "Twelve ships lay still for six days.\nSo it was.",
            "A picture.",
            "Ship | Crew",
            "Aurora | 12",
        ]
    );
}

const PACKAGE: &str = r#"<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title>The Quay</dc:title><dc:title>A subtitle</dc:title><dc:creator>Jane Doe</dc:creator><dc:creator>Ann Lee</dc:creator>
<dc:publisher>Hill Books</dc:publisher><dc:date>2026-01</dc:date></metadata>
<manifest><item id="nav" href="nav.xhtml" properties="nav"/><item id="two" href="text/two.xhtml"/><item id="one" href="text/chapter%20one.xhtml"/></manifest>
<spine><itemref idref="nav"/><itemref idref="one"/><itemref idref="two"/></spine></package>"#;

#[test]
fn a_book_is_one_article_with_its_chapters_in_order() {
    let bytes = zip(&[
        ("mimetype", b"application/epub+zip"),
        (
            "META-INF/container.xml",
            br#"<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>"#,
        ),
        ("OEBPS/book.opf", PACKAGE.as_bytes()),
        ("OEBPS/nav.xhtml", b"<html><body><nav><ol><li>One</li></ol></nav></body></html>"),
        ("OEBPS/text/two.xhtml", b"<html><body><h1>Two</h1><p>It ended.</p></body></html>"),
        (
            "OEBPS/text/chapter one.xhtml",
            b"<html><head><title>x</title></head><body><h1>One</h1><p>It began.</p></body></html>",
        ),
    ]);
    let book = read_file("quay.epub", &bytes).remove(0).unwrap();
    assert_eq!(head(&book), ["The Quay", "Jane Doe, Ann Lee", "Hill Books", "-"]);
    assert_eq!(published(&book), ("2026-01".into(), "its metadata says so".into()));
    assert_eq!(lines(&book), ["Heading: One", "It began.", "Heading: Two", "It ended."]);
}

#[test]
fn what_is_no_book_or_text_is_refused_with_the_reason() {
    let error = |name: &str, bytes: &[u8]| read_file(name, bytes).remove(0).unwrap_err().to_string();
    let zip = zip(&[("a.txt", b"Some text.")]);
    assert!(error("a.docx", b"PK nothing").starts_with("a.docx: broken or not what its ending says: "));
    assert!(error("a.docx", &zip).starts_with("a.docx: holds no text of Word"));
    assert!(error("a.epub", &zip).starts_with("a.epub: not a book"));
}

#[test]
fn the_notes_of_an_office_text_follow_it_and_what_was_moved_or_hidden_is_read_once_or_not() {
    let words = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let body = format!(
        r#"<w:document xmlns:w="{words}"><w:body><w:p><w:moveFrom><w:r><w:t>Moved. </w:t></w:r></w:moveFrom><w:r><w:t xml:space="preserve">It ended. </w:t></w:r>
<w:moveTo><w:r><w:t>Moved.</w:t></w:r></w:moveTo><w:r><w:rPr><w:vanish/></w:rPr><w:t>Secret.</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p></w:body></w:document>"#
    );
    let notes = format!(
        r#"<w:footnotes xmlns:w="{words}"><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>---</w:t></w:r></w:p></w:footnote>
<w:footnote w:id="2"><w:p><w:r><w:t>After eleven hours.</w:t></w:r></w:p></w:footnote></w:footnotes>"#
    );
    let bytes = zip(&[("word/document.xml", body.as_bytes()), ("word/footnotes.xml", notes.as_bytes())]);
    let document = read_file("a.docx", &bytes).remove(0).unwrap();
    assert_eq!(lines(&document), ["It ended. Moved.", "After eleven hours."]);
}

const CONTENT: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="o" xmlns:text="t" xmlns:style="s" xmlns:table="b" xmlns:draw="d" xmlns:svg="v" xmlns:dc="c">
<office:automatic-styles><style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>
<style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style></office:automatic-styles>
<office:body><office:text>
<text:tracked-changes><text:changed-region><text:deletion><text:p>Twelve ships sank.</text:p></text:deletion></text:changed-region></text:tracked-changes>
<text:sequence-decls><text:sequence-decl text:name="Figure"/></text:sequence-decls>
<text:p text:style-name="P1">The strike in<text:s/>numbers</text:p>
<text:p>By Jane Doe</text:p><text:p>21 January 2026</text:p>
<text:table-of-content><text:index-body><text:p>Ships 1</text:p></text:index-body></text:table-of-content>
<text:h text:outline-level="1">Ships &amp; crews</text:h>
<text:p>Twelve ships
  lay<text:s text:c="3"/>still<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>As the log says.</text:p><text:p>Twice.</text:p></text:note-body></text:note>
for<text:tab/>six <text:span text:style-name="T1">secret </text:span><text:span>days<office:annotation><dc:creator>Ann</dc:creator><text:p>Really?</text:p></office:annotation></text:span>.<text:line-break/>So it was.</text:p>
<text:p><draw:frame><draw:image/><svg:title>crane.jpg</svg:title></draw:frame></text:p>
<text:list><text:list-item><text:p>A doctor on every ship</text:p></text:list-item></text:list>
<table:table><table:table-row><table:table-cell><text:p>Ship</text:p></table:table-cell><table:table-cell><text:p>Crew</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell><text:p>Aurora</text:p></table:table-cell><table:table-cell><text:p>12</text:p></table:table-cell></table:table-row></table:table>
</office:text></office:body></office:document-content>"#;
const META: &str = r#"<office:document-meta xmlns:office="o" xmlns:meta="m" xmlns:dc="c"><office:meta><meta:initial-creator>Omar Haddad</meta:initial-creator>
<dc:title>template</dc:title><dc:creator>Ann Lee</dc:creator><dc:date>2026-03-01T10:00:00</dc:date></office:meta></office:document-meta>"#;
const WORDS: &[&str] = &[
    "Headline: The strike in numbers",
    "SetAside: By Jane Doe",
    "SetAside: 21 January 2026",
    "Heading: Ships & crews",
    "Twelve ships lay still for six days.\nSo it was.",
    "A doctor on every ship",
    "Ship | Crew",
    "Aurora | 12",
    "As the log says. Twice.",
];

#[test]
fn a_text_of_libreoffice_is_read_as_one_of_word_is() {
    let bytes = zip(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", CONTENT.as_bytes()),
        ("meta.xml", META.as_bytes()),
    ]);
    let document = read_file("numbers.odt", &bytes).remove(0).unwrap();
    assert_eq!(head(&document), ["The strike in numbers", "Jane Doe", "-", "-"]);
    assert_eq!(published(&document), ("2026-01-21".into(), "the date line at its head says so".into()));
    assert_eq!(lines(&document), WORDS);
    let flat = CONTENT.replace("office:document-content", "office:document").replace(
        "<office:automatic-styles>",
        &format!(
            "{}<office:automatic-styles>",
            &META[META.find("<office:meta>").unwrap()..META.len() - "</office:document-meta>".len()]
        ),
    );
    assert_eq!(lines(&read_file("numbers.fodt", flat.as_bytes()).remove(0).unwrap()), WORDS);
}

#[test]
fn a_text_of_libreoffice_without_a_head_is_named_by_its_properties() {
    let body = r#"<office:body xmlns:office="o" xmlns:text="t"><office:text><text:p>It ended at night.</text:p></office:text></office:body>"#;
    let bytes = zip(&[("content.xml", body.as_bytes()), ("meta.xml", META.as_bytes())]);
    assert_eq!(head(&read_file("a.odt", &bytes).remove(0).unwrap()), ["template", "Omar Haddad", "-", "-"]);
}

#[test]
fn a_text_of_libreoffice_that_is_locked_or_none_is_refused_with_the_reason() {
    let error = |name: &str, bytes: &[u8]| read_file(name, bytes).remove(0).unwrap_err().to_string();
    let locked = zip(&[
        (
            "META-INF/manifest.xml",
            b"<m:manifest><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>",
        ),
        ("content.xml", b"\x80\0\x01"),
    ]);
    assert_eq!(error("a.odt", &locked), "a.odt: locked with a password; save it without one");
    assert!(error("a.odt", &zip(&[("a.txt", b"Text.")])).starts_with("a.odt: holds no text of LibreOffice"));
    assert!(
        error("a.fodt", b"<office:document><office:body><text:p")
            .starts_with("a.fodt: its text is broken, byte ")
    );
}

#[test]
fn a_text_of_an_old_word_processor_is_its_words_in_the_signs_of_its_fonts() {
    let document = one("report.rtf");
    assert_eq!(head(&document), ["Harbour strike ends", "Jane Doe", "-", "-"]);
    assert_eq!(published(&document), ("2004-01-21".into(), "the date line at its head says so".into()));
    assert_eq!(
        lines(&document),
        [
            "Headline: Harbour strike ends",
            "SetAside: By Jane Doe",
            "SetAside: 21 January 2004",
            "The strike in the harbour ended at night — after eleven hours of talks in a café.\nSo it was.",
            "“We are glad,” said the mayor of Łódź; she smiled. 😀",
            "Забастовка окончена.",
            "港スト",
            "A doctor on every ship",
            "Ship | Crew of it",
            "Aurora | 12",
            "The end.",
            "As the log says.",
        ]
    );
}

#[test]
fn an_rtf_without_a_head_is_named_by_its_properties_and_what_is_none_is_refused() {
    let read = |bytes: &[u8]| read_file("a.rtf", bytes).remove(0);
    let text =
        read(br"{\rtf1{\info{\title The title}{\author Ann Lee}}\pard It ended at night, they say.").unwrap();
    assert_eq!(head(&text), ["The title", "Ann Lee", "-", "-"]);
    let error = |bytes: &[u8]| read(bytes).unwrap_err().to_string();
    assert!(error(b"Some words.").starts_with("a.rtf: not what its ending says"));
    assert!(error(br"{\rtf1{\pict 00}}").starts_with("a.rtf: the file is empty"));
    let deep = [br"{\rtf1".as_slice(), &[b'{'; 20_000]].concat();
    assert!(error(&deep).starts_with("a.rtf: too many groups are inside of each other"));
}
