//! Pages to print.

use dossier_read::read_file;

use crate::read::{head, lines, one, published};

#[test]
fn a_pdf_s_text_layer_is_read_as_paragraphs() {
    let report = one("pdf/report.pdf");
    assert_eq!(head(&report), ["Harbour Strike Ends After Six Days", "Jane Doe", "-", "-"]);
    assert_eq!(published(&report), ("2026-01-22".into(), "the date line at its head says so".into()));
    let lines = lines(&report);
    assert_eq!(lines.len(), 6, "{lines:#?}");
    assert!(lines[3].ends_with("the ministry in Sofia, which had sent two of its people."), "{lines:#?}");
    assert_eq!(lines[5], "Nobody at the quay was glad, for the fish was lost.");
}

/// A PDF of one page with that content and those objects beside it.
fn pdf(content: &str, objects: &str) -> Vec<u8> {
    let length = content.len();
    let body = format!(
        "%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n\
         3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources 5 0 R>>\nendobj\n\
         4 0 obj\n<</Length {length}>>\nstream\n{content}\nendstream\nendobj\n{objects}"
    );
    let mut out = body.clone();
    let places: Vec<(u32, usize)> =
        (1..20).filter_map(|id| Some((id, body.find(&format!("\n{id} 0 obj"))? + 1))).collect();
    out.push_str("xref\n0 1\n0000000000 65535 f \n");
    places.iter().for_each(|(id, at)| out.push_str(&format!("{id} 1\n{at:010} 00000 n \n")));
    let start = body.len();
    out.push_str(&format!("trailer\n<</Size 20/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"));
    out.into_bytes()
}

const FONT: &str = "5 0 obj\n<</Font<</F 6 0 R>>/XObject<</X 7 0 R>>>>\nendobj\n6 0 obj\n<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>\nendobj\n";

fn drawing(content: &str) -> String {
    let length = content.len();
    format!(
        "7 0 obj\n<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources 5 0 R/Length {length}>>\nstream\n{content}\nendstream\nendobj\n"
    )
}

fn outcome(bytes: &[u8]) -> Result<String, String> {
    read_file("a.pdf", bytes).remove(0).map(|document| document.text).map_err(|error| error.to_string())
}

#[test]
fn drawings_in_pages_are_read() {
    let objects = format!("{FONT}{}", drawing("BT /F 12 Tf 10 50 Td (A drawn word.) Tj ET"));
    let text = outcome(&pdf("BT /F 12 Tf 10 100 Td (One line.) Tj ET /X Do", &objects)).unwrap();
    assert_eq!(text, "One line.\n\nA drawn word.");
}

#[test]
fn a_drawing_that_draws_itself_is_refused() {
    let objects = format!("{FONT}{}", drawing("/X Do"));
    assert_eq!(
        outcome(&pdf("/X Do", &objects)).unwrap_err(),
        "a.pdf: its pages are inside of themselves; print it to a new PDF"
    );
}

#[test]
fn pages_without_text_and_pages_that_upset_the_library_are_named() {
    let objects = format!("{FONT}{}", drawing(""));
    assert!(outcome(&pdf("0 0 9 9 re f", &objects)).unwrap_err().contains("pictures without text"));
    let upsetting = pdf("BT /None 12 Tf (x) Tj ET", &objects);
    assert!(
        outcome(&upsetting)
            .unwrap_err()
            .starts_with("a.pdf: is not as its format has it, and not understood")
    );
}

#[test]
fn words_that_run_from_right_to_left_are_in_the_order_in_which_they_are_read() {
    // Printed by a browser, which draws the forms that letters have within words; the font is DejaVu Sans.
    assert_eq!(
        lines(&one("pdf/arabic.pdf")),
        [
            "Headline: انتهى الإضراب في ميناء فارنا",
            "صوفيا، 21 يناير 2026 – انتهى الإضراب في ميناء فارنا ليلاً بعد 11 ساعة من المحادثات بين الطواقم وإدارة الميناء \
             (بما في ذلك سفينة Aurora Borea)، وعاد 1,250 عاملاً إلى العمل.",
            "قالت رئيسة البلدية جين دو: «نحن سعداء»، وأضافت أن الاتفاق يشمل زيادة قدرها 12.5% على الأجور ابتداءً من الأول من فبراير.",
        ]
    );
    assert_eq!(
        lines(&one("pdf/hebrew.pdf")),
        [
            "Headline: השביתה בנמל ורנה הסתיימה",
            "סופיה, 21 בינואר 2026 – השביתה בנמל ורנה הסתיימה בלילה לאחר 11 שעות של שיחות בין הצוותים להנהלת הנמל (כולל הספינה \
             Aurora Borea), ו-1,250 עובדים חזרו לעבודה.",
            "״אנחנו שמחים״, אמרה ראשת העיר, והוסיפה שההסכם כולל העלאה של 12.5% בשכר החל מהראשון בפברואר.",
        ]
    );
}

/// A page whose font says of each byte which sign it stands for: `A` to `E` are letters of Hebrew, `a` to `e` of Latin.
fn hebrew(content: &str) -> Result<String, String> {
    let map = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n1 begincodespacerange\n<00> <ff>\nendcodespacerange\n\
               4 beginbfrange\n<20> <40> <0020>\n<41> <45> <05d0>\n<61> <65> <0061>\n<5b> <5d> <005b>\nendbfrange\nendcmap end end";
    let objects = format!(
        "5 0 obj\n<</Font<</F 6 0 R>>>>\nendobj\n6 0 obj\n<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding/ToUnicode 7 0 R>>\nendobj\n\
         7 0 obj\n<</Length {}>>\nstream\n{map}\nendstream\nendobj\n",
        map.len()
    );
    outcome(&pdf(content, &objects))
}

#[test]
fn lines_are_read_in_whatever_order_they_were_drawn() {
    let line = |content: &str| hebrew(&format!("BT /F 12 Tf {content} ET"));
    // As it is seen: from left to right.
    assert_eq!(line("10 100 Td (CBA 12 EDC) Tj").unwrap(), "גדה 12 אבג");
    // Word by word, and sign by sign, from right to left.
    assert_eq!(line("150 100 Td (BA) Tj -30 0 Td (DC) Tj -30 0 Td (E) Tj").unwrap(), "אב גד ה");
    assert_eq!(line("150 100 Td (A) Tj -7.8 0 Td (B) Tj -7.8 0 Td (C) Tj").unwrap(), "אבג");
    // Latin with some Hebrew in it; brackets as they are drawn, and as they are meant.
    assert_eq!(line("10 100 Td (abcde abcd DCBA abc) Tj").unwrap(), "abcde abcd אבגד abc");
    assert_eq!(line("10 100 Td (E \\(DC\\) BA) Tj").unwrap(), "אב (גד) ה");
    assert_eq!(line("10 100 Td (E \\)DC\\( BA) Tj").unwrap(), "אב (גד) ה");
}
