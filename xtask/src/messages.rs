//! That the page's words stand in src/messages and nowhere else, so that they can be read over, and translated, in one place.

use std::{fs, path::Path};

use crate::run::project;

/// Names of things, which are the same in any language.
const NAMES: [&str; 4] = ["GeoNames", "Natural Earth", "CC BY 4.0", "corpus.toml"];

/// The literals of a line of code that a reader would see: text between tags, what an attribute says, and sentences.
fn spoken(line: &str) -> Vec<&str> {
    let line = line.trim();
    if line.starts_with("//")
        || line.contains("reason = ")
        || line.contains("unreachable!")
        || line.contains("expect(")
    {
        return Vec::new();
    }
    let pieces: Vec<&str> = line.split('"').collect();
    let literals = (1..pieces.len().saturating_sub(1)).step_by(2);
    literals
        .filter(|at| {
            let (before, text, after) = (pieces[at - 1].trim_end(), pieces[*at], pieces[at + 1]);
            let has_words = text.contains(|letter: char| letter.is_lowercase());
            let is_node = (before.ends_with('>') && !before.ends_with("=>")) || after.starts_with("</");
            let is_said =
                ["aria-label=", "title=", "placeholder=", "alt="].iter().any(|name| before.ends_with(name));
            has_words && (is_node || is_said || is_sentence(text))
        })
        .map(|at| pieces[at])
        .filter(|text| !NAMES.contains(text))
        .collect()
}

/// Whether it begins like a sentence and has more than one word.
fn is_sentence(text: &str) -> bool {
    let mut words = text.split(' ');
    let begins = words.next().is_some_and(|word| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.all(char::is_lowercase) && word.len() > 1
    });
    begins && words.next().is_some_and(|word| word.starts_with(char::is_lowercase))
}

fn unkept(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        // The API speaks to who writes scripts, and in English.
        let is_elsewhere = ["messages", "erase", "api", "api.rs"].iter().any(|name| path.ends_with(name));
        if path.is_dir() && !is_elsewhere {
            unkept(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") && !is_elsewhere {
            let text = fs::read_to_string(&path).unwrap();
            for (number, line) in text.lines().enumerate() {
                let name = path.strip_prefix(project()).unwrap().display().to_string();
                found.extend(spoken(line).iter().map(|words| format!("{name}:{}: “{words}”", number + 1)));
            }
        }
    }
}

#[test]
fn what_the_page_says_stands_in_its_messages() {
    let mut found = Vec::new();
    unkept(&project().join("src"), &mut found);
    assert!(found.is_empty(), "these words belong into src/messages:\n{}", found.join("\n"));
}

#[test]
fn words_are_told_from_names_in_code() {
    for line in [
        r#"<button class="button">"Close"</button>"#,
        r#"view! { <p>"No names were found."</p> }"#,
        r#"<nav aria-label="Tools">"#,
        r#"store.say("The browser could not do it.");"#,
    ] {
        assert_eq!(spoken(line).len(), 1, "{line}");
    }
    for line in [
        r#"<a class="button button-quiet" href=string(back)>{messages::CLOSE}</a>"#,
        r#""ArrowLeft" => step(-1),"#,
        r#"// It says "Close the door"."#,
        r#"<a href="https://www.geonames.org/">"GeoNames"</a>"#,
    ] {
        assert!(spoken(line).is_empty(), "{line}");
    }
}
