//! Verbs by which somebody says something.

/// Their base forms; what ends otherwise than by rule stands beside them.
const VERBS: &str = "accuse acknowledge add admit affirm agree allege announce argue ask assert assess  believe boast \
     call caution charge claim comment complain concede conclude condemn confirm contend continue counter criticise \
     criticize declare defend  deny describe detail disclose dismiss emphasise emphasize estimate explain express \
     forecast hail highlight hint imply indicate inform insist instruct joke lament maintain mention mourn note observe \
     opine order plead pledge post praise predict proclaim promise propose question quip read recall recommend recount \
     refer reiterate remark remind repeat reply report respond reveal rule say signal speculate state stress suggest \
     summarise summarize tell term testify think threaten tweet underline underscore urge voice vow warn welcome wonder \
     write";
const IRREGULAR: &str = "said told wrote written thought read";

/// What a word is among the verbs of saying.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Saying {
    /// 'said', 'says'
    Finite,
    /// 'saying': its subject is that of the sentence.
    Participle,
}

/// Reads a word in small letters.
pub(super) fn saying(word: &str) -> Option<Saying> {
    if let Some(stem) = word.strip_suffix("ing") {
        let is_verb = is_base(stem) || is_base(&format!("{stem}e")) || undoubled(stem).is_some_and(is_base);
        return is_verb.then_some(Saying::Participle);
    }
    let stem_of_past = word.strip_suffix("ed").or_else(|| word.strip_suffix("es"));
    let is_finite = IRREGULAR.split(' ').any(|other| other == word)
        || is_base(word)
        || word.strip_suffix(['s', 'd']).is_some_and(is_base)
        || stem_of_past.is_some_and(|stem| is_base(stem) || undoubled(stem).is_some_and(is_base))
        || word
            .strip_suffix("ied")
            .or_else(|| word.strip_suffix("ies"))
            .is_some_and(|stem| is_base(&format!("{stem}y")));
    is_finite.then_some(Saying::Finite)
}

fn is_base(word: &str) -> bool {
    VERBS.split_whitespace().any(|verb| verb == word)
}

/// 'referr' of 'referred' as 'refer'.
fn undoubled(stem: &str) -> Option<&str> {
    let bytes = stem.as_bytes();
    let is_double = bytes.len() > 2 && bytes[bytes.len() - 1] == bytes[bytes.len() - 2];
    is_double.then(|| stem.get(..stem.len() - 1)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_are_known_in_all_their_forms() {
        for word in [
            "said", "says", "say", "told", "adds", "denied", "denies", "referred", "stating", "urged",
            "noted", "vowed",
        ] {
            assert!(saying(word).is_some(), "{word}");
        }
        for word in ["nothing", "not", "sang", "bring", "ing", "ed", "s", "", "points"] {
            assert_eq!(saying(word), None, "{word}");
        }
        assert_eq!(saying("emphasising"), Some(Saying::Participle));
    }
}
