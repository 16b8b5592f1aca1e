//! Zips, also hostile ones.

use dossier_read::read_file;

use crate::read::zip;

fn outcome(files: &[(&str, &[u8])]) -> Vec<Result<(String, String), String>> {
    let named = |read: Result<dossier_model::Document, dossier_read::ReadError>| {
        read.map(|document| (document.origin, document.title.text)).map_err(|error| error.to_string())
    };
    read_file("in/posts.zip", &zip(files)).into_iter().map(named).collect()
}

#[test]
fn the_files_of_a_zip_are_read_as_those_of_a_folder() {
    let read = outcome(&[
        ("posts/b.md", b"# Strike ends\n\nThe crews went back."),
        ("posts/a.txt", b"The strike goes on."),
        ("posts/picture.png", b"\x89PNG"),
        ("__MACOSX/posts/._a.txt", b"\0\x05"),
        (".obsidian/app.json", b"{}"),
        ("posts/empty.txt", b" "),
        ("more.zip", b"PK"),
    ]);
    let wanted = [
        Err("in/posts.zip/more.zip: an archive inside of an archive is not read; unpack it".into()),
        Ok(("in/posts.zip/posts/a.txt".into(), "The strike goes on.".into())),
        Ok(("in/posts.zip/posts/b.md".into(), "Strike ends".into())),
        Err("in/posts.zip/posts/empty.txt: the file is empty; remove it, or give it a text".into()),
    ];
    assert_eq!(read, wanted);
}

#[test]
fn a_path_that_leads_out_of_a_zip_is_refused() {
    let read = outcome(&[("../../etc/a.txt", b"Out."), ("/b.txt", b"Root."), ("in\x1B[2J.txt", b"In.")]);
    assert_eq!(
        read[0],
        Err("in/posts.zip/../../etc/a.txt: its path leads out of the archive; remove it".into())
    );
    assert!(read[1].is_err(), "{read:?}");
    assert_eq!(read[2], Ok(("in/posts.zip/in\u{FFFD}[2J.txt".into(), "In.".into())));
}

#[test]
fn a_bomb_is_not_unpacked_and_what_comes_before_it_is_read() {
    let bomb = vec![b' '; 64 * 1024 * 1024];
    let read = outcome(&[("a.txt", b"The strike goes on."), ("b.txt", &bomb), ("c.txt", b"Too late.")]);
    assert!(read[0].is_ok());
    assert!(
        read[1].as_ref().unwrap_err().starts_with("in/posts.zip/b.txt: unpacks to far more than"),
        "{read:?}"
    );
    assert!(read[2].is_err());
}

#[test]
fn a_zip_without_articles_says_so() {
    let read = outcome(&[("a.png", b"\x89PNG")]);
    assert!(read[0].as_ref().unwrap_err().starts_with("in/posts.zip: holds no file whose format is read"));
}
