//! Mails and mailboxes.

use crate::read::{all, head, lines, one, published};

#[test]
fn a_mail_is_what_its_sender_wrote_without_what_it_quotes_and_signs() {
    let mail = one("mail/strike.eml");
    assert_eq!(mail.key, "strike");
    assert_eq!(head(&mail), ["Strike ends – finally", "Jáne Doe", "-", "-"]);
    assert_eq!(published(&mail), ("2026-01-21".into(), "its Date header says so".into()));
    assert_eq!(
        lines(&mail),
        [
            "Dear Ann,",
            "the strike ended at night, says the café owner; the crews of the Aurora went\nback to work.",
            "SetAside: On Tue, Ann Lee wrote: Is there any news from the quay?",
            "No more for now.",
            "SetAside: Jane Doe The Hill Herald",
        ]
    );
}

#[test]
fn a_newsletter_that_is_only_html_is_read() {
    let mail = one("mail/newsletter.eml");
    assert_eq!(head(&mail), ["The quay at night", "Notes from the quay", "-", "-"]);
    assert_eq!(
        lines(&mail),
        ["Headline: The quay at night", "At night the quay is empty.", "I counted the lamps."]
    );
}

#[test]
fn a_mailbox_is_an_article_a_mail_and_one_that_can_t_be_read_stops_no_other() {
    let mails = all("mail/box.mbox");
    let first = mails[0].as_ref().unwrap();
    assert_eq!((first.key.as_str(), first.origin.as_str()), ("first-news", "mail/box.mbox:1"));
    assert_eq!(
        lines(first),
        ["The strike goes on.\nFrom the quay nothing is heard.", "From what I know, it will end."]
    );
    let second = mails[1].as_ref().unwrap();
    assert_eq!(head(second), ["It ended.", "ann@quay.example", "-", "-"]);
    assert_eq!(
        mails[2].as_ref().unwrap_err(),
        "mail/box.mbox:3: the mail has no text; remove it, or give what is attached to it"
    );
}

#[test]
fn a_mail_that_upsets_the_library_is_refused_and_stops_no_other() {
    let mails = all("mail/upsetting.mbox");
    let upsetting = mails[0].as_ref().unwrap_err();
    assert!(upsetting.starts_with("mail/upsetting.mbox:1: is not as its format has it"), "{upsetting}");
    assert_eq!(mails[1].as_ref().unwrap().text, "It ended.");
}

#[test]
fn each_mail_of_a_thread_is_what_its_sender_added() {
    let mails: Vec<_> = all("mail/thread.mbox").into_iter().map(Result::unwrap).collect();
    assert_eq!(lines(&mails[0]), ["When do the crews vote?", "SetAside: Ann Lee, The Quay Post"]);
    assert_eq!(head(&mails[1]), ["Re: The vote", "Jane Doe", "-", "-"]);
    assert_eq!(
        lines(&mails[1]),
        ["On Monday, “at noon”.", "SetAside: On Tue, Ann Lee wrote: When do the crews vote?", "Jane"]
    );
    assert_eq!(
        lines(&mails[2]),
        ["Thank you. I will be there.", "SetAside: On Tue, Jane Doe wrote:", "SetAside: On Monday, at noon."]
    );
}

#[test]
fn a_mail_with_an_empty_plain_version_or_an_old_date_is_not_lost() {
    let read = all("mail/odd.mbox");
    let first = read[0].as_ref().unwrap();
    assert_eq!(lines(first), ["Only the page has words."]);
    assert_eq!(published(first), ("2026-01-21".into(), "its Date header says so".into()));
    let second = read[1].as_ref().unwrap();
    assert_eq!(published(second), ("[..2026-01-22]".into(), "its mailbox says that it came then".into()));
    assert_eq!(
        lines(second),
        [
            "Please read this, for it is short.",
            "SetAside: ---------- Forwarded message --------- From: Omar Haddad <omar@quay.example> Date: Mon, Jan 19, 2026 at \
             9:00 AM Subject: The report",
            "The harbour is closed.",
        ]
    );
}

#[test]
fn a_mail_that_says_a_wrong_encoding_is_read_in_the_right_one_and_told_of() {
    let read = all("mail/mislabelled.eml");
    let mail = read[0].as_ref().unwrap();
    assert_eq!(head(mail), ["انتهى الإضراب", "جين دو", "-", "-"]);
    assert_eq!(
        lines(mail),
        ["سيدتي العزيزة،", "انتهى الإضراب في ميناء فارنا ليلاً بعد إحدى عشرة ساعة من المحادثات.", "جين"]
    );
    let told = "mail/mislabelled.eml: it says that its encoding is iso-8859-1, which makes no words of it; it was read as \
                windows-1256. Where words look wrong, save it as UTF-8";
    assert_eq!(read[1..], [Err(told.into())]);
}

#[test]
fn a_japanese_mail_of_seven_bits_is_read() {
    let mail = one("mail/japanese.eml");
    assert_eq!(head(&mail), ["ストライキ終わる", "山田", "-", "-"]);
    assert_eq!(lines(&mail), ["港のストライキは水曜日の夜に終わりました。", "市長は喜んでいます。"]);
}

#[test]
fn mails_that_say_no_encoding_or_none_that_is_known_are_read_and_told_of() {
    let read = all("mail/encodings.mbox");
    let words = [
        "Забастовка в порту закончилась в среду вечером.",
        "Краны стоят, сказал мэр Варны, а экипажи вернулись к работе.",
    ];
    let first = read[0].as_ref().unwrap();
    assert_eq!(head(first), ["Забастовка закончилась", "Иван Петров", "-", "-"]);
    assert_eq!(lines(first), words);
    let told = read[1].as_ref().unwrap_err();
    assert!(
        told.starts_with(
            "mail/encodings.mbox:1: its encoding, “unknown-8bit”, is none that is known; it was read as KOI8-"
        ),
        "{told}"
    );
    assert_eq!(lines(read[2].as_ref().unwrap()), words);
    let told = read[3].as_ref().unwrap_err();
    assert!(
        told.starts_with("mail/encodings.mbox:2: it does not say its encoding; it was read as windows-1251."),
        "{told}"
    );
    // What is certain needs no word.
    assert_eq!(lines(read[4].as_ref().unwrap()), ["Café au lait – “so” said Łukasz."]);
    assert_eq!(lines(read[5].as_ref().unwrap()), ["Η απεργία τελείωσε."]);
    assert_eq!(read.len(), 6);
}

#[test]
fn a_head_of_bare_bytes_is_read_and_told_of_where_the_words_don_t_say_which_they_are() {
    let mail = b"From: Jos\xE9 Mart\xEDnez <jose@quay.example>\nSubject: La huelga termin\xF3 por la ma\xF1ana\n\nIt ended.\n";
    let read = dossier_read::read_file("a.eml", mail);
    assert_eq!(
        head(read[0].as_ref().unwrap()),
        ["La huelga terminó por la mañana", "José Martínez", "-", "-"]
    );
    let told = read[1].as_ref().unwrap_err().to_string();
    assert!(told.starts_with("a.eml: it does not say its encoding; it was read as windows-1252."), "{told}");
}
