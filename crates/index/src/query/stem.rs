//! When two English words are forms of one: `attack`, `attacks`, `attacked`, `attacking`.
//!
//! The steps of Porter's English stemmer (<https://snowballstem.org/algorithms/english/stemmer.html>) that undo
//! inflection: 1a, 1b, 1c and 5. The others undo derivation, which is too much for names and news: `organ` and
//! `organisation`, `general` and `generate` would be one word. Words are stemmed when a query is read and when it looks at
//! the terms of a pack, so a pack knows nothing of it.

/// Words that look like a form of another one and aren't.
const NO_FORMS: [&[u8]; 8] = [b"hamas", b"isis", b"news", b"united", b"abbas", b"paris", b"mars", b"france"];

/// What is left of a folded word without its English endings. All but its last letter begins the word; an only one does.
pub(crate) fn stem(word: &str) -> String {
    let mut letters = word.as_bytes().to_vec();
    if letters.len() > 2 && letters.iter().all(u8::is_ascii_lowercase) && !NO_FORMS.contains(&&letters[..]) {
        let length = letters.len() - plural_ending(&letters);
        letters.truncate(length);
        without_past(&mut letters);
        if let [before @ .., last, y @ b'y'] = &mut letters[..]
            && !before.is_empty()
            && !is_vowel_letter(*last)
        {
            *y = b'i';
        }
        without_silent(&mut letters);
    }
    String::from_utf8(letters).unwrap_or_default()
}

/// How many letters a plural, or a verb's -s, adds.
fn plural_ending(word: &[u8]) -> usize {
    if word.ends_with(b"sses") {
        return 2;
    }
    if word.ends_with(b"ied") || word.ends_with(b"ies") {
        return if word.len() > 4 { 2 } else { 1 };
    }
    let is_plural = word.ends_with(b"s") && !word.ends_with(b"us") && !word.ends_with(b"ss");
    usize::from(is_plural && has_vowel(&word[..word.len() - 2]))
}

/// Takes off -ed and -ing, and undoes what they did to the letters before.
fn without_past(word: &mut Vec<u8>) {
    if word.ends_with(b"eed") {
        if region(word, 0) <= word.len() - 3 {
            word.pop();
        }
        return;
    }
    let ending = if word.ends_with(b"ed") { 2 } else { 3 };
    let kept = word.len().saturating_sub(ending);
    if !(word.ends_with(b"ed") || word.ends_with(b"ing")) || !has_vowel(&word[..kept]) {
        return;
    }
    word.truncate(kept);
    let is_doubled = matches!(word[..], [.., a, b] if a == b && matches!(a, b'b' | b'd' | b'f' | b'g' | b'm' | b'n' | b'p' | b'r' | b't'));
    // `add` and `egg` have two by themselves.
    let is_whole = word.len() == 3 && is_vowel_letter(word[0]);
    if is_doubled {
        word.truncate(word.len() - usize::from(!is_whole));
    } else if word.ends_with(b"at")
        || word.ends_with(b"bl")
        || word.ends_with(b"iz")
        || (region(word, 0) == word.len() && ends_short(word))
    {
        word.push(b'e');
    }
}

/// Takes off a last -e that is not spoken, and the second of two l.
fn without_silent(word: &mut Vec<u8>) {
    let Some((&last, before)) = word.split_last() else { return };
    let first = region(word, 0);
    let is_in_second = region(word, first) < word.len();
    let goes = match last {
        b'e' => is_in_second || (first < word.len() && !ends_short(before)),
        b'l' => is_in_second && before.ends_with(b"l"),
        _ => false,
    };
    if goes {
        word.pop();
    }
}

fn is_vowel_letter(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// A y is a vowel after a consonant.
fn is_vowel(word: &[u8], at: usize) -> bool {
    is_vowel_letter(word[at]) || (word[at] == b'y' && at > 0 && !is_vowel_letter(word[at - 1]))
}

fn has_vowel(word: &[u8]) -> bool {
    (0..word.len()).any(|at| is_vowel(word, at))
}

/// Where the part after the first consonant that follows a vowel begins; the end if there is none.
fn region(word: &[u8], from: usize) -> usize {
    let is_edge = |&at: &usize| is_vowel(word, at - 1) && !is_vowel(word, at);
    (from + 1..word.len()).find(is_edge).map_or(word.len(), |at| at + 1)
}

/// Whether it ends in a short syllable: a vowel between two consonants, or a first vowel and a consonant.
fn ends_short(word: &[u8]) -> bool {
    let Some(last) = word.len().checked_sub(1) else { return false };
    let is_closed = last > 0 && is_vowel(word, last - 1) && !is_vowel(word, last);
    is_closed && (last == 1 || !(is_vowel(word, last - 2) || matches!(word[last], b'w' | b'x' | b'y')))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn forms_of_a_word_share_their_stem() {
        for forms in [
            "attack attacks attacked attacking",
            "prison prisons",
            "election elections",
            "release releases released releasing",
            "control controls controlled controlling",
            "bomb bombed bombings",
            "country countries",
            "house houses housing",
            "state states",
            "church churches",
            "plan plans planned planning",
            "hope hopes hoped hoping",
            "die dies died",
            "agree agreed agrees",
            "militia militias",
            "israeli israelis",
            "add added adding",
        ] {
            let stems: Vec<_> = forms.split(' ').map(stem).collect();
            assert!(stems.iter().all(|other| *other == stems[0]), "{forms}: {stems:?}");
        }
    }

    #[test]
    fn other_words_do_not() {
        for words in [
            "hamas hama",
            "news new",
            "united unit",
            "isis isi",
            "france franc",
            "organ organisation",
            "state stat",
            "us u",
            "general generate",
            "thing th",
            "1990s 1990",
            "été été",
        ] {
            let stems: Vec<_> = words.split(' ').map(stem).collect();
            assert!(stems[0] != stems[1] || words.starts_with('é'), "{words}: {stems:?}");
        }
    }

    proptest! {
        #[test]
        fn all_but_the_last_letter_of_a_stem_begins_the_word(word in "[aeiyslngdbt]{0,12}|[aeiy](s|es|ed|ing|eed|y)?|\\PC{0,10}") {
            let stem = stem(&word);
            let start: String = stem.chars().take(stem.chars().count().saturating_sub(1).max(1)).collect();
            prop_assert!(word.starts_with(&start), "{stem}");
        }
    }
}
