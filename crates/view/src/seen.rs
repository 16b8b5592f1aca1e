//! What a reader's last visit saw of a corpus, kept as one line of text, and what is new since then.

use core::fmt::{self, Display};

use dossier_model::{Day, PartialDate};

use crate::Edition;

/// A corpus as a reader's last visit saw it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The day of that visit.
    pub day: Day,
    /// Which version it was, and of how many articles.
    pub edition: Edition,
    /// Of each article a print of its id and one of what it says; `None` where there were too many.
    pub prints: Option<Vec<[u32; 2]>>,
}

impl Seen {
    /// Reads what [`Display`] wrote; `None` for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split(' ');
        let PartialDate::Day(day) = parts.next()?.parse().ok()? else { return None };
        let (articles, version) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        let prints = match parts.next() {
            Some(digits) => Some(digits.as_bytes().chunks(16).map(read).collect::<Option<Vec<_>>>()?),
            None => None,
        };
        let is_whole = prints.as_ref().is_none_or(|prints| prints.len() == articles as usize);
        (parts.next().is_none() && is_whole).then_some(Self {
            day,
            edition: Edition { articles, version },
            prints,
        })
    }

    /// Which of the articles with these prints that visit did not see, and which it saw as other ones, both ascending.
    /// None at all where it is not known.
    pub fn fresh(&self, now: &[[u32; 2]]) -> (Vec<u32>, Vec<u32>) {
        let Some(mut seen) = self.prints.clone() else { return (Vec::new(), Vec::new()) };
        seen.sort_unstable();
        let (mut new, mut changed) = (Vec::new(), Vec::new());
        for (at, [id, content]) in (0..).zip(now) {
            let first = seen.partition_point(|[other, _]| other < id);
            let mut same = seen[first..].iter().take_while(|[other, _]| other == id).peekable();
            if same.peek().is_none() {
                new.push(at);
            } else if same.all(|[_, other]| other != content) {
                changed.push(at);
            }
        }
        (new, changed)
    }
}

/// The day, the number of articles, the version, and sixteen hexadecimal digits for each article.
impl Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Edition { articles, version } = self.edition;
        write!(f, "{} {articles} {version}", PartialDate::Day(self.day))?;
        let Some(prints) = &self.prints else { return Ok(()) };
        write!(f, " ")?;
        prints.iter().try_for_each(|[id, content]| write!(f, "{id:08x}{content:08x}"))
    }
}

/// Two numbers of eight digits each.
fn read(digits: &[u8]) -> Option<[u32; 2]> {
    let digits = core::str::from_utf8(digits).ok().filter(|digits| digits.len() == 16)?;
    let half = |at: usize| {
        let digits = digits.get(at..at + 8)?;
        let is_written = digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        is_written.then(|| u32::from_str_radix(digits, 16).ok()).flatten()
    };
    Some([half(0)?, half(8)?])
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;

    fn day(number: i32) -> Day {
        Day::from_number(number)
    }

    fn seen(prints: &[[u32; 2]]) -> Seen {
        let edition = Edition { articles: prints.len() as u32, version: 7 };
        Seen { day: day(20_000), edition, prints: Some(prints.to_vec()) }
    }

    #[test]
    fn what_is_there_for_the_first_time_is_new_and_what_says_something_else_is_changed() {
        let before = seen(&[[9, 1], [4, 2], [7, 3]]);
        assert_eq!(before.fresh(&[[4, 2], [5, 1], [7, 8], [9, 1]]), (vec![1], vec![2]));
        assert_eq!(before.fresh(&[[9, 1]]), (vec![], vec![]), "what is gone is not new");
        let unknown = Seen { prints: None, ..before };
        assert_eq!(unknown.fresh(&[[5, 1]]), (vec![], vec![]));
    }

    #[test]
    fn it_is_one_line_that_says_the_day() {
        assert_eq!(seen(&[[0xAB, 1]]).to_string(), "2024-10-04 1 7 000000ab00000001");
        for text in [
            "",
            "2024-10-04",
            "2024-10 1 7 000000ab00000001",
            "2024-10-04 2 7 000000ab00000001",
            "2024-10-04 1 7 +00000ab00000001",
        ] {
            assert_eq!(Seen::parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_kept_is_read_again(number in 0..40_000, version: u32, prints in prop::option::of(vec(any::<[u32; 2]>(), 0..20)), articles: u32) {
            let articles = prints.as_ref().map_or(articles, |prints| prints.len() as u32);
            let seen = Seen { day: day(number), edition: Edition { articles, version }, prints };
            prop_assert_eq!(Seen::parse(&seen.to_string()), Some(seen));
        }

        #[test]
        fn any_text_is_read_or_refused(text in any::<String>(), digits in "[0-9a-f]{0,40}") {
            let _ = Seen::parse(&text);
            let _ = Seen::parse(&format!("2024-10-04 2 7 {digits}"));
        }

        #[test]
        fn nothing_is_new_in_what_was_seen(prints in vec(any::<[u32; 2]>(), 0..20)) {
            prop_assert_eq!(seen(&prints).fresh(&prints), (vec![], vec![]));
        }
    }
}
